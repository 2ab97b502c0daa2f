"""``copy``: nothing is lost on the way from any store to any other."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner
from graph_strategies import hard_graph
from store_contract import two_papers

from graph.cli import main
from graph.stores import open_store


def copied(*arguments: str) -> str:
    result = CliRunner().invoke(main, ["copy", *arguments])
    assert result.exit_code == 0, result.output
    return result.stderr


@pytest.fixture
def path(tmp_path: Path) -> Path:
    path = tmp_path / "graph.json"
    open_store(path).save(hard_graph())
    return path


def test_a_graph_goes_into_a_folder_and_comes_back_the_same(path: Path, tmp_path: Path) -> None:
    assert copied(str(path), f"arcadedb:{tmp_path}/kg") == f"arcadedb:{tmp_path}/kg: 8 nodes\n"
    copied(f"arcadedb:{tmp_path}/kg", f"arcadedb:{tmp_path}/other")
    copied(f"arcadedb:{tmp_path}/other", str(tmp_path / "back.json"))

    assert (tmp_path / "back.json").read_bytes() == path.read_bytes()


def test_a_graph_goes_through_all_stores_and_comes_back_the_same(path: Path, tmp_path: Path, empty_neo4j: str) -> None:
    copied(str(path), empty_neo4j)
    copied(empty_neo4j, f"arcadedb:{tmp_path}/kg")
    copied(f"arcadedb:{tmp_path}/kg", empty_neo4j)
    copied(empty_neo4j, str(tmp_path / "back.json"))

    assert (tmp_path / "back.json").read_bytes() == path.read_bytes()


def test_what_was_there_is_replaced(path: Path, tmp_path: Path) -> None:
    other = tmp_path / "other.json"
    open_store(other).save(two_papers())
    copied(str(path), str(other), "--quiet")

    assert open_store(other).load() == hard_graph()


def test_a_missing_graph_leaves_the_other_as_it_was(path: Path, tmp_path: Path) -> None:
    result = CliRunner().invoke(main, ["copy", str(tmp_path / "no.json"), str(path)])

    assert result.exit_code == 1
    assert "there is no graph" in result.stderr
    assert open_store(path).load() == hard_graph()


@pytest.mark.parametrize(
    ("source", "target"),
    [
        ("graph.json", "./graph.json"),
        ("graph.json", "sub/../graph.json"),
        ("graph.json", "link.json"),
        ("new.json", "sub/../new.json"),
        ("arcadedb:kg", "ArcadeDB:./kg/"),
        ("arcadedb:kg", "arcadedb:link-kg"),
        ("bolt://localhost", "neo4j://LOCALHOST:7687/"),
        ("bolt://127.0.0.1:7687", "bolt+ssc://[::1]"),
        ("neo4j:", "bolt://db.example:7777"),
    ],
)
def test_a_graph_is_not_copied_onto_itself(
    path: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, source: str, target: str
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("NEO4J_URI", "neo4j://db.example:7777")
    for folder in ("sub", "kg"):
        Path(folder).mkdir()
    Path("link.json").symlink_to("graph.json")
    Path("link-kg").symlink_to("kg")
    result = CliRunner().invoke(main, ["copy", source, target])

    assert result.exit_code == 1
    assert result.stderr == f"Error: {target}: FROM and TO are the same graph; name two\n"


def test_messages_of_copy_name_what_it_has(path: Path, tmp_path: Path) -> None:
    result = CliRunner().invoke(main, ["copy", str(path), str(tmp_path / "graph.json.gz")])

    assert "outputs are not compressed" in result.stderr
    assert " -o" not in result.stderr


def test_standard_output_can_be_the_target(path: Path) -> None:
    result = CliRunner().invoke(main, ["copy", str(path), "-", "--quiet"])

    assert result.stdout_bytes == path.read_bytes()


@pytest.mark.parametrize("command", [["stats"], ["show", "Föö"], ["export", "--format", "jsonl"]])
def test_commands_that_read_take_any_store(path: Path, tmp_path: Path, command: list[str]) -> None:
    copied(str(path), f"arcadedb:{tmp_path}/kg")
    of_file = CliRunner().invoke(main, [*command, "-g", str(path)])
    of_folder = CliRunner().invoke(main, [*command, "-g", f"arcadedb:{tmp_path}/kg"])

    assert of_file.exit_code == of_folder.exit_code == 0, of_folder.output
    assert of_folder.stdout == of_file.stdout

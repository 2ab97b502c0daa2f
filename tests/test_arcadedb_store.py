"""What is special to graphs in folders: the folder itself, who may write it, and the engine behind it."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest
from graph_strategies import hard_graph
from store_contract import two_papers

from graph.errors import (
    StoreError,
)
from graph.model import KnowledgeGraph, Paper
from graph.stores import open_store


@pytest.fixture(scope="module")
def kg(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("arcadedb") / "kg"
    open_store(f"arcadedb:{folder}").save(two_papers())
    return folder


def test_the_folder_names_the_database_in_use(kg: Path) -> None:
    head = json.loads((kg / "abstractgraph.json").read_bytes())

    assert head["formatVersion"] == 1
    assert sorted(p.name for p in kg.iterdir()) == ["abstractgraph.json", head["database"]]


def test_folders_on_the_way_are_made(tmp_path: Path) -> None:
    open_store(f"arcadedb:{tmp_path}/a/b/kg").save(two_papers())

    assert open_store(f"arcadedb:{tmp_path}/a/b/kg").load() == two_papers()


def test_saving_leaves_one_database(tmp_path: Path) -> None:
    store = open_store(f"arcadedb:{tmp_path}/kg")
    store.save(hard_graph())
    store.save(two_papers())

    assert len([*(tmp_path / "kg").glob("graph-*")]) == 1


@pytest.mark.parametrize("use", ["save", "check_writable"])
def test_a_folder_with_other_files_is_not_touched(tmp_path: Path, use: str) -> None:
    (tmp_path / "thesis.tex").write_text("x")
    store = open_store(f"arcadedb:{tmp_path}")

    with pytest.raises(StoreError, match=r"the folder holds other files \(thesis\.tex\); name an empty or new folder"):
        store.save(two_papers()) if use == "save" else store.check_writable()

    assert [p.name for p in tmp_path.iterdir()] == ["thesis.tex"]


def test_what_a_desktop_leaves_behind_does_not_count(tmp_path: Path) -> None:
    (tmp_path / ".DS_Store").write_text("x")
    open_store(f"arcadedb:{tmp_path}").save(two_papers())

    assert open_store(f"arcadedb:{tmp_path}").load() == two_papers()


def test_a_file_is_no_folder(tmp_path: Path) -> None:
    (tmp_path / "kg").write_text("x")

    with pytest.raises(StoreError, match="a part of the path is a file where a folder is needed"):
        open_store(f"arcadedb:{tmp_path}/kg").save(two_papers())


def test_the_folder_must_be_named() -> None:
    with pytest.raises(StoreError, match="arcadedb:: name the folder of the graph after the colon, as in arcadedb:kg"):
        open_store("arcadedb:")


def test_an_integer_of_more_than_64_bits_is_refused(tmp_path: Path) -> None:
    with pytest.raises(StoreError, match=r"the graph cannot be kept: year is \d+, which has more than 64 bits"):
        open_store(f"arcadedb:{tmp_path}/kg").save(KnowledgeGraph([Paper("p", "t", "a", 2**63)]))


SAVE = """
import sys
from store_contract import two_papers
from graph.stores import open_store
from graph.stores.embedded import engine

create = engine._fill
def slowly(*arguments):
    create(*arguments)
    print("writing", flush=True)
    import time
    time.sleep(60)

engine._fill = slowly
open_store(sys.argv[1]).save(two_papers())
"""


def test_a_killed_save_leaves_the_old_graph_and_no_lock(tmp_path: Path) -> None:
    store = open_store(f"arcadedb:{tmp_path}/kg")
    store.save(hard_graph())
    command = [sys.executable, "-c", SAVE, store.url]
    environment = {**os.environ, "PYTHONPATH": str(Path(__file__).parent)}
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, env=environment) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == "writing\n"
        with pytest.raises(StoreError, match="another process is writing this graph"):
            store.check_writable()
        process.send_signal(signal.SIGKILL)

    assert store.load() == hard_graph()
    store.save(two_papers())
    assert store.load() == two_papers()
    assert len([*(tmp_path / "kg").glob("graph-*")]) == 1


def test_without_the_engine_a_sentence_says_what_to_do(kg: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "arcadedb_embedded", None)

    with (
        pytest.raises(StoreError, match="needs the package arcadedb-embedded, which is not installed"),
        open_store(f"arcadedb:{kg}").reader(),
    ):
        pass


def test_a_relative_path_follows_the_working_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("first", "second"):
        (tmp_path / name).mkdir()
        monkeypatch.chdir(tmp_path / name)
        open_store("arcadedb:kg").save(KnowledgeGraph([Paper(name, name, "")]))

    assert [*open_store(f"arcadedb:{tmp_path}/first/kg").load().papers] == ["first"]
    assert [*open_store("arcadedb:kg").load().papers] == ["second"]


def test_folders_of_other_names_are_never_removed(tmp_path: Path) -> None:
    (tmp_path / "graph-results").mkdir()
    (tmp_path / "graph-results" / "thesis.tex").write_text("x")

    with pytest.raises(StoreError, match=r"the folder holds other files \(graph-results\)"):
        open_store(f"arcadedb:{tmp_path}").save(two_papers())

    assert (tmp_path / "graph-results" / "thesis.tex").exists()


def test_a_tilde_is_the_home_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HOME", str(tmp_path))
    open_store("arcadedb:~/kg").save(two_papers())

    assert open_store(f"arcadedb:{tmp_path}/kg").load() == two_papers()


def test_a_graph_replaced_while_it_is_opened_is_opened_anew(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from graph.stores.embedded import store as module

    store = open_store(f"arcadedb:{tmp_path}/kg")
    store.save(hard_graph())
    open_it = module.opened
    replaced: list[Path] = []

    def late(url: str, path: Path) -> object:
        if not replaced:
            replaced.append(path)
            store.save(two_papers())
        return open_it(url, path)

    monkeypatch.setattr(module, "opened", late)

    assert store.load() == two_papers()
    assert not replaced[0].exists()


def test_a_reader_without_a_with_block_says_so(kg: Path) -> None:
    with pytest.raises(AttributeError, match=r"the reader is not open \(no 'run'\); write: with store\.reader\(\) as"):
        open_store(f"arcadedb:{kg}").reader().run("RETURN 1 AS x")  # type: ignore[attr-defined]

"""``abstractgraph alias``, and the alias file in the commands that build a graph."""

from __future__ import annotations

import csv
import io
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest
from record_factory import record
from updating_folder import PLACES, PROGRAM, exported, run, write

from graph.lookup import find_entities
from graph.model import KnowledgeGraph
from graph.resolution import read_aliases
from graph.stores import open_store

FILE = '[[same]]\nnames = ["Quokka", "Wombat"]\n'

pytestmark = pytest.mark.usefixtures("here")


def loaded(url: str = "graph.json") -> KnowledgeGraph:
    return open_store(url).load()


def ids(url: str, name: str) -> list[str]:
    return [entity.id for entity in find_entities(loaded(url), name)]


@pytest.mark.parametrize("url", PLACES.values(), ids=PLACES)
def test_merge_joins_at_once_and_in_every_build(url: str) -> None:
    run("build", "all.jsonl", "-o", url)
    result = run("alias", "merge", "quokka", "Wombat", "-g", url)

    assert "aliases.toml: quokka = Wombat" in result.stderr
    assert "Quokka (Model), 3 papers: Wombat, quokka" in result.stderr
    assert ids(url, "Wombat") == ids(url, "Quokka")
    changed = exported(url)
    run("build", "all.jsonl", "-o", url)
    assert exported(url) == changed


def test_split_rename_and_retype() -> None:
    run("build", "all.jsonl")
    run("alias", "split", "Quokka", "quokka")
    run("alias", "rename", "EMU-2", "The Emu")
    run("alias", "retype", "HopBench", "dataset")
    graph = loaded()

    assert len(find_entities(graph, "quokka")) == 2
    assert [e.name for e in find_entities(graph, "Emu 2")] == ["The Emu"]
    assert [e.label for e in find_entities(graph, "HopBench")] == ["Dataset"]
    assert [r.action for r in read_aliases(Path("aliases.toml")).rules] == ["different", "rename", "retype"]


def test_an_id_is_written_as_a_name() -> None:
    run("build", "all.jsonl")
    run("alias", "retype", "model:quokka", "Method")

    assert read_aliases(Path("aliases.toml")).rules[0].names == ("Quokka",)
    assert ids("graph.json", "quokka") == ["method:quokka"]


def test_parts_removal_and_building_give_the_same_graph() -> None:
    Path("aliases.toml").write_text(FILE, encoding="utf-8")
    run("build", "0.jsonl", "2.jsonl", "3.jsonl", "-o", "once.json")
    run("add", "2.jsonl", "1.jsonl")
    run("add", "3.jsonl", "0.jsonl")
    run("remove", "Looking at Emu 2")

    assert Path("graph.json").read_bytes() == Path("once.json").read_bytes()
    assert len(set(ids("graph.json", "Wombat") + ids("graph.json", "Quokka"))) == 1


def test_apply_takes_an_edited_file() -> None:
    run("build", "all.jsonl")
    Path("aliases.toml").write_text(FILE, encoding="utf-8")
    run("alias", "apply")

    assert ids("graph.json", "Wombat") == ids("graph.json", "Quokka")


def test_the_file_may_lie_elsewhere(monkeypatch: pytest.MonkeyPatch) -> None:
    run("build", "all.jsonl")
    run("alias", "merge", "Quokka", "Wombat", "--aliases", "ours.csv")
    assert Path("ours.csv").read_text(encoding="utf-8") == "action,name,other\nsame,Quokka,Wombat\n"
    assert not Path("aliases.toml").exists()

    monkeypatch.setenv("ABSTRACTGRAPH_ALIASES", "ours.csv")
    run("build", "all.jsonl", "-o", "again.json")
    assert Path("again.json").read_bytes() == Path("graph.json").read_bytes()


def test_the_file_beside_the_graph_counts_not_the_one_here() -> None:
    Path("aliases.toml").write_text(FILE, encoding="utf-8")
    Path("other").mkdir()
    run("build", "all.jsonl", "-o", "other/graph.json")

    assert ids("other/graph.json", "Wombat") != ids("other/graph.json", "Quokka")


def test_a_rule_without_a_graph_waits_for_it() -> None:
    result = run("alias", "merge", "Quokka", "Wombat")

    assert "There is no graph at graph.json yet; build applies the rule" in result.stderr
    run("build", "all.jsonl")
    assert ids("graph.json", "Wombat") == ids("graph.json", "Quokka")


def test_a_name_that_is_not_there_is_told() -> None:
    run("build", "all.jsonl")
    result = run("alias", "merge", "Quoka", "Wombat", code=1)

    assert "nothing named 'Quoka'. Did you mean: Quokka" in result.stderr
    assert not Path("aliases.toml").exists()


def test_a_contradiction_is_told_with_its_line_and_changes_nothing() -> None:
    run("build", "all.jsonl")
    run("alias", "merge", "Quokka", "Wombat")
    before = Path("aliases.toml").read_bytes(), Path("graph.json").read_bytes()
    result = run("alias", "split", "Quokka", "Wombat", code=1)

    assert "'Quokka' and 'Wombat' are different here, but the same by aliases.toml:1" in result.stderr
    assert (Path("aliases.toml").read_bytes(), Path("graph.json").read_bytes()) == before


def test_a_damaged_file_stops_a_build_before_anything_is_read() -> None:
    Path("aliases.toml").write_text("[[same]]\nnames = 3\n", encoding="utf-8")
    result = run("build", "all.jsonl", code=1)

    assert "aliases.toml:1: same takes texts in quotes, in brackets" in result.stderr
    assert not Path("graph.json").exists()
    assert "No such file" in run("build", "all.jsonl", "--aliases", "none.toml", code=1).stderr


def test_what_cannot_be_split_is_said() -> None:
    run("build", "0.jsonl")
    result = run("alias", "split", "Emu-2", "emu 2", code=0)

    assert "These are one node still" in result.stderr


def test_a_renamed_node_can_be_corrected_again() -> None:
    run("build", "all.jsonl")
    run("alias", "rename", "Emu 2", "The Emu")
    run("alias", "retype", "The Emu", "method")
    run("alias", "merge", "The Emu", "Wombat")

    (entity,) = find_entities(loaded(), "The Emu")
    assert (entity.label, "Wombat" in entity.aliases) == ("Method", True)


def test_the_name_of_another_node_is_refused() -> None:
    run("build", "all.jsonl")

    assert "is another node (method:wombat); alias merge" in run("alias", "rename", "Quokka", "Wombat", code=1).stderr
    assert not Path("aliases.toml").exists()


def test_an_id_of_homonyms_is_refused() -> None:
    homonyms = [record(f"Paper {i}", "[Hop]d is here.", []) for i in range(3)]
    homonyms += [record(f"Other {i}", "[Hop]t is there.", []) for i in range(3)]
    write("hops.jsonl", *homonyms)
    run("build", "hops.jsonl")

    assert ids("graph.json", "hop") == ["dataset:hop", "task:hop"]
    assert "also the name of task:hop" in run("alias", "retype", "dataset:hop", "Benchmark", code=1).stderr
    run("alias", "retype", "Hop", "Benchmark")
    assert ids("graph.json", "hop") == ["benchmark:hop"]


def test_a_rule_that_changes_nothing_says_so() -> None:
    run("build", "all.jsonl")

    assert "The graph is as before." in run("alias", "retype", "Quokka", "Model").stderr


def test_a_graph_that_cannot_be_corrected_gets_no_rule() -> None:
    run("build", "all.jsonl")
    graph = loaded()
    bare = [replace(paper, record=None) for paper in graph.papers.values()]
    open_store("graph.json").save(KnowledgeGraph(bare, graph.entities.values(), graph.mentions, graph.claims))

    assert "build the graph again" in run("alias", "merge", "Quokka", "Wombat", code=1).stderr
    assert not Path("aliases.toml").exists()


def test_two_at_once_lose_nothing() -> None:
    run("build", "all.jsonl")
    pairs = [("Quokka", "Wombat"), ("Emu-2", "HopBench"), ("accuracy", "Wombat")]
    running = [subprocess.Popen([sys.executable, "-c", PROGRAM, "alias", "merge", *pair]) for pair in pairs]

    assert [process.wait(60) for process in running] == [0, 0, 0]
    assert sorted(rule.names for rule in read_aliases(Path("aliases.toml")).rules) == sorted(pairs)


def test_a_copy_takes_the_corrections_along() -> None:
    run("build", "all.jsonl")
    run("alias", "merge", "Quokka", "Wombat")
    Path("other").mkdir()
    result = run("copy", "graph.json", "other/graph.json")

    assert "other/aliases.toml" in result.stderr
    run("remove", "Hop on", "-g", "other/graph.json")
    assert ids("other/graph.json", "Wombat") == ids("other/graph.json", "Quokka")


def test_a_merge_of_data_and_others_says_what_to_do() -> None:
    run("build", "all.jsonl")

    assert "alias retype makes them one" in run("alias", "merge", "HopBench", "accuracy").stderr


def test_the_list_has_every_rule_with_its_place() -> None:
    run("alias", "merge", "Quokka", "Wombat")
    run("alias", "rename", "Emu 2", "Emu-2")
    rows = list(csv.DictReader(io.StringIO(run("alias", "list").stdout)))

    assert [(row["action"], row["value"], row["source"]) for row in rows] == [
        ("same", "", "aliases.toml:1"),
        ("rename", "Emu-2", "aliases.toml:7"),
    ]
    assert len(run("alias", "list", "--built-in").stdout.splitlines()) > 10


def test_explain_names_the_rule() -> None:
    run("build", "all.jsonl")
    run("alias", "merge", "Quokka", "Wombat")

    assert "Quokka = Wombat: an alias rule says so (aliases.toml:1)" in run("explain", "Wombat").stdout

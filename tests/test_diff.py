"""What changed between two graphs: nothing missed, nothing said twice, things followed under new names and ids."""

from __future__ import annotations

import csv
import io
import json
from dataclasses import replace
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from graph_strategies import graphs, hard_graph
from hypothesis import given

from extract.schema import SYMMETRIC_RELATIONS
from graph import diff
from graph.cli import main
from graph.diff import Change, compare, count_changes
from graph.model import Claim, Entity, Evidence, KnowledgeGraph, Mentions, Paper
from graph.model import Result as Score
from graph.stores import open_store

TEXT = "Zap and ZAP-2 beat Zip by 4.5 on HopBench."
P1, P2 = Paper("p1", "On Zap", TEXT, 2030), Paper("p2", "On Zip", TEXT, 2031)
ZAP, ZAP2, ZIP = (
    Entity("method:zap", "Method", "Zap"),
    Entity("method:zap2", "Method", "ZAP-2"),
    Entity("model:zip", "Model", "Zip"),
)
HOP = Entity("dataset:hopbench", "Dataset", "HopBench")
SAID = Evidence("abstract", 0, len(TEXT), TEXT)


def named(paper: Paper, entity: Entity, *words: str) -> Mentions:
    spans = (Evidence("abstract", TEXT.index(word), TEXT.index(word) + len(word), word) for word in words)
    return Mentions(paper.id, entity.id, tuple(spans))


def beats(paper: Paper, one: Entity = ZAP, other: Entity = ZIP, **known: object) -> Claim:
    return Claim(one.id, "OUTPERFORMS", other.id, paper.id, SAID, **known)  # type: ignore[arg-type]


OLD = KnowledgeGraph(
    [P1, P2],
    [ZAP, ZAP2, ZIP, HOP],
    [
        named(P1, ZAP, "Zap"),
        named(P1, ZAP2, "ZAP-2"),
        named(P1, ZIP, "Zip"),
        named(P2, ZIP, "Zip"),
        named(P1, HOP, "HopBench"),
    ],
    [beats(P1), beats(P2)],
    [Score("result:1", "p1", ZAP.id, 4.5, "4.5", SAID, HOP.id)],
)
# The two of one name are one, Zip has another name, HopBench another label, and the second paper is another.
BOTH = Entity("method:zap", "Method", "Zap", ("ZAP-2",))
ZIPPER = Entity("model:zipper", "Model", "Zipper")
BENCH = Entity("benchmark:hopbench", "Benchmark", "HopBench")
P3 = Paper("p3", "On hopping", TEXT)
NEW = KnowledgeGraph(
    [replace(P1, year=2032), P3],
    [BOTH, ZIPPER, BENCH],
    [
        named(P1, BOTH, "Zap", "ZAP-2"),
        named(P1, ZIPPER, "Zip"),
        named(P1, BENCH, "HopBench"),
        named(P3, BENCH, "HopBench"),
    ],
    [
        beats(P1, BOTH, ZIPPER, hedged=True, confidence=0.5),
        Claim("p3", "INTRODUCES", BENCH.id, "p3", SAID),
    ],
    [Score("result:2", "p1", BOTH.id, 4.5, "4.5", SAID, BENCH.id)],
)


def test_everything_that_changed_is_told_once() -> None:
    assert compare(OLD, NEW) == [
        Change("paper", "added", "Paper", "On hopping", None, None, "p3"),
        Change("paper", "removed", "Paper", "On Zip", None, None, "p2"),
        Change("paper", "changed", "year", "On Zap", 2030, 2032, "p1"),
        Change("node", "renamed", "Model", "Zipper", "Zip", "Zipper"),
        Change("node", "retyped", "Benchmark", "HopBench", "Dataset", "Benchmark"),
        Change("node", "merged", "Method", "ZAP-2", "ZAP-2", "Zap"),
        Change("claim", "added", "INTRODUCES", "On hopping INTRODUCES HopBench", 0, 1, "p3"),
        Change("claim", "removed", "OUTPERFORMS", "Zap OUTPERFORMS Zip", 2, 1, "p2"),
        Change("claim", "changed", "OUTPERFORMS", "Zap OUTPERFORMS Zipper", "asserted", "asserted, hedged", "p1"),
    ]


def test_the_other_way_round_it_is_the_opposite() -> None:
    opposite = {"added": "removed", "removed": "added", "merged": "split", "split": "merged"}
    there, back = count_changes(compare(OLD, NEW)), count_changes(compare(NEW, OLD))

    assert {(kind, opposite.get(change, change)): number for (kind, change), number in there.items()} == back


def test_a_node_that_was_split_off_names_where_it_was() -> None:
    assert Change("node", "split", "Method", "ZAP-2", "Zap", "ZAP-2") in compare(NEW, OLD)


def test_nodes_and_results_that_are_new_or_gone() -> None:
    bare = KnowledgeGraph([P1, P2])

    assert compare(bare, OLD)[:4] == [
        Change("node", "added", "Dataset", "HopBench", None, 1),
        Change("node", "added", "Method", "ZAP-2", None, 1),
        Change("node", "added", "Method", "Zap", None, 1),
        Change("node", "added", "Model", "Zip", None, 2),
    ]
    assert compare(OLD, bare)[-1] == Change("result", "removed", "Result", "Zap: 4.5 on HopBench", 1, None, "p1")


def test_one_mention_that_moved_is_neither_merged_nor_split() -> None:
    papers = [P1, P2, P3]
    before = KnowledgeGraph(papers, [ZAP, ZIP], [named(P1, ZAP, "Zap", "ZAP-2"), named(P2, ZIP, "Zip", "HopBench")])
    after = KnowledgeGraph(
        papers, [ZAP, ZIP], [named(P1, ZAP, "Zap"), named(P1, ZIP, "ZAP-2"), named(P2, ZIP, "Zip", "HopBench")]
    )

    assert compare(before, after) == []


def test_without_common_papers_the_id_tells() -> None:
    before = KnowledgeGraph([P1], [ZAP], [named(P1, ZAP, "Zap")])
    after = KnowledgeGraph([P2], [ZAP, ZIP], [named(P2, ZAP, "Zap"), named(P2, ZIP, "Zip")])

    assert [(c.change, c.name) for c in compare(before, after)] == [
        ("added", "On Zip"),
        ("removed", "On Zap"),
        ("added", "Zip"),
    ]


def test_a_symmetric_claim_whose_ends_change_places_is_the_same() -> None:
    assert set(diff._SYMMETRIC) == {relation.value for relation in SYMMETRIC_RELATIONS}
    entities, renamed = [ZAP, ZIP], replace(ZAP, id="model:zzz", label="Model")
    before = KnowledgeGraph(
        [P1], entities, [named(P1, ZAP, "Zap")], [Claim(ZAP.id, "COMPARED_WITH", ZIP.id, "p1", SAID)]
    )
    after = KnowledgeGraph(
        [P1], [renamed, ZIP], [named(P1, renamed, "Zap")], [Claim(ZIP.id, "COMPARED_WITH", renamed.id, "p1", SAID)]
    )

    assert [change.change for change in compare(before, after)] == ["retyped"]


@given(one=graphs())
def test_a_graph_does_not_differ_from_itself(one: KnowledgeGraph) -> None:
    assert compare(one, one) == []


@given(one=graphs(), other=graphs())
def test_any_two_graphs_can_be_compared(one: KnowledgeGraph, other: KnowledgeGraph) -> None:
    changes = compare(one, other)

    assert compare(one, other) == changes
    assert sum(count_changes(changes).values()) == len(changes)


# The command


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    open_store("old.json").save(OLD)
    open_store("new.json").save(NEW)
    return tmp_path


def run(*arguments: str, code: int = 0) -> Result:
    result = CliRunner().invoke(main, ["diff", *arguments])
    assert result.exit_code == code, result.output
    return result


def test_plain_rows_come_in_a_pipe(here: Path) -> None:
    assert (
        run("old.json", "new.json").stdout
        == """\
kind,change,type,name,before,after,paperId
paper,added,Paper,On hopping,,,p3
paper,removed,Paper,On Zip,,,p2
paper,changed,year,On Zap,2030,2032,p1
node,renamed,Model,Zipper,Zip,Zipper,
node,retyped,Benchmark,HopBench,Dataset,Benchmark,
node,merged,Method,ZAP-2,ZAP-2,Zap,
claim,added,INTRODUCES,On hopping INTRODUCES HopBench,0,1,p3
claim,removed,OUTPERFORMS,Zap OUTPERFORMS Zip,2,1,p2
claim,changed,OUTPERFORMS,Zap OUTPERFORMS Zipper,asserted,"asserted, hedged",p1
"""
    )


def test_a_table_begins_with_the_numbers(here: Path) -> None:
    shown = run("old.json", "new.json", "--format", "table").stdout

    assert shown.startswith("Changes")
    assert shown.index("number") < shown.index("On hopping")


def test_the_summary_is_the_numbers_alone(here: Path) -> None:
    rows = list(csv.reader(io.StringIO(run("old.json", "new.json", "--summary").stdout)))

    assert rows[:3] == [["kind", "change", "number"], ["paper", "added", "1"], ["paper", "removed", "1"]]
    assert len(rows) == 10


@pytest.mark.parametrize("form", ["json", "jsonl"])
def test_json_has_the_values(here: Path, form: str) -> None:
    text = run("old.json", "new.json", "--format", form).stdout
    rows = json.loads(text) if form == "json" else [json.loads(line) for line in text.splitlines()]

    keys = ["kind", "change", "type", "name", "before", "after", "paperId"]
    assert [*rows[2].items()] == [*zip(keys, ["paper", "changed", "year", "On Zap", 2030, 2032, "p1"], strict=True)]


def test_the_exit_code_tells_of_changes_only_when_asked(here: Path) -> None:
    run("old.json", "new.json")
    run("old.json", "new.json", "--exit-code", "--summary", code=1)
    run("old.json", "old.json", "--exit-code")


def test_equal_graphs_have_no_rows(here: Path) -> None:
    assert run("old.json", "old.json").stdout == "kind,change,type,name,before,after,paperId\n"
    table = run("old.json", "old.json", "--format", "table")
    assert (table.stdout, table.stderr) == ("", "nothing changed\n")


def test_graphs_of_any_store_are_compared(here: Path) -> None:
    open_store("arcadedb:kg").save(hard_graph())
    open_store("hard.json").save(hard_graph())

    run("hard.json", "arcadedb:kg", "--exit-code")
    assert run("old.json", "arcadedb:kg").stdout.count("\n") > 10


def test_a_missing_graph_is_told(here: Path) -> None:
    assert "no.json: there is no graph" in run("old.json", "no.json", code=1).stderr

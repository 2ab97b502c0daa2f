"""Which part of a graph a page draws: from Python, and from the command line."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result
from generated_graph import generated_graph
from graph_strategies import graphs
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from view_graphs import (
    BRAMBLER,
    FOLDING,
    HARROWBENCH,
    LANTERNFOLD,
    LOOMKIT,
    QUILLSET,
    SCORED,
    TANGLE,
    THORNS,
    UNTYING,
    ring_graph,
    rope_graph,
    scored_graph,
)

from graph.cli import main
from graph.model import KnowledgeGraph
from graph.stores import open_store
from graph.views import EmptySelectionError, Selection, render_view
from graph.views.network import communities, most_important, pagerank
from graph.views.queried import drawn_from
from graph.views.selection import Part, choose


def part(graph: KnowledgeGraph, max_nodes: int = 3000, **asked: Any) -> Part:
    return choose(graph, Selection(**asked), max_nodes)


def names(chosen: Part) -> set[str]:
    return {entity.name for entity in chosen.entities.values()}


def test_everything_is_drawn_by_default() -> None:
    rope = rope_graph()
    everything = part(rope)

    assert everything.entities == rope.entities
    assert everything.claims == [claim for claim in rope.claims if claim.type != "INTRODUCES"]
    assert (everything.papers, everything.mentions, everything.notes) == ({}, [], [])


@pytest.mark.parametrize(
    ("hops", "expected"),
    [
        (1, {"knot untying", "Harrowbench"}),
        (2, {"knot untying", "Harrowbench", "Lanternfold", "Brambler", "tangle score"}),
        (3, {"knot untying", "Harrowbench", "Lanternfold", "Brambler", "tangle score", "QuillSet"}),
    ],
)
def test_a_focus_has_what_is_so_many_claims_away(hops: int, expected: set[str]) -> None:
    chosen = part(rope_graph(), focus=(UNTYING.id,), hops=hops)

    assert names(chosen) == expected
    assert chosen.notes[0].startswith("This page shows knot untying and what is at most ")


def test_a_paper_as_focus_is_drawn_with_what_it_names() -> None:
    chosen = part(rope_graph(), focus=(THORNS.id,), hops=1)

    assert list(chosen.papers) == [THORNS.id]
    assert names(chosen) == {"Lanternfold", "Brambler", "QuillSet", "Harrowbench", "loomkit"}
    assert {mention.paper_id for mention in chosen.mentions} == {THORNS.id}


def test_types_leave_out_all_others_but_the_focus() -> None:
    assert names(part(rope_graph(), labels=("Method", "Model"))) == {"Lanternfold", "Brambler"}
    assert names(part(rope_graph(), labels=("Task",), focus=(HARROWBENCH.id,))) == {"Harrowbench", "knot untying"}


def test_support_counts_papers() -> None:
    chosen = part(scored_graph(), min_support=2)

    assert {claim.key[:3] for claim in chosen.claims} == {
        (LANTERNFOLD.id, "OUTPERFORMS", BRAMBLER.id),
        (LANTERNFOLD.id, "EVALUATED_ON", HARROWBENCH.id),
    }
    assert len(chosen.claims) == 4
    assert names(chosen) == {"Lanternfold", "Brambler", "Harrowbench"}


def test_years_leave_out_what_earlier_papers_say_and_those_without_a_year() -> None:
    chosen = part(scored_graph(), year_from=2033)

    assert names(chosen) == {"Lanternfold", "Brambler", "Harrowbench", "QuillSet"}
    assert {claim.paper_id for claim in chosen.claims} == {SCORED.id}
    page, _ = render_view(scored_graph(), selection=Selection(year_from=2033))
    assert FOLDING.title not in page
    assert SCORED.title in page


def test_papers_become_nodes_that_introduce_and_mention() -> None:
    chosen = part(rope_graph(), papers=True)

    assert list(chosen.papers) == [FOLDING.id, THORNS.id]
    assert len(chosen.mentions) == 10
    assert [claim.key for claim in chosen.claims if claim.type == "INTRODUCES"] == [
        (FOLDING.id, "INTRODUCES", LANTERNFOLD.id, FOLDING.id)
    ]


def test_nodes_and_edges_are_those_asked_for() -> None:
    nodes = {LANTERNFOLD.id, BRAMBLER.id, THORNS.id}
    edges = {(BRAMBLER.id, "OUTPERFORMS", LANTERNFOLD.id, THORNS.id), (THORNS.id, "MENTIONS", BRAMBLER.id, THORNS.id)}
    chosen = part(rope_graph(), nodes=nodes, edges=edges)

    assert {*chosen.entities, *chosen.papers} == nodes
    assert {claim.key for claim in chosen.claims} | {
        (mention.paper_id, "MENTIONS", mention.entity_id, mention.paper_id) for mention in chosen.mentions
    } == edges


@pytest.mark.parametrize(
    ("asked", "message"),
    [
        ({"year_from": 2040}, "no paper is of 2040 or later (the newest is of 2033); choose an earlier --year-from"),
        ({"min_support": 3}, "no claim is made by 3 papers; the most that any has is 2: choose a lower --min-support"),
        ({"nodes": ["nobody"]}, "no node meets all of these conditions at once; leave one out"),
        ({"labels": ("Task",), "min_support": 2}, "no claim is made by 2 papers; the most that any has is 0"),
    ],
)
def test_what_leaves_nothing_says_why(asked: dict[str, Any], message: str) -> None:
    with pytest.raises(EmptySelectionError) as caught:
        part(scored_graph(), **asked)
    assert message in str(caught.value)


def test_a_type_that_is_not_there_is_named() -> None:
    with pytest.raises(EmptySelectionError, match="the graph holds no Model; its --types are Method"):
        part(ring_graph(3), labels=("Model",))


@pytest.mark.parametrize("wrong", [{"hops": 0}, {"min_support": 0}])
def test_senseless_numbers_are_refused(wrong: dict[str, int]) -> None:
    with pytest.raises(ValueError, match="must be at least 1, not 0"):
        Selection(**wrong)


def test_beyond_the_limit_each_community_has_its_share_of_the_best() -> None:
    graph = generated_graph(4000, 14000)
    pairs = part(graph, 10_000).pairs()
    chosen = part(graph, 600)

    assert len(chosen.entities) == 600
    ranks = pagerank(graph.entities, pairs)
    joined = {end for a, b in pairs if a != b for end in (a, b)}
    for group in communities(joined, pairs):
        taken = [node_id for node_id in group if node_id in chosen.entities]
        assert abs(len(taken) - 600 * len(group) / len(joined)) < 1
        left = [ranks[node_id] for node_id in group if node_id not in chosen.entities]
        assert not left or min((ranks[node_id] for node_id in taken), default=1) >= max(left)
    # A quarter of the nodes taken at random would keep a sixteenth of the edges.
    assert len(chosen.claims) > 0.25 * len(pairs)
    assert f"{len(graph.entities) - 600:,} entities of the graph are hidden" in " ".join(chosen.notes)


def test_beyond_the_limit_what_is_near_the_focus_is_drawn() -> None:
    chosen = part(ring_graph(90), 5, focus=("method:0045",), hops=3)

    assert len(chosen.entities) == 5
    assert {"method:0044", "method:0045", "method:0046"} <= chosen.entities.keys()
    assert "drawn are the 5 nearest" in chosen.notes[1]


def test_the_same_is_chosen_in_any_process() -> None:
    program = (
        "from generated_graph import generated_graph; from graph.views.selection import *;"
        "print(sorted(choose(generated_graph(900, 3000), Selection(papers=True), 300).entities))"
    )
    outputs = {
        subprocess.run(
            [sys.executable, "-c", program],
            env={"PYTHONHASHSEED": seed, "PYTHONPATH": ":".join(filter(None, sys.path))},
            capture_output=True,
            text=True,
            check=True,
        ).stdout
        for seed in ("0", "7")
    }
    assert len(outputs) == 1


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(graphs(), st.integers(1, 4), st.booleans())
def test_no_part_is_too_large_and_no_edge_ends_nowhere(graph: KnowledgeGraph, most: int, papers: bool) -> None:
    chosen = part(graph, most, papers=papers)
    nodes = {*chosen.entities, *chosen.papers}

    assert len(nodes) <= most
    assert {end for pair in chosen.pairs() for end in pair} <= nodes
    render_view(graph, max_nodes=most, selection=Selection(papers=papers))


def test_pagerank_is_that_of_networkx() -> None:
    import networkx as nx
    from networkx.algorithms.link_analysis.pagerank_alg import _pagerank_python

    ids = [f"n{i:02}" for i in range(40)]
    pairs = [(ids[i], ids[i * i % 37]) for i in range(40)] + [(ids[1], ids[4])] * 3
    graph: nx.Graph[str] = nx.Graph()
    graph.add_nodes_from(ids)
    for a, b in pairs:
        if a != b:
            graph.add_edge(a, b, weight=graph.get_edge_data(a, b, {"weight": 0})["weight"] + 1)

    assert pagerank(ids, pairs) == pytest.approx(_pagerank_python(graph, tol=1e-12, max_iter=1000), abs=1e-7)


def test_what_nothing_joins_comes_last() -> None:
    ids = ["a", "b", *(f"loose{i}" for i in range(9))]

    assert most_important(ids, [("a", "b")], 3) == {"a", "b", "loose0"}


@pytest.mark.parametrize(
    ("rows", "nodes"),
    [
        ([({"label": "Model", "id": BRAMBLER.id, "name": "x"},)], {BRAMBLER.id}),
        ([([{"label": "Task", "id": UNTYING.id}, None],)], {UNTYING.id}),
        ([("Lanternfold", 3, None), ("nothing", 1, ["QuillSet"])], {LANTERNFOLD.id, QUILLSET.id}),
        ([(BRAMBLER.id,)], {BRAMBLER.id}),
        ([({"label": "Result", "id": "result:2"},)], {LANTERNFOLD.id, HARROWBENCH.id, TANGLE.id}),
        # Names count only where no node is returned.
        ([({"label": "Model", "id": BRAMBLER.id}, "Lanternfold")], {BRAMBLER.id}),
        ([(FOLDING.title, "loomkit")], {LOOMKIT.id}),
        # Maps that a query makes are no nodes and no relationships, but hold names.
        ([({"type": "USED_FOR", "source": BRAMBLER.id, "target": UNTYING.id},)], {BRAMBLER.id, UNTYING.id}),
        ([({"id": [BRAMBLER.id], "label": "x"},)], {BRAMBLER.id}),
        ([({"id": ["x"], "label": ["Model"], "name": "Lanternfold"},)], {LANTERNFOLD.id}),
    ],
)
def test_rows_stand_for_nodes(rows: list[tuple[Any, ...]], nodes: set[str]) -> None:
    assert drawn_from(rows, scored_graph()) == (nodes, None)


def test_relationships_in_rows_are_the_edges() -> None:
    claim = {"type": "OUTPERFORMS", "source": BRAMBLER.id, "target": LANTERNFOLD.id, "paperId": THORNS.id}
    mention = {"type": "MENTIONS", "source": THORNS.id, "target": BRAMBLER.id}
    path = {"nodes": [{"label": "Model", "id": BRAMBLER.id}], "relationships": [claim, mention]}

    assert drawn_from([(path,)], rope_graph()) == (
        {BRAMBLER.id, LANTERNFOLD.id, THORNS.id},
        {
            (BRAMBLER.id, "OUTPERFORMS", LANTERNFOLD.id, THORNS.id),
            (THORNS.id, "MENTIONS", BRAMBLER.id, THORNS.id),
        },
    )


def test_titles_are_names_where_papers_are_wanted() -> None:
    assert drawn_from([(FOLDING.title,)], rope_graph(), papers=True) == ({FOLDING.id}, None)


@pytest.mark.parametrize("rows", [[], [(1, "nothing")]])
def test_rows_without_a_node_are_an_error(rows: list[tuple[Any, ...]]) -> None:
    with pytest.raises(EmptySelectionError, match="nothing to draw"):
        drawn_from(rows, rope_graph())


@pytest.fixture
def saved(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, user_cache: Path) -> Path:
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("ABSTRACTGRAPH_GRAPH", raising=False)
    open_store("graph.json").save(scored_graph())
    return tmp_path


def view(*arguments: str, code: int = 0) -> Result:
    result = CliRunner().invoke(main, ["view", *arguments])
    assert result.exit_code == code, result.output
    return result


def drawn(folder: Path) -> set[str]:
    found = re.search(
        r'<script id="data" type="application/json">(.*?)</script>',
        (folder / "graph.html").read_text(encoding="utf-8"),
        re.DOTALL,
    )
    assert found is not None
    return {node["label"] for node in json.loads(found[1])["nodes"]}


@pytest.mark.parametrize(
    ("options", "expected"),
    [
        (["--focus", "lf", "--hops", "1"], {"Lanternfold", "Brambler", "Harrowbench"}),
        (["--focus", THORNS.title, "--hops", "1", "--types", "software"], {THORNS.title, "loomkit"}),
        (["--types", "task, Metric"], {"knot untying", "tangle score"}),
        (["--min-support", "2"], {"Lanternfold", "Brambler", "Harrowbench"}),
        (["--year-from", "2033", "--papers", "--types", "dataset"], {"QuillSet", SCORED.title}),
        (["--query", "outperforms", "--param", "method=LF"], {"Lanternfold", "Brambler"}),
        (
            ["--query", "MATCH p = (:Model)-[:TRAINED_ON]->(d) RETURN p, d.name AS name"],
            {"Brambler", "QuillSet"},
        ),
        (["--query", "MATCH (t:Task) RETURN t.name"], {"knot untying"}),
        (["--query", "ask.cypher"], {"loomkit"}),
    ],
)
def test_options_choose_what_is_drawn(saved: Path, options: list[str], expected: set[str]) -> None:
    (saved / "ask.cypher").write_text("MATCH (s:Software) RETURN s", encoding="utf-8")
    view(*options)

    assert drawn(saved) == expected


@pytest.mark.parametrize(
    ("options", "code", "message"),
    [
        (["--focus", "Lanternfeld"], 1, "the graph holds nothing named 'Lanternfeld'. Did you mean: Lanternfold"),
        (["--query", "outperform"], 1, "Did you mean: outperforms"),
        (["--query", "outperforms"], 1, "the parameter 'method' is missing"),
        (["--query", "MATCH (t:Task) WHERE t.name = 'x' RETURN t"], 1, "the query returns no rows"),
        (["--query", "MATCH (t:Task) RETURN count(t)"], 1, "the query returns no node and no name of one"),
        (["--query", "MATCH (t:Task) DELETE t"], 1, "only read"),
        (["--query", "none.cypher"], 1, "none.cypher: the query cannot be read"),
        (["--year-from", "2050"], 1, "no paper is of 2050 or later"),
        (["--types", "Methd"], 2, "'Methd' is no type. The types are Method, Model"),
        (["--focus", "LF", "--query", "outperforms"], 2, "Leave out one of them"),
        (["--param", "method=LF"], 2, "Add --query"),
        (["--query", "outperforms", "-p", "method"], 2, "--param"),
        (["--query", "hubs", "-g", "-"], 2, "Save it to a file first"),
        (["--hops", "0"], 2, "--hops"),
        (["--min-support", "0"], 2, "--min-support"),
    ],
)
def test_what_cannot_be_drawn_is_one_sentence(saved: Path, options: list[str], code: int, message: str) -> None:
    result = view(*options, code=code)

    assert message in " ".join(result.stderr.split())
    assert not (saved / "graph.html").exists()
    if code == 1:
        assert result.stderr.count("\n") == 1


def test_what_is_hidden_is_counted(saved: Path) -> None:
    assert view("--focus", "LF", "--hops", "1").stderr == ("graph.html: 3 nodes, 5 edges; 4 of 7 entities are hidden\n")
    assert view("--focus", "LF", "-q").stderr == ""


@pytest.mark.parametrize("output", ["graph.html", "-"])
def test_a_page_is_utf_8_under_any_locale(saved: Path, output: str) -> None:
    command = [sys.executable, "-m", "graph.cli", "view", "-o", output, "--title", "Knöten", "-q"]
    locale = {"LC_ALL": "C", "LANG": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"}
    environment = {**locale, "PYTHONPATH": os.pathsep.join(filter(None, sys.path)), "PATH": os.environ["PATH"]}
    done = subprocess.run(command, env=environment, capture_output=True, check=True)

    page = done.stdout if output == "-" else (saved / output).read_bytes()
    assert "<title>Knöten</title>" in page.decode("utf-8")

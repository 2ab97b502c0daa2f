from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest
from graph_strategies import graphs, hard_graph
from hypothesis import HealthCheck, given, settings
from view_graphs import (
    BRAMBLER,
    FOLDING,
    HARROWBENCH,
    HOSTILE_TEXTS,
    LANTERNFOLD,
    LOOMKIT,
    TANGLE,
    THORNS,
    hostile_graph,
    ring_graph,
    rope_graph,
    unpacked,
)

from graph.errors import OutputError
from graph.model import Claim, Entity, Evidence, KnowledgeGraph, Mentions, Paper
from graph.views import ViewSummary, render_view, write_view
from graph.views.layout import place
from graph.views.network import communities


class _Tags(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.text: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))

    def handle_data(self, data: str) -> None:
        if self.tags and self.tags[-1][0] not in ("script", "style"):
            self.text.append(data)


def parsed(html: str) -> _Tags:
    tags = _Tags()
    tags.feed(html)
    return tags


def visible_text(html: str) -> str:
    return " ".join(" ".join(parsed(html).text).split())


def embedded(html: str) -> dict[str, Any]:
    found = re.search(r'<script id="data" type="application/json">(.*?)</script>', html, re.DOTALL)
    assert found is not None
    return unpacked(json.loads(found[1]))


def passage_text(page: dict[str, Any], value: dict[str, Any]) -> str:
    return "".join(text for text, *_ in page["passages"][value["passage"]])


def claims_in(page: dict[str, Any]) -> list[tuple[Any, ...]]:
    """Every claim of an embedded graph, flat, as `flat_claims` gives those of a graph."""
    found = [(edge["from"], edge["type"], edge["to"], value) for edge in page["edges"] for value in edge["evidence"]]
    found += [(None, "INTRODUCES", node["id"], value) for node in page["nodes"] for value in node["introductions"]]
    return sorted(
        (
            *(head or page["papers"][value["paper"]]["id"], type_, tail, page["papers"][value["paper"]]["id"]),
            *(passage_text(page, value), value["confidence"], value["negated"], value["hedged"], value["count"]),
        )
        for head, type_, tail, value in found
    )


def flat_claims(graph: KnowledgeGraph) -> list[tuple[Any, ...]]:
    return sorted(
        (
            *(claim.paper_id if claim.type == "INTRODUCES" else claim.head, claim.type, claim.tail, claim.paper_id),
            *(claim.evidence.text, round(claim.confidence, 3), claim.polarity == "negated", claim.hedged, claim.count),
        )
        for claim in graph.claims
    )


def evidence(paper: Paper, sentence: str) -> Evidence:
    start = paper.abstract.index(sentence)
    return Evidence("abstract", start, start + len(sentence), sentence)


def test_summary_counts_what_is_drawn() -> None:
    _, summary = render_view(rope_graph())

    # Nine claims join two entities; two of them say the same.
    assert summary == ViewSummary(nodes_shown=7, nodes_hidden=0, edges_shown=8)


@pytest.mark.parametrize("graph", [rope_graph(), hostile_graph(), hard_graph()], ids=["rope", "hostile", "hard"])
def test_every_claim_is_in_the_page_with_its_sentence(graph: KnowledgeGraph) -> None:
    html, _ = render_view(graph)

    assert claims_in(embedded(html)) == flat_claims(graph)


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(graphs())
def test_any_graph_can_be_drawn(graph: KnowledgeGraph) -> None:
    html, summary = render_view(graph)

    assert summary.nodes_shown == len(graph.entities)
    if graph.entities:
        assert claims_in(embedded(html)) == flat_claims(graph)


def test_papers_that_agree_share_an_edge_and_other_relations_keep_their_own() -> None:
    page = embedded(render_view(rope_graph())[0])

    between = {
        (edge["from"], edge["type"]): edge
        for edge in page["edges"]
        if {edge["from"], edge["to"]} == {LANTERNFOLD.id, BRAMBLER.id}
    }
    assert set(between) == {
        (LANTERNFOLD.id, "OUTPERFORMS"),
        (LANTERNFOLD.id, "COMPARED_WITH"),
        (BRAMBLER.id, "OUTPERFORMS"),
    }
    agreed = between[LANTERNFOLD.id, "OUTPERFORMS"]
    assert [page["papers"][value["paper"]]["id"] for value in agreed["evidence"]] == [FOLDING.id, THORNS.id]
    assert agreed["width"] > between[BRAMBLER.id, "OUTPERFORMS"]["width"]


def test_parallel_edges_bend_to_different_sides() -> None:
    page = embedded(render_view(rope_graph())[0])

    sides = []
    for edge in page["edges"]:
        if {edge["from"], edge["to"]} == {LANTERNFOLD.id, BRAMBLER.id}:
            sides.append(edge["bend"] * (1 if edge["from"] < edge["to"] else -1))
    assert len(set(sides)) == 3


def test_names_are_marked_where_the_paper_mentions_them() -> None:
    page = embedded(render_view(rope_graph())[0])

    parts = next(parts for parts in page["passages"] if "setting" in parts[0][0])
    assert parts == [
        ["In the \U0001d4a6 setting, "],
        ["LF", LANTERNFOLD.id],
        [" outperforms "],
        ["Brambler", BRAMBLER.id],
        ["."],
    ]


def test_names_are_marked_by_their_spelling_where_no_mention_is_known() -> None:
    rope = rope_graph()
    page = embedded(render_view(KnowledgeGraph(rope.papers.values(), rope.entities.values(), (), rope.claims))[0])

    parts = next(parts for parts in page["passages"] if parts[0][0] == "Again ")
    assert [part for part in parts if part[1:]] == [["LF", LANTERNFOLD.id], ["Brambler", BRAMBLER.id]]


def test_a_name_within_another_is_marked_as_both() -> None:
    sentence = "Harrowbench-Wet is part of Harrowbench."
    paper = Paper("p", "t", sentence)
    wet = Entity("benchmark:wet", "Benchmark", "Harrowbench-Wet")
    claim = Claim(wet.id, "PART_OF", HARROWBENCH.id, "p", evidence(paper, sentence))
    page = embedded(render_view(KnowledgeGraph([paper], [wet, HARROWBENCH], (), [claim]))[0])

    assert page["passages"][0] == [
        ["Harrowbench", HARROWBENCH.id, wet.id],
        ["-Wet", wet.id],
        [" is part of "],
        ["Harrowbench", HARROWBENCH.id],
        ["."],
    ]


def test_cards_know_introductions_mentions_and_votes() -> None:
    page = embedded(render_view(rope_graph())[0])
    nodes = {node["id"]: node for node in page["nodes"]}

    lanternfold = nodes[LANTERNFOLD.id]
    assert [page["papers"][value["paper"]]["id"] for value in lanternfold["introductions"]] == [FOLDING.id]
    assert [(page["papers"][m["paper"]]["id"], m["count"]) for m in lanternfold["mentions"]] == [
        ("folding", 5),
        ("thorns", 2),
    ]
    assert lanternfold["votes"] == [["Method", 2], ["Software", 1]]
    assert (lanternfold["claims"], nodes[LOOMKIT.id]["claims"]) == (6, 0)
    assert lanternfold["size"] > nodes[LOOMKIT.id]["size"]


def test_only_addresses_of_the_web_are_linked() -> None:
    urls = {
        "https://example.org/a?b=1#c": True,
        "HTTP://EXAMPLE.ORG": True,
        "javascript:alert(1)": False,
        "java\tscript:alert(1)": False,
        " https://example.org": False,
        "https://": False,
        "https://[": False,
        "ftp://example.org": False,
        "example.org": False,
        "": False,
    }
    papers = [Paper(f"p{i}", "t", "a", url=url) for i, url in enumerate(urls)]
    entity = Entity("task:a", "Task", "a")
    mentions = [Mentions(paper.id, entity.id, (evidence(paper, "a"),)) for paper in papers]
    page = embedded(render_view(KnowledgeGraph(papers, [entity], mentions))[0])

    assert [paper["url"] for paper in page["papers"]] == [url if linked else None for url, linked in urls.items()]


def test_more_entities_than_asked_for_are_hidden_and_counted() -> None:
    html, summary = render_view(rope_graph(), max_nodes=4)
    page = embedded(html)

    # Two communities of three, and of each the best two: without QuillSet, without a task; and nothing joins loomkit.
    assert {node["id"] for node in page["nodes"]} == {LANTERNFOLD.id, BRAMBLER.id, HARROWBENCH.id, TANGLE.id}
    assert summary == ViewSummary(nodes_shown=4, nodes_hidden=3, edges_shown=6)
    assert "drawn are the 4 most important of each community" in visible_text(html)
    assert "3 entities of the graph are hidden. To see others, make a page with abstractgraph view" in visible_text(
        html
    )
    undrawn = {node["id"]: node["undrawn"] for node in page["nodes"]}
    assert undrawn == {LANTERNFOLD.id: 0, BRAMBLER.id: 1, HARROWBENCH.id: 1, TANGLE.id: 0}


def test_ties_are_cut_by_id() -> None:
    entities = [Entity(f"task:{letter}", "Task", letter) for letter in "cab"]
    page = embedded(render_view(KnowledgeGraph(entities=entities), max_nodes=2)[0])

    assert [node["id"] for node in page["nodes"]] == ["task:a", "task:b"]


def test_a_page_that_shows_all_speaks_of_nothing_hidden() -> None:
    assert "hidden" not in visible_text(render_view(rope_graph())[0])
    assert not [tag for tag, attributes in parsed(render_view(rope_graph())[0]).tags if attributes.get("id") == "notes"]


def test_an_empty_graph_gives_a_page_that_says_so() -> None:
    html, summary = render_view(KnowledgeGraph(), title="Nothing yet")

    assert summary == ViewSummary(0, 0, 0)
    assert "Nothing yet" in visible_text(html)
    assert "This graph is empty" in visible_text(html)
    assert [tag for tag, _ in parsed(html).tags if tag == "script"] == []


def test_less_than_one_node_is_refused() -> None:
    with pytest.raises(ValueError, match="max_nodes must be at least 1, not 0"):
        render_view(rope_graph(), max_nodes=0)


@pytest.mark.parametrize("title", HOSTILE_TEXTS)
def test_hostile_text_adds_no_tag(title: str) -> None:
    html, _ = render_view(hostile_graph(), title=title)
    harmless, _ = render_view(rope_graph())

    assert parsed(html).tags == parsed(harmless).tags
    assert " ".join(title.split()) in visible_text(html)


def test_the_page_may_not_fetch_anything() -> None:
    html, _ = render_view(rope_graph())
    tags = parsed(html).tags

    policy = next(attributes["content"] for _, attributes in tags if "http-equiv" in attributes)
    assert policy is not None
    assert policy.startswith(
        "default-src 'none'; script-src 'unsafe-inline'; style-src 'unsafe-inline'; img-src data: blob:"
    )
    assert [a for _, a in tags if "src" in a] == []
    assert [a["href"] for _, a in tags if "href" in a] == ["data:,"]
    assert "sourceMappingURL" not in html


def test_the_same_graph_gives_the_same_bytes_in_any_process() -> None:
    program = (
        "import hashlib; from graph.views import render_view; from view_graphs import ring_graph, rope_graph;"
        "print([hashlib.sha256(render_view(g)[0].encode()).hexdigest() for g in (rope_graph(), ring_graph(90))])"
    )
    digests = {
        subprocess.run(
            [sys.executable, "-c", program],
            env={**os.environ, "PYTHONHASHSEED": seed, "PYTHONPATH": os.pathsep.join(filter(None, sys.path))},
            capture_output=True,
            text=True,
            check=True,
        ).stdout
        for seed in ("0", "1", "4242")
    }

    assert len(digests) == 1


def test_importing_views_is_light() -> None:
    program = "import sys, graph.views; print('pyvis' in sys.modules, 'IPython' in sys.modules)"
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(filter(None, sys.path))}
    done = subprocess.run([sys.executable, "-c", program], env=environment, capture_output=True, text=True, check=True)

    assert done.stdout == "False False\n"


def test_a_page_is_written_whole_and_as_utf_8(tmp_path: Path) -> None:
    target = tmp_path / "view.html"
    target.write_text("old")
    summary = write_view(rope_graph(), target, title="Knöten \udcff")

    assert summary == ViewSummary(7, 0, 8)
    assert "<title>Knöten ?</title>" in target.read_text(encoding="utf-8")
    assert [path.name for path in tmp_path.iterdir()] == ["view.html"]


def test_a_folder_is_no_target_and_stays_as_it_was(tmp_path: Path) -> None:
    target = tmp_path / "view.html"
    target.mkdir()
    (target / "kept").write_text("kept")

    with pytest.raises(OutputError, match=r"view\.html: it is a folder; name a file"):
        write_view(rope_graph(), target)
    assert [path.name for path in tmp_path.rglob("*")] == ["view.html", "kept"]


def test_a_missing_folder_is_an_output_error(tmp_path: Path) -> None:
    with pytest.raises(OutputError, match="make the folder first"):
        write_view(rope_graph(), tmp_path / "missing" / "view.html")


def test_the_old_page_stays_when_writing_fails(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    target = tmp_path / "view.html"
    target.write_text("old")

    def fail(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Path, "replace", fail)
    with pytest.raises(OutputError, match="no space is left"):
        write_view(rope_graph(), target)
    assert target.read_text() == "old"
    assert [path.name for path in tmp_path.iterdir()] == ["view.html"]


def placed(ids: list[str], pairs: list[tuple[str, str]]) -> dict[str, tuple[int, int]]:
    return place(ids, pairs, communities(ids, pairs))


def test_layout_gives_every_node_a_place_of_its_own() -> None:
    ids = [f"n{i}" for i in range(300)]
    pairs = [(ids[i], ids[i // 3]) for i in range(200)]
    positions = placed(ids, pairs)

    assert set(positions) == set(ids)
    assert len(set(positions.values())) == 300


def test_layout_depends_on_neither_order_nor_repetition() -> None:
    ids = [f"n{i}" for i in range(60)]
    pairs = [(ids[i], ids[i * 7 % 60]) for i in range(60)]

    assert placed(ids[::-1], [*pairs[::-1], *((b, a) for a, b in pairs)]) == placed(ids, pairs)


def test_layout_puts_the_hub_of_a_large_star_in_the_middle() -> None:
    ids = [f"n{i:03}" for i in range(500)]
    positions = placed(ids, [("n000", leaf) for leaf in ids[1:]])

    xs, ys = zip(*positions.values(), strict=True)
    middle = ((min(xs) + max(xs)) / 2, (min(ys) + max(ys)) / 2)
    assert positions["n000"] == pytest.approx(middle, abs=60)


def test_joined_nodes_lie_nearer_than_others() -> None:
    graph = ring_graph(40)
    positions = placed(list(graph.entities), [(claim.head, claim.tail) for claim in graph.claims])

    def distance(a: str, b: str) -> float:
        return abs(complex(*positions[a]) - complex(*positions[b]))

    ids = list(graph.entities)
    joined = [distance(claim.head, claim.tail) for claim in graph.claims]
    every = [distance(a, b) for a in ids for b in ids if a < b]
    assert sum(joined) / len(joined) < 0.6 * sum(every) / len(every)

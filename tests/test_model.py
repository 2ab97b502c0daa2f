"""A knowledge graph is complete, free of contradictions, and the same in whatever order its parts come."""

from __future__ import annotations

import random
from dataclasses import replace
from typing import Any

import pytest
from graph_strategies import graphs, hard_graph
from hypothesis import given
from hypothesis import strategies as st

from graph.errors import GraphDataError, GraphError
from graph.model import Claim, Entity, Evidence, KnowledgeGraph, Mentions, Paper, Result

PAPER = Paper("p1", "Zap", "Zap beats Zip.")
OTHER_PAPER = Paper("p2", "Zip", "Zap beats Zip.")
ZAP = Entity("method:zap", "Method", "Zap")
ZIP = Entity("method:zip", "Method", "Zip")
TASK = Entity("task:hop", "Task", "hopping")
SENTENCE = Evidence("abstract", 0, 14, "Zap beats Zip.")
MENTION = Mentions("p1", "method:zap", (Evidence("title", 0, 3, "Zap"), Evidence("abstract", 0, 3, "Zap")))
CLAIM = Claim("method:zap", "OUTPERFORMS", "method:zip", "p1", SENTENCE)
INTRODUCES = Claim("p1", "INTRODUCES", "method:zap", "p1", SENTENCE)

RESULT = Result("result:1", "p1", "method:zap", 45.3, "45.3", SENTENCE)


def graph(**parts: Any) -> KnowledgeGraph:
    default: dict[str, Any] = {
        "papers": [PAPER, OTHER_PAPER],
        "entities": [ZAP, ZIP, TASK],
        "mentions": [MENTION],
        "claims": [CLAIM, INTRODUCES],
    }
    return KnowledgeGraph(**default | parts)


@given(one=graphs(), seed=st.integers(0, 99))
def test_the_order_of_the_parts_does_not_count(one: KnowledgeGraph, seed: int) -> None:
    papers, entities, results = map(list, (one.papers.values(), one.entities.values(), one.results.values()))
    parts: list[list[Any]] = [papers, entities, [*one.mentions], [*one.claims], results]
    for part in parts:
        random.Random(seed).shuffle(part)
    other = KnowledgeGraph(*parts)

    assert other == one
    assert [*other.papers] == [*one.papers] == sorted(one.papers)
    assert [*other.entities] == [*one.entities] == sorted(one.entities)
    assert other.mentions == one.mentions
    assert other.claims == one.claims
    assert [*other.results] == [*one.results] == sorted(one.results)


@pytest.mark.parametrize(
    "other",
    [
        graph(papers=[replace(PAPER, year=2024), OTHER_PAPER]),
        graph(entities=[ZAP, ZIP, replace(TASK, aliases=("hops",))]),
        graph(mentions=[]),
        graph(claims=[CLAIM, replace(INTRODUCES, hedged=True)]),
        graph(results=[RESULT]),
    ],
)
def test_graphs_with_different_parts_differ(other: KnowledgeGraph) -> None:
    assert graph() == graph()
    assert other != graph()


def test_a_graph_is_equal_to_nothing_else() -> None:
    assert graph() != "graph"


def test_a_graph_has_no_hash() -> None:
    with pytest.raises(TypeError):
        hash(graph())


def test_parts_may_be_iterators() -> None:
    assert graph(papers=iter([PAPER, OTHER_PAPER]), claims=iter([INTRODUCES, CLAIM])) == graph()


def test_the_description_counts_the_parts() -> None:
    assert repr(graph()) == "<KnowledgeGraph: 2 papers, 3 entities, 1 mentions, 2 claims, 0 results>"


MENTION_OF_NOTHING = replace(MENTION, entity_id="x")
CONTRADICTIONS: dict[str, tuple[dict[str, Any], str]] = {
    "two papers of one id": ({"papers": [PAPER, replace(PAPER, title="")]}, "two of one paper: 'p1'"),
    "two entities of one id": ({"entities": [ZAP, ZIP, ZAP]}, "two of one entity: 'method:zap'"),
    "two mentions of one key": ({"mentions": [MENTION, MENTION]}, "two of one mention: ('p1', 'method:zap')"),
    "two claims of one key": (
        {"claims": [CLAIM, replace(CLAIM, count=2)]},
        "two of one claim: ('method:zap', 'OUTPERFORMS', 'method:zip', 'p1')",
    ),
    "a paper that is an entity": (
        {"entities": [replace(ZAP, id="p1")]},
        "'p1' is the id of two nodes of different kinds",
    ),
    "a label out of the schema": ({"entities": [replace(ZAP, label="Paper")]}, "the schema has no label 'Paper'"),
    "a type out of the schema": ({"claims": [replace(CLAIM, type="MENTIONS")]}, "the schema has no type 'MENTIONS'"),
    "a mention of an unknown entity": (
        {"mentions": [MENTION_OF_NOTHING]},
        "an edge names the entity 'x', which the graph does not hold",
    ),
    "a mention by an unknown paper": (
        {"mentions": [replace(MENTION, paper_id="x")]},
        "an edge names the paper 'x', which the graph does not hold",
    ),
    "a mention by an entity": (
        {"mentions": [replace(MENTION, paper_id="method:zip")]},
        "an edge names the paper 'method:zip', which the graph does not hold",
    ),
    "a mention of a paper": (
        {"mentions": [replace(MENTION, entity_id="p2")]},
        "an edge names the entity 'p2', which the graph does not hold",
    ),
    "a claim with an unknown head": (
        {"claims": [replace(CLAIM, head="x")]},
        "an edge names the entity 'x', which the graph does not hold",
    ),
    "a claim with an unknown tail": (
        {"claims": [replace(CLAIM, tail="x")]},
        "an edge names the entity 'x', which the graph does not hold",
    ),
    "a claim by an unknown paper": (
        {"claims": [replace(CLAIM, paper_id="x")]},
        "an edge names the paper 'x', which the graph does not hold",
    ),
    "a claim with a paper as head": (
        {"claims": [replace(CLAIM, head="p1")]},
        "an edge names the entity 'p1', which the graph does not hold",
    ),
    "an entity that introduces": (
        {"claims": [replace(INTRODUCES, head="method:zip")]},
        "an edge names the paper 'method:zip', which the graph does not hold",
    ),
    "a result of a score that is no number": (
        {"results": [replace(RESULT, value=float("inf"))]},
        "result 'result:1': the value is inf, which is no finite number",
    ),
    "a result of an unknown system": (
        {"results": [replace(RESULT, of="method:zup")]},
        "an edge names the entity 'method:zup', which the graph does not hold",
    ),
    "a result with an unknown metric": (
        {"results": [replace(RESULT, metric="metric:f1")]},
        "an edge names the entity 'metric:f1', which the graph does not hold",
    ),
    "a result that is an entity": (
        {"results": [replace(RESULT, id="task:hop")]},
        "'task:hop' is the id of two nodes of different kinds",
    ),
    "a result of an unknown certainty": (
        {"results": [replace(RESULT, polarity="maybe")]},
        "result 'result:1': polarity or confidence is not as the schema has it",
    ),
    "an unknown polarity": (
        {"claims": [replace(CLAIM, polarity="maybe")]},
        "polarity or confidence is not as the schema has it",
    ),
    "a confidence above 1": (
        {"claims": [replace(CLAIM, confidence=1.01)]},
        "polarity or confidence is not as the schema has it",
    ),
    "a confidence below 0": (
        {"claims": [replace(CLAIM, confidence=-0.01)]},
        "polarity or confidence is not as the schema has it",
    ),
    "a confidence that is no number": (
        {"claims": [replace(CLAIM, confidence=float("nan"))]},
        "polarity or confidence is not as the schema has it",
    ),
    "a count of 0": (
        {"claims": [replace(CLAIM, count=0)]},
        "a count of 0",
    ),
    "evidence in an unknown field": (
        {"claims": [replace(CLAIM, evidence=replace(SENTENCE, field="body"))]},
        "paper 'p1' has no field 'body'",
    ),
    "evidence that is not there": (
        {"claims": [replace(CLAIM, evidence=replace(SENTENCE, start=1))]},
        "paper 'p1', abstract[1:14] is 'ap beats Zip.', not 'Zap beats Zip.'",
    ),
    "a mention that is not there": (
        {"mentions": [replace(MENTION, spans=(Evidence("title", 0, 3, "Zip"),))]},
        "paper 'p1', title[0:3] is 'Zap', not 'Zip'",
    ),
}


@pytest.mark.parametrize(("parts", "message"), CONTRADICTIONS.values(), ids=CONTRADICTIONS)
def test_a_contradiction_is_named(parts: dict[str, Any], message: str) -> None:
    with pytest.raises(GraphDataError) as caught:
        graph(**parts)

    assert message in str(caught.value)
    assert isinstance(caught.value, GraphError | ValueError)


def test_a_paper_may_report_what_another_introduces() -> None:
    report = replace(INTRODUCES, paper_id="p2")

    assert graph(claims=[INTRODUCES, report]).claims == (INTRODUCES, report)


def test_names_and_labels() -> None:
    assert [graph().name(node) for node in ("p1", "method:zap")] == ["Zap", "Zap"]
    assert [graph().label(node) for node in ("p1", "method:zap", "task:hop")] == ["Paper", "Method", "Task"]
    with pytest.raises(KeyError):
        graph().name("x")


def test_claims_and_mentions_of_a_node() -> None:
    one = graph()

    assert one.claims_of("method:zap") == (CLAIM, INTRODUCES)
    assert one.claims_of("method:zip") == (CLAIM,)
    assert one.claims_of("p1") == (INTRODUCES,)
    assert one.claims_of("task:hop") == ()
    assert one.mentions_of("method:zap") == (MENTION,)
    assert one.mentions_of("method:zip") == ()


def test_a_self_loop_is_one_claim_and_no_neighbour() -> None:
    one = graph(claims=[Claim("method:zap", "VARIANT_OF", "method:zap", "p1", SENTENCE)])

    assert one.degree("method:zap") == 1
    assert one.neighbours("method:zap") == ()


def test_neighbours_come_by_number_of_claims_then_by_id() -> None:
    one = graph(
        claims=[CLAIM, replace(CLAIM, paper_id="p2"), INTRODUCES, replace(CLAIM, type="PART_OF", tail="task:hop")]
    )

    assert one.neighbours("method:zap") == (("method:zip", 2), ("p1", 1), ("task:hop", 1))
    assert one.neighbours("method:zip") == (("method:zap", 2),)
    assert one.degree("method:zap") == 4


@given(one=graphs())
def test_degrees_add_up_to_both_ends_of_each_claim(one: KnowledgeGraph) -> None:
    nodes = [*one.papers, *one.entities]

    assert sum(map(one.degree, nodes)) == sum(1 if claim.head == claim.tail else 2 for claim in one.claims)


def test_the_hard_graph_of_the_tests_is_what_it_says() -> None:
    claims = hard_graph().claims

    assert len({(claim.head, claim.tail) for claim in claims}) < len(claims)
    assert any(claim.head == claim.tail for claim in claims)

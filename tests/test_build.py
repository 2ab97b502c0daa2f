"""Records to a graph: nothing lost, nothing said that no paper says, the same whatever the order."""

import random
from dataclasses import replace

import pytest
from record_factory import record

from extract.records import Relation, Span
from extract.records import Result as PaperResult
from extract.schema import EntityType, RelationType
from graph.build import build_graph
from graph.errors import GraphDataError
from graph.model import CLAIM_TYPES, ENTITY_LABELS

FIRST = record(
    "[Quokka]o: small and quick",
    "We present [Quokka]o. It beats [Emu-2]o on [HopBench]b by two points in [accuracy]x.",
    [
        ("P", "INTRODUCES", "Quokka"),
        ("Quokka", "OUTPERFORMS", "Emu-2"),
        ("Quokka", "EVALUATED_ON", "HopBench"),
        ("HopBench", "MEASURED_BY", "accuracy"),
    ],
    year=2031,
    url="https://example.org/quokka",
)
SECOND = record(
    "Looking at [Emu 2]o again",
    "On [HopBench]d, [Emu 2]o and [quokka]o are level.",
    [("Emu 2", "COMPARED_WITH", "quokka"), ("Emu 2", "EVALUATED_ON", "HopBench")],
)


@pytest.fixture
def graph():
    return build_graph([FIRST, SECOND])


def test_entities_of_both_papers_are_joined(graph):
    assert {e.id: e.name for e in graph.entities.values()} == {
        "model:quokka": "Quokka",
        "model:emu2": "Emu 2",
        "dataset:hopbench": "HopBench",
        "metric:accuracy": "accuracy",
    }


def test_every_claim_is_there_with_its_sentence(graph):
    claims = {(c.head, c.type, c.tail): c for c in graph.claims}

    assert set(claims) == {
        ("title:quokkasmallandquick", "INTRODUCES", "model:quokka"),
        ("model:quokka", "OUTPERFORMS", "model:emu2"),
        ("model:quokka", "EVALUATED_ON", "dataset:hopbench"),
        ("dataset:hopbench", "MEASURED_BY", "metric:accuracy"),
        ("model:emu2", "COMPARED_WITH", "model:quokka"),
        ("model:emu2", "EVALUATED_ON", "dataset:hopbench"),
    }
    sentence = claims["model:quokka", "OUTPERFORMS", "model:emu2"].evidence
    assert sentence.text == "It beats Emu-2 on HopBench by two points in accuracy."
    assert FIRST.paper.abstract[sentence.start : sentence.end] == sentence.text


def test_mentions_hold_every_place(graph):
    (quokka,) = [m for m in graph.mentions_of("model:quokka") if m.paper_id == FIRST.paper.paper_id]

    assert [(s.field, s.start, s.text) for s in quokka.spans] == [("title", 0, "Quokka"), ("abstract", 11, "Quokka")]


def test_what_is_known_of_a_paper_is_kept(graph):
    paper = graph.papers[FIRST.paper.paper_id]

    assert (paper.year, paper.url, paper.abstract) == (2031, "https://example.org/quokka", FIRST.paper.abstract)


@pytest.mark.parametrize("seed", range(3))
def test_the_order_of_records_and_repeats_do_not_matter(graph, seed):
    records = [FIRST, SECOND, FIRST]
    random.Random(seed).shuffle(records)

    assert build_graph(records) == graph


def test_a_paper_taken_out_leaves_no_trace(graph):
    assert build_graph([SECOND]) != graph
    assert build_graph([FIRST]) == build_graph([r for r in (FIRST, SECOND) if r is not SECOND])


def test_one_claim_said_twice_is_counted_and_the_surest_kept():
    twice = record(
        "Two names",
        "[Emu 2]o1 beats [Dingo]o. [EMU-2]o2 also beats Dingo.",
        [("Emu 2", "OUTPERFORMS", "Dingo")],
    )
    second = Relation("e3", RelationType.OUTPERFORMS, "e2", twice.relations[0].evidence, 0.95)

    (claim,) = build_graph([replace(twice, relations=(*twice.relations, second))]).claims

    assert (claim.count, claim.confidence) == (2, 0.95)


def test_a_claim_between_two_names_of_one_thing_is_none():
    same = record("Two names", "[Emu 2]o1 is a variant of [EMU-2]o2.", [("Emu 2", "VARIANT_OF", "EMU-2")])

    assert build_graph([same]).claims == ()


def test_two_records_of_one_paper_are_refused():
    other = replace(FIRST, relations=())

    with pytest.raises(GraphDataError, match="two different records of the paper"):
        build_graph([FIRST, other])


def test_the_schema_of_the_graph_is_that_of_the_extraction():
    assert set(ENTITY_LABELS) == set(EntityType)
    assert set(CLAIM_TYPES) == set(RelationType)


def test_no_records_give_an_empty_graph():
    assert (build_graph([]).papers, build_graph([]).claims) == ({}, ())


def with_results(one, *results):
    return replace(one, results=results)


def reported(value, *, metric="e4", on="e3", sentence=True):
    text = "It beats Emu-2 on HopBench by two points in accuracy."
    start = FIRST.paper.abstract.index(text)
    evidence = Span("abstract", start, start + len(text), text) if sentence else None
    return PaperResult("e1", on, metric, value, evidence, 0.75, "asserted", hedged=True)


def test_a_reported_score_becomes_a_result():
    (result,) = build_graph([with_results(FIRST, reported("+2 points")), SECOND]).results.values()

    assert (result.of, result.on, result.metric) == ("model:quokka", "dataset:hopbench", "metric:accuracy")
    assert (result.value, result.unit, result.is_delta, result.text) == (2.0, "points", True, "+2 points")
    assert (result.paper_id, result.confidence, result.hedged) == (FIRST.paper.paper_id, 0.75, True)
    assert result.evidence.text == "It beats Emu-2 on HopBench by two points in accuracy."
    assert result.metric_name is None


def test_a_metric_that_is_no_entity_is_kept_by_its_name():
    (result,) = build_graph([with_results(FIRST, reported("2", metric="exact match", on=None))]).results.values()

    assert (result.metric, result.metric_name, result.on) == (None, "exact match", None)


def test_what_is_reported_twice_in_a_sentence_is_one_result():
    graph = build_graph([with_results(FIRST, reported("2"), reported("2"), reported("3"))])

    assert sorted(result.value for result in graph.results.values()) == [2.0, 3.0]


def test_scores_without_evidence_or_of_several_numbers_are_left_out():
    assert not build_graph([with_results(FIRST, reported("2", sentence=False), reported("2-3"))]).results

"""Figures of agreement, counted by hand, and against the script that came with the gold data."""

from __future__ import annotations

import importlib.util
import json
import os
import random
from collections.abc import Callable, Iterable
from copy import deepcopy
from pathlib import Path
from typing import Any

import pytest

from extract.records import Abstract, AnnotatedAbstract, Entity, Polarity, Relation, Result, Span
from extract.schema import PAIR_RELATIONS, EntityType, RelationType
from extract.scoring import FIGURES, Score, Scores, score

TITLE = "Zap: a fast hopper"
ABSTRACT = "We present Zap. Zap beats Zip on HopBench, a test of hopping. Zap is never slower than Zop."
PAPER = Abstract("title:zap", TITLE, ABSTRACT)


def span(text: str, number: int = 0) -> Span:
    """The occurrence of a text in the abstract that has this number."""
    start = -1
    for _ in range(number + 1):
        start = ABSTRACT.index(text, start + 1)
    return Span("abstract", start, start + len(text), text)


def entity(id: str, type: str, *texts: str) -> Entity:
    spans = tuple(span(text, texts[:i].count(text)) for i, text in enumerate(texts))
    return Entity(id, EntityType(type), texts[0], spans)


def relation(
    head: str, type: str, tail: str, polarity: Polarity = "asserted", hedged: bool = False, confidence: float = 1.0
) -> Relation:
    return Relation(head, RelationType(type), tail, None, confidence, polarity, hedged)


ZAP = entity("e1", "Method", "Zap", "Zap", "Zap")
ZIP = entity("e2", "Method", "Zip")
BENCH = entity("e3", "Benchmark", "HopBench")
HOPPING = entity("e4", "Task", "hopping")
ZOP = entity("e5", "Method", "Zop")
ENTITIES = (ZAP, ZIP, BENCH, HOPPING, ZOP)
BEATS = relation("e1", "OUTPERFORMS", "e2")
ON = relation("e1", "EVALUATED_ON", "e3")
INTRODUCES = relation("P", "INTRODUCES", "e1")


def record(
    entities: Iterable[Entity] = ENTITIES,
    relations: Iterable[Relation] = (),
    results: Iterable[Result] = (),
    paper: Abstract = PAPER,
) -> AnnotatedAbstract:
    return AnnotatedAbstract(paper, tuple(entities), tuple(relations), tuple(results))


def compare(gold: AnnotatedAbstract, predicted: AnnotatedAbstract) -> Scores:
    return score([gold], [predicted])


def test_rates_follow_from_counts() -> None:
    some = Score(tp=6, fp=2, fn=4)

    assert some.gold == 10
    assert some.precision == pytest.approx(6 / 8)
    assert some.recall == pytest.approx(6 / 10)
    assert some.f1 == pytest.approx(2 * 0.75 * 0.6 / (0.75 + 0.6))


@pytest.mark.parametrize("none", [Score(), Score(fp=3), Score(fn=3)])
def test_nothing_found_or_nothing_to_find_is_zero(none: Score) -> None:
    assert (none.precision, none.recall, none.f1) == (0.0, 0.0, 0.0)


def test_a_perfect_prediction() -> None:
    gold = record(relations=[BEATS, ON, INTRODUCES], results=[Result("e1", "e3", None, "91.5%")])
    scores = compare(gold, gold)

    assert {name: (s.tp, s.fp, s.fn) for name, s in scores.figures.items()} == {
        "mention": (7, 0, 0),
        "mention-untyped": (7, 0, 0),
        "mention-named": (6, 0, 0),
        "node": (5, 0, 0),
        "node-untyped": (5, 0, 0),
        "node-named": (4, 0, 0),
        "relation": (3, 0, 0),
        "relation-untyped": (3, 0, 0),
        "result": (1, 0, 0),
        "node/Benchmark": (1, 0, 0),
        "node/Method": (3, 0, 0),
        "node/Task": (1, 0, 0),
        "relation/EVALUATED_ON": (1, 0, 0),
        "relation/INTRODUCES": (1, 0, 0),
        "relation/OUTPERFORMS": (1, 0, 0),
    }
    assert scores.papers_without_prediction == 0


def test_the_figures_come_in_a_fixed_order() -> None:
    gold = record(relations=[BEATS, relation("e1", "COMPARED_WITH", "e5", "negated")])

    assert [*compare(gold, gold).figures] == [
        *FIGURES,
        "node/Benchmark",
        "node/Method",
        "node/Task",
        "relation/COMPARED_WITH",
        "relation/OUTPERFORMS",
    ]


def test_a_paper_without_prediction_is_missed_whole() -> None:
    other = Abstract("title:other", "Another paper", ABSTRACT)
    scores = score([record(relations=[BEATS])], [record(relations=[BEATS], paper=other)])

    assert scores.papers_without_prediction == 1
    assert scores.figures["mention"] == Score(fn=7)
    assert scores.figures["node"] == Score(fn=5)
    assert scores.figures["relation"] == Score(fn=1)


def test_an_empty_prediction_is_not_a_missing_one() -> None:
    scores = compare(record(relations=[BEATS]), record(()))

    assert scores.papers_without_prediction == 0
    assert scores.figures["mention"] == Score(fn=7)
    assert scores.figures["relation"] == Score(fn=1)


def test_an_empty_gold_record_makes_everything_wrong() -> None:
    scores = compare(record(()), record(relations=[BEATS]))

    assert scores.figures["mention"] == Score(fp=7)
    assert scores.figures["node/Method"] == Score(fp=3)
    assert scores.figures["relation/OUTPERFORMS"] == Score(fp=1)


def test_no_papers_at_all() -> None:
    scores = score([], [])

    assert scores.figures == {name: Score() for name in FIGURES if name != "hedged"}
    assert scores.papers_without_prediction == 0


def test_titles_match_whatever_their_case_and_signs() -> None:
    other = Abstract("arxiv:2401.00001", "ZAP -- a fast, hopper!", ABSTRACT)

    assert compare(record(), record(paper=other)).figures["node"] == Score(tp=5)


def test_the_last_of_several_predictions_counts() -> None:
    assert score([record()], [record(), record(())]).figures["node"] == Score(fn=5)


def test_a_mention_needs_the_exact_span() -> None:
    long = entity("e4", "Task", "test of hopping")
    scores = compare(record([HOPPING]), record([long]))

    assert scores.figures["mention"] == Score(fp=1, fn=1)
    assert scores.figures["node"] == Score(fp=1, fn=1)


def test_a_node_needs_one_spelling_in_common() -> None:
    gold = Entity("e1", EntityType.METHOD, "Z-A P", (span("Zap"),))
    predicted = Entity("x", EntityType.METHOD, "z_a-p", (span("Zop"),))
    scores = compare(record([gold]), record([predicted]))

    assert scores.figures["node"] == Score(tp=1)
    assert scores.figures["mention"] == Score(fp=1, fn=1)


def test_two_entities_do_not_match_the_same_one() -> None:
    twice = [entity("e1", "Method", "Zap"), Entity("e2", EntityType.METHOD, "Zap", (span("Zap", 1),))]

    assert compare(record([ZAP]), record(twice)).figures["node"] == Score(tp=1, fp=1)


def test_most_spellings_in_common_match_first() -> None:
    gold = [
        Entity("g1", EntityType.METHOD, "Zip", (span("Zap"),)),
        Entity("g2", EntityType.METHOD, "Zap", (span("Zop"),)),
    ]
    # Shares "zap" with both, but "zop" with g2 only; the greedy order by id would take g1.
    predicted = Entity("p1", EntityType.METHOD, "Zap", (span("Zop"),))
    scores = compare(
        record(gold, [relation("P", "INTRODUCES", "g2")]), record([predicted], [relation("P", "INTRODUCES", "p1")])
    )

    assert scores.figures["node"] == Score(tp=1, fn=1)
    assert scores.figures["relation"] == Score(tp=1)


def test_a_wrong_type_is_charged_once_and_not_to_the_relation() -> None:
    slip = Entity("e3", EntityType.DATASET, BENCH.name, BENCH.mentions)
    scores = compare(record(relations=[ON]), record([ZAP, ZIP, slip, HOPPING, ZOP], [ON]))

    assert scores.figures["node"] == Score(tp=4, fp=1, fn=1)
    assert scores.figures["node-untyped"] == Score(tp=5)
    assert scores.figures["node/Benchmark"] == Score(fn=1)
    assert scores.figures["node/Dataset"] == Score(fp=1)
    assert scores.figures["mention"] == Score(tp=6, fp=1, fn=1)
    assert scores.figures["mention-untyped"] == Score(tp=7)
    assert scores.figures["relation"] == Score(tp=1)


def test_common_nouns_are_not_names() -> None:
    scores = compare(record([HOPPING]), record([HOPPING]))

    assert scores.figures["node-named"] == Score()
    assert scores.figures["mention-named"] == Score()


def test_whether_a_match_is_a_name_the_gold_record_decides() -> None:
    # In the prediction, "hopping" shares an entity with a name.
    mixed = Entity("e4", EntityType.TASK, "hopping", (span("HopBench"), span("hopping")))
    scores = compare(record([HOPPING]), record([mixed]))

    assert scores.figures["node-named"] == Score()
    assert scores.figures["node"] == Score(tp=1)
    # Of a mention, the prediction's own word counts as well.
    assert scores.figures["mention-named"] == Score(fp=2)


def test_a_name_that_the_prediction_calls_no_name_is_still_found() -> None:
    # A lower-case mention makes the predicted entity a common noun.
    blurred = Entity("e2", EntityType.METHOD, "Zip", (span("Zip"), span("hopping")))
    scores = compare(record([ZIP]), record([blurred]))

    assert scores.figures["mention-named"] == Score(tp=1)
    assert scores.figures["node-named"] == Score(tp=1)


def test_a_missed_pair_counts_though_it_was_never_proposed() -> None:
    scores = compare(record(relations=[BEATS, ON]), record([ZAP, ZIP], [BEATS]))

    assert scores.figures["relation"] == Score(tp=1, fn=1)
    assert scores.figures["relation"].recall == pytest.approx(0.5)


def test_a_swapped_direction_is_wrong_but_the_right_pair() -> None:
    scores = compare(record(relations=[BEATS]), record(relations=[relation("e2", "OUTPERFORMS", "e1")]))

    assert scores.figures["relation"] == Score(fp=1, fn=1)
    assert scores.figures["relation-untyped"] == Score(tp=1)


def test_a_comparison_has_no_direction() -> None:
    there, back = relation("e1", "COMPARED_WITH", "e2"), relation("e2", "COMPARED_WITH", "e1")

    assert compare(record(relations=[there]), record(relations=[back])).figures["relation"] == Score(tp=1)
    assert compare(record(relations=[there]), record(relations=[there, back])).figures["relation"] == Score(tp=1)


def test_a_duplicate_counts_once() -> None:
    again = relation("e1", "OUTPERFORMS", "e2", confidence=0.5)
    wrong = relation("e1", "OUTPERFORMS", "e5")
    scores = compare(record(relations=[BEATS]), record(relations=[BEATS, again, wrong, wrong]))

    assert scores.figures["relation"] == Score(tp=1, fp=1)


def test_several_types_of_one_pair_are_one_pair() -> None:
    both = [BEATS, relation("e1", "COMPARED_WITH", "e2")]
    scores = compare(record(relations=both), record(relations=[relation("e1", "VARIANT_OF", "e2")]))

    assert scores.figures["relation"] == Score(fp=1, fn=2)
    assert scores.figures["relation-untyped"] == Score(tp=1)


def test_relations_follow_the_nodes_and_not_their_ids() -> None:
    renamed = [Entity("x1", ZAP.type, ZAP.name, ZAP.mentions), Entity("e1", ZIP.type, ZIP.name, ZIP.mentions)]
    predicted = record(renamed, [relation("x1", "OUTPERFORMS", "e1"), relation("P", "INTRODUCES", "x1")])
    scores = compare(record(relations=[BEATS, INTRODUCES]), predicted)

    assert scores.figures["relation"] == Score(tp=2)


def test_a_relation_of_an_invented_entity_is_wrong() -> None:
    # Its id is that of a gold entity.
    invented = entity("e2", "Task", "test of hopping")
    scores = compare(record(relations=[BEATS]), record([ZAP, invented], [BEATS]))

    assert scores.figures["relation"] == Score(fp=1, fn=1)


def test_negated_predictions_do_not_count_where_gold_has_none() -> None:
    negated = relation("e1", "OUTPERFORMS", "e5", "negated")
    scores = compare(record(relations=[BEATS]), record(relations=[BEATS, negated]))

    assert scores.figures["relation"] == Score(tp=1)
    assert "hedged" not in scores.figures


def test_polarity_counts_where_any_gold_record_has_it() -> None:
    negated = relation("e1", "OUTPERFORMS", "e5", "negated")
    other = Abstract("title:other", "Another paper", ABSTRACT)
    gold = [record(relations=[BEATS]), record(relations=[negated], paper=other)]
    predicted = [
        record(relations=[relation("e1", "OUTPERFORMS", "e2", "negated")]),
        record(relations=[relation("e1", "OUTPERFORMS", "e5")], paper=other),
    ]

    assert score(gold, gold).figures["relation"] == Score(tp=2)
    assert score(gold, predicted).figures["relation"] == Score(fp=2, fn=2)
    assert score(gold, predicted).figures["relation-untyped"] == Score(tp=2)


def test_hedging_is_judged_of_the_relations_found() -> None:
    negated = relation("e1", "OUTPERFORMS", "e5", "negated")
    gold = record(relations=[negated, relation("e1", "OUTPERFORMS", "e2", hedged=True), ON, INTRODUCES])
    predicted = record(
        relations=[
            negated,
            relation("e1", "OUTPERFORMS", "e2"),
            relation("e1", "EVALUATED_ON", "e3", hedged=True),
            relation("e2", "EVALUATED_ON", "e3", hedged=True),
        ]
    )

    assert compare(gold, predicted).figures["hedged"] == Score(fp=1, fn=1)
    assert compare(gold, gold).figures["hedged"] == Score(tp=1)


def test_results_are_numbers_of_a_node_on_a_node() -> None:
    gold = record(results=[Result("e1", "e3", "e4", "91.5%"), Result("e2", None, None, "by 3 points.")])
    predicted = record(
        results=[
            Result("e1", "e3", "another metric", "91.5 %"),
            Result("e1", "e3", None, "91.5"),
            Result("e2", "e3", None, "3"),
            Result("e2", None, None, "3"),
        ]
    )
    scores = compare(gold, predicted)

    assert scores.figures["result"] == Score(tp=2, fp=1)


def test_gold_and_predictions_may_be_iterators() -> None:
    scores = score(iter([record(relations=[BEATS])]), iter([record(relations=[BEATS])]))

    assert scores.figures["relation"] == Score(tp=1)


# From here on, the gold data. ABSTRACTGRAPH_DATA names the folder that holds gold/.

DATA = os.environ.get("ABSTRACTGRAPH_DATA")
needs_data = pytest.mark.skipif(DATA is None, reason="ABSTRACTGRAPH_DATA does not name the folder of the gold data")


@pytest.fixture(scope="module")
def reference() -> Callable[[list[Any], list[Any]], tuple[dict[str, Any], int]]:
    spec = importlib.util.spec_from_file_location("reference_score", Path(DATA or "", "gold", "score.py"))
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module.score  # type: ignore[no-any-return]


def gold_records(name: str) -> list[dict[str, Any]]:
    lines = Path(DATA or "", "gold", name).read_text(encoding="utf-8").split("\n")
    return [json.loads(line) for line in lines if line]


def corrupted(records: list[dict[str, Any]], seed: int) -> list[dict[str, Any]]:
    """Make the mistakes that a model makes, each in a part of the records."""
    rng = random.Random(seed)
    rate = rng.uniform(0.05, 0.5)
    out = []
    for gold in records:
        if rng.random() < 0.05:
            continue
        paper = deepcopy(gold)
        paper["entities"] = [entity for entity in paper["entities"] if rng.random() > rate]
        for entity in paper["entities"]:
            corrupt_entity(entity, paper, rng, rate)
        rename(paper, rng)
        corrupt_relations(paper, rng, rate)
        out.append(paper)
    rng.shuffle(out)
    return out


def corrupt_entity(entity: dict[str, Any], paper: dict[str, Any], rng: random.Random, rate: float) -> None:
    if rng.random() < rate:
        entity["type"] = rng.choice(list(EntityType)).value
    if rng.random() < rate:
        entity["mentions"] = rng.sample(entity["mentions"], rng.randint(1, len(entity["mentions"])))
    if rng.random() < rate:
        mention = rng.choice(entity["mentions"])
        text = paper[mention["field"]]
        mention["start"] = max(0, mention["start"] - rng.randint(0, 6))
        mention["end"] = min(len(text), mention["end"] + rng.randint(0, 6))
        mention["text"] = text[mention["start"] : mention["end"]]
    if rng.random() < rate:
        entity["name"] = rng.choice(paper["entities"])["name"]


def rename(paper: dict[str, Any], rng: random.Random) -> None:
    """Give the entities each other's ids, and drop what names an entity that is gone."""
    old = [entity["id"] for entity in paper["entities"]]
    new = dict(zip(old, rng.sample(old, len(old)), strict=True))
    for entity in paper["entities"]:
        entity["id"] = new[entity["id"]]
    ends = {**new, "P": "P"}
    paper["relations"] = [
        {**relation, "head": ends[relation["head"]], "tail": ends[relation["tail"]]}
        for relation in paper["relations"]
        if relation["head"] in ends and relation["tail"] in ends
    ]
    paper["results"] = [
        {**result, "of": new[result["of"]], "on": new.get(result["on"])}
        for result in paper.get("results", [])
        if result["of"] in new
    ]


def corrupt_relations(paper: dict[str, Any], rng: random.Random, rate: float) -> None:
    ids = [entity["id"] for entity in paper["entities"]]
    for relation in paper["relations"]:
        if rng.random() < rate:
            relation["tail"] = rng.choice(ids)
        if rng.random() < rate and relation["head"] != "P":
            relation["head"], relation["tail"] = relation["tail"], relation["head"]
        if rng.random() < rate and relation["head"] != "P":
            relation["type"] = rng.choice(PAIR_RELATIONS).value
        if rng.random() < rate:
            relation["polarity"] = rng.choice(["asserted", "negated"])
        if rng.random() < rate:
            relation["hedged"] = rng.choice([True, False])
    paper["relations"] += deepcopy(rng.sample(paper["relations"], len(paper["relations"]) // 3))
    for result in paper["results"]:
        if rng.random() < rate:
            result["on"] = rng.choice([None, *ids])
        if rng.random() < rate:
            result["value"] = f" {result['value']}.%"


@needs_data
@pytest.mark.parametrize("name", ["dev.jsonl", "claims.train.jsonl", "train.jsonl"])
def test_every_gold_record_can_be_read(name: str) -> None:
    for gold in gold_records(name):
        AnnotatedAbstract.from_json(gold)


@needs_data
@pytest.mark.parametrize("seed", range(8))
@pytest.mark.parametrize("name", ["dev.jsonl", "claims.train.jsonl"])
def test_all_figures_are_those_of_the_reference(
    reference: Callable[[list[Any], list[Any]], tuple[dict[str, Any], int]], name: str, seed: int
) -> None:
    gold = gold_records(name)[seed::2] if seed else gold_records(name)
    predicted = corrupted(gold, seed)
    expected, missing = reference(gold, predicted)
    scores = score(map(AnnotatedAbstract.from_json, gold), map(AnnotatedAbstract.from_json, predicted))

    assert scores.papers_without_prediction == missing > 0
    assert scores.figures.keys() == expected.keys()
    for figure, counts in expected.items():
        ours = scores.figures[figure]
        assert (ours.tp, ours.fp, ours.fn) == (counts.tp, counts.fp, counts.fn), figure
        assert (ours.precision, ours.recall, ours.f1, ours.gold) == pytest.approx(counts.row(), rel=0, abs=1e-12), (
            figure
        )
    assert scores.figures["relation"].tp > 0
    assert scores.figures["relation"].fp > 0
    assert scores.figures["relation"].fn > 0
    assert ("hedged" in scores.figures) == (name == "claims.train.jsonl")

"""What is not confident enough is left out, with all that names it, and nothing else is."""

import math
from dataclasses import replace

import pytest
from hypothesis import given
from record_strategies import probabilities, records

import extract
from extract.confidence import confident_name, keep_confident
from extract.records import Abstract, AnnotatedAbstract, Entity, Relation, Result, Span
from extract.schema import EntityType, RelationType

TEXT = "Zap beats Zip on HopBench by 3 in height."


def entity(id, type, name, confidence):
    start = TEXT.index(name)
    return Entity(id, EntityType(type), name, (Span("abstract", start, start + len(name), name),), confidence)


def relation(head, type, tail, confidence):
    return Relation(head, RelationType(type), tail, None, confidence)


RECORD = AnnotatedAbstract(
    Abstract("p", "Hopping", TEXT),
    (
        entity("e1", "Method", "Zap", 0.9),
        entity("e2", "Method", "Zip", 0.5),
        entity("e3", "Benchmark", "HopBench", 0.4),
        entity("e4", "Metric", "height", 0.6),
    ),
    (
        relation("P", "INTRODUCES", "e1", 0.8),
        relation("e1", "OUTPERFORMS", "e2", 0.7),
        relation("e1", "EVALUATED_ON", "e3", 0.95),
        relation("e2", "COMPARED_WITH", "e1", 0.2),
    ),
    (
        Result("e1", "e3", "e4", "3", confidence=0.9),
        Result("e1", None, "e4", "3", confidence=0.8),
        Result("e1", None, "height", "3", confidence=0.7),
        Result("e2", None, None, "3", confidence=0.65),
    ),
    "hopper-1",
)


def kept(minimum):
    found = keep_confident(RECORD, minimum)
    return (
        [one.id for one in found.entities],
        [(one.head, one.tail) for one in found.relations],
        [(one.of, one.on, one.metric) for one in found.results],
    )


def test_what_has_the_minimum_itself_is_kept():
    assert kept(0.5) == (
        ["e1", "e2", "e4"],
        [("P", "e1"), ("e1", "e2")],
        [("e1", None, "e4"), ("e1", None, "height"), ("e2", None, None)],
    )
    assert kept(math.nextafter(0.5, 1))[0] == ["e1", "e4"]


def test_a_relation_goes_with_its_head_and_with_its_tail():
    assert kept(0.55)[1] == [("P", "e1")]


def test_a_result_goes_with_any_entity_that_it_names():
    # The last one is sure enough, but its method is not; so is the first, but its benchmark is not.
    assert kept(0.6)[2] == [("e1", None, "e4"), ("e1", None, "height")]
    # A metric that is only a name has no confidence of its own.
    assert kept(0.65)[2] == [("e1", None, "height")]


def test_nothing_may_be_left():
    assert kept(1) == ([], [], [])
    assert keep_confident(RECORD, 1).paper == RECORD.paper


def test_no_minimum_leaves_the_record_as_it_is():
    assert keep_confident(RECORD, 0) is RECORD
    assert keep_confident(RECORD, 0.1).entities == RECORD.entities


@pytest.mark.parametrize("minimum", [-0.1, 1.1, math.nan])
def test_a_minimum_is_a_probability(minimum):
    with pytest.raises(ValueError, match=f"{minimum} is not in"):
        keep_confident(RECORD, minimum)


@pytest.mark.parametrize(
    ("model", "minimum", "name"),
    [
        ("hopper-1", 0, "hopper-1"),
        ("hopper-1", 0.5, "hopper-1 confidence>=0.5"),
        ("hopper-1", 1, "hopper-1 confidence>=1.0"),
        ("hopper-1", 1e-7, "hopper-1 confidence>=1e-07"),
        ("", 0.5, "confidence>=0.5"),
        ("hopper-1 confidence>=0.5", 0, "hopper-1 confidence>=0.5"),
        ("hopper-1 confidence>=0.5", 0.3, "hopper-1 confidence>=0.5"),
        ("hopper-1 confidence>=0.5", 0.75, "hopper-1 confidence>=0.75"),
        ("hopper-1 confidence>=1e-07", 1e-9, "hopper-1 confidence>=1e-07"),
        ("confidence>=0.5", 0.75, "confidence>=0.75"),
        ("hopper confidence>=high", 0.5, "hopper confidence>=high confidence>=0.5"),
    ],
)
def test_the_name_of_the_model_says_what_the_minimum_was(model, minimum, name):
    assert confident_name(model, minimum) == name
    assert keep_confident(replace(RECORD, model=model), minimum).model == name


def test_it_is_public():
    assert extract.keep_confident is keep_confident


@given(records(), probabilities)
def test_all_that_is_confident_is_kept_unchanged_and_nothing_else(record, minimum):
    sure = {one.id for one in record.entities if one.confidence >= minimum}
    known = {one.id for one in record.entities}
    found = keep_confident(record, minimum)

    assert found.paper == record.paper
    assert list(found.entities) == [one for one in record.entities if one.id in sure]
    assert list(found.relations) == [
        one for one in record.relations if one.confidence >= minimum and {one.head, one.tail} <= {*sure, "P"}
    ]
    assert list(found.results) == [
        one for one in record.results if one.confidence >= minimum and {one.of, one.on, one.metric} & known <= sure
    ]


@given(records(), probabilities)
def test_again_is_no_change(record, minimum):
    once = keep_confident(record, minimum)

    assert keep_confident(once, minimum) == once


@given(records(), probabilities, probabilities)
def test_of_two_minima_the_higher_one_decides(record, one, other):
    assert keep_confident(keep_confident(record, one), other) == keep_confident(record, max(one, other))


@given(records(), probabilities, probabilities)
def test_a_higher_minimum_never_keeps_more(record, one, other):
    low, high = (keep_confident(record, minimum) for minimum in sorted((one, other)))

    for kind in ("entities", "relations", "results"):
        # Each one is found in what is left of the others: a part of them, in the same order.
        rest = iter(getattr(low, kind))
        assert all(member in rest for member in getattr(high, kind))


@given(records(), probabilities)
def test_what_is_kept_can_be_written_and_read(record, minimum):
    found = keep_confident(record, minimum)

    assert AnnotatedAbstract.from_json(found.to_json()) == found

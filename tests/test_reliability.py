"""Confidences against what is right: judged as scoring does, and counted by hand."""

import json
import math
import subprocess
import sys
from dataclasses import replace

import pytest
from click.testing import CliRunner
from hypothesis import given
from hypothesis import strategies as st
from record_factory import record
from record_strategies import papers, probabilities

from extract.recordfile import write_record
from extract.records import AnnotatedAbstract, Result
from extract.reliability import Bin, Judgements, expected_calibration_error, judge, reliability
from extract.schema import EntityType
from extract.scoring import score
from graph.cli import main

JUDGEMENTS = st.lists(st.tuples(probabilities, st.booleans()), max_size=30)

GOLD = record(
    "Hopping",
    "[Zap]m beats [Zip]m on [HopBench]b.",
    [("Zap", "OUTPERFORMS", "Zip"), ("Zap", "EVALUATED_ON", "HopBench")],
)
SAID = GOLD.relations[0]


def predicted(confidences, relations=(), results=(), paper=GOLD.paper):
    entities = tuple(replace(e, confidence=c) for e, c in zip(GOLD.entities, confidences, strict=False))
    return AnnotatedAbstract(paper, entities, tuple(relations), tuple(results))


def test_an_entity_of_the_right_type_is_right():
    found = predicted([0.9, 0.6, 0.3])
    wrong = replace(found.entities[2], type=EntityType.TASK)
    found = replace(found, entities=(*found.entities[:2], wrong))

    assert judge([GOLD], [found]).entities == [(0.9, True), (0.6, True), (0.3, False)]


def test_a_gold_entity_makes_one_right_at_most():
    found = predicted([0.9])
    twice = (found.entities[0], replace(found.entities[0], id="e7", confidence=0.8))

    assert judge([GOLD], [replace(found, entities=twice)]).entities == [(0.9, True), (0.8, False)]


def test_a_relation_is_right_whatever_the_type_of_its_entities():
    right, wrong = replace(SAID, confidence=0.7), replace(SAID, head=SAID.tail, tail=SAID.head, confidence=0.6)
    found = predicted([1, 1, 1], [right, wrong])
    slip = replace(found, entities=tuple(replace(e, type=EntityType.TASK) for e in found.entities))

    assert judge([GOLD], [slip]).relations == [(0.7, True), (0.6, False)]


def test_what_is_said_twice_is_judged_once_by_its_highest_confidence():
    found = predicted([1, 1], [replace(SAID, confidence=c) for c in (0.4, 0.7, 0.5)])

    assert judge([GOLD], [found]).relations == [(0.7, True)]


def test_negated_relations_are_judged_only_where_gold_has_some():
    negated = replace(SAID, polarity="negated", confidence=0.7)
    gold = replace(GOLD, relations=(negated,))
    found = predicted([1, 1], [negated, replace(SAID, confidence=0.2)])

    assert judge([GOLD], [found]).relations == [(0.2, True)]
    assert judge([gold], [found]).relations == [(0.7, True), (0.2, False)]


def test_results_are_judged_by_method_dataset_and_number():
    reported = Result("e1", "e3", None, "3 %", confidence=0.8)
    gold = replace(GOLD, results=(reported,))
    found = predicted([1, 1, 1], results=[replace(reported, value="3"), replace(reported, on=None, confidence=0.5)])

    assert judge([gold], [found]).results == [(0.8, True), (0.5, False)]


def test_papers_that_only_one_side_has_are_not_judged():
    other = replace(GOLD.paper, title="Jumping")

    assert judge([GOLD], [predicted([1, 1], [SAID], paper=other)]) == Judgements([], [], [])
    assert judge([], [predicted([1])]) == Judgements([], [], [])


def test_judgements_come_in_the_order_of_gold_papers():
    other = replace(GOLD, paper=replace(GOLD.paper, title="Jumping"))
    first, second = predicted([0.1, 0.2]), predicted([0.3], paper=other.paper)

    assert judge([other, GOLD], iter([first, second])).entities == [(0.3, True), (0.1, True), (0.2, True)]


@given(papers(), papers())
def test_judgements_are_those_of_the_figures(gold, found):
    judged, figures = judge(gold, found), score(gold, found).figures

    for pairs, figure in (
        (judged.entities, "node"),
        (judged.relations, "relation"),
        (judged.results, "result"),
    ):
        right = sum(right for _, right in pairs)
        assert (right, len(pairs) - right) == (figures[figure].tp, figures[figure].fp)


def test_bins_by_hand():
    rows = reliability([(0.0, False), (0.3, True), (0.35, False), (0.3999, True), (0.9, True), (1.0, True)])

    assert [row.number for row in rows] == [1, 0, 0, 3, 0, 0, 0, 0, 0, 2]
    assert rows[1] == Bin(0.1, 0.2, 0, None, None)
    assert rows[1].error is None
    assert rows[3].confidence == pytest.approx((0.3 + 0.35 + 0.3999) / 3)
    assert rows[3].right == pytest.approx(2 / 3)
    assert rows[3].error == pytest.approx(2 / 3 - 0.34996666666)
    assert (rows[9].low, rows[9].high, rows[9].confidence, rows[9].right) == (0.9, 1.0, 0.95, 1.0)


@pytest.mark.parametrize("tenths", range(11))
def test_a_bound_belongs_to_the_bin_above_it_and_one_to_the_last(tenths):
    rows = reliability([(tenths / 10, True)])

    assert [row.number for row in rows].index(1) == min(tenths, 9)


def test_the_error_by_hand():
    pairs = [(0.95, True), (0.95, False), (0.15, False), (0.15, False)]

    # Two of 0.95 of which half is right, two of 0.15 of which none is.
    assert expected_calibration_error(pairs) == pytest.approx((0.45 + 0.15) / 2)
    assert expected_calibration_error([(1.0, True), (0.0, False)]) == 0
    assert expected_calibration_error([(0.0, True), (1.0, False)]) == 1
    assert expected_calibration_error([(0.5, True), (0.5, False)]) == 0


def test_of_nothing_there_is_no_error():
    assert expected_calibration_error([]) is None
    assert [row.number for row in reliability([], bins=3)] == [0, 0, 0]


@given(JUDGEMENTS, st.integers(1, 20))
def test_every_judgement_is_in_the_bin_of_its_confidence(pairs, bins):
    rows = reliability(pairs, bins)

    assert [row.low for row in rows] + [1.0] == [0.0] + [row.high for row in rows]
    for row in rows:
        members = [
            (confidence, right)
            for confidence, right in pairs
            if row.low <= confidence < row.high or (row.high == 1 and confidence == 1)
        ]
        assert row.number == len(members)
        if members:
            assert row.confidence == pytest.approx(math.fsum(c for c, _ in members) / len(members))
            assert row.right == pytest.approx(len([1 for _, right in members if right]) / len(members))


@given(JUDGEMENTS.filter(bool), st.randoms(use_true_random=False))
def test_the_error_is_a_mean_of_distances_whatever_the_order(pairs, random):
    error = expected_calibration_error(pairs)
    whole = abs(math.fsum(c - right for c, right in pairs)) / len(pairs)
    mixed = random.sample(pairs, len(pairs))

    assert -1e-12 <= whole - 1e-12 <= error <= 1
    assert expected_calibration_error(mixed) == error


def test_neither_commands_nor_models_are_loaded():
    code = "import extract.reliability, sys; print({'click', 'rich', 'numpy', 'spacy', 'torch'} & {*sys.modules})"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)

    assert done.stdout == "set()\n"


# From here on, the command.


@pytest.fixture
def here(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    wrong = replace(SAID, head="e2", tail="e1", confidence=0.96)
    found = predicted([0.95, 0.85, 0.42], [replace(SAID, confidence=0.9), wrong])
    for name, records in (("gold", [GOLD]), ("found", [found]), ("none", [])):
        with (tmp_path / f"{name}.jsonl").open("wb") as stream:
            for one in records:
                write_record(stream, one)
    with (tmp_path / "other.jsonl").open("wb") as stream:
        write_record(stream, replace(found, paper=replace(GOLD.paper, title="Jumping")))
    return tmp_path


def evaluate(*arguments, code=0):
    result = CliRunner().invoke(main, ["evaluate", *arguments])
    assert result.exit_code == code, result.output
    return result


def test_evaluate_prints_ten_bins_and_the_error_of_each_kind(here):
    rows = json.loads(evaluate("gold.jsonl", "found.jsonl", "--reliability", "--format", "json").stdout)
    bins = [f"0.{i}-0.{i + 1}" for i in range(9)] + ["0.9-1.0", "all"]

    assert [(row["kind"], row["bin"]) for row in rows] == [(k, b) for k in ("entity", "relation") for b in bins]
    by_place = {(row.pop("kind"), row.pop("bin")): row for row in rows}
    nothing = {"number": 0, "confidence": None, "right": None, "error": None}
    assert by_place["entity", "0.0-0.1"] == nothing
    assert by_place["entity", "0.8-0.9"] == {"number": 1, "confidence": 0.85, "right": 1.0, "error": 0.15}
    assert by_place["entity", "all"] == {
        "number": 3,
        "confidence": 0.74,
        "right": 1.0,
        "error": round((0.05 + 0.15 + 0.58) / 3, 4),
    }
    assert by_place["relation", "0.9-1.0"] == {"number": 2, "confidence": 0.93, "right": 0.5, "error": 0.43}
    assert by_place["relation", "all"] == by_place["relation", "0.9-1.0"]


def test_reliability_in_a_pipe_is_csv(here):
    lines = evaluate("gold.jsonl", "found.jsonl", "--reliability").stdout.splitlines()

    assert lines[:2] == ["kind,bin,number,confidence,right,error", "entity,0.0-0.1,0,,,"]
    assert lines[-1] == "relation,all,2,0.93,0.5,0.43"
    assert len(lines) == 1 + 2 * 11


@pytest.mark.parametrize("form", ["table", "csv", "json", "jsonl", "markdown"])
def test_reliability_has_the_forms_of_queries(here, form):
    assert "0.9-1.0" in evaluate("gold.jsonl", "found.jsonl", "--reliability", "--format", form).stdout


def test_results_have_bins_where_some_are_predicted(here):
    reported = Result("e1", None, None, "3", confidence=0.5)
    with (here / "scores.jsonl").open("wb") as stream:
        write_record(stream, predicted([1], results=[reported]))

    lines = evaluate("gold.jsonl", "scores.jsonl", "--reliability").stdout.splitlines()
    assert lines[-1] == "result,all,1,0.5,0.0,0.5"
    assert not [line for line in lines if line.startswith("relation")]


def test_papers_without_a_record_are_counted(here):
    result = evaluate("gold.jsonl", "other.jsonl", "--reliability")

    assert result.stdout == "kind,bin,number,confidence,right,error\n"
    assert result.stderr == "1 gold papers have no record; they say nothing of reliability\n"
    assert "they count as missed" in evaluate("gold.jsonl", "other.jsonl").stderr


def test_two_tables_at_once_are_wrong_usage(here):
    assert "Ask for one of them" in evaluate("gold.jsonl", "found.jsonl", "--reliability", "--per-type", code=2).stderr

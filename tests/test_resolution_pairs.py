"""Pairs of names: read with good errors, counted by hand, and printed by evaluate --resolution."""

import json

import pytest
from click.testing import CliRunner

from graph.cli import main
from graph.errors import GraphDataError
from graph.resolution.pairs import Pair, PairScores, Side, count_pairs, judge_pairs, read_pairs


def pair(first, second, same, kind):
    return {"a": {"name": first, "type": "Model"}, "b": {"name": second, "type": "Model"}, "same": same, "kind": kind}


SAME = pair("Emu 2", "EMU-2", True, "version")
OTHER = pair("Emu 2", "Emu 3", False, "number")
MISSED = pair("Emu", "Dromaius", True, "word")
WRONG = {**SAME, "same": False, "kind": "odd"}
HOMONYM = {
    "a": {"name": "TWIG", "type": "Method", "long": "tree walks in graphs"},
    "b": {"name": "TWIG", "type": "Method", "long": "temporal weight initialisation gate"},
    "same": False,
}


def written(tmp_path, *pairs):
    path = tmp_path / "pairs.jsonl"
    path.write_text("".join(json.dumps(one) + "\n" for one in pairs), encoding="utf-8")
    return str(path)


def run(*arguments):
    return CliRunner().invoke(main, ["evaluate", *arguments])


def test_a_pair_is_read():
    (read,) = read_pairs([json.dumps(HOMONYM), "\n"], "pairs.jsonl")

    assert read.first == Side("TWIG", "Method", "tree walks in graphs")
    assert (read.same, read.kind) == (False, "")
    assert not read.is_merged()


def test_right_and_wrong_decisions_are_counted():
    judged = judge_pairs(read_pairs(map(json.dumps, [SAME, SAME, OTHER, MISSED, WRONG, HOMONYM]), "x"))

    assert count_pairs(judged) == PairScores(merged=2, false_merges=1, missed=1, apart=2)
    assert [one.is_false_merge for one in judged] == [False, False, False, False, True, False]


def test_rates_without_anything_to_count_are_none():
    scores = count_pairs([])

    assert (scores.precision, scores.recall) == (None, None)


def test_a_long_form_equal_to_the_name_is_no_definition():
    assert Pair(Side("emu", "Model", "emu"), Side("Emu", "Model"), same=True).is_merged()


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        ("{", "Expecting property name"),
        ("[]", "'same' must be true or false"),
        (json.dumps({**SAME, "same": "yes"}), "'same' must be true or false"),
        (json.dumps({"same": True, "a": SAME["a"]}), "'b' is missing"),
        (json.dumps({**SAME, "a": "Emu"}), "'a' and 'b' must be objects"),
        (json.dumps({**SAME, "a": {"name": " ", "type": "Model"}}), "must be texts"),
        (json.dumps({**SAME, "a": {"name": "Emu", "type": "Bird"}}), "not 'Bird'"),
        (json.dumps({**SAME, "a": {"name": "Emu", "type": "Model", "long": 3}}), "must be texts"),
    ],
)
def test_what_is_no_pair_is_refused_with_its_line(line, reason):
    with pytest.raises(GraphDataError) as caught:
        list(read_pairs([json.dumps(SAME), line], "pairs.jsonl"))

    assert str(caught.value).startswith("pairs.jsonl:2: not a pair of names (")
    assert reason in str(caught.value)


def test_the_command_prints_figures_for_all_and_each_kind(tmp_path):
    result = run("--resolution", written(tmp_path, SAME, OTHER, MISSED, WRONG, HOMONYM), "--format", "jsonl")
    rows = {row["kind"]: row for row in map(json.loads, result.stdout.splitlines())}

    assert result.exit_code == 0
    assert list(rows) == ["all", "number", "odd", "version", "word"]
    assert rows["all"] == {
        "kind": "all",
        "precision": 0.5,
        "recall": 0.5,
        "merged": 1,
        "false merges": 1,
        "missed": 1,
        "apart": 2,
    }
    assert rows["number"]["precision"] is None
    assert result.stderr == "false merge: Emu 2 (Model) and EMU-2 (Model)\n"


def test_quiet_lists_nothing(tmp_path):
    assert run("--resolution", written(tmp_path, WRONG), "--quiet").stderr == ""


@pytest.mark.parametrize("others", [["gold.jsonl"], ["--per-type"], ["--reliability"]])
def test_pairs_go_with_nothing_else(tmp_path, others):
    result = run("--resolution", written(tmp_path, SAME), *others)

    assert result.exit_code == 2
    assert "--resolution takes no GOLD" in result.stderr


def test_gold_is_missing():
    result = run()

    assert result.exit_code == 2
    assert "Missing argument 'GOLD'" in result.stderr


def test_a_file_that_is_not_there_is_named():
    result = run("--resolution", "nowhere.jsonl")

    assert result.exit_code == 1
    assert "nowhere.jsonl" in result.stderr

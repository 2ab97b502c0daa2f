"""Scores as papers print them."""

from __future__ import annotations

import pytest

from graph.scores import Score, parse_score


@pytest.mark.parametrize(
    ("text", "score"),
    [
        ("45.3", Score(45.3, None, False)),
        ("95%", Score(95.0, "%", False)),
        ("17.1\\%", Score(17.1, "%", False)),
        ("+3.2 %", Score(3.2, "%", True)),
        ("-0.20 pp", Score(-0.2, "pp", True)),
        ("\u22120.5", Score(-0.5, None, True)),
        ("2.5 points", Score(2.5, "points", True)),
        ("6.5x", Score(6.5, "x", True)),
        ("2$\\times$", Score(2.0, "x", True)),
        ("30 times", Score(30.0, "x", True)),
        ("$0.10", Score(0.1, "$", False)),
        ("-$3", Score(-3.0, "$", True)),
        ("1,234.5", Score(1234.5, None, False)),
        (".87", Score(0.87, None, False)),
        (" 4 percent ", Score(4.0, "%", False)),
    ],
)
def test_one_number_is_read(text: str, score: Score) -> None:
    assert parse_score(text) == score


@pytest.mark.parametrize(
    "text",
    ["", "n/a", "4/6", "0.68-0.87", "84% and 90%", "<9%", "under 50%", "4-6 percent", "1,23", "$5%", "1e5", "7 km"],
)
def test_what_is_not_one_number_is_no_score(text: str) -> None:
    assert parse_score(text) is None

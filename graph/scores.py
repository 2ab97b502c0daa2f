"""Reported scores as numbers: what a paper prints is a text such as ``+3.2%``."""

from __future__ import annotations

import re
from dataclasses import dataclass

_MINUS = str.maketrans({"\u2212": "-", "\u2013": "-"})
_SCORE = re.compile(
    r"(?P<currency>[$\u20ac\u00a3])?(?P<sign>[+-])?(?P<currency_after>[$\u20ac\u00a3])?"
    r"(?P<number>\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?|\.\d+)\s*(?P<unit>.*)",
    re.DOTALL,
)
_UNITS = {
    "": None,
    "%": "%",
    "\\%": "%",
    "percent": "%",
    "per cent": "%",
    "pp": "pp",
    "percentage points": "pp",
    "percentage point": "pp",
    "points": "points",
    "point": "points",
    "pts": "points",
    "x": "x",
    "\u00d7": "x",
    "$\\times$": "x",
    "times": "x",
    "fold": "x",
    "-fold": "x",
}


@dataclass(frozen=True, slots=True)
class Score:
    """A score as a number.

    Parameters
    ----------
    value
        The number, with its sign.
    unit
        ``%``, ``pp`` (percentage points), ``points``, ``x`` (times) or a currency; None without one.
    is_delta
        Whether it is a difference to something, not a level: it has a sign, or its unit is of differences.
    """

    value: float
    unit: str | None
    is_delta: bool


def parse_score(text: str) -> Score | None:
    """Return the one number that `text` is; None if it is a range, a fraction, several numbers or none.

    Examples
    --------
    >>> parse_score("45.3")
    Score(value=45.3, unit=None, is_delta=False)
    >>> parse_score("+3.2%")
    Score(value=3.2, unit='%', is_delta=True)
    >>> parse_score("84% and 90%") is None
    True
    """
    match = _SCORE.fullmatch(text.strip().translate(_MINUS))
    if match is None:
        return None
    unit = match["unit"].strip().lower()
    currency = match["currency"] or match["currency_after"]
    if unit not in _UNITS or (currency and unit):
        return None
    name = currency or _UNITS[unit]
    number = float(match["number"].replace(",", ""))
    return Score(
        value=-number if match["sign"] == "-" else number,
        unit=name,
        is_delta=match["sign"] is not None or name in ("pp", "points", "x"),
    )

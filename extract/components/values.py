"""Numbers in the text, as the scores that they would be: sign and unit from the words around them."""

from __future__ import annotations

import re
from dataclasses import dataclass

_AMOUNT = r"(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?|\.\d+"
# Not the 4 of GPT-4, of v4 or of 2.4.1; a range is one number.
_NUMBER = re.compile(
    rf"(?<![\w.,])(?<![A-Za-z\d)\]]-)(?P<sign>[+\u2212-](?=[\d.]))?"
    rf"(?P<first>{_AMOUNT})(?:\s?(?:\u2013|--?|\\%-)\s?(?P<last>{_AMOUNT}))?(?![\d.,]*\d)"
    r"(?P<unit>\s?\\?%|(?:\s|-)(?:absolute\s|relative\s)?(?:percentage[\s-]points?|percent\b|per\s?cent\b|points?\b|pts\b|pp\b)"
    r"|\s?\$?\\times\$?|\s?\u00d7|[xX]\b|\s?-?(?:times|fold)\b|(?:pp|ms|[kKMGT]B|s|h)\b)?"
    r"(?!\w)"
)
_CLAUSE = re.compile(r"[.;:](?=\s)|\n")
_REACH = 90
_SERIES = re.compile(r"[^.;:\n]{0,45}(?:,|\b(?:and|or|to))\s*(?:(?:by|up|to|over|nearly|about)\s+)*[~$(]*$")
_RATIO = re.compile(r"\s?-?(?:\$?\\?times\$?|\u00d7|[xX]|fold)")
_DIFFERENCE_BEFORE = re.compile(
    r"\b(?:by|gains?|loss(?:es)?|improvements?|increases?|boosts?|reductions?|decreases?|drops?|savings?|margins?|difference|lead|gap)"
    r"(?:\s+(?:of|up|to|as|much|over|more|than|at|least|about|around|approximately|nearly|almost|only|a|an|the|average"
    r"|margin|factor|from|just|roughly|some|another|further|additional|mean|relative|absolute|and|or|average|on))*\s*[~$(]*$",
    re.IGNORECASE,
)
_DIFFERENCE_AFTER = re.compile(
    r"\s*(?:\([^)]*\)\s*)?(?:absolute|relative|average|overall|\s)*"
    r"(?:improvement|gain|increase|boost|higher|better|reduction|decrease|drop|lower|fewer|less|faster|more\b|worse|speed-?up)",
    re.IGNORECASE,
)
_FALL = re.compile(
    r"\b(?:reduc|decreas|drop|lower|fewer|cut(?:s|ting)?\b|declin|degrad|less\b|fall|fell\b|shr[iau]nk|sav(?:e|ing)"
    r"|worse|slow|diminish|minimi[sz]|compress|hurt|loss(?:es)?\sof\b)",
    re.IGNORECASE,
)
_RISE = re.compile(
    r"\b(?:improv|increas|gain|boost|rais|higher|better|outperform|surpass|exceed|beat|faster|more\b|accelerat|speed)",
    re.IGNORECASE,
)
_RISE_AFTER = re.compile(
    r"\s*(?:\w+\s)?(?:improvement|gain|increase|boost|higher|better|faster|speed-?up)", re.IGNORECASE
)
_FALL_AFTER = re.compile(r"\s*(?:\w+\s)?(?:reduction|decrease|drop|lower|fewer|less|worse|slower)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Number:
    """A number of the text.

    Parameters
    ----------
    start, end
        Character offsets of its digits, 0-based, half-open; of a range from the first to the last digit.
    text
        The score that it would be: with unit as in the text, ``+`` or ``-`` in front of a difference.
    """

    start: int
    end: int
    text: str


def find_numbers(text: str) -> list[Number]:
    """Return the numbers of a text that stand by themselves, in order.

    Examples
    --------
    >>> [n.text for n in find_numbers("GPT-4 reaches 45.3% and cuts the error by 2.1 points.")]
    ['45.3%', '-2.1 points']
    """
    numbers: list[Number] = []
    sign, stop = "", 0
    for match in _NUMBER.finditer(text):
        own = _sign(text, match)
        # "by 19%, 25% and 30%": the sign is said once.
        sign = own or (sign if sign and _SERIES.fullmatch(text[stop : match.start()]) else "")
        stop = match.end()
        start, end = match.start("first"), match.end("last") if match["last"] else match.end("first")
        numbers.append(Number(start, end, sign + _amount(match)))
    return numbers


def digits(score: str) -> str:
    """Return what two spellings of one score share: its digits and points."""
    return re.sub(r"[^0-9.]", "", score).rstrip(".")


def _amount(match: re.Match[str]) -> str:
    amount = match["first"] + (f"-{match['last']}" if match["last"] else "")
    unit = (match["unit"] or "").replace("\\", "").replace("$", "")
    if _RATIO.fullmatch(unit):
        return f"{amount}x"
    return amount + (" points" if unit == "-point" else unit.rstrip())


def _sign(text: str, match: re.Match[str]) -> str:
    if match["sign"]:
        return "+" if match["sign"] == "+" else "-"
    before = text[max(0, match.start() - _REACH) : match.start()]
    cuts = [cut.end() for cut in _CLAUSE.finditer(before)]
    before = before[cuts[-1] :] if cuts else before
    after = text[match.end() : match.end() + 40]
    # "3.2x" says how many times, not how much more or less.
    ratio = _RATIO.fullmatch(match["unit"] or "") is not None
    if ratio or not (_DIFFERENCE_BEFORE.search(before) or _DIFFERENCE_AFTER.match(after)):
        return ""
    if _FALL_AFTER.match(after):
        return "-"
    if _RISE_AFTER.match(after):
        return "+"
    falls, rises = list(_FALL.finditer(before)), list(_RISE.finditer(before))
    last_fall = falls[-1].start() if falls else -1
    last_rise = rises[-1].start() if rises else -1
    return "-" if last_fall > last_rise else "+"

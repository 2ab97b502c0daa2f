"""Who is better: the words between two names tell when they are plain about it."""

from __future__ import annotations

import re
from collections.abc import Collection
from enum import StrEnum

from .polarity import BETTER, places


class Comparison(StrEnum):
    """How head and tail of a comparison stand to each other."""

    HEAD_BEHIND = "head behind"
    TAIL_BEHIND = "tail behind"
    LEVEL = "level"


_BEHIND = re.compile(
    r"\b(?:(?:outperformed|surpassed|beaten|exceeded)\s+by|inferior\s+to|worse\s+than|lag(?:s|ged|ging)?\s+behind"
    r"|trail(?:s|ed|ing)?\b|underperform\w*|(?:falls?|fell|falling)\s+short\s+of)",
    re.IGNORECASE,
)
_LEVEL = re.compile(
    r"\b(?:on\s+par\s+with|comparable\s+(?:\w+\s+){0,3}(?:to|with)|competitive\s+(?:\w+\s+)?(?:to|with)"
    r"|similar\s+(?:\w+\s+){0,2}to|match(?:es|ing|ed)?\b|as\s+(?:well|good)\s+as|rival(?:s|ing|led)?\b"
    r"|equivalent\s+to)",
    re.IGNORECASE,
)
_COMPARED = re.compile(r"\bcompar(?:e|es|ed|ing|ison)\b", re.IGNORECASE)
_ANY_BETTER = re.compile(
    rf"\b{BETTER}|\b(?:higher|lower|faster|fewer|best|more|less|by\s+[\d.]+|reduc|rais|increas|decreas)", re.IGNORECASE
)


def comparison(sentence: str, head: Collection[str], tail: Collection[str]) -> Comparison | None:
    """Return how two systems are compared, where the words between their nearest mentions are plain about it.

    Of 62 annotated comparisons with such words, 57 have "A is inferior to B" as B over A; of 148 that sound level, 107
    are.

    Parameters
    ----------
    sentence
        The evidence.
    head, tail
        The strings that name the ends.

    Returns
    -------
    Comparison or None
        ``LEVEL`` where neither is better ("on par with"), or where they are compared in a sentence without any word of
        better or more; None if the words leave it open.

    Examples
    --------
    >>> comparison("TWIG lags behind Emu.", {"TWIG"}, {"Emu"})
    <Comparison.HEAD_BEHIND: 'head behind'>
    """
    pairs = [(h, t) for h in places(sentence, head) for t in places(sentence, tail)]
    if not pairs:
        return None
    h, t = min(pairs, key=lambda pair: max(pair[1][0] - pair[0][1], pair[0][0] - pair[1][1]))
    between = sentence[min(h[1], t[1]) : max(h[0], t[0])]
    if _BEHIND.search(between):
        return Comparison.HEAD_BEHIND if h < t else Comparison.TAIL_BEHIND
    better = _ANY_BETTER.search(between) is not None
    if (_LEVEL.search(between) and not better) or (_COMPARED.search(sentence) and not _ANY_BETTER.search(sentence)):
        return Comparison.LEVEL
    return None

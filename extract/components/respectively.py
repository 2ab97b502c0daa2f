"""Scores and names that a sentence lists in the same order: "A and B reach 45.3 and 37.0, respectively"."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

_RESPECTIVELY = re.compile(r"\brespectively\b", re.IGNORECASE)
# What stands between the members of a list: a comma or "and", and around numbers their units.
_BETWEEN_NAMES = re.compile(r"[\s\"'`]*(?:,|,?\s*\b(?:and|or|versus|vs\.?)\b|/)[\s\"'`]*(?:the\s+)?")
_BETWEEN_SCORES = re.compile(
    r"[\s\\%$)x]*(?:percent|points?|pp)?\s*(?:,|,?\s*\b(?:and|or|versus|vs\.?)\b)[\s$(+~-]*(?:by\s+|to\s+)?"
)

Place = tuple[int, int, int]
"""Character offsets (start, end) of something, and its number."""


def pair_lists(
    text: str, sentences: Iterable[tuple[int, int]], scores: Sequence[Place], names: Sequence[Place]
) -> list[tuple[int, int, frozenset[int]]]:
    """Return which score belongs to which name where a sentence lists as many of both and says "respectively".

    Parameters
    ----------
    text
        The whole text.
    sentences
        Character offsets (start, end).
    scores, names
        What stands in the text, names of one kind, in order.

    Returns
    -------
    list of (score, name, names)
        Numbers of the score and of its name, and those of all names in the list. Of several lists of names of the
        fitting length, the one nearest to the scores counts.

    Examples
    --------
    >>> text = "A and B reach 7 and 8, respectively."
    >>> pair_lists(text, [(0, 36)], [(14, 15, 0), (20, 21, 1)], [(0, 1, 5), (6, 7, 6)])
    [(0, 5, frozenset({5, 6})), (1, 6, frozenset({5, 6}))]
    """
    pairs = []
    for start, end in sentences:
        if _RESPECTIVELY.search(text, start, end) is None:
            continue
        inside = [[place for place in places if start <= place[0] < end] for places in (scores, names)]
        lists = list(_lists(text, inside[1], _BETWEEN_NAMES))
        for run in _lists(text, inside[0], _BETWEEN_SCORES):
            fitting = [some for some in lists if len(some) == len(run)]
            if fitting:
                nearest = min(fitting, key=lambda some: max(run[0][0] - some[-1][1], some[0][0] - run[-1][1]))
                members = frozenset(name for _, _, name in nearest)
                pairs += [(score[2], name[2], members) for score, name in zip(run, nearest, strict=True)]
    return pairs


def name_lists(text: str, names: Sequence[Place]) -> Iterator[list[Place]]:
    """Yield the names that a text lists, with nothing but commas and "and" between them.

    Examples
    --------
    >>> list(name_lists("A and B, but not C", [(0, 1, 0), (6, 7, 1), (17, 18, 2)]))
    [[(0, 1, 0), (6, 7, 1)]]
    """
    return _lists(text, names, _BETWEEN_NAMES)


def _lists(text: str, places: Sequence[Place], between: re.Pattern[str]) -> Iterator[list[Place]]:
    """Yield the longest runs of at least two places that only `between` separates."""
    run: list[Place] = []
    for place in places:
        if run and between.fullmatch(text, run[-1][1], place[0]) is None:
            if len(run) > 1:
                yield run
            run = []
        run.append(place)
    if len(run) > 1:
        yield run

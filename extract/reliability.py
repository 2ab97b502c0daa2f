"""Whether confidences can be believed: of what is 0.8 sure, about 80 % should be right.

Nothing here needs more than records, so that training can use it, too.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Hashable, Iterable
from dataclasses import dataclass, field
from math import fsum

from .records import AnnotatedAbstract, Relation, Result
from .scoring import match_papers

Judgement = tuple[float, bool]
"""The confidence in [0, 1] of something predicted, and whether it is right."""


@dataclass(frozen=True, slots=True)
class Judgements:
    """What was predicted, of each kind: its confidence, and whether it is right. In the order of papers and records."""

    entities: list[Judgement] = field(default_factory=list)
    relations: list[Judgement] = field(default_factory=list)
    results: list[Judgement] = field(default_factory=list)


def judge(gold: Iterable[AnnotatedAbstract], predicted: Iterable[AnnotatedAbstract]) -> Judgements:
    """Return the confidence of all that was predicted, and whether it is right.

    Right is what counts as found in the figures ``node``, ``relation`` and ``result`` of :func:`extract.score`, and
    what does not count there is left out: papers without a gold record, and negated relations where no gold record
    has one. A relation or result that is given several times is one, with the highest of its confidences. So each
    kind has as many judgements as its figure has predictions.

    Parameters
    ----------
    gold, predicted
        As for :func:`extract.score`. Gold papers without a prediction add nothing.
    """
    judged = Judgements()
    for match in match_papers(gold, predicted):
        judged.entities.extend((entity.confidence, entity.id in match.typed) for entity in match.predicted.entities)
        judged.relations.extend(_judged(match.gold_relations(), match.predicted_relations()))
        judged.results.extend(_judged(match.gold_results(), match.predicted_results()))
    return judged


def _judged(
    gold: Iterable[tuple[Hashable, Relation | Result]], predicted: Iterable[tuple[Hashable, Relation | Result]]
) -> list[Judgement]:
    right = {key for key, _ in gold}
    highest: dict[Hashable, float] = {}
    for key, said in predicted:
        highest[key] = max(said.confidence, highest.get(key, 0.0))
    return [(confidence, key in right) for key, confidence in highest.items()]


@dataclass(frozen=True, slots=True)
class Bin:
    """What was predicted with a confidence of a certain range.

    Parameters
    ----------
    low, high
        The range in [0, 1]: from `low` on, and below `high`; the last bin of all holds 1, too.
    number
        How many judgements there are.
    confidence
        Their mean confidence in [0, 1]; None without any.
    right
        The share of them that is right, in [0, 1]; None without any.
    """

    low: float
    high: float
    number: int
    confidence: float | None
    right: float | None

    @property
    def error(self) -> float | None:
        """How far `confidence` and `right` are apart, in [0, 1]; None without judgements."""
        if self.confidence is None or self.right is None:
            return None
        return abs(self.confidence - self.right)


def reliability(pairs: Iterable[Judgement], bins: int = 10) -> list[Bin]:
    """Return bins of equal width over [0, 1], the lowest first, those without judgements among them.

    Parameters
    ----------
    pairs
        Judgements of one kind, in any order.
    bins
        How many; at least 1.

    Examples
    --------
    >>> for half in reliability([(0.2, False), (0.5, True), (0.9, True), (1.0, False)], bins=2):
    ...     print(half.low, half.high, half.number, round(half.confidence, 2), round(half.right, 2))
    0.0 0.5 1 0.2 0.0
    0.5 1.0 3 0.8 0.67
    """
    edges = [i / bins for i in range(bins + 1)]
    members: list[list[Judgement]] = [[] for _ in range(bins)]
    for confidence, right in pairs:
        members[bisect_right(edges, confidence, 1, bins) - 1].append((confidence, right))
    return [_bin(*place) for place in zip(edges, edges[1:], members, strict=False)]


def _bin(low: float, high: float, members: list[Judgement]) -> Bin:
    number = len(members)
    if not number:
        return Bin(low, high, 0, None, None)
    confidence = fsum(confidence for confidence, _ in members) / number
    return Bin(low, high, number, confidence, sum(right for _, right in members) / number)


def expected_calibration_error(pairs: Iterable[Judgement], bins: int = 10) -> float | None:
    """Return how far confidence and share of right ones are apart, bin by bin, on average over the judgements.

    Parameters
    ----------
    pairs, bins
        As for :func:`reliability`.

    Returns
    -------
    float or None
        In [0, 1], 0 the best; None without judgements, of which nothing can be said.

    Examples
    --------
    >>> round(expected_calibration_error([(0.8, True), (0.8, False), (0.1, False)]), 3)
    0.233
    """
    table = reliability(pairs, bins)
    number = sum(row.number for row in table)
    if not number:
        return None
    return fsum(row.number * row.error for row in table if row.error is not None) / number

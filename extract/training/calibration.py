"""Fitting of calibrations: isotonic regression on held-out judgements."""

from __future__ import annotations

from collections.abc import Sequence

from ..components.calibration import UNCALIBRATED, Calibration, calibrated
from ..reliability import Judgement

_SMALLEST = 20


def fit(judgements: Sequence[Judgement]) -> Calibration:
    """Return the rising curve from scores to probabilities that fits best.

    Judgements are put into blocks of at least 20 in order of the score; blocks whose share of right ones falls are
    pooled until none does. Each block gives one point, with one right and one wrong added, so that none is certain.

    Parameters
    ----------
    judgements
        Score in [0, 1] and whether it was right; in any order. Fewer than 20 give no calibration.

    References
    ----------
    Pooling of adjacent violators: Zadrozny and Elkan (2002), "Transforming Classifier Scores into Accurate Multiclass
    Probability Estimates", KDD.
    """
    if len(judgements) < _SMALLEST:
        return UNCALIBRATED
    blocks: list[list[Judgement]] = []
    for cut in _cuts(sorted(judgements, key=lambda judgement: judgement[0])):
        blocks.append(cut)
        while len(blocks) > 1 and _right(blocks[-2]) >= _right(blocks[-1]):
            last = blocks.pop()
            blocks[-1] = blocks[-1] + last
    scores = [round(sum(score for score, _ in block) / len(block), 4) for block in blocks]
    return [scores, [round(_right(block), 4) for block in blocks]]


def cross_fitted(judgements: Sequence[Judgement]) -> list[Judgement]:
    """Return judgements with confidences that a calibration gives which never saw them.

    The first half is calibrated by the second, and the second by the first.

    Parameters
    ----------
    judgements
        In order of the papers, so that nearly no paper is in both halves.
    """
    middle = len(judgements) // 2
    halves = judgements[:middle], judgements[middle:]
    return [
        (calibrated(score, curve), right)
        for half, curve in zip(halves, (fit(halves[1]), fit(halves[0])), strict=True)
        for score, right in half
    ]


def _cuts(ordered: Sequence[Judgement]) -> list[list[Judgement]]:
    """Return blocks of enough judgements each; those of one score are never in two."""
    size = max(_SMALLEST, len(ordered) // 20)
    cuts: list[list[Judgement]] = [[]]
    for judgement in ordered:
        if len(cuts[-1]) >= size and cuts[-1][-1][0] < judgement[0]:
            cuts.append([])
        cuts[-1].append(judgement)
    if len(cuts) > 1 and len(cuts[-1]) < _SMALLEST:
        last = cuts.pop()
        cuts[-1] += last
    return cuts


def _right(block: Sequence[Judgement]) -> float:
    return (sum(right for _, right in block) + 1) / (len(block) + 2)

"""From what the network says to the probability that it is right."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

Calibration = Sequence[Sequence[float]]
"""Two rows of equal length: scores of the network, rising, and the probability of being right at each."""

UNCALIBRATED: Calibration = [[0.0, 1.0], [0.0, 1.0]]
"""Takes the network at its word."""


def calibrated(score: float, calibration: Calibration) -> float:
    """Return the probability of being right, linear between the points of the calibration, to four decimals.

    Examples
    --------
    >>> calibrated(0.9, [[0.0, 0.8, 1.0], [0.0, 0.5, 0.9]])
    0.7
    """
    scores, probabilities = calibration
    return round(float(np.interp(score, scores, probabilities)), 4)

"""The colours of the view: seen on light and dark, and told apart by colour-blind readers."""

from __future__ import annotations

from itertools import combinations

import pytest

from graph.model import ENTITY_LABELS
from graph.views.content import STYLES


def linear(colour: str) -> list[float]:
    channels = (int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5))
    return [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]


def luminance(colour: str) -> float:
    return sum(weight * c for weight, c in zip((0.2126, 0.7152, 0.0722), linear(colour), strict=True))


def test_colours_are_seen_on_light_and_dark_and_shapes_differ() -> None:
    for back in ("#ffffff", "#12151c"):
        for _, colour in STYLES.values():
            dark, light = sorted((luminance(colour), luminance(back)))
            assert (light + 0.05) / (dark + 0.05) >= 3
    assert len({shape for shape, _ in STYLES.values()}) == len(STYLES) == len(ENTITY_LABELS) + 1


# How the three kinds of colour blindness see linear RGB: G. M. Machado, M. M. Oliveira, L. A. F. Fernandes, "A
# physiologically-based model for simulation of color vision deficiency", IEEE TVCG 15 (2009) 1291-1298, severity 1.
BLINDNESS = {
    "none": ((1, 0, 0), (0, 1, 0), (0, 0, 1)),
    "protanopia": ((0.152286, 1.052583, -0.204868), (0.114503, 0.786281, 0.099216), (-0.003882, -0.048116, 1.051998)),
    "deuteranopia": ((0.367322, 0.860646, -0.227968), (0.280085, 0.672501, 0.047413), (-0.01182, 0.04294, 0.968881)),
    "tritanopia": ((1.255528, -0.076749, -0.178779), (-0.078411, 0.930809, 0.147602), (0.004733, 0.691367, 0.3039)),
}


def lab(colour: str, blindness: str) -> tuple[float, float, float]:
    channels = linear(colour)
    seen = [min(1, max(0, sum(a * b for a, b in zip(row, channels, strict=True)))) for row in BLINDNESS[blindness]]
    to_xyz = ((0.4124564, 0.3575761, 0.1804375), (0.2126729, 0.7151522, 0.072175), (0.0193339, 0.119192, 0.9503041))
    white = (0.95047, 1, 1.08883)
    xyz = [sum(a * b for a, b in zip(row, seen, strict=True)) / w for row, w in zip(to_xyz, white, strict=True)]
    x, y, z = (v ** (1 / 3) if v > 0.008856 else 7.787 * v + 16 / 116 for v in xyz)
    return 116 * y - 16, 500 * (x - y), 200 * (y - z)


@pytest.mark.parametrize("blindness", BLINDNESS)
def test_colours_differ_for_colour_blind_readers(blindness: str) -> None:
    seen = {name: lab(colour, blindness) for name, (_, colour) in STYLES.items()}

    # A difference of 2 is just noticed side by side (CIE 1976).
    nearest = min(
        (sum((a - b) ** 2 for a, b in zip(seen[one], seen[other], strict=True)) ** 0.5, one, other)
        for one, other in combinations(seen, 2)
    )
    assert nearest[0] > 20, nearest

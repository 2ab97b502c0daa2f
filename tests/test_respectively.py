"""Scores and names that a sentence lists in the same order."""

import re
from itertools import pairwise

import pytest

from extract.components.respectively import pair_lists


def paired(text):
    """Return {score: name} for a text where scores are digits and names capital letters."""
    scores = [(*m.span(), i) for i, m in enumerate(re.finditer(r"\d+(?:\.\d+)?", text))]
    names = [(*m.span(), i) for i, m in enumerate(re.finditer(r"\b[A-Z]\b", text))]
    stops = [0, *(m.end() for m in re.finditer(r"\.\s", text)), len(text)]
    found = pair_lists(text, pairwise(stops), scores, names)
    return {text[slice(*scores[s][:2])]: text[slice(*names[n][:2])] for s, n, _ in found}


@pytest.mark.parametrize(
    ("text", "pairs"),
    [
        ("A and B reach 45.3 and 37.0, respectively.", {"45.3": "A", "37.0": "B"}),
        ("A, B and C reach 1%, 2%, and 3% respectively.", {"1": "A", "2": "B", "3": "C"}),
        ("It scores 12\\% and 14\\% on A and B, respectively.", {"12": "A", "14": "B"}),
        ("On A and B, it gains 3.1 and 4.2 points, respectively.", {"3.1": "A", "4.2": "B"}),
        ("A and B, with C and D, reach 1 and 2, respectively.", {"1": "C", "2": "D"}),
        ("A and B reach 45.3 and 37.0.", {}),
        ("A and B are here. We see 1 and 2, respectively.", {}),
        ("A, B and C reach 1 and 2, respectively.", {}),
        ("A reaches 1 and then 2, respectively.", {}),
    ],
)
def test_lists_of_one_length_go_together(text, pairs):
    assert paired(text) == pairs


def test_all_names_of_the_list_are_told():
    text = "A and B reach 1 and 2, respectively."

    assert {
        names for _, _, names in pair_lists(text, [(0, len(text))], [(14, 15, 0), (20, 21, 1)], [(0, 1, 3), (6, 7, 4)])
    } == {frozenset({3, 4})}

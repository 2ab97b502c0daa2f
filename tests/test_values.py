"""Numbers as scores: what stands by itself, with the sign that the words give it."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extract.components.values import digits, find_numbers


@pytest.mark.parametrize(
    ("text", "scores"),
    [
        ("TWIG reaches 71.4 on HopBench.", ["71.4"]),
        ("It reaches 45.3 and 37.0, respectively.", ["45.3", "37.0"]),
        ("An accuracy of 84\\% is reached.", ["84%"]),
        ("It improves F1 by 3.2 points.", ["+3.2 points"]),
        ("It improves F1 by 2.1-point margins.", ["+2.1 points"]),
        ("We gain up to +4.5% over it.", ["+4.5%"]),
        ("It cuts the error by 19%, 25% and 30%.", ["-19%", "-25%", "-30%"]),
        ("The error drops by 3 percentage points.", ["-3 percentage points"]),
        ("It needs 40% fewer steps.", ["-40%"]),
        ("A gain of 2.5% is followed by a loss of 1.5%.", ["+2.5%", "-1.5%"]),
        ("It is 3.5x faster. It has $12\\times$ the parts.", ["3.5x", "12x"]),
        ("A change of \u22120.4 is seen.", ["-0.4"]),
        ("Gains of 3-28% are seen.", ["+3-28%"]),
        ("From 1,024 to 2,048 papers.", ["1,024", "2,048"]),
        ("The error falls. It scores 12.5 there.", ["12.5"]),
    ],
)
def test_numbers_have_sign_and_unit_of_their_words(text, scores):
    assert [number.text for number in find_numbers(text)] == scores


@pytest.mark.parametrize("text", ["GPT-4 wins.", "Llama2 and v4.", "Version 2.4.1 is out.", "Twelve of them.", ""])
def test_numbers_in_names_and_versions_are_none(text):
    assert find_numbers(text) == []


@given(st.text(alphabet="0123456789.,-+%\u2013 xab\n\\$", max_size=40))
def test_numbers_are_in_order_and_hold_the_digits_of_their_place(text):
    numbers = find_numbers(text)

    assert all(left.end <= right.start for left, right in pairwise(numbers))
    assert all(digits(number.text) == digits(text[number.start : number.end]) for number in numbers)


def test_digits_are_what_spellings_share():
    assert digits("+3.2%") == digits("3.2 points") == digits("-3.2.") == "3.2"

"""Who is better: what the words between two names say."""

import pytest

from extract.components.comparisons import Comparison, comparison

BEHIND, AHEAD, LEVEL = Comparison.HEAD_BEHIND, Comparison.TAIL_BEHIND, Comparison.LEVEL


@pytest.mark.parametrize(
    ("sentence", "found"),
    [
        ("TWIG is outperformed by Emu.", BEHIND),
        ("Emu is outperformed by TWIG.", AHEAD),
        ("TWIG is inferior to Emu in speed.", BEHIND),
        ("TWIG lags far behind, and it falls short of Emu.", BEHIND),
        ("TWIG is on par with Emu.", LEVEL),
        ("TWIG achieves performance comparable to Emu.", LEVEL),
        ("TWIG matches Emu.", LEVEL),
        ("We compare TWIG with Emu.", LEVEL),
        ("TWIG outperforms Emu.", None),
        ("Compared with Emu, TWIG improves by 3%.", None),
        ("TWIG matches or outperforms Emu.", None),
        ("TWIG beats Yak, which is on par with Dodo, and Emu.", None),
        ("TWIG runs.", None),
    ],
)
def test_words_of_a_comparison(sentence, found):
    assert comparison(sentence, {"TWIG"}, {"Emu"}) is found


def test_the_nearest_mentions_count():
    sentence = "TWIG beats Yak. TWIG is inferior to Emu, but Emu is slow."

    assert comparison(sentence, {"TWIG"}, {"Emu"}) is BEHIND

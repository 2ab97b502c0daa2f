"""Words that deny a claim or make it doubtful: which, and where they must stand."""

import pytest

from extract.components.polarity import denies, hedges
from extract.schema import RelationType

BEATS, BUILT, TRAINED = RelationType.OUTPERFORMS, RelationType.BASED_ON, RelationType.TRAINED_ON


@pytest.mark.parametrize(
    ("relation", "sentence"),
    [
        (BEATS, "TWIG does not outperform Emu."),
        (BEATS, "TWIG didn't beat Emu."),
        (BEATS, "TWIG fails to improve over Emu."),
        (BEATS, "TWIG is no better than Emu."),
        (BEATS, "TWIG yields no significant gain over Emu."),
        (BEATS, "In none of our runs does it beat Emu."),
        (BUILT, "TWIG works without any pre-trained Emu."),
        (BUILT, "TWIG needs no Emu."),
        (TRAINED, "TWIG was learned from scratch, instead of from Emu."),
    ],
)
def test_denials(relation, sentence):
    assert denies(relation, sentence, {"TWIG"}, {"Emu"})


@pytest.mark.parametrize(
    ("relation", "sentence"),
    [
        (BEATS, "TWIG outperforms Emu, which does not scale."),
        (BEATS, "It is not surprising that TWIG outperforms Emu."),
        (BEATS, "Not only TWIG outperforms Emu."),
        (BEATS, "TWIG not only outperforms Emu."),
        (BEATS, "TWIG, which does not need labels, outperforms Emu."),
        (BEATS, "QTWIG does not outperform, but TWIG outperforms Emu."),
        (BUILT, "Instead of Yak, TWIG is based on Emu."),
        (BUILT, "To overcome the lack of data, TWIG builds on Emu."),
        (BUILT, "With no extra cost, TWIG extends Emu."),
        (BUILT, "Without tuning. TWIG uses Emu."),
        (BUILT, "TWIG uses Emu without tuning."),
        (RelationType.EVALUATED_ON, "TWIG does not win on Emu."),
    ],
)
def test_words_elsewhere_deny_nothing(relation, sentence):
    assert not denies(relation, sentence, {"TWIG"}, {"Emu"})


@pytest.mark.parametrize("word", ["may", "could", "might well", "is expected to", "is likely to", "seems to"])
def test_doubts(word):
    assert hedges(BEATS, f"TWIG {word} beat Emu.", {"TWIG"}, {"Emu"})


@pytest.mark.parametrize(
    "sentence",
    ["TWIG beats Emu.", "TWIG can beat Emu.", "In May, mighty TWIG beats Emu.", "TWIG beats Emu, which may help."],
)
def test_no_doubts(sentence):
    assert not hedges(BEATS, sentence, {"TWIG"}, {"Emu"})


def test_how_something_was_done_is_never_doubtful():
    assert not hedges(RelationType.EVALUATED_ON, "TWIG may be measured on Emu.", {"TWIG"}, {"Emu"})


@pytest.mark.parametrize("opening", ["We expect that", "Preliminary results suggest that"])
def test_doubts_at_the_beginning(opening):
    assert hedges(BEATS, f"{opening} TWIG beats Emu.", {"TWIG"}, {"Emu"})


def test_a_long_line_of_dashes_takes_no_time():
    assert not denies(BUILT, "no " + "-" * 4000 + " a" * 9 + " Emu", {"TWIG"}, {"Emu"})

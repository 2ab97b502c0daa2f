"""Mentions of one paper to entities."""

import itertools
import re

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from extract.components import grouping
from extract.components.grouping import Mention, add_long_forms, repeat_mentions
from extract.schema import ENTITY_TYPES, EntityType

METHOD, MODEL, TASK = EntityType.METHOD, EntityType.MODEL, EntityType.TASK


def mentions(text, *strings, kind=METHOD, confidence=0.9):
    """Mark the first occurrence of each string, or the nth for (string, n)."""
    found = []
    for string in strings:
        string, n = string if isinstance(string, tuple) else (string, 0)
        match = list(re.finditer(re.escape(string), text))[n]
        found.append(Mention(match.start(), match.end(), kind, confidence))
    return sorted(found, key=lambda m: m.start)


def group_mentions(text, found):
    """Put mentions together that speak for their type with their confidence."""
    rest = [(1 - m.confidence) / (len(ENTITY_TYPES) - 1) for m in found]
    rows = [[m.confidence if t is m.type else r for t in ENTITY_TYPES] for m, r in zip(found, rest, strict=True)]
    evidence = np.log(np.array(rows, dtype=np.float32).reshape(-1, len(ENTITY_TYPES)).clip(1e-6))
    return grouping.group_mentions(text, found, evidence)


def strings(text, found):
    return [text[m.start : m.end] for m in found]


def test_other_places_of_a_string_become_mentions():
    text = "Wombat beats Wombat-X. Wombats dig; Wombat wins."

    found = repeat_mentions(text, mentions(text, "Wombat", "Wombat-X"))

    assert [(m.start, text[m.start : m.end]) for m in found] == [(0, "Wombat"), (13, "Wombat-X"), (36, "Wombat")]


@pytest.mark.parametrize("inside", ["Emu.5", "Emu-2", "Emu 2", "Emu-Pro", "Emu-large", "Emu+", "R-Emu", "Emus", "xEmu"])
def test_a_part_of_another_name_is_no_mention(inside):
    text = f"Emu and {inside} run."

    assert strings(text, repeat_mentions(text, mentions(text, "Emu"))) == ["Emu"]


@pytest.mark.parametrize("after", [".", ",", "-based", ")", "'s", "/", " 81.5%", " 40%"])
def test_a_name_before_other_signs_is_a_mention(after):
    text = f"Emu and Emu{after} run."

    assert strings(text, repeat_mentions(text, mentions(text, "Emu"))) == ["Emu", "Emu"]


def test_nothing_is_looked_for_where_it_is_closed():
    text = "Emu at https://x.org/Emu now."

    assert repeat_mentions(text, mentions(text, "Emu"), [(7, 24)]) == mentions(text, "Emu")


def test_a_repeated_mention_takes_the_type_of_the_surest():
    text = "Emu or Emu or Emu"
    given_ = [Mention(0, 3, MODEL, 0.6), Mention(7, 10, METHOD, 0.9)]

    assert repeat_mentions(text, given_)[2] == Mention(14, 17, METHOD, 0.9)


@given(st.text("ab -", max_size=40), st.data())
def test_repeating_keeps_what_was_given_and_never_overlaps(text, data):
    words = [m for m in re.finditer(r"\w+", text)]
    chosen = [m for m in words if data.draw(st.booleans())]
    given_ = [Mention(m.start(), m.end(), METHOD, 0.5) for m in chosen]

    found = repeat_mentions(text, given_)

    assert set(given_) <= set(found)
    assert all(a.end <= b.start for a, b in itertools.pairwise(found))
    assert repeat_mentions(text, found) == found


def test_a_long_form_that_was_missed_is_added():
    text = "We present tree walks in graphs (TWIG) for search."

    assert strings(text, add_long_forms(text, mentions(text, "TWIG"))) == ["tree walks in graphs", "TWIG"]


@pytest.mark.parametrize("before", ["", "Yes. ", "A Title\n", "word " * 40])
def test_a_long_form_may_begin_the_text_or_sentence(before):
    text = f"{before}Tree walks in graphs (TWIG) help."

    assert strings(text, add_long_forms(text, mentions(text, "TWIG"))) == ["Tree walks in graphs", "TWIG"]


def test_a_long_form_begins_with_a_word():
    text = "Mattention maps (AM) help."
    found = mentions(text, "AM")

    assert add_long_forms(text, found) == found


def test_a_long_form_takes_the_place_of_its_parts():
    text = "We present tree walks in graphs (TWIG) for search."

    assert strings(text, add_long_forms(text, mentions(text, "TWIG", "graphs"))) == ["tree walks in graphs", "TWIG"]


def test_a_long_form_is_one_in_the_title_too():
    text = "Tree Walks In Graphs for Search\nWe present tree walks in graphs (TWIG) for search."
    found = mentions(text, "TWIG", "Tree Walks", "Graphs", "tree walks in graphs")

    assert strings(text, add_long_forms(text, found)) == ["Tree Walks In Graphs", "tree walks in graphs", "TWIG"]


def test_what_reaches_beyond_a_long_form_stays():
    text = "Fast Tree Walks in Graphs\nWe present tree walks in graphs (TWIG) for search."
    found = mentions(text, "TWIG", "Fast Tree Walks", "tree walks in graphs")

    assert add_long_forms(text, found) == found


@pytest.mark.parametrize(
    ("title", "number"),
    [("TrWaG: Tree Walks in Graphs", 1), ("On TrWaG: Tree Walks in Graphs", 2), ("TrWaG: Leaves", 2)],
)
def test_what_the_title_spells_out_after_its_colon_is_one_entity(title, number):
    text = f"{title}\nTrees."

    assert len(group_mentions(text, mentions(text, "TrWaG", title.partition(": ")[2]))) == number


def test_a_longer_mention_stays():
    text = "We present fast tree walks in graphs (TWIG) for search."
    found = mentions(text, "TWIG", "fast tree walks in graphs")

    assert add_long_forms(text, found) == found


def test_a_parenthesis_without_long_form_adds_nothing():
    text = "The benchmark we use (TWIG) is old."
    found = mentions(text, "TWIG")

    assert add_long_forms(text, found) == found


def test_abbreviation_and_long_form_are_one_entity_named_by_the_abbreviation():
    text = "Tree walks in graphs (TWIG) help. TWIG wins; tree walk in graphs too."
    found = mentions(text, "Tree walks in graphs", "TWIG", ("TWIG", 1))

    (group,) = group_mentions(text, found)

    assert group.name == "TWIG"
    assert strings(text, group.mentions) == ["Tree walks in graphs", "TWIG", "TWIG"]


def test_an_abbreviation_before_its_long_form():
    text = "TWIG (tree walks in graphs) helps."

    assert len(group_mentions(text, mentions(text, "TWIG", "tree walks in graphs"))) == 1


def test_names_in_parentheses_that_abbreviate_nothing_stay_apart():
    text = "Two models, Quokka (Emu)."

    assert len(group_mentions(text, mentions(text, "Quokka", "Emu"))) == 2


@pytest.mark.parametrize(("first", "second", "number"), [("Emu 2", "Emu-2", 1), ("Emu 2", "Emu 3", 2)])
def test_versions(first, second, number):
    text = f"Both {first} and {second}."

    assert len(group_mentions(text, mentions(text, first, second))) == number


def test_the_type_is_voted_by_confidence():
    text = "Emu, Emu, Emu"
    found = [Mention(0, 3, MODEL, 0.4), Mention(5, 8, MODEL, 0.4), Mention(10, 13, TASK, 0.7)]

    (group,) = group_mentions(text, found)

    assert group.type is MODEL
    assert group.confidence == 0.7


def test_the_spelling_of_the_abstract_comes_before_that_of_the_title():
    text = "Fast Tree Search\nWe study fast tree search."

    (group,) = group_mentions(text, mentions(text, "Fast Tree Search", "fast tree search"))

    assert group.name == "fast tree search"


def grouped(*names):
    """Return the number of entities that names, each in a sentence of its own, are put together into."""
    text = " ".join(f"We see {name} here." for name in names)
    spans, at = [], 0
    for name in names:
        at = text.index(name, at)
        spans.append(Mention(at, at + len(name), METHOD, 0.9))
        at += len(name)
    return len(group_mentions(text, spans))


@pytest.mark.parametrize(
    "names",
    [
        ("Wombat Burrow Mapping", "WBM"),
        ("Mapping of the Wombat", "MOTW"),
        ("Quick Burrow (QB) search", "QB search"),
        ("burrow detection", "detecting burrows"),
        ("detection of burrows", "burrow detection"),
        ("Burrow Detection", "burrow detections"),
    ],
)
def test_names_that_a_paper_writes_in_two_ways_are_one(names):
    assert grouped(*names) == 1
    assert grouped(*reversed(names)) == 1


@pytest.mark.parametrize(
    "names",
    [
        ("Wombat Burrow Mapping", "Wallaby Bush Mapping", "WBM"),
        ("burrow location", "BL"),
        ("burrow-to-bush", "bush-to-burrow"),
        ("burrow model", "burrow modelling"),
        ("burrow optimizer", "burrow optimization"),
        ("Burrow Net", "Burrow Net++"),
        ("Quick Burrow (QB) search", "QB mapping"),
        ("fast burrow detection", "burrow detection"),
        ("Emu2-7B", "Emu-27B"),
        ("Emu-3 4B", "Emu 34B"),
        ("generating text from images", "text-to-image generation"),
        ("Burrow to bush translation", "translating bush to burrow"),
        ("burrowing models", "model burrowing"),
        ("Generation Enhances Burrowing", "Burrowing Enhances Generation"),
        ("burrower identification", "burrowing identification"),
    ],
)
def test_names_that_only_resemble_each_other_stay_apart(names):
    assert grouped(*names) == len(names)


def test_an_abbreviation_is_spelt_out_inside_of_names():
    text = "Quick Burrow Search (QBS) is here. Lazy QBS and lazy quick burrow search are one."

    groups = group_mentions(text, mentions(text, "Quick Burrow Search", "QBS", "Lazy QBS", "lazy quick burrow search"))

    assert [[text[m.start : m.end] for m in group.mentions] for group in groups] == [
        ["Quick Burrow Search", "QBS"],
        ["Lazy QBS", "lazy quick burrow search"],
    ]


def test_an_abbreviation_of_the_last_words_is_not_the_whole():
    text = "We use lazy quick burrowing (QB). Then QB ends. We like quick burrowing."

    groups = group_mentions(text, mentions(text, "lazy quick burrowing", "QB", ("QB", 1), ("quick burrowing", 1)))

    assert [[text[m.start : m.end] for m in group.mentions] for group in groups] == [
        ["lazy quick burrowing"],
        ["QB", "QB"],
        ["quick burrowing"],
    ]


def test_words_that_happen_to_hold_the_letters_are_no_long_form():
    text = "We use several of the most widely used approaches (SHAP)."

    assert strings(text, add_long_forms(text, mentions(text, "SHAP"))) == ["SHAP"]


def test_an_abbreviation_far_from_its_long_form_names_the_entity():
    text = "On Wombat Burrow Mapping. Here WBM is used."

    (group,) = group_mentions(text, mentions(text, "Wombat Burrow Mapping", "WBM"))

    assert group.name == "WBM"

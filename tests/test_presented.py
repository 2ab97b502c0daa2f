"""Names that a paper presents."""

import pytest

from extract.components.presented import is_presented


def presented(title, abstract, name):
    text = f"{title}\n{abstract}"
    start = text.rindex(name)
    return is_presented(text, len(title), [(start, start + len(name))])


@pytest.mark.parametrize(
    ("abstract", "name"),
    [
        ("We introduce FernNet for leaves.", "FernNet"),
        ("Leaves fall. Here we propose a slow but sure hopper, dubbed Quokka-2, for trees.", "Quokka-2"),
        ("We release LeafBench and FernSet.", "FernSet"),
        ("This paper presents Gradient Hopping.", "Gradient Hopping"),
    ],
)
def test_after_a_verb_of_presenting(abstract, name):
    assert presented("On leaves", abstract, name)


@pytest.mark.parametrize(
    ("title", "abstract", "name"),
    [
        ("On leaves", "We compare with FernNet.", "FernNet"),
        ("On leaves", "We propose hopping.", "hopping"),
        ("On leaves", "We introduce a hopper. FernNet is older.", "FernNet"),
        ("On leaves", f"We introduce a hopper {'that hops ' * 9}unlike FernNet.", "FernNet"),
        ("We introduce FernNet", "Leaves fall.", "FernNet"),
        ("On trees: FernNet", "Leaves fall.", "FernNet"),
    ],
)
def test_nowhere_else(title, abstract, name):
    assert not presented(title, abstract, name)


def test_before_the_colon_of_the_title():
    title = "FernNet: leaves"

    assert is_presented(f"{title}\nLeaves fall.", len(title), [(0, 7)])
    assert not is_presented("FernNet: leaves fall.", 0, [(0, 7)])
    assert not is_presented("leaves: a view\nLeaves fall.", 14, [(0, 6)])


@pytest.mark.parametrize(
    "abstract",
    [
        "In terms of accuracy on FernNet, leaves win.",
        "It is built on FernNet.",
        "We study the design of FernNet.",
        "Hopping was proposed by FernNet.",
        "Old trees, namely FernNet, fall.",
    ],
)
def test_words_that_only_look_like_presenting(abstract):
    assert not presented("On leaves", abstract, "FernNet")

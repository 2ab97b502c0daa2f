"""Tags and mentions: encoding and decoding are inverse, and the best sequence is the best admissible one."""

import itertools

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from extract.components.tags import TAGS, best_tags, decode_tags, decode_values, encode_tags, type_scores
from extract.schema import ENTITY_TYPES, EntityType


@st.composite
def mentions(draw):
    n_words = draw(st.integers(0, 30))
    cuts = sorted(draw(st.sets(st.integers(0, n_words), max_size=10)))
    spans = [(a, b - 1) for a, b in itertools.pairwise(cuts)]
    chosen = [span for span in spans if draw(st.booleans())]
    free = set(range(n_words)) - {word for first, last in chosen for word in range(first, last + 1)}
    values = sorted(draw(st.sets(st.sampled_from(sorted(free))))) if free else []
    return n_words, [(*span, draw(st.sampled_from(ENTITY_TYPES))) for span in chosen], values


@given(mentions())
def test_decoding_gives_back_what_was_encoded(case):
    tags = encode_tags(*case)

    assert (len(tags), decode_tags(tags), decode_values(tags)) == case


@given(mentions())
def test_the_best_sequence_of_one_hot_scores_is_that_sequence(case):
    tags = encode_tags(*case)
    scores = np.eye(len(TAGS), dtype=np.float32)[tags]

    assert best_tags(scores).tolist() == tags.tolist()


def _admissible(sequence):
    opened = None
    for index in sequence:
        part, _, kind = TAGS[index].partition("-")
        if (opened is None) != (part in "OBS") or (opened is not None and kind != opened):
            return False
        opened = kind if part in "BI" else None
    return opened is None


@pytest.mark.parametrize("seed", range(5))
def test_the_best_sequence_is_the_best_of_all_admissible_ones(seed):
    scores = np.random.default_rng(seed).normal(size=(3, len(TAGS))).astype(np.float32)
    admissible = filter(_admissible, itertools.product(range(len(TAGS)), repeat=3))
    expected = max(admissible, key=lambda s: sum(scores[i, tag] for i, tag in enumerate(s)))

    assert best_tags(scores).tolist() == list(expected)


def test_no_words_give_no_tags():
    assert best_tags(np.zeros((0, len(TAGS)), np.float32)).tolist() == []


def test_the_first_tag_is_outside():
    assert TAGS[0] == "O"
    assert len(TAGS) == 1 + 4 * len(EntityType) + 1


@pytest.mark.parametrize("n_words", [1, 2, 4])
def test_the_score_of_a_type_is_that_of_its_tags(n_words):
    scores = np.random.default_rng(0).normal(size=(n_words, len(TAGS))).astype(np.float32)
    expected = [
        scores[np.arange(n_words), encode_tags(n_words, [(0, n_words - 1, kind)])].sum() for kind in ENTITY_TYPES
    ]

    assert type_scores(scores).tolist() == pytest.approx(expected, rel=1e-5)

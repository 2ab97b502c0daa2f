"""BIOES tags over words, and the best admissible sequence of them."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from ..schema import ENTITY_TYPES, EntityType

VALUE_TAG = "S-Value"
"""Of the word in which a reported score begins."""

TAGS: tuple[str, ...] = ("O", *(f"{part}-{kind.value}" for kind in ENTITY_TYPES for part in "BIES"), VALUE_TAG)
"""Outside; for each type the beginning, inside and end of a mention and a mention of a single word; a score."""

_TAG_INDEX = {tag: i for i, tag in enumerate(TAGS)}
_TYPE_TAGS = np.array([[_TAG_INDEX[f"{part}-{kind.value}"] for part in "BIES"] for kind in ENTITY_TYPES])
_FORBIDDEN = -1e9


def _transitions() -> npt.NDArray[np.float32]:
    allowed = np.full((len(TAGS), len(TAGS)), _FORBIDDEN, dtype=np.float32)
    for i, left in enumerate(TAGS):
        for j, right in enumerate(TAGS):
            closed = left[0] in "OES" and right[0] in "OBS"
            open_ = left[0] in "BI" and right[0] in "IE" and left[2:] == right[2:]
            if closed or open_:
                allowed[i, j] = 0.0
    return allowed


_TRANSITIONS = _transitions()
_FIRST = np.array([0.0 if tag[0] in "OBS" else _FORBIDDEN for tag in TAGS], dtype=np.float32)
_LAST = np.array([0.0 if tag[0] in "OES" else _FORBIDDEN for tag in TAGS], dtype=np.float32)


def encode_tags(
    n_words: int, mentions: Sequence[tuple[int, int, EntityType]], values: Sequence[int] = ()
) -> npt.NDArray[np.int64]:
    """Return the tag indices of a text with these mentions.

    Parameters
    ----------
    n_words
        Number of words.
    mentions
        (first word, last word, type), both ends included, not overlapping.
    values
        Words, outside of mentions, in which a reported score begins.

    Returns
    -------
    numpy.ndarray
        Shape (n_words,), int64, indices into :data:`TAGS`.
    """
    tags = np.zeros(n_words, dtype=np.int64)
    tags[list(values)] = _TAG_INDEX[VALUE_TAG]
    for first, last, kind in mentions:
        if first == last:
            tags[first] = _TAG_INDEX[f"S-{kind.value}"]
            continue
        tags[first] = _TAG_INDEX[f"B-{kind.value}"]
        tags[first + 1 : last] = _TAG_INDEX[f"I-{kind.value}"]
        tags[last] = _TAG_INDEX[f"E-{kind.value}"]
    return tags


def best_tags(scores: npt.NDArray[np.float32]) -> npt.NDArray[np.int64]:
    """Return the admissible tag sequence of the highest total score (Viterbi).

    Parameters
    ----------
    scores
        Shape (n_words, n_tags), float32: log-probabilities or logits. Ties go to the lower tag index.

    Returns
    -------
    numpy.ndarray
        Shape (n_words,), int64.
    """
    n_words = len(scores)
    if n_words == 0:
        return np.zeros(0, dtype=np.int64)
    back = np.zeros((n_words, len(TAGS)), dtype=np.int64)
    total = _FIRST + scores[0]
    for i in range(1, n_words):
        paths = total[:, None] + _TRANSITIONS
        back[i] = paths.argmax(axis=0)
        total = paths.max(axis=0) + scores[i]
    tags = np.zeros(n_words, dtype=np.int64)
    tags[-1] = (total + _LAST).argmax()
    for i in range(n_words - 1, 0, -1):
        tags[i - 1] = back[i, tags[i]]
    return tags


def decode_tags(tags: npt.NDArray[np.int64]) -> list[tuple[int, int, EntityType]]:
    """Return the mentions of an admissible tag sequence, in order: (first word, last word, type), ends included.

    Examples
    --------
    >>> decode_tags(encode_tags(4, [(1, 2, EntityType.MODEL)]))
    [(1, 2, <EntityType.MODEL: 'Model'>)]
    """
    mentions: list[tuple[int, int, EntityType]] = []
    first = 0
    for i, index in enumerate(tags):
        tag = TAGS[index]
        if tag[0] in "BS":
            first = i
        if tag[0] in "ES" and tag != VALUE_TAG:
            mentions.append((first, i, EntityType(tag[2:])))
    return mentions


def decode_values(tags: npt.NDArray[np.int64]) -> list[int]:
    """Return the words in which a reported score begins, in order."""
    return [int(word) for word in np.flatnonzero(tags == _TAG_INDEX[VALUE_TAG])]


def type_scores(scores: npt.NDArray[np.float32]) -> npt.NDArray[np.float32]:
    """Return for each type the score of the path on which these words are one mention of it.

    Parameters
    ----------
    scores
        Shape (n_words, n_tags), float32: log-probabilities or logits; at least one word.

    Returns
    -------
    numpy.ndarray
        Shape (n_types,), float32.
    """
    inside = [1] * (len(scores) - 2)
    parts = [3] if len(scores) == 1 else [0, *inside, 2]
    total: npt.NDArray[np.float32] = scores[np.arange(len(scores)), _TYPE_TAGS[:, parts]].sum(axis=1)
    return total

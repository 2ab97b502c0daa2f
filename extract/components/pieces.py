"""A Doc as the encoder sees it: word pieces, casing features, windows of bounded length.

The encoder is uncased; what upper case, digits and punctuation say of a word goes in as features beside the pieces.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from spacy.tokens import Doc, Token
from tokenizers import Tokenizer

from ..errors import ModelError

N_FEATURES = 8
"""Casing features of a word piece."""

MAX_PIECES = 512
"""The longest window that the encoder has position embeddings for, the two special pieces included."""

_FIRST_PIECES = "abstractgraph_first_pieces"


@dataclass(frozen=True, slots=True)
class Window:
    """What the encoder reads at once.

    Parameters
    ----------
    ids
        Shape (n_pieces,), int64: word piece ids, special pieces at both ends.
    features
        Shape (n_pieces, N_FEATURES), float32; zero for the special pieces.
    """

    ids: npt.NDArray[np.int64]
    features: npt.NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Words:
    """The words of a Doc: its tokens that are not white space.

    Parameters
    ----------
    tokens
        Shape (n_words,), int64: index in the Doc of each word.
    first
        Shape (n_words,), int64: index of each word's first piece, counted over all windows in order.
    sentences
        Shape (n_words,), int64: number of the sentence that each word is in, from 0.
    """

    tokens: npt.NDArray[np.int64]
    first: npt.NDArray[np.int64]
    sentences: npt.NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Pieces:
    """A Doc as the encoder sees it.

    Parameters
    ----------
    windows
        In order of the text. Nearly every abstract fits in one; a longer one is cut between sentences.
    words
        Where the words are in the Doc and in the windows.
    """

    windows: tuple[Window, ...]
    words: Words


def casing(token: Token) -> tuple[float, ...]:
    """Return the casing features of a word: N_FEATURES numbers, each 0.0 or 1.0."""
    text = token.text
    return (
        float(text.isupper()),
        float(text[:1].isupper()),
        float(text.islower()),
        float(any(c.isdigit() for c in text)),
        float(text.isdigit()),
        float(any(c.isupper() for c in text[1:])),
        float(text.isupper() and len(text) > 1),
        float(not text.isalnum()),
    )


def make_pieces(doc: Doc, tokenizer: Tokenizer) -> Pieces:
    """Cut a Doc, with sentences marked, into word pieces.

    Parameters
    ----------
    doc
        The paper; ``token.is_sent_start`` is set.
    tokenizer
        The encoder's WordPiece tokenizer.
    """
    tokens = _words(doc)
    encoding = tokenizer.encode([t.text for t in tokens], is_pretokenized=True, add_special_tokens=False)
    by_word: list[list[int]] = [[] for _ in tokens]
    for piece, word in zip(encoding.ids, encoding.word_ids, strict=True):
        if word is not None:
            by_word[word].append(piece)
    unknown, *ends = (_special(tokenizer, name) for name in ("[UNK]", "[CLS]", "[SEP]"))
    # A word of characters unknown to the tokenizer may give no piece at all.
    by_word = [pieces[: MAX_PIECES - 2] or [unknown] for pieces in by_word]
    windows: list[Window] = []
    first = np.zeros(len(tokens), dtype=np.int64)
    sentences = _sentence_numbers(tokens)
    offset = 0
    for begin, end in _window_bounds([len(p) for p in by_word], sentences):
        window, positions = _window(tokens[begin:end], by_word[begin:end], ends)
        windows.append(window)
        first[begin:end] = offset + positions
        offset += len(window.ids)
    return Pieces(tuple(windows), Words(_indices(tokens), first, sentences))


def keep_words(doc: Doc, words: Words) -> None:
    """Keep on the Doc where its words are in the windows, for components that come later."""
    doc.user_data[_FIRST_PIECES] = words.first.tolist()


def kept_words(doc: Doc) -> Words:
    """Return what :func:`keep_words` kept."""
    tokens = _words(doc)
    return Words(_indices(tokens), np.array(doc.user_data[_FIRST_PIECES], dtype=np.int64), _sentence_numbers(tokens))


def _special(tokenizer: Tokenizer, name: str) -> int:
    piece = tokenizer.token_to_id(name)
    if piece is None:
        raise ModelError(f"the model's tokenizer has no {name}; it is not one of this program")
    return piece


def _words(doc: Doc) -> list[Token]:
    return [token for token in doc if not token.is_space]


def _indices(tokens: list[Token]) -> npt.NDArray[np.int64]:
    return np.array([token.i for token in tokens], dtype=np.int64)


def _sentence_numbers(tokens: list[Token]) -> npt.NDArray[np.int64]:
    starts = np.array([bool(token.is_sent_start) for token in tokens], dtype=np.int64)
    numbers: npt.NDArray[np.int64] = np.maximum(starts.cumsum() - 1, 0)
    return numbers


def _window_bounds(lengths: list[int], sentences: npt.NDArray[np.int64]) -> list[tuple[int, int]]:
    """Return (begin, end) word indices of windows that fit, cut before a sentence where one begins in the window."""
    bounds: list[tuple[int, int]] = []
    begin = size = 0
    for i, length in enumerate(lengths):
        if size + length > MAX_PIECES - 2:
            cut = i
            while cut > begin and sentences[cut] == sentences[cut - 1]:
                cut -= 1
            cut = cut if cut > begin else i
            bounds.append((begin, cut))
            begin, size = cut, sum(lengths[cut:i])
        size += length
    if begin < len(lengths):
        bounds.append((begin, len(lengths)))
    return bounds


def _window(words: list[Token], by_word: list[list[int]], ends: Sequence[int]) -> tuple[Window, npt.NDArray[np.int64]]:
    counts = np.array([len(p) for p in by_word], dtype=np.int64)
    ids = np.array([ends[0], *(p for pieces in by_word for p in pieces), ends[1]], dtype=np.int64)
    features = np.zeros((len(ids), N_FEATURES), dtype=np.float32)
    features[1:-1] = np.repeat(np.array([casing(w) for w in words], dtype=np.float32), counts, axis=0)
    return Window(ids, features), 1 + counts.cumsum() - counts

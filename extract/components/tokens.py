"""The tokenizer: words, single punctuation characters and runs of white space.

Finer than spaCy's English tokenizer on purpose: in ``GPT-4-based`` the name ``GPT-4`` must end at a token boundary.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

from spacy.language import Language
from spacy.tokens import Doc
from spacy.vocab import Vocab

_TOKEN = re.compile(r"\w+|[^\w\s]|\s+")


def split_tokens(text: str) -> tuple[list[str], list[bool]]:
    """Split a text into tokens, and tell for each whether one space follows it.

    Parameters
    ----------
    text
        Any text.

    Returns
    -------
    words
        The tokens in order. White space other than a single space after a word is a token by itself.
    spaces
        As long as `words`. ``"".join(w + " " * s for w, s in zip(words, spaces))`` is `text` again.

    Examples
    --------
    >>> split_tokens("GPT-4 wins.")[0]
    ['GPT', '-', '4', 'wins', '.']
    """
    words: list[str] = []
    spaces: list[bool] = []
    for token in _TOKEN.findall(text):
        if not token.isspace():
            words.append(token)
            spaces.append(False)
            continue
        rest = token
        if token[0] == " " and words and not spaces[-1]:
            spaces[-1] = True
            rest = token[1:]
        if rest:
            words.append(rest)
            spaces.append(False)
    return words, spaces


class WordTokenizer:
    """spaCy tokenizer over :func:`split_tokens`; has no state of its own.

    Parameters
    ----------
    vocab
        The pipeline's vocabulary.
    """

    def __init__(self, vocab: Vocab) -> None:
        self.vocab = vocab

    def __call__(self, text: str) -> Doc:
        """Return the text as a Doc; ``doc.text == text``."""
        words, spaces = split_tokens(text)
        return Doc(self.vocab, words=words, spaces=spaces)

    def to_bytes(self, **kwargs: Any) -> bytes:
        """Return nothing: there is no state."""
        return b""

    def from_bytes(self, data: bytes, **kwargs: Any) -> WordTokenizer:
        """Return itself: there is no state."""
        return self

    def to_disk(self, path: str | Path, **kwargs: Any) -> None:
        """Write nothing: there is no state."""

    def from_disk(self, path: str | Path, **kwargs: Any) -> WordTokenizer:
        """Return itself: there is no state."""
        return self


def make_word_tokenizer() -> Callable[[Language], WordTokenizer]:
    """Return what spaCy's configuration calls to make the tokenizer."""

    def create(nlp: Language) -> WordTokenizer:
        return WordTokenizer(nlp.vocab)

    return create

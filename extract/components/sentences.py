"""Sentences of a title and an abstract.

Not spaCy's ``sentencizer``: abstracts are full of ``e.g.``, ``et al.`` and ``vs.``, and of sentences that begin with a
lower-case name (``vLLM serves ...``). The title is a sentence by itself.
"""

from __future__ import annotations

from spacy.language import Language
from spacy.tokens import Doc

from .document import title_length

_ENDS = frozenset(".?!")
_CLOSING = frozenset("\"')]}\u201d\u2019\u00bb")
_ABBREVIATIONS = frozenset(
    {"al", "approx", "ca", "cf", "dr", "eg", "eq", "eqs", "etc", "fig", "figs", "ie", "mr", "mrs", "ms", "no", "nos"}
    | {"prof", "ref", "refs", "resp", "sec", "tab", "viz", "vol", "vs"}
)


def _ends_sentence(doc: Doc, i: int) -> bool:
    """Tell whether the full stop, question or exclamation mark at token `i` ends a sentence."""
    if i == 0 or doc[i].text != ".":
        return True
    word = doc[i - 1]
    if word.whitespace_ or word.is_space:
        return True
    if len(word) == 1 and word.is_alpha:
        # An initial (J. Smith), or the last letter of e.g., i.e., w.r.t.; but not that of a name (GPT-J).
        return i > 1 and doc[i - 2].text == "-" and not doc[i - 2].whitespace_
    return word.lower_ not in _ABBREVIATIONS


class SentenceSplitter:
    """Marks the first token of each sentence; ``etc.`` and the like never end one."""

    def __call__(self, doc: Doc) -> Doc:
        """Set ``token.is_sent_start`` of all tokens."""
        title_end = title_length(doc)
        starts_next = True
        in_title = title_end > 0
        for i, token in enumerate(doc):
            if in_title and token.idx >= title_end and not token.is_space:
                starts_next, in_title = True, False
            token.is_sent_start = starts_next and not token.is_space
            if token.is_sent_start:
                starts_next = False
            spaced = bool(token.whitespace_) or (i + 1 < len(doc) and doc[i + 1].is_space)
            if not in_title and spaced and self._closes(doc, i):
                starts_next = True
        return doc

    @staticmethod
    def _closes(doc: Doc, i: int) -> bool:
        while i > 0 and doc[i].text in _CLOSING and not doc[i - 1].whitespace_:
            i -= 1
        return doc[i].text in _ENDS and _ends_sentence(doc, i)


@Language.factory("abstractgraph_sentences", assigns=["token.is_sent_start"])
def make_sentences(nlp: Language, name: str) -> SentenceSplitter:
    """Make the component."""
    return SentenceSplitter()

"""The sentence that supports a claim: among those that name both ends, one with a word that speaks of such a claim."""

from __future__ import annotations

import re
from bisect import bisect_right
from itertools import pairwise

from spacy.tokens import Doc
from spacy.tokens import Span as DocSpan

from ..records import Entity, Span
from ..schema import RelationType
from .document import position, span_of


def _cue(words: str) -> re.Pattern[str]:
    return re.compile(rf"\b(?:{words})", re.IGNORECASE)


CUES: dict[RelationType, re.Pattern[str]] = {
    RelationType.INTRODUCES: _cue(
        "propos|introduc|present|releas|develop|design|contribut|construct|creat|build|built|curat|novel|new"
    ),
    RelationType.OUTPERFORMS: _cue(
        r"outperform|surpass|exceed|beat|better|superior|improv|higher|lower|faster|fewer|gain|wins?\b|best|than\b"
    ),
    RelationType.COMPARED_WITH: _cue("compar|versus|vs|against|match|on par|similar|competitive|rival|baseline"),
    RelationType.EVALUATED_ON: _cue("evaluat|experiment|test|benchmark|measur|achiev|result"),
    RelationType.TRAINED_ON: _cue("train|pre-?train|fine-?tun|learn"),
    RelationType.VARIANT_OF: _cue("variant|version|extension|extend|generali[sz]|special case|kind of|type of|such as"),
    RelationType.BASED_ON: _cue(r"based|build|built|using|uses?\b|leverag|deriv"),
    RelationType.MEASURED_BY: _cue("measur|metric|score|in terms of|achiev|improv"),
}
"""What a sentence that makes such a claim is likely to hold; the other relations have no words of their own."""


class Sentences:
    """The sentences of a paper, found once for all its claims.

    Parameters
    ----------
    doc
        The paper, with sentences marked.
    """

    def __init__(self, doc: Doc) -> None:
        # A Doc puts its text together each time that it is asked for it.
        self.doc, self.text = doc, doc.text
        self._starts = [token.idx for token in doc if token.is_sent_start] or [0]
        self._spans: dict[int, Span] = {}

    @property
    def bounds(self) -> list[tuple[int, int]]:
        """Character offsets (start, end) of the sentences, in order."""
        return list(pairwise([*self._starts, len(self.text)]))

    def around(self, token: int) -> Span:
        """Return the sentence that holds a token of the Doc, without white space at its ends."""
        return self._span(self._number(self.doc[token].idx))

    def name_both(self, head: Entity, tail: Entity) -> bool:
        """Tell whether a sentence names both."""
        return not self._naming(head).isdisjoint(self._naming(tail))

    def names(self, entity: Entity, token: int) -> bool:
        """Tell whether the sentence of a token names an entity."""
        return self._number(self.doc[token].idx) in self._naming(entity)

    def evidence(self, relation: RelationType, head: Entity | None, tail: Entity) -> Span:
        """Return the sentence that supports a claim.

        Sentences that name both ends come first, and among them those with a cue of the relation, of the abstract
        before the title, in order of the text. If none names both, it is the later of the two nearest sentences that
        name one end each; among equals that of the tail, which looks back at the head ("It is evaluated on ...").

        Parameters
        ----------
        relation
            What is claimed.
        head, tail
            The ends; no `head` for the paper itself, which every sentence is about.
        """
        heads, tails = self._naming(tail if head is None else head), self._naming(tail)
        spans = [self._span(number) for number in sorted(heads & tails)]
        if not spans:
            _, _, number = min((abs(h - t), h > t, max(h, t)) for h in heads for t in tails)
            return self._span(number)
        cue = CUES.get(relation)
        return min(spans, key=lambda s: (s.field == "title", cue is not None and cue.search(s.text) is None))

    def _number(self, character: int) -> int:
        return max(bisect_right(self._starts, character) - 1, 0)

    def _naming(self, entity: Entity) -> set[int]:
        return {self._number(position(self.doc, mention)[0]) for mention in entity.mentions}

    def _span(self, number: int) -> Span:
        if number not in self._spans:
            start = self._starts[number]
            text = self.text[start : (*self._starts, None)[number + 1]]
            start += len(text) - len(text.lstrip())
            self._spans[number] = span_of(self.doc, start, start + len(text.strip()))
        return self._spans[number]


def tokens_of(doc: Doc, mention: Span) -> DocSpan:
    """Return the tokens of a mention."""
    span = doc.char_span(*position(doc, mention), alignment_mode="expand")
    assert span is not None
    return span

"""Gold records as the network trains on them: tags for the words, nodes and what is claimed of them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np
import numpy.typing as npt
from spacy.language import Language
from spacy.tokens import Doc
from tokenizers import Tokenizer

from ..components.document import make_doc, position
from ..components.pairs import RESULT_LINKS
from ..components.pieces import Pieces, make_pieces
from ..components.tags import encode_tags
from ..components.values import digits, find_numbers
from ..records import AnnotatedAbstract, Result
from ..schema import PAIR_RELATIONS, PAPER, SYMMETRIC_RELATIONS, EntityType, RelationType

Words = tuple[int, int]
"""First and last word of a mention."""


@dataclass(frozen=True, slots=True)
class Node:
    """An entity or, with no type, a score.

    Parameters
    ----------
    type
        None for a score.
    mentions
        In order of the text.
    introduced
        Whether the paper introduces it.
    """

    type: EntityType | None
    mentions: tuple[Words, ...]
    introduced: bool = False


@dataclass(frozen=True, slots=True)
class Claim:
    """What holds of an ordered pair of nodes.

    Parameters
    ----------
    head, tail
        Indices of nodes.
    output
        Index of the pair head's output: a relation or a link of a score.
    negated, hedged
        Of relations; never of links.
    """

    head: int
    tail: int
    output: int
    negated: bool = False
    hedged: bool = False


@dataclass(frozen=True, slots=True)
class Instance:
    """One gold paper.

    Parameters
    ----------
    pieces
        The text.
    tags
        Shape (n_words,), int64.
    nodes
        The entities, in the order of the record, then the scores.
    claims
        What is said of them.
    """

    pieces: Pieces
    tags: npt.NDArray[np.int64]
    nodes: tuple[Node, ...]
    claims: tuple[Claim, ...]


def make_instance(nlp: Language, tokenizer: Tokenizer, gold: AnnotatedAbstract) -> Instance:
    """Return a gold paper as arrays.

    Parameters
    ----------
    nlp
        A pipeline that marks sentences.
    tokenizer
        The encoder's tokenizer.
    gold
        The paper. A mention that does not begin and end at word boundaries is left out, and so is a score whose number
        the text does not hold.
    """
    doc = nlp(make_doc(nlp, gold.paper))
    pieces = make_pieces(doc, tokenizer)
    found = _Found()
    _add_entities(found, doc, pieces, gold)
    _add_relations(found, gold)
    taken = {word for node in found.nodes for first, last in node.mentions for word in range(first, last + 1)}
    _add_scores(found, doc, pieces, gold, taken)
    mentions = [(*span, node.type) for node in found.nodes for span in node.mentions if node.type is not None]
    values = [node.mentions[0][0] for node in found.nodes if node.type is None]
    tags = encode_tags(len(pieces.words.tokens), mentions, values)
    return Instance(pieces, tags, tuple(found.nodes), tuple(found.claims))


@dataclass(slots=True)
class _Found:
    nodes: list[Node] = field(default_factory=list)
    claims: list[Claim] = field(default_factory=list)
    index: dict[str, int] = field(default_factory=dict)


def _add_entities(found: _Found, doc: Doc, pieces: Pieces, gold: AnnotatedAbstract) -> None:
    begins = {doc[int(t)].idx: w for w, t in enumerate(pieces.words.tokens)}
    ends = {doc[int(t)].idx + len(doc[int(t)]): w for w, t in enumerate(pieces.words.tokens)}
    introduced = {r.tail for r in gold.relations if r.head == PAPER and r.polarity == "asserted" and not r.hedged}
    for entity in gold.entities:
        places = [position(doc, mention) for mention in entity.mentions]
        spans = tuple((begins[start], ends[end]) for start, end in places if start in begins and end in ends)
        if spans:
            found.index[entity.id] = len(found.nodes)
            found.nodes.append(Node(entity.type, spans, entity.id in introduced))


def _add_relations(found: _Found, gold: AnnotatedAbstract) -> None:
    for relation in gold.relations:
        if relation.type is RelationType.INTRODUCES or not {relation.head, relation.tail} <= found.index.keys():
            continue
        head, tail = found.index[relation.head], found.index[relation.tail]
        both = relation.type in SYMMETRIC_RELATIONS
        output = PAIR_RELATIONS.index(relation.type)
        for pair in ((head, tail), (tail, head)) if both else ((head, tail),):
            found.claims.append(Claim(*pair, output, relation.polarity == "negated", relation.hedged))


def _add_scores(found: _Found, doc: Doc, pieces: Pieces, gold: AnnotatedAbstract, taken: set[int]) -> None:
    word_at = {doc[int(t)].idx: w for w, t in enumerate(pieces.words.tokens)}
    numbers = [(word_at[n.start], n) for n in find_numbers(doc.text) if word_at.get(n.start, -1) not in {-1, *taken}]
    of_word: dict[int, int] = {}
    links = set()
    for result in gold.results:
        places = [word for word, number in numbers if digits(number.text) == digits(result.value)]
        if not places or result.of not in found.index:
            continue
        word = min(places, key=lambda w: _distance(w, _ends(found, result)))
        if word not in of_word:
            of_word[word] = len(found.nodes)
            found.nodes.append(Node(None, ((word, word),)))
        for link, entity in enumerate((result.of, result.on, result.metric), start=len(PAIR_RELATIONS)):
            if entity in found.index:
                links.add(Claim(of_word[word], found.index[entity], link))
    found.claims += sorted(links, key=lambda c: (c.head, c.tail, c.output))


def _ends(found: _Found, result: Result) -> list[Words]:
    return [
        span
        for entity in (getattr(result, link) for link in RESULT_LINKS)
        if entity in found.index
        for span in found.nodes[found.index[entity]].mentions
    ]


def _distance(word: int, spans: Sequence[Words]) -> int:
    return min(max(first - word, word - last, 0) for first, last in spans)

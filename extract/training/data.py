"""Gold records as arrays: tags for the words, relations for the pairs."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from spacy.language import Language
from tokenizers import Tokenizer

from ..components.document import make_doc, position
from ..components.pairs import PairInputs, make_pair_inputs
from ..components.pieces import Pieces, make_pieces
from ..components.tags import encode_tags
from ..records import AnnotatedAbstract
from ..schema import PAIR_RELATIONS, PAPER, SYMMETRIC_RELATIONS, EntityType, RelationType


@dataclass(frozen=True, slots=True)
class Instance:
    """One gold paper as the network trains on it.

    Parameters
    ----------
    pieces
        The text.
    tags
        Shape (n_words,), int64.
    pairs
        The entities and their pairs.
    relations
        Shape (n_pairs, n_relations), float32: 1.0 where the relation holds.
    introduced
        Shape (n_entities,), float32: 1.0 where the paper introduces the entity.
    """

    pieces: Pieces
    tags: npt.NDArray[np.int64]
    pairs: PairInputs
    relations: npt.NDArray[np.float32]
    introduced: npt.NDArray[np.float32]


def make_instance(nlp: Language, tokenizer: Tokenizer, gold: AnnotatedAbstract) -> Instance:
    """Return a gold paper as arrays.

    Claims that are denied or hedged count as not made: the text does not assert them.

    Parameters
    ----------
    nlp
        A pipeline that marks sentences.
    tokenizer
        The encoder's tokenizer.
    gold
        The paper. A mention that does not begin and end at word boundaries is left out.
    """
    doc = nlp(make_doc(nlp, gold.paper))
    pieces = make_pieces(doc, tokenizer)
    begins = {doc[int(t)].idx: w for w, t in enumerate(pieces.words.tokens)}
    ends = {doc[int(t)].idx + len(doc[int(t)]): w for w, t in enumerate(pieces.words.tokens)}
    ids: dict[str, int] = {}
    types: list[EntityType] = []
    mentions: list[list[tuple[int, int]]] = []
    for entity in gold.entities:
        places = [position(doc, mention) for mention in entity.mentions]
        spans = [(begins[start], ends[end]) for start, end in places if start in begins and end in ends]
        if spans:
            ids[entity.id] = len(types)
            types.append(entity.type)
            mentions.append(spans)
    tags = encode_tags(
        len(pieces.words.tokens), [(*span, t) for t, spans in zip(types, mentions, strict=True) for span in spans]
    )
    pairs = make_pair_inputs(pieces.words, types, mentions)
    relations, introduced = _targets(gold, ids, pairs)
    return Instance(pieces, tags, pairs, relations, introduced)


def _targets(
    gold: AnnotatedAbstract, ids: dict[str, int], pairs: PairInputs
) -> tuple[npt.NDArray[np.float32], npt.NDArray[np.float32]]:
    introduced = np.zeros(len(ids), dtype=np.float32)
    relations = np.zeros((len(pairs.heads), len(PAIR_RELATIONS)), dtype=np.float32)
    index = {(int(h), int(t)): i for i, (h, t) in enumerate(zip(pairs.heads, pairs.tails, strict=True))}
    for relation in gold.relations:
        if relation.polarity == "negated" or relation.hedged or relation.tail not in ids:
            continue
        if relation.head == PAPER:
            introduced[ids[relation.tail]] = 1.0
        elif relation.head in ids and relation.type is not RelationType.INTRODUCES:
            head, tail = ids[relation.head], ids[relation.tail]
            both = relation.type in SYMMETRIC_RELATIONS
            for pair in ((head, tail), (tail, head)) if both else ((head, tail),):
                if pair in index:
                    relations[index[pair], PAIR_RELATIONS.index(relation.type)] = 1.0
    return relations, introduced

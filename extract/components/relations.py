"""The relation component: what a paper says of its entities, each claim with the sentence that supports it.

Reads ``doc._.entities`` and ``doc.tensor``, leaves ``doc._.relations``, and takes the tensor off the Doc.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
import srsly
from spacy.language import Language
from spacy.tokens import Doc

from ..records import Entity, Relation
from ..schema import PAIR_RELATIONS, PAPER, SYMMETRIC_RELATIONS, RelationType
from .document import get_entities, set_relations
from .evidence import evidence, tokens_of
from .pairs import ADMISSIBLE, PairInputs, make_pair_inputs
from .pieces import Words, kept_words
from .session import OnnxSession

_PAIRS = "pairs.onnx"
_ORDER = (RelationType.INTRODUCES, *PAIR_RELATIONS)


class RelationExtractor:
    """Finds the relations between the entities of a paper, and what the paper introduces.

    Parameters
    ----------
    thresholds
        For each relation the probability from which a claim is made.
    pair_head
        The pair head.
    """

    def __init__(self, thresholds: Mapping[str, float], pair_head: OnnxSession | None = None) -> None:
        self.thresholds = dict(thresholds)
        self.pair_head = pair_head if pair_head is not None else OnnxSession()

    def __call__(self, doc: Doc) -> Doc:
        """Annotate one paper."""
        entities = get_entities(doc)
        set_relations(doc, self.decide(doc, entities, *self.predict(doc, entities)) if entities else [])
        doc.tensor = np.zeros((0,), dtype=np.float32)
        return doc

    def predict(
        self, doc: Doc, entities: Sequence[Entity]
    ) -> tuple[PairInputs, npt.NDArray[np.float32], npt.NDArray[np.float32]]:
        """Return what the pair head says of these entities; the Doc is not changed.

        Parameters
        ----------
        doc
            The paper, with the encoder's hidden states in ``doc.tensor``.
        entities
            At least one.

        Returns
        -------
        pairs
            The pairs.
        relations
            Shape (n_pairs, n_relations), float32: probabilities; 0 where the schema does not admit the relation.
        introduced
            Shape (n_entities,), float32: probabilities.
        """
        words = kept_words(doc)
        pairs = make_pair_inputs(words, [e.type for e in entities], _word_spans(doc, words, entities))
        papers = np.zeros(len(entities), dtype=np.int64)
        inputs = {"hidden": doc.tensor, "papers": papers, **pairs.arrays()}
        relations, introduced = self.pair_head.run(("relations", "introduced"), inputs)
        allowed = ADMISSIBLE[pairs.types[pairs.heads], pairs.types[pairs.tails]]
        return pairs, _sigmoid(relations) * allowed, _sigmoid(introduced)

    def decide(
        self,
        doc: Doc,
        entities: Sequence[Entity],
        pairs: PairInputs,
        relations: npt.NDArray[np.float32],
        introduced: npt.NDArray[np.float32],
    ) -> list[Relation]:
        """Return the claims whose probability reaches the threshold, at most one for each ordered pair.

        Of a claim and its reverse the more probable is kept; a symmetric relation is given once, head first in text.
        """
        limits = np.array([self.thresholds[r.value] for r in PAIR_RELATIONS], dtype=np.float32)
        best = (relations - limits).argmax(axis=1)
        chosen: dict[tuple[int, int], tuple[RelationType, float, int]] = {}
        for i, index in enumerate(best):
            if relations[i, index] >= limits[index]:
                pair = int(pairs.heads[i]), int(pairs.tails[i])
                chosen[pair] = PAIR_RELATIONS[int(index)], float(relations[i, index]), i
        claims: list[Relation] = []
        for (head, tail), (kind, probability, i) in chosen.items():
            reverse = chosen.get((tail, head))
            if reverse is not None and reverse[0] is kind and (reverse[1], tail) > (probability, head):
                continue
            if kind in SYMMETRIC_RELATIONS and head > tail:
                head, tail = tail, head
            sentence = evidence(doc, kind, entities[head], entities[tail], int(pairs.nearest[i].max()))
            claims.append(Relation(entities[head].id, kind, entities[tail].id, sentence, round(probability, 4)))
        for entity, probability in zip(entities, introduced.tolist(), strict=True):
            if probability >= self.thresholds[RelationType.INTRODUCES.value]:
                first = tokens_of(doc, entity.mentions[0]).start
                sentence = evidence(doc, RelationType.INTRODUCES, None, entity, first)
                claims.append(Relation(PAPER, RelationType.INTRODUCES, entity.id, sentence, round(probability, 4)))
        order = {PAPER: 0, **{entity.id: n for n, entity in enumerate(entities, start=1)}}
        return sorted(claims, key=lambda c: (order[c.head], _ORDER.index(c.type), order[c.tail]))

    def to_disk(self, path: str | Path, **kwargs: Any) -> None:
        """Write the pair head to a folder."""
        folder = Path(path)
        folder.mkdir(parents=True, exist_ok=True)
        (folder / _PAIRS).write_bytes(self.pair_head.model)

    def from_disk(self, path: str | Path, **kwargs: Any) -> RelationExtractor:
        """Read the pair head from a folder."""
        self.pair_head = OnnxSession((Path(path) / _PAIRS).read_bytes())
        return self

    def to_bytes(self, **kwargs: Any) -> bytes:
        """Return the pair head as bytes."""
        return bytes(srsly.msgpack_dumps({_PAIRS: self.pair_head.model}))

    def from_bytes(self, data: bytes, **kwargs: Any) -> RelationExtractor:
        """Read the pair head from bytes."""
        self.pair_head = OnnxSession(srsly.msgpack_loads(data)[_PAIRS])
        return self


@Language.factory(
    "abstractgraph_relations",
    default_config={"thresholds": {r.value: 0.5 for r in RelationType}},
    requires=["doc.tensor", "doc._.entities"],
    assigns=["doc._.relations"],
)
def make_relations(nlp: Language, name: str, thresholds: dict[str, float]) -> RelationExtractor:
    """Make the component, without a model: that is read with the pipeline."""
    return RelationExtractor(thresholds)


def _sigmoid(values: npt.NDArray[np.float32]) -> npt.NDArray[np.float32]:
    return (1.0 / (1.0 + np.exp(-np.clip(values, -30, 30)))).astype(np.float32)


def _word_spans(doc: Doc, words: Words, entities: Sequence[Entity]) -> list[list[tuple[int, int]]]:
    """Return the mentions of each entity as (first word, last word), ends included."""
    word_of = {int(token): word for word, token in enumerate(words.tokens)}
    spans: list[list[tuple[int, int]]] = []
    for entity in entities:
        found = []
        for mention in entity.mentions:
            tokens = tokens_of(doc, mention)
            found.append((word_of[tokens.start], word_of[tokens.end - 1]))
        spans.append(found)
    return spans

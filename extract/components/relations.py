"""The relation component: what a paper says of its entities, each claim with the sentence that supports it.

Reads ``doc._.entities`` and ``doc.tensor``, leaves ``doc._.relations`` and ``doc._.results``, and takes the tensor off
the Doc.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
import srsly
from spacy.language import Language
from spacy.tokens import Doc

from ..records import Entity, Polarity, Relation, Result
from ..schema import PAIR_RELATIONS, PAPER, SYMMETRIC_RELATIONS, RelationType
from .calibration import UNCALIBRATED, Calibration, calibrated
from .comparisons import Comparison, comparison
from .document import get_entities, position, set_claims, title_length
from .evidence import Sentences, tokens_of
from .pairs import ADMISSIBLE, PairInputs, make_pair_inputs
from .pieces import kept_words
from .polarity import COMPARISONS, denies, hedges
from .presented import is_presented
from .results import Value, decide_results, kept_values
from .session import OnnxSession

RELATION, RESULT = "relation", "result"
_PAIRS = "pairs.onnx"
_LIKELY = 0.5
_PRESENTED = 0.25
_ORDER = (RelationType.INTRODUCES, *PAIR_RELATIONS)


@dataclass(frozen=True, slots=True)
class PairScores:
    """What the pair head says of the entities and scores of one paper.

    Parameters
    ----------
    pairs
        The pairs.
    values
        The scores, which are nodes after the entities.
    outputs
        Shape (n_pairs, N_OUTPUTS), float32: probabilities; 0 where the schema does not admit the relation or link.
    flags
        Shape (n_pairs, n_flags), float32: probabilities that the pair's claim is negated, hedged.
    introduced
        Shape (n_nodes,), float32: probabilities.
    """

    pairs: PairInputs
    values: list[Value]
    outputs: npt.NDArray[np.float32]
    flags: npt.NDArray[np.float32]
    introduced: npt.NDArray[np.float32]


class RelationExtractor:
    """Finds the relations between the entities of a paper, what the paper introduces, and its results.

    Parameters
    ----------
    thresholds
        For each relation, and for ``result``, the score of the network from which a claim is made.
    calibrations
        For ``relation`` and ``result`` from that score to the claim's confidence.
    pair_head
        The pair head.
    """

    def __init__(
        self,
        thresholds: Mapping[str, float],
        calibrations: Mapping[str, Calibration],
        pair_head: OnnxSession | None = None,
    ) -> None:
        self.thresholds = dict(thresholds)
        self.calibrations = dict(calibrations)
        self.pair_head = pair_head if pair_head is not None else OnnxSession()

    def __call__(self, doc: Doc) -> Doc:
        """Annotate one paper."""
        entities = get_entities(doc)
        scores = self.predict(doc, entities) if entities else None
        set_claims(doc, *(self.decide(doc, entities, scores) if scores is not None else ([], [])))
        doc.tensor = np.zeros((0,), dtype=np.float32)
        return doc

    def predict(self, doc: Doc, entities: Sequence[Entity]) -> PairScores:
        """Return what the pair head says of these entities; the Doc is not changed.

        Parameters
        ----------
        doc
            The paper, with the encoder's hidden states in ``doc.tensor``.
        entities
            At least one.
        """
        words, values = kept_words(doc), kept_values(doc)
        word_of = {int(token): word for word, token in enumerate(words.tokens)}
        spans = [[tokens_of(doc, mention) for mention in entity.mentions] for entity in entities]
        mentions = [[(word_of[span.start], word_of[span.end - 1]) for span in group] for group in spans]
        # A score is its first word, as in training.
        mentions += [[(word_of[value.start], word_of[value.start])] for value in values]
        pairs = make_pair_inputs(words, [*(e.type for e in entities), *(None for _ in values)], mentions)
        names = ("relations", "flags", "introduced")
        outputs, flags, introduced = map(_sigmoid, self.pair_head.run(names, {"hidden": doc.tensor, **pairs.arrays()}))
        allowed = ADMISSIBLE[pairs.types[pairs.heads], pairs.types[pairs.tails]]
        return PairScores(pairs, values, outputs * allowed, flags, introduced)

    def decide(self, doc: Doc, entities: Sequence[Entity], scores: PairScores) -> tuple[list[Relation], list[Result]]:
        """Return the claims and results whose score reaches the threshold."""
        sentences = Sentences(doc)
        relations = self._pair_claims(sentences, entities, scores) + self._introductions(
            doc, sentences, entities, scores
        )
        order = {PAPER: 0, **{entity.id: n for n, entity in enumerate(entities, start=1)}}
        relations.sort(key=lambda c: (order[c.head], _ORDER.index(c.type), order[c.tail]))
        results = decide_results(
            sentences,
            entities,
            scores.values,
            scores.pairs,
            scores.outputs,
            self.thresholds[RESULT],
            self.calibrations[RESULT],
        )
        return relations, results

    def _pair_claims(self, sentences: Sentences, entities: Sequence[Entity], scores: PairScores) -> list[Relation]:
        """Return the claims between entities, each once.

        Of a claim and its reverse the more probable is kept; a symmetric relation is given once, head first in text.
        Who outperforms whom is as the sentence words it, where it is plain about it. A comparison counts only where a
        sentence names both: of those across sentences five in six were wrong on held-out papers.
        """
        limits = np.array([self.thresholds[r.value] for r in PAIR_RELATIONS], dtype=np.float32)
        relations, pairs = scores.outputs[:, : len(PAIR_RELATIONS)], scores.pairs
        best = (relations - limits).argmax(axis=1)
        chosen: dict[tuple[int, int], tuple[RelationType, float, int]] = {}
        for i, index in enumerate(best):
            if relations[i, index] >= limits[index]:
                pair = int(pairs.heads[i]), int(pairs.tails[i])
                chosen[pair] = PAIR_RELATIONS[int(index)], float(relations[i, index]), i
        claims: dict[tuple[str, RelationType, str], Relation] = {}
        for (head, tail), (kind, score, i) in chosen.items():
            reverse = chosen.get((tail, head))
            if reverse is not None and reverse[0] is kind and (reverse[1], tail) > (score, head):
                continue
            if kind in COMPARISONS and not sentences.name_both(entities[head], entities[tail]):
                continue
            sentence = sentences.evidence(kind, entities[head], entities[tail])
            kind, head, tail = _as_worded(kind, sentence.text, entities, head, tail)
            polarity, hedged = _stance(kind, sentence.text, entities[head], entities[tail], scores.flags[i])
            confidence = calibrated(score, self.calibrations[RELATION])
            claim = Relation(entities[head].id, kind, entities[tail].id, sentence, confidence, polarity, hedged)
            known = claims.setdefault((claim.head, kind, claim.tail), claim)
            if known.confidence < confidence:
                claims[claim.head, kind, claim.tail] = claim
        return list(claims.values())

    def _introductions(
        self, doc: Doc, sentences: Sentences, entities: Sequence[Entity], scores: PairScores
    ) -> list[Relation]:
        """Return what the paper introduces; of a name that it presents, less of a score will do."""
        claims = []
        text, title, threshold = doc.text, title_length(doc), self.thresholds[RelationType.INTRODUCES.value]
        for entity, score in zip(entities, scores.introduced.tolist(), strict=False):
            presented = is_presented(text, title, [position(doc, mention) for mention in entity.mentions])
            if score >= (threshold * _PRESENTED if presented else threshold):
                sentence = sentences.evidence(RelationType.INTRODUCES, None, entity)
                confidence = calibrated(score, self.calibrations[RELATION])
                claims.append(Relation(PAPER, RelationType.INTRODUCES, entity.id, sentence, confidence))
        return claims

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
    default_config={
        "thresholds": {**{r.value: 0.5 for r in RelationType}, RESULT: 0.5},
        "calibrations": {RELATION: UNCALIBRATED, RESULT: UNCALIBRATED},
    },
    requires=["doc.tensor", "doc._.entities"],
    assigns=["doc._.relations", "doc._.results"],
)
def make_relations(
    nlp: Language, name: str, thresholds: dict[str, float], calibrations: dict[str, list[list[float]]]
) -> RelationExtractor:
    """Make the component, without a model: that is read with the pipeline."""
    return RelationExtractor(thresholds, calibrations)


def _as_worded(
    kind: RelationType, sentence: str, entities: Sequence[Entity], head: int, tail: int
) -> tuple[RelationType, int, int]:
    """Return a claim as its sentence words it: who is better, or that neither is."""
    if kind in COMPARISONS and not denies(kind, sentence, _names(entities[head]), _names(entities[tail])):
        found = comparison(sentence, _names(entities[head]), _names(entities[tail]))
        if found is Comparison.LEVEL:
            kind = RelationType.COMPARED_WITH
        elif found is not None:
            kind = RelationType.OUTPERFORMS
            head, tail = (tail, head) if found is Comparison.HEAD_BEHIND else (head, tail)
    if kind in SYMMETRIC_RELATIONS and head > tail:
        head, tail = tail, head
    return kind, head, tail


def _stance(
    kind: RelationType, sentence: str, head: Entity, tail: Entity, flags: npt.NDArray[np.float32]
) -> tuple[Polarity, bool]:
    """Return polarity and hedging of a claim: as the network says, or the words of its sentence."""
    negated, hedged = (bool(flag >= _LIKELY) for flag in flags)
    negated = negated or denies(kind, sentence, _names(head), _names(tail))
    return "negated" if negated else "asserted", hedged or hedges(kind, sentence, _names(head), _names(tail))


def _names(entity: Entity) -> set[str]:
    return {mention.text for mention in entity.mentions}


def _sigmoid(values: npt.NDArray[np.float32]) -> npt.NDArray[np.float32]:
    return (1.0 / (1.0 + np.exp(-np.clip(values, -30, 30)))).astype(np.float32)

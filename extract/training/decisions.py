"""What a trained network's scores are worth: thresholds and calibrations, chosen on held-out papers."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

from spacy.language import Language
from spacy.tokens import Doc

from ..components.calibration import UNCALIBRATED, Calibration
from ..components.document import get_entities, make_doc, position
from ..components.entities import is_always_kept
from ..components.relations import RELATION, RESULT, PairScores, RelationExtractor
from ..records import AnnotatedAbstract, Entity
from ..reliability import Judgement, judge
from ..schema import RelationType
from ..scoring import score
from .calibration import fit

_STEPS = tuple(round(0.2 + 0.05 * i, 2) for i in range(11))
ENTITY = "entity"


@dataclass(frozen=True, slots=True)
class Decisions:
    """What turns scores into records.

    Parameters
    ----------
    entity
        Threshold of entities.
    claims
        Threshold of each relation, and of results.
    calibrations
        For ``entity``, ``relation`` and ``result`` from score to confidence.
    judged
        The scores on the held-out papers, and what was right.
    """

    entity: float
    claims: Mapping[str, float]
    calibrations: Mapping[str, Calibration]
    judged: Mapping[str, Sequence[Judgement]] = field(default_factory=dict)


UNDECIDED = Decisions(
    entity=0.0,
    claims={**{relation.value: 0.5 for relation in RelationType}, RESULT: 0.5},
    calibrations={ENTITY: UNCALIBRATED, RELATION: UNCALIBRATED, RESULT: UNCALIBRATED},
)
"""Keeps all entities and the claims that are likelier than not."""


@dataclass(frozen=True, slots=True)
class _Predicted:
    doc: Doc
    gold: AnnotatedAbstract
    entities: tuple[Entity, ...]
    scores: PairScores | None


def decide(nlp: Language, dev: Sequence[AnnotatedAbstract]) -> Decisions:
    """Return the decisions that are best on held-out papers.

    The threshold of entities is chosen by node F1; then, with what it leaves, those of the pair relations (one for
    all), of introductions and of results by relation F1 and result F1. Each F1 is averaged with those of the thresholds
    beside it, so that chance decides less.

    Parameters
    ----------
    nlp
        The pipeline, undecided; it is not changed.
    dev
        Gold records.
    """
    extractor = nlp.get_pipe("abstractgraph_relations")
    assert isinstance(extractor, RelationExtractor)
    with nlp.select_pipes(disable=["abstractgraph_relations"]):
        docs = list(nlp.pipe(make_doc(nlp, record.paper) for record in dev))

    def above(threshold: float) -> list[tuple[Entity, ...]]:
        # As the component keeps them.
        return [
            tuple(
                entity
                for entity in get_entities(doc)
                if entity.confidence >= threshold or is_always_kept(doc, [position(doc, m) for m in entity.mentions])
            )
            for doc in docs
        ]

    def node_f1(threshold: float) -> float:
        found = above(threshold)
        records = [AnnotatedAbstract(gold.paper, kept) for gold, kept in zip(dev, found, strict=True)]
        return score(dev, records).figures["node"].f1

    entity = _best(node_f1)
    predicted = [
        _Predicted(doc, gold, kept, extractor.predict(doc, kept) if kept else None)
        for doc, gold, kept in zip(docs, dev, above(entity), strict=True)
    ]
    claims = _choose(predicted)
    judged = judge(dev, _records(predicted, claims))
    found = {ENTITY: judged.entities, RELATION: judged.relations, RESULT: judged.results}
    return Decisions(entity, claims, {kind: fit(judgements) for kind, judgements in found.items()}, found)


def _choose(predicted: Sequence[_Predicted]) -> dict[str, float]:
    gold = [p.gold for p in predicted]

    def f1(figure: str, pair: float, introduces: float, result: float) -> float:
        return score(gold, _records(predicted, _thresholds(pair, introduces, result))).figures[figure].f1

    pair = _best(lambda value: f1("relation", value, 0.5, 0.5))
    introduces = _best(lambda value: f1("relation", pair, value, 0.5))
    result = _best(lambda value: f1("result", pair, introduces, value))
    return _thresholds(pair, introduces, result)


def _records(predicted: Sequence[_Predicted], thresholds: Mapping[str, float]) -> list[AnnotatedAbstract]:
    extractor = RelationExtractor(thresholds, UNDECIDED.calibrations)
    records = []
    for p in predicted:
        claims = extractor.decide(p.doc, p.entities, p.scores) if p.scores is not None else ([], [])
        records.append(AnnotatedAbstract(p.gold.paper, p.entities, tuple(claims[0]), tuple(claims[1])))
    return records


def _thresholds(pair: float, introduces: float, result: float) -> dict[str, float]:
    of_relations = {r.value: introduces if r is RelationType.INTRODUCES else pair for r in RelationType}
    return {**of_relations, RESULT: result}


def _best(f1: Callable[[float], float]) -> float:
    values = [f1(threshold) for threshold in _STEPS]
    smooth = [sum(values[max(i - 1, 0) : i + 2]) / len(values[max(i - 1, 0) : i + 2]) for i in range(len(values))]
    return max(zip(smooth, _STEPS, strict=True))[1]

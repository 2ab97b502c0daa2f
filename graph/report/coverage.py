"""What a corpus covers: how much there is of everything, and how sure it is."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import NamedTuple

from ..model import CLAIM_TYPES, ENTITY_LABELS, KnowledgeGraph
from .parts import Named, Shown, first_of, named

BINS = 10
"""Number of classes of confidence, all equally wide; 1 is in the last one."""


class RelationCount(NamedTuple):
    """The claims of one type: how many there are, how many of them papers deny, how many they only hold possible."""

    type: str
    claims: int
    negated: int
    hedged: int


@dataclass(frozen=True, slots=True)
class Coverage:
    """How much there is in a graph.

    Parameters
    ----------
    papers, mentions, results
        Their numbers; a mention is a paper that names an entity, however often.
    first_year, last_year
        Of the papers; None if no paper has a year.
    without_year
        Number of papers whose year is not known.
    entities
        (label, number) for each label of the schema, in its order.
    relations
        For each type of the schema, in its order.
    confidences
        Number of claims in each of :data:`BINS` classes, least confident first.
    """

    papers: int
    mentions: int
    results: int
    first_year: int | None
    last_year: int | None
    without_year: int
    entities: tuple[tuple[str, int], ...]
    relations: tuple[RelationCount, ...]
    confidences: tuple[int, ...]

    @property
    def entity_count(self) -> int:
        """The number of entities of all labels."""
        return sum(number for _, number in self.entities)

    @property
    def claims(self) -> RelationCount:
        """The claims of all types together; their type is empty."""
        sums = [sum(column) for column in zip(*(relation[1:] for relation in self.relations), strict=True)]
        return RelationCount("", *sums)


def coverage(graph: KnowledgeGraph) -> Coverage:
    """Count what is in a graph."""
    years = [paper.year for paper in graph.papers.values() if paper.year is not None]
    labels = Counter(entity.label for entity in graph.entities.values())
    claims = Counter(claim.type for claim in graph.claims)
    negated = Counter(claim.type for claim in graph.claims if claim.polarity == "negated")
    hedged = Counter(claim.type for claim in graph.claims if claim.hedged)
    classes = Counter(min(int(claim.confidence * BINS), BINS - 1) for claim in graph.claims)
    return Coverage(
        papers=len(graph.papers),
        mentions=len(graph.mentions),
        results=len(graph.results),
        first_year=min(years, default=None),
        last_year=max(years, default=None),
        without_year=len(graph.papers) - len(years),
        entities=tuple((label, labels[label]) for label in ENTITY_LABELS),
        relations=tuple(RelationCount(kind, claims[kind], negated[kind], hedged[kind]) for kind in CLAIM_TYPES),
        confidences=tuple(classes[number] for number in range(BINS)),
    )


def most_used(graph: KnowledgeGraph, label: str, limit: int) -> Shown[Named]:
    """Return the entities of a label that most papers mention, most first, then by name; no paper, no place.

    Parameters
    ----------
    graph
        Where to look.
    label
        One of :data:`graph.model.ENTITY_LABELS`.
    limit
        How many to show.
    """
    ids = (entity.id for entity in graph.entities.values() if entity.label == label)
    ranked = sorted((-used.papers, used.name, id_, used) for id_ in ids for used in (named(graph, id_),))
    return first_of((used for *_, used in ranked if used.papers), limit)

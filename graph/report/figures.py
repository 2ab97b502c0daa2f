"""All that a report says, as plain values: pure functions of a graph."""

from __future__ import annotations

from dataclasses import dataclass

from ..model import ENTITY_LABELS, KnowledgeGraph
from .contradictions import Contradiction, disputed_claims, mutual_wins
from .coverage import Coverage, coverage, most_used
from .growth import Growth, growth
from .leaderboards import Leaderboard, leaderboards
from .lineage import Family, families
from .parts import Named, Shown


@dataclass(frozen=True, slots=True)
class Figures:
    """What a report says.

    Parameters
    ----------
    coverage
        How much there is of everything.
    used
        For each label of entities, in the order of the schema: those that most papers mention.
    growth
        Papers by year, and the names that grow.
    families
        What comes from what.
    leaderboards
        Reported scores.
    mutual_wins
        Pairs of which each is said to outperform the other.
    disputed
        Claims that some papers make and others deny.
    """

    coverage: Coverage
    used: dict[str, Shown[Named]]
    growth: Growth
    families: Shown[Family]
    leaderboards: Shown[Leaderboard]
    mutual_wins: Shown[Contradiction]
    disputed: Shown[Contradiction]


def figures(graph: KnowledgeGraph, top: int) -> Figures:
    """Return what a report of a graph says, the same for the same graph.

    Parameters
    ----------
    graph
        What it is about.
    top
        How many names, families, leaderboards, rows of a leaderboard, and contradictions are shown; at least 1.
    """
    return Figures(
        coverage=coverage(graph),
        used={label: most_used(graph, label, top) for label in ENTITY_LABELS},
        growth=growth(graph, top),
        families=families(graph, top),
        leaderboards=leaderboards(graph, top),
        mutual_wins=mutual_wins(graph, top),
        disputed=disputed_claims(graph, top),
    )

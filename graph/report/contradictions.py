"""Where papers contradict each other."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from ..model import Claim, KnowledgeGraph
from .parts import PHRASES, Quote, Shown, first_of, quote, shown_name, surest_first

_QUOTES = 5
"""So many sentences for either side are proof enough."""


@dataclass(frozen=True, slots=True)
class Side:
    """What one side says.

    Parameters
    ----------
    head, phrase, tail
        The claim, such as ``Lanternfold`` ``outperforms`` ``Brambler``.
    denied
        Whether this side denies it.
    papers
        How many papers are on this side.
    quotes
        What they say, surest first.
    """

    head: str
    phrase: str
    tail: str
    denied: bool
    papers: int
    quotes: Shown[Quote]


@dataclass(frozen=True, slots=True)
class Contradiction:
    """Two sides that cannot both be right, if they speak of the same thing."""

    one: Side
    other: Side


def mutual_wins(graph: KnowledgeGraph, limit: int) -> Shown[Contradiction]:
    """Return the pairs of which each is said to outperform the other, those with most papers first, then by name.

    That need not be a contradiction: the papers may have measured on different data.

    Parameters
    ----------
    graph
        Where to look.
    limit
        How many pairs to show.
    """
    wins: dict[tuple[str, str], list[Claim]] = defaultdict(list)
    for claim in graph.claims:
        if claim.type == "OUTPERFORMS" and claim.polarity == "asserted":
            wins[claim.head, claim.tail].append(claim)
    return _shown(
        (
            Contradiction(
                _side(graph, one, "OUTPERFORMS", other, wins[one, other]),
                _side(graph, other, "OUTPERFORMS", one, wins[other, one]),
            )
            for one, other in sorted(wins)
            if one < other and (other, one) in wins
        ),
        limit,
    )


def disputed_claims(graph: KnowledgeGraph, limit: int) -> Shown[Contradiction]:
    """Return the claims that some papers make and others deny, those with most papers first, then by name.

    Parameters
    ----------
    graph
        Where to look; what papers introduce is no matter of dispute.
    limit
        How many claims to show.
    """
    said: dict[tuple[str, str, str], tuple[list[Claim], list[Claim]]] = defaultdict(lambda: ([], []))
    for claim in graph.claims:
        if claim.type != "INTRODUCES":
            ends = (claim.head, claim.tail)
            # Compared with: the same in both directions.
            head, tail = sorted(ends) if claim.type == "COMPARED_WITH" else ends
            said[head, claim.type, tail][claim.polarity == "negated"].append(claim)
    return _shown(
        (
            Contradiction(*(_side(graph, *key, claims) for claims in sides))
            for key, sides in sorted(said.items())
            if all(sides)
        ),
        limit,
    )


def _shown(found: Iterable[Contradiction], limit: int) -> Shown[Contradiction]:
    # Of the same names, the order of ids, in which they come, is kept.
    return first_of(sorted(found, key=lambda item: (-item.one.papers - item.other.papers, *_names(item.one))), limit)


def _names(side: Side) -> tuple[str, str, str]:
    return side.head, side.phrase, side.tail


def _side(graph: KnowledgeGraph, head: str, kind: str, tail: str, claims: list[Claim]) -> Side:
    return Side(
        head=shown_name(graph.entities[head]),
        phrase=PHRASES[kind],
        tail=shown_name(graph.entities[tail]),
        denied=claims[0].polarity == "negated",
        papers=len({claim.paper_id for claim in claims}),
        quotes=first_of((quote(graph, claim) for claim in surest_first(claims)), _QUOTES),
    )

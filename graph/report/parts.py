"""What the parts of a report are made of: sentences with their papers, and lists of which the first are shown."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Generic, NamedTuple, TypeVar

from ..model import Claim, Entity, KnowledgeGraph, Result
from ..views.evidence import web_address

_T = TypeVar("_T")

PHRASES: dict[str, str] = {
    "INTRODUCES": "introduces",
    "USED_FOR": "is used for",
    "EVALUATED_ON": "is evaluated on",
    "TRAINED_ON": "is trained on",
    "BENCHMARK_FOR": "is a benchmark for",
    "OUTPERFORMS": "outperforms",
    "COMPARED_WITH": "is compared with",
    "VARIANT_OF": "is a variant of",
    "BASED_ON": "is based on",
    "PART_OF": "is part of",
    "MEASURED_BY": "is measured by",
}
"""Each type of claim as the words between its head and its tail."""


class Named(NamedTuple):
    """An entity as a page names it.

    Parameters
    ----------
    name
        Its name.
    label
        What it is, such as ``Method``.
    papers
        Number of papers that mention it.
    """

    name: str
    label: str
    papers: int


@dataclass(frozen=True, slots=True)
class Quote:
    """What one paper says.

    Parameters
    ----------
    sentence
        Its words.
    title
        Title of the paper; its id where it has none.
    year
        Year of the paper, if known.
    url
        Where the paper is, if that is an address of the web; None otherwise.
    confidence
        Probability in [0, 1] that the paper says so.
    hedged
        The paper says so with doubt.
    """

    sentence: str
    title: str
    year: int | None
    url: str | None
    confidence: float
    hedged: bool


@dataclass(frozen=True, slots=True)
class Shown(Generic[_T]):
    """The first of many.

    Parameters
    ----------
    items
        Those to show, in order.
    total
        How many there are.
    """

    items: tuple[_T, ...]
    total: int

    @property
    def hidden(self) -> int:
        """The number of those that are not shown."""
        return self.total - len(self.items)


def first_of(items: Iterable[_T], limit: int) -> Shown[_T]:
    """Return the first `limit` of `items`, and how many there are."""
    every = tuple(items)
    return Shown(every[:limit], len(every))


def named(graph: KnowledgeGraph, entity_id: str) -> Named:
    """Return an entity as a page names it."""
    entity = graph.entities[entity_id]
    return Named(shown_name(entity), entity.label, len(graph.mentions_of(entity_id)))


def shown_name(entity: Entity) -> str:
    """Return the name of an entity; its id where the name is empty or white space."""
    return entity.name if entity.name.strip() else entity.id


def quote(graph: KnowledgeGraph, said: Claim | Result) -> Quote:
    """Return the sentence of a claim or score with its paper."""
    paper = graph.papers[said.paper_id]
    title = paper.title if paper.title.strip() else paper.id
    return Quote(said.evidence.text, title, paper.year, web_address(paper.url), said.confidence, said.hedged)


def surest_first(claims: Iterable[Claim]) -> list[Claim]:
    """Return claims by confidence, highest first, then by paper and key."""
    return sorted(claims, key=lambda claim: (-claim.confidence, claim.paper_id, claim.key))

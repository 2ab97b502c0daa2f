"""How a corpus grows from year to year, and which names grow fastest."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction
from itertools import pairwise

from ..model import KnowledgeGraph
from .parts import Named, Shown, first_of, named

_FEWEST = 2
"""A name in a single later paper is news, not yet growth."""


@dataclass(frozen=True, slots=True)
class Period:
    """Some years and the number of their papers; both years belong to it."""

    first: int
    last: int
    papers: int


@dataclass(frozen=True, slots=True)
class Growing:
    """A name that a greater share of the later papers mentions.

    Parameters
    ----------
    entity
        The name.
    before, after
        Number of papers of the earlier and of the later period that mention it.
    share_before, share_after
        The same as a share of the papers of the period, in [0, 1].
    by_year
        Number of papers that mention it, for each of :attr:`Growth.by_year`.
    """

    entity: Named
    before: int
    after: int
    share_before: float
    share_after: float
    by_year: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Growth:
    """Papers by year, and the names that grow.

    Parameters
    ----------
    by_year
        (year, number of papers) for the years that have papers, earliest first.
    earlier, later
        The two periods that are compared; None if all papers are of one year.
    fastest
        Names by the difference of their shares, greatest first; then by papers of the later period, then by name.
    """

    by_year: tuple[tuple[int, int], ...]
    earlier: Period | None
    later: Period | None
    fastest: Shown[Growing]


def growth(graph: KnowledgeGraph, limit: int) -> Growth:
    """Compare the later papers with the earlier ones.

    The years are cut in two where the two parts are most alike in papers (of equal cuts, the later one), so that shares
    are compared that rest on similar numbers. A name counts if two later papers mention it, and their share is greater
    than it was. Papers without a year are left out.

    Parameters
    ----------
    graph
        Where to look.
    limit
        How many names to show.
    """
    counts = Counter(paper.year for paper in graph.papers.values() if paper.year is not None)
    years = sorted(counts)
    by_year = tuple((year, counts[year]) for year in years)
    if len(years) < 2:
        return Growth(by_year, None, None, Shown((), 0))
    cut = _cut(by_year)
    early, late = years[: years.index(cut)], years[years.index(cut) :]
    earlier = Period(early[0], early[-1], sum(counts[year] for year in early))
    later = Period(late[0], late[-1], sum(counts[year] for year in late))
    ranked = sorted(_ranked(graph, years, earlier, later), key=lambda item: item[0])
    return Growth(by_year, earlier, later, first_of((growing for _, growing in ranked), limit))


def _cut(by_year: tuple[tuple[int, int], ...]) -> int:
    """Return the year with which the later period begins."""
    total = sum(papers for _, papers in by_year)
    before, cuts = 0, []
    for (_, papers), (year, _) in pairwise(by_year):
        before += papers
        cuts.append((abs(total - 2 * before), -year))
    return -min(cuts)[1]


def _ranked(
    graph: KnowledgeGraph, years: list[int], earlier: Period, later: Period
) -> Iterator[tuple[tuple[Fraction, int, str, str], Growing]]:
    for entity_id in graph.entities:
        papers = _papers_by_year(graph, entity_id)
        before = sum(number for year, number in papers.items() if year <= earlier.last)
        after = sum(papers.values()) - before
        share_before, share_after = Fraction(before, earlier.papers), Fraction(after, later.papers)
        if after >= _FEWEST and share_after > share_before:
            entity = named(graph, entity_id)
            counts = tuple(papers.get(year, 0) for year in years)
            growing = Growing(entity, before, after, float(share_before), float(share_after), counts)
            yield (share_before - share_after, -after, entity.name, entity_id), growing


def _papers_by_year(graph: KnowledgeGraph, entity_id: str) -> Mapping[int, int]:
    years = (graph.papers[mention.paper_id].year for mention in graph.mentions_of(entity_id))
    return Counter(year for year in years if year is not None)

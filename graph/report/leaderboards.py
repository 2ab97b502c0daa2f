"""The scores that papers report, ranked where they can be compared."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import TypeAlias

from extract.names import name_key

from ..model import KnowledgeGraph, Result
from .directions import Direction, direction
from .parts import Named, Quote, Shown, first_of, named, quote, shown_name

_Key: TypeAlias = tuple[bool, str, str, str]


@dataclass(frozen=True, slots=True)
class Row:
    """A score.

    Parameters
    ----------
    rank
        1 for the best, the same for equal scores; None where it is not known what is better.
    system
        What reached it.
    text
        The score as printed.
    quote
        Who says so.
    """

    rank: int | None
    system: str
    text: str
    quote: Quote


@dataclass(frozen=True, slots=True)
class Board:
    """Scores by one metric in one unit, or differences in it.

    Parameters
    ----------
    metric
        What was measured; None if the papers do not say.
    unit
        The unit, None without one.
    is_delta
        Whether these are differences to something, and not levels.
    better
        Whether higher or lower scores are better; None if that is not known, and for differences.
    rows
        The best first; the highest number first where `better` is None.
    """

    metric: str | None
    unit: str | None
    is_delta: bool
    better: Direction | None
    rows: Shown[Row]


@dataclass(frozen=True, slots=True)
class Leaderboard:
    """What was reached on one benchmark, dataset or task.

    Parameters
    ----------
    place
        What was measured on.
    scores
        Number of scores, without differences.
    boards
        One for each metric and unit: those with most scores first, then by name; differences last.
    """

    place: Named
    scores: int
    boards: tuple[Board, ...]


def leaderboards(graph: KnowledgeGraph, limit: int) -> Shown[Leaderboard]:
    """Return the places with most scores, then by name.

    Scores are compared only within one metric and one unit, and differences never with levels. What a paper says was
    not reached is left out, and so are places of which only differences are known.

    Parameters
    ----------
    graph
        Where to look.
    limit
        How many places, and how many rows of each board, to show.
    """
    by_place: dict[str, list[Result]] = defaultdict(list)
    for result in graph.results.values():
        if result.on is not None and result.polarity == "asserted":
            by_place[result.on].append(result)
    counted = (
        (-sum(not result.is_delta for result in results), named(graph, place).name, place)
        for place, results in by_place.items()
    )
    ranked = first_of(sorted(item for item in counted if item[0]), limit)
    boards = (
        Leaderboard(named(graph, place), -scores, _boards(graph, by_place[place], limit))
        for scores, _, place in ranked.items
    )
    return Shown(tuple(boards), ranked.total)


def _boards(graph: KnowledgeGraph, results: Sequence[Result], limit: int) -> tuple[Board, ...]:
    ordered = sorted(results, key=lambda result: (_key(result), result.id))
    boards = [_board(graph, list(group), limit) for _, group in groupby(ordered, _key)]
    return tuple(
        sorted(boards, key=lambda board: (board.is_delta, -board.rows.total, board.metric or "", board.unit or ""))
    )


def _key(result: Result) -> _Key:
    # Metrics of one name need not be one metric: an entity is known by its id.
    metric = ("entity", result.metric) if result.metric is not None else ("name", name_key(result.metric_name or ""))
    return result.is_delta, *metric, result.unit or ""


def _board(graph: KnowledgeGraph, results: list[Result], limit: int) -> Board:
    first = results[0]
    spellings: tuple[str, ...] = ()
    if first.metric is not None:
        entity = graph.entities[first.metric]
        spellings = (shown_name(entity), *entity.aliases)
    elif first.metric_name:
        spellings = (first.metric_name,)
    better = None if first.is_delta else direction(spellings)
    return Board(
        metric=spellings[0] if spellings else None,
        unit=first.unit or None,
        is_delta=first.is_delta,
        better=better,
        rows=first_of(_rows(graph, results, better), limit),
    )


def _rows(graph: KnowledgeGraph, results: list[Result], better: Direction | None) -> list[Row]:
    sign = 1 if better is Direction.LOWER else -1
    systems = {result.id: shown_name(graph.entities[result.of]) for result in results}
    ordered = sorted(results, key=lambda result: (sign * result.value, systems[result.id], result.of, result.id))
    ranks: dict[float, int] = {}
    for place, result in enumerate(ordered, 1):
        ranks.setdefault(result.value, place)
    return [
        Row(None if better is None else ranks[result.value], systems[result.id], result.text, quote(graph, result))
        for result in ordered
    ]

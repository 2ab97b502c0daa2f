"""How good resolution is on pairs of names of which it is known whether they are the same thing."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from ..errors import GraphDataError
from ..model import ENTITY_LABELS
from .merging import resolve
from .units import Unit


@dataclass(frozen=True, slots=True)
class Side:
    """One name of a pair, as a paper of its own has it.

    Parameters
    ----------
    name, label
        What the paper calls the thing and takes it for.
    long
        The long form by which the paper defines the name, if it does.
    """

    name: str
    label: str
    long: str | None = None

    def unit(self, paper_id: str) -> Unit:
        """Return the name as the one entity of a paper."""
        spellings = (self.name,) if self.long in (None, self.name) else (self.name, self.long)
        return Unit(paper_id, "e1", self.label, self.name, tuple((spelling, 1) for spelling in sorted(spellings)))

    def __str__(self) -> str:
        return f"{self.name} ({self.label}{f': {self.long}' if self.long else ''})"


@dataclass(frozen=True, slots=True)
class Pair:
    """Two names, and whether they are the same thing.

    Parameters
    ----------
    first, second
        The names.
    same
        The truth.
    kind
        What is hard about the pair; empty if that is not said.
    """

    first: Side
    second: Side
    same: bool
    kind: str = ""

    def is_merged(self) -> bool:
        """Tell whether two papers with these names give one entity."""
        return len(resolve([self.first.unit("1"), self.second.unit("2")])) == 1


@dataclass(frozen=True, slots=True)
class PairScores:
    """Counts over pairs.

    Parameters
    ----------
    merged, false_merges, missed
        Numbers of pairs that are the same and were merged; that are not and were; that are and were not.
    apart
        Number of pairs that are not the same and were not merged.
    """

    merged: int
    false_merges: int
    missed: int
    apart: int

    @property
    def precision(self) -> float | None:
        """Share of the merges that are right; None without any."""
        merges = self.merged + self.false_merges
        return self.merged / merges if merges else None

    @property
    def recall(self) -> float | None:
        """Share of the pairs of one thing that were merged; None without any."""
        same = self.merged + self.missed
        return self.merged / same if same else None


@dataclass(frozen=True, slots=True)
class Judged:
    """A pair, and whether it was merged."""

    pair: Pair
    merged: bool

    @property
    def is_false_merge(self) -> bool:
        """Whether two things became one."""
        return self.merged and not self.pair.same


def judge_pairs(pairs: Iterable[Pair]) -> list[Judged]:
    """Resolve each pair by itself, in the order given."""
    return [Judged(pair, pair.is_merged()) for pair in pairs]


def count_pairs(judged: Iterable[Judged]) -> PairScores:
    """Count right and wrong decisions."""
    outcomes = [(one.pair.same, one.merged) for one in judged]
    return PairScores(*(outcomes.count(case) for case in ((True, True), (False, True), (True, False), (False, False))))


def read_pairs(lines: Iterable[str], source: str) -> Iterator[Pair]:
    """Yield the pairs of a JSON Lines file, one object a line; empty lines do not count.

    Parameters
    ----------
    lines
        Each with ``a`` and ``b`` (objects with ``name``, ``type`` and perhaps ``long``), ``same`` and perhaps ``kind``.
    source
        What to call the file in messages.

    Raises
    ------
    GraphDataError
        If a line is no such pair, with its number.
    """
    for number, line in enumerate(lines, start=1):
        if line.strip():
            try:
                yield _pair(json.loads(line))
            except (ValueError, TypeError, KeyError) as error:
                raise GraphDataError(
                    f"{source}:{number}: not a pair of names ({_reason(error)}); expected"
                    ' {"a": {"name": ..., "type": ...}, "b": {...}, "same": true or false}'
                ) from error


def _reason(error: Exception) -> str:
    return f"{error} is missing" if isinstance(error, KeyError) else str(error)


def _pair(value: object) -> Pair:
    if not isinstance(value, dict) or not isinstance(value["same"], bool):
        raise TypeError("'same' must be true or false")
    return Pair(_side(value["a"]), _side(value["b"]), value["same"], str(value.get("kind", "")))


def _side(value: object) -> Side:
    if not isinstance(value, dict):
        raise TypeError("'a' and 'b' must be objects")
    name, label, long = value["name"], value["type"], value.get("long")
    if not isinstance(name, str) or not name.strip() or not isinstance(long, str | None):
        raise TypeError("'name' and 'long' must be texts")
    if label not in ENTITY_LABELS:
        raise TypeError(f"'type' must be one of {', '.join(ENTITY_LABELS)}, not {label!r}")
    return Side(name, label, long)

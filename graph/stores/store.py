"""What every store of a graph does, and what those do that answer Cypher."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from contextlib import AbstractContextManager
from dataclasses import dataclass
from typing import Any, Protocol, TypeAlias

from ..model import KnowledgeGraph, Paper


@dataclass(frozen=True, slots=True)
class Kept:
    """The papers that a store holds.

    Parameters
    ----------
    papers
        By id.
    is_whole
        Whether the rest of the graph is there, too. False only where an update was stopped half-way: the papers are
        then those of before and those of the update that were written already, and the next update completes it.
    """

    papers: Mapping[str, Paper]
    is_whole: bool = True


Change: TypeAlias = Callable[[Kept], KnowledgeGraph | None]
"""Makes the new graph of what a store holds; None to leave it as it is, which only a whole one can be."""


class GraphStore(Protocol):
    """A place that keeps one graph.

    Attributes
    ----------
    url
        The store, as the user named it.
    """

    url: str

    def load(self) -> KnowledgeGraph:
        """Return the graph that was saved last, equal to it in every part.

        Raises
        ------
        NoGraphError
            If nothing was saved here.
        StoreError
            If what is here cannot be read, is damaged, or is not a graph of this program.
        """

    def check_writable(self) -> None:
        """Do nothing if a graph can probably be saved here; called before long work.

        Raises
        ------
        StoreError
            If it certainly cannot, because another process is writing, for example.
        """

    def save(self, graph: KnowledgeGraph) -> None:
        """Keep `graph` in place of everything that was here.

        When it fails, or the program is stopped, the store holds the old graph, whole, or says when it is opened that
        saving was not finished; saving again then completes it. Saving the same graph twice leaves the same as saving
        it once. Saving an empty graph clears the store.

        Raises
        ------
        StoreError
            If the store cannot be written, or another process is writing it.
        """

    def papers(self) -> Kept:
        """Return the papers of the graph, also of one whose update was stopped.

        Raises
        ------
        NoGraphError
            If nothing was saved here.
        StoreError
            As for :meth:`load`.
        """

    def update(self, change: Change) -> None:
        """Keep what `change` makes of the papers here; nobody else writes between reading and writing.

        Where nothing was saved, `change` gets no papers. Where it gives None, nothing is written. When it raises, or
        writing fails or is stopped, the store holds the old graph, whole, or says when it is opened that an update was
        not finished; an update then completes it (:class:`Kept`).

        Raises
        ------
        StoreError
            As for :meth:`load` and :meth:`save`; and if `change` gives None for what is not whole.
        """

    def reader(self) -> AbstractContextManager[CypherReader]:
        """Open the graph for queries; what the context gives answers any number of them.

        Raises
        ------
        StoreError
            As for :meth:`load`, or if the engine that answers Cypher is not installed.
        """


@dataclass(frozen=True, slots=True)
class Rows:
    """The answer to a query.

    Parameters
    ----------
    columns
        Their names, in the order of the text. Known without rows, too.
    rows
        As many values as there are columns, each. A value is None, a truth value, a 64-bit integer, a float
        (:func:`rounded`), a text, a list or a dict of values. A node is a dict with its ``label`` first and then its
        properties by name; a relationship is one with ``type``, ``source`` and ``target`` (node ids) first; a path is
        one with ``nodes`` and ``relationships``; dates, times and durations are texts in ISO 8601.
    truncated
        Whether there were more rows than were asked for.
    """

    columns: tuple[str, ...]
    rows: tuple[tuple[Any, ...], ...]
    truncated: bool = False


def without_password(url: str) -> str:
    """Return a URL to be shown, without what may be a user and a password.

    Examples
    --------
    >>> without_password("bolt://neo4j:p@ss/word@host:7687")
    'bolt://***@host:7687'
    """
    return re.sub(r"//.*@", "//***@", url)


def rounded(value: float) -> float:
    """Return a number as rows hold it: with 12 significant digits if it has a fraction, and no negative zero.

    Engines add and divide in different orders, so that their averages and sums differ in the last digits.

    Examples
    --------
    >>> rounded(0.1 + 0.2), rounded(2 / 3), rounded(1234567890123.0), rounded(-0.0)
    (0.3, 0.666666666667, 1234567890123.0, 0.0)
    """
    return value + 0.0 if value.is_integer() else float(f"{value:.12g}")


class CypherReader(Protocol):
    """Answers Cypher about one graph, and changes nothing whatever the text says.

    Attributes
    ----------
    engine
        What answers: ``arcadedb`` or ``neo4j``.
    """

    engine: str

    def run(
        self,
        text: str,
        parameters: Mapping[str, Any] | None = None,
        *,
        timeout: float | None = None,
        limit: int | None = None,
    ) -> Rows:
        """Return the rows of a query.

        Parameters
        ----------
        text
            One Cypher statement.
        parameters
            Values by name: None, truth values, 64-bit integers, floats, texts, lists and dicts of such.
        timeout
            Seconds until the engine gives up; None for no bound.
        limit
            Return at most so many rows; None for all.

        Raises
        ------
        QuerySyntaxError
            If the engine does not understand the text.
        ReadOnlyError
            If the engine finds that the text would write, change the schema or read files.
        QueryTimeoutError
            If the time is over.
        ParameterError
            If a parameter is missing or of a kind that the engine cannot take.
        QueryError
            If the engine fails for another reason, such as a division by zero.
        """

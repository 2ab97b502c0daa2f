"""Which nodes a name stands for, in any spelling, asked of a store in Cypher.

The rules are those of :func:`graph.lookup.ranked_by_name`; an id is a name, too.
"""

from __future__ import annotations

import weakref
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from ..errors import ParameterError, UnknownNameError
from ..lookup import Spellings, ranked_by_name, similar_spellings
from ..model import NODE_LABELS, PAPER_LABEL
from ..stores.store import CypherReader

# Results have no names of their own: "45.3 %" is what several of them print.
_NAMED = tuple(label for label in NODE_LABELS if label != "Result")
_ENTITIES = "MATCH (n:{label}) RETURN n.id AS id, n.name AS name, n.aliases AS aliases ORDER BY id"
_PAPERS = "MATCH (n:Paper) RETURN n.id AS id, n.title AS name, n.arxivId AS arxivId, n.doi AS doi ORDER BY id"
_ID = "MATCH (n:{label}) WHERE n.id = $id RETURN n.id AS id, n.name AS name"
# Other after any change of names but one that keeps all these sums; found where the names are, which need not be sent.
_STATE = (
    "MATCH (n:{label}) RETURN count(n) AS nodes, min(n.id) AS first, max(n.id) AS last, sum(size(n.id)) AS ids, "
    "sum(size(n.name)) AS names, sum(size(coalesce(n.aliases, []))) AS aliases"
)


@dataclass(frozen=True, slots=True)
class Named:
    """A node, as far as its names go.

    Parameters
    ----------
    id, label, name
        The node's.
    aliases
        Its other spellings.
    identifiers
        For a paper its arXiv id and DOI.
    """

    id: str
    label: str
    name: str
    aliases: tuple[str, ...] = ()
    identifiers: tuple[str | None, ...] = ()


class Names:
    """The names in one store, read when first needed, and again when they have changed.

    Parameters
    ----------
    reader
        Answers about the store.
    timeout
        Seconds for reading the names of one label; None for no bound.
    """

    def __init__(self, reader: CypherReader, timeout: float | None = None) -> None:
        self._reader = reader
        self._timeout = timeout
        self._known: dict[str, tuple[Named, ...]] = {}
        self._states: dict[str, Any] = {}

    @classmethod
    def of(cls, reader: CypherReader, timeout: float | None = None) -> Names:
        """Return the names that were read by this reader before, or else those that are to be read."""
        names = _NAMES.get(reader)
        if names is None:
            # The names must not keep the reader alive that they are kept for.
            _NAMES[reader] = names = cls(weakref.proxy(reader), timeout)
        names._timeout = timeout
        return names

    def resolve(self, parameter: str, name: str, labels: Iterable[str] = ()) -> tuple[Named, ...]:
        """Return the nodes that a name stands for, all of the best rank, by id.

        Parameters
        ----------
        parameter
            What the name was given for, for the message.
        name
            In any spelling.
        labels
            What it may stand for; any node without.

        Raises
        ------
        UnknownNameError
            If there is none, with the most similar names of these labels.
        ParameterError
            If there are some, but of other labels only.
        """
        wanted = tuple(label for label in _NAMED if label in set(labels)) or _NAMED
        found = self._best(name, wanted)
        if found:
            return found
        others = self._best(name, tuple(label for label in _NAMED if label not in wanted))
        if others:
            known = ", ".join(f"{node.id} ({node.label})" for node in others)
            raise ParameterError(
                f"the parameter {parameter!r} is {name!r}, which is {known}; the query takes a {_alternatives(wanted)}"
            )
        owners = {spelling: n.id for n in self.all(wanted) for spelling in (*n.aliases, n.name)}
        raise UnknownNameError(name, similar_spellings(name, owners))

    def all(self, labels: Iterable[str] = _NAMED) -> tuple[Named, ...]:
        """Return all nodes of some labels."""
        return tuple(node for label in labels for node in self._nodes(label))

    def _best(self, name: str, labels: tuple[str, ...]) -> tuple[Named, ...]:
        exact = self._by_id(name, labels) if ":" in name else ()
        if exact:
            return exact
        nodes = self.all(labels)
        exact = tuple(node for node in nodes if node.id == name)
        if exact:
            return exact
        ranked = ranked_by_name(name, nodes, lambda n: Spellings(n.name, n.aliases, n.identifiers))
        first = min((rank for rank, _ in ranked), default=0)
        best = [node for rank, node in ranked if rank == first]
        return tuple(sorted(best, key=lambda node: node.id))

    def _by_id(self, name: str, labels: tuple[str, ...]) -> tuple[Named, ...]:
        """Return the node of an id, which the stores find at once, without all names being read."""
        nodes: list[Named] = []
        for label in labels:
            rows = self._reader.run(_ID.format(label=label), {"id": name}, timeout=self._timeout).rows
            nodes += (Named(node_id, label, found) for node_id, found in rows)
        return tuple(nodes)

    def _nodes(self, label: str) -> tuple[Named, ...]:
        # Before the names: if they change in between, the state is another one the next time.
        state = self._reader.run(_STATE.format(label=label), timeout=self._timeout).rows
        if self._states.get(label) != state:
            text = _PAPERS if label == PAPER_LABEL else _ENTITIES.format(label=label)
            rows = self._reader.run(text, timeout=self._timeout).rows
            read = _paper if label == PAPER_LABEL else _entity
            self._known[label] = tuple(read(label, *row) for row in rows)
            self._states[label] = state
        return self._known[label]


_NAMES: weakref.WeakKeyDictionary[CypherReader, Names] = weakref.WeakKeyDictionary()


def _entity(label: str, node_id: str, name: str, aliases: list[str] | None) -> Named:
    return Named(node_id, label, name, tuple(aliases or ()))


def _paper(label: str, node_id: str, name: str, arxiv_id: str | None, doi: str | None) -> Named:
    return Named(node_id, label, name, (), (arxiv_id, doi))


def _alternatives(labels: tuple[str, ...]) -> str:
    return " or ".join(filter(None, (", ".join(labels[:-1]), labels[-1])))

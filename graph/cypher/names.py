"""Which nodes a name stands for, in any spelling, asked of a store in Cypher.

The rules are those of :func:`graph.lookup.find_entities`: an id is a name, a main name counts before an alias. Papers
go by title, id, arXiv id and DOI.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from ..errors import ParameterError, UnknownNameError
from ..lookup import name_rank, similar_spellings
from ..model import NODE_LABELS, PAPER_LABEL
from ..stores.store import CypherReader

# Results have no names of their own: "45.3 %" is what several of them print.
_NAMED = tuple(label for label in NODE_LABELS if label != "Result")
_ENTITIES = "MATCH (n:{label}) RETURN n.id AS id, n.name AS name, n.aliases AS aliases ORDER BY id"
_PAPERS = "MATCH (n:Paper) RETURN n.id AS id, n.title AS name, n.arxivId AS arxivId, n.doi AS doi ORDER BY id"
_ID = "MATCH (n:{label}) WHERE n.id = $id RETURN n.id AS id, n.name AS name"
_ARXIV = re.compile(r"(?:arxiv:\s*|https?://arxiv\.org/(?:abs|pdf)/)?(\S+?)(?:v\d+)?", re.IGNORECASE)
_DOI = re.compile(r"(?:doi:\s*|https?://(?:dx\.)?doi\.org/)?(10\.\S+)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Named:
    """A node, as far as its names go.

    Parameters
    ----------
    id, label, name
        The node's.
    aliases
        Its other spellings.
    keys
        For a paper its arXiv id and DOI, in lower case.
    """

    id: str
    label: str
    name: str
    aliases: tuple[str, ...] = ()
    keys: frozenset[str] = frozenset()


class Names:
    """The names in one store, read when first needed and kept.

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
        was_read = not self._known.keys().isdisjoint(wanted)
        found = self._best(name, wanted)
        if not found and was_read:
            # The store may have changed since then.
            self._known.clear()
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
        keys = _paper_keys(name)
        ranked = [(0 if keys & node.keys else name_rank(name, node.name, node.aliases), node) for node in nodes]
        ranks = [rank for rank, _ in ranked if rank is not None]
        best = [node for rank, node in ranked if ranks and rank == min(ranks)]
        return tuple(sorted(best, key=lambda node: node.id))

    def _by_id(self, name: str, labels: tuple[str, ...]) -> tuple[Named, ...]:
        """Return the node of an id, which the stores find at once, without all names being read."""
        nodes: list[Named] = []
        for label in labels:
            rows = self._reader.run(_ID.format(label=label), {"id": name}, timeout=self._timeout).rows
            nodes += (Named(node_id, label, found) for node_id, found in rows)
        return tuple(nodes)

    def _nodes(self, label: str) -> tuple[Named, ...]:
        if label not in self._known:
            text = _PAPERS if label == PAPER_LABEL else _ENTITIES.format(label=label)
            rows = self._reader.run(text, timeout=self._timeout).rows
            read = _paper if label == PAPER_LABEL else _entity
            self._known[label] = tuple(read(label, *row) for row in rows)
        return self._known[label]


def _entity(label: str, node_id: str, name: str, aliases: list[str] | None) -> Named:
    return Named(node_id, label, name, tuple(aliases or ()))


def _paper(label: str, node_id: str, name: str, arxiv_id: str | None, doi: str | None) -> Named:
    keys = frozenset(key.lower() for key in (arxiv_id, doi) if key)
    return Named(node_id, label, name, (), keys)


def _paper_keys(name: str) -> frozenset[str]:
    """Return the arXiv id and DOI that a text may be, in lower case."""
    matches = (pattern.fullmatch(name.strip()) for pattern in (_ARXIV, _DOI))
    return frozenset(match[1].lower() for match in matches if match)


def _alternatives(labels: tuple[str, ...]) -> str:
    return " or ".join(filter(None, (", ".join(labels[:-1]), labels[-1])))

"""A graph in a database of a Neo4j server, written and read through the official driver."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Any

from ...errors import GraphDataError, StoreError
from ...model import PAPER_LABEL, KnowledgeGraph, Paper
from ...properties import EDGE_PROPERTIES, NODE_PROPERTIES, Edge, PropertyType, graph_of, papers_of
from ..opening import opening
from ..store import Change, CypherReader, Kept
from . import schema
from .driver import server_of, without_time_limit
from .reader import Neo4jReader
from .writer import Neo4jWriter, Wanted, wanted

if TYPE_CHECKING:
    import neo4j

_ATTEMPTS = 3
_FETCH_SIZE = 5000
# A bulk import leaves out empty lists. Properties that a node or edge should not have are not read.
_EMPTY: dict[str, Any] = {
    name: []
    for name, kind in (NODE_PROPERTIES | EDGE_PROPERTIES).items()
    if kind in (PropertyType.TEXTS, PropertyType.INTEGERS)
}


class Neo4jStore:
    """A graph in a database of a Neo4j server, version 5 or newer.

    User, password and database come from ``NEO4J_USERNAME``, ``NEO4J_PASSWORD`` and ``NEO4J_DATABASE``.

    Parameters
    ----------
    url
        Such as ``bolt://localhost:7687``; ``bolt:`` or ``neo4j:`` alone stands for what ``NEO4J_URI`` says.

    Raises
    ------
    StoreError
        If the URL holds a password or a path, or names no host.
    """

    def __init__(self, url: str) -> None:
        self._server = server_of(url)
        self.url = url

    def __repr__(self) -> str:
        return f"{type(self).__name__}({self.url!r})"

    def load(self) -> KnowledgeGraph:
        """Return the graph that was saved last, equal to it in every part.

        Raises
        ------
        StoreError
            If the server cannot be reached, holds no graph or only a part of one, or the graph is damaged.
        """
        with self._server.connect() as driver:
            nodes, edges = self._read(driver)
        try:
            return graph_of(nodes, edges)
        except GraphDataError as error:
            raise StoreError(self.url, f"the graph is damaged: {error}. Build it again.") from error

    def check_writable(self) -> None:
        """Do nothing if a graph can be saved here now.

        Raises
        ------
        StoreError
            If the server cannot be reached or is read-only, another process is writing, or the database holds what
            this program did not make.
        """
        with self._server.connect() as driver:
            Neo4jWriter(driver, self.url, self._server.database).check()

    def save(self, graph: KnowledgeGraph) -> None:
        """Keep `graph` in place of the one in the database; only what differs is written.

        Raises
        ------
        StoreError
            As for :meth:`check_writable`, or if Neo4j cannot hold the graph.
        """
        parts = self._wanted(graph)
        with self._server.connect() as driver:
            Neo4jWriter(driver, self.url, self._server.database).save(parts)

    def papers(self) -> Kept:
        """Return the papers of the graph; see :meth:`graph.stores.store.GraphStore.papers`."""
        with self._server.connect() as driver:
            with driver.session(database=self._server.database) as session:
                is_whole = session.execute_read(schema.check_papers, self.url)
            return Kept(self._papers(driver), is_whole)

    def update(self, change: Change) -> None:
        """Keep what `change` makes of the papers; see :meth:`graph.stores.store.GraphStore.update`."""

        def parts(kept: Kept) -> Wanted | None:
            graph = change(kept)
            return None if graph is None else self._wanted(graph)

        with self._server.connect() as driver:
            writer = Neo4jWriter(driver, self.url, self._server.database)
            writer.update(parts, lambda: self._papers(driver))

    @opening
    def reader(self) -> Iterator[CypherReader]:
        """Open the graph for queries.

        Raises
        ------
        StoreError
            As for :meth:`load`.
        """
        with self._server.connect() as driver:
            with driver.session(database=self._server.database) as session:
                session.execute_read(schema.check_graph, self.url)
            yield Neo4jReader(driver, self._server)

    def _wanted(self, graph: KnowledgeGraph) -> Wanted:
        try:
            return wanted(graph)
        except GraphDataError as error:
            raise StoreError(self.url, f"the graph cannot be kept: {error}") from error

    def _papers(self, driver: neo4j.Driver) -> dict[str, Paper]:
        with driver.session(database=self._server.database, fetch_size=_FETCH_SIZE) as session:
            nodes = session.execute_read(without_time_limit(_nodes), PAPER_LABEL)
        try:
            return papers_of(nodes)
        except GraphDataError as error:
            raise StoreError(self.url, f"the graph is damaged: {error}. Build it again.") from error

    def _read(self, driver: neo4j.Driver) -> tuple[list[dict[str, Any]], list[Edge]]:
        """Return all nodes and edges as they were at one moment."""
        before = None
        for _ in range(_ATTEMPTS):
            before = self._last_change(driver, before)
            # A member of a cluster that is behind catches up with the bookmarks first.
            with driver.session(database=self._server.database, fetch_size=_FETCH_SIZE, bookmarks=before) as session:
                nodes = session.execute_read(without_time_limit(_nodes))
                edges = session.execute_read(without_time_limit(_edges))
                bookmarks = session.last_bookmarks()
            # Neo4j does not freeze what a transaction reads, so that a change in between would tear the graph.
            if self._last_change(driver, bookmarks).raw_values == before.raw_values:
                return nodes, edges
        raise StoreError(self.url, "the database changes while it is read; try again when nothing writes to it")

    def _last_change(self, driver: neo4j.Driver, after: neo4j.Bookmarks | None) -> neo4j.Bookmarks:
        """Return what tells the last transaction that wrote, after a look that the graph is whole."""
        with driver.session(database=self._server.database, bookmarks=after) as session:
            session.execute_read(schema.check_graph, self.url)
            return session.last_bookmarks()


def _nodes(tx: neo4j.ManagedTransaction, labels: str = schema.ANY_NODE) -> list[dict[str, Any]]:
    values = _values("n", NODE_PROPERTIES)
    found = tx.run(f"MATCH (n:{labels}) RETURN labels(n)[0], {values}")
    return [{"label": label, **_properties(NODE_PROPERTIES, values)} for label, values in found]


def _edges(tx: neo4j.ManagedTransaction) -> list[Edge]:
    values = _values("r", EDGE_PROPERTIES)
    found = tx.run(f"MATCH (a)-[r:{schema.ANY_EDGE}]->(b) RETURN a.id, type(r), b.id, {values}")
    return [
        Edge(source, target, {"type": kind, **_properties(EDGE_PROPERTIES, values)})
        for source, kind, target, values in found
    ]


def _values(variable: str, names: Iterable[str]) -> str:
    """Return the expression for a list of properties; a map would repeat their names in every row."""
    return f"[{', '.join(f'{variable}.{name}' for name in names)}]"


def _properties(names: Iterable[str], values: Iterable[Any]) -> dict[str, Any]:
    return _EMPTY | {name: value for name, value in zip(names, values, strict=True) if value is not None}

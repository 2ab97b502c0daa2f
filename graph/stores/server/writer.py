"""Writes a graph into a Neo4j database: only what is not there yet, in batches, while nobody else does.

A whole graph is more than one transaction should hold, so saving leaves a mark first, which is taken away at the end:
what was stopped half-way is noticed, and saving again completes it. An update deletes papers last, so that the graph
can be made of those that are there. The mark is also the lock. A transaction that stays open keeps it, and the server
lets go of it when the connection ends, however that happens.
"""

from __future__ import annotations

import uuid
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from ...errors import GraphDataError, NoGraphError, StoreError
from ...model import PAPER_LABEL, KnowledgeGraph, Paper
from ...properties import edges, node_properties
from ..storable import check_storable
from ..store import Kept
from . import schema
from .driver import NO_TIME_LIMIT, without_time_limit

if TYPE_CHECKING:
    import neo4j

_NodeKey = tuple[str, str]
"""Label and id."""
_EdgeKey = tuple[str, str, str, str | None]
"""Source, type, target, and the paper that says so."""

_BATCH = 5000
_DELETE_BATCH = 1000
# More sessions make a server on the same machine no faster.
_SESSIONS = 3
_LOCK_SECONDS = 3.0
_LOCKED_CODES = (
    "TransactionTimedOut",
    "TransactionTimedOutClientConfiguration",
    "LockClientStopped",
    "DeadlockDetected",
)
_OTHERS = "another process is writing here; wait until it is done"
# The largest key that an index of Neo4j takes is a little longer.
_ID_BYTES = 8000

_MAKE_MARK = f"MERGE (m:{schema.SAVE_LABEL}) SET m.since = datetime(), m.doing = $doing"
# Should two programs have made a mark at the same moment, only one can hold both.
_HOLD_MARKS = f"MATCH (m:{schema.SAVE_LABEL}) SET m.writer = $writer RETURN count(m)"
_SAVING = "save"
_DELETE_FREE_MARKS = f"MATCH (m:{schema.SAVE_LABEL}) WHERE m.writer IS NULL DELETE m"
_DELETE_NODES = "MATCH (x) WHERE elementId(x) = id DETACH DELETE x"
_DELETE_MARKS = f"MATCH (m:{schema.SAVE_LABEL} {{writer: $writer}}) DELETE m"


@dataclass(frozen=True, slots=True)
class Wanted:
    """What the database shall hold.

    Parameters
    ----------
    nodes
        Properties by label and id.
    edges
        Properties by source, type, target and paper.
    """

    nodes: Mapping[_NodeKey, Mapping[str, Any]]
    edges: Mapping[_EdgeKey, Mapping[str, Any]]


def wanted(graph: KnowledgeGraph) -> Wanted:
    """Return the nodes and edges of a graph, all of which Neo4j can hold.

    Raises
    ------
    GraphDataError
        If a text holds half a surrogate pair, an integer has more than 64 bits, or an id is too long for an index.
    """
    nodes: dict[_NodeKey, dict[str, Any]] = {}
    for properties in node_properties(graph):
        check_storable(properties)
        if len(properties["id"].encode()) > _ID_BYTES:
            raise GraphDataError(f"the id {properties['id']!r:.80} is longer than {_ID_BYTES} bytes")
        nodes[properties.pop("label"), properties["id"]] = properties
    found: dict[_EdgeKey, dict[str, Any]] = {}
    for edge in edges(graph):
        own = dict(edge.properties)
        check_storable(own)
        found[edge.source, own.pop("type"), edge.target, own.get("paperId")] = own
    return Wanted(nodes, found)


class Neo4jWriter:
    """Writes one database of a server.

    Parameters
    ----------
    driver
        Connected to the server.
    url
        The store, as the user named it.
    database
        The name of the database; None for the user's own.
    """

    def __init__(self, driver: neo4j.Driver, url: str, database: str | None) -> None:
        import neo4j

        self._driver = driver
        self._url = url
        self._database = database
        # In a cluster, each session sees what the ones before it wrote, whichever member answers.
        self._bookmarks = neo4j.GraphDatabase.bookmark_manager()

    def check(self) -> None:
        """Do nothing if a graph can be written here now.

        Raises
        ------
        StoreError
            If another process is writing, or the database holds what this program did not make.
        """
        with self._session() as session:
            session.execute_read(without_time_limit(schema.check_ours), self._url)
            with self._noticing_others(), session.begin_transaction(timeout=_LOCK_SECONDS) as tx:
                tx.run(_MAKE_MARK, doing=_SAVING).consume()
                tx.rollback()

    def save(self, graph: Wanted) -> None:
        """Make the database hold this graph and nothing else.

        Raises
        ------
        StoreError
            If another process is writing, or the database holds what this program did not make.
        """
        self.check()
        with self._exclusively(_SAVING):
            self._write_graph(graph)

    def update(self, change: Callable[[Kept], Wanted | None], papers: Callable[[], Mapping[str, Paper]]) -> None:
        """Make the database hold what `change` makes of its papers.

        Parameters
        ----------
        change
            Gives None to leave everything as it is.
        papers
            Reads the papers of the database.

        Raises
        ------
        StoreError
            If another process is writing, saving was not finished, or the database holds what this program did not
            make; or if `change` gives None for what is not whole.
        """
        self.check()
        is_whole = self._is_whole()
        has_begun = False
        try:
            with self._exclusively(schema.UPDATE):
                wanted = change(Kept(papers(), is_whole))
                if wanted is not None:
                    has_begun = True
                    self._write_graph(wanted)
                elif not is_whole:
                    raise StoreError(self._url, "an update was not finished, and this one would not complete it")
        except BaseException:
            if is_whole and not has_begun:
                # The graph is as it was, and nothing has to be finished.
                self._forget_mark()
            raise

    def _write_graph(self, graph: Wanted) -> None:
        self._run(*schema.constraint_statements())
        # A second time only if something else interfered: a foreign program, or an answer that got lost and made the
        # driver repeat a batch.
        if not (self._reconcile(graph) or self._reconcile(graph)):
            raise StoreError(self._url, "another program changes the database; stop it, and save the graph again")
        self._run(schema.index_statement())
        self._run(f"CALL db.awaitIndex('{schema.NAMES_INDEX}', 300)")

    def _is_whole(self) -> bool:
        """Tell whether no update was stopped here."""
        with self._session() as session:
            try:
                return session.execute_read(schema.check_papers, self._url)
            except NoGraphError:
                return True

    @contextmanager
    def _exclusively(self, doing: str) -> Iterator[None]:
        """Mark the database as being written while the block runs, and keep all others from writing."""
        writer = uuid.uuid4().hex
        with self._session() as session:
            with self._noticing_others(), session.begin_transaction(timeout=_LOCK_SECONDS) as tx:
                tx.run(_MAKE_MARK, doing=doing).consume()
                tx.commit()
            with session.begin_transaction(timeout=NO_TIME_LIMIT) as lock:
                with self._noticing_others():
                    held = lock.run(_HOLD_MARKS, writer=writer).single(strict=True)[0]
                if not held:
                    raise StoreError(self._url, _OTHERS)
                yield
                lock.run(_DELETE_MARKS, writer=writer).consume()
                lock.commit()

    def _forget_mark(self) -> None:
        """Delete a mark that nobody holds; that of a program at work stays."""
        import neo4j.exceptions

        with (
            suppress(neo4j.exceptions.Neo4jError, neo4j.exceptions.DriverError),
            self._session() as session,
            session.begin_transaction(timeout=_LOCK_SECONDS) as tx,
        ):
            tx.run(_DELETE_FREE_MARKS).consume()
            tx.commit()

    @contextmanager
    def _noticing_others(self) -> Iterator[None]:
        import neo4j.exceptions

        try:
            yield
        except neo4j.exceptions.Neo4jError as error:
            if error.code and error.code.endswith(_LOCKED_CODES):
                raise StoreError(self._url, _OTHERS) from error
            raise

    def _reconcile(self, graph: Wanted) -> bool:
        """Write what is missing, delete what is too much, and return whether the numbers are right now."""
        is_empty = self._counts() == (0, 0)
        ids, surplus = self._reconcile_nodes(graph.nodes, is_empty)
        self._reconcile_edges(graph.edges, ids, is_empty)
        self._delete_papers(surplus)
        return self._counts() == (len(graph.nodes), len(graph.edges))

    def _reconcile_nodes(
        self, nodes: Mapping[_NodeKey, Mapping[str, Any]], is_empty: bool
    ) -> tuple[dict[str, str], list[str]]:
        """Return the server's own identifier of each node by its id, and those of papers that are still to delete."""
        ids: dict[str, str] = {}
        missing = dict(nodes)
        surplus: list[str] = []
        papers: list[str] = []
        text = f"MATCH (n:{schema.ANY_NODE}) RETURN elementId(n), labels(n)[0], properties(n)"
        for element, label, properties in () if is_empty else self._values(text):
            key = label, properties["id"]
            if key not in missing:
                (papers if label == PAPER_LABEL else surplus).append(element)
                continue
            ids[properties["id"]] = element
            if _is_same(missing[key], properties):
                del missing[key]
        self._delete(_DELETE_NODES, surplus)
        by_label: dict[str, list[Mapping[str, Any]]] = defaultdict(list)
        for (label, _), properties in missing.items():
            by_label[label].append(properties)
        clause = "CREATE (n:{label})" if is_empty else "MERGE (n:{label} {{id: row.id}})"
        jobs = [
            (f"UNWIND $rows AS row {clause.format(label=label)} SET n = row RETURN n.id, elementId(n)", rows)
            for label, all_rows in by_label.items()
            for rows in _batches(all_rows, _BATCH)
        ]
        for pairs in self._write(jobs):
            ids.update({node_id: element for node_id, element in pairs})
        return ids, papers

    def _reconcile_edges(
        self, edges: Mapping[_EdgeKey, Mapping[str, Any]], ids: Mapping[str, str], is_empty: bool
    ) -> None:
        missing = dict(edges)
        surplus: list[str] = []
        text = f"MATCH (a)-[r:{schema.ANY_EDGE}]->(b) RETURN elementId(r), a.id, type(r), b.id, properties(r)"
        for element, source, kind, target, properties in () if is_empty else self._values(text):
            key = source, kind, target, properties.get("paperId")
            # One that is not as it should be is made anew; so is the second of two of one key not kept.
            if key in missing and _is_same(missing[key], properties):
                del missing[key]
            else:
                surplus.append(element)
        self._delete("MATCH ()-[x]->() WHERE elementId(x) = id DELETE x", surplus)
        by_shape: dict[tuple[str, ...], list[list[Any]]] = defaultdict(list)
        # Batches that share few nodes seldom wait for each other's locks.
        for key in sorted(missing, key=lambda key: (key[2], key[0])):
            source, kind, target, _ = key
            by_shape[kind, *missing[key]].append([ids[source], ids[target], *missing[key].values()])
        self._write(
            [
                (_edge_statement(kind, names, is_empty), rows)
                for (kind, *names), all_rows in by_shape.items()
                for rows in _batches(all_rows, _BATCH)
            ]
        )

    def _delete_papers(self, elements: Sequence[str]) -> None:
        # What an update that was stopped was to remove must still be there when it is repeated.
        self._delete(_DELETE_NODES, elements)

    def _counts(self) -> tuple[int, int]:
        (nodes,), *_ = self._values(f"MATCH (n:{schema.ANY_NODE}) RETURN count(n)")
        (edges,), *_ = self._values(f"MATCH ()-[r:{schema.ANY_EDGE}]->() RETURN count(r)")
        return nodes, edges

    def _delete(self, clause: str, elements: Sequence[str]) -> None:
        for rows in _batches(elements, _DELETE_BATCH):
            self._write_batch((f"UNWIND $rows AS id {clause}", rows))

    def _write(self, jobs: Iterable[tuple[str, Sequence[Any]]]) -> list[list[list[Any]]]:
        from concurrent.futures import ThreadPoolExecutor

        with ThreadPoolExecutor(_SESSIONS) as pool:
            try:
                return list(pool.map(self._write_batch, jobs))
            except BaseException:
                pool.shutdown(wait=False, cancel_futures=True)
                raise

    def _write_batch(self, job: tuple[str, Sequence[Any]]) -> list[list[Any]]:
        statement, rows = job
        with self._session() as session:
            return session.execute_write(without_time_limit(lambda tx: tx.run(statement, rows=rows).values()))

    def _values(self, statement: str) -> list[list[Any]]:
        with self._session() as session:
            return session.execute_read(without_time_limit(lambda tx: tx.run(statement).values()))

    def _run(self, *statements: str) -> None:
        """Run statements about the schema, in one transaction."""

        def work(tx: neo4j.ManagedTransaction) -> None:
            for statement in statements:
                tx.run(statement).consume()

        with self._session() as session:
            session.execute_write(without_time_limit(work))

    def _session(self) -> neo4j.Session:
        return self._driver.session(database=self._database, bookmark_manager=self._bookmarks)


def _edge_statement(kind: str, names: Sequence[str], is_new: bool) -> str:
    """Return the statement that writes edges of rows: both ends, then the values of the named properties."""
    match = "UNWIND $rows AS row MATCH (a) WHERE elementId(a) = row[0] MATCH (b) WHERE elementId(b) = row[1] "
    properties = ", ".join(f"{name}: row[{column}]" for column, name in enumerate(names, start=2))
    if is_new:
        return f"{match}CREATE (a)-[:{kind} {{{properties}}}]->(b)"
    key = f"{{paperId: row[{names.index('paperId') + 2}]}}" if "paperId" in names else ""
    return f"{match}MERGE (a)-[r:{kind} {key}]->(b) SET r = {{{properties}}}"


def _batches(rows: Sequence[Any], size: int) -> Iterator[Sequence[Any]]:
    for start in range(0, len(rows), size):
        yield rows[start : start + size]


def _is_same(some: Mapping[str, Any], others: Mapping[str, Any]) -> bool:
    # To Python, 1 and 1.0 are equal; to Neo4j they are of two types.
    return some == others and all(type(value) is type(others[name]) for name, value in some.items())

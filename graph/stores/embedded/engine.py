"""ArcadeDB in this process: its Java machine, its databases, and a graph in and out of one.

The rest of the program sees Python values only; Java objects stay in this package.
"""

from __future__ import annotations

import tempfile
import threading
from collections import defaultdict
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import Any

from ...errors import GraphDataError, StoreError
from ...model import EDGE_TYPES, NODE_LABELS, PAPER_LABEL, KnowledgeGraph, Paper
from ...properties import EDGE_PROPERTIES, NODE_PROPERTIES, Edge, edges, graph_of, node_properties, papers_of
from ..storable import check_storable

_EDGES_AT_ONCE = 50_000
_LOGGING = Path(__file__).with_name("logging.properties")


@dataclass(slots=True)
class _Opened:
    database: Any
    users: int = 0


# A database can be opened once a process; all its readers share it.
_opened: dict[str, _Opened] = {}
_lock = threading.Lock()


def start(url: str) -> Any:
    """Start the Java machine if it does not run yet, and return the module ``jpype``.

    Raises
    ------
    StoreError
        If ArcadeDB is not installed or its Java machine does not start.
    """
    try:
        import jpype
        from arcadedb_embedded import jvm
    except ImportError as error:
        raise StoreError(
            url,
            "Cypher without a server needs the package arcadedb-embedded, which is not installed (it has no wheel for "
            "some systems); keep the graph in Neo4j instead (abstractgraph copy graph.json neo4j://HOST)",
        ) from error
    with _lock:
        if not jpype.isJVMStarted():
            try:
                jpype.startJVM(
                    jvm.get_bundled_jre_lib_path(),
                    "-Xrs",  # signals are Python's; without this, SIGTERM crashes the process
                    f"-XX:ErrorFile={Path(tempfile.gettempdir(), 'abstractgraph-java-%p.log')}",
                    "-XX:+UseSerialGC",
                    "-XX:+UseCompactObjectHeaders",
                    "-Djava.awt.headless=true",
                    "-Dfile.encoding=UTF8",
                    "--enable-native-access=ALL-UNNAMED",
                    "--add-opens=java.base/java.util.concurrent.atomic=ALL-UNNAMED",
                    "--add-opens=java.base/java.nio.channels.spi=ALL-UNNAMED",
                    "--add-opens=java.base/java.lang=ALL-UNNAMED",
                    "-Dpolyglot.engine.WarnInterpreterOnly=false",
                    "-Darcadedb.opencypher.loadCsv.allowFileUrls=false",
                    "-Darcadedb.opencypher.loadCsv.allowRemoteUrls=false",
                    f"-Djava.util.logging.config.file={_LOGGING}",
                    classpath=sorted(map(str, Path(jvm.get_jar_path()).glob("*.jar"))),
                    interrupt=False,
                )
            except Exception as error:
                raise StoreError(url, f"the Java machine of ArcadeDB does not start ({error})") from error
    return jpype


def create_database(url: str, path: Path, graph: KnowledgeGraph) -> None:
    """Make a database in the folder `path` that holds `graph`, closed cleanly.

    Raises
    ------
    StoreError
        If the engine cannot be started or fails.
    GraphDataError
        If it cannot hold a text or an integer.
    OSError
        If the folder cannot be written.
    """
    nodes: dict[str, list[dict[str, Any]]] = {label: [] for label in NODE_LABELS}
    for node in node_properties(graph):
        check_storable(node)
        nodes[node.pop("label")].append(node)
    jpype = start(url)
    from arcadedb_embedded import ArcadeDBError, create_database

    try:
        # Java does not follow when the working folder changes: it gets whole paths.
        database = create_database(str(path.resolve()))
        try:
            _declare(database)
            _fill(database, nodes, edges(graph))
        finally:
            database.close()
    except (ArcadeDBError, jpype.JException) as error:
        raise StoreError(url, f"ArcadeDB cannot write the graph ({error})") from error


def _declare(database: Any) -> None:
    for label in NODE_LABELS:
        database.command("sql", f"CREATE VERTEX TYPE {label} BUCKETS 1")
        database.command("sql", f"CREATE PROPERTY {label}.id STRING")
        database.command("sql", f"CREATE INDEX ON {label} (id) UNIQUE")
    for edge_type in EDGE_TYPES:
        database.command("sql", f"CREATE EDGE TYPE {edge_type} BUCKETS 1")


def _fill(database: Any, nodes: dict[str, list[dict[str, Any]]], all_edges: Iterable[Edge]) -> None:
    with database.graph_batch() as batch:
        places: dict[str, str] = {}
        for label, members in nodes.items():
            if members:
                made = batch.create_vertices(label, members)
                places.update(zip((node["id"] for node in members), made, strict=True))
        for edge_type, group in _by_type(all_edges):
            properties = [{k: v for k, v in edge.properties.items() if k != "type"} for edge in group]
            for one in properties:
                check_storable(one)
            heads, tails = [places[edge.source] for edge in group], [places[edge.target] for edge in group]
            batch.new_edges(heads, edge_type, tails, properties)


def _by_type(all_edges: Iterable[Edge]) -> Iterator[tuple[str, list[Edge]]]:
    waiting: dict[str, list[Edge]] = defaultdict(list)
    for edge in all_edges:
        group = waiting[edge.properties["type"]]
        group.append(edge)
        if len(group) == _EDGES_AT_ONCE:
            yield edge.properties["type"], waiting.pop(edge.properties["type"])
    yield from waiting.items()


@contextmanager
def opened(url: str, path: Path) -> Iterator[Any]:
    """Give the database in a folder, opened for reading only, shared by all of this process.

    Raises
    ------
    StoreError
        If the engine cannot be started or the folder holds no sound database.
    """
    jpype = start(url)
    key = str(path.resolve())
    with _lock:
        entry = _opened.get(key)
        if entry is None:
            entry = _opened[key] = _Opened(_open(jpype, url, key))
        entry.users += 1
    try:
        yield entry.database
    finally:
        with _lock:
            entry.users -= 1
            if not entry.users:
                del _opened[key]
                entry.database.close()


def _open(jpype: Any, url: str, path: str) -> Any:
    from arcadedb_embedded import Database

    factory = jpype.JClass("com.arcadedb.database.DatabaseFactory")
    mode = jpype.JClass("com.arcadedb.engine.ComponentFile").MODE
    try:
        return Database(factory(path).open(mode.READ_ONLY))
    except jpype.JException as error:
        raise StoreError(url, f"the database is damaged ({error.getMessage()}); build the graph again") from error


def read_graph(url: str, database: Any) -> KnowledgeGraph:
    """Return the graph that a database holds.

    Raises
    ------
    StoreError
        If it holds no sound graph of this program.
    """
    with _in_words(url):
        return graph_of(_nodes(database, NODE_LABELS), _edges(database))


def read_papers(url: str, database: Any) -> dict[str, Paper]:
    """Return the papers that a database holds, by id.

    Raises
    ------
    StoreError
        If they are not sound.
    """
    with _in_words(url):
        return papers_of(_nodes(database, (PAPER_LABEL,)))


@contextmanager
def _in_words(url: str) -> Iterator[None]:
    from arcadedb_embedded import ArcadeDBError

    try:
        yield
    except GraphDataError as error:
        raise StoreError(url, f"the graph is damaged: {error}. Build it again.") from error
    except ArcadeDBError as error:
        raise StoreError(url, f"the database is damaged ({error}); build the graph again") from error


# Whole rows cross from Java at once this way; record by record takes five times as long.
def _nodes(database: Any, labels: Iterable[str]) -> Iterator[dict[str, Any]]:
    columns = ", ".join(f"`{name}`" for name in NODE_PROPERTIES if name != "label")
    for label in labels:
        for row in database.query("sql", f"SELECT {columns} FROM {label}").iter_dicts():
            yield {"label": label, **_known(row)}


def _edges(database: Any) -> Iterator[Edge]:
    columns = ", ".join(f"`{name}`" for name in EDGE_PROPERTIES if name != "type")
    for kind in EDGE_TYPES:
        text = f"SELECT @out.id AS source, @in.id AS target, {columns} FROM {kind}"
        for row in database.query("sql", text).iter_dicts():
            source, target = row.pop("source"), row.pop("target")
            yield Edge(source, target, {"type": kind, **_known(row)})


def _known(row: dict[str, Any]) -> dict[str, Any]:
    # Numbers near the ends of what a float can hold come back as decimals.
    return {
        name: float(value) if isinstance(value, Decimal) else value for name, value in row.items() if value is not None
    }

"""A graph as a NetworkX ``MultiDiGraph``, kept in one file of node-link JSON.

The file is what ``networkx.node_link_data(g, edges="edges")`` gives, with one node or edge a line, and
``networkx.node_link_graph(json.load(file), edges="edges")`` reads it. Equal graphs give the same bytes.
"""

from __future__ import annotations

import shlex
import sys
from collections.abc import Callable, Iterator, Mapping
from contextlib import AbstractContextManager, nullcontext
from pathlib import Path
from typing import TYPE_CHECKING, Any, BinaryIO, TypeVar

import orjson

from extract.atomic import check_replaceable, fault, replacing

from ..errors import GraphDataError, NoGraphError, StoreError
from ..model import KnowledgeGraph
from ..properties import FORMAT_VERSION, GRAPH_PROPERTIES, Edge, edges, graph_of, node_properties, papers_of
from .locks import writing
from .opening import opening
from .store import Change, CypherReader, Kept

_Made = TypeVar("_Made")

_STANDARD = "-"
# What other programs would expect behind these names is made by export.
_OF_EXPORTS = (".graphml", ".gexf", ".csv", ".tsv", ".jsonl", ".ndjson")

# Importing networkx takes longer than reading most graphs, and only the two conversions need it.
if TYPE_CHECKING:
    import networkx as nx


class JsonStore:
    """A graph in one file of node-link JSON.

    Parameters
    ----------
    url
        The path of the file; ``-`` is standard input for :meth:`load` and standard output for :meth:`save`.
    """

    def __init__(self, url: str) -> None:
        self.url = url
        self._path = Path(url)

    def __repr__(self) -> str:
        return f"{type(self).__name__}({self.url!r})"

    def load(self) -> KnowledgeGraph:
        """Return the graph that was saved last, equal to it in every part.

        Raises
        ------
        StoreError
            If the file is missing or cannot be read, is damaged, or is not a graph of this program.
        """
        return self._parse(self._read())

    def _parse(self, content: bytes) -> KnowledgeGraph:
        return self._made_of(
            content, lambda document: graph_of(_objects(document, "nodes"), map(_edge, _objects(document, "edges")))
        )

    def _made_of(self, content: bytes, make: Callable[[dict[str, Any]], _Made]) -> _Made:
        try:
            document = orjson.loads(content)
        except orjson.JSONDecodeError as error:
            raise StoreError(
                self.url,
                f"it is not JSON (line {error.lineno}, column {error.colno}: {error.msg}); name a graph file",
            ) from error
        self._check_head(document)
        try:
            return make(document)
        except GraphDataError as error:
            raise StoreError(self.url, f"the graph is damaged: {error}. Build it again.") from error

    def check_writable(self) -> None:
        """Do nothing if a graph can be saved here now.

        Raises
        ------
        StoreError
            If the file cannot be written, or its name promises another format.
        """
        if self.url == _STANDARD:
            return
        self._check_ending()
        try:
            check_replaceable(self._path)
        except OSError as error:
            raise StoreError(self.url, fault(error)) from error
        with self._writing(patience=0):
            pass

    def save(self, graph: KnowledgeGraph) -> None:
        """Keep `graph` in place of everything that was in the file; the old file stays whole if this fails.

        Raises
        ------
        StoreError
            If the file cannot be written, its name promises another format, or another process is writing it.
        """
        self._check_ending()
        with self._writing():
            self._write(graph)

    def papers(self) -> Kept:
        """Return the papers of the graph; see :meth:`graph.stores.store.GraphStore.papers`."""
        content = self._read()
        return Kept(self._made_of(content, lambda document: papers_of(_objects(document, "nodes"))))

    def update(self, change: Change) -> None:
        """Keep what `change` makes of the papers; see :meth:`graph.stores.store.GraphStore.update`."""
        self._check_ending()
        with self._writing():
            try:
                kept = self.papers()
            except NoGraphError:
                kept = Kept({})
            graph = change(kept)
            if graph is not None:
                self._write(graph)

    @opening
    def reader(self) -> Iterator[CypherReader]:
        """Open the graph for queries; see :meth:`graph.stores.store.GraphStore.reader`.

        NetworkX answers no Cypher: the graph is copied into a database of ArcadeDB, which is kept in the user's cache
        folder until the file changes.
        """
        from .embedded.cache import cached_reader

        source = None if self.url == _STANDARD else self._path
        with cached_reader(self.url, source, self._read(), self._parse) as reader:
            yield reader

    def _check_ending(self) -> None:
        ending = self._path.suffix.lower()
        if ending in _OF_EXPORTS:
            raise StoreError(
                self.url,
                f"a graph is kept as JSON, which is no {ending} file; keep it as graph.json, and for {ending} use "
                "abstractgraph export -g graph.json",
            )

    def _writing(self, *, patience: float | None = None) -> AbstractContextManager[None]:
        if self.url == _STANDARD or (self._path.exists() and not self._path.is_file()):
            return nullcontext()
        target = self._path.resolve()
        return writing(self.url, target.with_name(f".{target.name}.lock"), patience=patience)

    def _write(self, graph: KnowledgeGraph) -> None:
        try:
            with nullcontext(sys.stdout.buffer) if self.url == _STANDARD else replacing(self._path) as stream:
                write_node_link(graph, stream)
        except BrokenPipeError:
            # Not a fault of the store: whoever reads standard output has seen enough.
            raise
        except OSError as error:
            raise StoreError(self.url, fault(error)) from error
        except GraphDataError as error:
            raise StoreError(self.url, f"the graph cannot be kept: {error}") from error

    def _read(self) -> bytes:
        try:
            content = sys.stdin.buffer.read() if self.url == _STANDARD else self._path.read_bytes()
        except FileNotFoundError as error:
            command = f"abstractgraph build FILES -o {shlex.quote(self.url)}"
            raise NoGraphError(self.url, f"there is no graph; make one with: {command}") from error
        except IsADirectoryError as error:
            raise StoreError(self.url, "it is a folder; name a graph file") from error
        except PermissionError as error:
            raise StoreError(self.url, "reading is not permitted; change the permissions of the file") from error
        except OSError as error:
            raise StoreError(self.url, f"it cannot be read ({error.strerror or error})") from error
        if not content.strip():
            raise StoreError(self.url, "the file is empty; build the graph again")
        return content

    def _check_head(self, document: Any) -> None:
        head = document.get("graph") if isinstance(document, dict) else None
        if not isinstance(head, dict) or head.get("generator") != GRAPH_PROPERTIES["generator"]:
            raise StoreError(self.url, "it is JSON, but not a graph made by abstractgraph; name a graph file")
        version = head.get("formatVersion")
        if isinstance(version, int) and version > FORMAT_VERSION:
            raise StoreError(
                self.url,
                f"a newer version of abstractgraph made this graph (format {version}, this version reads "
                f"{FORMAT_VERSION}); install the newer version",
            )
        if version != FORMAT_VERSION:
            raise StoreError(self.url, f"the graph has no valid format version ({version!r}); build it again")


def write_node_link(graph: KnowledgeGraph, stream: BinaryIO) -> None:
    """Write a graph as node-link JSON in UTF-8, one node or edge a line, in the order of the graph.

    Raises
    ------
    GraphDataError
        If a text holds half a surrogate pair, or an integer more than 64 bits.
    """
    stream.write(b'{"directed":true,"multigraph":true,"graph":' + json_line(GRAPH_PROPERTIES))
    for name, members in (("nodes", node_properties(graph)), ("edges", map(edge_object, edges(graph)))):
        stream.write(f',\n"{name}":['.encode())
        separator = b"\n"
        for member in members:
            stream.write(separator + json_line(member))
            separator = b",\n"
        stream.write(b"\n]")
    stream.write(b"}\n")


def json_line(value: Mapping[str, Any]) -> bytes:
    """Return an object as JSON in UTF-8, on one line without its end.

    Raises
    ------
    GraphDataError
        If a text holds half a surrogate pair, or an integer more than 64 bits.
    """
    try:
        return orjson.dumps(value)
    except orjson.JSONEncodeError as error:
        raise GraphDataError(f"JSON cannot hold {value!a:.200}: {error}") from error


def edge_object(edge: Edge) -> dict[str, Any]:
    """Return an edge as one JSON object, with ``source``, ``target`` and ``key`` first."""
    return {"source": edge.source, "target": edge.target, "key": edge.key, **edge.properties}


def to_networkx(graph: KnowledgeGraph) -> nx.MultiDiGraph[str]:
    """Return the graph as a NetworkX graph with the properties of ``docs/graph-format.md``.

    Nodes are named by their ids. The key of an edge is ``MENTIONS``, or for a claim its type and paper with a ``|``
    between them.
    """
    import networkx as nx

    g: nx.MultiDiGraph[str] = nx.MultiDiGraph(**GRAPH_PROPERTIES)
    for properties in node_properties(graph):
        g.add_node(properties.pop("id"), **properties)
    for edge in edges(graph):
        g.add_edge(edge.source, edge.target, key=edge.key, **edge.properties)
    return g


def from_networkx(g: nx.MultiDiGraph[str]) -> KnowledgeGraph:
    """Return the graph that :func:`to_networkx` would turn into `g`.

    A subgraph is a graph too, as long as it holds every paper that its edges name.

    Raises
    ------
    GraphDataError
        If a property is missing or of a wrong type, or the parts contradict each other or the schema.
    """
    return graph_of(
        ({**properties, "id": node} for node, properties in g.nodes(data=True)),
        (Edge(source, target, properties) for source, target, properties in g.edges(data=True)),
    )


def _objects(document: dict[str, Any], name: str) -> Iterator[dict[str, Any]]:
    members = document.get(name)
    if not isinstance(members, list):
        raise GraphDataError(f"there is no list of {name}")
    for number, member in enumerate(members):
        if not isinstance(member, dict):
            raise GraphDataError(f"{name}[{number}] is not an object")
        yield member


def _edge(member: dict[str, Any]) -> Edge:
    source, target = member.get("source"), member.get("target")
    if not isinstance(source, str) or not isinstance(target, str):
        raise GraphDataError(f"an edge goes from {source!r} to {target!r}, which are not two node ids")
    return Edge(source, target, member)

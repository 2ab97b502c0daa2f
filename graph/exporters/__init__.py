"""A graph as files for other programs: one module a format, and one table that picks."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import BinaryIO

from extract.atomic import fault, replacing

from ..errors import GraphDataError, OutputError
from ..model import KnowledgeGraph
from . import csv_tables, gexf, graphml, jsonl, neo4j_admin, node_link

__all__ = ["EXPORTERS", "Exporter", "export_graph", "format_of", "write_graph"]

Writer = Callable[[KnowledgeGraph, BinaryIO], None]


@dataclass(frozen=True, slots=True)
class Exporter:
    """A format: either one file, or a folder of several.

    Parameters
    ----------
    summary
        What the format is for, as a help text.
    write
        Writes the graph to the one file; None for a folder.
    endings
        The endings of a path that choose the format, lower case.
    folder
        The names of the files in the folder, each with what writes it.
    """

    summary: str
    write: Writer | None = None
    endings: tuple[str, ...] = ()
    folder: Mapping[str, Writer] = field(default_factory=dict)


EXPORTERS: dict[str, Exporter] = {
    "graphml": Exporter("GraphML, for most graph tools", graphml.write, (".graphml",)),
    "gexf": Exporter("GEXF 1.3, for Gephi", gexf.write, (".gexf",)),
    "node-link": Exporter("node-link JSON, for NetworkX and D3", node_link.write, (".json",)),
    "jsonl": Exporter("JSON lines, one node or edge a line", jsonl.write, (".jsonl", ".ndjson")),
    "csv": Exporter(
        "a folder with nodes.csv and edges.csv",
        folder={"nodes.csv": csv_tables.write_nodes, "edges.csv": csv_tables.write_edges},
    ),
    "neo4j-admin": Exporter(
        "a folder to import into Neo4j in bulk",
        folder={
            "nodes-header.csv": neo4j_admin.write_node_header,
            "nodes.csv": neo4j_admin.write_nodes,
            "edges-header.csv": neo4j_admin.write_edge_header,
            "edges.csv": neo4j_admin.write_edges,
            "import.sh": neo4j_admin.write_command,
            "after-import.cypher": neo4j_admin.write_statements,
        },
    ),
}


def format_of(path: Path) -> str | None:
    """Return the format that the ending of `path` chooses, or None if it chooses none.

    Examples
    --------
    >>> format_of(Path("graph.graphml"))
    'graphml'
    """
    for name, exporter in EXPORTERS.items():
        if path.suffix.lower() in exporter.endings:
            return name
    return None


def export_graph(graph: KnowledgeGraph, path: str | Path, format: str) -> None:
    """Write a graph to `path`, a file or for ``csv`` and ``neo4j-admin`` a folder; equal graphs give the same bytes.

    Each file takes the place of an old one in a single step, and only after all files of the format could be written.
    A folder is made if it does not exist; other files in it stay.

    Parameters
    ----------
    graph
        The graph.
    path
        Where to write.
    format
        A key of :data:`EXPORTERS`.

    Raises
    ------
    OutputError
        If there is no such format, the path cannot be written, or the format cannot hold the graph.
    """
    exporter = _exporter(str(path), format)
    path = Path(path)
    with _in_words(str(path)):
        if exporter.write is not None:
            with replacing(path) as stream:
                exporter.write(graph, stream)
        else:
            _export_folder(graph, path, exporter.folder)


def write_graph(graph: KnowledgeGraph, stream: BinaryIO, format: str) -> None:
    """Write a graph to a binary stream such as standard output.

    Raises
    ------
    OutputError
        If there is no such format, it is not a single file, or it cannot hold the graph.
    BrokenPipeError
        If the reader of the stream has gone.
    """
    exporter = _exporter("-", format)
    if exporter.write is None:
        raise OutputError("-", f"the format {format} is {exporter.summary}; name the folder instead of -")
    with _in_words("-"):
        exporter.write(graph, stream)


def _exporter(path: str, format: str) -> Exporter:
    if format not in EXPORTERS:
        raise OutputError(path, f"there is no format {format!r}; known formats: {', '.join(EXPORTERS)}")
    return EXPORTERS[format]


def _export_folder(graph: KnowledgeGraph, path: Path, files: Mapping[str, Writer]) -> None:
    is_new = not path.exists()
    path.mkdir(exist_ok=True)
    try:
        # The stack replaces the old files only when it is left, after all were written.
        with ExitStack() as stack:
            for name, write in files.items():
                write(graph, stack.enter_context(replacing(path / name)))
    except BaseException:
        if is_new:
            path.rmdir()
        raise


@contextmanager
def _in_words(path: str) -> Iterator[None]:
    try:
        yield
    except BrokenPipeError:
        # Not a fault of the output: whoever reads it has seen enough.
        raise
    except OSError as error:
        raise OutputError(path, fault(error)) from error
    except GraphDataError as error:
        raise OutputError(path, f"the format cannot hold this graph: {error}") from error

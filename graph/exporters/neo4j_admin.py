"""A folder that ``neo4j-admin database import`` reads: the fastest way of a large graph into Neo4j.

``nodes.csv`` and ``edges.csv`` have their headers in files of their own, ``import.sh`` has the command, and
``after-import.cypher`` does what an import cannot: constraints, the full-text index, and empty lists.

Texts are in quotes, an absent property is an empty cell, and the members of a list are parted by U+001F. What the
format cannot hold: U+001F in a list, and a list of one empty text.

References
----------
Neo4j Operations Manual, "Import", https://neo4j.com/docs/operations-manual/current/import/
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, BinaryIO

from ..errors import GraphDataError
from ..model import ENTITY_LABELS, MENTIONS, KnowledgeGraph
from ..properties import EDGE_PROPERTIES, NODE_PROPERTIES, PropertyType, edges, node_properties
from ..stores.server import schema

_LIST_SEPARATOR = "\x1f"
_LISTS = (PropertyType.TEXTS, PropertyType.INTEGERS)
_TYPES = {
    PropertyType.TEXT: "string",
    PropertyType.INTEGER: "long",
    PropertyType.NUMBER: "double",
    PropertyType.BOOLEAN: "boolean",
    PropertyType.TEXTS: "string[]",
    PropertyType.INTEGERS: "long[]",
}
_NODE_COLUMNS = [name for name in NODE_PROPERTIES if name not in ("id", "label")]
_EDGE_COLUMNS = [name for name in EDGE_PROPERTIES if name != "type"]

_COMMAND = """\
#!/bin/sh
# Fills the database neo4j of a server that is stopped, from the files of this folder:
#   sh import.sh [OPTION...]
# --overwrite-destination=true replaces a database that exists, with all that it holds. Start the server then, and run
#   cypher-shell --database neo4j --file after-import.cypher
cd "$(dirname "$0")" || exit 1
exec neo4j-admin database import full neo4j \\
  --nodes="$PWD/nodes-header.csv,$PWD/nodes.csv" \\
  --relationships="$PWD/edges-header.csv,$PWD/edges.csv" \\
  --id-type=string --array-delimiter='\\31' --multiline-fields=true "$@"
"""


def write_node_header(graph: KnowledgeGraph, stream: BinaryIO) -> None:
    """Write the names and types of the columns of ``nodes.csv``."""
    _write_line(stream, ["id:ID", ":LABEL", *(f"{name}:{_TYPES[NODE_PROPERTIES[name]]}" for name in _NODE_COLUMNS)])


def write_nodes(graph: KnowledgeGraph, stream: BinaryIO) -> None:
    """Write the nodes, in the order of the graph.

    Raises
    ------
    GraphDataError
        If a text holds half a surrogate pair, or a text in a list U+001F.
    """
    for properties in node_properties(graph):
        _write_row(stream, ["id", "label", *_NODE_COLUMNS], properties)


def write_edge_header(graph: KnowledgeGraph, stream: BinaryIO) -> None:
    """Write the names and types of the columns of ``edges.csv``."""
    columns = [f"{name}:{_TYPES[EDGE_PROPERTIES[name]]}" for name in _EDGE_COLUMNS]
    _write_line(stream, [":START_ID", ":END_ID", ":TYPE", *columns])


def write_edges(graph: KnowledgeGraph, stream: BinaryIO) -> None:
    """Write the edges, in the order of the graph.

    Raises
    ------
    GraphDataError
        If a text holds half a surrogate pair, or a text in a list U+001F.
    """
    for edge in edges(graph):
        ends = {"source": edge.source, "target": edge.target}
        _write_row(stream, ["source", "target", "type", *_EDGE_COLUMNS], ends | dict(edge.properties))


def write_command(graph: KnowledgeGraph, stream: BinaryIO) -> None:
    """Write the shell script that imports the folder."""
    stream.write(_COMMAND.encode())


def write_statements(graph: KnowledgeGraph, stream: BinaryIO) -> None:
    """Write the Cypher statements that complete an import, the same as saving to a Neo4j store makes."""
    patterns = (
        ("n", f"(n:{'|'.join(ENTITY_LABELS)})", NODE_PROPERTIES),
        ("r", f"()-[r:{MENTIONS}]->()", EDGE_PROPERTIES),
    )
    statements = [
        *schema.constraint_statements(),
        *(
            f"MATCH {pattern} WHERE {variable}.{name} IS NULL "
            f"CALL {{ WITH {variable} SET {variable}.{name} = [] }} IN TRANSACTIONS"
            for variable, pattern, known in patterns
            for name, kind in known.items()
            if kind in _LISTS
        ),
        schema.index_statement(),
    ]
    for statement in statements:
        stream.write(f"{statement};\n".encode())


def _write_row(stream: BinaryIO, columns: Iterable[str], properties: Mapping[str, Any]) -> None:
    _write_line(stream, [_cell(properties[column]) if column in properties else "" for column in columns])


def _write_line(stream: BinaryIO, cells: Iterable[str]) -> None:
    line = ",".join(cells) + "\n"
    try:
        stream.write(line.encode())
    except UnicodeEncodeError as error:
        raise GraphDataError(f"UTF-8 cannot hold {line[error.start : error.end]!a}") from error


def _cell(value: Any) -> str:
    if isinstance(value, list):
        members = [member if isinstance(member, str) else str(member) for member in value]
        if any(_LIST_SEPARATOR in member for member in members):
            raise GraphDataError(f"{value!r:.200} holds U+001F, which parts the members of a list")
        if members == [""]:
            raise GraphDataError("a list of one empty text cannot be told from an empty list")
        return _quoted(_LIST_SEPARATOR.join(members)) if members else ""
    if isinstance(value, bool):
        return "true" if value else "false"
    return _quoted(value) if isinstance(value, str) else str(value)


def _quoted(text: str) -> str:
    return '"' + text.replace('"', '""') + '"'

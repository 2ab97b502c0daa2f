"""Two CSV tables, of nodes and of edges, for spreadsheets and data frames.

Lines end in CR LF, and the encoding is UTF-8 without a byte order mark. The first row names the columns.

What the format cannot hold:

* Types. Every cell is text; truth values are ``true`` and ``false``.
* Lists. They are written as JSON text.
* The difference between an empty text and no value: both are an empty cell.

Cells are exact, also where they begin with ``=``, ``+``, ``-`` or ``@``. A spreadsheet takes such a cell for a formula
when it opens the file; import the columns as text instead.

References
----------
RFC 4180, Common Format and MIME Type for Comma-Separated Values (CSV) Files.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, BinaryIO

from ..errors import GraphDataError
from ..model import KnowledgeGraph
from ..properties import EDGE_PROPERTIES, NODE_PROPERTIES, edges, node_properties
from .text_values import as_text


def write_nodes(graph: KnowledgeGraph, stream: BinaryIO) -> None:
    """Write the table of nodes, in the order of the graph.

    Raises
    ------
    GraphDataError
        If a text holds half a surrogate pair.
    """
    _write_table(tuple(NODE_PROPERTIES), node_properties(graph), stream)


def write_edges(graph: KnowledgeGraph, stream: BinaryIO) -> None:
    """Write the table of edges, in the order of the graph.

    Raises
    ------
    GraphDataError
        If a text holds half a surrogate pair.
    """
    rows = ({"source": edge.source, "target": edge.target, **edge.properties} for edge in edges(graph))
    _write_table(("source", "target", *EDGE_PROPERTIES), rows, stream)


def _write_table(columns: Sequence[str], rows: Iterable[Mapping[str, Any]], stream: BinaryIO) -> None:
    text = io.TextIOWrapper(stream, encoding="utf-8", newline="")
    try:
        table = csv.writer(text, lineterminator="\r\n")
        table.writerow(columns)
        for row in rows:
            table.writerow([as_text(row[column]) if column in row else "" for column in columns])
        text.flush()
    except UnicodeEncodeError as error:
        raise GraphDataError(f"UTF-8 cannot hold {error.object[error.start : error.end]!a}") from error
    finally:
        # The stream belongs to the caller; without this it would be closed with its wrapper.
        text.detach()

"""JSON lines: first one line a node, then one line an edge, each a JSON object.

``kind`` is ``node`` or ``edge``. An edge has ``source`` and ``target``, and ``key``, which tells it from its parallels.
The format holds everything but half surrogate pairs, which are no Unicode text.

References
----------
https://jsonlines.org/
"""

from __future__ import annotations

from typing import BinaryIO

from ..model import KnowledgeGraph
from ..properties import edges, node_properties
from ..stores.networkx_store import edge_object, json_line


def write(graph: KnowledgeGraph, stream: BinaryIO) -> None:
    """Write a graph as JSON lines in UTF-8, in the order of the graph.

    Raises
    ------
    GraphDataError
        If a text holds half a surrogate pair, or an integer more than 64 bits.
    """
    for properties in node_properties(graph):
        stream.write(json_line({"kind": "node", **properties}) + b"\n")
    for edge in edges(graph):
        stream.write(json_line({"kind": "edge", **edge_object(edge)}) + b"\n")

"""GraphML, the XML format that most graph tools read.

What the format cannot hold:

* Lists. They are written as JSON text.
* Characters that are not in XML 1.0 (most control characters, half surrogate pairs). In a text they become U+FFFD; an
  id that holds one is refused.

Strictly, ids must be NMTOKENs, without ``/`` for one. Readers take the others too, so ids are written
as they are.
An edge's ``id`` is ``e`` and its position; it tells parallel edges apart and is not kept from one export to the next.

References
----------
U. Brandes, M. Eiglsperger, J. Lerner, C. Pich: Graph Markup Language (GraphML). http://graphml.graphdrawing.org/
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, BinaryIO

from ..model import KnowledgeGraph
from ..properties import EDGE_PROPERTIES, NODE_PROPERTIES, PropertyType, edges, node_properties
from .text_values import XML_TYPES, as_text, xml_id, xml_text


def write(graph: KnowledgeGraph, stream: BinaryIO) -> None:
    """Write a graph as GraphML in UTF-8, one node or edge a line, in the order of the graph.

    Raises
    ------
    GraphDataError
        If XML cannot hold an id.
    """
    stream.write(b'<?xml version="1.0" encoding="UTF-8"?>\n<graphml xmlns="http://graphml.graphdrawing.org/xmlns">\n')
    stream.write(_keys("node", NODE_PROPERTIES).encode())
    stream.write(_keys("edge", EDGE_PROPERTIES).encode())
    stream.write(b'<graph id="abstractgraph" edgedefault="directed">\n')
    for properties in node_properties(graph):
        node_id = xml_id(properties.pop("id"))
        stream.write(f'<node id="{node_id}">{_data(properties)}</node>\n'.encode())
    for number, edge in enumerate(edges(graph)):
        ends = f'source="{xml_id(edge.source)}" target="{xml_id(edge.target)}"'
        stream.write(f'<edge id="e{number}" {ends}>{_data(edge.properties)}</edge>\n'.encode())
    stream.write(b"</graph>\n</graphml>\n")


def _keys(element: str, properties: Mapping[str, PropertyType]) -> str:
    return "".join(
        f'<key id="{element}.{name}" for="{element}" attr.name="{name}" attr.type="{XML_TYPES[kind]}"/>\n'
        for name, kind in properties.items()
        if name != "id"
    )


def _data(properties: Mapping[str, Any]) -> str:
    element = "edge" if "type" in properties else "node"
    return "".join(
        f'<data key="{element}.{name}">{xml_text(as_text(value))}</data>' for name, value in properties.items()
    )

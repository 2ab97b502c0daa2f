"""GEXF 1.3, the XML format of Gephi.

GEXF has its own places for some properties: the ``label`` of a node is our ``name``, so that Gephi shows it, and our
``label`` is the attribute ``nodeLabel``; the ``kind`` and the ``label`` of an edge are our ``type``.

What the format cannot hold:

* Lists. They are written as JSON text.
* Characters that are not in XML 1.0 (most control characters, half surrogate pairs). In a text they become U+FFFD; an
  id that holds one is refused.

The file keeps all parallel edges apart. Gephi itself joins those of one kind (the same claim by several papers) unless
"Don't merge" is chosen as the edges merge strategy on import. There is no ``lastmodifieddate``: equal graphs give the
same bytes. An edge's ``id`` is its position and is not kept from one export to the next.

References
----------
GEXF 1.3 specification. https://gexf.net/schema.html
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, BinaryIO

from ..model import KnowledgeGraph
from ..properties import EDGE_PROPERTIES, NODE_PROPERTIES, PropertyType, edges, node_properties
from .text_values import XML_TYPES, as_text, xml_id, xml_text

_NODE_ATTRIBUTES = {"nodeLabel": PropertyType.TEXT} | {
    name: kind for name, kind in NODE_PROPERTIES.items() if name not in ("id", "label", "name")
}
_EDGE_ATTRIBUTES = {name: kind for name, kind in EDGE_PROPERTIES.items() if name != "type"}


def write(graph: KnowledgeGraph, stream: BinaryIO) -> None:
    """Write a graph as GEXF in UTF-8, one node or edge a line, in the order of the graph.

    Raises
    ------
    GraphDataError
        If XML cannot hold an id.
    """
    stream.write(
        b'<?xml version="1.0" encoding="UTF-8"?>\n<gexf xmlns="http://gexf.net/1.3" version="1.3">\n'
        b"<meta><creator>abstractgraph</creator></meta>\n"
        b'<graph mode="static" defaultedgetype="directed" idtype="string">\n'
    )
    stream.write(_declarations("node", _NODE_ATTRIBUTES).encode())
    stream.write(_declarations("edge", _EDGE_ATTRIBUTES).encode())
    stream.write(b"<nodes>\n")
    for properties in node_properties(graph):
        node_id, name = xml_id(properties.pop("id")), xml_text(properties.pop("name"))
        values = _values({"nodeLabel": properties.pop("label"), **properties})
        stream.write(f'<node id="{node_id}" label="{name}">{values}</node>\n'.encode())
    stream.write(b"</nodes>\n<edges>\n")
    for number, edge in enumerate(edges(graph)):
        attributes = dict(edge.properties)
        kind = xml_text(attributes.pop("type"))
        ends = f'source="{xml_id(edge.source)}" target="{xml_id(edge.target)}"'
        stream.write(f'<edge id="{number}" {ends} kind="{kind}" label="{kind}">{_values(attributes)}</edge>\n'.encode())
    stream.write(b"</edges>\n</graph>\n</gexf>\n")


def _declarations(element: str, attributes: Mapping[str, PropertyType]) -> str:
    rows = "".join(
        f'<attribute id="{name}" title="{name}" type="{XML_TYPES[kind]}"/>\n' for name, kind in attributes.items()
    )
    return f'<attributes class="{element}">\n{rows}</attributes>\n'


def _values(attributes: Mapping[str, Any]) -> str:
    values = "".join(
        f'<attvalue for="{name}" value="{xml_text(as_text(value))}"/>' for name, value in attributes.items()
    )
    return f"<attvalues>{values}</attvalues>"

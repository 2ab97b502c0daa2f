"""How property values look in formats that hold only text, and how XML writes a text."""

from __future__ import annotations

import json
import re

from ..errors import GraphDataError
from ..properties import PropertyType

_JSON = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"))
# XML 1.0, section 2.2: what is no Char cannot be written, not even as a character reference.
_NO_CHAR = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
# A parser turns a bare carriage return into a line feed, and any bare white space of an attribute into a space.
_REFERENCES = str.maketrans(
    {"&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "\t": "&#9;", "\n": "&#10;", "\r": "&#13;"}
)


def as_text(value: object) -> str:
    """Return a property value as text: lists as JSON, truth values as ``true`` and ``false``.

    Examples
    --------
    >>> as_text(["a", "b"]), as_text(True), as_text(0.5)
    ('["a","b"]', 'true', '0.5')
    """
    if isinstance(value, (list, bool)):
        return _JSON.encode(value)
    return str(value)


def xml_text(text: str) -> str:
    """Return `text` as XML content or attribute value; a character that XML cannot hold becomes U+FFFD.

    Examples
    --------
    >>> xml_text('a < "b"')
    'a &lt; &quot;b&quot;'
    """
    return _NO_CHAR.sub("\ufffd", text).translate(_REFERENCES)


def xml_id(node_id: str) -> str:
    """Return a node id as an XML attribute value.

    Raises
    ------
    GraphDataError
        If XML cannot hold the id. A replaced character could turn two nodes into one.
    """
    if _NO_CHAR.search(node_id):
        raise GraphDataError(f"XML cannot hold the id {node_id!r}; choose the format jsonl, node-link or csv")
    return xml_text(node_id)


XML_TYPES: dict[PropertyType, str] = {
    PropertyType.TEXT: "string",
    PropertyType.INTEGER: "long",
    PropertyType.NUMBER: "double",
    PropertyType.BOOLEAN: "boolean",
    PropertyType.TEXTS: "string",
    PropertyType.INTEGERS: "string",
}
"""The names that GraphML and GEXF have for the types of properties."""

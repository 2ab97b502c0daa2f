"""Values between Python and ArcadeDB: Java objects to the plain values of ``Rows``, and parameters to Java."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import Any

from ...errors import ParameterError
from ..storable import INTEGERS, is_text
from ..store import rounded

# Java leaves out seconds that are zero, and fills fractions up to three, six or nine digits.
_NO_SECONDS = re.compile(r"(T\d\d:\d\d|^\d\d:\d\d)(?=$|[Z+\-\[])")
_ZEROS = re.compile(r"(:\d\d)(?:\.0*|(\.\d*?[1-9])0*)(?=$|[Z+\-\[])")

_converters: dict[type, Callable[[Any], Any]] = {}


def plain(value: Any) -> Any:
    """Return a Java value as Python values, the way :class:`~graph.stores.store.Rows` describes."""
    if value is None or isinstance(value, bool):
        return value
    kind = type(value)
    convert = _converters.get(kind)
    if convert is None:
        convert = _converters[kind] = _converter(value)
    return convert(value)


def _converter(value: Any) -> Callable[[Any], Any]:
    import jpype

    for name, convert in _BY_CLASS:
        if isinstance(value, jpype.JClass(name)):
            return convert
    if isinstance(value, jpype.JArray):
        return _list
    return str


def _list(value: Any) -> list[Any]:
    return [plain(member) for member in value]


def _dict(value: Any) -> dict[str, Any]:
    return {str(entry.getKey()): plain(entry.getValue()) for entry in value.entrySet()}


def _properties(record: Any) -> dict[str, Any]:
    return dict(sorted(_dict(record.propertiesAsMap()).items()))


def _node(value: Any) -> dict[str, Any]:
    vertex = value.asVertex()
    return {"label": str(vertex.getTypeName()), **_properties(vertex)}


def _relationship(value: Any) -> dict[str, Any]:
    edge = value.asEdge()
    return {
        "type": str(edge.getTypeName()),
        "source": str(edge.getOutVertex().getString("id")),
        "target": str(edge.getInVertex().getString("id")),
        **_properties(edge),
    }


def _path(value: Any) -> dict[str, Any]:
    return {
        "nodes": [_node(vertex) for vertex in value.getVertices()],
        "relationships": [_relationship(edge) for edge in value.getEdges()],
    }


def _float(value: Any) -> float:
    # A sum beyond 64 bits comes as a BigDecimal, of which Python's float knows nothing.
    return rounded(float(value.doubleValue()))


def _time(value: Any) -> str:
    return _ZEROS.sub(r"\1\2", _NO_SECONDS.sub(r"\1:00", str(value)))


_BY_CLASS: tuple[tuple[str, Callable[[Any], Any]], ...] = (
    ("com.arcadedb.graph.Vertex", _node),
    ("com.arcadedb.graph.Edge", _relationship),
    ("com.arcadedb.query.opencypher.traversal.TraversalPath", _path),
    ("java.lang.Boolean", bool),
    ("java.lang.CharSequence", str),
    ("java.lang.Long", int),
    ("java.lang.Integer", int),
    ("java.lang.Short", int),
    ("java.lang.Byte", int),
    ("java.lang.Double", _float),
    ("java.lang.Float", _float),
    ("java.lang.Number", _float),
    ("java.util.Map", _dict),
    ("java.lang.Iterable", _list),
    ("java.time.temporal.Temporal", _time),
    ("com.arcadedb.query.opencypher.temporal.CypherTemporalValue", _time),
)


def java_parameters(parameters: Mapping[str, Any]) -> Any:
    """Return parameters as a Java map.

    Raises
    ------
    ParameterError
        If a value is of a kind that Cypher has not, or an integer of more than 64 bits.
    """
    import jpype

    made = jpype.JClass("java.util.HashMap")()
    for name, value in parameters.items():
        made.put(name, _java(name, value))
    return made


def _java(name: str, value: Any) -> Any:
    import jpype

    match value:
        case None:
            return None
        case bool():
            return jpype.JClass("java.lang.Boolean").valueOf(value)
        case int():
            if value not in INTEGERS:
                raise ParameterError(f"the parameter {name} is {value}; integers have at most 64 bits")
            return jpype.JClass("java.lang.Long").valueOf(jpype.JLong(value))
        case float():
            return jpype.JClass("java.lang.Double").valueOf(value)
        case str():
            if not is_text(value):
                raise ParameterError(f"the parameter {name} is no Unicode text: {value!a}")
            return jpype.JString(value)
        case list() | tuple():
            members = jpype.JClass("java.util.ArrayList")()
            for member in value:
                members.add(_java(name, member))
            return members
        case dict():
            entries = jpype.JClass("java.util.LinkedHashMap")()
            for key, member in value.items():
                entries.put(str(key), _java(name, member))
            return entries
    raise ParameterError(f"the parameter {name} is a {type(value).__name__}; Cypher has no such values")

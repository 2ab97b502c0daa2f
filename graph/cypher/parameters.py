"""From what a person typed as ``name=value`` to the values that a query takes."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from ..errors import ParameterError
from .header import Parameter, Query
from .values import check_plain, check_value, example_of, parse_untyped, parse_value


def split_assignments(assignments: Iterable[str]) -> dict[str, str]:
    """Return the text of each value by name.

    Raises
    ------
    ParameterError
        If one is not ``name=value``, or a name is given twice.

    Examples
    --------
    >>> split_assignments(["method=ROME", "$year=2031"])
    {'method': 'ROME', 'year': '2031'}
    """
    values: dict[str, str] = {}
    for assignment in assignments:
        name, equals, value = assignment.partition("=")
        name = name.strip().removeprefix("$")
        if not equals or not name:
            raise ParameterError(f"{assignment!r:.80} is not name=value; write for example method=ROME")
        if name in values:
            raise ParameterError(f"the parameter {name!r} is given twice; give it once")
        values[name] = value
    return values


def parse_parameters(query: Query, texts: Mapping[str, str]) -> dict[str, Any]:
    """Return the values that texts stand for, by the types of the header; without header as JSON, else as text.

    Raises
    ------
    ParameterError
        If a text is no value of its type, or the query has no parameter of a name.
    """
    types = {parameter.name: parameter.type for parameter in query.parameters or ()}
    _refuse_unknown(query, texts)
    return {
        name: parse_value(name, types[name], text) if name in types else parse_untyped(name, text)
        for name, text in texts.items()
    }


def complete_parameters(query: Query, values: Mapping[str, Any]) -> dict[str, Any]:
    """Return the value of every parameter of a query: the one given, else the default.

    Raises
    ------
    ParameterError
        If one is missing, of a wrong type, or the query has none of this name.
    """
    _refuse_unknown(query, values)
    if query.parameters is None:
        missing = [name for name in query.parameter_names if name not in values]
        if missing:
            raise ParameterError(f"the parameter {missing[0]!r} is missing; give it, such as {missing[0]}=5")
        return {name: check_plain(name, value) for name, value in values.items()}
    return {parameter.name: _complete(parameter, values) for parameter in query.parameters}


def _complete(parameter: Parameter, values: Mapping[str, Any]) -> Any:
    name = parameter.name
    if name in values and not (values[name] is None and not parameter.required and parameter.default is None):
        return check_value(name, parameter.type, values[name])
    if parameter.required:
        raise ParameterError(f"the parameter {name!r} is missing; give it, such as {name}={example_of(parameter.type)}")
    return parameter.default


def _refuse_unknown(query: Query, values: Mapping[str, Any]) -> None:
    names = query.parameter_names if query.parameters is None else tuple(p.name for p in query.parameters)
    for name in values:
        if name not in names:
            takes = f"it takes {', '.join(names)}" if names else "it takes none"
            raise ParameterError(f"the query {query.name!r} has no parameter {name!r}; {takes}")

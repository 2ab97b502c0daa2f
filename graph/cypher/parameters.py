"""From what a person typed as ``name=value`` to the values that a query takes."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from itertools import pairwise
from typing import Any

from ..errors import ParameterError, QuerySyntaxError
from .header import Parameter, Query
from .lexer import Token, tokens
from .values import check_plain, check_value, example_of, parse_untyped, parse_value

_END = Token("symbol", "", -1, -1)


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


def cypher_literal(text: str) -> Any:
    """Return the value that a text is in Cypher: a string in either quotation marks, a list or map of such values.

    Raises
    ------
    ParameterError
        If it is none.

    Examples
    --------
    >>> cypher_literal("'ROME'"), cypher_literal("{years: [2031, -1.5], known: TRUE}")
    ('ROME', {'years': [2031, -1.5], 'known': True})
    """
    try:
        found = tokens(text)
        return json.loads("".join(_json_of(token, after) for token, after in pairwise([*found, _END])))
    except (QuerySyntaxError, ValueError, RecursionError) as error:
        raise ParameterError(f"{text!r:.80} is no value; write for example 5, 'ROME', ['ROME', 'MEMIT']") from error


def _json_of(token: Token, after: Token) -> str:
    if token.kind in ("string", "quoted") or after.is_symbol(":"):
        return json.dumps(token.text)
    return token.text if token.kind == "symbol" else f"{token.text.lower()} "


def parse_parameters(query: Query, texts: Mapping[str, str]) -> dict[str, Any]:
    """Return the values that texts stand for, by the types of the header; without header as JSON, else as text.

    What is missing or unknown is found by :func:`complete_parameters`.

    Raises
    ------
    ParameterError
        If a text is no value of its type.
    """
    types = {parameter.name: parameter.type for parameter in query.parameters or ()}
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
    names = query.parameter_names if query.parameters is None else tuple(p.name for p in query.parameters)
    for name in values:
        if name not in names:
            takes = f"it takes {', '.join(names)}" if names else "it takes none"
            raise ParameterError(f"the query {query.name!r} has no parameter {name!r}; {takes}")
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

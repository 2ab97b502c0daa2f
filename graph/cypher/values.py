"""The types of parameters: which values they admit, and how a text becomes one."""

from __future__ import annotations

import json
import math
import re
from collections.abc import Callable
from typing import Any

from ..errors import ParameterError

_INTEGER = re.compile(r"[+-]?[0-9]+")


def check_value(name: str, kind: str, value: Any) -> Any:
    """Return a value as the type wants it: a whole number as a float for ``number``, tuples as lists.

    Parameters
    ----------
    name
        The parameter, for the message.
    kind
        One of :data:`PARAMETER_TYPES`.
    value
        What was given.

    Raises
    ------
    ParameterError
        If the value is not of this type.
    """
    admits, _, example = _TYPES[kind]
    if isinstance(value, tuple):
        value = list(value)
    if not admits(value):
        raise _wrong(name, kind, value, example)
    return float(value) if kind == "number" else value


def example_of(kind: str) -> str:
    """Return how a value of a type may be written."""
    return _TYPES[kind][2]


def parse_value(name: str, kind: str, text: str) -> Any:
    """Return the value of a type that a person typed.

    ``texts`` are separated by commas, or a list in JSON.

    Raises
    ------
    ParameterError
        If the text is no value of this type.
    """
    _, parse, example = _TYPES[kind]
    try:
        return check_value(name, kind, parse(text))
    except (ValueError, RecursionError) as error:
        raise _wrong(name, kind, text, example) from error


def parse_untyped(name: str, text: str) -> Any:
    """Return what a text is as JSON, the text itself if it is none.

    A text that looks like a number or list is passed on as a text in the quotation marks of JSON.

    Raises
    ------
    ParameterError
        If it holds an integer of more than 64 bits, or is nested too deeply.

    Examples
    --------
    >>> [parse_untyped("x", text) for text in ("5", '"5"', "ROME", "[1, null]", "NaN")]
    [5, '5', 'ROME', [1, None], 'NaN']
    """
    try:
        value = json.loads(text, parse_constant=_no_constant)
    except ValueError:
        value = text
    except RecursionError as error:
        raise _too_deep(name) from error
    return check_plain(name, value)


def check_plain(name: str, value: Any) -> Any:
    """Return a value that Cypher can take as a parameter, with tuples as lists.

    Raises
    ------
    ParameterError
        If it is, or holds, something else, or an integer of more than 64 bits, or is nested too deeply.
    """
    try:
        return _plain(name, value)
    except RecursionError as error:
        raise _too_deep(name) from error


def _plain(name: str, value: Any) -> Any:
    if value is None or isinstance(value, bool | float) or _is_text(value) or _is_integer(value):
        return value
    if isinstance(value, list | tuple):
        return [_plain(name, member) for member in value]
    if isinstance(value, dict) and all(map(_is_text, value)):
        return {key: _plain(name, member) for key, member in value.items()}
    raise ParameterError(
        f"the parameter {name!r} is {value!r:.80}; give a text, a number, an integer of at most 64 bits, "
        "a truth value, null, or a list or map of such"
    )


def _too_deep(name: str) -> ParameterError:
    return ParameterError(f"the parameter {name!r} is nested too deeply; give a simpler value")


def _wrong(name: str, kind: str, value: Any, example: str) -> ParameterError:
    article = "an" if kind == "integer" else "a" if kind != "texts" else "a list of"
    return ParameterError(
        f"the parameter {name!r} is {value!r:.80}, not {article} {kind}; an example is {name}={example}"
    )


def _no_constant(name: str) -> None:
    raise ValueError(name)


def _is_text(value: Any) -> bool:
    return isinstance(value, str) and not any("\ud800" <= c <= "\udfff" for c in value)


def _is_integer(value: Any) -> bool:
    return isinstance(value, int) and not isinstance(value, bool) and -(2**63) <= value < 2**63


def _is_number(value: Any) -> bool:
    return _is_integer(value) or (isinstance(value, float) and math.isfinite(value))


def _is_boolean(value: Any) -> bool:
    return isinstance(value, bool)


def _is_texts(value: Any) -> bool:
    return isinstance(value, list) and all(map(_is_text, value))


def _is_name(value: Any) -> bool:
    return _is_text(value) or (_is_texts(value) and bool(value))


def _integer(text: str) -> int:
    if not _INTEGER.fullmatch(text.strip()):
        raise ValueError(text)
    return int(text)


def _boolean(text: str) -> bool:
    word = text.strip().lower()
    if word not in ("true", "false"):
        raise ValueError(text)
    return word == "true"


def _texts(text: str) -> Any:
    if text.lstrip().startswith("["):
        return json.loads(text)
    return [part.strip() for part in text.split(",") if part.strip()]


_TYPES: dict[str, tuple[Callable[[Any], bool], Callable[[str], Any], str]] = {
    "name": (_is_name, str, "ROME"),
    "text": (_is_text, str, "ROME"),
    "integer": (_is_integer, _integer, "10"),
    "number": (_is_number, float, "0.5"),
    "boolean": (_is_boolean, _boolean, "true"),
    "texts": (_is_texts, _texts, "ROME,MEMIT"),
}
PARAMETER_TYPES = tuple(_TYPES)

"""What to find in expressions: functions, literals, types, and properties of the schema."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ...properties import EDGE_PROPERTIES, NODE_PROPERTIES, PropertyType
from ...stores.storable import INTEGERS
from .statement import Statement

_KINDS = NODE_PROPERTIES | EDGE_PROPERTIES
_LISTS = frozenset(name for name, kind in _KINDS.items() if kind in (PropertyType.TEXTS, PropertyType.INTEGERS))
_TO_TEXT = ("TOSTRING", "TOSTRINGORNULL", "TOSTRINGLIST")
_TIMES = ("DATETIME", "LOCALDATETIME", "TIME", "LOCALTIME")
_READ = ("TOINTEGER", "TOINTEGERORNULL", "TOBOOLEAN", "TOBOOLEANORNULL")
_TEXT_FUNCTIONS = (
    *("TOSTRING", "TOUPPER", "TOLOWER", "TRIM", "LTRIM", "RTRIM", "LEFT", "RIGHT", "SUBSTRING", "REPLACE", "TYPE"),
)
_FOREIGN_TYPES = (
    *("INT", "INT8", "INT16", "INT32", "INT64", "INTEGER8", "INTEGER16", "INTEGER32", "INTEGER64"),
    *("FLOAT32", "FLOAT64", "PROPERTY"),
)
_COMPARISONS = ("<", ">", "<=", ">=")
_ODD_NUMBER = re.compile(r"^\s|\s$|_|^[+-]?0[xXoObB]")
_INTEGER = re.compile(r"[+-]?[0-9]+")
_LONG_ESCAPE = re.compile(r"(?<!\\)(?:\\\\)*\\U")


def internal_ids(statement: Statement) -> Iterator[int]:
    """Yield calls of ``id`` and ``elementId``."""
    return _calls(statement, "ID", "ELEMENTID")


def _calls(statement: Statement, *names: str) -> Iterator[int]:
    return (i for i in range(len(statement.tokens)) if statement.is_call(i, *names))


def property_existence(statement: Statement) -> Iterator[int]:
    """Yield ``exists(n.name)``; not ``exists((n)--())``."""
    yield from (i for i in _calls(statement, "EXISTS") if not statement.at(i + 2).is_symbol("("))


def _made(statement: Statement, *names: str) -> Iterator[range]:
    """Yield the calls that make a time or duration, from the name to the last parenthesis.

    Those are left out of which a part is taken, as in ``datetime().year``.
    """
    for i, token in enumerate(statement.tokens):
        if not token.is_word(*names) or statement.at(i - 1).is_symbol("."):
            continue
        opening = i + 1 + 2 * statement.at(i + 1).is_symbol(".")
        if statement.at(opening).is_symbol("("):
            end = statement.closings[opening]
            if not statement.at(end + 1).is_symbol("."):
                yield range(i, end + 1)


def texts_of_times(statement: Statement) -> Iterator[int]:
    """Yield conversions to text where a time with a clock is about."""
    made = list(_made(statement, *_TIMES))
    if made:
        yield from (i for i in _calls(statement, *_TO_TEXT) if not _is_of_date_or_property(statement, i))
    for places in made:
        for sign, other in ((places.start - 1, places.start - 2), (places.stop, places.stop + 1)):
            if statement.at(sign).is_symbol("+", "||") and statement.at(other).kind == "string":
                yield sign


def _is_of_date_or_property(statement: Statement, i: int) -> bool:
    """Tell whether what the call at `i` turns into a text is ``date(...)`` or ``n.name``."""
    end = statement.closings[i + 1]
    if statement.is_call(i + 2, "DATE"):
        return statement.closings[i + 3] == end - 1
    return statement.at(i + 2).kind in ("word", "quoted") and statement.at(i + 3).is_symbol(".") and end == i + 5


def compared_durations(statement: Statement) -> Iterator[int]:
    """Yield durations that are compared or ordered."""
    for places in _durations(statement):
        before, after = statement.at(places.start - 1), statement.at(places.stop)
        is_ordered = any(
            clause.word == "ORDER" and clause.start <= places.start < clause.end for clause in statement.clauses
        )
        is_extreme = before.is_symbol("(") and statement.at(places.start - 2).is_word("MIN", "MAX")
        is_arithmetic = after.is_symbol("+", "-") or before.is_symbol("+", "-")
        if (
            is_ordered
            or is_extreme
            or ((before.is_symbol(*_COMPARISONS) or after.is_symbol(*_COMPARISONS)) and not is_arithmetic)
        ):
            yield places.start


def _durations(statement: Statement) -> Iterator[range]:
    """Yield the calls that make durations, and the variables that stand for such."""
    made = {places.start: places for places in _made(statement, "DURATION")}
    yield from made.values()
    names = set()
    ends: dict[int, int] = {}
    for places in reversed(made.values()):
        end = places.stop
        while statement.at(end).is_symbol("]", ",") or end in made:
            end = ends[end] if end in made else end + 1
        ends[places.start] = end
        before = statement.at(places.start - 1)
        if statement.at(end).is_word("AS") and (before.is_symbol("[", ",") or before.is_word("WITH", "RETURN")):
            names.add(statement.at(end + 1).text)
    for i in statement.names_in(range(len(statement.tokens))):
        if statement.at(i).text in names and not statement.at(i + 1).is_symbol("."):
            yield range(i, i + 1)


def odd_numbers(statement: Statement) -> Iterator[int]:
    """Yield texts that are turned into a number or truth value by engines that read them differently."""
    for i in _calls(statement, *_READ):
        argument = statement.at(i + 2)
        if argument.kind == "string" and _ODD_NUMBER.search(argument.text):
            yield i + 2


def large_numbers(statement: Statement) -> Iterator[int]:
    """Yield texts of integers with more than 64 bits that are turned into numbers."""
    for i in _calls(statement, "TOINTEGER", "TOINTEGERORNULL"):
        argument = statement.at(i + 2)
        if argument.kind == "string" and _INTEGER.fullmatch(argument.text) and int(argument.text) not in INTEGERS:
            yield i + 2


def negative_precisions(statement: Statement) -> Iterator[int]:
    """Yield the minus of ``round(x, -2)``."""
    for i in _calls(statement, "ROUND"):
        arguments = list(statement.parts(i + 2, statement.closings[i + 1]))
        if len(arguments) > 1 and statement.at(arguments[1].start).is_symbol("-"):
            yield arguments[1].start


def lengths_of_texts(statement: Statement) -> Iterator[int]:
    """Yield ``length`` of a string, a property, or what a function of texts returns."""
    for i in _calls(statement, "LENGTH"):
        is_property = statement.at(i + 3).is_symbol(".") and statement.at(i + 5).is_symbol(")")
        if is_property or statement.at(i + 2).kind == "string" or statement.is_call(i + 2, *_TEXT_FUNCTIONS):
            yield i


def wrong_kinds(statement: Statement) -> Iterator[int]:
    """Yield ``size({...})``, ``'abc'[0..1]``, and a text plus a truth value or a date."""
    for i, token in enumerate(statement.tokens):
        after = statement.at(i + 1)
        is_sum = token.is_symbol("+") and (statement.at(i - 1).kind == "string" or after.kind == "string")
        others = [j for j in (i - 1, i + 1) if statement.at(j).is_word("TRUE", "FALSE")]
        if (
            (statement.is_call(i, "SIZE") and statement.at(i + 2).is_symbol("{"))
            or (token.kind == "string" and after.is_symbol("[") and not statement.at(i - 1).is_word("IN"))
            or (is_sum and (others or (statement.is_call(i + 1, "DATE") and not _has_part(statement, i + 1))))
        ):
            yield i


def _has_part(statement: Statement, i: int) -> bool:
    return statement.at(statement.closings[i + 1] + 1).is_symbol(".")


def list_types(statement: Statement) -> Iterator[int]:
    """Yield ``valueType`` of what may be a list: all but properties that are none, and plain literals."""
    for i in _calls(statement, "VALUETYPE"):
        places = range(i + 2, statement.closings[i + 1])
        is_property = len(places) == 3 and statement.at(i + 3).is_symbol(".") and statement.at(i + 4).text not in _LISTS
        is_literal = len(places) == 1 and statement.at(i + 2).kind in ("string", "number")
        if not is_property and not is_literal:
            yield i


def reversed_properties(statement: Statement) -> Iterator[int]:
    """Yield ``reverse`` of a property that is a list."""
    for i in _calls(statement, "REVERSE"):
        is_property = statement.at(i + 3).is_symbol(".") and statement.at(i + 5).is_symbol(")")
        if is_property and statement.at(i + 4).text in _LISTS:
            yield i


def foreign_type_names(statement: Statement) -> Iterator[int]:
    """Yield names of types after ``IS ::`` that only one engine takes for what they mean."""
    for i, token in enumerate(statement.tokens):
        if token.is_symbol("::") or token.is_word("TYPED"):
            at = i + 1
            while statement.at(at).is_word("LIST", "ARRAY", "ANY", "SIGNED") or statement.at(at).is_symbol("<"):
                at += 1
            if statement.at(at).is_word(*_FOREIGN_TYPES):
                yield at


def points(statement: Statement) -> Iterator[int]:
    """Yield calls of ``point`` and of the functions on points."""
    for i, token in enumerate(statement.tokens):
        opening = i + 1 + 2 * statement.at(i + 1).is_symbol(".")
        if token.is_word("POINT") and not statement.at(i - 1).is_symbol(".") and statement.at(opening).is_symbol("("):
            yield i


def long_escapes(statement: Statement) -> Iterator[int]:
    r"""Yield strings with ``\U``."""
    for i, token in enumerate(statement.tokens):
        if token.kind == "string" and _LONG_ESCAPE.search(statement.raw(i)):
            yield i


def underscored_numbers(statement: Statement) -> Iterator[int]:
    """Yield numbers such as ``1_000``."""
    yield from (i for i, token in enumerate(statement.tokens) if token.kind == "number" and "_" in token.text)


def exclamation_inequality(statement: Statement) -> Iterator[int]:
    """Yield ``!=``."""
    for i, token in enumerate(statement.tokens):
        if token.is_symbol("!") and statement.at(i + 1).is_symbol("=", "=~") and token.end == statement.at(i + 1).start:
            yield i


def unbounded_slices(statement: Statement) -> Iterator[int]:
    """Yield ``[..]``."""
    for i, token in enumerate(statement.tokens):
        if token.is_symbol("..") and statement.at(i - 1).is_symbol("[") and statement.at(i + 1).is_symbol("]"):
            yield i

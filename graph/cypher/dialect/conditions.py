"""What to find where true or false is expected, and in regular expressions."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ...properties import EDGE_PROPERTIES, NODE_PROPERTIES, PropertyType
from .patterns import pattern_variables
from .statement import Statement

_KINDS = NODE_PROPERTIES | EDGE_PROPERTIES
_NOT_BOOLEAN = frozenset(name for name, kind in _KINDS.items() if kind is not PropertyType.BOOLEAN)
_NOT_TEXT = frozenset(name for name, kind in _KINDS.items() if kind is not PropertyType.TEXT)
_LOGIC = ("AND", "OR", "XOR")
_ENDS = (
    *("AND", "OR", "XOR", "RETURN", "WITH", "ORDER", "MATCH", "OPTIONAL", "UNWIND", "CALL", "SKIP", "LIMIT", "AS"),
    *("THEN", "UNION"),
)
_NEVER_BOOLEAN = (
    *("SIZE", "LENGTH", "LABELS", "TYPE", "KEYS", "PROPERTIES", "NODES", "RELATIONSHIPS", "STARTNODE", "ENDNODE"),
    *("TOUPPER", "TOLOWER", "UPPER", "LOWER", "TRIM", "SUBSTRING", "LEFT", "RIGHT", "REPLACE", "SPLIT", "TOSTRING"),
    *("ABS", "ROUND", "FLOOR", "CEIL", "SIGN", "TOINTEGER", "TOFLOAT", "RANGE", "DATE", "DATETIME", "DURATION"),
)
# Where Python and Java agree that a pattern is none.
_BROKEN = ("unterminated character set", "nothing to repeat", "missing )", "unbalanced parenthesis", "multiple repeat")


def properties_as_conditions(statement: Statement) -> Iterator[int]:
    """Yield properties that stand alone where true or false is expected, and are neither."""
    for i in statement.names_in(range(len(statement.tokens))):
        is_property = statement.at(i + 1).is_symbol(".") and statement.at(i + 2).text in _NOT_BOOLEAN
        if is_property and _is_condition(statement, i, i + 3):
            yield i


def values_as_conditions(statement: Statement) -> Iterator[int]:
    """Yield nodes, relationships, paths, literals and calls that stand alone where true or false is expected."""
    variables = _only_patterns(statement)
    for i, token in enumerate(statement.tokens):
        if statement.at(i - 1).is_symbol("."):
            continue
        if statement.is_call(i, *_NEVER_BOOLEAN):
            end = statement.closings[i + 1] + 1
        elif token.is_symbol("[", "{") and not statement.is_subquery(i):
            end = statement.closings[i] + 1
        elif token.kind in ("string", "number") or (token.kind in ("word", "quoted") and token.text in variables):
            end = i + 1
        else:
            continue
        if _is_condition(statement, i, end):
            yield i


def _only_patterns(statement: Statement) -> frozenset[str]:
    """Return the variables of patterns that no AS and no comprehension makes anew."""
    others = {statement.at(i + 1).text for i, token in enumerate(statement.tokens) if token.is_word("AS")}
    others |= {statement.at(i - 1).text for i, token in enumerate(statement.tokens) if token.is_word("IN")}
    return pattern_variables(statement) - others


def _is_condition(statement: Statement, start: int, end: int) -> bool:
    """Tell whether what stands from `start` to before `end` is a condition, or a part of one, by itself."""
    before, after = statement.at(start - 1), statement.at(end)
    is_end = after.is_word(*_ENDS) or after.is_symbol(")", "}", "]", "|", ",") or not after.text
    opens = before.is_word("WHERE", "NOT", *_LOGIC) or (before.is_word("WHEN") and _is_searched(statement, start))
    begins = before.is_word("RETURN", "WITH") and not statement.at(start - 2).is_word("STARTS", "ENDS")
    return is_end and (opens or (after.is_word(*_LOGIC) and begins))


def _is_searched(statement: Statement, i: int) -> bool:
    """Tell whether the innermost CASE around `i` has conditions, not values: ``CASE WHEN ...``."""
    cases = [o for o, c in statement.closings.items() if o < i < c and statement.at(o).is_word("CASE")]
    return bool(cases) and statement.at(max(cases) + 1).is_word("WHEN")


def short_conditions(statement: Statement) -> Iterator[int]:
    """Yield ``WHEN IN ...`` and ``WHEN IS :: ...``, which only ArcadeDB takes."""
    for i, token in enumerate(statement.tokens):
        after = statement.at(i + 2)
        if token.is_word("WHEN") and (
            statement.at(i + 1).is_word("IN")
            or (statement.at(i + 1).is_word("IS") and (after.is_symbol("::") or after.is_word("TYPED")))
        ):
            yield i + 1


def patterns_on_numbers(statement: Statement) -> Iterator[int]:
    """Yield ``=~`` after a property that is no text."""
    for i, token in enumerate(statement.tokens):
        if token.is_symbol("=~") and statement.at(i - 2).is_symbol(".") and statement.at(i - 1).text in _NOT_TEXT:
            yield i


def broken_patterns(statement: Statement) -> Iterator[int]:
    """Yield regular expressions that are none."""
    for i, token in enumerate(statement.tokens):
        if token.is_symbol("=~") and statement.at(i + 1).kind == "string":
            try:
                re.compile(statement.at(i + 1).text)
            except re.error as error:
                if error.msg.startswith(_BROKEN):
                    yield i + 1

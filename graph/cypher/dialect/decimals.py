"""Rounds what engines compute differently in its last digits, before it is compared, grouped or ordered.

ArcadeDB divides a sum, Neo4j corrects an average from row to row, and both add in the order of
the rows that they find. Ties and thresholds would then be decided by the sixteenth digit.
"""

from __future__ import annotations

from collections.abc import Iterator

from ...properties import EDGE_PROPERTIES, NODE_PROPERTIES, PropertyType
from .edits import Edit, quoted, source
from .statement import Statement, is_aggregate

_FRACTIONS = frozenset(
    name for name, kind in (NODE_PROPERTIES | EDGE_PROPERTIES).items() if kind is PropertyType.NUMBER
)
_ALWAYS = ("AVG", "STDEV", "STDEVP", "PERCENTILECONT")
_FRACTION_FUNCTIONS = (*_ALWAYS, "TOFLOAT", "ROUND", "SQRT", "EXP", "LOG", "LOG10")
_LIKE_ARGUMENT = ("SUM", "MIN", "MAX", "ABS", "COALESCE")
_SIGNS = ("+", "-", "*", "/", "^", "%")
# 10 significant digits: of 12, one group in a thousand still differed, where deviations are small beside the values.
# What is added keeps the logarithm of zero from being infinite.
_ROUNDED = "round({0}, toInteger(abs(9 - floor(log10(abs({0}) + 1e-99)))))"


def rounded_aggregates(statement: Statement) -> Iterator[Edit]:
    """Yield what rounds the averages and the like of all WITH and RETURN, and keeps the names of their columns."""
    fractions = _fractions(statement)
    for clause in statement.of("WITH", "RETURN"):
        names: dict[str, str] = {}
        for item in statement.items(clause):
            alias = statement.alias(item)
            expression = range(item.start, alias)
            edits = list(_in_expression(statement, expression, fractions))
            yield from edits
            if not edits:
                continue
            text = source(statement, expression)
            if alias < item.stop:
                names[text] = source(statement, range(alias + 1, item.stop))
            elif clause.word == "RETURN":
                names[text] = quoted(text)
                end = statement.at(item.stop - 1).end
                yield Edit(end, end, f" AS {quoted(text)}")
        order = statement.next_clause(clause)
        if order is not None and order.word == "ORDER":
            yield from _in_order(statement, range(order.start + 1, order.end), names, fractions)


def _in_order(statement: Statement, places: range, names: dict[str, str], fractions: frozenset[str]) -> Iterator[Edit]:
    """Yield what makes ORDER BY name a column that is rounded, or round itself."""
    for part in statement.parts(places.start, places.stop):
        has_direction = statement.at(part.stop - 1).is_word("ASC", "ASCENDING", "DESC", "DESCENDING")
        key = range(part.start, part.stop - has_direction)
        name = names.get(source(statement, key))
        if name is None:
            yield from _in_expression(statement, key, fractions)
        else:
            yield Edit(statement.at(key.start).start, statement.at(key.stop - 1).end, name)


def _in_expression(statement: Statement, places: range, fractions: frozenset[str]) -> Iterator[Edit]:
    i = places.start
    while i < places.stop:
        if i in statement.closings and statement.is_subquery(i):
            i = statement.closings[i]
        elif is_aggregate(statement, i):
            closing = statement.closings[i + 1]
            if _is_rounded(statement, i, fractions):
                start, end = statement.at(i).start, statement.at(closing).end
                before, after = _ROUNDED.format("\0").split("\0", 1)
                yield Edit(start, start, before)
                yield Edit(end, end, after.replace("\0", statement.text[start:end]))
            i = closing
        i += 1


def _is_rounded(statement: Statement, i: int, fractions: frozenset[str]) -> bool:
    if statement.is_call(i, *_ALWAYS):
        return True
    start = i + 2 + statement.at(i + 2).is_word("DISTINCT")
    return statement.is_call(i, "SUM") and _is_fraction(statement, range(start, statement.closings[i + 1]), fractions)


def _fractions(statement: Statement) -> frozenset[str]:
    """Return the variables that are always a number with a fraction, or null."""
    fractions: set[str] = set()
    others: set[str] = set()
    for clause in sorted(statement.of("WITH", "UNWIND"), key=lambda clause: clause.start):
        for item in statement.items(clause):
            alias = statement.alias(item)
            if alias + 1 < item.stop:
                is_one = clause.word == "WITH" and _is_fraction(
                    statement, range(item.start, alias), frozenset(fractions - others)
                )
                (fractions if is_one else others).add(statement.at(alias + 1).text)
    return frozenset(fractions - others)


def _is_fraction(statement: Statement, places: range, fractions: frozenset[str]) -> bool:
    """Tell whether an expression is arithmetic, and one of its operands a number with a fraction."""
    found = False
    i = places.start
    while i < places.stop:
        token = statement.at(i)
        if token.kind == "number":
            found = found or "." in token.text
        elif token.is_symbol("("):
            found = found or _is_fraction(statement, range(i + 1, statement.closings[i]), fractions)
            i = statement.closings[i]
        elif statement.name_at(i) and statement.at(i + 1).is_symbol("("):
            found = found or _is_fraction_call(statement, i, fractions)
            i = statement.closings[i + 1]
        elif statement.name_at(i) and statement.at(i + 1).is_symbol("."):
            found = found or statement.at(i + 2).text in _FRACTIONS
            i += 2
        elif token.kind in ("word", "quoted"):
            if token.is_word("CASE", "AND", "OR", "XOR", "NOT", "IN", "IS", "STARTS", "ENDS", "CONTAINS"):
                return False
            found = found or token.text in fractions
        elif not token.is_symbol(*_SIGNS) and token.kind != "parameter":
            return False
        i += 1
    return found


def _is_fraction_call(statement: Statement, i: int, fractions: frozenset[str]) -> bool:
    arguments = list(statement.parts(i + 2, statement.closings[i + 1]))
    return statement.is_call(i, *_FRACTION_FUNCTIONS) or (
        statement.is_call(i, *_LIKE_ARGUMENT)
        and bool(arguments)
        and all(_is_fraction(statement, argument, fractions) for argument in arguments)
    )

"""Gives lists an order where a text leaves it open and each engine would give its own.

``collect`` over rows that nothing has ordered, ``COLLECT { ... }`` without ORDER BY, pattern comprehensions and
``keys`` are ordered by their members. An order that the text asks for, or that comes from a list, is left alone.
"""

from __future__ import annotations

from collections.abc import Iterator

from .edits import Edit, quoted, source
from .patterns import single_nodes, single_relationships, variables_of
from .projections import projected
from .statement import Clause, Statement, is_aggregate

_SORTED_KEYS = "COLLECT {{ UNWIND keys({0}) AS key RETURN key ORDER BY key }}"
_WITHOUT_ORDER = ("PROPERTIES", "NODES", "RELATIONSHIPS", "STARTNODE", "ENDNODE", "HEAD", "LAST")
_DIRECTIONS = frozenset({"ASC", "ASCENDING", "DESC", "DESCENDING", "asc", "desc"})
_OF_A_VARIABLE = ("ANY", "ALL", "NONE", "SINGLE", "REDUCE")
_NOWHERE = range(0)


def ordered_lists(statement: Statement) -> Iterator[Edit]:
    """Yield what orders the lists of all WITH and RETURN."""
    for clause in statement.of("WITH", "RETURN"):
        yield from _collected(statement, clause)
        for item in statement.items(clause):
            yield from _item(statement, clause, item)


def _is_ordered(statement: Statement, clause: Clause) -> bool:
    """Tell whether the rows that come to a clause may have an order within each of its groups."""
    groups = {
        statement.at(i).text
        for item in statement.items(clause)
        if not any(is_aggregate(statement, i) for i in item)
        for i in statement.names_in(item)
    }
    for earlier in statement.part(clause):
        if earlier.start >= clause.start:
            break
        names = {statement.at(i).text for i in statement.names_in(range(earlier.start + 1, earlier.end))}
        if earlier.word == "UNWIND" or (earlier.word == "ORDER" and not names - _DIRECTIONS <= groups):
            return True
        if earlier.word == "CALL" and any(
            statement.at(i).is_word("ORDER", "UNWIND", "YIELD") for i in range(earlier.start, earlier.end)
        ):
            return True
    return False


def _collected(statement: Statement, clause: Clause) -> Iterator[Edit]:
    keys: list[str] = []
    calls = list(_collects(statement, clause))
    if not (calls or _is_last_of_collect(statement, clause)) or _is_ordered(statement, clause):
        return
    if _is_last_of_collect(statement, clause):
        item = next(statement.items(clause), _NOWHERE)
        if not any(is_aggregate(statement, i) for i in item):
            keys = _keys(statement, range(item.start, statement.alias(item)))
            end = statement.at(clause.end - 1).end
            if keys:
                yield Edit(end, end, f" ORDER BY {', '.join(keys)}")
            return
    for i in calls:
        start = i + 2 + statement.at(i + 2).is_word("DISTINCT")
        keys += _keys(statement, range(start, statement.closings[i + 1]))
    if keys:
        start = statement.at(clause.start - 1).start
        yield Edit(start, start, f"WITH * ORDER BY {', '.join(dict.fromkeys(keys))} ")


def _is_last_of_collect(statement: Statement, clause: Clause) -> bool:
    """Tell whether a clause is the RETURN of ``COLLECT { ... }``, and nothing comes after it."""
    is_collect = clause.block > 0 and statement.at(clause.block - 1).is_word("COLLECT")
    is_alone = statement.next_clause(clause) is None and statement.part(clause)[0].word != "UNION"
    return is_collect and clause.word == "RETURN" and is_alone


def _collects(statement: Statement, clause: Clause) -> Iterator[int]:
    """Yield the calls of ``collect`` in a clause that are in no subquery."""
    i = clause.start
    while i < clause.end:
        if i in statement.closings and statement.is_subquery(i):
            i = statement.closings[i]
        elif statement.is_call(i, "COLLECT"):
            yield i
        i += 1


def _item(statement: Statement, clause: Clause, item: range) -> Iterator[Edit]:
    """Yield what orders the keys and pattern comprehensions of a column, and keeps its name."""
    alias = statement.alias(item)
    column = range(item.start, alias)
    if any(is_aggregate(statement, i) for i in column):
        return
    if statement.is_call(column.start, "KEYS") and statement.closings[column.start + 1] == column.stop - 1:
        start, end = statement.at(column.start).start, statement.at(column.stop - 1).end
        edits = [Edit(start, end, _SORTED_KEYS.format(source(statement, range(column.start + 2, column.stop - 1))))]
    else:
        edits = list(_comprehensions(statement, column))
    yield from edits
    if edits and alias == item.stop and clause.word == "RETURN" and not projected(statement, item):
        end = statement.at(item.stop - 1).end
        yield Edit(end, end, f" AS {quoted(source(statement, column))}")


def _comprehensions(statement: Statement, places: range) -> Iterator[Edit]:
    """Yield what orders the pattern comprehensions in an expression, where a subquery can stand instead."""
    i = places.start
    while i < places.stop:
        closing = statement.closings.get(i, i)
        if closing > i and statement.is_subquery(i):
            i = closing
        elif statement.is_call(i, *_OF_A_VARIABLE, "SIZE"):
            i = statement.closings[i + 1]
        elif statement.at(i).is_symbol("[") and statement.at(i + 2).is_word("IN"):
            ends = (j for j in statement.top(range(i + 1, closing)) if statement.at(j).is_symbol("|"))
            wheres = (j for j in statement.top(range(i + 1, closing)) if statement.at(j).is_word("WHERE"))
            yield from _comprehensions(statement, range(i + 3, min(next(ends, closing), next(wheres, closing))))
            i = closing
        elif pipe := _pipe(statement, range(i, closing + 1)):
            yield from _subquery(statement, range(i + 1, pipe), range(pipe + 1, closing))
            i = closing
        i += 1


def _subquery(statement: Statement, pattern: range, member: range) -> Iterator[Edit]:
    keys = _keys(statement, member, pattern)
    if keys:
        body = f"MATCH {source(statement, pattern)} RETURN {source(statement, member)} ORDER BY {', '.join(keys)}"
        start, end = statement.at(pattern.start - 1).start, statement.at(member.stop).end
        yield Edit(start, end, f"COLLECT {{ {body} }}")


def _pipe(statement: Statement, column: range) -> int:
    """Return where the bar of a pattern comprehension stands; 0 for what is none."""
    first = column.start + 1 + 2 * statement.at(column.start + 2).is_symbol("=")
    if not statement.at(column.start).is_symbol("[") or not statement.at(first).is_symbol("("):
        return 0
    after = statement.closings[first] + 1
    is_pattern = statement.at(after).is_symbol("-", "<") and statement.at(after + 1).is_symbol("-", "[", ">")
    bars = [i for i in statement.top(range(first, column.stop - 1)) if statement.at(i).is_symbol("|")]
    return bars[-1] if is_pattern and bars else 0


def _keys(statement: Statement, member: range, pattern: range = _NOWHERE) -> list[str]:
    """Return by what the members of a list are put in order; nothing if that cannot be told.

    A pattern is one with variables of its own, before the member.
    """
    first = statement.at(member.start)
    if not any(statement.names_in(member)):
        return []
    if first.is_symbol("{", "[") and statement.closings[member.start] == member.stop - 1:
        if any(statement.at(i).is_symbol("|") or statement.at(i).is_word("IN") for i in member):
            return []
        parts = list(statement.parts(member.start + 1, member.stop - 1))
        values = [range(part.start + 2 * first.is_symbol("{"), part.stop) for part in parts]
        return [key for value in values for key in _keys(statement, value, pattern)]
    if statement.name_at(member.start) and statement.at(member.start + 1).is_symbol("{"):
        return _keys_of_variable(statement, member.start, pattern)
    if len(member) == 1:
        return _keys_of_variable(statement, member.start, pattern)
    return [] if statement.is_call(member.start, *_WITHOUT_ORDER) else [source(statement, member)]


def _keys_of_variable(statement: Statement, i: int, pattern: range) -> list[str]:
    name, text = statement.at(i).text, statement.raw(i)
    places = [range(clause.start, clause.end) for clause in statement.of("MATCH")]
    if pattern:
        places.append(pattern)
    matched = {variable for where in places for variable in variables_of(statement, where)}
    aliases = {statement.at(j + 1).text for j, token in enumerate(statement.tokens) if token.is_word("AS")}
    if name not in matched:
        return [text]
    if name in aliases:
        return []
    if any(name in single_nodes(statement, where) for where in places):
        return [f"{text}.id"]
    if any(name in single_relationships(statement, where) for where in places):
        return [f"startNode({text}).id", f"type({text})", f"endNode({text}).id", f"{text}.paperId"]
    return []

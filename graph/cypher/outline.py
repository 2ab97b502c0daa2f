"""What the text of a query tells of its rows: the names of their columns, and how many there can be at most."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from .dialect.statement import Statement
from .lexer import tokens

_TEXT = -1


@dataclass(frozen=True, slots=True)
class OwnLimit:
    """A LIMIT in the text of a query.

    Parameters
    ----------
    rows
        At most so many rows.
    parameter
        What the number comes from; None if the text says it.
    """

    rows: int
    parameter: str | None = None


def returned_columns(text: str) -> tuple[str, ...] | None:
    """Return the names of the columns that a text returns; None where only the engine can tell.

    Raises
    ------
    QuerySyntaxError
        If the text cannot be split into tokens.

    Examples
    --------
    >>> returned_columns("MATCH (a) WITH a AS b RETURN DISTINCT b.name, count(*) AS n ORDER BY n")
    ('b.name', 'n')
    """
    statement = _statement(text)
    clause = next((c for c in reversed(statement.clauses) if c.block == _TEXT and c.word == "RETURN"), None)
    items = [] if clause is None else list(statement.items(clause))
    if not items or statement.at(items[0].start).is_symbol("*"):
        return None
    return tuple(_column(statement, item) for item in items)


def _column(statement: Statement, item: range) -> str:
    last = statement.at(item[-1])
    if len(item) > 2 and statement.at(item[-2]).is_word("AS"):
        return last.text
    # The column of a variable alone is the variable; any other is called as it is written.
    return last.text if len(item) == 1 else statement.text[statement.at(item[0]).start : last.end]


def own_limit(text: str, values: Mapping[str, Any]) -> OwnLimit | None:
    """Return the last LIMIT of a text, outside subqueries; None if there is none, or it is a calculation.

    Examples
    --------
    >>> own_limit("MATCH (n) RETURN n.id LIMIT $top", {"top": 5})
    OwnLimit(rows=5, parameter='top')
    """
    statement = _statement(text)
    limits = [c for c in statement.clauses if c.block == _TEXT and c.word == "LIMIT"]
    if not limits:
        return None
    token = statement.at(limits[-1].start)
    number = values.get(token.text) if token.kind == "parameter" else token.text
    if limits[-1].end - limits[-1].start != 1 or not str(number).isdecimal():
        return None
    return OwnLimit(int(str(number)), token.text if token.kind == "parameter" else None)


def _statement(text: str) -> Statement:
    found = tokens(text)
    if found and found[-1].is_symbol(";"):
        found.pop()
    return Statement(text, found)

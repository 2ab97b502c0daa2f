"""Changes of a text that keep the rest of it as it is."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from .statement import Statement


class Edit(NamedTuple):
    """A stretch of the text, in characters, and what stands there instead."""

    start: int
    end: int
    text: str


def applied(text: str, edits: Iterable[Edit]) -> str:
    """Return a text with all edits made; of those at one place in the order given. None may overlap another.

    Examples
    --------
    >>> applied("count(x)", [Edit(8, 8, " AS n"), Edit(0, 5, "sum")])
    'sum(x) AS n'
    """
    parts = []
    at = 0
    for edit in sorted(edits, key=lambda edit: edit.start):
        parts += [text[at : edit.start], edit.text]
        at = edit.end
    return "".join(parts) + text[at:]


def source(statement: Statement, places: range) -> str:
    """Return a stretch of tokens as it is written.

    Examples
    --------
    >>> from ..lexer import tokens
    >>> source(Statement("RETURN  n.name  AS x", tokens("RETURN  n.name  AS x")), range(1, 4))
    'n.name'
    """
    return statement.text[statement.at(places.start).start : statement.at(places.stop - 1).end]


def quoted(name: str) -> str:
    """Return a name in backticks."""
    return f"`{name.replace('`', '``')}`"

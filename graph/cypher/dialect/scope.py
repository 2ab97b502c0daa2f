"""Which variables there are at a place in the text."""

from __future__ import annotations

from .edits import source
from .patterns import variables_of
from .statement import Clause, Statement


def columns_of_star(statement: Statement, star: Clause) -> tuple[str, ...]:
    """Return the columns of a ``RETURN *`` in the order of their names; none if the text does not say.

    Examples
    --------
    >>> from ..lexer import tokens
    >>> statement = Statement(text := "MATCH (b)-[:USED_FOR]->(a) WITH b, a.name AS c RETURN *", tokens(text))
    >>> columns_of_star(statement, statement.clauses[-1])
    ('b', 'c')
    """
    names: set[str] = set()
    for clause in sorted(statement.clauses, key=lambda clause: clause.start):
        if clause.block != star.block or clause.start >= star.start:
            continue
        if clause.word == "UNION":
            names.clear()
        elif clause.word == "WITH":
            items = list(statement.items(clause))
            if not (items and statement.at(items[0].start).is_symbol("*")):
                names.clear()
            names |= _named(statement, clause)
        elif clause.word == "MATCH":
            names |= variables_of(statement, range(clause.start, clause.end))
        elif clause.word == "UNWIND":
            names.add(statement.at(clause.end - 1).text)
        elif clause.word == "CALL":
            returned = _returned(statement, clause)
            if not returned:
                return ()
            names |= returned
    return tuple(sorted(names))


def _named(statement: Statement, clause: Clause) -> set[str]:
    """Return the names that the columns of a WITH or RETURN have, without those of a star."""
    return {
        statement.at(item.stop - 1).text
        if len(item) == 1 or statement.alias(item) < item.stop
        else source(statement, item)
        for item in statement.items(clause)
        if not statement.at(item.start).is_symbol("*")
    }


def _returned(statement: Statement, call: Clause) -> set[str]:
    """Return the columns of a subquery; none if they are those of a star within, or of a procedure."""
    block = next((i for i in range(call.start, call.end) if statement.is_subquery(i)), -1)
    clause = next((c for c in statement.of("RETURN") if c.block == block >= 0), None)
    if clause is None or statement.at(clause.start).is_symbol("*"):
        return set()
    return _named(statement, clause)

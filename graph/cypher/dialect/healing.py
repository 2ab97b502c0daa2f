"""What can be healed rather than refused: the text is changed where an engine would misread it."""

from __future__ import annotations

from ..lexer import tokens
from .statement import Clause, Statement, is_aggregate

_MODIFIERS = ("WHERE", "ORDER", "SKIP", "OFFSET", "LIMIT")


def adapted(text: str, engine: str) -> str:
    """Return a text that says the same, and that an engine answers as the others do.

    After ``OPTIONAL MATCH (a)-->(b:Label) WITH a, count(b) AS n``, ArcadeDB counts the relationships of ``a`` without a
    look at the label of ``b``. A condition that is always true keeps it from this short cut.

    Parameters
    ----------
    text
        Cypher that only reads.
    engine
        What will answer it: ``arcadedb`` or ``neo4j``.

    Examples
    --------
    >>> adapted("MATCH (a) OPTIONAL MATCH (a)-->(b:Task) WITH a, count(b) AS n RETURN sum(n)", "arcadedb")
    'MATCH (a) OPTIONAL MATCH (a)-->(b:Task) WITH a, count(b) AS n WHERE true RETURN sum(n)'
    """
    if engine != "arcadedb":
        return text
    statement = Statement(text, tokens(text))
    ends = [statement.tokens[clause.end - 1].end for clause in statement.of("WITH") if _is_bare(statement, clause)]
    for end in sorted(ends, reverse=True):
        text = f"{text[:end]} WHERE true{text[end:]}"
    return text


def _is_bare(statement: Statement, clause: Clause) -> bool:
    """Tell whether a WITH aggregates, and nothing of its own follows."""
    after = statement.next_clause(clause)
    if after is not None and after.word in _MODIFIERS:
        return False
    return any(is_aggregate(statement, i) for i in range(clause.start, clause.end))

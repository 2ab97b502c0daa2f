"""Refuses texts that one engine would answer otherwise than the others, before it does; or heals them.

Each rule is a place where ArcadeDB gives other rows than Neo4j without an error, or an answer where Neo4j has none.
They were found by asking both the same; ``docs/cypher.md`` tells users of them.
"""

from __future__ import annotations

from ...errors import UnsupportedCypherError
from ..lexer import tokens
from .healing import adapted
from .rules import ARCADEDB, EVERYWHERE
from .statement import Statement

__all__ = ["adapted", "check_dialect"]


def check_dialect(text: str, engine: str) -> None:
    """Do nothing if an engine answers a text as the others do, as far as is known.

    Parameters
    ----------
    text
        Cypher that only reads.
    engine
        What will answer it: ``arcadedb`` or ``neo4j``.

    Raises
    ------
    UnsupportedCypherError
        If it would answer otherwise, or cannot answer; with line, column, reason and remedy.
    QuerySyntaxError
        If the text cannot be split into tokens.

    Examples
    --------
    >>> check_dialect("MATCH (n:Method) RETURN n.name", "arcadedb")
    >>> check_dialect("MATCH (n) RETURN elementId(n)", "neo4j")
    Traceback (most recent call last):
    graph.errors.UnsupportedCypherError: line 1, column 18: id() and elementId() differ from store to store; write n.id
    """
    found = tokens(text)
    statement = Statement(text, found)
    for rule in EVERYWHERE + (ARCADEDB if engine == "arcadedb" else ()):
        for place in rule.finds(statement):
            at = found[place].start
            line = text.count("\n", 0, at) + 1
            column = at - text.rfind("\n", 0, at)
            raise UnsupportedCypherError(f"line {line}, column {column}: {rule.sentence}")

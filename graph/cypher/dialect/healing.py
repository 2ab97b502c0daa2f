"""What can be healed rather than refused: the text is changed where engines would answer it differently."""

from __future__ import annotations

from collections.abc import Iterator

from ..lexer import tokens
from .decimals import rounded_aggregates
from .edits import Edit, applied, quoted, source
from .lists import ordered_lists
from .projections import projected
from .scope import columns_of_star
from .statement import Clause, Statement, is_aggregate

_MODIFIERS = ("WHERE", "ORDER", "SKIP", "OFFSET", "LIMIT")


def adapted(text: str, engine: str) -> str:
    """Return a text that says the same, and that an engine answers as the others do.

    Averages, deviations, percentiles and sums of fractions are rounded to 10 significant digits on every engine, since
    each adds in its own way; and lists of rows in no order are given one. What else is changed is for ArcadeDB:

    * After ``OPTIONAL MATCH (a)-->(b:Label) WITH a, count(b) AS n`` it counts the relationships of ``a`` without a
      look at the label of ``b``. A condition that is always true keeps it from this short cut.
    * ``ORDER BY`` does not know the names of columns without AS, as in ``RETURN n.name ORDER BY `n.name```.
    * ``RETURN n {.name}`` gives a column of the name ``n``, as Neo4j has it.
    * ``RETURN *`` names its columns, which would not be known without rows.
    * ``round(x, 0)`` rounds -2.5 to -3.0, other than ``round(x)``.

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
    statement = Statement(text, tokens(text))
    edits = [*ordered_lists(statement), *rounded_aggregates(statement)]
    if engine == "arcadedb":
        for heal in (_true_conditions, _column_names, _whole_numbers, _projections, _stars):
            edits += heal(statement)
    return applied(text, edits)


def _true_conditions(statement: Statement) -> Iterator[Edit]:
    for clause in statement.of("WITH"):
        if _is_bare(statement, clause):
            end = statement.tokens[clause.end - 1].end
            yield Edit(end, end, " WHERE true")


def _is_bare(statement: Statement, clause: Clause) -> bool:
    """Tell whether a WITH aggregates, and nothing of its own follows."""
    after = statement.next_clause(clause)
    if after is not None and after.word in _MODIFIERS:
        return False
    return any(is_aggregate(statement, i) for i in range(clause.start, clause.end))


def _column_names(statement: Statement) -> Iterator[Edit]:
    for clause in statement.of("RETURN"):
        order = statement.next_clause(clause)
        if order is None or order.word != "ORDER":
            continue
        columns = {source(statement, item) for item in statement.items(clause) if statement.alias(item) == item.stop}
        for i in range(order.start, order.end):
            token = statement.at(i)
            if token.kind == "quoted" and token.text in columns and not statement.at(i - 1).is_symbol("."):
                yield Edit(token.start, token.end, token.text)


def _whole_numbers(statement: Statement) -> Iterator[Edit]:
    for i in range(len(statement.tokens)):
        if statement.is_call(i, "ROUND"):
            arguments = list(statement.parts(i + 2, statement.closings[i + 1]))
            if len(arguments) == 2 and source(statement, arguments[1]) == "0":
                yield Edit(statement.at(arguments[0].stop).start, statement.at(arguments[1].stop - 1).end, "")


def _projections(statement: Statement) -> Iterator[Edit]:
    for clause in statement.of("RETURN"):
        for item in statement.items(clause):
            if projected(statement, item):
                end = statement.at(item.stop - 1).end
                yield Edit(end, end, f" AS {source(statement, range(item.start, item.start + 1))}")


def _stars(statement: Statement) -> Iterator[Edit]:
    for clause in statement.of("RETURN"):
        star = statement.at(clause.start + statement.at(clause.start).is_word("DISTINCT"))
        if star.is_symbol("*") and clause.block < 0:
            columns = columns_of_star(statement, clause)
            if columns:
                yield Edit(star.start, star.end, ", ".join(map(quoted, columns)))

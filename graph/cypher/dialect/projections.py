"""What to find in WITH and RETURN, and in the order of clauses."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from difflib import get_close_matches
from itertools import pairwise

from .edits import source
from .statement import Clause, Statement, is_aggregate

_CONDITIONS = ("AND", "OR", "XOR", "NOT", "IN", "IS", "STARTS", "ENDS", "CONTAINS")
_PREDICATES = ("ANY", "ALL", "NONE", "SINGLE", "REDUCE")
_CASE_WORDS = ("WHEN", "THEN", "ELSE")


def hidden_aggregates(statement: Statement) -> Iterator[int]:
    """Yield the aggregating functions whose value goes through a condition, such as ``count(*) > 1 AND true``."""
    for clause in statement.of("WITH", "RETURN"):
        for item in statement.items(clause):
            yield from _hidden(statement, item, opening=-1)


def _hidden(statement: Statement, places: range, opening: int) -> Iterator[int]:
    """Look into one bracket (or an item, in none) and into those within."""
    for segment in _segments(statement, places, opening):
        top = list(statement.top(segment))
        is_condition = any(_is_condition(statement, i) for i in top)
        for i in top:
            if is_aggregate(statement, i):
                if is_condition:
                    yield i
            elif i in statement.closings and not _is_argument(statement, i) and not statement.is_subquery(i):
                inner = range(i + 1, statement.closings[i])
                yield from _first_aggregate(statement, inner) if is_condition else _hidden(statement, inner, i)


def _is_argument(statement: Statement, i: int) -> bool:
    """Tell whether the bracket at `i` holds what is aggregated; there all conditions are right."""
    return is_aggregate(statement, i - 1)


def _first_aggregate(statement: Statement, places: range) -> Iterator[int]:
    i = places.start
    while i < places.stop:
        if is_aggregate(statement, i):
            yield i
            return
        i = statement.closings[i] + 1 if i in statement.closings and statement.is_subquery(i) else i + 1


def _segments(statement: Statement, places: range, opening: int) -> Iterator[range]:
    """Split what a bracket holds into its expressions."""
    first = places.start
    if _is_comprehension(statement, opening):
        first += 2
    for i in statement.top(range(first, places.stop)):
        if statement.at(i).is_symbol(",", "|", ":") or statement.at(i).is_word("WHERE", *_CASE_WORDS):
            yield range(first, i)
            first = i + 1
            # reduce(s = 0, x IN xs | ...)
            if opening >= 0 and statement.at(opening - 1).is_word("REDUCE") and statement.at(first + 1).is_word("IN"):
                first += 2
    yield range(first, places.stop)


def _is_comprehension(statement: Statement, opening: int) -> bool:
    """Tell whether ``x IN`` at the start of a bracket names a variable: ``[x IN xs | ...]``, ``any(x IN xs ...)``."""
    if opening < 0 or not statement.at(opening + 2).is_word("IN"):
        return False
    return statement.at(opening).is_symbol("[") or statement.at(opening - 1).is_word(*_PREDICATES)


def _is_condition(statement: Statement, i: int) -> bool:
    token = statement.at(i)
    return token.is_symbol("=~") or (token.is_word(*_CONDITIONS) and not statement.at(i - 1).is_symbol("."))


def columns_beside_star(statement: Statement) -> Iterator[int]:
    """Yield the comma after ``RETURN *``."""
    for clause in statement.of("RETURN"):
        star = clause.start + statement.at(clause.start).is_word("DISTINCT")
        if statement.at(star).is_symbol("*") and statement.at(star + 1).is_symbol(","):
            yield star + 1


def projected(statement: Statement, item: range) -> str:
    """Return the variable of a map projection such as ``n {.name}``; the empty text for other columns.

    Without AS, that is the name of the column.
    """
    is_one = statement.at(item.start + 1).is_symbol("{") and statement.closings[item.start + 1] == item.stop - 1
    return statement.name_at(item.start) if is_one and not statement.is_subquery(item.start + 1) else ""


def repeated_columns(statement: Statement) -> Iterator[int]:
    """Yield columns that have the name of an earlier one."""
    for clause in statement.of("RETURN"):
        seen: set[str] = set()
        for item in statement.items(clause):
            alias = statement.alias(item)
            if alias + 1 < item.stop:
                name = statement.at(alias + 1).text
            else:
                name = projected(statement, item) or source(statement, item)
            if name in seen:
                yield item.start
            seen.add(name)


def unnamed_expressions(statement: Statement) -> Iterator[int]:
    """Yield expressions in WITH that are more than a variable and have no AS."""
    for clause in statement.of("WITH"):
        for item in statement.items(clause):
            if len(item) > 1 and statement.alias(item) == item.stop:
                yield item.start


def _main(statement: Statement) -> list[Clause]:
    return [clause for clause in statement.clauses if clause.block < 0]


def unfinished(statement: Statement) -> Iterator[int]:
    """Yield the last clause if no RETURN comes after it."""
    asked = [c for c in _main(statement) if c.word not in ("WHERE", "ORDER", "SKIP", "OFFSET", "LIMIT", "YIELD")]
    if asked and asked[-1].word not in ("RETURN", "FINISH", "CALL"):
        yield asked[-1].start - 1


def misspelt_returns(statement: Statement) -> Iterator[int]:
    """Yield the word that was to be RETURN, in a text without it."""
    if any(statement.of("RETURN")):
        return
    for i, token in enumerate(statement.tokens):
        is_name = statement.at(i - 1).is_symbol(".", ":", "(", "[") or statement.at(i - 1).is_word("AS")
        if token.kind == "word" and not is_name and get_close_matches(token.text.upper(), ["RETURN"], cutoff=0.7):
            yield i


def clauses_in_disorder(statement: Statement) -> Iterator[int]:
    """Yield what comes after a RETURN and is no part of it, and SKIP after LIMIT."""
    for clauses in statement.blocks():
        returned = False
        for clause in clauses:
            if returned and clause.word not in ("ORDER", "SKIP", "OFFSET", "LIMIT", "UNION"):
                yield clause.start - 1
            returned = clause.word == "RETURN" or (returned and clause.word != "UNION")
        yield from (
            c.start - 1 for before, c in pairwise(clauses) if before.word == "LIMIT" and c.word in ("SKIP", "OFFSET")
        )


def declared_again(statement: Statement) -> Iterator[int]:
    """Yield the variables of UNWIND that are variables already."""
    blocks: dict[int, set[str]] = defaultdict(set)
    for clause in sorted(statement.clauses, key=lambda clause: clause.start):
        known = blocks[clause.block]
        if clause.word in ("WITH", "UNION"):
            known.clear()
        name = statement.at(clause.end - 1).text
        if clause.word == "UNWIND" and name in known and statement.at(clause.end - 2).is_word("AS"):
            yield clause.end - 1
        known |= _declared(statement, clause)


def _declared(statement: Statement, clause: Clause) -> set[str]:
    """Return the variables that a clause brings forth."""
    if clause.word == "MATCH":
        opened = [i for i in range(clause.start, clause.end) if statement.at(i).is_symbol("(", "[")]
        return {statement.name_at(i + 1) for i in opened} - {""}
    if clause.word == "WITH":
        return {statement.at(item.stop - 1).text for item in statement.items(clause)}
    return {statement.at(clause.end - 1).text} if clause.word == "UNWIND" else set()


def foreign_clauses(statement: Statement) -> Iterator[int]:
    """Yield the clauses that ArcadeDB has and Neo4j has not."""
    yield from (clause.start - 1 for clause in statement.of("FILTER", "LET"))

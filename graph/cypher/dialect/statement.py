"""The clauses, brackets and parts of a Cypher text: as much of its grammar as the checks of a text need.

Nothing is refused here. A text that is no Cypher gives clauses of some kind; the engine says what is wrong with it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise

from ..lexer import Token

_OPENING = {"(": ")", "[": "]", "{": "}"}
_CLAUSES = (
    *("MATCH", "OPTIONAL", "WHERE", "WITH", "RETURN", "UNWIND", "CALL", "YIELD", "UNION"),
    *("ORDER", "SKIP", "OFFSET", "LIMIT", "FINISH", "FILTER", "LET"),
)
_AGGREGATES = ("COUNT", "SUM", "AVG", "MIN", "MAX", "COLLECT", "STDEV", "STDEVP", "PERCENTILECONT", "PERCENTILEDISC")
_TYPES = ("LIST", "ARRAY", "ANY", "VALUE", "STRING", "INTEGER", "FLOAT", "BOOLEAN", "BOOL", "DATE", "MAP", "NODE")
_SUBQUERIES = ("CALL", "EXISTS", "COUNT", "COLLECT")
# No clause begins right after one of these: what follows is a name.
_BEFORE_NAMES = ("RETURN", "WITH", "DISTINCT", "WHERE", "UNWIND", "BY", "AND", "OR", "XOR", "NOT", "IN", "AS", "YIELD")
_SYMBOLS_BEFORE_NAMES = (".", ",", ":", "=", "<>", "<", ">", "<=", ">=", "+", "-", "/", "|", "&", "$", "(", "[")
_END = Token("symbol", "", -1, -1)


@dataclass(frozen=True, slots=True)
class Clause:
    """One clause.

    Parameters
    ----------
    word
        What it begins with, in upper case; a subquery that begins with a pattern begins with a ``MATCH``.
    start, end
        Half-open range of its tokens after the word.
    block
        Which query or subquery it is part of: the place of its opening brace, -1 for the text itself.
    """

    word: str
    start: int
    end: int
    block: int


class Statement:
    """A text as tokens, with its brackets and clauses.

    Parameters
    ----------
    text
        The text.
    found
        Its tokens.
    """

    def __init__(self, text: str, found: Sequence[Token]) -> None:
        self.text = text
        self.tokens = found

    def at(self, i: int) -> Token:
        """Return the token at `i`, an empty symbol before the first and after the last."""
        return self.tokens[i] if 0 <= i < len(self.tokens) else _END

    @cached_property
    def closings(self) -> dict[int, int]:
        """Where each bracket, and each CASE, is closed; the end of the text without that."""
        closings: dict[int, int] = {}
        opened: list[tuple[int, str]] = []
        for i, token in enumerate(self.tokens):
            closing = "END" if self._is_keyword(i, "CASE") else token.kind == "symbol" and _OPENING.get(token.text)
            if closing:
                opened.append((i, closing))
            elif opened and (token.is_symbol(opened[-1][1]) or (opened[-1][1] == "END" and self._is_keyword(i, "END"))):
                closings[opened.pop()[0]] = i
        return closings | {i: len(self.tokens) for i, _ in opened}

    @cached_property
    def openings(self) -> dict[int, int]:
        """Where each bracket, and each CASE, opens, by where it is closed."""
        return {closing: opening for opening, closing in self.closings.items()}

    @cached_property
    def clauses(self) -> tuple[Clause, ...]:
        """All clauses, those of a subquery after the clause that it begins in."""
        return tuple(self._clauses(0, len(self.tokens), -1))

    def _is_keyword(self, i: int, *words: str) -> bool:
        before = self.at(i - 1)
        return self.tokens[i].is_word(*words) and not (
            before.is_symbol(".") or before.is_word("AS") or self.at(i + 1).is_symbol(":")
        )

    def _begins(self, i: int) -> str:
        """Return the clause that the word at `i` begins, the empty text if none."""
        token, before = self.tokens[i], self.at(i - 1)
        if not self._is_keyword(i, *_CLAUSES) or before.is_word("STARTS", "ENDS"):
            return ""
        if (before.is_symbol(*_SYMBOLS_BEFORE_NAMES) and not self._ends_type(i - 1)) or (
            before.is_word(*_BEFORE_NAMES) and not self.at(i - 2).is_word("AS", "UNION")
        ):
            return ""
        if before.is_word("OPTIONAL") and token.is_word("MATCH", "CALL"):
            return ""
        if token.is_word("ORDER") and not self.at(i + 1).is_word("BY"):
            return ""
        if token.is_word("WITH") and self.at(i + 1).is_word("TIME") and self.at(i + 2).is_word("ZONE"):
            return ""
        if token.is_word("OPTIONAL"):
            return self.at(i + 1).text.upper()
        return token.text.upper()

    def _ends_type(self, i: int) -> bool:
        """Tell whether the sign at `i` closes a type such as ``LIST<INTEGER NOT NULL>``."""
        while self.at(i).is_symbol("<", ">") or self.at(i).is_word("NOT", "NULL", *_TYPES):
            if self.at(i).is_word("LIST", "ARRAY"):
                return True
            i -= 1
        return False

    def _clauses(self, start: int, end: int, block: int) -> Iterator[Clause]:
        word, body = ("MATCH", start) if block >= 0 and not self._begins(start) else ("", start)
        inner: list[Clause] = []
        i = start
        while i < end:
            begins = self._begins(i)
            if begins:
                if word:
                    yield Clause(word, body, i, block)
                    yield from inner
                    inner = []
                word, body = begins, i + 1 + self.tokens[i].is_word("OPTIONAL")
            if self.is_subquery(i):
                inner += self._clauses(i + 1, self.closings[i], i)
                i = self.closings[i]
            elif i in self.closings:
                inner += self._within(i)
                i = self.closings[i]
            i += 1
        if word:
            yield Clause(word, body, end, block)
        yield from inner

    def _within(self, opening: int) -> Iterator[Clause]:
        """Yield the clauses of subqueries in a bracket that is none."""
        i = opening + 1
        while i < self.closings[opening]:
            if self.is_subquery(i):
                yield from self._clauses(i + 1, self.closings[i], i)
                i = self.closings[i]
            i += 1

    def is_subquery(self, i: int) -> bool:
        """Tell whether a subquery opens at `i`."""
        if not self.at(i).is_symbol("{"):
            return False
        before = i - 1
        if self.at(before).is_symbol(")"):
            return self.at(self.openings.get(before, 0) - 1).is_word("CALL")
        return self.at(before).is_word(*_SUBQUERIES) and not self.at(before - 1).is_symbol(".", ":")

    def of(self, *words: str) -> Iterator[Clause]:
        """Yield the clauses that begin with one of these words."""
        return (clause for clause in self.clauses if clause.word in words)

    def part(self, clause: Clause) -> Sequence[Clause]:
        """Return the clauses of a query or subquery, in the order of the text, from the last UNION to the next."""
        return self._parts[clause]

    def blocks(self) -> Iterable[Sequence[Clause]]:
        """Return the clauses of each query and subquery, in the order of the text."""
        return self._blocks.values()

    def next_clause(self, clause: Clause) -> Clause | None:
        """Return the clause that follows in the same query or subquery."""
        return self._next.get(clause)

    @cached_property
    def _next(self) -> dict[Clause, Clause]:
        return {clause: after for block in self._blocks.values() for clause, after in pairwise(block)}

    @cached_property
    def _parts(self) -> dict[Clause, list[Clause]]:
        parts: dict[Clause, list[Clause]] = {}
        for block in self._blocks.values():
            part: list[Clause] = []
            for clause in block:
                if clause.word == "UNION":
                    part = []
                part.append(clause)
                parts[clause] = part
        return parts

    @cached_property
    def _blocks(self) -> dict[int, list[Clause]]:
        blocks: dict[int, list[Clause]] = defaultdict(list)
        for clause in sorted(self.clauses, key=lambda clause: clause.start):
            blocks[clause.block].append(clause)
        return blocks

    def parts(self, start: int, end: int) -> Iterator[range]:
        """Yield what stands between the commas that are in no bracket of this stretch of tokens."""
        first = start
        i = start
        while i < end:
            if self.tokens[i].is_symbol(","):
                yield range(first, i)
                first = i + 1
            i = self.closings.get(i, i) + 1
        if first < end:
            yield range(first, end)

    def items(self, clause: Clause) -> Iterator[range]:
        """Yield the columns of a WITH or RETURN, without DISTINCT."""
        start = clause.start + self.at(clause.start).is_word("DISTINCT")
        return self.parts(start, clause.end)

    def top(self, places: range) -> Iterator[int]:
        """Yield what is in no bracket of this stretch; the brackets themselves, too."""
        i = places.start
        while i < places.stop:
            yield i
            i = self.closings.get(i, i) + 1

    def alias(self, item: range) -> int:
        """Return where the AS of a column is; its end without one."""
        return next((i for i in self.top(item) if self.at(i).is_word("AS")), item.stop)

    def relationships(self, clause: Clause) -> Iterator[int]:
        """Yield where the brackets of relationships open in a MATCH."""
        for i in range(clause.start, clause.end):
            if self.tokens[i].is_symbol("[") and self.at(i - 1).is_symbol("-"):
                yield i

    def name_at(self, i: int) -> str:
        """Return the variable at `i`; the empty text if there is something else."""
        token = self.at(i)
        return token.text if token.kind in ("word", "quoted") and not token.is_word("WHERE", "IS") else ""

    def names_in(self, places: Iterable[int]) -> Iterator[int]:
        """Yield where words stand that can be variables: no properties, no functions."""
        for i in places:
            if self.name_at(i) and not self.at(i - 1).is_symbol(".") and not self.at(i + 1).is_symbol("("):
                yield i

    def raw(self, i: int) -> str:
        """Return a token as it is written."""
        return self.text[self.tokens[i].start : self.tokens[i].end]

    def is_call(self, i: int, *names: str) -> bool:
        """Tell whether one of these functions, in upper case, is called at `i`."""
        return self.at(i).is_word(*names) and self.at(i + 1).is_symbol("(") and not self.at(i - 1).is_symbol(".")


def is_aggregate(statement: Statement, i: int) -> bool:
    """Tell whether an aggregating function is called at `i`."""
    return statement.is_call(i, *_AGGREGATES)

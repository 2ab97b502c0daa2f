"""Refuses what would do more than read the graph, by the text alone and alike for all engines.

Each engine has its own check behind this one; but those differ, and none stops all of it: a reading transaction of
Neo4j reads files with ``LOAD CSV`` and shows the server's settings. What is not known to read is refused.
"""

from __future__ import annotations

from collections.abc import Sequence

from ..errors import QuerySyntaxError, ReadOnlyError
from .functions import FUNCTIONS, PROCEDURES, WORDS_BEFORE_PARENTHESES
from .lexer import Token, refuse, tokens

_FIRST_WORDS = ("MATCH", "OPTIONAL", "UNWIND", "WITH", "RETURN", "CALL")
_COMMANDS = frozenset(
    {"CYPHER", "EXPLAIN", "PROFILE", "START", "STOP", "GRANT", "DENY", "REVOKE", "RENAME", "ENABLE"}
    | {"DEALLOCATE", "REALLOCATE", "DRYRUN", "BEGIN", "COMMIT", "ROLLBACK"}
)
_CLAUSES = frozenset(
    {"CREATE", "INSERT", "MERGE", "SET", "DELETE", "DETACH", "NODETACH", "REMOVE", "FOREACH"}
    | {"DROP", "ALTER", "SHOW", "TERMINATE", "USE"}
)
# No clause begins with one of these after its keyword, so a word before them is a name.
_AFTER_NAMES = (")", ",", "]", "}", ".", ":", "=", "<>", "<", ">", "<=", ">=", "=~", ";")
# Engines, and the checks that follow this one, go down one call a bracket.
_DEPTH = 100
_CLOSING = {"(": ")", "[": "]", "{": "}"}
_END = Token("symbol", "", -1, -1)


def check_read_only(text: str, engine: str = "") -> str:
    """Return a text without the semicolon at its end, if it is one statement that only reads the graph.

    Property names, map keys, strings, comments and names in backticks may be any words. Variables may, too, where no
    clause could begin; in backticks everywhere.

    Parameters
    ----------
    text
        Cypher.
    engine
        What will answer it, ``arcadedb`` or ``neo4j``. Procedures are let through for ``neo4j`` alone.

    Raises
    ------
    ReadOnlyError
        If it would write, change the schema, read files or settings, or calls what is not known to read only.
    QuerySyntaxError
        If it is empty, begins with no clause of Cypher, or cannot be split into tokens.

    Examples
    --------
    >>> check_read_only("MATCH (n) RETURN n.set AS `create`;")
    'MATCH (n) RETURN n.set AS `create`'
    """
    found = tokens(text)
    if found and found[-1].is_symbol(";"):
        text = text[: found.pop().start].rstrip()
    _check_first(text, found)
    _check_brackets(text, found)
    called = _Calls(text, engine)
    for i, token in enumerate(found):
        if token.is_symbol(";"):
            raise ReadOnlyError("several statements in one text are refused; ask them one after the other")
        if token.kind in ("word", "quoted") and not _is_plain_name(found, i):
            _check_clause(found, i)
            if token.is_word("CALL"):
                called.check(found, i)
            elif _at(found, i + 1).is_symbol("("):
                called.check_function(found, i)
    return text


def _check_first(text: str, found: Sequence[Token]) -> None:
    if not found:
        raise QuerySyntaxError("the text holds no statement; give a query such as MATCH (n:Method) RETURN n.name")
    first = found[0]
    if first.is_word(*_COMMANDS):
        raise ReadOnlyError(f"{first.text.upper()} is refused: a query may only read the graph")
    if not first.is_word(*_FIRST_WORDS, *_CLAUSES, "LOAD"):
        refuse(text, first.start, f"a query begins with {', '.join(_FIRST_WORDS)}, not with {first.text!r:.40}")


def _check_brackets(text: str, found: Sequence[Token]) -> None:
    open_ones: list[Token] = []
    for token in found:
        if token.is_symbol("(", "[", "{"):
            open_ones.append(token)
        elif token.is_symbol(")", "]", "}") and (not open_ones or _CLOSING[open_ones.pop().text] != token.text):
            refuse(text, token.start, f"{token.text} closes no bracket; correct the brackets")
        if len(open_ones) > _DEPTH:
            refuse(text, token.start, f"brackets are nested more than {_DEPTH} deep; simplify the query")
    if open_ones:
        refuse(text, open_ones[-1].start, f"{open_ones[-1].text} is never closed; add the bracket that closes it")


def _is_plain_name(found: Sequence[Token], i: int) -> bool:
    """Tell whether a word stands where only a name can: of a property, label, map key or variable."""
    before, after = _at(found, i - 1), _at(found, i + 1)
    if after.is_symbol("("):
        return False
    if before.is_symbol("."):
        # Not so in 1.SET, where some lexers take the dot for a part of the number.
        return _at(found, i - 2).kind != "number"
    if before.is_word("AS") and _is_value_end(found, i - 2):
        return True
    return before.is_symbol(":") or after is _END or after.is_symbol(*_AFTER_NAMES)


def _is_value_end(found: Sequence[Token], i: int) -> bool:
    """Tell whether a value ends here, so that a word AS after it is the keyword and no variable of this name."""
    token = _at(found, i)
    if token.kind == "word":
        return _at(found, i - 1).is_symbol(".")
    return token.kind != "symbol" or token.is_symbol(")", "]", "}")


def _check_clause(found: Sequence[Token], i: int) -> None:
    token, after = found[i], _at(found, i + 1)
    if token.is_word(*_CLAUSES):
        raise ReadOnlyError(
            f"{token.text.upper()} is refused: a query may only read the graph. "
            f"If it is a name, write it in backticks: `{token.text}`"
        )
    if token.is_word("LOAD") and after.is_word("CSV"):
        raise ReadOnlyError("LOAD CSV is refused: a query may read the graph, but no files")


class _Calls:
    """Checks what a text calls."""

    def __init__(self, text: str, engine: str) -> None:
        self._text = text
        self._engine = engine
        self._procedure_ends: set[int] = set()

    def check(self, found: Sequence[Token], i: int) -> None:
        """Check the word CALL at `i`: a subquery, or a procedure that only reads."""
        after = i + 1
        if _at(found, after).is_symbol("("):
            after = _closing(found, after) + 1
        if _at(found, after).is_symbol("{"):
            if _at(found, _closing(found, after) + 1).is_word("IN"):
                raise ReadOnlyError("CALL { ... } IN TRANSACTIONS is refused: a query may only read the graph")
            return
        last = after
        while _at(found, last + 1).is_symbol("."):
            last += 2
        name = "".join(token.text for token in found[after : last + 1])
        allowed = [procedure for procedure, engine in PROCEDURES.items() if engine == self._engine]
        if name not in allowed:
            known = f"these can be called: {', '.join(allowed)}" if allowed else "this store has none to call"
            raise ReadOnlyError(f"the procedure {name!r:.80} is refused; {known}")
        self._procedure_ends.add(last)

    def check_function(self, found: Sequence[Token], i: int) -> None:
        """Check the name before the parenthesis after `i`."""
        if i in self._procedure_ends:
            return
        first = i
        while _at(found, first - 1).is_symbol("."):
            first -= 2
        name = "".join(token.text for token in found[max(first, 0) : i + 1])
        if found[i].kind == "word" and first == i and found[i].is_word(*WORDS_BEFORE_PARENTHESES):
            return
        if name.lower() not in FUNCTIONS:
            raise ReadOnlyError(
                f"the function {name!r:.80} is refused: it is not among those of Cypher that only read the graph"
            )


def _closing(found: Sequence[Token], opening: int) -> int:
    """Return where the bracket at `opening` is closed; the end without that."""
    pairs = {"(": ")", "{": "}"}
    depth = 0
    for i in range(opening, len(found)):
        if found[i].is_symbol(found[opening].text):
            depth += 1
        elif found[i].is_symbol(pairs[found[opening].text]):
            depth -= 1
            if depth == 0:
                return i
    return len(found)


def _at(found: Sequence[Token], i: int) -> Token:
    return found[i] if 0 <= i < len(found) else _END

r"""A Cypher text as tokens, split as Neo4j splits it; where engines could split otherwise, the text is refused.

The checks of a text rest on these tokens, so what an engine reads must be what is seen here. Neo4j replaces ``\uXXXX``
in the whole text before it looks for strings and comments, and takes many Unicode characters for white space.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal, NoReturn

from ..errors import QuerySyntaxError

Kind = Literal["word", "number", "string", "quoted", "parameter", "symbol"]

_SPACE = "\\t\\n\\v\\f\\r\\x1c-\\x1f \\x85\\xa0\u1680\u180e\u2000-\u200a\u2028\u2029\u202f\u205f\u3000"
_TOKEN = re.compile(
    rf"""(?P<space>[{_SPACE}]+)
    |(?P<comment>//[^\n]*|/\*.*?\*/)
    |(?P<string>'(?:\\.|[^'\\])*'|"(?:\\.|[^"\\])*")
    |(?P<quoted>`(?:``|[^`])*`)
    |(?P<parameter>\$(?:\w+|`(?:``|[^`])*`))
    |(?P<number>0[xX][0-9a-fA-F_]+|0[oO][0-7_]+
        |(?:[0-9][0-9_]*(?:\.[0-9][0-9_]*)?|\.[0-9][0-9_]*)(?:[eE][+-]?[0-9]+)?)
    |(?P<word>[^\W\d]\w*)
    |(?P<symbol>\.\.|<>|<=|>=|=~|\+=|::|\|\||[-+*/%^=<>!&|.,:;?(){{}}\[\]$])""",
    re.VERBOSE | re.DOTALL,
)
# A comment goes on to the next line feed here, but some lexers end it at one of these.
_OTHER_LINE_END = re.compile(r"\r(?!\n|$)|[\v\f\x1c-\x1e\x85\u2028\u2029]")
_UNICODE_ESCAPE = re.compile(r"(\\+)u(?=(.{0,4}))", re.DOTALL)
_HEXADECIMAL = re.compile(r"[0-9a-fA-F]{4}")
_ESCAPE = re.compile(r"\\u([0-9a-fA-F]{4})|\\(.)", re.DOTALL)
_ESCAPED = {"t": "\t", "b": "\b", "n": "\n", "r": "\r", "f": "\f"}
_UNFINISHED = {"'": "string", '"': "string", "`": "name in backticks", "/": "comment"}


class UnclosedError(QuerySyntaxError):
    """A string, comment or name in backticks is not closed: more text may make it whole."""


@dataclass(frozen=True, slots=True)
class Token:
    """One token of a text.

    Parameters
    ----------
    kind
        ``word`` (a keyword or a plain name), ``number``, ``string``, ``quoted`` (a name in backticks), ``parameter`` or
        ``symbol``.
    text
        As written; but the value of a string, the name alone for ``quoted`` and ``parameter``.
    start, end
        0-based, half-open, in characters of the text.
    """

    kind: Kind
    text: str
    start: int
    end: int

    def is_word(self, *words: str) -> bool:
        """Tell whether this is one of these words, given in upper case.

        Letters that some engine could take for others, such as a dotless i or fullwidth letters, count as those.
        """
        return self.kind == "word" and folded(self.text) in words

    def is_symbol(self, *symbols: str) -> bool:
        """Tell whether this is one of these symbols."""
        return self.kind == "symbol" and self.text in symbols


def folded(word: str) -> str:
    """Return a word in upper case, with letters that look or fold like ASCII ones as those.

    Examples
    --------
    >>> folded("match"), folded("l\N{LATIN SMALL LETTER DOTLESS I}mit"), folded("\N{LATIN SMALL LETTER LONG S}et")
    ('MATCH', 'LIMIT', 'SET')
    """
    decomposed = unicodedata.normalize("NFKD", word)
    return "".join(c for c in decomposed if not unicodedata.combining(c)).upper()


_HALF_PAIR = re.compile("[\ud800-\udfff]")


def tokens(text: str) -> list[Token]:
    r"""Return the tokens of a text in order, without comments and white space.

    Raises
    ------
    QuerySyntaxError
        If a string, comment or name in backticks is not closed, a character has no place in Cypher, or engines could
        disagree where a token ends.

    Examples
    --------
    >>> [(t.kind, t.text) for t in tokens("RETURN $n, 'it\\'s', `a``b` // done")]
    [('word', 'RETURN'), ('parameter', 'n'), ('symbol', ','), ('string', "it's"), ('symbol', ','), ('quoted', 'a`b')]
    """
    half = _HALF_PAIR.search(text)
    if half is not None:
        refuse(text, half.start(), f"U+{ord(half.group()):04X} is no character; write the text in UTF-8")
    return list(_tokens(text))


def _tokens(text: str) -> Iterator[Token]:
    at = 0
    before = ""
    while at < len(text):
        match = _TOKEN.match(text, at)
        # A slash that could begin a comment matches as a symbol when the comment is not closed.
        if match is None or (match.group() == "/" and text.startswith("/*", at)):
            _refuse_character(text, at)
        kind = match.lastgroup or ""
        raw = match.group()
        _check_escapes(text, at, raw, is_string=kind == "string")
        if kind == "comment":
            if raw.startswith("//") and (end := _OTHER_LINE_END.search(raw)):
                refuse(text, at + end.start(), "a comment holds a character that may end the line; remove it")
        elif kind != "space":
            if (before == "number" and kind == "word") or (before == "word" and raw[0] == "$"):
                refuse(text, at, f"engines disagree whether {raw!r:.40} begins here; put a space before it")
            yield Token(kind, _value(kind, raw), at, match.end())  # type: ignore[arg-type]  # names of groups are kinds
        before = kind
        at = match.end()


def refuse(text: str, at: int, reason: str, kind: type[QuerySyntaxError] = QuerySyntaxError) -> NoReturn:
    """Raise the error that a text is wrong at an offset.

    Raises
    ------
    QuerySyntaxError
        Always, of this kind, with line and column, from 1.
    """
    line = text.count("\n", 0, at) + 1
    column = at - text.rfind("\n", 0, at)
    raise kind(f"line {line}, column {column}: {reason}")


def _refuse_character(text: str, at: int) -> NoReturn:
    character = text[at]
    if character in _UNFINISHED:
        refuse(text, at, f"the {_UNFINISHED[character]} that begins here is not closed", UnclosedError)
    if character == "\\":
        refuse(text, at, "a backslash has no place outside strings")
    name = unicodedata.name(character, "unnamed character")
    refuse(text, at, f"U+{ord(character):04X} ({name.lower()}) has no place outside strings and backticks")


def _check_escapes(text: str, at: int, raw: str, *, is_string: bool) -> None:
    """Refuse escapes that could make, before the text is split, another text of it."""
    for escape in _UNICODE_ESCAPE.finditer(raw):
        if not is_string:
            refuse(text, at + escape.start(), r"the escape \u has no place outside strings; write the character itself")
        digits = escape[2]
        if not _HEXADECIMAL.fullmatch(digits):
            # After a backslash that is itself escaped, a u is a u.
            if len(escape[1]) % 2 == 1:
                refuse(
                    text,
                    at + escape.start(),
                    r"\u is not followed by four hexadecimal digits; pass a parameter instead",
                )
        elif chr(int(digits, 16)) in "'\"`\\":
            refuse(text, at + escape.start(), rf"the escape \u{digits} could end the string; pass a parameter instead")


def _value(kind: str, raw: str) -> str:
    if kind == "string":
        return _ESCAPE.sub(lambda m: chr(int(m[1], 16)) if m[1] else _ESCAPED.get(m[2], m[2]), raw[1:-1])
    name = raw.removeprefix("$") if kind == "parameter" else raw
    return name[1:-1].replace("``", "`") if name.startswith("`") else name

"""Names in a text that no graph of this program can have: labels, relationship types and properties."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from difflib import get_close_matches

from ..model import EDGE_TYPES, NODE_LABELS
from ..properties import EDGE_PROPERTIES, NODE_PROPERTIES
from .lexer import Token, tokens

# Of the schema, "label" and "type" are no properties in Cypher.
_PROPERTIES = tuple(sorted((NODE_PROPERTIES.keys() | EDGE_PROPERTIES.keys()) - {"label", "type"}))
_WRITTEN_OTHERWISE = {"label": "write labels(n)[0]", "type": "write type(r)"}
_END = Token("symbol", "", -1, -1)


def unknown_names(text: str) -> list[str]:
    """Return a sentence for each label, type and property in a text that no node or relationship has.

    Such a name matches nothing, or gives null, and is mostly misspelt. Only what is surely a name of the graph is told
    of: what is read from maps, dates and names given by AS may be any.

    Parameters
    ----------
    text
        Cypher.

    Raises
    ------
    QuerySyntaxError
        If the text cannot be split into tokens.

    Examples
    --------
    >>> unknown_names("MATCH (m:Modell)-[:OUTPERFORM]->(x) RETURN m.nmae")
    ... # doctest: +NORMALIZE_WHITESPACE
    ['no node has the label Modell; did you mean Model?',
     'no relationship has the type OUTPERFORM; did you mean OUTPERFORMS?',
     'no node or relationship has the property nmae; did you mean name?']
    """
    found = tokens(text)
    sentences = [
        *(_sentence("no node has the label", name, NODE_LABELS) for name in _labels(found)),
        *(_sentence("no relationship has the type", name, EDGE_TYPES) for name in _types(found)),
        *(_sentence("no node or relationship has the property", name, _PROPERTIES) for name in _properties(found)),
    ]
    return list(dict.fromkeys(filter(None, sentences)))


def _sentence(beginning: str, name: str, known: Sequence[str]) -> str:
    if name in known:
        return ""
    by_lower = {other.lower(): other for other in known}
    similar = get_close_matches(name.lower(), by_lower, n=1, cutoff=0.6)
    hint = f"did you mean {by_lower[similar[0]]}?" if similar else f"there are {', '.join(known)}"
    if known is _PROPERTIES and name in _WRITTEN_OTHERWISE:
        hint = _WRITTEN_OTHERWISE[name]
    return f"{beginning} {name}; {hint}"


def _labels(found: Sequence[Token]) -> Iterator[str]:
    opened: list[str] = []
    for i, token in enumerate(found):
        if token.is_symbol("(", "[", "{"):
            opened.append(token.text)
        elif token.is_symbol(")", "]", "}") and opened:
            opened.pop()
        in_map = opened[-1:] == ["{"] and _at(found, i - 2).is_symbol("{", ",")
        opening = _at(found, i - 1)
        is_unnamed = opening.is_symbol("(")
        is_named = _is_name(opening) and _at(found, i - 2).is_symbol("(", ",")
        is_condition = _is_name(opening) and _at(found, i - 2).is_word("WHERE", "AND", "OR", "XOR", "NOT", "WHEN")
        if token.is_symbol(":") and (is_unnamed or is_named or is_condition) and not in_map:
            yield from _expression(found, i + 1)


def _types(found: Sequence[Token]) -> Iterator[str]:
    for i, token in enumerate(found):
        start = i + 1 + _is_name(_at(found, i + 1))
        if token.is_symbol("[") and _at(found, i - 1).is_symbol("-") and _at(found, start).is_symbol(":"):
            yield from _expression(found, start + 1)


def _expression(found: Sequence[Token], i: int) -> Iterator[str]:
    """Yield the names in a label or type expression such as ``A|(B&!C)``."""
    depth = 0
    before = ":"
    while i < len(found):
        token = found[i]
        if token.kind in ("word", "quoted") and before != "name":
            yield token.text
            before = "name"
        elif token.is_symbol("(") and before != "name":
            depth += 1
        elif token.is_symbol(")") and depth:
            depth -= 1
        elif token.is_symbol("|", "&", "!", ":", "%"):
            before = token.text
        else:
            return
        i += 1


def _properties(found: Sequence[Token]) -> Iterator[str]:
    variables = _variables(found)
    for i, token in enumerate(found):
        is_read = token.is_symbol(".") and _at(found, i - 1).text in variables and not _at(found, i - 2).is_symbol(".")
        after = _at(found, i + 1)
        if is_read and _is_name(after):
            yield after.text
        if token.is_symbol("{") and _is_of_pattern(found, i):
            yield from _keys(found, i)


def _variables(found: Sequence[Token]) -> frozenset[str]:
    """Return the names of nodes and relationships that stand for nothing else in the text."""
    matched = set()
    others = set()
    for i, token in enumerate(found):
        after = _at(found, i + 1)
        if token.is_symbol("(", "[") and _is_name(after) and _at(found, i + 2).is_symbol(":", ")", "]", "{", "*"):
            is_pattern = token.text == "(" and not _is_call(found, i)
            if is_pattern or (token.text == "[" and _at(found, i - 1).is_symbol("-")):
                matched.add(after.text)
        if token.is_word("AS"):
            others.add(after.text)
        if token.is_word("IN"):
            others.add(_at(found, i - 1).text)
    return frozenset(matched - others)


def _is_call(found: Sequence[Token], i: int) -> bool:
    before = _at(found, i - 1)
    return before.kind == "word" and not before.is_word("MATCH", "WHERE", "AND", "OR", "NOT", "XOR", "EXISTS")


def _is_of_pattern(found: Sequence[Token], i: int) -> bool:
    """Tell whether a brace opens the properties of a node or relationship: ``(n:Task {``, ``[r:T {``, ``(n {``."""
    j = i - 1
    while _is_name(_at(found, j)) or _at(found, j).is_symbol(":", "|", "&", "!"):
        j -= 1
    opening = _at(found, j)
    is_node = opening.is_symbol("(") and not _is_call(found, j)
    return is_node or (opening.is_symbol("[") and _at(found, j - 1).is_symbol("-"))


def _keys(found: Sequence[Token], opening: int) -> Iterator[str]:
    depth = 0
    for i in range(opening, len(found)):
        depth += found[i].is_symbol("{", "[", "(") - found[i].is_symbol("}", "]", ")")
        if depth == 0:
            return
        if depth == 1 and _is_name(found[i]) and _at(found, i + 1).is_symbol(":") and not _is_value(found, i):
            yield found[i].text


def _is_value(found: Sequence[Token], i: int) -> bool:
    return not _at(found, i - 1).is_symbol("{", ",")


def _is_name(token: Token) -> bool:
    return token.kind in ("word", "quoted")


def _at(found: Sequence[Token], i: int) -> Token:
    return found[i] if 0 <= i < len(found) else _END

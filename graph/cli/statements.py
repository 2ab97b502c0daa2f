"""Where a statement ends that is typed or piped into the shell: a semicolon, an empty line, or the end."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator

from ..cypher.lexer import UnclosedError, tokens
from ..errors import QuerySyntaxError


def is_complete(text: str, names: Collection[str] = ()) -> bool:
    r"""Tell whether what was typed so far is a whole statement when the key Enter is pressed.

    Parameters
    ----------
    text
        All lines.
    names
        Words that are whole statements: the names of queries.

    Examples
    --------
    >>> [is_complete(text, ["hubs"]) for text in (":help", "RETURN 1;", "RETURN ';", "RETURN 1", "RETURN 1\n", "hubs")]
    [True, True, False, False, True, True]
    """
    stripped = text.strip()
    if not stripped or stripped.startswith(":") or text.endswith("\n") or stripped in names:
        return True
    return stripped.endswith(";") and not _split(text)[-1].strip()


def split_statements(lines: Iterable[str]) -> Iterator[str]:
    r"""Yield the statements of a text as soon as each is whole; a line that begins with a colon is one.

    Examples
    --------
    >>> list(split_statements(["RETURN 1; RETURN\n", "2;\n", ":help\n", "RETURN ';'\n", "\n", "RETURN 3\n"]))
    ['RETURN 1;', 'RETURN\n2;', ':help', "RETURN ';'", 'RETURN 3']
    """
    pending = ""
    for line in lines:
        if not pending.strip() and line.lstrip().startswith(":"):
            yield line.strip()
            continue
        pending += line
        if not line.strip():
            yield from _whole([pending])
            pending = ""
        elif ";" in line:
            *whole, pending = _split(pending)
            yield from _whole(whole)
    yield from _whole([pending])


def _whole(statements: Iterable[str]) -> Iterator[str]:
    yield from (stripped for statement in statements if (stripped := statement.strip()))


def _split(text: str) -> list[str]:
    """Return the statements that end in a semicolon, and the rest."""
    try:
        ends = [token.end for token in tokens(text) if token.is_symbol(";")]
    except UnclosedError:
        ends = []
    except QuerySyntaxError:
        # To be answered with this error.
        ends = [len(text)] if text.rstrip().endswith(";") else []
    return [text[start:end] for start, end in zip([0, *ends], [*ends, len(text)], strict=True)]

"""The queries that come with the program: ``queries/*.cypher`` of the checkout, inside the wheel ``graph/_queries``."""

from __future__ import annotations

import re
from difflib import SequenceMatcher
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path

from ..errors import UnknownQueryError
from .header import Query, parse_query

_SUGGESTIONS = 5
_NAME = re.compile(r"[\w-]+")


def queries() -> tuple[Query, ...]:
    """Return all queries, by name.

    Raises
    ------
    QuerySyntaxError
        If a file has no complete header, with file and line.
    """
    return tuple(_query(name) for name in sorted(_files()))


def query_names() -> tuple[str, ...]:
    """Return the names of all queries, in order, without reading them."""
    return tuple(sorted(_files()))


def find_query(name: str) -> Query:
    """Return the query of this name.

    Raises
    ------
    UnknownQueryError
        If there is none, with the most similar names.
    QuerySyntaxError
        If its file has no complete header.
    """
    if name not in _files():
        wanted = name.lower().replace("_", "-")
        known = sorted(_files(), key=lambda other: (-SequenceMatcher(None, wanted, other).ratio(), other))
        raise UnknownQueryError(name, tuple(known[:_SUGGESTIONS]))
    return _query(name)


def query_of(text: str) -> Query:
    """Return the query that a single word names, which is no Cypher, or else that a text is.

    Raises
    ------
    UnknownQueryError
        If no query has this name.
    QuerySyntaxError
        If the header of the text is wrong, or the text cannot be split into tokens.
    """
    return find_query(text) if _NAME.fullmatch(text) else parse_query(text)


@cache
def _query(name: str) -> Query:
    file = _files()[name]
    return parse_query(file.read_text(encoding="utf-8"), name, source=f"queries/{file.name}", complete=True)


@cache
def _files() -> dict[str, Traversable]:
    """Return the files by the names of their queries."""
    bundled = files(__package__.rpartition(".")[0]) / "_queries"
    # A checkout, and what is installed from it for editing, has them beside the packages.
    folder: Traversable = bundled if bundled.is_dir() else Path(__file__).parents[2] / "queries"
    if not folder.is_dir():
        return {}
    return {file.name.removesuffix(".cypher"): file for file in folder.iterdir() if file.name.endswith(".cypher")}

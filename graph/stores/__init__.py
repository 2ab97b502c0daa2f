"""Where graphs are kept: one module a store, and one table that picks by the URL."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

from ..errors import UnknownStoreError
from .networkx_store import JsonStore
from .store import Change, CypherReader, GraphStore, Kept, Rows, without_password

__all__ = ["STORES", "Change", "CypherReader", "GraphStore", "JsonStore", "Kept", "Rows", "open_store"]


def _arcadedb(url: str) -> GraphStore:
    from .embedded.store import ArcadeStore

    return ArcadeStore(url)


def _neo4j(url: str) -> GraphStore:
    from .server.store import Neo4jStore

    return Neo4jStore(url)


# Engines are imported only when they are asked for.
STORES: dict[str, Callable[[str], GraphStore]] = {
    "": JsonStore,
    "arcadedb": _arcadedb,
    **{f"{scheme}{security}": _neo4j for scheme in ("neo4j", "bolt") for security in ("", "+s", "+ssc")},
}
"""URL scheme to what opens its store. A URL without a scheme is the path of a file."""

# A single letter before the colon is a drive, not a scheme.
_SCHEME = re.compile(r"([A-Za-z][A-Za-z0-9+.-]+):")


def open_store(url: str | Path) -> GraphStore:
    """Return the store that `url` names, without reading or writing anything.

    Parameters
    ----------
    url
        The path of a file, such as ``graph.json``; ``arcadedb:`` and a folder; or the address of a Neo4j server, such
        as ``bolt://localhost:7687``.

    Raises
    ------
    UnknownStoreError
        If no store is known by this URL.
    StoreError
        If the URL is of a store, but not complete or safe.

    Examples
    --------
    >>> open_store("graph.json")
    JsonStore('graph.json')
    >>> open_store("arcadedb:kg")
    ArcadeStore('arcadedb:kg')
    """
    url = str(url)
    match = _SCHEME.match(url)
    scheme = match[1].lower() if match else ""
    if scheme not in STORES:
        raise UnknownStoreError(
            without_password(url),
            "there is no store of this kind. Known forms: the path of a file, such as graph.json (or ./name if the "
            "name holds a colon), arcadedb:FOLDER, neo4j://HOST and bolt://HOST.",
        )
    return STORES[scheme](url)

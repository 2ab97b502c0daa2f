"""Where graphs are kept: one module a store, and one table that picks by the URL."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

from ..errors import UnknownStoreError
from .networkx_store import JsonStore
from .store import GraphStore

__all__ = ["STORES", "GraphStore", "JsonStore", "open_store"]

STORES: dict[str, Callable[[str], GraphStore]] = {"": JsonStore}
"""URL scheme to store. A URL without a scheme is the path of a file."""

# A single letter before the colon is a drive, not a scheme.
_SCHEME = re.compile(r"([A-Za-z][A-Za-z0-9+.-]+):")


def open_store(url: str | Path) -> GraphStore:
    """Return the store that `url` names, without reading or writing anything.

    Parameters
    ----------
    url
        The path of a file, such as ``graph.json``.

    Raises
    ------
    UnknownStoreError
        If no store is known by this URL.

    Examples
    --------
    >>> open_store("graph.json")
    JsonStore('graph.json')
    """
    url = str(url)
    match = _SCHEME.match(url)
    scheme = match[1].lower() if match else ""
    if scheme not in STORES:
        raise UnknownStoreError(
            url,
            "this version keeps graphs in files and knows no store of this kind. "
            "Known forms: the path of a file, such as graph.json (or ./name if the name holds a colon).",
        )
    return STORES[scheme](url)

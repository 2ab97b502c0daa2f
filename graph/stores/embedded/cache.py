"""Databases that answer Cypher about graph files: made once for each content of a file, and kept."""

from __future__ import annotations

import hashlib
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from shutil import rmtree
from typing import Any

from ...errors import GraphDataError, StoreError
from ...model import KnowledgeGraph
from .engine import create_database, opened
from .folder import DatabaseFolder
from .reader import ArcadeReader

# Grows when databases of an older version of this module would answer otherwise.
_VERSION = 2
_PATIENCE = 120.0


@contextmanager
def cached_reader(
    url: str, source: Path | None, content: bytes, parse: Callable[[bytes], KnowledgeGraph]
) -> Iterator[ArcadeReader]:
    """Give a reader of the graph that a file holds.

    The database is kept in the user's cache folder. It is made anew when the content of the file has changed, and
    removed when another graph is asked and the file is no longer there. Where the cache folder cannot be written, and
    for what is no file, it is made in a temporary folder.

    Parameters
    ----------
    url
        The graph, as the user named it.
    source
        The file; None for standard input.
    content
        What the file holds.
    parse
        Makes a graph of the content; only called when the database has to be made.

    Raises
    ------
    StoreError
        If the engine cannot be started, or the content is no sound graph.
    """
    if source is not None:
        folder = _cache() / hashlib.sha256(str(source.resolve()).encode()).hexdigest()[:16]
        known = {"source": str(source.resolve()), "content": _fingerprint(content)}
        try:
            database = _current(url, folder, known, lambda: parse(content))
        except _UnusableCacheError:
            pass
        else:
            with opened(url, database) as java:
                yield ArcadeReader(java)
            return
    with tempfile.TemporaryDirectory(prefix="abstractgraph-", ignore_cleanup_errors=True) as temporary:
        path = Path(temporary, "graph")
        _create(url, path, parse(content))
        with opened(url, path) as java:
            yield ArcadeReader(java)


class _UnusableCacheError(Exception):
    """The cache folder cannot be written."""


def _cache() -> Path:
    from platformdirs import user_cache_path

    return user_cache_path("abstractgraph", appauthor=False) / "cypher"


def _fingerprint(content: bytes) -> str:
    from importlib.metadata import version

    return f"{_VERSION}-{version('arcadedb-embedded')}-{hashlib.sha256(content).hexdigest()}"


def _current(url: str, path: Path, known: dict[str, Any], graph: Callable[[], KnowledgeGraph]) -> Path:
    folder = DatabaseFolder(url, path)
    if (found := _known(folder, known)) is not None:
        return found
    made = graph()
    try:
        folder.prepare()
        with folder.writing(patience=_PATIENCE):
            # Another process may have made it meanwhile.
            if (found := _known(folder, known)) is None:
                folder.replace(lambda new: _create(url, new, made), known)
    except StoreError as error:
        if isinstance(error.__cause__, OSError):
            raise _UnusableCacheError from error
        raise
    _remove_orphans(path.parent)
    return found or _known(folder, known) or path


def _create(url: str, path: Path, graph: KnowledgeGraph) -> None:
    try:
        create_database(url, path, graph)
    except GraphDataError as error:
        raise StoreError(url, f"Cypher cannot be asked of this graph: {error}") from error


def _known(folder: DatabaseFolder, known: dict[str, Any]) -> Path | None:
    try:
        head = folder.head()
    except StoreError:
        # A damaged cache is made again.
        return None
    if head is None or any(head.get(name) != value for name, value in known.items()):
        return None
    return folder.database(head) if "files" in head and folder.is_whole(head) else None


def _remove_orphans(cache: Path) -> None:
    """Remove the databases of graph files that are no longer there."""
    for path in cache.iterdir():
        try:
            head = DatabaseFolder(str(path), path).head()
        except StoreError:
            continue
        if head is not None and not Path(str(head.get("source"))).exists():
            rmtree(path, ignore_errors=True)

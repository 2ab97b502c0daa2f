"""A graph in a folder, as a database of ArcadeDB, which answers Cypher without a server."""

from __future__ import annotations

import shlex
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Any

from ...errors import GraphDataError, NoGraphError, StoreError
from ...model import KnowledgeGraph
from ..opening import opening
from ..store import Change, CypherReader, Kept
from .engine import create_database, opened, read_graph, read_papers, start
from .folder import DatabaseFolder
from .reader import ArcadeReader

_SCHEME = "arcadedb:"
_ATTEMPTS = 5


class ArcadeStore:
    """A graph in a folder, as a database of ArcadeDB.

    Parameters
    ----------
    url
        ``arcadedb:`` and the path of the folder, such as ``arcadedb:kg``.
    """

    def __init__(self, url: str) -> None:
        path = url[len(_SCHEME) :]
        if not path:
            raise StoreError(url, "name the folder of the graph after the colon, as in arcadedb:kg")
        self.url = url
        self._folder = DatabaseFolder(url, Path(path).expanduser())

    def __repr__(self) -> str:
        return f"{type(self).__name__}({self.url!r})"

    def load(self) -> KnowledgeGraph:
        """Return the graph that was saved last; see :meth:`graph.stores.store.GraphStore.load`."""
        with self._opened() as database:
            return read_graph(self.url, database)

    def check_writable(self) -> None:
        """Do nothing if a graph can be saved; see :meth:`graph.stores.store.GraphStore.check_writable`."""
        start(self.url)
        self._folder.check_writable()

    def save(self, graph: KnowledgeGraph) -> None:
        """Replace everything by `graph`; see :meth:`graph.stores.store.GraphStore.save`."""
        self._folder.prepare()
        with self._folder.writing():
            self._replace(graph)

    def papers(self) -> Kept:
        """Return the papers of the graph; see :meth:`graph.stores.store.GraphStore.papers`."""
        with self._opened() as database:
            return Kept(read_papers(self.url, database))

    def update(self, change: Change) -> None:
        """Keep what `change` makes of the papers; see :meth:`graph.stores.store.GraphStore.update`."""
        start(self.url)
        self._folder.prepare()
        with self._folder.writing():
            graph = change(Kept({}) if self._folder.head() is None else self.papers())
            if graph is not None:
                self._replace(graph)

    @opening
    def reader(self) -> Iterator[CypherReader]:
        """Open the graph for queries; see :meth:`graph.stores.store.GraphStore.reader`."""
        with self._opened() as database:
            yield ArcadeReader(database)

    @contextmanager
    def _opened(self) -> Iterator[Any]:
        """Open the database in use; if another process takes a new one into use meanwhile, that."""
        start(self.url)
        with ExitStack() as stack:
            for _ in range(_ATTEMPTS):
                head = self._head()
                try:
                    if not self._folder.is_whole(head):
                        raise StoreError(
                            self.url, "the database is damaged, files are missing or changed; build the graph again"
                        )
                    database = stack.enter_context(opened(self.url, self._folder.database(head)))
                    break
                except StoreError:
                    if self._head() == head:
                        raise
            else:
                raise StoreError(self.url, "the graph is being replaced all the time; try again later")
            yield database

    def _replace(self, graph: KnowledgeGraph) -> None:
        try:
            self._folder.replace(lambda path: create_database(self.url, path, graph), {})
        except GraphDataError as error:
            raise StoreError(self.url, f"the graph cannot be kept: {error}") from error

    def _head(self) -> dict[str, Any]:
        head = self._folder.head()
        if head is None:
            command = f"abstractgraph build FILES -o {shlex.quote(self.url)}"
            raise NoGraphError(self.url, f"there is no graph; make one with: {command}")
        return head

"""Readers of the same graph in every store, for tests that ask all of them the same."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest
from generated_graph import generated_graph
from neo4j_server import wipe
from query_graph import query_graph

from graph.model import KnowledgeGraph
from graph.stores import CypherReader, open_store

EMBEDDED = ("json", "arcadedb")
GRAPHS = {"queries": query_graph, "generated": lambda: generated_graph(300, 1200)}


class EmbeddedReaders:
    """Readers of graphs in a file and in a folder, each made once and open to the end."""

    def __init__(self, folder: Path, stack: ExitStack) -> None:
        self._folder = folder
        self._stack = stack
        self._open: dict[tuple[str, str], CypherReader] = {}

    def get(self, kind: str, name: str) -> CypherReader:
        key = kind, name
        if key not in self._open:
            url = f"arcadedb:{self._folder / name}" if kind == "arcadedb" else f"{self._folder / name}.json"
            store = open_store(url)
            store.save(GRAPHS[name]())
            self._open[key] = self._stack.enter_context(store.reader())
        return self._open[key]


@pytest.fixture(scope="session")
def embedded_readers(tmp_path_factory: pytest.TempPathFactory) -> Iterator[EmbeddedReaders]:
    folder = tmp_path_factory.mktemp("embedded")
    with ExitStack() as stack, pytest.MonkeyPatch.context() as patch:
        patch.setenv("XDG_CACHE_HOME", str(folder / "cache"))
        yield EmbeddedReaders(folder, stack)


@pytest.fixture(params=EMBEDDED)
def reader(request: pytest.FixtureRequest, embedded_readers: EmbeddedReaders) -> CypherReader:
    """A reader of the graph of queries, on each store that needs no server."""
    return embedded_readers.get(request.param, "queries")


@pytest.fixture(scope="module", params=GRAPHS)
def readers(
    request: pytest.FixtureRequest, embedded_readers: EmbeddedReaders, neo4j_url: str
) -> Iterator[dict[str, CypherReader]]:
    """Readers of one graph, by the kind of their store."""
    graph: KnowledgeGraph = GRAPHS[request.param]()
    wipe(neo4j_url)
    store = open_store(neo4j_url)
    store.save(graph)
    with store.reader() as server:
        yield {**{kind: embedded_readers.get(kind, request.param) for kind in EMBEDDED}, "neo4j": server}

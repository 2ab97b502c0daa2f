"""The rows of every file of queries/, on a real Neo4j."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from neo4j_server import wipe
from query_graph import query_graph
from test_queries import test_rows  # noqa: F401 - the test

from graph.stores import CypherReader, open_store


@pytest.fixture(scope="module")
def reader(neo4j_url: str) -> Iterator[CypherReader]:
    wipe(neo4j_url)
    store = open_store(neo4j_url)
    store.save(query_graph())
    with store.reader() as reader:
        yield reader

"""A real Neo4j server for tests, started once for each version that is asked for, and stopped at the end.

``ABSTRACTGRAPH_NEO4J_VERSIONS`` names the versions, separated by commas. ``ABSTRACTGRAPH_TEST_NEO4J`` is the URL of a
server to use instead; credentials come from the usual variables. Everything in its database is deleted.
"""

from __future__ import annotations

import os
import secrets
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import neo4j
import pytest
from conftest import unavailable
from neo4j_process import DEFAULT_VERSION, USERNAME, Neo4jServer, ServerUnavailable

from graph.errors import StoreError
from graph.model import Claim, Entity, Evidence, KnowledgeGraph, Mentions, Paper
from graph.stores.server.store import Neo4jStore

VERSIONS = [v.strip() for v in os.environ.get("ABSTRACTGRAPH_NEO4J_VERSIONS", DEFAULT_VERSION).split(",")]
# Tests ask little of many kinds: compiling less pays more than running fast.
_JAVA_OPTIONS = ("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC")
GIVEN_URL = os.environ.get("ABSTRACTGRAPH_TEST_NEO4J")


METHODS: list[Callable[[Neo4jStore], object]] = [
    lambda store: store.load(),
    lambda store: store.check_writable(),
    lambda store: store.save(small_graph()),
    lambda store: store.papers(),
    lambda store: store.reader().__enter__(),
    lambda store: store.update(lambda kept: small_graph()),
]
each_method = pytest.mark.parametrize(
    "act", METHODS, ids=["load", "check_writable", "save", "papers", "reader", "update"]
)


@pytest.fixture(scope="session", params=["given"] if GIVEN_URL else VERSIONS)
def neo4j_server(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Neo4jServer | None]:
    """The running server; None if it was given by URL and cannot be stopped."""
    if GIVEN_URL:
        yield None
        return
    try:
        server = Neo4jServer(request.param, tmp_path_factory.mktemp("neo4j"), None, secrets.token_hex(8), _JAVA_OPTIONS)
        server.start()
    except ServerUnavailable as error:
        unavailable(str(error))
    yield server
    server.stop()


@pytest.fixture(scope="session")
def neo4j_url(neo4j_server: Neo4jServer | None) -> Iterator[str]:
    """The URL of the running server, whose credentials stand in the environment."""
    if neo4j_server is None:
        assert GIVEN_URL is not None
        yield GIVEN_URL
        return
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("NEO4J_USERNAME", USERNAME)
        patch.setenv("NEO4J_PASSWORD", neo4j_server.password)
        patch.setenv("NEO4J_DATABASE", "neo4j")
        patch.delenv("NEO4J_URI", raising=False)
        yield neo4j_server.url


@pytest.fixture
def empty_neo4j(neo4j_url: str) -> str:
    """The URL of the running server, whose database holds nothing at all, not even a constraint."""
    wipe(neo4j_url)
    return neo4j_url


@pytest.fixture
def small_neo4j(neo4j_url: str) -> str:
    """The URL of the running server, with the small graph; constraints stay, since making them takes long."""
    store = Neo4jStore(neo4j_url)
    try:
        store.save(small_graph())
    except StoreError:
        wipe(neo4j_url)
        store.save(small_graph())
    return neo4j_url


def small_graph() -> KnowledgeGraph:
    """A paper that introduces one method and compares it with another."""
    paper = Paper("p1", "Zip beats Zap", "", 2024)
    zip_, zap = Entity("method:zip", "Method", "Zip"), Entity("method:zap", "Method", "Zap", ("ZAP",))
    said = Evidence("title", 0, 13, "Zip beats Zap")
    return KnowledgeGraph(
        [paper],
        [zip_, zap],
        [Mentions("p1", zip_.id, (Evidence("title", 0, 3, "Zip"),))],
        [
            Claim("p1", "INTRODUCES", zip_.id, "p1", said, 0.5),
            Claim(zip_.id, "OUTPERFORMS", zap.id, "p1", said, 0.25),
        ],
    )


def message(act: Callable[[], object]) -> str:
    with pytest.raises(StoreError) as caught:
        act()
    assert "\n" not in str(caught.value)
    return str(caught.value)


def cypher(url: str, text: str, **parameters: object) -> list[list[object]]:
    """Return the rows of any statement, run past the store."""
    with _session(url) as session:
        return session.run(text, parameters).values()


def wipe(url: str) -> None:
    """Delete every node, constraint and index."""
    cypher(url, "MATCH (n) DETACH DELETE n")
    names = [f"CONSTRAINT `{name}`" for (name,) in cypher(url, "SHOW CONSTRAINTS YIELD name")]
    indexes = "SHOW INDEXES YIELD name, type, owningConstraint WHERE type <> 'LOOKUP' AND owningConstraint IS NULL"
    names += [f"INDEX `{row[0]}`" for row in cypher(url, indexes)]
    _run_all(url, [f"DROP {name}" for name in names])


def everything(url: str) -> tuple[list[list[object]], list[list[object]]]:
    """All nodes and edges, past the store; ``repr`` tells 1 from 1.0."""
    nodes = cypher(url, "MATCH (n) RETURN labels(n), n.id, properties(n)")
    edges = cypher(url, "MATCH (a)-[r]->(b) RETURN a.id, type(r), b.id, properties(r)")
    return _sorted(nodes), _sorted(edges)


def _sorted(rows: list[list[object]]) -> list[list[object]]:
    return sorted(([*map(repr, row[:-1]), repr(sorted(row[-1].items()))] for row in rows), key=repr)  # type: ignore[attr-defined]


def _run_all(url: str, texts: list[str]) -> None:
    """Run statements in one transaction, which is much faster for those about the schema."""
    with _session(url) as session, session.begin_transaction() as tx:
        for text in texts:
            tx.run(text).consume()
        tx.commit()


@contextmanager
def _session(url: str) -> Iterator[neo4j.Session]:
    auth = (os.environ["NEO4J_USERNAME"], os.environ["NEO4J_PASSWORD"])
    with (
        neo4j.GraphDatabase.driver(url, auth=auth, notifications_min_severity="OFF") as driver,
        driver.session(database=os.environ.get("NEO4J_DATABASE")) as session,
    ):
        yield session

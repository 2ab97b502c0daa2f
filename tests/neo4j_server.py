"""A real Neo4j server for tests, started once for each version that is asked for, and stopped at the end.

``ABSTRACTGRAPH_NEO4J_VERSIONS`` names the versions, separated by commas. ``ABSTRACTGRAPH_TEST_NEO4J`` is the URL of a
server to use instead; credentials come from the usual variables. Everything in its database is deleted.
"""

from __future__ import annotations

import os
import secrets
from collections.abc import Iterator

import pytest
from conftest import unavailable
from neo4j_process import DEFAULT_VERSION, USERNAME, Neo4jServer, ServerUnavailable

VERSIONS = [v.strip() for v in os.environ.get("ABSTRACTGRAPH_NEO4J_VERSIONS", DEFAULT_VERSION).split(",")]
GIVEN_URL = os.environ.get("ABSTRACTGRAPH_TEST_NEO4J")


@pytest.fixture(scope="session", params=["given"] if GIVEN_URL else VERSIONS)
def neo4j_server(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Neo4jServer | None]:
    """The running server; None if it was given by URL and cannot be stopped."""
    if GIVEN_URL:
        yield None
        return
    try:
        server = Neo4jServer(request.param, tmp_path_factory.mktemp("neo4j"), None, secrets.token_hex(8))
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


def cypher(url: str, text: str, **parameters: object) -> list[list[object]]:
    """Return the rows of any statement, run past the store."""
    import neo4j

    auth = (os.environ["NEO4J_USERNAME"], os.environ["NEO4J_PASSWORD"])
    with neo4j.GraphDatabase.driver(url, auth=auth) as driver:
        result = driver.execute_query(text, parameters, database_=os.environ.get("NEO4J_DATABASE"))
        return [record.values() for record in result.records]


def wipe(url: str) -> None:
    """Delete every node, constraint and index."""
    cypher(url, "MATCH (n) DETACH DELETE n")
    for (name,) in cypher(url, "SHOW CONSTRAINTS YIELD name"):
        cypher(url, f"DROP CONSTRAINT `{name}`")
    for (name,) in cypher(url, "SHOW INDEXES YIELD name, type WHERE type <> 'LOOKUP' RETURN name"):
        cypher(url, f"DROP INDEX `{name}`")

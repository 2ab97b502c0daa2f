"""Time limits, bookmarks and ports: what a Neo4j server is set to, and what the store makes of it."""

from __future__ import annotations

import time

import pytest
from graph_strategies import hard_graph
from neo4j_process import Neo4jServer

from graph.errors import QueryTimeoutError
from graph.stores.server.driver import server_of
from graph.stores.server.store import Neo4jStore
from graph.stores.server.writer import Neo4jWriter, wanted


@pytest.fixture
def store(small_neo4j: str) -> Neo4jStore:
    """A store that holds the small graph."""
    return Neo4jStore(small_neo4j)


def test_an_answer_that_came_too_late_is_none(store: Neo4jStore) -> None:
    with store.reader() as reader:
        for timeout in (0.000_001, 0.001):
            with pytest.raises(QueryTimeoutError):
                reader.run("UNWIND range(1, 1000000) AS x RETURN sum(x)", timeout=timeout)
        assert reader.run("RETURN 1 AS x", timeout=10).rows == ((1,),)


def test_a_time_limit_of_the_server_does_not_end_a_save(
    neo4j_server: Neo4jServer | None, store: Neo4jStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    if neo4j_server is None:
        pytest.skip("a server that was given by URL cannot be set")
    reconcile = Neo4jWriter._reconcile

    def slowly(writer: Neo4jWriter, *arguments: object) -> bool:
        # The server looks at its clock every two seconds.
        time.sleep(5)
        return reconcile(writer, *arguments)  # type: ignore[arg-type]

    monkeypatch.setattr(Neo4jWriter, "_reconcile", slowly)
    neo4j_server.stop()
    neo4j_server.start({"db.transaction.timeout": "1s"})
    try:
        store.save(hard_graph())
        assert store.load() == hard_graph()
    finally:
        neo4j_server.stop()
        neo4j_server.start()


def test_each_session_of_a_save_waits_for_what_the_ones_before_it_wrote(store: Neo4jStore) -> None:
    server = server_of(store.url)
    with server.connect() as driver:
        writer = Neo4jWriter(driver, store.url, "neo4j")
        writer.save(wanted(hard_graph()))
        with driver.session(database="neo4j") as other:
            other.run("RETURN 1").consume()
            last = other.last_bookmarks().raw_values

        # With none of these, a member of a cluster that is behind would answer from before the save.
        assert last <= set(writer._bookmarks.get_bookmarks())


def test_a_server_that_runs_already_names_its_own_port(neo4j_server: Neo4jServer | None) -> None:
    if neo4j_server is None:
        pytest.skip("a server that was given by URL has no home folder here")

    same = Neo4jServer(neo4j_server.version, neo4j_server.home, neo4j_server.port + 1, "another password")

    assert (same.url, same.password) == (neo4j_server.url, neo4j_server.password)

"""Reaching a Neo4j server: addresses, credentials, and what goes wrong, each in one sentence."""

from __future__ import annotations

import socket
import time
from collections.abc import Callable

import pytest
from graph_strategies import hard_graph
from neo4j_process import Neo4jServer
from neo4j_server import each_method, message, small_graph

from graph.errors import StoreError
from graph.model import KnowledgeGraph, Paper
from graph.stores import open_store
from graph.stores.server import driver
from graph.stores.server.driver import check_version
from graph.stores.server.store import Neo4jStore


@pytest.fixture
def store(small_neo4j: str) -> Neo4jStore:
    """A store that holds the small graph."""
    return Neo4jStore(small_neo4j)


@pytest.mark.parametrize(
    ("url", "reason"),
    [
        ("bolt://ann:s3cret@host:7687", "bolt://***@host:7687: a URL ends up in histories and logs; put user and "),
        ("neo4j+s://s3cret@host", "neo4j+s://***@host: a URL ends up in histories"),
        ("neo4j://host/papers", "neo4j://host/papers: leave out '/papers'; the database is named by NEO4J_DATABASE"),
        ("neo4j:", "neo4j:: NEO4J_URI is not set; set it, or name a server as in neo4j://localhost:7687"),
        ("bolt://host:port", "bolt://host:port: the URL names no host and port"),
    ],
)
def test_a_url_that_is_not_complete_or_safe_is_refused(url: str, reason: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("NEO4J_URI", raising=False)

    shown = message(lambda: Neo4jStore(url))

    assert shown.startswith(reason)
    assert "s3cret" not in shown


@pytest.mark.parametrize("url", ["bolt://ann:s3/cret@host", "bolt://ann:s3@cret@host", "neo4js://ann:s3cret@host"])
def test_a_password_in_any_url_is_not_shown(url: str) -> None:
    with pytest.raises(StoreError) as caught:
        open_store(url)

    assert "s3" not in str(caught.value)
    assert "cret" not in str(caught.value)


@pytest.mark.parametrize("uri", ["bolt://ann:s3cret@host:7687", "http://host"])
def test_a_bad_address_in_the_environment_is_refused(uri: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NEO4J_URI", uri)

    assert "s3cret" not in message(lambda: Neo4jStore("neo4j:"))


@pytest.mark.parametrize("url", ["bolt://", "bolt:///", "bolt://:7687"])
def test_a_url_without_a_host_is_never_the_server_of_the_environment(url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NEO4J_URI", "bolt://localhost:7687")

    assert message(lambda: Neo4jStore(url)) == (
        f"{url}: the URL names no host and port; write it as in bolt://localhost:7687"
    )


@pytest.mark.parametrize("url", ["neo4j:", "bolt:"])
def test_a_scheme_alone_stands_for_the_address_in_the_environment(
    url: str, store: Neo4jStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("NEO4J_URI", store.url)
    named = Neo4jStore(url)
    graph = KnowledgeGraph([Paper(f"title:{url}", "", "")])

    named.save(graph)

    assert named.url == url
    assert store.load() == graph


def test_a_routed_address_is_the_same_graph(store: Neo4jStore) -> None:
    routed = Neo4jStore(store.url.replace("bolt:", "neo4j:"))

    assert routed.load() == small_graph()
    routed.save(hard_graph())
    assert store.load() == hard_graph()


def test_no_password_is_ever_shown(neo4j_url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NEO4J_PASSWORD", "s3cret-but-wrong")
    store = Neo4jStore(neo4j_url)

    shown = repr(store) + message(store.load)

    assert "s3cret" not in shown


# The server


@pytest.mark.parametrize(("agent", "shown"), [("Neo4j/4.4.42", "Neo4j 4.4.42"), ("Neo4j/3.5.0", "Neo4j 3.5.0")])
def test_an_old_server_is_refused(agent: str, shown: str) -> None:
    assert (
        message(lambda: check_version("bolt://host", agent))
        == f"bolt://host: the server is {shown}; use Neo4j 5 or newer"
    )


@pytest.mark.parametrize("agent", ["Neo4j/5.0.0", "Neo4j/5.26.30", "Neo4j/2026.08.1", "another/1.0"])
def test_a_newer_server_is_accepted(agent: str) -> None:
    check_version("bolt://host", agent)


@each_method
def test_a_server_that_is_away_is_one_sentence(act: Callable[[Neo4jStore], object]) -> None:
    with socket.socket() as unused:
        unused.bind(("127.0.0.1", 0))
        store = Neo4jStore(f"bolt://127.0.0.1:{unused.getsockname()[1]}")

        assert message(lambda: act(store)).endswith(": no Neo4j server answers there; start it, or correct the URL")


@pytest.mark.parametrize("scheme", ["bolt", "neo4j", "bolt+ssc"])
def test_a_port_that_says_nothing_is_given_up(scheme: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(driver, "_ACQUIRE_SECONDS", 0.5)
    with socket.socket() as silent:
        silent.bind(("127.0.0.1", 0))
        silent.listen()
        begin = time.monotonic()

        shown = message(Neo4jStore(f"{scheme}://127.0.0.1:{silent.getsockname()[1]}").load)

    assert "no Neo4j server" in shown
    assert time.monotonic() - begin < 10


def test_a_server_without_tls_is_told(neo4j_url: str) -> None:
    shown = message(Neo4jStore(neo4j_url.replace("bolt:", "bolt+s:")).load)

    assert "no Neo4j server speaks TLS there; correct the URL, or leave out the +s" in shown


def test_a_missing_password_is_asked_for(neo4j_url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("NEO4J_PASSWORD")

    assert message(Neo4jStore(neo4j_url).load) == (
        f"{neo4j_url}: the server wants a password; put it into NEO4J_PASSWORD, and the user into NEO4J_USERNAME"
    )


@each_method
def test_a_wrong_password_is_one_sentence(
    act: Callable[[Neo4jStore], object], neo4j_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    # Another user each time: after three wrong passwords the server refuses the right one, too.
    monkeypatch.setenv("NEO4J_USERNAME", f"nobody{id(act)}")

    assert message(lambda: act(Neo4jStore(neo4j_url))) == (
        f"{neo4j_url}: the server refuses the user and password; correct NEO4J_USERNAME and NEO4J_PASSWORD"
    )


@each_method
def test_a_wrong_database_is_one_sentence(
    act: Callable[[Neo4jStore], object], neo4j_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("NEO4J_DATABASE", "nowhere")

    assert message(lambda: act(Neo4jStore(neo4j_url))) == (
        f"{neo4j_url}: the server has no database 'nowhere'; correct NEO4J_DATABASE"
    )


def test_a_read_only_database_is_read_and_never_written(neo4j_server: Neo4jServer | None, store: Neo4jStore) -> None:
    if neo4j_server is None:
        pytest.skip("a server that was given by URL cannot be set read-only")
    neo4j_server.stop()
    neo4j_server.start({"server.databases.default_to_read_only": "true"})
    try:
        for act in (
            store.check_writable,
            lambda: store.save(hard_graph()),
            lambda: store.update(lambda kept: hard_graph()),
        ):
            assert "the server, the database or the user is read-only here" in message(act)
        with store.reader() as reader:
            assert reader.run("MATCH (n:Method) RETURN count(n)").rows == ((2,),)
            assert store.load() == small_graph()
            neo4j_server.stop()
            assert "no Neo4j server answers there" in message(lambda: reader.run("RETURN 1"))
    finally:
        neo4j_server.stop()
        neo4j_server.start()

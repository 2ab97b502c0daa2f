"""What is special to a graph in a Neo4j server; test_store_contract has what every store does."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from graph_strategies import hard_graph
from neo4j_server import METHODS, cypher, each_method, everything, message, small_graph

from graph.model import KnowledgeGraph, Paper
from graph.stores.server.store import Neo4jStore


@pytest.fixture
def store(small_neo4j: str) -> Neo4jStore:
    """A store that holds the small graph."""
    return Neo4jStore(small_neo4j)


@pytest.fixture
def bare_store(empty_neo4j: str) -> Neo4jStore:
    """A store in a database where nothing was ever saved."""
    return Neo4jStore(empty_neo4j)


# What else is in the database

FOREIGN = {
    "another label": "CREATE (:Person {name: 'Ann'})",
    "two labels": "CREATE (:Method:Person {id: 'method:ann'})",
    "no label": "CREATE ({id: 'x'})",
    "no id": "CREATE (:Method {name: 'Ann'})",
    "another type": "MATCH (a:Paper), (b:Method) CREATE (a)-[:LIKES]->(b)",
}


@pytest.mark.parametrize("statement", FOREIGN.values(), ids=FOREIGN)
def test_what_others_made_is_never_touched(store: Neo4jStore, statement: str) -> None:
    cypher(store.url, statement)
    before = everything(store.url)

    for act in (
        store.check_writable,
        lambda: store.save(hard_graph()),
        lambda: store.update(lambda kept: hard_graph()),
    ):
        assert "that abstractgraph did not make" in message(act)

    assert everything(store.url) == before


@each_method
def test_a_database_of_something_else_is_refused(act: Callable[[Neo4jStore], object], bare_store: Neo4jStore) -> None:
    cypher(bare_store.url, "CREATE (:Method {id: 'method:ann'}), (:Person)")

    assert message(lambda: act(bare_store)) == (
        f"{bare_store.url}: the database holds 2 nodes that abstractgraph did not make; name an empty database in "
        "NEO4J_DATABASE, or empty this one yourself (after an import by neo4j-admin, run its after-import.cypher first)"
    )
    assert cypher(bare_store.url, "SHOW CONSTRAINTS") == []


@each_method
def test_a_graph_of_another_version_is_refused(act: Callable[[Neo4jStore], object], bare_store: Neo4jStore) -> None:
    cypher(bare_store.url, "CREATE CONSTRAINT abstractgraph_v99_Paper_id FOR (n:Paper) REQUIRE n.id IS UNIQUE")

    assert "another version of abstractgraph made this graph" in message(lambda: act(bare_store))


@pytest.mark.parametrize("act", [METHODS[0], METHODS[3], METHODS[4]], ids=["load", "papers", "reader"])
def test_an_empty_database_says_how_to_make_a_graph(
    act: Callable[[Neo4jStore], object], bare_store: Neo4jStore
) -> None:
    assert message(lambda: act(bare_store)) == (
        f"{bare_store.url}: there is no graph; make one with: abstractgraph build FILES -o {bare_store.url}"
    )


def test_checking_leaves_nothing_behind(bare_store: Neo4jStore) -> None:
    bare_store.check_writable()

    assert everything(bare_store.url) == ([], [])
    assert cypher(bare_store.url, "SHOW CONSTRAINTS") == []


# Saving


def test_constraints_and_the_full_text_index_are_made(bare_store: Neo4jStore) -> None:
    bare_store.save(small_graph())

    labels = ["Benchmark", "Dataset", "Method", "Metric", "Model", "Paper", "Result", "Software", "Task"]
    constraints = cypher(bare_store.url, "SHOW CONSTRAINTS YIELD name, type, labelsOrTypes, properties ORDER BY name")
    assert [[name, kind.split("_")[-1], on, of] for name, kind, on, of in constraints] == [
        [f"abstractgraph_v1_{label}_id", "UNIQUENESS", [label], ["id"]] for label in labels
    ]
    found = cypher(
        bare_store.url, "CALL db.index.fulltext.queryNodes('abstractgraph_v1_names', 'zap') YIELD node RETURN node.id"
    )
    assert sorted(found) == [["method:zap"], ["p1"]]


def test_nothing_but_the_graph_is_in_the_database(store: Neo4jStore) -> None:

    assert cypher(store.url, "MATCH (n) RETURN labels(n), n.id ORDER BY n.id") == [
        [["Method"], "method:zap"],
        [["Method"], "method:zip"],
        [["Paper"], "p1"],
    ]
    assert ["AbstractgraphSave"] not in cypher(store.url, "CALL db.labels()")


DAMAGE = {
    "a property too much": "MATCH (n:Method) SET n.note = 'mine'",
    "a property of an edge too much": "MATCH ()-[r:OUTPERFORMS]->() SET r.note = 'mine'",
    "a changed property": "MATCH (n:Paper) SET n.year = 1999",
    "a number of another type": "MATCH (n:Paper) SET n.year = 2024.0",
    "a missing property": "MATCH ()-[r:INTRODUCES]->() REMOVE r.sentence",
    "a missing node": "MATCH (n:Method {id: 'method:zap'}) DETACH DELETE n",
    "another label": "MATCH (n:Method {id: 'method:zap'}) REMOVE n:Method SET n:Model",
    "a missing edge": "MATCH ()-[r:MENTIONS]->() DELETE r",
    "an edge twice": "MATCH (a)-[r:OUTPERFORMS]->(b) CREATE (a)-[s:OUTPERFORMS]->(b) SET s = properties(r)",
    "an edge turned round": "MATCH (a)-[r:OUTPERFORMS]->(b) CREATE (b)-[s:OUTPERFORMS]->(a) SET s = properties(r)",
    "a node too much": "CREATE (:Task {id: 'task:x', name: 'x'})",
}


@pytest.mark.parametrize("statement", DAMAGE.values(), ids=DAMAGE)
def test_saving_again_mends_everything(store: Neo4jStore, statement: str) -> None:
    sound = everything(store.url)
    cypher(store.url, statement)
    assert everything(store.url) != sound

    store.save(small_graph())

    assert everything(store.url) == sound


def test_saving_what_is_there_writes_nothing(store: Neo4jStore) -> None:
    before = cypher(store.url, "MATCH (n) OPTIONAL MATCH (n)-[r]->() RETURN elementId(n), elementId(r) ORDER BY n.id")

    store.save(small_graph())

    assert (
        cypher(store.url, "MATCH (n) OPTIONAL MATCH (n)-[r]->() RETURN elementId(n), elementId(r) ORDER BY n.id")
        == before
    )


@pytest.mark.parametrize(
    ("graph", "reason"),
    [
        (KnowledgeGraph([Paper("p" * 8001, "", "")]), "is longer than 8000 bytes"),
        (KnowledgeGraph([Paper("p", "", "", 2**63)]), "year is 9223372036854775808, which has more than 64 bits"),
        (KnowledgeGraph([Paper("p", "\ud800", "")]), "with half a surrogate pair"),
    ],
)
def test_what_neo4j_cannot_hold_is_refused_before_anything_is_written(
    store: Neo4jStore, graph: KnowledgeGraph, reason: str
) -> None:

    shown = message(lambda: store.save(graph))

    assert "the graph cannot be kept: " in shown
    assert reason in shown
    assert store.load() == small_graph()


STOPPING = """
import sys, time
from graph.stores.server.store import Neo4jStore
from graph.stores.server.writer import Neo4jWriter
from graph_strategies import hard_graph

def stop(*_):
    print("half", flush=True)
    time.sleep(600)

Neo4jWriter._reconcile_edges = stop
Neo4jStore(sys.argv[1]).save(hard_graph())
"""


@contextmanager
def half_saved(url: str) -> Iterator[subprocess.Popen[str]]:
    """A process that has saved the nodes of a graph and not yet its edges."""
    environment = {**os.environ, "PYTHONPATH": str(Path(__file__).parent)}
    with subprocess.Popen(
        [sys.executable, "-c", STOPPING, url], env=environment, stdout=subprocess.PIPE, text=True
    ) as process:
        assert process.stdout is not None
        try:
            assert process.stdout.readline() == "half\n"
            yield process
        finally:
            process.kill()


def test_while_one_process_saves_no_other_does(store: Neo4jStore) -> None:
    with half_saved(store.url):
        begin = time.monotonic()
        for act in (
            store.check_writable,
            lambda: store.save(small_graph()),
            lambda: store.update(lambda kept: small_graph()),
        ):
            assert message(act) == f"{store.url}: another process is writing here; wait until it is done"
        assert time.monotonic() - begin < 20
        assert "saving was not finished" in message(store.papers)
        assert "saving was not finished" in message(store.load)


def test_two_marks_made_at_the_same_moment_are_held_by_one(store: Neo4jStore) -> None:
    cypher(store.url, "CREATE (:AbstractgraphSave), (:AbstractgraphSave)")
    assert "saving was not finished" in message(store.load)

    store.save(hard_graph())

    assert store.load() == hard_graph()
    assert cypher(store.url, "MATCH (n:AbstractgraphSave) RETURN count(n)") == [[0]]


def test_an_update_of_what_was_half_saved_is_refused(store: Neo4jStore) -> None:
    cypher(store.url, "CREATE (:AbstractgraphSave {doing: 'save'})")

    assert "saving was not finished" in message(lambda: store.update(lambda kept: hard_graph()))


def test_a_save_that_was_killed_is_noticed_and_completed(store: Neo4jStore) -> None:
    with half_saved(store.url) as process:
        os.kill(process.pid, getattr(signal, "SIGKILL", signal.SIGTERM))
        process.wait()
    expected = (
        f"{store.url}: saving was not finished: wait if another process is still writing, or else save the graph again"
    )

    assert message(store.load) == expected
    assert message(lambda: store.reader().__enter__()) == expected

    store.save(hard_graph())
    assert store.load() == hard_graph()


def test_a_first_save_that_was_killed_is_noticed_and_completed(bare_store: Neo4jStore) -> None:
    with half_saved(bare_store.url) as process:
        process.kill()
        process.wait()
    assert "saving was not finished" in message(bare_store.load)

    bare_store.save(small_graph())
    assert bare_store.load() == small_graph()


# Reading


def test_empty_lists_that_a_bulk_import_left_out_are_empty(store: Neo4jStore) -> None:
    cypher(store.url, "MATCH (n {id: 'method:zip'}) REMOVE n.aliases, n.typeVoteLabels, n.typeVoteCounts")

    assert store.load() == small_graph()


def test_a_damaged_graph_is_told(store: Neo4jStore) -> None:
    cypher(store.url, "MATCH (n:Paper) REMOVE n.title")

    shown = message(store.load)

    assert "the graph is damaged: node 'p1': the property 'title' is missing" in shown
    assert shown.endswith("Build it again.")

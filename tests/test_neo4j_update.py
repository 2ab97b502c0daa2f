"""Papers into a Neo4j graph and out of it, and what becomes of an update that was killed there."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from click.testing import CliRunner
from neo4j_server import cypher, message
from store_contract import RECORDS, at_once

from extract.recordfile import write_record
from graph.cli import main
from graph.stores import Kept
from graph.stores.server.store import Neo4jStore
from graph.update import Corpus

UNFINISHED = (
    "adding or removing papers was not finished: wait if another process is still writing, or else run abstractgraph "
    "add or remove again"
)
STOPPING = """
import sys, time
from graph.cli import main
from graph.stores.server.writer import Neo4jWriter

def stop(*arguments):
    print("half", flush=True)
    time.sleep(60)

setattr(Neo4jWriter, sys.argv[1], stop)
main(sys.argv[2:])
"""


@pytest.fixture
def store(small_neo4j: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, user_cache: Path) -> Neo4jStore:
    """A store with the graph of two papers, in a folder with their files and that of a third."""
    monkeypatch.chdir(tmp_path)
    for number, one in enumerate(RECORDS):
        with Path(f"{number}.jsonl").open("wb") as stream:
            write_record(stream, one)
    store = Neo4jStore(small_neo4j)
    store.save(at_once(*RECORDS[:2]))
    return store


def run(*arguments: str) -> str:
    result = CliRunner().invoke(main, arguments)
    assert result.exit_code == 0, result.output
    return result.stderr


@contextmanager
def half_done(method: str, *arguments: str) -> Iterator[None]:
    """A process that updates and has come to a method of the writer; killed at the end."""
    command = [sys.executable, "-c", STOPPING, method, *arguments]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        try:
            assert process.stdout.readline() == "half\n"
            yield
        finally:
            os.kill(process.pid, getattr(signal, "SIGKILL", signal.SIGTERM))


def test_papers_are_added_and_removed(store: Neo4jStore) -> None:
    assert run("add", "2.jsonl", "-g", store.url) == f"{store.url}: 1 paper added, 0 changed, 3 in all\n"
    assert store.load() == at_once(*RECORDS)

    assert run("remove", RECORDS[0].paper.title, "-g", store.url) == f"{store.url}: 1 paper removed, 2 left\n"
    assert store.load() == at_once(*RECORDS[1:])


def test_adding_nothing_new_writes_nothing(store: Neo4jStore) -> None:
    with store._server.connect() as driver:
        before = store._last_change(driver, None).raw_values
        run("add", "0.jsonl", "1.jsonl", "-g", store.url)
        # Checking whether writing is possible leaves nothing.
        assert store._last_change(driver, None).raw_values == before


@pytest.mark.parametrize("method", ["_write_graph", "_reconcile_nodes", "_reconcile_edges", "_delete_papers"])
@pytest.mark.parametrize(
    ("arguments", "expected"),
    [(["add", "2.jsonl"], RECORDS), (["remove", RECORDS[0].paper.title], RECORDS[1:2])],
    ids=["add", "remove"],
)
def test_a_killed_update_is_noticed_and_completed(
    store: Neo4jStore, method: str, arguments: list[str], expected: list[object]
) -> None:
    with half_done(method, *arguments, "-g", store.url):
        assert message(store.load) == f"{store.url}: {UNFINISHED}"
        assert "another process is writing here" in message(lambda: store.update(lambda kept: None))
    assert message(store.load) == f"{store.url}: {UNFINISHED}"
    assert not store.papers().is_whole

    run(*arguments, "-g", store.url)

    assert store.load() == at_once(*expected)  # type: ignore[arg-type]


def test_an_update_that_leaves_the_graph_half_done_is_refused(store: Neo4jStore) -> None:
    with half_done("_reconcile_edges", "add", "2.jsonl", "-g", store.url):
        pass

    assert "an update was not finished" in message(lambda: store.update(lambda kept: None))
    assert UNFINISHED in message(store.load)


def test_another_update_completes_one_that_was_killed(store: Neo4jStore) -> None:
    with half_done("_reconcile_edges", "add", "2.jsonl", "-g", store.url):
        pass

    def change(kept: Kept):  # type: ignore[no-untyped-def]
        assert not kept.is_whole
        return Corpus.of(kept.papers.values()).graph()

    store.update(change)

    assert store.load() == at_once(*RECORDS)
    assert cypher(store.url, "MATCH (n:AbstractgraphSave) RETURN count(n)") == [[0]]


def test_a_save_in_the_place_of_a_killed_update_that_is_killed_too_is_no_update(store: Neo4jStore) -> None:
    with half_done("_reconcile_edges", "add", "2.jsonl", "-g", store.url):
        pass
    with half_done("_reconcile_edges", "build", "1.jsonl", "-o", store.url):
        pass

    assert "saving was not finished" in message(store.papers)


def test_the_first_update_of_a_database_that_was_killed_is_completed(store: Neo4jStore, empty_neo4j: str) -> None:
    with half_done("_write_graph", "add", "2.jsonl", "-g", empty_neo4j):
        pass
    run("add", "2.jsonl", "-g", empty_neo4j)

    assert store.load() == at_once(RECORDS[2])

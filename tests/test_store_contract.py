"""The contract of stores, on those that need nothing but this machine, and how a URL picks one."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from filelock import FileLock
from store_contract import *  # noqa: F403 - the tests
from store_contract import hard_graph, two_papers

from graph.errors import StoreError, UnknownStoreError
from graph.stores import STORES, GraphStore, JsonStore, open_store

PLACES: dict[str, Callable[[Path], str]] = {
    "json": lambda folder: f"{folder}/graph.json",
    "arcadedb": lambda folder: f"arcadedb:{folder}/kg",
}
LOCKS = {"json": ".graph.json.lock", "arcadedb": "kg/.lock"}


@pytest.fixture(params=PLACES)
def kind(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture
def url(kind: str, tmp_path: Path, user_cache: Path) -> str:
    (tmp_path / "place").mkdir()
    return PLACES[kind](tmp_path / "place")


def test_opening_and_checking_make_nothing(store: GraphStore, kind: str, tmp_path: Path) -> None:
    store.check_writable()

    assert [p.name for p in (tmp_path / "place").iterdir() if p.name != LOCKS[kind]] == []


def test_what_another_process_is_writing_is_not_written(
    store: GraphStore, kind: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("graph.stores.locks._PATIENCE", 0.2)
    store.save(two_papers())

    with FileLock(tmp_path / "place" / LOCKS[kind]):
        for write in (
            store.check_writable,
            lambda: store.save(hard_graph()),
            lambda: store.update(lambda kept: hard_graph()),
        ):
            with pytest.raises(StoreError) as caught:
                write()
            assert str(caught.value) == (
                f"{store.url}: another process is writing this graph; wait until it has finished, then repeat"
            )
        assert store.load() == two_papers()

    store.save(hard_graph())
    assert store.load() == hard_graph()


def test_failing_to_save_the_first_graph_leaves_no_graph(store: GraphStore, kind: str, tmp_path: Path) -> None:
    with pytest.raises(StoreError):
        store.save(UNSAVABLE)  # noqa: F405

    assert [p.name for p in (tmp_path / "place").rglob("*") if p.is_file() and p.name not in LOCKS[kind]] == []


@pytest.mark.parametrize("url", ["https://host/graph.json", "sqlite:kg", "arcadedb+s:kg"])
def test_an_unknown_scheme_is_answered_with_the_known_forms(url: str) -> None:
    with pytest.raises(UnknownStoreError) as caught:
        open_store(url)

    assert caught.value.url == url
    assert str(caught.value) == (
        f"{url}: there is no store of this kind. Known forms: the path of a file, such as graph.json (or ./name if the "
        "name holds a colon), arcadedb:FOLDER, neo4j://HOST and bolt://HOST."
    )


@pytest.mark.parametrize(
    ("url", "name"),
    [
        ("arcadedb:kg", "ArcadeStore"),
        ("ARCADEDB:kg", "ArcadeStore"),
        ("neo4j://localhost", "Neo4jStore"),
        ("bolt+ssc://localhost:7687", "Neo4jStore"),
    ],
)
def test_the_scheme_picks_the_store(url: str, name: str) -> None:
    assert type(open_store(url)).__name__ == name


@pytest.mark.parametrize("url", ["graph.json", "./neo4j:x.json", "/tmp/a:b.json", "C:\\graphs\\kg.json", "kg", "a/b"])
def test_a_path_is_a_path(url: str) -> None:
    assert isinstance(open_store(url), JsonStore)
    assert STORES[""] is JsonStore

"""What every store does, whatever it is made of."""

from __future__ import annotations

import inspect
import tempfile
from collections.abc import Callable
from pathlib import Path

import pytest
from graph_strategies import graphs, hard_graph
from hypothesis import given, settings

from graph.errors import StoreError, UnknownStoreError
from graph.model import KnowledgeGraph, Paper
from graph.stores import STORES, GraphStore, open_store

# Store class to the URL of a place for it in a folder.
PLACES: dict[Callable[[str], GraphStore], Callable[[Path], str]] = {STORES[""]: lambda folder: f"{folder}/graph.json"}

# Half a surrogate pair is no Unicode text: no store can keep it, so saving this fails after it has begun.
UNSAVABLE = KnowledgeGraph([Paper("p1", "good", "good"), Paper("p2", "\ud800", "")])


@pytest.fixture(params=STORES.values(), ids=lambda store: store.__name__)
def place(request: pytest.FixtureRequest) -> Callable[[Path], str]:
    return PLACES[request.param]


@pytest.fixture
def url(place: Callable[[Path], str], tmp_path: Path) -> str:
    return place(tmp_path)


@pytest.fixture
def store(url: str) -> GraphStore:
    return open_store(url)


def test_the_url_is_kept_as_it_was_given(store: GraphStore, url: str) -> None:
    assert store.url == url


def test_opening_makes_nothing(url: str, tmp_path: Path) -> None:
    open_store(url)

    assert list(tmp_path.iterdir()) == []


def test_loading_from_an_empty_place_says_how_to_make_a_graph(store: GraphStore, url: str) -> None:
    with pytest.raises(StoreError) as caught:
        store.load()

    assert str(caught.value) == f"{url}: there is no graph; make one with: abstractgraph build FILES -o {url}"


@pytest.mark.parametrize("graph", [KnowledgeGraph(), hard_graph()], ids=["empty", "hard"])
def test_another_store_of_the_same_url_loads_what_was_saved(store: GraphStore, url: str, graph: KnowledgeGraph) -> None:
    store.save(graph)

    assert open_store(url).load() == graph


@settings(deadline=None)
@given(graph=graphs())
def test_any_graph_comes_back_equal(graph: KnowledgeGraph) -> None:
    for place in PLACES.values():
        with tempfile.TemporaryDirectory() as folder:
            store = open_store(place(Path(folder)))
            store.save(graph)

            assert store.load() == graph


def test_saving_replaces_everything(store: GraphStore) -> None:
    store.save(hard_graph())
    other = KnowledgeGraph([Paper("p", "another", "")])
    store.save(other)

    assert store.load() == other


def test_saving_twice_is_saving_once(store: GraphStore) -> None:
    store.save(hard_graph())
    store.save(hard_graph())

    assert store.load() == hard_graph()


def test_what_was_loaded_does_not_change_with_the_store(store: GraphStore) -> None:
    store.save(hard_graph())
    loaded = store.load()
    store.save(KnowledgeGraph())

    assert loaded == hard_graph()


def test_failing_to_save_leaves_the_old_graph(store: GraphStore) -> None:
    store.save(hard_graph())

    with pytest.raises(StoreError, match="the graph cannot be kept: "):
        store.save(UNSAVABLE)

    assert store.load() == hard_graph()


def test_failing_to_save_the_first_graph_leaves_nothing(store: GraphStore, tmp_path: Path) -> None:
    with pytest.raises(StoreError):
        store.save(UNSAVABLE)

    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("store_class", STORES.values(), ids=lambda store: store.__name__)
@pytest.mark.parametrize("method", ["load", "save"])
def test_the_methods_have_the_signatures_of_the_protocol(store_class: type, method: str) -> None:
    assert inspect.signature(getattr(store_class, method)) == inspect.signature(getattr(GraphStore, method))


@pytest.mark.parametrize(
    "url", ["arcadedb:kg", "neo4j://localhost", "neo4j+s://host", "bolt://localhost:7687", "https://host/graph.json"]
)
def test_an_unknown_scheme_is_answered_with_the_known_forms(url: str) -> None:
    with pytest.raises(UnknownStoreError) as caught:
        open_store(url)

    assert caught.value.url == url
    assert f"{url}: this version keeps graphs in files and knows no store of this kind." in str(caught.value)
    assert "graph.json" in str(caught.value)


@pytest.mark.parametrize("url", ["graph.json", "./neo4j:x.json", "/tmp/a:b.json", "C:\\graphs\\kg.json", "kg", "a/b"])
def test_a_path_is_a_path(url: str) -> None:
    assert isinstance(open_store(url), STORES[""])  # type: ignore[arg-type]

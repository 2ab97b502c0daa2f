"""What every store does, whatever it is made of; the fixture ``url`` names an empty place, and ``unsaved`` the message.

``test_store_contract.py`` runs these tests on the stores that need nothing but this machine, and
``test_store_contract_neo4j.py`` on a real Neo4j.
"""

from __future__ import annotations

import inspect
import itertools
import multiprocessing
import threading
from concurrent.futures import ThreadPoolExecutor

import pytest
from graph_strategies import graphs, hard_graph
from hypothesis import HealthCheck, given, settings
from record_factory import record

from extract.records import AnnotatedAbstract
from graph.errors import NoGraphError, StoreError
from graph.model import Claim, Entity, Evidence, KnowledgeGraph, Mentions, Paper, Result
from graph.stores import GraphStore, Kept, open_store
from graph.update import Corpus

# Half a surrogate pair is no Unicode text: no store can keep it, so saving this fails.
UNSAVABLE = KnowledgeGraph([Paper("p1", "good", "good"), Paper("p2", "\ud800", "")])

ZAP = Entity("method:zap", "Method", "Zap", ("ZAP",), (("Method", 2),))
HOP = Entity("benchmark:hop", "Benchmark", "Hop")
LONE = Entity("task:lone", "Task", "lone")


def two_papers() -> KnowledgeGraph:
    """Two papers that share an entity; only the first speaks of the benchmark."""
    text = "Zap scores 45.3 on Hop."
    papers = [Paper("p1", "Zap", text, 2024), Paper("p2", "On Zap", text)]
    said = Evidence("abstract", 0, len(text), text)
    name = Evidence("abstract", 0, 3, "Zap")
    return KnowledgeGraph(
        papers,
        [ZAP, HOP],
        [Mentions("p1", ZAP.id, (name,)), Mentions("p2", ZAP.id, (name, name)), Mentions("p1", HOP.id, ())],
        [Claim("p1", "INTRODUCES", ZAP.id, "p1", said), Claim(ZAP.id, "EVALUATED_ON", HOP.id, "p1", said, 0.5)],
        [Result("result:1", "p1", ZAP.id, 45.3, "45.3", said, HOP.id)],
    )


@pytest.fixture
def store(url: str) -> GraphStore:
    return open_store(url)


def test_the_url_is_kept_as_it_was_given(store: GraphStore, url: str) -> None:
    assert store.url == url
    assert url in repr(store)


@pytest.mark.parametrize("use", ["load", "reader", "papers"])
def test_an_empty_place_says_how_to_make_a_graph(store: GraphStore, url: str, use: str) -> None:
    with pytest.raises(NoGraphError) as caught:
        _use(store, use)

    assert str(caught.value).startswith(f"{url}: ")
    assert f"abstractgraph build FILES -o {url}" in str(caught.value)


def _use(store: GraphStore, use: str) -> None:
    match use:
        case "load":
            store.load()
        case "reader":
            with store.reader():
                pass
        case "papers":
            store.papers()


def test_checking_an_empty_place_leaves_it_empty(store: GraphStore) -> None:
    store.check_writable()

    with pytest.raises(StoreError, match="build FILES"):
        store.load()


@pytest.mark.parametrize("graph", [KnowledgeGraph(), hard_graph()], ids=["empty", "hard"])
def test_another_store_of_the_same_url_loads_what_was_saved(store: GraphStore, url: str, graph: KnowledgeGraph) -> None:
    store.save(graph)

    assert open_store(url).load() == graph


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow], max_examples=25)
@given(graph=graphs())
def test_any_graph_comes_back_equal(store: GraphStore, graph: KnowledgeGraph) -> None:
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


def test_properties_that_are_no_longer_known_are_gone(store: GraphStore) -> None:
    store.save(KnowledgeGraph([Paper("p", "t", "a", 2024, "https://example.org", "2401.00001", "10.1000/x")]))
    store.save(KnowledgeGraph([Paper("p", "t", "a")]))

    assert store.load() == KnowledgeGraph([Paper("p", "t", "a")])


def test_saving_an_empty_graph_clears_the_store(store: GraphStore) -> None:
    store.save(hard_graph())
    store.save(KnowledgeGraph())

    assert store.load() == KnowledgeGraph()
    with store.reader() as reader:
        assert reader.run("MATCH (n) RETURN count(n) AS n").rows == ((0,),)


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


@pytest.mark.parametrize("graph", [KnowledgeGraph(), hard_graph(), two_papers()], ids=["empty", "hard", "two"])
def test_the_papers_are_those_of_the_graph(store: GraphStore, graph: KnowledgeGraph) -> None:
    store.save(graph)

    assert store.papers() == Kept(graph.papers)
    assert [*store.papers().papers] == [*graph.papers]


def test_an_update_gets_the_papers_and_keeps_what_is_made_of_them(store: GraphStore, url: str) -> None:
    store.save(two_papers())
    seen = []

    def change(kept: Kept) -> KnowledgeGraph:
        seen.append(kept)
        return hard_graph()

    store.update(change)

    assert seen == [Kept(two_papers().papers)]
    assert open_store(url).load() == hard_graph()


def test_an_update_of_an_empty_place_gets_no_papers(store: GraphStore) -> None:
    seen = []
    store.update(lambda kept: seen.append(kept) or two_papers())  # type: ignore[func-returns-value]

    assert seen == [Kept({})]
    assert store.load() == two_papers()


def test_an_update_without_a_change_leaves_the_graph(store: GraphStore) -> None:
    store.save(two_papers())
    store.update(lambda kept: None)

    assert store.load() == two_papers()
    store.check_writable()


class RefusedError(Exception):
    """What a change raises."""


def test_an_update_that_fails_leaves_the_graph(store: GraphStore) -> None:
    store.save(two_papers())

    def change(kept: Kept) -> KnowledgeGraph:
        raise RefusedError

    with pytest.raises(RefusedError):
        store.update(change)
    with pytest.raises(StoreError, match="the graph cannot be kept: "):
        store.update(lambda kept: UNSAVABLE)

    assert store.load() == two_papers()
    store.save(hard_graph())
    assert store.load() == hard_graph()


def test_no_other_writes_between_reading_and_writing(
    store: GraphStore, url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("graph.stores.locks._PATIENCE", 0.2)
    store.save(two_papers())

    def change(kept: Kept) -> KnowledgeGraph:
        for write in (lambda: open_store(url).save(hard_graph()), lambda: open_store(url).update(lambda kept: None)):
            with pytest.raises(StoreError, match="another process is writing"):
                write()
        return KnowledgeGraph([], [LONE])

    store.update(change)

    assert store.load() == KnowledgeGraph([], [LONE])


FIRST, SECOND, THIRD = RECORDS = [
    record(
        "[Quokka]o: small and quick",
        "We present [Quokka]o. It beats [Emu-2]o on [HopBench]b in [accuracy]x.",
        [("P", "INTRODUCES", "Quokka"), ("Quokka", "OUTPERFORMS", "Emu-2"), ("Quokka", "EVALUATED_ON", "HopBench")],
        year=2031,
    ),
    record(
        "Looking at [Emu 2]o again",
        "On [HopBench]d, [Emu 2]o and [quokka]o are level.",
        [("Emu 2", "COMPARED_WITH", "quokka")],
    ),
    record("Wombats", "[Wombat]m digs. So does [Emu 2]o.", [("Wombat", "COMPARED_WITH", "Emu 2")]),
]


def at_once(*records: AnnotatedAbstract) -> KnowledgeGraph:
    return Corpus().with_papers([one.paper for one in records], records).graph()


@pytest.mark.parametrize("order", [*itertools.permutations(range(3))])
def test_papers_added_one_after_the_other_are_papers_at_once(store: GraphStore, order: tuple[int, ...]) -> None:
    for one in (RECORDS[number] for number in order):
        store.update(lambda kept, one=one: Corpus.of(kept.papers.values()).with_papers([one.paper], [one]).graph())  # type: ignore[misc]

    assert store.load() == at_once(*RECORDS)


@pytest.mark.parametrize("gone", range(3))
def test_a_paper_taken_out_was_never_there(store: GraphStore, gone: int) -> None:
    store.save(at_once(*RECORDS))
    (paper,) = (p for p in store.papers().papers.values() if p.title == RECORDS[gone].paper.title)
    store.update(lambda kept: Corpus.of(kept.papers.values()).without([paper]).graph())

    assert store.load() == at_once(*(one for number, one in enumerate(RECORDS) if number != gone))


def test_readers_see_what_was_saved_before_they_were_opened(store: GraphStore, url: str) -> None:
    store.save(two_papers())
    with open_store(url).reader() as reader:
        first = reader.run("MATCH (n) RETURN n.id AS id ORDER BY id")
    store.save(KnowledgeGraph([], [LONE]))
    with open_store(url).reader() as reader:
        second = reader.run("MATCH (n) RETURN n.id AS id ORDER BY id")

    assert first.columns == second.columns == ("id",)
    assert first.rows == (("benchmark:hop",), ("method:zap",), ("p1",), ("p2",), ("result:1",))
    assert second.rows == (("task:lone",),)


def test_many_can_read_at_once(store: GraphStore, url: str) -> None:
    store.save(two_papers())
    together = threading.Barrier(4)

    def read(number: int) -> tuple[object, ...]:
        with open_store(url).reader() as reader:
            together.wait(60)
            return reader.run("MATCH (n:Method) RETURN n.name AS name, $number AS number", {"number": number}).rows

    with ThreadPoolExecutor(4) as pool:
        answers = list(pool.map(read, range(4)))

    assert answers == [(("Zap", number),) for number in range(4)]


def test_a_reader_can_be_asked_while_another_process_reads(store: GraphStore, url: str) -> None:
    store.save(two_papers())
    context = multiprocessing.get_context("spawn")
    with store.reader() as reader, context.Pool(1) as pool:
        # The first opens the store here, the second there, both at the same time.
        there = pool.apply_async(_names, (url,))
        here = reader.run("MATCH (n:Method) RETURN n.name AS name").rows

        assert there.get(120) == here == (("Zap",),)


def _names(url: str) -> tuple[object, ...]:
    with open_store(url).reader() as reader:
        return reader.run("MATCH (n:Method) RETURN n.name AS name").rows


@pytest.mark.parametrize("method", ["load", "save", "check_writable", "papers", "update"])
def test_the_methods_have_the_signatures_of_the_protocol(store: GraphStore, method: str) -> None:
    assert inspect.signature(getattr(type(store), method)) == inspect.signature(getattr(GraphStore, method))

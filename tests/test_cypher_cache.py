"""Cypher about graph files: the database behind it is made once for each content, and never answers for another."""

from __future__ import annotations

import io
import sys
from pathlib import Path

import pytest
from graph_strategies import hard_graph
from store_contract import two_papers

from graph.errors import StoreError
from graph.model import KnowledgeGraph, Paper
from graph.stores import JsonStore, open_store
from graph.stores.embedded import cache

COUNT = "MATCH (n) RETURN count(n) AS n"


@pytest.fixture
def path(tmp_path: Path, user_cache: Path) -> Path:
    path = tmp_path / "graph.json"
    open_store(path).save(two_papers())
    return path


@pytest.fixture
def made(monkeypatch: pytest.MonkeyPatch) -> list[Path]:
    """The databases that were made."""
    made: list[Path] = []
    create = cache.create_database

    def spy(url: str, path: Path, graph: KnowledgeGraph) -> None:
        made.append(path)
        create(url, path, graph)

    monkeypatch.setattr(cache, "create_database", spy)
    return made


def count(path: Path | str) -> int:
    with open_store(path).reader() as reader:
        ((number,),) = reader.run(COUNT).rows
    return int(number)


def test_a_second_query_makes_no_second_database(path: Path, made: list[Path]) -> None:
    assert (count(path), count(path)) == (5, 5)
    assert len(made) == 1


def test_nothing_is_left_beside_the_graph(path: Path, user_cache: Path) -> None:
    before = sorted(p.name for p in path.parent.iterdir())
    count(path)

    assert sorted(p.name for p in path.parent.iterdir()) == sorted([*before, user_cache.name])


def test_a_changed_graph_is_asked_anew(path: Path, made: list[Path], user_cache: Path) -> None:
    count(path)
    open_store(path).save(KnowledgeGraph([Paper("p", "t", "a")]))

    assert count(path) == 1
    assert len(made) == 2
    assert [p for p in made if p.exists()] == made[1:]


def test_a_file_of_the_same_size_and_time_with_other_content_is_asked_anew(path: Path) -> None:
    import os

    count(path)
    known = path.stat()
    path.write_bytes(path.read_bytes().replace(b'"name":"Hop"', b'"name":"Hip"'))
    os.utime(path, ns=(known.st_atime_ns, known.st_mtime_ns))

    with open_store(path).reader() as reader:
        assert reader.run("MATCH (n:Benchmark) RETURN n.name AS name").rows == (("Hip",),)


def test_two_graphs_do_not_share_a_database(path: Path, tmp_path: Path) -> None:
    other = tmp_path / "other.json"
    open_store(other).save(KnowledgeGraph())

    assert (count(path), count(other), count(path)) == (5, 0, 5)


def test_what_another_version_made_is_made_again(path: Path, made: list[Path], monkeypatch: pytest.MonkeyPatch) -> None:
    count(path)
    monkeypatch.setattr(cache, "_VERSION", cache._VERSION + 1)
    count(path)

    assert len(made) == 2


def test_a_damaged_cache_is_made_again(path: Path, made: list[Path], user_cache: Path) -> None:
    count(path)
    (head,) = user_cache.rglob("abstractgraph.json")
    head.write_text("{")

    assert count(path) == 5
    assert len(made) == 2


def test_a_cache_that_lost_a_file_is_made_again(path: Path, made: list[Path], user_cache: Path) -> None:
    count(path)
    next(user_cache.rglob("Paper_0.*.bucket")).unlink()

    assert count(path) == 5
    assert len(made) == 2


@pytest.mark.parametrize("name", ["Paper_0.*.bucket", "schema.json"])
def test_a_cache_with_a_shortened_file_is_made_again(path: Path, made: list[Path], user_cache: Path, name: str) -> None:
    count(path)
    next(user_cache.rglob(name)).write_bytes(b"")

    assert count(path) == 5
    assert len(made) == 2


def test_the_database_of_a_graph_that_is_gone_is_removed(path: Path, tmp_path: Path, user_cache: Path) -> None:
    other = tmp_path / "other.json"
    open_store(other).save(KnowledgeGraph())
    count(path)
    path.unlink()
    count(other)

    assert len([*user_cache.rglob("abstractgraph.json")]) == 1


def test_a_cache_that_cannot_be_written_is_done_without(path: Path, user_cache: Path) -> None:
    user_cache.write_text("a file where a folder should be")

    assert count(path) == 5


def test_standard_input_can_be_asked(path: Path, monkeypatch: pytest.MonkeyPatch, user_cache: Path) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(path.read_bytes())))

    assert count("-") == 5
    assert not user_cache.exists()


def test_a_damaged_graph_is_named(path: Path) -> None:
    path.write_text("{")

    with pytest.raises(StoreError, match="it is not JSON"), JsonStore(str(path)).reader():
        pass


def test_every_part_of_a_graph_can_be_asked_for(path: Path) -> None:
    open_store(path).save(hard_graph())

    with open_store(path).reader() as reader:
        nodes = reader.run("MATCH (n) RETURN labels(n)[0] AS label, count(*) AS n ORDER BY label").rows
        edges = reader.run("MATCH ()-[r]->() RETURN type(r) AS type, count(*) AS n ORDER BY type").rows

    assert nodes == (("Method", 1), ("Model", 1), ("Paper", 3), ("Result", 2), ("Task", 1))
    assert edges == (
        ("COMPARED_WITH", 1),
        ("INTRODUCES", 2),
        ("MENTIONS", 3),
        ("OUTPERFORMS", 3),
        ("REPORTS", 2),
        ("RESULT_METRIC", 1),
        ("RESULT_OF", 2),
        ("RESULT_ON", 1),
        ("VARIANT_OF", 2),
    )


def test_a_graph_that_no_database_can_hold_is_named(path: Path) -> None:
    path.write_bytes(path.read_bytes().replace(b'"year":2024', b'"year":' + str(2**63).encode()))

    with (
        pytest.raises(
            StoreError, match=r"Cypher cannot be asked of this graph: year is \d+, which has more than 64 bits"
        ),
        open_store(path).reader(),
    ):
        pass

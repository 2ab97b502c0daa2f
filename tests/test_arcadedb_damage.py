"""Folders of graphs that were damaged: never a wrong row, and one sentence."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from store_contract import two_papers

from graph.errors import (
    StoreError,
)
from graph.stores import open_store


@pytest.fixture(scope="module")
def kg(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("arcadedb") / "kg"
    open_store(f"arcadedb:{folder}").save(two_papers())
    return folder


@pytest.mark.parametrize(
    ("head", "message"),
    [
        ("{", r"abstractgraph\.json in this folder cannot be read"),
        ("[]", r"abstractgraph\.json in this folder is damaged; build the graph again"),
        ('{"formatVersion":1}', r"abstractgraph\.json in this folder is damaged; build the graph again"),
        ('{"formatVersion":2,"database":"graph-1"}', "a newer version of abstractgraph made this graph"),
        ('{"formatVersion":1,"database":"graph-1"}', "the database is damaged"),
        ('{"formatVersion":1,"database":"graph-1","files":[]}', "this folder is damaged; build the graph again"),
        ('{"formatVersion":1,"database":"graph-1","files":{"schema.json":1}}', "the database is damaged"),
        ('{"formatVersion":1,"database":"../../etc"}', "the database is damaged"),
    ],
)
def test_a_damaged_folder_is_named(tmp_path: Path, head: str, message: str) -> None:
    (tmp_path / "abstractgraph.json").write_text(head)

    with pytest.raises(StoreError, match=message):
        open_store(f"arcadedb:{tmp_path}").load()


def test_a_database_that_is_no_graph_is_named(kg: Path, tmp_path: Path) -> None:
    from arcadedb_embedded import create_database

    with create_database(str(tmp_path / "graph-1")) as database:
        database.command("sql", "CREATE VERTEX TYPE Person")
    (tmp_path / "abstractgraph.json").write_text('{"formatVersion":1,"database":"graph-1"}')

    with pytest.raises(StoreError, match="the database is damaged"):
        open_store(f"arcadedb:{tmp_path}").load()


def test_a_database_that_lost_a_file_is_named(tmp_path: Path) -> None:
    store = open_store(f"arcadedb:{tmp_path}/kg")
    store.save(two_papers())
    next(tmp_path.rglob("Paper_0.*.bucket")).unlink()

    for use in (store.load, lambda: store.reader().__enter__()):
        with pytest.raises(StoreError, match="files are missing or changed; build the graph again"):
            use()


def shorten(path: Path) -> None:
    os.truncate(path, path.stat().st_size // 2)


def overwrite(path: Path) -> None:
    """Change bytes in the middle; the size stays."""
    content = bytearray(path.read_bytes())
    content[100:200] = bytes(byte ^ 0x5A for byte in content[100:200])
    path.write_bytes(content)


@pytest.mark.parametrize("damage", [shorten, overwrite])
@pytest.mark.parametrize("name", ["Paper_0.*.bucket", "*.umtidx", "schema.json", "dictionary.*"])
def test_a_database_with_a_changed_file_is_named(tmp_path: Path, name: str, damage: Callable[[Path], None]) -> None:
    store = open_store(f"arcadedb:{tmp_path}/kg")
    store.save(two_papers())
    damage(next(tmp_path.rglob(name)))

    for use in (store.load, lambda: store.reader().__enter__()):
        with pytest.raises(StoreError, match="files are missing or changed; build the graph again"):
            use()


def test_a_copied_and_often_opened_folder_is_whole(tmp_path: Path) -> None:
    open_store(f"arcadedb:{tmp_path}/kg").save(two_papers())
    shutil.copytree(tmp_path / "kg", tmp_path / "copy", copy_function=shutil.copyfile)

    for _ in range(3):
        with open_store(f"arcadedb:{tmp_path}/copy").reader() as reader:
            assert reader.run("MATCH (n) RETURN count(n) AS n").rows == ((5,),)
    assert open_store(f"arcadedb:{tmp_path}/copy").load() == two_papers()

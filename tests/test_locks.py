"""One writer at a time, and no lock file left behind."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from store_contract import two_papers

from graph.stores import JsonStore


def test_nothing_but_the_graph_is_left_beside_it(tmp_path: Path) -> None:
    store = JsonStore(str(tmp_path / "graph.json"))
    store.check_writable()
    store.save(two_papers())
    store.update(lambda kept: two_papers())

    assert [path.name for path in tmp_path.iterdir()] == ["graph.json"]


COUNTING = """
import sys
from pathlib import Path
from graph.stores.locks import writing

counter = Path(sys.argv[1])
for _ in range(300):
    with writing("x", counter.with_name(".lock"), patience=60):
        number = int(counter.read_text())
        counter.write_text(str(number + 1))
"""


def test_a_lock_that_is_deleted_each_time_keeps_others_out(tmp_path: Path) -> None:
    counter = tmp_path / "counter"
    counter.write_text("0")
    processes = [subprocess.Popen([sys.executable, "-c", COUNTING, str(counter)]) for _ in range(4)]

    assert [process.wait() for process in processes] == [0] * 4
    assert counter.read_text() == "1200"
    assert [path.name for path in tmp_path.iterdir()] == ["counter"]


def test_a_reader_without_a_with_block_says_so(tmp_path: Path) -> None:
    with pytest.raises(AttributeError, match=r"write: with store\.reader\(\) as reader"):
        JsonStore(str(tmp_path / "graph.json")).reader().run("RETURN 1")  # type: ignore[attr-defined]

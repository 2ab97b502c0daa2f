"""Queries of the embedded engine that are stopped: at the end of their time, and by Ctrl-C."""

from __future__ import annotations

import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from store_contract import two_papers

from graph.errors import (
    QueryTimeoutError,
)
from graph.stores import CypherReader, open_store


@pytest.fixture(scope="module")
def kg(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("arcadedb") / "kg"
    open_store(f"arcadedb:{folder}").save(two_papers())
    return folder


@pytest.fixture
def reader(kg: Path) -> Iterator[CypherReader]:
    with open_store(f"arcadedb:{kg}").reader() as reader:
        yield reader


def test_a_long_query_is_given_up(reader: CypherReader) -> None:
    began = time.monotonic()
    with pytest.raises(QueryTimeoutError, match=r"no answer within 0\.5 s"):
        reader.run("UNWIND range(1, 100000) AS a UNWIND range(1, 100000) AS b WITH a WHERE a < 0 RETURN a", timeout=0.5)

    assert time.monotonic() - began < 20
    assert reader.run("RETURN 1 AS x").rows == ((1,),)


def test_a_short_query_does_not_wait_for_a_long_one(reader: CypherReader) -> None:
    slow = "UNWIND range(1, 100000) AS a UNWIND range(1, 100000) AS b WITH a WHERE a < 0 RETURN count(a) AS n"
    with ThreadPoolExecutor(1) as pool:
        long_one = pool.submit(reader.run, slow, timeout=6)
        time.sleep(0.5)
        began = time.monotonic()
        assert reader.run("RETURN 1 AS x", timeout=6).rows == ((1,),)
        waited = time.monotonic() - began
        with pytest.raises(QueryTimeoutError):
            long_one.result()

    assert waited < 3


# The engine looks between rows, and this is one row.
LONG = "RETURN size([x IN range(1, 15000) WHERE size([y IN range(1, 15000) WHERE y % x = 0]) > 3]) AS n"
# Everything is counted before there is a row.
ENDLESS = "UNWIND range(1, 100000) AS a UNWIND range(1, 100000) AS b WITH a WHERE a < 0 RETURN count(a) AS n"


@pytest.mark.parametrize("text", [LONG, ENDLESS])
def test_the_time_is_over_within_one_row(reader: CypherReader, text: str) -> None:
    began = time.monotonic()
    with pytest.raises(QueryTimeoutError, match=r"no answer within 0\.5 s"):
        reader.run(text, timeout=0.5)

    assert time.monotonic() - began < 3
    assert reader.run("RETURN 1 AS x", timeout=6).rows == ((1,),)


def test_the_engine_ends_a_query_that_was_given_up(reader: CypherReader) -> None:
    before = set(threading.enumerate())
    with pytest.raises(QueryTimeoutError):
        reader.run(ENDLESS, timeout=0.3)
    deadline = time.monotonic() + 5
    while set(threading.enumerate()) - before:
        assert time.monotonic() < deadline
        time.sleep(0.05)


@pytest.mark.parametrize("text", [LONG, ENDLESS])
def test_control_c_ends_the_program_at_once(kg: Path, text: str) -> None:
    code = (
        # What starts in the background of a shell ignores Ctrl-C, unless it says otherwise.
        "import signal, sys, threading\nsignal.signal(signal.SIGINT, signal.default_int_handler)\n"
        "from graph.stores import open_store\n"
        "with open_store(sys.argv[1]).reader() as reader:\n"
        "    reader.run('RETURN 1 AS x')\n    print('asking', flush=True)\n"
        "    try:\n        reader.run(sys.argv[2])\n"
        "    except KeyboardInterrupt:\n"
        "        print(reader.run('RETURN 1 AS x', timeout=6).rows, flush=True)\n        sys.exit(7)\n"
    )
    command = [sys.executable, "-c", code, f"arcadedb:{kg}", text]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == "asking\n"
        time.sleep(0.5)
        began = time.monotonic()
        process.send_signal(signal.SIGINT)
        output, errors = process.communicate(timeout=60)

    assert (process.returncode, output, errors) == (7, "((1,),)\n", "")
    assert time.monotonic() - began < 4

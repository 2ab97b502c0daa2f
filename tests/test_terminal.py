"""What a person sees on a terminal: tables, colours, a progress bar; and a run that is killed and goes on."""

import json
import os
import pty
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
COMMAND = [sys.executable, "-m", "graph.cli"]


def on_terminal(*arguments, cwd):
    """Run a command on a terminal of 100 columns, and return what it writes there."""
    master, slave = pty.openpty()
    environment = {**os.environ, "COLUMNS": "100", "TERM": "xterm-256color"}
    environment.pop("ABSTRACTGRAPH_GRAPH", None)
    process = subprocess.Popen(
        [*COMMAND, *arguments], stdout=slave, stderr=slave, stdin=slave, cwd=cwd, env=environment
    )
    os.close(slave)
    output = b""
    while True:
        try:
            chunk = os.read(master, 65536)
        except OSError:
            break
        if not chunk:
            break
        output += chunk
    os.close(master)
    assert process.wait() == 0, output.decode()
    return output.decode()


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    return tmp_path_factory.mktemp("terminal")


@pytest.fixture(scope="module")
def built(folder):
    return on_terminal("build", str(ROOT / "examples" / "papers.txt"), cwd=folder)


def test_long_work_shows_a_bar_with_rate(built):
    assert "Reading abstracts" in built
    assert "5/5" in built
    assert "papers in" in built


def test_tables_and_colours_on_a_terminal(built, folder):
    table = on_terminal("stats", cwd=folder)
    card = on_terminal("show", "ROME", cwd=folder)

    assert "\t" not in table
    assert "\N{BOX DRAWINGS LIGHT HORIZONTAL}" in table
    assert "\x1b[1m" in card
    assert max(len(line) for line in card.splitlines()) < 120


def papers(path, number):
    with path.open("w", encoding="utf-8") as stream:
        for i in range(number):
            abstract = f"We introduce Foo{i}, a method for task {i}. Foo{i} outperforms Bar{i} on BazBench. " * 3
            stream.write(json.dumps({"title": f"Foo{i}: a method", "abstract": abstract}) + "\n")


def test_a_killed_extraction_goes_on_to_the_same_end(tmp_path):
    papers(tmp_path / "papers.jsonl", 150)
    journal = tmp_path / "killed.jsonl.partial"
    subprocess.run([*COMMAND, "extract", "papers.jsonl", "-o", "whole.jsonl", "-q"], cwd=tmp_path, check=True)
    process = subprocess.Popen([*COMMAND, "extract", "papers.jsonl", "-o", "killed.jsonl", "-q"], cwd=tmp_path)
    until = time.monotonic() + 60
    while not (journal.exists() and journal.stat().st_size > 0):
        assert time.monotonic() < until
        time.sleep(0.01)
    process.send_signal(signal.SIGKILL)
    process.wait()
    assert not (tmp_path / "killed.jsonl").exists()

    done = subprocess.run(
        [*COMMAND, "extract", "papers.jsonl", "-o", "killed.jsonl"],
        cwd=tmp_path,
        check=True,
        capture_output=True,
        text=True,
    )

    assert " papers are finished, " in done.stderr
    assert (tmp_path / "killed.jsonl").read_bytes() == (tmp_path / "whole.jsonl").read_bytes()
    assert not journal.exists()

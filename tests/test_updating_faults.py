"""``add`` and ``remove`` where something is wrong, stopped or side by side: the graph stays whole."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from updating_folder import PLACES, PROGRAM, ZIP, exported, run, write_papers

from extract.recordfile import Journal
from extract.records import Abstract, AnnotatedAbstract
from graph.model import KnowledgeGraph, Paper
from graph.stores import Change, JsonStore, open_store

QUICK = f"""
import sys, time
import extract.pipeline, extract.shipped
from extract.records import AnnotatedAbstract

def annotate(model, papers):
    for number, paper in enumerate(papers):
        yield AnnotatedAbstract(paper, model=model)

extract.pipeline.annotate = annotate
extract.pipeline.load_pipeline = lambda path: "hopper-1"
extract.shipped.model_name = lambda path: "hopper-1"
{PROGRAM}
"""

# What cannot be done


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["remove", "Nothing"], "the graph holds no paper named 'Nothing'."),
        (["remove", "Wombatz"], "Did you mean: Wombats?"),
        (["remove", "Wombats", "-g", "no.json"], "no.json: there is no graph; make one with: abstractgraph build"),
        (["add", "all.jsonl", "-g", "-"], "-: a graph is changed where it is kept;"),
        (["add", "all.jsonl", "-g", "all.jsonl"], "all.jsonl: "),
        (["add", "no.jsonl"], "no.jsonl: "),
        (["add", "all.jsonl", "-g", "no/graph.json"], "its folder does not exist"),
    ],
)
def test_what_cannot_be_done_is_one_sentence(here: Path, arguments: list[str], message: str) -> None:
    run("build", "all.jsonl")
    before = Path("graph.json").read_bytes()
    result = run(*arguments, code=1)

    assert message in result.stderr
    assert len(result.stderr.splitlines()) == 1
    assert Path("graph.json").read_bytes() == before


def test_a_title_of_two_papers_is_refused_with_their_ids(here: Path, reading: list[Abstract]) -> None:
    papers = [{"title": "Zip", "abstract": f"{ZIP} {i}", "arxiv_id": f"2401.0000{i}"} for i in (1, 2)]
    run("add", write_papers("a.jsonl", *papers))

    assert (
        "'Zip' names 2 papers; name one by its id: arxiv:2401.00001, arxiv:2401.00002"
        in run("remove", "Zip", code=1).stderr
    )
    run("remove", "https://arxiv.org/abs/2401.00002v3")
    assert [*open_store("graph.json").papers().papers] == ["arxiv:2401.00001"]


@pytest.mark.parametrize("command", [["add", "all.jsonl"], ["remove", "p"]])
def test_a_graph_that_keeps_no_records_is_to_be_built_again(here: Path, command: list[str]) -> None:
    open_store("graph.json").save(KnowledgeGraph([Paper("p", "Zip", "")]))
    result = run(*command, code=1)

    assert "graph.json: the paper 'p' ('Zip') does not keep what was read in it" in result.stderr
    assert "build the graph again with abstractgraph build FILES -o graph.json" in result.stderr


def test_a_damaged_record_is_told(here: Path) -> None:
    open_store("graph.json").save(KnowledgeGraph([Paper("p", "Zip", "", record='{"entities": [[1]]}')]))

    assert "what the paper 'p' keeps of its record is damaged" in run("add", "all.jsonl", code=1).stderr


@pytest.mark.skipif(sys.platform == "win32", reason="a limit on the size of files")
def test_a_full_disk_leaves_the_old_graph(here: Path) -> None:
    run("build", "0.jsonl")
    before = Path("graph.json").read_bytes()
    limited = f"import resource; resource.setrlimit(resource.RLIMIT_FSIZE, ({len(before)}, {len(before)})); {PROGRAM}"
    command = [sys.executable, "-c", limited, "add", "1.jsonl", "2.jsonl", "3.jsonl"]
    done = subprocess.run(command, capture_output=True, text=True)

    assert done.returncode == 1
    assert done.stderr.startswith("Error: graph.json: it cannot be written")
    assert Path("graph.json").read_bytes() == before
    assert not [path for path in Path().iterdir() if path.name.startswith(".")]


@pytest.mark.skipif(sys.platform == "win32", reason="a limit on the size of files")
def test_a_disk_that_is_full_while_papers_are_read_is_told(here: Path) -> None:
    run("build", "0.jsonl")
    before = Path("graph.json").read_bytes()
    write_papers("papers.jsonl", *({"title": f"Zip {i}", "abstract": ZIP * 20} for i in range(9)))
    limited = f"import resource; resource.setrlimit(resource.RLIMIT_FSIZE, (3000, 3000)); {QUICK}"
    done = subprocess.run(
        [sys.executable, "-c", limited, "add", "papers.jsonl"], capture_output=True, text=True, check=False
    )

    assert done.returncode == 1
    assert len(done.stderr.splitlines()) == 1
    assert "adding" in done.stderr
    assert "it cannot be written (File too large)" in done.stderr
    assert Path("graph.json").read_bytes() == before


# Stopped and side by side

SLOW = QUICK.replace("yield", "if number == 3: print('three are read', flush=True), time.sleep(60)\n        yield")


def test_a_killed_run_leaves_the_old_graph_and_the_next_one_goes_on(here: Path, reading: list[Abstract]) -> None:
    run("build", "all.jsonl")
    before = Path("graph.json").read_bytes()
    write_papers("papers.jsonl", *({"title": f"Zip {i}", "abstract": f"{ZIP} {i}"} for i in range(5)))
    command = [sys.executable, "-c", SLOW, "add", "papers.jsonl"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == "three are read\n"
        other = run("add", "papers.jsonl", code=1)
        os.kill(process.pid, getattr(signal, "SIGKILL", signal.SIGTERM))
    assert "graph.json: another process is writing this graph; wait until it has finished, then repeat" in other.stderr
    assert Path("graph.json").read_bytes() == before

    result = run("add", "papers.jsonl")

    assert len(reading) == 2
    assert "3 papers read, 2 to go" in result.stderr
    run("build", "all.jsonl", "papers.jsonl", "-o", "once.json")
    assert Path("graph.json").read_bytes() == Path("once.json").read_bytes()
    assert [path for path in Path("user-cache").rglob("*") if path.is_file()] == []


@pytest.mark.parametrize(("url", "steps"), [("graph.json", 8), ("arcadedb:kg", 4)], ids=["json", "arcadedb"])
def test_killed_at_any_moment_the_graph_is_the_old_or_the_new_one(here: Path, url: str, steps: int) -> None:
    run("build", "0.jsonl", "-o", "old.json")
    run("build", "all.jsonl", "-o", "new.json")
    whole = {exported("old.json"), exported("new.json")}
    command = [sys.executable, "-c", PROGRAM, "add", "all.jsonl", "-g", url]
    run("copy", "old.json", url)
    began = time.monotonic()
    subprocess.run(command, check=True, capture_output=True)
    seconds = time.monotonic() - began
    for step in range(steps):
        run("copy", "old.json", url)
        with subprocess.Popen(command, stderr=subprocess.DEVNULL) as process:
            time.sleep(seconds * (0.5 + step / steps / 2))
            process.kill()
        assert exported(url) in whole
        run("add", "all.jsonl", "-g", url)
        assert exported(url) == exported("new.json")


def test_what_changes_while_papers_are_read_is_not_lost(
    here: Path, reading: list[Abstract], monkeypatch: pytest.MonkeyPatch
) -> None:
    write_papers("zip.jsonl", {"title": "Zip", "abstract": ZIP})
    write_papers("both.jsonl", {"title": "Zip", "abstract": ZIP}, {"title": "Zap", "abstract": "Zap hops."})
    run("build", "zip.jsonl", "0.jsonl")
    update = JsonStore.update

    def late_update(store: JsonStore, change: Change) -> None:
        monkeypatch.setattr(JsonStore, "update", update)
        # Another process takes out a paper of which nothing had to be read.
        run("build", "all.jsonl")
        update(store, change)

    monkeypatch.setattr(JsonStore, "update", late_update)
    run("add", "both.jsonl")

    assert [paper.title for paper in reading] == ["Zip", "Zap", "Zip"]
    run("build", "all.jsonl", "both.jsonl", "-o", "once.json")
    assert exported("graph.json") == exported("once.json")


@pytest.mark.parametrize("url", PLACES.values(), ids=PLACES)
def test_two_that_add_at_once_lose_nothing(here: Path, url: str) -> None:
    run("build", "0.jsonl", "-o", url)
    commands = [[sys.executable, "-c", PROGRAM, "add", f"{number}.jsonl", "-g", url] for number in (1, 2, 3)]
    processes = [subprocess.Popen(command, stderr=subprocess.PIPE, text=True) for command in commands]
    for process, command in zip(processes, commands, strict=True):
        _, said = process.communicate()
        if process.returncode:
            # Told to wait, and waited until the others were done.
            assert "another process is writing this graph; wait" in said
            for other in processes:
                other.wait()
            subprocess.run(command, check=True, capture_output=True)
    run("build", "all.jsonl", "-o", "once.json")

    assert exported(url) == exported("once.json")


def test_without_a_cache_folder_papers_are_added_all_the_same(
    here: Path, reading: list[Abstract], monkeypatch: pytest.MonkeyPatch
) -> None:
    Path("blocked").write_text("", encoding="utf-8")
    monkeypatch.setenv("XDG_CACHE_HOME", str(here / "blocked"))
    result = run("add", write_papers("a.jsonl", {"title": "Zip", "abstract": ZIP}))

    assert "cannot be written: a run that is stopped will have to start anew" in result.stderr
    assert len(open_store("graph.json").papers().papers) == 1


def test_records_that_nobody_asked_for_stay_in_the_journal(tmp_path: Path) -> None:
    one, other = (AnnotatedAbstract(Abstract(f"title:{t}", t, f"{t}."), model="m-1") for t in ("One", "Other"))
    stopped = Journal(tmp_path / "j", "m-1")
    stopped.append(one)
    stopped.append(other)
    stopped.close()

    second = Journal(tmp_path / "j", "m-1")
    assert second.find(one.paper) == one
    second.finish()
    third = Journal(tmp_path / "j", "m-1")
    assert third.find(other.paper) == other
    assert third.find(one.paper) == one
    third.finish()

    assert not (tmp_path / "j").exists()

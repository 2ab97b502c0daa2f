"""``add`` and ``remove``: parts are the whole, and what is known is not read again."""

from __future__ import annotations

import os
import random
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest
from updating_folder import PLACES, PROGRAM, RECORDS, ZIP, ZIP_LONGER, exported, run, write, write_papers

from extract.confidence import keep_confident
from extract.records import Abstract
from graph.stores import open_store

# Parts and the whole


@pytest.mark.parametrize("url", PLACES.values(), ids=PLACES)
def test_adding_in_parts_is_building_at_once(here: Path, url: str) -> None:
    run("build", "all.jsonl", "-o", "once.json")
    for files in (["2.jsonl"], ["0.jsonl", "3.jsonl"], ["1.jsonl", "2.jsonl"]):
        run("add", *files, "-g", url)

    assert exported(url) == exported("once.json")


def test_adding_in_parts_gives_the_file_of_building_at_once(here: Path) -> None:
    run("build", "all.jsonl", "-o", "once.json")
    for number in (3, 1, 0, 2):
        run("add", f"{number}.jsonl")

    assert Path("graph.json").read_bytes() == Path("once.json").read_bytes()


@pytest.mark.parametrize("url", PLACES.values(), ids=PLACES)
def test_a_removed_paper_was_never_there(here: Path, url: str) -> None:
    run("build", "0.jsonl", "3.jsonl", "-o", "without.json")
    run("build", "all.jsonl", "-o", url)
    run("remove", RECORDS[1].paper.title, "wombats", "-g", url)

    assert exported(url) == exported("without.json")


def test_what_is_copied_can_be_added_to(here: Path) -> None:
    run("build", "0.jsonl", "1.jsonl")
    run("copy", "graph.json", "arcadedb:kg")
    run("add", "2.jsonl", "3.jsonl", "-g", "arcadedb:kg")
    run("build", "all.jsonl")

    assert exported("arcadedb:kg") == exported("graph.json")


def test_order_parts_and_hash_seeds_do_not_matter(here: Path) -> None:
    contents = set()
    for seed in range(4):
        numbers = random.Random(seed).sample(range(4), 4)
        environment = {**os.environ, "PYTHONHASHSEED": str(seed)}
        files = [f"{number}.jsonl" for number in numbers]
        for command in (["build", *files[:seed], "-o", "g.json"] if seed else ["add", *files, "-g", "g.json"],
                        ["add", *files[seed:], "-g", "g.json"]):  # fmt: skip
            subprocess.run([sys.executable, "-c", PROGRAM, *command], env=environment, check=True, capture_output=True)
        contents.add(exported("g.json") + Path("g.json").read_bytes())
        Path("g.json").unlink()

    assert len(contents) == 1


# What is read


def states(url: str) -> list[tuple[Path, int, int]]:
    """Time and number of each file of a graph, but for those that ArcadeDB writes whenever it has read."""
    files = [Path(url)] if Path(url).exists() else [*Path(url.partition(":")[2]).rglob("*")]
    kept = [path for path in sorted(files) if path.is_file() and path.name not in ("last-tx-id.bin", "statistics.json")]
    assert kept
    return [(path, path.stat().st_mtime_ns, path.stat().st_ino) for path in kept]


def test_only_new_papers_are_read(here: Path, reading: list[Abstract]) -> None:
    first, second = {"title": "Zip", "abstract": ZIP}, {"title": "Zap", "abstract": "Zap hops."}
    write_papers("first.jsonl", first)
    run("add", "first.jsonl")
    run("add", write_papers("both.jsonl", first, second))

    assert [paper.title for paper in reading] == ["Zip", "Zap"]


@pytest.mark.parametrize("url", PLACES.values(), ids=PLACES)
def test_adding_nothing_new_writes_nothing(here: Path, reading: list[Abstract], url: str) -> None:
    write_papers("papers.jsonl", {"title": "Zip", "abstract": ZIP, "year": 2030})
    run("add", "papers.jsonl", "all.jsonl", "-g", url)
    before = states(url)
    result = run("add", "all.jsonl", "papers.jsonl", "-g", url)

    assert states(url) == before
    assert len(reading) == 1
    assert result.stderr == f"{url}: 0 papers added, 0 changed, 5 in all\n"


def test_a_longer_text_is_read_and_takes_the_place_of_the_old_one(here: Path, reading: list[Abstract]) -> None:
    run("add", write_papers("a.jsonl", {"title": "Zip", "abstract": ZIP, "arxiv_id": "2401.00001"}))
    result = run("add", write_papers("b.jsonl", {"title": "Zip", "abstract": ZIP_LONGER, "arxiv_id": "2401.00001v2"}))

    assert [paper.abstract for paper in reading] == [ZIP, ZIP_LONGER]
    assert result.stderr == "graph.json: 0 papers added, 1 changed, 1 in all\n"
    run("build", "a.jsonl", "b.jsonl", "-o", "once.json")
    assert Path("graph.json").read_bytes() == Path("once.json").read_bytes()


def test_a_shorter_text_is_told_and_taken_only_with_update(here: Path, reading: list[Abstract]) -> None:
    run("add", write_papers("a.jsonl", {"title": "Zip", "abstract": ZIP_LONGER, "arxiv_id": "2401.00001"}))
    write_papers("b.jsonl", {"title": "Zip", "abstract": ZIP, "arxiv_id": "2401.00001v2"})
    result = run("add", "b.jsonl")

    assert (
        "1 paper with the longer abstract that the graph has, which stays; add --update takes the given one"
        in result.stderr
    )
    assert open_store("graph.json").load().papers["arxiv:2401.00001"].abstract == ZIP_LONGER

    run("add", "b.jsonl", "--update")
    run("build", "b.jsonl", "-o", "other.json")
    assert Path("graph.json").read_bytes() == Path("other.json").read_bytes()


def test_what_another_model_read_stays_unless_it_is_to_be_updated(
    here: Path, reading: list[Abstract], monkeypatch: pytest.MonkeyPatch
) -> None:
    write_papers("a.jsonl", {"title": "Zip", "abstract": ZIP})
    run("add", "a.jsonl")
    before = Path("graph.json").read_bytes()
    monkeypatch.setattr("extract.pipeline.load_pipeline", lambda path: "hopper-2")
    monkeypatch.setattr("extract.shipped.model_name", lambda path: "hopper-2")
    result = run("add", "a.jsonl")

    assert "1 paper with what hopper-1 read, which stays; add --update reads them with hopper-2" in result.stderr
    assert Path("graph.json").read_bytes() == before

    run("add", "a.jsonl", "--update")
    assert len(reading) == 2
    assert b"hopper-2" in Path("graph.json").read_bytes()
    assert b"hopper-1" not in Path("graph.json").read_bytes()


def test_update_takes_the_given_record(here: Path) -> None:
    run("build", "all.jsonl")
    write("other.jsonl", replace(RECORDS[0], relations=(), model="hopper-2"))
    before = Path("graph.json").read_bytes()
    run("add", "other.jsonl")
    assert Path("graph.json").read_bytes() == before

    run("add", "other.jsonl", "--update")
    run("build", "other.jsonl", "1.jsonl", "2.jsonl", "3.jsonl", "-o", "once.json")
    assert Path("graph.json").read_bytes() == Path("once.json").read_bytes()


def test_what_is_not_probable_enough_is_left_out(here: Path) -> None:
    run("add", "0.jsonl", "--min-confidence", "0.85")
    write("sure.jsonl", keep_confident(RECORDS[0], 0.85))
    run("build", "sure.jsonl", "-o", "once.json")

    assert Path("graph.json").read_bytes() == Path("once.json").read_bytes()
    assert not [claim for claim in open_store("graph.json").load().claims]

"""A folder with files of records in which ``add`` and ``remove`` are run, and a model that finds nothing."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from record_factory import record

from extract.recordfile import write_record
from extract.records import Abstract, AnnotatedAbstract
from graph.cli import main

PROGRAM = "import sys; from graph.cli import main; main(sys.argv[1:])"
PLACES = {"json": "graph.json", "arcadedb": "arcadedb:kg"}
RECORDS = [
    record(
        "[Quokka]o: small and quick",
        "We present [Quokka]o. It beats [Emu-2]o on [HopBench]b in [accuracy]x.",
        [("P", "INTRODUCES", "Quokka"), ("Quokka", "OUTPERFORMS", "Emu-2"), ("Quokka", "EVALUATED_ON", "HopBench")],
        year=2031,
    ),
    record(
        "Looking at [Emu 2]o", "On [HopBench]d, [Emu 2]o and [quokka]o tie.", [("Emu 2", "COMPARED_WITH", "quokka")]
    ),
    record("Wombats", "[Wombat]m digs. So does [Emu 2]o.", [("Wombat", "COMPARED_WITH", "Emu 2")], year=2029),
    record("Hop on", "[HopBench]b has hops. [EMU-2]o hops.", [("EMU-2", "EVALUATED_ON", "HopBench")]),
]
ZIP, ZIP_LONGER = "Zip beats Zap on LeafBench.", "We show that Zip beats Zap on LeafBench, a benchmark of leaves."


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, user_cache: Path) -> Path:
    """An empty folder to work in, with one file for each record and ``all.jsonl``."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("ABSTRACTGRAPH_GRAPH", raising=False)
    for number, one in enumerate(RECORDS):
        write(f"{number}.jsonl", one)
    write("all.jsonl", *RECORDS)
    return tmp_path


@pytest.fixture
def reading(monkeypatch: pytest.MonkeyPatch) -> list[Abstract]:
    """Every paper that a stand-in for the model reads; it finds nothing in them."""
    seen: list[Abstract] = []

    def annotate(model: str, papers: list[Abstract]) -> object:
        for paper in papers:
            seen.append(paper)
            yield AnnotatedAbstract(paper, model=model)

    monkeypatch.setattr("extract.pipeline.annotate", annotate)
    monkeypatch.setattr("extract.pipeline.load_pipeline", lambda path: "hopper-1")
    monkeypatch.setattr("extract.shipped.model_name", lambda path: "hopper-1")
    return seen


def write(path: str, *records: AnnotatedAbstract) -> None:
    with Path(path).open("wb") as stream:
        for one in records:
            write_record(stream, one)


def write_papers(path: str, *papers: dict[str, object]) -> str:
    Path(path).write_text("".join(json.dumps(paper) + "\n" for paper in papers), encoding="utf-8")
    return path


def run(*arguments: str, code: int = 0) -> Result:
    result = CliRunner().invoke(main, arguments)
    assert result.exit_code == code, result.output
    assert result.exception is None or isinstance(result.exception, SystemExit)
    return result


def exported(url: str) -> bytes:
    return run("export", "-g", url, "--format", "jsonl", "-o", "-").stdout_bytes

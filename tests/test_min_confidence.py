"""``--min-confidence`` of ``extract`` and ``build``: of what is extracted and of what is read, also after a stop."""

from dataclasses import replace

import pytest
from click.testing import CliRunner
from record_factory import record

from extract import keep_confident
from extract.recordfile import read_records, write_record
from extract.shipped import model_name
from graph.cli import extraction, main
from graph.stores import open_store


def graded(record, *confidences):
    """The record as the shipped model would have made it, with other confidences of its entities."""
    entities = tuple(replace(e, confidence=c) for e, c in zip(record.entities, confidences, strict=True))
    return replace(record, entities=entities, model=model_name())


FIRST = graded(
    record(
        "[TWIG]m: short walks",
        "TWIG beats [Emu 2]o on [HopBench]b.",
        [("P", "INTRODUCES", "TWIG"), ("TWIG", "OUTPERFORMS", "Emu 2"), ("TWIG", "EVALUATED_ON", "HopBench")],
    ),
    0.9,
    0.6,
    0.3,
)
SECOND = graded(record("[Emu 2]o", "It hops on [HopBench]b.", [("Emu 2", "EVALUATED_ON", "HopBench")]), 0.7, 0.4)
RECORDS = [FIRST, SECOND]


@pytest.fixture
def here(tmp_path, monkeypatch):
    """An empty folder with the papers, and with their records, which the model makes, too."""
    monkeypatch.chdir(tmp_path)
    with (tmp_path / "known.jsonl").open("wb") as stream:
        for one in RECORDS:
            write_record(stream, one)
    lines = ["title,abstract", *(f'"{one.paper.title}","{one.paper.abstract}"' for one in RECORDS)]
    (tmp_path / "papers.csv").write_text("\n".join(lines), encoding="utf-8")
    model_of(monkeypatch, [])
    return tmp_path


def model_of(monkeypatch, read, stop_after=None):
    """Put a model in place that knows the two papers; what it reads is added to `read`."""

    def extracted(papers, model, quiet):
        for paper in papers:
            if len(read) == stop_after:
                raise KeyboardInterrupt
            read.append(paper.title)
            made = next(one for one in RECORDS if one.paper.title == paper.title)
            yield replace(made, paper=paper)

    monkeypatch.setattr(extraction, "extracted", extracted)


def run(*arguments, code=0):
    result = CliRunner().invoke(main, arguments)
    assert result.exit_code == code, result.output
    return result


def names(path="out.jsonl"):
    return [[entity.name for entity in one.entities] for one in read_records(path)]


@pytest.mark.parametrize("source", ["known.jsonl", "papers.csv"])
@pytest.mark.parametrize("minimum", ["0.35", "0.6", "1"])
def test_extract_leaves_out_what_is_less_sure(here, source, minimum):
    run("extract", source, "-o", "out.jsonl", "--min-confidence", minimum)
    kept = [keep_confident(one, float(minimum)) for one in RECORDS]

    written = list(read_records("out.jsonl"))
    assert [(r.entities, r.relations, r.model) for r in written] == [(k.entities, k.relations, k.model) for k in kept]
    assert (
        run("extract", source, "-o", "-", "--min-confidence", minimum).stdout_bytes == (here / "out.jsonl").read_bytes()
    )


def test_extract_keeps_all_unless_told(here):
    run("extract", "papers.csv", "-o", "out.jsonl")

    assert names() == [["TWIG", "Emu 2", "HopBench"], ["Emu 2", "HopBench"]]
    assert {one.model for one in read_records("out.jsonl")} == {model_name()}


@pytest.mark.parametrize("source", ["known.jsonl", "papers.csv"])
def test_build_leaves_out_what_is_less_sure(here, source):
    run("build", source, "--min-confidence", "0.5")

    graph = open_store("graph.json").load()
    assert sorted(entity.name for entity in graph.entities.values()) == ["Emu 2", "TWIG"]
    assert sorted(claim.type for claim in graph.claims) == ["INTRODUCES", "OUTPERFORMS"]
    assert len(graph.papers) == 2


def test_build_gives_the_graph_of_the_records_that_extract_leaves(here):
    run("extract", "papers.csv", "-o", "out.jsonl", "--min-confidence", "0.5")
    run("build", "out.jsonl", "-o", "a.json")
    run("build", "papers.csv", "-o", "b.json", "--min-confidence", "0.5")

    assert (here / "a.json").read_bytes() == (here / "b.json").read_bytes()


def stop_after_one(monkeypatch, minimum):
    model_of(monkeypatch, [], stop_after=1)
    run("extract", "papers.csv", "-o", "out.jsonl", "--min-confidence", minimum, code=1)


def test_a_stopped_run_goes_on_with_the_same_minimum(here, monkeypatch):
    stop_after_one(monkeypatch, "0.8")
    read = []
    model_of(monkeypatch, read)
    run("extract", "papers.csv", "-o", "out.jsonl", "--min-confidence", "0.80")

    assert read == [SECOND.paper.title]
    assert names() == [["TWIG"], []]


@pytest.mark.parametrize("minimum", ["0", "0.5", "0.9"])
def test_a_stopped_run_with_another_minimum_is_not_taken_over(here, monkeypatch, minimum):
    stop_after_one(monkeypatch, "0.8")
    read = []
    model_of(monkeypatch, read)
    run("extract", "papers.csv", "-o", "out.jsonl", "--min-confidence", minimum)
    run("extract", "papers.csv", "-o", "anew.jsonl", "--min-confidence", minimum)

    assert read == [FIRST.paper.title, SECOND.paper.title] * 2
    assert (here / "out.jsonl").read_bytes() == (here / "anew.jsonl").read_bytes()


@pytest.mark.parametrize(("before", "then"), [("0.8", "0.5"), ("0.5", "0.8"), ("0.8", "0"), ("0", "0.8")])
def test_a_finished_file_with_another_minimum_is_not_taken_over(here, before, then):
    run("extract", "papers.csv", "-o", "out.jsonl", "--min-confidence", before)
    run("extract", "papers.csv", "-o", "out.jsonl", "--min-confidence", then)
    run("extract", "papers.csv", "-o", "anew.jsonl", "--min-confidence", then)

    assert (here / "out.jsonl").read_bytes() == (here / "anew.jsonl").read_bytes()


def test_a_finished_file_with_the_same_minimum_is_taken_over(here, monkeypatch):
    run("extract", "papers.csv", "-o", "out.jsonl", "--min-confidence", "0.5")
    read = []
    model_of(monkeypatch, read)
    run("extract", "papers.csv", "-o", "out.jsonl", "--min-confidence", "0.5")

    assert read == []
    assert names() == [["TWIG", "Emu 2"], ["Emu 2"]]


def test_records_that_are_read_are_not_mixed_with_a_lower_minimum(here):
    run("extract", "known.jsonl", "-o", "some.jsonl", "--min-confidence", "0.8")
    run("extract", "some.jsonl", "-o", "out.jsonl", "--min-confidence", "0.5")
    # They say what they lack, so the papers are read anew.
    assert names() == [["TWIG"], []]
    run("extract", "papers.csv", "-o", "out.jsonl", "--min-confidence", "0.5")

    assert names() == [["TWIG", "Emu 2"], ["Emu 2"]]


@pytest.mark.parametrize("command", ["extract", "build"])
@pytest.mark.parametrize("minimum", ["1.1", "-0.1", "nan", "half"])
def test_what_is_no_probability_is_wrong_usage(here, command, minimum):
    result = run(command, "known.jsonl", "--min-confidence", minimum, code=2)

    assert "--min-confidence" in result.stderr
    assert minimum in result.stderr

"""Every format, its shapes in the wild, and how it is recognised."""

from __future__ import annotations

import hashlib
import subprocess
import sys
from pathlib import Path

import pytest
from reader_files import DATA, read_all, read_text

from extract.errors import MalformedRecordError, UnknownFormatError
from extract.readers import FORMATS, read_abstracts
from extract.readers.fields import FIELD_NAMES, field_name
from extract.readers.formats import ENDINGS
from extract.records import Abstract


def title_id(words: str) -> str:
    return "title:" + hashlib.sha256(words.encode()).hexdigest()[:16]


PAPERS = [
    Abstract(
        paper_id="arxiv:2401.01234",
        title="Pebble: Sorting Small Stones",
        abstract="Stones differ in size. We present Pebble, a network that sorts them "
        '"by eye"; it is right in 93.5% of all cases.',
        year=2024,
        url="https://arxiv.org/abs/2401.01234",
        arxiv_id="2401.01234",
    ),
    Abstract(
        paper_id="doi:10.1000/ants_7",
        title="Über das Zählen: Counting with $\\epsilon$-Greedy Ants",
        abstract="Ants & bees count. We ask how far, with 5% noise.",
        year=2021,
        url="https://ants.example/counting?id=7",
        doi="10.1000/ants_7",
    ),
    Abstract(paper_id=title_id("do ants count"), title="Do Ants Count?", abstract="They do."),
]

FILES = {
    "jsonl": "papers.jsonl",
    "json": "papers.json",
    "csv": "papers.csv",
    "tsv": "papers.tsv",
    "bibtex": "papers.bib",
    "atom": "papers.xml",
    "listing": "papers.txt",
}


def test_every_format_has_a_file() -> None:
    assert FILES.keys() == FORMATS.keys()


@pytest.mark.parametrize("name", [name for name in FORMATS if name != "listing"])
def test_every_format_gives_the_same_papers(name: str) -> None:
    assert read_all(DATA / FILES[name]) == (PAPERS, [])
    assert read_all(DATA / FILES[name], input_format=name) == (PAPERS, [])


def test_a_listing_gives_the_same_texts() -> None:
    papers, errors = read_all(DATA / "papers.txt")
    assert [(p.title, p.abstract) for p in papers] == [(p.title, p.abstract) for p in PAPERS]
    assert [p.paper_id for p in papers] == [
        title_id("pebble sorting small stones"),
        title_id("über das zählen counting with epsilon greedy ants"),
        title_id("do ants count"),
    ]
    assert errors == []


@pytest.mark.parametrize("name", FILES)
@pytest.mark.parametrize("ending", ["", ".text", ".txt", ".dat.gz.old"])
def test_a_format_is_recognised_by_its_content(name: str, ending: str, tmp_path: Path) -> None:
    path = tmp_path / f"export{ending}"
    path.write_bytes((DATA / FILES[name]).read_bytes())
    assert [p.title for p in read_abstracts(path)] == [p.title for p in PAPERS]


@pytest.mark.parametrize(
    ("ending", "name"),
    [
        (".json", "jsonl"),
        (".jsonl", "json"),
        (".ndjson", "json"),
        (".csv", "tsv"),
        (".csv", "json"),
        (".bib", "atom"),
        (".jsonl", "bibtex"),
        (".JSONL", "jsonl"),
        (".BIB", "bibtex"),
        (".atom", "atom"),
    ],
)
def test_clear_content_outweighs_the_ending(ending: str, name: str, tmp_path: Path) -> None:
    path = tmp_path / f"export{ending}"
    path.write_bytes((DATA / FILES[name]).read_bytes())
    assert list(read_abstracts(path)) == PAPERS


@pytest.mark.parametrize(
    ("ending", "text", "line", "problem"),
    [
        (".csv", "name,size\nA,1\n", 1, "the columns are name, size"),
        (".jsonl", "title\n", 1, "the line is not valid JSON (expecting value at column 1)"),
        (".json", "title\n", 1, "there is 't' where a list or an object should begin"),
        (".bib", "title\n", 1, "there is no entry"),
        (".xml", "title\n", 1, "the XML is broken or cut off (syntax error: line 1, column 0)"),
        (".txt", "title\n", 1, "no title with an abstract below it is found"),
    ],
)
def test_the_ending_decides_where_the_content_says_nothing(
    ending: str, text: str, line: int, problem: str, tmp_path: Path
) -> None:
    assert read_text(tmp_path, f"export{ending}", text) == ([], [(line, problem)])


@pytest.mark.parametrize("text", ["hello world\n", "a: 1\nb: 2\n", "<rss></rss>\n", "#include <stdio.h>\n\nint x;\n"])
def test_a_format_that_is_not_recognised_is_an_error(text: str, tmp_path: Path) -> None:
    path = tmp_path / "export.dat"
    path.write_text(text)
    with pytest.raises(UnknownFormatError) as caught:
        list(read_abstracts(path))
    assert caught.value.known == tuple(FORMATS)
    assert str(path) in str(caught.value)


def test_an_unknown_name_of_a_format_is_an_error() -> None:
    with pytest.raises(UnknownFormatError, match="Known formats: listing, jsonl, json, csv, tsv, bibtex, atom"):
        list(read_abstracts(DATA / "papers.csv", input_format="xls"))


def test_the_documentation_names_every_format_and_field() -> None:
    page = (Path(__file__).parents[1] / "docs" / "input.md").read_text("utf-8")
    cells = {field_name(word) for line in page.splitlines() if line.startswith("|") for word in line.split("`")[1::2]}
    assert cells >= set(FORMATS) | {field_name(ending) for ending in ENDINGS}
    assert cells >= {name for names in FIELD_NAMES.values() for name in names}


def test_the_first_malformed_record_is_raised_after_the_papers_before_it(tmp_path: Path) -> None:
    path = tmp_path / "papers.jsonl"
    path.write_text('{"title": "A", "abstract": "B."}\n{"title": "C"}\n')
    papers = read_abstracts(path)
    assert next(papers).title == "A"
    with pytest.raises(MalformedRecordError) as caught:
        next(papers)
    assert str(caught.value) == f"{path}:2: the abstract is missing; expected a non-empty abstract"


def test_reading_is_lazy(tmp_path: Path) -> None:
    path = tmp_path / "papers.jsonl"
    path.write_bytes(b'{"title": "A", "abstract": "B."}\n' * 100_000 + b"\xff")
    assert next(read_abstracts(path)).title == "A"


def test_libraries_of_single_formats_are_not_imported_at_once() -> None:
    script = (
        "import sys, extract.readers; print(sorted({'bibtexparser', 'defusedxml', 'zstandard'} & set(sys.modules)))"
    )
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


@pytest.mark.parametrize(
    ("file", "expected"),
    [
        (
            "arxiv-snapshot.jsonl",
            [
                Abstract(
                    paper_id="arxiv:cs/0112017",
                    title="Walking in Lines",
                    abstract="We walk in lines.",
                    year=2001,
                    url="https://arxiv.org/abs/cs/0112017",
                    arxiv_id="cs/0112017",
                    doi="10.1000/lines",
                ),
                Abstract(
                    paper_id="arxiv:0704.0001",
                    title="Walking in Circles",
                    abstract="We walk in circles.",
                    url="https://arxiv.org/abs/0704.0001",
                    arxiv_id="0704.0001",
                ),
            ],
        ),
        (
            "semantic-scholar.json",
            [
                Abstract(
                    paper_id="arxiv:2402.00007",
                    title="Walking Home",
                    abstract="We walk home.",
                    year=2024,
                    url="https://www.semanticscholar.org/paper/0f1e2d",
                    arxiv_id="2402.00007",
                    doi="10.48550/arxiv.2402.00007",
                ),
                Abstract(
                    paper_id="doi:10.1000/walk",
                    title="Walking Back",
                    abstract="We walk back.",
                    url="https://doi.org/10.1000/walk",
                    doi="10.1000/walk",
                ),
            ],
        ),
        (
            "openalex.json",
            [
                Abstract(
                    paper_id="doi:10.1000/swim",
                    title="Swimming",
                    abstract="Anyone who swims knows who floats.",
                    year=2019,
                    url="https://swim.example/100",
                    doi="10.1000/swim",
                ),
                Abstract(
                    paper_id=title_id("sinking"),
                    title="Sinking",
                    abstract="Down.",
                    year=2020,
                    url="https://openalex.org/W101",
                ),
            ],
        ),
        (
            "zotero.csv",
            [
                Abstract(
                    paper_id="doi:10.1000/run",
                    title="Running",
                    abstract="We run.",
                    year=2022,
                    url="https://run.example/1",
                    doi="10.1000/run",
                )
            ],
        ),
        (
            "scopus.csv",
            [
                Abstract(
                    paper_id=title_id("jumping or not"),
                    title="Jumping; or Not",
                    abstract="We jump; then we land.",
                    year=2018,
                    url="https://jump.example/2",
                )
            ],
        ),
    ],
)
def test_exports_of_services(file: str, expected: list[Abstract]) -> None:
    papers, errors = read_all(DATA / file)
    assert papers == expected
    assert errors == ([] if file.endswith((".csv", ".jsonl")) else [(3, "the abstract is missing")])

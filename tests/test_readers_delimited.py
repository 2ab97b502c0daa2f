"""Tables with commas, semicolons and tabs."""

from __future__ import annotations

import csv
import io
import tempfile
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from reader_files import read_text
from strategies import abstracts

from extract.records import Abstract


@pytest.mark.parametrize(
    ("text", "titles", "errors"),
    [
        ("Title,Abstract\nA,b\n\n\nC,d\n", ["A", "C"], []),
        ("\n\nTitle,Abstract\nA,\n", [], [(4, "the abstract is missing")]),
        ("Title,Abstract\nA,b,c\nD,e,,\nF,g\n", ["D", "F"], [(2, "the row has 3 fields")]),
        (
            "Title,Abstract,Year\nA,b,2020\nC\nD,e,20200\n",
            ["A"],
            [(3, "the row has 1 fields"), (4, "the year is 20200")],
        ),
        ('Title,Abstract\n"A\nand\nB",c\n"D","e\n\nf",5\nG,h\n', ["A and B", "G"], [(5, "the row has 3 fields")]),
        (
            'Title,Abstract\nA,b\n"C"d,e\nF,g\n',
            ["A", "F"],
            [(3, "the row is broken (',' expected after '\"')")],
        ),
        ('Title,Abstract\nA,b\nC,"d\nE,f\n', ["A"], [(3, "the row is broken (unexpected end of data)")]),
        ("Name,Text\nA,b\n", [], [(1, "the columns are Name, Text")]),
        ("\nTitle,Text\nA,b\n", [], [(2, "the columns are Title, Text")]),
        ("Title,Abstract\n", [], []),
        ("Year;Title;Abstract\n2020;A, B;c, d\n", ["A, B"], []),
        ('"Title";"Abstract, short";"Abstract"\n"A";"";"b"\n', ["A"], []),
        ("Title,Title,Abstract\nA,B,c\n", ["A"], []),
        ("ID,TI,AB,PY,DI\n5,A,b,2020,10.1000/x\n", ["A"], []),
    ],
)
def test_rows_and_their_lines(text: str, titles: list[str], errors: list[tuple[int, str]], tmp_path: Path) -> None:
    papers, found = read_text(tmp_path, "papers.csv", text)
    assert [paper.title for paper in papers] == titles
    assert found == errors


def test_a_table_with_tabs_may_end_its_rows_with_one(tmp_path: Path) -> None:
    papers, errors = read_text(tmp_path, "export.tsv", "TI\tAB\tPY\t\nA, b; c\tText, here.\t2020\t\t\n")
    assert [(p.title, p.abstract, p.year) for p in papers] == [("A, b; c", "Text, here.", 2020)]
    assert errors == []


def test_long_cells_are_read_and_the_limit_of_the_interpreter_stays(tmp_path: Path) -> None:
    limit = csv.field_size_limit()
    papers, errors = read_text(tmp_path, "papers.csv", f"Title,Abstract,Notes\nA,b,{'x' * 2 * limit}\n")
    assert [p.title for p in papers] == ["A"]
    assert errors == []
    assert csv.field_size_limit() == limit


def test_a_quote_that_never_ends_is_reported_and_not_swallowed(tmp_path: Path) -> None:
    text = 'Title,Abstract\nA,"b' + "x" * (1 << 24) + "\nC,d\n"
    papers, errors = read_text(tmp_path, "papers.csv", text)
    assert [p.title for p in papers] == ["C"]
    assert errors == [(2, f"the row is broken (field larger than field limit ({1 << 24}))")]


@given(
    st.lists(abstracts(), min_size=1, max_size=4),
    st.sampled_from([(".csv", ","), (".csv", ";"), (".tsv", "\t")]),
    st.sampled_from(["\n", "\r\n"]),
    st.permutations(["title", "abstract", "year", "url", "arxiv_id", "doi"]),
)
def test_papers_written_as_a_table_are_read_back(
    papers: list[Abstract], kind: tuple[str, str], line_end: str, columns: list[str]
) -> None:
    ending, delimiter = kind
    table = io.StringIO(newline="")
    writer = csv.writer(table, delimiter=delimiter, lineterminator=line_end)
    writer.writerow(columns)
    writer.writerows([getattr(paper, column) for column in columns] for paper in papers)
    with tempfile.TemporaryDirectory() as folder:
        assert read_text(Path(folder), f"papers{ending}", table.getvalue()) == (papers, [])

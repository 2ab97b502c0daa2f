"""JSON Lines and JSON documents."""

from __future__ import annotations

import json
import tempfile
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from reader_files import read_all, read_text
from strategies import abstracts

from extract.readers import read_abstracts
from extract.records import Abstract

GOOD = '{"title": "A title", "abstract": "Text."}'


def as_json(paper: Abstract) -> dict[str, Any]:
    return {field: getattr(paper, field) for field in Abstract.__slots__}


@pytest.mark.parametrize(
    ("record", "problem"),
    [
        ("{}", "the title is missing"),
        ('{"title": "A"}', "the abstract is missing"),
        ('{"title": "A", "abstract": null}', "the abstract is missing"),
        ('{"title": "A", "abstract": " \\n"}', "the abstract is missing"),
        ('{"title": NaN, "abstract": "B"}', "the title is missing"),
        ('{"title": 5, "abstract": "B"}', "the field 'title' is a number"),
        ('{"title": ["A"], "abstract": "B"}', "the field 'title' is a list"),
        ('{"title": "A", "abstract": {"text": "B"}}', "the field 'abstract' is an object"),
        ('{"title": "A", "abstract": true}', "the field 'abstract' is true or false"),
        ('{"title": "--", "abstract": "B"}', "the title '--' has no letter or digit"),
        ('{"title": "A", "abstract": "B", "year": 20244}', "the year is 20244"),
        ('{"title": "A", "abstract": "B", "year": "20244"}', "the year is 20244"),
        ('{"title": "A", "abstract": "B", "year": "in spring"}', "the year is 'in spring'"),
        ('{"title": "A", "abstract": "B", "year": 2024.5}', "the year is 2024.5"),
        ('{"title": "A", "abstract": "B", "year": [2024]}', "the year is [2024]"),
        ('{"title": "A", "abstract": "B", "year": true}', "the year is True"),
        ('{"title": "A", "abstract": "B", "doi": "xyz"}', "'xyz' is not a DOI"),
        ('{"title": "A", "abstract": "B", "arxiv_id": "xyz"}', "'xyz' is not an arXiv id"),
        ('{"title": "A", "abstract": "B", "url": "xyz"}', "'xyz' is not a web address"),
        ('{"title": "A", "abstract": "\\ud800"}', "the abstract holds half of a character (a lone surrogate)"),
        ('{"title": "A", "abstract_inverted_index": "B"}', "the abstract_inverted_index is not one"),
        ('{"title": "A", "abstract_inverted_index": {"B": 0}}', "the abstract_inverted_index is not one"),
        ('{"title": "A", "abstract_inverted_index": {"B": [true]}}', "the abstract_inverted_index is not one"),
        ('["A", "B"]', "the record is a list"),
        ('"A"', "the record is a string"),
        ("17", "the record is a number"),
        ("null", "the record is null"),
    ],
)
def test_malformed_records_are_named_with_their_line(record: str, problem: str, tmp_path: Path) -> None:
    papers, errors = read_text(tmp_path, "papers.jsonl", f"{GOOD}\n\n{record}\n{GOOD}\n")
    assert (len(papers), errors) == (2, [(3, problem)])
    papers, errors = read_text(tmp_path, "papers.json", f"[\n{GOOD},\n\n  {record}\n,{GOOD}\n]\n")
    assert (len(papers), errors) == (2, [(4, problem)])


@pytest.mark.parametrize(
    ("line", "problem"),
    [
        ("no JSON", "expecting value at column 1"),
        ('{"title": "A", "abstract": "B"', "expecting ',' delimiter at column 31"),
        ('{"title": "A", "abstr', "unterminated string starting at column 16"),
        (GOOD + GOOD, "extra data at column 42"),
        ("[" * 100_000, "nested too deeply"),
        ('{"year": ' + "9" * 5000 + "}", "a number is too long"),
    ],
)
def test_broken_lines_do_not_stop_json_lines(line: str, problem: str, tmp_path: Path) -> None:
    papers, errors = read_text(tmp_path, "papers.jsonl", f"{GOOD}\n{line}\n{GOOD}\n")
    assert (len(papers), errors) == (2, [(2, f"the line is not valid JSON ({problem})")])


@pytest.mark.parametrize(
    ("text", "count", "line", "problem"),
    [
        (f"[{GOOD},\n{GOOD}", 2, 2, "the document is cut off"),
        (f"[{GOOD},\n", 1, 2, "the JSON is broken or cut off (expecting value at column 1 in line 2)"),
        (
            f'[{GOOD},\n{GOOD},\n {{"title":\n"A", "abstr',
            2,
            3,
            "the JSON is broken or cut off (unterminated string starting at column 6 in line 4)",
        ),
        (f"[{GOOD}\n{GOOD}]", 1, 2, "there is '{' where , or ] should be"),
        (f"[{GOOD}]\nend", 1, 2, "there is 'e' where a list or an object should begin"),
        (f'{{"papers": [{GOOD}],\n"next"}}', 1, 2, "there is '}' where : should be"),
        (f"[{GOOD},\n" + "[" * 100_000, 1, 2, "the JSON cannot be read (nested too deeply)"),
    ],
)
def test_a_broken_document_ends_where_it_breaks(text: str, count: int, line: int, problem: str, tmp_path: Path) -> None:
    path = tmp_path / "papers.json"
    path.write_text(text)
    papers, errors = read_all(path, input_format="json")
    assert (len(papers), errors) == (count, [(line, problem)])


@pytest.mark.parametrize(
    "text",
    [
        f"[{GOOD}, {GOOD}]",
        f'{{"papers": [{GOOD}, {GOOD}]}}',
        f'{{"meta": {{"data": [1]}}, "Results": [{GOOD}\n, {GOOD}], "after": {{"a": [1, {{}}]}}}}',
        f'{{"data": "none", "items": [{GOOD},\n{GOOD}]}}',
        f'{{"papers": [], "data": 5}}\n{{"results": [{GOOD}, {GOOD}]}}',
        GOOD.replace(",", ",\n") + "\n\n" + GOOD.replace(",", ",\n"),
        f"{GOOD}\n{GOOD}\n",
        GOOD.replace("}", ', "items": [{"a": 1}]}') + "\n" + GOOD,
        GOOD.replace("Text.", "[{, ").replace("A title", 'A \\"papers\\": [{') + f"\n{GOOD}",
    ],
)
@pytest.mark.parametrize("name", ["papers.json", "papers.jsonl", "papers"])
def test_lists_of_papers_in_all_places(text: str, name: str, tmp_path: Path) -> None:
    papers, errors = read_text(tmp_path, name, text)
    assert (len(papers), errors) == (2, [])


@pytest.mark.parametrize("text", ["[]", '{"papers": []}', "[\n]\n"])
def test_an_empty_list_holds_no_papers(text: str, tmp_path: Path) -> None:
    assert read_text(tmp_path, "papers.json", text) == ([], [])


@given(st.lists(abstracts(), min_size=1, max_size=5), st.booleans())
def test_papers_written_as_json_are_read_back(papers: list[Abstract], ascii_only: bool) -> None:
    records = [as_json(paper) for paper in papers]
    lines = "".join(json.dumps(record, ensure_ascii=ascii_only) + "\n" for record in records)
    with tempfile.TemporaryDirectory() as folder:
        assert read_text(Path(folder), "papers.jsonl", lines) == (papers, [])
        document = json.dumps({"papers": records}, ensure_ascii=ascii_only, indent=1)
        assert read_text(Path(folder), "papers.json", document) == (papers, [])


@given(st.text(st.characters(exclude_categories=["Cs", "Cc", "Cf"]), min_size=1).map(str.split).filter(bool))
def test_an_inverted_index_gives_the_text_back(words: list[str]) -> None:
    index: dict[str, list[int]] = {}
    for position, word in enumerate(words):
        index.setdefault(word, []).append(position)
    record = {"display_name": "A title", "abstract_inverted_index": dict(sorted(index.items()))}
    with tempfile.TemporaryDirectory() as folder:
        papers, errors = read_text(Path(folder), "works.jsonl", json.dumps(record))
    assert [paper.abstract for paper in papers] == [" ".join(words)]
    assert errors == []


@given(st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0")))
def test_any_text_is_read_without_another_error(text: str) -> None:
    with tempfile.TemporaryDirectory() as folder:
        for name in ("papers.json", "papers.jsonl"):
            path = Path(folder) / name
            path.write_bytes(("[" + text).encode())
            read_all(path, input_format=name.rpartition(".")[2])


def test_a_record_of_this_program_is_read_as_a_plain_paper(tmp_path: Path) -> None:
    record = {"paper_id": "arxiv:2401.01234", "title": "A title", "abstract": "Text.", "entities": [], "relations": []}
    papers, errors = read_text(tmp_path, "records.jsonl", json.dumps(record))
    assert [paper.paper_id for paper in papers] == ["arxiv:2401.01234"]
    assert errors == []


@pytest.mark.parametrize("value", ["n/a", "N/A", "in press", "-", " ", "unknown"])
def test_what_stands_for_no_value_is_none(tmp_path: Path, value: str) -> None:
    path = tmp_path / "papers.jsonl"
    path.write_text(json.dumps({"title": "A", "abstract": value + "!", "year": value, "doi": value}), encoding="utf-8")

    (paper,) = read_abstracts(path)
    assert (paper.abstract.strip(), paper.year, paper.doi) == (value.strip() + "!", None, None)

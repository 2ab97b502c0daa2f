"""BibTeX entries and Atom feeds: what their text becomes, and what is wrong in which line."""

from __future__ import annotations

import logging
from pathlib import Path

import pytest
from reader_files import read_text

from extract.errors import UnreadableFileError
from extract.readers import read_abstracts


@pytest.mark.parametrize(
    ("latex", "text"),
    [
        (r"{\'E}t{\'e} and \~n and {\O}re and {\ss}", "Été and ñ and Øre and ß"),
        (r"{DNA} {S}equences", "DNA Sequences"),
        (r"\emph{very} \textbf{bold}", "very bold"),
        (r"5% of R&D, 10\% of A\&B", "5% of R&D, 10% of A&B"),
        ("$x_1 + {y}^2$ of O($n$)", "$x_1 + {y}^2$ of O($n$)"),
        (r"costs \$5", "costs $5"),
        ("two\n   lines", "two lines"),
        (r"see \url{https://a.example/b_c}", "see https://a.example/b_c"),
        ("a_b and #1", "a_b and #1"),
    ],
)
def test_latex_is_decoded(latex: str, text: str, tmp_path: Path) -> None:
    papers, errors = read_text(tmp_path, "a.bib", f"@misc{{k, title = {{A {latex}}}, abstract = {{{latex}}}}}")
    assert [(p.title, p.abstract) for p in papers] == [(f"A {text}", text)]
    assert errors == []


@pytest.mark.parametrize(
    ("fields", "arxiv_id"),
    [
        ("eprint = {2401.01234v2}, archivePrefix = {arXiv}", "2401.01234"),
        ("eprint = {2401.01234}, eprinttype = {arxiv}", "2401.01234"),
        ("eprint = {cs/0112017}", "cs/0112017"),
        ("eprint = {12345}, eprinttype = {jstor}", None),
        ("eprint = {12345}", None),
        ("url = {https://arxiv.org/abs/2401.01234}", "2401.01234"),
        ("doi = {10.48550/arXiv.2401.01234}", "2401.01234"),
    ],
)
def test_arxiv_ids_of_entries(fields: str, arxiv_id: str | None, tmp_path: Path) -> None:
    papers, errors = read_text(tmp_path, "a.bib", f"@misc{{k, title = {{A}}, abstract = {{b}}, {fields}}}")
    assert [p.arxiv_id for p in papers] == [arxiv_id]
    assert errors == []


def test_malformed_entries_are_named_with_their_line(
    tmp_path: Path, caplog: pytest.LogCaptureFixture, capsys: pytest.CaptureFixture[str]
) -> None:
    text = """Some words before.

@comment{nothing}
@article{none, title = {A}}

@article{empty,
  title = {A}, abstract = {  } }
@article{untitled, abstract = {b}}
@article{good, title = {Good}, abstract = {b}}
@article{good, title = {Again}, abstract = {b}}
@article{twice, title = {A}, year = 2020,
  abstract = {b}, year = 2021}
@article{year, title = {A}, abstract = {b}, year = {soon}}
@article{open, title = {A, abstract = {b}
@article{last, title = {Last}, abstract = {b}}
@article{cut, title = {A}, abst"""
    papers, errors = read_text(tmp_path, "a.bib", text)
    assert [p.title for p in papers] == ["Good", "Last"]
    assert [(line, problem.partition(" (")[0]) for line, problem in errors] == [
        (4, "entry 'none' has no abstract"),
        (6, "entry 'empty' has no abstract"),
        (8, "entry 'untitled' has no title"),
        (10, "the key 'good' is that of line 9"),
        (11, "the entry has the field year twice"),
        (13, "the year is 'soon'"),
        (14, "the entry is broken"),
        (16, "the entry is broken"),
    ]
    assert caplog.records == []
    assert capsys.readouterr().err == ""
    assert not logging.getLogger("bibtexparser.splitter").disabled


def feed(entries: str, declaration: str = "") -> str:
    return f'{declaration}<feed xmlns="http://www.w3.org/2005/Atom">\n{entries}\n</feed>\n'


ENTRY = "<entry><title>A</title><summary>b</summary></entry>"


@pytest.mark.parametrize(
    ("text", "count", "errors"),
    [
        (feed(""), 0, []),
        (feed(f"{ENTRY}\n\n<entry>\n<title>A</title></entry>{ENTRY}"), 2, [(4, "the abstract is missing")]),
        (
            feed("<entry><id>http://arxiv.org/api/errors#x</id><title>Error</title><summary>bad id</summary></entry>"),
            0,
            [(2, "arXiv answered with an error (bad id)")],
        ),
        (
            feed(f"{ENTRY}\n<entry>\n<title>A</title>")[:-9],
            1,
            [(3, "the XML is broken or cut off (no element found: line 4, column 16)")],
        ),
        (feed(f"{ENTRY}\n<a></b>"), 1, [(3, "the XML is broken or cut off (mismatched tag: line 3, column 5)")]),
        (
            feed("<entry><title>A &nbsp;"),
            0,
            [(2, "the XML is broken or cut off (undefined entity: line 2, column 16)")],
        ),
        ("<rss><channel/></rss>", 0, [(1, "the XML is not a feed but <rss>")]),
        (
            feed("", '<?xml version="1.0" encoding="klingon"?>'),
            0,
            [(1, "the XML cannot be read (unknown encoding: klingon)")],
        ),
    ],
)
def test_feeds_and_their_lines(text: str, count: int, errors: list[tuple[int, str]], tmp_path: Path) -> None:
    papers, found = read_text(tmp_path, "a.xml", text)
    assert (len(papers), found) == (count, errors)


def test_markup_in_a_feed_is_left_out_and_its_text_kept(tmp_path: Path) -> None:
    entry = (
        '<entry><title type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml">A <b>bold</b> title</div></title>'
        "<summary>b &lt; c</summary><content>not this</content><title>nor this</title>"
        "<author><name>nor him</name></author></entry>"
    )
    papers, errors = read_text(tmp_path, "a.atom", feed(entry))
    assert [(p.title, p.abstract) for p in papers] == [("A bold title", "b < c")]
    assert errors == []


@pytest.mark.parametrize(
    "declaration",
    [
        '<!DOCTYPE feed [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;">]>',
        '<!DOCTYPE feed [<!ENTITY a SYSTEM "file:///etc/passwd">]>',
        '<!DOCTYPE feed [<!ENTITY % a "b"> %a;]>',
    ],
)
def test_entities_are_refused(declaration: str, tmp_path: Path) -> None:
    path = tmp_path / "a.xml"
    path.write_text(feed("<entry><title>&a;</title></entry>", declaration))
    with pytest.raises(UnreadableFileError, match=r"declares XML entities, which are not read; remove the document"):
        list(read_abstracts(path))


def test_a_feed_is_read_as_it_comes(tmp_path: Path) -> None:
    path = tmp_path / "a.xml"
    path.write_text(feed(ENTRY * 5000)[:-100])
    papers = read_abstracts(path)
    assert next(papers).title == "A"
    papers.close()  # type: ignore[attr-defined]

"""The same paper in several files is one paper, whatever the order of the files."""

from __future__ import annotations

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st
from strategies import abstracts, overlapping_abstracts

from extract.readers import distinct_papers, make_abstract
from extract.records import Abstract


def paper(title: str, abstract: str = "Text.", **fields: str | int) -> Abstract:
    return make_abstract(title, abstract, **fields)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("papers", "count"),
    [
        ([paper("A", arxiv_id="2401.00001v1"), paper("B", "Other.", arxiv_id="2401.00001")], 1),
        ([paper("A", doi="10.1000/x"), paper("B", "Other.", doi="10.1000/X")], 1),
        ([paper("A: b"), paper("a b!", "Other.")], 1),
        ([paper("A"), paper("B")], 2),
        ([paper("A", arxiv_id="2401.00001"), paper("A", "Other.", doi="10.1000/x")], 1),
        ([paper("A", doi="10.48550/arXiv.2401.00001"), paper("A", "Other.", doi="10.1000/x")], 1),
        ([paper("Preface", arxiv_id="2401.00001"), paper("Preface", "Other.", arxiv_id="2401.00002")], 2),
        ([paper("Preface", doi="10.1000/x"), paper("Preface", "Other.", doi="10.1000/y")], 2),
        ([paper("A", "Same text.", doi="10.1000/x"), paper("A", "same  text", doi="10.1000/y")], 1),
        ([paper("A", "Same text.", doi="10.1000/x"), paper("B", "Same text.", doi="10.1000/y")], 2),
        # Of which of the two the third is a copy cannot be known.
        ([paper("P", "1", doi="10.1000/x"), paper("P", "2"), paper("P", "3", doi="10.1000/y")], 3),
        ([paper("P", "1", doi="10.1000/x"), paper("P", "3"), paper("P", "3", doi="10.1000/y")], 2),
        # Two titles of one DOI do not chain two arXiv ids together.
        (
            [
                paper("A", "1", arxiv_id="2401.00001"),
                paper("A", "2", doi="10.1000/x"),
                paper("B", "3", doi="10.1000/x"),
                paper("B", "4", arxiv_id="2401.00002"),
            ],
            2,
        ),
        ([paper("A", doi="10.1000/x"), paper("B", "2", doi="10.1000/x"), paper("B", "3")], 1),
    ],
)
def test_what_is_one_paper(papers: list[Abstract], count: int) -> None:
    assert len(distinct_papers(papers)) == count


def test_the_longest_text_stays_and_the_rest_is_filled() -> None:
    records = [
        paper("A title", "Short.", year=2025, doi="10.1000/y", url="https://b.example/"),
        paper("Between"),
        paper("A Title", "The longest one.", year=2024, arxiv_id="2401.00001", url="https://a.example/"),
        paper("A TITLE", "Short too."),
    ]
    assert distinct_papers(records) == [
        Abstract(
            paper_id="arxiv:2401.00001",
            title="A Title",
            abstract="The longest one.",
            year=2024,
            url="https://a.example/",
            arxiv_id="2401.00001",
            doi="10.1000/y",
        ),
        paper("Between"),
    ]


def test_of_texts_of_one_length_the_first_in_the_alphabet_stays() -> None:
    records = [paper("B", "bb", doi="10.1000/x"), paper("A", "cc", doi="10.1000/x"), paper("A", "aa", doi="10.1000/x")]
    assert [(p.title, p.abstract) for p in distinct_papers(records)] == [("A", "aa")]


def test_the_publishers_doi_is_preferred_to_that_of_arxiv() -> None:
    records = [paper("A", doi="10.48550/arXiv.2401.00001"), paper("A", arxiv_id="2401.00001", doi="10.9999/x")]
    assert [p.doi for p in distinct_papers(records)] == ["10.9999/x"]


@given(overlapping_abstracts(), st.randoms(use_true_random=False))
def test_the_order_does_not_matter(papers: list[Abstract], source: random.Random) -> None:
    shuffled = source.sample(papers, len(papers))
    assert set(distinct_papers(papers)) == set(distinct_papers(shuffled))


@given(overlapping_abstracts())
def test_distinct_papers_are_distinct(papers: list[Abstract]) -> None:
    once = distinct_papers(papers)
    assert distinct_papers(once) == once
    assert distinct_papers(papers + papers) == once
    identified = [p.paper_id for p in once if not p.paper_id.startswith("title:")]
    assert len(set(identified)) == len(identified)


def test_the_result_is_in_order_of_first_appearance() -> None:
    records = [paper("C"), paper("B", doi="10.1000/b"), paper("A"), paper("C", "Longer text."), paper("B", "Longer.")]
    assert [p.title for p in distinct_papers(records)] == ["C", "B", "A"]


@given(st.lists(abstracts(), max_size=5))
def test_nothing_is_invented(papers: list[Abstract]) -> None:
    texts = {(p.title, p.abstract) for p in papers}
    assert all((p.title, p.abstract) in texts for p in distinct_papers(papers))


def test_papers_without_identifiers_among_homonymous_ones_are_one_and_no_two_share_an_id():
    papers = [
        make_abstract("Introduction", "Of birds.", arxiv_id="2401.00001"),
        make_abstract("Introduction", "Of fish.", arxiv_id="2401.00002"),
        make_abstract("Introduction", "Of moss."),
        make_abstract("Introduction", "Of fern and more."),
    ]

    found = distinct_papers(papers)

    assert [p.abstract for p in found] == ["Of birds.", "Of fish.", "Of fern and more."]
    assert len({p.paper_id for p in found}) == 3

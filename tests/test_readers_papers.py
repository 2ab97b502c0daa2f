"""One form for each field, one id for one content."""

from __future__ import annotations

import hashlib

import pytest
from hypothesis import given
from hypothesis import strategies as st
from strategies import CHARACTERS, abstracts, arxiv_ids, dois

from extract.readers import InvalidPaperError, make_abstract, normalised_title
from extract.readers.identifiers import arxiv_id_of, doi_of
from extract.readers.papers import collapsed


def title_id(words: str) -> str:
    return "title:" + hashlib.sha256(words.encode()).hexdigest()[:16]


@pytest.mark.parametrize(
    ("ids", "paper_id", "url"),
    [
        ({"arxiv_id": "2401.01234v3"}, "arxiv:2401.01234", "https://arxiv.org/abs/2401.01234"),
        ({"arxiv_id": "cs/0112017"}, "arxiv:cs/0112017", "https://arxiv.org/abs/cs/0112017"),
        ({"paper_id": "2401.01234"}, "arxiv:2401.01234", "https://arxiv.org/abs/2401.01234"),
        ({"paper_id": "arxiv:2401.01234"}, "arxiv:2401.01234", "https://arxiv.org/abs/2401.01234"),
        ({"doi": "10.48550/arXiv.2401.01234"}, "arxiv:2401.01234", "https://arxiv.org/abs/2401.01234"),
        ({"doi": "https://doi.org/10.1000/XYZ"}, "doi:10.1000/xyz", "https://doi.org/10.1000/xyz"),
        ({"paper_id": "doi:10.1000/xyz"}, "doi:10.1000/xyz", "https://doi.org/10.1000/xyz"),
        ({"arxiv_id": "2401.01234", "doi": "10.1000/x"}, "arxiv:2401.01234", "https://arxiv.org/abs/2401.01234"),
        ({"url": "https://arxiv.org/pdf/2401.01234"}, "arxiv:2401.01234", "https://arxiv.org/pdf/2401.01234"),
        ({"url": "https://doi.org/10.1000/x"}, "doi:10.1000/x", "https://doi.org/10.1000/x"),
        ({"paper_id": "https://openalex.org/W12"}, title_id("a b"), "https://openalex.org/W12"),
        ({"paper_id": "0f1e2d"}, title_id("a b"), None),
        ({"paper_id": "title:0123456789abcdef"}, title_id("a b"), None),
        ({}, title_id("a b"), None),
    ],
)
def test_id_and_address_come_from_the_content(ids: dict[str, str], paper_id: str, url: str | None) -> None:
    paper = make_abstract("A, b!", "Text.", **ids)
    assert (paper.paper_id, paper.url, paper.year) == (paper_id, url, None)


@pytest.mark.parametrize(
    ("text", "arxiv_id"),
    [
        ("2401.01234", "2401.01234"),
        (" arXiv: 2401.01234v12 ", "2401.01234"),
        ("ARXIV:0704.0001", "0704.0001"),
        ("http://export.arxiv.org/abs/2401.01234v1", "2401.01234"),
        ("https://arxiv.org/pdf/2401.01234v2.pdf", "2401.01234"),
        ("https://www.arxiv.org/abs/hep-th/9901001?context=math", "hep-th/9901001"),
        ("math.GT/0309136", "math/0309136"),
        ("cs.CL/0112017v2", "cs/0112017"),
        ("2413.01234", None),
        ("2401.0123", None),
        ("1412.01234", None),
        ("acl/2020123", None),
        ("W2401.01234", None),
        ("https://arxiv.org/list/cs.CL/recent", None),
    ],
)
def test_arxiv_ids(text: str, arxiv_id: str | None) -> None:
    assert arxiv_id_of(text) == arxiv_id


@given(arxiv_ids(), st.sampled_from(["", "v1", "v12"]), st.sampled_from(["", "arXiv:", "https://arxiv.org/abs/"]))
def test_every_spelling_of_an_arxiv_id_is_the_same_id(arxiv_id: str, version: str, prefix: str) -> None:
    assert arxiv_id_of(prefix + arxiv_id + version) == arxiv_id


@given(dois(), st.sampled_from(["", "doi:", "DOI: ", "https://doi.org/", "http://dx.doi.org/"]))
def test_every_spelling_of_a_doi_is_the_same_doi(doi: str, prefix: str) -> None:
    assert doi_of(prefix + doi) == doi_of(prefix + doi.upper()) == doi


@pytest.mark.parametrize(
    ("title", "abstract", "fields", "problem"),
    [
        ("", "Text.", {}, "the title is missing"),
        (" \u200b\n", "Text.", {}, "the title is missing"),
        ("A", "\u00a0", {}, "the abstract is missing"),
        ("?!", "Text.", {}, "the title '?!' has no letter or digit"),
        ("A \ud83d", "Text.", {}, "the title holds half of a character (a lone surrogate)"),
        ("A", "Text.", {"year": 20244}, "the year is 20244"),
        ("A", "Text.", {"year": 0}, "the year is 0"),
        ("A", "Text.", {"arxiv_id": "24.1"}, "'24.1' is not an arXiv id"),
        ("A", "Text.", {"doi": "n/a"}, "'n/a' is not a DOI"),
        ("A", "Text.", {"url": "javascript:alert(1)"}, "'javascript:alert(1)' is not a web address"),
        (
            "A",
            "Text.",
            {"arxiv_id": "2401.00001", "doi": "10.48550/arXiv.2401.00002"},
            "the arXiv id is 2401.00001 and the DOI 10.48550/arxiv.2401.00002",
        ),
    ],
)
def test_what_is_no_paper_is_refused(title: str, abstract: str, fields: dict[str, str], problem: str) -> None:
    with pytest.raises(InvalidPaperError) as caught:
        make_abstract(title, abstract, **fields)
    assert caught.value.problem == problem


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("  two\u00a0\n\t words\u2028here ", "two words here"),
        ("zero\u200bwidth soft\u00adhyphen \ufeffmark", "zerowidth softhyphen mark"),
        ("bell\x07rings", "bell rings"),
        ("family \U0001f468\u200d\U0001f469", "family \U0001f468\u200d\U0001f469"),
    ],
)
def test_white_space_is_collapsed(text: str, expected: str) -> None:
    assert collapsed(text) == expected


@given(st.text(CHARACTERS))
def test_collapsing_twice_is_collapsing_once(text: str) -> None:
    assert collapsed(collapsed(text)) == collapsed(text)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("GPT-4: A Study", "gpt 4 a study"),
        ("\ufb01ne-tuning", "Fine tuning"),
        ("STRASSE", "straße"),
        ("É", "e\u0301"),
        ("x²", "x2"),
        ("snake_case", "snake case"),
        ("soft\u00adhyphen", "softhyphen"),
        ("می\u200cشود", "میشود"),
    ],
)
def test_spellings_of_a_title_are_equal(one: str, other: str) -> None:
    assert normalised_title(one) == normalised_title(other) != ""


@pytest.mark.parametrize(("one", "other"), [("GPT-3", "GPT-4"), ("été", "ete"), ("की", "कि"), ("深度学习", "深度")])
def test_different_titles_differ(one: str, other: str) -> None:
    assert normalised_title(one) != normalised_title(other)


@given(st.text(CHARACTERS))
def test_a_normalised_title_has_letters_and_single_spaces(title: str) -> None:
    normalised = normalised_title(title)
    assert normalised == " ".join(normalised.split())
    assert not any(c in normalised for c in "-_,.:;!?()$\u200b")


@given(abstracts())
def test_making_a_paper_again_changes_nothing(paper: object) -> None:
    fields = {field: getattr(paper, field) for field in ("year", "url", "arxiv_id", "doi", "paper_id")}
    assert make_abstract(paper.title, paper.abstract, **fields) == paper  # type: ignore[attr-defined]

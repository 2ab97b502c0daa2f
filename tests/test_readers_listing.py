"""Pages of titles and abstracts saved as text."""

from __future__ import annotations

import os
import tempfile
import textwrap
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from reader_files import DATA, read_all, read_text
from strategies import listed_abstracts, listed_titles

from extract.errors import MalformedRecordError
from extract.readers import distinct_papers, read_abstracts

MOTHS = (
    "Moths fly towards light. We model this with a network of 12 moths and show that it approximates every lamp. "
    r"On GardenLamp it is right in 97.1\% of the cases, and it needs \$0.88 a night. "
    "Code is at https://moths.example/net"
)
NEED = (
    "No. Moths see lamps, and lamps do not see moths, so that the attention is on one side. "
    '"We need owls," says a reviewer (see https://owls.example). '
    "We agree, and add owls; the error falls from 12.5 to 3.1."
)
OWLS = "Owls are quiet. They see $10^3$ moths a night, i.e. all of them, which settles the question for good."
LONG_TITLE = "MothNet: Moths as Universal Approximators of Light, Lamps and Everything That Glows in a Garden at Night"


@pytest.mark.parametrize(
    ("file", "titles"),
    [
        ("page-with-blank-lines.txt", [LONG_TITLE, "Are Moths All You Need?", "Owls"]),
        (
            "page-without-blank-lines.txt",
            [
                "mothNet: Moths as Universal Approximators of Light",
                "Are Moths All You Need?",
                "Subscribers Leave: Why Owls Cancel Their Papers",
            ],
        ),
    ],
)
def test_saved_pages(file: str, titles: list[str]) -> None:
    papers, errors = read_all(DATA / file)
    assert [(p.title, p.abstract) for p in papers] == list(zip(titles, [MOTHS, NEED, OWLS], strict=True))
    assert errors == []


def test_wrapped_lines_and_paragraphs_are_joined() -> None:
    papers, errors = read_all(DATA / "wrapped.txt")
    assert [p.title for p in papers] == ["Wrapping Lines by Hand", "Wrapping Below a Title"]
    assert papers[0].abstract.startswith("This abstract is wrapped at some seventy columns, as an editor does it, and ")
    assert papers[0].abstract.endswith(
        "would have fitted. Its second paragraph is a text of its own, and it is long "
        "enough to be wrapped as well: three lines are what it takes, so here is some "
        "text to fill them."
    )
    assert papers[1].abstract.endswith("being shorter than what would have fitted.")
    assert errors == []


FURNITURE = [
    "new",
    "12",
    "1.2k",
    "-",
    "·",
    "Upvote",
    "Upvote 12",
    "Upvote\n\n-",
    "Submitted by\n\nmoth_lover42",
    "Submitted by moth_lover42",
    "Mar 12",
    "12 March 2026",
    "Published on Mar 12, 2025",
    "2025-03-12",
    "3 days ago",
    "5 authors",
    "Jane Doe · 5 authors",
    "View arXiv page",
    "View PDF",
    "Project page",
    "GitHub 241",
    "3 comments",
    "Add to collection",
    "byAK and the research community",
    "by AK and the research community",
    "Get trending papers in your email inbox!",
    "Models citing this paper 3",
    "AI-generated summary",
    "https://moths.example/net",
    "Authors: Jane Doe, John Doe and the Whole Consortium of Moths",
    "Previous",
    "A stray heading",
]


@pytest.mark.parametrize("furniture", FURNITURE)
@pytest.mark.parametrize("blank", ["\n\n", "\n"])
def test_page_furniture_is_passed_over(furniture: str, blank: str, tmp_path: Path) -> None:
    page = [furniture, "Moths and Lamps", MOTHS, furniture, "Owls at Night", OWLS, furniture]
    papers, errors = read_text(tmp_path, "page.txt", blank.join(page))
    assert [(p.title, p.abstract) for p in papers] == [("Moths and Lamps", MOTHS), ("Owls at Night", OWLS)]
    assert errors == []


def test_furniture_between_title_and_abstract_is_passed_over(tmp_path: Path) -> None:
    page = ["Moths and Lamps", "Published on Mar 12", MOTHS, "Owls at Night", "Upvote 3", OWLS]
    assert [p.title for p in read_text(tmp_path, "page.txt", "\n\n".join(page))[0]] == page[::3]


def test_unknown_furniture_that_comes_again_is_passed_over(tmp_path: Path) -> None:
    page = ["Moths and Lamps", MOTHS, "Read 12 more like it", "Owls at Night", OWLS, "Read 7 more like it"]
    page += ["Lamps", "Read 3 more like it", NEED]
    papers, errors = read_text(tmp_path, "page.txt", "\n".join(page))
    assert [p.title for p in papers] == ["Moths and Lamps", "Owls at Night", "Lamps"]
    assert errors == []


def test_a_title_that_comes_again_is_no_furniture(tmp_path: Path) -> None:
    papers, errors = read_text(tmp_path, "page.txt", f"Owls at Night\n{OWLS}\nMoths and Lamps\n{MOTHS}\n" * 4)
    assert [p.title for p in papers] == ["Owls at Night", "Moths and Lamps"] * 4
    assert errors == []


def test_a_title_that_comes_again_is_no_furniture_below_a_stray_line(tmp_path: Path) -> None:
    page = f"Owls at Night\n{OWLS}\n" * 3 + f"A stray heading\nOwls at Night\n{OWLS}\n"
    papers, errors = read_text(tmp_path, "page.txt", page)
    assert [(p.title, p.abstract) for p in papers] == [("Owls at Night", OWLS)] * 4
    assert errors == []


@pytest.mark.parametrize(
    "paragraphs",
    [[OWLS, MOTHS + ".", "It works.", NEED], [OWLS, NEED, "It works."], ["It works.", NEED, "It does."]],
)
def test_a_short_paragraph_is_no_title(paragraphs: list[str], tmp_path: Path) -> None:
    text = "\n\n".join(["Moths and Lamps", *paragraphs, "Owls at Night", OWLS])
    papers, errors = read_text(tmp_path, "page.txt", text)
    assert [(p.title, p.abstract) for p in papers] == [
        ("Moths and Lamps", " ".join(paragraphs)),
        ("Owls at Night", OWLS),
    ]
    assert errors == []


def test_a_line_may_hold_one_sentence_each(tmp_path: Path) -> None:
    sentences = ["Moths fly.", "Owls see them.", "We count both " + "and all the others " * 8 + "at night."]
    papers, errors = read_text(tmp_path, "page.txt", "Moths and Owls\n\n" + "\n".join(sentences) + "\n")
    assert [(p.title, p.abstract) for p in papers] == [("Moths and Owls", " ".join(sentences))]
    assert errors == []


@pytest.mark.parametrize(
    "title",
    [
        "What Is a Moth? And Why",
        "Stop! Moths Ahead!",
        "Moths vs. Lamps: A Comparison by U.S. Standards",
        "Moths Are All You Need.",
        '"Why Should I Trust You?": Explaining Moths',
        "$\\mathcal{M}$oths: $k$-Moth Search in $O(\\log n)$",
        "BERT",
        "A" + " very long" * 11 + " title about moths. And lamps, too",
        "An" + " even longer" * 14 + " title: moths. And lamps, in several parts with " + "many " * 6 + "words",
        "飞蛾与灯 一个研究",
    ],
)
@pytest.mark.parametrize("blank", ["\n\n", "\n"])
def test_titles_of_all_kinds(title: str, blank: str, tmp_path: Path) -> None:
    page = ["Owls at Night", OWLS, title, MOTHS, "Lamps", NEED]
    papers, errors = read_text(tmp_path, "page.txt", blank.join(page))
    assert [(p.title, p.abstract) for p in papers] == [(page[i], page[i + 1]) for i in (0, 2, 4)]
    assert errors == []


@pytest.mark.parametrize(
    "abstract",
    [
        "Moths fly.",
        "This paper was withdrawn by its author.",
        "We show that moths fly. Code is at https://moths.example/net",
        'Moths say "we fly."',
        "We show $x^2$ moths (at least in theory).",
        "moths " * 50 + "and no full stop at the end",
        "飞蛾飞向光。" * 12,
    ],
)
@pytest.mark.parametrize("blank", ["\n\n", "\n"])
def test_abstracts_of_all_kinds(abstract: str, blank: str, tmp_path: Path) -> None:
    page = ["Owls at Night", OWLS, "Moths and Lamps", abstract, "Lamps", NEED]
    papers, errors = read_text(tmp_path, "page.txt", blank.join(page))
    assert [(p.title, p.abstract) for p in papers] == [(page[i], page[i + 1]) for i in (0, 2, 4)]
    assert errors == []


@pytest.mark.parametrize(
    ("page", "titles", "expected"),
    [
        (
            ["Moths and Lamps", MOTHS, "A Title without Any Abstract", "Owls at Night", OWLS],
            ["Moths and Lamps", "Owls at Night"],
            (5, "the title 'A Title without Any Abstract' has no abstract below it"),
        ),
        (
            ["Moths and Lamps", MOTHS, "A Title that Ends the Page"],
            ["Moths and Lamps"],
            (5, "the title 'A Title that Ends the Page' has no abstract below it"),
        ),
        ([MOTHS, "Owls at Night", OWLS], ["Owls at Night"], (1, "the abstract has no title above it")),
        ([OWLS], [], (1, "the abstract has no title above it")),
        (["Hello there"], [], (1, "no title with an abstract below it is found")),
    ],
)
def test_what_is_missing_is_said_with_its_line(
    page: list[str], titles: list[str], expected: tuple[int, str], tmp_path: Path
) -> None:
    papers, errors = read_text(tmp_path, "page.txt", "\n\n".join(page))
    assert [p.title for p in papers] == titles
    assert errors == [expected]


def test_a_text_that_is_no_listing_says_what_was_expected(tmp_path: Path) -> None:
    path = tmp_path / "notes.txt"
    path.write_text("buy some milk\nbuy some bread\n")
    with pytest.raises(MalformedRecordError) as caught:
        list(read_abstracts(path))
    assert str(caught.value).startswith(f"{path}:1: ")
    assert str(caught.value).endswith("; expected a title with its abstract below it")


@st.composite
def pages(draw: st.DrawFn) -> tuple[list[tuple[str, str]], str]:
    """Papers, and a page that shows them with furniture between them."""
    papers = draw(st.lists(st.tuples(listed_titles(), listed_abstracts()), min_size=1, max_size=6))
    blank = draw(st.sampled_from(["\n", "\n\n", "\r\n", "\n \n\n"]))
    lines = draw(st.lists(st.sampled_from(FURNITURE), max_size=2))
    for title, abstract in papers:
        lines += [title, abstract, *draw(st.lists(st.sampled_from(FURNITURE), max_size=2))]
    head = "Get trending papers in your email inbox!\nSubscribe" if draw(st.booleans()) else ""
    return papers, head + blank.join(lines) if lines[0].startswith("Zebra") else blank.join(lines)


@settings(max_examples=200)
@given(pages())
def test_what_a_page_shows_is_read_back(page: tuple[list[tuple[str, str]], str]) -> None:
    papers, text = page
    with tempfile.TemporaryDirectory() as folder:
        found, errors = read_text(Path(folder), "page.txt", text)
    assert [(p.title, p.abstract) for p in found] == papers
    assert errors == []


@settings(max_examples=100)
@given(st.lists(st.tuples(listed_titles(), listed_abstracts()), min_size=1, max_size=4), st.integers(60, 100))
def test_wrapped_abstracts_are_read_back(papers: list[tuple[str, str]], width: int) -> None:
    blocks = [f"{title}\n\n" + textwrap.fill(text, width, break_on_hyphens=False) for title, text in papers]
    with tempfile.TemporaryDirectory() as folder:
        found, errors = read_text(Path(folder), "page.txt", "\n\n".join(blocks))
    assert [(p.title, p.abstract) for p in found] == papers
    assert errors == []


@given(st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0")))
def test_any_text_is_read_without_another_error(text: str) -> None:
    with tempfile.TemporaryDirectory() as folder:
        found, errors = read_text(Path(folder), "page.txt", "A Title\n\nAnd text.\n\n" + text)
    assert found or errors


@pytest.mark.skipif("ABSTRACTGRAPH_DATA" not in os.environ, reason="ABSTRACTGRAPH_DATA names no folder of listings")
def test_real_pages() -> None:
    folder = Path(os.environ["ABSTRACTGRAPH_DATA"]) / "listings"
    pages = [list(read_abstracts(folder / f"listing-{letter}.txt")) for letter in "abc"]
    assert [len(page) for page in pages] == [93, 237, 106]
    assert len(distinct_papers([paper for page in pages for paper in page])) == 390
    # Every abstract is a paragraph of several sentences, every title a line.
    assert min(len(p.abstract) for page in pages for p in page) > 400
    assert max(len(p.title) for page in pages for p in page) < 200

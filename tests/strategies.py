"""Hypothesis strategies for papers, as a file can hold them and as a page lists them."""

from __future__ import annotations

from hypothesis import strategies as st

from extract.readers import make_abstract, normalised_title
from extract.records import Abstract

CHARACTERS = st.characters(exclude_categories=["Cs"])


@st.composite
def arxiv_ids(draw: st.DrawFn) -> str:
    """An id of the numbering of 2015 and later, that of 2007, or the old one."""
    month = f"{draw(st.integers(1, 12)):02d}"
    return draw(
        st.one_of(
            st.builds("{:02d}{}.{:05d}".format, st.integers(15, 99), st.just(month), st.integers(0, 99999)),
            st.builds("{:02d}{}.{:04d}".format, st.integers(8, 14), st.just(month), st.integers(0, 9999)),
            st.builds("{}/{:07d}".format, st.sampled_from(["cs", "math", "hep-th", "q-bio"]), st.integers(0, 9999999)),
        )
    )


def dois() -> st.SearchStrategy[str]:
    """DOIs in lower case that arXiv did not give."""
    return st.from_regex(r"10\.(1[0-9]{3}|[5-9][0-9]{4})/[a-z0-9._()/-]{1,12}", fullmatch=True)


def texts(max_size: int = 80) -> st.SearchStrategy[str]:
    """Text that reading leaves as it is: nothing to collapse, and a letter or digit in it."""
    return (
        st.text(CHARACTERS, min_size=1, max_size=max_size)
        .map(lambda text: make_abstract(f"a {text}", "b").title.removeprefix("a").strip())
        .filter(normalised_title)
    )


@st.composite
def abstracts(draw: st.DrawFn) -> Abstract:
    """Papers with any set of the optional fields."""
    return make_abstract(
        draw(texts()),
        draw(texts(300)),
        year=draw(st.none() | st.integers(1500, 2100)),
        url=draw(st.none() | st.from_regex(r"https?://[a-z]{1,9}\.example/[a-z0-9/?=&%;,]{0,9}", fullmatch=True)),
        arxiv_id=draw(st.none() | arxiv_ids()),
        doi=draw(st.none() | dois()),
    )


_SOME_IDS = [
    {"arxiv_id": "2401.00001"},
    {"arxiv_id": "2401.00002"},
    {"doi": "10.1000/a"},
    {"doi": "10.99999/b"},
    {"doi": "10.48550/arXiv.2401.00001"},
    {"arxiv_id": "2401.00001", "doi": "10.1000/a"},
    {"arxiv_id": "2401.00003", "doi": "10.99999/b"},
    {},
]


def overlapping_abstracts() -> st.SearchStrategy[list[Abstract]]:
    """Lists in which titles, texts and identifiers come up several times, in many combinations."""
    paper = st.builds(
        lambda title, abstract, year, ids: make_abstract(title, abstract, year=year, **ids),
        st.sampled_from(["One", "ONE!", "Two", "Three"]),
        st.sampled_from(["First.", "first", "A second.", "A third.", "A fourth one."]),
        st.sampled_from([None, 2023, 2024]),
        st.sampled_from(_SOME_IDS),
    )
    return st.lists(paper, max_size=9)


_WORDS = st.sampled_from(
    [
        "we",
        "a",
        "the",
        "of",
        "model",
        "models",
        "sparse",
        "graph",
        "learning",
        "GPT-X",
        "for",
        "with",
        "on",
        "in",
        "robust",
        "data",
        "agents",
        "LLMs",
        "method",
        "3.5",
        "x^2",
        "$k$-NN",
        "\\textbf{fast}",
        "(ours)",
        "state-of-the-art",
        "tree;",
        "cost,",
        "Étude",
        "40%",
        "e.g.,",
        "vs.",
        "https://code.example/a/b",
    ]
)


@st.composite
def listed_titles(draw: st.DrawFn) -> str:
    """Titles as a page shows them: up to 25 words, no full stop at the end."""
    words = draw(st.lists(_WORDS, min_size=2, max_size=24))
    return "Zebra " + " ".join(words) + draw(st.sampled_from([" Nets", " Nets?", " for All: A Study", ' "Nets"']))


@st.composite
def listed_abstracts(draw: st.DrawFn) -> str:
    """Abstracts as a page shows them: a paragraph of whole sentences, perhaps with an address at the end."""
    sentences = draw(st.lists(st.lists(_WORDS, min_size=3, max_size=30), min_size=4, max_size=9))
    text = " ".join(f"Zebras see {' '.join(words)} there." for words in sentences)
    return text + draw(st.sampled_from(["", " Code is at https://code.example/zebra", ' They say "done."']))

"""The page of a report and the command that writes it: complete, the same every time, and safe."""

from __future__ import annotations

import os
import subprocess
import sys
from collections import Counter
from html.parser import HTMLParser
from itertools import pairwise
from pathlib import Path

import pytest
from click.testing import CliRunner
from graph_strategies import graphs, hard_graph
from hypothesis import HealthCheck, given, settings
from report_graphs import ODD_ADDRESS, hostile_corpus
from view_graphs import HOSTILE_TEXTS, hostile_graph, ring_graph, rope_graph, scored_graph

from graph.cli import main
from graph.errors import OutputError
from graph.model import Entity, Evidence, KnowledgeGraph, Mentions, Paper
from graph.report import render_report, write_report
from graph.stores import open_store

VOID = {"meta", "link"}


class Parsed(HTMLParser):
    """The elements of a page and the text in each kind of them."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.texts: dict[str, list[str]] = {}
        self.open: list[str] = []
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))
        if tag not in VOID:
            self.open.append(tag)
            self.texts.setdefault(tag, []).append("")

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        for tag in set(self.open):
            self.texts[tag][-1] += data

    def words(self, tag: str) -> list[str]:
        return [" ".join(text.split()) for text in self.texts.get(tag, [])]


def check(html: str) -> Parsed:
    """Parse a page, and assert what holds for every report."""
    page = Parsed(html)
    assert page.open == []
    kinds = Counter(tag for tag, _ in page.tags)
    assert not kinds.keys() & {"script", "img", "iframe", "object", "embed", "form", "base", "image", "foreignobject"}
    assert (kinds["h1"], kinds["main"], kinds["style"]) == (1, 1, 1)
    identifiers = Counter(attrs["id"] for _, attrs in page.tags if "id" in attrs)
    assert [name for name, times in identifiers.items() if times > 1] == []
    for tag, attrs in page.tags:
        assert not [name for name in attrs if name.startswith("on") or name == "src"]
        for link in (attrs.get("href"), attrs.get("xlink:href")):
            assert link is None or link == "data:," or link.startswith(("https://", "http://", "#"))
            assert link is None or not link.startswith("#") or link[1:] in identifiers
        if tag == "svg":
            assert attrs["role"] == "img"
            assert attrs["aria-labelledby"] in identifiers
    levels = [int(tag[1]) for tag, _ in page.tags if tag in ("h1", "h2", "h3", "h4")]
    assert all(after <= before + 1 for before, after in pairwise(levels))
    assert all(attrs.get("scope") in ("col", "row") for tag, attrs in page.tags if tag == "th")
    policy = next(attrs["content"] for tag, attrs in page.tags if attrs.get("http-equiv"))
    assert policy is not None
    assert policy.startswith("default-src 'none'; ")
    assert "script-src" not in policy
    return page


EVERYTHING_IS_MISSING = [
    "The graph holds no papers.",
    "The graph holds no entities.",
    "The graph holds no claims.",
    "No paper mentions anything.",
    "There are no papers to count.",
    "No method, model or software is said to be a variant of another, or based on one.",
    "No paper reports a score on a benchmark, dataset or task that it names.",
    "No two systems are each said to outperform the other.",
    "No claim is made by one paper and denied by another.",
]


def empty_notes(html: str) -> list[str]:
    page = check(html)
    notes = [attrs.get("class") == "empty" for tag, attrs in page.tags if tag == "p"]
    return [text for text, empty in zip(page.words("p"), notes, strict=True) if empty]


def test_an_empty_graph_gives_sentences_instead_of_charts() -> None:
    html = render_report(KnowledgeGraph())

    assert empty_notes(html) == EVERYTHING_IS_MISSING
    assert "<svg" not in html


def test_papers_alone_need_no_chart_of_entities() -> None:
    notes = empty_notes(render_report(KnowledgeGraph([Paper("p", "Nothing", "said")])))

    assert "No paper has a year, so growth cannot be shown." in notes
    assert "The graph holds no papers." not in notes


def test_what_a_graph_lacks_is_said() -> None:
    assert empty_notes(render_report(rope_graph())) == [
        "All papers are of one year, so nothing can be compared.",
        "No method, model or software is said to be a variant of another, or based on one.",
        "No paper reports a score on a benchmark, dataset or task that it names.",
        "No claim is made by one paper and denied by another.",
    ]


def test_a_report_tells_what_the_graph_covers() -> None:
    html = render_report(scored_graph(), title="Ropes & knots")
    page = check(html)

    assert page.words("h1") == page.words("title")[:1] == ["Ropes & knots"]
    assert page.words("h2") == [
        "What it covers",
        "Most used",
        "Growth by year",
        "What comes from what",
        "Leaderboards",
        "Contradictions",
    ]
    assert page.words("dd") == ["3", "2031\N{EN DASH}2033", "7", "11", "4"]
    assert "Harrowbench Benchmark, 2 scores" in page.words("h3")
    assert "tangle score: not ranked, since it is not known whether higher or lower is better" in page.words("caption")
    assert "Lanternfold outperforms Brambler 2 papers" in page.words("h4")
    assert "But Brambler outperforms LF where the rope is wet." in page.words("q")
    links = {attrs["href"] for tag, attrs in page.tags if tag == "a"}
    assert {"https://example.org/folding", "https://example.org/scored"} <= links
    assert "maybe" in page.words("span")


def test_names_and_numbers_of_a_chart_are_in_its_table_too() -> None:
    page = check(render_report(rope_graph()))

    assert page.words("tr").count("Lanternfold 2") == 1
    assert page.words("text").count("Lanternfold") == 1
    assert "is trained on 1 0 1" in page.words("tr")
    assert "that papers deny 1 10.0%" in page.words("tr")


def test_only_the_first_are_shown() -> None:
    page = check(render_report(ring_graph(30), top=7))

    assert len([text for text in page.words("text") if text.startswith("Rung")]) == 0
    assert "Rung 0" in page.words("h3")
    graph = ring_graph(30)
    paper = next(iter(graph.papers.values()))
    mentions = [Mentions(paper.id, id_, (Evidence("title", 0, 1, "A"),)) for id_ in graph.entities]
    page = check(
        render_report(KnowledgeGraph(graph.papers.values(), graph.entities.values(), mentions, graph.claims), top=7)
    )
    assert len([text for text in page.words("text") if text.startswith("Rung")]) == 7
    assert "And 23 more." in page.words("p")


def test_a_long_name_is_cut_in_the_chart_alone() -> None:
    name = "rope " * 40 + "end"
    paper = Paper("p", "Ropes", "rope")
    entity = Entity("method:long", "Method", name)
    mention = Mentions("p", entity.id, (Evidence("abstract", 0, 4, "rope"),))
    page = check(render_report(KnowledgeGraph([paper], [entity], [mention])))

    (drawn,) = [text for text in page.words("text") if text.startswith("rope")]
    assert len(drawn) < 60
    assert drawn.endswith("\N{HORIZONTAL ELLIPSIS}")
    assert f"{name} 1" in page.words("tr")


def test_without_addresses_of_papers_the_page_names_no_address() -> None:
    assert "//" not in render_report(ring_graph(12)).replace("<!doctype html>", "")


def test_hostile_text_stays_text() -> None:
    html = render_report(hostile_corpus(), title=HOSTILE_TEXTS[0])
    page = check(html)

    assert page.words("h1") == [HOSTILE_TEXTS[0]]
    shown = {*page.texts["bdi"]}
    assert set(HOSTILE_TEXTS) <= shown
    assert {f"{text} beats {text}s." for text in HOSTILE_TEXTS} <= shown
    links = {attrs["href"] for tag, attrs in page.tags if tag == "a"}
    assert {link for link in links if link is not None and not link.startswith("#")} == {ODD_ADDRESS}


def test_formulas_and_letters_that_fonts_lack_are_drawn_as_they_are() -> None:
    text = "$\\frac{1}{$ \U0001f9ec \u0627\u0644 \x00\x1b \u4e2d text"
    paper = Paper("p", "Signs", text)
    entity = Entity("method:signs", "Method", text)
    mention = Mentions("p", entity.id, (Evidence("abstract", 0, len(text), text),))
    page = check(render_report(KnowledgeGraph([paper], [entity], [mention])))

    assert " ".join(text.split()) in page.words("text")


@settings(max_examples=20, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(graphs())
def test_any_graph_has_a_report(graph: KnowledgeGraph) -> None:
    html = render_report(graph)

    check(html)
    assert html.encode("utf-8") == render_report(graph).encode("utf-8")


@pytest.mark.parametrize("graph", [hard_graph(), hostile_graph(), scored_graph()], ids=["hard", "hostile", "scored"])
def test_the_order_in_which_a_graph_is_given_does_not_count(graph: KnowledgeGraph) -> None:
    parts = (graph.papers, graph.entities, graph.mentions, graph.claims, graph.results)
    turned = KnowledgeGraph(*(reversed(list(p.values() if isinstance(p, dict) else p)) for p in parts))

    assert render_report(turned) == render_report(graph)


def test_the_same_graph_gives_the_same_bytes_in_every_process(tmp_path: Path) -> None:
    open_store(str(tmp_path / "graph.json")).save(scored_graph())
    (tmp_path / "matplotlibrc").write_text("font.size: 30\nsvg.fonttype: path\npatch.force_edgecolor: True\n")
    command = [sys.executable, "-m", "graph.cli", "report", "-g", "graph.json", "-o", "-"]
    pages = [
        subprocess.run(command, cwd=tmp_path, env={**os.environ, **settings}, capture_output=True, check=True)
        for settings in (
            {"PYTHONHASHSEED": "1"},
            {"PYTHONHASHSEED": "77", "MPLBACKEND": "pdf", "SOURCE_DATE_EPOCH": "0", "LC_ALL": "C"},
        )
    ]

    assert pages[0].stdout == pages[1].stdout == render_report(scored_graph(), title="graph").encode()
    assert [page.stderr for page in pages] == [b"", b""]


def test_settings_of_matplotlib_are_left_as_they_were() -> None:
    import matplotlib

    with matplotlib.rc_context({"font.size": 31, "patch.force_edgecolor": True}):
        usual = render_report(rope_graph())
        assert matplotlib.rcParams["font.size"] == 31
    assert usual == render_report(rope_graph())


def test_a_file_is_written_whole_or_not_at_all(tmp_path: Path) -> None:
    page = tmp_path / "report.html"
    write_report(rope_graph(), page, title="bad \udcff byte")

    assert "bad ? byte" in page.read_text(encoding="utf-8")
    with pytest.raises(OutputError, match="folder does not exist"):
        write_report(rope_graph(), tmp_path / "nowhere" / "report.html")


def test_importing_the_report_loads_no_matplotlib() -> None:
    script = "import sys, graph.report; print('matplotlib' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)

    assert done.stdout == "False\n"


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder to work in, with a graph."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("ABSTRACTGRAPH_GRAPH", raising=False)
    open_store("graph.json").save(scored_graph())
    return tmp_path


def test_the_command_writes_a_page(folder: Path) -> None:
    done = CliRunner().invoke(main, ["report", "--title", "Knots", "--top", "1"])

    assert (done.exit_code, done.stdout) == (0, "")
    assert done.stderr == "report.html: 3 papers, 7 entities, 11 claims, 4 scores\n"
    html = (folder / "report.html").read_text(encoding="utf-8")
    assert html == render_report(scored_graph(), title="Knots", top=1)


def test_the_command_is_quiet_and_writes_to_stdout(folder: Path) -> None:
    assert CliRunner().invoke(main, ["report", "-q"]).output == ""
    done = CliRunner().invoke(main, ["report", "-o", "-"])

    assert done.stdout.encode() == (folder / "report.html").read_bytes()


@pytest.mark.parametrize(
    ("arguments", "code", "message"),
    [
        (["-g", "none.json"], 1, "none.json"),
        (["-o", "graph.json"], 1, "it is also what is read"),
        (["-o", "report.html.gz"], 1, "outputs are not compressed"),
        (["-o", "nowhere/report.html"], 1, "folder does not exist"),
        (["--top", "0"], 2, "0 is not in the range"),
    ],
)
def test_mistakes_are_answered(folder: Path, arguments: list[str], code: int, message: str) -> None:
    done = CliRunner().invoke(main, ["report", *arguments])

    assert done.exit_code == code
    assert message in done.stderr
    assert done.stdout == ""


def test_help_has_an_example() -> None:
    done = CliRunner().invoke(main, ["report", "--help"])

    assert "abstractgraph report -g graph.json -o report.html" in done.stdout


def test_years_far_apart_are_drawn_from_the_last_ones_on() -> None:
    papers = [Paper(f"p{year}", "Old", "and new", year) for year in (1800, 1990, 2020, 2031)]
    page = check(render_report(KnowledgeGraph(papers)))

    assert "Not drawn: 2 papers of earlier years." in page.words("p")
    assert [text for text in page.words("text") if len(text) == 4] == ["1992", "2012", "2031"]
    assert "1800 1" in page.words("tr")

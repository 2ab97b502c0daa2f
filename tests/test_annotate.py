"""``annotate``: what a person sees of a text, on a terminal, in a pipe, as records and as a page in a browser."""

import json
import os
import pty
import re
import shutil
import subprocess
import sys
from dataclasses import replace
from html.parser import HTMLParser

import pytest
from click.testing import CliRunner
from conftest import unavailable
from record_factory import record
from view_graphs import HOSTILE_TEXTS

from extract.recordfile import parse_record, write_record
from extract.records import Abstract, AnnotatedAbstract, Entity, Relation, Result, Span
from extract.schema import EntityType, RelationType
from graph.cli import main
from graph.views.annotation import COLOURS, ink, make_passage
from graph.views.content import STYLES

SENTENCE = "We introduce FernNet, which outperforms ResNet-50 on LeafBench."
LISTING = "\n\n".join(
    f"Reading leaves, part {i}\n\nWe introduce Fern{i}Net, a network for leaf counting. It was made in the shade."
    for i in range(25)
)


def twig():
    """A record with every mark: asserted, denied, hedged, and both; and two results, one of a metric that is a word."""
    found = record(
        "[TWIG]m1 at work",
        "We introduce [TWIG]m1. Perhaps [TWIG]m1 is no better than [Emu 2]o. It may run on [HopBench]b. "
        "[TWIG]m1 was not trained on [LeafSet]d, and has 3.1 % less [hop error]x on [HopBench]b.",
        [
            ("P", "INTRODUCES", "TWIG"),
            ("TWIG", "OUTPERFORMS", "Emu 2"),
            ("TWIG", "EVALUATED_ON", "HopBench"),
            ("TWIG", "TRAINED_ON", "LeafSet"),
        ],
        year=2031,
        url="https://example.org/twig",
    )
    ids = {entity.name: entity.id for entity in found.entities}
    introduces, beats, runs, trained = found.relations
    return replace(
        found,
        relations=(
            introduces,
            replace(beats, polarity="negated", hedged=True, confidence=0.61),
            replace(runs, hedged=True),
            replace(trained, polarity="negated"),
        ),
        results=(
            Result(ids["TWIG"], ids["HopBench"], ids["hop error"], "3.1 %", trained.evidence, 0.72, "negated"),
            Result(ids["TWIG"], None, "F1", "12.5", hedged=True),
        ),
        model="hopper-1",
    )


def hostile():
    """A record in which every text and address is an attack."""
    title, name, sentence = HOSTILE_TEXTS[0], HOSTILE_TEXTS[1], " ".join(HOSTILE_TEXTS)
    at = sentence.index(name)
    spans = (Span("title", 0, len(title), title), Span("abstract", at, at + len(name), name))
    evidence = Span("abstract", 0, len(sentence), sentence)
    return AnnotatedAbstract(
        Abstract(HOSTILE_TEXTS[2], title, sentence, url="javascript:alert(9)//https://example.org"),
        (Entity("e1", EntityType.METHOD, name, spans), Entity("e2", EntityType.TASK, HOSTILE_TEXTS[5], spans[:1])),
        (Relation("P", RelationType.INTRODUCES, "e1", evidence, hedged=True),),
        (Result("e1", "e2", HOSTILE_TEXTS[5], HOSTILE_TEXTS[4], evidence),),
        model=HOSTILE_TEXTS[3],
    )


@pytest.fixture
def here(tmp_path, monkeypatch):
    """An empty folder to work in, with a file of records."""
    monkeypatch.chdir(tmp_path)
    for name, records in (("twig", [twig()]), ("hostile", [hostile()]), ("two", [twig(), record("A [Yak]o", "Moo.")])):
        with (tmp_path / f"{name}.jsonl").open("wb") as stream:
            for one in records:
                write_record(stream, one)
    return tmp_path


def run(*arguments, code=0, stdin=None):
    result = CliRunner().invoke(main, ["annotate", *arguments], input=stdin)
    assert result.exit_code == code, result.output
    return result


def fails(*arguments, stdin=None):
    """Run, and return the one sentence that says what was wrong."""
    (line,) = run(*arguments, code=1, stdin=stdin).stderr.strip().splitlines()
    assert line.startswith("Error: ")
    return line


def shown_json(*arguments, stdin=None):
    lines = run(*arguments, "--format", "json", stdin=stdin).stdout.splitlines()
    return [parse_record(line, "stdout", number) for number, line in enumerate(lines, start=1)]


def test_a_text_of_the_command_line_is_marked():
    lines = run("--text", SENTENCE).stdout.splitlines()

    # Of which type each is, the model decides; what is marked is not in doubt.
    assert re.sub(r"\[([^]]*)\]\((\w+)\)", r"<\1>", lines[0]) == SENTENCE.replace("FernNet", "<FernNet>").replace(
        "ResNet-50", "<ResNet-50>"
    ).replace("LeafBench", "<LeafBench>")
    assert lines[2] == "Entities (3)"
    assert any(re.fullmatch(r"  FernNet OUTPERFORMS ResNet-50  [01]\.\d\d", line) for line in lines)


def test_bare_text_of_standard_input_is_one_abstract_as_with_text():
    wrapped = f"{SENTENCE} It was made in the shade\nof a tree that stands before our\nlaboratory. {SENTENCE}\n"
    (piped,) = shown_json("-", stdin=wrapped)

    assert piped.paper.title == ""
    assert piped.paper.abstract == " ".join(wrapped.split())
    assert shown_json("--text", wrapped) == [piped]


def test_bare_text_in_a_file_is_one_abstract(here):
    (here / "note.txt").write_text(SENTENCE, encoding="utf-8")

    assert shown_json("note.txt") == shown_json("--text", SENTENCE)


def test_two_bare_texts_are_two_papers():
    ids = [shown_json("--text", text)[0].paper.paper_id for text in (SENTENCE, SENTENCE.upper(), "Moo.")]

    # As with titles, case makes no difference.
    assert ids[0] == ids[1] != ids[2]


@pytest.mark.parametrize("source", ["file", "stdin"])
def test_papers_are_read_as_by_extract(here, source):
    text = LISTING.split("\n\nReading leaves, part 2\n")[0]
    (here / "papers.txt").write_text(text, encoding="utf-8")
    extracted = CliRunner().invoke(main, ["extract", "papers.txt", "-o", "-", "--quiet"]).stdout
    arguments = ["papers.txt"] if source == "file" else ["-"]

    output = run(*arguments, "--format", "json", "--quiet", stdin=text if source == "stdin" else None).stdout
    assert output == extracted
    assert [json.loads(line)["title"] for line in output.splitlines()] == [f"Reading leaves, part {i}" for i in (0, 1)]


def test_a_named_format_is_no_bare_text():
    assert "no title" in fails("-", "--input-format", "listing", stdin=SENTENCE)


@pytest.mark.parametrize("source", ["file", "stdin"])
def test_records_are_taken_as_they_are_without_a_model(here, source, monkeypatch):
    monkeypatch.setitem(sys.modules, "extract.pipeline", None)
    content = (here / "two.jsonl").read_text(encoding="utf-8")
    arguments = ["two.jsonl"] if source == "file" else ["-"]

    assert run(*arguments, "--format", "json", stdin=content if source == "stdin" else None).stdout == content


def test_a_pipe_gets_plain_text_with_everything_in_it(here):
    assert run("twig.jsonl").stdout.splitlines() == [
        "[TWIG](Method) at work",
        "title:twigatwork, 2031, https://example.org/twig",
        "",
        "We introduce [TWIG](Method). Perhaps [TWIG](Method) is no better than [Emu 2](Model). It may run on "
        "[HopBench](Benchmark). [TWIG](Method) was not trained on [LeafSet](Dataset), and has 3.1 % less "
        "[hop error](Metric) on [HopBench](Benchmark).",
        "",
        "Entities (5)",
        "  TWIG  Method  0.90  4 mentions",
        "  Emu 2  Model  0.90  1 mention",
        "  HopBench  Benchmark  0.90  2 mentions",
        "  LeafSet  Dataset  0.90  1 mention",
        "  hop error  Metric  0.90  1 mention",
        "",
        "Relations (4)",
        "  this paper INTRODUCES TWIG  0.80",
        "    “[TWIG](Method) was not trained on LeafSet, and has 3.1 % less hop error on HopBench.”",
        "  TWIG maybe not OUTPERFORMS Emu 2  0.61",
        "    “Perhaps [TWIG](Method) is no better than [Emu 2](Model).”",
        "  TWIG maybe EVALUATED_ON HopBench  0.80",
        "    “[TWIG](Method) was not trained on LeafSet, and has 3.1 % less hop error on [HopBench](Benchmark).”",
        "  TWIG not TRAINED_ON LeafSet  0.80",
        "    “[TWIG](Method) was not trained on [LeafSet](Dataset), and has 3.1 % less hop error on HopBench.”",
        "",
        "Results (2)",
        "  TWIG: not 3.1 % hop error on HopBench  0.72",
        "    “[TWIG](Method) was not trained on LeafSet, and has 3.1 % less [hop error](Metric) on "
        "[HopBench](Benchmark).”",
        "  TWIG: maybe 12.5 F1  1.00",
    ]


def test_several_papers_stand_apart(here):
    first, second = run("two.jsonl").stdout.split("\n---\n\n")

    assert first == run("twig.jsonl").stdout
    assert second.startswith("A [Yak](Model)\n")


def test_only_the_first_papers_are_shown_and_that_is_said(here):
    (here / "papers.txt").write_text(LISTING, encoding="utf-8")
    result = run("papers.txt", "--format", "json", "--quiet")
    few = run("two.jsonl", "--format", "json", "--max-papers", "1")

    assert len(result.stdout.splitlines()) == 20
    assert result.stderr == "papers.txt holds more papers than the 20 shown; --max-papers N shows more\n"
    assert [json.loads(line)["title"] for line in few.stdout.splitlines()] == ["TWIG at work"]
    assert run("two.jsonl", "--max-papers", "2").stderr == ""


def on_terminal(*arguments, cwd, **environment):
    """Return what the command writes on a terminal of 80 columns."""
    master, slave = pty.openpty()
    process = subprocess.Popen(
        [sys.executable, "-m", "graph.cli", "annotate", *arguments],
        stdin=slave,
        stdout=slave,
        stderr=slave,
        cwd=cwd,
        env={**os.environ, "COLUMNS": "80", "TERM": "xterm-256color", "COLORTERM": "truecolor", **environment},
    )
    os.close(slave)
    output = b""
    while True:
        try:
            chunk = os.read(master, 65536)
        except OSError:
            break
        if not chunk:
            break
        output += chunk
    os.close(master)
    assert process.wait() == 0, output.decode()
    return output.decode()


def test_a_terminal_shows_coloured_spans_and_tables(here):
    output = on_terminal("two.jsonl", cwd=here)
    red, green, blue = (int(COLOURS["Model"][i : i + 2], 16) for i in (1, 3, 5))
    plain = re.sub(r"\x1b\[[0-9;]*m", "", output)

    assert f"48;2;{red};{green};{blue}m Emu 2 \x1b[0m" in output
    assert "We introduce  TWIG Method ." in plain
    assert re.search(r"TWIG +maybe not +● Emu 2 +0\.61 +Perhaps TWIG", plain)
    assert re.search(r"TWIG +not 3\.1 % +● hop error +● HopBench +0\.72", plain)
    assert "Results (0)" in plain
    assert max(map(len, plain.splitlines())) <= 80


def test_a_terminal_without_colours_shows_the_types_in_brackets(here):
    assert "[Emu 2](Model)" in on_terminal("twig.jsonl", cwd=here, NO_COLOR="1")


@pytest.mark.parametrize("environment", [{}, {"NO_COLOR": "1"}])
def test_a_text_does_not_steer_the_terminal(here, environment):
    text = "Moo \x1b]0;owned\x07 \u202eoom"
    with (here / "steering.jsonl").open("wb") as stream:
        write_record(stream, AnnotatedAbstract(Abstract("p\x1b[2J", text, text, url=text)))

    output = on_terminal("steering.jsonl", cwd=here, **environment)
    assert not [steering for steering in ("\x1b]", "\x1b[2J", "\x07", "\u202e") if steering in output]
    assert "\\x1b]0;owned" in output


def test_overlapping_mentions_are_marked_once():
    text = "an Emu 2 Turbo runs"

    passage = make_passage(text, [(7, 14, "Method"), (3, 8, "Model"), (3, 14, "Model"), (15, 19, "Task")])
    assert list(passage.parts()) == [("an ", None), ("Emu 2 Turbo", "Model"), (" ", None), ("runs", "Task")]
    assert "".join(piece for piece, _ in passage.parts()) == text


def test_names_are_read_well_on_their_colours():
    def luminance(colour):
        channels = (int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5))
        linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
        return sum(weight * c for weight, c in zip((0.2126, 0.7152, 0.0722), linear, strict=True))

    for colour in COLOURS.values():
        dark, light = sorted((luminance(colour), luminance(ink(colour))))
        # The contrast that WCAG 2 asks of text at least (level AA).
        assert (light + 0.05) / (dark + 0.05) >= 4.5


class Markup(HTMLParser):
    """The elements of a page, with their attributes."""

    def __init__(self, page):
        super().__init__()
        self.found = []
        self.feed(page)

    def handle_starttag(self, tag, attributes):
        self.found.append((tag, dict(attributes)))


def test_the_page_has_spans_in_the_colours_of_the_graph(here):
    result = run("two.jsonl", "-o", "page.html")
    page = (here / "page.html").read_text(encoding="utf-8")
    marks = [attributes["style"] for tag, attributes in Markup(page).found if tag == "mark"]

    assert result.stdout == ""
    assert result.stderr == "page.html: 2 texts, 6 entities, 4 relations, 2 results\n"
    assert f"background: {STYLES['Benchmark'][1]}; color: {ink(STYLES['Benchmark'][1])}" in marks
    assert run("two.jsonl", "-o", "-").stdout == page + "\n"
    assert run("two.jsonl", "-o", "page.html", "--quiet").output == ""


def test_hostile_text_stays_text_in_the_page(here):
    found = Markup(run("hostile.jsonl", "-o", "-").stdout).found

    assert not {tag for tag, _ in found} & {"script", "img", "svg", "a", "iframe", "object", "base", "form"}
    assert not [name for _, attributes in found for name in attributes if name.startswith("on")]
    assert [attributes["href"] for _, attributes in found if "href" in attributes] == ["data:,"]


MISTAKES = {
    "no text": [],
    "two texts": ["file.txt", "--text", "Moo."],
    "a format for a text": ["--text", "Moo.", "--input-format", "csv"],
    "a form for a page": ["two.jsonl", "-o", "page.html", "--format", "json"],
    "no papers": ["two.jsonl", "--max-papers", "0"],
    "an unknown form": ["two.jsonl", "--format", "xml"],
}


@pytest.mark.parametrize("arguments", MISTAKES.values(), ids=MISTAKES)
def test_wrong_usage_is_exit_code_2(here, arguments):
    assert "Usage:" in run(*arguments, code=2).stderr
    assert not (here / "page.html").exists()


@pytest.mark.parametrize("text", ["", " \n\u200b"])
def test_an_empty_text_is_one_sentence(text):
    assert "--text: the text is empty" in fails("--text", text)


def test_half_a_character_is_one_sentence():
    assert "--text: the text is not valid Unicode" in fails("--text", "Moo \udcff moo.")


@pytest.mark.parametrize(
    ("name", "content", "message"),
    [
        ("missing.txt", None, "no such file"),
        ("empty.txt", "", "is empty"),
        ("page.html", "<!doctype html><p>Moo.", "is a web page"),
        ("bare.json", '[{"title": "Moo"}]', "the abstract is missing"),
        (
            "none.jsonl",
            '{"paper_id": "x", "title": "Moo", "abstract": "Moo.", "entities": []}',
            "none.jsonl:1: the key",
        ),
        ("empty.json", "[]", "no paper is in it"),
    ],
)
def test_bad_input_is_one_sentence(here, name, content, message):
    if content is not None:
        (here / name).write_text(content, encoding="utf-8")

    error = fails(name)
    assert name in error
    assert message in error


@pytest.mark.parametrize(
    "lines",
    [
        ['{"title": "Moo", "abstract": "Moo."}', '{"title": "Moo"}', '{"title": "Yak", "abstract": "Moo."}'],
        [*(json.dumps(record(title, "Moo.").to_json(), separators=(",", ":")) for title in ("Moo", "Yak")), "{]"],
    ],
    ids=["papers", "records"],
)
def test_malformed_records_stop_or_are_counted(here, lines):
    (here / "some.jsonl").write_text("\n".join(lines), encoding="utf-8")

    error = fails("some.jsonl")
    assert "some.jsonl:" in error
    assert "--skip-invalid" in error
    result = run("some.jsonl", "--skip-invalid", "--format", "json", "--quiet")
    assert [json.loads(line)["title"] for line in result.stdout.splitlines()] == ["Moo", "Yak"]
    assert result.stderr.startswith("1 malformed records left out; the first: some.jsonl:")


@pytest.mark.parametrize(
    ("output", "message"),
    [("no/such/page.html", "make the folder first"), (".", "it is a folder"), ("two.jsonl", "it is also what is read")],
)
def test_a_page_that_cannot_be_written_is_one_sentence_before_any_work(here, output, message, monkeypatch):
    monkeypatch.setitem(sys.modules, "graph.views.annotation", None)

    assert message in fails("two.jsonl", "-o", output)


@pytest.mark.browser
def test_the_page_in_a_browser(here):
    """It loads nothing, runs nothing, shows what the record says, in dark mode and at the width of a phone."""
    from selenium import webdriver
    from selenium.webdriver.chrome.service import Service

    browser = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
    service = shutil.which("chromedriver")
    if browser is None or service is None:
        unavailable("needs Chromium and chromedriver on the path")
    options = webdriver.ChromeOptions()
    options.binary_location = browser
    for option in ("--headless=new", "--no-sandbox", "--disable-gpu", f"--user-data-dir={here / 'profile'}"):
        options.add_argument(option)
    options.set_capability("goog:loggingPrefs", {"browser": "ALL", "performance": "ALL"})
    run("twig.jsonl", "-o", "twig.html")
    run("hostile.jsonl", "-o", "hostile.html")
    driver = webdriver.Chrome(options=options, service=Service(service))
    try:
        _check_pages(driver, here)
    finally:
        driver.quit()


def _check_pages(driver, folder):
    def texts(selector):
        # What one can read: an element that is not displayed has no text.
        return [" ".join(found.text.split()) for found in driver.find_elements("css selector", selector)]

    def colour(selector, kind="backgroundColor"):
        script = "return getComputedStyle(document.querySelector(arguments[0]))[arguments[1]]"
        return driver.execute_script(script, selector, kind)

    def emulate(scheme, width):
        features = [{"name": "prefers-color-scheme", "value": scheme}]
        driver.execute_cdp_cmd("Emulation.setEmulatedMedia", {"features": features})
        metrics = {"width": width, "height": 900, "deviceScaleFactor": 1, "mobile": width < 500}
        driver.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", metrics)

    def fits():
        return driver.execute_script("return document.documentElement.scrollWidth <= window.innerWidth")

    # The browser's own first page loads much.
    driver.get("about:blank")
    driver.get_log("performance")
    emulate("light", 1100)
    driver.get((folder / "twig.html").as_uri())
    assert texts(".title") == ["TWIG Method at work"]
    assert texts(".abstract mark")[:2] == ["TWIG Method", "TWIG Method"]
    assert colour(".abstract mark") == "rgb(194, 19, 104)"
    rows = texts(".claims tbody tr")
    assert rows[1] == "TWIG maybe not OUTPERFORMS Emu 2 0.61 Perhaps TWIG is no better than Emu 2."
    assert rows[3].startswith("TWIG not TRAINED_ON LeafSet 0.80 ")
    assert rows[4].startswith("TWIG not 3.1 % hop error HopBench 0.72 ")
    assert rows[5] == "TWIG maybe 12.5 F1 1.00"
    assert texts(".claims tbody tr:nth-child(2) mark") == ["TWIG", "Emu 2"]
    assert [link.get_attribute("href") for link in driver.find_elements("css selector", "a")] == [
        "https://example.org/twig"
    ]
    assert colour("body") == "rgb(255, 255, 255)"
    assert fits()
    emulate("dark", 360)
    assert (colour("body"), colour("body", "color")) == ("rgb(18, 21, 28)", "rgb(232, 235, 241)")
    assert fits()

    driver.get((folder / "hostile.html").as_uri())
    assert fits()
    shown = driver.execute_script("return document.querySelector('main').textContent")
    assert all(text in shown for text in HOSTILE_TEXTS)
    assert driver.get_log("browser") == []
    messages = [json.loads(entry["message"])["message"] for entry in driver.get_log("performance")]
    urls = {m["params"]["request"]["url"] for m in messages if m["method"] == "Network.requestWillBeSent"}
    pages = {(folder / name).as_uri() for name in ("twig.html", "hostile.html")}
    assert {url for url in urls if not url.startswith("data:")} == pages
    # Nothing is fetched even where a text got in after all.
    driver.execute_script("document.body.insertAdjacentHTML('beforeend', '<img src=\"twig.png\">')")
    assert any("Content Security Policy" in entry["message"] for entry in driver.get_log("browser"))

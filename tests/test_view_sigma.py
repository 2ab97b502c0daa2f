"""The page that sigma draws: what it has and vis-network has not, in a real Chromium.

What both must do is in test_views_browser.py.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.resources import files
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from generated_graph import generated_graph
from selenium import webdriver
from view_browser import Page
from view_graphs import BRAMBLER, HARROWBENCH, LANTERNFOLD, rope_graph

from graph.cli import main
from graph.model import Claim, Entity, Evidence, KnowledgeGraph, Paper
from graph.stores import open_store
from graph.views import render_view, write_view

# Others may use the machine, and graphics by software are slow: the limit fails only where a page hangs.
USABLE_MS = 60_000
PURPLE, BLUE = [146, 68, 157], [75, 82, 217]
COUNT_PIXELS = """
const drawn = pictureLayers(), canvas = document.createElement("canvas");
canvas.width = drawn[0].width;
canvas.height = drawn[0].height;
const context = canvas.getContext("2d");
for (const layer of drawn) context.drawImage(layer, 0, 0);
const {data} = context.getImageData(0, 0, canvas.width, canvas.height);
let count = 0;
for (let i = 0; i < data.length; i += 4) if (arguments[0].every((value, j) => data[i + j] === value)) count += 1;
return count;
"""
NO_WEBGL = """
const usual = HTMLCanvasElement.prototype.getContext;
HTMLCanvasElement.prototype.getContext = function (kind, ...more) {
  return kind.includes("webgl") ? null : usual.call(this, kind, ...more);
};
"""


@pytest.fixture
def page(chromium: webdriver.Chrome, tmp_path: Path) -> Page:
    write_view(rope_graph(), tmp_path / "rope.html", renderer="sigma")
    return Page(chromium, tmp_path / "rope.html")


def pixels(page: Page, colour: list[int]) -> int:
    """Return how many pixels of the picture have a colour."""
    found: int = page.driver.execute_script(COUNT_PIXELS, colour)
    return found


def test_a_page_holds_the_library_that_draws_it_and_no_other() -> None:
    with_vis, _ = render_view(rope_graph())
    with_sigma, _ = render_view(rope_graph(), renderer="sigma")

    assert ("new vis.Network" in with_vis, "sigmaKit" in with_vis) == (True, False)
    assert ("new vis.Network" in with_sigma, "sigmaKit" in with_sigma) == (False, True)
    assert len(with_sigma) < len(with_vis)


def test_sigma_draws_more_nodes_unless_told_otherwise() -> None:
    graph = KnowledgeGraph(entities=[Entity(f"task:{i}", "Task", f"t{i}") for i in range(3001)])

    assert render_view(graph)[1].nodes_shown == 3000
    assert render_view(graph, renderer="sigma")[1].nodes_shown == 3001
    assert render_view(graph, renderer="sigma", max_nodes=10)[1].nodes_shown == 10


def test_an_unknown_renderer_is_refused() -> None:
    unknown: Any = "crayons"
    with pytest.raises(ValueError, match="renderer must be one of vis, sigma, not 'crayons'"):
        render_view(rope_graph(), renderer=unknown)


def test_the_command_chooses_the_renderer(tmp_path: Path) -> None:
    store, page = str(tmp_path / "graph.json"), tmp_path / "graph.html"
    open_store(store).save(rope_graph())
    done = CliRunner().invoke(main, ["view", "-g", store, "-o", str(page), "--renderer", "sigma"])

    assert done.exit_code == 0, done.output
    assert "sigmaKit" in page.read_text(encoding="utf-8")
    assert CliRunner().invoke(main, ["view", "-g", store, "--renderer", "crayons"]).exit_code == 2


def test_the_library_comes_with_its_licences() -> None:
    vendor = files("graph.views") / "vendor"
    text = (vendor / "LICENSES.txt").read_text(encoding="utf-8")

    listed = re.findall(r"\| (\S+) \| (\d\S+) \|", (vendor / "README.md").read_text(encoding="utf-8"))
    assert [name for name, _ in listed] == ["sigma", "@sigma/edge-curve", "graphology", "graphology-utils", "events"]
    for name, version in listed:
        assert f"\n{name} {version}\n" in text
    assert text.count("THE SOFTWARE IS PROVIDED") + text.count("THE SOFTWARE\nIS PROVIDED") >= len(listed)


@pytest.mark.browser
def test_hidden_nodes_are_not_in_the_picture(page: Page) -> None:
    assert pixels(page, PURPLE) > 50
    page.button("Benchmark").click()

    assert pixels(page, PURPLE) == 0
    assert pixels(page, BLUE) > 50


@pytest.mark.browser
def test_what_is_not_chosen_is_faint(page: Page) -> None:
    page.choose("knot untying")

    assert pixels(page, BLUE) == 0
    page.press("f")
    page.driver.execute_script("showAll()")
    assert pixels(page, BLUE) > 50


@pytest.mark.browser
def test_parallel_edges_are_each_within_reach_of_the_pointer(page: Page) -> None:
    middles = page.evaluate(f"""DATA.edges.filter(({{ from, to }}) =>
        [from, to].sort().join() === {sorted((LANTERNFOLD.id, BRAMBLER.id))}.join()
    ).map((edge) => {{
        const {{ from, via, to }} = edgeCurve(edge, currentScene().positions);
        return [edge.id, edgeAt(pointOnCurve(from, via, to, 0.5)).id];
    }})""")

    assert len(middles) == 3
    assert [found for _, found in middles] == [wanted for wanted, _ in middles]
    assert page.evaluate("edgeAt({ x: 1, y: 1 })") is None


@pytest.mark.browser
def test_the_pointer_is_told_what_it_is_over(page: Page) -> None:
    page.click_at(f"toScreen(placesOf(['{HARROWBENCH.id}'])[0])")

    page.wait_for("#tip", "Benchmark · 4 claims")


@pytest.mark.browser
def test_the_svg_has_every_node_edge_and_name(page: Page, tmp_path: Path) -> None:
    text = page.downloaded("#svg", tmp_path, "graph.svg").read_text(encoding="utf-8")

    names = re.findall(r"<text [^>]*>([^<]*)</text>", text)
    assert sorted(names) == sorted(entity.name for entity in rope_graph().entities.values())
    # A line and an arrow for each of eight edges, and seven nodes.
    assert text.count("<path ") == 2 * 8 + 7


@pytest.mark.browser
def test_ids_that_mean_something_to_javascript_are_ids_like_others(chromium: webdriver.Chrome, tmp_path: Path) -> None:
    paper = Paper("p", "t", "a beats b")
    entities = [Entity("__proto__", "Task", "a"), Entity("constructor", "Task", "b")]
    claim = Claim("__proto__", "OUTPERFORMS", "constructor", "p", Evidence("abstract", 0, 9, "a beats b"))
    write_view(KnowledgeGraph([paper], entities, (), [claim]), tmp_path / "names.html", renderer="sigma")
    page = Page(chromium, tmp_path / "names.html")
    page.choose("a")

    assert "a beats b" in page.text("#details")
    assert page.complaints() == []
    assert page.evaluate("sigmaGraph.size") == 1


@contextmanager
def without_webgl(driver: webdriver.Chrome) -> Iterator[None]:
    added = driver.execute_cdp_cmd("Page.addScriptToEvaluateOnNewDocument", {"source": NO_WEBGL})
    try:
        yield
    finally:
        driver.execute_cdp_cmd("Page.removeScriptToEvaluateOnNewDocument", added)


@pytest.mark.browser
def test_without_webgl_the_page_says_so_and_is_of_use(page: Page) -> None:
    with without_webgl(page.driver):
        page.open()

        assert page.text("#canvas").startswith("This browser has no WebGL, with which this page draws")
        page.choose("Harrowbench")
        assert "On Harrowbench, which measures" in page.text("#details")
        page.press("1", "d", "+", "f")
        assert page.text("#status").startswith("5 of 7 entities")
        assert not page.find("#png").is_enabled()
        assert page.complaints() == []


@pytest.mark.browser
def test_ten_thousand_nodes_are_soon_usable(chromium: webdriver.Chrome, tmp_path: Path) -> None:
    summary = write_view(generated_graph(16_700, 76_000), tmp_path / "large.html", renderer="sigma")
    page = Page(chromium, tmp_path / "large.html")
    ready: float = chromium.execute_async_script(
        "requestAnimationFrame(() => setTimeout(() => arguments[0](performance.now())))"
    )

    assert summary.nodes_shown > 10_000
    assert page.text("#status").startswith(f"{summary.nodes_shown:,} of {summary.nodes_shown:,} entities")
    assert page.complaints() == []
    assert ready < USABLE_MS

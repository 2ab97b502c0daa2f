"""The report in a real Chromium, as its reader sees it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from importlib.resources import files
from pathlib import Path
from typing import Any

import pytest
from report_graphs import ODD_ADDRESS, hostile_corpus
from selenium import webdriver
from selenium.common.exceptions import NoAlertPresentException
from selenium.webdriver.common.by import By
from view_browser import Page
from view_graphs import HOSTILE_TEXTS, scored_graph

from graph.model import KnowledgeGraph
from graph.report import write_report

pytestmark = pytest.mark.browser

AXE = files("axe_core_python") / "axe.min.js"


def opened(driver: webdriver.Chrome, graph: KnowledgeGraph, folder: Path, title: str = "Ropes") -> Page:
    write_report(graph, folder / "report.html", title=title)
    return Page(driver, folder / "report.html")


@contextmanager
def media(page: Page, kind: str = "", *, dark: bool = False) -> Iterator[None]:
    """Show the page in another medium or colour scheme."""
    scheme = {"name": "prefers-color-scheme", "value": "dark" if dark else "light"}
    page.driver.execute_cdp_cmd("Emulation.setEmulatedMedia", {"media": kind, "features": [scheme]})
    try:
        yield
    finally:
        page.driver.execute_cdp_cmd("Emulation.setEmulatedMedia", {"media": "", "features": []})


def colour(page: Page, selector: str, of: str) -> Any:
    return page.evaluate(f"getComputedStyle(document.querySelector({selector!r}))[{of!r}]")


def violations(page: Page) -> list[str]:
    """Return what axe-core finds."""
    page.driver.execute_script(AXE.read_text(encoding="utf-8"))
    found = page.driver.execute_async_script("axe.run(document).then((found) => arguments[0](found.violations))")
    return [f"{violation['id']}: {violation['nodes'][0]['html'][:200]}" for violation in found]


@pytest.mark.parametrize("graph", [scored_graph(), KnowledgeGraph()], ids=["scored", "empty"])
def test_the_page_loads_without_error_and_fetches_nothing(
    chromium: webdriver.Chrome, tmp_path: Path, graph: KnowledgeGraph
) -> None:
    page = opened(chromium, graph, tmp_path)

    assert page.text("h1") == "Ropes"
    assert page.driver.get_log("browser") == []
    assert [url for url in page.requests() if not url.startswith("data:")] == [page.file.as_uri()]
    assert page.evaluate("performance.getEntriesByType('resource').length") == 0


def test_hostile_text_stays_text(chromium: webdriver.Chrome, tmp_path: Path) -> None:
    page = opened(chromium, hostile_corpus(), tmp_path, HOSTILE_TEXTS[0])

    assert page.text("h1") == HOSTILE_TEXTS[0]
    assert (
        page.driver.find_elements(By.CSS_SELECTOR, "script, img, iframe, object, [onload], [onerror], [onmouseover]")
        == []
    )
    texts = page.evaluate("[...document.querySelectorAll('svg text')].map((text) => text.textContent)")
    assert {HOSTILE_TEXTS[0], HOSTILE_TEXTS[1]} <= set(texts)
    links = page.evaluate("[...document.links].map((link) => link.getAttribute('href'))")
    assert {link for link in links if not link.startswith("#")} == {ODD_ADDRESS}
    with pytest.raises(NoAlertPresentException):
        _ = page.driver.switch_to.alert.text
    assert page.driver.get_log("browser") == []
    assert [url for url in page.requests() if not url.startswith("data:")] == [page.file.as_uri()]


def test_the_policy_stops_what_might_slip_through(chromium: webdriver.Chrome, tmp_path: Path) -> None:
    page = opened(chromium, scored_graph(), tmp_path)
    page.driver.execute_script(
        "document.body.insertAdjacentHTML('beforeend', '<img src=\"https://example.org/x.png\">')"
    )
    page.driver.execute_async_script("setTimeout(arguments[0], 200)")

    (message,) = page.driver.get_log("browser")
    assert "violates the following Content Security Policy" in message["message"]


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
@pytest.mark.parametrize("width", [390, 1280])
def test_axe_finds_nothing(chromium: webdriver.Chrome, tmp_path: Path, width: int, dark: bool) -> None:
    page = opened(chromium, scored_graph(), tmp_path)
    with media(page, dark=dark), page.window(width, 720, mobile=width < 500):
        page.driver.execute_script("for (const part of document.querySelectorAll('details')) part.open = true")
        assert violations(page) == []


@pytest.mark.parametrize(("width", "height"), [(390, 844), (1280, 720)])
@pytest.mark.parametrize("graph", [scored_graph(), hostile_corpus()], ids=["scored", "hostile"])
def test_the_page_fits_its_window(
    chromium: webdriver.Chrome, tmp_path: Path, graph: KnowledgeGraph, width: int, height: int
) -> None:
    page = opened(chromium, graph, tmp_path)
    with page.window(width, height, mobile=width < 500):
        page.driver.execute_script("for (const part of document.querySelectorAll('details')) part.open = true")
        assert page.evaluate("document.documentElement.scrollWidth") <= width
        letters = page.evaluate("document.querySelector('.chart text').getBoundingClientRect().height")
        assert 11 <= letters <= 22


def test_dark_readers_get_a_dark_page_and_charts_in_its_colours(chromium: webdriver.Chrome, tmp_path: Path) -> None:
    page = opened(chromium, scored_graph(), tmp_path)

    with media(page, dark=True):
        assert colour(page, "body", "backgroundColor") == "rgb(18, 21, 28)"
        assert colour(page, ".chart text", "fill") == colour(page, "body", "color") == "rgb(232, 235, 241)"
    with media(page):
        assert colour(page, "body", "backgroundColor") == "rgb(255, 255, 255)"
        assert colour(page, ".chart text", "fill") == colour(page, "body", "color") == "rgb(27, 31, 39)"


def test_a_printed_report_shows_what_is_folded(chromium: webdriver.Chrome, tmp_path: Path) -> None:
    page = opened(chromium, hostile_corpus(), tmp_path)
    shown = "document.querySelector('.tree .words').checkVisibility()"

    assert not page.evaluate(shown)
    with media(page, "print", dark=True):
        assert page.evaluate(shown)
        assert colour(page, "body", "backgroundColor") == "rgb(255, 255, 255)"
        assert colour(page, "nav", "display") == "none"


def test_a_name_in_the_tree_unfolds_its_sentence(chromium: webdriver.Chrome, tmp_path: Path) -> None:
    page = opened(chromium, hostile_corpus(), tmp_path)
    page.find(".tree summary").click()

    assert "beats" in page.text(".tree details[open] q")

"""Filters, looks, scores and pictures of the page, in a real Chromium."""

from __future__ import annotations

import base64
import xml.etree.ElementTree as ET
from importlib.resources import files
from pathlib import Path
from typing import Any

import pytest
from selenium import webdriver
from selenium.webdriver.common.by import By
from selenium.webdriver.common.keys import Keys
from view_browser import Page
from view_graphs import BRAMBLER, FOLDING, HARROWBENCH, HOSTILE_TEXTS, LANTERNFOLD, hostile_graph, scored_graph

from graph.views import Selection, write_view

pytestmark = pytest.mark.browser

AXE = files("axe_core_python") / "axe.min.js"
SVG = "{http://www.w3.org/2000/svg}"


@pytest.fixture(scope="module")
def scored_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("view") / "scored.html"
    write_view(scored_graph(), path, title="Ropes")
    return path


@pytest.fixture
def page(chromium: webdriver.Chrome, scored_file: Path) -> Page:
    return Page(chromium, scored_file)


def status(page: Page) -> tuple[int, int]:
    """Return how many entities and relations are shown."""
    entities, relations = page.text("#status").split(" · ")
    return int(entities.split()[0]), int(relations.split()[0])


def test_support_counts_the_papers_of_a_relation(page: Page) -> None:
    page.set_value("#support", 2)

    assert status(page) == (7, 2)
    assert page.text("#fewest") == "2 or more"
    assert page.evaluate("document.querySelector('#support').max") == "2"


def test_support_counts_only_what_other_filters_leave(page: Page) -> None:
    page.set_value("#support", 2)
    page.set_value("#from", 2031)

    # Who says that Lanternfold outperforms Brambler has no year in one of two cases; both evaluations have one.
    assert status(page) == (6, 1)


def test_years_leave_out_entities_that_no_paper_of_them_names(page: Page) -> None:
    page.set_value("#from", 2033)

    assert status(page) == (4, 1)
    page.set_value("#from", "")
    page.set_value("#until", 2031)
    assert status(page) == (5, 5)


def test_what_papers_deny_and_doubt_can_be_hidden(page: Page) -> None:
    assert page.texts("#polarities .kind") == ["“ asserted 6", "“ hedged: may be so 1", "“ negated: is not so 1"]
    page.button("negated: is not so").click()
    assert status(page) == (7, 7)
    page.button("hedged: may be so").click()
    assert status(page) == (7, 6)
    page.button("asserted").click()
    assert status(page) == (7, 0)


def test_what_nothing_joins_can_be_hidden(page: Page) -> None:
    page.find("#joined").click()
    assert status(page) == (6, 8)

    page.choose("loomkit")
    assert page.text("#details .title") == "loomkit"
    assert status(page) == (7, 8)


def test_filters_are_reset(page: Page) -> None:
    page.set_value("#support", 2)
    page.set_value("#from", 2033)
    page.button("asserted").click()
    page.button("Reset filters").click()

    assert status(page) == (7, 8)
    assert page.hash() == ""


def test_filters_go_into_the_address_and_come_out_of_it(page: Page) -> None:
    page.choose("Lanternfold")
    page.button("outperforms").click()
    page.button("negated: is not so").click()
    page.set_value("#confidence", 0.5)
    page.set_value("#from", 2031)
    page.set_value("#colour", "community")
    page.set_value("#size", "rank")
    shown, kept = status(page), page.hash()
    assert kept == (
        f"#n={LANTERNFOLD.id}&relations=OUTPERFORMS&says=negated&from=2031&confidence=0.5&size=rank&colour=community"
    )
    page.open(kept)

    assert (status(page), page.hash()) == (shown, kept)
    assert page.button("outperforms").get_attribute("aria-pressed") == "false"
    assert page.text("#details .title") == "Lanternfold"
    assert page.evaluate("[looks.size, looks.colour]") == ["rank", "community"]
    page.press(Keys.ESCAPE)
    assert page.hash() == kept.replace(f"n={LANTERNFOLD.id}&", "")


def test_filters_hold_for_neighbours_and_their_address(page: Page) -> None:
    page.open(f"#n={HARROWBENCH.id}&h=1&says=negated")

    # Of the neighbours, Brambler was never evaluated there.
    assert status(page)[0] == 4
    assert "Brambler" not in page.evaluate("drawnNodes().map((id) => NODES.get(id).label)")


@pytest.mark.parametrize("address", ["#types=x,<b>&says=&from=1&support=-3&confidence=x&size=y", "#support=1e9&n=%00"])
def test_an_address_from_elsewhere_does_no_harm(page: Page, address: str) -> None:
    page.open(address)

    assert status(page)[0] == 7
    assert page.driver.get_log("browser") == []


def test_a_benchmark_has_a_leaderboard(page: Page) -> None:
    page.choose("Harrowbench")

    assert page.texts(".scores th") == ["System", "Metric", "Score"]
    assert page.texts(".scores tbody tr:not(.source)") == [
        "Lanternfold tangle score 91.5",
        "Brambler tangle score 88.0",
    ]
    assert page.texts(".scores summary") == ["Untying, counted (2033)"] * 2
    page.find(".scores summary").click()
    assert page.text(".scores blockquote").startswith("LF scores 91.5 on Harrowbench.")
    assert page.texts(".scores blockquote mark")[:2] == ["LF", "Harrowbench"]
    assert page.find(".scores a").get_attribute("href") == "https://example.org/scored"


def test_a_system_has_its_scores(page: Page) -> None:
    page.choose("Lanternfold")

    assert page.texts(".scores tbody tr:not(.source)") == [
        "not named not named 3.5 points difference",
        "Harrowbench tangle score 91.5",
        "QuillSet share of knots 70% hedged",
    ]


def test_both_ends_of_a_claim_are_marked_in_every_sentence(page: Page) -> None:
    page.choose("QuillSet")

    assert page.texts("#details .claim mark") == ["Brambler", "QuillSet"]


def test_size_and_colour_say_what_is_chosen(page: Page) -> None:
    def looks() -> dict[str, Any]:
        found = page.evaluate("nodeItems.get().map(({ id, size, color }) => [id, [size, color.background]])")
        return dict(found)

    before = looks()
    page.set_value("#size", "rank")
    page.set_value("#colour", "community")
    after = looks()

    assert before[LANTERNFOLD.id][0] > before[BRAMBLER.id][0]
    # Harrowbench joins more than others do, though it has fewer claims than Brambler.
    assert before[HARROWBENCH.id][0] < before[BRAMBLER.id][0]
    assert after[HARROWBENCH.id][0] >= max(size for size, _ in after.values()) - 3
    assert len({colour for _, colour in after.values()}) == 3
    assert len(page.texts("#communities li")) == 2


def test_papers_are_drawn_where_they_are_asked_for(chromium: webdriver.Chrome, tmp_path: Path) -> None:
    write_view(scored_graph(), tmp_path / "papers.html", selection=Selection(papers=True))
    page = Page(chromium, tmp_path / "papers.html")

    assert page.text("#status") == "10 of 10 nodes · 23 of 23 relations"
    page.choose("Untying knots")
    assert page.find("#details .title a").get_attribute("href") == FOLDING.url
    assert "→ introduces Lanternfold" in page.text("#details")
    page.choose("Lanternfold")
    page.button("Untying, counted").click()
    assert page.text("#details .title") == "Untying, counted (2033)"
    assert page.driver.get_log("browser") == []


def test_the_picture_is_saved_as_svg(page: Page, tmp_path: Path) -> None:
    page.choose("Lanternfold")
    picture = ET.parse(page.downloaded("#svg", tmp_path, "graph.svg")).getroot()

    assert {"Lanternfold", "Brambler", "Harrowbench"} <= {text.text for text in picture.iter(f"{SVG}text")}
    titles = [title.text for title in picture.iter(f"{SVG}title")]
    assert "Lanternfold (Method)" in titles
    # Eight relations, each a line and a head, and seven nodes, but for what is out of sight.
    assert len(list(picture.iter(f"{SVG}path"))) >= 16


def test_hostile_names_are_text_in_the_svg(chromium: webdriver.Chrome, tmp_path: Path) -> None:
    write_view(hostile_graph(), tmp_path / "hostile.html", title="a\x01b \u202e </title>")
    page = Page(chromium, tmp_path / "hostile.html")
    picture = ET.parse(page.downloaded("#svg", tmp_path, "graph.svg")).getroot()

    assert {element.tag.removeprefix(SVG) for element in picture.iter()} <= {"svg", "title", "rect", "path", "text"}
    assert {name for element in picture.iter() for name in element.attrib if name.startswith("on")} == set()
    assert any(HOSTILE_TEXTS[1] in (title.text or "") for title in picture.iter(f"{SVG}title"))


def test_print_has_the_picture_and_every_sentence_in_light_colours(page: Page) -> None:
    page.press("d")
    page.choose("Harrowbench")
    closed = "document.querySelectorAll('#details details:not([open])').length"
    page.driver.execute_cdp_cmd("Emulation.setEmulatedMedia", {"media": "print"})
    page.driver.execute_script("dispatchEvent(new Event('beforeprint'))")
    try:
        assert not page.find("#filters").is_displayed()
        assert not page.find("#tools").is_displayed()
        assert page.find("#canvas canvas").is_displayed()
        assert page.evaluate(closed) == 0
        assert page.evaluate("document.documentElement.dataset.theme") == "light"
        assert page.evaluate("getComputedStyle(document.querySelector('#details')).overflowY") == "visible"
    finally:
        page.driver.execute_cdp_cmd("Emulation.setEmulatedMedia", {"media": ""})
        page.driver.execute_script("dispatchEvent(new Event('afterprint'))")
    assert (page.evaluate("document.documentElement.dataset.theme"), page.evaluate(closed)) == ("dark", 2)

    printed = page.driver.execute_cdp_cmd("Page.printToPDF", {})
    assert base64.b64decode(printed["data"]).startswith(b"%PDF")
    assert (page.evaluate("document.documentElement.dataset.theme"), page.evaluate(closed)) == ("dark", 2)


@pytest.mark.parametrize(("width", "height"), [(1280, 720), (1280, 560), (1024, 768), (390, 844)])
def test_the_page_fits_the_window(page: Page, width: int, height: int) -> None:
    with page.window(width, height, mobile=width < 500):
        page.choose("Lanternfold")
        overflow = page.evaluate(
            "[...document.querySelectorAll('html, header, #tools, #details, #filters')].map("
            "(one) => one.scrollWidth - one.clientWidth)"
        )
        assert overflow == [0, 0, 0, 0, 0]
        assert page.evaluate("document.documentElement.scrollHeight") == height
        assert page.find("#canvas").size["height"] > 280
        assert page.find("#details").size["height"] > 220
        page.driver.execute_script("document.querySelector('#filters').scrollTop = 1e6")
        assert page.evaluate("[scrollY, document.documentElement.scrollHeight]") == [0, height]
        for button in page.driver.find_elements(By.CSS_SELECTOR, "#tools button"):
            box = button.rect
            assert not button.is_displayed() or 0 <= box["x"] <= width - box["width"]


def test_on_a_phone_the_filters_open_and_close(page: Page) -> None:
    with page.window(390, 844, mobile=True):
        assert not page.find("#filters").is_displayed()
        page.find("#unfold").click()
        assert page.find("#unfold").get_attribute("aria-expanded") == "true"
        page.button("outperforms").click()
        page.find("#unfold").click()
        assert not page.find("#filters").is_displayed()
        assert status(page) == (7, 6)


def faults(page: Page) -> list[tuple[str, str, list[Any]]]:
    """Return what axe-core finds serious or critical."""
    page.driver.execute_script(AXE.read_text(encoding="utf-8"))
    found = page.driver.execute_async_script("axe.run(document).then((found) => arguments[0](found.violations))")
    return [
        (fault["impact"], fault["id"], [node["target"] for node in fault["nodes"]])
        for fault in found
        if fault["impact"] in ("serious", "critical")
    ]


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
def test_axe_finds_nothing_serious(page: Page, dark: bool) -> None:
    if dark:
        page.press("d")
    assert faults(page) == []
    page.choose("Harrowbench")
    assert faults(page) == []
    page.press("1")
    page.search("l")
    assert faults(page) == []
    page.press(Keys.ESCAPE)
    page.press("?")
    assert faults(page) == []


def test_axe_finds_nothing_serious_on_a_phone(page: Page) -> None:
    with page.window(390, 844, mobile=True):
        assert faults(page) == []
        page.find("#unfold").click()
        page.set_value("#colour", "community")
        assert faults(page) == []


def test_axe_would_find_a_fault(page: Page) -> None:
    page.driver.execute_script(
        "document.querySelector('#query').removeAttribute('aria-label');"
        "document.querySelector('#query').removeAttribute('placeholder');"
    )

    assert [rule for _, rule, _ in faults(page)] == ["label"]


def test_the_list_of_nodes_is_one_key_away_and_choices_are_said(page: Page) -> None:
    page.choose("Harrowbench")
    assert page.evaluate("document.querySelector('#said').textContent") == "Harrowbench, Benchmark, 5 claims"
    page.open()
    page.press(Keys.TAB)
    skip = page.driver.switch_to.active_element
    assert (skip.text, skip.size["width"] > 50) == ("List of entities", True)
    page.press(Keys.ENTER)

    assert page.driver.switch_to.active_element.get_attribute("id") == "details"
    assert len(page.texts("#details li")) == 7

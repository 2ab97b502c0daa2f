"""The page in a real Chromium, as its reader sees it."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from selenium import webdriver
from selenium.common.exceptions import NoAlertPresentException
from selenium.webdriver.common.action_chains import ActionChains
from selenium.webdriver.common.by import By
from selenium.webdriver.common.keys import Keys
from view_browser import Page
from view_graphs import HARROWBENCH, HOSTILE_TEXTS, LANTERNFOLD, UNTYING, hostile_graph, rope_graph

from graph.model import KnowledgeGraph
from graph.views import Selection, write_view
from graph.views.page import Renderer

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module", params=["vis", "sigma"])
def renderer(request: pytest.FixtureRequest) -> Renderer:
    chosen: Renderer = request.param
    return chosen


@pytest.fixture(scope="module")
def rope_file(tmp_path_factory: pytest.TempPathFactory, renderer: Renderer) -> Path:
    path = tmp_path_factory.mktemp("view") / "rope.html"
    write_view(rope_graph(), path, title="Ropes", renderer=renderer)
    return path


@pytest.fixture
def page(chromium: webdriver.Chrome, rope_file: Path) -> Page:
    return Page(chromium, rope_file)


def test_the_page_loads_without_error_and_fetches_nothing(page: Page) -> None:
    assert page.text("#status") == "7 of 7 entities · 8 of 8 relations"
    assert page.complaints() == []
    assert [url for url in page.requests() if not url.startswith("data:")] == [page.file.as_uri()]
    assert page.driver.execute_script("return performance.getEntriesByType('resource').length") == 0


def test_the_drawing_has_the_colours_of_its_nodes(page: Page) -> None:
    colours = page.driver.execute_script("""
        const drawn = pictureLayers(), canvas = document.createElement("canvas");
        canvas.width = drawn[0].width;
        canvas.height = drawn[0].height;
        const context = canvas.getContext("2d");
        for (const layer of drawn) context.drawImage(layer, 0, 0);
        const {data} = context.getImageData(0, 0, canvas.width, canvas.height);
        const found = new Set();
        for (let i = 0; i < data.length; i += 4) found.add([data[i], data[i + 1], data[i + 2]].join());
        return ["194,19,104", "75,82,217", "67,111,32", "146,68,157"].map((colour) => found.has(colour));
    """)

    assert colours == [True, True, True, True]


def test_entities_are_listed_as_text(page: Page) -> None:
    rows = page.texts("#details li")

    assert rows[:3] == ["Brambler Model · 6", "Lanternfold Method · 6", "Harrowbench Benchmark · 4"]
    assert len(rows) == 7


def test_search_finds_by_alias(page: Page) -> None:
    hits = page.search("lf")

    assert hits[0] == "Lanternfold Method also written LF"


def test_search_finds_by_evidence(page: Page) -> None:
    assert page.search("rope is wet") == [
        "Brambler Model But Brambler outperforms LF where the rope is wet.",
        "Lanternfold Method But Brambler outperforms LF where the rope is wet.",
    ]
    assert page.search("nowhere at all") == ["Nothing found"]


def test_search_is_used_by_keyboard(page: Page) -> None:
    page.search("rope is wet")
    page.press(Keys.ARROW_DOWN, Keys.ENTER)

    assert page.text("#details .title") == "Lanternfold"
    assert page.hash() == f"#n={LANTERNFOLD.id}"


def test_the_card_shows_claims_with_their_evidence(page: Page) -> None:
    page.choose("Lanternfold")
    card = page.text("#details")

    assert "Also written LF" in card
    assert "Called Method (2 papers), Software (1 paper)" in card
    assert "We present Lanternfold (LF), which folds a knot until it is none." in card
    assert "In the \U0001d4a6 setting, LF outperforms Brambler." in card
    assert "confidence 0.93" in card
    assert "confidence 0.40 · said 2 times" in card
    assert {"LF", "Brambler", "Harrowbench"} <= set(page.texts("#details mark"))
    links = page.driver.find_elements(By.CSS_SELECTOR, "#details a")
    assert {(link.text, link.get_attribute("href")) for link in links} == {
        ("Untying knots by folding them", "https://example.org/folding")
    }


def test_negated_and_hedged_claims_are_marked(page: Page) -> None:
    page.choose("Brambler")

    flags = {quote.split(".")[0]: quote for quote in page.texts("#details blockquote")}
    assert flags["Brambler was never evaluated on Harrowbench"].endswith("negated")
    assert flags["Brambler may profit from QuillSet, on which it was trained"].endswith("hedged")
    assert "ed" not in flags["Again LF outperforms Brambler"].rsplit("·", 1)[1].replace("confidence", "")


def test_a_click_on_the_drawing_chooses_a_node(page: Page) -> None:
    page.click_at(f"toScreen(placesOf(['{HARROWBENCH.id}'])[0])")

    page.wait_for("#details", "On Harrowbench, which measures")
    assert page.text("#details .title") == "Harrowbench"


def test_a_double_click_on_the_drawing_shows_neighbours(page: Page) -> None:
    page.click_at(f"toScreen(placesOf(['{UNTYING.id}'])[0])", double=True)

    page.wait_for("#banner", "knot untying: 1 neighbour, 1 hop")
    assert page.text("#status").startswith("2 of 7 entities")


def test_a_click_on_an_edge_shows_its_papers(page: Page) -> None:
    page.click_at("""(() => {
        const edge = DATA.edges.find(({ from, type }) => from === "method:lanternfold" && type === "OUTPERFORMS");
        const { from, via, to } = edgeCurve(edge, currentScene().positions);
        return pointOnCurve(from, via, to, 0.5);
    })()""")

    page.wait_for("#details", "Lanternfold → outperforms Brambler")
    assert len(page.texts("#details blockquote")) == 2


def test_the_legend_hides_a_type(page: Page) -> None:
    page.button("Benchmark").click()

    # Harrowbench and the four edges that touch it.
    assert page.text("#status") == "6 of 7 entities · 4 of 8 relations"
    assert "Harrowbench" not in page.text("#details")
    page.button("Benchmark").click()
    assert page.text("#status") == "7 of 7 entities · 8 of 8 relations"


def test_the_legend_hides_a_relation(page: Page) -> None:
    page.button("outperforms").click()

    assert page.text("#status") == "7 of 7 entities · 6 of 8 relations"


def test_a_double_click_on_the_legend_shows_one_kind_alone(page: Page) -> None:
    ActionChains(page.driver).double_click(page.button("outperforms")).perform()

    assert page.text("#status") == "7 of 7 entities · 2 of 8 relations"


def test_the_confidence_filter_hides_weak_claims(page: Page) -> None:
    page.find("#confidence").send_keys(*[Keys.ARROW_RIGHT] * 10)

    assert page.text("#least") == "0.50 or more"
    assert page.text("#status") == "7 of 7 entities · 7 of 8 relations"


def test_search_shows_what_a_filter_hides(page: Page) -> None:
    page.button("Benchmark").click()
    page.choose("Harrowbench")

    assert page.text("#details .title") == "Harrowbench"
    assert page.text("#status").startswith("7 of 7 entities")


def test_neighbours_alone(page: Page) -> None:
    page.choose("knot untying")
    page.press("1")

    assert page.text("#status") == "2 of 7 entities · 1 of 8 relations"
    assert page.text("#banner").startswith("knot untying: 1 neighbour, 1 hop")
    page.press("2")
    # Harrowbench, and what touches it: Lanternfold, Brambler, tangle score.
    assert page.text("#status").startswith("5 of 7 entities")
    assert page.hash() == f"#n={UNTYING.id}&h=2"
    page.press(Keys.ESCAPE)
    assert page.text("#status").startswith("7 of 7 entities")
    assert not page.find("#banner").is_displayed()


def test_a_path_is_shown_with_the_evidence_of_each_step(page: Page) -> None:
    page.choose("Lanternfold")
    page.button("Path to…").click()
    page.choose("knot untying")

    assert page.text("#banner").startswith("Shortest path: 2 steps")
    assert page.texts("#details ol .row") == ["Lanternfold Method", "Harrowbench Benchmark", "knot untying Task"]
    assert page.texts("#details ol .relation") == ["→ evaluated on", "→ benchmark for"]
    assert len(page.texts("#details blockquote")) == 2
    assert page.text("#status") == "3 of 7 entities · 2 of 8 relations"
    assert page.hash() == f"#n={LANTERNFOLD.id}&to={UNTYING.id}"


def test_where_no_path_leads_the_page_says_so(page: Page) -> None:
    page.choose("Lanternfold")
    page.press("p")
    page.choose("loomkit")

    assert page.text("#banner").startswith("With these filters, no path joins the two.")


def test_a_path_can_be_given_up(page: Page) -> None:
    page.choose("Lanternfold")
    page.press("p", Keys.ESCAPE)

    assert not page.find("#banner").is_displayed()
    assert page.text("#details .title") == "Lanternfold"


def test_dark_mode(page: Page) -> None:
    def background() -> Any:
        return page.driver.execute_script("return getComputedStyle(document.body).backgroundColor")

    assert background() == "rgb(255, 255, 255)"
    page.press("d")
    assert background() == "rgb(18, 21, 28)"
    assert page.find("#dark").get_attribute("aria-pressed") == "true"


@pytest.mark.parametrize(
    ("address", "status", "card"),
    [
        (f"#n={HARROWBENCH.id}", "7 of 7", "Harrowbench"),
        (f"#n={UNTYING.id}&h=1", "2 of 7", "knot untying"),
        (f"#n={LANTERNFOLD.id}&to={UNTYING.id}", "3 of 7", "Path, 2 steps"),
        ("#n=nobody", "7 of 7", "Most claims first"),
    ],
)
def test_an_address_leads_to_what_it_names(page: Page, address: str, status: str, card: str) -> None:
    page.open(address)

    assert page.text("#status").startswith(status)
    assert card.lower() in page.text("#details").lower()


def test_the_way_back_leads_to_what_was_shown_before(page: Page) -> None:
    page.choose("Harrowbench")
    page.choose("QuillSet")
    page.driver.back()

    page.wait_for("#details", "Harrowbench")
    assert page.text("#details .title") == "Harrowbench"


def test_help_opens_and_closes_by_keyboard(page: Page) -> None:
    page.choose("Harrowbench")
    page.press("?")
    assert "shortest path" in page.text("#help-box")
    page.press(Keys.ESCAPE)

    assert not page.find("#help-box").is_displayed()
    assert page.text("#details .title") == "Harrowbench"


def test_the_drawing_is_moved_by_keyboard(page: Page) -> None:
    def view() -> list[float]:
        found: list[float] = page.driver.execute_script(
            "const { scale, position } = viewNow(); return [scale, position.x]"
        )
        return found

    scale, x = view()
    page.press("+", Keys.ARROW_RIGHT)
    assert view()[0] == pytest.approx(scale * 1.25)
    assert view()[1] > x
    page.press("f")
    assert view() == pytest.approx([scale, x], rel=1e-6, abs=1e-6)


def test_the_picture_is_saved(page: Page, tmp_path: Path) -> None:
    assert page.downloaded("#png", tmp_path, "graph.png").read_bytes().startswith(b"\x89PNG")


def test_everything_fits_a_small_window(page: Page) -> None:
    overflow = page.driver.execute_script("""
        const {scrollWidth, scrollHeight, clientWidth, clientHeight} = document.documentElement;
        return [scrollWidth - clientWidth, scrollHeight - clientHeight];
    """)

    assert overflow == [0, 0]
    assert page.find("#canvas").size["width"] > 600


def test_what_is_hidden_is_said(chromium: webdriver.Chrome, tmp_path: Path) -> None:
    write_view(rope_graph(), tmp_path / "few.html", max_nodes=3)
    page = Page(chromium, tmp_path / "few.html")
    page.choose("Harrowbench")

    assert "4 entities of the graph are hidden" in page.text("#notes")
    assert "2 claims more, not drawn." in page.text("#details")


def test_an_empty_graph_is_said_to_be_empty(chromium: webdriver.Chrome, tmp_path: Path) -> None:
    write_view(KnowledgeGraph(), tmp_path / "empty.html")
    page = Page(chromium, tmp_path / "empty.html")

    assert "This graph is empty" in page.text("body")
    assert page.complaints() == []


@pytest.mark.parametrize("papers", [False, True], ids=["entities", "papers too"])
def test_hostile_text_stays_text(chromium: webdriver.Chrome, tmp_path: Path, papers: bool, renderer: Renderer) -> None:
    selection = Selection(papers=papers)
    write_view(
        hostile_graph(), tmp_path / "hostile.html", title=HOSTILE_TEXTS[0], selection=selection, renderer=renderer
    )
    page = Page(chromium, tmp_path / "hostile.html")
    assert page.text("h1") == HOSTILE_TEXTS[0]
    for id_ in hostile_graph().entities:
        page.driver.execute_script("choose(arguments[0]); showEgo(arguments[0], 2);", id_)
        page.driver.execute_script("showPath(arguments[0], DATA.nodes[0].id); showAll();", id_)
        page.driver.execute_script("choose(arguments[0]);", id_)
        assert page.driver.execute_script("return document.querySelector('#details .title').textContent.trim()") == (
            hostile_graph().entities[id_].name
        )
        assert page.driver.find_elements(By.CSS_SELECTOR, "#details a") == []
    for paper_id in hostile_graph().papers if papers else ():
        page.driver.execute_script("choose(arguments[0])", paper_id)
        assert page.driver.find_elements(By.CSS_SELECTOR, "#details a") == []
    page.search("alert")
    page.set_value("#colour", "community")

    suspects = page.driver.find_elements(
        By.CSS_SELECTOR, "script, img, iframe, object, [onload], [onerror], [onmouseover]"
    )
    assert [(suspect.tag_name, suspect.get_attribute("id")) for suspect in suspects] == [
        ("script", "data"),
        ("script", ""),
        ("script", ""),
    ]
    with pytest.raises(NoAlertPresentException):
        _ = page.driver.switch_to.alert.text
    assert page.complaints() == []
    assert [url for url in page.requests() if not url.startswith("data:")] == [page.file.as_uri()]

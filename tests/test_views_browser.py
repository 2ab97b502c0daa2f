"""The page in a real Chromium, as its reader sees it."""

from __future__ import annotations

import json
import os
import shutil
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from selenium import webdriver
from selenium.common.exceptions import NoAlertPresentException
from selenium.webdriver.chrome.service import Service
from selenium.webdriver.common.action_chains import ActionChains
from selenium.webdriver.common.by import By
from selenium.webdriver.common.keys import Keys
from selenium.webdriver.remote.webelement import WebElement
from view_graphs import HARROWBENCH, HOSTILE_TEXTS, LANTERNFOLD, UNTYING, hostile_graph, rope_graph

from graph.model import KnowledgeGraph
from graph.views import write_view

pytestmark = pytest.mark.browser

OPTIONS = (
    "--headless=new",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--window-size=1280,720",
)


@pytest.fixture(scope="module")
def chromium(tmp_path_factory: pytest.TempPathFactory) -> Iterator[webdriver.Chrome]:
    names = ("chromium", "chromium-browser", "google-chrome")
    browser = next((path for path in map(shutil.which, names) if path), None)
    service = shutil.which("chromedriver")
    if browser is None or service is None:
        reason = "needs Chromium and chromedriver on the path"
        # A run that is to prove something must not pass by leaving this out.
        pytest.fail(reason) if os.environ.get("CI") else pytest.skip(reason)
    options = webdriver.ChromeOptions()
    options.binary_location = browser
    for option in (*OPTIONS, f"--user-data-dir={tmp_path_factory.mktemp('profile')}"):
        options.add_argument(option)
    options.set_capability("goog:loggingPrefs", {"browser": "ALL", "performance": "ALL"})
    driver = webdriver.Chrome(options=options, service=Service(service))
    yield driver
    driver.quit()


class Page:
    """What a reader sees and does."""

    def __init__(self, driver: webdriver.Chrome, file: Path) -> None:
        self.driver = driver
        self.file = file
        self.open()

    def open(self, address: str = "") -> None:
        """Open the file afresh; a mere change of the address would not load it again."""
        self.driver.get("about:blank")
        self.driver.get_log("browser")
        self.driver.get_log("performance")
        self.driver.get(self.file.as_uri() + address)

    def find(self, selector: str) -> WebElement:
        return self.driver.find_element(By.CSS_SELECTOR, selector)

    def text(self, selector: str) -> str:
        return " ".join(self.find(selector).text.split())

    def texts(self, selector: str) -> list[str]:
        return [" ".join(found.text.split()) for found in self.driver.find_elements(By.CSS_SELECTOR, selector)]

    def press(self, *keys: str) -> None:
        ActionChains(self.driver).send_keys(*keys).perform()

    def button(self, text: str) -> WebElement:
        buttons = self.driver.find_elements(By.TAG_NAME, "button")
        # A button of the legend has a sign and a count around its name.
        return next(button for button in buttons if text in button.text.split("\n"))

    def search(self, query: str) -> list[str]:
        self.press("/")
        self.find("#query").send_keys(Keys.CONTROL, "a")
        self.find("#query").send_keys(query)
        return self.texts("#hits li")

    def choose(self, name: str) -> None:
        self.search(name)
        self.find("#query").send_keys(Keys.ENTER)

    def click_at(self, place: str) -> None:
        """Click where a JavaScript expression says, in pixels of the drawing."""
        canvas = self.find("#canvas")
        x, y = self.driver.execute_script(f"const place = {place}; return [place.x, place.y];")
        size = canvas.size
        ActionChains(self.driver).move_to_element_with_offset(
            canvas, round(x - size["width"] / 2), round(y - size["height"] / 2)
        ).click().perform()

    def wait_for(self, selector: str, text: str) -> None:
        deadline = time.monotonic() + 60
        while text not in self.text(selector):
            assert time.monotonic() < deadline, f"{selector} says {self.text(selector)!r}, not {text!r}"
            time.sleep(0.05)

    def hash(self) -> str:
        return str(self.driver.execute_script("return decodeURIComponent(location.hash)"))

    def requests(self) -> list[str]:
        messages = [json.loads(entry["message"])["message"] for entry in self.driver.get_log("performance")]
        urls = [m["params"]["request"]["url"] for m in messages if m["method"] == "Network.requestWillBeSent"]
        return [url for url in urls if url != "about:blank"]


@pytest.fixture(scope="module")
def rope_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("view") / "rope.html"
    write_view(rope_graph(), path, title="Ropes")
    return path


@pytest.fixture
def page(chromium: webdriver.Chrome, rope_file: Path) -> Page:
    return Page(chromium, rope_file)


def test_the_page_loads_without_error_and_fetches_nothing(page: Page) -> None:
    assert page.text("#status") == "7 of 7 entities · 8 of 8 relations"
    assert page.driver.get_log("browser") == []
    assert [url for url in page.requests() if not url.startswith("data:")] == [page.file.as_uri()]
    assert page.driver.execute_script("return performance.getEntriesByType('resource').length") == 0


def test_the_drawing_has_the_colours_of_its_nodes(page: Page) -> None:
    colours = page.driver.execute_script("""
        const canvas = document.querySelector("#canvas canvas");
        const {data} = canvas.getContext("2d").getImageData(0, 0, canvas.width, canvas.height);
        const found = new Set();
        for (let i = 0; i < data.length; i += 4) found.add([data[i], data[i + 1], data[i + 2]].join());
        return ["238,102,119", "68,119,170", "34,136,51", "170,51,119"].map((colour) => found.has(colour));
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
    page.click_at(f"network.canvasToDOM(network.getPosition('{HARROWBENCH.id}'))")

    page.wait_for("#details", "On Harrowbench, which measures")
    assert page.text("#details .title") == "Harrowbench"


def test_a_click_on_an_edge_shows_its_papers(page: Page) -> None:
    page.click_at("""(() => {
        const edge = DATA.edges.find(({ from, type }) => from === "method:lanternfold" && type === "OUTPERFORMS");
        const { from, via, to } = edgeCurve(edge, network.getPositions());
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
        ("#n=nobody", "7 of 7", "Entities, most claims first"),
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
        found: list[float] = page.driver.execute_script("return [network.getScale(), network.getViewPosition().x]")
        return found

    scale, x = view()
    page.press("+", Keys.ARROW_RIGHT)
    assert view()[0] == pytest.approx(scale * 1.25)
    assert view()[1] > x
    page.press("f")
    assert view() == pytest.approx([scale, x])


def test_the_picture_is_saved(page: Page, tmp_path: Path) -> None:
    page.driver.execute_cdp_cmd("Browser.setDownloadBehavior", {"behavior": "allow", "downloadPath": str(tmp_path)})
    page.find("#png").click()

    picture = tmp_path / "graph.png"
    deadline = time.monotonic() + 60
    while not picture.exists():
        assert time.monotonic() < deadline
        time.sleep(0.05)
    assert picture.read_bytes().startswith(b"\x89PNG")


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

    assert page.text("#hidden-note").startswith("4 entities with fewer claims are not drawn")
    assert "2 claims more with entities that are not drawn." in page.text("#details")


def test_an_empty_graph_is_said_to_be_empty(chromium: webdriver.Chrome, tmp_path: Path) -> None:
    write_view(KnowledgeGraph(), tmp_path / "empty.html")
    page = Page(chromium, tmp_path / "empty.html")

    assert "This graph is empty" in page.text("body")
    assert page.driver.get_log("browser") == []


def test_hostile_text_stays_text(chromium: webdriver.Chrome, tmp_path: Path) -> None:
    write_view(hostile_graph(), tmp_path / "hostile.html", title=HOSTILE_TEXTS[0])
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
    page.search("alert")

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
    assert page.driver.get_log("browser") == []
    assert [url for url in page.requests() if not url.startswith("data:")] == [page.file.as_uri()]

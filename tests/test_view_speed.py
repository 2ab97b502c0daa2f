"""How soon a page of 2,000 nodes can be used, and how smoothly it moves, in a real Chromium.

On a quiet machine it is usable within 3 seconds, and of its frames under pan and zoom 95 % take less than 50 ms. The
limits here are wider, as others may use the machine at the same time, and one quiet moment is enough: they fail where
all edges are redrawn for each frame, which takes from 80 ms on, or the layout is left to the browser.
"""

from __future__ import annotations

from collections.abc import Callable

import pytest
from generated_graph import generated_graph
from selenium import webdriver
from selenium.webdriver.common.action_chains import ActionChains
from view_browser import Page

from graph.views import write_view

pytestmark = pytest.mark.browser

USABLE_MS = 6000
FRAME_MS = 60
TRIES = 6
COUNT_FRAMES = """
window.gaps = [];
let last = null;
const count = (now) => { if (last !== null) gaps.push(now - last); last = now; requestAnimationFrame(count); };
requestAnimationFrame(count);
"""
ZOOM = """
const done = arguments[0], frame = document.querySelector("#canvas canvas"), box = frame.getBoundingClientRect();
let turns = 0;
const turn = () => {
  if (turns++ === 90) return done();
  const deltaY = turns % 30 < 18 ? -40 : 40;
  frame.dispatchEvent(new WheelEvent(
    "wheel", { deltaY, clientX: box.left + 300, clientY: box.top + 250, bubbles: true, cancelable: true },
  ));
  requestAnimationFrame(turn);
};
turn();
"""


@pytest.fixture(scope="module")
def large_page(chromium: webdriver.Chrome, tmp_path_factory: pytest.TempPathFactory) -> Page:
    path = tmp_path_factory.mktemp("view") / "large.html"
    summary = write_view(generated_graph(3400, 13_500), path)
    assert summary.nodes_shown > 2000
    assert summary.edges_shown > 4500
    return Page(chromium, path)


def test_the_page_is_soon_usable(large_page: Page) -> None:
    large_page.open()
    ready: float = large_page.driver.execute_async_script(
        "requestAnimationFrame(() => setTimeout(() => arguments[0](performance.now())))"
    )

    assert large_page.evaluate("drawnNodes().length") > 2000
    assert large_page.driver.get_log("browser") == []
    assert ready < USABLE_MS


def zoomed(page: Page) -> list[float]:
    """Return how long each frame of some zooming took, in milliseconds."""
    scale = page.evaluate("viewNow().scale")
    page.driver.execute_script(COUNT_FRAMES)
    page.driver.execute_async_script(ZOOM)
    assert page.evaluate("viewNow().scale") != pytest.approx(scale, rel=1e-6)
    return list(page.evaluate("gaps"))


def panned(page: Page) -> list[float]:
    """Return how long each frame of a long drag took, in milliseconds."""
    before = page.evaluate("viewNow().position.x")
    drag = ActionChains(page.driver, duration=10)
    drag.move_to_element_with_offset(page.find("#canvas"), -250, 200).click_and_hold()
    for step in range(40):
        drag.move_by_offset(8 if step < 30 else -8, -3)
    page.driver.execute_script(COUNT_FRAMES)
    drag.release().perform()
    assert page.evaluate("viewNow().position.x") != pytest.approx(before, abs=10)
    return list(page.evaluate("gaps"))


@pytest.mark.parametrize("move", [zoomed, panned])
def test_movement_is_smooth(large_page: Page, move: Callable[[Page], list[float]]) -> None:
    found = []
    for _ in range(TRIES):
        large_page.open()
        gaps = sorted(move(large_page))
        assert len(gaps) > 20
        found.append(gaps[int(0.95 * len(gaps))])
        if found[-1] < FRAME_MS:
            return
    pytest.fail(f"of twenty frames one takes longer than {min(found):.0f} ms in each of {TRIES} tries: {found}")

"""Pictures of the view for the documentation: ``python tests/view_pictures.py`` writes them to docs/view/.

They show the graph of the examples, and with it one more paper, which reports scores.
"""

from __future__ import annotations

import base64
import json
import tempfile
from pathlib import Path

from click.testing import CliRunner
from view_browser import Page, browser

from graph.cli import main

ROOT = Path(__file__).parents[1]
PICTURES = ROOT / "docs" / "view"
SCALE = 0.73
SCORES = {
    "title": "FernNet: telling leaves apart by their veins",
    "abstract": (
        "Telling leaves apart is hard where they are wet. We introduce FernNet, a network for leaf classification. "
        "FernNet achieves an accuracy of 84.3% on LeafBench, while ResNet-50 reaches 79.1%. "
        "FernNet outperforms ResNet-50 on MossBench, with an F1 of 61.2."
    ),
    "year": 2024,
    "url": "https://example.org/fernnet",
}


def draw(folder: Path) -> Path:
    """Build the graph and write its page."""
    (folder / "scores.jsonl").write_text(json.dumps(SCORES), encoding="utf-8")
    examples = [str(ROOT / "examples" / name) for name in ("papers.txt", "papers.jsonl", "papers.bib")]
    graph, page = str(folder / "graph.json"), folder / "graph.html"
    for arguments in (
        ["build", *examples, str(folder / "scores.jsonl"), "-o", graph],
        ["view", "-g", graph, "-o", str(page), "--title", "Example papers"],
    ):
        CliRunner().invoke(main, arguments, catch_exceptions=False)
    return page


def take(page: Page, name: str) -> None:
    """Save what the window shows."""
    page.driver.execute_async_script("requestAnimationFrame(() => requestAnimationFrame(arguments[0]))")
    width, height = page.evaluate("[innerWidth, innerHeight]")
    # As wide as a page of documentation shows them.
    clip = {"x": 0, "y": 0, "width": width, "height": height, "scale": SCALE}
    picture = page.driver.execute_cdp_cmd("Page.captureScreenshot", {"format": "png", "clip": clip})
    (PICTURES / f"{name}.png").write_bytes(base64.b64decode(picture["data"]))


def take_all(page: Page) -> None:
    """Save a picture of each view."""
    with page.window(1120, 640):
        take(page, "overview")
        page.press("d")
        take(page, "overview-dark")
        page.press("d")
        page.choose("LeafBench")
        take(page, "card")
        page.choose("GentleEdit")
        page.press("1")
        take(page, "neighbours")
        page.choose("GentleEdit")
        page.press("p")
        page.choose("GSM8K")
        take(page, "path")
    page.open()
    with page.window(390, 844, mobile=True):
        page.choose("MEMIT")
        take(page, "phone")


if __name__ == "__main__":
    PICTURES.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory() as folder, browser(Path(folder) / "profile") as driver:
        take_all(Page(driver, draw(Path(folder))))

"""Views in a notebook, and the notebook among the examples."""

from __future__ import annotations

import shutil
from pathlib import Path

import nbclient
import nbformat
import pytest
from selenium import webdriver
from selenium.webdriver.common.by import By
from view_browser import Page
from view_graphs import hostile_graph, rope_graph

import graph
from graph.errors import OutputError, UnknownNameError
from graph.views import EmptySelectionError, render_view

EXAMPLES = Path(__file__).parents[1] / "examples"


def test_what_is_shown_is_the_page() -> None:
    shown = graph.view(rope_graph(), title="Ropes")

    assert (shown.html, shown.summary) == render_view(rope_graph(), title="Ropes")
    assert repr(shown) == f"<view of {shown.summary.nodes_shown} nodes and {shown.summary.edges_shown} edges; " + (
        "save(PATH) writes it>"
    )


def test_a_name_chooses_a_part() -> None:
    whole = graph.view(rope_graph())
    name = next(iter(rope_graph().entities.values())).name

    assert 0 < graph.view(rope_graph(), focus=name.upper(), hops=1).summary.nodes_shown < whole.summary.nodes_shown
    with pytest.raises(UnknownNameError):
        graph.view(rope_graph(), focus="wombat")
    with pytest.raises(EmptySelectionError):
        graph.view(rope_graph(), year_from=9999)


def test_a_view_can_be_saved(tmp_path: Path) -> None:
    shown = graph.view(rope_graph())
    shown.save(tmp_path / "view.html")

    assert (tmp_path / "view.html").read_text(encoding="utf-8") == shown.html
    with pytest.raises(OutputError, match="its folder does not exist"):
        shown.save(tmp_path / "none" / "view.html")


@pytest.mark.browser
@pytest.mark.parametrize("make", [rope_graph, hostile_graph])
def test_a_notebook_shows_a_page_that_works(chromium: webdriver.Chrome, tmp_path: Path, make: object) -> None:
    assert callable(make)
    file = tmp_path / "notebook.html"
    file.write_text(f"<!DOCTYPE html><meta charset=utf-8>{graph.view(make())._repr_html_()}", encoding="utf-8")
    page = Page(chromium, file)
    frames = chromium.find_elements(By.TAG_NAME, "iframe")
    assert len(frames) == 1

    chromium.switch_to.frame(frames[0])
    try:
        name = next(iter(make().entities.values())).name
        assert page.search(name)
        page.choose(name)
        page.wait_for("#details", name.split()[0])
    finally:
        chromium.switch_to.default_content()
    assert [entry for entry in chromium.get_log("browser") if entry["level"] == "SEVERE"] == []
    assert page.requests() == [file.as_uri()]


def test_the_example_runs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("papers.txt", "papers.jsonl", "papers.bib"):
        shutil.copy(EXAMPLES / name, tmp_path)
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    monkeypatch.setenv("IPYTHONDIR", str(tmp_path / "ipython"))
    notebook = nbformat.read(EXAMPLES / "tour.ipynb", as_version=4)
    nbformat.validate(notebook)
    assert not any(cell.get("outputs") for cell in notebook.cells)

    nbclient.NotebookClient(notebook, timeout=300, resources={"metadata": {"path": str(tmp_path)}}).execute()

    code = [cell for cell in notebook.cells if cell.cell_type == "code"]
    assert all(cell.outputs for cell in code)
    pages = [
        output for cell in code for output in cell.outputs if "<iframe" in output.get("data", {}).get("text/html", "")
    ]
    assert len(pages) == 2

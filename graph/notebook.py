"""A view inside a Jupyter notebook."""

from __future__ import annotations

from collections.abc import Collection
from html import escape
from pathlib import Path

from .lookup import ids_of
from .model import KnowledgeGraph
from .views import Selection, ViewSummary, render_view
from .views.document import write_page


class InlineView:
    """A page that a notebook shows below the cell that returns it.

    Parameters
    ----------
    html
        The page.
    summary
        What it shows.
    height
        Of the frame, in pixels.
    """

    def __init__(self, html: str, summary: ViewSummary, height: int) -> None:
        self.html = html
        self.summary = summary
        self.height = height

    def __repr__(self) -> str:
        return f"<view of {self.summary.nodes_shown} nodes and {self.summary.edges_shown} edges; save(PATH) writes it>"

    def _repr_html_(self) -> str:
        # Apart from the notebook: the page can neither read nor change it.
        return (
            f'<iframe title="Knowledge graph" width="100%" height="{self.height}" style="border: 0" '
            f'sandbox="allow-scripts allow-downloads allow-modals allow-popups allow-popups-to-escape-sandbox" '
            f'srcdoc="{escape(self.html)}"></iframe>'
        )

    def save(self, path: str | Path) -> None:
        """Write the page to a file, complete or not at all.

        Raises
        ------
        OutputError
            If the file cannot be written.
        """
        write_page(self.html, path)


def view(
    graph: KnowledgeGraph,
    *,
    focus: str | None = None,
    hops: int = 2,
    types: Collection[str] = (),
    min_support: int = 1,
    year_from: int | None = None,
    papers: bool = False,
    max_nodes: int = 3000,
    title: str = "abstractgraph",
    height: int = 640,
) -> InlineView:
    """Return a view of a graph, or of a part of it, that a Jupyter notebook shows inline.

    Parameters
    ----------
    graph
        The graph.
    focus
        Only the entities or the paper of this name, in any spelling, and what is near it; None for everything.
    hops
        How many claims away is near.
    types, min_support, year_from, papers
        As in :class:`graph.views.Selection`, where `types` are its labels.
    max_nodes, title
        As for :func:`graph.views.write_view`.
    height
        In pixels.

    Raises
    ------
    UnknownNameError
        If the graph holds nothing by the name `focus`.
    EmptySelectionError, ValueError
        As for :func:`graph.views.render_view`.
    """
    near = () if focus is None else ids_of(graph, focus)
    selection = Selection(
        focus=near, hops=hops, labels=types, min_support=min_support, year_from=year_from, papers=papers
    )
    html, summary = render_view(graph, title=title, max_nodes=max_nodes, selection=selection)
    return InlineView(html, summary, height)

"""One HTML file that shows a graph, opened without a server and without a network.

Of the two libraries that draw, pyvis brings vis-network, and sigma.js is in ``vendor``; template, style and behaviour
of the page are ours.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal, TypeAlias, get_args

from jinja2 import Environment
from markupsafe import Markup

from ..model import PAPER_LABEL, KnowledgeGraph
from .content import PageContent, page_content
from .document import page_environment, write_page
from .packing import packed
from .selection import Selection, choose

_HERE = Path(__file__).parent
_TEMPLATE = "template.html"
_SIGMA = _HERE / "vendor" / "sigma.min.js"
_VIS = "templates/lib/vis-9.1.2/vis-network.min.js"

Renderer: TypeAlias = Literal["vis", "sigma"]
# How many nodes a library draws so that they can still be moved about.
MOST_NODES: dict[Renderer, int] = {"vis": 3000, "sigma": 100_000}

# Above this, redrawing all edges for each frame of a movement is not smooth.
_SMOOTH_NODES = 800


@dataclass(frozen=True)
class ViewSummary:
    """What a page shows.

    Parameters
    ----------
    nodes_shown
        Entities drawn, and papers where they are drawn as nodes.
    nodes_hidden
        Entities of the graph that are not drawn, for whatever reason.
    edges_shown
        Edges drawn: one per head, type and tail, whatever the number of papers that say so.
    """

    nodes_shown: int
    nodes_hidden: int
    edges_shown: int


def render_view(
    graph: KnowledgeGraph,
    *,
    title: str = "abstractgraph",
    max_nodes: int | None = None,
    selection: Selection | None = None,
    renderer: Renderer = "vis",
) -> tuple[str, ViewSummary]:
    """Return the page as HTML, and what it shows.

    The same graph gives the same text, in any process.

    Parameters
    ----------
    graph
        What to draw. Entities become nodes, claims between them edges; papers are named as sources.
    title
        The heading of the page.
    max_nodes
        How many nodes to draw at most, at least 1; None for what the renderer is made for, 3,000 or 100,000. If there
        are more, the most important of each community are drawn, and the page says how many are hidden.
    selection
        Which part of the graph to draw; None for all.
    renderer
        What draws: ``"vis"`` (vis-network, any browser) or ``"sigma"`` (sigma.js, browsers with WebGL).

    Raises
    ------
    ValueError
        If `max_nodes` is less than 1, or there is no such renderer.
    EmptySelectionError
        If the selection leaves nothing of a graph that is not empty.
    """
    if renderer not in get_args(Renderer):
        raise ValueError(f"renderer must be one of {', '.join(get_args(Renderer))}, not {renderer!r}")
    max_nodes = MOST_NODES[renderer] if max_nodes is None else max_nodes
    if max_nodes < 1:
        raise ValueError(f"max_nodes must be at least 1, not {max_nodes}")
    part = choose(graph, selection or Selection(), max_nodes)
    content = page_content(graph, part)
    hidden = len(graph.entities) - len(part.entities)
    return _html(content, title, renderer), ViewSummary(len(content.nodes), hidden, len(content.edges))


def write_view(
    graph: KnowledgeGraph,
    path: str | Path,
    *,
    title: str = "abstractgraph",
    max_nodes: int | None = None,
    selection: Selection | None = None,
    renderer: Renderer = "vis",
) -> ViewSummary:
    """Write the page to a file, and return what it shows.

    The file is complete or as it was before, never half-written.

    Parameters
    ----------
    graph, title, max_nodes, selection, renderer
        As for :func:`render_view`.
    path
        The file, in an existing folder. What it held is replaced.

    Raises
    ------
    OutputError
        If the file cannot be written.
    EmptySelectionError, ValueError
        As for :func:`render_view`.
    """
    html, summary = render_view(graph, title=title, max_nodes=max_nodes, selection=selection, renderer=renderer)
    write_page(html, path)
    return summary


def _html(content: PageContent, title: str, renderer: Renderer) -> str:
    environment = page_environment()
    environment.policies["json.dumps_kwargs"] = {"separators": (",", ":")}
    view: dict[str, Any] = {
        "title": title,
        "notes": content.notes,
        "kinds": "entities and papers" if any(node["type"] == PAPER_LABEL for node in content.nodes) else "entities",
        "data": packed(content),
        "renderer": renderer,
    }
    environment.globals["view"] = view
    if renderer == "vis":
        return _with_vis(environment, view, content)
    view["library"] = Markup(_SIGMA.read_text(encoding="utf-8"))
    return environment.get_template(_TEMPLATE).render(nodes=content.nodes)


def _with_vis(environment: Environment, view: dict[str, Any], content: PageContent) -> str:
    # pyvis imports IPython, which is slow; whoever draws nothing need not wait for it.
    import pyvis.network

    net = pyvis.network.Network(directed=True, cdn_resources="in_line")
    net.nodes = content.nodes
    view["data"]["options"] = _options(len(content.nodes))
    # The map of the library's source is not there, and developer tools would ask for it.
    library = (Path(pyvis.network.__file__).parent / _VIS).read_text(encoding="utf-8")
    view["library"] = Markup(library.replace("//# sourceMappingURL=vis-network.min.js.map", ""))
    net.templateEnv = environment
    net.path = _TEMPLATE
    html: str = net.generate_html()
    return html


def _options(node_count: int) -> dict[str, Any]:
    still = node_count > _SMOOTH_NODES
    return {
        "physics": {"enabled": False},
        "layout": {"improvedLayout": False},
        "nodes": {"borderWidth": 1, "borderWidthSelected": 2.5},
        "edges": {
            "smooth": False,
            "selectionWidth": 1.5,
            "hoverWidth": 0.7,
            "arrows": {"to": {"enabled": True, "scaleFactor": 0.45}},
        },
        "interaction": {
            "hover": True,
            "keyboard": False,
            "selectConnectedEdges": False,
            "hideEdgesOnDrag": still,
            "hideEdgesOnZoom": still,
        },
    }

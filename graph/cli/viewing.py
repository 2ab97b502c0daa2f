"""``view``: a graph, or a part of it, as a page."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from ..errors import ParameterError
from . import console
from .asking import TIMEOUT, find_question, notes, split_parameters
from .options import check_output, graph_option, heading, labels, quiet_option, title_option

if TYPE_CHECKING:
    from ..model import KnowledgeGraph
    from ..stores import GraphStore
    from ..views.page import Renderer
    from ..views.selection import EdgeKey


@click.command()
@graph_option
@click.option("-o", "--output", default="graph.html", show_default=True, help="The page to write; - for stdout.")
@title_option
@click.option("--focus", metavar="NAME", help="Draw this entity or paper, in any spelling, and what is near it.")
@click.option(
    "--hops",
    default=2,
    show_default=True,
    type=click.IntRange(min=1),
    help="How many claims away from --focus is near.",
)
@click.option(
    "--query",
    metavar="TEXT|NAME|FILE",
    help="Draw the nodes, relationships and paths that a query returns, or else the nodes that its rows name.",
)
@click.option(
    "-p", "--param", "assignments", multiple=True, metavar="NAME=VALUE", help="A parameter of the query; repeatable."
)
@click.option("--types", callback=labels, default="", metavar="TYPE,...", help="Draw entities of these types only.")
@click.option(
    "--min-support",
    default=1,
    show_default=True,
    type=click.IntRange(min=1),
    metavar="N",
    help="Draw claims that N papers make or deny, and the entities that they join.",
)
@click.option("--year-from", type=int, metavar="YEAR", help="Draw what papers of this year or later say.")
@click.option("--papers", is_flag=True, help="Draw papers as nodes, joined with what they introduce and mention.")
@click.option(
    "--max-nodes",
    type=click.IntRange(min=1),
    help="Of more nodes, draw the most important of each community.  [default: 3000; 100000 with sigma]",
)
@click.option(
    "--renderer",
    default="vis",
    show_default=True,
    type=click.Choice(["vis", "sigma"]),
    help="What draws in the browser; sigma is for large graphs and needs WebGL.",
)
@quiet_option
def view(
    url: str,
    output: str,
    title: str | None,
    focus: str | None,
    hops: int,
    query: str | None,
    assignments: tuple[str, ...],
    types: tuple[str, ...],
    min_support: int,
    year_from: int | None,
    papers: bool,
    max_nodes: int | None,
    renderer: Renderer,
    quiet: bool,
) -> None:
    """Write a page that shows the graph, or a part of it, in any browser.

    One file, which needs no network. Without options it shows the whole graph if it has up to 3,000 nodes; the page
    says what is hidden. With --renderer sigma it shows up to 100,000.

    \b
    Example:
      abstractgraph view -g graph.json -o graph.html
      abstractgraph view --focus "rank-one model editing" --hops 1
      abstractgraph view -g large.json --renderer sigma
      abstractgraph view --query lineage -p method=ROME
      abstractgraph view --query 'MATCH p = (:Method)-[:OUTPERFORMS]->(:Method) RETURN p' --papers
    """
    from ..lookup import ids_of
    from ..stores import open_store
    from ..views import Selection, render_view, write_view

    _check_usage(url, focus, query, assignments)
    check_output(output, url)
    store = open_store(url)
    graph = store.load()
    nodes, edges = (None, None) if query is None else _asked_for(store, graph, query, assignments, papers, quiet)
    selection = Selection(
        nodes, edges, () if focus is None else ids_of(graph, focus), hops, types, min_support, year_from, papers
    )
    page: dict[str, Any] = {"title": heading(title, url), "max_nodes": max_nodes, "renderer": renderer}
    if output == "-":
        click.echo(render_view(graph, selection=selection, **page)[0])
        return
    summary = write_view(graph, Path(output), selection=selection, **page)
    hidden = f"; {summary.nodes_hidden} of {len(graph.entities)} entities are hidden" if summary.nodes_hidden else ""
    console.message(f"{output}: {summary.nodes_shown} nodes, {summary.edges_shown} edges{hidden}", quiet=quiet)


def _check_usage(url: str, focus: str | None, query: str | None, assignments: tuple[str, ...]) -> None:
    if focus is not None and query is not None:
        raise click.UsageError("--focus and --query both choose what to draw. Leave out one of them.")
    if assignments and query is None:
        raise click.UsageError("--param is a parameter of a query. Add --query, or leave out --param.")
    if query is not None and url == "-":
        raise click.UsageError("A graph on standard input answers no query. Save it to a file first.")


def _asked_for(
    store: GraphStore, graph: KnowledgeGraph, query: str, assignments: tuple[str, ...], papers: bool, quiet: bool
) -> tuple[set[str], set[EdgeKey] | None]:
    """Return the nodes and edges of the rows of a query; None instead of edges where the rows hold none."""
    from ..cypher import ask, complete_parameters, parse_parameters
    from ..views.queried import drawn_from

    try:
        texts = split_parameters(assignments)
    except ParameterError as error:
        raise click.BadParameter(str(error), param_hint="--param") from error
    question = find_question(query)
    values = complete_parameters(question, parse_parameters(question, texts))
    with console.working("Asking"), store.reader() as reader:
        answer = ask(reader, question, values, timeout=TIMEOUT)
    if answer.rows:
        for note in notes(question, answer, all_rows="", set_parameter="--param"):
            console.message(note, quiet=quiet)
    return drawn_from(answer.rows, graph, papers=papers)

"""``view`` and ``export``: a graph as a page and as files."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from . import console
from .options import check_output, graph_option, quiet_option

_FORMATS = ("graphml", "gexf", "node-link", "jsonl", "csv", "neo4j-admin")


@click.command()
@graph_option
@click.option("-o", "--output", default="graph.html", show_default=True, help="The page to write; - for stdout.")
@click.option("--title", help="Heading of the page.  [default: the name of the graph]")
@click.option(
    "--max-nodes", default=3000, show_default=True, type=click.IntRange(min=1), help="Best-connected nodes to draw."
)
@quiet_option
def view(url: str, output: str, title: str | None, max_nodes: int, quiet: bool) -> None:
    """Write a page that shows the graph in any browser.

    One file, which needs no network.

    \b
    Example:
      abstractgraph view -g graph.json -o graph.html
    """
    from ..stores import open_store
    from ..views import render_view, write_view

    check_output(output, url)
    graph = open_store(url).load()
    if output == "-":
        click.echo(render_view(graph, title=title or Path(url).stem, max_nodes=max_nodes)[0])
        return
    summary = write_view(graph, Path(output), title=title or Path(url).stem, max_nodes=max_nodes)
    hidden = f", {summary.nodes_hidden} less connected ones left out" if summary.nodes_hidden else ""
    console.message(f"{output}: {summary.nodes_shown} nodes, {summary.edges_shown} edges{hidden}", quiet=quiet)


@click.command()
@graph_option
@click.option(
    "-o",
    "--output",
    default="-",
    help="The file to write, a folder for csv and neo4j-admin; - for stdout.  [default: stdout]",
)
@click.option(
    "--format",
    "form",
    type=click.Choice(_FORMATS),
    help="Format.  [default: by the ending of the output; node-link for stdout]",
)
@quiet_option
def export(url: str, output: str, form: str | None, quiet: bool) -> None:
    """Write the graph for other programs.

    GraphML, GEXF for Gephi, node-link JSON, JSON Lines, or CSV: a folder with nodes.csv and edges.csv. neo4j-admin is a
    folder too, with a script that fills a Neo4j database in bulk.

    \b
    Example:
      abstractgraph export -o graph.graphml
      abstractgraph export --format jsonl | head
    """
    from ..exporters import export_graph, format_of, write_graph
    from ..stores import open_store

    check_output(output, url)
    chosen = form or ("node-link" if output == "-" else format_of(Path(output)))
    if chosen is None:
        raise click.UsageError(
            f"The ending of {output!r} names no format. Add --format {'|'.join(_FORMATS)}; "
            "csv and neo4j-admin are folders."
        )
    graph = open_store(url).load()
    if output == "-":
        write_graph(graph, sys.stdout.buffer, chosen)
        return
    export_graph(graph, Path(output), chosen)
    console.message(
        f"{output}: {len(graph.papers) + len(graph.entities) + len(graph.results)} nodes, {chosen}", quiet=quiet
    )

"""``export``: a graph as files for other programs."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from . import console
from .options import check_output, graph_option, quiet_option

_FORMATS = ("graphml", "gexf", "node-link", "jsonl", "csv", "neo4j-admin")


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

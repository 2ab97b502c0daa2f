"""``report``: a graph as a page for people who would rather look than read."""

from __future__ import annotations

import click

from . import console
from .options import check_output, graph_option, heading, quiet_option, title_option


@click.command()
@graph_option
@click.option("-o", "--output", default="report.html", show_default=True, help="The page to write; - for stdout.")
@title_option
@click.option(
    "--top",
    default=15,
    show_default=True,
    type=click.IntRange(min=1),
    help="How many names of each kind, families, leaderboards, their rows, and contradictions to show.",
)
@quiet_option
def report(url: str, output: str, title: str | None, top: int, quiet: bool) -> None:
    """Write a page that tells what the papers cover.

    What is used most, what grows, what comes from what, reported scores, contradictions, each with its sentences: one
    file, which needs no network.

    \b
    Example:
      abstractgraph report -g graph.json -o report.html --title "My field"
    """
    from ..report import render_report, write_report
    from ..stores import open_store

    check_output(output, url)
    graph = open_store(url).load()
    chosen = heading(title, url)
    if output == "-":
        click.echo(render_report(graph, title=chosen, top=top), nl=False)
        return
    write_report(graph, output, title=chosen, top=top)
    console.message(
        f"{output}: {len(graph.papers)} papers, {len(graph.entities)} entities, {len(graph.claims)} claims, "
        f"{len(graph.results)} scores",
        quiet=quiet,
    )

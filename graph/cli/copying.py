"""``copy``: a graph from one store to another."""

from __future__ import annotations

import click

from . import console
from .options import check_output, quiet_option


@click.command()
@click.argument("source", metavar="FROM")
@click.argument("target", metavar="TO")
@quiet_option
def copy(source: str, target: str, quiet: bool) -> None:
    """Copy a graph to another store, in place of everything there.

    FROM and TO are graphs: a file such as graph.json, arcadedb:FOLDER, or neo4j://HOST and bolt://HOST with the
    credentials in NEO4J_USERNAME, NEO4J_PASSWORD and NEO4J_DATABASE.

    \b
    Example:
      abstractgraph copy graph.json bolt://localhost:7687
    """
    from ..stores import open_store

    check_output(target, source)
    store = open_store(target)
    store.check_writable()
    with console.working(f"Reading {source}", quiet=quiet):
        graph = open_store(source).load()
    with console.working(f"Writing {target}", quiet=quiet):
        store.save(graph)
    nodes = len(graph.papers) + len(graph.entities) + len(graph.results)
    console.message(f"{target}: {nodes} nodes", quiet=quiet)

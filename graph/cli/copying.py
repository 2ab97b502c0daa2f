"""``copy``: a graph from one store to another."""

from __future__ import annotations

from pathlib import Path
from urllib.parse import urlsplit

import click

from extract.atomic import replacing

from ..errors import OutputError
from . import console
from .aliases import alias_path
from .options import check_output, quiet_option

_BOLT_PORT = 7687
_LOCAL = ("localhost", "127.0.0.1", "::1")


@click.command()
@click.argument("source", metavar="FROM")
@click.argument("target", metavar="TO")
@quiet_option
def copy(source: str, target: str, quiet: bool) -> None:
    """Copy a graph to another store, in place of everything there.

    FROM and TO are graphs: a file such as graph.json, - for standard input and output, arcadedb:FOLDER, or neo4j://HOST
    and bolt://HOST with the credentials in NEO4J_USERNAME, NEO4J_PASSWORD and NEO4J_DATABASE.

    \b
    Example:
      abstractgraph copy graph.json arcadedb:kg
      abstractgraph copy arcadedb:kg bolt://localhost:7687
    """
    from ..stores import open_store

    if target != "-" and _place(source) == _place(target):
        raise OutputError(target, "FROM and TO are the same graph; name two")
    check_output(target)
    store = open_store(target)
    store.check_writable()
    with console.working(f"Reading {source}", quiet=quiet):
        graph = open_store(source).load()
    with console.working(f"Writing {target}", quiet=quiet):
        store.save(graph)
    nodes = len(graph.papers) + len(graph.entities) + len(graph.results)
    console.message(f"{target}: {nodes} nodes", quiet=quiet)
    if "-" not in (source, target):
        _copy_aliases(source, target, quiet)


def _copy_aliases(source: str, target: str, quiet: bool) -> None:
    """Put the alias file of a graph beside its copy, so that adding to the copy keeps the corrections."""
    old, new = alias_path(source, None), alias_path(target, None)
    if not old.is_file() or old.resolve() == new.resolve():
        return
    content = old.read_bytes()
    if not new.exists():
        with replacing(new) as stream:
            stream.write(content)
        console.message(f"{new}: the corrections of {old}", quiet=quiet)
    elif new.read_bytes() != content:
        console.message(f"{new} stays as it is; the graph was corrected by {old}", quiet=quiet)


def _place(url: str) -> tuple[object, ...]:
    """Return where a graph is, the same for all spellings of its URL."""
    from ..stores.server.driver import SCHEMES, server_of

    scheme, _, rest = url.partition(":")
    if scheme.lower() in SCHEMES:
        # The credentials and the database are those of the environment for both.
        server = urlsplit(server_of(url).target)
        return ("this machine" if server.hostname in _LOCAL else server.hostname), server.port or _BOLT_PORT
    path = Path(rest).expanduser() if scheme.lower() == "arcadedb" else Path(url)
    try:
        found = path.stat()
    except (OSError, ValueError):
        return (str(path.resolve()),)
    return found.st_dev, found.st_ino

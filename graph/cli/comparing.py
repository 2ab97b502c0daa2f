"""``diff``: what changed from one graph to another."""

from __future__ import annotations

from dataclasses import astuple

import click

from . import console
from .options import format_option, quiet_option
from .rows import default_format, print_answer

_COLUMNS = ("kind", "change", "type", "name", "before", "after", "paperId")


@click.command()
@click.argument("old", metavar="OLD")
@click.argument("new", metavar="NEW")
@click.option("--summary", is_flag=True, help="Only the numbers of changes.")
@click.option("--exit-code", is_flag=True, help="Exit with 1 if there are changes, as git diff does with this option.")
@format_option
@quiet_option
@click.pass_context
def diff(ctx: click.Context, old: str, new: str, summary: bool, exit_code: bool, form: str | None, quiet: bool) -> None:
    """Show what changed from one graph to another.

    OLD and NEW are graphs: a file such as graph.json, arcadedb:FOLDER, neo4j://HOST or bolt://HOST. Papers, nodes,
    claims and results are added, removed or changed; nodes are also renamed, retyped, merged and split. A table begins
    with the numbers of changes and leaves out the ids of papers.

    \b
    Example:
      abstractgraph diff last-week.json graph.json
      abstractgraph diff last-week.json graph.json --format csv > changes.csv
    """
    from ..diff import compare, count_changes
    from ..stores import Rows, open_store

    form = form or default_format()
    with console.working(f"Comparing {old} and {new}", quiet=quiet):
        changes = compare(open_store(old).load(), open_store(new).load())
    counts = tuple((kind, change, number) for (kind, change), number in count_changes(changes).items())
    if not changes and form == "table":
        console.message("nothing changed", quiet=quiet)
    elif summary or form == "table":
        print_answer(Rows(("kind", "change", "number"), counts), form, "Changes")
    if not summary and (changes or form != "table"):
        shown = len(_COLUMNS) - (form == "table")
        print_answer(Rows(_COLUMNS[:shown], tuple(astuple(change)[:shown] for change in changes)), form)
    if changes and exit_code:
        ctx.exit(1)

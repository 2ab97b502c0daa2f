"""Options that several commands share, each spelled one way."""

from __future__ import annotations

import math
from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

import click

from ..errors import OutputError
from .rows import FORMATS

_Command = TypeVar("_Command", bound=Callable[..., Any])

INPUT_FORMATS = ("listing", "jsonl", "json", "csv", "tsv", "bibtex", "atom")


def _graph_option(verb: str) -> Callable[[_Command], _Command]:
    return click.option(
        "-g",
        "--graph",
        "url",
        metavar="URL",
        default="graph.json",
        show_default=True,
        envvar="ABSTRACTGRAPH_GRAPH",
        show_envvar=True,
        help=f"The graph to {verb}: a file, arcadedb:FOLDER, neo4j://HOST or bolt://HOST.",
    )


graph_option = _graph_option("read")
changed_graph_option = _graph_option("change")

quiet_option = click.option("-q", "--quiet", is_flag=True, help="No progress and no summary; errors only.")

title_option = click.option("--title", help="Heading of the page.  [default: the name of the graph]")

files_argument = click.argument("files", nargs=-1, required=True, metavar="FILES...")

input_format_option = click.option(
    "--input-format",
    type=click.Choice(INPUT_FORMATS),
    help="Format of the input.  [default: by ending or content]",
)

skip_invalid_option = click.option(
    "--skip-invalid", is_flag=True, help="Leave out malformed records and count them, instead of stopping at the first."
)

model_option = click.option(
    "--model",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    help="Folder of a model made by abstractgraph train.  [default: the shipped model]",
)


aliases_option = click.option(
    "--aliases",
    type=click.Path(path_type=Path),
    envvar="ABSTRACTGRAPH_ALIASES",
    show_envvar=True,
    metavar="FILE",
    help="What you say of names, TOML or CSV.  [default: aliases.toml beside the graph, if there is one]",
)


class _Probability(click.FloatRange):
    """A number from 0 to 1."""

    name = "probability"

    def __init__(self) -> None:
        super().__init__(0, 1)

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        number = super().convert(value, param, ctx)
        if math.isnan(number):
            # Compared with the bounds, it is not outside of them.
            self.fail("nan is not in the range 0<=x<=1.", param, ctx)
        return number


min_confidence_option = click.option(
    "--min-confidence",
    type=_Probability(),
    metavar="P",
    default=0.0,
    show_default=True,
    help="Leave out entities, relations and results below this confidence, also of records that are read.",
)

format_option = click.option(
    "--format",
    "form",
    type=click.Choice(FORMATS),
    help="Form of the rows.  [default: table on a terminal, csv in a pipe]",
)


def one_label(ctx: click.Context, param: click.Parameter, value: str) -> str:
    """Return the label of entities that was given in any case."""
    from ..model import ENTITY_LABELS

    known = {label.casefold(): label for label in ENTITY_LABELS}
    if value.casefold() not in known:
        raise click.BadParameter(f"{value!r} is no type. The types are {', '.join(ENTITY_LABELS)}.")
    return known[value.casefold()]


def labels(ctx: click.Context, param: click.Parameter, value: str) -> tuple[str, ...]:
    """Return the labels of entities in a list with commas, given in any case."""
    return tuple(one_label(ctx, param, word.strip()) for word in value.split(",") if word.strip())


def heading(title: str | None, url: str) -> str:
    """Return the heading of the page of a graph: the title, or else the name of the graph."""
    # Arguments hold UTF-8 whatever the locale takes them for.
    return (title or Path(url).stem).encode("utf-8", "surrogateescape").decode("utf-8", "replace")


def check_output(output: str, *inputs: str) -> None:
    """Refuse an output, named by -o, that is one of the inputs, or that promises a compression that is not done.

    Raises
    ------
    OutputError
        With the reason.
    """
    if output == "-":
        return
    path = Path(output)
    if path.suffix.lower() in (".gz", ".xz", ".zst", ".bz2", ".zip"):
        raise OutputError(output, f"outputs are not compressed; leave {path.suffix} out of the name")
    for source in inputs:
        if source != "-" and path.exists() and Path(source).exists() and path.samefile(source):
            raise OutputError(output, "it is also what is read; name another file with -o")

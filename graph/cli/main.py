"""The command group, and how errors become one sentence and an exit code."""

from __future__ import annotations

import io
import os
import sys
from importlib.metadata import version
from typing import Any

import click

from extract.errors import ExtractError

from ..errors import GraphError
from .annotating import annotate
from .asking import queries, query
from .comparing import diff
from .console import visible
from .copying import copy
from .correcting import alias
from .explaining import explain
from .extraction import build, extract
from .looking import show, stats
from .output import export
from .quality import evaluate, train
from .reporting import report
from .shell import shell
from .updating import add, remove
from .viewing import view


class _Group(click.Group):
    """A group whose commands end with exit code 1 and one sentence when something could not be done."""

    def invoke(self, ctx: click.Context) -> Any:
        try:
            return super().invoke(ctx)
        except (ExtractError, GraphError) as error:
            raise click.ClickException(visible(str(error))) from error
        except KeyboardInterrupt:
            raise click.ClickException(
                "stopped; nothing is half-written. extract, add and train go on where they were."
            ) from None
        except BrokenPipeError:
            # Whoever reads the pipe has seen enough. Nothing may be flushed to it any more.
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
            ctx.exit(0)
        except OSError as error:
            raise click.ClickException(f"{error.filename or 'output'}: {error.strerror or error}") from error

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Return the commands in the order in which they are used."""
        return list(self.commands)


@click.group(cls=_Group, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(version("abstractgraph"), prog_name="abstractgraph")
def main() -> None:
    """Turn abstracts of papers into a knowledge graph, and look into it.

    \b
    Example:
      abstractgraph build papers.txt -o graph.json
      abstractgraph show ROME
      abstractgraph query outperforms --param method=ROME
      abstractgraph view -o graph.html
    """
    for stream in (sys.stdout, sys.stderr):
        # Pipes and files hold UTF-8 whatever the locale; a terminal shows what it can.
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding=None if stream.isatty() else "utf-8", errors="replace")


for command in (
    build,
    add,
    remove,
    alias,
    extract,
    annotate,
    stats,
    show,
    explain,
    query,
    queries,
    shell,
    view,
    report,
    export,
    copy,
    diff,
    evaluate,
    train,
):
    main.add_command(command)

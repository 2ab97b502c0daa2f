"""What is printed: tables, plain rows, messages, progress. Data goes to stdout, all else to stderr."""

from __future__ import annotations

import re
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, TextIO

import click

if TYPE_CHECKING:
    from rich.console import Console
    from rich.table import Table


# What steers a terminal or turns the direction of writing, but for line ends and tabs.
_STEERING = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ud800-\udfff]")


def console(stream: TextIO | None = None) -> Console:
    """Return a console on a stream, stdout if None; colours only on a terminal."""
    from rich.console import Console

    return Console(file=stream or sys.stdout, highlight=False, emoji=False, markup=False)


def terminal_width() -> int | None:
    """Return the width of the terminal that stdout is; None in a pipe or file, where nothing is wrapped."""
    return console().width if sys.stdout.isatty() else None


def make_table(title: str, columns: Sequence[str], rows: Iterable[Sequence[object]]) -> Table:
    """Return a table for a terminal; columns that hold numbers are aligned to the right."""
    from rich import box
    from rich.table import Table
    from rich.text import Text

    table = Table(title=title or None, title_justify="left", box=box.SIMPLE_HEAD, title_style="bold")
    values = [list(row) for row in rows]
    for i, column in enumerate(columns):
        numeric = bool(values) and all(isinstance(row[i], int | float) for row in values)
        table.add_column(column, justify="right" if numeric else "left", overflow="fold")
    for row in values:
        table.add_row(*(Text(_shown(value)) for value in row))
    return table


def _shown(value: object) -> str:
    if isinstance(value, float):
        return f"{value:.3f}"
    return f"{value:,}" if isinstance(value, int) else str(value)


def visible(text: str) -> str:
    r"""Return a text with every character that would steer a terminal as an escape; line ends and tabs stay.

    Examples
    --------
    >>> print(visible("a\x1b[2Jb"))
    a\x1b[2Jb
    """
    return _STEERING.sub(lambda match: match[0].encode("unicode_escape").decode("ascii"), text)


def papers(number: int) -> str:
    """Return a number of papers in words.

    Examples
    --------
    >>> papers(1), papers(2)
    ('1 paper', '2 papers')
    """
    return "1 paper" if number == 1 else f"{number} papers"


def print_data(text: str) -> None:
    """Print a text to stdout, as it is in a pipe, visibly on a terminal."""
    # Told that colours are fine, click leaves what looks like one where it is.
    click.echo(visible(text) if _is_terminal() else text, nl=False, color=True)


def _is_terminal() -> bool:
    return sys.stdout.isatty()


def print_json(value: Any) -> None:
    """Print a value to stdout as indented JSON."""
    import orjson

    click.echo(orjson.dumps(value, option=orjson.OPT_INDENT_2).decode())


def message(text: str, *, quiet: bool = False) -> None:
    """Print a message to stderr."""
    if not quiet:
        click.echo(text, err=True)


@contextmanager
def progress(title: str, *, quiet: bool = False) -> Iterator[Callable[[int, int], None]]:
    """Show a bar with rate and time left on stderr, and give what moves it; nothing where stderr is no terminal.

    What it gives takes the number of items done and of all items.
    """
    if quiet or not sys.stderr.isatty():
        yield lambda done, total: None
        return
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

    with Progress(
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        TextColumn("{task.fields[rate]}"),
        TimeRemainingColumn(),
        console=console(sys.stderr),
        transient=True,
    ) as bar:
        task = bar.add_task(title, total=None, rate="")

        def move(done: int, total: int) -> None:
            speed = bar.tasks[0].speed
            bar.update(task, completed=done, total=total, rate=f"{speed:.1f}/s" if speed else "")

        yield move


@contextmanager
def working(title: str, *, quiet: bool = False) -> Iterator[None]:
    """Show on stderr that something goes on, and for how long; nothing where stderr is no terminal."""
    if quiet or not sys.stderr.isatty():
        yield
        return
    from rich.progress import Progress, SpinnerColumn, TextColumn, TimeElapsedColumn

    columns = (SpinnerColumn(), TextColumn("{task.description}"), TimeElapsedColumn())
    with Progress(*columns, console=console(sys.stderr), transient=True) as shown:
        shown.add_task(title, total=None)
        yield

"""The rows of a query as a table, CSV, JSON, JSON Lines or Markdown."""

from __future__ import annotations

import csv
import io
import json
import sys
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from . import console

if TYPE_CHECKING:
    from ..stores.store import Rows

FORMATS = ("table", "csv", "json", "jsonl", "markdown")


def default_format() -> str:
    """Return the form that suits stdout: a table on a terminal, CSV in a pipe or file."""
    return "table" if sys.stdout.isatty() else "csv"


def print_answer(rows: Rows, form: str, title: str = "") -> None:
    """Print rows to stdout in one of :data:`FORMATS`; the columns are printed without rows, too.

    On a terminal, characters that would steer it are printed as escapes. A table may have a title.
    """
    if form == "table":
        _print_table(rows, title)
    else:
        console.print_data(_WRITERS[form](rows))


def _print_table(rows: Rows, title: str) -> None:
    cells = [[console.visible(" ".join(_plain(value).split())) for value in row] for row in rows.rows]
    table = console.make_table(console.visible(title), [console.visible(column) for column in rows.columns], cells)
    for column, values in zip(table.columns, zip(*rows.rows, strict=True), strict=False):
        if all(value is None or _is_number(value) for value in values):
            column.justify = "right"
    console.console().print(table)


def _csv(rows: Rows) -> str:
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(rows.columns)
    writer.writerows([_plain(value) for value in row] for row in rows.rows)
    return text.getvalue()


def _json(rows: Rows) -> str:
    objects = [_object_line(rows, row) for row in rows.rows]
    return "[\n" + ",\n".join(f"  {line}" for line in objects) + "\n]\n" if objects else "[]\n"


def _jsonl(rows: Rows) -> str:
    return "".join(_object_line(rows, row) + "\n" for row in rows.rows)


def _markdown(rows: Rows) -> str:
    lines = [rows.columns, ["---"] * len(rows.columns)]
    lines += [[_plain(value) for value in row] for row in rows.rows]
    return "".join(f"| {' | '.join(map(_markdown_cell, line))} |\n" for line in lines)


def _markdown_cell(text: str) -> str:
    escaped = text.replace("\\", "\\\\").replace("|", "\\|").replace("<", "&lt;")
    return "<br>".join(escaped.splitlines())


def _object_line(rows: Rows, row: tuple[Any, ...]) -> str:
    return _to_json(dict(zip(rows.columns, row, strict=True)))


def _plain(value: Any) -> str:
    """Return a value as the text of a cell: lists and maps as JSON, null as nothing."""
    if value is None:
        return ""
    if isinstance(value, float):
        return repr(value)
    return value if isinstance(value, str) else _to_json(value)


def _is_number(value: Any) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)


def _to_json(value: Any) -> str:
    """Return JSON; numbers that it does not have, such as infinity, as texts."""
    try:
        return json.dumps(value, ensure_ascii=False, allow_nan=False)
    except ValueError:
        return json.dumps(_finite(value), ensure_ascii=False)


def _finite(value: Any) -> Any:
    if isinstance(value, float):
        return value if value - value == 0 else str(value)
    if isinstance(value, list):
        return [_finite(member) for member in value]
    return {name: _finite(member) for name, member in value.items()} if isinstance(value, dict) else value


_WRITERS: dict[str, Callable[[Rows], str]] = {"csv": _csv, "json": _json, "jsonl": _jsonl, "markdown": _markdown}

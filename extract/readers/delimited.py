"""Tables with a header: comma, semicolon or tab between the columns."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from itertools import chain

from ..errors import MalformedRecordError
from ..records import Abstract
from .fields import FIELD_NAMES, field_name, paper_from
from .sources import Source

_LONGEST_CELL = 1 << 24
"""Characters; a cell beyond it is a quote that never ends."""

_Records = Iterator[Abstract | MalformedRecordError]


def read_csv(source: Source) -> _Records:
    """Yield a paper, or what is wrong, for each row of a table with commas or semicolons."""
    return _read(source, ",;")


def read_tsv(source: Source) -> _Records:
    """Yield a paper, or what is wrong, for each row of a table with tabs."""
    return _read(source, "\t")


def delimiter_of(header: str, delimiters: str) -> str | None:
    """Return the delimiter by which a header has a column of titles and one of abstracts, None without one.

    Examples
    --------
    >>> delimiter_of("Title;Abstract, in English;Abstract", ",;")
    ';'
    """
    for delimiter in delimiters:
        names = {field_name(cell) for cell in next(csv.reader([header], delimiter=delimiter), [])}
        if all(names.intersection(FIELD_NAMES[field]) for field in ("title", "abstract")):
            return delimiter
    return None


def _read(source: Source, delimiters: str) -> _Records:
    lines = source.lines()
    blank = []
    for first in lines:
        if first.strip():
            break
        blank.append(first)
    delimiter = delimiter_of(first, delimiters)
    if delimiter is None:
        names = [cell.strip() for cell in next(csv.reader([first], delimiter=delimiters[0]), [])]
        problem = f"the columns are {', '.join(names)}"
        yield MalformedRecordError(source.name, len(blank) + 1, problem, "one named Title and one named Abstract")
        return
    yield from _papers(source.name, chain(blank, [first], lines), delimiter)


def _papers(path: str, lines: Iterable[str], delimiter: str) -> _Records:
    rows = csv.reader(lines, delimiter=delimiter, strict=True)
    header: list[str] = []
    while True:
        line = rows.line_num + 1
        try:
            with _long_cells():
                row = next(rows, None)
        except csv.Error as error:
            yield MalformedRecordError(
                path, line, f"the row is broken ({error})", "quotes doubled inside quoted fields"
            )
            continue
        if row is None:
            return
        if not any(cell.strip() for cell in row):
            continue
        if not header:
            header = row
        elif any(row[len(header) :]) or len(row) < len(header):
            problem, expected = f"the row has {len(row)} fields", f"{len(header)}, as in the header"
            yield MalformedRecordError(path, line, problem, expected)
        else:
            # Of two columns with one name the first counts.
            yield paper_from(path, line, dict(zip(reversed(header), reversed(row[: len(header)]), strict=True)))


@contextmanager
def _long_cells() -> Iterator[None]:
    # The limit belongs to the whole interpreter.
    limit = csv.field_size_limit(_LONGEST_CELL)
    try:
        yield
    finally:
        csv.field_size_limit(limit)

"""The charts of a report: bars with names, columns, and small columns beside a name. Drawn with matplotlib."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, NamedTuple

from markupsafe import Markup

from .svg import INKS, canvas, inline_svg

if TYPE_CHECKING:
    from matplotlib.axes import Axes

# A chart is as wide as a phone shows it, so that its letters are as large as those of the page.
_WIDTH = 340
_LETTER = 6.4
"""Width of a letter of the text in charts, on average."""
_ROW = 33
_VALUE = 60
_COLUMNS = 130
_SPARK = (120, 26)


class Bar(NamedTuple):
    """A number with the name it belongs to, and the variable of the page's style that colours it."""

    name: str
    number: int
    ink: str = "accent"


def bars(key: str, label: str, rows: Sequence[Bar]) -> Markup:
    """Return horizontal bars, the first on top, each below its name and number.

    Parameters
    ----------
    key, label
        As for :func:`graph.report.svg.inline_svg`.
    rows
        At least one.
    """
    most = max(1, *(row.number for row in rows))
    names = {f"name {place}": _cut(row.name, _WIDTH - _VALUE) for place, row in enumerate(rows)}
    tips = {f"bar-{place}": f"{row.name}: {row.number:,}" for place, row in enumerate(rows)}
    with canvas(_WIDTH, _ROW * len(rows)) as (figure, axes):
        for place, row in enumerate(rows):
            top = place * _ROW
            _text(axes, 0, top + 15, f"name {place}")
            _text(axes, _WIDTH, top + 15, f"{row.number:,}", "muted", ha="right")
            axes.barh(top + 23, _WIDTH, height=7, color=INKS["line"])
            (bar,) = axes.barh(top + 23, _WIDTH * row.number / most, height=7, color=INKS[row.ink])
            bar.set_gid(f"bar-{place}")
        return inline_svg(figure, key, label, names, tips)


def columns(
    key: str, label: str, numbers: Sequence[int], marks: Sequence[tuple[float, str]], tips: list[str]
) -> Markup:
    """Return vertical columns on a line with marks.

    Parameters
    ----------
    key, label
        As for :func:`graph.report.svg.inline_svg`.
    numbers
        The height of each column; at least one.
    marks
        Text below the line, and where: 0 is the left edge of the first column, 1 that of the second.
    tips
        What is told about each column.
    """
    most = max(1, *numbers)
    step = _WIDTH / len(numbers)
    top, base = 20, _COLUMNS - 22
    with canvas(_WIDTH, _COLUMNS) as (figure, axes):
        _text(axes, 0, top - 8, f"{most:,}", "muted")
        axes.plot([0, _WIDTH], [top, top], color=INKS["line"], linewidth=1, linestyle=(0, (2, 3)))
        _draw_columns(axes, numbers, step, base, (base - top) / most)
        axes.plot([0, _WIDTH], [base, base], color=INKS["muted"], linewidth=1)
        for place, text in marks:
            half = len(text) * _LETTER / 2
            # The whole text stays inside.
            _text(axes, min(max(place * step, half), _WIDTH - half), base + 16, text, "muted", ha="center")
        return inline_svg(figure, key, label, tips={f"column-{i}": tip for i, tip in enumerate(tips)})


def spark(key: str, label: str, numbers: Sequence[int]) -> Markup:
    """Return small columns without any text, as wide as a cell of a table.

    Parameters
    ----------
    key, label
        As for :func:`graph.report.svg.inline_svg`.
    numbers
        The height of each column; at least one.
    """
    width, height = _SPARK
    with canvas(width, height) as (figure, axes):
        _draw_columns(axes, numbers, width / len(numbers), height - 1, (height - 3) / max(1, *numbers))
        axes.plot([0, width], [height - 1, height - 1], color=INKS["muted"], linewidth=1)
        return inline_svg(figure, key, label)


def _draw_columns(axes: Axes, numbers: Sequence[int], step: float, base: float, scale: float) -> None:
    gap = min(2.0, step / 5)
    for place, number in enumerate(numbers):
        (column,) = axes.bar(
            place * step + step / 2, -number * scale, width=step - gap, bottom=base, color=INKS["accent"]
        )
        column.set_gid(f"column-{place}")


def _text(axes: Axes, x: float, y: float, text: str, ink: str = "text", **alignment: Any) -> None:
    axes.text(x, y, text, color=INKS[ink], va="baseline", **alignment)


def _cut(name: str, width: float) -> str:
    """Return a name that is no wider than so many pixels, about; with three dots where its end is missing."""
    line = " ".join(name.split())
    room = int(width / _LETTER)
    for place, character in enumerate(line):
        room -= 2 if unicodedata.east_asian_width(character) in "WF" else 1
        if room < 0:
            return line[: place - 1] + "\N{HORIZONTAL ELLIPSIS}"
    return line

"""Drawings of matplotlib as SVG inside an HTML page: in the colours and letters of the page, with its own names.

matplotlib never sees a name of the graph: it draws a placeholder, which is replaced in the finished tree. So no name is
read as a formula, needs a letter that a font lacks, or becomes mark-up. The same drawing gives the same text.
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import TYPE_CHECKING
from xml.etree import ElementTree

from markupsafe import Markup

from ..model import ENTITY_LABELS

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

_VARIABLES = ("text", "muted", "line", "accent", *(label.lower() for label in ENTITY_LABELS))
INKS: dict[str, str] = {name: f"#0000{number:02x}" for number, name in enumerate(_VARIABLES, 1)}
"""Colours to draw with, by the CSS variable of the page that stands in their place in the end."""

_POINTS = 72.0
_NAMESPACE = re.compile(r"^\{[^}]*\}")
_INK = re.compile("|".join(INKS.values()))
_REFERENCE = re.compile(r"#([\w-]+)")


@contextmanager
def canvas(width: float, height: float) -> Iterator[tuple[Figure, Axes]]:
    """Give a figure and its axes, whose coordinates are pixels from the upper left corner.

    Settings of the user do not count inside the block.

    Parameters
    ----------
    width, height
        In pixels of CSS, as long as the chart is shown in its own size.
    """
    import matplotlib
    from matplotlib.figure import Figure

    with matplotlib.rc_context():
        matplotlib.rcdefaults()
        matplotlib.rcParams.update({"svg.fonttype": "none", "svg.hashsalt": "report", "font.size": 12})
        figure = Figure(figsize=(width / _POINTS, height / _POINTS), dpi=_POINTS, frameon=False)
        axes = figure.add_axes((0, 0, 1, 1))
        axes.set_axis_off()
        axes.set_xlim(0, width)
        axes.set_ylim(height, 0)
        yield figure, axes


def inline_svg(
    figure: Figure, key: str, label: str, texts: Mapping[str, str] | None = None, tips: Mapping[str, str] | None = None
) -> Markup:
    """Return a figure as an ``svg`` element for an HTML page.

    Parameters
    ----------
    figure
        Drawn on a :func:`canvas`, with the colours of :data:`INKS`.
    key
        Makes ids unique in the page; letters, digits and hyphens.
    label
        What the chart shows, for those who do not see it.
    texts
        Drawn text to the text that stands in its place.
    tips
        ``gid`` of something drawn to what is told about it under the pointer.
    """
    stream = io.StringIO()
    nothing = dict.fromkeys(("Creator", "Date", "Format", "Type"))
    figure.savefig(stream, format="svg", metadata=nothing)
    root = ElementTree.fromstring(stream.getvalue())
    for element in root.iter():
        _strip_namespaces(element)
    for parent in list(root.iter()):
        for child in list(parent):
            # A style element would count for the whole page.
            if child.tag in ("metadata", "style"):
                parent.remove(child)
    used = {name for element in root.iter() for name in _references(element)}
    for element in root.iter():
        _finish(element, key, used, texts or {}, tips or {})
    title = _title(label)
    title.set("id", f"{key}-title")
    root.insert(0, title)
    root.attrib = {
        "class": "chart",
        "role": "img",
        "aria-labelledby": f"{key}-title",
        "viewBox": root.attrib["viewBox"],
        # A name that is wider than it was taken for must not widen the page.
        "style": f"max-width: {figure.get_figwidth() * _POINTS * 1.2:g}px",
    }
    return Markup(ElementTree.tostring(root, encoding="unicode"))


def _strip_namespaces(element: ElementTree.Element) -> None:
    """HTML knows svg and its links without namespaces."""
    element.tag = _NAMESPACE.sub("", element.tag)
    element.attrib = {_NAMESPACE.sub("", name): value for name, value in element.attrib.items()}


def _references(element: ElementTree.Element) -> Iterator[str]:
    for name in ("href", "clip-path"):
        yield from _REFERENCE.findall(element.get(name, ""))


def _finish(
    element: ElementTree.Element, key: str, used: set[str], texts: Mapping[str, str], tips: Mapping[str, str]
) -> None:
    identifier = element.attrib.pop("id", None)
    if identifier in used:
        element.set("id", f"{key}-{identifier}")
    for name in ("href", "clip-path"):
        if name in element.attrib:
            element.set(name, _REFERENCE.sub(rf"#{key}-\1", element.attrib[name]))
    if "style" in element.attrib:
        element.set("style", _INK.sub(lambda match: f"var(--{_variable(match[0])})", element.attrib["style"]))
    if element.text is not None:
        element.text = texts.get(element.text, element.text)
    if identifier is not None and identifier in tips:
        element.insert(0, _title(tips[identifier]))


def _variable(ink: str) -> str:
    return next(name for name, colour in INKS.items() if colour == ink)


def _title(text: str) -> ElementTree.Element:
    title = ElementTree.Element("title")
    title.text = text
    return title

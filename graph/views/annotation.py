"""Texts with what was found in them: one HTML page, with the spans drawn by displaCy and tables beneath, or plain text.

Knows nothing of records and loads no spaCy: it is given plain content, and the function that draws.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, NamedTuple, TypeAlias

from markupsafe import Markup

from .content import STYLES
from .document import page_environment, write_page

Draw: TypeAlias = Callable[..., str]
"""Draws marked text as HTML in which the text is escaped; called as ``spacy.displacy.render``."""

COLOURS: dict[str, str] = {label: colour for label, (_, colour) in STYLES.items()}
"""The colour of each type of entity, the same as in the view of a graph."""

_HERE = Path(__file__).parent
_MARK = '<mark class="entity" style="background: {bg}; color: {ink}">{text}<span class="type"> {label}</span></mark>'


@dataclass(frozen=True)
class Passage:
    """A text in which stretches are marked.

    Parameters
    ----------
    text
        The text.
    spans
        (start, end, type of entity): 0-based, half-open characters of the text; in order, without overlap.
    """

    text: str
    spans: tuple[tuple[int, int, str], ...] = ()

    def parts(self) -> Iterator[tuple[str, str | None]]:
        """Yield the text cut at its spans: each piece with its type, None between spans."""
        at = 0
        for start, end, label in self.spans:
            if start > at:
                yield self.text[at:start], None
            yield self.text[start:end], label
            at = end
        if at < len(self.text):
            yield self.text[at:], None


class Name(NamedTuple):
    """How an entity, or something else that a claim is about, is called; with its type, if it is an entity."""

    text: str
    label: str | None = None


class Found(NamedTuple):
    """An entity: its name, how sure the model is of it, in [0, 1], and how often the text mentions it."""

    name: Name
    confidence: float
    mentions: int


@dataclass(frozen=True, kw_only=True)
class Statement:
    """What relations and scores have in common.

    Parameters
    ----------
    confidence
        Probability in [0, 1].
    negated
        The text denies it.
    hedged
        The text presents it as possible.
    evidence
        The sentence, with the entities of the statement marked in it.
    """

    confidence: float
    negated: bool = False
    hedged: bool = False
    evidence: Passage | None = None

    @property
    def marks(self) -> tuple[str, ...]:
        """The words to read before the statement: ``maybe`` if it is hedged, ``not`` if it is negated."""
        return ("maybe",) * self.hedged + ("not",) * self.negated


@dataclass(frozen=True, kw_only=True)
class Link(Statement):
    """A relation: what the text says of two things, head first."""

    head: Name
    type: str
    tail: Name


@dataclass(frozen=True, kw_only=True)
class Score(Statement):
    """A reported score: of what, its value as printed, on what and by which metric, as far as the text says so."""

    of: Name
    value: str
    on: Name | None
    metric: Name | None


@dataclass(frozen=True, kw_only=True)
class AnnotatedText:
    """A paper, or a bare text, with what was found in it.

    Parameters
    ----------
    title
        Its text is empty for a bare text.
    abstract
        The text.
    facts
        What else is known of the paper, such as id and year; for people.
    url
        Where the paper is. A link on the page if it is an address of the web, else text.
    model
        What made the annotation; empty if that is not known.
    entities, links, scores
        In the order in which they are to be shown.
    """

    title: Passage
    abstract: Passage
    facts: tuple[str, ...] = ()
    url: str | None = None
    model: str = ""
    entities: tuple[Found, ...] = ()
    links: tuple[Link, ...] = ()
    scores: tuple[Score, ...] = ()

    def known(self) -> str:
        """Return what else is known of the paper, its address included, as one line; empty if nothing is."""
        return ", ".join((*self.facts, *([self.url] if self.url else [])))


def make_passage(text: str, spans: Iterable[tuple[int, int, str]]) -> Passage:
    """Return a text with those spans that can be marked side by side.

    Of overlapping spans the first counts, of those that begin alike the longest.

    Examples
    --------
    >>> make_passage("GPT-4 Turbo", [(0, 5, "Model"), (0, 11, "Model"), (6, 11, "Method")]).spans
    ((0, 11, 'Model'),)
    """
    kept: list[tuple[int, int, str]] = []
    for start, end, label in sorted(spans, key=lambda span: (span[0], -span[1], span[2])):
        if start < end and (not kept or start >= kept[-1][1]):
            kept.append((start, end, label))
    return Passage(text, tuple(kept))


def ink(colour: str) -> str:
    """Return ``#000000`` or ``#ffffff``, whichever is read better on a colour such as ``#EE6677``."""
    red, green, blue = (int(colour[i : i + 2], 16) for i in (1, 3, 5))
    # Perceived brightness after ITU-R BT.601.
    return "#000000" if 0.299 * red + 0.587 * green + 0.114 * blue > 128 else "#ffffff"


def plain_lines(text: AnnotatedText) -> Iterator[str]:
    """Yield the lines of a text without colours, in which what is marked reads ``[name](Type)``."""
    if text.title.text:
        yield _bracketed(text.title)
    if known := text.known():
        yield known
    if text.title.text or known:
        yield ""
    yield _bracketed(text.abstract)
    yield ""
    yield f"Entities ({len(text.entities)})"
    for name, confidence, mentions in text.entities:
        yield f"  {name.text}  {name.label}  {confidence:.2f}  {mentions} mention{'s' * (mentions > 1)}"
    yield ""
    yield f"Relations ({len(text.links)})"
    for link in text.links:
        yield f"  {' '.join((link.head.text, *link.marks, link.type, link.tail.text))}  {link.confidence:.2f}"
        yield from _quoted(link)
    yield ""
    yield f"Results ({len(text.scores)})"
    for score in text.scores:
        metric = f" {score.metric.text}" if score.metric else ""
        on = f" on {score.on.text}" if score.on else ""
        yield f"  {score.of.text}: {' '.join((*score.marks, score.value))}{metric}{on}  {score.confidence:.2f}"
        yield from _quoted(score)


def _quoted(said: Statement) -> Iterator[str]:
    if said.evidence is not None:
        yield f"    \N{LEFT DOUBLE QUOTATION MARK}{_bracketed(said.evidence)}\N{RIGHT DOUBLE QUOTATION MARK}"


def _bracketed(passage: Passage) -> str:
    return "".join(piece if label is None else f"[{piece}]({label})" for piece, label in passage.parts())


def render_annotations(texts: Sequence[AnnotatedText], draw: Draw, *, title: str = "abstractgraph") -> str:
    """Return a page that needs no network and runs no script, with a section for each text, in order.

    The same texts give the same page.

    Parameters
    ----------
    texts
        What to show.
    draw
        ``spacy.displacy.render``. It is given, since loading spaCy takes seconds and is the command line's to do.
    title
        The title of the page.
    """
    environment = page_environment()
    environment.filters["drawn"] = lambda passage: _drawn(passage, draw)
    counts = Counter(entity.name.label for text in texts for entity in text.entities)
    return environment.get_template("annotation.html").render(
        texts=texts,
        title=title,
        colours=COLOURS,
        legend=[(label, colour, counts[label]) for label, colour in COLOURS.items() if counts[label]],
    )


def write_annotations(
    texts: Sequence[AnnotatedText], path: str | Path, draw: Draw, *, title: str = "abstractgraph"
) -> None:
    """Write the page to a file, which is complete or as it was before, never half-written.

    Parameters
    ----------
    texts, draw, title
        As for :func:`render_annotations`.
    path
        The file, in an existing folder. What it held is replaced.

    Raises
    ------
    OutputError
        If the file cannot be written.
    """
    html = render_annotations(texts, draw, title=title)
    write_page(html, path)


def _drawn(passage: Passage, draw: Draw) -> Markup:
    spans: list[dict[str, Any]] = [
        {"start": start, "end": end, "label": label, "params": {"ink": ink(COLOURS[label])}}
        for start, end, label in passage.spans
    ]
    options = {"colors": COLOURS, "template": _MARK}
    # In a notebook it would show the text there, and return nothing.
    return Markup(draw({"text": passage.text, "ents": spans}, style="ent", manual=True, jupyter=False, options=options))

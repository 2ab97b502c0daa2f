"""Plain text: pages of titles and abstracts, saved from the web or written by hand.

A title is a line or block below which its abstract comes, in one paragraph or several; there are blank lines between
the two, or none. Nothing marks which is which, so it is read off the length, the end and the neighbours of each piece,
never off its words.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import Enum
from itertools import pairwise

from ..errors import MalformedRecordError
from ..records import Abstract
from .fields import paper_from
from .furniture import content_lines, form, repeated_lines
from .papers import collapsed
from .sources import Source

_EXPECTED = "a title with its abstract below it"
_CLOSING = "\"'\u201d\u2019)]}$*\u00bb"
_SENTENCE_BREAK = re.compile(
    r"[.!?\u2026][\"'\u201d\u2019)\]]*\s+(?=[\"'\u201c\u2018(]?[A-Z0-9\\$])|[\u3002\uff01\uff1f](?=.)"
)
_ADDRESS_AT_END = re.compile(r"(?:https?://|www\.|\w\.\w+/)\S*$")

_TITLE_WORDS = 30
_SHORT_SENTENCE_WORDS = 25
_LONG_TITLE_WORDS = 45
_LONG_SENTENCE_WORDS = 80
_STRAY_WORDS = 3
_WRAP_WIDTH = 200
_TOLERATED_SHARE = 0.1

_Records = Iterator[Abstract | MalformedRecordError]


class _Kind(Enum):
    TITLE = 1
    EITHER = 2
    PROSE = 3


@dataclass(frozen=True)
class _Piece:
    """A stretch of text that is a title, or a paragraph of an abstract."""

    line: int
    text: str
    kind: _Kind
    can_be_title: bool


def read_listing(source: Source) -> _Records:
    """Yield a paper for each title with an abstract below it, or what is wrong where one of them is missing.

    A stray line of at most three words with no abstract below it belongs to the page and is passed over.
    """
    found = False
    for record in _papers(source.name, source.text()):
        found = True
        yield record
    if not found:
        yield MalformedRecordError(source.name, 1, "no title with an abstract below it is found", _EXPECTED)


def is_listing(text: str) -> bool:
    """Tell whether nearly all of a text reads as titles with abstracts."""
    records = list(_papers("", text))
    good = sum(isinstance(record, Abstract) for record in records)
    return good > 0 and len(records) - good <= good * _TOLERATED_SHARE


def _papers(path: str, text: str) -> _Records:
    pieces = _without_repeated(list(_pieces(text)))
    single = not any(a.kind is b.kind is _Kind.PROSE for a, b in pairwise(pieces))
    title: _Piece | None = None
    paragraphs: list[str] = []
    for i, piece in enumerate(pieces):
        following = pieces[i + 1].kind if i + 1 < len(pieces) else None
        if _is_title(piece, following, below_title=title is not None and not paragraphs, above=title, single=single):
            yield from _finished(path, title, paragraphs)
            title, paragraphs = piece, []
        elif title is None:
            yield MalformedRecordError(path, piece.line, "the abstract has no title above it", _EXPECTED)
        else:
            paragraphs.append(piece.text)
    yield from _finished(path, title, paragraphs)


def _is_title(piece: _Piece, following: _Kind | None, *, below_title: bool, above: _Piece | None, single: bool) -> bool:
    if piece.kind is not _Kind.EITHER:
        return piece.kind is _Kind.TITLE
    if below_title or following in (_Kind.TITLE, None):
        return False
    if above is None:
        return True
    # Where no abstract has a second paragraph, a sentence between two long texts is the title of the second.
    return single and piece.can_be_title and following is _Kind.PROSE


def _finished(path: str, title: _Piece | None, paragraphs: Sequence[str]) -> _Records:
    if title is None:
        return
    if paragraphs:
        yield paper_from(path, title.line, {"title": title.text, "abstract": " ".join(paragraphs)})
    elif len(title.text.split()) > _STRAY_WORDS:
        yield MalformedRecordError(path, title.line, f"the title {title.text!r} has no abstract below it", _EXPECTED)


def _pieces(text: str) -> Iterator[_Piece]:
    block: list[tuple[int, str]] = []
    lines = [collapsed(line) for line in text.split("\n")]
    for number, line in enumerate([*content_lines(lines), ""], start=1):
        if line:
            block.append((number, line))
        elif block:
            yield from _pieces_of_block(block)
            block = []


def _pieces_of_block(block: Sequence[tuple[int, str]]) -> Iterator[_Piece]:
    joined = _unwrapped(block)
    kinds = [_kind(text) for _, text in joined]
    alternates = _Kind.TITLE in kinds[1:]
    for i, ((line, text), kind) in enumerate(zip(joined, kinds, strict=True)):
        yield _Piece(line, text, kind, can_be_title=alternates or i == 0)


def _unwrapped(block: Sequence[tuple[int, str]]) -> Sequence[tuple[int, str]]:
    """Join the lines of a text that was wrapped at some column, apart from a title above it.

    A line was wrapped if the first word of the next would not have fitted.
    """
    lines = [text for _, text in block]
    width = max(map(len, lines))
    if len(lines) < 2 or width > _WRAP_WIDTH:
        return block
    full = [len(line) + 1 + len(below.split()[0]) > width for line, below in pairwise(lines)]
    if len(lines) == 2:
        wrapped_from = 0 if full[0] and lines[1][0].islower() else None
    else:
        wrapped_from = (0 if full[0] else 1) if all(full[1:]) else None
    if wrapped_from is None:
        return block
    return [*block[:wrapped_from], (block[wrapped_from][0], " ".join(lines[wrapped_from:]))]


def _kind(text: str) -> _Kind:
    # Eight characters a word: scripts without spaces have words, too.
    words = max(len(text.split()), len(text) // 8)
    sentences = _SENTENCE_BREAK.search(text) is not None
    if text.rstrip(_CLOSING).endswith((".", "\u3002")):
        return _Kind.EITHER if words <= _SHORT_SENTENCE_WORDS and not sentences else _Kind.PROSE
    if sentences and _ADDRESS_AT_END.search(text):
        return _Kind.EITHER if words <= _TITLE_WORDS else _Kind.PROSE
    if words <= _TITLE_WORDS:
        return _Kind.TITLE
    return _Kind.EITHER if words <= (_LONG_TITLE_WORDS if sentences else _LONG_SENTENCE_WORDS) else _Kind.PROSE


def _without_repeated(pieces: Sequence[_Piece]) -> list[_Piece]:
    """Leave out what comes up again and again where no title can be: beside a title, or above nothing."""
    repeated = repeated_lines([piece.text for piece in pieces if piece.kind is _Kind.TITLE])
    beside_title: dict[str, list[bool]] = defaultdict(list)
    for i, piece in enumerate(pieces):
        if piece.kind is _Kind.TITLE and form(piece.text) in repeated:
            above = pieces[i - 1].kind if i else None
            below = pieces[i + 1].kind if i + 1 < len(pieces) else _Kind.TITLE
            beside_title[form(piece.text)].append(_Kind.TITLE in (above, below))
    furniture = {line for line, beside in beside_title.items() if all(beside)}
    return [piece for piece in pieces if piece.kind is not _Kind.TITLE or form(piece.text) not in furniture]

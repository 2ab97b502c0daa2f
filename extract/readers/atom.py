"""Atom feeds, such as the answers of arXiv's interface: parsed as they come, entities refused."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from ..errors import MalformedRecordError, UnreadableFileError
from ..records import Abstract
from .fields import paper_from
from .sources import Source

_ATOM = "{http://www.w3.org/2005/Atom}"
_FIELDS = {
    _ATOM + "id": "id",
    _ATOM + "title": "title",
    _ATOM + "summary": "abstract",
    _ATOM + "content": "abstract",
    _ATOM + "published": "year",
    "{http://arxiv.org/schemas/atom}doi": "doi",
}
_ARXIV_ERROR = "arxiv.org/api/errors"
_EXPECTED = "well-formed XML: an Atom feed"


def read_atom(source: Source) -> Iterator[Abstract | MalformedRecordError]:
    """Yield a paper, or what is wrong, for each entry; reading ends where the XML is broken."""
    from defusedxml import DefusedXmlException
    from defusedxml.ElementTree import ParseError, XMLParser

    feed = _Feed(source.name)
    parser: Any = XMLParser(target=feed)
    feed.line = lambda: parser.parser.CurrentLineNumber
    try:
        for chunk in source.chunks():
            parser.feed(chunk)
            yield from feed.taken()
        parser.close()
    except DefusedXmlException as error:
        reason = "declares XML entities, which are not read; remove the document type declaration (<!DOCTYPE ...>)"
        raise UnreadableFileError(source.name, reason) from error
    except ParseError as error:
        yield from feed.taken()
        where = feed.entry_line or error.position[0]
        yield MalformedRecordError(source.name, where, f"the XML is broken or cut off ({error})", _EXPECTED)
    except (ValueError, LookupError) as error:
        yield MalformedRecordError(source.name, 1, f"the XML cannot be read ({error})", "XML in UTF-8")
    else:
        yield from feed.taken()


class _Feed:
    """Takes the events of the parser and keeps the entries that are complete."""

    def __init__(self, path: str) -> None:
        self._path = path
        self._complete: list[Abstract | MalformedRecordError] = []
        self._depth = 0
        self._fields: dict[str, str] = {}
        self._field: str | None = None
        self.line: Callable[[], int] = lambda: 0
        self.entry_line: int | None = None
        """Where the present entry began, None between entries."""

    def taken(self) -> list[Abstract | MalformedRecordError]:
        """Return what is complete and not yet taken."""
        complete, self._complete = self._complete, []
        return complete

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        self._depth += 1
        if self._depth == 1 and tag != _ATOM + "feed":
            name = tag.rpartition("}")[2]
            self._complete.append(
                MalformedRecordError(self._path, self.line(), f"the XML is not a feed but <{name}>", "an Atom feed")
            )
        elif self._depth == 2 and tag == _ATOM + "entry":
            self.entry_line, self._fields = self.line(), {}
        elif self._depth == 3 and self.entry_line is not None:
            field = _FIELDS.get(tag)
            # The summary comes first and is the abstract; content is only read without it.
            self._field = field if field and not self._fields.get(field, "").strip() else None
            if tag == _ATOM + "link" and attributes.get("rel", "alternate") == "alternate":
                self._fields.setdefault("url", attributes.get("href", ""))

    def data(self, text: str) -> None:
        if self._field is not None:
            self._fields[self._field] = self._fields.get(self._field, "") + text

    def end(self, tag: str) -> None:
        if self._depth == 3:
            self._field = None
        elif self._depth == 2 and self.entry_line is not None:
            self._complete.append(self._paper(self.entry_line))
            self.entry_line = None
        self._depth -= 1

    def close(self) -> None:
        pass

    def _paper(self, line: int) -> Abstract | MalformedRecordError:
        if _ARXIV_ERROR in self._fields.get("id", ""):
            problem = f"arXiv answered with an error ({self._fields.get('abstract', '').strip()})"
            return MalformedRecordError(self._path, line, problem, "papers: repeat the query")
        return paper_from(self._path, line, self._fields)

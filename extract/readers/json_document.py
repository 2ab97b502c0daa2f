"""JSON documents: a list of papers, an object that holds such a list, or papers one after the other."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator

from ..errors import MalformedRecordError
from ..records import Abstract
from .fields import field_name, paper_from
from .jsonl import json_problem
from .sources import Source

LIST_NAMES = frozenset({"papers", "data", "results", "items"})
"""The names under which an object can hold the list of papers."""

_SPACE = re.compile(r"[ \t\n\r]*")
_LIST_OF_OBJECTS = re.compile(r"\[[ \t\n\r]*[{\]]")
_DECODER = json.JSONDecoder()
_Records = Iterator[Abstract | MalformedRecordError]


def read_json(source: Source) -> _Records:
    """Yield a paper, or what is wrong, for each record; reading ends where the document is broken."""
    return _Document(source.name, source.text()).records()


class _BrokenError(Exception):
    """The document cannot be read beyond the present place."""


class _Document:
    """A text with the place up to which it is read: only one record at a time is ever decoded."""

    def __init__(self, path: str, text: str) -> None:
        self._path = path
        self._text = text
        self._place = 0
        self._line = 1

    def records(self) -> _Records:
        try:
            while next_sign := self._peek():
                if next_sign == "[":
                    yield from self._list()
                elif next_sign == "{":
                    yield from self._object()
                else:
                    raise _BrokenError(f"there is {next_sign!r} where a list or an object should begin")
        except _BrokenError as error:
            yield MalformedRecordError(self._path, self._line, str(error), "valid JSON: a list of objects")

    def _move(self, place: int) -> None:
        self._line += self._text.count("\n", self._place, place)
        self._place = place

    def _peek(self) -> str:
        """Return the next sign that is not white space, empty at the end."""
        match = _SPACE.match(self._text, self._place)
        self._move(match.end() if match else self._place)
        return self._text[self._place : self._place + 1]

    def _expect(self, signs: str) -> str:
        sign = self._peek()
        if not sign:
            raise _BrokenError("the document is cut off")
        if sign not in signs:
            raise _BrokenError(f"there is {sign!r} where {' or '.join(signs)} should be")
        self._move(self._place + 1)
        return sign

    def _value(self) -> object:
        self._peek()
        try:
            value, end = _DECODER.raw_decode(self._text, self._place)
        except json.JSONDecodeError as error:
            where = f"{json_problem(error)} in line {error.lineno}"
            raise _BrokenError(f"the JSON is broken or cut off ({where})") from error
        except (ValueError, RecursionError) as error:
            raise _BrokenError(f"the JSON cannot be read ({json_problem(error)})") from error
        self._move(end)
        return value

    def _list(self) -> _Records:
        self._expect("[")
        if self._peek() == "]":
            self._expect("]")
            return
        sign = ","
        while sign == ",":
            self._peek()
            line = self._line
            yield paper_from(self._path, line, self._value())
            sign = self._expect(",]")

    def _object(self) -> _Records:
        """Yield the papers of an object that holds a list of them, else the object itself as a paper."""
        start, line = self._place, self._line
        if not self._find_list():
            self._place, self._line = start, line
            yield paper_from(self._path, line, self._value())
            return
        yield from self._list()
        while self._expect(",}") == ",":
            self._value()
            self._expect(":")
            self._value()

    def _find_list(self) -> bool:
        """Go to the list of papers in an object; False without one, then the place means nothing."""
        self._expect("{")
        while self._peek() == '"':
            name = field_name(str(self._value()))
            self._expect(":")
            self._peek()
            if name in LIST_NAMES and _LIST_OF_OBJECTS.match(self._text, self._place):
                return True
            self._value()
            if name in ("title", "abstract") or self._peek() != ",":
                return False
            self._expect(",")
        return False

"""Files of records: JSON Lines, one paper a line; written so that a stopped run can go on.

A run appends each record to a journal beside the file, and puts the file itself together at the end, in one step. So
the file is always whole, and what a killed run had finished is in the journal.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from pathlib import Path
from types import TracebackType
from typing import BinaryIO

import orjson

from .errors import InputError, MalformedRecordError, UnreadableFileError
from .readers.sources import open_source
from .records import Abstract, AnnotatedAbstract

_EXPECTED = "a record made by abstractgraph extract"
_Key = tuple[str, str]


def write_record(stream: BinaryIO, record: AnnotatedAbstract) -> None:
    """Write one record as a line of JSON."""
    stream.write(orjson.dumps(record.to_json(), option=orjson.OPT_APPEND_NEWLINE))


def parse_record(line: bytes | str, path: str, number: int) -> AnnotatedAbstract:
    """Return the record of one line.

    Raises
    ------
    MalformedRecordError
        If the line is no record.
    """
    try:
        return AnnotatedAbstract.from_json(orjson.loads(line))
    except (InputError, orjson.JSONDecodeError) as error:
        raise MalformedRecordError(path, number, str(error), _EXPECTED) from error


def is_record_file(path: str) -> bool:
    """Tell whether a file holds records and not bare papers, by its first line.

    A file that cannot be read does not; nor does standard input, which can be read only once.
    """
    if path == "-":
        return False
    try:
        with open_source(path) as source:
            first = orjson.loads(next(source.lines(), ""))
    except (InputError, orjson.JSONDecodeError):
        return False
    return isinstance(first, dict) and isinstance(first.get("entities"), list)


def read_records(
    path: str, *, on_invalid: Callable[[MalformedRecordError], object] | None = None
) -> Iterator[AnnotatedAbstract]:
    """Yield the records of a file.

    Parameters
    ----------
    path
        The file, compressed or not.
    on_invalid
        Called with each malformed record, which is then left out; None to raise it.

    Raises
    ------
    UnreadableFileError
        If the file cannot be read.
    MalformedRecordError
        If a line is no record.
    """
    with open_source(path) as source:
        for number, line in enumerate(source.lines(), start=1):
            if not line.strip():
                continue
            try:
                yield parse_record(line, path, number)
            except MalformedRecordError as error:
                if on_invalid is None:
                    raise
                on_invalid(error)


class RecordFile:
    """A file of records that is being written, with what earlier runs have finished.

    Parameters
    ----------
    path
        The file. The journal has its name with ``.partial`` at the end.
    model
        Name and version of the model. Records of another model are not taken over.

    Raises
    ------
    UnreadableFileError
        If the file cannot be written.
    """

    def __init__(self, path: Path, model: str) -> None:
        self._path = path
        self._journal_path = path.with_name(path.name + ".partial")
        self._model = model
        self._places: dict[_Key, tuple[int, int]] = {}

    def __enter__(self) -> RecordFile:
        if self._path.is_dir():
            raise UnreadableFileError(str(self._path), "it is a folder; name a file to write")
        try:
            self._journal = self._journal_path.open("a+b")
        except OSError as error:
            reason = f"it cannot be written ({error.strerror}); name another file with -o"
            raise UnreadableFileError(str(self._path), reason) from error
        self._recover()
        if self._path.is_file():
            self._take_over()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._journal.close()

    def find(self, paper: Abstract) -> AnnotatedAbstract | None:
        """Return the finished record of this very text, if there is one."""
        place = self._places.get((paper.title, paper.abstract))
        if place is None:
            return None
        self._journal.seek(place[0])
        return parse_record(self._journal.read(place[1]), str(self._journal_path), 0)

    def append(self, record: AnnotatedAbstract) -> None:
        """Keep a finished record; safe from then on, also if the process is killed."""
        self._append_line(record.paper, orjson.dumps(record.to_json(), option=orjson.OPT_APPEND_NEWLINE))

    def finish(self, papers: list[Abstract]) -> None:
        """Write the file: the finished records of these papers, in this order; and remove the journal."""
        temporary = self._path.with_name(self._path.name + ".new")
        with temporary.open("wb") as stream:
            for paper in papers:
                record = self.find(paper)
                assert record is not None
                write_record(stream, AnnotatedAbstract(paper, record.entities, record.relations, (), record.model))
            stream.flush()
            os.fsync(stream.fileno())
        temporary.replace(self._path)
        self._journal.close()
        self._journal_path.unlink()

    def _append_line(self, paper: Abstract, line: bytes) -> None:
        self._journal.seek(0, os.SEEK_END)
        self._places[paper.title, paper.abstract] = self._journal.tell(), len(line)
        self._journal.write(line)
        self._journal.flush()

    def _recover(self) -> None:
        """Index the journal, and cut off a last line that was not written to its end."""
        self._journal.seek(0)
        at = 0
        for line in self._journal:
            try:
                record = parse_record(line, str(self._journal_path), 0)
            except MalformedRecordError:
                break
            if not line.endswith(b"\n"):
                break
            if record.model == self._model:
                self._places[record.paper.title, record.paper.abstract] = at, len(line)
            at += len(line)
        self._journal.truncate(at)

    def _take_over(self) -> None:
        for record in read_records(str(self._path)):
            if record.model == self._model and self.find(record.paper) is None:
                self.append(record)

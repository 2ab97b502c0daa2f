"""Files of records: JSON Lines, one paper a line; written so that a stopped run can go on.

A run appends each record to a journal beside the file, and puts the file itself together at the end, in one step. So
the file is always whole, and what a killed run had finished is in the journal. What adds to a graph keeps one, too.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import replace
from pathlib import Path
from types import TracebackType
from typing import BinaryIO

import orjson

from .atomic import check_replaceable, fault, replacing
from .errors import InputError, MalformedRecordError, UnreadableFileError
from .readers import abstracts_of
from .readers.sources import Source, open_source
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


def read_records(
    path: str | Path, *, on_invalid: Callable[[MalformedRecordError], object] | None = None
) -> Iterator[AnnotatedAbstract]:
    """Yield the records of a file.

    Parameters
    ----------
    path
        The file, compressed or not; ``-`` is standard input.
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
        yield from _records(source, on_invalid)


def read_papers(
    path: str,
    *,
    input_format: str | None = None,
    on_invalid: Callable[[MalformedRecordError], object] | None = None,
) -> Iterator[Abstract | AnnotatedAbstract]:
    """Yield what a file holds: records if it is a file of records, else bare papers of any format.

    Parameters
    ----------
    path, on_invalid
        As for :func:`read_records`.
    input_format
        Name of the format, as for :func:`extract.readers.read_abstracts`; what is named is no file of records.

    Raises
    ------
    UnreadableFileError, UnknownFormatError, MalformedRecordError
        As for the two readers.
    """
    with open_source(path) as source:
        if input_format is None and _begins_with_record(source):
            yield from _records(source, on_invalid)
        else:
            yield from abstracts_of(source, input_format=input_format, on_invalid=on_invalid)


def _begins_with_record(source: Source) -> bool:
    text = source.head_text().lstrip()
    # A record longer than the head is still known by its keys, which stand in a fixed order.
    return text.startswith('{"paper_id"') and '"entities"' in text


def _records(
    source: Source, on_invalid: Callable[[MalformedRecordError], object] | None
) -> Iterator[AnnotatedAbstract]:
    for number, line in enumerate(source.lines(), start=1):
        if not line.strip():
            continue
        try:
            yield parse_record(line, source.name, number)
        except MalformedRecordError as error:
            if on_invalid is None:
                raise
            on_invalid(error)


class Journal:
    """Records in the order in which they were finished, each safe from then on, also if the process is killed.

    Parameters
    ----------
    path
        The file; made if it does not exist. What it holds already is found again.
    model
        Name and version of the model. Records of another model are not found.

    Attributes
    ----------
    path
        The file.
    recovered
        Title and abstract of what earlier runs have left here.

    Raises
    ------
    OSError
        If the file cannot be read and written.
    """

    def __init__(self, path: Path, model: str) -> None:
        self.path = path
        self._model = model
        self._places: dict[_Key, tuple[int, int]] = {}
        self._stream = path.open("a+b")
        try:
            self._recover()
        except BaseException:
            self.close()
            raise
        self.recovered = frozenset(self._places)
        self._asked: set[_Key] = set()

    def __contains__(self, paper: Abstract) -> bool:
        return (paper.title, paper.abstract) in self._places

    def __len__(self) -> int:
        return len(self._places)

    def find(self, paper: Abstract) -> AnnotatedAbstract | None:
        """Return the finished record of this very text, if there is one."""
        place = self._places.get((paper.title, paper.abstract))
        if place is None:
            return None
        self._asked.add((paper.title, paper.abstract))
        self._stream.seek(place[0])
        return parse_record(self._stream.read(place[1]), str(self.path), 0)

    def finish(self) -> None:
        """Close the file, and remove it unless earlier runs left records in it that nobody asked for."""
        if self.recovered <= self._asked:
            self.remove()
        else:
            self.close()

    def append(self, record: AnnotatedAbstract) -> None:
        """Keep a finished record.

        Raises
        ------
        OSError
            If it cannot be written; what was kept before is still there.
        """
        line = orjson.dumps(record.to_json(), option=orjson.OPT_APPEND_NEWLINE)
        self._stream.seek(0, os.SEEK_END)
        place = self._stream.tell(), len(line)
        self._stream.write(line)
        self._stream.flush()
        self._places[record.paper.title, record.paper.abstract] = place

    def close(self) -> None:
        """Close the file, which stays."""
        with suppress(OSError):
            # What could not be written was said when it was appended; closing tries once more.
            self._stream.close()

    def remove(self) -> None:
        """Close the file and delete it."""
        self.close()
        self.path.unlink(missing_ok=True)

    def _recover(self) -> None:
        """Index what the file holds of this model; cut off a last line that was not written to its end."""
        self._stream.seek(0)
        at = 0
        for line in self._stream:
            if not line.endswith(b"\n"):
                self._stream.truncate(at)
                return
            try:
                record = parse_record(line, str(self.path), 0)
            except MalformedRecordError:
                # A damaged disk, or a crash of the whole machine: what cannot be read is extracted again.
                record = None
            if record is not None and record.model == self._model:
                self._places[record.paper.title, record.paper.abstract] = at, len(line)
            at += len(line)


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
        If the file cannot be written or an older one cannot be read.
    """

    def __init__(self, path: Path, model: str) -> None:
        self._path = path
        self._model = model
        self._is_finished = False

    def __enter__(self) -> RecordFile:
        with self._in_words():
            check_replaceable(self._path)
            self._journal = Journal(self._path.with_name(self._path.name + ".partial"), self._model)
        self._unfinished = set(self._journal.recovered)
        try:
            if self._path.is_file() and self._path.stat().st_size > 0:
                self._take_over()
        except BaseException:
            self._close()
            raise
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._close()

    def __contains__(self, paper: Abstract) -> bool:
        return paper in self._journal

    def find(self, paper: Abstract) -> AnnotatedAbstract | None:
        """Return the finished record of this very text, if there is one."""
        return self._journal.find(paper)

    def append(self, record: AnnotatedAbstract) -> None:
        """Keep a finished record; safe from then on, also if the process is killed."""
        with self._in_words():
            self._journal.append(record)

    def finish(self, papers: Iterable[Abstract]) -> None:
        """Write the file: the finished records of these papers, in this order.

        The journal is removed, unless another run has left records of other papers in it.
        """
        with self._in_words(), replacing(self._path) as stream:
            for paper in papers:
                record = self.find(paper)
                assert record is not None
                write_record(stream, replace(record, paper=paper))
                self._unfinished.discard((paper.title, paper.abstract))
        self._is_finished = True

    def _close(self) -> None:
        if not self._unfinished and (self._is_finished or not self._journal):
            self._journal.remove()
        else:
            self._journal.close()

    def _take_over(self) -> None:
        for record in read_records(str(self._path)):
            if record.model == self._model and record.paper not in self:
                self.append(record)

    @contextmanager
    def _in_words(self) -> Iterator[None]:
        try:
            yield
        except OSError as error:
            raise UnreadableFileError(str(self._path), fault(error)) from error

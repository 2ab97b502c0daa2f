"""Files of papers into abstracts: one format a module, and one table that picks.

Nothing here knows what is extracted. Libraries for single formats are imported when a file of that format is read.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

from ..errors import MalformedRecordError
from ..records import Abstract
from .distinct import distinct_papers
from .formats import FORMATS, Reader, reader_of
from .papers import InvalidPaperError, make_abstract, normalised_title
from .sources import Source, open_source

__all__ = [
    "FORMATS",
    "InvalidPaperError",
    "Reader",
    "abstracts_of",
    "distinct_papers",
    "make_abstract",
    "normalised_title",
    "read_abstracts",
]


def read_abstracts(
    path: str | Path,
    *,
    input_format: str | None = None,
    on_invalid: Callable[[MalformedRecordError], object] | None = None,
) -> Iterator[Abstract]:
    """Yield the papers of one file in its order, while it is read.

    Parameters
    ----------
    path
        The file, compressed with gzip, xz or zstd or not; ``-`` is standard input.
    input_format
        One of `FORMATS`; without it the format is recognised by the content and the ending.
    on_invalid
        Called with the error of each malformed record, which is then left out. Without it the first one is raised.

    Raises
    ------
    UnreadableFileError
        If the file is missing, forbidden, a folder, empty, binary, not UTF-8 or UTF-16, or a broken archive.
    UnknownFormatError
        If the format is not recognised, or `input_format` is none.
    MalformedRecordError
        If a record is not as the format demands and there is no `on_invalid`.
    """
    with open_source(path) as source:
        yield from abstracts_of(source, input_format=input_format, on_invalid=on_invalid)


def abstracts_of(
    source: Source,
    *,
    input_format: str | None = None,
    on_invalid: Callable[[MalformedRecordError], object] | None = None,
) -> Iterator[Abstract]:
    """Yield the papers of an open file; see :func:`read_abstracts`."""
    for record in reader_of(source, input_format)(source):
        if isinstance(record, Abstract):
            yield record
        elif on_invalid is None:
            raise record
        else:
            on_invalid(record)

"""What the tests of the readers share: the folder of input files, and reading with the errors collected."""

from __future__ import annotations

from pathlib import Path

from extract.errors import MalformedRecordError
from extract.readers import read_abstracts
from extract.records import Abstract

DATA = Path(__file__).parent / "data" / "readers"


def read_all(path: Path, input_format: str | None = None) -> tuple[list[Abstract], list[tuple[int, str]]]:
    """Return the papers of a file, and line and problem of each malformed record."""
    errors: list[MalformedRecordError] = []
    papers = list(read_abstracts(path, input_format=input_format, on_invalid=errors.append))
    assert all(error.path == str(path) and error.expected for error in errors)
    return papers, [(error.line, error.problem) for error in errors]


def read_text(folder: Path, name: str, text: str) -> tuple[list[Abstract], list[tuple[int, str]]]:
    """Write a file and read it."""
    path = folder / name
    path.write_bytes(text.encode())
    return read_all(path)

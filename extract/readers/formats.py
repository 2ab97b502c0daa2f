"""Which format a file is in: by its ending, by how it begins, by name."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from pathlib import PurePath

from ..errors import MalformedRecordError, UnknownFormatError
from ..records import Abstract
from .atom import read_atom
from .bibtex import read_bibtex
from .delimited import delimiter_of, read_csv, read_tsv
from .json_document import LIST_NAMES, read_json
from .jsonl import read_jsonl
from .listing import is_listing, read_listing
from .sources import Source

Reader = Callable[[Source], Iterator[Abstract | MalformedRecordError]]
"""Yields, in the order of the file, each paper or what is wrong with its record."""

FORMATS: dict[str, Reader] = {
    "listing": read_listing,
    "jsonl": read_jsonl,
    "json": read_json,
    "csv": read_csv,
    "tsv": read_tsv,
    "bibtex": read_bibtex,
    "atom": read_atom,
}
"""The reader of each format."""

ENDINGS = {
    ".txt": "listing",
    ".jsonl": "jsonl",
    ".ndjson": "jsonl",
    ".json": "json",
    ".csv": "csv",
    ".tsv": "tsv",
    ".bib": "bibtex",
    ".xml": "atom",
    ".atom": "atom",
}
"""The format of each ending of a file's name."""

_COMPRESSED = frozenset({".gz", ".xz", ".zst"})

_JSON_START = re.compile(r"\s*(?:\[\s*[{\]]|\{\s*[\"}])")
_JSON_TOKEN = re.compile(r'"(?:[^"\\\n]|\\.)*"|[{}\[\]:]')
_BIBTEX_START = re.compile(r"(?:\s*%[^\n]*\n)*\s*@\w+\s*[{(]")
_ATOM_START = re.compile(r"\s*(?:<\?xml[^>]*>\s*)?(?:<!--.*?-->\s*)*<(?:feed\b|\w+:feed\b)", re.DOTALL)


def reader_of(source: Source, input_format: str | None) -> Reader:
    """Return the reader for a file: by the name of the format if there is one, else by content and ending.

    Where the content is clearly in another format than the ending says, the content is right.

    Raises
    ------
    UnknownFormatError
        If there is no format of that name, or neither ending nor content names one.
    """
    name = input_format or _clear_format(source.head_text()) or _format_of_ending(source)
    if name not in FORMATS:
        raise UnknownFormatError(source.name, tuple(FORMATS))
    return FORMATS[name]


def _format_of_ending(source: Source) -> str | None:
    endings = [ending.lower() for ending in PurePath(source.name).suffixes]
    if endings and endings[-1] in _COMPRESSED:
        endings.pop()
    if endings and endings[-1] in ENDINGS:
        return ENDINGS[endings[-1]]
    return "listing" if is_listing(source.head_text()) else None


def _clear_format(text: str) -> str | None:
    """Return the format of which a text bears unmistakable marks."""
    if _JSON_START.match(text):
        return _json_format(text)
    if _BIBTEX_START.match(text):
        return "bibtex"
    if _ATOM_START.match(text):
        return "atom"
    header = text.lstrip().partition("\n")[0]
    delimiter = delimiter_of(header, "\t,;")
    if delimiter is None:
        return None
    return "tsv" if delimiter == "\t" else "csv"


def _json_format(text: str) -> str:
    """Tell JSON Lines from a document, which is a list, an object that holds one, or an object of several lines."""
    first_line = text.lstrip().partition("\n")[0].rstrip()
    if first_line.startswith("[") or first_line.endswith(("{", "[", ",")):
        return "json"
    depth, before = 0, ["", ""]
    for token in (match[0] for match in _JSON_TOKEN.finditer(text)):
        if token == "[" and depth == 1 and before[1] == ":" and before[0].strip('"').lower() in LIST_NAMES:
            return "json"
        depth += (token in "{[") - (token in "}]")
        if depth == 0:
            break
        before = [before[1], token]
    return "jsonl"

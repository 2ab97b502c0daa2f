"""Named fields of one record, of whatever format, into a paper.

Names are compared by their letters and digits in lower case: ``Publication Year``, ``publication_year`` and
``publicationYear`` are one. Besides names there are the nested forms of arXiv, Semantic Scholar and OpenAlex.
"""

from __future__ import annotations

import math
import re
from collections.abc import Mapping
from functools import lru_cache

from ..errors import MalformedRecordError
from ..records import Abstract
from .papers import InvalidPaperError, make_abstract

FIELD_NAMES: dict[str, tuple[str, ...]] = {
    "title": ("title", "displayname", "documenttitle", "articletitle", "ti"),
    "abstract": ("abstract", "abstractnote", "abstracttext", "summary", "ab"),
    "year": ("year", "publicationyear", "py"),
    "url": ("url", "link"),
    "arxiv_id": ("arxivid", "arxiv"),
    "doi": ("doi", "di"),
    "paper_id": ("paperid", "id"),
}
"""The names of each field, in the order of preference."""

_PLACEHOLDERS = frozenset(
    {"", "-", "n/a", "na", "nan", "none", "null", "unknown", "n.d.", "tba", "tbd", "pending", "in press", "forthcoming"}
)
"""What stands in exports where there is no value."""

_NOT_ALPHANUMERIC = re.compile(r"[\W_]+")
_YEAR = re.compile(r"(\d+)(?:\.0+|-\d\d.*)?", re.ASCII)
_WORD_YEAR = re.compile(r"\b\d{4}\b", re.ASCII)


@lru_cache(maxsize=4096)
def field_name(name: str) -> str:
    """Return a name of a field as it is compared.

    Examples
    --------
    >>> field_name("Publication Year")
    'publicationyear'
    """
    return _NOT_ALPHANUMERIC.sub("", name.casefold())


def paper_from(path: str, line: int, record: object) -> Abstract | MalformedRecordError:
    """Return the paper that a record holds, or what is wrong with the record that starts in this line."""
    try:
        if not isinstance(record, Mapping):
            raise InvalidPaperError(f"the record is {_kind(record)}", "an object with 'title' and 'abstract'")
        return _paper({field_name(name): value for name, value in record.items()})
    except InvalidPaperError as error:
        return MalformedRecordError(path, line, error.problem, error.expected)


def _paper(record: dict[str, object]) -> Abstract:
    location = _nested(record, "primarylocation")
    outside = _nested(record, "externalids") | _nested(record, "ids")
    return make_abstract(
        _string(record, "title") or "",
        _string(record, "abstract") or _from_positions(record.get("abstractinvertedindex")),
        paper_id=_plain(_first(record, "paper_id")),
        year=_year(_first(record, "year")) or _year_of_versions(record.get("versions")),
        url=_string(record, "url") or _plain(location.get("landingpageurl")),
        arxiv_id=_string(record, "arxiv_id") or _string(outside, "arxiv_id"),
        doi=_string(record, "doi") or _string(outside, "doi"),
    )


def _first(record: Mapping[str, object], field: str) -> object:
    """Return the first value that is there, None without one."""
    values = (record.get(name) for name in FIELD_NAMES[field])
    # A text may be any words; only for what is known about a paper do these mean that nothing is.
    placeholders = frozenset({""}) if field in ("title", "abstract") else _PLACEHOLDERS
    return next((value for value in values if not _absent(value, placeholders)), None)


def _absent(value: object, placeholders: frozenset[str]) -> bool:
    if isinstance(value, float):
        return math.isnan(value)
    return value is None or (isinstance(value, str) and value.strip().casefold() in placeholders)


def _string(record: Mapping[str, object], field: str) -> str | None:
    value = _first(record, field)
    if value is not None and not isinstance(value, str):
        raise InvalidPaperError(f"the field {field!r} is {_kind(value)}", "a string")
    return value


def _plain(value: object) -> str | None:
    return value if isinstance(value, str) and value.strip() else None


def _nested(record: Mapping[str, object], name: str) -> dict[str, object]:
    value = record.get(name)
    return {field_name(inner): v for inner, v in value.items()} if isinstance(value, Mapping) else {}


def _kind(value: object) -> str:
    if isinstance(value, bool):
        return "true or false"
    kinds = {dict: "an object", list: "a list", str: "a string", int: "a number", float: "a number"}
    return kinds.get(type(value), "null")


def _year(value: object) -> int | None:
    if value is None:
        return None
    # Spreadsheets write a year with a decimal point where some years are missing, and citation managers a whole date.
    match = _YEAR.fullmatch(str(value).strip()) if isinstance(value, str | int | float) else None
    if match is None or len(match[1]) > 6:
        raise InvalidPaperError(f"the year is {value!r}", "a year such as 2024")
    return int(match[1])


def _year_of_versions(versions: object) -> int | None:
    """Return the year of the first version in arXiv's metadata, which gives it as in e-mail."""
    if isinstance(versions, list) and versions and isinstance(versions[0], Mapping):
        match = _WORD_YEAR.search(str(versions[0].get("created", "")))
        return int(match[0]) if match else None
    return None


def _from_positions(index: object) -> str:
    """Return the text that OpenAlex gives as the positions of each word."""
    if index is None:
        return ""
    if not isinstance(index, Mapping) or not all(_is_positions(positions) for positions in index.values()):
        raise InvalidPaperError("the abstract_inverted_index is not one", "an object of words with lists of positions")
    placed = sorted((position, word) for word, positions in index.items() for position in positions)
    return " ".join(word for _, word in placed)


def _is_positions(value: object) -> bool:
    return isinstance(value, list) and all(type(position) is int for position in value)

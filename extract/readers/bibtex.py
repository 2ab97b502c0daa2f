"""BibTeX and BibLaTeX, by bibtexparser."""

from __future__ import annotations

import logging
import re
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from ..errors import MalformedRecordError
from ..records import Abstract
from .fields import paper_from
from .identifiers import arxiv_id_of
from .sources import Source

if TYPE_CHECKING:
    from bibtexparser.middlewares import LatexDecodingMiddleware
    from bibtexparser.model import Entry, ParsingFailedBlock

_ESCAPED = re.compile(r"\\([_%&#~$])")
_URL = re.compile(r"\\url\{(.*)\}")
# In a field of BibTeX these are characters; in LaTeX they would start a comment and end a cell.
_LATEX_SIGN = re.compile(r"(?<!\\)([%&])")


def read_bibtex(source: Source) -> Iterator[Abstract | MalformedRecordError]:
    """Yield a paper, or what is wrong, for each entry and each block that is no entry."""
    from bibtexparser.entrypoint import parse_string
    from bibtexparser.middlewares import LatexDecodingMiddleware, NormalizeFieldKeys
    from bibtexparser.model import Entry, ParsingFailedBlock

    with _silent():
        library = parse_string(source.text(), append_middleware=[NormalizeFieldKeys()])
    decoder = LatexDecodingMiddleware()
    blocks = [block for block in library.blocks if isinstance(block, Entry | ParsingFailedBlock)]
    if not blocks:
        yield MalformedRecordError(source.name, 1, "there is no entry", "entries such as @article{key, title = {...}}")
    for block in blocks:
        line = (block.start_line or 0) + 1
        if isinstance(block, Entry):
            yield _paper(source.name, line, block, decoder)
        else:
            yield MalformedRecordError(source.name, line, *_failure(block))


@contextmanager
def _silent() -> Iterator[None]:
    """Keep bibtexparser from logging, on standard error, what is reported as an error anyway."""
    logger = logging.getLogger("bibtexparser.splitter")
    disabled, logger.disabled = logger.disabled, True
    try:
        yield
    finally:
        logger.disabled = disabled


def _paper(path: str, line: int, entry: Entry, decoder: LatexDecodingMiddleware) -> Abstract | MalformedRecordError:
    fields = {name: str(field.value) for name, field in entry.fields_dict.items()}
    for field in ("title", "abstract"):
        if not fields.get(field, "").strip():
            return MalformedRecordError(path, line, f"entry {entry.key!r} has no {field}", f"a field '{field}'")
    return paper_from(
        path,
        line,
        {
            "title": _decoded(fields["title"], decoder),
            "abstract": _decoded(fields["abstract"], decoder),
            "year": _unescaped(fields.get("year") or fields.get("date", "")),
            "url": _unescaped(fields.get("url", "")),
            "doi": _unescaped(fields.get("doi", "")),
            "arxiv_id": _arxiv_id(fields),
        },
    )


def _decoded(text: str, decoder: LatexDecodingMiddleware) -> str:
    """Return a text with accents as characters and without commands and braces; formulas stay as they are."""
    from bibtexparser.library import Library
    from bibtexparser.model import Entry, Field

    entry = Entry("misc", "text", [Field("text", _LATEX_SIGN.sub(r"\\\1", text))])
    decoded = decoder.transform_entry(entry, Library())
    # LaTeX too broken to decode is still the text of the paper.
    return str(decoded.fields_dict["text"].value) if isinstance(decoded, Entry) else text


def _unescaped(text: str) -> str:
    return _ESCAPED.sub(r"\1", _URL.sub(r"\1", text)).replace("{", "").replace("}", "")


def _arxiv_id(fields: dict[str, str]) -> str:
    eprint = _unescaped(fields.get("eprint", ""))
    archive = fields.get("archiveprefix") or fields.get("eprinttype") or ""
    if archive.strip().lower() == "arxiv":
        return eprint
    return eprint if not archive and arxiv_id_of(eprint) else ""


def _failure(block: ParsingFailedBlock) -> tuple[str, str]:
    from bibtexparser.exceptions import BlockAbortedException
    from bibtexparser.model import DuplicateBlockKeyBlock, DuplicateFieldKeyBlock

    if isinstance(block, DuplicateFieldKeyBlock):
        return f"the entry has the field {', '.join(sorted(block.duplicate_keys))} twice", "each field once"
    if isinstance(block, DuplicateBlockKeyBlock):
        line = (block.previous_block.start_line or 0) + 1
        return f"the key {block.key!r} is that of line {line}", "a key of its own for each entry"
    reason = block.error.abort_reason if isinstance(block.error, BlockAbortedException) else str(block.error)
    return f"the entry is broken ({' '.join(reason.split()).rstrip('.')})", "balanced braces and quotes"

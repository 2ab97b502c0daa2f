"""A paper out of raw fields: one form for text, year, address and identifiers, and one id for one content."""

from __future__ import annotations

import hashlib
import re
import unicodedata

from ..errors import InputError
from ..records import Abstract
from .identifiers import arxiv_id_of, arxiv_id_of_doi, doi_of

YEARS = range(1500, 2101)
"""The years in which a paper can have appeared."""

_INVISIBLE = dict.fromkeys(map(ord, "\u00ad\u200b\u2060\ufeff"))
_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f]")
_SURROGATE = re.compile(r"[\ud800-\udfff]")
_NOT_ALPHANUMERIC = re.compile(r"[^0-9a-z]+")
_WEB_ADDRESS = re.compile(r"https?://\S+", re.IGNORECASE)
_OPENALEX = re.compile(r"https?://openalex\.org/W\d+", re.IGNORECASE)


class InvalidPaperError(InputError):
    """The fields of one paper are missing or contradict each other.

    Parameters
    ----------
    problem
        What was wrong.
    expected
        What was expected instead.
    """

    def __init__(self, problem: str, expected: str) -> None:
        self.problem = problem
        self.expected = expected
        super().__init__(f"{problem}; expected {expected}")


def collapsed(text: str) -> str:
    r"""Return a text with runs of white space and control characters as one space, and no soft or zero-width breaks.

    Zero-width joiners stay: words of several scripts and emoji are spelt with them.

    Examples
    --------
    >>> collapsed(" a\u00a0\n b\u200bc ")
    'a bc'
    """
    return " ".join(_CONTROL.sub(" ", text.translate(_INVISIBLE)).split())


def normalised_title(title: str) -> str:
    """Return what all spellings of a title have in common: letters, digits and accents, in lower case.

    Unicode's compatible form (NFKC) is case-folded; everything else than letters, digits and combining marks, of any
    script, becomes one space. Empty for a title of signs alone.

    Examples
    --------
    >>> normalised_title("  Sparse $k$-NN:  THE Straße?")
    'sparse k nn the strasse'
    """
    folded = unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", title).casefold())
    if folded.isascii():
        return _NOT_ALPHANUMERIC.sub(" ", folded).strip()
    return " ".join("".join(map(_kept, folded)).split())


def _kept(character: str) -> str:
    if character.isalnum():
        return character
    category = unicodedata.category(character)
    if category == "Cf":
        return ""
    return character if category.startswith("M") else " "


def content_id(title: str, arxiv_id: str | None, doi: str | None) -> str:
    """Return the id of a paper with these identifiers, as `extract.records.Abstract` documents it.

    Examples
    --------
    >>> content_id("Any", None, "10.1000/xyz")
    'doi:10.1000/xyz'
    """
    if arxiv_id is not None:
        return f"arxiv:{arxiv_id}"
    if doi is not None:
        return f"doi:{doi}"
    return f"title:{hashlib.sha256(normalised_title(title).encode()).hexdigest()[:16]}"


def make_abstract(
    title: str,
    abstract: str,
    *,
    paper_id: str | None = None,
    year: int | None = None,
    url: str | None = None,
    arxiv_id: str | None = None,
    doi: str | None = None,
) -> Abstract:
    """Return a paper with its fields in the one form that `extract.records.Abstract` documents.

    Parameters
    ----------
    title, abstract
        The text, with any white space.
    paper_id
        The id that the source gives. It is used only as far as it is an arXiv id, a DOI or an OpenAlex address: the
        id of the result always comes from the content.
    year
        Year of publication.
    url
        Where a person can read the paper. Without it, the address at arXiv, of the DOI or at OpenAlex is taken.
    arxiv_id, doi
        In any usual spelling, addresses included.

    Raises
    ------
    InvalidPaperError
        If the title or the abstract is empty, the year is not one of `YEARS`, an identifier or the address is none,
        or the DOI names another arXiv paper than the arXiv id.

    Examples
    --------
    >>> make_abstract("A  title", "Some text.", doi="https://doi.org/10.48550/arXiv.2401.01234").paper_id
    'arxiv:2401.01234'
    """
    title, abstract = _text("title", title), _text("abstract", abstract)
    if not normalised_title(title):
        raise InvalidPaperError(f"the title {title!r} has no letter or digit", "a title in words")
    if year is not None and year not in YEARS:
        raise InvalidPaperError(f"the year is {year}", f"a year from {YEARS.start} to {YEARS.stop - 1}")
    if url is not None and not _WEB_ADDRESS.fullmatch(url := url.strip()):
        raise InvalidPaperError(f"{url!r} is not a web address", "one that begins with https:// or http://")
    found_arxiv_id, found_doi = _identifiers(arxiv_id, doi, (paper_id or "", url or ""))
    return Abstract(
        paper_id=content_id(title, found_arxiv_id, found_doi),
        title=title,
        abstract=abstract,
        year=year,
        url=url or _address(found_arxiv_id, found_doi, paper_id),
        arxiv_id=found_arxiv_id,
        doi=found_doi,
    )


def _text(field: str, value: str) -> str:
    if _SURROGATE.search(value):
        raise InvalidPaperError(f"the {field} holds half of a character (a lone surrogate)", "valid Unicode text")
    if not (text := collapsed(value)):
        raise InvalidPaperError(f"the {field} is missing", f"a non-empty {field}")
    return text


def _identifiers(arxiv_id: str | None, doi: str | None, others: tuple[str, ...]) -> tuple[str | None, str | None]:
    found_arxiv_id = found_doi = None
    if arxiv_id is not None and (found_arxiv_id := arxiv_id_of(arxiv_id)) is None:
        raise InvalidPaperError(f"{arxiv_id!r} is not an arXiv id", "one such as 2401.01234 or cs/0112017")
    if doi is not None and (found_doi := doi_of(doi)) is None:
        raise InvalidPaperError(f"{doi!r} is not a DOI", "one such as 10.1000/xyz")
    found_doi = found_doi or next(filter(None, map(doi_of, others)), None)
    of_doi = arxiv_id_of_doi(found_doi) if found_doi else None
    if found_arxiv_id and of_doi and found_arxiv_id != of_doi:
        raise InvalidPaperError(f"the arXiv id is {found_arxiv_id} and the DOI {found_doi}", "the same paper in both")
    return found_arxiv_id or of_doi or next(filter(None, map(arxiv_id_of, others)), None), found_doi


def _address(arxiv_id: str | None, doi: str | None, paper_id: str | None) -> str | None:
    if arxiv_id is not None:
        return f"https://arxiv.org/abs/{arxiv_id}"
    if doi is not None:
        return f"https://doi.org/{doi}"
    return paper_id.strip() if paper_id and _OPENALEX.fullmatch(paper_id.strip()) else None

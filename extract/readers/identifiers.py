"""arXiv and DOI identifiers: one spelling for each.

Pure functions. An identifier in another form than these two is not recognised here.
"""

from __future__ import annotations

import re

_OLD_ARCHIVES = (
    "acc-phys adap-org alg-geom ao-sci astro-ph atom-ph bayes-an chao-dyn chem-ph cmp-lg comp-gas cond-mat cs dg-ga "
    "funct-an gr-qc hep-ex hep-lat hep-ph hep-th math math-ph mtrl-th nlin nucl-ex nucl-th patt-sol physics plasm-ph "
    "q-alg q-bio quant-ph solv-int stat supr-con"
)
_ARXIV = re.compile(
    r"(?:arxiv:\s*|https?://(?:www\.|export\.)?arxiv\.org/(?:abs|pdf|html|e-print)/|arxiv\.org/(?:abs|pdf)/)?"
    r"(?:(?P<month>\d\d(?:0[1-9]|1[0-2]))\.(?P<number>\d{4,5})"
    rf"|(?P<archive>{'|'.join(_OLD_ARCHIVES.split())})(?:\.[a-z-]+)?/(?P<old>\d{{7}}))"
    r"(?:v\d+)?(?:\.pdf)?/?(?:[?#].*)?",
    re.IGNORECASE,
)
_DOI = re.compile(
    r"(?:(?:https?://)?(?:dx\.|www\.)?doi\.org/|doi:\s*)?(?P<doi>10\.\d[\d.]{3,}/\S+)(?:\s.*)?", re.IGNORECASE
)
_ARXIV_DOI = re.compile(r"10\.48550/arxiv\.(?P<id>.+)", re.IGNORECASE)
_FIRST_FIVE_DIGIT_MONTH = "1501"


def arxiv_id_of(text: str) -> str | None:
    """Return the arXiv identifier that a text is, without version and subject class, or None.

    A number with the wrong count of digits for its month is none: a spreadsheet that cut the last zero off would
    otherwise name another paper.

    Examples
    --------
    >>> [arxiv_id_of(t) for t in ("arXiv:2401.01234v2", "http://arxiv.org/pdf/0704.0001.pdf", "math.GT/0309136")]
    ['2401.01234', '0704.0001', 'math/0309136']
    >>> arxiv_id_of("2401.0123") is None
    True
    """
    match = _ARXIV.fullmatch(text.strip())
    if match is None:
        return None
    if match["archive"]:
        return f"{match['archive'].lower()}/{match['old']}"
    digits = 5 if match["month"] >= _FIRST_FIVE_DIGIT_MONTH else 4
    return f"{match['month']}.{match['number']}" if len(match["number"]) == digits else None


def doi_of(text: str) -> str | None:
    """Return the DOI that a text is, in lower case, or None; of several, separated by white space, the first.

    Examples
    --------
    >>> [doi_of(t) for t in ("https://doi.org/10.1000/XYZ", "doi:10.1000/xyz", "10.1000/a 10.1000/b", "W123")]
    ['10.1000/xyz', '10.1000/xyz', '10.1000/a', None]
    """
    match = _DOI.fullmatch(text.strip())
    return match["doi"].lower() if match else None


def arxiv_id_of_doi(doi: str) -> str | None:
    """Return the arXiv identifier of a DOI that arXiv itself gave, or None.

    Examples
    --------
    >>> arxiv_id_of_doi("10.48550/arxiv.2401.01234")
    '2401.01234'
    """
    match = _ARXIV_DOI.fullmatch(doi)
    return arxiv_id_of(match["id"]) if match else None

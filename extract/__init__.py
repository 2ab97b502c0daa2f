"""From text to records: read abstracts, and find the entities and relations in them.

>>> import extract
>>> nlp = extract.load_pipeline()  # doctest: +SKIP
>>> papers = extract.distinct_papers(extract.read_abstracts("papers.txt"))  # doctest: +SKIP
>>> records = list(extract.annotate(nlp, papers))  # doctest: +SKIP

Importing this package loads no model and not spaCy; the names that need them are looked up when they are used.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

from .confidence import keep_confident
from .errors import ExtractError, InputError, MalformedRecordError
from .readers import distinct_papers, read_abstracts
from .recordfile import read_records
from .records import Abstract, AnnotatedAbstract, Entity, Relation, Result, Span
from .schema import EntityType, RelationType
from .scoring import score

if TYPE_CHECKING:
    from .pipeline import annotate, load_pipeline

__all__ = [
    "Abstract",
    "AnnotatedAbstract",
    "Entity",
    "EntityType",
    "ExtractError",
    "InputError",
    "MalformedRecordError",
    "Relation",
    "RelationType",
    "Result",
    "Span",
    "annotate",
    "distinct_papers",
    "keep_confident",
    "load_pipeline",
    "read_abstracts",
    "read_records",
    "score",
]

_LATER = {"annotate": ".pipeline", "load_pipeline": ".pipeline"}


def __getattr__(name: str) -> Any:
    if name not in _LATER:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(_LATER[name], __name__), name)


def __dir__() -> list[str]:
    return __all__

"""What a paper of the graph keeps of its record, so that the graph can be built again with other papers or without it.

Names of all papers together decide which of them are one thing, so a new paper can join or part entities of old ones.
What the old papers said before that is kept in them, as one text of JSON::

    {"model": "minilm-joint-1",
     "entities": [[id, type, name, confidence, [span, ...]], ...],
     "relations": [[head, type, tail, confidence, span or null, mark, ...], ...],
     "results": [[of, on, metric, value, confidence, span or null, mark, ...], ...],
     "read": [[title, abstract, year, url, arXiv id, DOI], ...]}

A span is ``[field, start, end]`` with 0 for the title and 1 for the abstract: the words are the paper's own. Marks are
``negated`` and ``hedged``. ``read`` is there only if the paper was read in several forms; a title or abstract that is
the paper's own is null in it. Equal records give equal texts.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import replace
from typing import Any

from extract.errors import InputError
from extract.records import FIELDS, Abstract, AnnotatedAbstract, Entity, Relation, Result, Span
from extract.schema import EntityType, RelationType

from .errors import GraphDataError
from .model import Paper

_JSON = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"))
_NEGATED, _HEDGED = "negated", "hedged"


def kept_text(record: AnnotatedAbstract, sources: Iterable[Abstract] = ()) -> str:
    """Return what the paper of a record keeps.

    Parameters
    ----------
    record
        What was read in the paper.
    sources
        The forms in which the paper was read, in any order; none if its own is the only one.
    """
    own = _anonymous(record.paper)
    read = {_anonymous(source) for source in sources}
    kept = {
        "model": record.model,
        "entities": [_entity_row(entity) for entity in record.entities],
        "relations": [[r.head, r.type.value, r.tail, *_statement_row(r)] for r in record.relations],
        "results": [[r.of, r.on, r.metric, r.value, *_statement_row(r)] for r in record.results],
    }
    if read - {own}:
        kept["read"] = sorted((_source_row(source, own) for source in read), key=_JSON.encode)
    return _JSON.encode(kept)


def kept_record(paper: Paper) -> tuple[AnnotatedAbstract, tuple[Abstract, ...]]:
    """Return what :func:`kept_text` was made of: the record, and the forms in which the paper was read, at least one.

    The forms have an empty id: which paper they are of is to be found out.

    Raises
    ------
    GraphDataError
        If the paper keeps nothing, or what it keeps is damaged.
    """
    if paper.record is None:
        raise GraphDataError(
            f"the paper {paper.id!r} ({paper.title!r}) does not keep what was read in it, which graphs of an older "
            "version and of other origin do not"
        )
    own = Abstract(paper.id, paper.title, paper.abstract, paper.year, paper.url, paper.arxiv_id, paper.doi)
    try:
        kept = json.loads(paper.record)
        record = AnnotatedAbstract(
            own,
            tuple(_entity(own, *row) for row in kept["entities"]),
            tuple(
                Relation(head, RelationType(kind), tail, *_statement(own, *said))
                for head, kind, tail, *said in kept["relations"]
            ),
            tuple(
                Result(of, on, metric, value, *_statement(own, *said))
                for of, on, metric, value, *said in kept["results"]
            ),
            kept["model"],
        )
        sources = tuple(_source(own, *row) for row in kept.get("read", [[None] * 2 + _known(own)]))
    except (InputError, LookupError, TypeError, ValueError) as error:
        raise GraphDataError(f"what the paper {paper.id!r} keeps of its record is damaged ({error})") from error
    return record, sources


def _anonymous(paper: Abstract) -> Abstract:
    return replace(paper, paper_id="")


def _entity_row(entity: Entity) -> list[Any]:
    mentions = [_span_row(mention) for mention in entity.mentions]
    return [entity.id, entity.type.value, entity.name, _number(entity.confidence), mentions]


def _entity(paper: Abstract, entity_id: str, kind: str, name: str, confidence: float, mentions: list[Any]) -> Entity:
    spans = tuple(_span(paper, *mention) for mention in mentions)
    return Entity(entity_id, EntityType(kind), name, spans, confidence)


def _statement_row(said: Relation | Result) -> list[Any]:
    marks = [_NEGATED] * (said.polarity == _NEGATED) + [_HEDGED] * said.hedged
    return [_number(said.confidence), None if said.evidence is None else _span_row(said.evidence), *marks]


def _statement(paper: Abstract, confidence: float, span: list[Any] | None, *marks: str) -> tuple[Any, ...]:
    evidence = None if span is None else _span(paper, *span)
    return evidence, confidence, _NEGATED if _NEGATED in marks else "asserted", _HEDGED in marks


def _span_row(span: Span) -> list[Any]:
    return [FIELDS.index(span.field), span.start, span.end]


def _span(paper: Abstract, number: int, start: int, end: int) -> Span:
    field = FIELDS[number]
    text = paper.text(field)
    if not 0 <= start < end <= len(text):
        raise InputError(f"{field}[{start}:{end}] is not within the paper's {len(text)} characters")
    return Span(field, start, end, text[start:end])


def _source_row(source: Abstract, own: Abstract) -> list[Any]:
    texts = [None if a == b else a for a, b in ((source.title, own.title), (source.abstract, own.abstract))]
    return [*texts, *_known(source)]


def _source(own: Abstract, title: str | None, abstract: str | None, *known: Any) -> Abstract:
    return Abstract("", own.title if title is None else title, own.abstract if abstract is None else abstract, *known)


def _known(paper: Abstract) -> list[Any]:
    return [paper.year, paper.url, paper.arxiv_id, paper.doi]


def _number(value: float) -> float:
    # Equal records give equal texts: 1 and 1.0 are written alike, and so are 0.0 and -0.0.
    return float(value) + 0.0

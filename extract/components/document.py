"""A paper as one spaCy Doc: title, line break, abstract; what is found in it; and offsets in its fields.

Everything that components leave on a Doc is plain JSON values in ``doc.user_data``, so that Docs can be pickled, sent
between processes and kept in a DocBin.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from spacy.language import Language
from spacy.tokens import Doc

from ..errors import InputError
from ..records import Abstract, AnnotatedAbstract, Entity, Relation, Result, Span

_TITLE_LENGTH = "abstractgraph_title_length"
_ENTITIES = "abstractgraph_entities"
_RELATIONS = "abstractgraph_relations"
_RESULTS = "abstractgraph_results"


def make_doc(nlp: Language, paper: Abstract) -> Doc:
    """Return a tokenised Doc of a paper that knows where its title ends.

    Raises
    ------
    InputError
        If the text is too long to be an abstract: more than a million characters.
    """
    text = f"{paper.title}\n{paper.abstract}" if paper.title else paper.abstract
    if len(text) > nlp.max_length:
        raise InputError(f"{paper.title[:80]!r} has {len(text):,} characters, which is no abstract; check the input")
    doc = nlp.make_doc(text)
    doc.user_data[_TITLE_LENGTH] = len(paper.title)
    return doc


def title_length(doc: Doc) -> int:
    """Return the number of characters of the title; 0 for a Doc made from plain text, which is all abstract."""
    return int(doc.user_data.get(_TITLE_LENGTH, 0))


def span_of(doc: Doc, start: int, end: int) -> Span:
    """Return a stretch of characters of the Doc as a span of its field.

    Parameters
    ----------
    doc
        The paper.
    start, end
        Character offsets into ``doc.text``, 0-based, half-open, within one field.
    """
    title, text = title_length(doc), doc.text[start:end]
    if start < title:
        return Span("title", start, end, text)
    offset = title + 1 if title else 0
    return Span("abstract", start - offset, end - offset, text)


def position(doc: Doc, span: Span) -> tuple[int, int]:
    """Return the character offsets of a span into ``doc.text``; the inverse of :func:`span_of`."""
    offset = 0 if span.field == "title" or not title_length(doc) else title_length(doc) + 1
    return span.start + offset, span.end + offset


def set_entities(doc: Doc, entities: Sequence[Entity]) -> None:
    """Keep the entities of a paper on its Doc, and drop what was said of them before."""
    doc.user_data[_ENTITIES] = _json(doc, entities=entities)["entities"]
    doc.user_data.pop(_RELATIONS, None)
    doc.user_data.pop(_RESULTS, None)


def set_claims(doc: Doc, relations: Sequence[Relation], results: Sequence[Result]) -> None:
    """Keep the relations and results of a paper on its Doc."""
    values = _json(doc, get_entities(doc), relations, results)
    doc.user_data[_RELATIONS], doc.user_data[_RESULTS] = values["relations"], values["results"]


def get_entities(doc: Doc) -> tuple[Entity, ...]:
    """Return the entities of a paper, in order of first mention; empty before they are set."""
    return get_record(doc).entities


def get_record(doc: Doc, paper: Abstract | None = None, model: str = "") -> AnnotatedAbstract:
    """Return all that is known of a paper.

    Parameters
    ----------
    doc
        The annotated Doc.
    paper
        What the Doc was made of; if None, a paper without id.
    model
        Name and version of the model.
    """
    values = {
        **_json(doc),
        "entities": doc.user_data.get(_ENTITIES, []),
        "relations": doc.user_data.get(_RELATIONS, []),
        "results": doc.user_data.get(_RESULTS, []),
    }
    record = AnnotatedAbstract.from_json(values)
    return record if paper is None else replace(record, paper=paper, model=model)


def _json(
    doc: Doc,
    entities: Sequence[Entity] = (),
    relations: Sequence[Relation] = (),
    results: Sequence[Result] = (),
) -> dict[str, Any]:
    title, text = title_length(doc), doc.text
    paper = Abstract("", text[:title], text[title + 1 if title else 0 :])
    return AnnotatedAbstract(paper, tuple(entities), tuple(relations), tuple(results)).to_json()


Doc.set_extension("entities", getter=get_entities, force=True)
Doc.set_extension("relations", getter=lambda doc: get_record(doc).relations, force=True)
Doc.set_extension("results", getter=lambda doc: get_record(doc).results, force=True)

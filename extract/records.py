"""What is read and what is extracted: frozen records with character offsets inside.

All offsets are 0-based, half-open and counted in characters (code points) of one field of the paper, ``title`` or
``abstract``. A record refuses to exist when an offset does not give the text that it claims.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal

from .errors import InputError
from .schema import PAPER, EntityType, RelationType

Field = Literal["title", "abstract"]
Polarity = Literal["asserted", "negated"]

FIELDS: tuple[Field, ...] = ("title", "abstract")


@dataclass(frozen=True, slots=True)
class Abstract:
    """A paper before extraction: title, abstract, and what is known of it.

    Parameters
    ----------
    paper_id
        Content-derived id, the same wherever the paper is read: ``arxiv:2401.01234`` (without version), else
        ``doi:10.1000/xyz`` (lower case), else ``title:`` and 16 hexadecimal digits of a hash of the normalised title.
    title, abstract
        The text, with line breaks and runs of white space reduced to one space.
    year
        Year of publication.
    url
        Where a person can read the paper.
    arxiv_id
        arXiv identifier without version, such as ``2401.01234`` or ``cs/0112017``.
    doi
        Digital object identifier, lower case, without ``https://doi.org/``.
    """

    paper_id: str
    title: str
    abstract: str
    year: int | None = None
    url: str | None = None
    arxiv_id: str | None = None
    doi: str | None = None

    def text(self, field: Field) -> str:
        """Return the text of one field."""
        return self.title if field == "title" else self.abstract


@dataclass(frozen=True, slots=True)
class Span:
    """A stretch of one field of a paper, with its text."""

    field: Field
    start: int
    end: int
    text: str


@dataclass(frozen=True, slots=True)
class Entity:
    """One thing that a paper names, with all its mentions in that paper.

    Parameters
    ----------
    id
        Unique within the paper (``e1``, ``e2``, ...), in order of first mention.
    type
        What it is.
    name
        The canonical name: the established abbreviation or proper name where the paper gives one.
    mentions
        In order of the text, title first; never empty, never overlapping.
    confidence
        Probability in [0, 1] that this is an entity of this type.
    """

    id: str
    type: EntityType
    name: str
    mentions: tuple[Span, ...]
    confidence: float = 1.0


@dataclass(frozen=True, slots=True)
class Relation:
    """One claim of a paper.

    Parameters
    ----------
    head, tail
        Ids of entities of the same paper; the head of ``INTRODUCES`` is ``P``, the paper.
    type
        What is claimed, head first.
    evidence
        The sentence that supports the claim; None only in gold records that carry no evidence.
    confidence
        Probability in [0, 1].
    polarity
        ``negated`` where the text denies the claim.
    hedged
        True where the text presents the claim as possible, expected or speculative.
    """

    head: str
    type: RelationType
    tail: str
    evidence: Span | None = None
    confidence: float = 1.0
    polarity: Polarity = "asserted"
    hedged: bool = False


@dataclass(frozen=True, slots=True)
class Result:
    """One reported score.

    Parameters
    ----------
    of
        Id of the method or model.
    on
        Id of the dataset, benchmark or task, if the text names one.
    metric
        Id of the metric, or its name as a short string, if the text gives one.
    value
        The number as the text has it, with ``%`` and sign.
    evidence, confidence, polarity, hedged
        As for :class:`Relation`.
    """

    of: str
    on: str | None
    metric: str | None
    value: str
    evidence: Span | None = None
    confidence: float = 1.0
    polarity: Polarity = "asserted"
    hedged: bool = False


@dataclass(frozen=True, slots=True)
class AnnotatedAbstract:
    """A paper with what was extracted from it.

    Parameters
    ----------
    paper
        The paper.
    entities
        In order of first mention.
    relations
        In a fixed order: by head, type and tail, as entities are ordered; the paper first.
    results
        In order of the text.
    model
        Name and version of the model that made the record, such as ``minilm-joint-1``; empty for gold records.

    Raises
    ------
    InputError
        If a span does not give its text, an id is used twice, or a relation or result names an unknown entity.
    """

    paper: Abstract
    entities: tuple[Entity, ...] = ()
    relations: tuple[Relation, ...] = ()
    results: tuple[Result, ...] = ()
    model: str = ""

    def __post_init__(self) -> None:
        ids = {entity.id for entity in self.entities}
        if len(ids) != len(self.entities) or PAPER in ids:
            raise InputError(f"two entities of one paper have the same id, or one has the paper's, {PAPER}")
        for entity in self.entities:
            for mention in entity.mentions:
                self._check(mention)
        for relation in self.relations:
            heads = {PAPER} if relation.type is RelationType.INTRODUCES else ids
            if relation.head not in heads or relation.tail not in ids:
                raise InputError(
                    f"{relation.head} {relation.type} {relation.tail}: no such entity in this paper, or not as a head"
                )
            if relation.evidence is not None:
                self._check(relation.evidence)
        for result in self.results:
            if result.of not in ids or (result.on is not None and result.on not in ids):
                raise InputError(f"result {result.value!r} of {result.of!r}: no such entity in this paper")
            if result.evidence is not None:
                self._check(result.evidence)

    def _check(self, span: Span) -> None:
        found = self.paper.text(span.field)[span.start : span.end]
        if found != span.text or not span.text or span.start < 0 or span.end < 0:
            raise InputError(f"{span.field}[{span.start}:{span.end}] is {found!r}, not {span.text!r}")

    def to_json(self) -> dict[str, Any]:
        """Return the record as plain JSON values, in the format of ``docs/records.md``."""
        paper = self.paper
        known = {"year": paper.year, "url": paper.url, "arxiv_id": paper.arxiv_id, "doi": paper.doi}
        return {
            "paper_id": paper.paper_id,
            "title": paper.title,
            "abstract": paper.abstract,
            **{key: value for key, value in known.items() if value is not None},
            "entities": [_entity_json(entity) for entity in self.entities],
            "relations": [_relation_json(relation) for relation in self.relations],
            "results": [_result_json(result) for result in self.results],
            "model": self.model,
        }

    @classmethod
    def from_json(cls, record: Mapping[str, Any]) -> AnnotatedAbstract:
        """Build a record from plain JSON values, as :meth:`to_json` gives or the gold data holds.

        Raises
        ------
        InputError
            If a key is missing or a value is not as the format demands.
        """
        try:
            return cls(
                paper=Abstract(
                    paper_id=_typed(record["paper_id"], str),
                    title=_typed(record["title"], str),
                    abstract=_typed(record["abstract"], str),
                    year=_typed(record.get("year"), int, type(None)),
                    url=_typed(record.get("url"), str, type(None)),
                    arxiv_id=_typed(record.get("arxiv_id"), str, type(None)),
                    doi=_typed(record.get("doi"), str, type(None)),
                ),
                entities=tuple(map(_entity, record["entities"])),
                relations=tuple(map(_relation, record["relations"])),
                results=tuple(map(_result, record.get("results", ()))),
                model=_typed(record.get("model", ""), str),
            )
        except KeyError as error:
            raise InputError(f"the key {error} is missing") from error
        except (TypeError, AttributeError, ValueError) as error:
            if isinstance(error, InputError):
                raise
            raise InputError(str(error)) from error


def _typed(value: Any, *kinds: type) -> Any:
    if not isinstance(value, kinds) or (isinstance(value, bool) and bool not in kinds):
        raise TypeError(f"{value!r} where {' or '.join(k.__name__ for k in kinds)} was expected")
    return value


def _probability(value: Any) -> float:
    number = float(_typed(value, int, float))
    if not 0 <= number <= 1:
        raise InputError(f"confidence {value!r} is not in [0, 1]")
    return number


def _span_json(span: Span) -> dict[str, Any]:
    return {"field": span.field, "start": span.start, "end": span.end, "text": span.text}


def _entity_json(entity: Entity) -> dict[str, Any]:
    return {
        "id": entity.id,
        "type": entity.type.value,
        "name": entity.name,
        "mentions": [_span_json(mention) for mention in entity.mentions],
        "confidence": entity.confidence,
    }


def _relation_json(relation: Relation) -> dict[str, Any]:
    return {
        "head": relation.head,
        "type": relation.type.value,
        "tail": relation.tail,
        **_statement_json(relation),
    }


def _result_json(result: Result) -> dict[str, Any]:
    named = {"of": result.of, "on": result.on, "metric": result.metric, "value": result.value}
    return {**named, **_statement_json(result)}


def _statement_json(said: Relation | Result) -> dict[str, Any]:
    return {
        **({} if said.evidence is None else {"evidence": _span_json(said.evidence)}),
        "confidence": said.confidence,
        "polarity": said.polarity,
        "hedged": said.hedged,
    }


def _span(value: Mapping[str, Any]) -> Span:
    if value["field"] not in FIELDS:
        raise InputError(f"field {value['field']!r} is neither 'title' nor 'abstract'")
    return Span(value["field"], _typed(value["start"], int), _typed(value["end"], int), _typed(value["text"], str))


def _entity(value: Mapping[str, Any]) -> Entity:
    mentions = tuple(map(_span, value["mentions"]))
    if not mentions:
        raise InputError(f"entity {value['id']!r} has no mention")
    return Entity(
        id=str(value["id"]),
        type=EntityType(value["type"]),
        name=_typed(value["name"], str),
        mentions=mentions,
        confidence=_probability(value.get("confidence", 1.0)),
    )


def _relation(value: Mapping[str, Any]) -> Relation:
    return Relation(
        head=str(value["head"]), type=RelationType(value["type"]), tail=str(value["tail"]), **_statement(value)
    )


def _result(value: Mapping[str, Any]) -> Result:
    return Result(
        of=str(value["of"]),
        on=None if value.get("on") is None else str(value["on"]),
        metric=None if value.get("metric") is None else str(value["metric"]),
        value=str(value["value"]),
        **_statement(value),
    )


def _statement(value: Mapping[str, Any]) -> dict[str, Any]:
    polarity = value.get("polarity", "asserted")
    if polarity not in ("asserted", "negated"):
        raise InputError(f"polarity {polarity!r} is neither 'asserted' nor 'negated'")
    return {
        "evidence": _span(value["evidence"]) if value.get("evidence") is not None else None,
        "confidence": _probability(value.get("confidence", 1.0)),
        "polarity": polarity,
        "hedged": _typed(value.get("hedged", False), bool),
    }

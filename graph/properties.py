"""The parts of a knowledge graph as flat properties: the names that every file format and store uses.

A node has an ``id`` and a ``label``; an edge has a source, a target and a ``type``. All other properties are texts,
numbers, truth values, or lists of texts or integers, since neither Neo4j nor the common file formats hold more.
``docs/graph-format.md`` describes each property.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from .errors import GraphDataError
from .model import MENTIONS, PAPER_LABEL, Claim, Entity, Evidence, KnowledgeGraph, Mentions, Paper

FORMAT_VERSION = 1
"""Grows by one when an older program could no longer read these properties rightly."""

GRAPH_PROPERTIES: dict[str, Any] = {"generator": "abstractgraph", "formatVersion": FORMAT_VERSION}


class PropertyType(StrEnum):
    """What the value of a property is."""

    TEXT = "text"
    INTEGER = "integer"
    NUMBER = "number"
    BOOLEAN = "truth value"
    TEXTS = "list of texts"
    INTEGERS = "list of integers"


NODE_PROPERTIES: dict[str, PropertyType] = {
    "id": PropertyType.TEXT,
    "label": PropertyType.TEXT,
    "name": PropertyType.TEXT,
    "title": PropertyType.TEXT,
    "abstract": PropertyType.TEXT,
    "year": PropertyType.INTEGER,
    "url": PropertyType.TEXT,
    "arxivId": PropertyType.TEXT,
    "doi": PropertyType.TEXT,
    "aliases": PropertyType.TEXTS,
    "typeVoteLabels": PropertyType.TEXTS,
    "typeVoteCounts": PropertyType.INTEGERS,
}
EDGE_PROPERTIES: dict[str, PropertyType] = {
    "type": PropertyType.TEXT,
    "paperId": PropertyType.TEXT,
    "sentence": PropertyType.TEXT,
    "field": PropertyType.TEXT,
    "start": PropertyType.INTEGER,
    "end": PropertyType.INTEGER,
    "confidence": PropertyType.NUMBER,
    "polarity": PropertyType.TEXT,
    "hedged": PropertyType.BOOLEAN,
    "count": PropertyType.INTEGER,
    "fields": PropertyType.TEXTS,
    "starts": PropertyType.INTEGERS,
    "ends": PropertyType.INTEGERS,
}
_TYPES = NODE_PROPERTIES | EDGE_PROPERTIES


@dataclass(frozen=True, slots=True)
class Edge:
    """An edge between two node ids, with its properties in the order of :data:`EDGE_PROPERTIES`."""

    source: str
    target: str
    properties: Mapping[str, Any]

    @property
    def key(self) -> str:
        """What tells this edge from its parallels: the type, and for a claim the paper that makes it."""
        kind: str = self.properties["type"]
        return kind if kind == MENTIONS else f"{kind}|{self.properties['paperId']}"


def node_properties(graph: KnowledgeGraph) -> Iterator[dict[str, Any]]:
    """Yield the properties of every node, with ``id`` and ``label`` first: papers, then entities, each by id."""
    yield from map(_paper_properties, graph.papers.values())
    yield from map(_entity_properties, graph.entities.values())


def edges(graph: KnowledgeGraph) -> Iterator[Edge]:
    """Yield every edge: mentions, then claims, in the order of the graph."""
    for mention in graph.mentions:
        yield Edge(mention.paper_id, mention.entity_id, _mentions_properties(mention))
    for claim in graph.claims:
        yield Edge(claim.head, claim.tail, _claim_properties(claim))


def graph_of(nodes: Iterable[Mapping[str, Any]], edges: Iterable[Edge]) -> KnowledgeGraph:
    """Build the graph that has these nodes and edges, in any order.

    Properties that follow from others (``name`` of a paper, ``count`` of a mention) and unknown ones are not read.

    Raises
    ------
    GraphDataError
        If a property is missing or of a wrong type, or the parts contradict each other or the schema.
    """
    papers: list[Paper] = []
    entities: list[Entity] = []
    for node in nodes:
        try:
            if _value(node, "label") == PAPER_LABEL:
                papers.append(_paper(node))
            else:
                entities.append(_entity(node))
        except GraphDataError as error:
            raise GraphDataError(f"node {node.get('id')!r}: {error}") from error
    by_id = {paper.id: paper for paper in papers}
    mentions: list[Mentions] = []
    claims: list[Claim] = []
    for edge in edges:
        try:
            if _value(edge.properties, "type") == MENTIONS:
                mentions.append(_mentions(edge, by_id))
            else:
                claims.append(_claim(edge))
        except GraphDataError as error:
            raise GraphDataError(f"edge from {edge.source!r} to {edge.target!r}: {error}") from error
    return KnowledgeGraph(papers, entities, mentions, claims)


def _paper_properties(paper: Paper) -> dict[str, Any]:
    known = {"year": paper.year, "url": paper.url, "arxivId": paper.arxiv_id, "doi": paper.doi}
    return {
        "id": paper.id,
        "label": PAPER_LABEL,
        "name": paper.title,
        "title": paper.title,
        "abstract": paper.abstract,
        **{name: value for name, value in known.items() if value is not None},
    }


def _paper(node: Mapping[str, Any]) -> Paper:
    return Paper(
        id=_value(node, "id"),
        title=_value(node, "title"),
        abstract=_value(node, "abstract"),
        year=_optional(node, "year"),
        url=_optional(node, "url"),
        arxiv_id=_optional(node, "arxivId"),
        doi=_optional(node, "doi"),
    )


def _entity_properties(entity: Entity) -> dict[str, Any]:
    return {
        "id": entity.id,
        "label": entity.label,
        "name": entity.name,
        "aliases": list(entity.aliases),
        "typeVoteLabels": [label for label, _ in entity.type_votes],
        "typeVoteCounts": [count for _, count in entity.type_votes],
    }


def _entity(node: Mapping[str, Any]) -> Entity:
    return Entity(
        id=_value(node, "id"),
        label=_value(node, "label"),
        name=_value(node, "name"),
        aliases=tuple(_value(node, "aliases")),
        type_votes=tuple(_rows(node, "typeVoteLabels", "typeVoteCounts")),
    )


def _mentions_properties(mentions: Mentions) -> dict[str, Any]:
    return {
        "type": MENTIONS,
        "count": len(mentions.spans),
        "fields": [span.field for span in mentions.spans],
        "starts": [span.start for span in mentions.spans],
        "ends": [span.end for span in mentions.spans],
    }


def _mentions(edge: Edge, papers: Mapping[str, Paper]) -> Mentions:
    paper = papers.get(edge.source)
    if paper is None:
        raise GraphDataError(f"the graph does not hold the paper {edge.source!r}")
    spans = []
    for field, start, end in _rows(edge.properties, "fields", "starts", "ends"):
        text = paper.text(field)
        # The text is not kept beside the offsets, so the model could not notice a wrong one.
        if not 0 <= start <= end <= len(text):
            raise GraphDataError(f"{field}[{start}:{end}] is not within the paper's {len(text)} characters")
        spans.append(Evidence(field, start, end, text[start:end]))
    return Mentions(edge.source, edge.target, tuple(spans))


def _claim_properties(claim: Claim) -> dict[str, Any]:
    return {
        "type": claim.type,
        "paperId": claim.paper_id,
        "sentence": claim.evidence.text,
        "field": claim.evidence.field,
        "start": claim.evidence.start,
        "end": claim.evidence.end,
        # Equal graphs give equal bytes: 1 and 1.0 are written alike, and so are 0.0 and -0.0.
        "confidence": float(claim.confidence) + 0.0,
        "polarity": claim.polarity,
        "hedged": claim.hedged,
        "count": claim.count,
    }


def _claim(edge: Edge) -> Claim:
    properties = edge.properties
    return Claim(
        head=edge.source,
        type=_value(properties, "type"),
        tail=edge.target,
        paper_id=_value(properties, "paperId"),
        evidence=Evidence(
            field=_value(properties, "field"),
            start=_value(properties, "start"),
            end=_value(properties, "end"),
            text=_value(properties, "sentence"),
        ),
        confidence=float(_value(properties, "confidence")),
        polarity=_value(properties, "polarity"),
        hedged=_value(properties, "hedged"),
        count=_value(properties, "count"),
    )


def _optional(properties: Mapping[str, Any], name: str) -> Any:
    return _value(properties, name) if name in properties else None


def _value(properties: Mapping[str, Any], name: str) -> Any:
    if name not in properties:
        raise GraphDataError(f"the property {name!r} is missing")
    value = properties[name]
    if not _is_a(_TYPES[name], value):
        raise GraphDataError(f"the property {name!r} is {value!r:.80}, which is no {_TYPES[name]}")
    return value


def _is_a(kind: PropertyType, value: object) -> bool:
    if kind in _MEMBERS:
        member = _MEMBERS[kind]
        return isinstance(value, list) and all(map(member, value))
    return _SINGLE[kind](value)


def _is_text(value: object) -> bool:
    return isinstance(value, str)


def _is_integer(value: object) -> bool:
    return isinstance(value, int) and not isinstance(value, bool)


def _is_number(value: object) -> bool:
    return isinstance(value, float) or _is_integer(value)


def _is_boolean(value: object) -> bool:
    return isinstance(value, bool)


_SINGLE: dict[PropertyType, Callable[[object], bool]] = {
    PropertyType.TEXT: _is_text,
    PropertyType.INTEGER: _is_integer,
    PropertyType.NUMBER: _is_number,
    PropertyType.BOOLEAN: _is_boolean,
}
_MEMBERS = {PropertyType.TEXTS: _is_text, PropertyType.INTEGERS: _is_integer}


def _rows(properties: Mapping[str, Any], *names: str) -> list[tuple[Any, ...]]:
    columns = [_value(properties, name) for name in names]
    if len({len(column) for column in columns}) > 1:
        raise GraphDataError(f"the lists {', '.join(names)} are not of one length")
    return list(zip(*columns, strict=True))

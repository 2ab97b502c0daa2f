"""The parts of a knowledge graph as flat properties: the names that every file format and store uses.

A node has an ``id`` and a ``label``; an edge has a source, a target and a ``type``. All other properties are texts,
numbers, truth values, or lists of texts or integers, since neither Neo4j nor the common file formats hold more.
``docs/graph-format.md`` describes each property.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, TypeVar

from .errors import GraphDataError
from .model import (
    MENTIONS,
    PAPER_LABEL,
    REPORTS,
    RESULT_EDGES,
    RESULT_LABEL,
    RESULT_METRIC,
    RESULT_OF,
    RESULT_ON,
    Claim,
    Entity,
    Evidence,
    KnowledgeGraph,
    Mentions,
    Paper,
    Result,
)

_T = TypeVar("_T")
_P = TypeVar("_P")

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
    "record": PropertyType.TEXT,
    "aliases": PropertyType.TEXTS,
    "typeVoteLabels": PropertyType.TEXTS,
    "typeVoteCounts": PropertyType.INTEGERS,
    "value": PropertyType.NUMBER,
    "unit": PropertyType.TEXT,
    "isDelta": PropertyType.BOOLEAN,
    "text": PropertyType.TEXT,
    "metric": PropertyType.TEXT,
    "paperId": PropertyType.TEXT,
    "sentence": PropertyType.TEXT,
    "field": PropertyType.TEXT,
    "start": PropertyType.INTEGER,
    "end": PropertyType.INTEGER,
    "confidence": PropertyType.NUMBER,
    "polarity": PropertyType.TEXT,
    "hedged": PropertyType.BOOLEAN,
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
        return f"{kind}|{self.properties['paperId']}" if "paperId" in self.properties else kind


def node_properties(graph: KnowledgeGraph) -> Iterator[dict[str, Any]]:
    """Yield the properties of every node, with ``id`` and ``label`` first: papers, entities, results, each by id."""
    yield from map(_paper_properties, graph.papers.values())
    yield from map(_entity_properties, graph.entities.values())
    yield from map(_result_properties, graph.results.values())


def edges(graph: KnowledgeGraph) -> Iterator[Edge]:
    """Yield every edge: mentions, then claims, then those of results, in the order of the graph."""
    for mention in graph.mentions:
        yield Edge(mention.paper_id, mention.entity_id, _mentions_properties(mention))
    for claim in graph.claims:
        yield Edge(claim.head, claim.tail, _claim_properties(claim))
    for result in graph.results.values():
        yield Edge(result.paper_id, result.id, {"type": REPORTS})
        for kind, target in ((RESULT_OF, result.of), (RESULT_ON, result.on), (RESULT_METRIC, result.metric)):
            if target is not None:
                yield Edge(result.id, target, {"type": kind})


def graph_of(nodes: Iterable[Mapping[str, Any]], edges: Iterable[Edge]) -> KnowledgeGraph:
    """Build the graph that has these nodes and edges, in any order.

    Properties that follow from others (``name`` of a paper, ``count`` of a mention) and unknown ones are not read.

    Raises
    ------
    GraphDataError
        If a property is missing or of a wrong type, or the parts contradict each other or the schema.
    """
    by_label: dict[str, list[Mapping[str, Any]]] = defaultdict(list)
    _each(nodes, lambda node: by_label[_value(node, "label")].append(node), _node_name)
    papers = _each(by_label.pop(PAPER_LABEL, ()), _paper, _node_name)
    result_nodes = by_label.pop(RESULT_LABEL, ())
    entities = _each((node for nodes in by_label.values() for node in nodes), _entity, _node_name)
    by_id = {paper.id: paper for paper in papers}
    ends: dict[str, dict[str, str]] = defaultdict(dict)
    mentions: list[Mentions] = []
    claims: list[Claim] = []

    def add(edge: Edge) -> None:
        kind = _value(edge.properties, "type")
        if kind == MENTIONS:
            mentions.append(_mentions(edge, by_id))
        elif kind in RESULT_EDGES:
            _add_end(ends, edge, kind)
        else:
            claims.append(_claim(edge))

    _each(edges, add, lambda edge: f"edge from {edge.source!r} to {edge.target!r}")
    results = _each(result_nodes, lambda node: _result(node, ends.pop(node["id"], {})), _node_name)
    if ends:
        raise GraphDataError(f"an edge names the result {min(ends)!r}, which the graph does not hold")
    return KnowledgeGraph(papers, entities, mentions, claims, results)


def papers_of(nodes: Iterable[Mapping[str, Any]]) -> dict[str, Paper]:
    """Return the papers among nodes, by id and in its order.

    Raises
    ------
    GraphDataError
        If a property is missing or of a wrong type, or an id is used twice.
    """
    papers = (node for node in nodes if node.get("label") == PAPER_LABEL)
    return KnowledgeGraph(_each(papers, _paper, _node_name)).papers


def _each(parts: Iterable[_P], make: Callable[[_P], _T], name: Callable[[_P], str]) -> list[_T]:
    """Return what is made of each part; an error says of which part it is."""
    made = []
    for part in parts:
        try:
            made.append(make(part))
        except GraphDataError as error:
            raise GraphDataError(f"{name(part)}: {error}") from error
    return made


def _node_name(node: Mapping[str, Any]) -> str:
    return f"node {node.get('id')!r}"


def _add_end(ends: dict[str, dict[str, str]], edge: Edge, kind: str) -> None:
    result, end = (edge.target, edge.source) if kind == REPORTS else (edge.source, edge.target)
    if kind in ends[result]:
        raise GraphDataError(f"the result {result!r} has two edges {kind}")
    ends[result][kind] = end


def _paper_properties(paper: Paper) -> dict[str, Any]:
    known = {
        "year": paper.year,
        "url": paper.url,
        "arxivId": paper.arxiv_id,
        "doi": paper.doi,
        "record": paper.record,
    }
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
        record=_optional(node, "record"),
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


def _result_properties(result: Result) -> dict[str, Any]:
    known = {"unit": result.unit, "metric": result.metric_name}
    return {
        "id": result.id,
        "label": RESULT_LABEL,
        "name": result.text,
        "value": float(result.value) + 0.0,
        "isDelta": result.is_delta,
        "text": result.text,
        **{name: value for name, value in known.items() if value is not None},
        **_statement_properties(result),
    }


def _result(node: Mapping[str, Any], ends: Mapping[str, str]) -> Result:
    if RESULT_OF not in ends or ends.get(REPORTS) != _value(node, "paperId"):
        raise GraphDataError(f"the result lacks {RESULT_OF}, or its {REPORTS} is not from its paper")
    return Result(
        id=_value(node, "id"),
        of=ends[RESULT_OF],
        on=ends.get(RESULT_ON),
        metric=ends.get(RESULT_METRIC),
        value=float(_value(node, "value")),
        text=_value(node, "text"),
        metric_name=_optional(node, "metric"),
        unit=_optional(node, "unit"),
        is_delta=_value(node, "isDelta"),
        **_statement(node),
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
    return {"type": claim.type, **_statement_properties(claim), "count": claim.count}


def _claim(edge: Edge) -> Claim:
    properties = edge.properties
    return Claim(
        head=edge.source,
        type=_value(properties, "type"),
        tail=edge.target,
        count=_value(properties, "count"),
        **_statement(properties),
    )


def _statement_properties(said: Claim | Result) -> dict[str, Any]:
    """Return who says it, where, and how certainly."""
    return {
        "paperId": said.paper_id,
        "sentence": said.evidence.text,
        "field": said.evidence.field,
        "start": said.evidence.start,
        "end": said.evidence.end,
        # Equal graphs give equal bytes: 1 and 1.0 are written alike, and so are 0.0 and -0.0.
        "confidence": float(said.confidence) + 0.0,
        "polarity": said.polarity,
        "hedged": said.hedged,
    }


def _statement(properties: Mapping[str, Any]) -> dict[str, Any]:
    return {
        "paper_id": _value(properties, "paperId"),
        "evidence": Evidence(
            field=_value(properties, "field"),
            start=_value(properties, "start"),
            end=_value(properties, "end"),
            text=_value(properties, "sentence"),
        ),
        "confidence": float(_value(properties, "confidence")),
        "polarity": _value(properties, "polarity"),
        "hedged": _value(properties, "hedged"),
    }


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

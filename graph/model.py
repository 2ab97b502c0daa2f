"""The knowledge graph as plain values: papers, entities, mentions, claims and results.

Knows no store, no file format, no text processing. Offsets are 0-based, half-open and counted in characters of one
field of the paper.
"""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise
from typing import TypeVar

from .errors import GraphDataError

_T = TypeVar("_T")
_K = TypeVar("_K", str, tuple[str, str], tuple[str, str, str, str])

PAPER_LABEL = "Paper"
ENTITY_LABELS: tuple[str, ...] = ("Method", "Model", "Dataset", "Benchmark", "Task", "Metric", "Software")
MENTIONS = "MENTIONS"
CLAIM_TYPES: tuple[str, ...] = (
    "INTRODUCES",
    "USED_FOR",
    "EVALUATED_ON",
    "TRAINED_ON",
    "BENCHMARK_FOR",
    "OUTPERFORMS",
    "COMPARED_WITH",
    "VARIANT_OF",
    "BASED_ON",
    "PART_OF",
    "MEASURED_BY",
)
RESULT_LABEL = "Result"
REPORTS, RESULT_OF, RESULT_ON, RESULT_METRIC = RESULT_EDGES = ("REPORTS", "RESULT_OF", "RESULT_ON", "RESULT_METRIC")
NODE_LABELS: tuple[str, ...] = (PAPER_LABEL, *ENTITY_LABELS, RESULT_LABEL)
EDGE_TYPES: tuple[str, ...] = (MENTIONS, *CLAIM_TYPES, *RESULT_EDGES)


@dataclass(frozen=True, slots=True)
class Paper:
    """A paper, label ``Paper``.

    Parameters
    ----------
    record
        What was read in the paper, before names of several papers became one thing: all that it takes to build the
        graph again, as :mod:`graph.keeping` writes it. None where nothing is known of that.
    """

    id: str
    title: str
    abstract: str
    year: int | None = None
    url: str | None = None
    arxiv_id: str | None = None
    doi: str | None = None
    record: str | None = None

    def text(self, field: str) -> str:
        """Return the text of one field, ``title`` or ``abstract``."""
        return self.title if field == "title" else self.abstract


@dataclass(frozen=True, slots=True)
class Entity:
    """One thing in the world, whatever its spellings.

    Parameters
    ----------
    id
        Content-derived, such as ``method:rome``.
    label
        One of :data:`ENTITY_LABELS`.
    name
        The name to show.
    aliases
        All other spellings found, most frequent first, without `name`.
    type_votes
        (label, number of papers that call it so), most votes first.
    """

    id: str
    label: str
    name: str
    aliases: tuple[str, ...] = ()
    type_votes: tuple[tuple[str, int], ...] = ()


@dataclass(frozen=True, slots=True, order=True)
class Evidence:
    """A stretch of a paper's text: a sentence that supports a claim, or the mention of an entity."""

    field: str
    start: int
    end: int
    text: str


@dataclass(frozen=True, slots=True)
class Mentions:
    """A paper names an entity: the edge ``MENTIONS``, with every place where it does, in order of the text."""

    paper_id: str
    entity_id: str
    spans: tuple[Evidence, ...]

    @property
    def key(self) -> tuple[str, str]:
        """What makes the edge unique, and its order."""
        return self.paper_id, self.entity_id


@dataclass(frozen=True, slots=True)
class Claim:
    """What one paper says of two nodes: the typed edge from `head` to `tail`.

    Parameters
    ----------
    head, tail
        Node ids. The head of ``INTRODUCES`` is the paper itself, all others are entities.
    type
        One of :data:`CLAIM_TYPES`.
    paper_id
        The paper that says so.
    evidence
        The sentence that says so, of the highest confidence if there are several.
    confidence
        Probability in [0, 1].
    polarity
        ``asserted`` or ``negated``.
    hedged
        True where the paper presents the claim as possible, expected or speculative.
    count
        How often the paper makes the claim, at least 1.
    """

    head: str
    type: str
    tail: str
    paper_id: str
    evidence: Evidence
    confidence: float = 1.0
    polarity: str = "asserted"
    hedged: bool = False
    count: int = 1

    @property
    def key(self) -> tuple[str, str, str, str]:
        """What makes the edge unique, and its order: head, type, tail, paper."""
        return self.head, self.type, self.tail, self.paper_id


@dataclass(frozen=True, slots=True)
class Result:
    """One score that a paper reports, label ``Result``.

    Parameters
    ----------
    id
        Content-derived, such as ``result:0123456789abcdef``.
    paper_id
        The paper that reports it.
    of
        Id of the method, model or software that reached it.
    value
        The number.
    text
        The score as printed, such as ``45.3%``.
    evidence
        The sentence that reports it.
    on
        Id of the dataset, benchmark or task, if the text names one.
    metric
        Id of the metric, if it is an entity.
    metric_name
        What the paper calls a metric that is no entity.
    unit
        ``%``, ``pp``, ``points``, ``x`` or a currency; None without one.
    is_delta
        Whether it is a difference, such as an improvement, and not a level.
    confidence, polarity, hedged
        As for :class:`Claim`.
    """

    id: str
    paper_id: str
    of: str
    value: float
    text: str
    evidence: Evidence
    on: str | None = None
    metric: str | None = None
    metric_name: str | None = None
    unit: str | None = None
    is_delta: bool = False
    confidence: float = 1.0
    polarity: str = "asserted"
    hedged: bool = False


class KnowledgeGraph:
    """Papers, entities, mentions, claims and results, complete and free of contradictions.

    The order of all five is fixed (by id or key) and does not depend on the order given. Two graphs are equal when
    they hold the same.

    Parameters
    ----------
    papers, entities, mentions, claims, results
        The parts, in any order.

    Raises
    ------
    GraphDataError
        If an id or key is used twice, an edge names an unknown node, a label or type is not of the schema, or the text
        of an evidence is not what its paper has there.
    """

    def __init__(
        self,
        papers: Iterable[Paper] = (),
        entities: Iterable[Entity] = (),
        mentions: Iterable[Mentions] = (),
        claims: Iterable[Claim] = (),
        results: Iterable[Result] = (),
    ) -> None:
        self.papers: dict[str, Paper] = {p.id: p for p in _unique(papers, lambda p: p.id, "paper")}
        self.entities: dict[str, Entity] = {e.id: e for e in _unique(entities, lambda e: e.id, "entity")}
        self.mentions: tuple[Mentions, ...] = tuple(_unique(mentions, lambda m: m.key, "mention"))
        self.claims: tuple[Claim, ...] = tuple(_unique(claims, lambda c: c.key, "claim"))
        self.results: dict[str, Result] = {r.id: r for r in _unique(results, lambda r: r.id, "result")}
        self._check()

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, KnowledgeGraph):
            return NotImplemented
        return self._parts == other._parts

    __hash__ = None  # type: ignore[assignment]

    def __repr__(self) -> str:
        return (
            f"<KnowledgeGraph: {len(self.papers)} papers, {len(self.entities)} entities, "
            f"{len(self.mentions)} mentions, {len(self.claims)} claims, {len(self.results)} results>"
        )

    def name(self, node_id: str) -> str:
        """Return what to call a node: an entity's name, a paper's title, or a score as printed."""
        if node_id in self.results:
            return self.results[node_id].text
        entity = self.entities.get(node_id)
        return entity.name if entity is not None else self.papers[node_id].title

    def label(self, node_id: str) -> str:
        """Return the label of a node."""
        if node_id in self.results:
            return RESULT_LABEL
        entity = self.entities.get(node_id)
        return entity.label if entity is not None else PAPER_LABEL

    def claims_of(self, node_id: str) -> tuple[Claim, ...]:
        """Return the claims with this node as head or tail, in the order of :attr:`claims`."""
        return tuple(self._claims_by_node.get(node_id, ()))

    def mentions_of(self, entity_id: str) -> tuple[Mentions, ...]:
        """Return where papers name this entity, by paper id."""
        return tuple(self._mentions_by_entity.get(entity_id, ()))

    def neighbours(self, node_id: str) -> tuple[tuple[str, int], ...]:
        """Return (node id, number of claims between the two), most claims first, then by id."""
        counts = Counter(
            claim.tail if claim.head == node_id else claim.head
            for claim in self.claims_of(node_id)
            if claim.head != claim.tail
        )
        return tuple(sorted(counts.items(), key=lambda item: (-item[1], item[0])))

    def degree(self, node_id: str) -> int:
        """Return the number of claims that touch this node."""
        return len(self._claims_by_node.get(node_id, ()))

    @property
    def _parts(self) -> tuple[object, ...]:
        return self.papers, self.entities, self.mentions, self.claims, self.results

    @cached_property
    def _claims_by_node(self) -> dict[str, list[Claim]]:
        index: dict[str, list[Claim]] = defaultdict(list)
        for claim in self.claims:
            index[claim.head].append(claim)
            if claim.tail != claim.head:
                index[claim.tail].append(claim)
        return dict(index)

    @cached_property
    def _mentions_by_entity(self) -> dict[str, list[Mentions]]:
        index: dict[str, list[Mentions]] = defaultdict(list)
        for mention in self.mentions:
            index[mention.entity_id].append(mention)
        return dict(index)

    def _check(self) -> None:
        ids = Counter([*self.papers, *self.entities, *self.results])
        if ids.total() > len(ids):
            twice = min(node_id for node_id, count in ids.items() if count > 1)
            raise GraphDataError(f"{twice!r} is the id of two nodes of different kinds")
        for entity in self.entities.values():
            if entity.label not in ENTITY_LABELS:
                raise GraphDataError(f"entity {entity.id!r}: the schema has no label {entity.label!r}")
        for mention in self.mentions:
            self._known(mention.entity_id, self.entities, "entity")
            for span in mention.spans:
                self._check_text(mention.paper_id, span)
        for claim in self.claims:
            if claim.type not in CLAIM_TYPES:
                raise GraphDataError(f"claim {claim.key}: the schema has no type {claim.type!r}")
            if claim.count < 1:
                raise GraphDataError(f"claim {claim.key}: a count of {claim.count}")
            _check_certainty(claim)
            if claim.type == "INTRODUCES":
                self._known(claim.head, self.papers, "paper")
            else:
                self._known(claim.head, self.entities, "entity")
            self._known(claim.tail, self.entities, "entity")
            self._check_text(claim.paper_id, claim.evidence)
        for result in self.results.values():
            self._check_result(result)

    def _check_result(self, result: Result) -> None:
        _check_certainty(result)
        if not math.isfinite(result.value):
            raise GraphDataError(f"result {result.id!r}: the value is {result.value}, which is no finite number")
        self._known(result.of, self.entities, "entity")
        for node_id in (result.on, result.metric):
            if node_id is not None:
                self._known(node_id, self.entities, "entity")
        self._check_text(result.paper_id, result.evidence)

    def _known(self, node_id: str, nodes: dict[str, Paper] | dict[str, Entity], kind: str) -> None:
        if node_id not in nodes:
            raise GraphDataError(f"an edge names the {kind} {node_id!r}, which the graph does not hold")

    def _check_text(self, paper_id: str, span: Evidence) -> None:
        self._known(paper_id, self.papers, "paper")
        if span.field not in ("title", "abstract"):
            raise GraphDataError(f"paper {paper_id!r} has no field {span.field!r}")
        text = self.papers[paper_id].text(span.field)
        found = text[span.start : span.end]
        if found != span.text or not 0 <= span.start <= span.end <= len(text):
            raise GraphDataError(
                f"paper {paper_id!r}, {span.field}[{span.start}:{span.end}] is {found!r}, not {span.text!r}"
            )


def _check_certainty(said: Claim | Result) -> None:
    if said.polarity not in ("asserted", "negated") or not 0 <= said.confidence <= 1:
        name = f"claim {said.key}" if isinstance(said, Claim) else f"result {said.id!r}"
        raise GraphDataError(f"{name}: polarity or confidence is not as the schema has it")


def _unique(values: Iterable[_T], key: Callable[[_T], _K], kind: str) -> list[_T]:
    ordered = sorted(values, key=key)
    for first, second in pairwise(ordered):
        if key(first) == key(second):
            raise GraphDataError(f"two of one {kind}: {key(first)!r}")
    return ordered

"""What a page shows, as plain JSON values: nodes, edges with their evidence, papers, and the legend.

Chooses what is drawn and joins what belongs together. Knows neither HTML nor pyvis.
"""

from __future__ import annotations

import math
import re
from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from itertools import groupby
from typing import Any, TypeAlias
from urllib.parse import urlsplit

from ..model import CLAIM_TYPES, ENTITY_LABELS, Claim, Entity, Evidence, KnowledgeGraph
from .layout import place

Json: TypeAlias = dict[str, Any]

# Paul Tol's "bright" colours, made for colour-blind readers; the shapes say the same without colour.
STYLES: dict[str, tuple[str, str]] = {
    "Method": ("dot", "#EE6677"),
    "Model": ("square", "#4477AA"),
    "Dataset": ("diamond", "#228833"),
    "Benchmark": ("star", "#AA3377"),
    "Task": ("triangle", "#CCBB44"),
    "Metric": ("hexagon", "#66CCEE"),
    "Software": ("triangleDown", "#BBBBBB"),
}
_BEND = 0.22


@dataclass(frozen=True)
class PageContent:
    """All that a page knows of a graph.

    Parameters
    ----------
    nodes
        The entities that are drawn, by id. ``claims`` counts all claims of an entity, ``undrawn`` those whose other end
        is not drawn.
    edges
        One per head, type and tail, with ``evidence``: one value for each paper that says so.
    papers, passages
        What evidence points at, by position. A passage is a sentence in ``parts``: (text, id of the entity it names or
        None).
    hidden
        Number of entities that are not drawn.
    """

    nodes: list[Json]
    edges: list[Json]
    papers: list[Json]
    passages: list[Json]
    hidden: int

    def legend(self) -> Json:
        """Return the labels and types that are drawn, in the order of the schema, with their counts."""
        labels = Counter(node["type"] for node in self.nodes)
        types = Counter(edge["type"] for edge in self.edges)
        return {
            "types": [
                {"name": label, "shape": STYLES[label][0], "color": STYLES[label][1], "count": labels[label]}
                for label in ENTITY_LABELS
                if labels[label]
            ],
            "relations": [{"name": name, "count": types[name]} for name in CLAIM_TYPES if types[name]],
        }


def page_content(graph: KnowledgeGraph, max_nodes: int) -> PageContent:
    """Return what to show of a graph: its best-connected entities, at most `max_nodes`, and the claims between them."""
    best = sorted(graph.entities, key=lambda entity_id: (-graph.degree(entity_id), entity_id))[:max_nodes]
    shown = {entity_id: graph.entities[entity_id] for entity_id in sorted(best)}
    sources = _Sources(graph, shown)
    between = [claim for claim in graph.claims if claim.head in shown and claim.tail in shown]
    introductions = defaultdict(list)
    for claim in graph.claims:
        if claim.head in graph.papers and claim.tail in shown:
            introductions[claim.tail].append(claim)

    edges = _edges(between, sources)
    positions = place(list(shown), [(claim.head, claim.tail) for claim in between])
    most = max((graph.degree(entity_id) for entity_id in shown), default=0)
    nodes = []
    for entity_id, entity in shown.items():
        claims = graph.claims_of(entity_id)
        shape, color = STYLES[entity.label]
        x, y = positions[entity_id]
        nodes.append(
            {
                "id": entity_id,
                "label": entity.name,
                "type": entity.label,
                "shape": shape,
                "color": color,
                "size": round(7 + 15 * math.sqrt(len(claims) / max(most, 1)), 1),
                "x": x,
                "y": y,
                "aliases": list(entity.aliases),
                "votes": [list(vote) for vote in entity.type_votes],
                "claims": len(claims),
                "undrawn": sum(not _is_drawn(claim, graph, shown) for claim in claims),
                "introductions": [sources.evidence(claim) for claim in introductions[entity_id]],
                "mentions": [
                    {"paper": sources.paper(mention.paper_id), "count": len(mention.spans)}
                    for mention in graph.mentions_of(entity_id)
                ],
            }
        )
    return PageContent(nodes, edges, sources.papers, sources.passages(), len(graph.entities) - len(shown))


def _is_drawn(claim: Claim, graph: KnowledgeGraph, shown: dict[str, Entity]) -> bool:
    return (claim.head in shown or claim.head in graph.papers) and claim.tail in shown


def _edges(claims: list[Claim], sources: _Sources) -> list[Json]:
    edges: list[Json] = []
    parallel: dict[tuple[str, str], list[Json]] = defaultdict(list)
    for (head, type_, tail), group in groupby(claims, key=lambda claim: (claim.head, claim.type, claim.tail)):
        evidence = [sources.evidence(claim) for claim in group]
        edge: Json = {
            "id": len(edges),
            "from": head,
            "to": tail,
            "type": type_,
            "width": round(1 + math.log2(len(evidence)), 2),
            "dashes": all(value["negated"] for value in evidence),
            "evidence": evidence,
        }
        edges.append(edge)
        parallel[min(head, tail), max(head, tail)].append(edge)
    for siblings in parallel.values():
        for i, edge in enumerate(siblings):
            edge["smooth"] = _curve(i - (len(siblings) - 1) / 2, forwards=edge["from"] <= edge["to"])
    return edges


def _curve(offset: float, *, forwards: bool) -> Json | bool:
    """Return how edge number `offset` of parallel ones bends, counted from the middle one."""
    if offset == 0:
        return False
    clockwise = (offset > 0) == forwards
    return {
        "enabled": True,
        "type": "curvedCW" if clockwise else "curvedCCW",
        "roundness": round(_BEND * abs(offset), 3),
    }


@dataclass
class _Sources:
    """Numbers papers and sentences in the order of their use, so that each is in the page once."""

    graph: KnowledgeGraph
    shown: dict[str, Entity]
    papers: list[Json] = field(default_factory=list)
    _paper_numbers: dict[str, int] = field(default_factory=dict)
    _passage_numbers: dict[tuple[str, Evidence], int] = field(default_factory=dict)
    _named: dict[tuple[str, Evidence], set[str]] = field(default_factory=lambda: defaultdict(set))

    def paper(self, paper_id: str) -> int:
        if paper_id not in self._paper_numbers:
            paper = self.graph.papers[paper_id]
            self._paper_numbers[paper_id] = len(self.papers)
            self.papers.append(
                {"id": paper_id, "title": paper.title, "year": paper.year, "url": _web_address(paper.url)}
            )
        return self._paper_numbers[paper_id]

    def evidence(self, claim: Claim) -> Json:
        key = (claim.paper_id, claim.evidence)
        self._named[key].update({claim.head, claim.tail} & self.shown.keys())
        return {
            "paper": self.paper(claim.paper_id),
            "passage": self._passage_numbers.setdefault(key, len(self._passage_numbers)),
            "confidence": round(claim.confidence, 3),
            "negated": claim.polarity == "negated",
            "hedged": claim.hedged,
            "count": claim.count,
        }

    def passages(self) -> list[Json]:
        spans_of = {
            (mention.paper_id, mention.entity_id): mention.spans
            for mention in self.graph.mentions
            if mention.entity_id in self.shown
        }
        passages = []
        for paper_id, sentence in self._passage_numbers:
            names: list[tuple[int, int, str]] = []
            for entity_id in self._named[paper_id, sentence]:
                found = _mentions_within(sentence, spans_of.get((paper_id, entity_id), ()))
                found = found or _names_within(sentence.text, self.shown[entity_id])
                names.extend((start, end, entity_id) for start, end in found)
            passages.append({"paper": self.paper(paper_id), "parts": _parts(sentence.text, names)})
        return passages


def _mentions_within(sentence: Evidence, spans: Iterable[Evidence]) -> list[tuple[int, int]]:
    return [
        (span.start - sentence.start, span.end - sentence.start)
        for span in spans
        if span.field == sentence.field and sentence.start <= span.start and span.end <= sentence.end
    ]


def _names_within(text: str, entity: Entity) -> list[tuple[int, int]]:
    spellings = sorted({entity.name, *entity.aliases} - {""}, key=lambda spelling: (-len(spelling), spelling))
    if not spellings:
        return []
    pattern = rf"(?<!\w)(?:{'|'.join(map(re.escape, spellings))})(?!\w)"
    return [match.span() for match in re.finditer(pattern, text, re.IGNORECASE)]


def _parts(text: str, names: list[tuple[int, int, str]]) -> list[tuple[str, str | None]]:
    """Cut a text at the names in it. Of overlapping ones, the first counts; of those that begin alike, the longest."""
    parts: list[tuple[str, str | None]] = []
    at = 0
    for start, end, entity_id in sorted(names, key=lambda name: (name[0], -name[1], name[2])):
        if start < at or start == end:
            continue
        if start > at:
            parts.append((text[at:start], None))
        parts.append((text[start:end], entity_id))
        at = end
    if at < len(text) or not parts:
        parts.append((text[at:], None))
    return parts


def _web_address(url: str | None) -> str | None:
    """Return `url` if a browser would open it as a page of the web, so no link runs a script or opens a file."""
    if url is None or not url.isprintable() or any(character.isspace() for character in url):
        return None
    try:
        address = urlsplit(url)
    except ValueError:
        return None
    return url if address.scheme in ("http", "https") and address.hostname else None

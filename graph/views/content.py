"""What a page shows, as plain JSON values: nodes, edges with their evidence, scores, papers, and the legend.

Joins what belongs together. Knows neither HTML nor pyvis.
"""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import groupby

from ..model import CLAIM_TYPES, ENTITY_LABELS, MENTIONS, PAPER_LABEL, Claim, KnowledgeGraph, Mentions, Result
from .evidence import Json, Sources
from .layout import place
from .network import communities, pagerank
from .selection import Part

# Found by search: at least three times as light or dark as the page, both light and dark (WCAG 2.2, 1.4.11), and as far
# apart as eight can be for readers of all three kinds of colour blindness. The shapes say the same without colour.
STYLES: dict[str, tuple[str, str]] = {
    "Method": ("dot", "#C21368"),
    "Model": ("square", "#4B52D9"),
    "Dataset": ("diamond", "#436F20"),
    "Benchmark": ("star", "#92449D"),
    "Task": ("triangle", "#BF8B05"),
    "Metric": ("hexagon", "#9685EC"),
    "Software": ("triangleDown", "#A984A8"),
    PAPER_LABEL: ("page", "#DC716F"),
}
_SMALL_COMMUNITIES = "#7A7F8A"
_COMMUNITY_COLOURS = tuple(colour for _, colour in STYLES.values())
_BEND = 0.22


@dataclass(frozen=True)
class PageContent:
    """All that a page knows of a graph.

    Parameters
    ----------
    nodes
        The entities and papers that are drawn, by id. ``claims`` counts all claims of a node, ``undrawn`` those that
        are no edge here.
    edges
        One per head, type and tail, with ``evidence``: one value for each paper that says so.
    results
        The scores of entities that are drawn.
    papers, passages
        What evidence points at, by position. A passage is a sentence in ``parts``: a text and the ids of the entities
        that it names, if any.
    communities
        The largest groups of nodes, with their colours, each named after its most important ones.
    notes
        What is not drawn, as sentences.
    """

    nodes: list[Json]
    edges: list[Json]
    results: list[Json]
    papers: list[Json]
    passages: list[Json]
    communities: list[Json]
    notes: list[str]

    def legend(self) -> dict[str, list[Json]]:
        """Return the labels and types that are drawn, in the order of the schema, with their counts."""
        labels = Counter(node["type"] for node in self.nodes)
        types = Counter(edge["type"] for edge in self.edges)
        return {
            "types": [
                {"name": label, "shape": STYLES[label][0], "color": STYLES[label][1], "count": labels[label]}
                for label in (*ENTITY_LABELS, PAPER_LABEL)
                if labels[label]
            ],
            "relations": [{"name": name, "count": types[name]} for name in (*CLAIM_TYPES, MENTIONS) if types[name]],
            "communities": self.communities,
        }


def page_content(graph: KnowledgeGraph, part: Part) -> PageContent:
    """Return what to show of a part of a graph."""
    sources = Sources(graph, part.entities)
    ids = [*part.entities, *part.papers]
    pairs = part.pairs()
    ranks = pagerank(ids, pairs)
    groups = communities(ids, pairs)
    group_colours = {node_id: colour for group, colour in _largest(groups) for node_id in group}
    positions = place(ids, pairs, groups)
    sizes = _sizes({node_id: graph.degree(node_id) for node_id in ids}, ids)
    rank_sizes = _sizes(ranks, ids)

    edges = _edges(part, sources)
    nodes: list[Json] = []
    for values in (*_entity_nodes(graph, part, sources), *_paper_nodes(graph, part, sources)):
        node_id = values["id"]
        shape, color = STYLES[values["type"]]
        x, y = positions[node_id]
        looks = {"shape": shape, "color": color, "size": sizes[node_id], "rankSize": rank_sizes[node_id]}
        group_color = group_colours.get(node_id, _SMALL_COMMUNITIES)
        nodes.append({**values, **looks, "groupColor": group_color, "x": x, "y": y})
    results = [_result(graph, result, sources) for result in graph.results.values() if _is_shown(result, part)]
    named = [_community(graph, group, ranks, colour) for group, colour in _largest(groups)]
    return PageContent(nodes, edges, results, sources.papers, sources.passages(), named, part.notes)


def _sizes(values: Mapping[str, float], ids: Iterable[str]) -> dict[str, float]:
    """Return radii in drawing units, so that areas tell values apart."""
    most = max(values.values(), default=0) or 1
    return {node_id: round(7 + 15 * math.sqrt(values[node_id] / most), 1) for node_id in ids}


def _entity_nodes(graph: KnowledgeGraph, part: Part, sources: Sources) -> Iterator[Json]:
    drawn = Counter(end for claim in part.claims for end in {claim.head, claim.tail})
    introductions = defaultdict(list)
    for claim in graph.claims:
        if claim.type == "INTRODUCES" and claim.tail in part.entities and claim.head in part.sources:
            introductions[claim.tail].append(claim)
    for entity_id, entity in part.entities.items():
        claims = graph.claims_of(entity_id)
        apart = [claim for claim in introductions[entity_id] if claim.head not in part.papers]
        yield {
            "id": entity_id,
            "label": entity.name,
            "type": entity.label,
            "aliases": list(entity.aliases),
            "votes": [list(vote) for vote in entity.type_votes],
            "claims": len(claims),
            "undrawn": len(claims) - drawn[entity_id] - len(apart),
            "introductions": [sources.of_claim(claim) for claim in apart],
            "mentions": [
                {"paper": sources.paper(mention.paper_id), "count": len(mention.spans)}
                for mention in graph.mentions_of(entity_id)
                if mention.paper_id in part.sources
            ],
        }


def _paper_nodes(graph: KnowledgeGraph, part: Part, sources: Sources) -> Iterator[Json]:
    drawn = Counter(claim.head for claim in part.claims)
    for paper_id, paper in part.papers.items():
        claims = graph.degree(paper_id)
        yield {
            "id": paper_id,
            "label": paper.title or "(untitled paper)",
            "type": PAPER_LABEL,
            "paper": sources.paper(paper_id),
            "aliases": [],
            "votes": [],
            "claims": claims,
            "undrawn": claims - drawn[paper_id],
            "introductions": [],
            "mentions": [],
        }


def _edges(part: Part, sources: Sources) -> list[Json]:
    edges: list[Json] = []
    said: list[Claim | Mentions] = [*part.claims, *part.mentions]
    for (head, type_, tail), group in groupby(said, key=_ends):
        evidence = [sources.of_mentions(one) if isinstance(one, Mentions) else sources.of_claim(one) for one in group]
        edges.append(
            {
                "id": len(edges),
                "from": head,
                "to": tail,
                "type": type_,
                "width": round(1 + math.log2(len(evidence)), 2),
                "dashes": all(value["negated"] for value in evidence),
                "evidence": evidence,
            }
        )
    parallel: dict[tuple[str, str], list[Json]] = defaultdict(list)
    for edge in edges:
        parallel[min(edge["from"], edge["to"]), max(edge["from"], edge["to"])].append(edge)
    for siblings in parallel.values():
        for i, edge in enumerate(siblings):
            edge["smooth"] = _curve(i - (len(siblings) - 1) / 2, forwards=edge["from"] <= edge["to"])
    return edges


def _ends(said: Claim | Mentions) -> tuple[str, str, str]:
    if isinstance(said, Mentions):
        return said.paper_id, MENTIONS, said.entity_id
    return said.head, said.type, said.tail


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


def _is_shown(result: Result, part: Part) -> bool:
    ends = (result.of, result.on, result.metric)
    return result.paper_id in part.sources and any(end in part.entities for end in ends)


def _result(graph: KnowledgeGraph, result: Result, sources: Sources) -> Json:
    """Return a score with its ends as (id, name), since an end may be no node of the page, or no entity."""

    def end(entity_id: str | None, name: str | None = None) -> list[str | None] | None:
        if entity_id is not None:
            return [entity_id, graph.name(entity_id)]
        return None if name is None else [None, name]

    return {
        "of": end(result.of),
        "on": end(result.on),
        "metric": end(result.metric, result.metric_name),
        "value": result.value,
        "unit": result.unit,
        "text": result.text,
        "delta": result.is_delta,
        "evidence": sources.of_result(result),
    }


def _largest(groups: list[list[str]]) -> list[tuple[list[str], str]]:
    return [(group, colour) for group, colour in zip(groups, _COMMUNITY_COLOURS, strict=False) if len(group) > 1]


def _community(graph: KnowledgeGraph, group: list[str], ranks: Mapping[str, float], colour: str) -> Json:
    best = sorted(group, key=lambda node_id: (-ranks[node_id], node_id))[:2]
    return {"name": ", ".join(map(graph.name, best)), "color": colour, "count": len(group)}

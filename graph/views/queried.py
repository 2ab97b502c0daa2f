"""Which nodes and edges of a graph the rows of a query stand for."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from ..model import CLAIM_TYPES, EDGE_TYPES, MENTIONS, NODE_LABELS, KnowledgeGraph
from .selection import EdgeKey, EmptySelectionError

_EXAMPLE = "RETURN nodes, relationships or paths, such as MATCH p = (:Method)-[:BASED_ON]->() RETURN p"


def drawn_from(
    rows: Iterable[Sequence[Any]], graph: KnowledgeGraph, *, papers: bool = False
) -> tuple[set[str], set[EdgeKey] | None]:
    """Return the ids of nodes, and the keys of edges, to draw for the rows of a query.

    Nodes, relationships and paths are taken from anywhere in the rows. A score, which is no node of a page, stands for
    what it is about. Where the rows hold none of these, texts that are an id or the name of a node stand for it.

    Parameters
    ----------
    rows
        Values as :class:`~graph.stores.Rows` has them.
    graph
        Whose nodes are meant.
    papers
        Whether ids and titles of papers count as names, too.

    Returns
    -------
    nodes
        At least one id.
    edges
        Keys, as :attr:`Selection.edges <graph.views.Selection>` wants them; None if the rows hold no claims and no
        mentions, where all edges between the nodes are meant.

    Raises
    ------
    EmptySelectionError
        If there are no rows, or they stand for no node.
    """
    values = [value for row in rows for value in row]
    if not values:
        raise EmptySelectionError("the query returns no rows, so there is nothing to draw; ask for something else")
    found = list(_parts(values))
    edges = {_edge_key(part) for part in found if part.get("type") in (*CLAIM_TYPES, MENTIONS)}
    ids = {part["id"] for part in found if _is_node(part)}
    ids |= {part[end] for part in found if _is_relationship(part) for end in ("source", "target")}
    ids = ids or set(_named(values, graph, papers))
    nodes = {node_id for found_id in ids for node_id in _drawable(found_id, graph)}
    if not nodes:
        raise EmptySelectionError(
            f"the query returns no node and no name of one, so there is nothing to draw; {_EXAMPLE}"
        )
    return nodes, edges or None


def _parts(values: Iterable[Any]) -> Iterator[dict[str, Any]]:
    """Yield nodes and relationships wherever they are in nested values."""
    for value in values:
        if isinstance(value, list):
            yield from _parts(value)
        elif isinstance(value, dict):
            if _is_node(value) or _is_relationship(value):
                yield value
            else:
                yield from _parts(value.values())


def _is_node(value: dict[str, Any]) -> bool:
    # A query can make maps of its own, with any keys.
    return value.get("label") in NODE_LABELS and isinstance(value.get("id"), str)


def _is_relationship(value: dict[str, Any]) -> bool:
    kind = value.get("type")
    ends = ("source", "target", *(["paperId"] if kind in CLAIM_TYPES else []))
    return kind in EDGE_TYPES and all(isinstance(value.get(end), str) for end in ends)


def _edge_key(relationship: dict[str, Any]) -> EdgeKey:
    source, type_ = relationship["source"], relationship["type"]
    return source, type_, relationship["target"], source if type_ == MENTIONS else relationship["paperId"]


def _named(values: Iterable[Any], graph: KnowledgeGraph, papers: bool) -> Iterator[str]:
    by_name: dict[str, list[str]] = defaultdict(list)
    for entity in graph.entities.values():
        by_name[entity.name].append(entity.id)
        by_name[entity.id].append(entity.id)
    for paper in graph.papers.values() if papers else ():
        by_name[paper.title].append(paper.id)
        by_name[paper.id].append(paper.id)
    for text in _texts(values):
        yield from by_name.get(text, ())


def _texts(values: Iterable[Any]) -> Iterator[str]:
    for value in values:
        if isinstance(value, str):
            yield value
        elif isinstance(value, list):
            yield from _texts(value)
        elif isinstance(value, dict):
            yield from _texts(value.values())


def _drawable(node_id: str, graph: KnowledgeGraph) -> list[str]:
    result = graph.results.get(node_id)
    if result is not None:
        return [end for end in (result.of, result.on, result.metric) if end is not None]
    return [node_id] if node_id in graph.entities or node_id in graph.papers else []

"""The values of a page in few bytes: most of a large page is evidence, and the names of its fields would be half of it.

The script ``page_data.js`` unpacks them.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeAlias

from .content import PageContent
from .evidence import Json

_Row: TypeAlias = list[Any]

_NEGATED = 1
_HEDGED = 2


def packed(content: PageContent) -> Json:
    """Return what a page shows as JSON values, with rows instead of objects wherever there are many.

    Returns
    -------
    dict
        ``nodes`` as in `content`, but their ``introductions`` are rows of evidence, their ``mentions`` rows of paper
        and count; ``edges`` as rows of both ends, type, width, whether it is only denied (0 or 1), bend (clockwise
        above 0), and rows of evidence; ``passages`` as their parts; ``results``, ``papers`` and ``legend`` as they
        are. A row of evidence is paper, passage, confidence, 1 if negated plus 2 if hedged, and count. Nodes are meant
        by their positions in ``nodes``.
    """
    number = {node["id"]: i for i, node in enumerate(content.nodes)}
    return {
        "nodes": [_node(node) for node in content.nodes],
        "edges": [_edge(edge, number) for edge in content.edges],
        "results": content.results,
        "papers": content.papers,
        "passages": [
            [[text, *(number[node_id] for node_id in ids)] for text, *ids in passage["parts"]]
            for passage in content.passages
        ],
        "legend": content.legend(),
    }


def _node(node: Json) -> Json:
    return {
        **node,
        "introductions": [_evidence(value) for value in node["introductions"]],
        "mentions": [[mention["paper"], mention["count"]] for mention in node["mentions"]],
    }


def _edge(edge: Json, number: Mapping[str, int]) -> _Row:
    ends = [number[edge["from"]], number[edge["to"]]]
    looks = [edge["type"], edge["width"], int(edge["dashes"]), _bend(edge["smooth"])]
    return [*ends, *looks, [_evidence(value) for value in edge["evidence"]]]


def _bend(smooth: Json | bool) -> float:
    if isinstance(smooth, bool):
        return 0
    roundness: float = smooth["roundness"]
    return roundness if smooth["type"] == "curvedCW" else -roundness


def _evidence(value: Json) -> _Row:
    flags = _NEGATED * value["negated"] + _HEDGED * value["hedged"]
    return [value["paper"], value["passage"], value["confidence"], flags, value["count"]]

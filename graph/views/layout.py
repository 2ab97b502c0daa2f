"""Where each node of a picture goes: a two-level layout with networkx alone.

Each community is laid out by itself as a disc, and the discs are packed. A force-directed layout of
the whole graph would be slower and, at some hundred nodes, a ball. Knows nothing of pages.
"""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from typing import Any, TypeAlias

import networkx as nx
import numpy as np
import numpy.typing as npt

from .network import joined

Points: TypeAlias = npt.NDArray[np.float64]
_Graph: TypeAlias = "nx.Graph[int]"

_SPACING = 90.0
_ASPECT = 1.2
_SMALL = 25
# networkx needs scipy from 500 nodes on, and the time of its forces grows with the square.
_MAX_SPRING = 400


def place(
    ids: Iterable[str], pairs: Iterable[tuple[str, str]], groups: Iterable[Sequence[str]], *, seed: int = 1
) -> dict[str, tuple[int, int]]:
    """Return a position for each node, in drawing units, y downwards.

    Nodes are about 90 units apart, and in small graphs, where names find room, up to three times as far. The result
    depends on the set of `ids`, the set of `pairs`, the `groups` and `seed` only.

    Parameters
    ----------
    ids
        The nodes, without repetition.
    pairs
        Which nodes are joined. Direction, repetitions and loops make no difference.
    groups
        What to keep together, as :func:`~.network.communities` gives it: each node in one.
    seed
        Of the forces.

    References
    ----------
    Forces: T. M. J. Fruchterman and E. M. Reingold, "Graph drawing by force-directed placement", Software: Practice
    and Experience 21 (1991) 1129-1164.

    Examples
    --------
    >>> sorted(place(["a", "b"], [("a", "b")], [["a", "b"]]))
    ['a', 'b']
    """
    ordered, graph = joined(ids, pairs)
    group_of = {node_id: i for i, group in enumerate(groups) for node_id in group}
    group_numbers = [group_of[node_id] for node_id in ordered]
    components = sorted((sorted(c) for c in nx.connected_components(graph)), key=lambda c: (-len(c), c))
    drawn = [_component(_subgraph(graph, component), group_numbers, seed) for component in components]
    stretch = 1 + 2 / math.sqrt(max(len(ordered), 1))
    positions: dict[str, tuple[int, int]] = {}
    for component, points in zip(components, _shelves(drawn), strict=True):
        for node, (x, y) in zip(component, points, strict=True):
            positions[ordered[node]] = (round(x * stretch), round(y * stretch))
    return positions


def _component(graph: _Graph, group_numbers: list[int], seed: int) -> Points:
    nodes = list(graph)
    if len(nodes) <= _SMALL:
        return _spread(graph, seed) * [_ASPECT, 1]
    members: dict[int, list[int]] = defaultdict(list)
    for node in nodes:
        members[group_numbers[node]].append(node)
    communities = sorted(members.values(), key=lambda c: (-len(c), c))
    discs = [_spread(_subgraph(graph, community), seed) for community in communities]
    radii = np.array([_radius(disc) for disc in discs])
    centres = _spread(_quotient(graph, communities), seed)
    centres *= 1.1 * math.sqrt(float((radii**2).sum())) / max(_radius(centres), 1.0)
    # Each round compares all pairs.
    rounds = min(120, max(10, 40_000_000 // len(radii) ** 2))
    centres = _push_apart(centres, radii + _SPACING * 0.4, rounds=rounds)

    row = {node: i for i, node in enumerate(nodes)}
    points = np.zeros((len(nodes), 2))
    for community, disc, centre in zip(communities, discs, centres, strict=True):
        points[[row[node] for node in community]] = disc + centre
    return points * [_ASPECT, 1]


def _spread(graph: _Graph, seed: int) -> Points:
    """Lay out one connected graph around the origin, its nodes about `_SPACING` apart; rows in the graph's order."""
    count = len(graph)
    if count <= 2:
        return np.array([[(i - (count - 1) / 2) * _SPACING, 0.0] for i in range(count)])
    if count > _MAX_SPRING:
        return _sunflower(graph)
    found: dict[int, Any] = nx.spring_layout(graph, seed=seed, iterations=50, weight="weight")
    points = np.array([found[node] for node in graph], dtype=np.float64)
    points -= points.mean(axis=0)
    # A few far leaves would otherwise press all others together.
    typical = float(np.quantile(np.hypot(*points.T), 0.9)) or 1.0
    limit = 0.6 * _SPACING * math.sqrt(count)
    points *= limit / typical
    length = np.hypot(*points.T)[:, None]
    points = np.where(length > 1.2 * limit, points * (1.2 * limit / np.maximum(length, 1e-9)), points)
    return _push_apart(points, np.full(count, 0.42 * _SPACING), rounds=min(120, 12_000 // count))


def _sunflower(graph: _Graph) -> Points:
    """Lay out a graph too large for forces as a disc, the best-connected nodes in the middle."""
    nodes = list(graph)
    by_degree = sorted(range(len(nodes)), key=lambda i: (-graph.degree(nodes[i]), nodes[i]))
    golden_angle = math.pi * (3 - math.sqrt(5))
    points = np.zeros((len(nodes), 2))
    for rank, i in enumerate(by_degree):
        radius = 0.6 * _SPACING * math.sqrt(rank)
        points[i] = radius * math.cos(rank * golden_angle), radius * math.sin(rank * golden_angle)
    return points


def _subgraph(graph: _Graph, nodes: list[int]) -> _Graph:
    """Return a copy in the order of `nodes`; a view of networkx has the order of a set."""
    part: _Graph = nx.Graph()
    part.add_nodes_from(nodes)
    part.add_edges_from(sorted((min(a, b), max(a, b)) for a, b in graph.subgraph(nodes).edges))
    return part


def _quotient(graph: _Graph, communities: list[list[int]]) -> _Graph:
    community_of = {node: i for i, community in enumerate(communities) for node in community}
    ends = ((community_of[a], community_of[b]) for a, b in graph.edges)
    weights = Counter((min(i, j), max(i, j)) for i, j in ends if i != j)
    quotient: _Graph = nx.Graph()
    quotient.add_nodes_from(range(len(communities)))
    quotient.add_weighted_edges_from((i, j, weight) for (i, j), weight in sorted(weights.items()))
    return quotient


def _radius(points: Points) -> float:
    return max(float(np.hypot(*points.T).max()), _SPACING / 2)


def _push_apart(centres: Points, radii: npt.NDArray[np.float64], *, rounds: int) -> Points:
    """Move discs until hardly any two overlap."""
    needed = radii[:, None] + radii[None, :]
    np.fill_diagonal(needed, 0)
    for _ in range(rounds):
        step = centres[:, None] - centres[None, :]
        distance = np.hypot(step[..., 0], step[..., 1]) + 1e-6
        overlap = np.maximum(needed - distance, 0)
        if overlap.max() < 1:
            break
        centres = centres + (step * (overlap / distance)[..., None] * 0.3).sum(axis=1)
    return centres


def _shelves(drawings: list[Points]) -> list[Points]:
    """Move drawings side by side in rows, in the given order, into a field of about the shape of a screen."""
    sizes = [np.ptp(points, axis=0) + _SPACING for points in drawings]
    area = sum(float(width * height) for width, height in sizes)
    field = max([math.sqrt(area * _ASPECT), *(float(width) for width, _ in sizes)])
    x = y = shelf = 0.0
    moved: list[Points] = []
    for points, (width, height) in zip(drawings, sizes, strict=True):
        if x > 0 and x + width > field:
            x, y, shelf = 0.0, y + shelf, 0.0
        moved.append(points - points.min(axis=0) + [x, y] + _SPACING / 2)
        x += float(width)
        shelf = max(shelf, float(height))
    return moved

"""Nodes and which of them are joined: communities and importance, for choosing, placing, sizing and colouring.

Knows nothing of graphs of papers and nothing of pages.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable
from typing import TypeAlias

import networkx as nx
import numpy as np

Pairs: TypeAlias = Iterable[tuple[str, str]]

_DAMPING = 0.85
_MAX_ROUNDS = 200
_PRECISION = 1e-10


def joined(ids: Iterable[str], pairs: Pairs) -> tuple[list[str], nx.Graph[int]]:
    """Return the ids in order, and the graph of their numbers; directions, repetitions and loops make no difference."""
    ordered = sorted(ids)
    # Sets of integers have the same order in every process, sets of strings have not.
    number = {node_id: i for i, node_id in enumerate(ordered)}
    graph: nx.Graph[int] = nx.Graph()
    graph.add_nodes_from(range(len(ordered)))
    graph.add_edges_from(sorted({(number[a], number[b]) for a, b in pairs if a != b}))
    return ordered, graph


def communities(ids: Iterable[str], pairs: Pairs, *, seed: int = 1) -> list[list[str]]:
    """Return groups of nodes that are joined with each other more than with others, each node in one.

    The largest comes first, among equals that with the first id; ids are in order. The result depends on the set of
    `ids`, the set of `pairs` and `seed` only.

    References
    ----------
    V. D. Blondel et al., "Fast unfolding of communities in large networks", J. Stat. Mech. (2008) P10008.

    Examples
    --------
    >>> communities("abcde", [("a", "b"), ("d", "c"), ("d", "e"), ("c", "e")])
    [['c', 'd', 'e'], ['a', 'b']]
    """
    ordered, graph = joined(ids, pairs)
    found = (sorted(group) for group in nx.community.louvain_communities(graph, seed=seed))
    return [[ordered[i] for i in group] for group in sorted(found, key=lambda group: (-len(group), group))]


def pagerank(ids: Iterable[str], pairs: Pairs) -> dict[str, float]:
    """Return how often a reader who walks from node to node along pairs, in both directions, is at each; the sum is 1.

    A pair given several times is taken the more often. Without direction, since what is measured is how much of the
    graph a node holds together: a new method beats and uses others, and nothing points at it yet.

    References
    ----------
    S. Brin and L. Page, "The anatomy of a large-scale hypertextual Web search engine", Computer Networks 30 (1998)
    107-117; damping 0.85.

    Examples
    --------
    >>> ranks = pagerank("abc", [("a", "b"), ("c", "b")])
    >>> ranks["b"] > ranks["a"] == ranks["c"]
    True
    """
    ordered = sorted(ids)
    number = {node_id: i for i, node_id in enumerate(ordered)}
    count = len(ordered)
    # networkx has it, but needs scipy for it.
    weights = Counter((number[a], number[b]) for pair in pairs for a, b in (pair, pair[::-1]) if a != b)
    steps = sorted(weights)
    heads, tails = (np.array([step[end] for step in steps], dtype=np.intp) for end in (0, 1))
    weight = np.array([weights[step] for step in steps], dtype=np.float64)
    out = np.bincount(heads, weight, count)
    rank = np.full(count, 1 / max(count, 1))
    for _ in range(_MAX_ROUNDS):
        before = rank
        along = np.bincount(tails, rank[heads] * weight / out[heads], count)
        rank = (1 - _DAMPING + _DAMPING * rank[out == 0].sum()) / max(count, 1) + _DAMPING * along
        if np.abs(rank - before).sum() < _PRECISION:
            break
    # The last digits depend on the order of sums, and equals should be equal.
    return {node_id: round(float(value), 9) for node_id, value in zip(ordered, rank, strict=True)}


def most_important(ids: Collection[str], pairs: Pairs, count: int) -> set[str]:
    """Return `count` nodes out of all communities: of each its best by PageRank, as many as its size is a share of all.

    Nodes that are joined with none come last, by id.

    Parameters
    ----------
    ids, pairs
        As for :func:`communities`; `pairs` may repeat, as for :func:`pagerank`.
    count
        How many, if there are more.
    """
    if len(ids) <= count:
        return set(ids)
    pairs = list(pairs)
    ranks = pagerank(ids, pairs)
    touched = {node_id for a, b in pairs if a != b for node_id in (a, b)}
    alone = sorted(set(ids) - touched)
    groups = communities(touched, pairs)
    shares = _shares([len(group) for group in groups], min(count, len(touched)))
    best = (
        sorted(group, key=lambda node_id: (-ranks[node_id], node_id))[:share]
        for group, share in zip(groups, shares, strict=True)
    )
    chosen = {node_id for group in best for node_id in group}
    return chosen | set(alone[: count - len(chosen)])


def _shares(sizes: list[int], count: int) -> list[int]:
    """Divide `count` by sizes, largest first: what division leaves over goes to the largest remainders."""
    total = max(sum(sizes), 1)
    shares = [size * count // total for size in sizes]
    by_remainder = sorted(range(len(sizes)), key=lambda i: (-(sizes[i] * count % total), i))
    for i in by_remainder[: count - sum(shares)]:
        shares[i] += 1
    return shares

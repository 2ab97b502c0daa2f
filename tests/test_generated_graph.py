"""The graphs that parity tests and benchmarks are made of."""

from __future__ import annotations

from collections import Counter

import pytest
from generated_graph import generated_graph

from graph.model import EDGE_TYPES, NODE_LABELS
from graph.properties import edges, node_properties


@pytest.mark.parametrize(("nodes", "edge_count"), [(60, 240), (500, 2000), (1000, 5000)])
def test_has_the_size_asked_for_and_all_of_the_schema(nodes, edge_count):
    graph = generated_graph(nodes, edge_count)
    labels = Counter(node["label"] for node in node_properties(graph))
    types = Counter(edge.properties["type"] for edge in edges(graph))
    assert labels.total() == nodes
    assert 0.98 * edge_count <= types.total() <= edge_count
    assert labels.keys() == set(NODE_LABELS)
    assert types.keys() == set(EDGE_TYPES)


def test_depends_on_the_seed_and_on_nothing_else():
    assert generated_graph(100, 400) == generated_graph(100, 400)
    assert generated_graph(100, 400) != generated_graph(100, 400, seed=2)


def test_has_what_makes_queries_hard():
    graph = generated_graph(2000, 8000)
    degrees = sorted((graph.degree(entity) for entity in graph.entities), reverse=True)
    assert degrees[0] > 20 * degrees[len(degrees) // 2]
    parallel = Counter((claim.head, claim.type, claim.tail) for claim in graph.claims)
    assert max(parallel.values()) > 3
    said = {(claim.head, claim.tail) for claim in graph.claims if claim.type == "OUTPERFORMS"}
    assert any((tail, head) in said and head != tail for head, tail in said)
    assert any(claim.head == claim.tail for claim in graph.claims)
    assert {claim.polarity for claim in graph.claims} == {"asserted", "negated"}
    assert {paper.year is None for paper in graph.papers.values()} == {True, False}
    assert {result.is_delta for result in graph.results.values()} == {True, False}
    assert any(len(entity.aliases) > 1 for entity in graph.entities.values())

"""Finding a node by any of its names, and its card."""

import pytest
from record_factory import record

from graph.build import build_graph
from graph.errors import UnknownNameError
from graph.lookup import best_connected, count_edges, count_nodes, find_entities, make_card

GRAPH = build_graph(
    [
        record(
            "[TWIG]m1: [tree walks in graphs]m1",
            "We introduce [TWIG]m1, which builds on [tree search]m2 and beats [tree search]m2 on [HopBench]b.",
            [
                ("P", "INTRODUCES", "TWIG"),
                ("TWIG", "BASED_ON", "tree search"),
                ("TWIG", "OUTPERFORMS", "tree search"),
                ("TWIG", "EVALUATED_ON", "HopBench"),
            ],
        ),
        record("Notes on [CHESS]b", "[CHESS]b tests [chess]t.", [("CHESS", "BENCHMARK_FOR", "chess")]),
    ]
)


@pytest.mark.parametrize("name", ["TWIG", "twig", "method:twig", "T-WIG", "twigs"])
def test_any_spelling_finds_the_entity(name):
    assert find_entities(GRAPH, name)[0].id == "method:twig"


PLURALS = build_graph(
    [
        record(
            "On [Larches]m1",
            "[Larches]m1 beat [KoALA]m2, [MCTS]m3, [AW]m4 and [CLAS]m5, but not [BIAS]m6.",
            [("Larches", "OUTPERFORMS", "KoALA"), ("Larches", "OUTPERFORMS", "MCTS"), ("Larches", "OUTPERFORMS", "AW")],
        )
    ]
)


@pytest.mark.parametrize(
    ("name", "found"),
    [
        ("LARCHES", "Larches"),
        ("larch", "Larches"),
        ("KOALAS", "KoALA"),
        ("mcts", "MCTS"),
        ("MCTS", "MCTS"),
        ("bias", "BIAS"),
        ("Bias", "BIAS"),
    ],
)
def test_a_name_in_capitals_may_be_a_plural(name, found):
    assert [entity.name for entity in find_entities(PLURALS, name)] == [found]


@pytest.mark.parametrize("name", ["AWS", "CLASS", "BIA", "MCT"])
def test_a_name_in_capitals_may_be_none(name):
    with pytest.raises(UnknownNameError):
        find_entities(PLURALS, name)


def test_homonyms_come_with_the_better_connected_first():
    assert [e.id for e in find_entities(GRAPH, "chess")] == ["benchmark:chess", "task:chess"]


def test_an_unknown_name_says_what_is_similar():
    with pytest.raises(UnknownNameError, match=r"Did you mean: .*HopBench") as caught:
        find_entities(GRAPH, "HopBrench")

    assert "HopBench" in caught.value.suggestions


def test_an_unknown_name_like_nothing_says_so():
    with pytest.raises(UnknownNameError, match="No name is similar"):
        find_entities(GRAPH, "0000")


def test_a_card_has_papers_claims_and_neighbours():
    card = make_card(GRAPH, GRAPH.entities["method:twig"])

    assert [(p.title, n) for p, n in card.papers] == [("TWIG: tree walks in graphs", 3)]
    assert [c.type for c in card.introduced_by] == ["INTRODUCES"]
    assert [c.type for c in card.claims] == ["BASED_ON", "EVALUATED_ON", "OUTPERFORMS"]
    assert [(e.name, n) for e, n in card.neighbours] == [("tree search", 2), ("HopBench", 1)]


def test_counts():
    assert count_nodes(GRAPH) == {"Paper": 2, "Benchmark": 2, "Method": 2, "Task": 1}
    assert count_edges(GRAPH)["MENTIONS"] == 5
    assert [(e.name, n) for e, n in best_connected(GRAPH, 2)] == [("TWIG", 4), ("tree search", 2)]

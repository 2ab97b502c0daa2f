"""What a report says of a graph: counts, names, growth, families, leaderboards, contradictions."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any

import pytest
from query_graph import query_graph
from query_rows import GOLDEN
from view_graphs import LANTERNFOLD, rope_graph, scored_graph

from graph.model import Claim, Entity, Evidence, KnowledgeGraph, Mentions, Paper, Result
from graph.report.contradictions import disputed_claims, mutual_wins
from graph.report.coverage import coverage, most_used
from graph.report.directions import Direction, direction
from graph.report.growth import growth
from graph.report.leaderboards import leaderboards
from graph.report.lineage import Family, families


def method(name: str) -> Entity:
    return Entity(f"method:{name.lower()}", "Method", name)


def descent(*pairs: tuple[str, str], **more: Any) -> KnowledgeGraph:
    """Return a graph in which the first of each pair is based on the second; names are words of one letter or more."""
    names = sorted({name for pair in pairs for name in pair})
    text = " ".join(f"{head} is based on {tail}." for head, tail in pairs)
    paper = Paper("descent", "Who comes from whom", text)
    claims = []
    for head, tail in pairs:
        sentence = f"{head} is based on {tail}."
        start = text.index(sentence)
        evidence = Evidence("abstract", start, start + len(sentence), sentence)
        claims.append(Claim(method(head).id, "BASED_ON", method(tail).id, paper.id, evidence, **more))
    return KnowledgeGraph([paper], map(method, names), claims=claims)


def mentioning(*papers: tuple[int | None, str]) -> KnowledgeGraph:
    """Return a graph of papers of a year that mention words, which are methods."""
    made = [Paper(f"paper:{number:03}", f"Paper {number}", text, year) for number, (year, text) in enumerate(papers)]
    mentions = [
        Mentions(paper.id, method(found[0]).id, (Evidence("abstract", *found.span(), found[0]),))
        for paper in made
        for found in re.finditer(r"\w+", paper.abstract)
    ]
    words = {word for _, text in papers for word in text.split()}
    return KnowledgeGraph(made, map(method, words), mentions)


def scores(*rows: tuple[str, float, dict[str, Any]]) -> KnowledgeGraph:
    """Return a graph of scores of systems on one benchmark."""
    paper = Paper("scores", "Scores", "Some scores.")
    evidence = Evidence("abstract", 0, 12, "Some scores.")
    trial = Entity("benchmark:trial", "Benchmark", "Trial")
    results = [
        Result(f"result:{i}", paper.id, method(name).id, value, f"{value:g}", evidence, **{"on": trial.id, **more})
        for i, (name, value, more) in enumerate(rows)
    ]
    accuracy = Entity("metric:accuracy", "Metric", "accuracy")
    return KnowledgeGraph([paper], {trial, accuracy, *(method(name) for name, _, _ in rows)}, results=results)


def drawn(family: Family) -> list[str]:
    return ["  " * member.depth + member.entity.name for member in family.members]


def test_coverage_counts_everything() -> None:
    covered = coverage(rope_graph())

    assert (covered.papers, covered.entity_count, covered.mentions, covered.results) == (2, 7, 10, 0)
    assert (covered.first_year, covered.last_year, covered.without_year) == (2031, 2031, 1)
    assert dict(covered.entities)["Benchmark"] == 1
    assert {relation.type: relation[1:] for relation in covered.relations if relation.claims} == {
        "INTRODUCES": (1, 0, 0),
        "EVALUATED_ON": (2, 1, 0),
        "TRAINED_ON": (1, 0, 1),
        "BENCHMARK_FOR": (1, 0, 0),
        "OUTPERFORMS": (3, 0, 0),
        "COMPARED_WITH": (1, 0, 0),
        "MEASURED_BY": (1, 0, 0),
    }
    assert covered.claims[1:] == (10, 1, 1)
    # 0.4 and 0.93; all others are of confidence 1, which is in the last class.
    assert covered.confidences == (0, 0, 0, 0, 1, 0, 0, 0, 0, 9)


def test_the_most_used_are_those_of_most_papers() -> None:
    graph = mentioning((None, "Ash Birch"), (None, "Birch Cedar"), (None, "Birch Ash Dogwood"))

    used = most_used(graph, "Method", 3)

    assert [(entity.name, entity.papers) for entity in used.items] == [("Birch", 3), ("Ash", 2), ("Cedar", 1)]
    assert used.hidden == 1
    assert most_used(graph, "Model", 3).total == 0


def test_a_name_that_no_paper_mentions_is_not_used() -> None:
    assert most_used(descent(("A", "B")), "Method", 5).total == 0


def test_growth_compares_shares_of_two_periods_alike_in_papers() -> None:
    early = [(2020, "Ash Birch"), (2020, "Ash"), (2021, "Ash")]
    late = [(2023, "Birch Cedar"), (2023, "Birch Cedar Ash"), (2024, "Birch Dogwood Ash")]
    found = growth(mentioning(*early, *late, (None, "Dogwood")), 5)

    assert found.by_year == ((2020, 2), (2021, 1), (2023, 2), (2024, 1))
    assert found.earlier is not None
    assert found.later is not None
    assert (found.earlier.first, found.earlier.last, found.earlier.papers) == (2020, 2021, 3)
    assert (found.later.first, found.later.last, found.later.papers) == (2023, 2024, 3)
    # Ash shrinks, from three papers to two; Dogwood stands in one later paper only.
    assert [(g.entity.name, g.before, g.after, g.by_year) for g in found.fastest.items] == [
        ("Birch", 1, 3, (1, 0, 2, 1)),
        ("Cedar", 0, 2, (0, 0, 2, 0)),
    ]
    birch = found.fastest.items[0]
    assert (round(birch.share_before, 3), birch.share_after) == (0.333, 1.0)


@pytest.mark.parametrize("papers", [[], [(None, "Ash")], [(2020, "Ash"), (2020, "Ash")]])
def test_growth_needs_two_years(papers: list[tuple[int | None, str]]) -> None:
    found = growth(mentioning(*papers), 5)

    assert (found.earlier, found.later, found.fastest.total) == (None, None, 0)


def test_a_family_is_a_tree_below_what_comes_from_nothing() -> None:
    found = families(descent(("B", "A"), ("C", "A"), ("D", "B"), ("Y", "X")), 5)

    assert [drawn(family) for family in found.items] == [["A", "  B", "    D", "  C"], ["X", "  Y"]]
    assert [family.descendants for family in found.items] == [3, 1]
    member = found.items[0].members[2]
    assert (member.phrase, member.support) == ("based on it", 1)
    assert member.quote is not None
    assert member.quote.sentence == "D is based on B."


def test_what_comes_from_several_stands_once_near_the_root() -> None:
    (family,) = families(descent(("B", "A"), ("C", "B"), ("C", "A")), 5).items

    assert drawn(family) == ["A", "  B", "  C"]
    assert [member.also_from for member in family.members] == [(), (), ("B",)]


def test_circles_end() -> None:
    found = families(descent(("B", "A"), ("C", "B"), ("A", "C"), ("D", "C"), ("D", "D")), 5)

    assert [drawn(family) for family in found.items] == [["A", "  B", "    C", "      D"]]
    assert found.items[0].members[0].also_from == ("C",)


def test_a_second_family_does_not_repeat_the_first() -> None:
    shared = [("C", "B"), ("D", "C"), ("E", "C")]
    found = families(descent(("B", "A"), ("F", "A"), ("B", "Z"), ("Y", "Z"), *shared), 5)

    assert [drawn(family) for family in found.items] == [
        ["A", "  B", "    C", "      D", "      E", "  F"],
        ["Z", "  B", "  Y"],
    ]
    assert [member.goes_on_in for member in found.items[1].members] == [None, "A", None]
    assert found.items[1].descendants == 5
    assert found.items[1].hidden == 0


def test_a_large_family_is_cut_and_a_deep_one_does_not_hang() -> None:
    wide = descent(*((f"Child{i}", "Root") for i in range(60)))
    deep = descent(*((f"N{i + 1}", f"N{i}") for i in range(2000)))

    for graph, descendants in ((wide, 60), (deep, 2000)):
        (family,) = families(graph, 5).items
        assert (family.descendants, len(family.members), family.hidden) == (descendants, 40, descendants - 39)


def test_descent_that_is_denied_or_not_of_systems_makes_no_family() -> None:
    assert families(descent(("B", "A"), polarity="negated"), 5).total == 0
    graph = descent(("B", "A"))
    tasks = [Entity(entity.id, "Task", entity.name) for entity in graph.entities.values()]
    assert families(KnowledgeGraph(graph.papers.values(), tasks, claims=graph.claims), 5).total == 0


def test_a_family_that_adds_no_more_than_its_root_comes_last() -> None:
    found = families(descent(("B", "A"), ("C", "B"), ("B", "Z"), ("Y", "X")), 5)

    assert [drawn(family) for family in found.items] == [["A", "  B", "    C"], ["X", "  Y"], ["Z", "  B"]]


def test_families_end_with_the_limit() -> None:
    found = families(descent(("B", "A"), ("C", "A"), ("Y", "X"), ("W", "V")), 2)

    assert [family.members[0].entity.name for family in found.items] == ["A", "V"]
    assert found.hidden == 1


ACCURACY = {"metric": "metric:accuracy"}


def boards(graph: KnowledgeGraph) -> list[tuple[Any, ...]]:
    (found,) = leaderboards(graph, 10).items
    return [
        (
            *(board.metric, board.unit, board.is_delta, board.better),
            [(row.rank, row.system, row.text) for row in board.rows.items],
        )
        for board in found.boards
    ]


def test_scores_are_ranked_within_a_metric_and_unit_only() -> None:
    percent = {**ACCURACY, "unit": "%"}
    graph = scores(
        *(("A", 70, percent), ("B", 80, percent), ("C", 80, percent), ("D", 60, percent)),
        *(("A", 0.7, ACCURACY), ("E", 5, {**percent, "is_delta": True}), ("F", 90, {**percent, "polarity": "negated"})),
        *(("A", 30, {"metric_name": "perplexity"}), ("B", 20, {"metric_name": "Perplexity"})),
        *(("A", 3, {"metric_name": "charm"}), ("B", 4, {"metric_name": "charm"}), ("A", 1, {}), ("A", 2, {})),
    )

    assert boards(graph) == [
        ("accuracy", "%", False, "higher", [(1, "B", "80"), (1, "C", "80"), (3, "A", "70"), (4, "D", "60")]),
        (None, None, False, None, [(None, "A", "2"), (None, "A", "1")]),
        ("charm", None, False, None, [(None, "B", "4"), (None, "A", "3")]),
        ("perplexity", None, False, "lower", [(1, "B", "20"), (2, "A", "30")]),
        ("accuracy", None, False, "higher", [(1, "A", "0.7")]),
        ("accuracy", "%", True, None, [(None, "E", "5")]),
    ]


def test_differences_alone_and_scores_on_nothing_make_no_leaderboard() -> None:
    assert leaderboards(scores(("A", 3, {**ACCURACY, "is_delta": True}), ("B", 50, {"on": None})), 5).total == 0


def test_a_leaderboard_shows_who_says_so() -> None:
    found = leaderboards(scored_graph(), 1)

    assert found.total == 2
    (harrow,) = found.items
    assert (harrow.place.name, harrow.scores) == ("Harrowbench", 2)
    quote = harrow.boards[0].rows.items[0].quote
    assert (quote.sentence, quote.title, quote.year) == ("LF scores 91.5 on Harrowbench.", "Untying, counted", 2033)
    assert quote.url == "https://example.org/scored"


def test_the_leaderboard_has_the_scores_of_the_query() -> None:
    (place,) = [found for found in leaderboards(query_graph(), 99).items if found.place.name == "DeltaBench"]
    expected = next(rows for parameters, rows in GOLDEN["leaderboard"] if parameters == {"benchmark": "deltabench"})

    found = {
        (board.is_delta, board.metric, board.unit, row.system, row.quote.sentence)
        for board in place.boards
        for row in board.rows.items
    }
    assert found == {(row[0], row[1], row[2], row[4], row[8]) for row in expected}


@pytest.mark.parametrize("name", ["accuracy", "top-1 Accuracy", "macro-F1", "BLEU4", "ROUGE-L", "pass@1", "win rate"])
def test_more_of_it_is_better(name: str) -> None:
    assert direction([name]) is Direction.HIGHER


@pytest.mark.parametrize("name", ["perplexity", "word error rate", "WER", "RMSE", "latency", "FID", "inference time"])
def test_less_of_it_is_better(name: str) -> None:
    assert direction([name]) is Direction.LOWER


@pytest.mark.parametrize(
    "name", ["charm", "attack success rate", "accuracy drop", "error detection accuracy", "semantics"]
)
def test_what_is_better_is_not_known(name: str) -> None:
    assert direction([name]) is None


def test_another_name_of_a_metric_says_what_is_better() -> None:
    assert direction(["PPLX", "perplexity"]) is Direction.LOWER
    assert direction([]) is None


def sides(found: Iterable[Any]) -> list[tuple[Any, ...]]:
    return [
        (
            *(item.one.head, item.one.tail, item.one.papers, item.other.papers),
            *(side.quotes.items[0].sentence for side in (item.one, item.other)),
        )
        for item in found
    ]


def test_mutual_wins_are_those_of_the_query() -> None:
    ((_, expected),) = GOLDEN["contradictions"]

    assert sides(mutual_wins(query_graph(), 25).items) == expected


def test_disputed_claims_are_those_of_the_query() -> None:
    (expected,) = [rows for parameters, rows in GOLDEN["disputed-claims"] if not parameters]

    found = disputed_claims(query_graph(), 25).items
    assert sides(found) == [(head, tail, *rest) for head, _, tail, *rest in expected]
    assert {(item.one.denied, item.other.denied) for item in found} == {(False, True)}


def test_every_claim_of_a_contradiction_is_quoted() -> None:
    (found,) = mutual_wins(rope_graph(), 5).items

    assert (found.one.head, found.one.phrase, found.one.tail) == ("Lanternfold", "outperforms", "Brambler")
    assert [quote.title for quote in found.one.quotes.items] == [
        "A second look at thorny ropes",
        "Untying knots by folding them",
    ]
    assert LANTERNFOLD.name == found.other.tail

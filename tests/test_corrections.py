"""Alias rules in resolution: what they part, join, name and label, and what they leave alone."""

from __future__ import annotations

import random
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graph.resolution import Action, Aliases, AliasRule, Unit, resolve


def unit(paper: str, name: str, label: str = "Method", *spellings: str) -> Unit:
    return Unit(paper, f"{name}-{label}", label, name, tuple(sorted((s, 1) for s in {name, *spellings})))


def same(*names: str) -> AliasRule:
    return AliasRule(Action.SAME, names, source="f:1")


def different(*names: str) -> AliasRule:
    return AliasRule(Action.DIFFERENT, names, source="f:2")


def renamed(name: str, to: str) -> AliasRule:
    return AliasRule(Action.RENAME, (name,), to)


def retyped(name: str, label: str) -> AliasRule:
    return AliasRule(Action.RETYPE, (name,), label)


def papers(units: list[Unit], *rules: AliasRule) -> list[str]:
    """Return the papers of each entity, as one text."""
    return sorted("".join(sorted(paper for paper, _ in e.members)) for e in resolve(units, Aliases(rules)))


LEAVES = [unit("a", "leaf count"), unit("b", "Leaf counts"), unit("c", "number of leaves"), unit("d", "leaf size")]
HOPS = [
    unit("a", "HoP", "Method", "hike over planks"),
    unit("b", "HOP", "Metric", "height of plants"),
    unit("c", "HoP"),
    unit("d", "HOP", "Metric"),
    unit("e", "hike over planks"),
    unit("f", "hop"),
]


def test_names_that_are_said_to_be_the_same_are_one() -> None:
    assert papers(LEAVES) == ["ab", "c", "d"]
    assert papers(LEAVES, same("leaf count", "Numbers of Leaves")) == ["abc", "d"]
    (joined,) = (e for e in resolve(LEAVES, Aliases((same("leaf count", "number of leaves"),))) if len(e.members) == 3)
    assert [(k.rule, k.first, k.second, k.detail) for k in joined.links] == [
        ("alias", "leaf count", "number of leaves", "f:1")
    ]


def test_rules_work_in_chains() -> None:
    assert papers(LEAVES, same("leaf size", "leaf count"), same("number of leaves", "leaf size")) == ["abcd"]


def test_a_rule_about_absent_names_does_nothing() -> None:
    assert papers(LEAVES, same("leaf count", "twig"), different("twig", "leaf size"), renamed("bark", "x")) == papers(
        LEAVES
    )


def test_names_that_are_said_to_be_different_are_parted() -> None:
    units = [unit("a", "TWIG", "Method", "tree walks in graphs"), unit("b", "TWIG"), unit("c", "tree walks in graphs")]

    assert papers(units) == ["abc"]
    # Paper a calls it TWIG, and what it calls otherwise goes with the nearer name.
    assert papers(units, different("tree walks in graphs", "TWIG")) == ["ab", "c"]


def test_case_counts_between_names_that_are_different() -> None:
    assert papers(HOPS, different("HOP", "HoP")) == ["ace", "bdf"]
    assert papers(HOPS, different("HoP", "HOP")) == ["acef", "bd"]


def test_what_is_different_can_be_the_same_as_something_else() -> None:
    rules = [different("HOP", "HoP"), same("HoP", "plank hopping")]

    assert papers([*HOPS, unit("g", "plank hopping")], *rules) == ["aceg", "bdf"]


def test_parts_of_one_label_have_keys_of_their_own() -> None:
    units = [unit("a", "FoX"), unit("b", "FOX")]

    keys = [e.key for e in resolve(units, Aliases((different("FoX", "FOX"),)))]
    assert len(keys) == len(set(keys)) == 2


SENSES = [
    unit("a", "TW", "Method", "tree walking"),
    unit("b", "TW", "Method", "total weight"),
    unit("c", "strolling in trees"),
]


def test_a_name_of_several_senses_is_left_alone() -> None:
    assert papers(SENSES, same("TW", "strolling in trees")) == ["a", "b", "c"]


def test_a_long_form_tells_which_sense_is_meant() -> None:
    assert papers(SENSES, same("TW (tree walking)", "strolling in trees")) == ["ac", "b"]
    assert papers(SENSES, same("tree walking", "strolling in trees")) == ["ac", "b"]


def test_uses_of_no_known_sense_are_meant_by_the_bare_name() -> None:
    units = [*SENSES, unit("d", "TW")]

    assert papers(units) == ["a", "b", "c", "d"]
    assert papers(units, same("TW", "strolling in trees")) == ["a", "b", "cd"]


def test_a_new_name_is_shown_and_the_old_ones_stay() -> None:
    (entity,) = resolve(LEAVES[:2], Aliases((renamed("Leaf Count", "LC"),)))

    assert (entity.name, entity.aliases, entity.key) == ("LC", ("Leaf counts", "leaf count"), "lc")


def test_a_label_is_what_people_say_and_the_votes_stay() -> None:
    units = [unit("a", "LeafSet", "Dataset"), unit("b", "LeafSet", "Dataset"), unit("c", "LeafSet", "Task")]
    units += [unit("d", "LeafSet", "Task"), unit("e", "LeafSet", "Task")]

    assert papers(units) == ["ab", "cde"]
    (entity,) = resolve(units, Aliases((retyped("leafset", "Benchmark"),)))
    assert (entity.label, entity.votes) == ("Benchmark", (("Task", 3), ("Dataset", 2)))


def test_rules_of_the_package_apply_unless_they_are_contradicted() -> None:
    units = [unit("a", "math reasoning", "Task"), unit("b", "mathematical reasoning", "Task")]

    assert papers(units) == ["ab"]
    assert papers(units, different("math reasoning", "mathematical reasoning")) == ["a", "b"]


NAMES = [
    "HoP",
    "HOP",
    "hike over planks",
    "leaf count",
    "TW",
    "TW (tree walking)",
    "strolling in trees",
    "number of leaves",
]
PAIR = st.lists(st.sampled_from(NAMES), min_size=2, max_size=2, unique=True).map(tuple)
ANY_RULE = st.one_of(
    PAIR.map(lambda names: same(*names)),
    PAIR.map(lambda names: different(*names)),
    st.sampled_from(NAMES).map(lambda name: renamed(name, "Zed")),
    st.sampled_from(NAMES).map(lambda name: retyped(name, "Task")),
)


@given(st.lists(ANY_RULE, max_size=5), st.integers(0, 1000))
def test_neither_the_order_of_units_nor_that_of_rules_matters(rules: list[AliasRule], seed: int) -> None:
    units = [
        Unit(f"{i}{u.paper_id}", u.entity_id, u.label, u.name, u.spellings)
        for i, some in enumerate((LEAVES, HOPS, SENSES))
        for u in some
    ]
    kept = Aliases().with_weaker(rules)
    shuffled = random.Random(seed)

    entities = resolve(shuffled.sample(units, len(units)), Aliases(tuple(shuffled.sample(kept.rules, len(kept.rules)))))
    assert entities == resolve(units, kept)
    assert sorted(member for e in entities for member in e.members) == sorted(u.key for u in units)
    assert len({(e.label, e.key) for e in entities}) == len(entities)


def test_rules_work_by_way_of_names_that_no_paper_has() -> None:
    chain = [same("leaf count", "leaves"), same("leaves", "number of leaves")]

    assert papers(LEAVES, *chain) == papers(LEAVES, same("leaves", "leaf count", "number of leaves")) == ["abc", "d"]


@pytest.mark.parametrize("other", ["zap", "Foo"])
def test_a_name_whose_senses_are_the_same_is_clear(other: str) -> None:
    units = [*SENSES[:2], unit("c", other)]

    assert papers(units, same("total weight", "tree walking"), same("TW", other)) == ["abc"]


def test_what_is_different_stays_so_whatever_is_the_same() -> None:
    units = [unit("a", "TWIG", "Method", "tree walks in graphs"), unit("b", "tree walks in graphs"), unit("c", "Foo")]

    assert papers(units) == ["ab", "c"]
    assert papers(units, same("Foo", "tree walks in graphs")) == ["abc"]
    assert papers(units, same("Foo", "tree walks in graphs"), different("Foo", "TWIG")) == ["a", "bc"]


@pytest.mark.parametrize("name", ["LC", "LC (leaf count)"])
def test_a_long_form_tells_what_is_different(name: str) -> None:
    units = [
        unit("a", "LC", "Metric", "leaf count"),
        unit("b", "leaf count score", "Metric"),
        unit("c", "leaf count", "Metric"),
    ]

    assert papers(units) == ["abc"]
    assert papers(units, different(name, "leaf count score")) == ["ac", "b"]


def test_many_rules_take_little_more_time() -> None:
    def seconds(number: int) -> float:
        units = [unit(str(i), f"quokka{i}") for i in range(2 * number)]
        rules = Aliases(tuple(same(f"quokka{i}", f"quokka{i + number}") for i in range(number)))
        began = time.process_time()
        assert len(resolve(units, rules)) == number
        return time.process_time() - began

    few = min(seconds(500) for _ in range(2))
    assert seconds(4000) < 4 * 8 * few


def test_one_name_of_many_is_joined_at_once() -> None:
    units = [unit(str(i), f"quokka{i}") for i in range(2000)]
    rules = Aliases(tuple(same("quokka0", f"quokka{i}") for i in range(1, 2000)))
    began = time.process_time()

    assert len(resolve(units, rules)) == 1
    assert time.process_time() - began < 20

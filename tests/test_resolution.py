"""Names of many papers to entities: what is one, what stays apart, whatever the order."""

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graph.model import ENTITY_LABELS
from graph.resolution import RULES, Unit, resolve
from graph.resolution.keys import term_key


def unit(paper, name, label="Method", *spellings):
    return Unit(paper, f"{name}-{label}", label, name, tuple(sorted((s, 1) for s in {name, *spellings})))


def groups(units):
    return sorted(sorted(entity.members) for entity in resolve(units))


def together(*units):
    return len(resolve(units)) == 1


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("Emu 2", "EMU-2"),
        ("world model", "World Models"),
        ("fine-tuning", "finetuning"),
        ("the Quokka", "Quokka"),
        ("walks of trees", "Walk-of-Tree"),
        ("hop-and-jump search", "hop-jump search"),
        ("branch adaption", "branch adaptation"),
        ("wombat-as-a-guide", "Wombats as guides"),
    ],
)
def test_spellings_are_one(first, second):
    assert together(unit("p1", first), unit("p2", second))


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("Emu 2", "Emu 3"),
        ("Emu 2 7B", "Emu 2"),
        ("Wombat-10", "Wombat-100"),
        ("Dingo", "Dingo-Pro"),
        ("Koala", "RKoala"),
        ("Emu", "Emu 7B"),
        ("Emu II", "Emu III"),
        ("leaf-to-branch", "branch-to-leaf"),
        ("on-branch walking", "branch walking"),
        ("leaf model", "leaf modelling"),
    ],
)
def test_versions_and_variants_are_two(first, second):
    assert not together(unit("p1", first), unit("p2", second))


def test_an_abbreviation_and_its_long_form_are_one_across_papers():
    defining = unit("p1", "TWIG", "Method", "tree walks in graphs")

    assert together(defining, unit("p2", "TWIG"), unit("p3", "Tree-Walks in Graph"))


def test_homonyms_are_kept_apart_by_their_long_forms():
    walks = unit("p1", "TWIG", "Method", "tree walks in graphs")
    gates = unit("p2", "TWIG", "Method", "temporal weight initialisation gate")
    bare = unit("p3", "TWIG")

    resolved = resolve([walks, gates, bare])

    assert len(resolved) == 3
    assert len({(e.label, e.key) for e in resolved}) == 3


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("quick leaf zooming from signals", "quick leaf zooming with signal"),
        ("quick leaf zooming", "quick leaf zooming of language models"),
        ("quick-leafed zoom", "Quick Leafed Zooms"),
        ("quickened lea-f zooming", "quickening leaf zooming"),
        ("quick leafal zoom", "quick leaf zoom"),
    ],
)
def test_small_differences_of_the_long_form_make_no_homonyms(first, second):
    assert together(unit("p1", "QLZ", "Method", first), unit("p2", "QLZ", "Method", second), unit("p3", "QLZ"))


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("self-labelled search", "semi-labelled search"),
        ("sparse layer adaptation", "sparse layer augmentation"),
        ("multimodal sampling", "multilingual sampling"),
    ],
)
def test_long_forms_that_share_words_are_two(first, second):
    short = "".join(word[0] for word in first.replace("-", " ").split()).upper()

    assert not together(unit("p1", short, "Method", first), unit("p2", short, "Method", second))


def test_every_long_form_of_a_paper_leads_to_the_entity():
    both = unit("p1", "RLA", "Method", "rapid layer adaptation", "rapid layer adaptation of language models")

    assert together(both, unit("p2", "rapid layer adaptation"))
    assert together(both, unit("p2", "rapid layer adaptation of language models"))


def test_a_system_and_data_of_one_spelling_are_two():
    assert not together(unit("p1", "Dingo", "Model"), unit("p2", "Dingo", "Dataset"))


def test_one_slip_in_ten_papers_makes_no_second_entity():
    assert together(*(unit(f"p{i}", "Dingo", "Model") for i in range(10)), unit("q", "Dingo", "Dataset"))


def test_one_slip_in_two_papers_is_enough_for_a_name_with_a_number():
    numbered = [unit("p1", "Dingo-2", "Model"), unit("p2", "Dingo 2", "Model"), unit("q", "Dingo-2", "Dataset")]

    assert together(*numbered)
    assert not together(numbered[0], numbered[2])


def test_a_paper_votes_once():
    twice = [Unit("p1", f"e{i}", "Task", name, ((name, 1),)) for i, name in enumerate(["Dingo", "dingo"])]
    (entity,) = resolve([*twice, unit("p2", "Dingo", "Method"), unit("p3", "Dingo", "Method")])

    assert entity.votes == (("Method", 2), ("Task", 1))


def test_data_of_two_types_is_one_and_the_majority_names_the_label():
    (entity,) = resolve(
        [unit("p1", "Wombat", "Dataset"), unit("p2", "Wombat", "Benchmark"), unit("p3", "Wombat", "Benchmark")]
    )

    assert entity.label == "Benchmark"
    assert entity.votes == (("Benchmark", 2), ("Dataset", 1))


def test_a_task_and_a_benchmark_of_one_spelling_are_two():
    tasks = [unit("p2", "chess", "Task"), unit("p3", "chess", "Task"), unit("p4", "chess", "Method")]
    resolved = resolve([unit("p1", "CHESS", "Benchmark"), *tasks])

    assert [(e.label, len(e.members)) for e in resolved] == [("Benchmark", 1), ("Task", 3)]


def test_the_name_is_what_most_papers_say_in_the_singular():
    units = [
        unit(f"p{i}", name) for i, name in enumerate(["World Models", "world models", "world models", "world model"])
    ]

    (entity,) = resolve(units)

    assert entity.name == "world model"
    assert set(entity.aliases) == {"World Models", "world models"}


NAMES = ["Emu", "emu", "Emu 2", "Emu-2", "TWIG", "tree walks in graphs", "tree search", "Tree Searches", "TS"]
NAMES += ["SVM", "support vector machine", "the Emu", "Emu model", "F1 hop", "hop F1"]


@st.composite
def units(draw):
    chosen = draw(st.lists(st.tuples(st.sampled_from(NAMES), st.sampled_from(ENTITY_LABELS)), max_size=12))
    made = []
    for i, (name, label) in enumerate(chosen):
        spellings = (
            draw(st.sampled_from([(), ("tree walks in graphs",), ("time series",)])) if name in ("TWIG", "TS") else ()
        )
        made.append(Unit(f"p{i}", "e1", label, name, tuple((s, 1) for s in (name, *spellings))))
    return made


@given(units(), st.integers())
def test_the_order_does_not_matter_and_every_unit_has_one_entity(made, seed):
    shuffled = made[:]
    random.Random(seed).shuffle(shuffled)
    resolved = resolve(made)

    assert resolve(shuffled) == resolved
    assert sorted(key for e in resolved for key in e.members) == sorted(u.key for u in made)
    assert len({(e.label, e.key) for e in resolved}) == len(resolved)


@given(units())
def test_an_entity_has_every_spelling_of_its_units_once(made):
    by_key = {u.key: u for u in made}
    for entity in resolve(made):
        spellings = {s for key in entity.members for s, _ in by_key[key].spellings}
        assert sorted([entity.name, *entity.aliases]) == sorted(spellings)


@given(units())
def test_adding_a_paper_with_new_names_changes_nothing_else(made):
    before = resolve(made)
    after = resolve([*made, unit("zz", "Numbat", "Software")])

    assert [e for e in after if e.name != "Numbat"] == before


@given(units())
def test_names_with_one_key_and_one_kind_are_one_entity_unless_an_abbreviation_parts_them(made):
    home = {member: entity for entity in resolve(made) for member in entity.members}
    for first in made:
        for second in made:
            if first.name == second.name and first.label == second.label and first.name not in ("TWIG", "TS"):
                assert home[first.key] is home[second.key]


@given(units())
def test_every_link_leads_from_a_spelling_of_the_entity(made):
    for entity in resolve(made):
        keys = {term_key(spelling) for spelling in (entity.name, *entity.aliases)}
        assert all(link.rule in RULES and term_key(link.first) in keys for link in entity.links)


@given(
    st.sampled_from(ENTITY_LABELS), st.integers(1, 500), st.integers(1, 500), st.sampled_from(["", "B", ".5", "-Pro"])
)
def test_numbers_and_versions_never_merge(label, first, second, rest):
    merged = together(unit("p1", f"Bilby-{first}{rest}", label), unit("p2", f"bilby {second}{rest}", label))

    assert merged == (first == second)


@given(st.sampled_from(ENTITY_LABELS), st.integers(1, 500), st.sampled_from(["7B", "large", "v2", "Chat", "+"]))
def test_a_size_or_modifier_makes_another_entity(label, version, added):
    assert not together(unit("p1", f"Bilby {version}", label), unit("p2", f"Bilby {version} {added}", label))

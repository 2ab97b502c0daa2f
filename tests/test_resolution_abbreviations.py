"""Abbreviations: what papers define, what the literature knows, and which sense is meant where no paper says so."""

import pytest

from graph.resolution import Unit, resolve
from graph.resolution.abbreviations import dominant, established, group_long_forms


def unit(paper, name, label="Method", *spellings):
    return Unit(paper, f"{name}-{label}", label, name, tuple(sorted((s, 1) for s in {name, *spellings})))


def together(*units):
    return len(resolve(units)) == 1


def rules(*units):
    return {link.rule for entity in resolve(units) for link in entity.links}


def test_the_table_says_what_papers_define():
    entry = established()["svm"]

    assert entry.long_forms[0].text.casefold().startswith("support vector machine")
    assert entry.papers >= sum(papers for _, papers in entry.long_forms) > 100


@pytest.mark.parametrize(
    ("papers", "total", "sense"),
    [
        ({"a": 20, "b": 1}, 21, "a"),
        ({"a": 20, "b": 1}, 41, None),  # most papers make up a meaning of their own
        ({"a": 20, "b": 2}, 22, None),
        ({"a": 1}, 1, None),
        ({}, 0, None),
        ({"b": 95, "a": 5}, 100, "b"),
    ],
)
def test_a_sense_is_dominant_when_several_papers_and_hardly_any_others_have_it(papers, total, sense):
    assert dominant(papers, total) == sense


def test_long_forms_that_go_on_are_one_sense_and_others_are_not():
    longs = ["leaf hop", "leaf hop of trees", "leafal hops", "leap hop", "leaf"]
    sense = group_long_forms({long: long for long in longs})

    assert sense["leaf hop"] == sense["leaf hop of trees"] == sense["leafal hops"]
    assert len({sense["leaf hop"], sense["leap hop"], sense["leaf"]}) == 3


def test_an_established_abbreviation_needs_no_definition():
    bare, long = unit("p1", "SVM"), unit("p2", "support vector machines")

    assert together(bare, long)
    assert rules(bare, long) == {"established"}


def test_a_homonym_of_the_literature_is_not_joined_with_a_rare_sense():
    assert not together(unit("p1", "SSL"), unit("p2", "sound source localization"))


def test_a_paper_that_defines_an_established_abbreviation_otherwise_is_apart():
    odd = unit("p1", "SVM", "Method", "sparse vine merging")

    assert len(resolve([odd, unit("p2", "SVM"), unit("p3", "support vector machine")])) == 2
    assert not together(odd, unit("p3", "support vector machine"))


def test_papers_that_agree_on_a_sense_of_their_own_take_it_from_the_literature():
    own = [unit(f"p{i}", "SVM", "Method", "sparse vine merging") for i in range(3)]

    assert len(resolve([*own, unit("q", "SVM")])) == 2


def test_a_long_form_that_is_none_by_its_letters_still_tells_homonyms_apart():
    odd = unit("p1", "TWIG", "Method", "a potential for branches TWIG-1")

    assert not together(odd, unit("p2", "TWIG", "Method", "tree walks in graphs"))
    assert not together(odd, unit("p2", "tree walks in graphs"))


def test_a_modifier_that_is_not_abbreviated_is_no_part_of_the_long_form():
    plain = unit("p1", "TWG", "Method", "tree walking games")
    modified = unit("p2", "TWG", "Method", "rule-based tree walking games")
    other = unit("p3", "rule-based tree walking games")

    assert together(plain, modified)
    assert len(resolve([plain, modified, other])) == 2


def test_what_a_parenthesis_says_counts():
    both = unit("p1", "Tree Walks in Graphs (TWIG)", "Method")

    assert together(both, unit("p2", "TWIG"), unit("p3", "tree walks in graphs"))


def test_an_abbreviation_inside_a_longer_name_is_another_things():
    search = unit("p1", "tree walks in graphs (TWIG) search")

    assert together(search, unit("p2", "tree walks in graphs search"))
    assert not together(search, unit("p2", "TWIG"))


def test_company_tells_which_sense_is_meant():
    def paper(name, *entities):
        return [Unit(name, f"e{i}", "Method", e[0], tuple((s, 1) for s in e)) for i, e in enumerate(entities)]

    walks = paper("p1", ("TWIG", "tree walks in graphs"), ("Quokka",), ("Wombat",), ("Emu",))
    gates = paper("p2", ("TWIG", "temporal weight initialisation gate"), ("Bilby",), ("Koala",), ("Emu",))
    of_walks = paper("p3", ("TWIG",), ("Quokka",), ("Wombat",))
    of_neither = paper("p4", ("TWIG",), ("Emu",), ("Quokka",))
    homes = {m: e for e in resolve([*walks, *gates, *of_walks, *of_neither]) for m in e.members}

    assert homes["p3", "e0"] is homes["p1", "e0"]
    assert {link.detail for link in homes["p3", "e0"].links if link.rule == "company"} == {"quokka, wombat"}
    assert homes["p4", "e0"] not in (homes["p1", "e0"], homes["p2", "e0"])


def test_initials_name_a_dataset_if_only_one_title_fits():
    bare, title = unit("p1", "QXHC", "Dataset"), unit("p2", "Quokka Xylem Hop Corpus", "Dataset")

    assert together(bare, title)
    assert len(resolve([bare, title, unit("p3", "Quoll Xenon Hop Corpus", "Dataset")])) == 3
    assert not together(unit("p1", "QXHC"), unit("p2", "Quokka Xylem Hop Corpus"))


@pytest.mark.parametrize(
    ("first", "second", "label", "rule"),
    [
        ("Quokka corpus", "Quokka", "Dataset", "head noun"),
        ("the Quokka benchmark", "Quokka", "Benchmark", "head noun"),
        ("Quokka dataset", "Quokka corpus", "Dataset", "head noun"),
        ("leaf score", "leaf", "Metric", "head noun"),
        ("T-Hop model", "T-Hop", "Method", "head noun"),
        ("OpenAI Quokka 2", "Quokka 2", "Model", "maker"),
        ("Google's Quokka", "Quokka", "Model", "maker"),
        ("SVM leaf hops", "support vector machine leaf hop", "Method", "expansion"),
        ("macro-H1", "H1 macro", "Metric", "order"),
    ],
)
def test_longer_names_of_one_thing(first, second, label, rule):
    assert together(unit("p1", first, label), unit("p2", second, label))
    assert rule in rules(unit("p1", first, label), unit("p2", second, label))


@pytest.mark.parametrize(
    ("first", "second", "label"),
    [
        ("leaf search", "leaf", "Method"),
        ("leaf dataset", "leaf", "Dataset"),
        ("Meta Quokka", "Quokka", "Model"),
        ("Meta-Quokka 2", "Quokka 2", "Model"),
        ("MS-QHOP", "QHOP", "Metric"),
        ("Google Quokka 2", "Microsoft Quokka 2", "Model"),
        ("leaf-H", "H leaf", "Method"),
    ],
)
def test_longer_names_of_other_things(first, second, label):
    assert not together(unit("p1", first, label), unit("p2", second, label))


def test_a_library_is_not_the_plural_of_a_model():
    assert not together(unit("p1", "Wombats", "Software"), unit("p2", "Wombat", "Model"))
    assert together(unit("p1", "Wombats", "Software"), unit("p2", "wombats", "Software"))

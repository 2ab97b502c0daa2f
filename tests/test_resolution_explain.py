"""Why names are one node and others are not, from what a graph holds."""

import json
from dataclasses import replace

import pytest
from click.testing import CliRunner
from record_factory import record

from graph.build import build_graph
from graph.cli import main
from graph.explain import explain
from graph.lookup import find_entities
from graph.model import Entity, KnowledgeGraph
from graph.resolution import Action, Aliases, AliasRule
from graph.stores import open_store

RECORDS = [
    record("One", "[tree walks in graphs]m1 ([TWIG]m1) beat [Emu 2]o on [the Quokka corpus]d.", paper_id="p1"),
    record("Two", "[TWIG]m and [Emu-3]o see [Quokka]d.", paper_id="p2"),
    record("Three", "[temporal weight initialisation gate]m1 ([TWIG]m1).", paper_id="p3"),
    record("Four", "[TWIG-Pro]m and [EMU-2]o, with [Dingo]m.", paper_id="p4"),
    record("Five", "[Dingo]b is a benchmark.", paper_id="p5"),
]


@pytest.fixture(scope="module")
def graph():
    return build_graph(RECORDS)


def of(graph, name):
    return explain(graph, find_entities(graph, name)[0])


def reasons(explanation):
    return {apart.entity.name: apart.reason for apart in explanation.apart}


@pytest.fixture(scope="module")
def guessed(graph):
    """The same graph, as an older version has it: papers do not keep what was read in them."""
    papers = [replace(paper, record=None) for paper in graph.papers.values()]
    return KnowledgeGraph(papers, graph.entities.values(), graph.mentions, graph.claims, graph.results.values())


def test_without_records_mentions_give_the_same_reasons(graph, guessed):
    for entity in graph.entities.values():
        assert explain(guessed, entity).spellings == explain(graph, entity).spellings
        assert explain(guessed, entity).apart == explain(graph, entity).apart


def test_the_reason_is_of_what_each_paper_says():
    # What a paper takes for a dataset is none by vote, and a noun is added to datasets alone.
    built = build_graph(
        [
            record("One", "[Quokka corpus]d is large.", paper_id="p1"),
            *(record(f"Two {i}", f"[Quokka]m hops {i}.", paper_id=f"q{i}") for i in range(12)),
            record("Three", "[Quokka]d is small.", paper_id="p3"),
        ]
    )
    (entity, *_) = find_entities(built, "Quokka corpus")

    assert [(k.rule, k.first) for k in explain(built, entity).links] == [("head noun", "Quokka corpus")]
    assert explain(built, entity).unexplained == 0


ALIASES = Aliases(
    (
        AliasRule(Action.SAME, ("Emu 2", "Dingo"), source="a.toml:3"),
        AliasRule(Action.DIFFERENT, ("TWIG", "TWIG-Pro"), source="a.toml:9"),
    )
)


def test_rules_of_people_are_reasons():
    built = build_graph(RECORDS, aliases=ALIASES)
    emu = find_entities(built, "Emu 2")[0]
    twig = find_entities(built, "tree walks in graphs")[0]

    assert [(k.rule, k.first, k.second, k.detail) for k in explain(built, emu, ALIASES).links] == [
        ("alias", "Dingo", "Emu 2", "a.toml:3")
    ]
    assert explain(built, emu).unexplained == 1
    assert reasons(explain(built, twig, ALIASES))["TWIG-Pro"] == ("an alias rule says so: TWIG ≠ TWIG-Pro (a.toml:9)")


def test_spellings_stand_with_their_papers(graph):
    explanation = of(graph, "Emu 2")

    assert [[(s.text, s.papers) for s in group] for group in explanation.spellings] == [
        [("EMU-2", ("p4",)), ("Emu 2", ("p1",))]
    ]
    assert explanation.links == ()


def test_a_link_says_rule_and_papers(graph):
    explanation = of(graph, "tree walks in graphs")

    assert [(k.rule, k.first, k.second, k.papers) for k in explanation.links] == [
        ("defined", "TWIG", "tree walks in graphs", ("p1",))
    ]
    assert [k.rule for k in of(graph, "Quokka").links] == ["head noun"]


def test_numbers_modifiers_homonyms_and_kinds_keep_names_apart(graph):
    assert reasons(of(graph, "Emu 2")) == {"Emu-3": "the numbers differ: EMU-2 / Emu-3"}
    assert reasons(of(graph, "tree walks in graphs"))["TWIG-Pro"] == "a part differs: - / Pro"
    assert "different long forms: tree walks in graphs / temporal weight initialisation gate" in {
        apart.reason for apart in of(graph, "tree walks in graphs").apart
    }
    assert set(reasons(of(graph, "Dingo")).values()) <= {
        "one is data, the other is not: Method / Benchmark",
        "one is data, the other is not: Benchmark / Method",
    }


def test_what_no_rule_joins_is_said_to_be_so(graph):
    emu, quoll = (find_entities(graph, name)[0] for name in ("Emu 2", "Emu-3"))
    both = Entity(emu.id, emu.label, emu.name, (*emu.aliases, quoll.name), emu.type_votes)
    merged = KnowledgeGraph(
        graph.papers.values(),
        [both, *(e for e in graph.entities.values() if e.id not in (emu.id, quoll.id))],
        [type(m)(m.paper_id, emu.id, m.spans) if m.entity_id == quoll.id else m for m in graph.mentions],
    )

    assert explain(merged, both).unexplained == 1
    assert explain(graph, emu).unexplained == 0


@pytest.fixture(params=["graph.json", "arcadedb:kg"])
def url(request, graph, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    open_store(request.param).save(graph)
    return request.param


def run(*arguments):
    return CliRunner().invoke(main, ["explain", *arguments])


def test_the_command_says_the_same_on_every_store(url, graph):
    result = run("tree walks in graphs", "-g", url)

    assert result.exit_code == 0
    assert result.stdout.startswith(f"{find_entities(graph, 'tree walks in graphs')[0].name}  Method, ")
    assert "TWIG = tree walks in graphs: a paper defines the abbreviation so (p1)" in result.stdout
    assert "TWIG-Pro (Method, method:twigpro): a part differs: - / Pro" in result.stdout


def test_the_same_name_of_other_nodes_is_said(url):
    assert "The same name also stands for: " in run("TWIG", "-g", url).stdout


def test_json_has_everything(url):
    result = run("Emu 2", "-g", url, "--format", "json")
    (card,) = json.loads(result.stdout)

    assert card["spellings"] == [[{"text": "EMU-2", "papers": ["p4"]}, {"text": "Emu 2", "papers": ["p1"]}]]
    assert [apart["name"] for apart in card["apart"]] == ["Emu-3"]
    assert card["unexplained"] == 0


def test_an_unknown_name_gives_similar_ones(url):
    result = run("Emus 22", "-g", url)

    assert result.exit_code == 1
    assert "Did you mean" in result.stderr

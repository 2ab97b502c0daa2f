"""Papers in any parts and order are papers at once, and what a paper keeps is all of its record."""

from __future__ import annotations

import json
from dataclasses import replace
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st
from record_strategies import papers as some_records

from extract.readers import distinct_papers
from extract.records import Abstract, AnnotatedAbstract, Entity, Relation, Result, Span
from extract.schema import EntityType, RelationType
from graph.build import build_graph
from graph.errors import GraphDataError
from graph.keeping import kept_record, kept_text
from graph.model import KnowledgeGraph, Paper
from graph.update import Corpus

WORDS = ("Zap", "ZAP", "Zip-2", "Zip 2", "HopBench", "hopping", "Zop")
TYPES = (EntityType.METHOD, EntityType.MODEL, EntityType.BENCHMARK)

forms = st.builds(
    Abstract,
    paper_id=st.just(""),
    title=st.sampled_from(["Hopping", "Jumping", "jumping!", "On leaps"]),
    abstract=st.lists(st.sampled_from(WORDS), min_size=1, max_size=5, unique=True).map(" beats ".join),
    year=st.none() | st.integers(2029, 2031),
    url=st.none() | st.sampled_from(["https://example.org/1", "https://example.org/2"]),
    arxiv_id=st.none() | st.sampled_from(["2401.00001", "2401.00002"]),
    doi=st.none() | st.sampled_from(["10.1000/x", "10.48550/arxiv.2401.00001"]),
)


def record_of(paper: Abstract) -> AnnotatedAbstract:
    """The record of a text, which depends on nothing else."""
    entities = []
    at = 0
    for number, word in enumerate(paper.abstract.split(" beats "), start=1):
        span = Span("abstract", at, at + len(word), word)
        kind = TYPES[(len(paper.title) + WORDS.index(word)) % len(TYPES)]
        entities.append(Entity(f"e{number}", kind, word, (span,), 0.5))
        at += len(word) + len(" beats ")
    said = Span("abstract", 0, len(paper.abstract), paper.abstract)
    relations = [Relation(one.id, RelationType.OUTPERFORMS, other.id, said, 0.75) for one, other in pairwise(entities)]
    results = [Result(entities[0].id, entities[-1].id, "height", "4.5 %", said)]
    return AnnotatedAbstract(paper, tuple(entities), tuple(relations), tuple(results), "hopper-1")


def completed(corpus: Corpus) -> Corpus:
    return corpus.with_records(map(record_of, corpus.missing()))


def reopened(graph: KnowledgeGraph) -> Corpus:
    """What is known of a graph that was saved and loaded."""
    return Corpus.of(graph.papers.values())


@given(papers=st.lists(forms, max_size=8), parts=st.integers(1, 4), data=st.data())
def test_parts_in_any_order_are_the_whole(papers: list[Abstract], parts: int, data: st.DataObject) -> None:
    graph = KnowledgeGraph()
    shuffled = data.draw(st.permutations(papers))
    for part in range(parts):
        graph = completed(reopened(graph).with_papers(shuffled[part::parts])).graph()

    assert graph == completed(Corpus().with_papers(papers)).graph()
    assert {paper.id for paper in graph.papers.values()} == {paper.paper_id for paper in distinct_papers(papers)}


@given(papers=st.lists(forms, min_size=1, max_size=8), data=st.data())
def test_a_paper_taken_out_was_never_there(papers: list[Abstract], data: st.DataObject) -> None:
    corpus = completed(Corpus().with_papers(papers))
    graph = corpus.graph()
    gone = data.draw(st.sampled_from([*graph.papers.values()]))
    others = [form for form, paper in corpus.forms().items() if paper.paper_id != gone.id]

    assert reopened(graph).without([gone]).graph() == completed(Corpus().with_papers(others)).graph()


@given(papers=st.lists(forms, min_size=1, max_size=6), data=st.data())
def test_adding_what_is_there_changes_nothing(papers: list[Abstract], data: st.DataObject) -> None:
    graph = completed(Corpus().with_papers(papers)).graph()
    old = reopened(graph)
    new = old.with_papers(data.draw(st.lists(st.sampled_from(papers))))

    assert new.missing() == []
    assert new.is_same(old)
    assert new.graph() == graph


@given(old=st.lists(forms, max_size=6), new=st.lists(forms, min_size=1, max_size=3))
def test_an_update_leaves_no_other_form_of_the_given_papers(old: list[Abstract], new: list[Abstract]) -> None:
    corpus = completed(Corpus().with_papers(old))
    updated = corpus.with_papers(new, update=True)

    paper_of = updated.forms()
    assert {replace(form, paper_id="") for form in new} <= paper_of.keys()
    assert {paper_of[form] for form in new}.isdisjoint(paper_of[form] for form in paper_of if form not in new)


@given(papers=st.lists(forms, max_size=8))
def test_the_papers_are_those_of_the_readers(papers: list[Abstract]) -> None:
    assert set(Corpus().with_papers(papers).papers()) == set(distinct_papers(papers))


# What a paper keeps


@given(records=some_records())
def test_records_are_kept_whole(records: list[AnnotatedAbstract]) -> None:
    for record in records:
        (paper,) = build_graph([record]).papers.values()

        assert kept_record(paper)[0] == record


def test_evidence_and_certainty_are_kept() -> None:
    record = record_of(Abstract("p", "Zap & Zop", "Zap beats Zop", 2030, "u", "2401.00001", "10.1000/x"))
    said = replace(record.relations[0], polarity="negated", hedged=True, confidence=1)
    record = replace(record, relations=(said, replace(said, hedged=False), replace(said, evidence=None)))
    (paper,) = build_graph([record]).papers.values()

    assert kept_record(paper) == (record, (replace(record.paper, paper_id=""),))
    assert '["e1","OUTPERFORMS","e2",1.0,[1,0,13],"negated","hedged"]' in str(paper.record)


def test_the_forms_of_a_paper_are_kept_in_one_order() -> None:
    own, other = Abstract("p", "Zap", "Zap beats Zop", 2030), Abstract("q", "Zap", "Zap", None, "u")
    texts = {kept_text(record_of(own), order) for order in ([own, other], [other, own, other])}

    assert [json.loads(text)["read"] for text in texts] == [
        [[None, "Zap", None, "u", None, None], [None, None, 2030, None, None, None]]
    ]
    assert kept_text(record_of(own), [own]) == kept_text(record_of(own))
    assert "read" not in json.loads(kept_text(record_of(own)))


@pytest.mark.parametrize(
    "text",
    [
        "",
        "[]",
        "{}",
        '{"model":1}',
        '{"model":"","entities":[["e1","Animal","Zap",1.0,[[1,0,3]]]],"relations":[],"results":[]}',
        '{"model":"","entities":[["e1","Method","Zap",1.0,[[1,0,99]]]],"relations":[],"results":[]}',
        '{"model":"","entities":[["e1","Method","Zap",1.0,[[2,0,1]]]],"relations":[],"results":[]}',
        '{"model":"","entities":[],"relations":[["e1","OUTPERFORMS","e2",1.0,null]],"results":[]}',
    ],
)
def test_a_damaged_record_is_told(text: str) -> None:
    with pytest.raises(GraphDataError, match="what the paper 'p' keeps of its record is damaged"):
        kept_record(Paper("p", "Zap", "Zap", record=text))


def test_a_paper_that_keeps_nothing_is_told() -> None:
    with pytest.raises(GraphDataError, match="does not keep what was read in it"):
        Corpus.of([Paper("p", "Zap", "")])


def test_a_paper_without_a_record_is_no_graph() -> None:
    with pytest.raises(GraphDataError, match="there is no record of the paper"):
        Corpus().with_papers([Abstract("", "Zap", "Zap")]).graph()

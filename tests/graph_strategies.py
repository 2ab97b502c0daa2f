"""Graphs for tests: Hypothesis strategies, one graph full of hard cases, and what the properties of a graph must be.

The flat forms are written out here, apart from ``graph.properties``, so that a test compares two descriptions.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from hypothesis import strategies as st

from graph.model import CLAIM_TYPES, ENTITY_LABELS, Claim, Entity, Evidence, KnowledgeGraph, Mentions, Paper, Result

TEXTS = st.text(st.characters(exclude_categories=["Cs"]), max_size=30)
# What XML 1.0 cannot hold is refused in an id; test_exporters has a test of its own for that.
IDS = st.text(st.characters(exclude_categories=["Cs", "Cc"], exclude_characters="\ufffe\uffff"), min_size=1, max_size=8)


@st.composite
def papers(draw: st.DrawFn, paper_id: str) -> Paper:
    return Paper(
        id=paper_id,
        title=draw(TEXTS),
        abstract=draw(TEXTS),
        year=draw(st.none() | st.integers(-(2**31), 2**31)),
        url=draw(st.none() | TEXTS),
        arxiv_id=draw(st.none() | TEXTS),
        doi=draw(st.none() | TEXTS),
        record=draw(st.none() | TEXTS),
    )


@st.composite
def entities(draw: st.DrawFn, entity_id: str) -> Entity:
    votes = st.tuples(st.sampled_from(ENTITY_LABELS), st.integers(1, 2**40))
    return Entity(
        id=entity_id,
        label=draw(st.sampled_from(ENTITY_LABELS)),
        name=draw(TEXTS),
        aliases=tuple(draw(st.lists(TEXTS, max_size=3))),
        type_votes=tuple(draw(st.lists(votes, max_size=3))),
    )


@st.composite
def evidence(draw: st.DrawFn, paper: Paper) -> Evidence:
    field = draw(st.sampled_from(["title", "abstract"]))
    text = paper.text(field)
    start, end = sorted((draw(st.integers(0, len(text))), draw(st.integers(0, len(text)))))
    return Evidence(field, start, end, text[start:end])


@st.composite
def mentions(draw: st.DrawFn, paper: Paper, entity_id: str) -> Mentions:
    return Mentions(paper.id, entity_id, tuple(draw(st.lists(evidence(paper), max_size=3))))


@st.composite
def claims(draw: st.DrawFn, paper: Paper, paper_ids: list[str], entity_ids: list[str]) -> Claim:
    kind = draw(st.sampled_from(CLAIM_TYPES))
    return Claim(
        head=draw(st.sampled_from(paper_ids if kind == "INTRODUCES" else entity_ids)),
        type=kind,
        tail=draw(st.sampled_from(entity_ids)),
        paper_id=paper.id,
        evidence=draw(evidence(paper)),
        confidence=draw(st.floats(0, 1)),
        polarity=draw(st.sampled_from(["asserted", "negated"])),
        hedged=draw(st.booleans()),
        count=draw(st.integers(1, 2**40)),
    )


@st.composite
def results(draw: st.DrawFn, paper: Paper, result_id: str, entity_ids: list[str]) -> Result:
    any_entity = st.sampled_from(entity_ids)
    return Result(
        id=result_id,
        paper_id=paper.id,
        of=draw(any_entity),
        on=draw(st.none() | any_entity),
        metric=draw(st.none() | any_entity),
        metric_name=draw(st.none() | TEXTS),
        value=draw(st.floats(allow_nan=False, allow_infinity=False)),
        text=draw(TEXTS),
        unit=draw(st.none() | TEXTS),
        is_delta=draw(st.booleans()),
        evidence=draw(evidence(paper)),
        confidence=draw(st.floats(0, 1)),
        polarity=draw(st.sampled_from(["asserted", "negated"])),
        hedged=draw(st.booleans()),
    )


@st.composite
def graphs(draw: st.DrawFn) -> KnowledgeGraph:
    """Whole graphs, small, with texts of all Unicode characters."""
    ids = draw(st.lists(IDS, unique=True, max_size=9))
    cut = draw(st.integers(0, len(ids)))
    result_ids = [ids.pop() for _ in range(draw(st.integers(0, min(2, len(ids) - cut))))]
    some_papers = [draw(papers(paper_id)) for paper_id in ids[:cut]]
    some_entities = [draw(entities(entity_id)) for entity_id in ids[cut:]]
    if not some_papers or not some_entities:
        return KnowledgeGraph(some_papers, some_entities)
    any_paper = st.sampled_from(some_papers)
    some_mentions = st.lists(
        st.tuples(any_paper, st.sampled_from(ids[cut:])).flatmap(lambda ends: mentions(*ends)),
        unique_by=lambda mention: mention.key,
        max_size=5,
    )
    some_claims = st.lists(
        any_paper.flatmap(lambda paper: claims(paper, ids[:cut], ids[cut:])),
        unique_by=lambda claim: claim.key,
        max_size=8,
    )
    some_results = [draw(any_paper.flatmap(lambda paper, r=r: results(paper, r, ids[cut:]))) for r in result_ids]
    return KnowledgeGraph(some_papers, some_entities, draw(some_mentions), draw(some_claims), some_results)


def hard_graph() -> KnowledgeGraph:
    """Parallel edges, a self loop, edges both ways, lone nodes, and texts that every format must quote."""
    abstract = 'Föö beats "Bar",\r\nsays ]]> & <b>;\tso does 🦜 Föö\u2028=1+1.\x0b End'
    p1 = Paper("arxiv:2401.00001", "Föö: a <method>", abstract, 2024, "https://example.org/?a=1&b=2", "2401.00001")
    record = '{"model":"é\\n","entities":[["e1","Task","Föö",0.5,[[1,0,3]]]],"relations":[],"results":[]}'
    p2 = Paper("doi:10.1000/a'b\"c", "=SUM(A1)", abstract, doi="10.1000/a'b\"c", record=record)
    lone = Paper("title:0123456789abcdef", "", "")
    foo = Entity("method:föö", "Method", "Föö", ("foo", 'f"oo', "f,oo\n", ""), (("Method", 2), ("Model", 1)))
    bar = Entity("model:bar|1", "Model", "@Bar ]]>")
    beats = Evidence("abstract", 0, 17, 'Föö beats "Bar",\r')
    end = Evidence("abstract", 0, len(abstract), abstract)
    empty = Evidence("title", 3, 3, "")
    return KnowledgeGraph(
        (p1, p2, lone),
        (foo, bar, Entity("task:lone", "Task", "-lone")),
        (
            Mentions(p1.id, foo.id, (Evidence("title", 0, 3, "Föö"), Evidence("abstract", 0, 3, "Föö"))),
            Mentions(p2.id, foo.id, ()),
            Mentions(p1.id, bar.id, (beats, empty)),
        ),
        (
            Claim(p1.id, "INTRODUCES", foo.id, p1.id, end, 0.1 + 0.2),
            Claim(p1.id, "INTRODUCES", foo.id, p2.id, end, 1e-9),
            Claim(foo.id, "OUTPERFORMS", bar.id, p1.id, beats, 0.75, "negated", True, 3),
            Claim(foo.id, "OUTPERFORMS", bar.id, p2.id, beats, 0.75, "negated", True, 3),
            Claim(foo.id, "COMPARED_WITH", bar.id, p1.id, beats, 0.75, "negated", True, 3),
            Claim(bar.id, "OUTPERFORMS", foo.id, p1.id, beats),
            Claim(foo.id, "VARIANT_OF", foo.id, p1.id, empty),
            Claim(foo.id, "VARIANT_OF", foo.id, p2.id, empty, 0.0),
        ),
        (
            Result("result:1", p1.id, foo.id, 45.3, "45.3\t%", beats, bar.id, None, 'F"1', "%", False, 0.5, "negated"),
            Result("result:2", p2.id, foo.id, -1e-7, "", empty, None, bar.id, None, None, True, 1.0, hedged=True),
        ),
    )


def flat_nodes(graph: KnowledgeGraph) -> Iterator[dict[str, Any]]:
    """The properties that each node must have in a file, in order."""
    for paper in graph.papers.values():
        known = {"year": paper.year, "url": paper.url, "arxivId": paper.arxiv_id, "doi": paper.doi}
        known["record"] = paper.record
        yield {
            "id": paper.id,
            "label": "Paper",
            "name": paper.title,
            "title": paper.title,
            "abstract": paper.abstract,
        } | {name: value for name, value in known.items() if value is not None}
    for entity in graph.entities.values():
        yield {
            "id": entity.id,
            "label": entity.label,
            "name": entity.name,
            "aliases": list(entity.aliases),
            "typeVoteLabels": [vote[0] for vote in entity.type_votes],
            "typeVoteCounts": [vote[1] for vote in entity.type_votes],
        }
    for result in graph.results.values():
        known = {"unit": result.unit, "metric": result.metric_name}
        yield {
            "id": result.id,
            "label": "Result",
            "name": result.text,
            "value": result.value,
            "isDelta": result.is_delta,
            "text": result.text,
            **{name: value for name, value in known.items() if value is not None},
            **_statement(result),
        }


def flat_edges(graph: KnowledgeGraph) -> Iterator[dict[str, Any]]:
    """The properties that each edge must have in a file, with ``source`` and ``target``, in order."""
    for mention in graph.mentions:
        yield {
            "source": mention.paper_id,
            "target": mention.entity_id,
            "type": "MENTIONS",
            "count": len(mention.spans),
            "fields": [span.field for span in mention.spans],
            "starts": [span.start for span in mention.spans],
            "ends": [span.end for span in mention.spans],
        }
    for claim in graph.claims:
        yield {
            "source": claim.head,
            "target": claim.tail,
            "type": claim.type,
            **_statement(claim),
            "count": claim.count,
        }
    for result in graph.results.values():
        yield {"source": result.paper_id, "target": result.id, "type": "REPORTS"}
        yield {"source": result.id, "target": result.of, "type": "RESULT_OF"}
        if result.on is not None:
            yield {"source": result.id, "target": result.on, "type": "RESULT_ON"}
        if result.metric is not None:
            yield {"source": result.id, "target": result.metric, "type": "RESULT_METRIC"}


def _statement(said: Claim | Result) -> dict[str, Any]:
    return {
        "paperId": said.paper_id,
        "sentence": said.evidence.text,
        "field": said.evidence.field,
        "start": said.evidence.start,
        "end": said.evidence.end,
        "confidence": said.confidence,
        "polarity": said.polarity,
        "hedged": said.hedged,
    }


def flat_key(edge: dict[str, Any]) -> str:
    """The key that an edge must have in a multigraph."""
    return f"{edge['type']}|{edge['paperId']}" if "paperId" in edge else str(edge["type"])

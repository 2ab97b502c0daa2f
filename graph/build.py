"""Records and their resolution to a knowledge graph: the only reader of extracted records here.

The graph is a function of the records as a set: their order does not matter, and a record given twice counts once.
"""

from __future__ import annotations

import hashlib
import json
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping

from extract.records import Abstract, AnnotatedAbstract, Span
from extract.records import Relation as PaperRelation
from extract.records import Result as PaperResult
from extract.schema import PAPER, SYMMETRIC_RELATIONS

from .errors import GraphDataError
from .keeping import kept_text
from .model import Claim, Entity, Evidence, KnowledgeGraph, Mentions, Paper, Result
from .resolution import Aliases, Resolved, Unit, resolve
from .scores import parse_score


def build_graph(
    records: Iterable[AnnotatedAbstract],
    sources: Mapping[str, Iterable[Abstract]] | None = None,
    *,
    aliases: Aliases | None = None,
) -> KnowledgeGraph:
    """Resolve the entities of all papers and put everything together.

    Each paper of the graph keeps its record, so that the graph can be changed later; see :mod:`graph.update`.

    Parameters
    ----------
    records
        One for each paper, in any order. Relations and results without evidence (as in some gold data) are left out,
        and so are results that are not one number, such as ranges.
    sources
        By paper id, the forms in which papers were read, of those that were read in several.
    aliases
        What people say of names; see :func:`graph.resolution.read_aliases`.

    Raises
    ------
    GraphDataError
        If two different records have the same paper id.
    """
    papers = _by_paper(records)
    units = (unit for record in papers.values() for unit in units_of(record))
    resolved = resolve(units, aliases)
    ids = {member: _entity_id(entity) for entity in resolved for member in entity.members}
    entities = [Entity(_entity_id(e), e.label, e.name, e.aliases, e.votes) for e in resolved]
    mentions: list[Mentions] = []
    claims: list[Claim] = []
    results: list[Result] = []
    for paper_id, record in papers.items():
        names = {PAPER: paper_id, **{e.id: ids[paper_id, e.id] for e in record.entities}}
        mentions += _mentions(record, names)
        claims += _claims(record, names)
        results += _results(record, names)
    known = sources or {}
    nodes = (_paper(record, known.get(paper_id, ())) for paper_id, record in papers.items())
    return KnowledgeGraph(nodes, entities, mentions, claims, results)


def _by_paper(records: Iterable[AnnotatedAbstract]) -> dict[str, AnnotatedAbstract]:
    papers: dict[str, AnnotatedAbstract] = {}
    for record in records:
        known = papers.setdefault(record.paper.paper_id, record)
        if known != record:
            raise GraphDataError(
                f"two different records of the paper {record.paper.paper_id!r} ({record.paper.title!r}); keep one"
            )
    return dict(sorted(papers.items()))


def _paper(record: AnnotatedAbstract, sources: Iterable[Abstract]) -> Paper:
    p = record.paper
    return Paper(p.paper_id, p.title, p.abstract, p.year, p.url, p.arxiv_id, p.doi, kept_text(record, sources))


def units_of(record: AnnotatedAbstract) -> Iterator[Unit]:
    """Yield what a paper says of each of its entities, as resolution takes it."""
    for entity in record.entities:
        spellings = Counter(mention.text for mention in entity.mentions)
        ordered = tuple(sorted(spellings.items()))
        yield Unit(record.paper.paper_id, entity.id, entity.type.value, entity.name, ordered)


def _entity_id(entity: Resolved) -> str:
    return f"{entity.label.lower()}:{entity.key}"


def _evidence(span: Span) -> Evidence:
    return Evidence(span.field, span.start, span.end, span.text)


def _mentions(record: AnnotatedAbstract, names: dict[str, str]) -> list[Mentions]:
    spans: dict[str, set[Evidence]] = defaultdict(set)
    for entity in record.entities:
        spans[names[entity.id]] |= {_evidence(mention) for mention in entity.mentions}
    return [
        Mentions(record.paper.paper_id, entity, tuple(sorted(found, key=_text_order)))
        for entity, found in spans.items()
    ]


def _text_order(span: Evidence) -> tuple[bool, int, int]:
    return span.field == "abstract", span.start, span.end


def _claims(record: AnnotatedAbstract, names: dict[str, str]) -> list[Claim]:
    """Return one claim for each head, type and tail; what is said twice is counted, its best evidence kept.

    Two entities of the paper may turn out to be one of the corpus. What the paper says of the two is then no claim.
    """
    said: dict[tuple[str, str, str], list[PaperRelation]] = defaultdict(list)
    for relation in record.relations:
        head, tail = names[relation.head], names[relation.tail]
        if relation.evidence is None or head == tail:
            continue
        if relation.type in SYMMETRIC_RELATIONS and head > tail:
            head, tail = tail, head
        said[head, relation.type.value, tail].append(relation)
    return [_claim(record.paper.paper_id, key, relations) for key, relations in said.items()]


def _claim(paper_id: str, key: tuple[str, str, str], relations: list[PaperRelation]) -> Claim:
    best = min(relations, key=_strength)
    assert best.evidence is not None
    return Claim(
        *key,
        paper_id=paper_id,
        evidence=_evidence(best.evidence),
        confidence=best.confidence,
        polarity=best.polarity,
        hedged=best.hedged,
        count=len(relations),
    )


def _strength(relation: PaperRelation) -> tuple[bool, bool, float, bool, int]:
    """Order claims: asserted before negated, plain before hedged, more probable first, then by place in the text."""
    assert relation.evidence is not None
    place = relation.evidence
    return relation.polarity == "negated", relation.hedged, -relation.confidence, *_text_order_of(place)


def _text_order_of(span: Span) -> tuple[bool, int]:
    return span.field == "abstract", span.start


def _results(record: AnnotatedAbstract, names: dict[str, str]) -> list[Result]:
    """Return the scores that are one number and have evidence; what a sentence says twice is one."""
    found: dict[str, Result] = {}
    for reported in record.results:
        result = _result(record.paper.paper_id, reported, names)
        if result is not None:
            found.setdefault(result.id, result)
    return list(found.values())


def _result(paper_id: str, reported: PaperResult, names: dict[str, str]) -> Result | None:
    score = parse_score(reported.value)
    if score is None or reported.evidence is None:
        return None
    of = names[reported.of]
    on = None if reported.on is None else names[reported.on]
    metric = names.get(reported.metric or "")
    metric_name = reported.metric if metric is None else None
    place = reported.evidence
    parts = (paper_id, of, on, metric, metric_name, reported.value, place.field, place.start)
    digest = hashlib.sha256(json.dumps(parts).encode()).hexdigest()
    return Result(
        id=f"result:{digest[:16]}",
        paper_id=paper_id,
        of=of,
        on=on,
        metric=metric,
        metric_name=metric_name,
        value=score.value,
        unit=score.unit,
        is_delta=score.is_delta,
        text=reported.value,
        evidence=_evidence(place),
        confidence=reported.confidence,
        polarity=reported.polarity,
        hedged=reported.hedged,
    )

"""What changed from one graph to another: papers, entities, claims and results.

An entity of one graph is one of the other if papers name it at the same places, whatever it is called and whatever its
id: so one that got another name or label is told from one that is gone, and names that were joined or parted are seen.
Confidences, aliases and what papers keep of their records are not compared.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import astuple, dataclass
from typing import Any, TypeVar

from .model import RESULT_LABEL, Claim, Entity, KnowledgeGraph, Paper, Result

_T = TypeVar("_T")
_Key = tuple[Any, ...]
_Place = tuple[str, str, int, str]

PAPER, NODE, CLAIM, RESULT = KINDS = ("paper", "node", "claim", "result")
CHANGES = ("added", "removed", "changed", "renamed", "retyped", "merged", "split")
_SYMMETRIC = ("COMPARED_WITH",)
_PAPER_FIELDS = ("title", "abstract", "year", "url", "arxiv_id", "doi")


@dataclass(frozen=True, slots=True)
class Change:
    """One thing that is not as it was.

    Parameters
    ----------
    kind
        One of :data:`KINDS`.
    change
        One of :data:`CHANGES`. A node is ``merged`` into one that was there or is new, and ``split`` off one that was
        there.
    type
        Label of a node, type of a claim, name of the property of a paper that changed.
    name
        A title, a name, or a claim in words.
    before, after
        Of what was ``added`` or ``removed``, how many papers say so: of a node those that name it, of a claim those
        that make it, in all. Of what was ``renamed``, ``merged`` or ``split`` the two names, of what was ``retyped``
        the two labels, of what was ``changed`` the two values, but for the text of abstracts.
    paper_id
        The paper that is or says so; None for nodes.
    """

    kind: str
    change: str
    type: str
    name: str
    before: str | int | None
    after: str | int | None
    paper_id: str | None = None


def compare(old: KnowledgeGraph, new: KnowledgeGraph) -> list[Change]:
    """Return what changed, in the order of :data:`KINDS` and :data:`CHANGES`, then by type, name and paper.

    Empty if the graphs hold the same, apart from confidences, aliases and kept records.
    """
    match = _Match(old, new)
    found = [*_papers(old, new), *_nodes(old, new, match), *_claims(old, new, match), *_results(old, new, match)]
    return sorted(found, key=_order)


def count_changes(changes: Iterable[Change]) -> dict[tuple[str, str], int]:
    """Return the number of changes by kind and change, in their order, without zeros."""
    counts = Counter((change.kind, change.change) for change in changes)
    return {(kind, change): counts[kind, change] for kind in KINDS for change in CHANGES if counts[kind, change]}


def _order(change: Change) -> tuple[Any, ...]:
    values = [str(value) for value in astuple(change)[2:]]
    return KINDS.index(change.kind), CHANGES.index(change.change), *values


class _Match:
    """Which entity of one graph is which of the other: the one that shares most places, or else the same id."""

    def __init__(self, old: KnowledgeGraph, new: KnowledgeGraph) -> None:
        shared: dict[str, Counter[str]] = defaultdict(Counter)
        after = _entities_by_place(new)
        for place, entities in _entities_by_place(old).items():
            for one in entities:
                shared[one].update(after.get(place, ()))
        back: dict[str, Counter[str]] = defaultdict(Counter)
        for one, others in shared.items():
            for other, number in others.items():
                back[other][one] += number
        for entity_id in old.entities.keys() & new.entities.keys():
            if not shared[entity_id] and not back[entity_id]:
                shared[entity_id][entity_id] = back[entity_id][entity_id] = 1
        self.new_of = {one: _most(one, others) for one, others in shared.items() if others}
        self.old_of = {other: _most(other, ones) for other, ones in back.items() if ones}

    def claim(self, claim: Claim) -> _Key:
        """Return the key of an old claim by what its ends are in the new graph."""
        return _claim_key(claim, self.new_of)

    def result(self, result: Result) -> _Key:
        """Return the same of a result."""
        return _result_key(result, self.new_of)


def _entities_by_place(graph: KnowledgeGraph) -> dict[_Place, set[str]]:
    found: dict[_Place, set[str]] = defaultdict(set)
    for mentions in graph.mentions:
        for span in mentions.spans:
            found[mentions.paper_id, span.field, span.start, span.text].add(mentions.entity_id)
    return found


def _most(own: str, counts: Mapping[str, int]) -> str:
    return min(counts, key=lambda other: (-counts[other], other != own, other))


def _papers(old: KnowledgeGraph, new: KnowledgeGraph) -> Iterator[Change]:
    for paper in _only(old.papers, new.papers):
        yield Change(PAPER, "removed", "Paper", paper.title, None, None, paper.id)
    for paper in _only(new.papers, old.papers):
        yield Change(PAPER, "added", "Paper", paper.title, None, None, paper.id)
    for paper_id in old.papers.keys() & new.papers.keys():
        yield from _changed_paper(old.papers[paper_id], new.papers[paper_id])


def _changed_paper(before: Paper, after: Paper) -> Iterator[Change]:
    for field in _PAPER_FIELDS:
        values = getattr(before, field), getattr(after, field)
        if values[0] != values[1]:
            first, second = (None, None) if field == "abstract" else values
            name = "arxivId" if field == "arxiv_id" else field
            yield Change(PAPER, "changed", name, after.title, first, second, after.id)


def _nodes(old: KnowledgeGraph, new: KnowledgeGraph, match: _Match) -> Iterator[Change]:
    for one in old.entities.values():
        if one.id not in match.new_of:
            yield Change(NODE, "removed", one.label, one.name, len(old.mentions_of(one.id)), None)
            continue
        other = new.entities[match.new_of[one.id]]
        if match.old_of[other.id] == one.id:
            yield from _same_node(one, other)
        else:
            yield Change(NODE, "merged", other.label, one.name, one.name, other.name)
    for other in new.entities.values():
        if other.id not in match.old_of:
            yield Change(NODE, "added", other.label, other.name, None, len(new.mentions_of(other.id)))
        elif match.new_of[match.old_of[other.id]] != other.id:
            yield Change(NODE, "split", other.label, other.name, old.name(match.old_of[other.id]), other.name)


def _same_node(one: Entity, other: Entity) -> Iterator[Change]:
    if one.name != other.name:
        yield Change(NODE, "renamed", other.label, other.name, one.name, other.name)
    if one.label != other.label:
        yield Change(NODE, "retyped", other.label, other.name, one.label, other.label)


def _claims(old: KnowledgeGraph, new: KnowledgeGraph, match: _Match) -> Iterator[Change]:
    before = {match.claim(claim): claim for claim in old.claims}
    after = {_claim_key(claim, {}): claim for claim in new.claims}
    supported, supports = Counter(key[:3] for key in before), Counter(key[:3] for key in after)

    def change(kind: str, graph: KnowledgeGraph, key: _Key, claim: Claim) -> Change:
        name = f"{graph.name(claim.head)} {claim.type} {graph.name(claim.tail)}"
        return Change(CLAIM, kind, claim.type, name, supported[key[:3]], supports[key[:3]], claim.paper_id)

    for key in before.keys() - after.keys():
        yield change("removed", old, key, before[key])
    for key in after.keys() - before.keys():
        yield change("added", new, key, after[key])
    for key in before.keys() & after.keys():
        values = _certainty(before[key]), _certainty(after[key])
        if values[0] != values[1]:
            name = change("changed", new, key, after[key]).name
            yield Change(CLAIM, "changed", after[key].type, name, *values, after[key].paper_id)


def _results(old: KnowledgeGraph, new: KnowledgeGraph, match: _Match) -> Iterator[Change]:
    before = {match.result(result): result for result in old.results.values()}
    after = {_result_key(result, {}): result for result in new.results.values()}
    for key in before.keys() - after.keys():
        yield Change(RESULT, "removed", RESULT_LABEL, _result_name(old, before[key]), 1, None, before[key].paper_id)
    for key in after.keys() - before.keys():
        yield Change(RESULT, "added", RESULT_LABEL, _result_name(new, after[key]), None, 1, after[key].paper_id)
    for key in before.keys() & after.keys():
        values = _certainty(before[key]), _certainty(after[key])
        if values[0] != values[1]:
            name = _result_name(new, after[key])
            yield Change(RESULT, "changed", RESULT_LABEL, name, *values, after[key].paper_id)


def _certainty(said: Claim | Result) -> str:
    return f"{said.polarity}, hedged" if said.hedged else said.polarity


def _claim_key(claim: Claim, names: Mapping[str, str]) -> _Key:
    head, tail = names.get(claim.head, claim.head), names.get(claim.tail, claim.tail)
    if claim.type in _SYMMETRIC and head > tail:
        head, tail = tail, head
    return head, claim.type, tail, claim.paper_id


def _result_key(result: Result, names: Mapping[str, str]) -> _Key:
    ends = [None if end is None else names.get(end, end) for end in (result.of, result.on, result.metric)]
    place = result.evidence.field, result.evidence.start
    return result.paper_id, *ends, result.metric_name, result.text, *place


def _result_name(graph: KnowledgeGraph, result: Result) -> str:
    on = "" if result.on is None else f" on {graph.name(result.on)}"
    metric = result.metric_name if result.metric is None else graph.name(result.metric)
    return f"{graph.name(result.of)}: {result.text}{'' if metric is None else f' {metric}'}{on}"


def _only(some: Mapping[str, _T], others: Mapping[str, _T]) -> list[_T]:
    return [some[key] for key in some.keys() - others.keys()]

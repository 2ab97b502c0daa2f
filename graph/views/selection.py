"""Which part of a graph a page draws: what was asked for, and of that no more than can be read."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from typing import TypeAlias

from ..errors import GraphError
from ..model import MENTIONS, Claim, Entity, KnowledgeGraph, Mentions, Paper
from .network import most_important, pagerank

EdgeKey: TypeAlias = tuple[str, str, str, str]

_OPTIONS = "--focus NAME, --query, --types, --min-support, --year-from or a larger --max-nodes"


class EmptySelectionError(GraphError, ValueError):
    """Nothing is left to be drawn."""


@dataclass(frozen=True)
class Selection:
    """What of a graph to draw. Every condition narrows the others; the default is everything.

    Parameters
    ----------
    nodes
        Ids of nodes; only these. Papers among them are drawn as nodes.
    edges
        (head, type, tail, paper id) of claims, and (paper, ``MENTIONS``, entity, paper); only these.
    focus
        Ids of nodes; only these and what is near them. A paper among them is drawn as a node.
    hops
        How many claims away from `focus` is near, at least 1. A paper is one away from what it names.
    labels
        Labels of entities; empty for all.
    min_support
        Only claims that so many papers make or deny, at least 1; above 1, entities without such a claim are left out.
    year_from
        Only what papers of this year or a later one say, and entities that these name; papers without a year are left
        out.
    papers
        Draw papers as nodes too, joined with what they introduce and mention.

    Raises
    ------
    ValueError
        If `hops` or `min_support` is less than 1.
    """

    nodes: Collection[str] | None = None
    edges: Collection[EdgeKey] | None = None
    focus: tuple[str, ...] = ()
    hops: int = 2
    labels: Collection[str] = ()
    min_support: int = 1
    year_from: int | None = None
    papers: bool = False

    def __post_init__(self) -> None:
        for name in ("hops", "min_support"):
            if getattr(self, name) < 1:
                raise ValueError(f"{name} must be at least 1, not {getattr(self, name)}")


@dataclass(frozen=True)
class Part:
    """What is drawn.

    Parameters
    ----------
    entities, papers
        The nodes, by id, in order of ids.
    claims, mentions
        The edges between them, in the order of the graph.
    sources
        The papers that may be cited, by id.
    notes
        What a reader should know of what is not drawn, as sentences.
    """

    entities: dict[str, Entity]
    papers: dict[str, Paper]
    claims: list[Claim]
    mentions: list[Mentions]
    sources: dict[str, Paper]
    notes: list[str]

    def pairs(self) -> list[tuple[str, str]]:
        """Return the ends of all edges."""
        return [*((claim.head, claim.tail) for claim in self.claims), *(mention.key for mention in self.mentions)]


def choose(graph: KnowledgeGraph, selection: Selection, max_nodes: int) -> Part:
    """Return the part of a graph that a selection asks for, at most `max_nodes` nodes of it.

    If there are more, those nearest to the focus are taken, or without one the most important of each community
    (:func:`~.network.most_important`). The same graph and selection give the same part, in any process.

    Raises
    ------
    EmptySelectionError
        If the graph holds entities, but none of them is asked for.
    """
    stock = _Stock(graph, selection)
    wanted = stock.wanted()
    if not wanted and graph.entities:
        raise EmptySelectionError(stock.complaint())
    chosen = stock.limited(wanted, max_nodes)
    entities = {node_id: entity for node_id, entity in graph.entities.items() if node_id in chosen}
    papers = {node_id: paper for node_id, paper in graph.papers.items() if node_id in chosen}
    return Part(
        entities,
        papers,
        [claim for claim in stock.claims if claim.head in chosen and claim.tail in chosen],
        [mention for mention in stock.mentions if mention.paper_id in papers and mention.entity_id in entities],
        stock.sources,
        list(_notes(graph, selection, wanted, chosen)),
    )


class _Stock:
    """What the conditions on papers, labels and support leave of a graph."""

    def __init__(self, graph: KnowledgeGraph, selection: Selection) -> None:
        self.graph = graph
        self.selection = selection
        year_from, labels = selection.year_from, selection.labels
        self.sources = {
            paper_id: paper
            for paper_id, paper in graph.papers.items()
            if year_from is None or (paper.year is not None and paper.year >= year_from)
        }
        self.entities = {
            entity_id
            for entity_id, entity in graph.entities.items()
            if not labels or entity.label in labels or entity_id in selection.focus
        }
        known = [claim for claim in graph.claims if claim.paper_id in self.sources and self._joins(claim)]
        self.support = Counter(claim.key[:3] for claim in known if claim.head in self.entities)
        self.claims = [claim for claim in known if self._is_wanted(claim)]
        self.mentions = [
            mention
            for mention in graph.mentions
            if mention.paper_id in self.sources
            and mention.entity_id in self.entities
            and self._is_among((mention.paper_id, MENTIONS, mention.entity_id, mention.paper_id))
        ]

    def _joins(self, claim: Claim) -> bool:
        return claim.tail in self.entities and (claim.head in self.entities or claim.head in self.sources)

    def _is_wanted(self, claim: Claim) -> bool:
        # What one paper introduces, no other can.
        supported = claim.head in self.sources or self.support[claim.key[:3]] >= self.selection.min_support
        return supported and self._is_among(claim.key)

    def _is_among(self, key: EdgeKey) -> bool:
        return self.selection.edges is None or key in self.selection.edges

    def wanted(self) -> dict[str, int]:
        """Return the nodes that are asked for, each with its distance from the focus, 0 without one."""
        selection = self.selection
        found = dict.fromkeys(sorted(self._candidates()), 0)
        if selection.focus:
            found = self._near({node_id for node_id in found if node_id in self.entities})
        if not selection.papers:
            return found
        named = {mention.paper_id for mention in self.mentions if mention.entity_id in found}
        named |= {claim.head for claim in self.claims if claim.head in self.sources and claim.tail in found}
        last = max(found.values(), default=0) + 1
        return found | {paper_id: last for paper_id in sorted(named - found.keys())}

    def _candidates(self) -> set[str]:
        selection = self.selection
        candidates = set(self.entities)
        if selection.year_from is not None:
            candidates &= {m.entity_id for m in self.mentions} | {end for c in self.claims for end in (c.head, c.tail)}
        if selection.min_support > 1:
            candidates &= {end for c in self.claims if c.head in self.entities for end in (c.head, c.tail)}
        if selection.nodes is not None:
            candidates = (candidates | self.sources.keys()) & set(selection.nodes)
        return candidates

    def _near(self, candidates: set[str]) -> dict[str, int]:
        selection = self.selection
        distance = dict.fromkeys(sorted(node for node in selection.focus if self._is_known(node)), 0)
        neighbours: dict[str, set[str]] = defaultdict(set)
        of_papers = [claim for claim in self.claims if claim.head in self.sources]
        between = [(claim.head, claim.tail) for claim in self.claims if claim.head in self.entities]
        between += [ends for ends in (c.key[::2] for c in of_papers) if ends[0] in distance]
        between += [mention.key for mention in self.mentions if mention.paper_id in distance]
        for a, b in between:
            neighbours[a].add(b)
            neighbours[b].add(a)
        for steps in range(1, selection.hops + 1):
            edge_of_it = [node_id for node_id, at in distance.items() if at == steps - 1]
            new = {other for node_id in edge_of_it for other in neighbours[node_id]}
            distance |= dict.fromkeys(sorted((new & candidates) - distance.keys()), steps)
        return distance

    def _is_known(self, node_id: str) -> bool:
        return node_id in self.entities or node_id in self.sources

    def limited(self, wanted: dict[str, int], max_nodes: int) -> set[str]:
        """Return at most `max_nodes` of the nodes."""
        if len(wanted) <= max_nodes:
            return set(wanted)
        pairs = [(claim.head, claim.tail) for claim in self.claims] + [mention.key for mention in self.mentions]
        within = [(a, b) for a, b in pairs if a in wanted and b in wanted]
        if not self.selection.focus:
            return most_important(wanted, within, max_nodes)
        ranks = pagerank(wanted, within)
        return set(sorted(wanted, key=lambda node_id: (wanted[node_id], -ranks[node_id], node_id))[:max_nodes])

    def complaint(self) -> str:
        """Return why nothing is left, and what to do."""
        graph, selection = self.graph, self.selection
        if not self.sources:
            years = [paper.year for paper in graph.papers.values() if paper.year is not None]
            newest = f"the newest is of {max(years)}" if years else "no paper has a year"
            return f"no paper is of {selection.year_from} or later ({newest}); choose an earlier --year-from"
        if not self.entities:
            held = ", ".join(sorted({entity.label for entity in graph.entities.values()}))
            return f"the graph holds no {' and no '.join(sorted(selection.labels))}; its --types are {held}"
        most = max(self.support.values(), default=0)
        if selection.min_support > most:
            return (
                f"no claim is made by {selection.min_support} papers; the most that any has is {most}: "
                "choose a lower --min-support"
            )
        return "no node meets all of these conditions at once; leave one out"


def _notes(graph: KnowledgeGraph, selection: Selection, wanted: Collection[str], chosen: set[str]) -> Iterator[str]:
    if conditions := list(_conditions(graph, selection)):
        yield f"This page shows {'; '.join(conditions)}."
    if len(chosen) < len(wanted):
        which = "nearest" if selection.focus else "most important of each community"
        yield f"These are {len(wanted):,} nodes, too many to read: drawn are the {len(chosen):,} {which}."
    if hidden := len(graph.entities.keys() - chosen):
        is_hidden = "entity of the graph is" if hidden == 1 else "entities of the graph are"
        yield f"{hidden:,} {is_hidden} hidden. To see others, make a page with abstractgraph view and {_OPTIONS}."


def _conditions(graph: KnowledgeGraph, selection: Selection) -> Iterator[str]:
    if selection.focus:
        hops = "one claim" if selection.hops == 1 else f"{selection.hops} claims"
        yield f"{_listed(graph.name(node_id) for node_id in selection.focus)} and what is at most {hops} away"
    if selection.nodes is not None:
        yield "what the query returns"
    if selection.labels:
        yield f"entities of the kind {_listed(sorted(selection.labels))}"
    if selection.min_support > 1:
        yield f"claims of at least {selection.min_support} papers"
    if selection.year_from is not None:
        yield f"papers of {selection.year_from} or later"


def _listed(names: Iterable[str]) -> str:
    return " or ".join(names)

"""Find a node by any of its names, and gather what is known of it."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import NamedTuple, TypeVar

from extract.names import name_key

from .errors import UnknownNameError
from .model import (
    MENTIONS,
    PAPER_LABEL,
    REPORTS,
    RESULT_LABEL,
    RESULT_METRIC,
    RESULT_OF,
    RESULT_ON,
    Claim,
    Entity,
    KnowledgeGraph,
    Paper,
)

_SUGGESTIONS = 5
_SIMILAR = 60.0
_ARXIV = re.compile(r"(?:arxiv:\s*|https?://arxiv\.org/(?:abs|pdf)/)?(\S+?)(?:v\d+)?(?:\.pdf)?", re.IGNORECASE)
_DOI = re.compile(r"(?:doi:\s*|https?://(?:dx\.)?doi\.org/)?(10\.\S+)", re.IGNORECASE)


_Node = TypeVar("_Node")


class Spellings(NamedTuple):
    """What a node goes by.

    Parameters
    ----------
    name
        Its main name; of a paper, the title.
    aliases
        Its other names.
    identifiers
        The arXiv id and the DOI of a paper.
    """

    name: str
    aliases: Iterable[str] = ()
    identifiers: Iterable[str | None] = ()


@dataclass(frozen=True, slots=True)
class Card:
    """What the graph knows of one entity.

    Parameters
    ----------
    entity
        The entity.
    papers
        The papers that name it, most mentions first, with the number of mentions.
    introduced_by
        The papers that introduce it.
    claims
        All other claims with it as head or tail: as head first, then by type, most confident first.
    neighbours
        (node, number of claims between the two), most claims first.
    """

    entity: Entity
    papers: tuple[tuple[Paper, int], ...]
    introduced_by: tuple[Claim, ...]
    claims: tuple[Claim, ...]
    neighbours: tuple[tuple[Entity, int], ...]


def find_entities(graph: KnowledgeGraph, name: str) -> tuple[Entity, ...]:
    """Return the entities that go by a name, in any spelling that the graph holds.

    Case, spacing, hyphens, plural and notation of versions do not count. An entity's id is a name too.

    Parameters
    ----------
    graph
        Where to look.
    name
        What to look for.

    Returns
    -------
    tuple of Entity
        At least one. Those that have it as their main name come before those that have it as an alias; among equals,
        those with more claims, then by id.

    Raises
    ------
    UnknownNameError
        If there is none, with the most similar names.
    """
    if name in graph.entities:
        return (graph.entities[name],)
    ranked = ranked_by_name(name, graph.entities.values(), lambda entity: Spellings(entity.name, entity.aliases))
    if not ranked:
        raise UnknownNameError(name, similar_names(graph, name))
    ordered = sorted((rank, -graph.degree(entity.id), entity.id) for rank, entity in ranked)
    return tuple(graph.entities[entity_id] for _, _, entity_id in ordered)


def ids_of(graph: KnowledgeGraph, name: str) -> tuple[str, ...]:
    """Return the ids of all entities that go by a name, or else of the paper that does.

    Raises
    ------
    UnknownNameError
        If nothing does, with the most similar names of entities.
    """
    try:
        return tuple(entity.id for entity in find_entities(graph, name))
    except UnknownNameError:
        paper = find_paper(graph, name)
        if paper is None:
            raise
        return (paper.id,)


def ranked_by_name(
    wanted: str, nodes: Iterable[_Node], spellings_of: Callable[[_Node], Spellings]
) -> list[tuple[int, _Node]]:
    """Return the nodes that go by a name: with 0 those that have it as their name or identifier, with 1 as an alias.

    Only a lower-case s at the end is a plural: ``TRANSFORMERS`` is none, ``mcts`` is one. When nothing goes by the name
    so, it is taken for both.

    Parameters
    ----------
    wanted
        A name in any spelling; for a paper also its arXiv id or DOI, as a URL or not.
    nodes
        Where to look.
    spellings_of
        What a node goes by.
    """
    known = [(node, spellings_of(node)) for node in nodes]
    ids = {match[1].lower() for pattern in (_ARXIV, _DOI) if (match := pattern.fullmatch(wanted.strip()))}
    for keys in ({name_key(wanted)}, _keys_in_any_case(wanted)):
        ranks = [(_rank(keys, ids, spellings), node) for node, spellings in known]
        if found := [(rank, node) for rank, node in ranks if rank is not None]:
            return found
    return []


def _rank(keys: set[str], ids: set[str], spellings: Spellings) -> int | None:
    if name_key(spellings.name) in keys or any(value and value.lower() in ids for value in spellings.identifiers):
        return 0
    return 1 if any(name_key(alias) in keys for alias in spellings.aliases) else None


def _keys_in_any_case(name: str) -> set[str]:
    """Return the keys of a name if its S at the end is a plural, and if it is none."""
    keys = {name_key(name.upper()), name_key(name.lower())}
    if name.endswith("S") and not name.endswith(("SS", "US", "IS")):
        # KOALAS is a plural, though in lower case a word in -as is taken for none.
        keys.add(name_key(name[:-1] + "s"))
    return keys


def find_paper(graph: KnowledgeGraph, name: str) -> Paper | None:
    """Return the paper of this id, title, arXiv id or DOI, the last two also as URLs; None without one."""
    if name in graph.papers:
        return graph.papers[name]
    ranked = ranked_by_name(name, graph.papers.values(), lambda p: Spellings(p.title, (), (p.arxiv_id, p.doi)))
    return ranked[0][1] if ranked else None


def claims_of_paper(graph: KnowledgeGraph, paper: Paper) -> tuple[Claim, ...]:
    """Return what a paper claims: what it introduces first, then by type, most confident first."""
    claims = [claim for claim in graph.claims if claim.paper_id == paper.id]
    return tuple(sorted(claims, key=lambda c: (c.type != "INTRODUCES", c.type, -c.confidence, c.key)))


def similar_names(graph: KnowledgeGraph, name: str) -> tuple[str, ...]:
    """Return the names in the graph most similar to `name`, best first, at most five."""
    owners = {name: e.id for e in graph.entities.values() for name in (*e.aliases, e.name)}
    return similar_spellings(name, owners, graph.degree)


def similar_spellings(
    name: str, owners: Mapping[str, str], weight: Callable[[str], int] = lambda owner: 0
) -> tuple[str, ...]:
    """Return the spellings most similar to `name`, best first, at most five, and one an owner.

    Parameters
    ----------
    name
        What was asked for.
    owners
        Spelling to the id of the node that it stands for.
    weight
        Of a node; of equally similar spellings, that of the heavier node comes first.
    """
    from rapidfuzz import fuzz, process

    spellings = {spelling: spelling.casefold() for spelling in sorted(owners)}
    scored = process.extract(name.casefold(), spellings, scorer=fuzz.ratio, limit=50, score_cutoff=_SIMILAR)
    ranked = sorted((-score, -weight(owners[spelling]), spelling) for _, score, spelling in scored)
    # Of several spellings of one node the most similar.
    best: dict[str, str] = {}
    for _, _, spelling in ranked:
        best.setdefault(owners[spelling], spelling)
    return tuple(best.values())[:_SUGGESTIONS]


def make_card(graph: KnowledgeGraph, entity: Entity) -> Card:
    """Gather what the graph knows of an entity."""
    counts = {m.paper_id: len(m.spans) for m in graph.mentions_of(entity.id)}
    papers = sorted(counts.items(), key=lambda item: (-item[1], item[0]))
    claims = graph.claims_of(entity.id)
    others = [c for c in claims if c.type != "INTRODUCES"]
    neighbours = [(graph.entities[n], count) for n, count in graph.neighbours(entity.id) if n in graph.entities]
    return Card(
        entity,
        tuple((graph.papers[paper_id], count) for paper_id, count in papers),
        tuple(c for c in claims if c.type == "INTRODUCES"),
        tuple(sorted(others, key=lambda c: (c.head != entity.id, c.type, -c.confidence, c.key))),
        tuple(neighbours),
    )


def count_nodes(graph: KnowledgeGraph) -> dict[str, int]:
    """Return the number of nodes by label: papers, entities (most first), results if there are any."""
    results = {RESULT_LABEL: len(graph.results)} if graph.results else {}
    return {PAPER_LABEL: len(graph.papers), **_ranked([e.label for e in graph.entities.values()]), **results}


def count_edges(graph: KnowledgeGraph) -> dict[str, int]:
    """Return the number of edges by type: mentions, claims (most first), those of results if there are any."""
    of_results = {
        REPORTS: len(graph.results),
        RESULT_OF: len(graph.results),
        RESULT_ON: sum(result.on is not None for result in graph.results.values()),
        RESULT_METRIC: sum(result.metric is not None for result in graph.results.values()),
    }
    reported = {kind: number for kind, number in of_results.items() if number}
    return {MENTIONS: len(graph.mentions), **_ranked([c.type for c in graph.claims]), **reported}


def best_connected(graph: KnowledgeGraph, limit: int = 10) -> tuple[tuple[Entity, int], ...]:
    """Return the entities with most claims and their number, most first, then by id."""
    degrees = ((entity, graph.degree(entity.id)) for entity in graph.entities.values())
    return tuple(sorted(degrees, key=lambda item: (-item[1], item[0].id))[:limit])


def _ranked(values: list[str]) -> dict[str, int]:
    counts: dict[str, int] = {}
    for value in values:
        counts[value] = counts.get(value, 0) + 1
    return dict(sorted(counts.items(), key=lambda item: (-item[1], item[0])))

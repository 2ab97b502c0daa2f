"""Why two entities are one or two: the reasons behind a graph, recomputed from what it holds.

A graph keeps every mention of every paper, so the units of its resolution can be read from it, and the same rules give
the same reasons on every store. What the rules do not give, such as a merge by hand, is said so.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from extract.names import is_abbreviation, name_key

from ..model import Entity, KnowledgeGraph
from .keys import looks_short, term_key
from .kinds import DATA
from .merging import resolve
from .units import Link, Unit

_WORDS = re.compile(r"[^\W_]+|[+*]")
_AT_MOST = 20


@dataclass(frozen=True, slots=True)
class Spelling:
    """A spelling of an entity, with the papers that use it."""

    text: str
    papers: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Apart:
    """Another entity with a similar name, and why it is another one."""

    entity: Entity
    reason: str


@dataclass(frozen=True, slots=True)
class Explanation:
    """Why an entity is what it is.

    Parameters
    ----------
    entity
        The entity.
    spellings
        All that papers use, in groups of the same letters, digits and signs; the group of most papers first.
    links
        Why the groups are one, sorted.
    unexplained
        Number of groups of names that no rule joins to the first; they were joined by a correction, or by an
        earlier version.
    apart
        Entities with similar names, sorted by name and id.
    """

    entity: Entity
    spellings: tuple[tuple[Spelling, ...], ...]
    links: tuple[Link, ...]
    unexplained: int
    apart: tuple[Apart, ...]


def explain(graph: KnowledgeGraph, entity: Entity) -> Explanation:
    """Return why an entity of a graph has its names, and why similar names are other entities."""
    units = list(units_of(graph))
    members = {unit.key for unit in units if unit.entity_id == entity.id}
    found = [resolved for resolved in resolve(units) if members & set(resolved.members)]
    links = {link for resolved in found for link in resolved.links}
    return Explanation(
        entity,
        _spellings([unit for unit in units if unit.key in members]),
        tuple(sorted(links)),
        len(found) - 1 if found else 0,
        tuple(_apart(graph, entity)),
    )


def units_of(graph: KnowledgeGraph) -> Iterator[Unit]:
    """Yield what a graph says of each entity in each paper, as it was before resolution.

    What a paper takes an entity for is not kept; the entity's label stands for it. Its name is taken for the
    abbreviation where the paper has one, else for the most frequent spelling, as in extraction.
    """
    for mentions in graph.mentions:
        spellings = Counter(span.text for span in mentions.spans)
        entity = graph.entities[mentions.entity_id]
        ordered = tuple(sorted(spellings.items()))
        yield Unit(mentions.paper_id, entity.id, entity.label, _name(spellings, entity.name), ordered)


def _name(spellings: Counter[str], usual: str) -> str:
    if not spellings:
        return usual
    shorts = [s for s in spellings if " " not in s and any(is_abbreviation(s, long) for long in spellings)]
    return min(shorts or spellings, key=lambda s: (-spellings[s], len(s), s))


def _spellings(units: Iterable[Unit]) -> tuple[tuple[Spelling, ...], ...]:
    papers: dict[str, set[str]] = defaultdict(set)
    for unit in units:
        for spelling, _ in unit.spellings:
            papers[spelling].add(unit.paper_id)
    groups: dict[str, list[Spelling]] = defaultdict(list)
    for spelling in sorted(papers, key=lambda s: (-len(papers[s]), s)):
        groups[term_key(spelling)].append(Spelling(spelling, tuple(sorted(papers[spelling]))))
    return tuple(map(tuple, groups.values()))


def _apart(graph: KnowledgeGraph, entity: Entity) -> Iterator[Apart]:
    """Yield the entities that share the letters of a name or a coined word with this one, closest first."""
    own = [entity.name, *entity.aliases]
    blocks = {block for name in own for block in _blocks(name)}
    alike = [
        other
        for other in graph.entities.values()
        if other.id != entity.id and any(blocks & _blocks(name) for name in (other.name, *other.aliases))
    ]
    reasons = ((_reason(entity, other), other) for other in alike)
    ranked = sorted((rank, other.name, other.id, reason) for (rank, reason), other in reasons)
    for _, _, other_id, reason in ranked[:_AT_MOST]:
        yield Apart(graph.entities[other_id], reason)


def _blocks(name: str) -> set[str]:
    """Return the keys under which similar names meet: the letters alone, and the longest word of a coined name."""
    key = term_key(name)
    letters = "".join(character for character in key if character.isalpha())
    blocks = {letters} if letters else set()
    words = [word for word in _WORDS.findall(name) if not word.isdigit()]
    if len(words) > 1 or looks_short(name):
        blocks |= {name_key(word) for word in words if sum(map(str.isupper, word)) > 1}
    return blocks


def _reason(entity: Entity, other: Entity) -> tuple[int, str]:
    """Return how close the two names are, closest first, and what tells them apart."""
    if _keys(entity) & _keys(other):
        return 0, _reason_of_homonyms(entity, other)
    first, second = min(
        ((a, b) for a in (entity.name, *entity.aliases) for b in (other.name, *other.aliases)),
        key=lambda pair: (-len(_blocks(pair[0]) & _blocks(pair[1])), len(pair[0]) + len(pair[1]), pair),
    )
    if _letters(first) == _letters(second):
        return 1, f"the numbers differ: {first} / {second}"
    return 2, f"a part differs: {_difference(first, second)}"


def _reason_of_homonyms(entity: Entity, other: Entity) -> str:
    if (entity.label in DATA) != (other.label in DATA):
        return f"one is data, the other is not: {entity.label} / {other.label}"
    longs = _long(entity), _long(other)
    if None not in longs:
        return f"different long forms: {longs[0]} / {longs[1]}"
    return f"no paper defines it here, and its papers speak for no one sense: {longs[0] or '?'} / {longs[1] or '?'}"


def _letters(name: str) -> str:
    return "".join(character for character in term_key(name) if not character.isdigit())


def _keys(entity: Entity) -> set[str]:
    return {term_key(name) for name in (entity.name, *entity.aliases)}


def _long(entity: Entity) -> str | None:
    names = (entity.name, *entity.aliases)
    longs = [long for long in names if any(is_abbreviation(short, long) for short in names if " " not in short)]
    return min(longs, key=lambda name: (len(name), name), default=None)


def _difference(first: str, second: str) -> str:
    words, others = ([w.casefold() for w in _WORDS.findall(name)] for name in (first, second))
    added = [w for w in _WORDS.findall(first) if w.casefold() not in others]
    lacking = [w for w in _WORDS.findall(second) if w.casefold() not in words]
    return (
        f"{first} / {second}" if not added and not lacking else f"{' '.join(added) or '-'} / {' '.join(lacking) or '-'}"
    )

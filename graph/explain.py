"""Why two entities are one or two: the reasons behind a graph, worked out anew from what its papers keep.

The same rules on the same records give the same reasons, on every store. What they do not give, such as what an alias
rule joined that is no longer there, is said so.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from extract.names import is_abbreviation, name_key

from .build import units_of
from .keeping import kept_record
from .model import Entity, KnowledgeGraph
from .resolution import Action, Aliases, Link, Unit, resolve
from .resolution.aliasfile import with_built_in
from .resolution.keys import looks_short, term_key
from .resolution.kinds import DATA

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


def explain(graph: KnowledgeGraph, entity: Entity, aliases: Aliases | None = None) -> Explanation:
    """Return why an entity of a graph has its names, and why similar names are other entities.

    Parameters
    ----------
    graph
        Whatever it was built by: without kept records, what papers say is guessed from the mentions.
    entity
        One of its entities.
    aliases
        The rules of people that it was built with.

    Raises
    ------
    GraphDataError
        If a kept record is damaged.
    """
    units = dict(_units(graph))
    members = {key for key, (_, of) in units.items() if of == entity.id}
    resolution = resolve((unit for unit, _ in units.values()), aliases)
    found = [resolved for resolved in resolution if members & set(resolved.members)]
    links = {link for resolved in found for link in resolved.links}
    return Explanation(
        entity,
        _spellings([units[key][0] for key in sorted(members)]),
        tuple(sorted(links)),
        len(found) - 1 if found else 0,
        tuple(_apart(graph, entity, with_built_in(aliases or Aliases()))),
    )


def _units(graph: KnowledgeGraph) -> Iterator[tuple[tuple[str, str], tuple[Unit, str]]]:
    """Yield what each paper says of its entities, by paper and entity of the paper, with the entity of the graph."""
    if any(paper.record is None for paper in graph.papers.values()):
        yield from ((unit.key, (unit, unit.entity_id)) for unit in _guessed(graph))
        return
    places: dict[tuple[str, str, int, int], set[str]] = defaultdict(set)
    for mentions in graph.mentions:
        for span in mentions.spans:
            places[mentions.paper_id, span.field, span.start, span.end].add(mentions.entity_id)
    for paper in graph.papers.values():
        record, _ = kept_record(paper)
        for entity, unit in zip(record.entities, units_of(record), strict=True):
            found = [places[paper.id, span.field, span.start, span.end] for span in entity.mentions]
            for of in sorted(set.intersection(*found))[:1] if found else ():
                yield unit.key, (unit, of)


def _guessed(graph: KnowledgeGraph) -> Iterator[Unit]:
    """Yield what the mentions of a graph say of each entity in each paper.

    What a paper takes an entity for is not known; the entity's label stands for it. Its name is taken for the
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


def _apart(graph: KnowledgeGraph, entity: Entity, aliases: Aliases) -> Iterator[Apart]:
    """Yield the entities that share the letters of a name or a coined word with this one, closest first."""
    own = [entity.name, *entity.aliases]
    blocks = {block for name in own for block in _blocks(name)}
    alike = [
        other
        for other in graph.entities.values()
        if other.id != entity.id and any(blocks & _blocks(name) for name in (other.name, *other.aliases))
    ]
    reasons = ((_told(entity, other, aliases) or _reason(entity, other), other) for other in alike)
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


def _told(entity: Entity, other: Entity, aliases: Aliases) -> tuple[int, str] | None:
    """Return the rule by which people keep two entities apart, if there is one."""
    own, others = ({aliases.identity(name) for name in (e.name, *e.aliases)} for e in (entity, other))
    for rule in aliases.of(Action.DIFFERENT):
        names = set(map(aliases.identity, rule.names))
        if any(name in own - others for name in names) and any(name in others - own for name in names):
            return 0, f"an alias rule says so: {rule} ({rule.source})"
    return None


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

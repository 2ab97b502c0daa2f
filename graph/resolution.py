"""Mentions of a whole corpus to entities: which names of which papers are one thing.

Works on plain units, one for each entity of each paper, by rules that know spelling, plural, versions and
abbreviations; there is no similarity cut-off. Two units are one entity when

* a name of one has the same key as a name of the other (case, spacing, hyphen, plural, notation of versions), or
* one's abbreviation is defined in a paper by the other's long form;

but an abbreviation that papers define in different ways stands for several entities, and what is a system in some
papers, data in others and a problem or measure in others again is two or three, whatever its spelling.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace

from extract.names import content_stems, is_abbreviation, name_key, singular

from .model import ENTITY_LABELS

_KINDS = (
    frozenset({"Method", "Model", "Software"}),
    frozenset({"Dataset", "Benchmark"}),
    frozenset({"Task", "Metric"}),
)
# A kind that hardly any paper takes a name for is a slip of the extraction, not another thing: one paper in ten; one in
# two where the name holds a number, since hardly any two things share such a name.
_SLIP, _SLIP_WITH_NUMBER = 10, 2


@dataclass(frozen=True, slots=True)
class Unit:
    """One entity of one paper, before resolution.

    Parameters
    ----------
    paper_id, entity_id
        Where it comes from.
    label
        What that paper takes it for.
    name
        What that paper calls it.
    spellings
        (spelling, number of mentions), at least one.
    """

    paper_id: str
    entity_id: str
    label: str
    name: str
    spellings: tuple[tuple[str, int], ...]

    @property
    def key(self) -> tuple[str, str]:
        """What makes the unit unique."""
        return self.paper_id, self.entity_id


@dataclass(frozen=True, slots=True)
class Resolved:
    """One entity of the corpus.

    Parameters
    ----------
    label
        By vote of the papers; ties go to the earlier label of the schema.
    key
        Short text that tells it from all other entities of its label; made of names alone, not of their order.
    name
        What most papers call it.
    aliases
        All other spellings, most frequent first.
    votes
        (label, number of papers), most first.
    members
        Keys of the units, sorted.
    """

    label: str
    key: str
    name: str
    aliases: tuple[str, ...]
    votes: tuple[tuple[str, int], ...]
    members: tuple[tuple[str, str], ...]


@dataclass(slots=True)
class _Forest:
    """Disjoint sets of text keys; the smallest key leads, so the outcome does not depend on the order of joins."""

    parent: dict[str, str] = field(default_factory=dict)

    def find(self, key: str) -> str:
        root = key
        while (above := self.parent.setdefault(root, root)) != root:
            root = above
        while self.parent[key] != root:
            self.parent[key], key = root, self.parent[key]
        return root

    def join(self, first: str, second: str) -> None:
        low, high = sorted((self.find(first), self.find(second)))
        self.parent[high] = low


def resolve(units: Iterable[Unit]) -> list[Resolved]:
    """Return the entities that the units are of.

    Parameters
    ----------
    units
        In any order; the result does not depend on it.

    Returns
    -------
    list of Resolved
        Sorted by label and key; every unit is a member of exactly one.
    """
    ordered = sorted(units, key=lambda u: u.key)
    forms = [_Forms.of(unit) for unit in ordered]
    senses = _senses(forms)
    forest = _Forest()
    homes = []
    for form in forms:
        names = form.node_names(senses)
        for name in names[1:]:
            forest.join(names[0], name)
        homes.append(names[0])
    groups: dict[str, list[Unit]] = defaultdict(list)
    for unit, home in zip(ordered, homes, strict=True):
        groups[forest.find(home)].append(unit)
    entities = [_entity(key, part) for key, group in groups.items() for part in _by_kind(key, group)]
    return sorted(_with_short_keys(entities), key=lambda e: (ENTITY_LABELS.index(e.label), e.key))


@dataclass(frozen=True, slots=True)
class _Forms:
    """The keys by which one unit is known.

    Parameters
    ----------
    keys
        Keys of its name and of the spellings that are the same name, sorted.
    short, long
        Keys of an abbreviation and of the long form that its paper defines it by, if it does.
    stems
        Content words of the long form, in order.
    """

    keys: tuple[str, ...]
    short: str | None = None
    long: str | None = None
    stems: tuple[str, ...] = ()

    @classmethod
    def of(cls, unit: Unit) -> _Forms:
        strings = sorted({unit.name, *(s for s, _ in unit.spellings)})
        pairs = [(s, long) for s in strings for long in strings if is_abbreviation(s, long)]
        keys = {name_key(unit.name)}
        if not pairs:
            return cls(tuple(keys))
        # The longest long form, where a paper has several.
        short, long = max(pairs, key=lambda pair: (pair[0] == unit.name, len(pair[1]), pair))
        keys |= {name_key(s) for s, expanded in pairs if expanded == long}
        keys |= {name_key(expanded) for s, expanded in pairs if s == short}
        return cls(tuple(sorted(keys)), name_key(short), name_key(long), content_stems(long))

    def node_names(self, senses: dict[str, dict[str, str]]) -> list[str]:
        """Return the nodes that this unit ties together; an abbreviation of several senses is one node a sense."""
        nodes = []
        for key in self.keys:
            if key == self.short and key in senses and self.long is not None:
                nodes.append(f"{key}~{senses[key][self.long]}")
            else:
                nodes.append(key)
        return nodes


def _senses(forms: Sequence[_Forms]) -> dict[str, dict[str, str]]:
    """Return for each abbreviation of more than one sense: long form to the name of its sense.

    Long forms are of one sense when their content words are the same but for endings and hyphens, or one goes on where
    the other stops: ``low-rank adaptation (of language models)``.
    """
    long_forms: dict[str, dict[str, tuple[str, ...]]] = defaultdict(dict)
    for form in forms:
        if form.short is not None and form.long is not None:
            long_forms[form.short][form.long] = form.stems
    senses: dict[str, dict[str, str]] = {}
    for short, stems in long_forms.items():
        forest = _Forest()
        names = sorted(stems)
        for i, first in enumerate(names):
            forest.find(first)
            for second in names[:i]:
                if _same_sense(stems[first], stems[second]):
                    forest.join(first, second)
        found = {name: forest.find(name) for name in names}
        if len(set(found.values())) > 1:
            senses[short] = found
    return senses


def _same_sense(first: tuple[str, ...], second: tuple[str, ...]) -> bool:
    shared = min(len(first), len(second))
    return shared > 0 and (first[:shared] == second[:shared] or "".join(first) == "".join(second))


def _by_kind(key: str, group: list[Unit]) -> list[list[Unit]]:
    """Part systems, data and problems.

    Methods and tasks stay together: the same technique is a means in one paper and the matter in another. A kind with
    hardly any papers is a slip, and goes with the largest.
    """
    systems, data, problems = ([u for u in group if u.label in kind] for kind in _KINDS)
    if not data or len(data) == len(group):
        return [group]
    others = systems + problems
    small, large = sorted((data, others), key=len)
    slip = _SLIP_WITH_NUMBER if any(character.isdigit() for character in key) else _SLIP
    if len(small) * slip <= len(large):
        return [group]
    return [data, others]


def _entity(key: str, members: list[Unit]) -> Resolved:
    votes = Counter(label for _, label in {(unit.paper_id, unit.label) for unit in members})
    ranked = sorted(votes.items(), key=lambda item: (-item[1], ENTITY_LABELS.index(item[0])))
    spellings: Counter[str] = Counter()
    for unit in members:
        spellings.update({unit.name: 0, **dict(unit.spellings)})
    name = _choose_name(Counter(unit.name for unit in members), spellings)
    aliases = sorted((s for s in spellings if s != name), key=lambda s: (-spellings[s], s))
    return Resolved(ranked[0][0], key, name, tuple(aliases), tuple(ranked), tuple(sorted(u.key for u in members)))


def _choose_name(names: Counter[str], spellings: Counter[str]) -> str:
    """Return the best spelling, singular first, of the name that most papers use; an abbreviation among equals."""
    papers: Counter[str] = Counter()
    for name, count in names.items():
        papers[name_key(name)] += count
    long = {name_key(s) for s in spellings if any(is_abbreviation(t, s) for t in spellings)}
    best = min(papers, key=lambda k: (-papers[k], k in long, len(k), k))
    return min(
        (s for s in spellings if name_key(s) == best),
        key=lambda s: (singular(s) != s, -names[s], -spellings[s], len(s), s),
    )


def _with_short_keys(entities: list[Resolved]) -> list[Resolved]:
    """Give each entity the key of its name, and homonyms of one label the key of their group as well."""
    shared = Counter((e.label, name_key(e.name)) for e in entities)
    named = []
    for entity in entities:
        key = name_key(entity.name)
        named.append(replace(entity, key=key if shared[entity.label, key] == 1 else f"{key}~{entity.key}"))
    return named

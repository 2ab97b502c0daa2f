"""One group of units to entities: what is data and what is not, the label by vote, and the name to show."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import replace

from extract.names import is_abbreviation, name_key, singular

from ..model import ENTITY_LABELS
from .keys import parts, term_key
from .units import Link, Resolved, Unit

DATA = frozenset({"Dataset", "Benchmark"})
KINDS = (
    frozenset({"Method", "Model", "Software"}),
    DATA,
    frozenset({"Task", "Metric"}),
)
# A kind that hardly any paper takes a name for is a slip of the extraction, not another thing: one paper in ten; one in
# two where the name holds a number, since hardly any two things share such a name.
_SLIP, _SLIP_WITH_NUMBER = 10, 2
# Each of them is compared with each short spelling. Only rules of people make more names one.
_MOST_EQUALS = 50


def by_kind(key: str, group: list[Unit]) -> list[list[Unit]]:
    """Part systems, data and problems.

    Methods and tasks stay together: the same technique is a means in one paper and the matter in another. A kind with
    hardly any papers is a slip, and goes with the largest.
    """
    systems, data, problems = ([u for u in group if u.label in kind] for kind in KINDS)
    if not data or len(data) == len(group):
        return [group]
    others = systems + problems
    small, large = sorted((data, others), key=len)
    slip = _SLIP_WITH_NUMBER if any(character.isdigit() for character in key) else _SLIP
    if len(small) * slip <= len(large):
        return [group]
    return [data, others]


def make_entity(
    key: str, members: list[Unit], links: Iterable[Link], *, name: str | None = None, label: str | None = None
) -> Resolved:
    """Return the entity that the units are, with its label by vote and its names, unless these are given."""
    votes = Counter(label for _, label in {(unit.paper_id, unit.label) for unit in members})
    ranked = sorted(votes.items(), key=lambda item: (-item[1], ENTITY_LABELS.index(item[0])))
    spellings: Counter[str] = Counter()
    for unit in members:
        spellings.update({unit.name: 0, **dict(unit.spellings)})
    name = name or _choose_name(Counter(unit.name for unit in members), spellings)
    aliases = sorted((s for s in spellings if s != name), key=lambda s: (-spellings[s], s))
    keys = tuple(sorted(unit.key for unit in members))
    return Resolved(label or ranked[0][0], key, name, tuple(aliases), tuple(ranked), keys, _links_of(spellings, links))


def _links_of(spellings: Iterable[str], links: Iterable[Link]) -> tuple[Link, ...]:
    """Return the links from one of these spellings: what is data and what is not share those of their group."""
    found = sorted(links)
    if not found:
        return ()
    keys = set()
    for spelling in spellings:
        apart = parts(spelling)
        keys |= {term_key(spelling)} if apart is None else {term_key(apart.name), term_key(apart.short)}
    return tuple(link for link in found if term_key(link.first) in keys)


def _choose_name(names: Counter[str], spellings: Counter[str]) -> str:
    """Return the best spelling, singular first, of the name that most papers use; an abbreviation among equals."""
    papers: Counter[str] = Counter()
    for name, count in names.items():
        papers[name_key(name)] += count
    # Only the names can win, and only those that win need to be told from their abbreviations.
    most = max(papers.values())
    equals = {key for key, count in papers.items() if count == most}
    shorts = [s for s in spellings if " " not in s]
    long = {
        key
        for key in (equals if 1 < len(equals) <= _MOST_EQUALS else ())
        if any(is_abbreviation(short, s) for s in spellings if name_key(s) == key for short in shorts)
    }
    best = min(equals, key=lambda k: (k in long, len(k), k))
    return min(
        (s for s in spellings if name_key(s) == best),
        key=lambda s: (parts(s) is not None, singular(s) != s, -names[s], -spellings[s], len(s), s),
    )


def with_short_keys(entities: list[Resolved]) -> list[Resolved]:
    """Give each entity the key of its name, and homonyms of one label the key of their group as well."""
    shared = Counter((e.label, name_key(e.name)) for e in entities)
    named = []
    for entity in entities:
        key = name_key(entity.name)
        named.append(replace(entity, key=key if shared[entity.label, key] == 1 else f"{key}~{entity.key}"))
    return named

"""Alias rules applied to what the rules of names have joined: groups are parted, joined, named and labelled."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from extract.names import singular

from .aliases import Action, Aliases, AliasRule
from .forms import Form
from .keys import entity_key, parts, term_key
from .units import Link


@dataclass(slots=True)
class Group:
    """Forms that are one thing, or one thing and its dataset.

    Parameters
    ----------
    key
        What tells it from all other groups.
    forms
        At least one.
    links
        Why they are one.
    undecided
        Keys of the forms of which no sense is known, if they have several.
    name, label
        What people call it and take it for; None if they do not say.
    """

    key: str
    forms: list[Form]
    links: list[Link]
    undecided: frozenset[str] = frozenset()
    name: str | None = None
    label: str | None = None


def correct(groups: list[Group], aliases: Aliases) -> list[Group]:
    """Return the groups as people want them.

    A rule that names nothing in these papers does nothing, and neither does one with a name of several senses, unless
    its long form is given or there are uses of no known sense: then these are meant.

    Parameters
    ----------
    groups
        In any order.
    aliases
        The rules: first names are parted, then joined, then parted where they must not be one, then named and
        labelled.

    Returns
    -------
    list of Group
        Sorted by key.
    """
    if not aliases.rules:
        return sorted(groups, key=lambda group: group.key)
    named = _Named(groups, aliases)
    _part(named, aliases)
    _join(named, aliases)
    # What is said to be different stays so, whatever else was joined.
    _part(named, aliases)
    for rule in [*aliases.of(Action.RENAME), *aliases.of(Action.RETYPE)]:
        meant = named.meant(rule.names[0])
        if meant is not None and rule.action is Action.RENAME:
            meant.name = rule.value
        elif meant is not None:
            meant.label = rule.value
    return [named.groups[key] for key in sorted(named.groups)]


def _part(named: _Named, aliases: Aliases) -> None:
    for rule in aliases.of(Action.DIFFERENT):
        for mixed in {group.key: group for name in rule.names for group in named.with_form(name)}.values():
            parted = list(_parted(mixed, rule, named))
            if len(parted) > 1:
                named.replace([mixed], parted)
        for name in rule.names:
            # Told apart by case, each of the two may have one sense.
            senses = named.only_sense(name)
            if len(senses) > 1:
                named.replace(senses, [_joined(senses, [])])


def _join(named: _Named, aliases: Aliases) -> None:
    """Join what goes by names that are the same, directly or by way of others.

    Once joined, a name of two senses may have one, and be meant by another rule: so until nothing changes.
    """
    waiting = aliases.classes()
    changed = True
    while changed:
        changed, unclear = False, []
        for sources in waiting:
            found = {name: group for name in sources if (group := named.meant(name)) is not None}
            together = list({group.key: group for group in found.values()}.values())
            if len(together) > 1:
                first, *others = found
                links = [Link("alias", first, other, sources[other]) for other in others]
                named.replace(together, [_joined(together, links)])
                changed = True
            if any(name not in found and named.with_form(name) for name in sources):
                unclear.append(sources)
        waiting = unclear


class _Named:
    """Groups, with those found that have forms of the names in the rules."""

    def __init__(self, groups: Iterable[Group], aliases: Aliases) -> None:
        self._exact = aliases.exact_keys
        self._wanted = {key for rule in aliases.rules for name in rule.names for key in _keys(name)}
        self.groups: dict[str, Group] = {}
        self._by_key: dict[str, set[str]] = defaultdict(set)
        self._keys_in: dict[str, set[str]] = {}
        for group in groups:
            self._add(group)

    def _add(self, group: Group) -> None:
        self.groups[group.key] = group
        self._keys_in[group.key] = {key for form in group.forms for key in _keys_of(form) & self._wanted}
        for key in self._keys_in[group.key]:
            self._by_key[key].add(group.key)

    def replace(self, old: Iterable[Group], new: Iterable[Group]) -> None:
        """Put groups in the place of others that have the same forms."""
        for group in old:
            del self.groups[group.key]
            for key in self._keys_in.pop(group.key):
                self._by_key[key].discard(group.key)
        for group in new:
            self._add(group)

    def with_form(self, name: str) -> list[Group]:
        """Return the groups with a form of a name, by key."""
        found = (self.groups[key] for key in {k for key in _keys(name) for k in self._by_key.get(key, ())})
        return sorted((group for group in found if any(self.is_of(form, name) for form in group.forms)), key=_key)

    def meant(self, name: str) -> Group | None:
        """Return the one group that a name stands for; None if there is none, or nothing tells which."""
        found = self.with_form(name)
        called = [group for group in found if any(self._is_called(form, name) for form in group.forms)] or found
        undecided = [group for group in called if not group.undecided.isdisjoint(_keys(name))]
        for chosen in (called, undecided):
            if len(chosen) == 1:
                return chosen[0]
        return None

    def only_sense(self, name: str) -> list[Group]:
        """Return the groups called by a name of which case counts, if no more than one of them is of a known sense."""
        if term_key(name) not in self._exact:
            return []
        called = [group for group in self.with_form(name) if any(self._is_called(form, name) for form in group.forms)]
        return called if sum(group.undecided.isdisjoint(_keys(name)) for group in called) < 2 else []

    def is_of(self, form: Form, name: str) -> bool:
        """Tell whether a form is of a thing of this name: called so, or defined so."""
        if self._is_called(form, name):
            return True
        definition, apart = form.definition, parts(name)
        if definition is None or not definition.is_other_name:
            return False
        if apart is not None:
            longs = {term_key(long) for long in (definition.long, *form.others)}
            return definition.key == term_key(apart.short) and term_key(apart.long) in longs
        if term_key(name) in self._exact:
            return name in (definition.short, definition.long, *form.others)
        return not _keys_of(form).isdisjoint(_keys(name))

    def node(self, text: str) -> str:
        """Return what all spellings that are one name have in common."""
        key = term_key(text)
        return f"{key}={singular(text)}" if key in self._exact else key

    def _is_called(self, form: Form, name: str) -> bool:
        if parts(name) is not None:
            return False
        if term_key(name) in self._exact:
            return name in (form.name, singular(form.name))
        return form.key in _keys(name)


def _key(group: Group) -> str:
    return group.key


def _keys(name: str) -> set[str]:
    """Return the keys that a form of this name can have."""
    apart = parts(name)
    if apart is not None:
        return {term_key(apart.short), term_key(apart.long)}
    return {term_key(name), entity_key(name, "Software")}


def _keys_of(form: Form) -> set[str]:
    definition = form.definition
    if definition is None or not definition.is_other_name:
        return {form.key}
    return {form.key, definition.key, *map(term_key, (definition.long, *form.others))}


def _joined(groups: list[Group], links: list[Link]) -> Group:
    """Return groups as one, with links that say why."""
    return Group(
        min(group.key for group in groups),
        [form for group in groups for form in group.forms],
        [link for group in groups for link in group.links] + links,
        frozenset().union(*(group.undecided for group in groups)),
    )


def _parted(group: Group, rule: AliasRule, named: _Named) -> Iterator[Group]:
    """Yield the parts of a group that a rule takes for different things.

    A form belongs to the name that it is called by, or else to the one that is fewest links away; what nothing links to
    any of them stays with the first.
    """
    names = [name for name in rule.names if any(named.is_of(form, name) for form in group.forms)]
    if len(names) < 2:
        yield group
        return
    starts = [{named.node(form.name) for form in group.forms if named.is_of(form, name)} for name in names]
    starts = [{named.node(name)} & nodes or nodes for name, nodes in zip(names, starts, strict=True)]
    sides = _nearest(_steps(group, named, set().union(*starts)), starts)
    forms: dict[int, list[Form]] = defaultdict(list)
    links: dict[int, list[Link]] = defaultdict(list)
    for form in group.forms:
        forms[sides.get(named.node(form.name), 0)].append(form)
    for link in group.links:
        first, second = (sides.get(named.node(text), 0) for text in (link.first, link.second))
        if first == second:
            links[first].append(link)
    for side, members in forms.items():
        undecided = group.undecided & {form.key for form in members}
        yield Group(f"{group.key}~{names[side]}", members, links[side], undecided)


def _steps(group: Group, named: _Named, apart: set[str]) -> dict[str, set[str]]:
    """Return which names stand for each other in a group, but for those that are to be apart."""
    steps: dict[str, set[str]] = defaultdict(set)
    pairs = [(link.first, link.second) for link in group.links]
    for form in group.forms:
        if form.definition is not None:
            pairs += [(form.name, other) for other in (form.definition.short, form.definition.long, *form.others)]
    for first, second in pairs:
        one, two = named.node(first), named.node(second)
        if one != two and not {one, two} <= apart:
            steps[one].add(two)
            steps[two].add(one)
    return steps


def _nearest(steps: dict[str, set[str]], starts: list[set[str]]) -> dict[str, int]:
    """Return, for each name that can be reached, which starts are nearest; the earlier ones of several."""
    sides = {node: side for side, nodes in reversed(list(enumerate(starts))) for node in nodes}
    reached = [node for nodes in starts for node in sorted(nodes)]
    for name in reached:
        for other in sorted(steps.get(name, ())):
            if other not in sides:
                sides[other] = sides[name]
                reached.append(other)
    return sides

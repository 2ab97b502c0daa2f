"""All rules put together: units to entities.

Two units are one entity when a chain of links joins their names:

* both have the same key (:func:`~graph.resolution.keys.term_key`);
* a paper defines an abbreviation by a long form; each sense of an abbreviation is a node of its own
  (:mod:`graph.resolution.senses`);
* one has a noun, a maker's name or an established abbreviation inside it that the other lacks, and papers use both for
  things of one kind;
* people say so (:mod:`graph.resolution.aliases`), who also tell names apart.

Every name is looked up by its key, never compared with all others: time and memory are linear in the mentions.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Container, Iterable, Iterator
from dataclasses import dataclass, field

from ..model import ENTITY_LABELS
from .abbreviations import established_senses
from .aliases import Aliases
from .aliasfile import with_built_in
from .corrections import Group, correct
from .forest import Forest
from .forms import Form, read_forms
from .keys import entity_key, looks_short, measure_key, shorter_forms, term_key, title_initials
from .kinds import DATA, by_kind, make_entity, with_short_keys
from .senses import Abbreviation, Choice, Company, Sense, choose_by_company, read_abbreviations
from .units import Link, Resolved, Unit

_SPACE = re.compile(r"\s+")
_PAPERS_OF_A_LINK = 5


def resolve(units: Iterable[Unit], aliases: Aliases | None = None) -> list[Resolved]:
    """Return the entities that the units are of.

    Parameters
    ----------
    units
        In any order; the result does not depend on it.
    aliases
        What people say of names. Rules that come with the package apply as well, unless these contradict them.

    Returns
    -------
    list of Resolved
        Sorted by label and key; every unit is a member of exactly one.
    """
    ordered = sorted(units, key=lambda u: u.key)
    corpus = _Corpus.of(ordered)
    nodes = _Nodes()
    homes = corpus.join_abbreviations(nodes)
    corpus.join_longer_names(nodes, homes)
    groups = correct(_groups(corpus.forms, homes, nodes), with_built_in(aliases or Aliases()))
    entities = [entity for group in groups for entity in _entities(group)]
    return sorted(with_short_keys(entities), key=lambda e: (ENTITY_LABELS.index(e.label), e.key))


def _groups(forms: list[Form], homes: list[str], nodes: _Nodes) -> list[Group]:
    links = nodes.links_by_group()
    groups: dict[str, Group] = {}
    undecided: dict[str, set[str]] = defaultdict(set)
    for form, home in zip(forms, homes, strict=True):
        key = nodes.forest.find(home)
        groups.setdefault(key, Group(key, [], links.get(key, []))).forms.append(form)
        if home == form.key:
            undecided[key].add(home)
    for key, keys in undecided.items():
        groups[key].undecided = frozenset(keys)
    return list(groups.values())


def _entities(group: Group) -> Iterator[Resolved]:
    units = [form.unit for form in group.forms]
    # What people take for one kind is one thing.
    for members in by_kind(group.key, units) if group.label is None else [units]:
        yield make_entity(group.key, members, group.links, name=group.name, label=group.label)


@dataclass(slots=True)
class _Nodes:
    """Keys joined to groups, and why."""

    forest: Forest = field(default_factory=Forest)
    reasons: dict[tuple[str, str, str, str, str], set[str]] = field(default_factory=lambda: defaultdict(set))

    def join(self, node: str, other: str, link: Link) -> None:
        self.forest.join(node, other)
        self.reasons[node, link.rule, link.first, link.second, link.detail].update(link.papers)

    def links_by_group(self) -> dict[str, list[Link]]:
        found: dict[str, list[Link]] = defaultdict(list)
        for (node, rule, first, second, detail), papers in self.reasons.items():
            shown = tuple(sorted(papers)[:_PAPERS_OF_A_LINK])
            found[self.forest.find(node)].append(Link(rule, first, second, detail, shown))
        return found


@dataclass(frozen=True, slots=True)
class _Corpus:
    """All forms, with what is known of their names together."""

    forms: list[Form]
    abbreviations: dict[str, Abbreviation]
    company: Company
    own_senses: dict[tuple[str, str], str]

    @classmethod
    def of(cls, units: list[Unit]) -> _Corpus:
        forms = read_forms(units)
        abbreviations = read_abbreviations(forms)
        own = {
            (form.unit.paper_id, d.key): abbreviations[d.key].sense_of[term_key(d.long)]
            for form in forms
            if (d := form.definition) is not None
        }
        return cls(forms, abbreviations, Company(forms), own)

    def join_abbreviations(self, nodes: _Nodes) -> list[str]:
        """Join each abbreviation with the long forms of its sense; return the node of each form."""
        homes = [form.key for form in self.forms]
        undefined: dict[str, list[int]] = defaultdict(list)
        for i, form in enumerate(self.forms):
            if form.definition is not None:
                homes[i] = self._join_definition(nodes, form)
            elif form.key in self.abbreviations and " " not in form.name:
                undefined[form.key].append(i)
        for key, places in undefined.items():
            uses = [self.forms[i] for i in places]
            joined = self._join_choices(nodes, uses, self._choices(self.abbreviations[key], uses))
            for i, home in zip(places, joined, strict=True):
                homes[i] = home
        self._join_initials(nodes, [i for i, form in enumerate(self.forms) if homes[i] == form.key])
        return homes

    def _join_initials(self, nodes: _Nodes, places: Iterable[int]) -> None:
        """Join the initials of a dataset or benchmark, which few share, with its title if there is only one.

        Of methods and tasks, initials say nothing: most that fit stand for something else.
        """
        titles: dict[str, dict[str, str]] = defaultdict(dict)
        data = [self.forms[i] for i in places if self.forms[i].unit.label in DATA]
        for form in data:
            if (initials := title_initials(form.name)) is not None:
                titles[initials].setdefault(form.key, form.name)
        for form in data:
            found = titles.get(form.key, {}) if looks_short(form.name) else {}
            known = self.abbreviations.get(form.key)
            if len(found) == 1 and not (known is not None and known.is_defined):
                ((key, title),) = found.items()
                nodes.join(form.key, key, Link("initials", form.name, title, papers=(form.unit.paper_id,)))

    def _join_definition(self, nodes: _Nodes, form: Form) -> str:
        definition = form.definition
        assert definition is not None
        abbreviation = self.abbreviations[definition.key]
        sense = abbreviation.senses[abbreviation.sense_of[term_key(definition.long)]]
        node = _sense_node(definition.key, sense)
        if definition.is_other_name:
            for long in (definition.long, *form.others):
                link = Link("defined", definition.short, long, papers=(form.unit.paper_id,))
                nodes.join(node, term_key(long), link)
        if form.key not in (definition.key, *map(term_key, (definition.long, *form.others))):
            nodes.join(node, form.key, Link("defined", definition.short, form.name, papers=(form.unit.paper_id,)))
        return node

    def _choices(self, abbreviation: Abbreviation, uses: list[Form]) -> list[Choice | None]:
        """Return the sense of each undefined use, at most one."""
        own = self.own_senses
        clear = abbreviation.clear_sense()
        choices: list[Choice | None] = [
            Choice(abbreviation.senses[sense], "defined", "")
            if (sense := own.get((use.unit.paper_id, abbreviation.key))) is not None
            else clear
            for use in uses
        ]
        open_places = [i for i, choice in enumerate(choices) if choice is None]
        by_company = choose_by_company(abbreviation, [uses[i] for i in open_places], self.company)
        for i, choice in zip(open_places, by_company, strict=True):
            choices[i] = choice
        return choices

    def _join_choices(self, nodes: _Nodes, uses: list[Form], choices: list[Choice | None]) -> list[str]:
        """Join uses of an abbreviation with the long forms of their senses that papers use; return their nodes."""
        homes = [use.key for use in uses]
        alike: dict[tuple[str, str, str, str], list[int]] = defaultdict(list)
        for i, choice in enumerate(choices):
            if choice is not None:
                alike[choice.sense.key, choice.rule, choice.detail, uses[i].name].append(i)
        for (_, rule, detail, name), places in alike.items():
            choice = choices[places[0]]
            assert choice is not None
            node = _sense_node(uses[places[0]].key, choice.sense)
            papers = tuple(uses[i].unit.paper_id for i in places)
            for key, long in choice.sense.long_forms.items():
                if self.company.has(key):
                    nodes.join(node, key, Link(rule, name, long, detail, papers))
            if rule in ("company", "only sense"):
                nodes.join(node, node, Link(rule, name, choice.sense.text, detail, papers))
            for i in places:
                homes[i] = node
        return homes

    def join_longer_names(self, nodes: _Nodes, homes: list[str]) -> None:
        """Join names with the shorter or longer names of the same things that papers use."""
        nodes_of: dict[str, dict[tuple[str, str], str]] = defaultdict(dict)
        for form, home in zip(self.forms, homes, strict=True):
            nodes_of[form.key].setdefault((form.unit.label, home), home)
        measures: dict[str, tuple[str, str]] = {}
        for form, home in zip(self.forms, homes, strict=True):
            paper = (form.unit.paper_id,)
            own = form.unit.label
            alike = DATA if own in DATA else {own}
            for shorter in shorter_forms(form.name, own):
                key = entity_key(shorter.name, own)
                link = Link(shorter.rule, form.name, shorter.name, papers=paper)
                found = {node for (label, node) in nodes_of.get(key, ()) if label in alike}
                if len(found) == 1:
                    nodes.join(home, found.pop(), link)
                elif not found and shorter.what:
                    nodes.join(home, f"{shorter.what} {min(alike)} {key}", link)
            for expanded in self._expansions(form, nodes_of):
                nodes.join(home, term_key(expanded), Link("expansion", form.name, expanded, papers=paper))
            if (measure := measure_key(form.name, own)) is not None:
                other, name = measures.setdefault(measure, (home, form.name))
                if other != home:
                    nodes.join(home, other, Link("order", form.name, name, papers=paper))

    def _expansions(self, form: Form, names: Container[str]) -> Iterator[str]:
        """Yield a name of several words with an established abbreviation spelled out, where that is a name, too.

        The other words tell which sense is meant, unless several give names.
        """
        words = _SPACE.split(form.name)
        for i, word in enumerate(words):
            if len(words) == 1 or not looks_short(word) or (form.unit.paper_id, term_key(word)) in self.own_senses:
                continue
            senses = [
                [name for long in sense if term_key(name := " ".join([*words[:i], long, *words[i + 1 :]])) in names]
                for sense in established_senses(term_key(word))
            ]
            found = [expanded for expanded in senses if expanded]
            if len(found) == 1:
                yield from found[0]


def _sense_node(short: str, sense: Sense) -> str:
    return f"{short}~{sense.key}"

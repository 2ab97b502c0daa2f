"""What one paper says of the names of one entity: its key, and the abbreviation that the paper defines."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from extract.names import is_abbreviation, plain

from .abbreviations import established_senses
from .keys import entity_key, looks_short, parts, term_key
from .units import Unit

_MODIFIERS = 2
_WORD = re.compile(r"[^\W_]+")


@dataclass(frozen=True, slots=True)
class Definition:
    """An abbreviation and its long form, as a paper gives them.

    Parameters
    ----------
    short, long
        The spellings.
    is_other_name
        Whether the long form is a name by which the thing is known elsewhere: it is not when the letters do not fit.
    """

    short: str
    long: str
    is_other_name: bool = True

    @property
    def key(self) -> str:
        """Key of the abbreviation."""
        return term_key(self.short)


@dataclass(frozen=True, slots=True)
class Form:
    """One unit with its names read.

    Parameters
    ----------
    unit
        The unit.
    name
        What it is called, without an abbreviation in parentheses.
    definition
        Of the abbreviation that is its name or stands for it, if its paper gives one.
    others
        Its other long forms, which are names of it, too.
    key
        Key of the name.
    """

    unit: Unit
    name: str
    definition: Definition | None = None
    others: tuple[str, ...] = ()
    key: str = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "key", entity_key(self.name, self.unit.label))


def read_forms(units: Iterable[Unit]) -> list[Form]:
    """Return the forms of all units, in the order given.

    A long form such as ``rule-based tree walking (TW)`` has a modifier that is not abbreviated. It is left out where
    the literature or another of the papers defines the abbreviation by the rest.
    """
    forms = [_read(unit) for unit in units]
    known: dict[str, set[str]] = defaultdict(set)
    for form in forms:
        if form.definition is not None and form.definition.is_other_name:
            known[form.definition.key].add(term_key(form.definition.long))
    return [_without_modifiers(form, known) for form in forms]


def _read(unit: Unit) -> Form:
    strings = set()
    name = unit.name
    for string in unit.strings:
        if (apart := parts(string)) is None:
            strings.add(string)
            continue
        # Of "tree walking (TW) search" the abbreviation is another thing's name.
        strings |= {apart.name, apart.short} if apart.name == apart.long else {apart.name}
        if string == name:
            name = apart.name
    ordered = sorted(strings)
    shorts = [short for short in ordered if " " not in short] if len(ordered) > 1 else []
    pairs = [(short, long) for short in shorts for long in ordered if is_abbreviation(short, long)]
    if not pairs:
        return Form(unit, name, _unlike(name, ordered))
    # The longest long form, where a paper has several.
    short, long = max(pairs, key=lambda pair: (pair[0] == name, pair[1] == name, len(pair[1]), pair))
    others = sorted({other for s, other in pairs if s == short and other != long})
    return Form(unit, name, Definition(short, long), tuple(others))


def _unlike(name: str, strings: list[str]) -> Definition | None:
    """Return what a paper says an abbreviation is, where the letters of the two do not fit."""
    capitals = sum(character.isupper() for character in name)
    if not name.isalpha() or not looks_short(name) or 2 * capitals < len(name):
        return None
    key = term_key(name)
    longs = [s for s in strings if " " in s and term_key(s) != key and key not in map(term_key, s.split())]
    return Definition(name, max(longs, key=lambda s: (len(s), s)), is_other_name=False) if longs else None


def _without_modifiers(form: Form, known: Mapping[str, set[str]]) -> Form:
    definition = form.definition
    if definition is None or not definition.is_other_name:
        return form
    short, long = definition.short, _core(definition.short, definition.long, known)
    if long != definition.long and form.key == term_key(definition.long):
        # It is called by what is more than the abbreviation.
        return Form(form.unit, form.name)
    others = tuple(other for other in form.others if other != long and _core(short, other, known) == other)
    return Form(form.unit, form.name, Definition(short, long), others)


def _core(short: str, long: str, known: Mapping[str, set[str]]) -> str:
    """Return a long form without the modifiers that are not abbreviated."""
    key = term_key(short)
    if _initials(long) == key:
        return long
    in_literature = {term_key(text) for sense in established_senses(key) for text in sense}
    if term_key(long) in in_literature:
        return long
    for rest in _rests(plain(long)):
        rest_key = term_key(rest)
        if (rest_key in in_literature or rest_key in known[key]) and is_abbreviation(short, rest):
            return rest
    return long


def _rests(long: str) -> Iterator[str]:
    """Yield what is left of a long form without its first word, and without its first two and so on."""
    for match in list(_WORD.finditer(long))[1 : _MODIFIERS + 1]:
        yield long[match.start() :]


def _initials(long: str) -> str:
    return "".join(word[0] for word in _WORD.findall(long.casefold()))

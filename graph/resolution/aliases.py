"""What people say of names: which are the same, which are not, what a thing is called and what it is."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from enum import StrEnum
from itertools import combinations

from ..errors import AliasError
from ..model import ENTITY_LABELS
from .forest import Forest
from .keys import parts, term_key

BUILT_IN = "built in"
"""Source of the rules that come with the package."""


class Action(StrEnum):
    """What a rule does."""

    SAME = "same"
    DIFFERENT = "different"
    RENAME = "rename"
    RETYPE = "retype"


@dataclass(frozen=True, slots=True)
class AliasRule:
    """One rule of an alias file.

    Parameters
    ----------
    action
        What to do.
    names
        The names that it is about, in any spelling, white space made single spaces: at least two, each another, of
        ``same`` and ``different``; one of ``rename`` and ``retype``. A name with several senses is told by its long
        form, as in ``TW (tree walking)``.
    value
        The new name or label; empty of ``same`` and ``different``.
    source
        Where the rule stands, as ``FILE:LINE``.

    Raises
    ------
    AliasError
        If the rule makes no sense.
    """

    action: Action
    names: tuple[str, ...]
    value: str = ""
    source: str = ""

    def __post_init__(self) -> None:
        object.__setattr__(self, "names", tuple(" ".join(name.split()) for name in self.names))
        object.__setattr__(self, "value", " ".join(self.value.split()))
        if not all(self.names):
            raise AliasError(self.source, "a name is empty")
        if not all(text.isprintable() for text in (*self.names, self.value)):
            raise AliasError(self.source, "a name holds a character that cannot be seen")
        if self.action in (Action.SAME, Action.DIFFERENT):
            if len(set(self.names)) < max(2, len(self.names)):
                raise AliasError(self.source, f"{self.action} takes two names or more, each another")
        elif not self.value:
            raise AliasError(self.source, f"{self.action} of {self.names[0]!r} says not to what")
        if self.action is Action.RETYPE and self.value not in ENTITY_LABELS:
            raise AliasError(self.source, f"{self.value!r} is no type; types are {', '.join(ENTITY_LABELS)}")

    def __str__(self) -> str:
        match self.action:
            case Action.SAME:
                return " = ".join(self.names)
            case Action.DIFFERENT:
                return " ≠ ".join(self.names)
            case Action.RENAME:
                return f"{self.names[0]} is called {self.value}"
            case Action.RETYPE:
                return f"{self.names[0]} is a {self.value}"


@dataclass(frozen=True)
class Aliases:
    """Rules that do not contradict each other.

    Parameters
    ----------
    rules
        In any order; what they do does not depend on it.

    Raises
    ------
    AliasError
        If two rules contradict each other.
    """

    rules: tuple[AliasRule, ...] = ()
    exact_keys: frozenset[str] = field(init=False)
    """Keys that names of different things share: of these names, case and signs count."""

    def __post_init__(self) -> None:
        different = (pair for rule in self.of(Action.DIFFERENT) for pair in combinations(rule.names, 2))
        shared = frozenset(term_key(first) for first, second in different if term_key(first) == term_key(second))
        object.__setattr__(self, "exact_keys", shared)
        self._check()

    def of(self, action: Action) -> Iterator[AliasRule]:
        """Yield the rules of one action, in an order of their own."""
        chosen = (rule for rule in self.rules if rule.action is action)
        yield from sorted(chosen, key=lambda rule: (rule.names, rule.value, rule.source))

    def with_weaker(self, others: Iterable[AliasRule]) -> Aliases:
        """Return these rules with those of the others that they do not contradict."""
        kept, others = self, tuple(others)
        with suppress(AliasError):
            return Aliases((*self.rules, *others))
        for rule in others:
            try:
                kept = Aliases((*kept.rules, rule))
            except AliasError:
                continue
        return kept

    def classes(self) -> list[dict[str, str]]:
        """Return the names that ``same`` rules join, directly or by way of others, each with the source of a rule.

        In an order of their own, as are the names.
        """
        forest = Forest()
        sources: dict[str, str] = {}
        for rule in self.of(Action.SAME):
            first, *others = map(self.identity, rule.names)
            for other in others:
                forest.join(first, other)
            for name in rule.names:
                sources.setdefault(name, rule.source)
        found: dict[str, dict[str, str]] = {}
        for name in sorted(sources):
            found.setdefault(forest.find(self.identity(name)), {})[name] = sources[name]
        return list(found.values())

    def identity(self, name: str) -> str:
        """Return what all spellings of a name have in common, and the names of no other thing."""
        apart = parts(name)
        if apart is not None:
            return f"{term_key(apart.short)}~{term_key(apart.long)}"
        key = term_key(name)
        return f"{key}={name}" if key in self.exact_keys else key

    def _check(self) -> None:
        same, reasons = Forest(), _Reasons()
        for rule in self.of(Action.SAME):
            first, *others = map(self.identity, rule.names)
            for other in others:
                same.join(first, other)
                reasons.join(first, other, rule.source)
        for rule in self.of(Action.DIFFERENT):
            for first, second in combinations(rule.names, 2):
                one, two = self.identity(first), self.identity(second)
                if same.find(one) == same.find(two):
                    raise AliasError(
                        rule.source,
                        f"{first!r} and {second!r} are different here, but the same by {reasons.between(one, two)}",
                    )
        for action in (Action.RENAME, Action.RETYPE):
            told: dict[str, AliasRule] = {}
            for rule in self.of(action):
                (name,) = rule.names
                known = told.setdefault(same.find(self.identity(name)), rule)
                if known.value != rule.value:
                    raise AliasError(
                        rule.source,
                        f"{action} of {name!r} to {rule.value!r}, but of {known.names[0]!r} to {known.value!r} by "
                        f"{known.source or 'another rule'}, and the two are the same; delete one of the lines",
                    )


class _Reasons:
    """Which rules join two names, on the shortest way from one to the other."""

    def __init__(self) -> None:
        self._steps: dict[str, dict[str, str]] = {}

    def join(self, first: str, second: str, source: str) -> None:
        self._steps.setdefault(first, {}).setdefault(second, source)
        self._steps.setdefault(second, {}).setdefault(first, source)

    def between(self, first: str, second: str) -> str:
        if first == second:
            return "their spelling"
        came_from = {first: first}
        waiting = [first]
        for name in waiting:
            for other in sorted(self._steps.get(name, {})):
                if other not in came_from:
                    came_from[other] = name
                    waiting.append(other)
        sources = []
        while second != first:
            sources.append(self._steps[second][came_from[second]])
            second = came_from[second]
        return " and ".join(dict.fromkeys(source or "another rule" for source in reversed(sources)))


def parse_rule(action: str, values: Mapping[str, object], source: str) -> AliasRule:
    """Return the rule that an alias file says in named values.

    Parameters
    ----------
    action
        The name of the action.
    values
        ``names`` of ``same`` and ``different``; ``name`` and ``to`` of ``rename``; ``name`` and ``type`` of ``retype``.
        A ``note`` says what people want to remember, and is not read.
    source
        Where it stands.

    Raises
    ------
    AliasError
        If a value is missing, unknown, or not of its type.
    """
    wanted = {"same": "names", "different": "names", "rename": "name to", "retype": "name type"}.get(action, "").split()
    if not wanted:
        raise AliasError(source, f"{action!r} is no action; actions are {', '.join(Action)}")
    for word, wrong in (
        ("lacks", [key for key in wanted if key not in values]),
        ("does not take", sorted(values.keys() - {*wanted, "note"})),
    ):
        if wrong:
            raise AliasError(source, f"{action} {word} {wrong[0]!r}; it takes {' and '.join(wanted)}")
    names, *rest = (values[key] for key in wanted)
    listed = names if wanted[0] == "names" else [names]
    if not isinstance(listed, list) or not all(isinstance(text, str) for text in [*listed, *rest]):
        raise AliasError(source, f"{action} takes texts in quotes{', in brackets' if wanted[0] == 'names' else ''}")
    return AliasRule(Action(action), tuple(listed), str(rest[0]) if rest else "", source)

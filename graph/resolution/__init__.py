"""Mentions of a whole corpus to entities, by rules, with a reason for each merge."""

from .aliases import BUILT_IN, Action, Aliases, AliasRule
from .aliasfile import add_rule, built_in_aliases, read_aliases
from .merging import resolve
from .units import RULES, Link, Resolved, Unit

__all__ = [
    "BUILT_IN",
    "RULES",
    "Action",
    "AliasRule",
    "Aliases",
    "Link",
    "Resolved",
    "Unit",
    "add_rule",
    "built_in_aliases",
    "read_aliases",
    "resolve",
]

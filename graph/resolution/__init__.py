"""Mentions of a whole corpus to entities, by rules, with a reason for each merge."""

from .merging import resolve
from .units import RULES, Link, Resolved, Unit

__all__ = ["RULES", "Link", "Resolved", "Unit", "resolve"]

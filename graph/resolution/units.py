"""What goes into the resolution of a corpus, and what comes out."""

from __future__ import annotations

from dataclasses import dataclass


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

    @property
    def strings(self) -> list[str]:
        """Name and spellings, sorted."""
        return sorted({self.name, *(spelling for spelling, _ in self.spellings)})


@dataclass(frozen=True, slots=True, order=True)
class Link:
    """Why two names are one entity.

    Parameters
    ----------
    rule
        One of :data:`RULES`.
    first, second
        The two names, in spellings that the papers (or, of established abbreviations, the literature) use.
    detail
        What the rule rests on, such as the number of papers that define an abbreviation so.
    papers
        Ids of the papers that it rests on, sorted.
    """

    rule: str
    first: str
    second: str
    detail: str = ""
    papers: tuple[str, ...] = ()


RULES: dict[str, str] = {
    "spelling": "the same letters, digits and signs",
    "wording": "the same words but for plural, article, preposition or ending",
    "defined": "a paper defines the abbreviation so",
    "only sense": "the abbreviation has no other sense in these papers",
    "established": "the literature uses the abbreviation so",
    "company": "the papers share other names with those that define it so",
    "initials": "the initials of the only dataset or benchmark that they fit",
    "expansion": "an established abbreviation inside the name",
    "head noun": "a noun is added that says what it is",
    "maker": "the maker's name is added",
    "alias": "an alias rule says so",
    "order": "a measure of two abbreviations in either order",
}


@dataclass(frozen=True, slots=True)
class Resolved:
    """One entity of the corpus.

    Parameters
    ----------
    label
        By vote of the papers, ties going to the earlier label of the schema; or by an alias rule.
    key
        Short text that tells it from all other entities of its label; made of names alone, not of their order.
    name
        What most papers call it, or what an alias rule does.
    aliases
        All other spellings, most frequent first.
    votes
        (label, number of papers), most first.
    members
        Keys of the units, sorted.
    links
        Why its names are one, sorted. Spellings with the same letters need no link.
    """

    label: str
    key: str
    name: str
    aliases: tuple[str, ...]
    votes: tuple[tuple[str, int], ...]
    members: tuple[tuple[str, str], ...]
    links: tuple[Link, ...] = ()

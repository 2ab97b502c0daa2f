"""Which systems come from which: the largest families of what is a variant of, or based on, something."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Container, Mapping
from dataclasses import dataclass
from typing import TypeAlias

from ..model import Claim, KnowledgeGraph
from .parts import Named, Quote, Shown, named, quote, surest_first

_SYSTEMS = ("Method", "Model", "Software")
_DESCENT = {"VARIANT_OF": "variant of it", "BASED_ON": "based on it"}
_LARGEST = 40
"""A large family has more members than anybody reads in a row; those nearest to its root are shown."""

_Children: TypeAlias = dict[str, dict[str, list[Claim]]]
"""Ancestor, descendant, and the claims that say so."""


@dataclass(frozen=True, slots=True)
class Member:
    """A member of a family, where the tree has it.

    Parameters
    ----------
    depth
        Steps from the root by the shortest way; 0 for the root.
    entity
        What it is.
    phrase
        How it descends from the member above it, such as ``based on it``; empty for the root.
    support
        Number of papers that say so; 0 for the root.
    quote
        The surest sentence that says so; None for the root.
    also_from
        Names of the other members that it descends from too, in alphabetical order. A root has some if it is
        its own descendant.
    goes_on_in
        Root of the family, further up, that shows what comes from this member; None if it is shown here, or nothing
        comes from it.
    """

    depth: int
    entity: Named
    phrase: str
    support: int
    quote: Quote | None
    also_from: tuple[str, ...]
    goes_on_in: str | None


@dataclass(frozen=True, slots=True)
class Family:
    """A root and what comes from it.

    Parameters
    ----------
    members
        In the order of the tree: each below what it comes from. Of a large family only those nearest to the root.
    descendants
        How many there are, without the root, also those that a family before shows.
    hidden
        How many members are not shown because there are so many.
    """

    members: tuple[Member, ...]
    descendants: int
    hidden: int


def families(graph: KnowledgeGraph, limit: int) -> Shown[Family]:
    """Return the families that show most members which no family before them shows.

    Of equals, that comes first whose root most papers mention, then by name. A root descends from nothing. Where
    members descend from each other in a circle and from nothing else, the one that most papers mention is the root. A
    member that comes from several others stands once in a family, below the one that is nearest to the root. It stands
    in each family that it belongs to, but what comes from it only in the first. Claims that papers deny do not count.

    Parameters
    ----------
    graph
        Where to look; methods, models and software count.
    limit
        How many families to show.
    """
    children = _children(graph)
    ancestors: dict[str, list[str]] = defaultdict(list)
    for parent, below in children.items():
        for child in below:
            ancestors[child].append(parent)
    numbers, waiting = _reached(graph, children)
    total = len(waiting)
    order = {root: _order(graph, root) for root in waiting}
    shown_in: dict[str, str] = {}
    seen = 0
    found: list[Family] = []
    while waiting and len(found) < limit:
        root = min(waiting, key=lambda id_: (-(waiting[id_] & ~seen).bit_count(), order[id_]))
        del waiting[root]
        found.append(_Tree(graph, children, ancestors, root, shown_in).family())
        seen = sum(1 << numbers[id_] for id_ in shown_in)
    return Shown(tuple(found), total)


def _order(graph: KnowledgeGraph, entity_id: str) -> tuple[int, str, str]:
    entity = named(graph, entity_id)
    return -entity.papers, entity.name, entity_id


def _children(graph: KnowledgeGraph) -> _Children:
    claims: _Children = defaultdict(lambda: defaultdict(list))
    for claim in graph.claims:
        if claim.type not in _DESCENT or claim.polarity != "asserted" or claim.head == claim.tail:
            continue
        if graph.label(claim.head) in _SYSTEMS and graph.label(claim.tail) in _SYSTEMS:
            claims[claim.tail][claim.head].append(claim)
    return {
        parent: {child: found[child] for child in sorted(found, key=lambda id_: _order(graph, id_))}
        for parent, found in claims.items()
    }


def _reached(graph: KnowledgeGraph, children: _Children) -> tuple[dict[str, int], dict[str, int]]:
    """Return a number for each system, and for each root its family: a set, as the bits of these numbers.

    So families of a hundred thousand systems are joined and compared in seconds.
    """
    import networkx

    network = networkx.DiGraph((parent, child) for parent, found in children.items() for child in found)
    # A circle is taken for one node, so that something without an ancestor is left everywhere.
    circles = networkx.condensation(network)
    numbers: dict[str, int] = {}
    families: dict[int, int] = {}
    for circle in reversed(list(networkx.topological_sort(circles))):
        family = 0
        # Whatever has no descendants comes first: its set is short.
        for member in sorted(circles.nodes[circle]["members"]):
            numbers[member] = len(numbers)
            family |= 1 << numbers[member]
        for descendant in circles.successors(circle):
            family |= families[descendant]
        families[circle] = family
    roots = (circle for circle, ancestors in circles.in_degree() if ancestors == 0)
    first = {circle: min(circles.nodes[circle]["members"], key=lambda id_: _order(graph, id_)) for circle in roots}
    return numbers, {root: families[circle] for circle, root in first.items()}


def _nearest_first(children: _Children, root: str, closed: Container[str] = ()) -> dict[str, str | None]:
    """Return all members of a family with the one above each: the root, then those one step away, and so on.

    Parameters
    ----------
    closed
        Members whose descendants are left out.
    """
    above: dict[str, str | None] = {root: None}
    reached = [root]
    for parent in reached:
        for child in () if parent in closed else children.get(parent, ()):
            if child not in above:
                above[child] = parent
                reached.append(child)
    return above


class _Tree:
    """A family as it is shown after others.

    Parameters
    ----------
    shown_in
        Each member that was shown before, with the name of the root; those that this family shows are added.
    """

    def __init__(
        self,
        graph: KnowledgeGraph,
        children: _Children,
        ancestors: Mapping[str, list[str]],
        root: str,
        shown_in: dict[str, str],
    ) -> None:
        self.graph = graph
        self.children = children
        self.ancestors = ancestors
        self.root = root
        self.descendants = len(_nearest_first(children, root)) - 1
        self.above = _nearest_first(children, root, shown_in)
        self.goes_on_in = {id_: shown_in[id_] for id_ in self.above if id_ in shown_in and children.get(id_)}
        self.shown = list(self.above)[:_LARGEST]
        for id_ in self.shown:
            shown_in.setdefault(id_, named(graph, root).name)

    def family(self) -> Family:
        below: dict[str | None, list[str]] = defaultdict(list)
        for member in self.shown[1:]:
            below[self.above[member]].append(member)
        members = []
        waiting = [(0, self.root)]
        while waiting:
            depth, member = waiting.pop()
            members.append(self._member(depth, member))
            waiting.extend((depth + 1, child) for child in reversed(below[member]))
        return Family(tuple(members), self.descendants, len(self.above) - len(self.shown))

    def _member(self, depth: int, entity_id: str) -> Member:
        parent = self.above[entity_id]
        others = (id_ for id_ in self.ancestors.get(entity_id, ()) if id_ in self.above and id_ != parent)
        claims = [] if parent is None else surest_first(self.children[parent][entity_id])
        return Member(
            depth=depth,
            entity=named(self.graph, entity_id),
            phrase=_DESCENT[claims[0].type] if claims else "",
            support=len({claim.paper_id for claim in claims}),
            quote=quote(self.graph, claims[0]) if claims else None,
            also_from=tuple(sorted(named(self.graph, id_).name for id_ in others)),
            goes_on_in=self.goes_on_in.get(entity_id),
        )

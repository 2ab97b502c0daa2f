"""The same paper in several files is one paper."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Sequence
from dataclasses import replace

from ..records import Abstract
from .identifiers import arxiv_id_of_doi
from .papers import content_id, normalised_title


def distinct_papers(abstracts: Iterable[Abstract]) -> list[Abstract]:
    """Return every paper once, in the order of first appearance.

    Two records are one paper if they have the same arXiv id, the same DOI, or the same title and abstract but for case
    and punctuation. The same title alone makes them one paper as long as that joins no two different arXiv ids and no
    two different DOIs (a DOI that arXiv gave counts as arXiv id): many works are called "Introduction". Of those, the
    records without an identifier are one paper. Sameness is transitive. What is returned does not depend on the order,
    apart from its own order.

    The text is that of the record with the longest abstract, and of several the first in the alphabet. What it lacks
    of identifiers, year and address comes from the others, the smallest value where they differ.
    """
    papers = list(abstracts)
    while True:
        merged = _merged(papers)
        # A merged record shows one title of several, which can settle what was ambiguous before.
        if len(merged) == len(papers):
            return merged
        papers = merged


class _Groups:
    """A partition of 0 ... size-1; each group is named by its smallest member."""

    def __init__(self, size: int) -> None:
        self._parent = list(range(size))

    def find(self, member: int) -> int:
        while (parent := self._parent[member]) != member:
            self._parent[member] = member = self._parent[parent]
        return member

    def join(self, members: Iterable[int]) -> None:
        roots = {self.find(member) for member in members}
        for root in roots:
            self._parent[root] = min(roots)

    def groups(self, members: Iterable[int]) -> list[list[int]]:
        """Return the members of each group, groups and members in order."""
        return _by_key(sorted(members), self.find)


def _by_key(members: Iterable[int], key: Callable[[int], Hashable | None]) -> list[list[int]]:
    found: dict[Hashable, list[int]] = defaultdict(list)
    for member in members:
        if (value := key(member)) is not None:
            found[value].append(member)
    return list(found.values())


def _merged(papers: Sequence[Abstract]) -> list[Abstract]:
    everyone = range(len(papers))
    titles = [normalised_title(paper.title) for paper in papers]
    same = _Groups(len(papers))
    for group in _by_key(everyone, lambda i: papers[i].arxiv_id) + _by_key(everyone, lambda i: papers[i].doi):
        same.join(group)
    of_title = [group for group in _by_key(everyone, lambda i: titles[i]) if len(group) > 1]
    for group in of_title:
        for equal in _by_key(group, lambda i: normalised_title(papers[i].abstract)):
            same.join(equal)
    _join_titles(papers, of_title, same)
    return [_merge([papers[i] for i in group]) for group in same.groups(everyone)]


def _join_titles(papers: Sequence[Abstract], of_title: list[list[int]], same: _Groups) -> None:
    """Join groups that share a title, unless one of the joined groups would get identifiers of two papers.

    Titles are not looked at one after the other, but all at once: otherwise their order would decide.
    """
    with_arxiv_id, with_doi = set(), set()
    for i, paper in enumerate(papers):
        if paper.arxiv_id is not None:
            with_arxiv_id.add(same.find(i))
        if paper.doi is not None and arxiv_id_of_doi(paper.doi) is None:
            with_doi.add(same.find(i))

    def agree(roots: Iterable[int]) -> bool:
        distinct = set(roots)
        return len(distinct & with_arxiv_id) <= 1 and len(distinct & with_doi) <= 1

    identified = with_arxiv_id | with_doi
    for group in of_title:
        # Without an identifier the title is all that could tell them apart.
        same.join([root for root in map(same.find, group) if root not in identified])
    joined = _Groups(len(papers))
    roots_of_title = [[same.find(i) for i in group] for group in of_title]
    for roots in filter(agree, roots_of_title):
        joined.join(roots)
    for group in joined.groups({root for roots in roots_of_title for root in roots}):
        if agree(group):
            same.join(group)


def _merge(records: Sequence[Abstract]) -> Abstract:
    best = min(records, key=lambda r: (-len(r.abstract), r.title, r.abstract))
    arxiv_id = min((r.arxiv_id for r in records if r.arxiv_id is not None), default=None)
    # The publisher's DOI says more than the one that only repeats the arXiv id.
    doi = min((r.doi for r in records if r.doi), key=lambda d: (arxiv_id_of_doi(d) is not None, d), default=None)
    return replace(
        best,
        paper_id=content_id(best.title, arxiv_id, doi),
        year=min((r.year for r in records if r.year is not None), default=None),
        url=min((r.url for r in records if r.url is not None), default=None),
        arxiv_id=arxiv_id,
        doi=doi,
    )

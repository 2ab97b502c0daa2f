"""The papers of a graph, to which papers can be added and from which they can be taken.

The graph is a function of its papers, and each keeps its record: adding papers in parts gives the graph of all at once,
and a paper taken out leaves nothing behind. Knows neither files nor stores.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property

from extract.readers import distinct_papers
from extract.readers.papers import normalised_title
from extract.records import Abstract, AnnotatedAbstract

from .build import build_graph
from .errors import GraphDataError
from .keeping import kept_record
from .model import KnowledgeGraph, Paper
from .resolution import Aliases

_Text = tuple[str, str]
"""Title and abstract: all that a record depends on, beside the model."""


@dataclass(frozen=True)
class Corpus:
    """Papers in the forms in which they were read, and the records that there are of their texts.

    Several forms can be one paper: see :func:`extract.readers.distinct_papers`. Which ones are depends on all of them,
    so that a new form can join two papers, or part two that had a title alone in common.

    Parameters
    ----------
    sources
        The forms, each once, without id.
    records
        By text, whatever paper they name.
    """

    sources: frozenset[Abstract] = frozenset()
    records: Mapping[_Text, AnnotatedAbstract] = field(default_factory=dict)

    @classmethod
    def of(cls, papers: Iterable[Paper]) -> Corpus:
        """Return what the papers of a graph were built of.

        Raises
        ------
        GraphDataError
            If a paper does not keep its record, or a damaged one.
        """
        sources: set[Abstract] = set()
        records = {}
        for paper in papers:
            record, read = kept_record(paper)
            sources.update(read)
            records[paper.title, paper.abstract] = record
        return cls(frozenset(sources), records)

    def with_papers(
        self,
        given: Iterable[Abstract],
        records: Iterable[AnnotatedAbstract] = (),
        *,
        update: bool = False,
        model: str | None = None,
    ) -> Corpus:
        """Return the corpus with more papers.

        Parameters
        ----------
        given
            The papers, in any order and as often as you like.
        records
            Records of their texts. What the corpus has of a text already stays, unless `update` is set.
        update
            Whether a given paper takes the place of all forms in which the corpus has it. Otherwise it becomes one more
            form.
        model
            With `update`: records of the given papers by another model are left out, to be made again; None keeps them.
        """
        forms = frozenset(replace(paper, paper_id="") for paper in given)
        new = {_text(record.paper): record for record in records}
        if not update:
            return Corpus(self.sources | forms, {**new, **self.records})
        sources = self.sources | forms
        # With some of the old forms gone, a title can be common to others: those are one paper with a given one then.
        while gone := _joined(sources, forms):
            sources -= gone
        texts = {_text(paper) for paper in forms} if model is not None else set()
        kept = {text: r for text, r in self.records.items() if text not in texts or r.model == model}
        return Corpus(sources, {**kept, **new})

    def with_records(self, records: Iterable[AnnotatedAbstract]) -> Corpus:
        """Return the corpus with records of texts that it has none of."""
        return Corpus(self.sources, {**{_text(record.paper): record for record in records}, **self.records})

    def without(self, papers: Iterable[Paper]) -> Corpus:
        """Return the corpus as if these papers of its graph had never been read."""
        gone = {source for paper in papers for source in kept_record(paper)[1]}
        return Corpus(self.sources - gone, self.records)

    def papers(self) -> list[Abstract]:
        """Return every paper once, by id."""
        return [paper for paper, _ in self._papers]

    def forms(self) -> dict[Abstract, Abstract]:
        """Return the paper that each form is of."""
        return {source: paper for paper, group in self._papers for source in group}

    def missing(self) -> list[Abstract]:
        """Return the papers without a record, by id."""
        return [paper for paper in self.papers() if _text(paper) not in self.records]

    def record(self, paper: Abstract) -> AnnotatedAbstract | None:
        """Return the record of a paper's text, if there is one."""
        return self.records.get(_text(paper))

    def is_same(self, other: Corpus) -> bool:
        """Tell whether both give the same graph."""
        return self.sources == other.sources and all(
            self.record(paper) == other.record(paper) for paper in self.papers()
        )

    def graph(self, aliases: Aliases | None = None) -> KnowledgeGraph:
        """Return the graph of all papers.

        Parameters
        ----------
        aliases
            What people say of names.

        Raises
        ------
        GraphDataError
            If a paper has no record.
        """
        records, sources = [], {}
        for paper, group in self._papers:
            record = self.record(paper)
            if record is None:
                raise GraphDataError(f"there is no record of the paper {paper.paper_id!r} ({paper.title!r})")
            records.append(replace(record, paper=paper))
            sources[paper.paper_id] = group
        return build_graph(records, sources, aliases=aliases)

    @cached_property
    def _papers(self) -> list[tuple[Abstract, list[Abstract]]]:
        return sorted(_groups(self.sources), key=lambda one: one[0].paper_id)


def _text(paper: Abstract) -> _Text:
    return paper.title, paper.abstract


def _joined(sources: Iterable[Abstract], forms: frozenset[Abstract]) -> set[Abstract]:
    """Return what is one paper with one of the forms, but for these themselves."""
    groups = (group for _, group in _groups(sources) if not forms.isdisjoint(group))
    return {source for group in groups for source in group if source not in forms}


def _groups(sources: Iterable[Abstract]) -> Iterator[tuple[Abstract, list[Abstract]]]:
    """Yield every paper with the forms in which it was read."""
    for related in _related(sources):
        papers = distinct_papers(related)
        if len(papers) == 1:
            yield papers[0], related
            continue
        groups: dict[Abstract, list[Abstract]] = defaultdict(list)
        for source in related:
            # What papers there are does not depend on the order, but the paper of the first form comes first.
            groups[distinct_papers([source, *related])[0]].append(source)
        yield from groups.items()


def _related(sources: Iterable[Abstract]) -> list[list[Abstract]]:
    """Return the forms in groups, such that only those of one group can be one paper.

    They share an identifier or a title, or are linked by others that do.
    """
    by_key: dict[tuple[str, str], list[Abstract]] = defaultdict(list)
    for source in sources:
        for key in _keys(source):
            by_key[key].append(source)
    groups = []
    left = dict.fromkeys(source for members in by_key.values() for source in members)
    while left:
        waiting = [left.popitem()[0]]
        group = []
        while waiting:
            source = waiting.pop()
            group.append(source)
            for key in _keys(source):
                for other in by_key.pop(key, ()):
                    if other in left:
                        del left[other]
                        waiting.append(other)
        groups.append(group)
    return groups


def _keys(source: Abstract) -> Iterator[tuple[str, str]]:
    yield "title", normalised_title(source.title)
    if source.arxiv_id is not None:
        yield "arXiv", source.arxiv_id
    if source.doi is not None:
        yield "DOI", source.doi

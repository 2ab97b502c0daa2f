"""``add`` and ``remove``: papers into a graph and out of it."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import click

from ..errors import GraphDataError, GraphError, NoGraphError, OutputError, StoreError, UnknownNameError
from . import console
from .aliases import rules_for
from .extraction import extracted, read_files
from .options import (
    aliases_option,
    changed_graph_option,
    check_output,
    files_argument,
    input_format_option,
    min_confidence_option,
    model_option,
    quiet_option,
    skip_invalid_option,
)

if TYPE_CHECKING:
    from extract.recordfile import Journal
    from extract.records import Abstract, AnnotatedAbstract

    from ..model import KnowledgeGraph, Paper
    from ..resolution import Aliases
    from ..stores import GraphStore, Kept
    from ..update import Corpus

_ATTEMPTS = 5


@click.command()
@files_argument
@changed_graph_option
@click.option(
    "--update",
    is_flag=True,
    help="What is given replaces what the graph has of the same papers: other texts, records of other models.",
)
@aliases_option
@input_format_option
@skip_invalid_option
@min_confidence_option
@model_option
@quiet_option
def add(
    files: tuple[str, ...],
    url: str,
    update: bool,
    aliases: Path | None,
    input_format: str | None,
    skip_invalid: bool,
    min_confidence: float,
    model: Path | None,
    quiet: bool,
) -> None:
    """Add papers to a graph; only those that are new or changed are read.

    FILES are the same as for build. The graph is then the one of all its papers built at once, and is made if there is
    none. Stopped half-way, the same command goes on where it stopped. A paper that is given with several texts is read
    in the longest, and what a model has read stays, unless --update is set.

    \b
    Example:
      abstractgraph add new-papers.txt -g graph.json
    """
    from extract.confidence import confident_name, keep_confident
    from extract.shipped import model_name

    store = open_changed(url, *files)
    store.check_writable()
    keep = partial(keep_confident, minimum=min_confidence)
    rules = rules_for(url, aliases, quiet=quiet)
    given, records = read_files(files, input_format, skip_invalid)
    reader = confident_name(model_name(model), min_confidence)
    addition = _Addition(url, given, list(map(keep, records)), reader, update, rules)
    with _journal(url, model_name(model)) as journal:
        kept = _papers(store)
        for _ in range(_ATTEMPTS):
            missing = addition.begin(kept).missing()
            unread = [paper for paper in missing if paper not in journal]
            if len(unread) < len(missing):
                console.message(f"{console.papers(len(missing) - len(unread))} read, {len(unread)} to go", quiet=quiet)
            for record in extracted(unread, model, quiet):
                _append(journal, record)
            try:
                with console.working(f"Writing {url}", quiet=quiet):
                    change_store(store, kept, lambda now: addition.graph(now, journal, keep))
                break
            except _OutdatedError as error:
                kept = error.kept
        else:
            raise StoreError(url, "other processes change the graph all the time; try again later")
    addition.report(quiet)


class _OutdatedError(Exception):
    """Another process has changed the graph, so that there is more to read."""

    def __init__(self, kept: Kept) -> None:
        self.kept = kept


class _Addition:
    """Papers that are added, and what becomes of a graph with them."""

    def __init__(
        self,
        url: str,
        given: list[Abstract],
        records: list[AnnotatedAbstract],
        model: str,
        update: bool,
        aliases: Aliases,
    ) -> None:
        self._url = url
        self._given = given
        self._records = records
        self._model = model
        self._update = update
        self._aliases = aliases
        self._kept: Kept | None = None
        self._old: Corpus
        self._new: Corpus

    def begin(self, kept: Kept) -> Corpus:
        """Return the papers of the graph with the added ones; some may have no record yet."""
        self._kept = kept
        self._old = corpus_of(self._url, kept.papers)
        self._new = self._old.with_papers(self._given, self._records, update=self._update, model=self._model)
        return self._new

    def graph(
        self, kept: Kept, journal: Journal, keep: Callable[[AnnotatedAbstract], AnnotatedAbstract]
    ) -> KnowledgeGraph | None:
        """Return the new graph, with what was read; None if the old one stays."""
        if kept is not self._kept:
            self.begin(kept)
        found = [journal.find(paper) for paper in self._new.missing()]
        if None in found:
            raise _OutdatedError(kept)
        self._new = self._new.with_records(keep(record) for record in found if record is not None)
        return None if kept.is_whole and self._new.is_same(self._old) else self._new.graph(self._aliases)

    def report(self, quiet: bool) -> None:
        """Say what was done, and what was left as it was although something else was given."""
        before = {paper.paper_id: paper for paper in self._old.papers()}
        after = {paper.paper_id: paper for paper in self._new.papers()}
        added = after.keys() - before.keys()
        changed = [
            name
            for name in after.keys() & before.keys()
            if after[name] != before[name] or self._new.record(after[name]) != self._old.record(before[name])
        ]
        console.message(
            f"{self._url}: {console.papers(len(added))} added, {len(changed)} changed, {len(after)} in all", quiet=quiet
        )
        if not self._update:
            self._report_kept(quiet)

    def _report_kept(self, quiet: bool) -> None:
        paper_of = self._new.forms()
        known = {(paper.title, paper.abstract) for paper in self._old.papers()}
        papers = {form: paper for form, paper in paper_of.items() if form not in self._old.sources}
        other = {p for form, p in papers.items() if (p.title, p.abstract) in known and form.abstract != p.abstract}
        if other:
            console.message(
                f"{console.papers(len(other))} with the longer abstract that the graph has, which stays; "
                "add --update takes the given one",
                quiet=quiet,
            )
        read = {(record.paper.title, record.paper.abstract) for record in self._records}
        texts = {(paper.title, paper.abstract) for paper in self._given} & known - read
        models = [self._new.records[text].model for text in texts]
        older = [model for model in models if model != self._model]
        if older:
            console.message(
                f"{console.papers(len(older))} with what {min(older) or 'another source'} read, which stays; "
                f"add --update reads them with {self._model}",
                quiet=quiet,
            )


@click.command()
@click.argument("papers", nargs=-1, required=True, metavar="PAPER...")
@changed_graph_option
@aliases_option
@quiet_option
def remove(papers: tuple[str, ...], url: str, aliases: Path | None, quiet: bool) -> None:
    """Remove papers from a graph, as if they had never been in it.

    PAPER is an id, a title, an arXiv id or a DOI.

    \b
    Example:
      abstractgraph remove arxiv:2401.00001 -g graph.json
    """
    store = open_changed(url)
    rules = rules_for(url, aliases, quiet=quiet)
    before = left = 0

    def change(now: Kept) -> KnowledgeGraph:
        nonlocal before, left
        gone = {paper.id: paper for paper in (_find(now.papers, name) for name in papers)}
        before, left = len(now.papers), len(now.papers) - len(gone)
        return corpus_of(url, now.papers).without(gone.values()).graph(rules)

    kept = store.papers()
    if not kept.is_whole:
        # What was to be removed then may be gone already.
        change_store(store, kept, lambda now: corpus_of(url, now.papers).graph(rules))
        kept = store.papers()
    with console.working(f"Writing {url}", quiet=quiet):
        change_store(store, kept, change)
    console.message(f"{url}: {console.papers(before - left)} removed, {left} left", quiet=quiet)


def open_changed(url: str, *inputs: str) -> GraphStore:
    """Return the store of a graph that is to be changed.

    Raises
    ------
    OutputError
        If it cannot be changed there.
    """
    from ..stores import open_store

    if url == "-":
        raise OutputError(url, "a graph is changed where it is kept; name a file, arcadedb:FOLDER or a server with -g")
    check_output(url, *inputs)
    return open_store(url)


def _papers(store: GraphStore) -> Kept:
    from ..stores import Kept

    try:
        return store.papers()
    except NoGraphError:
        return Kept({})


def corpus_of(url: str, papers: Mapping[str, Paper]) -> Corpus:
    """Return what the papers of a graph were built of.

    Raises
    ------
    StoreError
        If they do not keep it.
    """
    from ..update import Corpus

    try:
        return Corpus.of(papers.values())
    except GraphDataError as error:
        raise StoreError(url, f"{error}; build the graph again with abstractgraph build FILES -o {url}") from error


def change_store(store: GraphStore, kept: Kept, change: Callable[[Kept], KnowledgeGraph | None]) -> None:
    """Update a store that was found to hold `kept`; where nothing would change, it is not even locked."""
    made = change(kept)
    if made is not None:
        # Others have to wait for writing alone, unless one of them was quicker.
        store.update(lambda now: made if now == kept else change(now))


def _append(journal: Journal, record: AnnotatedAbstract) -> None:
    from extract.atomic import fault

    try:
        journal.append(record)
    except OSError as error:
        raise OutputError(str(journal.path), fault(error)) from error


def _find(papers: Mapping[str, Paper], name: str) -> Paper:
    """Return the paper of this id, title, arXiv id or DOI.

    Raises
    ------
    UnknownNameError
        If there is none.
    GraphError
        If there are several.
    """
    from ..lookup import Spellings, ranked_by_name, similar_spellings

    if name in papers:
        return papers[name]
    ranked = ranked_by_name(name, papers.values(), lambda p: Spellings(p.title, (), (p.arxiv_id, p.doi)))
    if not ranked:
        titles = {paper.title: paper.id for paper in papers.values()}
        raise UnknownNameError(name, similar_spellings(name, titles), kind="paper")
    if len(ranked) > 1:
        ids = ", ".join(sorted(paper.id for _, paper in ranked))
        raise GraphError(f"{name!r} names {len(ranked)} papers; name one by its id: {ids}")
    return ranked[0][1]


@contextmanager
def _journal(url: str, model: str) -> Iterator[Journal]:
    """Keep what is read in the user's cache folder until it is in the graph, for the next run if this one is killed.

    One process at a time adds to a graph; another one is told to wait at once, and not after it has read all papers.
    Where the cache folder cannot be written, what is read is lost with the process.
    """
    from tempfile import TemporaryDirectory

    from platformdirs import user_cache_path

    from extract.recordfile import Journal

    from ..stores.locks import writing

    folder = user_cache_path("abstractgraph", appauthor=False) / "adding"
    name = hashlib.sha256(_place(url).encode()).hexdigest()[:16]
    with TemporaryDirectory(prefix="abstractgraph-", ignore_cleanup_errors=True) as temporary:
        try:
            folder.mkdir(parents=True, exist_ok=True)
            (folder / f"{name}.jsonl").open("ab").close()
        except OSError:
            console.message(f"{folder} cannot be written: a run that is stopped will have to start anew")
            folder = Path(temporary)
        with writing(url, folder / f"{name}.lock", patience=0):
            journal = Journal(folder / f"{name}.jsonl", model)
            try:
                yield journal
            except BaseException:
                if journal:
                    journal.close()
                else:
                    journal.remove()
                raise
            journal.finish()


def _place(url: str) -> str:
    """Return what tells a graph from all others."""
    scheme, _, rest = url.partition(":")
    if scheme.lower() == "arcadedb":
        return f"arcadedb:{Path(rest).expanduser().resolve()}"
    if Path(url).exists() or "://" not in url:
        return str(Path(url).resolve())
    return f"{url} {os.environ.get('NEO4J_DATABASE', '')}"

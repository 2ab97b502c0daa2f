"""``extract`` and ``build``: from files to records and to a graph."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Generator, Iterator
from contextlib import closing
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import click

from . import console
from .aliases import rules_for
from .options import (
    aliases_option,
    check_output,
    files_argument,
    input_format_option,
    min_confidence_option,
    model_option,
    quiet_option,
    skip_invalid_option,
)

if TYPE_CHECKING:
    from extract.records import Abstract, AnnotatedAbstract

    from ..model import KnowledgeGraph

_Find = Callable[["Abstract"], "AnnotatedAbstract | None"]


@click.command()
@files_argument
@click.option(
    "-o", "--output", default="records.jsonl", show_default=True, help="The file of records to write; - for stdout."
)
@input_format_option
@skip_invalid_option
@min_confidence_option
@model_option
@quiet_option
def extract(
    files: tuple[str, ...],
    output: str,
    input_format: str | None,
    skip_invalid: bool,
    min_confidence: float,
    model: Path | None,
    quiet: bool,
) -> None:
    """Find entities and relations: one record a paper.

    FILES are listing pages, JSON Lines, JSON, CSV, TSV, BibTeX or Atom, compressed or not; - is standard input. Records
    among them are taken as they are. Stopped half-way, the same command goes on where it stopped.

    \b
    Example:
      abstractgraph extract papers.jsonl.gz -o records.jsonl
    """
    from extract.confidence import confident_name, keep_confident
    from extract.errors import UnreadableFileError
    from extract.recordfile import RecordFile, write_record
    from extract.shipped import model_name

    keep = partial(keep_confident, minimum=min_confidence)
    if output == "-":
        papers, find = _read(files, input_format, skip_invalid)
        for record in map(keep, _in_order(papers, find, model, quiet)):
            write_record(sys.stdout.buffer, record)
        return
    check_output(output, *files)
    if not Path(output).name:
        raise UnreadableFileError(output, "it is a folder; name a file with -o")
    with RecordFile(Path(output), confident_name(model_name(model), min_confidence)) as target:
        papers, find = _read(files, input_format, skip_invalid)
        for paper in papers:
            if (known := find(paper)) is not None:
                target.append(keep(known))
        missing = [paper for paper in papers if paper not in target]
        if 0 < len(missing) < len(papers):
            console.message(f"{len(papers) - len(missing)} papers are finished, {len(missing)} to go", quiet=quiet)
        for record in extracted(missing, model, quiet):
            target.append(keep(record))
        target.finish(papers)
    console.message(f"{len(papers)} records in {output}", quiet=quiet)


@click.command()
@files_argument
@click.option(
    "-o",
    "--output",
    default="graph.json",
    show_default=True,
    help="The graph to write: a file, arcadedb:FOLDER, neo4j://HOST or bolt://HOST.",
)
@aliases_option
@input_format_option
@skip_invalid_option
@min_confidence_option
@model_option
@quiet_option
def build(
    files: tuple[str, ...],
    output: str,
    aliases: Path | None,
    input_format: str | None,
    skip_invalid: bool,
    min_confidence: float,
    model: Path | None,
    quiet: bool,
) -> None:
    """Build the knowledge graph of abstracts.

    FILES are listing pages, JSON Lines, JSON, CSV, TSV, BibTeX or Atom, compressed or not, or records made by
    abstractgraph extract, which are taken as they are; - is standard input.

    \b
    Example:
      abstractgraph build papers.txt -o graph.json
    """
    from extract.confidence import keep_confident

    from ..stores import open_store
    from ..update import Corpus

    began = time.monotonic()
    check_output(output, *files)
    store = open_store(output)
    store.check_writable()
    rules = rules_for(output, aliases, quiet=quiet)
    keep = partial(keep_confident, minimum=min_confidence)
    papers, records = read_files(files, input_format, skip_invalid)
    corpus = Corpus().with_papers(papers, map(keep, records))
    corpus = corpus.with_records(map(keep, extracted(corpus.missing(), model, quiet)))
    graph = corpus.graph(rules)
    with console.working(f"Writing {output}", quiet=quiet):
        store.save(graph)
    if not quiet:
        _summarise(graph, output, time.monotonic() - began)


def _read(files: tuple[str, ...], input_format: str | None, skip_invalid: bool) -> tuple[list[Abstract], _Find]:
    """Return the distinct papers of all files, and what finds the record of a paper among the files of records."""
    from extract.readers import distinct_papers

    papers, records = read_files(files, input_format, skip_invalid)
    known = {(record.paper.title, record.paper.abstract): record for record in records}
    return distinct_papers(papers), lambda paper: known.get((paper.title, paper.abstract))


def read_files(
    files: tuple[str, ...], input_format: str | None, skip_invalid: bool
) -> tuple[list[Abstract], list[AnnotatedAbstract]]:
    """Return the papers of all files, in each form in which they are there, and the records of those that have one.

    Raises
    ------
    InputError
        If there is no paper, or there are two different records of one text.
    """
    from extract.errors import InputError, MalformedRecordError
    from extract.recordfile import read_papers
    from extract.records import AnnotatedAbstract

    invalid: list[MalformedRecordError] = []
    papers: list[Abstract] = []
    known: dict[tuple[str, str], AnnotatedAbstract] = {}

    def on_invalid(error: MalformedRecordError) -> None:
        if not skip_invalid:
            raise click.ClickException(f"{error} (--skip-invalid leaves such records out)") from error
        invalid.append(error)

    for path in files:
        for found in read_papers(path, input_format=input_format, on_invalid=on_invalid):
            if not isinstance(found, AnnotatedAbstract):
                papers.append(found)
                continue
            papers.append(found.paper)
            other = known.setdefault((found.paper.title, found.paper.abstract), found)
            if replace(other, paper=found.paper) != found:
                raise InputError(
                    f"{path}: another record of {found.paper.title!r} was read before; give only one of them"
                )
    if invalid:
        # Said with --quiet, too: something is missing.
        console.message(f"{len(invalid)} malformed records left out; the first: {invalid[0]}")
    if not papers:
        raise InputError(f"no paper is left in {', '.join(files)}; nothing was written")
    return papers, list(known.values())


def _in_order(papers: list[Abstract], find: _Find, model: Path | None, quiet: bool) -> Iterator[AnnotatedAbstract]:
    """Yield the record of each paper in order: a known one where there is one, else extracted now."""
    found = [find(paper) for paper in papers]
    missing = [paper for paper, record in zip(papers, found, strict=True) if record is None]
    with closing(extracted(missing, model, quiet)) as new:
        for paper, record in zip(papers, found, strict=True):
            yield replace(next(new) if record is None else record, paper=paper)


def extracted(papers: list[Abstract], model: Path | None, quiet: bool) -> Generator[AnnotatedAbstract, None, None]:
    """Yield the record of each paper in order, as the model makes it, with a progress bar."""
    if not papers:
        return
    from extract.pipeline import annotate, load_pipeline

    with console.progress("Reading abstracts", quiet=quiet) as move:
        move(0, len(papers))
        for done, record in enumerate(annotate(load_pipeline(model), papers), start=1):
            move(done, len(papers))
            yield record


def _summarise(graph: KnowledgeGraph, output: str, seconds: float) -> None:
    from ..lookup import best_connected, count_edges, count_nodes

    screen = console.console(sys.stderr)
    for title, names, rows in (
        ("Nodes", ("label", "number"), list(count_nodes(graph).items())),
        ("Edges", ("type", "number"), list(count_edges(graph).items())),
        ("Best connected", ("name", "label", "claims"), [(e.name, e.label, n) for e, n in best_connected(graph)]),
    ):
        screen.print(console.make_table(title, names, rows))
    console.message(f"{len(graph.papers)} papers in {seconds:.1f} s. Graph: {output}")

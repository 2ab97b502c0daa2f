"""``annotate``: texts with what the model finds in them, on the terminal, as a page, or as records."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from . import console
from .options import check_output, input_format_option, model_option, quiet_option, skip_invalid_option

if TYPE_CHECKING:
    from rich.console import Console
    from rich.text import Text

    from extract.errors import MalformedRecordError
    from extract.readers.sources import Source
    from extract.records import Abstract, AnnotatedAbstract, Field, Relation, Result

    from ..views.annotation import AnnotatedText, Name, Passage, Statement


@click.command()
@click.argument("file", required=False)
@click.option("--text", help="The text itself, instead of FILE.")
@click.option("-o", "--output", help="Write a page for a browser; - for stdout.")
@click.option(
    "--format",
    "form",
    type=click.Choice(["text", "json"]),
    help="Form: text, in colours on a terminal, or one record a line.  [default: text]",
)
@click.option(
    "--max-papers", default=20, show_default=True, type=click.IntRange(min=1), help="The first papers of FILE to show."
)
@input_format_option
@skip_invalid_option
@model_option
@quiet_option
def annotate(
    file: str | None,
    text: str | None,
    output: str | None,
    form: str | None,
    max_papers: int,
    input_format: str | None,
    skip_invalid: bool,
    model: Path | None,
    quiet: bool,
) -> None:
    """Show texts with what the model finds in them.

    Entities are marked in the text; relations and results follow, with confidence and evidence. "not" stands before
    what the text denies, "maybe" before what it presents as possible.

    FILE holds papers in any format that extract reads, or records made by extract, which are shown as they are, or
    the bare text of one abstract; - is standard input. The page made by -o is one file, which needs no network.

    \b
    Example:
      abstractgraph annotate --text "We introduce FernNet, which outperforms ResNet-50 on LeafBench."
      abstractgraph annotate papers.txt -o papers.html
    """
    _check_usage(file, text, output, form, input_format)
    if output is not None:
        _check_page(output, file)
    records = _annotated(_chosen(file, text, input_format, max_papers, skip_invalid), model, quiet)
    if output is not None:
        _write_page(records, output, _page_title(file), quiet)
    elif form == "json":
        from extract.recordfile import write_record

        for record in records:
            write_record(sys.stdout.buffer, record)
    else:
        _print(map(_content, records))


def _check_usage(
    file: str | None, text: str | None, output: str | None, form: str | None, input_format: str | None
) -> None:
    if file is None and text is None:
        raise click.UsageError('There is no text. Give a FILE, - for standard input, or --text "...".')
    if text is not None and (file is not None or input_format is not None):
        raise click.UsageError("--text is the text itself. Leave out FILE and --input-format, or --text.")
    if output is not None and form is not None:
        raise click.UsageError("-o writes a page, which has one form. Leave out --format, or -o.")


def _check_page(output: str, file: str | None) -> None:
    """Refuse a page that cannot be written, before any work."""
    from extract.atomic import check_replaceable, fault

    from ..errors import OutputError

    check_output(output, *(() if file is None else (file,)))
    if output != "-":
        try:
            check_replaceable(Path(output))
        except OSError as error:
            raise OutputError(output, fault(error)) from error


def _page_title(file: str | None) -> str:
    return "Annotated text" if file in (None, "-") else Path(str(file)).name


def _chosen(
    file: str | None, text: str | None, input_format: str | None, maximum: int, skip_invalid: bool
) -> list[Abstract | AnnotatedAbstract]:
    """Return the papers or records to show, at most so many."""
    from extract.errors import InputError
    from extract.readers.sources import open_source

    if file is None:
        return [_bare_paper(text or "", "--text")]
    invalid: list[MalformedRecordError] = []

    def on_invalid(error: MalformedRecordError) -> None:
        if not skip_invalid:
            raise click.ClickException(f"{error} (--skip-invalid leaves such records out)") from error
        invalid.append(error)

    with open_source(file) as source:
        found = list(islice(_papers(source, input_format, on_invalid), maximum + 1))
    # Said with --quiet, too: something is missing.
    if invalid:
        console.message(f"{len(invalid)} malformed records left out; the first: {invalid[0]}")
    if not found:
        raise InputError(f"{file}: no paper is in it; give titles with abstracts, or the text of one abstract")
    if len(found) > maximum:
        console.message(f"{file} holds more papers than the {maximum} shown; --max-papers N shows more")
    return found[:maximum]


def _papers(
    source: Source, input_format: str | None, on_invalid: Callable[[MalformedRecordError], None]
) -> Iterator[Abstract | AnnotatedAbstract]:
    """Yield the papers or the records of a file, or its whole text as one abstract if it is neither."""
    from extract.errors import MalformedRecordError
    from extract.readers import abstracts_of
    from extract.recordfile import parse_record

    if input_format is None and _is_bare_text(source):
        yield _bare_paper(source.text(), source.name)
    elif input_format is None and _begins_with_record(source):
        for number, line in enumerate(source.lines(), start=1):
            if line.strip():
                try:
                    yield parse_record(line, source.name, number)
                except MalformedRecordError as error:
                    on_invalid(error)
    else:
        yield from abstracts_of(source, input_format=input_format, on_invalid=on_invalid)


def _begins_with_record(source: Source) -> bool:
    text = source.head_text().lstrip()
    # As extract.recordfile.read_papers tells them, which opens files itself: standard input is opened only once.
    return text.startswith('{"paper_id"') and '"entities"' in text


def _is_bare_text(source: Source) -> bool:
    """Tell whether a file has no other format than that of a text, and is no listing of titles and abstracts."""
    from extract.errors import UnknownFormatError
    from extract.readers.formats import FORMATS, reader_of
    from extract.readers.listing import is_listing

    try:
        reader = reader_of(source, None)
    except UnknownFormatError:
        return True
    return reader is FORMATS["listing"] and not is_listing(source.head_text())


def _bare_paper(text: str, name: str) -> Abstract:
    """Return a text as a paper without title. Its id comes from the text."""
    from extract.errors import InputError
    from extract.readers.papers import collapsed, content_id
    from extract.records import Abstract

    abstract = collapsed(text)
    if not abstract:
        raise InputError(f"{name}: the text is empty; give the text of an abstract")
    if any("\ud800" <= character <= "\udfff" for character in abstract):
        raise InputError(f"{name}: the text is not valid Unicode; give it as UTF-8")
    return Abstract(content_id(abstract, None, None), "", abstract)


def _annotated(
    papers: Sequence[Abstract | AnnotatedAbstract], model: Path | None, quiet: bool
) -> list[AnnotatedAbstract]:
    """Return the record of each paper in order: as it was read, else extracted now."""
    from extract.records import Abstract

    from .extraction import extracted

    # All before anything is printed: the progress bar and the text may share a terminal.
    new = iter(list(extracted([paper for paper in papers if isinstance(paper, Abstract)], model, quiet)))
    return [next(new) if isinstance(paper, Abstract) else paper for paper in papers]


def _content(record: AnnotatedAbstract) -> AnnotatedText:
    """Return a record as what is shown of it."""
    from extract.schema import PAPER

    from ..views.annotation import AnnotatedText, Found, Link, Name, Score

    paper = record.paper
    names = {entity.id: Name(entity.name, entity.type.value) for entity in record.entities}
    names[PAPER] = Name("this paper")
    return AnnotatedText(
        title=_passage(record, "title", 0, len(paper.title)),
        abstract=_passage(record, "abstract", 0, len(paper.abstract)),
        # The id of a bare text tells nobody anything.
        facts=tuple(str(fact) for fact in (paper.paper_id, paper.year) if fact) if paper.title else (),
        url=paper.url,
        model=record.model,
        entities=tuple(Found(names[e.id], e.confidence, len(e.mentions)) for e in record.entities),
        links=tuple(
            Link(head=names[r.head], type=r.type.value, tail=names[r.tail], **_said(record, r, {r.head, r.tail}))
            for r in record.relations
        ),
        scores=tuple(
            Score(
                of=names[r.of],
                value=r.value,
                on=None if r.on is None else names[r.on],
                metric=None if r.metric is None else names.get(r.metric, Name(r.metric)),
                **_said(record, r, {r.of, r.on, r.metric}),
            )
            for r in record.results
        ),
    )


def _said(record: AnnotatedAbstract, said: Relation | Result, ids: set[str | None]) -> dict[str, Any]:
    found = said.evidence
    return {
        "confidence": said.confidence,
        "negated": said.polarity == "negated",
        "hedged": said.hedged,
        "evidence": None if found is None else _passage(record, found.field, found.start, found.end, ids),
    }


def _passage(
    record: AnnotatedAbstract, field: Field, start: int, end: int, ids: set[str | None] | None = None
) -> Passage:
    """Return a stretch of the paper with the entities of these ids marked in it, all if None."""
    from ..views.annotation import make_passage

    return make_passage(
        record.paper.text(field)[start:end],
        [
            (mention.start - start, mention.end - start, entity.type.value)
            for entity in record.entities
            if ids is None or entity.id in ids
            for mention in entity.mentions
            if mention.field == field and start <= mention.start and mention.end <= end
        ],
    )


def _write_page(records: Iterable[AnnotatedAbstract], output: str, title: str, quiet: bool) -> None:
    from spacy import displacy

    from ..views.annotation import render_annotations, write_annotations

    texts = [_content(record) for record in records]
    if output == "-":
        click.echo(render_annotations(texts, displacy.render, title=title))
        return
    write_annotations(texts, output, displacy.render, title=title)
    numbers = [sum(len(getattr(text, kind)) for text in texts) for kind in ("entities", "links", "scores")]
    found = "{} entities, {} relations, {} results".format(*numbers)
    console.message(f"{output}: {len(texts)} text{'s' * (len(texts) > 1)}, {found}", quiet=quiet)


def _print(texts: Iterable[AnnotatedText]) -> None:
    """Print texts in colours where there are some, else with the types in brackets."""
    from ..views.annotation import plain_lines

    screen = console.console()
    colours = screen.is_terminal and screen.color_system is not None and not screen.no_color
    for number, text in enumerate(texts):
        if colours:
            _print_picture(screen, text, number)
        else:
            console.print_data(("\n---\n\n" if number else "") + "".join(f"{line}\n" for line in plain_lines(text)))


def _print_picture(screen: Console, text: AnnotatedText, number: int) -> None:
    """Print a text in colours, and tables of what is found in it."""
    from rich.text import Text

    if number:
        screen.rule()
    if text.title.text:
        screen.print(_coloured(text.title, "bold"))
    if facts := text.known():
        screen.print(Text(console.visible(facts), "dim"))
    if text.title.text or facts:
        screen.print()
    screen.print(_coloured(text.abstract))
    screen.print()
    _print_table(
        screen,
        f"Entities ({len(text.entities)})",
        ("name", "type", "conf.", "mentions"),
        [(_dotted(e.name), e.name.label or "", f"{e.confidence:.2f}", str(e.mentions)) for e in text.entities],
    )
    _print_table(
        screen,
        f"Relations ({len(text.links)})",
        ("head", "relation", "tail", "conf.", "evidence"),
        [
            (_dotted(r.head), _marked(r, r.type), _dotted(r.tail), f"{r.confidence:.2f}", _evidence(r))
            for r in text.links
        ],
    )
    _print_table(
        screen,
        f"Results ({len(text.scores)})",
        ("of", "value", "metric", "on", "conf.", "evidence"),
        [
            (_dotted(s.of), _marked(s, s.value), _dotted(s.metric), _dotted(s.on), f"{s.confidence:.2f}", _evidence(s))
            for s in text.scores
        ],
    )


def _print_table(screen: Console, title: str, columns: Sequence[str], rows: Sequence[Sequence[Text | str]]) -> None:
    from rich.text import Text

    if not rows:
        screen.print(Text(title, "bold"))
        return
    table = console.make_table(title, columns, ())
    for column in table.columns:
        if column.header in ("conf.", "mentions"):
            column.justify = "right"
    for row in rows:
        table.add_row(*(cell if isinstance(cell, Text) else Text(cell) for cell in row))
    screen.print(table)


def _coloured(passage: Passage, style: str = "", *, types: bool = True) -> Text:
    """Return a passage with its spans on their colours, and with their types if wanted."""
    from rich.text import Text

    from ..views.annotation import COLOURS, ink

    text = Text(style=style)
    for piece, label in passage.parts():
        shown = console.visible(piece)
        if label is None:
            text.append(shown)
            continue
        colour = f"{ink(COLOURS[label])} on {COLOURS[label]}"
        text.append(f" {shown} " if types else shown, colour)
        if types:
            text.append(f"{label} ", f"italic {colour}")
    return text


def _dotted(name: Name | None) -> Text:
    """Return a name after a dot in the colour of its type."""
    from rich.text import Text

    from ..views.annotation import COLOURS

    if name is None:
        return Text()
    dot = [] if name.label is None else [("\N{BLACK CIRCLE} ", COLOURS[name.label])]
    return Text.assemble(*dot, console.visible(name.text))


def _marked(said: Statement, text: str) -> Text:
    from rich.text import Text

    return Text.assemble(*((f"{mark} ", "bold yellow") for mark in said.marks), console.visible(text))


def _evidence(said: Statement) -> Text | str:
    return "" if said.evidence is None else _coloured(said.evidence, types=False)

"""``query`` and ``queries``: ask a graph in Cypher, and list the questions that come with the program."""

from __future__ import annotations

import sys
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

import click

from ..errors import ParameterError, QueryError
from . import console
from .options import format_option, graph_option
from .rows import default_format, print_answer

if TYPE_CHECKING:
    from ..cypher import Answer, Query

TIMEOUT = 60.0
TERMINAL_ROWS = 100


@click.command()
@click.argument("query", required=False, metavar="QUERY")
@graph_option
@click.option(
    "-p", "--param", "assignments", multiple=True, metavar="NAME=VALUE", help="A parameter of the query; repeatable."
)
@format_option
@click.option(
    "--limit",
    type=click.IntRange(min=0),
    help=f"At most so many rows, 0 for all.  [default: {TERMINAL_ROWS} in a table on a terminal, else all]  "
    "A LIMIT of the query counts all the same.",
)
@click.option(
    "--timeout",
    type=click.FloatRange(min=0),
    default=TIMEOUT,
    show_default=True,
    metavar="SECONDS",
    help="Give up after so long; 0 for never.",
)
def query(
    query: str | None, url: str, assignments: tuple[str, ...], form: str | None, limit: int | None, timeout: float
) -> None:
    """Ask the graph in Cypher.

    QUERY is a single word, the name of a query (see abstractgraph queries); or a path that ends in .cypher; or - for
    standard input; or else Cypher. The graph is only read, whatever the text says.

    Parameters that are names may be given in any spelling that the graph holds, lists as a,b or as JSON. What a query
    takes, and what its columns mean, says abstractgraph queries QUERY.

    \b
    Example:
      abstractgraph query outperforms --param method="rank-one model editing"
      abstractgraph query 'MATCH (m:Method)-[:USED_FOR]->(t:Task) RETURN t.name, count(m)' --format csv
    """
    from ..cypher import ask, complete_parameters, parse_parameters
    from ..stores import open_store

    if query is None:
        raise click.UsageError(
            "QUERY is missing. Name one that abstractgraph queries lists, or a file, or write Cypher."
        )
    if query == "-" and url == "-":
        raise click.UsageError("Standard input cannot be both the query and the graph. Name a file for one of them.")
    try:
        texts = split_parameters(assignments)
    except ParameterError as error:
        raise click.BadParameter(str(error), param_hint="--param") from error
    question = find_question(query)
    # Before the graph is opened, which may take long.
    values = complete_parameters(question, parse_parameters(question, texts))
    form = form or default_format()
    if limit is None and form == "table" and sys.stdout.isatty():
        limit = TERMINAL_ROWS
    with console.working("Asking"), open_store(url).reader() as reader:
        answer = ask(reader, question, values, timeout=timeout or None, limit=limit or None)
    print_answer(answer, form)
    for note in notes(question, answer, all_rows="--limit 0", set_parameter="--param"):
        console.message(note)


@click.command()
@click.argument("name", required=False)
@format_option
def queries(name: str | None, form: str | None) -> None:
    """List the queries that come with the program, or show one whole.

    \b
    Example:
      abstractgraph queries
      abstractgraph queries outperforms
    """
    from ..cypher import find_query
    from ..cypher import queries as all_queries

    if name is not None and form is None:
        console.print_data(describe(find_query(name)))
        return
    form = form or default_format()
    print_answer(catalogue_rows(all_queries() if name is None else [find_query(name)], form), form)


def split_parameters(assignments: Iterable[str]) -> dict[str, str]:
    """Return the texts of ``name=value`` by name.

    Raises
    ------
    ParameterError
        If one is not of this form, or a name is given twice.
    """
    from ..cypher import split_assignments

    return split_assignments(assignments)


def find_question(text: str) -> Query:
    """Return the query that a word, path, ``-`` or Cypher text stands for.

    Raises
    ------
    UnknownQueryError
        If it is a word, and no query has this name.
    QuerySyntaxError
        If it is a file or text whose header is wrong.
    QueryError
        If it is a path that cannot be read.
    """
    from ..cypher import parse_query, query_of

    if text == "-":
        return parse_query(_decoded(sys.stdin.buffer.read(), "standard input"), "standard input")
    if text.endswith(".cypher"):
        path = Path(text)
        try:
            content = path.read_bytes()
        except (OSError, ValueError) as error:
            reason = error.strerror if isinstance(error, OSError) else error
            raise QueryError(f"{text}: the query cannot be read ({reason}); name a file of Cypher") from error
        return parse_query(_decoded(content, text), path.stem, source=text)
    return query_of(text)


def notes(question: Query, answer: Answer, *, all_rows: str, set_parameter: str) -> list[str]:
    """Return what is to be said of an answer beside its rows.

    Parameters
    ----------
    question
        What was asked.
    answer
        The rows.
    all_rows
        What the user writes to get all rows.
    set_parameter
        What the user writes before ``name=value``.
    """
    from ..cypher import unknown_names

    # They are no error in Cypher.
    found = unknown_names(question.text)
    for parameter, nodes in answer.names.items():
        if len(nodes) > 1:
            known = ", ".join(f"{node.name} ({node.label}): {node.id}" for node in nodes)
            found.append(
                f"{parameter} stands for {len(nodes)} nodes, and all were asked for: {known}. Give an id for one."
            )
    if not answer.rows:
        found.append("no rows")
    elif answer.truncated:
        most = f" up to the query's own LIMIT of {answer.own_limit.rows}" if answer.own_limit else ""
        found.append(f"the first {_rows(answer)}; {all_rows} for all{most}")
    elif answer.own_limit is not None and answer.own_limit.rows == len(answer.rows):
        name = answer.own_limit.parameter
        change = "change the LIMIT in its text" if name is None else f"{set_parameter} {name}=N"
        found.append(f"the first {_rows(answer)}, as many as the query's own LIMIT allows; for more, {change}")
    return [console.visible(note) for note in found]


def _rows(answer: Answer) -> str:
    return "row" if len(answer.rows) == 1 else f"{len(answer.rows)} rows"


def catalogue_rows(found: Iterable[Query], form: str) -> Answer:
    """Return queries as rows: in JSON with all that their headers say and their texts, else what fits a line each."""
    from dataclasses import asdict

    from ..cypher import Answer

    if form in ("json", "jsonl"):
        objects = [asdict(query) for query in found]
        return Answer(tuple(objects[0]) if objects else (), tuple(tuple(one.values()) for one in objects))
    rows = [(query.name, query.purpose, ", ".join(p.assignment for p in query.parameters or ())) for query in found]
    return Answer(("name", "purpose", "parameters"), tuple(rows))


def describe(query: Query) -> str:
    """Return all of a query for a person: purpose, parameters, columns, example and text."""
    lines = [query.name, f"  {query.purpose}"]
    for title, parts in (("Parameters", query.parameters or ()), ("Columns", query.columns)):
        described = [(str(part), part.description) for part in parts] or [("none", "")]
        width = max(len(name) for name, _ in described)
        lines += ["", f"{title}:", *(f"  {name:{width}}  {text}".rstrip() for name, text in described)]
    return "\n".join([*lines, "", "Example:", f"  {query.example}", "", query.text.rstrip(), ""])


def _decoded(content: bytes, source: str) -> str:
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise QueryError(f"{source}: the query is not UTF-8 (byte {error.start}); save it as UTF-8") from error

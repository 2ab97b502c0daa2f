"""One call from a question to its rows: check, fill in names and defaults, ask the store."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from ..stores.store import CypherReader, Rows
from .dialect import adapted, check_dialect
from .guard import check_read_only
from .header import Query, parse_query
from .names import Named, Names
from .parameters import complete_parameters


@dataclass(frozen=True, slots=True)
class Answer(Rows):
    """The rows of a query, and what the names given for it stand for.

    Parameters
    ----------
    names
        Parameter to the nodes that its name stands for: several if the graph has homonyms, all of which were asked for.
    """

    names: Mapping[str, tuple[Named, ...]] = field(default_factory=dict)


def ask(
    reader: CypherReader,
    query: Query | str,
    parameters: Mapping[str, Any] | None = None,
    *,
    timeout: float | None = None,
    limit: int | None = None,
    names: Names | None = None,
) -> Answer:
    """Return the rows that answer a query.

    Parameters
    ----------
    reader
        What :meth:`GraphStore.reader` gives; any number of questions can be asked of it.
    query
        A query of the catalogue (:func:`find_query`), or Cypher, with or without a header.
    parameters
        Values by name. A name may be given in any spelling, or as a list of names.
    timeout
        Seconds until the engine gives up; None for no bound.
    limit
        Return at most so many rows; None for all.
    names
        The names in the store, if more questions are to come; read anew for each question without.

    Raises
    ------
    ReadOnlyError
        If the text would do more than read the graph.
    UnsupportedCypherError
        If the engine cannot answer the text, or would answer it otherwise than the others.
    QuerySyntaxError
        If the text is no Cypher.
    ParameterError
        If a parameter is missing, unknown or of a wrong type, or a name stands for nodes of other labels only.
    UnknownNameError
        If the graph holds nothing by a name.
    QueryTimeoutError
        If the time is over.
    QueryError
        If the engine fails for another reason.

    Examples
    --------
    >>> with open_store("graph.json").reader() as reader:  # doctest: +SKIP
    ...     rows = ask(reader, find_query("outperforms"), {"method": "rank-one model editing"}).rows
    """
    if isinstance(query, str):
        query = parse_query(query)
    text = check_read_only(query.text, reader.engine)
    check_dialect(text, reader.engine)
    values = complete_parameters(query, parameters or {})
    meant = _resolve(query, values, names or Names(reader, timeout))
    ids = {parameter: [node.id for node in nodes] for parameter, nodes in meant.items()}
    rows = reader.run(adapted(text, reader.engine), {**values, **ids}, timeout=timeout, limit=limit)
    return Answer(rows.columns, rows.rows, rows.truncated, meant)


def _resolve(query: Query, values: Mapping[str, Any], names: Names) -> dict[str, tuple[Named, ...]]:
    meant: dict[str, tuple[Named, ...]] = {}
    for parameter in query.parameters or ():
        given = values[parameter.name]
        if parameter.type != "name" or given is None:
            continue
        nodes = {
            node.id: node
            for name in ([given] if isinstance(given, str) else given)
            for node in names.resolve(parameter.name, name, parameter.labels)
        }
        meant[parameter.name] = tuple(nodes.values())
    return meant

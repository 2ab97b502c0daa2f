"""One call from a question to its rows: check, fill in names and defaults, ask the store."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from ..model import KnowledgeGraph
from ..stores.store import CypherReader, GraphStore, Rows
from .catalogue import query_of
from .dialect import adapted, check_dialect
from .guard import check_read_only
from .header import Query
from .names import Named, Names
from .outline import OwnLimit, own_limit
from .parameters import complete_parameters


@dataclass(frozen=True, slots=True)
class Answer(Rows):
    """The rows of a query, and what the names given for it stand for.

    Iterating gives each row as a dict by column; :attr:`rows` holds them as tuples.

    Parameters
    ----------
    names
        Parameter to the nodes that its name stands for: several if the graph has homonyms, all of which were asked for.
    own_limit
        The LIMIT in the text of the query, if it has one: where as many rows came, there may be more.
    """

    names: Mapping[str, tuple[Named, ...]] = field(default_factory=dict)
    own_limit: OwnLimit | None = None

    def __iter__(self) -> Iterator[dict[str, Any]]:
        return (dict(zip(self.columns, row, strict=True)) for row in self.rows)

    def __len__(self) -> int:
        return len(self.rows)


def ask(
    graph: CypherReader | GraphStore | str | Path,
    query: Query | str,
    parameters: Mapping[str, Any] | None = None,
    *,
    timeout: float | None = None,
    limit: int | None = None,
) -> Answer:
    """Return the rows that answer a query.

    Parameters
    ----------
    graph
        The URL of a graph or the path of its file; a store; or an open reader, as :meth:`GraphStore.reader` gives one,
        for many questions: what it learns of the graph is kept, and for the others the graph is opened for each.
    query
        The name of a query of the catalogue; or Cypher, with or without a header; or what :func:`find_query` and
        :func:`parse_query` return.
    parameters
        Values by name. A name may be given in any spelling, or as a list of names.
    timeout
        Seconds until the engine gives up; None for no bound.
    limit
        Return at most so many rows; None for all. A LIMIT in the text counts all the same.

    Raises
    ------
    TypeError
        If `graph` is a :class:`KnowledgeGraph`, which is in no store.
    StoreError
        If there is no graph there, or it cannot be read.
    UnknownQueryError
        If there is no query of this name.
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
    >>> for row in ask("graph.json", "outperforms", {"method": "rank-one model editing"}):  # doctest: +SKIP
    ...     print(row["winner"], row["paper"])
    """
    query = query_of(query) if isinstance(query, str) else query
    values = complete_parameters(query, parameters or {})
    with _opened(graph) as reader:
        text = check_read_only(query.text, reader.engine)
        check_dialect(text, reader.engine)
        meant = _resolve(query, values, Names.of(reader, timeout))
        ids = {parameter: [node.id for node in nodes] for parameter, nodes in meant.items()}
        rows = reader.run(adapted(text, reader.engine), {**values, **ids}, timeout=timeout, limit=limit)
    return Answer(rows.columns, rows.rows, rows.truncated, meant, own_limit(text, values))


def _opened(graph: CypherReader | GraphStore | str | Path) -> AbstractContextManager[CypherReader]:
    if isinstance(graph, str | Path):
        from ..stores import open_store

        graph = open_store(graph)
    if isinstance(graph, KnowledgeGraph):
        raise TypeError(
            'a KnowledgeGraph answers no Cypher; save it, as with graph.open_store("graph.json").save(g), and ask that'
        )
    return graph.reader() if hasattr(graph, "reader") else nullcontext(graph)


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

"""Answers Cypher from a Neo4j server, read-only, with values as plain Python."""

from __future__ import annotations

import re
import time
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from itertools import islice
from typing import TYPE_CHECKING, Any

from ...errors import ParameterError, QueryError, QuerySyntaxError, QueryTimeoutError, ReadOnlyError
from ..storable import INTEGERS, is_text
from ..store import Rows, rounded
from .driver import Server, first_line
from .schema import SAVE_LABEL

if TYPE_CHECKING:
    import neo4j
    import neo4j.exceptions
    import neo4j.graph
    import neo4j.time

# On a line of its own, so that columns in messages are those of the text.
_EXPLAIN = "EXPLAIN\n"
_PLACE = re.compile(r"\(line (\d+), column (\d+) \(offset: \d+\)\)")
# Read access alone does not stop these: they read files, or settings and transactions of the server.
_REFUSED_OPERATORS = ("LoadCSV", "Show", "Terminate")
_PROCEDURES = frozenset({"db.labels", "db.relationshipTypes", "db.propertyKeys", "db.index.fulltext.queryNodes"})
_SYNTAX_CODES = ("Statement.SyntaxError", "Procedure.ProcedureNotFound")
# The server calls some faults of a text, such as substring('abc', -1), its own.
_QUERY_CODES = ("Neo.ClientError.Statement.", "Neo.ClientError.Procedure.", "Neo.DatabaseError.Statement.")
_READ_ONLY_CODES = ("AccessMode", "Forbidden", "ReadOnlyDatabase", "ReadOnlyAccessDatabase", "AdministrationCommand")
# The driver takes 0 for no bound, and counts in milliseconds.
_SHORTEST_SECONDS = 0.001
_FETCH_SIZE = 1000
# The driver always writes nine digits, and no zone.
_ZEROS = re.compile(r"(:\d\d)(?:\.0*|(\.\d*?[1-9])0*)(?=$|[+-])")


class Neo4jReader:
    """Answers Cypher from one database, and changes nothing whatever the text says.

    Parameters
    ----------
    driver
        Connected to the server.
    server
        The server and the database.
    """

    engine = "neo4j"

    def __init__(self, driver: neo4j.Driver, server: Server) -> None:
        self._driver = driver
        self._server = server

    def run(
        self,
        text: str,
        parameters: Mapping[str, Any] | None = None,
        *,
        timeout: float | None = None,
        limit: int | None = None,
    ) -> Rows:
        """Return the rows of a query.

        Parameters
        ----------
        text
            One Cypher statement.
        parameters
            Values by name.
        timeout
            Seconds until the server gives up; None for no bound.
        limit
            Return at most so many rows; None for all.

        Raises
        ------
        QueryError
            One of its kinds, as :class:`.store.CypherReader` says.
        StoreError
            If the server cannot be reached any more.
        """
        given = dict(parameters or {})
        for name, value in given.items():
            _check_parameter(name, value)
        began = time.monotonic()
        with self._server.in_words(), _query_errors(timeout):
            rows = self._run(text, given, None if timeout is None else max(timeout, _SHORTEST_SECONDS), limit)
        # The server looks at its clock every two seconds only: what came too late is no answer.
        if timeout is not None and time.monotonic() - began > timeout:
            raise QueryTimeoutError(timeout)
        return rows

    def _run(self, text: str, parameters: dict[str, Any], timeout: float | None, limit: int | None) -> Rows:
        import neo4j

        wanted = None if limit is None else limit + 1
        with self._driver.session(
            database=self._server.database,
            default_access_mode=neo4j.READ_ACCESS,
            fetch_size=min(wanted or _FETCH_SIZE, _FETCH_SIZE),
        ) as session:
            _check_plan(session.run(neo4j.Query(_EXPLAIN + text, timeout=timeout), parameters).consume())
            result = session.run(neo4j.Query(text, timeout=timeout), parameters)
            columns = tuple(result.keys())
            rows = [record.values() for record in islice(result, wanted)]
            result.consume()
            _check_whole(session)
            ids = _ids_of_ends(session, rows[:limit])
            plain = tuple(tuple(_plain(value, ids) for value in row) for row in rows[:limit])
            return Rows(columns, plain, truncated=len(plain) < len(rows))


@contextmanager
def _query_errors(timeout: float | None) -> Iterator[None]:
    import neo4j.exceptions

    try:
        yield
    except neo4j.exceptions.BrokenRecordError as error:
        raise QueryError("a value of the answer is none that there can be, such as a date without a year") from error
    except neo4j.exceptions.Neo4jError as error:
        translated = _translated(error, timeout)
        if translated is None:
            raise
        raise translated from error


def _check_plan(summary: neo4j.ResultSummary) -> None:
    plan = summary.plan
    if summary.query_type != "r" or plan is None:
        raise ReadOnlyError("the text would change the graph or the server; only reading is allowed")
    for operator, details in _operators(plan):
        if operator.startswith(_REFUSED_OPERATORS):
            raise ReadOnlyError("the text would read files or the state of the server; only the graph may be read")
        if operator.startswith("ProcedureCall") and details.split("(")[0] not in _PROCEDURES:
            raise ReadOnlyError(
                f"the procedure {details.split('(')[0]} is not allowed; allowed: {', '.join(sorted(_PROCEDURES))}"
            )


def _check_whole(session: neo4j.Session) -> None:
    """Refuse rows that were read while another process saves a graph, and may be of half of it."""
    if session.run(f"MATCH (n:{SAVE_LABEL}) RETURN count(n)").single(strict=True)[0]:
        raise QueryError("a graph is being saved here, or saving was stopped; ask again when it is finished")


def _operators(plan: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    yield plan["operatorType"], str(plan.get("args", {}).get("Details", ""))
    for child in plan.get("children", ()):
        yield from _operators(child)


def _translated(error: neo4j.exceptions.Neo4jError, timeout: float | None) -> QueryError | None:
    """Return what an error means for the query; None if it is about the server."""
    code = error.code or ""
    if "TransactionTimedOut" in code:
        return QueryTimeoutError(timeout or 0.0)
    if code.endswith("ParameterMissing"):
        return ParameterError(_message(error))
    if code.endswith(_SYNTAX_CODES):
        return QuerySyntaxError(_message(error))
    if code.endswith(_READ_ONLY_CODES):
        return ReadOnlyError("the text would change the graph or the server; only reading is allowed")
    about_query = code.startswith(_QUERY_CODES) or "Memory" in code
    return QueryError(_message(error)) if about_query else None


def _message(error: neo4j.exceptions.Neo4jError) -> str:
    """Return the first line of a message, with the place in the text as it was given."""
    return _PLACE.sub(lambda match: f"(line {max(int(match[1]) - 1, 1)}, column {match[2]})", first_line(error))


def _check_parameter(name: str, value: Any) -> None:
    if value is None or isinstance(value, bool | float):
        return
    if isinstance(value, int):
        if value not in INTEGERS:
            raise ParameterError(f"the parameter {name} is {value}, which has more than 64 bits")
    elif isinstance(value, str):
        if not is_text(value):
            raise ParameterError(f"the parameter {name} is {value!a:.80}, with half a surrogate pair")
    elif isinstance(value, list | tuple):
        for member in value:
            _check_parameter(name, member)
    elif isinstance(value, Mapping):
        for key, member in value.items():
            if not isinstance(key, str):
                raise ParameterError(f"the parameter {name} has the key {key!r:.80}, which is no text")
            _check_parameter(name, key)
            _check_parameter(name, member)
    else:
        raise ParameterError(f"the parameter {name} is of type {type(value).__name__}, which Cypher does not have")


def _ids_of_ends(session: neo4j.Session, rows: Iterable[list[Any]]) -> dict[str, Any]:
    """Return the id by the server's own identifier, for the ends of relationships that came without their nodes."""
    unknown = sorted({end for row in rows for value in row for end in _bare_ends(value)})
    if not unknown:
        return {}
    text = "UNWIND $ends AS end MATCH (n) WHERE elementId(n) = end RETURN end, n.id"
    return dict(session.run(text, ends=unknown).values())


def _bare_ends(value: Any) -> Iterator[str]:
    import neo4j.graph

    if isinstance(value, neo4j.graph.Relationship):
        yield from (node.element_id for node in value.nodes if node is not None and "id" not in node)
    elif isinstance(value, neo4j.graph.Path):
        for relationship in value.relationships:
            yield from _bare_ends(relationship)
    elif isinstance(value, list):
        for member in value:
            yield from _bare_ends(member)
    elif isinstance(value, dict):
        for member in value.values():
            yield from _bare_ends(member)


def _plain(value: Any, ids: Mapping[str, Any]) -> Any:
    import neo4j.graph
    import neo4j.spatial
    import neo4j.time

    if value is None or isinstance(value, bool | int | str):
        return value
    if isinstance(value, float):
        return rounded(value)
    if isinstance(value, list):
        return [_plain(member, ids) for member in value]
    if isinstance(value, dict):
        return {name: _plain(member, ids) for name, member in value.items()}
    if isinstance(value, neo4j.graph.Node):
        return {"label": min(value.labels, default=None), **_properties(value, ids)}
    if isinstance(value, neo4j.graph.Relationship):
        source, target = (_id(node, ids) for node in value.nodes)
        return {"type": value.type, "source": source, "target": target, **_properties(value, ids)}
    if isinstance(value, neo4j.graph.Path):
        return {
            "nodes": [_plain(node, ids) for node in value.nodes],
            "relationships": [_plain(relationship, ids) for relationship in value.relationships],
        }
    if isinstance(value, neo4j.spatial.Point):
        return f"POINT({' '.join(map(str, value))})"
    if isinstance(value, neo4j.time.Time | neo4j.time.DateTime):
        return _time(value)
    if isinstance(value, neo4j.time.Date | neo4j.time.Duration):
        return value.iso_format()
    raise QueryError(f"a value of the answer is of type {type(value).__name__}, which has no plain form")


def _time(value: neo4j.time.Time | neo4j.time.DateTime) -> str:
    """Return ISO 8601 as Cypher writes it: no needless zeros, Z for UTC, and the name of the zone if it has one."""
    text = _ZEROS.sub(r"\1\2", value.iso_format())
    if text.endswith("+00:00"):
        text = text.removesuffix("+00:00") + "Z"
    zone = getattr(value.tzinfo, "zone", None)
    return text if zone in (None, "UTC") else f"{text}[{zone}]"


def _properties(entity: neo4j.graph.Entity, ids: Mapping[str, Any]) -> dict[str, Any]:
    return {name: _plain(entity[name], ids) for name in sorted(entity)}


def _id(node: neo4j.graph.Node | None, ids: Mapping[str, Any]) -> Any:
    if node is None:
        return None
    return node["id"] if "id" in node else ids.get(node.element_id)

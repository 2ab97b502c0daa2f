"""Cypher on an ArcadeDB database that is opened for reading only."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from ...errors import ParameterError, QueryError, QuerySyntaxError, QueryTimeoutError, ReadOnlyError
from ..store import Rows
from .stopping import stoppable
from .values import java_parameters, plain

_LANGUAGE = "opencypher"
_NO_TIMEOUT = 0
_SYNTAX = ("CommandParsingException", "CommandSemanticException", "CommandSQLParsingException")
_TIMEOUT = ("TimeoutException", "PartialResultTimeoutException", "QueryTerminatedException")


class ArcadeReader:
    """Answers Cypher about one open database.

    Three walls keep it from writing: what the engine finds out about the text, its call for queries that refuses
    everything else, and files that are opened for reading only.
    """

    engine = "arcadedb"

    def __init__(self, database: Any) -> None:
        self._database = database.get_java_database()

    def run(
        self,
        text: str,
        parameters: Mapping[str, Any] | None = None,
        *,
        timeout: float | None = None,
        limit: int | None = None,
    ) -> Rows:
        """Return the rows of a query; see :meth:`graph.stores.store.CypherReader.run`."""
        import jpype

        java = java_parameters(parameters or {})

        def answer() -> Rows:
            try:
                return self._rows(text, java, self._check(text), timeout, limit)
            except jpype.JException as error:
                raise _in_words(error, timeout) from error

        return stoppable(answer, timeout)

    def _check(self, text: str) -> tuple[str, ...] | None:
        """Refuse what is no query; return the names of the columns, None if they are all variables in scope."""
        import jpype

        analysed = self._database.getQueryEngine(_LANGUAGE).analyze(text)
        if not analysed.isIdempotent() or analysed.isDDL():
            raise ReadOnlyError("the text would change the graph; queries only read")
        returned = (
            jpype.JClass("com.arcadedb.query.opencypher.parser.Cypher25AntlrParser")().parse(text).getReturnClause()
        )
        if returned is None:
            return ()
        return None if returned.isReturnAll() else tuple(str(i.getOutputName()) for i in returned.getReturnItems())

    def _rows(
        self, text: str, parameters: Any, names: tuple[str, ...] | None, timeout: float | None, limit: int | None
    ) -> Rows:
        import jpype

        setting = jpype.JClass("com.arcadedb.GlobalConfiguration").COMMAND_TIMEOUT
        milliseconds = _NO_TIMEOUT if timeout is None else max(1, int(timeout * 1000))
        # The engine knows no timeout of one query; it reads the database's when the query starts.
        self._database.getConfiguration().setValue(setting, jpype.JLong(milliseconds))
        answer = self._database.query(_LANGUAGE, text, parameters)
        rows: list[tuple[Any, ...]] = []
        try:
            while answer.hasNext():
                if limit is not None and len(rows) == limit:
                    return Rows(names or (), tuple(rows), truncated=True)
                row = answer.next()
                if names is None:
                    names = tuple(sorted(str(name) for name in row.getPropertyNames()))
                rows.append(tuple(plain(row.getProperty(name)) for name in names))
        finally:
            answer.close()
        return Rows(names or (), tuple(rows))


def _in_words(error: Any, timeout: float | None) -> QueryError:
    causes = [error]
    while (cause := causes[-1].getCause()) is not None and len(causes) < 20:
        causes.append(cause)
    kinds = {str(cause.getClass().getSimpleName()) for cause in causes}
    # The innermost knows best, if it says anything.
    messages = [str(cause.getMessage()) for cause in causes if cause.getMessage()]
    reason = " ".join((messages or [str(causes[-1].getClass().getSimpleName())])[-1].split())
    if kinds & set(_TIMEOUT) and timeout is not None:
        return QueryTimeoutError(timeout)
    if "CommandParameterMissingException" in kinds:
        return ParameterError(reason)
    if "QueryNotIdempotentException" in kinds or "DatabaseIsReadOnlyException" in kinds:
        return ReadOnlyError("the text would change the graph; queries only read")
    if kinds & set(_SYNTAX):
        return QuerySyntaxError(reason)
    return QueryError(f"the query failed: {reason}")

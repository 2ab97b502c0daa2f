"""Errors of building, keeping and asking a graph.

    GraphError
    ├── GraphDataError (also ValueError)   nodes or claims that contradict each other or the schema
    ├── StoreError                         a store cannot be opened, read or written
    │   ├── NoGraphError                       nothing was saved there
    │   └── UnknownStoreError (also ValueError)   no store is known by this URL
    ├── UnknownNameError (also LookupError)       the graph holds nothing by this name
    ├── OutputError                        a file cannot be written
    ├── AliasError (also ValueError)       an alias file is malformed, or rules contradict each other
    └── QueryError (also ValueError)       a query cannot be answered
        ├── QuerySyntaxError                   the text is no Cypher, or names what is not there
        ├── ReadOnlyError                      the text would do more than read the graph
        ├── UnsupportedCypherError             the engine of this store cannot answer it, or would answer otherwise
        ├── QueryTimeoutError                  the answer took too long
        ├── UnknownQueryError (also LookupError)  there is no query of this name
        └── ParameterError                     a parameter is missing, unknown or of a wrong type

Every message says what was wrong, where, and what to do about it.
"""

from __future__ import annotations


class GraphError(Exception):
    """Base of all errors that a user can cause or mend."""


class GraphDataError(GraphError, ValueError):
    """Nodes or claims contradict each other or the schema."""


class StoreError(GraphError):
    """A store cannot be opened, read or written.

    Parameters
    ----------
    url
        The store, as the user named it.
    reason
        What was wrong and what to do, as the rest of a sentence.
    """

    def __init__(self, url: str, reason: str) -> None:
        self.url = url
        super().__init__(f"{url}: {reason}")


class NoGraphError(StoreError):
    """Nothing was saved in a store yet."""


class UnknownStoreError(StoreError, ValueError):
    """No store is known by this URL."""


class UnknownNameError(GraphError, LookupError):
    """The graph holds nothing by this name.

    Parameters
    ----------
    name
        What was asked for.
    suggestions
        The most similar names that the graph does hold, best first.
    kind
        What was looked for, if not any node.
    """

    def __init__(self, name: str, suggestions: tuple[str, ...] = (), *, kind: str | None = None) -> None:
        self.name = name
        self.suggestions = suggestions
        hint = f" Did you mean: {', '.join(suggestions)}?" if suggestions else " No name is similar."
        super().__init__(f"the graph holds {'nothing' if kind is None else f'no {kind}'} named {name!r}.{hint}")


class OutputError(GraphError):
    """A file cannot be written.

    Parameters
    ----------
    path
        The file, as the user named it.
    reason
        What was wrong and what to do, as the rest of a sentence.
    """

    def __init__(self, path: str, reason: str) -> None:
        self.path = path
        super().__init__(f"{path}: {reason}")


class AliasError(GraphError, ValueError):
    """An alias file is malformed, or two rules contradict each other.

    Parameters
    ----------
    source
        Where, as ``FILE:LINE``; empty if the rule is in no file.
    reason
        What was wrong.
    """

    def __init__(self, source: str, reason: str) -> None:
        self.source = source
        super().__init__(f"{source}: {reason}" if source else reason)


class QueryError(GraphError, ValueError):
    """A query cannot be answered."""


class QuerySyntaxError(QueryError):
    """The text is no Cypher, or names a variable or function that is not there."""


class ReadOnlyError(QueryError):
    """The text would do more than read the graph."""


class UnsupportedCypherError(QueryError):
    """The engine of this store cannot answer the text, or would answer it otherwise than the others."""


class QueryTimeoutError(QueryError):
    """The answer took longer than allowed.

    Parameters
    ----------
    seconds
        The time allowed.
    """

    def __init__(self, seconds: float) -> None:
        self.seconds = seconds
        super().__init__(f"no answer within {seconds:g} s; narrow the query, or allow more time with --timeout SECONDS")


class UnknownQueryError(QueryError, LookupError):
    """There is no query of this name.

    Parameters
    ----------
    name
        What was asked for.
    suggestions
        The most similar names that there are, best first.
    """

    def __init__(self, name: str, suggestions: tuple[str, ...]) -> None:
        self.name = name
        self.suggestions = suggestions
        hint = f"Did you mean: {', '.join(suggestions)}? " if suggestions else ""
        super().__init__(f"there is no query named {name!r:.80}. {hint}All are listed by: abstractgraph queries")


class ParameterError(QueryError):
    """A parameter of a query is missing, unknown or of a wrong type."""

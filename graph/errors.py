"""Errors of building, keeping and asking a graph.

    GraphError
    ├── GraphDataError (also ValueError)   nodes or claims that contradict each other or the schema
    ├── StoreError                         a store cannot be opened, read or written
    │   └── UnknownStoreError (also ValueError)   no store is known by this URL
    ├── UnknownNameError (also LookupError)       the graph holds nothing by this name
    └── OutputError                        a file cannot be written

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
    """

    def __init__(self, name: str, suggestions: tuple[str, ...] = ()) -> None:
        self.name = name
        self.suggestions = suggestions
        hint = f" Did you mean: {', '.join(suggestions)}?" if suggestions else " No name is similar."
        super().__init__(f"the graph holds nothing named {name!r}.{hint}")


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

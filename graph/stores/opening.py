"""Readers are open inside a ``with`` block only, and say so when they are used without one."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from functools import wraps
from types import TracebackType
from typing import Any, TypeVar

from .store import CypherReader

_Store = TypeVar("_Store")


def opening(reader: Callable[[_Store], Iterator[CypherReader]]) -> Callable[[_Store], AbstractContextManager[Any]]:
    """Make the method ``reader`` of a store, which yields once, one for ``with`` blocks."""
    opened = contextmanager(reader)

    @wraps(reader)
    def method(store: _Store) -> AbstractContextManager[Any]:
        return _NotYetOpen(opened(store))

    return method


class _NotYetOpen(AbstractContextManager[Any]):
    def __init__(self, context: AbstractContextManager[CypherReader]) -> None:
        self._context = context

    def __enter__(self) -> CypherReader:
        return self._context.__enter__()

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> bool | None:
        return self._context.__exit__(kind, error, trace)

    def __getattr__(self, name: str) -> Any:
        raise AttributeError(f"the reader is not open (no {name!r}); write: with store.reader() as reader: ...")

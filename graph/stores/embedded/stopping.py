"""Queries that can be stopped whatever the engine is doing: one runs in a thread of its own, and its asker waits."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from functools import cache
from typing import Any, Generic, TypeVar

from ...errors import QueryTimeoutError

_Answer = TypeVar("_Answer")

# Where a wait cannot be interrupted, this is how long Ctrl-C takes.
_SLICE_SECONDS = 0.1
# Nearly all queries that are told to end have ended by then, and the engine is free for the next.
_FAREWELL_SECONDS = 0.2


def stoppable(work: Callable[[], _Answer], timeout: float | None) -> _Answer:
    """Return what `work` returns, or leave it alone when the time is over or the user has had enough.

    The engine is told to end what is left alone. It looks between rows; one long expression goes on in its thread,
    which does not keep the process from ending.

    Parameters
    ----------
    work
        Asks the engine, in a thread of its own.
    timeout
        Seconds; None for no bound.

    Raises
    ------
    QueryTimeoutError
        If the time is over.
    """
    query = _Query(work)
    try:
        if not query.wait(timeout):
            raise QueryTimeoutError(timeout or 0.0)
    except BaseException:
        query.stop()
        raise
    return query.answer()


class _Query(Generic[_Answer]):
    def __init__(self, work: Callable[[], _Answer]) -> None:
        self._work = work
        self._ended = threading.Event()
        self._lock = threading.Lock()
        self._stopped = False
        self._running: Any = None
        self._answers: list[_Answer] = []
        self._error: BaseException | None = None
        # The interpreter does not wait for daemons when it ends.
        threading.Thread(target=self._run, name="query", daemon=True).start()

    def wait(self, timeout: float | None) -> bool:
        """Return when the query has ended, or the time is over; tell whether it has ended."""
        deadline = None if timeout is None else time.monotonic() + timeout
        while not self._ended.wait(_SLICE_SECONDS if deadline is None else min(_SLICE_SECONDS, _left(deadline))):
            if deadline is not None and not _left(deadline):
                return self._ended.is_set()
        return True

    def stop(self) -> None:
        """Tell the engine to end the query, and wait a little until it has."""
        with self._lock:
            self._stopped = True
            if self._running is not None:
                self._running.terminate("the user")
        self._ended.wait(_FAREWELL_SECONDS)

    def answer(self) -> _Answer:
        """Return what the work returned, or raise what it raised."""
        if self._error is not None:
            raise self._error
        return self._answers[0]

    def _run(self) -> None:
        import jpype

        registry, nobody = _registry()
        try:
            with self._lock:
                if self._stopped:
                    return
                # Of this thread: what it asks from now on is what `terminate` ends.
                self._running = registry.register("graph", "user", "embedded", None, None, nobody)
            self._answers.append(self._work())
        except BaseException as error:
            self._error = error
        finally:
            with self._lock:
                if self._running is not None:
                    self._running.close()
                    self._running = None
            # Java keeps what it knows of a thread until then.
            jpype.java.lang.Thread.detach()
            self._ended.set()


def _left(deadline: float) -> float:
    return max(0.0, deadline - time.monotonic())


@cache
def _registry() -> tuple[Any, Any]:
    """Return the engine's list of running queries, and its word for a query that no connection asked."""
    import jpype

    package = "com.arcadedb.query.RunningQuery"
    return jpype.JClass(f"{package}Registry")(), jpype.JClass(f"{package}$Client").NONE

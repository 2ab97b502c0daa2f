"""One writer at a time: a lock that the system releases when its holder ends, however it ends."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from extract.atomic import fault

from ..errors import StoreError

_PATIENCE = 5.0


@contextmanager
def writing(url: str, lock: Path, *, patience: float | None = None) -> Iterator[None]:
    """Hold the lock file `lock`, waiting at most `patience` seconds, five without, for another process to finish.

    Raises
    ------
    StoreError
        If another process keeps holding it, or its folder cannot be written.
    """
    from filelock import FileLock, Timeout

    if not lock.parent.is_dir():
        # The lock would make its folder.
        raise StoreError(url, fault(FileNotFoundError()))
    held = FileLock(lock, timeout=_PATIENCE if patience is None else patience, thread_local=False)
    try:
        held.acquire()
    except Timeout as error:
        raise StoreError(
            url, "another process is writing this graph; wait until it has finished, then repeat"
        ) from error
    except OSError as error:
        raise StoreError(url, fault(error)) from error
    try:
        yield
    finally:
        held.release()

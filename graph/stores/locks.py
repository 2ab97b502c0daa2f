"""One writer at a time: a lock that the system releases when its holder ends, however it ends.

Its file is deleted while it is still held. Who waited for it finds that what they got then is no file any more, and
takes a new one: filelock looks since version 4, which itself deletes no file on Unix (on Windows it does).
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager, suppress
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
        # Windows deletes no file that is open.
        with suppress(OSError):
            lock.unlink()
        held.release()

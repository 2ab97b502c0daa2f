"""Files that are either wholly written or not touched at all."""

from __future__ import annotations

import errno
import os
import secrets
import stat
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import BinaryIO


@contextmanager
def replacing(path: Path) -> Iterator[BinaryIO]:
    """Give a stream whose content becomes the file `path` when the block ends without an error.

    The content goes to a temporary file in the same folder, which then takes the place of the old file in one step. If
    the block raises, the temporary file is removed and the old file is as it was. A symbolic link is followed, and the
    permissions of an old file are kept. What is neither a file nor a folder, such as a pipe, is written to directly.

    Raises
    ------
    OSError
        If the file cannot be written; :func:`fault` says it in words.
    """
    try:
        old = path.stat()
    except FileNotFoundError:
        old = None
    if old is None or stat.S_ISREG(old.st_mode):
        with _replacing_file(Path(os.path.realpath(path)), old) as stream:
            yield stream
    else:
        # A folder raises IsADirectoryError here.
        with path.open("wb") as stream:
            yield stream


def check_replaceable(path: Path) -> None:
    """Do nothing if :func:`replacing` would work now; leaves no trace.

    Raises
    ------
    OSError
        If the file cannot be written.
    """
    with suppress(_GivenUp), replacing(path):
        raise _GivenUp


class _GivenUp(Exception):  # noqa: N818 - not an error
    """Leaves a block without writing."""


@contextmanager
def _replacing_file(target: Path, old: os.stat_result | None) -> Iterator[BinaryIO]:
    if old is not None and not os.access(target, os.W_OK):
        # Only the folder's permissions would count for the replacement: a write-protected file must stay.
        raise PermissionError(errno.EACCES, os.strerror(errno.EACCES), str(target))
    temporary = target.with_name(f".abstractgraph-{secrets.token_hex(8)}.tmp")
    try:
        with temporary.open("xb") as stream:
            yield stream
            stream.flush()
            os.fsync(stream.fileno())
        if old is not None:
            temporary.chmod(stat.S_IMODE(old.st_mode))
        temporary.replace(target)
    except BaseException:
        temporary.unlink(missing_ok=True)
        raise


def fault(error: OSError) -> str:
    """Return why a file cannot be written and what to do, as the rest of a sentence.

    Examples
    --------
    >>> fault(IsADirectoryError())
    'it is a folder; name a file'
    """
    match error:
        case IsADirectoryError():
            return "it is a folder; name a file"
        case NotADirectoryError() | FileExistsError():
            return "a part of the path is a file where a folder is needed; choose another path"
        case FileNotFoundError():
            return "its folder does not exist; make the folder first"
        case PermissionError():
            return "writing is not permitted; choose another path or change the permissions"
    if error.errno == errno.ENOSPC:
        return "no space is left on the disk; make room or choose another path"
    return f"it cannot be written ({error.strerror or error}); choose another path"

"""A folder with one ArcadeDB database that is replaced as a whole: readers keep the old one, and no half is seen.

::

    kg/
      abstractgraph.json    names the database in use, and says what made it
      .lock                 held while a database is written
      graph-0123456789ab/   the database, as ArcadeDB keeps it
"""

from __future__ import annotations

import re
import secrets
import shutil
import zlib
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import orjson

from extract.atomic import fault, replacing

from ...errors import StoreError
from ...properties import FORMAT_VERSION, GRAPH_PROPERTIES
from ..locks import writing

_HEAD = "abstractgraph.json"
_LOCK = ".lock"
_DATABASE = "graph-"
# Nothing else is ever taken for a database, and removed.
_NAME = re.compile(r"graph-[0-9a-f]{12}")
# The engine writes these whenever it closes a database, and does without them.
_CHANGING = ("last-tx-id.bin", "statistics.json")
# Left behind where somebody looked into the folder.
_OF_DESKTOPS = (".DS_Store", "Thumbs.db", "desktop.ini")


class DatabaseFolder:
    """The folder of a database.

    Parameters
    ----------
    url
        What the user named, for messages.
    path
        The folder; it need not exist.
    """

    def __init__(self, url: str, path: Path) -> None:
        self._url = url
        self.path = path

    def head(self) -> dict[str, Any] | None:
        """Return what is known of the database in use, with its name under ``database``; None without one.

        Raises
        ------
        StoreError
            If the folder cannot be read, or a newer version of this program made it.
        """
        try:
            head = orjson.loads((self.path / _HEAD).read_bytes())
        except (FileNotFoundError, NotADirectoryError):
            return None
        except (OSError, orjson.JSONDecodeError) as error:
            raise StoreError(
                self._url, f"{_HEAD} in this folder cannot be read ({error}); build the graph again"
            ) from error
        version = head.get("formatVersion") if isinstance(head, dict) else None
        if (
            not isinstance(version, int)
            or not isinstance(head.get("database"), str)
            or not isinstance(head.get("files", {}), dict)
        ):
            raise StoreError(self._url, f"{_HEAD} in this folder is damaged; build the graph again")
        if version > FORMAT_VERSION:
            raise StoreError(
                self._url,
                f"a newer version of abstractgraph made this graph (format {version}, this version reads "
                f"{FORMAT_VERSION}); install the newer version",
            )
        return dict(head)

    def database(self, head: Mapping[str, Any]) -> Path:
        """Return the folder of the database that `head` names."""
        return self.path / Path(head["database"]).name

    def is_whole(self, head: Mapping[str, Any]) -> bool:
        """Tell whether all files of a database are as they were written.

        The engine itself gives wrong rows without those that are lost, shortened or overwritten.
        """
        known: Mapping[str, Any] = head.get("files", {})
        try:
            return all(_is_as_written(self.database(head) / name, state) for name, state in known.items())
        except (OSError, TypeError):
            return False

    def check_writable(self) -> None:
        """Do nothing if a database can be written here; leaves no trace where there was none.

        Raises
        ------
        StoreError
            If it cannot, or the folder holds something else.
        """
        made = [folder for folder in (self.path, *self.path.parents) if not folder.exists()]
        self._make()
        try:
            with self.writing(patience=0):
                pass
        finally:
            if made:
                (self.path / _LOCK).unlink(missing_ok=True)
                for folder in made:
                    folder.rmdir()

    def writing(self, *, patience: float | None = None) -> Any:
        """Hold the folder's lock; see :func:`graph.stores.locks.writing`."""
        return writing(self._url, self.path / _LOCK, patience=patience)

    def replace(self, make: Callable[[Path], None], known: Mapping[str, Any]) -> None:
        """Let `make` fill a new database folder, then take it into use and remove the old one.

        The lock must be held.

        Parameters
        ----------
        make
            Makes the folder that it is given, which does not exist.
        known
            What to keep in the head beside the name.

        Raises
        ------
        StoreError
            If the folder cannot be written; the old database is still in use then.
        """
        new = self.path / f"{_DATABASE}{secrets.token_hex(6)}"
        try:
            make(new)
            with replacing(self.path / _HEAD) as stream:
                files = {path.name: _state(path) for path in sorted(new.iterdir()) if path.name not in _CHANGING}
                stream.write(orjson.dumps({**GRAPH_PROPERTIES, "database": new.name, "files": files, **known}))
        except OSError as error:
            shutil.rmtree(new, ignore_errors=True)
            raise StoreError(self._url, fault(error)) from error
        except BaseException:
            shutil.rmtree(new, ignore_errors=True)
            raise
        for old in self.path.iterdir():
            if old != new and _NAME.fullmatch(old.name):
                shutil.rmtree(old, ignore_errors=True)

    def prepare(self) -> None:
        """Make the folder if it does not exist.

        Raises
        ------
        StoreError
            If it cannot be made, is a file, or holds something else.
        """
        self._make()

    def _make(self) -> None:
        try:
            self.path.mkdir(parents=True, exist_ok=True)
            others = [p.name for p in self.path.iterdir() if not self._is_ours(p.name)]
        except OSError as error:
            raise StoreError(self._url, fault(error)) from error
        if others:
            raise StoreError(
                self._url,
                f"the folder holds other files ({min(others)}); name an empty or new folder",
            )

    def _is_ours(self, name: str) -> bool:
        return (
            name in (_HEAD, _LOCK, *_OF_DESKTOPS) or name.startswith(".abstractgraph-") or bool(_NAME.fullmatch(name))
        )


def _state(path: Path) -> list[int]:
    """Return what tells whether a file is still as it was written: size, time and checksum."""
    known = path.stat()
    return [known.st_size, known.st_mtime_ns, _checksum(path)]


def _is_as_written(path: Path, state: Any) -> bool:
    known = path.stat()
    # A copy of the folder has other times: only then all must be read.
    if [known.st_size, known.st_mtime_ns] == state[:2]:
        return True
    return bool([known.st_size, _checksum(path)] == state[::2])


def _checksum(path: Path) -> int:
    checksum = 0
    with path.open("rb") as stream:
        while chunk := stream.read(1 << 20):
            checksum = zlib.crc32(chunk, checksum)
    return checksum

"""The bytes and the text of one file: opened, decompressed, decoded, with a sentence for all that can go wrong."""

from __future__ import annotations

import codecs
import io
import lzma
import sys
import zlib
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from itertools import chain
from pathlib import Path
from typing import BinaryIO, Protocol

from ..errors import UnreadableFileError

_CHUNK = 1 << 16

_BINARY = "is a binary file, not text; give text, JSON, CSV, BibTeX or Atom"
_FOREIGN = (
    ("%pdf", "is a PDF; give the titles and abstracts as text"),
    ("pk\x03\x04", "is a zip archive or an office document; unpack it, or save it as text or CSV"),
    ("bzh", "is compressed with bzip2, which is not read; unpack it, or compress it with gzip, xz or zstd"),
    ("sqlite format 3\0", "is an SQLite database; export the papers as CSV or JSON Lines"),
    ("{\\rtf", "is an RTF document; save it as plain text"),
    ("ty  - ", "is an RIS file; export the papers as BibTeX or CSV"),
    ("<!doctype html", "is a web page (HTML); save the text of the page instead"),
    ("<html", "is a web page (HTML); save the text of the page instead"),
)
"""How the text of a file begins that is something else (in lower case), and what to do about it."""


class _Decompressor(Protocol):
    @property
    def eof(self) -> bool: ...
    @property
    def unused_data(self) -> bytes: ...
    def decompress(self, data: bytes, /) -> bytes: ...


@dataclass(frozen=True)
class _Compression:
    kind: str
    begin: Callable[[], _Decompressor]
    error: type[Exception]


def _gzip() -> _Compression:
    return _Compression("gzip", lambda: zlib.decompressobj(wbits=31), zlib.error)


def _xz() -> _Compression:
    return _Compression("xz", lzma.LZMADecompressor, lzma.LZMAError)


def _zstd() -> _Compression:
    import zstandard

    return _Compression("zstd", lambda: zstandard.ZstdDecompressor().decompressobj(), zstandard.ZstdError)


_COMPRESSIONS = {b"\x1f\x8b": _gzip, b"\xfd7zXZ\x00": _xz, b"\x28\xb5\x2f\xfd": _zstd}


@dataclass
class Source:
    """A file being read: it can be read once, by one of the methods.

    Parameters
    ----------
    name
        The file, as the user named it.
    head
        The first bytes, decompressed; at least 64 KiB where there are so many.
    rest
        What comes after them.
    encoding
        The character encoding, from the byte order mark; UTF-8 without one.
    """

    name: str
    head: bytes
    rest: Iterator[bytes]
    encoding: str

    def head_text(self) -> str:
        """Return the beginning of the text, for a look at the format."""
        text = self.head.decode(self.encoding, errors="replace").removeprefix("\ufeff")
        return text.replace("\r\n", "\n").replace("\r", "\n")

    def chunks(self) -> Iterator[bytes]:
        """Yield the bytes."""
        yield self.head
        yield from self.rest

    def lines(self) -> Iterator[str]:
        r"""Yield the lines, each ended by ``\n`` whatever ends it in the file; the last perhaps not."""
        pieces: list[str] = []
        for text in self._texts():
            *ends, begin = text.split("\n")
            for end in ends:
                yield "".join([*pieces, end, "\n"])
                pieces.clear()
            pieces.append(begin)
        if last := "".join(pieces):
            yield last

    def text(self) -> str:
        r"""Return the whole text, with ``\n`` at the end of lines."""
        return "".join(self._texts())

    def _texts(self) -> Iterator[str]:
        decoder = codecs.getincrementaldecoder(self.encoding)()
        line_ends = io.IncrementalNewlineDecoder(None, translate=True)
        line = 1
        for number, (chunk, final) in enumerate(_with_end(self.chunks())):
            try:
                text = line_ends.decode(decoder.decode(chunk, final), final)
            except UnicodeDecodeError as error:
                valid = line_ends.decode(error.object[: error.start].decode(self.encoding), final=True)
                raise self._undecodable(error, line + valid.count("\n")) from error
            if "\0" in text:
                raise UnreadableFileError(self.name, _BINARY)
            line += text.count("\n")
            yield text if number else text.removeprefix("\ufeff")

    def _undecodable(self, error: UnicodeDecodeError, line: int) -> UnreadableFileError:
        encoding = self.encoding[:6].upper().rstrip("-")
        byte = error.object[error.start]
        return UnreadableFileError(self.name, f"line {line} is not {encoding} (byte 0x{byte:02x}); save it as UTF-8")


def _with_end(chunks: Iterator[bytes]) -> Iterator[tuple[bytes, bool]]:
    for chunk in chunks:
        yield chunk, False
    yield b"", True


@contextmanager
def open_source(path: str | Path) -> Iterator[Source]:
    """Open a file, or standard input for ``-``, and look at its beginning.

    Raises
    ------
    UnreadableFileError
        If the file is missing, forbidden, a folder, empty, binary, or a truncated or corrupt archive. While the source
        is read: if it turns out to be one of these further on, or is not text in its encoding.
    """
    if str(path) == "-":
        yield _begin("standard input", sys.stdin.buffer)
        return
    with ExitStack() as stack:
        try:
            stream = stack.enter_context(Path(path).open("rb"))
        except (OSError, ValueError) as error:
            raise UnreadableFileError(str(path), _reason(error, path)) from error
        yield _begin(str(path), stream)


def _reason(error: OSError | ValueError, path: str | Path) -> str:
    if isinstance(error, FileNotFoundError):
        return "there is no such file; check the name"
    # Windows answers "permission denied" for a folder.
    if isinstance(error, IsADirectoryError) or (isinstance(error, PermissionError) and Path(path).is_dir()):
        return "is a folder; name the files in it"
    if isinstance(error, PermissionError):
        return "may not be read; change its permissions"
    return f"cannot be opened ({getattr(error, 'strerror', None) or error}); check the name"


def _begin(name: str, stream: BinaryIO) -> Source:
    chunks = _decompressed(name, _raw(name, stream))
    head, text = b"", ""
    for chunk in chunks:
        head += chunk
        text = head.decode(_encoding(head), errors="ignore").removeprefix("\ufeff").strip()
        if len(head) >= _CHUNK and text:
            break
    if not text:
        raise UnreadableFileError(name, "is empty; give a file with titles and abstracts")
    for start, reason in _FOREIGN:
        if text[:64].lower().startswith(start):
            raise UnreadableFileError(name, reason)
    if "\0" in text:
        raise UnreadableFileError(name, _BINARY)
    return Source(name, head, chunks, _encoding(head))


def _encoding(head: bytes) -> str:
    if head.startswith(codecs.BOM_UTF16_LE):
        return "utf-16-le"
    return "utf-16-be" if head.startswith(codecs.BOM_UTF16_BE) else "utf-8"


def _raw(name: str, stream: BinaryIO) -> Iterator[bytes]:
    try:
        while chunk := stream.read(_CHUNK):
            yield chunk
    except OSError as error:
        raise UnreadableFileError(name, f"cannot be read ({error.strerror}); copy it again") from error


def _decompressed(name: str, chunks: Iterator[bytes]) -> Iterator[bytes]:
    first = next(chunks, b"")
    for magic, compression in _COMPRESSIONS.items():
        if first.startswith(magic):
            yield from _members(name, compression(), first, chunks)
            return
    yield first
    yield from chunks


def _members(name: str, compression: _Compression, first: bytes, chunks: Iterator[bytes]) -> Iterator[bytes]:
    """Yield the content of all compressed members, which may follow each other, padded with zeros."""
    member = None
    for chunk in chain([first], chunks):
        left = chunk
        while left:
            member = member or compression.begin()
            try:
                content = member.decompress(left)
            except compression.error as error:
                raise UnreadableFileError(name, f"is a corrupt {compression.kind} file; copy it again") from error
            yield content
            left, member = (member.unused_data.lstrip(b"\0"), None) if member.eof else (b"", member)
    if member is not None:
        raise UnreadableFileError(name, f"is a {compression.kind} file that is cut off; copy it again")

"""What can be wrong with a file as a whole, and what a file can be wrapped in."""

from __future__ import annotations

import codecs
import gzip
import io
import lzma
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
import zstandard
from hypothesis import given
from hypothesis import strategies as st
from reader_files import DATA

from extract.errors import UnreadableFileError
from extract.readers import read_abstracts
from extract.readers.sources import Source

COMPRESS: dict[str, Callable[[bytes], bytes]] = {
    ".gz": gzip.compress,
    ".xz": lzma.compress,
    ".zst": zstandard.ZstdCompressor(write_checksum=True).compress,
}
FILES = ["papers.jsonl", "papers.json", "papers.csv", "papers.tsv", "papers.bib", "papers.xml", "papers.txt"]
TEXT_FILES = [file for file in FILES if file != "papers.xml"]
LISTING = "A Title of Words\n\nText that says something.\n"


def refusal(path: Path | str, **options: str) -> str:
    with pytest.raises(UnreadableFileError) as caught:
        list(read_abstracts(path, **options))
    message = str(caught.value)
    assert "\n" not in message
    assert message.startswith(f"{path}: ")
    return message.removeprefix(f"{path}: ")


@pytest.mark.parametrize("file", FILES)
@pytest.mark.parametrize("ending", COMPRESS)
def test_compressed_files_read_as_plain_ones(file: str, ending: str, tmp_path: Path) -> None:
    content = COMPRESS[ending]((DATA / file).read_bytes())
    named, unnamed = tmp_path / (file + ending), tmp_path / file
    named.write_bytes(content)
    unnamed.write_bytes(content)
    assert list(read_abstracts(named)) == list(read_abstracts(unnamed)) == list(read_abstracts(DATA / file))


@pytest.mark.parametrize("ending", COMPRESS)
def test_several_compressed_members_are_one_file(ending: str, tmp_path: Path) -> None:
    path = tmp_path / f"papers.txt{ending}"
    path.write_bytes(COMPRESS[ending](b"A Title\n\nText ") + COMPRESS[ending](b"of it.\n") + bytes(8))
    assert [(p.title, p.abstract) for p in read_abstracts(path)] == [("A Title", "Text of it.")]


@pytest.mark.parametrize("file", FILES)
@pytest.mark.parametrize("compress", [bytes, *COMPRESS.values()], ids=["plain", *COMPRESS])
def test_standard_input(file: str, compress: Callable[[bytes], bytes], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(compress((DATA / file).read_bytes()))))
    assert list(read_abstracts("-")) == list(read_abstracts(DATA / file))


def test_errors_of_standard_input_name_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(b"")))
    with pytest.raises(UnreadableFileError, match=r"^standard input: is empty"):
        list(read_abstracts("-"))


@pytest.mark.parametrize("file", TEXT_FILES)
@pytest.mark.parametrize("line_end", ["\r\n", "\r"])
@pytest.mark.parametrize(
    ("encoding", "mark"),
    [
        ("utf-8", b""),
        ("utf-8", codecs.BOM_UTF8),
        ("utf-16-le", codecs.BOM_UTF16_LE),
        ("utf-16-be", codecs.BOM_UTF16_BE),
    ],
)
def test_line_ends_and_byte_order_marks(file: str, line_end: str, encoding: str, mark: bytes, tmp_path: Path) -> None:
    path = tmp_path / "export"
    path.write_bytes(mark + (DATA / file).read_text("utf-8").replace("\n", line_end).encode(encoding))
    assert list(read_abstracts(path)) == list(read_abstracts(DATA / file))


@given(
    st.lists(st.sampled_from(["a", "é", "深", "\U0001f600", "\n", "\r\n", "\r", "\u2028"]), min_size=1),
    st.integers(1, 5),
)
def test_lines_do_not_depend_on_how_the_bytes_arrive(signs: list[str], size: int) -> None:
    content = ("x" + "".join(signs)).encode()
    chunks = (content[i : i + size] for i in range(0, len(content), size))
    lines = list(Source("", b"", chunks, "utf-8").lines())
    assert lines == io.StringIO(content.decode(), newline=None).readlines()


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"", "is empty; give a file with titles and abstracts"),
        (b" \n\r\n\t", "is empty; give a file with titles and abstracts"),
        (codecs.BOM_UTF8, "is empty; give a file with titles and abstracts"),
        (codecs.BOM_UTF16_LE + "\n ".encode("utf-16-le"), "is empty; give a file with titles and abstracts"),
        (gzip.compress(b"\n", mtime=0), "is empty; give a file with titles and abstracts"),
        (b"%PDF-1.7\n%\xe2\xe3", "is a PDF; give the titles and abstracts as text"),
        (b"PK\x03\x04\x14", "is a zip archive or an office document; unpack it, or save it as text or CSV"),
        (b"SQLite format 3\x00", "is an SQLite database; export the papers as CSV or JSON Lines"),
        (b"{\\rtf1 A}", "is an RTF document; save it as plain text"),
        (b"\n<!DOCTYPE html>\n<html>", "is a web page (HTML); save the text of the page instead"),
        (b"ELF\x00\x01", "is a binary file, not text; give text, JSON, CSV, BibTeX or Atom"),
        (b"A title\n" * 20_000 + b"\x00", "is a binary file, not text; give text, JSON, CSV, BibTeX or Atom"),
        (b"A title\n\nna\xefve\n", "line 3 is not UTF-8 (byte 0xef); save it as UTF-8"),
        (b"A title\r\n\r\nText.\r\rna\xefve", "line 5 is not UTF-8 (byte 0xef); save it as UTF-8"),
        (b"A title\r\xef\n", "line 2 is not UTF-8 (byte 0xef); save it as UTF-8"),
        (b"A title\n" * 20_000 + b"\xc3", "line 20001 is not UTF-8 (byte 0xc3); save it as UTF-8"),
        (
            codecs.BOM_UTF16_BE + "A\n\n".encode("utf-16-be") + b"\xd8",
            "line 3 is not UTF-16 (byte 0xd8); save it as UTF-8",
        ),
    ],
)
def test_what_is_no_text_is_refused_in_a_sentence(content: bytes, sentence: str, tmp_path: Path) -> None:
    path = tmp_path / "papers.txt"
    path.write_bytes(content)
    assert refusal(path) == sentence


@pytest.mark.parametrize(("ending", "kind"), [(".gz", "gzip"), (".xz", "xz"), (".zst", "zstd")])
def test_broken_archives(ending: str, kind: str, tmp_path: Path) -> None:
    path = tmp_path / f"papers.txt{ending}"
    content = COMPRESS[ending]((LISTING * 200).encode())
    path.write_bytes(content[:-5])
    assert refusal(path) == f"is a {kind} file that is cut off; copy it again"
    path.write_bytes(content[:8])
    assert refusal(path) == f"is a {kind} file that is cut off; copy it again"
    middle = len(content) // 2
    path.write_bytes(content[:middle] + bytes(b ^ 0xFF for b in content[middle : middle + 8]) + content[middle + 8 :])
    assert refusal(path) == f"is a corrupt {kind} file; copy it again"
    path.write_bytes(content + b"garbage")
    assert refusal(path) == f"is a corrupt {kind} file; copy it again"


def test_a_file_that_is_not_there(tmp_path: Path) -> None:
    assert refusal(tmp_path / "papers.txt") == "there is no such file; check the name"
    assert refusal("no/such/folder/papers.txt") == "there is no such file; check the name"


def test_a_folder(tmp_path: Path) -> None:
    assert refusal(tmp_path) == "is a folder; name the files in it"


@pytest.mark.parametrize(
    ("error", "sentence"),
    [
        (PermissionError(13, "Permission denied"), "may not be read; change its permissions"),
        (OSError(24, "Too many open files"), "cannot be opened (Too many open files); check the name"),
    ],
)
def test_a_file_that_cannot_be_opened(
    error: OSError, sentence: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object) -> None:
        raise error

    monkeypatch.setattr(Path, "open", refuse)
    assert refusal(tmp_path / "papers.txt") == sentence


def test_a_name_that_cannot_be_one() -> None:
    assert refusal("a\0b") == "cannot be opened (embedded null byte); check the name"


def test_a_file_that_cannot_be_read_to_its_end(monkeypatch: pytest.MonkeyPatch) -> None:
    class Failing(io.BytesIO):
        def read(self, size: int | None = -1) -> bytes:
            raise OSError(5, "Input/output error")

    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(Failing()))
    with pytest.raises(UnreadableFileError, match=r"cannot be read \(Input/output error\); copy it again"):
        list(read_abstracts("-"))

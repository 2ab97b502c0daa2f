"""What pages have in common: their templates, and how they are written."""

from __future__ import annotations

from pathlib import Path

from jinja2 import Environment, FileSystemLoader

from extract.atomic import fault, replacing

from ..errors import OutputError

_HERE = Path(__file__).parent


def page_environment(*folders: Path) -> Environment:
    """Return the templates of some folders and of this one, which hold text and no mark-up in their variables."""
    loader = FileSystemLoader([*folders, _HERE])
    return Environment(loader=loader, autoescape=True, trim_blocks=True, lstrip_blocks=True)


def write_page(html: str, path: str | Path) -> None:
    """Write a page to a file, which is complete or as it was before, never half-written.

    Parameters
    ----------
    html
        The page. What is no UTF-8, as the bytes of a file's name in a title may be, becomes question marks.
    path
        The file, in an existing folder. What it held is replaced.

    Raises
    ------
    OutputError
        If the file cannot be written.
    """
    try:
        with replacing(Path(path)) as stream:
            stream.write(html.encode("utf-8", "replace"))
    except OSError as error:
        raise OutputError(str(path), fault(error)) from error

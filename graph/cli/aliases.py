"""The alias file that goes with a graph."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from . import console

if TYPE_CHECKING:
    from ..resolution import Aliases

_NAMES = ("aliases.toml", "aliases.csv")


def alias_path(url: str, given: Path | None) -> Path:
    """Return the alias file of a graph: the one given, or the one beside the graph; of a server, in this folder."""
    if given is not None:
        return given
    scheme, _, rest = url.partition(":")
    if scheme.lower() == "arcadedb":
        folder = Path(rest).expanduser().parent
    else:
        folder = Path() if "://" in url or url == "-" else Path(url).parent
    toml, csv = (folder / name for name in _NAMES)
    return csv if csv.exists() and not toml.exists() else toml


def rules_for(url: str, given: Path | None, *, quiet: bool = True) -> Aliases:
    """Return what the alias file of a graph says, and say which it is unless `quiet`; none if there is no file.

    Raises
    ------
    AliasError
        If the file cannot be read, or contradicts itself.
    """
    from ..resolution import Aliases, read_aliases

    path = alias_path(url, given)
    if given is None and not path.exists():
        return Aliases()
    aliases = read_aliases(path)
    if not quiet:
        number = len(aliases.rules)
        console.message(f"{number} alias rule{'' if number == 1 else 's'} of {path}")
    return aliases

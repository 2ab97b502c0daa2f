"""A lexicon of well-known names: one more vote on what a name is."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable
from functools import cache
from pathlib import Path

from ..schema import EntityType

_LEXICON = Path(__file__).with_name("lexicon.toml")


def known_type(name: str) -> EntityType | None:
    """Return what a well-known name usually is; None for any other name.

    Case counts, since ``Whisper`` is a model and to whisper is not; spaces and hyphens do not.

    Examples
    --------
    >>> known_type("GPT 4"), known_type("whisper")
    (<EntityType.MODEL: 'Model'>, None)
    """
    return _lexicon().get(_key(name))


def is_any_known(names: Iterable[str]) -> bool:
    """Tell whether any of several strings is a well-known name."""
    return any(known_type(name) is not None for name in names)


@cache
def _lexicon() -> dict[str, EntityType]:
    names = tomllib.loads(_LEXICON.read_text(encoding="utf-8"))
    return {_key(name): EntityType(kind) for kind, some in names.items() for name in some}


def _key(name: str) -> str:
    return re.sub(r"[\s-]", "", name)

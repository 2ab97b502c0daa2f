"""A lexicon of well-known names, and what the form of a name says: one more vote on what a name is."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable
from functools import cache
from pathlib import Path

from ..schema import EntityType

_LEXICON = Path(__file__).with_name("lexicon.toml")
# Of the annotated names formed so, at least nine in ten are what is said here.
_FORMS = tuple(
    (kind, re.compile(pattern))
    for kind, pattern in (
        (EntityType.MODEL, r"(?<=[\s-])\d+(?:\.\d+)?B\b|(?:BERT|GPT)$"),
        (
            EntityType.MODEL,
            r"^(?:LLaMA|Llama|Qwen|GPT|Gemini|Claude|Mistral|DeepSeek|Gemma|Phi|mT5|InternVL|LLaVA)[-\s]?v?\d",
        ),
        (EntityType.BENCHMARK, r"^\S*(?:Bench|Eval|Arena)(?:mark)?(?:[- ]?(?:v?\d[\d.]*|Pro|Hard|Lite|Mini))?$"),
        (EntityType.DATASET, r"(?:Dataset|Corpus)$"),
        (EntityType.METRIC, r"^\S*(?:[a-z]Score|@\d+)$"),
        (EntityType.METHOD, r"^\S*[Ff]ormer$"),
    )
)


def known_type(name: str) -> EntityType | None:
    """Return what a well-known name usually is; None for any other name.

    Case counts, since ``Whisper`` is a model and to whisper is not; spaces and hyphens do not.

    Examples
    --------
    >>> known_type("GPT 4"), known_type("whisper")
    (<EntityType.MODEL: 'Model'>, None)
    """
    return _lexicon().get(_key(name))


def formed_type(name: str) -> EntityType | None:
    """Return what names formed like this one usually are; None if its form says nothing.

    Examples
    --------
    >>> formed_type("QuokkaBench"), formed_type("Emu-7B"), formed_type("Quokka")
    (<EntityType.BENCHMARK: 'Benchmark'>, <EntityType.MODEL: 'Model'>, None)
    """
    return next((kind for kind, pattern in _FORMS if pattern.search(name)), None)


def is_any_known(names: Iterable[str]) -> bool:
    """Tell whether any of several strings is a well-known name."""
    return any(known_type(name) is not None for name in names)


@cache
def _lexicon() -> dict[str, EntityType]:
    names = tomllib.loads(_LEXICON.read_text(encoding="utf-8"))
    return {_key(name): EntityType(kind) for kind, some in names.items() for name in some}


def _key(name: str) -> str:
    return re.sub(r"[\s-]", "", name)

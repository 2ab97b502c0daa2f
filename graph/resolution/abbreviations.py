"""What abbreviations stand for in the literature, and which long forms are one sense.

The table beside this module was counted in 153,280 abstracts by ``benchmarks/abbreviations.py``: short form, number of
papers that define it in any way, and each long form that several papers give with their number. Pairs and counts
are facts; no sentence of an abstract is in it.
"""

from __future__ import annotations

import gzip
import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from typing import NamedTuple

from extract.names import content_stems, name_key, singular

from .forest import Forest
from .keys import term_key

# A sense is established when several papers define it, and the sense of an abbreviation when hardly any define another.
_SEVERAL = 2
_DOMINANT = 0.95
# Of all papers that define it, those that made up a meaning of their own included.
_MAJORITY = 0.5
_DERIVED = re.compile(r"(?<=[^\W\d_]{3})(?:u?al|ic(?:al)?)(?:ly)?$")


class LongForm(NamedTuple):
    """A long form and the number of papers that define an abbreviation by it."""

    text: str
    papers: int


@dataclass(frozen=True, slots=True)
class Entry:
    """What the literature says of one abbreviation.

    Parameters
    ----------
    papers
        Number of papers that define it, in any way.
    long_forms
        Those of several papers each, most papers first.
    """

    papers: int
    long_forms: tuple[LongForm, ...]


@lru_cache(maxsize=1)
def established() -> Mapping[str, Entry]:
    """Return the table, by the key of the short form."""
    packed = files(__package__).joinpath("abbreviations.tsv.gz").read_bytes()
    table = {}
    for line in gzip.decompress(packed).decode("utf-8").splitlines():
        short, papers, *rest = line.split("\t")
        pairs = zip(rest[::2], rest[1::2], strict=True)
        table[name_key(short)] = Entry(int(papers), tuple(LongForm(text, int(number)) for text, number in pairs))
    return table


def sense_stems(long: str) -> tuple[str, ...]:
    """Return the content words of a long form, coarser than :func:`~extract.names.content_stems`.

    Good only for comparing long forms of one abbreviation, whose letters agree already.

    Examples
    --------
    >>> sense_stems("Regional Policy Optimizations") == sense_stems("region policy optimization")
    True
    """
    words = " ".join(_DERIVED.sub("", singular(word)) for word in re.split(r"[\W_]+", long))
    return content_stems(words)


def group_long_forms(long_forms: Mapping[str, str]) -> dict[str, str]:
    """Return for the key of each long form of one abbreviation the key that stands for its sense.

    Long forms are of one sense when their content words are the same but for endings and hyphens, or one goes on where
    the other, of two words or more, stops: ``tree walking (in graphs)``.

    Parameters
    ----------
    long_forms
        Key to spelling.
    """
    forest = Forest()
    by_words: dict[tuple[str, ...], str] = {}
    by_letters: dict[str, str] = {}
    stems = {key: sense_stems(long_forms[key]) for key in sorted(long_forms)}
    for key, words in stems.items():
        forest.join(key, by_words.setdefault(words, key))
        forest.join(key, by_letters.setdefault("".join(words), key))
    for key, words in stems.items():
        for length in range(2, len(words)):
            if (shorter := by_words.get(words[:length])) is not None:
                forest.join(key, shorter)
    return {key: forest.find(key) for key in stems}


def dominant(papers: Mapping[str, int], total: int) -> str | None:
    """Return the one established sense of an abbreviation, or None where there is none or it is a homonym.

    Parameters
    ----------
    papers
        Sense to the number of papers that define it so.
    total
        Number of papers that define the abbreviation in any way, rare senses included.
    """
    senses = {sense: number for sense, number in papers.items() if number >= _SEVERAL}
    if not senses:
        return None
    best = min(senses, key=lambda sense: (-senses[sense], sense))
    enough = senses[best] >= _DOMINANT * sum(senses.values()) and senses[best] >= _MAJORITY * total
    return best if enough else None


@lru_cache(maxsize=1 << 14)
def established_senses(short: str) -> tuple[tuple[str, ...], ...]:
    """Return the senses of the key of an abbreviation, each as its long forms, most papers first."""
    entry = established().get(short)
    if entry is None:
        return ()
    sense_of = group_long_forms({term_key(long): long for long, _ in entry.long_forms})
    senses: dict[str, list[str]] = {}
    for long, _ in entry.long_forms:
        senses.setdefault(sense_of[term_key(long)], []).append(long)
    return tuple(map(tuple, senses.values()))

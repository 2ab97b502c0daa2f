"""Names as keys: what in a name does not count, and which shorter name a longer one may stand for.

Pure functions of strings and labels. :func:`term_key` always applies. The variants of :func:`shorter_forms` join two
names only where papers use both for the same kind of thing.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

from extract.names import STOP_WORDS, is_abbreviation, name_key, plain, singular

_GAP = re.compile(r"[\s‐‑‒–—-]+")  # noqa: RUF001
_ARTICLE = re.compile(r"(?:[Tt]he|an?)\s+(?=\S)")
_INNER_WORDS = frozenset({"an", "and", "of", "the"})
# Notation and notion, dictation and diction are two words.
_ACTION = re.compile(r"(?<=[^\W\d_]{3})(?<!not)(?<!dict)(?<!i[sz])ation$")
_ADVERB = re.compile(r"(?<=[^\W\d_]ic)ally$")
_PARENTHESIS = re.compile(r"(.*\S)\s*\(([^()]+)\)(.*)")

_HEADS: dict[str, frozenset[str]] = {
    "Dataset": frozenset({"benchmark", "corpus", "dataset", "data set"}),
    "Benchmark": frozenset({"benchmark", "corpus", "dataset", "data set"}),
    "Metric": frozenset({"measure", "metric", "score"}),
    "Model": frozenset({"architecture", "model", "network"}),
    "Software": frozenset({"framework", "library", "package", "platform", "software", "toolkit"}),
    "Task": frozenset({"problem", "task"}),
    "Method": frozenset(
        {"algorithm", "approach", "framework", "mechanism", "method", "optimizer", "procedure", "technique"}
    ),
}
_WITH_CAPITALS = frozenset({"Dataset", "Benchmark", "Model", "Software"})
# These also make names of other things out of ordinary words: "beam search" is no "beam".
_HEADS_OF_COINED: dict[str, frozenset[str]] = {
    "Method": frozenset({"architecture", "model"}),
}
_MAKERS = re.compile(
    r"(Alibaba|Allen ?AI|Amazon|Anthropic|Apple|Baidu|ByteDance|Cohere|DeepMind|EleutherAI|Facebook"
    r"|Google(?: DeepMind)?|Hugging ?Face|Huawei|IBM|Meta(?: AI)?|Microsoft|Mistral AI|MS|NVIDIA|Nvidia|OpenAI"
    r"|Salesforce|Stability AI|Tencent|xAI)('s\s+|’s\s+|\s+|-)(?=\S)"  # noqa: RUF001
)
_MAKERS_IN_SHORT = {"MS": "Microsoft"}
# Before a hyphen these are ordinary words or parts of another name: "Meta-Learner".
_NO_MAKERS_BEFORE_HYPHEN = frozenset({"Apple", "Amazon", "Meta", "Cohere", "MS"})
_COINED = re.compile(r"\d|[+*#@]|[^\W\d_].*[A-Z]|^[^\W\d_]-")
_MEASURE_PART = re.compile(r"[A-Z]+\d*|[A-Z]?\d+")


@lru_cache(maxsize=1 << 20)
def term_key(name: str) -> str:
    """Return what all wordings of a name have in common.

    Beside what :func:`~extract.names.name_key` leaves out, an article, the plural and small words inside do not count,
    nor whether a noun of action ends in -ation or -ion. The order of words, and prepositions at the beginning and such
    as ``to``, ``in`` and ``over``, do.

    Examples
    --------
    >>> term_key("trees of thought") == term_key("Tree-of-Thoughts"), term_key("LLMs as judges")
    (True, 'llmasjudge')
    >>> term_key("text-to-image") == term_key("image-to-text"), term_key("on-line play") == term_key("play")
    (False, False)
    """
    text = plain(name)
    bare = _ARTICLE.sub("", text, count=1) if _ARTICLE.match(text) else text
    words = _GAP.split(bare)
    kept = [word for i, word in enumerate(words) if i in (0, len(words) - 1) or not _is_small(word)]
    return name_key(" ".join(_base(word) for word in kept))


def entity_key(name: str, label: str) -> str:
    """Return :func:`term_key`, where a library's plural is a part of its name.

    Examples
    --------
    >>> entity_key("Wombats", "Model"), entity_key("Wombats", "Software")
    ('wombat', 'wombats')
    """
    key = term_key(name)
    return f"{key}s" if label == "Software" and singular(name) != name else key


def _is_small(word: str) -> bool:
    # A capital A is a letter: "track A of ..." .
    return word.casefold() in _INNER_WORDS or word == "a"


def _base(word: str) -> str:
    return _ADVERB.sub("", _ACTION.sub("ion", singular(word)))


class Parts(NamedTuple):
    """A name that holds its own abbreviation or long form in parentheses.

    Parameters
    ----------
    name
        The name without the parentheses.
    short, long
        What the parentheses say.
    """

    name: str
    short: str
    long: str


def parts(name: str) -> Parts | None:
    """Return a name read apart where it holds an abbreviation and its long form, one of them in parentheses.

    Examples
    --------
    >>> parts("Tree Walks in Graphs (TWIG) search")
    Parts(name='Tree Walks in Graphs search', short='TWIG', long='Tree Walks in Graphs')
    >>> parts("Hop (2024)") is None
    True
    """
    match = _PARENTHESIS.fullmatch(name.strip()) if "(" in name else None
    if match is None:
        return None
    before, inside, after = match.groups()
    for short, long in ((inside, before), (before, inside)):
        if is_abbreviation(short, long):
            return Parts(before + after, short, long)
    return None


def is_coined(name: str) -> bool:
    """Tell whether a name is no ordinary word: digits, signs or capitals inside, or a letter and a hyphen in front."""
    return _COINED.search(name) is not None


def looks_short(name: str) -> bool:
    """Tell whether a name is written as abbreviations are: one word of two capitals or more, a plural's s apart."""
    return " " not in name and sum(character.isupper() for character in name) > 1 and len(name) < 16


class Shorter(NamedTuple):
    """A name that another may be a longer form of.

    Parameters
    ----------
    rule
        One of :data:`~graph.resolution.units.RULES`.
    name
        The shorter name.
    what
        What the longer name adds: names that add the same to the same are one even if nothing goes by the shorter name.
        Empty if that does not follow.
    """

    rule: str
    name: str
    what: str


def shorter_forms(name: str, label: str) -> Iterator[Shorter]:
    """Yield each name that this one may be a longer form of, for a thing of this label.

    Examples
    --------
    >>> [shorter.name for shorter in shorter_forms("Quokka corpus", "Dataset")]
    ['Quokka']
    >>> [shorter.name for shorter in shorter_forms("Google's Numbat 2", "Model")]
    ['Numbat 2']
    >>> list(shorter_forms("beam search", "Method"))
    []
    """
    text = plain(name)
    start = _MAKERS.match(text)
    if start is not None and label in _WITH_CAPITALS and _may_be_made(start, text[start.end() :], label):
        yield Shorter("maker", text[start.end() :], name_key(_MAKERS_IN_SHORT.get(start[1], start[1])))
    words = re.split(r"\s+", text)
    if label == "Metric" and len(words) == 1:
        words = text.rsplit("-", 1)
    for count in (1, 2):
        rest = " ".join(words[:-count])
        if rest and _is_head(singular(" ".join(words[-count:]).casefold()), rest, label):
            yield Shorter("head noun", rest, "noun" if is_coined(rest) or label in _WITH_CAPITALS else "")


def _may_be_made(start: re.Match[str], rest: str, label: str) -> bool:
    if start[2] == "-" and start[1] in _NO_MAKERS_BEFORE_HYPHEN:
        return False
    if start[1] == "Meta" and start[2] == " ":
        # An ordinary word as well, unless what it made has a number.
        return any(character.isdigit() for character in rest)
    if sum(character.isalpha() for character in rest) < 3:
        # Brain and Five are ordinary words, M2 may be anybody's.
        return False
    return is_coined(rest) or start[2].strip() in ("'s", "’s")  # noqa: RUF001


def _is_head(head: str, rest: str, label: str) -> bool:
    if head in _HEADS.get(label, ()):
        # "Instruction dataset" is no name.
        return label not in _WITH_CAPITALS or any(c.isupper() or c.isdigit() for c in rest)
    return head in _HEADS_OF_COINED.get(label, ()) and is_coined(rest)


def title_initials(name: str) -> str | None:
    """Return the initials of a title of three words or more, each with a capital; None for any other name.

    Examples
    --------
    >>> title_initials("Quokka Hop Corpus"), title_initials("a corpus of hops")
    ('qhc', None)
    """
    words = _GAP.split(plain(name))
    large = [word for word in words if word.casefold() not in _INNER_WORDS | STOP_WORDS]
    if len(large) < 3 or not all(word[0].isupper() and word[1:] == word[1:].lower() for word in large):
        return None
    return "".join(word[0] for word in large).casefold()


def measure_key(name: str, label: str) -> str | None:
    """Return a key that does not depend on the order of a measure's two parts, one of them an abbreviation.

    Examples
    --------
    >>> measure_key("PR-AUC", "Metric") == measure_key("AUC-PR", "Metric"), measure_key("hop rate", "Metric")
    (True, None)
    """
    words = _GAP.split(plain(name))
    if label != "Metric" or len(words) != 2 or not any(_MEASURE_PART.fullmatch(word) for word in words):
        return None
    return " ".join(sorted(map(name_key, words)))

"""Mentions of one paper to its entities: same spelling, abbreviation and long form, one type by vote.

Works on mentions as character offsets into the Doc's text and knows nothing of the model.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
import numpy.typing as npt

from ..names import (
    STOP_WORDS,
    content_stems,
    is_abbreviation,
    long_form_start,
    name_key,
    plain,
    singular,
    skipped_words,
)
from ..schema import ENTITY_TYPES, EntityType

_PARENTHESIS = re.compile(r"\s?\(\s?$")
_LONGEST_LONG_FORM = 100
# Words of a long form that may give no letter: of 2,937 annotated ones 29 have more.
_SKIPPED = 2
_ABBREVIATION = re.compile(r"[A-Z][A-Z0-9]{2,}s?")
_OF = re.compile(r"\s(?:of|for|in)\s")
_DOING = re.compile(r"(\w+)ing\s+(.+)")
_ACTIVITY = re.compile(r"(ing|ion)s?$")
_DIRECTION = re.compile(r"\b(?:to|from|into|with|by)\b")
# Small words that make another name of a name.
_KEPT = frozenset({"by", "from", "into", "over", "to", "towards", "with"})
_AGENT = re.compile(r"(?:er|or)s?$")
_SIGN = re.compile(r"[+*#@&%]")
_INSERTED = re.compile(r"\s\(([^()\s]+)\)")
# What stands before and after a name that is not a part of a longer one.
_NAME_BEGINS = re.compile(r"(?<!\w)(?<!\w-)")
_NAME_ENDS = re.compile(
    # A number right after it is a version or size, unless it is a score.
    r"(?![\w+*#])(?!\s?[.-]?\d+(?!\d|\.\d|\s?\\?%))(?!-(?:[A-Z]|(?:base|large|small|mini|tiny|plus|xl)\b))"
)


@dataclass(frozen=True, slots=True)
class Mention:
    """A stretch of text that names an entity.

    Parameters
    ----------
    start, end
        Character offsets into the text, 0-based, half-open.
    type
        What the model takes it for.
    confidence
        Probability in [0, 1].
    """

    start: int
    end: int
    type: EntityType
    confidence: float


@dataclass(frozen=True, slots=True)
class Group:
    """The mentions of one entity.

    Parameters
    ----------
    type
        What all mentions together speak for; ties go to the earlier type of the schema.
    name
        The abbreviation where there is one, else the most frequent spelling.
    mentions
        In order of the text; never empty.
    confidence
        The highest of the mentions.
    """

    type: EntityType
    name: str
    mentions: tuple[Mention, ...]
    confidence: float


def repeat_mentions(text: str, mentions: Iterable[Mention], closed: Iterable[tuple[int, int]] = ()) -> list[Mention]:
    """Add the other places where exactly the same strings stand as names of their own, in no other mention.

    Not as a part of another name: ``Emu`` is not named in ``Emu-2``, ``Emu.5`` or ``R-Emu``.

    Parameters
    ----------
    text
        The whole text.
    mentions
        Not overlapping.
    closed
        Stretches of text, as (start, end), in which nothing is looked for, such as URLs.

    Returns
    -------
    list of Mention
        In order of the text. Longer strings are looked for first. An added mention has the type and confidence of the
        most confident mention of its string.
    """
    found = sorted(mentions, key=lambda m: m.start)
    best: dict[str, Mention] = {}
    for mention in sorted(found, key=lambda m: (-m.confidence, m.start)):
        best.setdefault(text[mention.start : mention.end], mention)
    taken = [False] * len(text)
    for start, end in [*closed, *((m.start, m.end) for m in found)]:
        taken[start:end] = [True] * (end - start)
    for string in sorted(best, key=lambda s: (-len(s), s)):
        for start, end in _places(text, string):
            if not any(taken[start:end]):
                taken[start:end] = [True] * len(string)
                found.append(Mention(start, end, best[string].type, best[string].confidence))
    return sorted(found, key=lambda m: m.start)


def _places(text: str, string: str) -> Iterator[tuple[int, int]]:
    """Yield where a string stands as a name of its own, in order, not overlapping."""
    start = text.find(string)
    while start >= 0:
        end = start + len(string)
        if _is_name(text, start, end):
            yield start, end
            start = text.find(string, end)
        else:
            start = text.find(string, start + 1)


def _is_name(text: str, start: int, end: int) -> bool:
    """Tell whether a stretch of text can be a name, and not a part of a longer one."""
    return _NAME_BEGINS.match(text, start) is not None and _NAME_ENDS.match(text, end) is not None


def add_long_forms(text: str, mentions: Sequence[Mention]) -> list[Mention]:
    """Add the long form that stands before a mention in parentheses, where the model has not found it, and repeat it.

    Parameters
    ----------
    text
        The whole text.
    mentions
        In order of the text, not overlapping.

    Returns
    -------
    list of Mention
        In order of the text. Mentions inside an added long form are dropped in its favour, and so are those inside the
        same words, in any case, elsewhere: often in the title.
    """
    kept = list(mentions)
    for mention in mentions:
        before = _before_parenthesis(text, mention)
        short = text[mention.start : mention.end]
        if before is None or not short[:1].isalnum() or " " in short:
            continue
        earliest = max(_sentence_start(text, before), before - _LONGEST_LONG_FORM)
        start = long_form_start(short, text[:before], earliest)
        if start is None or not is_abbreviation(short, text[start:before]):
            continue
        if skipped_words(short, text[start:before]) > _SKIPPED:
            continue
        if len(text[start:before].split()) > min(len(short) + 5, 2 * len(short)):
            continue
        overlapping = [m for m in kept if m.start < before and start < m.end]
        if any(m.start < start or (m.start == start and m.end == before) for m in overlapping):
            continue
        kept = [m for m in kept if m not in overlapping]
        kept.append(Mention(start, before, mention.type, mention.confidence))
    kept.sort(key=lambda m: m.start)
    return _repeat_long_forms(text, kept)


def _repeat_long_forms(text: str, mentions: list[Mention]) -> list[Mention]:
    longs = [
        left
        for left, right in pairwise(mentions)
        if _before_parenthesis(text, right) == left.end
        and is_abbreviation(text[right.start : right.end], text[left.start : left.end])
    ]
    kept = mentions
    for long in longs:
        same = re.compile(re.escape(text[long.start : long.end]), re.IGNORECASE)
        for start, end in (match.span() for match in same.finditer(text)):
            if not _is_name(text, start, end):
                continue
            overlapping = [m for m in kept if m.start < end and start < m.end]
            if all(start <= m.start and m.end <= end and m.end - m.start < end - start for m in overlapping):
                kept = [m for m in kept if m not in overlapping]
                kept.append(Mention(start, end, long.type, long.confidence))
    return sorted(kept, key=lambda m: m.start)


def group_mentions(text: str, mentions: Sequence[Mention], evidence: npt.NDArray[np.float32]) -> list[Group]:
    """Put the mentions of a paper together into entities.

    Two mentions are of one entity when their strings have the same :func:`~extract.names.name_key`, when one stands in
    parentheses right after the other and abbreviates it (either way round), when one begins the title and the other,
    which it abbreviates, comes after a colon, when one is the initials of the other and
    of no third, or when they are the same words in another order or form (``detecting fractures``, ``fracture
    detection``); abbreviations of the paper count as spelt out inside of longer names.

    Parameters
    ----------
    text
        The whole text.
    mentions
        In order of the text, not overlapping.
    evidence
        Shape (n_mentions, n_types), float32: log-probability of each entity type for each mention.

    Returns
    -------
    list of Group
        In order of first mention.
    """
    strings = [text[m.start : m.end] for m in mentions]
    groups = _Groups()
    defined: dict[str, str] = {}
    for i, (left, right) in enumerate(pairwise(mentions)):
        pairs = [(strings[i + 1], strings[i]), (strings[i], strings[i + 1])]
        if left.start == 0 and text[left.end : right.start] == ": ":
            pairs = pairs[1:]
        elif _before_parenthesis(text, right) != left.end:
            continue
        for short, long in pairs:
            if is_abbreviation(short, long) and not _abbreviates_end(short, long):
                groups.join(name_key(short), name_key(long))
                defined.setdefault(short, long)
                break
    defined |= _join_initials(groups, strings, defined)
    _join_spelt_out(groups, strings, defined)
    _join_same_words(groups, strings)
    members: dict[str, list[int]] = defaultdict(list)
    for i, string in enumerate(strings):
        members[groups.find(name_key(string))].append(i)
    return [
        _make_group(text, [mentions[i] for i in group], evidence[group].sum(axis=0), set(defined))
        for group in members.values()
    ]


class _Groups:
    """Keys that are of one entity."""

    def __init__(self) -> None:
        self._leader: dict[str, str] = {}

    def find(self, key: str) -> str:
        """Return the key that stands for the group of a key."""
        while self._leader.setdefault(key, key) != key:
            key = self._leader[key]
        return key

    def join(self, first: str, second: str) -> None:
        """Put the groups of two keys together."""
        self._leader[self.find(second)] = self.find(first)


def _join_initials(groups: _Groups, strings: Sequence[str], defined: Mapping[str, str]) -> dict[str, str]:
    """Join abbreviations that nothing explains to the one long name whose initials they are; return those."""
    found = {}
    for short in sorted({s for s in strings if _ABBREVIATION.fullmatch(s)} - defined.keys()):
        letters = singular(short).casefold()
        fitting = {string for string in strings if letters in _initials(string)}
        if len({groups.find(name_key(long)) for long in fitting}) == 1:
            found[short] = min(fitting)
            groups.join(name_key(short), name_key(found[short]))
    return found


def _abbreviates_end(short: str, long: str) -> bool:
    """Tell whether an abbreviation is the initials of the last words of a name, and not of all: ``RL`` and deep RL."""
    words = re.findall(r"[^\W_]+", plain(long).casefold())
    letters = "".join(c for c in singular(short).casefold() if c.isalnum())
    ends = ("".join(word[0] for word in words[i:]) for i in range(1, len(words) - 1))
    return letters in ends and letters not in _initials(long)


def _initials(name: str) -> set[str]:
    """Return the initials of a name of several words, with and without its small words."""
    words = re.findall(r"[^\W_]+", plain(name).casefold())
    every = "".join(word[0] for word in words)
    return {every, "".join(word[0] for word in words if word not in STOP_WORDS)} if len(words) > 1 else set()


def _join_spelt_out(groups: _Groups, strings: Sequence[str], defined: Mapping[str, str]) -> None:
    """Join names that are the same once ``Monte Carlo (MC) search`` and ``MC search`` are spelt out."""
    longs = {name_key(short): long for short, long in defined.items()}
    for string in dict.fromkeys(strings):
        bare = string
        for match in _INSERTED.finditer(string):
            if is_abbreviation(match[1], string[: match.start()]):
                start = long_form_start(match[1], string[: match.start()]) or 0
                longs.setdefault(name_key(match[1]), string[start : match.start()])
                bare = string[: match.start()] + string[match.end() :]
        if bare != string:
            groups.join(name_key(bare), name_key(string))
    by_full: dict[str, str] = {}
    for string in dict.fromkeys(strings):
        words = re.split(r"[\s-]+", _INSERTED.sub("", string))
        full = name_key(" ".join(longs.get(name_key(word), word) for word in words))
        first = by_full.setdefault(full, string)
        groups.join(name_key(first), name_key(string))


def _join_same_words(groups: _Groups, strings: Sequence[str]) -> None:
    """Join names of the same words in the same order, where one may be turned round (``detection of fractures``)."""
    first: dict[tuple[str, ...], str] = {}
    for string in dict.fromkeys(strings):
        words = _straight(string)
        if len(words) > 1:
            forms = (*map(_form, words), _ending(words[-1]), *_SIGN.findall(string))
            groups.join(name_key(first.setdefault(forms, string)), name_key(string))


def _straight(name: str) -> list[str]:
    """Return the words of a name in the order of a compound, in which what is done to a thing stands behind it.

    ``detecting fractures`` is taken for ``fracture detection``. A name that goes from one thing to another is not
    turned: its order says which.
    """
    plainly = plain(name).casefold()
    if _DIRECTION.search(plainly) is None:
        if len(parts := _OF.split(plainly)) == 2:
            plainly = f"{parts[1]} {parts[0]}"
        elif doing := _DOING.fullmatch(plainly):
            plainly = f"{doing[2]} {doing[1]}ion"
    return [word for word in re.findall(r"[^\W_]+", plainly) if word not in STOP_WORDS or word in _KEPT]


def _form(word: str) -> str:
    """Return the stem of a word, marked if it names who does it: an optimizer is no optimization."""
    return " ".join(content_stems(word)) + ("er" if _AGENT.search(word) else "") or word


def _ending(word: str) -> str:
    ending = _ACTIVITY.search(word)
    return ending[1] if ending else ""


def _sentence_start(text: str, at: int) -> int:
    """Return where the line or sentence that holds a place begins; too late rather than too early."""
    stop = text.rfind(". ", 0, at)
    return max(text.rfind("\n", 0, at) + 1, stop + 2 if stop >= 0 else 0)


def _before_parenthesis(text: str, mention: Mention) -> int | None:
    """Return where the text before the parenthesis that opens right before this mention ends, if there is one."""
    match = _PARENTHESIS.search(text, max(0, mention.start - 3), mention.start)
    return match.start() if match is not None else None


def _make_group(text: str, mentions: list[Mention], evidence: npt.NDArray[np.float32], shorts: set[str]) -> Group:
    spellings = Counter(text[m.start : m.end] for m in mentions)
    # The abstract's spelling before the title's, where every word may be capitalised.
    in_abstract = {text[m.start : m.end] for m in mentions if "\n" in text[: m.start]}
    name = max(spellings, key=lambda s: (s in shorts, s in in_abstract, spellings[s], -len(s), s))
    kind = ENTITY_TYPES[int(evidence.round(4).argmax())]
    return Group(kind, name, tuple(mentions), max(m.confidence for m in mentions))

"""Words that deny a claim or make it doubtful, and where they must stand to do so."""

from __future__ import annotations

import re
from collections.abc import Collection

from ..schema import RelationType

BETTER = r"(?:outperform|improv|enhanc|better|exceed|surpass|beat|superior|gain|advantage|benefit|win|help)"
_DENIAL = re.compile(
    r"\b(?:(?:do|does|did|is|are|was|were|has|have|had|can|could|will|would|should)(?:\s+\w+ly)?\s+not(?!\s+(?:only|just|merely|surpris))|cannot|never"
    r"|(?:do|does|did|is|are|was|were|ca|wo|could|would)n['\u2019]t|fail(?:s|ed|ing)?\s+to|unable\s+to|neither|nor"
    rf"|in\s+none\s+of|none\s+of|not(?!\s+(?:only|just|merely|surpris))|no)\s+(?:[\w-]+\s+){{0,5}}{BETTER}",
    re.IGNORECASE,
)
_ABSENCE = re.compile(
    r"\b(?:without|no|not\s+(?:require|rel|use|need|train)\w*|instead\s+of|rather\s+than|eliminat\w+|dispens\w+"
    r"|free\s+(?:of|from)|neither|nor|lack\w*)\b(?!.*\b(?:via|with|by|using|through)\b)",
    re.IGNORECASE,
)
_NEAR = 6
_DOUBT = re.compile(
    r"\b(?:may|might|could|possibly|potentially|potential\s+(?:to|for)|promising|conjectur\w+|hypothesi[sz]e|likely"
    r"|we\s+(?:expect|hope|believe)|expected\s+to|(?:preliminary|early)\s+(?:results|experiments|measurements|evidence)"
    r"|speculat\w+|appears?\s+to|seems?\s+to)\b",
    re.IGNORECASE,
)
# How far into a sentence its opening words go, in characters: "Preliminary results suggest".
_OPENING = 12
COMPARISONS = frozenset({RelationType.OUTPERFORMS, RelationType.COMPARED_WITH})
"""Relations of two systems that are measured against each other."""
_USES = frozenset({RelationType.BASED_ON, RelationType.TRAINED_ON})


def denies(relation: RelationType, sentence: str, head: Collection[str], tail: Collection[str]) -> bool:
    """Tell whether the words of a sentence deny a claim that it makes.

    A comparison is denied between its ends (``A does not outperform B``), or anywhere if the sentence names one end
    only; being based or trained on something right before it (``without B``). Of other relations the words do not tell.

    Parameters
    ----------
    relation
        What is claimed.
    sentence
        The evidence.
    head, tail
        The strings that name the ends.

    Examples
    --------
    >>> denies(RelationType.OUTPERFORMS, "TWIG fails to beat Emu.", {"TWIG"}, {"Emu"})
    True
    >>> denies(RelationType.BASED_ON, "TWIG works without any tuning of Emu.", {"TWIG"}, {"Emu"})
    True
    >>> denies(RelationType.BASED_ON, "Without doubt: TWIG uses Emu.", {"TWIG"}, {"Emu"})
    False
    """
    if relation in _USES:
        return any(_is_absent(sentence[:start]) for start, _ in places(sentence, tail))
    return relation in COMPARISONS and _DENIAL.search(_between(sentence, head, tail)) is not None


def hedges(relation: RelationType, sentence: str, head: Collection[str], tail: Collection[str]) -> bool:
    """Tell whether the words of a sentence make a claim of it possible, expected or speculative.

    They stand between the ends, or before both at the beginning of the sentence (``We expect that A beats B``). Of
    relations that tell how something was done, such as EVALUATED_ON, no word makes a doubt.

    Parameters
    ----------
    relation, sentence, head, tail
        As for :func:`denies`.

    Examples
    --------
    >>> [hedges(RelationType.OUTPERFORMS, s, {"A"}, {"B"}) for s in ("A may beat B.", "A beats B, which may help.")]
    [True, False]
    """
    if relation not in COMPARISONS | _USES | {RelationType.USED_FOR}:
        return False
    doubts = [match for match in _DOUBT.finditer(sentence) if match[0] != "May"]
    between = _between(sentence, head, tail)
    start = sentence.index(between)
    return any(match.start() < _OPENING or start <= match.start() < start + len(between) for match in doubts)


def _is_absent(before: str) -> bool:
    """Tell whether the last words of the clause before a name say that it is not there."""
    clause = re.split(r"[,;:.]\s", before)[-1]
    return _ABSENCE.search(" ".join(clause.split()[-_NEAR:])) is not None


def _between(sentence: str, head: Collection[str], tail: Collection[str]) -> str:
    """Return what stands from the first mention of either end to the last; the whole if one of them is not there."""
    heads, tails = places(sentence, head), places(sentence, tail)
    if not heads or not tails:
        return sentence
    both = [*heads, *tails]
    return sentence[min(start for start, _ in both) : max(end for _, end in both)]


def places(sentence: str, names: Collection[str]) -> list[tuple[int, int]]:
    """Return where any of some strings stands in a sentence, as character offsets (start, end)."""
    return [
        match.span() for name in sorted(names) for match in re.finditer(rf"(?<!\w){re.escape(name)}(?!\w)", sentence)
    ]

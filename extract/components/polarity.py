"""Words that deny a claim or make it doubtful, and where they must stand to do so."""

from __future__ import annotations

import re
from collections.abc import Collection

from ..schema import RelationType

_DENIAL = re.compile(
    r"\b(?:(?:do|does|did|is|are|was|were|has|have|had|can|could|will|would|should)(?:\s+\w+ly)?\s+not|cannot"
    r"|(?:do|does|did|is|are|was|were|ca|wo|could|would)n['\u2019]t|fail(?:s|ed|ing)?\s+to|unable\s+to|never|neither|nor"
    r"|none\s+of|no\s+(?:\w+\s+){0,3}(?:better|advantages?|improvements?|gains?|benefits?)"
    r"|not\s+(?:\w+\s+)?(?:outperform|improve|better|exceed|surpass|beat|superior))",
    re.IGNORECASE,
)
_ABSENCE = re.compile(
    r"\b(?:without|no|not\s+(?:require|rel|use|need|train)\w*|instead\s+of|rather\s+than|eliminat\w+|avoid\w*|dispens\w+"
    r"|remov\w+|free\s+(?:of|from)|bypass\w*|obviat\w+|neither|nor|lack\w*)\b(?:\W+[\w-]+){0,7}\W*$",
    re.IGNORECASE,
)
_DOUBT = re.compile(
    r"\b(?:may|might|could|possibl[ye]|potential(?:ly)?|promising|conjectur\w+|hypothesi[sz]\w+|we\s+expect|expected\s+to"
    r"|we\s+hope|likely|preliminary|speculat\w+|appears?\s+to|plausibl\w+|seems?)\b",
    re.IGNORECASE,
)
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
    heads, tails = _places(sentence, head), _places(sentence, tail)
    if relation in _USES:
        return any(_ABSENCE.search(re.split(r"[;:.]\s", sentence[:start])[-1]) for start, _ in tails)
    if relation not in COMPARISONS:
        return False
    if heads and tails:
        places = [*heads, *tails]
        sentence = sentence[min(start for start, _ in places) : max(end for _, end in places)]
    return _DENIAL.search(sentence) is not None


def hedges(relation: RelationType, sentence: str) -> bool:
    """Tell whether the words of a sentence make a claim of it possible, expected or speculative.

    Of relations that tell how something was done, such as EVALUATED_ON, no word makes a doubt.

    Examples
    --------
    >>> [hedges(RelationType.OUTPERFORMS, s) for s in ("TWIG may beat Emu.", "TWIG beats Emu.")]
    [True, False]
    """
    doubtful = relation in COMPARISONS | _USES | {RelationType.USED_FOR}
    return doubtful and any(match[0] != "May" for match in _DOUBT.finditer(sentence))


def _places(sentence: str, names: Collection[str]) -> list[tuple[int, int]]:
    return [match.span() for name in sorted(names) for match in re.finditer(re.escape(name), sentence)]

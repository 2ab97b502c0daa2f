"""Names that a paper presents: worth keeping even where the network is not sure of them."""

from __future__ import annotations

import re
from collections.abc import Iterable

_NAME = re.compile(r"\d|[^\W\d_].*[A-Z]|[A-Z].*[-+]|^[A-Z]")
_VERB = re.compile(
    r"\b(?:(?:introduc|propos|present|develop|releas|describ|design|construct|creat|contribut|establish|curat"
    r"|publish|open-sourc|unveil|collect|offer)\w*|build|built|call(?:ed)?|dub(?:bed)?|named?|termed)\b"
    # "Proposed by", "the design of" and "built on" present nothing.
    r"(?!\s+(?:by|from|of|on|upon)\b)[^.;:]{0,60}$",
    re.IGNORECASE,
)
_REACH = 90


def is_presented(text: str, title_length: int, mentions: Iterable[tuple[int, int]]) -> bool:
    """Tell whether a name stands before the colon of the title, or after a verb of presenting in the abstract.

    Parameters
    ----------
    text
        Title and abstract.
    title_length
        Of the title, in characters.
    mentions
        Starts and ends of what is named.

    Examples
    --------
    >>> text = "Quokka: a Hopper. Here we propose a hopper called Quokka."
    >>> is_presented(text, 17, [(0, 6)]), is_presented(text, 17, [(50, 56)]), is_presented(text, 17, [(10, 16)])
    (True, True, False)
    """
    for start, end in mentions:
        if _NAME.search(text[start:end]) is None:
            continue
        if start == 0 and end < title_length and text[end] == ":":
            return True
        if start >= title_length and _VERB.search(text, max(title_length, start - _REACH), start) is not None:
            return True
    return False

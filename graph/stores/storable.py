"""What the databases can hold, checked before anything is written: on its way, an engine would change the rest."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from ..errors import GraphDataError

INTEGERS = range(-(2**63), 2**63)
"""What an integer may be."""


def check_storable(properties: Mapping[str, Any]) -> None:
    """Do nothing if a database can hold these properties.

    Raises
    ------
    GraphDataError
        If a text holds half a surrogate pair, or an integer has more than 64 bits.
    """
    for name, value in properties.items():
        for member in value if isinstance(value, list) else (value,):
            if isinstance(member, str):
                if not is_text(member):
                    raise GraphDataError(f"{name} is {member!a:.80}, with half a surrogate pair")
            elif isinstance(member, int) and member not in INTEGERS:
                raise GraphDataError(f"{name} is {member}, which has more than 64 bits")


def is_text(text: str) -> bool:
    """Tell whether UTF-8 can hold a text, as it can all but halves of surrogate pairs."""
    if text.isascii():
        return True
    try:
        text.encode()
    except UnicodeEncodeError:
        return False
    return True

"""JSON Lines: one object a line."""

from __future__ import annotations

import json
from collections.abc import Iterator

from ..errors import MalformedRecordError
from ..records import Abstract
from .fields import paper_from
from .sources import Source


def read_jsonl(source: Source) -> Iterator[Abstract | MalformedRecordError]:
    """Yield a paper, or what is wrong, for each line that is not blank."""
    for number, line in enumerate(source.lines(), start=1):
        if not line.strip():
            continue
        try:
            record = json.loads(line.rstrip())
        # Numbers of thousands of digits and towers of brackets are errors of their own.
        except (ValueError, RecursionError) as error:
            problem = f"the line is not valid JSON ({json_problem(error)})"
            yield MalformedRecordError(source.name, number, problem, "one JSON object a line")
        else:
            yield paper_from(source.name, number, record)


def json_problem(error: ValueError | RecursionError) -> str:
    """Return in a few words why a text is not JSON."""
    if isinstance(error, json.JSONDecodeError):
        return f"{error.msg[0].lower()}{error.msg[1:].removesuffix(' at')} at column {error.colno}"
    return "nested too deeply" if isinstance(error, RecursionError) else "a number is too long"

"""What a saved web page holds beside titles and abstracts: one table of patterns."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import chain, pairwise

_MONTH = (
    r"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?"
    r"|nov(?:ember)?|dec(?:ember)?)\.?"
)
_DATE = rf"(?:{_MONTH} \d{{1,2}}(?:,? \d{{4}})?|\d{{1,2}} {_MONTH}(?:,? \d{{4}})?|{_MONTH} \d{{4}}|\d{{4}}-\d\d-\d\d)"
_AGO = r"(?:today|yesterday|(?:about |over |almost )?(?:an?|\d+) (?:minute|hour|day|week|month|year)s? ago)"
_COUNT = r"#?[+-]?\d+(?:[.,]\d+)*[km]?"

_LINES = (
    rf"(?:(?:published|submitted|posted|updated|released|last updated|on)\s*:?\s*)*(?:on )?(?:{_DATE}|{_AGO})",
    _COUNT,
    r"[^\w]+",
    r"new|hot|trending|subscribe|sign up|log ?in|search|filters?|sort(?: by.*)?|load more|show more|see more|more",
    r"(?:previous|next|back|home|about|privacy|terms|tos|jobs|company|website|docs|pricing|blog|forum)",
    r"(?:models?|datasets?|spaces?|papers?|collections?|community|organizations?)(?: \d+)?",
    r"(?:daily|trending|similar|related|top|new|latest|recent|recommended) papers",
    r"papers (?:similar|related) to\b.*",
    r"by ?ak and the research community",
    rf"(?:upvotes?|likes?|comments?|replies|stars?|views?|citations?|downloads?|github|authors?)\W*(?:{_COUNT})?",
    rf"{_COUNT} (?:upvotes?|likes?|comments?|replies|stars?|views?|citations?|downloads?|authors?|papers?|results?)",
    r"(?:submitted|posted|uploaded|shared|published)\s*by\b.{0,60}",
    r"(?:view|read|open|download)(?: on| the)?(?: (?:arxiv|full|hugging face))?(?: (?:page|pdf|paper|abstract|html))?",
    r"(?:arxiv|pdf|html|code|github|project|paper|demo|video|dataset|cite)(?: (?:page|link|repo|website|code|pdf))?",
    r"(?:add|save) to (?:a )?(?:collection|library)|copy (?:link|citation)|share|cite|bookmark|follow(?:ing)?",
    r"(?:ai-generated )?(?:summary|abstract|title)s?:?",
    r"(?:authors?|subjects?|comments|keywords|journal-ref|categories|cite as):.*",
    r"(?:\[\d+\]\s*)?arxiv:\s*\S+(?:\s*[\[(].*)?",
    r"(?:models|datasets|spaces|collections) citing this paper.*",
    r"[^·•]{1,60} [·•] .{1,60}",
    r"©.*|copyright.{0,60}",
    r"hugging ?face|the ai community building the future\.?",
)
_LINE = re.compile("|".join(f"(?:{line})" for line in _LINES), re.IGNORECASE)
_SIGN_UP = re.compile(r"(?:new\s*)?get trending papers in your email inbox(?: once a day)?!?\s*", re.IGNORECASE)
_BUTTON = re.compile(r"subscribe", re.IGNORECASE)
_LABEL = re.compile(r"^(?:title|abstract)\s*:\s*", re.IGNORECASE)
_NAME_FOLLOWS = re.compile(r"(?:submitted|posted|uploaded|shared|published)\s*by", re.IGNORECASE)
_ADDRESS = re.compile(r"https?://\S+")
_DIGITS = re.compile(r"\d+")

_LONGEST = 120
_WIDEST_WRAP = 100
_LONGEST_REPEATED = 60
_REPETITIONS = 3


def content_lines(lines: Sequence[str]) -> Iterator[str]:
    """Yield the lines of a page, an empty one in place of each that is furniture.

    Furniture is what the table names, a button glued to the title below it, and the user name below "Submitted by".
    """
    button_due = name_due = False
    for above, line in pairwise(chain([""], lines)):
        if sign_up := _SIGN_UP.match(line):
            button_due, line = True, line[sign_up.end() :]
        if button_due and line:
            button = _BUTTON.match(line)
            button_due, line = False, line[button.end() :] if button else line
        is_name = name_due and line != "" and " " not in line
        name_due = _NAME_FOLLOWS.fullmatch(line) is not None or (name_due and line == "")
        # Below a line as long as wrapping makes it an address is the end of the text.
        is_address = not 0 < len(above) <= _WIDEST_WRAP and _ADDRESS.fullmatch(line)
        if is_name or is_address or (len(line) <= _LONGEST and _LINE.fullmatch(line)):
            yield ""
        else:
            yield _LABEL.sub("", line, count=1)


def repeated_lines(lines: Sequence[str]) -> frozenset[str]:
    """Return the forms, without digits, of short lines that come up again and again."""
    counts = Counter(form(line) for line in lines if 0 < len(line) <= _LONGEST_REPEATED)
    return frozenset(line for line, count in counts.items() if count >= _REPETITIONS)


def form(line: str) -> str:
    """Return a line with the same sign for any number, so that lines with other counts compare equal."""
    return _DIGITS.sub("#", line.casefold())

"""What a query says of itself, in the comment at the top of its text.

::

    // What outperforms a system, and who says so.
    //
    // @param method: name(Method|Model)  The system that is beaten.
    // @param min_support: integer = 1  At least so many papers say it.
    // @column winner: text  Name of the better system.
    // @example abstractgraph query outperforms --param method=ROME

The first paragraph is the purpose; lines without ``@`` go on with what stands before them. A default is JSON. A text of
a user needs none of this; a query of the catalogue needs all.
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass, replace
from typing import Any, NoReturn

from ..errors import ParameterError, QuerySyntaxError
from ..model import NODE_LABELS
from .lexer import tokens
from .outline import returned_columns
from .values import PARAMETER_TYPES, check_value

COLUMN_TYPES = ("text", "integer", "number", "boolean", "texts", "integers")
_TAG = re.compile(r"@(\w+)\s*(.*)")
_FIELD = re.compile(r"([A-Za-z_]\w*)\s*:\s*(\w+)(?:\(([^)]*)\))?\s*(.*)")


@dataclass(frozen=True, slots=True)
class Parameter:
    """A value that a query takes.

    Parameters
    ----------
    name
        Without the dollar sign.
    type
        ``name`` (any spelling of a node's name, which becomes the list of ids it stands for), ``text``, ``integer``,
        ``number``, ``boolean`` or ``texts``.
    labels
        What a ``name`` may stand for; empty for any node.
    required
        Whether there is no default.
    default
        The value without another; may be None.
    description
        One sentence.
    """

    name: str
    type: str
    labels: tuple[str, ...] = ()
    required: bool = True
    default: Any = None
    description: str = ""

    @property
    def assignment(self) -> str:
        """The name, and the default if there is one."""
        return self.name + ("" if self.required else f"={json.dumps(self.default, ensure_ascii=False)}")

    def __str__(self) -> str:
        kind = f"{self.type}({'|'.join(self.labels)})" if self.labels else self.type
        return f"{self.name}: {kind}" + ("" if self.required else f" = {json.dumps(self.default, ensure_ascii=False)}")


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a query's rows; `type` is one of :data:`COLUMN_TYPES`."""

    name: str
    type: str
    description: str = ""

    def __str__(self) -> str:
        return f"{self.name}: {self.type}"


@dataclass(frozen=True, slots=True)
class Query:
    """A question in Cypher.

    Parameters
    ----------
    name
        The file's name without its ending; for other texts where they come from.
    text
        The whole text, with its header.
    purpose
        What it answers, one paragraph.
    parameters
        In the order of the header; None if the text has no header, so that values of any type are taken.
    columns
        In the order of the header.
    example
        A command that asks it.
    """

    name: str
    text: str
    purpose: str = ""
    parameters: tuple[Parameter, ...] | None = None
    columns: tuple[Column, ...] = ()
    example: str = ""

    @property
    def parameter_names(self) -> tuple[str, ...]:
        """The parameters that the text uses, in the order of their first use."""
        return tuple(dict.fromkeys(token.text for token in tokens(self.text) if token.kind == "parameter"))


def parse_query(text: str, name: str = "query", *, source: str | None = None, complete: bool = False) -> Query:
    r"""Return a text with what its header says.

    Parameters
    ----------
    text
        Cypher.
    name
        What to call it.
    source
        The file, for messages; `name` if None.
    complete
        Whether the header must have a purpose, columns and an example.

    Raises
    ------
    QuerySyntaxError
        If a line of the header is not understood, with file and line, or the text cannot be split into tokens; if the
        parameters or columns of the header are not those of the text; if `complete` and a part is missing.

    Examples
    --------
    >>> query = parse_query("// Of a year.\n// @param year: integer = 2031\nMATCH (p {year: $year}) RETURN p.id")
    >>> query.purpose, [str(p) for p in query.parameters]
    ('Of a year.', ['year: integer = 2031'])
    """
    text = text.removeprefix("\N{ZERO WIDTH NO-BREAK SPACE}")
    header = _Header(source or name)
    for number, line in enumerate(text.splitlines(), start=1):
        comment = line.strip()
        if not comment.startswith("//"):
            break
        header.read(number, comment.removeprefix("//").strip())
    query = header.query(name, text)
    if query.parameters is not None or complete:
        header.check(query, complete)
    return query


class _Header:
    """Takes the lines of a header one after the other."""

    def __init__(self, source: str) -> None:
        self._source = source
        self._line = 1
        self._purpose: list[str] = []
        self._in_purpose = True
        self._tagged = False
        self._parameters: list[Parameter] = []
        self._columns: list[Column] = []
        self._example = ""
        self._last: list[Any] | None = None

    def read(self, number: int, line: str) -> None:
        self._line = number
        if line.startswith("@"):
            self._tagged = True
            self._read_tag(line)
        elif not line:
            self._in_purpose = self._in_purpose and not self._purpose
            self._last = None
        elif self._last is not None:
            last = self._last[-1]
            self._last[-1] = replace(last, description=f"{last.description} {line}".strip())
        elif self._in_purpose and not self._tagged:
            self._purpose.append(line)

    def query(self, name: str, text: str) -> Query:
        parameters = tuple(self._parameters) if self._tagged else None
        return Query(name, text, " ".join(self._purpose), parameters, tuple(self._columns), self._example)

    def check(self, query: Query, complete: bool) -> None:
        parts = {"purpose": query.purpose, "@column": query.columns, "@example": query.example}
        if complete and (missing := [part for part, value in parts.items() if not value]):
            self._fail(f"the header has no {' and no '.join(missing)}; add it to the comment at the top")
        declared = {parameter.name for parameter in query.parameters or ()}
        used = set(query.parameter_names)
        for parameter in sorted(used - declared):
            self._fail(f"${parameter} is not in the header; add: // @param {parameter}: text  What it is.")
        for parameter in sorted(declared - used):
            self._fail(f"the parameter {parameter!r} of the header is not used in the text")
        described = tuple(column.name for column in query.columns)
        returned = returned_columns(query.text) if described else None
        if returned is not None and described != returned:
            self._fail(
                f"the columns of the header are {', '.join(described)}, but the text returns {', '.join(returned)}; "
                "describe each with @column, in this order"
            )

    def _read_tag(self, line: str) -> None:
        match = _TAG.fullmatch(line)
        tag, rest = (match[1], match[2]) if match else ("", "")
        if tag == "param":
            self._add(self._parameters, self._parameter(rest))
        elif tag == "column":
            self._add(self._columns, self._column(rest))
        elif tag == "example" and rest and not self._example:
            self._example = rest
            self._last = None
        else:
            self._fail(f"{line!r:.60} is not understood; write @param, @column or, once, @example with a command")

    def _add(self, known: list[Any], new: Any) -> None:
        if any(other.name == new.name for other in known):
            self._fail(f"{new.name!r} is there twice")
        known.append(new)
        self._last = known

    def _parameter(self, rest: str) -> Parameter:
        name, kind, labels, rest = self._field(rest, PARAMETER_TYPES, "// @param top: integer = 10  How many.")
        default, required = None, True
        if rest.startswith("="):
            default, rest = self._default(rest[1:].lstrip())
            required = False
        allowed = tuple(label.strip() for label in labels.split("|")) if labels is not None else ()
        if allowed and (kind != "name" or not set(allowed) <= set(NODE_LABELS)):
            self._fail(f"only a name takes labels, and these are {', '.join(NODE_LABELS)}")
        parameter = Parameter(name, kind, allowed, required, default, rest.strip())
        if default is not None:
            try:
                check_value(parameter.name, parameter.type, default)
            except ParameterError as error:
                self._fail(f"the default is wrong: {error}")
        return parameter

    def _column(self, rest: str) -> Column:
        name, kind, labels, rest = self._field(rest, COLUMN_TYPES, "// @column winner: text  Its name.")
        if labels is not None:
            self._fail("a column takes no labels")
        return Column(name, kind, rest)

    def _field(self, rest: str, types: tuple[str, ...], example: str) -> tuple[str, str, str | None, str]:
        match = _FIELD.fullmatch(rest)
        if match is None or match[2] not in types:
            self._fail(f"{rest!r:.60} is not 'name: type  description' with a type of {', '.join(types)}: {example}")
        return match[1], match[2], match[3], match[4]

    def _default(self, rest: str) -> tuple[Any, str]:
        try:
            value, end = json.JSONDecoder().raw_decode(rest)
        except (ValueError, RecursionError):
            self._fail(f'the default {rest!r:.60} is not JSON, such as 1, 0.5, true, null, "text" or []')
        if rest[end:] and not rest[end].isspace():
            self._fail(f"a space is missing after the default in {rest!r:.60}")
        return value, rest[end:]

    def _fail(self, reason: str) -> NoReturn:
        raise QuerySyntaxError(f"{self._source}:{self._line}: {reason}")

"""What can go on where the cursor stands in a Cypher text: labels, types, properties, names, keywords."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import islice

from prompt_toolkit.completion import CompleteEvent, Completer, Completion
from prompt_toolkit.document import Document

from ..cypher import Names
from ..errors import GraphError
from ..model import EDGE_TYPES, NODE_LABELS
from ..properties import EDGE_PROPERTIES, NODE_PROPERTIES

_SHOWN = 50
_KEYWORDS = (
    "MATCH OPTIONAL WHERE RETURN WITH UNWIND CALL UNION DISTINCT ORDER BY SKIP LIMIT AS AND OR NOT IN IS NULL EXISTS "
    "COUNT CASE WHEN THEN ELSE END STARTS ENDS CONTAINS ASC DESC TRUE FALSE"
)
# Neither the label of a node nor the type of a relationship is a property in Cypher.
_PROPERTIES = tuple(dict.fromkeys(p for p in (*NODE_PROPERTIES, *EDGE_PROPERTIES) if p not in ("label", "type")))
_CLOSED = re.compile(r"//[^\n]*\n|/\*.*?\*/|'(?:\\.|[^'\\])*'|\"(?:\\.|[^\"\\])*\"|`(?:``|[^`])*`", re.DOTALL)
_COMMAND_NAME = re.compile(r":param\s+\w+(?:\s*=>?\s*|\s+)['\"]?(.*)")
_LABEL = re.compile(r"\(\s*\w*\s*(?::[\w|:&!]*)?[:|&!](\w*)$")
_TYPE = re.compile(r"\[\s*\w*\s*(?::[\w|:!]*)?[:|!](\w*)$")
_PROPERTY = re.compile(r"(?:\w\.|[(\[][^(){}\[\]]*\{(?:[^{}]*,)?\s*)(\w*)$")
_WORD = re.compile(r"[\w-]*$")


class CypherCompleter(Completer):
    """Completes Cypher, and the commands and names of queries at the beginning.

    Parameters
    ----------
    names
        The names in the store, which are read with the first quotation mark.
    commands
        The commands of the shell.
    queries
        The names of the queries.
    """

    def __init__(self, names: Names, commands: Sequence[str], queries: Sequence[str]) -> None:
        self._names = names
        self._commands = commands
        self._queries = queries

    def get_completions(self, document: Document, complete_event: CompleteEvent) -> Iterator[Completion]:
        """Yield what can go on before the cursor."""
        before, words = self._candidates(document.text_before_cursor)
        wanted = before.casefold()
        beginning = [word for word in words if word.casefold().startswith(wanted)]
        for word in islice(beginning, _SHOWN):
            yield Completion(word, start_position=-len(before))

    def _candidates(self, text: str) -> tuple[str, Iterable[str]]:
        """Return what was typed of the last word, and all that it could become."""
        if text.lstrip().startswith(":"):
            return self._of_command(text.lstrip())
        rest = _CLOSED.sub(" ", text)
        if quote := re.search(r"['\"]", rest):
            mark = quote.group()
            return rest[quote.end() :], (_escaped(name, mark) + mark for name in self._node_names())
        for pattern, words in ((_LABEL, NODE_LABELS), (_TYPE, EDGE_TYPES), (_PROPERTY, _PROPERTIES)):
            if match := pattern.search(rest):
                return match[1], words
        match = _WORD.search(rest)
        before = match.group() if match else ""
        first = self._queries if not rest[: len(rest) - len(before)].strip() else ()
        return before, [*first, *_KEYWORDS.split()]

    def _of_command(self, text: str) -> tuple[str, Iterable[str]]:
        if match := _COMMAND_NAME.fullmatch(text):
            return match[1], self._node_names()
        if text.startswith(":queries "):
            return text.partition(" ")[2].lstrip(), self._queries
        return text, self._commands

    def _node_names(self) -> list[str]:
        try:
            return sorted({node.name for node in self._names.all()})
        except GraphError:
            # No completion is better than a message in the middle of typing.
            return []


def _escaped(name: str, mark: str) -> str:
    return name.replace("\\", "\\\\").replace(mark, "\\" + mark)

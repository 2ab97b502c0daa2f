"""``shell``: a prompt for Cypher that keeps the engine warm."""

from __future__ import annotations

import io
import re
import sys
import time
from collections.abc import Callable, Iterable
from contextlib import ExitStack
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from ..errors import GraphError, ParameterError, QueryError
from . import console
from .asking import TERMINAL_ROWS, TIMEOUT, catalogue_rows, describe, find_question, notes
from .options import graph_option
from .rows import FORMATS, default_format, print_answer

if TYPE_CHECKING:
    from prompt_toolkit import PromptSession

    from ..stores.store import CypherReader

_HELP = f"""\
A query is Cypher, the name of a query, or a path that ends in .cypher. It ends with a semicolon or an empty line, and
several may be pasted at once. The name of a query alone needs no semicolon.
  :queries [NAME]      list the queries, or show one whole
  :params              show the parameters that are set
  :param NAME=VALUE    set a parameter for all queries that use it; NAME VALUE and NAME => VALUE do the same.
                       Names in any spelling, lists as a,b; or values as in Cypher: 5, 'ROME', ['ROME', 'MEMIT']
  :param NAME          forget a parameter
  :format FORM         {", ".join(FORMATS)}
  :limit N             show at most N rows, 0 for all; a LIMIT of the query counts all the same
  :timeout SECONDS     give up after so long; 0 for never
  :help                this list
  :quit                leave; so does Ctrl-D
Tab completes; Ctrl-C stops a query, or clears what is typed; the arrow keys go through what was typed before.
"""
# With these a value begins that is written as in Cypher.
_QUOTES = ("'", '"', "[", "{")
_NAME = re.compile(r"\$?(\w+|`[^`]+`)")
_ASSIGNMENT = re.compile(rf"{_NAME.pattern}(?:\s*(?:=>?|:)\s*|\s+)(.*)", re.DOTALL)


@click.command()
@graph_option
def shell(url: str) -> None:
    """Ask the graph in Cypher, one question after the other.

    A prompt with history and with completion of keywords, labels, types, properties and names. Statements that come
    through a pipe are run one after the other; the exit code is 1 if one of them failed.

    \b
    Example:
      abstractgraph shell -g graph.json
      echo 'MATCH (n:Method) RETURN n.name;' | abstractgraph shell
    """
    from ..stores import open_store

    on_terminal = sys.stdin.isatty()
    with ExitStack() as stack:
        with console.working("Opening the graph"):
            reader = stack.enter_context(open_store(url).reader())
        asked = Shell(reader, verbose=on_terminal)
        if on_terminal:
            console.message(f"{url}, answered by {reader.engine}. End a query with ; or an empty line; :help for help.")
            interact(asked)
        elif not run_all(asked, io.TextIOWrapper(sys.stdin.buffer, encoding="utf-8-sig", errors="surrogateescape")):
            raise click.exceptions.Exit(1)


class Shell:
    """What a prompt remembers from one statement to the next.

    Parameters
    ----------
    reader
        Answers the questions.
    verbose
        Whether to say how many rows came in which time.
    """

    def __init__(self, reader: CypherReader, *, verbose: bool = False) -> None:
        from ..cypher import Names

        self.names = Names.of(reader, TIMEOUT)
        self.parameters: dict[str, str] = {}
        self.finished = False
        self._reader = reader
        self._verbose = verbose
        self._form = default_format()
        self._limit = TERMINAL_ROWS if sys.stdout.isatty() else 0
        self._timeout = TIMEOUT
        self._commands: dict[str, Callable[[str], None]] = {
            ":queries": self._list_queries,
            ":params": self._show_parameters,
            ":param": self._set_parameter,
            ":format": self._set_format,
            ":limit": self._set_limit,
            ":timeout": self._set_timeout,
            ":help": lambda argument: console.print_data(_HELP),
            ":quit": self._quit,
        }

    @property
    def commands(self) -> tuple[str, ...]:
        """The commands, each with its colon."""
        return tuple(self._commands)

    def execute(self, statement: str) -> bool:
        """Run a command or query, print what it gives; print one line and return False if it fails.

        Raises
        ------
        KeyboardInterrupt
            If the user stops it.
        """
        question = statement.strip().rstrip("; \n")
        try:
            if question.startswith(":"):
                self._command(*_words(question))
            elif question:
                self._ask(question)
        except GraphError as error:
            console.message(console.visible(f"Error: {' '.join(str(error).split())}"))
            return False
        return True

    def _command(self, name: str, argument: str) -> None:
        if name not in self._commands:
            raise QueryError(f"there is no command {name!r:.40}; :help lists them")
        self._commands[name](argument)

    def _ask(self, question: str) -> None:
        from ..cypher import ask, cypher_literal, parse_parameters

        if question == "-":
            raise QueryError("standard input is what the shell reads; write the query here")
        query = find_question(question)
        # What is set stays set, so a query takes what it uses of it.
        used = {name: self.parameters[name] for name in query.parameter_names if name in self.parameters}
        literals = {name: cypher_literal(text) for name, text in used.items() if text.startswith(_QUOTES)}
        values = parse_parameters(query, {name: used[name] for name in used if name not in literals}) | literals
        began = time.monotonic()
        answer = ask(self._reader, query, values, timeout=self._timeout or None, limit=self._limit or None)
        print_answer(answer, self._form)
        for note in notes(query, answer, all_rows=":limit 0", set_parameter=":param"):
            console.message(note)
        if self._verbose:
            console.message(f"rows: {len(answer.rows)}, seconds: {time.monotonic() - began:.2f}")

    def _list_queries(self, name: str) -> None:
        from ..cypher import find_query, queries

        if name:
            console.print_data(describe(find_query(name)))
        else:
            print_answer(catalogue_rows(queries(), self._form), self._form)

    def _show_parameters(self, _: str) -> None:
        console.print_data("".join(f"{name}={value}\n" for name, value in self.parameters.items()))

    def _set_parameter(self, assignment: str) -> None:
        from ..cypher import cypher_literal

        match = _ASSIGNMENT.fullmatch(assignment)
        if match is not None:
            if match[2].startswith(_QUOTES):
                cypher_literal(match[2])
            self.parameters[match[1].strip("`")] = match[2]
        elif not _NAME.fullmatch(assignment):
            raise ParameterError(f"{assignment!r:.40} is not NAME=VALUE; write for example :param method=ROME")
        elif self.parameters.pop(assignment.removeprefix("$").strip("`"), None) is None:
            raise ParameterError(f"no parameter {assignment!r:.40} is set; set one with :param NAME=VALUE")

    def _set_format(self, form: str) -> None:
        if form not in FORMATS:
            raise ParameterError(f"{form!r:.40} is no format; choose {', '.join(FORMATS)}")
        self._form = form

    def _set_limit(self, number: str) -> None:
        if not (number.isascii() and number.isdigit()):
            raise ParameterError(f"{number!r:.40} is no number of rows; write for example :limit 20")
        self._limit = int(number)

    def _set_timeout(self, seconds: str) -> None:
        try:
            self._timeout = float(seconds)
        except ValueError:
            self._timeout = -1.0
        if not 0 <= self._timeout < float("inf"):
            self._timeout = TIMEOUT
            raise ParameterError(f"{seconds!r:.40} is no number of seconds; write for example :timeout 20")

    def _quit(self, _: str) -> None:
        self.finished = True


def run_all(asked: Shell, lines: Iterable[str]) -> bool:
    """Run the statements of a text, one after the other; tell whether all could be done."""
    from .statements import split_statements

    fine = True
    for statement in split_statements(lines):
        fine = asked.execute(statement) and fine
        if asked.finished:
            break
    return fine


def interact(asked: Shell) -> None:
    """Run the statements that a person types, until they quit."""
    session = _prompt(asked)
    while not asked.finished:
        try:
            typed = session.prompt("cypher> ", prompt_continuation="   ...> ")
        except KeyboardInterrupt:
            continue
        except EOFError:
            return
        try:
            run_all(asked, typed.splitlines(keepends=True))
        except KeyboardInterrupt:
            console.message("stopped")


def _prompt(asked: Shell) -> PromptSession[str]:
    from prompt_toolkit import PromptSession
    from prompt_toolkit.key_binding import KeyBindings, KeyPressEvent

    from ..cypher import query_names
    from .completion import CypherCompleter
    from .statements import is_complete

    keys = KeyBindings()
    names = query_names()

    @keys.add("enter")
    def enter(event: KeyPressEvent) -> None:
        buffer = event.current_buffer
        if buffer.complete_state and buffer.complete_state.current_completion:
            buffer.complete_state = None
        elif buffer.document.is_cursor_at_the_end and not is_complete(buffer.text, names):
            buffer.insert_text("\n")
        else:
            buffer.validate_and_handle()

    return PromptSession(
        history=_history(),
        completer=CypherCompleter(asked.names, asked.commands, names),
        complete_in_thread=True,
        complete_while_typing=False,
        multiline=True,
        key_bindings=keys,
    )


def _history() -> Any:
    from platformdirs import user_state_path
    from prompt_toolkit.history import FileHistory, InMemoryHistory

    try:
        folder = user_state_path("abstractgraph", appauthor=False, ensure_exists=True)
        path = Path(folder) / "history"
        path.touch(mode=0o600)
    except OSError:
        # Without a home that can be written, the prompt works all the same.
        return InMemoryHistory()
    return FileHistory(path)


def _words(statement: str) -> tuple[str, str]:
    name, _, argument = statement.partition(" ")
    return name, argument.strip()

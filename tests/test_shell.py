"""The prompt: statements from a pipe and from keys, commands, completion, and errors that never end it."""

import json
import os
import pty
import select
import subprocess
import sys
import time
from pathlib import Path

import pytest
from click.testing import CliRunner
from fake_reader import FakeReader, FakeStore, use_catalogue
from prompt_toolkit.application import create_app_session
from prompt_toolkit.completion import CompleteEvent
from prompt_toolkit.document import Document
from prompt_toolkit.input import create_pipe_input
from prompt_toolkit.output import DummyOutput

from graph.cli import main
from graph.cli.completion import CypherCompleter
from graph.cli.shell import Shell, interact
from graph.cypher import Names
from graph.errors import StoreError
from graph.model import NODE_LABELS


@pytest.fixture
def reader(monkeypatch, tmp_path):
    """The reader that the shell asks, with a catalogue of two queries and a state folder of its own."""
    found = FakeReader()
    monkeypatch.setattr("graph.stores.open_store", lambda url: FakeStore(found))
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))
    (tmp_path / "catalogue").mkdir()
    use_catalogue(monkeypatch, tmp_path / "catalogue")
    return found


def piped(text, code=0):
    result = CliRunner().invoke(main, ["shell"], input=text)
    assert result.exit_code == code, result.output
    return result


def texts(reader):
    return [text for text, *_ in reader.asked]


def test_statements_from_a_pipe_run_one_after_the_other(reader):
    result = piped("RETURN 1; RETURN ';'\nAS x;\nRETURN 2\n\nRETURN\n3")

    assert texts(reader) == ["RETURN 1", "RETURN ';'\nAS x", "RETURN 2", "RETURN\n3"]
    assert result.stdout == "x\n1\n" * 4
    assert result.stderr == ""


def test_named_queries_take_the_parameters_that_they_use(reader):
    piped(
        ":param method=twigs\n:param year=2031\nbeats;\npapers-of\n\n:param method\nMATCH (n {y: $year}) RETURN n.x;\n"
    )

    assert [values for _, values, *_ in reader.asked] == [
        {"method": ["method:twig"], "top": 5},
        {"year": 2031},
        {"year": 2031},
    ]


def test_commands_set_format_limit_and_timeout(reader):
    reader.rows = [(1,), (2,)]
    result = piped(":format jsonl\n:limit 1\n:timeout 2\nRETURN 1;\n:limit 0\n:timeout 0\nRETURN 1;\n")

    assert result.stdout == '{"x": 1}\n{"x": 1}\n{"x": 2}\n'
    assert [asked[2:] for asked in reader.asked] == [(2.0, 1), (None, None)]
    assert result.stderr == "the first row; :limit 0 for all\n"


@pytest.mark.parametrize(
    ("assignment", "value"),
    [
        ("x=5", 5),
        ("x 5", 5),
        ("x => 5", 5),
        ("x =>5", 5),
        ("$x: 5", 5),
        ("`x` => 5", 5),
        ("x => '5'", "5"),
        ("x=TWIG", "TWIG"),
        ("x => 'it\\'s'", "it's"),
        ("x => ['a', -1, TRUE]", ["a", -1, True]),
        ("x => {a: null}", {"a": None}),
        ("x=", ""),
    ],
)
def test_a_parameter_can_be_set_in_every_spelling(reader, assignment, value):
    piped(f":param {assignment}\nRETURN $x AS x;\n")

    assert [values for _, values, *_ in reader.asked] == [{"x": value}]


def test_the_limit_of_a_query_is_told_in_the_words_of_the_shell(reader):
    reader.rows = [(1,)] * 5

    assert piped(":param method=TWIG\nbeats;\n").stderr == (
        "the first 5 rows, as many as the query's own LIMIT allows; for more, :param top=N\n"
    )


def test_names_that_no_graph_has_are_told(reader):
    assert piped("MATCH (m:Modell) RETURN m.name;\n").stderr.startswith("no node has the label")


def test_help_names_every_command(reader):
    shown = piped(":help\n").stdout

    assert [name for name in Shell(reader).commands if f"  {name} " not in shown] == []


def test_commands_that_list(reader):
    assert ":param NAME=VALUE" in piped(":help\n").stdout
    assert piped(":param a=b=c;\n:params;\n").stdout == "a=b=c\n"
    assert json.loads(piped(":format json\n:queries\n").stdout)[1]["name"] == "papers-of"
    assert "The method that is beaten." in piped(":queries beats\n").stdout


@pytest.mark.parametrize(
    ("statement", "reason"),
    [
        ("MATCH (n) DELETE n;", "DELETE is refused"),
        ("RETURN syntax error;", "that is no Cypher"),
        ("beat;", "no query named 'beat'. Did you mean: beats"),
        ("beats;", "the parameter 'method' is missing"),
        ("none.cypher;", "none.cypher: the query cannot be read"),
        ("-;", "standard input is what the shell reads"),
        ("RETURN '\\u0027';", "could end the string"),
        (":nothing", "there is no command ':nothing'; :help lists them"),
        (":format xml", "'xml' is no format; choose table, csv"),
        (":limit many", "'many' is no number of rows"),
        (":limit -1", "'-1' is no number of rows"),
        (":timeout soon", "'soon' is no number of seconds"),
        (":timeout nan", "'nan' is no number of seconds"),
        (":param x", "no parameter 'x' is set"),
        (":param =1", "'=1' is not NAME=VALUE; write for example :param method=ROME"),
        (":param x => [1", "'[1' is no value; write for example 5"),
        (":queries beat", "no query named 'beat'"),
    ],
)
def test_an_error_is_one_line_and_ends_nothing(reader, statement, reason):
    result = piped(f"{statement}\nRETURN 1;\n", code=1)

    (line,) = result.stderr.splitlines()
    assert line.startswith("Error: ")
    assert reason in line
    assert result.stdout == "x\n1\n"


def test_quit_ends_a_pipe(reader):
    piped("RETURN 1;\n:quit\nRETURN 2;\n")

    assert texts(reader) == ["RETURN 1"]


def typed(reader, *keys):
    """Type keys at the prompt, and return the shell afterwards."""
    asked = Shell(reader, verbose=True)
    with create_pipe_input() as keyboard, create_app_session(input=keyboard, output=DummyOutput()):
        for text in keys:
            keyboard.send_text(text)
        interact(asked)
    return asked


def test_a_semicolon_or_an_empty_line_ends_what_is_typed(reader):
    typed(reader, "RETURN 1\rAS x;\r", "RETURN ';\r'\r\r", "RETURN 3\r\r", "\r", ":quit\r")

    assert texts(reader) == ["RETURN 1\nAS x", "RETURN ';\n'", "RETURN 3"]


def test_several_statements_can_be_pasted(reader):
    typed(reader, "\x1b[200~RETURN 1; RETURN\n2;\n:param x 5\nRETURN $x;\x1b[201~\r", ":quit\r")

    assert texts(reader) == ["RETURN 1", "RETURN\n2", "RETURN $x"]


def test_control_c_during_a_query_returns_to_the_prompt(reader, capsys):
    reader.fail = KeyboardInterrupt()
    typed(reader, "RETURN 1; RETURN 2;\r", "RETURN 3;\r", ":quit\r")

    assert texts(reader) == ["RETURN 1", "RETURN 3"]
    assert capsys.readouterr().err.count("stopped\n") == 2


def test_names_are_read_once_in_a_session(reader):
    piped(":param method=twigs\nbeats;\nbeats;\n")

    # Once for each label that the query takes.
    assert reader.names_read == 2


def test_the_name_of_a_query_needs_no_semicolon(reader):
    typed(reader, ":param year=2031\r", "papers-of\r", "\x04")

    assert [values for _, values, *_ in reader.asked] == [{"year": 2031}]


def test_control_c_clears_and_control_d_quits(reader):
    typed(reader, "MATCH (n) DEL\x03", "RETURN 1;\r", "\x04")

    assert texts(reader) == ["RETURN 1"]


def test_errors_do_not_end_the_prompt(reader, capsys):
    typed(reader, "MATCH (n) DELETE n;\r", "RETURN 1;\r", ":quit\r")

    assert texts(reader) == ["RETURN 1"]
    assert "Error: DELETE is refused" in capsys.readouterr().err


def test_what_was_typed_is_remembered_for_its_user_alone(reader, tmp_path):
    typed(reader, "RETURN 41;\r", ":quit\r")
    (history,) = (tmp_path / "state").rglob("history")
    typed(reader, "\x1b[A\x1b[A\r", ":quit\r")

    assert "RETURN 41;" in history.read_text(encoding="utf-8")
    assert history.stat().st_mode & 0o077 == 0
    assert texts(reader) == ["RETURN 41", "RETURN 41"]


def test_without_a_place_for_history_the_prompt_works(reader, tmp_path, monkeypatch):
    (tmp_path / "file").write_text("")
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "file"))
    typed(reader, "RETURN 1;\r", ":quit\r")

    assert texts(reader) == ["RETURN 1"]


def completions(text, reader=None):
    completer = CypherCompleter(Names(reader or FakeReader()), (":help", ":queries"), ("beats", "papers-of"))
    return [c.text for c in completer.get_completions(Document(text), CompleteEvent(completion_requested=True))]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("MATCH (n:Me", ["Method", "Metric"]),
        ("MATCH (n:Method)-[:OUTP", ["OUTPERFORMS"]),
        ("MATCH (n)-[r:USED_FOR|TRAI", ["TRAINED_ON"]),
        ("MATCH (n:Method|Soft", ["Software"]),
        ("MATCH (n) WHERE n.arx", ["arxivId"]),
        ("MATCH (n:Paper {ye", ["year"]),
        ("MATCH (n:Method {name: 'Tw", ["TWIG'", "TWIG 2'"]),
        ('MATCH (n) WHERE n.name = "walk', ['Walking in trees"']),
        ("MATCH (n) WHERE n.name = 'it' opt", ["OPTIONAL"]),
        ("MATCH (n) RET", ["RETURN"]),
        ("be", ["beats"]),
        ("RETURN be", []),
        ("// 'TW\nMAT", ["MATCH"]),
        (":he", [":help"]),
        (":queries pap", ["papers-of"]),
        (":param method=fin", ["Finch"]),
    ],
)
def test_completion_knows_where_it_is(text, expected):
    assert completions(text) == expected


def test_all_labels_are_offered_after_a_colon():
    assert completions("MATCH (n:") == list(NODE_LABELS)


def test_quotes_in_names_are_escaped():
    reader = FakeReader(nodes=[("method:x", "Method", "Bird's \\eye", [])])

    assert completions("RETURN 'bird", reader) == ["Bird\\'s \\\\eye'"]
    assert completions('RETURN "bird', reader) == ["Bird's \\\\eye\""]


def test_completion_of_names_from_a_broken_store_is_none():
    class Broken:
        engine = "neo4j"

        def run(self, *arguments, **options):
            raise StoreError("neo4j://x", "it is away")

    assert completions("RETURN 'a", Broken()) == []


SCRIPT = """
import sys
sys.path.insert(0, {tests!r})
import graph.stores
from fake_reader import FakeReader, FakeStore
reader = FakeReader(columns=["name"], rows=[("a\\x1b[31m",)] * 150)
graph.stores.open_store = lambda url: FakeStore(reader)
from graph.cli.shell import shell
shell([])
"""


def test_on_a_real_terminal(tmp_path):
    master, slave = pty.openpty()
    environment = {**os.environ, "TERM": "xterm-256color", "XDG_STATE_HOME": str(tmp_path)}
    script = SCRIPT.format(tests=str(Path(__file__).parent))
    process = subprocess.Popen(
        [sys.executable, "-c", script], stdin=slave, stdout=slave, stderr=slave, env=environment, start_new_session=True
    )
    os.close(slave)
    shown = converse(master, [("cypher>", b"RETURN 1;\r"), ("seconds: ", b":quit\r")])
    os.close(master)

    assert process.wait(timeout=30) == 0, shown
    assert "answered by arcadedb" in shown
    assert "the first 100 rows; :limit 0 for all" in shown
    assert "a\\x1b[31m" in shown
    assert "a\x1b[31m" not in shown


def converse(terminal, exchanges):
    """Type each answer when its prompt has been shown, and return all that was shown to the end."""
    shown, seen = "", 0
    until = time.monotonic() + 60
    while time.monotonic() < until:
        if exchanges and exchanges[0][0] in shown[seen:]:
            seen = len(shown)
            os.write(terminal, exchanges.pop(0)[1])
        if not select.select([terminal], [], [], 0.2)[0]:
            continue
        try:
            chunk = os.read(terminal, 65536)
        except OSError:
            break
        if b"\x1b[6n" in chunk:
            # The terminal is asked where its cursor is.
            os.write(terminal, b"\x1b[1;1R")
        if not chunk:
            break
        shown += chunk.decode(errors="replace")
    return shown

"""``query`` and ``queries`` as a user types them: what is asked, every form of the rows, every mistake in one line."""

import csv
import io
import json

import pytest
from click.testing import CliRunner
from conftest import unavailable
from fake_reader import HEADER, FakeReader, FakeStore, use_catalogue
from record_factory import record

from graph.build import build_graph
from graph.cli import console, main
from graph.errors import QueryTimeoutError
from graph.stores import open_store

HOSTILE = "a\x1b[31mred\x9b2J \u202eevil | <b>\nnext"
MIXED = FakeReader(
    columns=("name", "n", "share", "known", "list", "node"),
    rows=[
        ("TWIG", 2031, 0.0001, True, ["a", "b,c"], {"label": "Method", "id": "method:twig"}),
        (None, None, float("inf"), None, [], None),
        (HOSTILE, -5, 1e300, False, [None], {}),
    ],
)


@pytest.fixture
def reader(monkeypatch, tmp_path):
    """The reader that the commands ask; tests change what it answers."""
    found = FakeReader()
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("ABSTRACTGRAPH_GRAPH", raising=False)
    monkeypatch.setattr("graph.stores.open_store", lambda url: FakeStore(found))
    (tmp_path / "catalogue").mkdir()
    use_catalogue(monkeypatch, tmp_path / "catalogue")
    return found


def run(*arguments, code=0, stdin=None):
    result = CliRunner().invoke(main, arguments, input=stdin)
    assert result.exit_code == code, result.output
    assert result.exception is None or isinstance(result.exception, SystemExit)
    return result


def fails(*arguments, stdin=None):
    result = run(*arguments, code=1, stdin=stdin)
    (line,) = result.stderr.strip().splitlines()
    assert line.startswith("Error: ")
    assert result.stdout == ""
    return line


def test_a_named_query_is_asked_with_typed_values_and_names(reader):
    run("query", "beats", "-p", "method=twigs", "--param", "top=3")

    assert reader.asked == [(HEADER, {"method": ["method:twig"], "top": 3}, 60.0, None)]


def test_cypher_a_file_and_standard_input(reader, tmp_path):
    (tmp_path / "my own.cypher").write_text("\ufeff// Mine.\nRETURN $a AS x;\n", encoding="utf-8")

    run("query", "RETURN $a AS x;", "-p", "a=1")
    run("query", "my own.cypher", "-p", "a=text")
    run("query", "-", "-p", 'a=["b"]', stdin="RETURN $a AS x")

    assert [text for text, *_ in reader.asked] == ["RETURN $a AS x", "// Mine.\nRETURN $a AS x", "RETURN $a AS x"]
    assert [values["a"] for _, values, *_ in reader.asked] == [1, "text", ["b"]]


def test_limit_and_timeout_are_passed_on(reader):
    reader.rows = [(1,), (2,), (3,)]

    told = run("query", "RETURN 1", "--timeout", "2.5", "--limit", "2").stderr
    assert told == "the first 2 rows; --limit 0 for all\n"
    run("query", "RETURN 1", "--timeout", "0", "--limit", "0")

    assert [(timeout, limit) for *_, timeout, limit in reader.asked] == [(2.5, 2), (None, None)]


def test_rows_that_the_limit_of_the_query_cuts_are_told(reader):
    reader.rows = [(number,) for number in range(5)]
    cut = "the first 5 rows, as many as the query's own LIMIT allows; for more, "

    assert run("query", "beats", "-p", "method=TWIG").stderr == f"{cut}--param top=N\n"
    assert run("query", "beats", "-p", "method=TWIG", "-p", "top=6", "--limit", "0").stderr == ""
    assert run("query", "RETURN 1 AS x LIMIT 5").stderr == f"{cut}change the LIMIT in its text\n"
    assert run("query", "RETURN 1 AS x LIMIT 2 + 3").stderr == ""
    assert run("query", "beats", "-p", "method=TWIG", "--limit", "3").stderr == (
        "the first 3 rows; --limit 0 for all up to the query's own LIMIT of 5\n"
    )


def test_names_that_no_graph_has_are_told(reader):
    told = run("query", "MATCH (m:Modell) RETURN m.name AS x").stderr.splitlines()

    assert len(told) == 1
    assert "no node has the label Modell" in told[0]
    assert run("query", "MATCH (m:Model) RETURN m.name AS x").stderr == ""


def test_wrong_parameters_are_told_before_the_graph_is_opened(reader, monkeypatch):
    monkeypatch.setattr("graph.stores.open_store", lambda url: pytest.fail("the graph was opened"))

    assert "'method' is missing" in fails("query", "beats")
    assert "no parameter 'x'" in fails("query", "RETURN 1", "-p", "x=1")


def test_csv_is_the_default_in_a_pipe(reader):
    reader.columns, reader.rows = MIXED.columns, MIXED.rows
    result = run("query", "RETURN 1")

    assert list(csv.reader(io.StringIO(result.stdout))) == [
        ["name", "n", "share", "known", "list", "node"],
        ["TWIG", "2031", "0.0001", "true", '["a", "b,c"]', '{"label": "Method", "id": "method:twig"}'],
        ["", "", "inf", "", "[]", ""],
        [HOSTILE, "-5", "1e+300", "false", "[null]", "{}"],
    ]
    assert result.stderr == ""


def test_json_and_json_lines_hold_the_same_objects(reader):
    reader.columns, reader.rows = MIXED.columns, MIXED.rows
    objects = json.loads(run("query", "RETURN 1", "--format", "json").stdout)
    lines = run("query", "RETURN 1", "--format", "jsonl").stdout.splitlines()

    assert [json.loads(line) for line in lines] == objects
    assert objects[0] == {
        **{"name": "TWIG", "n": 2031, "share": 0.0001, "known": True, "list": ["a", "b,c"]},
        "node": {"label": "Method", "id": "method:twig"},
    }
    assert (objects[1]["share"], objects[2]["name"]) == ("inf", HOSTILE)


def test_markdown_keeps_a_row_on_a_line(reader):
    reader.columns, reader.rows = ("a|b", "n"), [("x | y\nz\\", 1), ("<i>", None)]

    assert run("query", "RETURN 1", "--format", "markdown").stdout == (
        "| a\\|b | n |\n| --- | --- |\n| x \\| y<br>z\\\\ | 1 |\n| &lt;i> |  |\n"
    )


def test_a_table_shows_numbers_as_they_are(reader):
    reader.columns, reader.rows = ("year", "share"), [(2031, 0.00012), (None, 1e-9)]
    table = run("query", "RETURN 1", "--format", "table").stdout

    assert "2031   0.00012" in table
    assert "1e-09" in table


def test_nothing_that_steers_a_terminal_reaches_one(reader, monkeypatch):
    reader.columns, reader.rows = ("x\x1b[0m",), [(HOSTILE,)]
    table = run("query", "RETURN 1", "--format", "table").stdout
    monkeypatch.setattr(console, "_is_terminal", lambda: True)
    shown = "".join(run("query", "RETURN 1", "--format", form).stdout for form in ("csv", "json", "jsonl", "markdown"))

    for output in (table, shown):
        assert "\\x1b[31mred\\x9b2J" in output.replace("\\u001b", "\\x1b")
        assert not {"\x1b", "\x9b", "\u202e"} & set(output)


@pytest.mark.parametrize(("form", "head"), [("csv", "x\n"), ("json", "[]\n"), ("jsonl", ""), ("markdown", "| x |\n")])
def test_no_rows_are_said(reader, form, head):
    reader.rows = []
    result = run("query", "RETURN 1", "--format", form)

    assert result.stdout.startswith(head)
    assert result.stderr == "no rows\n"


def test_an_empty_table_has_its_columns(reader):
    reader.rows = []

    assert "x" in run("query", "RETURN 1", "--format", "table").stdout


def test_homonyms_are_all_asked_for_and_told(reader):
    result = run("query", "// @param n: name\nMATCH (n) WHERE n.id IN $n RETURN n.id AS x", "-p", "n=chess")

    assert reader.asked[0][1] == {"n": ["benchmark:chess", "task:chess"]}
    assert result.stderr == (
        "n stands for 2 nodes, and all were asked for: CHESS (Benchmark): benchmark:chess, chess (Task): task:chess. "
        "Give an id for one.\n"
    )


@pytest.mark.parametrize(
    ("arguments", "reason"),
    [
        (["beat"], "no query named 'beat'. Did you mean: beats, papers-of? All are listed by: abstractgraph queries"),
        (["MATCH"], "no query named 'MATCH'"),
        (["none.cypher"], "none.cypher: the query cannot be read (No such file or directory)"),
        (["catalogue/binary.cypher"], "catalogue/binary.cypher: the query is not UTF-8 (byte 8)"),
        (["catalogue/wrong.cypher"], "catalogue/wrong.cypher:1: '@who' is not understood"),
        (
            ["catalogue/columns.cypher"],
            "catalogue/columns.cypher:1: the columns of the header are a, but the text returns b",
        ),
        (["beats"], "the parameter 'method' is missing; give it, such as method=ROME"),
        (["beats", "-p", "method=TWIG", "-p", "top=few"], "the parameter 'top' is 'few', not an integer"),
        (["beats", "-p", "methods=TWIG"], "the query 'beats' has no parameter 'methods'; it takes method, top"),
        (["beats", "-p", "method=TWOG"], "Did you mean: TWIG"),
        (
            ["beats", "-p", "method=Walking in trees"],
            "which is arxiv:3101.00001 (Paper); the query takes a Method or M",
        ),
        (["MATCH (n) DELETE n"], "DELETE is refused"),
        (["syntax error"], "a query begins with MATCH"),
        (["RETURN syntax error"], "that is no Cypher"),
        ([""], "the text holds no statement"),
    ],
)
def test_every_mistake_is_one_sentence(reader, arguments, reason, tmp_path):
    (tmp_path / "catalogue" / "binary.cypher").write_bytes(b"RETURN '\xff'")
    (tmp_path / "catalogue" / "columns.cypher").write_text("// @column a: text  It.\nRETURN 1 AS b")
    (tmp_path / "catalogue" / "wrong.cypher").write_text("// @who\nRETURN 1 AS x")

    assert reason in fails("query", *arguments)


def test_a_query_that_takes_too_long(reader):
    reader.fail = QueryTimeoutError(1.5)

    assert "no answer within 1.5 s" in fails("query", "RETURN 1", "--timeout", "1.5")


@pytest.mark.parametrize(
    "arguments",
    [
        ["RETURN 1", "-p", "x"],
        ["RETURN $x", "-p", "x=1", "-p", "x=2"],
        ["RETURN 1", "--format", "tsv"],
        ["RETURN 1", "--limit", "-1"],
        ["-", "-g", "-"],
        [],
    ],
)
def test_wrong_usage_is_exit_code_2(reader, arguments):
    run("query", *arguments, code=2)


def test_a_missing_query_says_what_can_be_one(reader):
    assert "Name one that abstractgraph queries lists, or a file, or write Cypher" in run("query", code=2).stderr


def test_the_list_of_queries(reader):
    rows = list(csv.reader(io.StringIO(run("queries").stdout)))

    assert rows == [
        ["name", "purpose", "parameters"],
        ["beats", "What beats a method.", "method, top=5"],
        ["papers-of", "Papers of a year.", "year"],
    ]


def test_one_query_whole(reader):
    shown = run("queries", "beats").stdout

    assert shown.startswith("beats\n  What beats a method.\n")
    assert (
        "  method: name(Method|Model)  The method that is beaten.\n  top: integer = 5            How many.\n" in shown
    )
    assert "Columns:\n  winner: text  The better one.\n" in shown
    assert "Example:\n  abstractgraph query beats --param method=TWIG\n" in shown
    assert shown.endswith("AS winner LIMIT $top\n")
    assert "Did you mean: beats" in fails("queries", "beat")


def test_queries_as_json_have_all_that_their_headers_say(reader):
    (query,) = json.loads(run("queries", "beats", "--format", "json").stdout)

    assert query["parameters"][1] == {
        **{"name": "top", "type": "integer", "labels": [], "required": False, "default": 5},
        "description": "How many.",
    }
    assert query["columns"] == [{"name": "winner", "type": "text", "description": "The better one."}]
    assert query["text"] == HEADER
    assert len(json.loads(run("queries", "--format", "json").stdout)) == 2


@pytest.fixture(scope="module")
def real(tmp_path_factory):
    """A small graph in a file, for Cypher on a real engine."""
    try:
        import arcadedb_embedded  # noqa: F401
    except ImportError:
        unavailable("arcadedb-embedded is not installed")
    path = tmp_path_factory.mktemp("real") / "graph.json"
    graph = build_graph(
        [
            record(
                "[TWIG]m1: [tree walks in graphs]m1",
                "We introduce [TWIG]m1. TWIG beats [Emu 2]o on [HopBench]b.",
                [("P", "INTRODUCES", "TWIG"), ("TWIG", "OUTPERFORMS", "Emu 2"), ("TWIG", "EVALUATED_ON", "HopBench")],
                year=2031,
            )
        ]
    )
    open_store(path).save(graph)
    return str(path)


def test_a_real_graph_answers(real):
    text = (
        "// @param m: name(Method|Model)\n"
        "MATCH (a)-[r:OUTPERFORMS]->(b) WHERE b.id IN $m RETURN a.name AS winner, r.sentence AS sentence"
    )
    result = run("query", text, "-g", real, "-p", "m=EMU-2", "--format", "json")

    assert json.loads(result.stdout) == [{"winner": "TWIG", "sentence": "TWIG beats Emu 2 on HopBench."}]


def test_a_real_graph_without_rows_has_columns(real):
    result = run("query", "MATCH (n:Method) WHERE n.name = 'Ibis' RETURN n.name AS name, n.id AS id", "-g", real)

    assert (result.stdout, result.stderr) == ("name,id\n", "no rows\n")


@pytest.mark.parametrize(
    "text",
    ["RETURN 1 +", "RETURN nothing.x", "MATCH (n) RETURN n.x SET n.x = 1", "RETURN 1 / 0 AS x", "RETURN $x AS x"],
)
def test_a_real_engine_fails_in_one_sentence(real, text):
    fails("query", text, "-g", real)

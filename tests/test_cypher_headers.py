"""What a query says of itself, the catalogue of queries, and the mistakes in a header, each with file and line."""

from pathlib import Path

import pytest
from fake_reader import HEADER, use_catalogue

from graph.cypher import Column, Parameter, find_query, parse_query, queries, query_names
from graph.cypher.outline import returned_columns
from graph.errors import QuerySyntaxError, UnknownQueryError


def test_a_header_is_read_whole():
    query = parse_query(HEADER, "beats", complete=True)

    assert query.name == "beats"
    assert query.purpose == "What beats a method."
    assert query.parameters == (
        Parameter("method", "name", ("Method", "Model"), True, None, "The method that is beaten."),
        Parameter("top", "integer", (), False, 5, "How many."),
    )
    assert query.columns == (Column("winner", "text", "The better one."),)
    assert query.example == "abstractgraph query beats --param method=TWIG"
    assert query.text == HEADER
    assert query.parameter_names == ("method", "top")
    assert [str(p) for p in query.parameters] == ["method: name(Method|Model)", "top: integer = 5"]


def test_only_the_first_paragraph_is_the_purpose():
    query = parse_query("//\n// One\n// two.\n//\n// Three.\n// @column x: text  A\n//\n// Four.\nRETURN 'a' AS x")

    assert query.purpose == "One two."
    assert query.columns == (Column("x", "text", "A"),)


@pytest.mark.parametrize(
    ("written", "default"),
    [("1", 1), ("0.5", 0.5), ("true", True), ("null", None), ('"a  b"', "a  b"), ('["a", "b"]', ["a", "b"])],
)
def test_defaults_are_json(written, default):
    kind = {int: "integer", float: "number", bool: "boolean", list: "texts"}.get(type(default), "text")
    (parameter,) = parse_query(f"// @param x: {kind} = {written}  What.\nRETURN $x AS x").parameters

    assert (parameter.default, parameter.required, parameter.description) == (default, False, "What.")


def test_a_text_without_header_takes_anything():
    query = parse_query("// just a note\nRETURN $b AS b, $`a b` AS a, '$no' AS c // $neither")

    assert query.parameters is None
    assert query.parameter_names == ("b", "a b")
    assert query.purpose == "just a note"


def test_a_mark_at_the_beginning_of_a_file_is_left_out():
    assert parse_query("\ufeffRETURN 1 AS x").text == "RETURN 1 AS x"


@pytest.mark.parametrize(
    ("header", "line", "reason"),
    [
        ("// @param x\n", 1, "is not 'name: type  description'"),
        ("// Why.\n// @param x: date\n", 2, "with a type of name, text, integer, number, boolean, texts"),
        ("// @param x: text = abc\n", 1, "is not JSON"),
        ("// @param x: texts = " + "[" * 100_000 + "\n", 1, "is not JSON"),
        ('// @param x: text = "a"b\n', 1, "a space is missing after the default"),
        ("// @param x: integer = 1.5\n", 1, "the default is wrong: the parameter 'x' is 1.5, not an integer"),
        ("// @param x: name(Animal)\n", 1, "these are Paper, Method, "),
        ("// @param x: text(Method)\n", 1, "only a name takes labels"),
        ("// @param x: text\n//\n// @param x: text\n", 3, "'x' is there twice"),
        ("// @param x: text\n// @column a: text\n// @column a: text\n", 3, "'a' is there twice"),
        (
            "// @param x: text\n// @column a: name\n",
            2,
            "with a type of text, integer, number, boolean, texts, integers",
        ),
        ("// @param x: text\n// @column a: text(Method)\n", 2, "a column takes no labels"),
        ("// @author me\n", 1, "'@author me' is not understood"),
        ("// @example\n", 1, "is not understood"),
        ("// @param x: text\n// @example a\n// @example b\n", 3, "once, @example"),
        ("// @param x: text\n// @column b: text\n", 2, "the columns of the header are b, but the text returns a"),
        ("// @column a: text\n", 1, "$x is not in the header; add: // @param x: text"),
        ("// @param x: text\n// @param y: text\n", 2, "'y' of the header is not used"),
    ],
)
def test_mistakes_are_told_with_file_and_line(header, line, reason):
    with pytest.raises(QuerySyntaxError) as caught:
        parse_query(header + "RETURN $x AS a", "one", source="queries/one.cypher")

    assert str(caught.value).startswith(f"queries/one.cypher:{line}: ")
    assert reason in str(caught.value)


@pytest.mark.parametrize(
    ("text", "columns"),
    [
        ("RETURN a.name AS name, b", ["name", "b"]),
        ("RETURN DISTINCT a AS `b c`, [x IN [1, 2] | x] AS list ORDER BY b LIMIT 3;", ["b c", "list"]),
        ("WITH a AS x RETURN {a: 1, b: 2} AS y UNION RETURN 1 AS y", ["y"]),
        ("CALL { RETURN 1 AS inner } RETURN inner AS outer", ["outer"]),
        ("MATCH (a) RETURN a.return, count { (a)--() RETURN 1 } AS n", ["a.return", "n"]),
        ("RETURN *", None),
    ],
)
def test_the_columns_of_a_text(text, columns):
    assert returned_columns(text) == (None if columns is None else tuple(columns))


def test_a_header_may_leave_the_columns_to_a_star():
    assert parse_query("// @column a: text  It.\nWITH 1 AS a RETURN *").columns == (Column("a", "text", "It."),)


def test_the_columns_of_the_shipped_queries_are_those_they_return():
    for query in queries():
        assert tuple(column.name for column in query.columns) == returned_columns(query.text)


@pytest.mark.parametrize(
    ("tag", "missing"), [("// What", "purpose"), ("// @column", "@column"), ("// @example", "@example")]
)
def test_a_query_of_the_catalogue_needs_every_part(tag, missing):
    text = "".join(line for line in HEADER.splitlines(keepends=True) if not line.startswith(tag))

    with pytest.raises(QuerySyntaxError, match=f"the header has no {missing}"):
        parse_query(text, "beats", complete=True)
    assert parse_query(text, "beats").name == "beats"


def test_a_bare_text_is_no_query_of_the_catalogue():
    with pytest.raises(QuerySyntaxError, match="no purpose and no @column and no @example"):
        parse_query("RETURN 1 AS x", complete=True)


def test_the_catalogue_is_in_order_of_names(monkeypatch, tmp_path):
    use_catalogue(monkeypatch, tmp_path)

    assert [query.name for query in queries()] == ["beats", "papers-of"]
    assert query_names() == ("beats", "papers-of")
    assert find_query("papers-of").purpose == "Papers of a year."


def test_an_unknown_query_names_the_most_similar_first(monkeypatch, tmp_path):
    use_catalogue(monkeypatch, tmp_path)

    with pytest.raises(UnknownQueryError, match=r"no query named 'Papers_Of'\. Did you mean: papers-of, beats"):
        find_query("Papers_Of")


def test_a_wrong_file_of_the_catalogue_is_named(monkeypatch, tmp_path):
    use_catalogue(monkeypatch, tmp_path)
    (tmp_path / "beats.cypher").write_text("RETURN 1 AS x", encoding="utf-8")

    with pytest.raises(QuerySyntaxError, match=r"queries/beats\.cypher:1: the header has no purpose"):
        queries()


def test_the_shipped_catalogue_is_that_of_the_checkout():
    folder = Path(__file__).parents[1] / "queries"

    assert [query.name for query in queries()] == sorted(path.stem for path in folder.glob("*.cypher"))

"""From what a person typed to the values that a query takes: types, defaults, names in any spelling."""

import gc
import weakref
from pathlib import Path

import pytest
from fake_reader import HEADER, NODES, YEARS, FakeReader, FakeStore, use_catalogue
from record_factory import record

from graph.build import build_graph
from graph.cypher import Names, OwnLimit, ask, parse_parameters, parse_query, split_assignments
from graph.cypher.parameters import complete_parameters
from graph.errors import ParameterError, QuerySyntaxError, ReadOnlyError, UnknownNameError, UnknownQueryError
from graph.stores import open_store


def typed(kind, text):
    query = parse_query(f"// @param x: {kind}  What.\nRETURN $x AS x")
    return complete_parameters(query, parse_parameters(query, {"x": text}))["x"]


@pytest.mark.parametrize(
    ("kind", "text", "value"),
    [
        ("integer", "5", 5),
        ("integer", " -7 ", -7),
        ("integer", "9223372036854775807", 2**63 - 1),
        ("number", "0.5", 0.5),
        ("number", "3", 3.0),
        ("number", "1e-3", 0.001),
        ("boolean", "true", True),
        ("boolean", "False", False),
        ("text", "5", "5"),
        ("text", "", ""),
        ("text", "a=b", "a=b"),
        ("name", "rank-one, model editing", "rank-one, model editing"),
        ("texts", "a, b", ["a", "b"]),
        ("texts", '["a, b"]', ["a, b"]),
        ("texts", "", []),
    ],
)
def test_texts_become_typed_values(kind, text, value):
    found = typed(kind, text)

    assert found == value
    assert type(found) is type(value)


@pytest.mark.parametrize(
    ("kind", "text", "reason"),
    [
        ("integer", "5.0", "'5.0', not an integer; an example is x=10"),
        ("integer", "9223372036854775808", "not an integer"),
        ("integer", "\u0665", "not an integer"),
        ("integer", "1_0", "not an integer"),
        ("integer", "", "not an integer"),
        ("number", "many", "'many', not a number; an example is x=0.5"),
        ("number", "nan", "not a number"),
        ("number", "inf", "not a number"),
        ("boolean", "yes", "'yes', not a boolean; an example is x=true"),
        ("texts", "[1]", "not a list of texts; an example is x=ROME,MEMIT"),
        ("texts", "[", "not a list of texts"),
        ("texts", "[" * 100_000, "not a list of texts"),
        ("text", "\ud800", "not a text"),
    ],
)
def test_an_ill_typed_value_names_type_and_example(kind, text, reason):
    with pytest.raises(ParameterError) as caught:
        typed(kind, text)

    assert str(caught.value).startswith("the parameter 'x' is ")
    assert reason in str(caught.value)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("5", 5),
        ("-0.5", -0.5),
        ("true", True),
        ("null", None),
        ('["a", 1]', ["a", 1]),
        ('{"a": null}', {"a": None}),
        ('"5"', "5"),
        ("ROME", "ROME"),
        ("Infinity", "Infinity"),
        ("[ROME]", "[ROME]"),
        ("", ""),
    ],
)
def test_without_header_a_value_is_json_or_else_text(text, value):
    query = parse_query("RETURN $x AS x")

    assert parse_parameters(query, {"x": text}) == {"x": value}


def test_without_header_an_integer_too_long_is_refused():
    with pytest.raises(ParameterError, match="at most 64 bits"):
        parse_parameters(parse_query("RETURN $x AS x"), {"x": str(2**63)})


def test_deep_nesting_is_refused():
    value = []
    for _ in range(5000):
        value = [value]

    with pytest.raises(ParameterError, match="nested too deeply"):
        parse_parameters(parse_query("RETURN $x AS x"), {"x": "[" * 100_000 + "]" * 100_000})
    with pytest.raises(ParameterError, match="nested too deeply"):
        ask(FakeReader(), "RETURN $x AS x", {"x": value})


@pytest.mark.parametrize("value", [object(), {1: 2}, b"a", [object()], 2**64, "\ud800"])
def test_values_that_cypher_does_not_know_are_refused(value):
    with pytest.raises(ParameterError, match="the parameter 'x' is "):
        ask(FakeReader(), "RETURN $x AS x", {"x": value})


def test_assignments():
    assert split_assignments(["a=1", "$b=c=d", " e =f"]) == {"a": "1", "b": "c=d", "e": "f"}


@pytest.mark.parametrize(
    ("given", "reason"), [(["a"], "'a' is not name=value"), (["=1"], "is not name"), (["a=1", "a=2"], "given twice")]
)
def test_wrong_assignments(given, reason):
    with pytest.raises(ParameterError, match=reason):
        split_assignments(given)


def test_defaults_are_filled_in_and_types_checked_for_python_values():
    query = parse_query(HEADER, "beats")

    assert complete_parameters(query, {"method": "TWIG"}) == {"method": "TWIG", "top": 5}
    assert complete_parameters(query, {"method": ("a", "b"), "top": 2}) == {"method": ["a", "b"], "top": 2}
    with pytest.raises(ParameterError, match="not an integer"):
        complete_parameters(query, {"method": "TWIG", "top": True})
    with pytest.raises(ParameterError, match="not an integer"):
        complete_parameters(query, {"method": "TWIG", "top": None})


def test_a_missing_and_an_unknown_parameter():
    query = parse_query(HEADER, "beats")

    with pytest.raises(ParameterError, match="'method' is missing; give it, such as method=ROME"):
        complete_parameters(query, {})
    with pytest.raises(ParameterError, match="the query 'beats' has no parameter 'metod'; it takes method, top"):
        complete_parameters(query, {"metod": "TWIG"})
    with pytest.raises(ParameterError, match="'x' is missing"):
        complete_parameters(parse_query("RETURN $x AS x"), {})
    with pytest.raises(ParameterError, match="no parameter 'y'; it takes none"):
        complete_parameters(parse_query("RETURN 1 AS x"), {"y": 1})


def ids(name, *labels):
    return [node.id for node in Names(FakeReader()).resolve("method", name, labels)]


@pytest.mark.parametrize(
    ("name", "labels", "expected"),
    [
        # The main name counts before the alias that a model has.
        ("twig", [], ["method:twig"]),
        ("T-WIGs", ["Method"], ["method:twig"]),
        ("Tree walks in graph", ["Method", "Model"], ["method:twig"]),
        ("TWIG", ["Model"], ["model:finch"]),
        ("twig-two", [], ["method:twig2"]),
        ("TWIGS", [], ["method:twig"]),
        ("https://arxiv.org/pdf/3101.00001v2.pdf", [], ["arxiv:3101.00001"]),
        ("method:twig2", [], ["method:twig2"]),
        ("chess", [], ["benchmark:chess", "task:chess"]),
        ("Chess", ["Task", "Dataset"], ["task:chess"]),
        ("walking in Tree", [], ["arxiv:3101.00001"]),
        ("3101.00001", ["Paper"], ["arxiv:3101.00001"]),
        ("arXiv:3101.00001v2", ["Paper"], ["arxiv:3101.00001"]),
        ("https://arxiv.org/abs/3101.00001", [], ["arxiv:3101.00001"]),
        ("https://doi.org/10.1234/walk.5", [], ["arxiv:3101.00001"]),
        ("10.1234/WALK.5", ["Paper"], ["arxiv:3101.00001"]),
        ("title:00ff", ["Paper"], ["title:00ff"]),
    ],
)
def test_a_name_in_any_spelling_becomes_ids(name, labels, expected):
    assert ids(name, *labels) == expected


def test_an_unknown_name_has_suggestions_of_the_wanted_labels():
    with pytest.raises(UnknownNameError) as caught:
        ids("TWIGG", "Method")
    assert caught.value.suggestions[0] == "twiggy"
    with pytest.raises(UnknownNameError) as caught:
        ids("Finchy", "Task")
    assert "Finch" not in caught.value.suggestions


def test_a_name_of_another_label_says_so():
    with pytest.raises(ParameterError) as caught:
        ids("Finch", "Method", "Dataset", "Task")

    assert str(caught.value) == (
        "the parameter 'method' is 'Finch', which is model:finch (Model); the query takes a Method, Dataset or Task"
    )


def test_names_are_read_once_and_again_when_they_change():
    reader = FakeReader(nodes=NODES[:1])
    names = Names(reader)
    for name in ("TWIG", "twig"):
        assert [n.id for n in names.resolve("x", name, ["Method"])] == ["method:twig"]
    assert reader.names_read == 1

    reader.nodes = [*NODES, ("method:new", "Method", "Newt", [])]
    assert [n.id for n in names.resolve("x", "newt", ["Method"])] == ["method:new"]
    reader.nodes = [("method:other", "Method", "Newt", [])]
    assert [n.id for n in names.resolve("x", "newt", ["Method"])] == ["method:other"]


def test_an_open_reader_of_a_server_learns_new_names(empty_neo4j):
    def saved(name):
        store.save(build_graph([record(f"On [{name}]m", f"We introduce [{name}]m.", [("P", "INTRODUCES", name)])]))

    query = "// @param m: name(Method)\nMATCH (n) WHERE n.id IN $m RETURN n.name AS name"
    store = open_store(empty_neo4j)
    saved("Larch")
    with store.reader() as reader:
        assert ask(reader, query, {"m": "larch"}).rows == (("Larch",),)
        saved("LARCHES")
        assert ask(reader, query, {"m": "larches"}).rows == (("LARCHES",),)
        saved("Osier")
        assert ask(reader, query, {"m": "osiers"}).rows == (("Osier",),)


def test_names_are_kept_for_each_reader_and_no_longer():
    reader, other = FakeReader(), FakeReader(nodes=[("method:b", "Method", "TWIG", [])])
    query = parse_query(HEADER, "beats")
    for _ in range(2):
        ask(reader, query, {"method": "TWIG"})
    ask(other, query, {"method": "TWIG"})

    # Once for each label that the query takes.
    assert (reader.names_read, other.names_read) == (2, 2)
    assert other.asked[0][1]["method"] == ["method:b"]
    known = weakref.ref(Names.of(reader))
    del reader
    gc.collect()
    assert known() is None


def test_rows_are_dicts():
    answer = ask(FakeReader(("a", "b"), [(1, 2), (3, 4)]), "RETURN 1 AS a, 2 AS b")

    assert list(answer) == [{"a": 1, "b": 2}, {"a": 3, "b": 4}]
    assert len(answer) == 2


def test_ask_takes_a_reader_a_store_and_a_path(monkeypatch):
    reader = FakeReader()
    opened = []
    monkeypatch.setattr("graph.stores.open_store", lambda url: opened.append(url) or FakeStore(reader))

    for graph in (reader, FakeStore(reader), "graph.json", Path("graph.json")):
        assert ask(graph, "RETURN 1 AS x").rows == ((1,),)
    assert opened == ["graph.json", Path("graph.json")]


def test_ask_says_that_a_graph_must_be_saved():
    with pytest.raises(TypeError, match="save it"):
        ask(build_graph([]), "RETURN 1 AS x")


def test_ask_takes_the_name_of_a_query(monkeypatch, tmp_path):
    use_catalogue(monkeypatch, tmp_path)
    reader = FakeReader()

    assert ask(reader, "papers-of", {"year": 2031}).columns == ("x",)
    assert reader.asked[0][0] == YEARS
    with pytest.raises(UnknownQueryError, match="Did you mean: papers-of, beats"):
        ask(reader, "papers")


@pytest.mark.parametrize(
    ("text", "values", "expected"),
    [
        ("RETURN 1 AS x", {}, None),
        ("RETURN 1 AS x LIMIT 3", {}, OwnLimit(3)),
        ("RETURN 1 AS x SKIP 1 LIMIT $n // LIMIT 2", {"n": 4}, OwnLimit(4, "n")),
        ("MATCH (a) WITH a LIMIT 2 RETURN a.limit AS x", {}, OwnLimit(2)),
        ("MATCH (a) CALL (a) { MATCH (a)--(b) RETURN b LIMIT 2 } RETURN b", {}, None),
        ("RETURN 1 AS x LIMIT 1 + 2", {}, None),
        ("RETURN 1 AS x LIMIT $n", {"n": "many"}, None),
    ],
)
def test_the_limit_of_a_text(text, values, expected):
    reader = FakeReader()

    assert ask(reader, text, values).own_limit == expected


def test_ask_passes_ids_and_tells_what_a_name_stands_for():
    reader = FakeReader(columns=["winner"], rows=[("Emu",)])
    query = parse_query(HEADER, "beats")

    answer = ask(reader, query, {"method": ["twig", "TWIG 2"]}, timeout=7, limit=3)

    assert reader.asked == [(HEADER, {"method": ["method:twig", "method:twig2"], "top": 5}, 7, 3)]
    assert (answer.columns, answer.rows, answer.truncated) == (("winner",), (("Emu",),), False)
    assert [node.name for node in answer.names["method"]] == ["TWIG", "TWIG 2"]


def test_ask_takes_a_text_with_header():
    reader = FakeReader()
    ask(reader, "// @param p: name = null\nMATCH (n) WHERE $p IS NULL OR n.id IN $p RETURN n.id AS x;", {})
    ask(reader, "// @param p: name\nMATCH (n) WHERE n.id IN $p RETURN n.id AS x;", {"p": "chess"})

    assert [parameters for _, parameters, _, _ in reader.asked] == [
        {"p": None},
        {"p": ["benchmark:chess", "task:chess"]},
    ]
    assert not reader.asked[1][0].endswith(";")


@pytest.mark.parametrize(
    ("text", "error"), [("MATCH (n) DELETE n", ReadOnlyError), ("RETURN 'a", QuerySyntaxError), ("", QuerySyntaxError)]
)
def test_ask_refuses_before_it_asks(text, error):
    reader = FakeReader()

    with pytest.raises(error):
        ask(reader, text)
    assert reader.asked == []


def test_an_id_is_found_without_reading_all_names():
    reader = FakeReader()
    (found,) = Names(reader).resolve("method", "method:twig2", ("Method", "Model"))

    assert (found.id, found.label, found.name) == ("method:twig2", "Method", "TWIG 2")
    assert reader.names_read == 0


def test_an_id_without_a_colon_is_an_id():
    assert [n.id for n in Names(FakeReader(nodes=[("p1", "Task", "Chess", [])])).resolve("task", "p1")] == ["p1"]

"""Cypher on graphs in folders: values, walls against writing, and errors in words."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from store_contract import two_papers

from graph.errors import (
    GraphError,
    ParameterError,
    QueryError,
    QuerySyntaxError,
)
from graph.stores import CypherReader, open_store


@pytest.fixture(scope="module")
def kg(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("arcadedb") / "kg"
    open_store(f"arcadedb:{folder}").save(two_papers())
    return folder


@pytest.fixture
def reader(kg: Path) -> Iterator[CypherReader]:
    with open_store(f"arcadedb:{kg}").reader() as reader:
        yield reader


def test_values_are_plain(reader: CypherReader) -> None:
    rows = reader.run(
        "MATCH (p:Paper {id: 'p1'})-[r:INTRODUCES]->(m) RETURN p, r, [m, 1, 2.5, null, true] AS l, {a: m.name} AS d"
    )

    text = "Zap scores 45.3 on Hop."
    paper = {"label": "Paper", "abstract": text, "id": "p1", "name": "Zap", "title": "Zap", "year": 2024}
    claim = {"confidence": 1.0, "count": 1, "end": len(text), "field": "abstract", "hedged": False, "paperId": "p1"}
    claim |= {"polarity": "asserted", "sentence": text, "start": 0}
    method = {"label": "Method", "aliases": ["ZAP"], "id": "method:zap", "name": "Zap"}
    method |= {"typeVoteCounts": [2], "typeVoteLabels": ["Method"]}
    assert rows.columns == ("p", "r", "l", "d")
    assert rows.rows == (
        (
            paper,
            {"type": "INTRODUCES", "source": "p1", "target": "method:zap", **claim},
            [method, 1, 2.5, None, True],
            {"a": "Zap"},
        ),
    )
    assert [type(value) for value in rows.rows[0][2]] == [dict, int, float, type(None), bool]


def test_a_path_has_its_nodes_and_relationships_in_order(reader: CypherReader) -> None:
    ((path,),) = reader.run("MATCH p = (:Method)<-[:RESULT_OF]-(:Result)-[:RESULT_ON]->(:Benchmark) RETURN p").rows

    assert [node["id"] for node in path["nodes"]] == ["method:zap", "result:1", "benchmark:hop"]
    assert [(r["source"], r["type"], r["target"]) for r in path["relationships"]] == [
        ("result:1", "RESULT_OF", "method:zap"),
        ("result:1", "RESULT_ON", "benchmark:hop"),
    ]


@pytest.mark.parametrize(
    ("expression", "text"),
    [
        ("date('2024-05-06')", "2024-05-06"),
        ("datetime('2024-05-06T10:00:00Z')", "2024-05-06T10:00:00Z"),
        ("datetime('2024-05-06T10:20:30.500+02:00')", "2024-05-06T10:20:30.5+02:00"),
        ("localdatetime('2024-05-06T10:00')", "2024-05-06T10:00:00"),
        ("localtime('10:00:00.120')", "10:00:00.12"),
        ("time('10:00Z')", "10:00:00Z"),
        ("duration('P1DT2H')", "P1DT2H"),
    ],
)
def test_moments_are_texts_in_one_form(reader: CypherReader, expression: str, text: str) -> None:
    assert reader.run(f"RETURN {expression} AS x").rows == ((text,),)


def test_columns_are_known_without_rows(reader: CypherReader) -> None:
    rows = reader.run("MATCH (n:Software) RETURN n.name, count( * ) AS n, 1 + 1")

    assert rows.columns == ("n.name", "n", "1 + 1")
    assert rows.rows == ()


def test_all_variables_are_columns_in_alphabetic_order(reader: CypherReader) -> None:
    rows = reader.run("MATCH (n:Method) WITH n.name AS z, 1 AS a RETURN *")

    assert (rows.columns, rows.rows) == (("a", "z"), ((1, "Zap"),))


def test_rows_can_be_limited(reader: CypherReader) -> None:
    assert reader.run("UNWIND [1, 2, 3] AS i RETURN i", limit=2).rows == ((1,), (2,))
    assert reader.run("UNWIND [1, 2, 3] AS i RETURN i", limit=2).truncated
    assert not reader.run("UNWIND [1, 2, 3] AS i RETURN i", limit=3).truncated


def test_parameters_keep_their_types(reader: CypherReader) -> None:
    value = {"i": 2**62, "f": 1.0, "t": "ö\u2028'\"", "b": False, "n": None, "l": [1, [2.5]], "m": {"k": "v"}}
    ((found,),) = reader.run("RETURN $value AS v", {"value": value}).rows

    assert found == value
    assert [type(found[name]) for name in "iftb"] == [int, float, str, bool]


@pytest.mark.parametrize(
    ("value", "message"),
    [
        (2**63, "the parameter x is 9223372036854775808; integers have at most 64 bits"),
        (["\ud800"], r"the parameter x is no Unicode text: '\\ud800'"),
        ({1, 2}, "the parameter x is a set; Cypher has no such values"),
    ],
)
def test_a_parameter_that_cypher_does_not_have_is_named(reader: CypherReader, value: object, message: str) -> None:
    with pytest.raises(ParameterError, match=message):
        reader.run("RETURN $x AS x", {"x": value})


def test_a_syntax_error_says_where(reader: CypherReader) -> None:
    with pytest.raises(QuerySyntaxError, match="line 1:8"):
        reader.run("MATCH n RETURN n")


@pytest.mark.parametrize(
    ("text", "error"),
    [
        ("MATCH (n RETURN n", QuerySyntaxError),
        ("MATCH (n) RETURN m", QuerySyntaxError),
        ("RETURN nosuchfunction(1) AS x", QuerySyntaxError),
        ("RETURN $missing AS x", ParameterError),
        ("RETURN 1 / 0 AS x", QueryError),
        ("", QuerySyntaxError),
    ],
)
def test_errors_are_one_line(reader: CypherReader, text: str, error: type[GraphError]) -> None:
    with pytest.raises(error) as caught:
        reader.run(text)

    assert "\n" not in str(caught.value)
    assert "com.arcadedb" not in str(caught.value)


@pytest.mark.parametrize(
    "text",
    [
        "CREATE (n:Method {id: 'x'}) RETURN n",
        "MATCH (n) SET n.name = 'x' RETURN n",
        "MATCH (n) DETACH DELETE n",
        "MERGE (n:Method {id: 'x'}) RETURN n",
        "MATCH (n) REMOVE n.name",
        "MATCH (n) FOREACH (x IN [1] | SET n.name = 'x')",
        "CALL { CREATE (n:Method {id: 'y'}) RETURN n } RETURN n",
        "CREATE INDEX FOR (n:Method) ON (n.name)",
        "DROP INDEX x",
    ],
)
def test_nothing_is_written_whatever_the_text_says(reader: CypherReader, kg: Path, text: str) -> None:
    with pytest.raises(QueryError):
        reader.run(text)

    assert open_store(f"arcadedb:{kg}").load() == two_papers()


@pytest.mark.parametrize("url", ["file:///etc/hostname", "http://127.0.0.1:9/x.csv"])
def test_no_file_and_no_host_is_read(reader: CypherReader, url: str) -> None:
    with pytest.raises(QueryError, match="disabled"):
        reader.run(f"LOAD CSV FROM '{url}' AS line RETURN line")


def test_the_engine_says_nothing(kg: Path) -> None:
    code = (
        "import sys; from graph.stores import open_store\n"
        "with open_store(sys.argv[1]).reader() as reader: print(reader.run('RETURN 1 AS x').rows)"
    )
    done = subprocess.run([sys.executable, "-c", code, f"arcadedb:{kg}"], capture_output=True, text=True, check=True)

    assert (done.stdout, done.stderr) == ("((1,),)\n", "")

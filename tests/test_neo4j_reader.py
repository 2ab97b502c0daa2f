"""Cypher answered by a Neo4j server: plain values, columns, limits, and errors of our kinds."""

from __future__ import annotations

import time

import pytest
from neo4j_server import cypher, everything

from graph.errors import ParameterError, QueryError, QuerySyntaxError, QueryTimeoutError, ReadOnlyError
from graph.stores.server.store import Neo4jStore


@pytest.fixture
def store(small_neo4j: str) -> Neo4jStore:
    """A store that holds the small graph."""
    return Neo4jStore(small_neo4j)


def test_values_come_as_plain_python(store: Neo4jStore) -> None:
    zip_ = {"label": "Method", "aliases": [], "id": "method:zip", "name": "Zip"}
    zap = {"label": "Method", "aliases": ["ZAP"], "id": "method:zap", "name": "Zap"}
    for node in (zip_, zap):
        node |= {"typeVoteCounts": [], "typeVoteLabels": []}
    beats = {
        "type": "OUTPERFORMS",
        "source": "method:zip",
        "target": "method:zap",
        "confidence": 0.25,
        "count": 1,
        "end": 13,
        "field": "title",
        "hedged": False,
        "paperId": "p1",
        "polarity": "asserted",
        "sentence": "Zip beats Zap",
        "start": 0,
    }
    cases = {
        "MATCH ()-[r:OUTPERFORMS]->() RETURN r": beats,
        "MATCH ()-[r:OUTPERFORMS]->() RETURN {all: [[r]]} AS x": {"all": [[beats]]},
        "MATCH p = ()-[:OUTPERFORMS]->() RETURN p": {"nodes": [zip_, zap], "relationships": [beats]},
        "MATCH (n:Method {id: 'method:zap'}) RETURN n": zap,
        "RETURN date('2024-02-03') AS x": "2024-02-03",
        "RETURN duration('P1DT2H') AS x": "P1DT2H",
        "RETURN localdatetime('2024-02-03T04:05:06') AS x": "2024-02-03T04:05:06",
        "RETURN time('04:05:06.120000Z') AS x": "04:05:06.12Z",
        "RETURN datetime('2024-02-03T04:05+01:00[Europe/Berlin]') AS x": "2024-02-03T04:05:00+01:00[Europe/Berlin]",
        "RETURN point({x: 1, y: 2}) AS x": "POINT(1.0 2.0)",
        "RETURN [1, 2.5, true, null, 'x', {a: 1}] AS x": [1, 2.5, True, None, "x", {"a": 1}],
    }

    with store.reader() as reader:
        assert reader.engine == "neo4j"
        assert {text: reader.run(text).rows for text in cases} == {text: ((value,),) for text, value in cases.items()}
        for text in cases:
            (value,) = reader.run(text).rows[0]
            if isinstance(value, dict) and "id" in value:
                assert next(iter(value)) == "label"


def test_columns_are_known_without_rows(store: Neo4jStore) -> None:
    with store.reader() as reader:
        rows = reader.run("MATCH (n:Task) RETURN n.name AS name, n AS `the task`")

    assert (rows.columns, rows.rows, rows.truncated) == (("name", "the task"), (), False)


@pytest.mark.parametrize(("limit", "count", "truncated"), [(None, 3, False), (3, 3, False), (2, 2, True), (0, 0, True)])
def test_a_limit_cuts_and_says_so(store: Neo4jStore, limit: int | None, count: int, truncated: bool) -> None:
    with store.reader() as reader:
        rows = reader.run("UNWIND range(1, 3) AS n RETURN n", limit=limit)

    assert (len(rows.rows), rows.truncated) == (count, truncated)


REFUSED = [
    "CREATE (n:Task {id: 'task:x'})",
    "MATCH (n) DETACH DELETE n",
    "MATCH (n:Paper) SET n.year = 1",
    "MERGE (n:Paper {id: 'p1'}) ON MATCH SET n.year = 1 RETURN n",
    "MATCH (n) CALL { WITH n SET n.x = 1 } IN TRANSACTIONS",
    "FOREACH (x IN [1] | CREATE (:Task))",
    "CREATE INDEX FOR (n:Task) ON (n.x)",
    "DROP CONSTRAINT abstractgraph_v1_Paper_id",
    "CALL db.createLabel('Nix')",
    "CALL db.clearQueryCaches()",
    "CALL dbms.listConfig()",
    "CALL dbms.components()",
    "CALL db.index.fulltext.awaitEventuallyConsistentIndexRefresh()",
    "LOAD CSV FROM 'file:///etc/passwd' AS row RETURN row",
    "LOAD\u0020CSV FROM 'http://127.0.0.1/' AS row RETURN row",
    "CALL { LOAD CSV FROM 'file:///etc/passwd' AS row RETURN row } RETURN row",
    "SHOW SETTINGS",
    "SHOW TRANSACTIONS",
    "SHOW DATABASES",
    "SHOW USERS",
    "TERMINATE TRANSACTIONS 'neo4j-transaction-1'",
    "CREATE USER mallory SET PASSWORD 'password123'",
    "STOP DATABASE neo4j",
]


def test_nothing_but_reading_the_graph_is_allowed(store: Neo4jStore) -> None:
    before = everything(store.url)
    allowed = []

    with store.reader() as reader:
        for text in REFUSED:
            try:
                reader.run(text)
            except (ReadOnlyError, QuerySyntaxError):
                continue
            allowed.append(text)

    assert allowed == []
    assert everything(store.url) == before


@pytest.mark.parametrize(
    ("text", "parameters", "error", "shown"),
    [
        ("MATCH (n)\nRETURN m", {}, QuerySyntaxError, r"Variable `m` not defined \(line 2, column 8\)"),
        ("RETURN m", {}, QuerySyntaxError, r"Variable `m` not defined \(line 1, column 8\)"),
        ("FOO", {}, QuerySyntaxError, "Invalid input 'FOO'"),
        ("", {}, QuerySyntaxError, "Unexpected end of input"),
        ("RETURN nix(1)", {}, QuerySyntaxError, "Unknown function 'nix'"),
        ("CALL nix.nix()", {}, QuerySyntaxError, "nix.nix"),
        ("RETURN $nix", {}, ParameterError, "nix"),
        ("RETURN $x", {"x": b"bytes"}, ParameterError, "the parameter x is of type bytes"),
        ("RETURN $x", {"x": [{"y": 2**63}]}, ParameterError, "more than 64 bits"),
        ("RETURN $x", {"x": "\ud800"}, ParameterError, "half a surrogate pair"),
        ("RETURN $x", {"x": {1: 2}}, ParameterError, "which is no text"),
        ("RETURN 1 / 0", {}, QueryError, "/ by zero"),
    ],
)
def test_errors_of_a_query_are_of_our_kinds(
    store: Neo4jStore, text: str, parameters: dict[str, object], error: type[QueryError], shown: str
) -> None:
    with store.reader() as reader:
        with pytest.raises(error, match=shown) as caught:
            reader.run(text, parameters)

        assert type(caught.value) is error
        assert "\n" not in str(caught.value)
        assert reader.run("RETURN 1").rows == ((1,),)


@pytest.mark.parametrize("seconds", [0.3, 0])
def test_a_query_that_takes_too_long_is_stopped(store: Neo4jStore, seconds: float) -> None:
    begin = time.monotonic()
    with store.reader() as reader, pytest.raises(QueryTimeoutError, match=f"no answer within {seconds:g} s"):
        reader.run("UNWIND range(1, 1000000) AS a UNWIND range(1, 100000) AS b RETURN sum(a * b)", timeout=seconds)

    assert time.monotonic() - begin < 20


def test_an_open_reader_notices_a_save(store: Neo4jStore) -> None:
    with store.reader() as reader:
        assert reader.run("RETURN 1 AS x").rows == ((1,),)
        cypher(store.url, "CREATE (:AbstractgraphSave)")
        with pytest.raises(QueryError, match="a graph is being saved here, or saving was stopped"):
            reader.run("MATCH (n) RETURN n.id AS id")
        cypher(store.url, "MATCH (m:AbstractgraphSave) DELETE m")

        assert reader.run("RETURN 1 AS x").rows == ((1,),)

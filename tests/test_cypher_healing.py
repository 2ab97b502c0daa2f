"""What is changed in a text so that an engine does not misread it."""

from __future__ import annotations

import pytest

from graph.cypher.dialect import adapted


@pytest.mark.parametrize(
    ("text", "healed"),
    [
        ("MATCH (a) WITH a, count(a) AS n RETURN n", "MATCH (a) WITH a, count(a) AS n WHERE true RETURN n"),
        (
            "MATCH (a) WITH a, count(*) AS n // how many\nMATCH (b) RETURN n",
            "MATCH (a) WITH a, count(*) AS n WHERE true // how many\nMATCH (b) RETURN n",
        ),
        (
            "MATCH (a) WITH a, count(a) AS n WITH n, sum(n) AS s RETURN s",
            "MATCH (a) WITH a, count(a) AS n WHERE true WITH n, sum(n) AS s WHERE true RETURN s",
        ),
        (
            "CALL { MATCH (a) WITH a, count(a) AS n RETURN n AS x } RETURN x",
            "CALL { MATCH (a) WITH a, count(a) AS n WHERE true RETURN n AS x } RETURN x",
        ),
    ],
)
def test_an_aggregating_with_gets_a_condition_for_arcadedb(text, healed):
    assert adapted(text, "arcadedb") == healed
    assert adapted(text, "neo4j") == text


@pytest.mark.parametrize(
    "text",
    [
        "MATCH (a) WITH a, count(a) AS n WHERE n > 1 RETURN n",
        "MATCH (a) WITH a, count(a) AS n ORDER BY n LIMIT 3 RETURN n",
        "MATCH (a) WITH a.name AS count RETURN count",
        "MATCH (a) WITH a WHERE COUNT { (a)-->() } > 1 RETURN a.id",
        "MATCH (a) RETURN a.id, count(a)",
        "MATCH (a) RETURN a.id, sum(a.year) AS s, min(a.value) AS m, round(a.value, 1) AS r",
        "MATCH (a)-[r]->() RETURN a.id, sum(CASE WHEN r.confidence > 0.5 THEN 1 ELSE 0 END) AS n",
        "MATCH (a) WITH a ORDER BY a.name RETURN collect(a.name) AS names",
        "UNWIND [3, 1, 2] AS x RETURN collect(x) AS xs",
        "MATCH (a) RETURN size([(a)-->(b) | b.name]) AS n, size(keys(a)) AS k",
        "MATCH (a) CALL (a) { MATCH (a)-->(b) RETURN b ORDER BY b.year LIMIT 3 } RETURN a.id, collect(b.name) AS names",
        "MATCH (n:Task) RETURN n.name AS `a b` ORDER BY `a b`",
        "RETURN 'WITH a, count(a) AS n' AS x",
    ],
)
def test_other_texts_are_not_changed(text):
    assert adapted(text, "arcadedb") == text


MEAN = "round(avg(r.confidence), toInteger(abs(9 - floor(log10(abs(avg(r.confidence)) + 1e-99)))))"
TOTAL = MEAN.replace("avg", "sum")


@pytest.mark.parametrize("engine", ["arcadedb", "neo4j"])
@pytest.mark.parametrize(
    ("text", "healed"),
    [
        ("MATCH ()-[r]->() RETURN avg(r.confidence)", f"MATCH ()-[r]->() RETURN {MEAN} AS `avg(r.confidence)`"),
        (
            "MATCH (a)-[r]->() RETURN a.id AS id, avg(r.confidence) AS m ORDER BY avg(r.confidence) DESC, id",
            f"MATCH (a)-[r]->() RETURN a.id AS id, {MEAN} AS m ORDER BY m DESC, id",
        ),
        (
            "MATCH (a)-[r]->() WITH a, sum(r.confidence) AS s WHERE s > 2.0 RETURN a.id, s",
            f"MATCH (a)-[r]->() WITH a, {TOTAL} AS s WHERE s > 2.0 RETURN a.id, s",
        ),
        (
            "MATCH (a)-[r]->() WITH a, r.confidence AS c WHERE c > 0 RETURN sum(100 * c) > 5 AS x",
            "MATCH (a)-[r]->() WITH a, r.confidence AS c WHERE c > 0 RETURN "
            "round(sum(100 * c), toInteger(abs(9 - floor(log10(abs(sum(100 * c)) + 1e-99))))) > 5 AS x",
        ),
    ],
)
def test_what_engines_add_up_differently_is_rounded(text, healed, engine):
    assert adapted(text, engine) == healed


@pytest.mark.parametrize("engine", ["arcadedb", "neo4j"])
@pytest.mark.parametrize(
    ("text", "healed"),
    [
        (
            "MATCH (a)-->(b:Task) RETURN a.id, collect(b.name) AS names, collect(DISTINCT b) AS tasks",
            "MATCH (a)-->(b:Task) WITH * ORDER BY b.name, b.id "
            "RETURN a.id, collect(b.name) AS names, collect(DISTINCT b) AS tasks",
        ),
        (
            "MATCH (a)-[r]->(b) RETURN collect(r) AS rs, collect({b: b.name, c: r.count}) AS ms",
            "MATCH (a)-[r]->(b) WITH * ORDER BY startNode(r).id, type(r), endNode(r).id, r.paperId, b.name, r.count "
            "RETURN collect(r) AS rs, collect({b: b.name, c: r.count}) AS ms",
        ),
        (
            "MATCH (n) WITH n ORDER BY n.year LIMIT 3 MATCH (n)-->(m) RETURN n.year, collect(m.name) AS names",
            "MATCH (n) WITH n ORDER BY n.year LIMIT 3 MATCH (n)-->(m) WITH * ORDER BY m.name "
            "RETURN n.year, collect(m.name) AS names",
        ),
        (
            "MATCH (a) RETURN [(a)-->(b) WHERE b.year > 1 | b.name], a.id",
            "MATCH (a) RETURN COLLECT { MATCH (a)-->(b) WHERE b.year > 1 RETURN b.name ORDER BY b.name } "
            "AS `[(a)-->(b) WHERE b.year > 1 | b.name]`, a.id",
        ),
        (
            "MATCH (a) RETURN COLLECT { MATCH (a)-->(b) RETURN b } AS bs",
            "MATCH (a) RETURN COLLECT { MATCH (a)-->(b) RETURN b ORDER BY b.id } AS bs",
        ),
        (
            "MATCH (a:Task) RETURN DISTINCT keys(a)",
            "MATCH (a:Task) RETURN DISTINCT COLLECT { UNWIND keys(a) AS key RETURN key ORDER BY key } AS `keys(a)`",
        ),
    ],
)
def test_lists_without_an_order_are_given_one(text, healed, engine):
    assert adapted(text, engine) == healed


@pytest.mark.parametrize(
    ("text", "healed"),
    [
        (
            "MATCH (n:Task) RETURN n.name, count(*) ORDER BY `count(*)` DESC",
            "MATCH (n:Task) RETURN n.name, count(*) ORDER BY count(*) DESC",
        ),
        ("MATCH (n:Task) RETURN n {.name}, n.id", "MATCH (n:Task) RETURN n {.name} AS n, n.id"),
        ("RETURN round(-2.5, 0) AS x", "RETURN round(-2.5) AS x"),
        (
            "MATCH p = (b)-[r:USED_FOR]->(a:Task) WITH *, 1 AS `c d` RETURN DISTINCT * ORDER BY a.id",
            "MATCH p = (b)-[r:USED_FOR]->(a:Task) WITH *, 1 AS `c d` "
            "RETURN DISTINCT `a`, `b`, `c d`, `p`, `r` ORDER BY a.id",
        ),
        (
            "MATCH (n:Task) CALL (n) { MATCH (n)<--(m) RETURN m, m.id AS id } RETURN *",
            "MATCH (n:Task) CALL (n) { MATCH (n)<--(m) RETURN m, m.id AS id } RETURN `id`, `m`, `n`",
        ),
    ],
)
def test_what_arcadedb_misreads_is_written_otherwise(text, healed):
    assert adapted(text, "arcadedb") == healed
    assert adapted(text, "neo4j") == text

"""What is refused because engines would answer it differently, and what is not."""

from __future__ import annotations

from contextlib import suppress
from typing import NamedTuple

import pytest

from graph.cypher.dialect import check_dialect
from graph.cypher.dialect.rules import ARCADEDB, EVERYWHERE
from graph.errors import QuerySyntaxError, UnsupportedCypherError

RULES = {rule.name: rule for rule in EVERYWHERE + ARCADEDB}


class Cases(NamedTuple):
    """Texts that a rule refuses, and such as look alike and are answered."""

    refused: tuple[str, ...]
    answered: tuple[str, ...]


CASES: dict[str, Cases] = {
    "internal numbers": Cases(
        (
            "MATCH (n) RETURN id(n)",
            "MATCH (n) WHERE elementId(n) = 'x' RETURN n",
            "MATCH (n) WITH n ORDER BY ID ( n ) RETURN n",
        ),
        ("MATCH (n) RETURN n.id", "MATCH (id:Task) RETURN id.id AS id", "RETURN 'id(n)' AS x // id(n)"),
    ),
    "points": Cases(
        ("RETURN point({x: 1, y: 2}) AS p", "RETURN point.distance(null, null) AS d"),
        ("MATCH (point:Task) RETURN point.name AS point",),
    ),
    "dynamic labels and types": Cases(
        (
            "MATCH (n:$($l)) RETURN n",
            "MATCH (n:$any($l)) RETURN n",
            "MATCH ()-[r:$all($t)]->() RETURN r",
            "WITH 'Task' AS l MATCH (n:$(l)) RETURN n",
        ),
        (
            "MATCH (n) WHERE $l IN labels(n) RETURN n",
            "MATCH ()-[r]->() WHERE type(r) = $any RETURN r",
            "MATCH (n {name: $all}) RETURN n",
        ),
    ),
    "predicate on a shortest path": Cases(
        (
            "MATCH p = shortestPath((a:Task)-[*]-(b:Metric)) WHERE length(p) > 1 RETURN p",
            "MATCH (a:Task), p = allShortestPaths((a)-[*]-(b)) WHERE all(n IN nodes(p) WHERE n:Task) RETURN p",
            "MATCH (a) CALL (a) { MATCH p = shortestPath((a)-[*]-(b)) WHERE NOT length(p) = 1 RETURN b } RETURN b",
        ),
        (
            "MATCH p = shortestPath((a:Task)-[*]-(b:Metric)) WHERE a.name < b.name RETURN p",
            "MATCH p = shortestPath((a:Task)-[*]-(b:Metric)) WITH p WHERE length(p) > 1 RETURN p",
            "MATCH p = (a:Task)-[*..2]-(b:Metric) WHERE length(p) > 1 RETURN p",
            "MATCH p = shortestPath((a:Task)-[*]-(b:Metric)) WHERE a.p = 'p' RETURN p",
        ),
    ),
    "named relationships of a shortest path": Cases(
        (
            "MATCH p = shortestPath((a)-[r*]-(b)) RETURN size(r) AS n",
            "MATCH (a), (b) RETURN length(shortestPath((a)-[r:USED_FOR*]-(b))) AS n",
        ),
        (
            "MATCH p = shortestPath((a)-[:USED_FOR*]-(b)) RETURN relationships(p) AS r",
            "MATCH (a)-[r*1..2]-(b) RETURN r",
        ),
    ),
    "shape of a shortest path": Cases(
        (
            "MATCH p = shortestPath((a)-[*]-(b)-[*]-(c)) RETURN p",
            "MATCH p = shortestPath((a:Task)) RETURN p",
            "MATCH p = shortestPath((a)-[*]-(a)) RETURN p",
            "MATCH p = shortestPath((a)-[*2..5]-(b)) RETURN p",
            "MATCH p = shortestPath((a)-[:USED_FOR* {hedged: false}]-(b)) RETURN p",
        ),
        (
            "MATCH p = shortestPath((a)-[*0..5]-(b)) RETURN p",
            "MATCH p = shortestPath((a:Task {name: 'x'})-[:USED_FOR|BASED_ON*1..5]->(:Metric {name: 'y'})) RETURN p",
            "MATCH p = shortestPath((a)--(b)) RETURN p",
        ),
    ),
    "path selectors": Cases(
        (
            "MATCH p = SHORTEST 1 (a:Task)--+(b:Metric) RETURN p",
            "MATCH ANY SHORTEST (a:Task)--+(b:Metric) RETURN a",
            "MATCH p = ALL SHORTEST (a:Task)--+(b:Metric) RETURN p",
            "MATCH p = TRAIL (a:Task)--+(b:Metric) RETURN p",
        ),
        ("MATCH any = (a)-->(b) RETURN any", "MATCH (all)-->(shortest) RETURN all, shortest"),
    ),
    "relationship in a property map": Cases(
        (
            "MATCH (a)-[r:OUTPERFORMS]->(b) MATCH (p:Paper {id: r.paperId}) RETURN count(p)",
            "MATCH (a)-[r:OUTPERFORMS]->(b) WHERE (:Paper {id: r.paperId})-[:INTRODUCES]->(a) RETURN count(*)",
            "MATCH (a)-[r:OUTPERFORMS]->(b), (c)-[s {paperId: r.paperId}]->(d) RETURN count(*)",
        ),
        (
            "MATCH (a)-[r:OUTPERFORMS {hedged: false}]->(b) RETURN a.id",
            "MATCH (a)-[r:OUTPERFORMS]->(b) RETURN {paper: r.paperId} AS m",
            "MATCH (a)-[r:OUTPERFORMS]->(b) MATCH (p:Paper) WHERE p.id = r.paperId RETURN a.id",
        ),
    ),
    "order by a relationship left behind": Cases(
        ("MATCH (a)-[r:OUTPERFORMS]->(b) WITH a, b ORDER BY r.confidence DESC LIMIT 3 RETURN a.name",),
        (
            "MATCH (a)-[r:OUTPERFORMS]->(b) WITH a, r ORDER BY r.confidence LIMIT 3 RETURN a.name",
            "MATCH (a)-[r:OUTPERFORMS]->(b) RETURN a.id AS a ORDER BY r.confidence",
            "MATCH (a)-[r]->(b) WITH a, count(r) AS n ORDER BY n RETURN n",
        ),
    ),
    "relationship used twice": Cases(
        ("MATCH (a)-[r:USED_FOR]->(b), (c)-[r]->(d) RETURN a",),
        (
            "MATCH (a)-[r:USED_FOR]->(b) MATCH (c)-[r]->(d) RETURN a",
            "MATCH (a)-[r]->(b), (c)-[s]->(d) WHERE r <> s RETURN a",
        ),
    ),
    "predicate in a quantified relationship": Cases(
        (
            "MATCH (a)-[r:BASED_ON WHERE r.count > 1]->{1,2}(b) RETURN b",
            "MATCH (a)-[r WHERE r.count > 1]-+(b) RETURN b",
        ),
        (
            "MATCH (a)((x)-[r:BASED_ON WHERE r.count > 1]->(y)){1,2}(b) RETURN b",
            "MATCH (a)-[r:BASED_ON WHERE r.count > 1]->(b) RETURN b",
            "MATCH (a)-[r:BASED_ON]->{1,2}(b) WHERE all(x IN r WHERE x.count > 1) RETURN b",
        ),
    ),
    "type expression of many steps": Cases(
        ("MATCH (a)-[:!MENTIONS*1..2]->(b) RETURN b", "MATCH (a)-[r:A&B*]->(b) RETURN b"),
        (
            "MATCH (a)-[:!MENTIONS]->(b) RETURN b",
            "MATCH (a)-[:A|B*1..2 {count: 7 % 2}]->(b) RETURN b",
            "MATCH (a)-[:!MENTIONS]->{1,2}(b) RETURN b",
        ),
    ),
    "predicate on a later node": Cases(
        ("MATCH (a)-[r:BASED_ON WHERE b.name = 'x']->(b) RETURN r",),
        (
            "MATCH (a)-[r:BASED_ON WHERE a.name = 'x' AND r.count > 1]->(b) RETURN r",
            "MATCH (b) MATCH (a)-[r:BASED_ON WHERE b.name = 'x']->(b) RETURN r",
            "MATCH (a)-[r:BASED_ON]->(b) WHERE b.name = 'x' RETURN r",
        ),
    ),
    "circle from one of several labels": Cases(
        (
            "MATCH (a:Method|Model)-[:BASED_ON*0..1]->(a) RETURN a",
            "MATCH p = (a:Method|Model)-[:BASED_ON]->{1,2}(a) RETURN p",
        ),
        (
            "MATCH (a:Method|Model)-[:BASED_ON*0..1]->(b) WHERE a = b RETURN a",
            "MATCH (a:Method|Model)-[:BASED_ON]->(a) RETURN a",
            "MATCH (a:Method)-[:BASED_ON*1..2]->(a) RETURN a",
            "MATCH (a:Method|Model), (b:Method|Model), p = shortestPath((a)-[*]-(b)) RETURN p",
        ),
    ),
    "counted loops": Cases(
        (
            "MATCH (a:Method)-[:BASED_ON]->(a) RETURN a.id AS id, count(*) AS n",
            "MATCH (a)--(a) WHERE a.name > 'x' WITH a, count(*) AS n RETURN n",
            "MATCH (x)-->(a {name: 'x'})<-[r]-(a) RETURN labels(a) AS l, count(r) AS n",
        ),
        (
            "MATCH (a:Method)-[:BASED_ON]->(b) WHERE a = b RETURN a.id AS id, count(*) AS n",
            "MATCH (a)-[r]->(a) RETURN a.id AS id, type(r) AS t",
            "MATCH (a)-[r]->(b)-[s]->(a) RETURN a.id AS id, count(*) AS n",
            "MATCH (a)-->(b), (a)-->(c) RETURN a.id AS id, count(*) AS n",
        ),
    ),
    "aggregate in a condition": Cases(
        (
            "MATCH (n) RETURN count(*) > 1 AND true AS x",
            "MATCH (n) RETURN collect(n) IS NOT NULL AS x",
            "MATCH (n) RETURN 'x' IN collect(n.name) AS x",
            "MATCH (n) WITH n.year AS y, NOT (sum(n.x) > 2) AS x RETURN x",
            "MATCH (n) RETURN max(n.name) STARTS WITH 'a' AS x",
            "MATCH (n) RETURN {a: size(collect(n.name)) > 1 OR false} AS x",
            "MATCH (n) RETURN [max(n.name) =~ 'a.*'] AS x",
            "MATCH (n) RETURN CASE WHEN count(*) > 1 AND true THEN 1 ELSE 2 END AS x",
            "MATCH (n) RETURN NOT any(x IN collect(n.name) WHERE x > 'a') AS x",
            "MATCH (m) CALL (m) { MATCH (m)--(n) RETURN count(n) IS NULL AS x } RETURN x",
            "MATCH (n) RETURN reduce(s = 0, x IN collect(n.year) | s + x) IN [1] AS x",
        ),
        (
            "MATCH (n) RETURN count(*) > 1 AS x, 1 < count(*) < 5 AS y",
            "MATCH (n) RETURN collect(n.x IS NULL) AS x, count(CASE WHEN n.x > 1 AND n.y > 1 THEN 1 END) AS y",
            "MATCH (n) RETURN any(x IN collect(n.name) WHERE x > 'a' AND x < 'b') AS x",
            "MATCH (n) RETURN [x IN collect(n.name) WHERE NOT x IN ['a'] | x] AS x",
            "MATCH (n) RETURN n.x IS NULL AS x, n.y > 1 AND n.z AS y, count(*) AS z",
            "MATCH (n) WITH count(*) AS c, max(n.x) AS m RETURN c > 1 AND m IS NULL AS x",
            "MATCH (n) WITH n, count(*) AS c WHERE c > 1 AND n.x IS NULL RETURN c",
            "MATCH (n) RETURN EXISTS { MATCH (n)--(m) RETURN count(m) AS c } AND true AS x",
            "MATCH (n) RETURN COUNT { (n)--() } > 1 AND true AS x",
            "MATCH (n) RETURN n.count IS NULL AS x, n.max > 1 AND true AS y",
            "MATCH (n) RETURN {in: count(*), not: max(n.x)} AS x",
            "MATCH (n) RETURN reduce(s = 0, x IN collect(n.year) | s + x) AS x",
        ),
    ),
    "columns beside a star": Cases(
        ("MATCH (n) RETURN *, n.id AS x", "MATCH (n) RETURN DISTINCT *, 1 AS x"),
        ("MATCH (n) RETURN *", "MATCH (n) RETURN * ORDER BY n.id", "MATCH (n) WITH *, n.id AS x RETURN x"),
    ),
    "column named twice": Cases(
        ("MATCH (n) RETURN n.id, n.id", "MATCH (n) RETURN n.id AS x, n.name AS x", "RETURN 1 AS `1 + 1`, 1 + 1"),
        ("MATCH (n) RETURN n.id, n.id AS x", "RETURN 1 AS x UNION RETURN 2 AS x"),
    ),
    "expression without a name": Cases(
        ("MATCH (n) WITH n, n.name RETURN n", "MATCH (n) WITH DISTINCT n.name RETURN 1 AS x"),
        (
            "MATCH (n) WITH n, n.name AS x, [n, 1] AS l RETURN x",
            "MATCH (n) WITH * RETURN n",
            "MATCH (n) WITH DISTINCT n RETURN n",
            "MATCH (n) WHERE n.name STARTS WITH n.id RETURN n",
        ),
    ),
    "variable declared twice": Cases(
        ("UNWIND [1] AS x UNWIND [2] AS x RETURN x", "MATCH (n:Task) UNWIND [1] AS n RETURN n"),
        (
            "WITH [x IN [1] | x] AS l UNWIND l AS x RETURN x",
            "MATCH (n) WITH collect(n) AS ns UNWIND ns AS n RETURN n",
            "UNWIND [1] AS x RETURN x UNION UNWIND [2] AS x RETURN x",
        ),
    ),
    "short condition": Cases(
        ("RETURN CASE 1 WHEN IN [1] THEN 2 END AS x", "RETURN CASE 1 WHEN IS :: INTEGER THEN 2 END AS x"),
        ("RETURN CASE 1 WHEN IS NULL THEN 2 WHEN > 5 THEN 3 END AS x", "RETURN CASE WHEN 1 IN [1] THEN 2 END AS x"),
    ),
    "end of the text": Cases(
        ("MATCH (n)", "WITH 1 AS x", "MATCH (n) WITH n ORDER BY n.id LIMIT 1", "UNWIND [1] AS x"),
        (
            "CALL db.labels()",
            "CALL db.labels() YIELD label",
            "MATCH (n) RETURN n ORDER BY n.id",
            "RETURN 1 AS x UNION ALL RETURN 2 AS x",
            "MATCH (match) RETURN match",
            "MATCH (n) WHERE n.aliases IS :: LIST<STRING NOT NULL> RETURN n",
            "MATCH (n) WHERE n.year > 1 RETURN n",
            "MATCH (n) RETURN n.with AS with",
        ),
    ),
    "order of clauses": Cases(
        ("RETURN 1 AS x LIMIT 1 SKIP 1", "RETURN 1 AS x RETURN 2 AS y", "RETURN 1 AS x MATCH (n) RETURN n"),
        (
            "RETURN 1 AS x ORDER BY x SKIP 1 LIMIT 1",
            "RETURN 1 AS x UNION RETURN 2 AS x",
            "WITH 1 AS x LIMIT 1 WITH x SKIP 1 RETURN x",
            "CALL { RETURN 1 AS x } RETURN x",
        ),
    ),
    "clauses of one engine": Cases(
        ("MATCH (n) FILTER n.x > 1 RETURN n", "MATCH (n) LET x = 1 RETURN x"),
        ("MATCH (filter) RETURN filter.let AS let",),
    ),
    "existence of a property": Cases(
        ("MATCH (n) WHERE exists(n.name) RETURN n",),
        ("MATCH (n) WHERE exists((n)--()) RETURN n", "MATCH (n) WHERE EXISTS { (n)--() } RETURN n"),
    ),
    "text of a time": Cases(
        (
            "RETURN toString(datetime()) AS x",
            "RETURN 'at ' + datetime() AS x",
            "WITH time('10:00') AS t RETURN toStringList([t]) AS x",
        ),
        (
            "RETURN toString(date()) AS x",
            "RETURN toString(datetime().year) AS x",
            "RETURN datetime() AS x, datetime() + duration('P1D') AS y",
            "MATCH (time) RETURN toString(time.year) AS x",
        ),
    ),
    "comparison of durations": Cases(
        (
            "RETURN duration('P1D') < duration('P2D') AS x",
            "WITH duration('P1D') AS d RETURN d >= duration('PT5H') AS x",
            "UNWIND [duration('P1D'), duration('PT5H')] AS d RETURN d ORDER BY d",
            "UNWIND [duration('P1D')] AS d RETURN max(d) AS x",
        ),
        (
            "RETURN duration('P1D') = duration('PT24H') AS x",
            "RETURN date() - duration('P1Y') < date() AS x",
            "RETURN duration('P1D').days < 5 AS x",
            "WITH duration('P1D') AS d RETURN d.days > 0 AS x ORDER BY d.days",
            "WITH date() - duration('P1D') AS d RETURN d < date() AS x",
        ),
    ),
    "odd text of a number": Cases(
        ("RETURN toInteger(' 12 ') AS x", "RETURN toBoolean('true ') AS x", "RETURN toInteger('0x1F') AS x"),
        ("RETURN toInteger('12') AS x", "RETURN toFloat(' 1.5 ') AS x", "RETURN toInteger(trim(' 12 ')) AS x"),
    ),
    "type of a list": Cases(
        ("RETURN valueType([1]) AS x", "MATCH (n) RETURN valueType(n.aliases) AS x"),
        ("MATCH (n) RETURN valueType(n.year) AS x", "RETURN valueType(1.5) AS x"),
    ),
    "reversed property": Cases(
        ("MATCH (n) RETURN reverse(n.aliases) AS x",),
        ("MATCH (n) RETURN reverse(n.aliases[0]) AS x, reverse([a IN n.aliases | a]) AS y, reverse([1, 2]) AS z",),
    ),
    "names of types": Cases(
        (
            "RETURN 1 IS :: INT AS x",
            "RETURN [1] IS NOT TYPED LIST<INT64> AS x",
            "RETURN 1 IS :: ANY PROPERTY VALUE AS x",
        ),
        (
            "RETURN 1 IS :: INTEGER AS x",
            "RETURN [1] IS :: LIST<INTEGER NOT NULL> AS x",
            "MATCH (n) RETURN n.int AS int",
        ),
    ),
    "property that is no condition": Cases(
        (
            "MATCH (n) WHERE n.aliases RETURN n",
            "MATCH (n) WHERE n.isDelta AND NOT n.name RETURN n",
            "MATCH (n) RETURN n.year AND true AS x",
            "MATCH (n) RETURN CASE WHEN n.aliases THEN 1 END AS x",
            "MATCH (n) RETURN [x IN [1] WHERE n.aliases] AS x",
        ),
        (
            "MATCH (n) WHERE n.isDelta AND NOT n.hedged RETURN n",
            "MATCH (n) WHERE n.year = 1 AND n.name IS NULL OR 1 < n.year RETURN n",
            "MATCH (n) WHERE NOT n.year > 1 AND n.name =~ 'x' RETURN n.name AS x",
            "MATCH (n) RETURN CASE n.year WHEN n.start THEN 1 END AS x",
            "MATCH (n) WHERE n.aliases[0] = 'x' AND n.name STARTS WITH 'x' RETURN n",
            "MATCH (n) WHERE n.known RETURN n",
        ),
    ),
    "pattern on a number": Cases(
        ("MATCH (n) WHERE n.year =~ '20.*' RETURN n",),
        ("MATCH (n) WHERE n.name =~ '20.*' AND toString(n.year) =~ '20.*' RETURN n",),
    ),
    "escape of eight digits": Cases(
        (r"RETURN '\U0001F600' AS x", r"RETURN '\\\U0001F600' AS x"),
        (r"RETURN '\u00e9' AS x", r"RETURN 'C:\\Users' AS x"),
    ),
    "digits with underscores": Cases(("RETURN 1_000 AS x",), ("MATCH (n_1) RETURN n_1 AS x_1",)),
    "inequality": Cases(
        ("MATCH (n) WHERE n.name != 'x' RETURN n",),
        ("MATCH (n:!Task) WHERE n.name <> '!=' RETURN n",),
    ),
    "slice without bounds": Cases(("RETURN [1][..] AS x",), ("RETURN [1][..1] AS x, [1][1..] AS y",)),
}
REFUSED = [pytest.param(name, text, id=f"{name}: {text}") for name, cases in CASES.items() for text in cases.refused]
ANSWERED = [pytest.param(name, text, id=f"{name}: {text}") for name, cases in CASES.items() for text in cases.answered]


def test_every_rule_has_cases() -> None:
    assert CASES.keys() == RULES.keys()


@pytest.mark.parametrize(("name", "text"), REFUSED)
def test_what_would_differ_is_refused(name: str, text: str) -> None:
    with pytest.raises(UnsupportedCypherError) as caught:
        check_dialect(text, "arcadedb")

    assert str(caught.value).endswith(f": {RULES[name].sentence}")


@pytest.mark.parametrize(("name", "text"), ANSWERED)
def test_what_looks_alike_is_answered(name: str, text: str) -> None:
    check_dialect(text, "arcadedb")


@pytest.mark.parametrize("name", [rule.name for rule in ARCADEDB])
def test_what_only_arcadedb_answers_otherwise_may_be_asked_of_neo4j(name: str) -> None:
    for text in CASES[name].refused:
        check_dialect(text, "neo4j")


@pytest.mark.parametrize("name", [rule.name for rule in EVERYWHERE])
def test_what_differs_everywhere_is_refused_on_neo4j_too(name: str) -> None:
    for text in CASES[name].refused:
        with pytest.raises(UnsupportedCypherError):
            check_dialect(text, "neo4j")


def test_the_place_is_told_in_lines_and_columns() -> None:
    with pytest.raises(UnsupportedCypherError, match=r"^line 2, column 8: id\(\) and elementId\(\) differ"):
        check_dialect("MATCH (n)\nRETURN id(n)", "arcadedb")


@pytest.mark.parametrize("rule", RULES.values(), ids=RULES)
def test_each_rule_says_what_to_do_in_one_sentence(rule) -> None:
    assert rule.sentence[0] != " "
    assert rule.sentence[-1] != "."
    assert "; " in rule.sentence


@pytest.mark.parametrize(
    "text", ["", "MATCH", "RETURN (", "MATCH (n]) RETURN }", "CASE", "END )", "RETURN CASE", "WITH ,"]
)
def test_what_is_no_cypher_is_left_to_the_engine(text: str) -> None:
    for engine in ("arcadedb", "neo4j"):
        with suppress(UnsupportedCypherError):
            check_dialect(text, engine)


def test_what_cannot_be_split_is_no_cypher() -> None:
    with pytest.raises(QuerySyntaxError):
        check_dialect("RETURN 'x", "arcadedb")

"""Cypher texts that all engines answer alike, of all common clauses; and texts that are refused where they would not.

Any graph of this program will do: the texts name only labels, types and properties that every graph has, and start
from nodes that they find themselves. Lists are collected from ordered rows, sums of fractions are rounded, and where
`ordered` is set the order of the rows is decided by the text alone.
"""

from __future__ import annotations

from typing import Any, NamedTuple

from cypher_questions import QUESTIONS


class Text(NamedTuple):
    """A text, its parameters, and whether the order of its rows counts."""

    name: str
    text: str
    parameters: dict[str, Any]
    ordered: bool


def _rows(name: str, text: str, **parameters: Any) -> Text:
    return Text(name, text, parameters, False)


def _ordered(name: str, text: str, **parameters: Any) -> Text:
    return Text(name, text, parameters, True)


MATCHING = (
    _rows("all nodes", "MATCH (n) RETURN n.id, n.name"),
    _rows("whole nodes", "MATCH (n) RETURN n"),
    _rows("whole relationships", "MATCH (a)-[r]->(b) RETURN a.id AS a, r, b.id AS b"),
    _rows("label", "MATCH (n:Method) RETURN n.id AS id"),
    _rows("one of two labels", "MATCH (n:Method|Model) RETURN n.id AS id"),
    _rows("not a label", "MATCH (n:!Paper) RETURN count(*) AS n"),
    _rows("two labels at once", "MATCH (n:Method&Model) RETURN n"),
    _rows("labels in parentheses", "MATCH (n:(Method|Model)&!Model) RETURN n.id AS id"),
    _rows("label as a condition", "MATCH (n) WHERE n:Task OR n:Metric RETURN n.id AS id"),
    _rows("unknown label", "MATCH (n:Nothing) RETURN n.id AS id"),
    _rows("unknown type", "MATCH (a)-[:NOTHING]->(b) RETURN a.id AS a"),
    _rows("type", "MATCH (a)-[:USED_FOR]->(b) RETURN a.id AS a, b.id AS b"),
    _rows("one of two types", "MATCH (a)-[r:USED_FOR|EVALUATED_ON]->(b) RETURN a.id AS a, type(r) AS t, b.id AS b"),
    _rows("not a type", "MATCH (a:Method)-[r:!MENTIONS]->(b) RETURN a.id AS a, type(r) AS t, b.id AS b"),
    _rows("against the arrow", "MATCH (a:Task)<-[r:USED_FOR]-(b) RETURN a.id AS a, b.id AS b, r.paperId AS p"),
    _rows("both directions", "MATCH (a)-[r:COMPARED_WITH]-(b) RETURN a.id AS a, b.id AS b, startNode(r).id AS s"),
    _rows("no type", "MATCH (a:Method)--(b:Task) RETURN a.id AS a, count(*) AS n"),
    _rows("loops", "MATCH (a)-[r]->(a) RETURN a.id AS a, type(r) AS t"),
    _rows("properties of a node", "MATCH (r:Result {isDelta: false}) RETURN r.id AS id, r.value AS v"),
    _rows("properties of a relationship", "MATCH (a)-[r:OUTPERFORMS {hedged: false}]->(b) RETURN a.id AS a, b.id AS b"),
    _rows("condition in a node", "MATCH (p:Paper WHERE p.year > 2000)-[:INTRODUCES]->(x) RETURN p.id AS p, x.id AS x"),
    _rows("condition in a relationship", "MATCH ()-[r:OUTPERFORMS WHERE r.confidence >= 0.8]->() RETURN count(*) AS n"),
    _rows("two steps", "MATCH (p:Paper)-[:MENTIONS]->(x)-[:USED_FOR]->(t) RETURN p.id AS p, x.id AS x, t.id AS t"),
    _rows(
        "two paths", "MATCH (p:Paper)-[:MENTIONS]->(a:Method), (p)-[:MENTIONS]->(b:Task) RETURN a.id AS a, b.id AS b"
    ),
    _rows("two clauses", "MATCH (a)-[:USED_FOR]->(t:Task) MATCH (b)-[:USED_FOR]->(t) RETURN t.id AS t, count(*) AS n"),
    _rows("each relationship once", "MATCH (a)-[:USED_FOR]->(t)<-[:USED_FOR]-(b) RETURN t.id AS t, count(*) AS n"),
    _rows("product", "MATCH (a:Task), (b:Metric) RETURN a.id AS a, b.id AS b"),
    _rows("parallel relationships", "MATCH (a)-[r:OUTPERFORMS]->(b) RETURN a.id AS a, b.id AS b, count(r) AS n"),
    _rows("circle", "MATCH (a)-[:OUTPERFORMS]->(b)-[:OUTPERFORMS]->(a) RETURN a.id AS a, b.id AS b"),
    _rows(
        "triangle", "MATCH (p:Paper)-[:MENTIONS]->(a)-[:EVALUATED_ON]->(b)<-[:MENTIONS]-(p) RETURN a.id AS a, b.id AS b"
    ),
    _rows("comments", "// first\nMATCH (t:Task) /* then */ RETURN t.id AS id // last"),
    _rows("backticks", "MATCH (`a task`:`Task`) RETURN `a task`.`name` AS `its name`, `a task`.id AS `b``c`"),
    _rows("small letters", "match (t:Task) where t.name is not null return t.id as id"),
    _rows("names like keywords", "MATCH (end:Task) RETURN end.id AS id, end.name AS limit"),
    _rows("columns without names", "MATCH (t:Task) RETURN t.id, toUpper( t.name ), size(t.aliases)+1"),
    _ordered("all variables", "MATCH (b:Method)-[r:USED_FOR]->(a:Task) RETURN * ORDER BY b.id, a.id, r.paperId"),
)
OPTIONAL = (
    _rows("with nulls", "MATCH (m:Method) OPTIONAL MATCH (m)-[:USED_FOR]->(t:Task) RETURN m.id AS m, t.id AS t"),
    _rows(
        "counted", "MATCH (t:Task) OPTIONAL MATCH (t)<-[r:USED_FOR]-(m) RETURN t.id AS t, count(r) AS n, count(*) AS r"
    ),
    _rows(
        "with a condition",
        "MATCH (m:Method) OPTIONAL MATCH (m)-[r:OUTPERFORMS]->(x) WHERE r.confidence > 0.9 RETURN m.id AS m, x.id AS x",
    ),
    _rows("null is left", "MATCH (m:Method) OPTIONAL MATCH (m)-->(t:Task) WITH m, t WHERE t IS NULL RETURN m.id AS m"),
    _rows(
        "twice",
        "MATCH (m:Model) OPTIONAL MATCH (m)-[:EVALUATED_ON]->(b) OPTIONAL MATCH (b)-[:BENCHMARK_FOR]->(t) "
        "RETURN m.id AS m, b.id AS b, t.id AS t",
    ),
    _rows("functions of null", "OPTIONAL MATCH (n:Nothing) RETURN n, n.id AS i, labels(n) AS l, size(n.id) AS s"),
    _rows("nothing first", "OPTIONAL MATCH (n:Nothing) WITH n MATCH (t:Task) RETURN n, t.id AS t"),
)
CONDITIONS = (
    _rows("comparison with null", "MATCH (p:Paper) WHERE p.year > 2000 RETURN p.id AS id"),
    _rows("denied comparison with null", "MATCH (p:Paper) WHERE NOT p.year > 2000 RETURN p.id AS id"),
    _rows("chain", "MATCH (p:Paper) WHERE 1990 <= p.year < 2031 RETURN p.id AS id, p.year AS y"),
    _rows("null or more", "MATCH (p:Paper) WHERE p.year IS NULL OR p.year > 2030 RETURN p.id AS id"),
    _rows("unequal", "MATCH (r:Result) WHERE r.unit <> '%' RETURN r.id AS id"),
    _rows("list", "MATCH (r:Result) WHERE r.polarity IN ['asserted', 'denied', null] RETURN r.id AS id"),
    _rows("not in a list with null", "MATCH (r:Result) WHERE NOT r.unit IN ['%', null] RETURN r.id AS id"),
    _rows("beginning", "MATCH (n) WHERE n.id STARTS WITH 'm' RETURN n.id AS id"),
    _rows("end", "MATCH (n) WHERE n.name ENDS WITH 'e' RETURN n.id AS id"),
    _rows("part", "MATCH (n) WHERE toLower(n.name) CONTAINS 'ar' RETURN n.id AS id"),
    _rows("pattern", "MATCH (n) WHERE n.name =~ '(?i).*[aeiou]r.*' RETURN n.id AS id"),
    _rows("exclusive or", "MATCH (r:Result) WHERE r.isDelta XOR r.value > 50 RETURN r.id AS id"),
    _rows("truth value", "MATCH ()-[r:OUTPERFORMS]->() WHERE NOT r.hedged RETURN r.paperId AS p, r.sentence AS s"),
    _rows("integers and numbers", "MATCH ()-[r:OUTPERFORMS]->() WHERE r.count = 1.0 RETURN count(*) AS n"),
    _rows("path as a condition", "MATCH (m:Method) WHERE (m)-[:USED_FOR]->(:Task) RETURN m.id AS m"),
    _rows("no path", "MATCH (m:Method) WHERE NOT (m)-[:USED_FOR]->() AND NOT (m)--(:Dataset) RETURN m.id AS m"),
    _rows(
        "exists", "MATCH (m:Method) WHERE EXISTS { (m)-[r:OUTPERFORMS]->() WHERE r.confidence > 0.7 } RETURN m.id AS m"
    ),
    _rows("does not exist", "MATCH (m:Model) WHERE NOT EXISTS { MATCH (m)-->(:Benchmark) } RETURN m.id AS m"),
    _rows("count as a condition", "MATCH (n) WHERE COUNT { (n)--() } > 6 RETURN n.id AS id"),
    _rows("aliases", "MATCH (n) WHERE any(a IN n.aliases WHERE toLower(a) = toLower(n.name)) RETURN n.id AS id"),
    _rows("no aliases", "MATCH (n:Method|Task) WHERE size(n.aliases) = 0 RETURN n.id AS id"),
    _rows("same node", "MATCH (a:Method)-->(t:Task)<--(b:Method) WHERE a <> b RETURN a.id AS a, b.id AS b"),
    _rows("type as a condition", "MATCH (m:Method)-[r]->() WHERE type(r) IN ['USED_FOR', 'PART_OF'] RETURN m.id AS m"),
)
MANY_STEPS = (
    _rows("some", "MATCH (a:Method)-[:VARIANT_OF|BASED_ON*1..3]->(b) RETURN a.id AS a, b.id AS b, count(*) AS n"),
    _rows("none or one", "MATCH (a:Method)-[:VARIANT_OF*0..1]->(b) RETURN a.id AS a, b.id AS b"),
    _rows("exactly two", "MATCH (a)-[:VARIANT_OF|BASED_ON*2]->(b) RETURN a.id AS a, b.id AS b"),
    _rows("up to two, no arrow", "MATCH (a:Task)-[:USED_FOR*..2]-(b) RETURN a.id AS a, b.id AS b, count(*) AS n"),
    _rows("relationships", "MATCH (a:Method)-[r:BASED_ON*1..2]->(b) RETURN a.id AS a, [x IN r | x.paperId] AS p"),
    _rows(
        "nodes of a path",
        "MATCH p = (a:Method)-[:BASED_ON|VARIANT_OF*1..3]->() RETURN [n IN nodes(p) | n.id] AS n, length(p) AS l",
    ),
    _rows(
        "conditions on a path",
        "MATCH p = (:Method)-[:OUTPERFORMS*1..2]->() WHERE all(r IN relationships(p) WHERE r.polarity = 'asserted') "
        "RETURN [n IN nodes(p) | n.id] AS n",
    ),
    _rows("whole path", "MATCH p = (:Method)<-[:VARIANT_OF*1..2]-() RETURN p"),
    _rows(
        "quantified", "MATCH (a:Method)((x)-[:BASED_ON]->(y)){1,2}(b) RETURN a.id AS a, [n IN x | n.id] AS x, b.id AS b"
    ),
    _rows("quantified relationship", "MATCH (a:Method)-[:BASED_ON|VARIANT_OF]->{1,3}(b) RETURN a.id AS a, b.id AS b"),
    _rows(
        "quantified with a condition",
        "MATCH (a)((x)-[r:BASED_ON]->(y) WHERE r.count > 0){2}(b) RETURN a.id AS a, b.id AS b",
    ),
    _rows("plus", "MATCH (a:Method)-[:VARIANT_OF]->+(b) RETURN DISTINCT a.id AS a, b.id AS b"),
    _rows(
        "shortest path",
        "MATCH (a:Method), (t:Task) MATCH p = shortestPath((a)-[:USED_FOR|VARIANT_OF|BASED_ON*..5]->(t)) "
        "RETURN a.id AS a, t.id AS t, length(p) AS l",
    ),
    _rows(
        "shortest path or null",
        "MATCH (a:Metric), (t:Task) OPTIONAL MATCH p = shortestPath((a)-[:MEASURED_BY*..3]-(t)) "
        "RETURN a.id AS a, t.id AS t, length(p) AS l",
    ),
    _rows(
        "all shortest paths",
        "MATCH (a:Method), (t:Task) MATCH p = allShortestPaths((a)-[:USED_FOR|OUTPERFORMS*..4]->(t)) "
        "RETURN a.id AS a, t.id AS t, count(p) AS n",
    ),
    _rows(
        "tested afterwards",
        "MATCH (a:Method), (t:Task) MATCH p = shortestPath((a)-[:USED_FOR|OUTPERFORMS*..4]->(t)) "
        "WITH a, t, p WHERE length(p) > 1 RETURN a.id AS a, t.id AS t",
    ),
)
AGGREGATING = (
    _rows(
        "a count of some labels",
        "MATCH (t:Task) OPTIONAL MATCH (t)<-[:USED_FOR]-(m:Model) WITH t, count(m) AS n RETURN t.id AS id, n",
    ),
    _rows(
        "counts one after the other",
        "MATCH (m:Method) OPTIONAL MATCH (m)-[:EVALUATED_ON]->(b:Benchmark) WITH m, count(b) AS benchmarks "
        "OPTIONAL MATCH (m)-[:EVALUATED_ON]->(d:Dataset) WITH m, benchmarks, count(d) AS datasets "
        "RETURN benchmarks, datasets, count(m) AS n",
    ),
    _rows(
        "a count with the label behind",
        "MATCH (a:Method) OPTIONAL MATCH (a)--(b) WHERE b:Task WITH a, count(b) AS n RETURN n, count(*) AS c",
    ),
    _rows("count", "MATCH (n) RETURN count(*) AS n, count(n.year) AS y, count(DISTINCT n.year) AS d"),
    _rows("groups", "MATCH (n) RETURN labels(n)[0] AS label, count(*) AS n"),
    _rows("groups of types", "MATCH ()-[r]->() RETURN type(r) AS type, count(*) AS n, count(DISTINCT r.paperId) AS p"),
    _rows(
        "nothing",
        "MATCH (n:Nothing) RETURN count(n) AS n, sum(n.x) AS s, avg(n.x) AS a, min(n.x) AS m, collect(n.x) AS c",
    ),
    _rows(
        "numbers",
        "MATCH (p:Paper) RETURN sum(p.year) AS s, round(avg(p.year), 9) AS a, min(p.year) AS l, max(p.year) AS h",
    ),
    _rows(
        "fractions",
        "MATCH (r:Result) RETURN round(sum(r.value), 6) AS s, round(avg(r.value), 6) AS a, max(r.value) AS m",
    ),
    _rows("texts", "MATCH (n:Method) RETURN min(n.name) AS first, max(n.name) AS last"),
    _rows("deviation", "MATCH (p:Paper) RETURN round(stDev(p.year), 9) AS s, round(stDevP(p.year), 9) AS p"),
    _rows(
        "percentiles", "MATCH (r:Result) RETURN percentileCont(r.value, 0.5) AS c, percentileDisc(r.value, 0.9) AS d"
    ),
    _ordered("collected", "MATCH (n:Method) WITH n ORDER BY n.id RETURN n.hedged AS h, collect(n.id) AS ids"),
    _rows("collected, without null", "MATCH (p:Paper) WITH p ORDER BY p.id RETURN size(collect(p.year)) AS n"),
    _rows("in an expression", "MATCH (n:Method) RETURN 10 * count(*) + 1 AS n, toString(count(*)) + '!' AS t"),
    _rows("in a map", "MATCH (p:Paper) RETURN {papers: count(*), last: max(p.year)} AS m"),
    _rows("compared", "MATCH (t:Task)<-[r:USED_FOR]-() RETURN t.id AS t, count(r) > 1 AS often"),
    _rows("group by expression", "MATCH (p:Paper) RETURN p.year IS NULL AS unknown, p.year % 2 AS odd, count(*) AS n"),
    _rows("having", "MATCH (m)-[:USED_FOR]->(t:Task) WITH t, count(DISTINCT m) AS n WHERE n > 1 RETURN t.id AS t, n"),
    _rows("of aggregates", "MATCH (m)-[:USED_FOR]->(t:Task) WITH t, count(m) AS n RETURN sum(n) AS s, max(n) AS m"),
    _rows("cases", "MATCH (r:Result) RETURN sum(CASE WHEN r.isDelta THEN 1 ELSE 0 END) AS d, count(*) AS n"),
    _rows("distinct lists", "MATCH (n:Method) RETURN count(DISTINCT n.aliases) AS a"),
    _rows("conditions after aggregates", "MATCH (p:Paper) WITH count(*) AS n RETURN n > 1 AND n < 9 AS b"),
    _rows("subqueries", "MATCH (n:Method) RETURN sum(COUNT { (n)-[:USED_FOR]->() }) AS n"),
)
ORDERING = (
    _ordered("nulls last", "MATCH (p:Paper) RETURN p.year AS y, p.id AS id ORDER BY y, id"),
    _ordered("expression", "MATCH (n:Method) RETURN n.id AS id ORDER BY size(n.name) DESC, n.id"),
    _ordered("not returned", "MATCH (r:Result) RETURN r.id AS id ORDER BY r.value DESC, r.id"),
    _ordered("skip and limit", "MATCH (n) RETURN n.id AS id ORDER BY id SKIP 3 LIMIT 4"),
    _ordered("limit by parameter", "MATCH (n) RETURN n.id AS id ORDER BY id SKIP $s LIMIT $k", s=1, k=5),
    _ordered(
        "limit in the middle",
        "MATCH (n:Method) WITH n ORDER BY n.id LIMIT 2 MATCH (n)-[r]->() RETURN n.id AS n, count(r) AS r ORDER BY n",
    ),
    _ordered("aggregate", "MATCH (n)-[r]-() RETURN n.id AS id, count(r) AS degree ORDER BY degree DESC, id LIMIT 5"),
)
PARTS = (
    _rows("with", "MATCH (p:Paper) WITH max(p.year) AS y MATCH (p:Paper {year: y}) RETURN p.id AS id"),
    _rows("with star", "MATCH (n:Task) WITH *, size(n.name) AS l WHERE l > 5 RETURN n.id AS id, l"),
    _rows("unwind", "UNWIND [1, null, 'a', [2]] AS x RETURN x"),
    _rows("unwind nothing", "UNWIND [] AS x RETURN x"),
    _rows("unwind aliases", "MATCH (n) UNWIND n.aliases AS a RETURN n.id AS id, a"),
    _rows("unwind collected", "MATCH (n:Task) WITH collect(n) AS ns UNWIND ns AS n RETURN n.id AS id"),
    _rows(
        "unwind maps",
        "UNWIND $rows AS row MATCH (n:Task) WHERE n.name CONTAINS row.x RETURN row.x AS x, n.id AS id",
        rows=[{"x": "a"}, {"x": "i"}],
    ),
    _rows("union", "MATCH (n:Task) RETURN n.name AS x UNION MATCH (n:Metric) RETURN n.name AS x"),
    _rows("union all", "MATCH (n:Task) RETURN 1 AS x UNION ALL MATCH (n:Metric) RETURN 1 AS x"),
    _rows(
        "subquery", "MATCH (t:Task) CALL (t) { MATCH (t)<-[:USED_FOR]-(m) RETURN count(m) AS n } RETURN t.id AS t, n"
    ),
    _rows("old subquery", "MATCH (t:Task) CALL { WITH t MATCH (t)<--(m) RETURN count(m) AS n } RETURN t.id AS t, n"),
    _rows(
        "best of each",
        "MATCH (t:Task) CALL (t) { MATCH (t)<-[r:USED_FOR]-(m) RETURN m.id AS m, r.paperId AS p ORDER BY m, p LIMIT 1 }"
        " RETURN t.id AS t, m, p",
    ),
    _rows(
        "union in a subquery",
        "MATCH (n:Method) CALL (n) { MATCH (n)-[:BASED_ON]->(x) RETURN x UNION MATCH (n)-[:VARIANT_OF]->(x) RETURN x } "
        "RETURN n.id AS n, x.id AS x",
    ),
    _rows(
        "collected subquery",
        "MATCH (t:Task) RETURN t.id AS t, COLLECT { MATCH (t)<--(m) RETURN DISTINCT m.id AS i ORDER BY i } AS m",
    ),
    _rows(
        "counted subquery",
        "MATCH (m:Method) RETURN m.id AS m, COUNT { MATCH (m)-[:OUTPERFORMS]->(o) RETURN DISTINCT o } AS n",
    ),
    _rows("pattern in a list", "MATCH (m:Method) RETURN m.id AS m, size([(m)-[:USED_FOR]->(t) | t.id]) AS n"),
    _rows("projection", "MATCH (t:Task) RETURN t {.id, .name, .nothing, letters: size(t.name)} AS t"),
    _rows("whole projection", "MATCH (t:Task) RETURN t {.*, id: 0} AS t"),
    _rows("projected results", "MATCH (r:Result)-[:RESULT_OF]->(s) RETURN r {.value, .unit, of: s.id} AS r"),
    _rows("leaderboard", "MATCH (s)<-[:RESULT_OF]-(r:Result)-[:RESULT_ON]->(b) RETURN b.id, s.id, max(r.value)"),
)
VALUES = (
    _rows(
        "literals", "RETURN 1 AS i, 1.5 AS f, 'a' AS t, true AS b, null AS n, [1, 'a', null] AS l, {a: 1, b: [2]} AS m"
    ),
    _rows("other literals", "RETURN 0x1F AS x, 0o17 AS o, 1.5e-3 AS e, -7 AS m, .5 AS p"),
    _rows("escapes", "RETURN 'it\\'s' AS a, \"\\\"\" AS b, 'a\\tb\\\\' AS c, '\\u00e9' AS d"),
    _rows("arithmetic", "RETURN 7 / 2 AS a, -7 / 2 AS b, 7 % 3 AS c, -7 % 3 AS d, 2 ^ 3 AS e, 7 / 2.0 AS f"),
    _rows("not a number", "RETURN 0.0 / 0.0 = 0.0 / 0.0 AS a, isNaN(0.0 / 0.0) AS b, 1 / 0.0 AS c, sqrt(-1) AS d"),
    _rows(
        "rounding",
        "RETURN round(2.5) AS a, round(-2.5) AS b, round(1.25, 1) AS c, round(1.25, 1, 'DOWN') AS d, floor(-1.5) AS e",
    ),
    _rows("equality", "RETURN 1 = 1.0 AS a, '1' = 1 AS b, [1, null] = [1, null] AS c, {a: 1} = {a: 1.0} AS d"),
    _rows("order of kinds", "RETURN 1 < 'a' AS a, 1 < 1.5 AS b, 'a' < 'B' AS c, [1] < [1, 0] AS d, true < false AS e"),
    _rows("three values", "RETURN null AND false AS a, null OR true AS b, NOT null AS c, null XOR true AS d"),
    _rows(
        "texts",
        "RETURN toUpper('straße') AS a, substring('abcd', 1, 2) AS b, left('abc', 9) AS c, right('abc', 2) AS d",
    ),
    _rows(
        "more texts",
        "RETURN split('a,b,', ',') AS a, replace('aaa', 'aa', 'b') AS b, reverse('añb') AS c, trim('  a ') AS d",
    ),
    _rows(
        "length of texts", "RETURN size('naïve') AS a, char_length('') AS b, size('😀') AS c, btrim('xxaxx', 'x') AS d"
    ),
    _rows(
        "joining", "RETURN 'a' + 1 AS a, 'a' + 1.0 AS b, 'a' || 'b' AS c, [1] + 2 AS d, 1 + [2] AS e, 'a' + null AS f"
    ),
    _rows(
        "conversions",
        "RETURN toInteger('1.9') AS a, toFloat('x') AS b, toString(1.0) AS c, toBoolean('TRUE') AS d, "
        "toInteger(-1.9) AS e",
    ),
    _rows(
        "or null",
        "RETURN toIntegerOrNull([1]) AS a, toFloatList(['1', 'x', 2]) AS b, toStringList([1, true, null]) AS c",
    ),
    _rows(
        "lists",
        "WITH [1, 2, 3] AS l RETURN l[0] AS a, l[-1] AS b, l[9] AS c, l[1..] AS d, l[-2..9] AS e, "
        "head(l) AS f, tail(l) AS g",
    ),
    _rows("comprehension", "RETURN [x IN range(1, 9, 2) WHERE x > 2 | x * x] AS a, [x IN [1, null] | x + 1] AS b"),
    _rows(
        "quantifiers",
        "WITH [1, null, 3] AS l RETURN any(x IN l WHERE x > 2) AS a, all(x IN l WHERE x > 0) AS b, "
        "none(x IN l WHERE x > 5) AS c",
    ),
    _rows("reduce", "RETURN reduce(s = 0, x IN [1, 2, 3] | s + x) AS a, reduce(s = '', x IN ['a', 'b'] | x + s) AS b"),
    _rows("ranges", "RETURN range(0, 3) AS a, range(5, 1, -2) AS b, range(3, 1) AS c"),
    _rows("maps", "WITH {a: 1, b: {c: [1, 2]}} AS m RETURN m.b.c[1] AS a, m['a'] AS b, m.z AS c, m {.a, d: 2} AS d"),
    _rows(
        "case of values",
        "MATCH (p:Paper) RETURN p.id AS id, CASE p.year WHEN 2030, 2031 THEN 'then' WHEN 2032 THEN 'later' END AS era",
    ),
    _rows(
        "case of conditions",
        "MATCH (r:Result) RETURN r.id AS id, "
        "CASE WHEN r.value > 70 THEN 'much' WHEN r.value > 5 THEN 'some' ELSE 'little' END AS c",
    ),
    _rows(
        "first that is not null",
        "MATCH (r:Result) RETURN r.id AS id, coalesce(r.unit, 'none') AS u, nullIf(r.unit, '%') AS v",
    ),
    _rows(
        "kinds",
        "MATCH (n) RETURN n.id AS id, n.name IS :: STRING AS a, n.year IS :: INTEGER NOT NULL AS b, "
        "n.aliases IS :: LIST<STRING> AS c",
    ),
    _rows("computed property", "MATCH (n:Task) RETURN n[$key] AS x, n['na' + 'me'] AS y", key="id"),
    _rows("unknown property", "MATCH (n:Task) RETURN n.nothing AS x, n.nothing + 1 AS y, size(n.nothing) AS z"),
    _rows("keys", "MATCH (n) UNWIND keys(n) AS k RETURN k, count(*) AS n"),
    _rows("properties", "MATCH (a)-[r:MENTIONS]->(b) RETURN a.id AS a, b.id AS b, properties(r) AS p"),
    _rows(
        "integers of lists",
        "MATCH ()-[r:MENTIONS]->() RETURN r.starts[0] AS s, r.ends[-1] - r.starts[-1] AS l, size(r.fields) AS n",
    ),
    _rows(
        "votes",
        "MATCH (n:Method) RETURN n.id AS id, reduce(s = 0, c IN n.typeVoteCounts | s + c) AS v, n.typeVoteLabels AS l",
    ),
    _rows(
        "dates",
        "RETURN date('2031-01-31') + duration('P1M') AS a, date('2031-05-09').month AS b, "
        "date.truncate('year', date('2031-05-09')) AS c",
    ),
    _rows(
        "durations",
        "RETURN duration({days: 1, hours: 25}) AS a, duration.inDays(date('2031-01-01'), date('2031-03-01')).days AS b",
    ),
    _rows(
        "times",
        "RETURN datetime('2031-01-31T10:20:00Z') AS a, localdatetime('2031-01-31T10:20:30') AS b, "
        "time('10:00:00Z') AS c",
    ),
    _rows(
        "parameters",
        "RETURN $i / 2 AS i, $f AS f, $t AS t, $b AS b, $n AS n, $l AS l, $m.a AS a, $m AS m",
        i=7,
        f=1.0,
        t="é😀'\"\\",
        b=True,
        n=None,
        l=[1, 2.5, "x", None],
        m={"a": [True]},
    ),
    _rows(
        "list parameter",
        "MATCH (n:Method|Task) WHERE n.id IN $ids RETURN n.id AS id",
        ids=["method:otter", "task:siltsorting", "no"],
    ),
    _rows("empty list parameter", "MATCH (n) WHERE n.id IN $ids RETURN n.id AS id", ids=[]),
    _rows("null parameter", "MATCH (p:Paper) WHERE $y IS NULL OR p.year = $y RETURN p.id AS id", y=None),
    _rows("large numbers", "RETURN $a AS a, $b AS b, $a - 1 AS c", a=2**63 - 1, b=-(2**63)),
)

TEXTS: dict[str, Text] = {
    f"{group}: {text.name}": text
    for group, texts in (
        ("matching", MATCHING),
        ("optional", OPTIONAL),
        ("conditions", CONDITIONS),
        ("many steps", MANY_STEPS),
        ("aggregating", AGGREGATING),
        ("ordering", ORDERING),
        ("parts", PARTS),
        ("values", VALUES),
        ("questions", tuple(Text(question.name, question.text, {}, question.ordered) for question in QUESTIONS)),
    )
    for text in texts
}
"""All texts by a name that tells them apart."""

"""Texts that each rule of the dialect refuses: those about clauses, columns and expressions."""

from __future__ import annotations

from cypher_refusals import Cases

IN_EXPRESSIONS: dict[str, Cases] = {
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
    "misspelt RETURN": Cases(
        ("MATCH (n:Task) RETRUN n.name", "MATCH (n:Task) WITH n.name AS x RETUNR x", "MATCH (n) RETUN n.return"),
        ("MATCH (n:Task) RETURN n.retrun AS retrun", "MATCH (retrun:Task) RETURN retrun.id"),
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
            "MATCH (n) RETURN toString(date('2031-05-09')) AS x, toString(n.year) AS y, time() AS z",
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
    "large text of a number": Cases(
        ("RETURN toInteger('9223372036854775808') AS x", "RETURN toIntegerOrNull('-9223372036854775809') AS x"),
        ("RETURN toInteger('9223372036854775807') AS x", "RETURN toFloat('9223372036854775808') AS x"),
    ),
    "negative precision": Cases(
        ("RETURN round(15.2, -1) AS x", "MATCH (n:Paper) RETURN round(n.year, -1) AS decade, count(*) AS n"),
        ("RETURN round(15.25, 1) AS x", "RETURN round(-1, 2) AS x, round(-(1 + 1)) AS y"),
    ),
    "length of a text": Cases(
        (
            "RETURN length('text') AS x",
            "MATCH (n:Task) WHERE length(n.name) > 3 RETURN n.id",
            "MATCH (n:Task) RETURN length(toLower(n.name)) AS x",
        ),
        ("MATCH p = (a)-->(b) RETURN length(p) AS x", "MATCH (n) RETURN n.length AS x, size(n.name) AS y"),
    ),
    "value of another kind": Cases(
        (
            "RETURN size({a: 1}) AS x",
            "RETURN 'abc'[0..1] AS x",
            "RETURN 'is ' + true AS x",
            "RETURN 'on ' + date('2031-05-09') AS x",
        ),
        (
            "RETURN size([1]) + size('a') AS x",
            "RETURN ['abc'][0] AS x, 'a' IN ['abc'] AS y",
            "RETURN 'in ' + date('2031-05-09').year AS x",
            "RETURN 'is ' + toString(true) AS x, 'a' = 'b' OR true AS y",
        ),
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
    "value that is no condition": Cases(
        (
            "MATCH (n:Task) WHERE n RETURN n.id",
            "MATCH (a)-[r]->(b) WHERE a.id > 'x' AND NOT r RETURN b.id",
            "MATCH p = (a)-->(b) WHERE p RETURN a.id",
            "MATCH (n) WHERE 1 RETURN n.id",
            "MATCH (n) WHERE 'x' RETURN n.id",
            "MATCH (n) WHERE [] RETURN n.id",
            "MATCH (n) WHERE size(n.aliases) RETURN n.id",
            "MATCH (n) RETURN CASE WHEN labels(n) THEN 1 END AS x",
        ),
        (
            "MATCH (n:Task) WHERE n IS NOT NULL AND n:Task RETURN n.id",
            "MATCH (n) WHERE size(n.aliases) > 1 OR 1 < n.year RETURN n.id",
            "MATCH (n) WHERE n.year IN [1] AND 'x' IN n.aliases RETURN n.id",
            "MATCH (n) WHERE (n)-->() OR EXISTS { (n)<--() } RETURN n.id",
            "MATCH (n) WITH n.hedged AS n WHERE n RETURN n",
            "MATCH (a), (b) WHERE a <> b AND NOT a = b RETURN a, b",
            "MATCH (n) WHERE true AND NOT false RETURN CASE n WHEN n THEN 1 END AS x",
            "MATCH (n) RETURN all(n IN [true] WHERE n) AS x",
            "MATCH (n) WHERE isEmpty(n.aliases) RETURN n.id",
            "MATCH (n) WHERE n.name STARTS WITH 'x' OR n.name ENDS WITH 'y' AND n.id > 'z' RETURN n.id",
        ),
    ),
    "broken regular expression": Cases(
        ("MATCH (n) WHERE n.name =~ '[a' RETURN n.id", "MATCH (n) WHERE n.name =~ '*a' RETURN n.id"),
        (r"MATCH (n) WHERE n.name =~ '\\p{L}+(?i)[a-z]*+' RETURN n.id", "MATCH (n) WHERE n.name =~ $p RETURN n.id"),
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

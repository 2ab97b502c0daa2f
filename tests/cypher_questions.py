"""Questions as a researcher would ask them, whose answers engines gave differently before, or could.

They are part of the corpus; see ``cypher_corpus.py``. What a question leaves open, such as the order of a list, is
decided by the program alike on every store.
"""

from __future__ import annotations

from typing import NamedTuple


class Question(NamedTuple):
    """A question, and whether the order of its rows counts."""

    name: str
    text: str
    ordered: bool


QUESTIONS = (
    Question(
        "means in order",
        "MATCH (a)-[r]->() RETURN a.id AS id, avg(r.confidence) AS mean, sum(r.confidence) AS sum ORDER BY "
        "mean DESC, id",
        ordered=True,
    ),
    Question(
        "means not renamed",
        "MATCH (a)-[r]->() RETURN a.id, avg(r.confidence), stDev(r.confidence) ORDER BY avg(r.confidence) DESC, a.id",
        ordered=True,
    ),
    Question(
        "groups of means",
        "MATCH (a)-[r]->() WITH a, avg(r.confidence) AS mean RETURN mean, count(*) AS n",
        ordered=False,
    ),
    Question(
        "above the mean",
        "MATCH ()-[r]->() WITH avg(r.confidence) AS mean MATCH (a)-[r]->() WHERE r.confidence >= mean RETURN "
        "a.id AS id",
        ordered=False,
    ),
    Question(
        "means of sums",
        "MATCH (a)-[r]->() WITH a, sum(r.confidence) AS s RETURN avg(s) AS a, sum(s) AS s, max(s) AS m, stDevP(s) AS d",
        ordered=False,
    ),
    Question(
        "middle of integers",
        "MATCH (n)-[r]-() WITH n, count(r) AS d RETURN percentileCont(d, 0.5), percentileCont(d, 0.1), "
        "percentileDisc(d, 0.5)",
        ordered=False,
    ),
    Question(
        "no numbers",
        "MATCH (n:Paper) RETURN avg(n.value) AS a, stDev(n.value) AS d, percentileCont(n.value, 0.5) AS p",
        ordered=False,
    ),
    Question(
        "projection without a name",
        "MATCH (t:Task) RETURN t {.name}, t.id AS id ORDER BY id",
        ordered=True,
    ),
    Question(
        "star without rows",
        "MATCH (b:Task)-[r:USED_FOR]->(a:Paper) WITH *, 1 AS c RETURN *",
        ordered=False,
    ),
    Question(
        "distinct star",
        "MATCH (a:Task)<-[r:USED_FOR]-(b) RETURN DISTINCT * ORDER BY a.id, b.id, r.paperId",
        ordered=True,
    ),
    Question(
        "order by a column as written",
        "MATCH (t:Task) RETURN t.id, t.name ORDER BY `t.name`, `t.id`",
        ordered=True,
    ),
    Question(
        "collected without an order",
        "MATCH (p:Paper)-[:MENTIONS]->(x) RETURN p.id AS p, collect(x.name) AS names, collect(DISTINCT "
        "labels(x)[0]) AS labels",
        ordered=False,
    ),
    Question(
        "nodes collected",
        "MATCH (p:Paper)-[:MENTIONS]->(x) WITH p, collect(x) AS xs RETURN p.id AS p, [x IN xs | x.id] AS "
        "ids, head(xs).name AS first",
        ordered=False,
    ),
    Question(
        "relationships collected",
        "MATCH (a)-[r:USED_FOR]->(t:Task) RETURN t.id AS t, collect(r) AS rs",
        ordered=False,
    ),
    Question(
        "maps collected",
        "MATCH (a)-[r:USED_FOR]->(t:Task) RETURN t.id AS t, collect({a: a.name, sure: r.confidence, paper: "
        "r.paperId}) AS rows",
        ordered=False,
    ),
    Question(
        "collected after a limit",
        "MATCH (t:Task) WITH t ORDER BY t.name LIMIT 3 MATCH (t)<-[:USED_FOR]-(m) RETURN t.name AS t, "
        "collect(m.name) AS ms ORDER BY t",
        ordered=True,
    ),
    Question(
        "pattern comprehension as written",
        "MATCH (m:Method) RETURN m.id, [(m)-[r:USED_FOR]->(t:Task) WHERE r.confidence > 0.1 | t.name]",
        ordered=False,
    ),
    Question(
        "pattern comprehension in a map",
        "MATCH (m:Method) RETURN m {.name, tasks: [(m)-[:USED_FOR]->(t) | t.name], n: COUNT { (m)--() }} AS m",
        ordered=False,
    ),
    Question(
        "collected subquery without an order",
        "MATCH (m:Method) RETURN m.id AS m, COLLECT { MATCH (m)-[:USED_FOR]->(t) RETURN DISTINCT t.name } AS ts",
        ordered=False,
    ),
    Question(
        "names of properties",
        "MATCH (n) RETURN labels(n)[0] AS l, keys(n) AS k, count(*) AS n",
        ordered=False,
    ),
    Question(
        "order of a list",
        "UNWIND [3, 1, 2] AS x RETURN collect(x) AS l",
        ordered=False,
    ),
    Question(
        "co-occurrence",
        "MATCH (a:Paper)-[:MENTIONS]->(x)<-[:MENTIONS]-(b:Paper) WHERE a.id < b.id WITH a, b, count(x) AS n "
        "RETURN a.id, b.id, n ORDER BY n DESC, a.id, b.id",
        ordered=True,
    ),
    Question(
        "share",
        "MATCH (p:Paper) WITH count(*) AS all MATCH (p:Paper)-[:MENTIONS]->(x) WITH x, all, count(p) AS n "
        "RETURN x.id, round(100.0 * n / all, 2) AS share ORDER BY share DESC, x.id",
        ordered=True,
    ),
    Question(
        "wins and losses",
        "MATCH (m) WITH m, COUNT { (m)-[:OUTPERFORMS]->() } AS w, COUNT { (m)<-[:OUTPERFORMS]-() } AS l "
        "WHERE w + l > 0 RETURN m.id AS id, w, l ORDER BY w - l DESC, id",
        ordered=True,
    ),
    Question(
        "contradictions",
        "MATCH (a)-[r:OUTPERFORMS]->(b), (b)-[s:OUTPERFORMS]->(a) WHERE a.id < b.id RETURN a.id, b.id, count(*) AS n",
        ordered=False,
    ),
    Question(
        "cited spans",
        "MATCH (p:Paper)-[m:MENTIONS]->(x) UNWIND range(0, m.count - 1) AS i RETURN x.id, CASE m.fields[i] "
        "WHEN 'title' THEN substring(p.title, m.starts[i], m.ends[i] - m.starts[i]) ELSE "
        "substring(p.abstract, m.starts[i], m.ends[i] - m.starts[i]) END AS span",
        ordered=False,
    ),
    Question(
        "buckets",
        "MATCH (r:Result) RETURN floor(r.value / 10) * 10 AS bucket, count(*) AS n ORDER BY bucket",
        ordered=True,
    ),
    Question(
        "cumulated",
        "MATCH (p:Paper) WITH p.year AS y, count(*) AS n ORDER BY y WITH collect({y: y, n: n}) AS s RETURN "
        "[i IN range(0, size(s) - 1) | reduce(t = 0, x IN s[..i + 1] | t + x.n)] AS l",
        ordered=False,
    ),
    Question(
        "words of titles",
        "MATCH (p:Paper) UNWIND split(toLower(p.title), ' ') AS w WITH w, count(*) AS n WHERE size(w) > 3 "
        "RETURN w, n ORDER BY n DESC, w",
        ordered=True,
    ),
    Question(
        "directions",
        "MATCH (m:Method)-[r]-(x) RETURN m.id, CASE WHEN startNode(r) = m THEN 'out' ELSE 'in' END AS d, "
        "type(r) AS t, count(*) AS n",
        ordered=False,
    ),
    Question(
        "dates of years",
        "MATCH (p:Paper) WHERE p.year IS NOT NULL RETURN date({year: p.year}) AS d, toString(date({year: "
        "p.year})) AS t, count(*) AS n ORDER BY d",
        ordered=True,
    ),
    Question(
        "homonyms",
        "MATCH (a), (b) WHERE toLower(a.name) = toLower(b.name) AND a.id < b.id RETURN a.id, b.id",
        ordered=False,
    ),
    Question(
        "capital letters in order",
        "MATCH (n) RETURN n.name AS name, n.id AS id ORDER BY name, id",
        ordered=True,
    ),
    Question(
        "truth values in order",
        "MATCH (r:Result) RETURN r.isDelta AS d, r.id AS id ORDER BY d DESC, id",
        ordered=True,
    ),
    Question(
        "lists in order",
        "MATCH (n:Method) RETURN n.id AS id ORDER BY n.aliases, n.id",
        ordered=True,
    ),
    Question(
        "mixed values in order",
        "UNWIND [2, 'b', true, null, 1.5, 'B', false, [1], []] AS x RETURN x ORDER BY x",
        ordered=True,
    ),
    Question(
        "distinct in order",
        "MATCH (p:Paper) RETURN DISTINCT p.year AS y ORDER BY y",
        ordered=True,
    ),
    Question(
        "no rows in order",
        "MATCH (n) RETURN n.id AS id ORDER BY id LIMIT 0",
        ordered=True,
    ),
    Question(
        "nulls first in order",
        "MATCH (p:Paper) RETURN p.year AS y, p.id AS id ORDER BY y DESC, id",
        ordered=True,
    ),
    Question(
        "a sum beyond 64 bits",
        "UNWIND [9223372036854775807, 1] AS x RETURN sum(x) AS s",
        ordered=False,
    ),
)

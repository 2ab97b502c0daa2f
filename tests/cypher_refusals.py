"""Texts that each rule of the dialect refuses, and such as look alike and are answered."""

from __future__ import annotations

from typing import NamedTuple


class Cases(NamedTuple):
    """Texts that a rule refuses, and such as look alike and are answered."""

    refused: tuple[str, ...]
    answered: tuple[str, ...]


IN_PATTERNS: dict[str, Cases] = {
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
    "types with colons": Cases(
        (
            "MATCH (a)-[r:USED_FOR|:BASED_ON]->(b) RETURN b",
            "MATCH (a)-[:USED_FOR|:BASED_ON*1..2]->(b) RETURN b",
            "MATCH (a)-[:USED_FOR|:BASED_ON {hedged: false}]->(b) RETURN b",
        ),
        ("MATCH (a)-[:USED_FOR|:BASED_ON]->(b) RETURN b", "MATCH (a)-[r:USED_FOR|BASED_ON {count: 1}]->(b) RETURN b"),
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
}

"""Nothing but reading gets past the guard, however it is written; and what only reads does."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graph.cypher import check_read_only
from graph.cypher.functions import FUNCTIONS
from graph.errors import QuerySyntaxError, ReadOnlyError

READS = [
    "MATCH (n) RETURN n.name",
    "match (n) return n.name;",
    "MATCH (n)\r\nRETURN n.name\r\n;\r\n",
    "MATCH (n) RETURN n.set, n.create, n.delete, n.call, n.load",
    "MATCH (n {set: 1}) RETURN {create: 1, merge: n.remove, `drop`: 2} AS m",
    "MATCH (set) RETURN set",
    "MATCH (create)-[delete]->(merge) RETURN create.name, merge",
    "MATCH (load) RETURN load.name AS load ORDER BY load",
    "WITH [1, 2] AS call RETURN call",
    "MATCH (n) WITH n.x AS set, $p AS drop WHERE set = $q RETURN set, drop",
    "MATCH (n:`CREATE`)-[:`SET`]->(m:Set) RETURN n.x AS `delete` ORDER BY `delete`",
    "MATCH (`set`) RETURN `set` ORDER BY `set`",
    "RETURN 'CREATE (n) SET n.x = 1; LOAD CSV' AS x, \"DELETE n\" AS y",
    "RETURN 1 AS x // SET n.x = 1; DROP",
    "/* CREATE (n) */ MATCH (n) RETURN n.name",
    "// CALL dbms.listConfig()\nMATCH (n) RETURN n.name",
    "MATCH ()-[r]->() RETURN r.start AS start, r.end AS stop ORDER BY start, stop",
    "MATCH (n) WHERE (n.x IN (['a'])) AND (n.y = 1 OR (NOT (n)-->())) RETURN n.x",
    "MATCH (n) WHERE EXISTS { (n)-->() } RETURN COUNT { (n)--() } AS c, COLLECT { MATCH (n)--(m) RETURN m.id } AS l",
    "MATCH (n) CALL { WITH n MATCH (n)--(m) RETURN count(m) AS c } RETURN n.id, c",
    "MATCH (n) CALL (n) { MATCH (n)--(m) RETURN count(m) AS c } RETURN n.id, c",
    "MATCH (n) OPTIONAL CALL (*) { RETURN 1 AS c } RETURN c",
    "MATCH p = shortestPath((a)-[:OUTPERFORMS*..5]-(b)) RETURN [x IN nodes(p) | toLower(x.name)] AS names",
    "RETURN CASE WHEN (1 > 0) THEN (1) ELSE (2) END AS x, date.truncate('month', date('2031-02-03')) AS d",
    "RETURN reduce(s = 0, x IN [1, 2] | s + x) AS s, any(x IN [1] WHERE x = 1) AS b, TOUPPER('a') AS c",
    "UNWIND [1, 2] AS x WITH x ORDER BY (x) SKIP (0) LIMIT (1) RETURN DISTINCT (x)",
    "MATCH (a) RETURN a.id UNION ALL MATCH (b) RETURN b.id AS `a.id`",
    "RETURN trim(BOTH 'x' FROM ('xax')) AS t, 'abc' STARTS WITH ('a') AS s",
    "WITH {set: {create: [1]}} AS m RETURN m.set.create[0]",
]
WRITES = [
    "CREATE (n:Method {id: 'x'})",
    "create (n)",
    "cReAtE (n)",
    "MATCH (n) SET n.x = 1",
    "MATCH (n) SET n:Label",
    "MATCH (n) SET n += {x: 1}",
    "MATCH (n) SET (n).x = 1",
    "MATCH (n) SET `n`.x = 1",
    "MATCH (n) SET $n.x = 1",
    "MATCH (n) DELETE n",
    "MATCH (n) DELETE [n][0]",
    "MATCH (n) DELETE (n)",
    "MATCH (n) DELETE {a: n}.a",
    "MATCH (n) DETACH DELETE n",
    "MATCH (n) NODETACH DELETE n",
    "MATCH (n) REMOVE n.x",
    "MERGE (n:Method {id: 'x'}) RETURN n",
    "MERGE (n {id: 1}) ON CREATE SET n.x = 1",
    "INSERT (n:Method)",
    "MATCH (n) FOREACH (x IN [1] | SET n.x = x)",
    "MATCH (n)\nSET\nn.x = 1",
    "MATCH (n)SET n.x = 1",
    "MATCH (n) /* x */ SET /* y */ n.x = 1",
    "MATCH (n) // it\nSET n.x = 1",
    "MATCH (n) // it\r\nSET n.x = 1",
    "MATCH (n)\xa0SET\xa0n.x = 1",
    "MATCH (n)\u2003DELETE\u3000n",
    "MATCH (n)\u180eDELETE\u2029n",
    "MATCH (n) RETURN '/*' AS a SET n.x = 1 RETURN '*/' AS b",
    'MATCH (n) RETURN "\'" AS a SET n.x = 1 RETURN "\'" AS b',
    "MATCH (n) WITH n, '\\\\' AS a SET n.x = '\\\\'",
    "MATCH (n) WITH n, 'it\\'s' AS a SET n.x = 1",
    "MATCH (n) WITH n AS `a``b` SET `a``b`.x = 1",
    "MATCH (n) WITH n AS as SET as.x = 1",
    "MATCH (n) WITH n, n.x AS as SET as.x = 1",
    "MATCH (as) WITH as, as.as SET as.x = 1",
    "MATCH (n) WITH n, 1 AS x, [2] AS y WHERE x = as SET n.x = 1",
    "MATCH (n) RETURN 1.SET n.x = 1",
    "MATCH (n) WHERE n.x = 1. SET n.x = 1",
    "WITH 1 AS x CALL { CREATE (n) } RETURN x",
    "CALL { CALL { MATCH (n) CALL { WITH n SET n.x = 1 } RETURN 1 AS a } RETURN a } RETURN a",
    "MATCH (n) WHERE EXISTS { MATCH (n) SET n.x = 1 } RETURN n",
    "RETURN [x IN [1] | x] AS l UNION CREATE (n) RETURN 1 AS l",
    "RETURN COLLECT { CREATE (n) RETURN n } AS l",
    "MATCH (n) DROP INDEX x",
    "DROP INDEX x IF EXISTS",
    "CREATE INDEX FOR (n:Method) ON (n.name)",
    "ALTER DATABASE x SET ACCESS READ ONLY",
    "MATCH (n) \u017fET n.x = 1",
    "MATCH (n) S\u00c9T n.x = 1",
    "MATCH (n) \uff33\uff25\uff34 n.x = 1",
    "INSERT (n)".replace("I", "\u0130"),
    "MATCH (n) DETACH".replace("T", "\uff34", 1) + " DELETE n",
]
FILES_AND_SETTINGS = [
    "LOAD CSV FROM 'file:///etc/passwd' AS line RETURN line",
    "load csv with headers from 'file:///x' as line return line",
    "LOAD/**/CSV FROM 'x' AS line RETURN line",
    "LOAD // no\nCSV FROM 'x' AS line RETURN line",
    "LOAD\xa0CSV FROM 'x' AS line RETURN line",
    "LOAD\x0bCSV FROM 'x' AS line RETURN line",
    "LOAD\x1cCSV FROM 'x' AS line RETURN line",
    "MATCH (n) CALL { LOAD CSV FROM 'x' AS l RETURN l } RETURN l",
    "MATCH (n) WITH n LOAD CSV FROM 'x' AS l RETURN l",
    "RETURN 1 AS x UNION LOAD CSV FROM 'x' AS x RETURN x",
    "LO\uff21D CSV FROM 'x' AS l RETURN l",
    "SHOW SETTINGS",
    "SHOW\nTRANSACTIONS",
    "MATCH (n) SHOW SETTINGS YIELD name RETURN name",
    "TERMINATE TRANSACTIONS 'x'",
    "USE other MATCH (n) RETURN n",
    "CALL { USE other MATCH (n) RETURN n } RETURN n",
    "EXPLAIN MATCH (n) RETURN n",
    "PROFILE MATCH (n) RETURN n",
    "/* */ profile MATCH (n) RETURN n",
    "CYPHER 5 MATCH (n) RETURN n",
    "CYPHER runtime=slotted MATCH (n) RETURN n",
    "START n = node(*) RETURN n",
    "STOP DATABASE x",
    "GRANT ROLE a TO b",
    "DENY READ {*} ON GRAPH * TO a",
    "REVOKE ROLE a FROM b",
    "RENAME USER a TO b",
    "BEGIN",
    "RETURN file() AS f",
    "RETURN linenumber() AS f",
    "RETURN {a: file()} AS f",
    "RETURN `file`() AS f",
    "RETURN [file()] AS f",
    "MATCH (n {x: file()}) RETURN n",
    "RETURN apoc.load.json('x') AS f",
    "RETURN `apoc`.`load`.`json`('x') AS f",
    "RETURN `apoc.load.json`('x') AS f",
    "RETURN apoc /* */ . load\n.json('x') AS f",
    "RETURN util.sleep(10000) AS f",
    "RETURN system.env('HOME') AS f",
    "RETURN graph.byName('x') AS f",
    "RETURN ('a').x('b') AS f",
]
PROCEDURES = [
    "CALL dbms.listConfig()",
    "CALL dbms.listConfig",
    "call dbms.listConfig() YIELD name RETURN name",
    "CALL `dbms`.`listConfig`()",
    "CALL `dbms.listConfig`()",
    "CALL `d``b`.labels()",
    "CALL dbms /* */ . /* */ listConfig()",
    "CALL\xa0dbms.listConfig()",
    "CALL DB.LABELS()",
    "CALL db.labels.x()",
    "CALL db.clearQueryCaches()",
    "CALL db.createLabel('x')",
    "CALL db.index.fulltext.queryRelationships('x', 'y')",
    "CALL apoc.cypher.doIt('CREATE (n)', {})",
    "CALL sql('DELETE FROM V')",
    "MATCH (n) CALL apoc.create.node([], {}) YIELD node RETURN node",
    "CALL { CALL dbms.listConfig() YIELD name RETURN name } RETURN name",
    "OPTIONAL CALL dbms.listConfig()",
    "CALL $p()",
    "CALL (n)",
    "CALL ()",
    "CALL 'x'",
]
TRANSACTIONS = [
    "MATCH (n) CALL { WITH n RETURN 1 AS x } IN TRANSACTIONS RETURN x",
    "MATCH (n) CALL (n) { RETURN {a: {b: 1}} AS x } IN TRANSACTIONS OF 10 ROWS RETURN x",
    "MATCH (n) CALL { RETURN 1 AS x } /* */ in 3 concurrent transactions RETURN x",
    "MATCH (n) CALL { RETURN 1 AS x } IN (1 + 2) CONCURRENT TRANSACTIONS RETURN x",
]
SEVERAL = [
    "RETURN 1; RETURN 2",
    "RETURN 1;;",
    "RETURN 1; // x\nMATCH (n) RETURN n",
    ";RETURN 1",
    "RETURN 1;\xa0RETURN 2",
]


@pytest.mark.parametrize("text", READS)
def test_what_reads_goes_through_whole(text):
    assert check_read_only(text) == text.rstrip("\r\n;")


@pytest.mark.parametrize("text", [*WRITES, *FILES_AND_SETTINGS, *PROCEDURES, *TRANSACTIONS, *SEVERAL])
@pytest.mark.parametrize("engine", ["arcadedb", "neo4j"])
def test_what_does_more_is_refused(text, engine):
    with pytest.raises((ReadOnlyError, QuerySyntaxError)):
        check_read_only(text, engine)


@pytest.mark.parametrize(
    "text",
    [
        "MATCH (n) S\u200bET n.x = 1",
        "MATCH (n) \u202eSET n.x = 1",
        "MATCH (n) SET\u00ad n.x = 1",
        r"MATCH (n) \u0053ET n.x = 1",
        r"RETURN '\u0027 AS a MATCH (n) SET n.x = 1 //'",
        r"RETURN 1 /* \u002a/ MATCH (n) SET n.x = 1 // */",
        r"MATCH (`\u0060) SET n.x = 1 //`",
        "RETURN 1 // a\rMATCH (n) SET n.x = 1",
        "RETURN 1 // a\u2028MATCH (n) SET n.x = 1",
        "RETURN 1 /* MATCH (n) SET n.x = 1",
        "RETURN 'a MATCH (n) SET n.x = 1",
        "RETURN \u0660 AS x",
    ],
)
def test_what_engines_could_split_otherwise_is_refused(text):
    with pytest.raises(QuerySyntaxError, match=r"line 1, column \d+: "):
        check_read_only(text)


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("MATCH (n) set n.x = 1", "SET is refused"),
        ("LOAD CSV FROM 'x' AS l RETURN l", "LOAD CSV is refused"),
        ("CALL dbms.listConfig()", "the procedure 'dbms.listConfig' is refused; this store has none to call"),
        ("RETURN file()", "function 'file' is refused"),
        ("RETURN 1; RETURN 2", "several statements"),
        ("explain RETURN 1", "EXPLAIN is refused"),
        (TRANSACTIONS[0], "IN TRANSACTIONS is refused"),
        ("MATCH (n) WITH n AS set RETURN set", "in backticks: `set`"),
    ],
)
def test_the_sentence_names_what_is_refused(text, named):
    with pytest.raises(ReadOnlyError) as caught:
        check_read_only(text)
    assert named in str(caught.value)


@pytest.mark.parametrize("text", ["", " \n", ";", "// only a comment", "MACTH (n) RETURN n", "(n)", "hubs", "'MATCH'"])
def test_what_is_no_query_says_so(text):
    with pytest.raises(QuerySyntaxError, match=r"no statement|a query begins with MATCH"):
        check_read_only(text)


def test_nesting_has_an_end():
    check_read_only("RETURN " + "(" * 100 + "1" + ")" * 100)
    for opening, closing in ("()", "[]", "{}"):
        with pytest.raises(QuerySyntaxError, match="nested more than 100 deep"):
            check_read_only("RETURN " + opening * 5000 + closing * 5000)


@pytest.mark.parametrize(
    "text",
    [
        "CALL db.index.fulltext.queryNodes('names', 'twig') YIELD node RETURN node.id",
        "CALL db.labels() YIELD label RETURN label",
        "CALL `db`.`relationshipTypes`()",
    ],
)
def test_procedures_are_for_neo4j_alone(text):
    assert check_read_only(text, "neo4j") == text
    with pytest.raises(ReadOnlyError, match=r"the procedure .db\..*. is refused; this store has none to call"):
        check_read_only(text, "arcadedb")


def test_neo4j_names_the_procedures_that_it_may_call():
    with pytest.raises(ReadOnlyError, match=r"'dbms\.info' is refused; these can be called: db\.labels, "):
        check_read_only("CALL dbms.info()", "neo4j")


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("MATCH (n RETURN n", r"line 1, column 7: \( is never closed"),
        ("RETURN [1, 2", r"line 1, column 8: \[ is never closed"),
        ("RETURN 1)", r"line 1, column 9: \) closes no bracket"),
        ("RETURN [1, (2])", r"line 1, column 14: \] closes no bracket"),
    ],
)
def test_brackets_must_match(text, named):
    with pytest.raises(QuerySyntaxError, match=named):
        check_read_only(text)


KEYWORDS = [
    "CREATE",
    "SET",
    "DELETE",
    "MERGE",
    "REMOVE",
    "FOREACH",
    "DROP",
    "CALL",
    "LOAD",
    "CSV",
    "USE",
    "SHOW",
    "START",
]
spellings = st.sampled_from(KEYWORDS).flatmap(lambda word: st.sampled_from([word, word.lower(), word.title()]))
space = st.sampled_from([" ", "\n", "\t", "\r\n", "\xa0", " /* SET */ ", " // CREATE\n"])


@given(spellings, spellings, space, space)
def test_words_that_are_names_pass(word, other, left, right):
    where = f"WHERE n.{word} = '{word} {other}'"
    text = f"MATCH (n:{word} {{{word}: 1}}){left}{where}{right}RETURN n.{other}{right}AS `{word}`"

    assert check_read_only(text) == text


@given(
    st.sampled_from(["SET n.x = 1", "DELETE n", "CREATE (m)", "MERGE (m)", "REMOVE n.x", "LOAD CSV FROM 'x' AS l"]),
    st.sampled_from(
        ["MATCH (n) {} RETURN n", "MATCH (n) CALL {{ WITH n {} }} RETURN n", "RETURN 1 UNION WITH 1 AS n {}"]
    ),
    st.lists(space, min_size=1, max_size=3).map("".join),
    st.data(),
)
def test_clauses_never_pass(clause, frame, gap, data):
    mixed = "".join(data.draw(st.sampled_from([c.lower(), c.upper()])) for c in clause)
    text = frame.format(mixed.replace(" ", gap))

    with pytest.raises(ReadOnlyError):
        check_read_only(text)


@given(st.from_regex(r"[a-z]{2,8}(\.[a-z]{2,8}){0,2}", fullmatch=True))
def test_only_known_functions_pass(name):
    keywords = {"and", "or", "xor", "not", "in", "by", "with", "then", "case", "when", "else", "from", "both", "where"}
    if name in FUNCTIONS or name in keywords:
        return
    with pytest.raises((ReadOnlyError, QuerySyntaxError)):
        check_read_only(f"RETURN {name}(1) AS x")

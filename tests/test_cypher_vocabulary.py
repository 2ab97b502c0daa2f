"""Names in a text that no graph has are told of."""

from __future__ import annotations

import pytest
from cypher_corpus import TEXTS

from graph.cypher.catalogue import queries
from graph.cypher.vocabulary import unknown_names


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("MATCH (m:Modell) RETURN m.id", "no node has the label Modell; did you mean Model?"),
        ("MATCH (m:paper) RETURN m.id", "no node has the label paper; did you mean Paper?"),
        ("MATCH (m:Task|(Methd&!Model)) RETURN m.id", "no node has the label Methd; did you mean Method?"),
        ("MATCH (m) WHERE NOT m:Metrics RETURN m.id", "no node has the label Metrics; did you mean Metric?"),
        ("MATCH (m) WHERE EXISTS { (m)-->(:Taks) } RETURN m.id", "no node has the label Taks; did you mean Task?"),
        ("MATCH ()-[:OUTPERFORM]->() RETURN 1", "no relationship has the type OUTPERFORM; did you mean OUTPERFORMS?"),
        ("MATCH ()-[r:USE_FOR|BASED_ON]->() RETURN r", "no relationship has the type USE_FOR; did you mean USED_FOR?"),
        ("MATCH (n) RETURN n.nmae", "no node or relationship has the property nmae; did you mean name?"),
        ("MATCH (n {titel: 'x'}) RETURN n", "no node or relationship has the property titel; did you mean title?"),
        (
            "MATCH ()-[r {paper: 'x'}]->() RETURN r",
            "no node or relationship has the property paper; did you mean paperId?",
        ),
        ("MATCH (n) RETURN n.label", "no node or relationship has the property label; write labels(n)[0]"),
        ("MATCH ()-[r]->() RETURN r.type", "no node or relationship has the property type; write type(r)"),
    ],
)
def test_an_unknown_name_is_told_with_the_most_similar(text: str, sentence: str) -> None:
    assert unknown_names(text) == [sentence]


def test_each_name_is_told_once_and_without_a_similar_one_all_are_listed() -> None:
    assert unknown_names("MATCH (a:Zzz) MATCH (b:Zzz) RETURN a.id") == [
        "no node has the label Zzz; there are Paper, Method, Model, Dataset, Benchmark, Task, Metric, Software, Result"
    ]


@pytest.mark.parametrize(
    "text",
    [
        "MATCH (n:Method|Model)-[r:USED_FOR|!MENTIONS*1..2]->(t:Task {name: 'x'}) WHERE n.year > 1 RETURN n:Paper",
        "WITH {nmae: 1} AS m RETURN m.nmae, date().year AS y",
        "MATCH (n) RETURN n {.name, taks: 1} AS n ORDER BY n.taks",
        "MATCH (n) RETURN [n IN [{foo: 1}] | n.foo] AS x",
        "MATCH (n) WITH {m: {name: n.name, foo: 1}} AS x RETURN x.m.foo",
        "RETURN 'MATCH (n:Modell)' AS x // (n:Modell)",
        "MATCH",
        "",
    ],
)
def test_what_may_be_there_is_not_told_of(text: str) -> None:
    assert unknown_names(text) == []


def test_the_queries_of_the_catalogue_name_only_what_is_there() -> None:
    assert [unknown_names(query.text) for query in queries()] == [[]] * len(queries())


def test_the_corpus_names_only_what_is_there_or_nothing() -> None:
    told = {
        sentence.split(";")[0].split()[-1].lower() for text in TEXTS.values() for sentence in unknown_names(text.text)
    }

    assert told <= {"nothing", "x"}

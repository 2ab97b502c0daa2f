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
        "RETURN 'WITH a, count(a) AS n' AS x",
    ],
)
def test_other_texts_are_not_changed(text):
    assert adapted(text, "arcadedb") == text

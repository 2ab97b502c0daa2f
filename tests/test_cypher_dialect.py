"""What is refused because engines would answer it differently, and what is not."""

from __future__ import annotations

from contextlib import suppress
from time import process_time

import pytest
from cypher_refusals import IN_PATTERNS
from cypher_refused_expressions import IN_EXPRESSIONS

from graph.cypher.dialect import adapted, check_dialect
from graph.cypher.dialect.rules import ARCADEDB, EVERYWHERE
from graph.errors import QuerySyntaxError, UnsupportedCypherError

RULES = {rule.name: rule for rule in EVERYWHERE + ARCADEDB}


CASES = IN_PATTERNS | IN_EXPRESSIONS
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


LONG = {
    "conditions": "MATCH (n) WHERE " + " OR ".join(f"n.name = 'x{i}'" for i in range(2000)) + " RETURN n.id",
    "durations": "UNWIND [" + ", ".join(f"duration('P{i}D')" for i in range(2000)) + "] AS d RETURN d.days AS x",
    "unwinds": " ".join(f"UNWIND [1] AS x{i}" for i in range(2000)) + " RETURN 1 AS x",
    "relationships": "MATCH "
    + ", ".join(f"(a{i})-[r{i} WHERE r{i}.count > 1]->(b{i})" for i in range(2000))
    + " RETURN 1 AS x",
    "unions": " UNION ".join("MATCH (n:Task) RETURN n.id AS id" for _ in range(2000)),
}


@pytest.mark.parametrize("text", LONG.values(), ids=LONG)
def test_the_time_of_the_check_grows_with_the_length_of_the_text(text: str) -> None:
    begun = process_time()

    check_dialect(text, "arcadedb")
    adapted(text, "arcadedb")

    assert process_time() - begun < 5


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

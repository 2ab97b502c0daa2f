"""The same Cypher text gives the same rows on every store."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pytest
from cypher_corpus import TEXTS, Text

from graph.cypher import ask, check_read_only
from graph.cypher.dialect import check_dialect
from graph.errors import QueryError
from graph.stores import CypherReader


def told_apart(value: Any) -> Any:
    """Return a value in a form that is equal for the same values of the same kinds only: 1 is not 1.0, nor is True."""
    if isinstance(value, list | tuple):
        return [told_apart(member) for member in value]
    if isinstance(value, dict):
        return sorted((key, told_apart(member)) for key, member in value.items())
    return f"{type(value).__name__} {value!r}"


@pytest.mark.parametrize("text", TEXTS.values(), ids=TEXTS)
def test_all_stores_give_the_same_rows(readers: Mapping[str, CypherReader], text: Text) -> None:
    answers = {kind: ask(reader, text.text, text.parameters, timeout=60) for kind, reader in readers.items()}

    rows = {kind: [repr(told_apart(row)) for row in answer.rows] for kind, answer in answers.items()}
    if not text.ordered:
        rows = {kind: sorted(members) for kind, members in rows.items()}
    for kind in rows:
        assert answers[kind].columns == answers["neo4j"].columns, kind
        assert rows[kind] == rows["neo4j"], kind


@pytest.mark.parametrize("text", TEXTS.values(), ids=TEXTS)
def test_no_text_of_the_corpus_is_refused(text: Text) -> None:
    for engine in ("arcadedb", "neo4j"):
        check_dialect(check_read_only(text.text, engine), engine)


@pytest.mark.parametrize(
    "text",
    [
        "RETURN substring('abc', -1) AS x",
        "RETURN left('abc', -1) AS x",
        "UNWIND [{y: null}] AS m RETURN date({year: m.y}) AS d",
        "RETURN 1 / 0 AS x",
    ],
)
def test_a_fault_of_the_query_is_no_fault_of_the_store(readers: Mapping[str, CypherReader], text: str) -> None:
    for reader in readers.values():
        with pytest.raises(QueryError):
            ask(reader, text, timeout=60)


def test_the_corpus_is_large_and_names_no_text_twice() -> None:
    assert len(TEXTS) >= 120
    assert len({text.text for text in TEXTS.values()}) == len(TEXTS)


def test_values_of_different_kinds_are_told_apart() -> None:
    kinds = [1, 1.0, True, "1", None, [1], [1.0], {"a": 1}, {"a": True}, -0.0, 0.0]

    assert len({repr(told_apart(value)) for value in kinds}) == len(kinds)
    assert told_apart({"a": 1, "b": 2}) == told_apart({"b": 2, "a": 1})

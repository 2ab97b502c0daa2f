"""Every file of queries/ gives the same rows in the same order on all stores, asked about the busiest nodes."""

from __future__ import annotations

import pytest

from graph.cypher import Query, ask, find_query, query_names
from graph.stores import CypherReader

_BUSIEST = "MATCH (n:{label})-[r]-() RETURN n.id AS id, count(r) AS degree ORDER BY degree DESC, id LIMIT 1"


def busiest(reader: CypherReader, query: Query) -> dict[str, str]:
    """Return an id for each name that a query wants: two names of one query are of two labels."""
    wanted = [p for p in query.parameters or () if p.type == "name"]
    labels = {p.name: p.labels[min(number, len(p.labels) - 1)] for number, p in enumerate(wanted)}
    return {name: reader.run(_BUSIEST.format(label=label)).rows[0][0] for name, label in labels.items()}


@pytest.mark.parametrize("name", query_names())
def test_rows_are_the_same_everywhere(name: str, readers: dict[str, CypherReader]) -> None:
    query = find_query(name)
    values = busiest(readers["neo4j"], query)
    answers = {kind: ask(reader, query, values) for kind, reader in readers.items()}

    expected = answers.pop("neo4j")
    for answer in answers.values():
        assert answer.columns == expected.columns
        assert answer.rows == expected.rows

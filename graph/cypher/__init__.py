"""Asking a graph in Cypher: the catalogue of queries, the checks of a text, and running it.

>>> from graph.cypher import ask
>>> for row in ask("graph.json", "outperforms", {"method": "ROME"}):  # doctest: +SKIP
...     print(row["winner"], row["paper"])
"""

from __future__ import annotations

from .catalogue import find_query, queries, query_names, query_of
from .guard import check_read_only
from .header import Column, Parameter, Query, parse_query
from .names import Named, Names
from .outline import OwnLimit
from .parameters import complete_parameters, cypher_literal, parse_parameters, split_assignments
from .run import Answer, ask
from .vocabulary import unknown_names

__all__ = [
    "Answer",
    "Column",
    "Named",
    "Names",
    "OwnLimit",
    "Parameter",
    "Query",
    "ask",
    "check_read_only",
    "complete_parameters",
    "cypher_literal",
    "find_query",
    "parse_parameters",
    "parse_query",
    "queries",
    "query_names",
    "query_of",
    "split_assignments",
    "unknown_names",
]

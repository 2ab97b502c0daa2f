"""Asking a graph in Cypher: the catalogue of queries, the checks of a text, and running it.

>>> from graph.cypher import ask, find_query
>>> with graph.open_store("graph.json").reader() as reader:  # doctest: +SKIP
...     for row in ask(reader, find_query("outperforms"), {"method": "ROME"}).rows:
...         print(row)
"""

from __future__ import annotations

from .catalogue import find_query, queries, query_names
from .guard import check_read_only
from .header import Column, Parameter, Query, parse_query
from .names import Named, Names
from .parameters import parse_parameters, split_assignments
from .run import Answer, ask

__all__ = [
    "Answer",
    "Column",
    "Named",
    "Names",
    "Parameter",
    "Query",
    "ask",
    "check_read_only",
    "find_query",
    "parse_parameters",
    "parse_query",
    "queries",
    "query_names",
    "split_assignments",
]

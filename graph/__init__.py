"""From records to a knowledge graph: resolve, build, keep, ask, draw and export.

>>> import graph
>>> g = graph.build_graph(records)  # doctest: +SKIP
>>> graph.open_store("graph.json").save(g)  # doctest: +SKIP
>>> rows = list(graph.ask("graph.json", "outperforms", {"method": "ROME"}))  # doctest: +SKIP
>>> graph.write_view(g, Path("graph.html"))  # doctest: +SKIP

Importing this package loads none of the libraries that it uses; each is loaded with the first name that needs it.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

from .errors import GraphError, QueryError, StoreError, UnknownNameError
from .model import Claim, Entity, Evidence, KnowledgeGraph, Mentions, Paper, Result

if TYPE_CHECKING:
    from .build import build_graph
    from .cypher import ask, find_query
    from .diff import compare
    from .exporters import export_graph
    from .lookup import Card, best_connected, find_entities, make_card
    from .notebook import view
    from .report import write_report
    from .resolution import Aliases, read_aliases
    from .stores import open_store
    from .stores.networkx_store import from_networkx, to_networkx
    from .update import Corpus
    from .views import write_view

__all__ = [
    "Aliases",
    "Card",
    "Claim",
    "Corpus",
    "Entity",
    "Evidence",
    "GraphError",
    "KnowledgeGraph",
    "Mentions",
    "Paper",
    "QueryError",
    "Result",
    "StoreError",
    "UnknownNameError",
    "ask",
    "best_connected",
    "build_graph",
    "compare",
    "export_graph",
    "find_entities",
    "find_query",
    "from_networkx",
    "make_card",
    "open_store",
    "read_aliases",
    "to_networkx",
    "view",
    "write_report",
    "write_view",
]

_LATER = {
    "Aliases": ".resolution",
    "Card": ".lookup",
    "Corpus": ".update",
    "ask": ".cypher",
    "best_connected": ".lookup",
    "build_graph": ".build",
    "compare": ".diff",
    "export_graph": ".exporters",
    "find_entities": ".lookup",
    "find_query": ".cypher",
    "from_networkx": ".stores.networkx_store",
    "make_card": ".lookup",
    "open_store": ".stores",
    "read_aliases": ".resolution",
    "to_networkx": ".stores.networkx_store",
    "view": ".notebook",
    "write_report": ".report",
    "write_view": ".views",
}


def __getattr__(name: str) -> Any:
    if name not in _LATER:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(_LATER[name], __name__), name)


def __dir__() -> list[str]:
    return __all__

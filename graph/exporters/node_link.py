"""Node-link JSON, as ``networkx.node_link_graph(json.load(file), edges="edges")`` and D3 read it.

It is the file that the store keeps, and holds everything but half surrogate pairs, which are no Unicode text.

References
----------
https://networkx.org/documentation/stable/reference/readwrite/json_graph.html
"""

from __future__ import annotations

from ..stores.networkx_store import write_node_link as write

__all__ = ["write"]

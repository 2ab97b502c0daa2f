"""What every store of a graph does."""

from __future__ import annotations

from typing import Protocol

from ..model import KnowledgeGraph


class GraphStore(Protocol):
    """A place that keeps one graph.

    Attributes
    ----------
    url
        The store, as the user named it.
    """

    url: str

    def load(self) -> KnowledgeGraph:
        """Return the graph that was saved last, equal to it in every part.

        Raises
        ------
        StoreError
            If nothing was saved here, or what is here cannot be read, is damaged, or is not a graph of this program.
        """

    def check_writable(self) -> None:
        """Do nothing if a graph can probably be saved here; called before long work.

        Raises
        ------
        StoreError
            If it certainly cannot.
        """

    def save(self, graph: KnowledgeGraph) -> None:
        """Keep `graph` in place of everything that was here.

        Saving is atomic: when it fails, or the program is stopped, the store still holds the old graph, whole. Saving
        the same graph twice leaves the same as saving it once.

        Raises
        ------
        StoreError
            If the store cannot be written.
        """

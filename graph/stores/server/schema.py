"""What a graph has in a Neo4j database beside its nodes and edges: constraints, an index, and what tells its state."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ...errors import NoGraphError, StoreError
from ...model import EDGE_TYPES, NODE_LABELS
from ...properties import FORMAT_VERSION

if TYPE_CHECKING:
    import neo4j

SAVE_LABEL = "AbstractgraphSave"
"""Label of a node that is there while a graph is being saved, and that stays if saving was stopped."""

UPDATE = "update"
"""What ``doing`` of that node is while papers are added or removed: all papers there belong to the graph then."""

_PREFIX = f"abstractgraph_v{FORMAT_VERSION}_"
_CONSTRAINTS = {f"{_PREFIX}{label}_id": label for label in NODE_LABELS}
NAMES_INDEX = f"{_PREFIX}names"
"""The full-text index over the names and aliases of all nodes."""

_ADVICE = "name an empty database in NEO4J_DATABASE, or empty this one yourself"

ANY_NODE = "|".join(NODE_LABELS)
ANY_EDGE = "|".join(EDGE_TYPES)


def constraint_statements() -> list[str]:
    """Return the statements that make ids unique; repeating them changes nothing."""
    return [
        f"CREATE CONSTRAINT {name} IF NOT EXISTS FOR (n:{label}) REQUIRE n.id IS UNIQUE"
        for name, label in _CONSTRAINTS.items()
    ]


def index_statement() -> str:
    """Return the statement that makes the full-text index; repeating it changes nothing."""
    return f"CREATE FULLTEXT INDEX {NAMES_INDEX} IF NOT EXISTS FOR (n:{ANY_NODE}) ON EACH [n.name, n.aliases]"


def check_graph(tx: neo4j.ManagedTransaction, url: str) -> None:
    """Do nothing if the database holds a whole graph.

    Raises
    ------
    StoreError
        If there is none, only a part of one, or something else.
    """
    if not check_papers(tx, url):
        raise StoreError(
            url,
            "adding or removing papers was not finished: wait if another process is still writing, or else run "
            "abstractgraph add or remove again",
        )


def check_papers(tx: neo4j.ManagedTransaction, url: str) -> bool:
    """Do nothing if the papers of the database are those of a graph, and return whether the rest is there, too.

    Raises
    ------
    NoGraphError
        If there is no graph.
    StoreError
        If there is only a part of one after saving was stopped, or something else.
    """
    constraints = _known_constraints(tx, url)
    doing = [record[0] for record in tx.run(f"MATCH (n:{SAVE_LABEL}) RETURN n.doing")]
    if any(what != UPDATE for what in doing):
        raise StoreError(
            url, "saving was not finished: wait if another process is still writing, or else save the graph again"
        )
    if not _CONSTRAINTS.keys() <= constraints:
        if doing:
            # The first update was stopped before it wrote anything.
            return False
        raise NoGraphError(url, f"there is no graph; make one with: abstractgraph build FILES -o {url}")
    return not doing


def check_ours(tx: neo4j.ManagedTransaction, url: str) -> None:
    """Do nothing if the database is empty or holds only what this program makes.

    Raises
    ------
    StoreError
        If there are other nodes or edges, or a newer version of this program made them.
    """
    _known_constraints(tx, url)
    foreign = tx.run(
        f"MATCH (n) WHERE NOT n:{SAVE_LABEL} AND (size(labels(n)) <> 1 OR NOT labels(n)[0] IN $labels OR n.id IS NULL) "
        "RETURN labels(n) LIMIT 1",
        labels=NODE_LABELS,
    ).single()
    if foreign is not None:
        shown = ":".join(foreign[0]) or "without a label"
        raise StoreError(url, f"the database holds nodes that abstractgraph did not make ({shown}); {_ADVICE}")
    foreign = tx.run("MATCH ()-[r]->() WHERE NOT type(r) IN $types RETURN type(r) LIMIT 1", types=EDGE_TYPES).single()
    if foreign is not None:
        raise StoreError(url, f"the database holds edges that abstractgraph did not make ({foreign[0]}); {_ADVICE}")


def _known_constraints(tx: neo4j.ManagedTransaction, url: str) -> set[str]:
    """Return the names of our constraints, after a look at what costs nothing to see."""
    found = tx.run("SHOW CONSTRAINTS YIELD name WHERE name STARTS WITH 'abstractgraph_' RETURN name")
    constraints = {record[0] for record in found}
    if any(name.startswith("abstractgraph_v") and not name.startswith(_PREFIX) for name in constraints):
        raise StoreError(url, "another version of abstractgraph made this graph; install the newest version")
    if not constraints:
        # The mark comes before the constraints.
        count = tx.run(f"MATCH (n) WHERE NOT n:{SAVE_LABEL} RETURN count(n)").single(strict=True)[0]
        if count:
            raise StoreError(
                url,
                f"the database holds {count} nodes that abstractgraph did not make; {_ADVICE} "
                "(after an import by neo4j-admin, run its after-import.cypher first)",
            )
    return constraints

"""How long a graph takes into each store and out of it, and how long each query of ``queries/`` takes.

Beside each load: the naive way, one statement a node or edge, of a sample, scaled to the whole; for Neo4j also its own
bulk importer, the limit. A Neo4j server is fetched and started for it (Maven and a JDK are needed).

usage: python benchmarks/stores.py [--nodes N] [--edges N] [--queries] [--repeats N] [--json RESULT.json]
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from importlib.metadata import version
from itertools import islice
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).parents[1] / "tests"))

from generated_graph import generated_graph
from neo4j_process import DEFAULT_VERSION, USERNAME, Neo4jServer

from graph.cypher import Query, ask, queries
from graph.errors import QueryError
from graph.exporters import export_graph
from graph.model import KnowledgeGraph
from graph.properties import edges, node_properties
from graph.stores import CypherReader, open_store

SAMPLE = 1000
PASSWORD = "benchmark-only"


def seconds(work: Callable[[], object]) -> float:
    """Return the time that some work takes."""
    began = time.perf_counter()
    work()
    return time.perf_counter() - began


def naive_statements(graph: KnowledgeGraph) -> tuple[list[tuple[str, dict[str, Any]]], float]:
    """Return one statement for each node and edge of a sample, and by how much the whole is larger."""
    nodes = list(islice(node_properties(graph), SAMPLE))
    # Of the nodes in the sample only: the others are not there.
    labels = {node["id"]: node["label"] for node in nodes}
    statements = [(f"CREATE (n:{node.pop('label')}) SET n = $properties", {"properties": node}) for node in nodes]
    some = [edge for edge in edges(graph) if edge.source in labels and edge.target in labels][:SAMPLE]
    for edge in some:
        properties = dict(edge.properties)
        kind = properties.pop("type")
        text = (
            f"MATCH (a:{labels[edge.source]} {{id: $a}}), (b:{labels[edge.target]} {{id: $b}}) "
            f"CREATE (a)-[r:{kind}]->(b) SET r = $properties"
        )
        statements.append((text, {"a": edge.source, "b": edge.target, "properties": properties}))
    total = len(graph.papers) + len(graph.entities) + len(graph.results) + sum(1 for _ in edges(graph))
    return statements, total / len(statements)


@contextmanager
def server(folder: Path) -> Iterator[Neo4jServer]:
    """Give a running server with an empty database."""
    running = Neo4jServer(DEFAULT_VERSION, folder, None, PASSWORD)
    running.start()
    os.environ |= {"NEO4J_USERNAME": USERNAME, "NEO4J_PASSWORD": PASSWORD, "NEO4J_DATABASE": "neo4j"}
    try:
        yield running
    finally:
        running.stop()


def naive_arcadedb(graph: KnowledgeGraph, folder: Path) -> float:
    """Return the time of the naive load into ArcadeDB, scaled."""
    from arcadedb_embedded import open_database

    open_store(f"arcadedb:{folder}").save(KnowledgeGraph())
    head = json.loads((folder / "abstractgraph.json").read_bytes())
    statements, factor = naive_statements(graph)
    with open_database(str(folder / head["database"])) as database:

        def run() -> None:
            for text, parameters in statements:
                with database.transaction():
                    database.command("opencypher", text, parameters)

        return seconds(run) * factor


def naive_neo4j(graph: KnowledgeGraph, url: str) -> float:
    """Return the time of the naive load into Neo4j, scaled; constraints are there."""
    import neo4j

    open_store(url).save(KnowledgeGraph())
    statements, factor = naive_statements(graph)
    with neo4j.GraphDatabase.driver(url, auth=(USERNAME, PASSWORD)) as driver, driver.session() as session:

        def run() -> None:
            for text, parameters in statements:
                session.run(text, parameters).consume()

        spent = seconds(run) * factor
        session.run("MATCH (n) DETACH DELETE n").consume()
    return spent


def bulk_import(graph: KnowledgeGraph, server: Neo4jServer, folder: Path) -> dict[str, float]:
    """Return the time of Neo4j's own importer, and of writing its files."""
    files = folder / "import"
    spent = {"files": seconds(lambda: export_graph(graph, files, "neo4j-admin"))}
    server.stop()
    spent["import"] = seconds(
        lambda: server.admin(
            *("database", "import", "full", "neo4j", "--overwrite-destination=true", "--id-type=string"),
            f"--nodes={files / 'nodes-header.csv'},{files / 'nodes.csv'}",
            f"--relationships={files / 'edges-header.csv'},{files / 'edges.csv'}",
            *("--array-delimiter=\\31", "--multiline-fields=true", f"--report-file={folder / 'report'}"),
        )
    )
    server.start()
    return spent


def loads(graph: KnowledgeGraph, folder: Path, neo4j: Neo4jServer, repeats: int) -> dict[str, Any]:
    """Return the times of loading into each store."""
    found: dict[str, Any] = {}
    for name, url in (("json", f"{folder}/graph.json"), ("arcadedb", f"arcadedb:{folder}/kg")):
        store = open_store(url)
        found[name] = {"save": [seconds(lambda s=store: s.save(graph)) for _ in range(repeats)]}
        found[name]["load"] = [seconds(store.load)]
    found["arcadedb"]["naive"] = naive_arcadedb(graph, folder / "naive")
    store = open_store(neo4j.url)
    found["neo4j"] = {"naive": naive_neo4j(graph, neo4j.url), "save": [], "bulk": []}
    for _ in range(repeats):
        found["neo4j"]["bulk"].append(bulk_import(graph, neo4j, folder))
        store_is_empty(neo4j)
        found["neo4j"]["save"].append(seconds(lambda: store.save(graph)))
    found["neo4j"]["load"] = [seconds(store.load)]
    found["neo4j"]["save again"] = seconds(lambda: store.save(graph))
    return found


def store_is_empty(neo4j: Neo4jServer) -> None:
    """Delete the database of a server, which is quicker than deleting its nodes."""
    import shutil

    neo4j.stop()
    for part in ("databases", "transactions"):
        shutil.rmtree(neo4j.home / "data" / part / "neo4j", ignore_errors=True)
    neo4j.start()


def query_times(graph: KnowledgeGraph, urls: dict[str, str], repeats: int) -> dict[str, dict[str, float]]:
    """Return the median time of each query by store; names are those with most claims."""
    best: dict[str, str] = {}
    for entity in sorted(graph.entities.values(), key=lambda e: (graph.degree(e.id), e.id)):
        best[entity.label] = entity.id
    best["Paper"] = next(iter(graph.papers))
    found: dict[str, dict[str, float]] = {query.name: {} for query in queries()}
    for name, url in urls.items():
        with open_store(url).reader() as reader:
            for query in queries():
                times = [time_of(reader, query, named_values(query, best)) for _ in range(repeats)]
                found[query.name][name] = statistics.median(times)
                sys.stderr.write(f"{name} {query.name} {found[query.name][name]:.3f} s\n")
    return found


def named_values(query: Query, best: dict[str, str]) -> dict[str, str]:
    """Return an id for each name that a query wants: two names of one query are of two labels."""
    wanted = [p for p in query.parameters or () if p.type == "name"]
    return {p.name: best[p.labels[min(number, len(p.labels) - 1)]] for number, p in enumerate(wanted)}


def time_of(reader: CypherReader, query: Query, values: dict[str, str]) -> float:
    """Return the time of one answer; infinite if there is none within a minute."""
    try:
        return seconds(lambda: ask(reader, query, values, timeout=60))
    except QueryError as error:
        sys.stderr.write(f"{query.name}: {error}\n")
        return float("inf")


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--nodes", type=int, default=100_000)
    parser.add_argument("--edges", type=int, default=400_000)
    parser.add_argument("--queries", action="store_true", help="time the queries, too")
    parser.add_argument("--repeats", type=int, default=1)
    parser.add_argument("--json", type=Path)
    arguments = parser.parse_args()
    graph = generated_graph(arguments.nodes, arguments.edges)
    with tempfile.TemporaryDirectory() as temporary, server(Path(temporary, "neo4j")) as neo4j:
        folder = Path(temporary)
        os.environ["XDG_CACHE_HOME"] = str(folder / "cache")
        result: dict[str, Any] = {
            "machine": f"{platform.processor() or platform.machine()}, {len(os.sched_getaffinity(0))} cores",
            "python": platform.python_version(),
            "versions": {name: version(name) for name in ("abstractgraph", "arcadedb-embedded", "neo4j")},
            "server": DEFAULT_VERSION,
            "graph": repr(graph),
            "loads": loads(graph, folder, neo4j, arguments.repeats),
        }
        if arguments.queries:
            urls = {"json": f"{folder}/graph.json", "arcadedb": f"arcadedb:{folder}/kg", "neo4j": neo4j.url}
            result["queries"] = query_times(graph, urls, max(3, arguments.repeats))
    text = json.dumps(result, indent=2)
    print(text)
    if arguments.json:
        arguments.json.write_text(text + "\n")


if __name__ == "__main__":
    main()

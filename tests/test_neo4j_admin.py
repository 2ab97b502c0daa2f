"""The folder for ``neo4j-admin``, imported into a real server by its own script."""

from __future__ import annotations

import os
import shlex
import subprocess
from pathlib import Path

import neo4j
import pytest
from graph_strategies import hard_graph
from neo4j_process import Neo4jServer

from graph.errors import OutputError
from graph.exporters import export_graph
from graph.model import Claim, Entity, Evidence, KnowledgeGraph, Paper
from graph.stores.server.store import Neo4jStore

HARD_TEXT = 'He said ""so"" \\" \\n;\ttab, a "quote"\nline\r\nCRLF\rCR \\ end\x1f\x1e\x01 🦜 \u2028\ufeff 语 \\'


def import_hazards() -> KnowledgeGraph:
    """The hard graph, and what a bulk import can trip over."""
    hard = hard_graph()
    paper = Paper("arxiv:2409.00009", HARD_TEXT, f" {HARD_TEXT} ", year=-5, url="", doi="a;b|c,d")
    aliases = ("a;b", "a,b", 'say "a"', "back\\slash\\", "two\nlines", "\r\n", " blank ", "🦜", "NULL", "true", "1")
    odd = Entity("software:'odd\\\"", "Software", HARD_TEXT, aliases, (("Software", 2**40), ("Model", 1)))
    lone = Entity("metric:empty", "Metric", "")
    whole = Evidence("title", 0, len(HARD_TEXT), HARD_TEXT)
    return KnowledgeGraph(
        [*hard.papers.values(), paper],
        [*hard.entities.values(), odd, lone],
        hard.mentions,
        [*hard.claims, Claim(odd.id, "PART_OF", odd.id, paper.id, whole, 1 / 3)],
        hard.results.values(),
    )


def run_import(folder: Path, server: Neo4jServer, bin_folder: Path) -> None:
    bin_folder.mkdir()
    command = bin_folder / "neo4j-admin"
    command.write_text(f'#!/bin/sh\nexec {shlex.join(server.admin_command())} "$@"\n')
    command.chmod(0o755)
    done = subprocess.run(
        ["sh", str(folder / "import.sh"), "--overwrite-destination=true"],
        env={**os.environ, "PATH": f"{bin_folder}{os.pathsep}{os.environ['PATH']}"},
        capture_output=True,
        text=True,
        cwd="/",
    )
    assert done.returncode == 0, done.stdout + done.stderr


def run_statements(file: Path, url: str) -> None:
    with (
        neo4j.GraphDatabase.driver(url, auth=("neo4j", os.environ["NEO4J_PASSWORD"])) as driver,
        driver.session(database="neo4j", notifications_min_severity="OFF") as session,
    ):
        for statement in file.read_text(encoding="utf-8").split(";\n"):
            if statement:
                session.run(statement).consume()  # type: ignore[arg-type]


def test_an_imported_folder_is_the_graph(neo4j_server: Neo4jServer | None, neo4j_url: str, tmp_path: Path) -> None:
    if neo4j_server is None:
        pytest.skip("a server that was given by URL cannot be stopped for an import")
    graph = import_hazards()
    folder = tmp_path / "for import's $sake"
    export_graph(graph, folder, "neo4j-admin")

    neo4j_server.stop()
    run_import(folder, neo4j_server, tmp_path / "bin")
    neo4j_server.start()
    run_statements(folder / "after-import.cypher", neo4j_url)

    store = Neo4jStore(neo4j_url)
    assert store.load() == graph
    with store.reader() as reader:
        empty = reader.run("MATCH (n {id: 'metric:empty'}) RETURN n.aliases, n.name, n.typeVoteCounts").rows
        names = reader.run(
            "CALL db.index.fulltext.queryNodes('abstractgraph_v1_names', 'blank') YIELD node RETURN node.id"
        ).rows
    assert empty == (([], "", []),)
    assert names == (("software:'odd\\\"",),)


def test_equal_graphs_give_the_same_bytes(tmp_path: Path) -> None:
    for name in ("a", "b"):
        export_graph(import_hazards(), tmp_path / name, "neo4j-admin")

    for file in (tmp_path / "a").iterdir():
        assert file.read_bytes() == (tmp_path / "b" / file.name).read_bytes()


def test_a_row_has_as_many_cells_as_the_header(tmp_path: Path) -> None:
    export_graph(KnowledgeGraph([Paper("p1", "A title", "")]), tmp_path / "out", "neo4j-admin")

    header = (tmp_path / "out" / "nodes-header.csv").read_text().strip().split(",")
    row = (tmp_path / "out" / "nodes.csv").read_text().strip().split(",")
    assert dict(zip(header, row, strict=True)) == {
        **dict.fromkeys(header, ""),
        "id:ID": '"p1"',
        ":LABEL": '"Paper"',
        "name:string": '"A title"',
        "title:string": '"A title"',
        "abstract:string": '""',
    }


@pytest.mark.parametrize("alias", ["a\x1fb", ""])
def test_a_list_that_an_import_would_change_is_refused(alias: str, tmp_path: Path) -> None:
    graph = KnowledgeGraph([], [Entity("m", "Method", "M", (alias,))])

    with pytest.raises(OutputError, match="the format cannot hold this graph: "):
        export_graph(graph, tmp_path / "out", "neo4j-admin")

    assert not (tmp_path / "out").exists()

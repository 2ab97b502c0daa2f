"""Every export holds every node, edge and property, as parsers that are not ours read it."""

from __future__ import annotations

import csv
import io
import json
import os
import random
import re
from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import replace
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import networkx as nx
import pytest
from graph_strategies import flat_edges, flat_key, flat_nodes, graphs, hard_graph
from hypothesis import example, given, settings

from graph.errors import OutputError
from graph.exporters import EXPORTERS, csv_tables, export_graph, format_of, write_graph
from graph.model import KnowledgeGraph, Paper
from graph.properties import EDGE_PROPERTIES, NODE_PROPERTIES, PropertyType

Rows = list[dict[str, Any]]
SINGLE_FILES = [name for name, exporter in EXPORTERS.items() if exporter.write is not None]
LISTS = ("aliases", "typeVoteLabels", "typeVoteCounts", "fields", "starts", "ends")
INTEGERS = ("year", "start", "end", "count")
# Refused by the XML formats because of the id, and by the others because of half a surrogate pair.
UNWRITABLE = KnowledgeGraph([Paper("p1", "good", "good"), Paper("p2\x01", "\ud800", "")])


def written(graph: KnowledgeGraph, format: str) -> bytes:
    stream = io.BytesIO()
    write_graph(graph, stream, format)
    return stream.getvalue()


def no_lists(row: dict[str, Any]) -> dict[str, Any]:
    """Undo the writing of lists as JSON text."""
    return {name: json.loads(value) if name in LISTS else value for name, value in row.items()}


def as_xml_holds_it(rows: Iterable[dict[str, Any]]) -> Rows:
    def text(value: Any) -> Any:
        return re.sub("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]", "\ufffd", value) if isinstance(value, str) else value

    def member(value: Any) -> Any:
        # In JSON text, control characters are escaped and need no replacement.
        return re.sub("[\ufffe\uffff]", "\ufffd", value) if isinstance(value, str) else value

    return [
        {name: [*map(member, value)] if isinstance(value, list) else text(value) for name, value in row.items()}
        for row in rows
    ]


def multiset(rows: Iterable[dict[str, Any]]) -> Counter[str]:
    """Count rows, however they are ordered; ``repr`` tells 1 from 1.0 and from true."""
    return Counter(repr(sorted(row.items())) for row in rows)


def networkx_rows(g: Any) -> tuple[Rows, Rows]:
    nodes = [{"id": node, **properties} for node, properties in g.nodes(data=True)]
    edges = [{"source": source, "target": target, **properties} for source, target, properties in g.edges(data=True)]
    return [*map(no_lists, nodes)], [*map(no_lists, edges)]


@settings(deadline=None)
@given(graph=graphs())
@example(graph=hard_graph())
def test_graphml_holds_everything_that_xml_can(graph: KnowledgeGraph) -> None:
    nodes, edges = networkx_rows(nx.read_graphml(io.BytesIO(written(graph, "graphml")), force_multigraph=True))

    assert nodes == as_xml_holds_it(flat_nodes(graph))
    assert multiset(edges) == multiset(as_xml_holds_it(flat_edges(graph)))


@settings(deadline=None)
@given(graph=graphs())
@example(graph=hard_graph())
def test_graphml_is_read_alike_by_a_plain_xml_parser(graph: KnowledgeGraph) -> None:
    root = ElementTree.fromstring(written(graph, "graphml"))
    space = "{http://graphml.graphdrawing.org/xmlns}"
    names: dict[Any, Any] = {key.get("id"): key.get("attr.name") for key in root.iter(f"{space}key")}

    def rows(tag: str) -> Rows:
        return [
            {name: value for name, value in element.items() if name != "id" or tag == "node"}
            | {names[entry.get("key")]: entry.text or "" for entry in element}
            for element in root.iter(f"{space}{tag}")
        ]

    assert rows("node") == [*map(texts, as_xml_holds_it(flat_nodes(graph)))]
    assert rows("edge") == [*map(texts, as_xml_holds_it(flat_edges(graph)))]
    ids = [edge.get("id") for edge in root.iter(f"{space}edge")]
    assert len(set(ids)) == len(ids)


def texts(row: dict[str, Any]) -> dict[str, str]:
    """Write the values of a row as the formats without types do."""

    def text(value: Any) -> str:
        if isinstance(value, str):
            return value
        return json.dumps(value, ensure_ascii=False, separators=(",", ":"))

    return {name: text(value) for name, value in row.items()}


@settings(deadline=None)
@given(graph=graphs())
@example(graph=hard_graph())
def test_gexf_holds_everything_that_xml_can(graph: KnowledgeGraph) -> None:
    nodes, edges = networkx_rows(nx.read_gexf(io.BytesIO(written(graph, "gexf")), version="1.3"))
    expected_nodes = as_xml_holds_it(flat_nodes(graph))
    expected_edges = as_xml_holds_it(flat_edges(graph))
    for node in expected_nodes:
        node["nodeLabel"], node["label"] = node["label"], node.pop("name")
    for edge in expected_edges:
        edge["label"] = edge.pop("type")
    ids = [edge.pop("id") for edge in edges]

    assert multiset(nodes) == multiset(expected_nodes)
    assert multiset(edges) == multiset(expected_edges)
    assert len(set(ids)) == len(ids)


def test_gexf_says_the_kind_of_each_edge() -> None:
    root = ElementTree.fromstring(written(hard_graph(), "gexf"))
    kinds = [edge.get("kind") for edge in root.iter("{http://gexf.net/1.3}edge")]

    assert kinds == [edge["type"] for edge in flat_edges(hard_graph())]


def test_gexf_has_no_date() -> None:
    assert b"date" not in written(hard_graph(), "gexf")


@settings(deadline=None)
@given(graph=graphs())
@example(graph=hard_graph())
def test_node_link_holds_everything(graph: KnowledgeGraph) -> None:
    document = json.loads(written(graph, "node-link"))

    assert document["nodes"] == list(flat_nodes(graph))
    assert document["edges"] == [edge | {"key": flat_key(edge)} for edge in flat_edges(graph)]


@settings(deadline=None)
@given(graph=graphs())
@example(graph=hard_graph())
def test_jsonl_holds_everything(graph: KnowledgeGraph) -> None:
    rows = [json.loads(line) for line in written(graph, "jsonl").split(b"\n")[:-1]]

    assert rows == [
        *({"kind": "node", **node} for node in flat_nodes(graph)),
        *({"kind": "edge", "key": flat_key(edge), **edge} for edge in flat_edges(graph)),
    ]


@settings(deadline=None)
@given(graph=graphs())
@example(graph=hard_graph())
def test_csv_holds_everything_but_empty_texts(graph: KnowledgeGraph) -> None:
    def rows(write: Callable[[KnowledgeGraph, io.BytesIO], None]) -> Rows:
        stream = io.BytesIO()
        write(graph, stream)
        table = csv.DictReader(io.StringIO(stream.getvalue().decode(), newline=""), strict=True)
        return [{name: value for name, value in row.items() if value} for row in table]

    def filled(row: dict[str, Any]) -> dict[str, str]:
        return {name: value for name, value in texts(row).items() if value}

    assert rows(csv_tables.write_nodes) == [*map(filled, flat_nodes(graph))]
    assert rows(csv_tables.write_edges) == [*map(filled, flat_edges(graph))]


def test_csv_has_a_header_and_crlf(tmp_path: Path) -> None:
    export_graph(KnowledgeGraph([Paper("p", '=1+1, "x"', "", 2024)]), tmp_path / "tables", "csv")

    nodes = (tmp_path / "tables" / "nodes.csv").read_bytes()
    edges = (tmp_path / "tables" / "edges.csv").read_bytes()
    assert nodes == (
        b"id,label,name,title,abstract,year,url,arxivId,doi,record,aliases,typeVoteLabels,typeVoteCounts,"
        b"value,unit,isDelta,text,metric,paperId,sentence,field,start,end,confidence,polarity,hedged\r\n"
        b'p,Paper,"=1+1, ""x""","=1+1, ""x""",,2024,,,,,,,,,,,,,,,,,,,,\r\n'
    )
    assert edges == (
        b"source,target,type,paperId,sentence,field,start,end,confidence,polarity,hedged,count,fields,starts,ends\r\n"
    )


# What is written for Neo4j's importer is checked by importing it, in test_neo4j_admin.py.
@pytest.mark.parametrize("format", [format for format in EXPORTERS if format != "neo4j-admin"])
def test_the_hard_graph_loses_no_edge(format: str, tmp_path: Path) -> None:
    export_graph(hard_graph(), tmp_path / "out", format)
    readers: dict[str, Callable[[], Rows]] = {
        "graphml": lambda: networkx_rows(nx.read_graphml(tmp_path / "out"))[1],
        "gexf": lambda: networkx_rows(nx.read_gexf(tmp_path / "out", version="1.3"))[1],
        "node-link": lambda: json.loads((tmp_path / "out").read_bytes())["edges"],
        "jsonl": lambda: [
            row for row in map(json.loads, (tmp_path / "out").read_bytes().splitlines()) if row["kind"] == "edge"
        ],
        "csv": lambda: [*csv.DictReader(io.StringIO((tmp_path / "out/edges.csv").read_bytes().decode(), newline=""))],
    }
    edges = readers[format]()

    found = Counter((edge["source"], edge["target"], edge.get("paperId") or "") for edge in edges)
    assert found == {
        ("arxiv:2401.00001", "method:föö", ""): 1,
        ("doi:10.1000/a'b\"c", "method:föö", ""): 1,
        ("arxiv:2401.00001", "model:bar|1", ""): 1,
        ("arxiv:2401.00001", "method:föö", "arxiv:2401.00001"): 1,
        ("arxiv:2401.00001", "method:föö", "doi:10.1000/a'b\"c"): 1,
        ("method:föö", "model:bar|1", "arxiv:2401.00001"): 2,
        ("method:föö", "model:bar|1", "doi:10.1000/a'b\"c"): 1,
        ("model:bar|1", "method:föö", "arxiv:2401.00001"): 1,
        ("method:föö", "method:föö", "arxiv:2401.00001"): 1,
        ("method:föö", "method:föö", "doi:10.1000/a'b\"c"): 1,
        ("arxiv:2401.00001", "result:1", ""): 1,
        ("doi:10.1000/a'b\"c", "result:2", ""): 1,
        ("result:1", "method:föö", ""): 1,
        ("result:2", "method:föö", ""): 1,
        ("result:1", "model:bar|1", ""): 1,
        ("result:2", "model:bar|1", ""): 1,
    }


@pytest.mark.parametrize("format", ["graphml", "gexf"])
@pytest.mark.parametrize("character", ["\0", "\x0b", "\x1f", "\ufffe", "\ud800"])
def test_a_text_that_xml_cannot_hold_gets_replacement_characters(format: str, character: str) -> None:
    root = ElementTree.fromstring(written(KnowledgeGraph([Paper("p", f"a{character}b", "")]), format))
    values = [text for element in root.iter() for text in (element.text, element.get("value"))]

    assert "a\ufffdb" in values


@pytest.mark.parametrize("format", ["graphml", "gexf"])
def test_an_id_that_xml_cannot_hold_is_refused(format: str) -> None:
    with pytest.raises(OutputError) as caught:
        written(KnowledgeGraph([Paper("p\x01", "", "")]), format)

    assert str(caught.value) == (
        "-: the format cannot hold this graph: XML cannot hold the id 'p\\x01'; "
        "choose the format jsonl, node-link or csv"
    )


def contents(path: Path) -> dict[str, bytes]:
    files = sorted(path.rglob("*")) if path.is_dir() else [path]
    return {str(file.relative_to(path.parent)): file.read_bytes() for file in files}


@pytest.mark.parametrize("format", EXPORTERS)
def test_equal_graphs_give_equal_bytes(format: str, tmp_path: Path) -> None:
    graph = hard_graph()
    claims = [replace(claim, confidence=int(claim.confidence) or claim.confidence) for claim in graph.claims]
    random.Random(7).shuffle(claims)
    papers, entities, results = ([*p.values()][::-1] for p in (graph.papers, graph.entities, graph.results))
    equal = KnowledgeGraph(papers, entities, graph.mentions, claims, results)
    for name, one in (("first", graph), ("second", equal)):
        (tmp_path / name).mkdir()
        export_graph(one, tmp_path / name / "out", format)

    assert equal == graph
    assert contents(tmp_path / "second" / "out") == contents(tmp_path / "first" / "out")


@pytest.mark.parametrize("format", EXPORTERS)
def test_an_export_takes_the_place_of_the_old_one(format: str, tmp_path: Path) -> None:
    small = KnowledgeGraph([Paper("p", "", "")])
    export_graph(small, tmp_path / "fresh", format)
    export_graph(hard_graph(), tmp_path / "out", format)
    export_graph(small, tmp_path / "out", format)

    assert [*contents(tmp_path / "out").values()] == [*contents(tmp_path / "fresh").values()]


@pytest.mark.parametrize("format", EXPORTERS)
def test_a_failing_export_leaves_everything_as_it_was(format: str, tmp_path: Path) -> None:
    out = tmp_path / "out"

    with pytest.raises(OutputError, match="the format cannot hold this graph"):
        export_graph(UNWRITABLE, out, format)
    assert list(tmp_path.iterdir()) == []

    export_graph(hard_graph(), out, format)
    before = contents(tmp_path / "out")
    with pytest.raises(OutputError, match="the format cannot hold this graph"):
        export_graph(UNWRITABLE, out, format)
    assert contents(out) == before
    assert list(tmp_path.iterdir()) == [out]


def test_other_files_of_a_csv_folder_stay(tmp_path: Path) -> None:
    (tmp_path / "notes.txt").write_text("mine", encoding="utf-8")
    export_graph(hard_graph(), tmp_path, "csv")

    assert sorted(path.name for path in tmp_path.iterdir()) == ["edges.csv", "nodes.csv", "notes.txt"]


@pytest.mark.parametrize("format", EXPORTERS)
def test_a_path_that_cannot_be_written_is_named(format: str, tmp_path: Path) -> None:
    missing = tmp_path / "none" / "out"
    with pytest.raises(OutputError) as caught:
        export_graph(hard_graph(), missing, format)
    assert str(caught.value) == f"{missing}: its folder does not exist; make the folder first"

    (tmp_path / "file").touch()
    with pytest.raises(OutputError, match="a part of the path is a file where a folder is needed"):
        export_graph(hard_graph(), tmp_path / "file" / "out", format)


def test_a_file_format_does_not_replace_a_folder_nor_csv_a_file(tmp_path: Path) -> None:
    with pytest.raises(OutputError, match="it is a folder; name a file"):
        export_graph(hard_graph(), tmp_path, "graphml")

    (tmp_path / "file").touch()
    with pytest.raises(OutputError, match="a part of the path is a file where a folder is needed"):
        export_graph(hard_graph(), tmp_path / "file", "csv")


@pytest.mark.parametrize("format", SINGLE_FILES)
def test_a_stream_gets_the_bytes_of_the_file_and_stays_open(format: str, tmp_path: Path) -> None:
    export_graph(hard_graph(), tmp_path / "out", format)
    stream = io.BytesIO()
    write_graph(hard_graph(), stream, format)

    assert not stream.closed
    assert stream.getvalue() == (tmp_path / "out").read_bytes()


def test_csv_cannot_go_to_a_stream() -> None:
    with pytest.raises(OutputError) as caught:
        write_graph(hard_graph(), io.BytesIO(), "csv")

    assert str(caught.value) == (
        "-: the format csv is a folder with nodes.csv and edges.csv; name the folder instead of -"
    )


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="there is no /dev/full")
def test_a_stream_to_a_full_disk_is_named() -> None:
    with Path("/dev/full").open("wb", buffering=0) as stream, pytest.raises(OutputError, match="no space is left"):
        write_graph(hard_graph(), stream, "jsonl")


@pytest.mark.skipif(os.name != "posix", reason="POSIX pipes")
def test_a_reader_that_has_gone_is_not_a_fault_of_the_output() -> None:
    read_end, write_end = os.pipe()
    os.close(read_end)
    with open(write_end, "wb", buffering=0) as stream, pytest.raises(BrokenPipeError):  # noqa: PTH123
        write_graph(hard_graph(), stream, "jsonl")


def test_an_unknown_format_is_answered_with_the_known_ones(tmp_path: Path) -> None:
    with pytest.raises(OutputError) as caught:
        export_graph(hard_graph(), tmp_path / "out", "dot")

    known = "graphml, gexf, node-link, jsonl, csv, neo4j-admin"
    assert str(caught.value) == f"{tmp_path / 'out'}: there is no format 'dot'; known formats: {known}"


@pytest.mark.parametrize(
    ("path", "format"),
    [
        ("a/graph.graphml", "graphml"),
        ("GRAPH.GEXF", "gexf"),
        ("graph.json", "node-link"),
        ("graph.jsonl", "jsonl"),
        ("graph.ndjson", "jsonl"),
        ("nodes.csv", None),
        ("graph", None),
        (".json", None),
    ],
)
def test_the_ending_chooses_the_format(path: str, format: str | None) -> None:
    assert format_of(Path(path)) == format


@pytest.mark.parametrize(("heading", "properties"), [("## Nodes", NODE_PROPERTIES), ("## Edges", EDGE_PROPERTIES)])
def test_the_documentation_names_every_property_and_its_type(heading: str, properties: dict[str, PropertyType]) -> None:
    page = Path(__file__).parents[1].joinpath("docs", "graph-format.md").read_text(encoding="utf-8")
    section = page.split(heading)[1].split("\n## ")[0]

    assert dict(re.findall(r"^\| `(\w+)` \| \w+ \| ([\w ]+) \|", section, re.M)) == properties


def test_the_documentation_names_every_format_and_ending() -> None:
    page = Path(__file__).parents[1].joinpath("docs", "graph-format.md").read_text(encoding="utf-8")
    rows = re.findall(r"^\| `([\w-]+)` \| ([^|]*)\|", page.split("## Exports")[1], re.M)

    assert {name: tuple(re.findall("`(.*?)`", endings)) for name, endings in rows} == {
        name: exporter.endings for name, exporter in EXPORTERS.items()
    }

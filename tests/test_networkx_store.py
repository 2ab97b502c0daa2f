"""The JSON store: its file, its faults, and the way to NetworkX and back."""

from __future__ import annotations

import json
import os
import random
import subprocess
import sys
import tempfile
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import networkx as nx
import pytest
from graph_strategies import flat_edges, flat_key, flat_nodes, graphs, hard_graph
from hypothesis import given, settings

from extract.atomic import fault, replacing
from graph.errors import GraphDataError, StoreError
from graph.model import Claim, Entity, Evidence, KnowledgeGraph, Mentions, Paper
from graph.stores.networkx_store import JsonStore, from_networkx, to_networkx

PAPER = Paper("p", "A title", "An abstract.", 2024)
TINY = KnowledgeGraph(
    [PAPER],
    [Entity("method:a", "Method", "A", ("aa",), (("Method", 1),))],
    [Mentions("p", "method:a", (Evidence("title", 0, 1, "A"),))],
    [Claim("p", "INTRODUCES", "method:a", "p", Evidence("abstract", 0, 12, "An abstract."))],
)
as_root = os.name == "posix" and os.geteuid() == 0
needs_permissions = pytest.mark.skipif(as_root, reason="root may read and write everything")


def saved(graph: KnowledgeGraph) -> bytes:
    with tempfile.TemporaryDirectory() as folder:
        JsonStore(f"{folder}/graph.json").save(graph)
        return Path(folder, "graph.json").read_bytes()


def shuffled(graph: KnowledgeGraph, seed: int) -> KnowledgeGraph:
    nodes = (graph.papers.values(), graph.entities.values(), graph.results.values())
    papers, entities, results = map(list, nodes)
    parts: list[list[Any]] = [papers, entities, [*graph.mentions], [*graph.claims], results]
    for part in parts:
        random.Random(seed).shuffle(part)
    return KnowledgeGraph(*parts)


def test_the_file_has_one_node_or_edge_a_line() -> None:
    expected = """\
{"directed":true,"multigraph":true,"graph":{"generator":"abstractgraph","formatVersion":1},
"nodes":[
{"id":"p","label":"Paper","name":"A title","title":"A title","abstract":"An abstract.","year":2024},
{"id":"method:a","label":"Method","name":"A","aliases":["aa"],"typeVoteLabels":["Method"],"typeVoteCounts":[1]}
],
"edges":[
{"source":"p","target":"method:a","key":"MENTIONS","type":"MENTIONS","count":1,"fields":["title"],"starts":[0],"ends":[1]},
{"source":"p","target":"method:a","key":"INTRODUCES|p","type":"INTRODUCES","paperId":"p","sentence":"An abstract.",\
"field":"abstract","start":0,"end":12,"confidence":1.0,"polarity":"asserted","hedged":false,"count":1}
]}
"""

    assert saved(TINY).decode() == expected


@settings(deadline=None)
@given(graph=graphs())
def test_the_file_holds_every_node_and_edge(graph: KnowledgeGraph) -> None:
    document = json.loads(saved(graph))

    assert document["nodes"] == list(flat_nodes(graph))
    assert document["edges"] == [{**edge, "key": flat_key(edge)} for edge in flat_edges(graph)]


@settings(deadline=None)
@given(graph=graphs())
def test_networkx_reads_the_file_by_itself(graph: KnowledgeGraph) -> None:
    g = nx.node_link_graph(json.loads(saved(graph)), edges="edges")

    assert type(g) is nx.MultiDiGraph
    assert nx.utils.graphs_equal(to_networkx(graph), g)
    assert from_networkx(g) == graph


@settings(deadline=None)
@given(graph=graphs())
def test_what_networkx_writes_is_read(graph: KnowledgeGraph) -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "graph.json")
        path.write_text(json.dumps(nx.node_link_data(to_networkx(graph), edges="edges")), encoding="utf-8")

        assert JsonStore(str(path)).load() == graph


@pytest.mark.parametrize("seed", range(5))
def test_equal_graphs_give_equal_bytes(seed: int) -> None:
    assert saved(shuffled(hard_graph(), seed)) == saved(hard_graph())


@pytest.mark.parametrize(("one", "other"), [(1, 1.0), (0.0, -0.0)])
def test_equal_numbers_give_equal_bytes(one: float, other: float) -> None:
    first, second = (
        KnowledgeGraph([PAPER], TINY.entities.values(), (), [replace(TINY.claims[0], confidence=number)])
        for number in (one, other)
    )

    assert second == first
    assert saved(second) == saved(first)


def test_a_multigraph_has_every_parallel_edge() -> None:
    g = to_networkx(hard_graph())

    assert set(g.edges(keys=True)) == {
        ("arxiv:2401.00001", "method:föö", "MENTIONS"),
        ("doi:10.1000/a'b\"c", "method:föö", "MENTIONS"),
        ("arxiv:2401.00001", "model:bar|1", "MENTIONS"),
        ("arxiv:2401.00001", "method:föö", "INTRODUCES|arxiv:2401.00001"),
        ("arxiv:2401.00001", "method:föö", "INTRODUCES|doi:10.1000/a'b\"c"),
        ("method:föö", "model:bar|1", "OUTPERFORMS|arxiv:2401.00001"),
        ("method:föö", "model:bar|1", "OUTPERFORMS|doi:10.1000/a'b\"c"),
        ("method:föö", "model:bar|1", "COMPARED_WITH|arxiv:2401.00001"),
        ("model:bar|1", "method:föö", "OUTPERFORMS|arxiv:2401.00001"),
        ("method:föö", "method:föö", "VARIANT_OF|arxiv:2401.00001"),
        ("method:föö", "method:föö", "VARIANT_OF|doi:10.1000/a'b\"c"),
        ("arxiv:2401.00001", "result:1", "REPORTS"),
        ("result:1", "method:föö", "RESULT_OF"),
        ("result:1", "model:bar|1", "RESULT_ON"),
        ("doi:10.1000/a'b\"c", "result:2", "REPORTS"),
        ("result:2", "method:föö", "RESULT_OF"),
        ("result:2", "model:bar|1", "RESULT_METRIC"),
    }
    assert g.graph == {"generator": "abstractgraph", "formatVersion": 1}


def test_a_subgraph_is_a_graph() -> None:
    part = from_networkx(to_networkx(TINY).subgraph(["p"]))

    assert part == KnowledgeGraph([PAPER])


def test_a_networkx_graph_without_our_properties_is_refused() -> None:
    with pytest.raises(GraphDataError, match=r"^node 'x': the property 'label' is missing$"):
        from_networkx(nx.MultiDiGraph([("x", "y")]))


def change(**properties: Any) -> Callable[[dict[str, Any]], None]:
    """Change properties of the file's parts, named as in ``claim_start``; ``...`` takes one away."""

    def apply(document: dict[str, Any]) -> None:
        parts = {
            "paper": document["nodes"][0],
            "entity": document["nodes"][1],
            "mention": document["edges"][0],
            "claim": document["edges"][1],
            "graph": document["graph"],
            "document": document,
        }
        for name, value in properties.items():
            part, _, key = name.partition("_")
            if value is ...:
                del parts[part][key]
            else:
                parts[part][key] = value

    return apply


DAMAGES = {
    "the paper's title is gone": (change(paper_title=...), "node 'p': the property 'title' is missing"),
    "a node without id": (change(entity_id=...), "node None: the property 'id' is missing"),
    "the year is a text": (change(paper_year="2024"), "the property 'year' is '2024', which is no integer"),
    "the year is true": (change(paper_year=True), "the property 'year' is True, which is no integer"),
    "the year is null": (change(paper_year=None), "the property 'year' is None, which is no integer"),
    "an alias is a number": (change(entity_aliases=[1]), "the property 'aliases' is [1], which is no list of texts"),
    "a start is a text": (change(mention_starts=["0"]), "the property 'starts' is ['0'], which is no list of integers"),
    "a label is unknown": (change(entity_label="Person"), "the schema has no label 'Person'"),
    "two nodes of one id": (change(entity_id="p"), "'p' is the id of two nodes of different kinds"),
    "an edge to an unknown node": (change(claim_target="x"), "the entity 'x', which the graph does not hold"),
    "an edge from an unknown paper": (change(mention_source="x"), "the graph does not hold the paper 'x'"),
    "an edge of an unknown paper": (change(claim_paperId="x"), "the paper 'x', which the graph does not hold"),
    "an edge from nowhere": (change(claim_source=...), "an edge goes from None to 'method:a'"),
    "an edge without type": (change(claim_type=...), "edge from 'p' to 'method:a': the property 'type' is missing"),
    "an unknown type": (change(claim_type="EATS"), "the schema has no type 'EATS'"),
    "a sentence that is not there": (change(claim_start=1), "abstract[1:12] is 'n abstract.', not 'An abstract.'"),
    "a mention out of the text": (change(mention_ends=[99]), "title[0:99] is not within the paper's 7 characters"),
    "a mention before the text": (change(mention_starts=[-7]), "title[-7:1] is not within the paper's 7 characters"),
    "an unknown field": (change(mention_fields=["body"]), "paper 'p' has no field 'body'"),
    "lists of two lengths": (change(mention_ends=[]), "the lists fields, starts, ends are not of one length"),
    "a confidence of 2": (change(claim_confidence=2), "polarity or confidence is not as the schema has it"),
    "hedged is 0": (change(claim_hedged=0), "the property 'hedged' is 0, which is no truth value"),
    "confidence is a text": (change(claim_confidence="1"), "the property 'confidence' is '1', which is no number"),
    "nodes are no list": (change(document_nodes={}), "there is no list of nodes"),
    "edges are gone": (change(document_edges=...), "there is no list of edges"),
    "a node is no object": (change(document_nodes=[1]), "nodes[0] is not an object"),
}


@pytest.mark.parametrize(("damage", "message"), DAMAGES.values(), ids=DAMAGES)
def test_damage_is_named(tmp_path: Path, damage: Callable[[dict[str, Any]], None], message: str) -> None:
    document = json.loads(saved(TINY))
    damage(document)
    path = tmp_path / "graph.json"
    path.write_text(json.dumps(document), encoding="utf-8")

    with pytest.raises(StoreError) as caught:
        JsonStore(str(path)).load()

    assert str(caught.value).startswith(f"{path}: the graph is damaged: ")
    assert message in str(caught.value)
    assert str(caught.value).endswith(". Build it again.")
    assert isinstance(caught.value.__cause__, GraphDataError)


FAULTS = {
    "empty": (b" \n", "the file is empty; build the graph again"),
    "not JSON": (b'{"graph":\n{]', "it is not JSON (line 2, column 2: "),
    "not UTF-8": (b'{"graph": "\xff"}', "it is not JSON (line 1, column "),
    "cut off": (b'{"graph":', "it is not JSON (line 1, column "),
    "a list": (b"[]", "it is JSON, but not a graph made by abstractgraph; name a graph file"),
    "another graph": (b'{"graph": {}, "nodes": [], "edges": []}', "it is JSON, but not a graph made by abstractgraph"),
    "newer": (
        b'{"graph": {"generator": "abstractgraph", "formatVersion": 2}}',
        "a newer version of abstractgraph made this graph (format 2, this version reads 1); install the newer version",
    ),
    "no version": (b'{"graph": {"generator": "abstractgraph"}}', "the graph has no valid format version (None)"),
}


@pytest.mark.parametrize(("content", "message"), FAULTS.values(), ids=FAULTS)
def test_a_file_that_is_no_graph_is_named(tmp_path: Path, content: bytes, message: str) -> None:
    path = tmp_path / "graph.json"
    path.write_bytes(content)

    with pytest.raises(StoreError) as caught:
        JsonStore(str(path)).load()

    assert str(caught.value).startswith(f"{path}: {message}")


def test_a_folder_is_no_graph(tmp_path: Path) -> None:
    store = JsonStore(str(tmp_path))

    with pytest.raises(StoreError, match="it is a folder; name a graph file"):
        store.load()
    with pytest.raises(StoreError, match="it is a folder; name a file"):
        store.save(TINY)


def test_the_hint_for_a_missing_graph_can_be_pasted_into_a_shell(tmp_path: Path) -> None:
    with pytest.raises(StoreError, match=r"abstractgraph build FILES -o '.*/my graph\.json'$"):
        JsonStore(f"{tmp_path}/my graph.json").load()


def test_a_path_through_a_file_cannot_be_read(tmp_path: Path) -> None:
    (tmp_path / "file").touch()

    with pytest.raises(StoreError, match="it cannot be read"):
        JsonStore(f"{tmp_path}/file/graph.json").load()


def test_the_folder_must_exist(tmp_path: Path) -> None:
    with pytest.raises(StoreError, match="its folder does not exist; make the folder first"):
        JsonStore(f"{tmp_path}/none/graph.json").save(TINY)


@needs_permissions
def test_missing_permissions_are_named(tmp_path: Path) -> None:
    store = JsonStore(f"{tmp_path}/graph.json")
    store.save(TINY)
    (tmp_path / "graph.json").chmod(0o000)

    with pytest.raises(StoreError, match="reading is not permitted"):
        store.load()


@needs_permissions
@pytest.mark.parametrize("what", ["graph.json", "."])
def test_a_write_protected_file_or_folder_stays(tmp_path: Path, what: str) -> None:
    store = JsonStore(f"{tmp_path}/graph.json")
    store.save(TINY)
    (tmp_path / what).chmod(0o555)

    with pytest.raises(StoreError, match="writing is not permitted"):
        store.save(KnowledgeGraph())

    (tmp_path / what).chmod(0o755)
    assert store.load() == TINY
    assert [path.name for path in tmp_path.iterdir()] == ["graph.json"]


@pytest.mark.skipif(os.name != "posix", reason="POSIX permissions")
@pytest.mark.parametrize("mode", [0o600, 0o640, 0o664])
def test_permissions_of_an_old_file_are_kept(tmp_path: Path, mode: int) -> None:
    path = tmp_path / "graph.json"
    path.touch()
    path.chmod(mode)
    JsonStore(str(path)).save(TINY)

    assert path.stat().st_mode & 0o777 == mode


@pytest.mark.skipif(os.name != "posix", reason="POSIX permissions")
def test_a_new_file_has_the_permissions_of_any_new_file(tmp_path: Path) -> None:
    JsonStore(f"{tmp_path}/graph.json").save(TINY)
    (tmp_path / "other").touch()

    assert (tmp_path / "graph.json").stat().st_mode == (tmp_path / "other").stat().st_mode


@pytest.mark.parametrize("exists", [True, False])
def test_a_symbolic_link_is_followed(tmp_path: Path, exists: bool) -> None:
    target, link = tmp_path / "elsewhere" / "real.json", tmp_path / "graph.json"
    target.parent.mkdir()
    if exists:
        JsonStore(str(target)).save(KnowledgeGraph())
    link.symlink_to(target)
    JsonStore(str(link)).save(TINY)

    assert link.is_symlink()
    assert JsonStore(str(target)).load() == TINY


@pytest.mark.skipif(os.name != "posix", reason="POSIX devices")
def test_a_device_is_written_to_and_stays() -> None:
    JsonStore("/dev/null").save(TINY)

    assert Path("/dev/null").is_char_device()


def test_an_interruption_leaves_the_old_file(tmp_path: Path) -> None:
    path = tmp_path / "graph.json"
    path.write_bytes(b"old")

    def interrupted() -> None:
        with replacing(path) as stream:
            stream.write(b"new")
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        interrupted()

    assert path.read_bytes() == b"old"
    assert list(tmp_path.iterdir()) == [path]


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="there is no /dev/full")
def test_a_full_disk_is_named() -> None:
    with pytest.raises(StoreError, match="no space is left on the disk"):
        JsonStore("/dev/full").save(TINY)


@pytest.mark.parametrize(
    ("error", "message"),
    [
        (PermissionError(), "writing is not permitted; choose another path or change the permissions"),
        (NotADirectoryError(), "a part of the path is a file where a folder is needed; choose another path"),
        (OSError(5, "Input/output error"), "it cannot be written (Input/output error); choose another path"),
    ],
)
def test_an_error_of_the_system_is_said_in_words(error: OSError, message: str) -> None:
    assert fault(error) == message


def test_loading_does_not_import_networkx(tmp_path: Path) -> None:
    JsonStore(f"{tmp_path}/graph.json").save(TINY)
    program = f"""
import sys
from graph.stores import open_store
open_store({f"{tmp_path}/graph.json"!r}).load()
assert "networkx" not in sys.modules
"""

    subprocess.run([sys.executable, "-c", program], check=True, cwd=Path(__file__).parents[1])


@pytest.mark.parametrize("name", ["graph.graphml", "graph.GEXF", "graph.csv"])
def test_a_name_that_promises_another_format_is_refused(tmp_path: Path, name: str) -> None:
    store = JsonStore(str(tmp_path / name))

    for use in (store.check_writable, lambda: store.save(TINY)):
        with pytest.raises(
            StoreError, match=r"a graph is kept as JSON, which is no \.\w+ file; .* use abstractgraph export"
        ):
            use()

    assert [*tmp_path.iterdir()] == []

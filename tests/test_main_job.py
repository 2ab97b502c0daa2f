"""The main job on real papers: listing pages in, a graph that answers out; and how good the model is.

The data are not part of the project. ABSTRACTGRAPH_DATA names the folder that holds `listings/` and `gold/`.
"""

import json
import os
from pathlib import Path

import pytest
from click.testing import CliRunner

from graph.cli import main
from graph.stores import open_store

DATA = os.environ.get("ABSTRACTGRAPH_DATA")
pytestmark = pytest.mark.skipif(DATA is None, reason="ABSTRACTGRAPH_DATA names no folder with listings/ and gold/")


def run(*arguments):
    result = CliRunner().invoke(main, [str(a) for a in arguments])
    assert result.exit_code == 0, result.output
    return result


@pytest.fixture(scope="module")
def graph_file(tmp_path_factory):
    path = tmp_path_factory.mktemp("listings") / "g.json"
    run("build", *sorted(Path(DATA, "listings").glob("*.txt")), "-o", path)
    return path


def test_every_paper_is_in_the_graph(graph_file):
    graph = open_store(str(graph_file)).load()

    assert len(graph.papers) == 390
    assert len(graph.entities) > 1000
    assert {claim.type for claim in graph.claims} >= {"INTRODUCES", "EVALUATED_ON", "OUTPERFORMS", "VARIANT_OF"}


@pytest.mark.parametrize(
    ("name", "heading"),
    [("ROME", "ROME  Method"), ("MEMIT", "MEMIT  Method"), ("llama", "L"), ("gsm8k", "GSM8K  Benchmark")],
)
def test_well_known_names_answer(graph_file, name, heading):
    output = run("show", name, "-g", graph_file).stdout

    assert output.startswith(heading)
    assert "Papers (" in output


def test_the_model_reaches_its_floor():
    rows = run("evaluate", Path(DATA, "gold", "dev.jsonl"), "--format", "json").stdout
    f1 = {row["figure"]: row["f1"] for row in json.loads(rows)}

    floors = {"mention": 0.69, "node": 0.66, "node-named": 0.71, "relation": 0.41, "result": 0.33}
    assert {name: f1[name] for name, floor in floors.items() if f1[name] < floor} == {}

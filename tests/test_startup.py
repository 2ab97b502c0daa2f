"""Starting is quick: heavy libraries are loaded only where they are used."""

import subprocess
import sys

import pytest

HEAVY = ["spacy", "onnxruntime", "torch", "numpy", "networkx", "pyvis", "jinja2", "rich", "rapidfuzz", "bibtexparser"]


def loaded_by(code):
    script = f"{code}\nimport sys\nprint([m for m in {HEAVY} if m in sys.modules])"
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    return done.stdout.splitlines()[-1]


@pytest.mark.parametrize(
    "code", ["import extract", "import graph", "import graph.cli", "import graph.stores, graph.build"]
)
def test_importing_loads_no_heavy_library(code):
    assert loaded_by(code) == "[]"


def test_public_names_are_there():
    code = "import extract, graph\nfor m in (extract, graph): [getattr(m, n) for n in m.__all__]"

    assert "spacy" in loaded_by(code)


def test_public_names_are_listed():
    import extract
    import graph

    assert {"annotate", "load_pipeline"} <= set(dir(extract)) == set(extract.__all__)
    assert {"build_graph", "open_store", "write_view"} <= set(dir(graph)) == set(graph.__all__)


def test_an_unknown_name_is_an_attribute_error():
    assert "torch" not in loaded_by("import extract\ntry: extract.nothing\nexcept AttributeError: pass")


def test_help_answers_at_once():
    command = [sys.executable, "-X", "importtime", "-m", "graph.cli", "--help"]
    done = subprocess.run(command, capture_output=True, text=True, check=True)

    assert "Commands:" in done.stdout
    assert not [m for m in HEAVY if f" {m}\n" in done.stderr]


def test_the_console_script_and_factories_are_registered():
    from importlib.metadata import entry_points

    assert [e.value for e in entry_points(group="console_scripts", name="abstractgraph")] == ["graph.cli:main"]
    factories = {e.name for e in entry_points(group="spacy_factories")}
    assert {"abstractgraph_sentences", "abstractgraph_entities", "abstractgraph_relations"} <= factories

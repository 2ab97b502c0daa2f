"""Commands as a user types them: output, messages, exit codes, and every mistake answered with one sentence."""

import csv
import gzip
import io
import json
import os
import subprocess
import sys

import pytest
from click.testing import CliRunner
from query_graph import query_graph
from record_factory import record

from extract.recordfile import write_record
from graph.cli import main
from graph.stores import open_store

RECORDS = [
    record(
        "[TWIG]m1: [tree walks in graphs]m1",
        "We introduce [TWIG]m1. TWIG beats [Emu 2]o on [HopBench]b.",
        [("P", "INTRODUCES", "TWIG"), ("TWIG", "OUTPERFORMS", "Emu 2"), ("TWIG", "EVALUATED_ON", "HopBench")],
        year=2031,
    ),
    record("[Emu-2]o", "[Emu-2]o runs on [HopBench]b.", [("Emu-2", "EVALUATED_ON", "HopBench")]),
]


@pytest.fixture
def here(tmp_path, monkeypatch):
    """An empty folder to work in, with a file of records."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("ABSTRACTGRAPH_GRAPH", raising=False)
    with (tmp_path / "records.jsonl").open("wb") as stream:
        for one in RECORDS:
            write_record(stream, one)
    return tmp_path


@pytest.fixture
def built(here):
    run("build", "records.jsonl")
    return here


def run(*arguments, code=0, stdin=None):
    result = CliRunner().invoke(main, arguments, input=stdin)
    assert result.exit_code == code, result.output
    assert result.exception is None or isinstance(result.exception, SystemExit)
    return result


def fails(*arguments):
    """Run, and return the one sentence that says what was wrong."""
    result = run(*arguments, code=1)
    (line,) = result.stderr.strip().splitlines()
    assert line.startswith("Error: ")
    return line


@pytest.mark.parametrize("command", [[], *([name] for name in main.commands)])
def test_every_command_explains_itself_with_an_example(command):
    output = run(*command, "--help").output

    assert "Example:\n" in output
    assert "abstractgraph" in output.split("Example:")[1]


def test_build_from_records_needs_no_model(here):
    result = run("build", "records.jsonl", "-o", "g.json")

    graph = open_store("g.json").load()
    assert len(graph.papers) == 2
    assert sorted(c.type for c in graph.claims) == ["EVALUATED_ON", "EVALUATED_ON", "INTRODUCES", "OUTPERFORMS"]
    assert result.stdout == ""
    assert "OUTPERFORMS" in result.stderr
    assert "2 papers in" in result.stderr


def test_quiet_says_nothing(here):
    assert run("build", "records.jsonl", "--quiet").output == ""


def test_build_to_standard_output_is_the_graph_alone(here):
    result = run("build", "records.jsonl", "-o", "-")
    run("build", "records.jsonl", "-o", "g.json")

    assert result.stdout == (here / "g.json").read_text(encoding="utf-8")


def test_the_graph_of_the_environment_is_read(built, monkeypatch):
    (built / "graph.json").rename(built / "other.json")
    monkeypatch.setenv("ABSTRACTGRAPH_GRAPH", "other.json")

    assert "TWIG" in run("show", "TWIG").stdout


def test_stats_in_a_pipe_is_plain_rows(built):
    rows = list(csv.reader(io.StringIO(run("stats").stdout)))

    assert rows[0] == ["kind", "name", "number"]
    assert ["node", "Paper", "2"] in rows
    assert ["edge", "EVALUATED_ON", "2"] in rows
    assert rows[-1][0] == "claims"


def test_stats_counts_results_and_their_edges(here):
    open_store("graph.json").save(query_graph())
    rows = list(csv.reader(io.StringIO(run("stats").stdout)))
    graph = query_graph()

    assert ["node", "Result", str(len(graph.results))] in rows
    assert ["edge", "REPORTS", str(len(graph.results))] in rows
    assert ["edge", "RESULT_METRIC", str(len([r for r in graph.results.values() if r.metric]))] in rows


@pytest.mark.parametrize("form", ["table", "csv", "json", "jsonl", "markdown"])
def test_stats_and_evaluate_have_the_forms_of_queries(built, form):
    assert "OUTPERFORMS" in run("stats", "--format", form).stdout
    assert "relation" in run("evaluate", "records.jsonl", "records.jsonl", "--format", form).stdout


def test_stats_as_json(built):
    rows = json.loads(run("stats", "--format", "json", "--top", "1").stdout)

    assert [row["name"] for row in rows if row["kind"] == "claims"] == ["TWIG (Method)"]


@pytest.mark.parametrize("name", [["TWIG"], ["tree", "walks", "in", "graph"], ["twigs"], ["method:twig"]])
def test_show_finds_any_spelling(built, name):
    output = run("show", *name).stdout

    assert output.startswith("TWIG  Method\n")
    assert "also written: tree walks in graphs" in output
    assert "introduces it, 3 mentions" in output
    assert "OUTPERFORMS (1)\n  Emu-2  0.80\n" in output
    assert "\N{LEFT DOUBLE QUOTATION MARK}TWIG beats Emu 2 on HopBench." in output


def test_show_gives_both_directions_and_neighbours(built):
    output = run("show", "Emu 2").stdout

    assert "... OUTPERFORMS Emu-2 (1)\n  TWIG" in output
    assert "HopBench (Benchmark, 1), TWIG (Method, 1)" in output


def test_several_papers_that_say_the_same_are_one_line(built):
    again = record("Emu-2 anew", "[Emu-2]o runs on [HopBench]b again.", [("Emu-2", "EVALUATED_ON", "HopBench")])
    with (built / "more.jsonl").open("wb") as stream:
        write_record(stream, again)
    run("build", "records.jsonl", "more.jsonl")

    shown = run("show", "Emu-2").stdout
    assert "EVALUATED_ON (1)\n  HopBench  0.80, 2 papers\n" in shown
    assert shown.count("runs on HopBench") == 1
    assert run("show", "Emu-2", "--all").stdout.count("runs on HopBench") == 2


@pytest.mark.parametrize(
    "name", ["title:twigtreewalksingraphs", "TWIG: Tree walks in graphs", "twig tree walks in graphs"]
)
def test_show_knows_papers_by_title_and_id(built, name):
    graph = open_store("graph.json").load()
    paper = next(p for p in graph.papers.values() if p.title.startswith("TWIG"))
    output = run("show", paper.id if name.startswith("title:") else name).stdout

    assert output.startswith("TWIG: tree walks in graphs  Paper, 2031\n")
    assert "  INTRODUCES TWIG  0.80\n" in output
    assert "  TWIG OUTPERFORMS Emu-2  0.80\n" in output


def test_show_gives_a_paper_as_json(built):
    (card,) = json.loads(run("show", "TWIG: tree walks in graphs", "--format", "json").stdout)

    assert (card["label"], card["year"], len(card["claims"])) == ("Paper", 2031, 3)


def test_show_as_json_has_offsets(built):
    (card,) = json.loads(run("show", "TWIG", "--format", "json").stdout)

    graph = open_store("graph.json").load()
    assert {claim["type"] for claim in card["claims"]} == {"INTRODUCES", "OUTPERFORMS", "EVALUATED_ON"}
    for claim in card["claims"]:
        text = graph.papers[claim["paperId"]].text(claim["field"])
        assert text[claim["start"] : claim["end"]] == claim["sentence"]


def test_an_unknown_name_gets_suggestions(built):
    assert "Did you mean: HopBench" in fails("show", "HopBrench")


def test_view_writes_a_page(built):
    result = run("view", "-o", "page.html", "--max-nodes", "2")

    assert result.stderr == "page.html: 2 nodes, 1 edges; 1 of 3 entities are hidden\n"
    assert "HopBench" in (built / "page.html").read_text(encoding="utf-8")


@pytest.mark.parametrize("name", ["g.graphml", "g.gexf", "g.jsonl", "g.json"])
def test_export_by_ending_and_to_stdout_are_the_same(built, name):
    form = {"graphml": "graphml", "gexf": "gexf", "jsonl": "jsonl", "json": "node-link"}[name.split(".")[1]]
    run("export", "-o", name)

    assert run("export", "--format", form).stdout_bytes == (built / name).read_bytes()


def test_export_csv_is_a_folder(built):
    run("export", "--format", "csv", "-o", "tables")

    assert sorted(p.name for p in (built / "tables").iterdir()) == ["edges.csv", "nodes.csv"]


def test_export_without_a_known_ending_is_wrong_usage(built):
    assert "Add --format" in run("export", "-o", "graph.xyz", code=2).stderr


def test_evaluate_compares_records(here):
    rows = json.loads(run("evaluate", "records.jsonl", "records.jsonl", "--format", "json").stdout)

    assert {row["figure"]: row["f1"] for row in rows}["relation"] == 1.0
    assert all("/" not in row["figure"] for row in rows)


def test_evaluate_per_type_lists_relations(here):
    output = run("evaluate", "records.jsonl", "records.jsonl", "--per-type").stdout

    assert "relation/OUTPERFORMS,1.0,1.0,1.0,1\n" in output


def test_the_order_of_the_files_does_not_matter(here):
    for i, one in enumerate(RECORDS):
        with (here / f"{i}.jsonl").open("wb") as stream:
            write_record(stream, one)
    run("build", "0.jsonl", "1.jsonl", "-o", "a.json")
    run("build", "1.jsonl", "0.jsonl", "-o", "b.json")

    assert (here / "a.json").read_bytes() == (here / "b.json").read_bytes()


def test_two_different_records_of_one_paper_are_refused(here):
    changed = RECORDS[0].to_json()
    changed["relations"] = []
    (here / "other.jsonl").write_text(json.dumps(changed), encoding="utf-8")

    assert "other.jsonl: another record of" in fails("build", "records.jsonl", "other.jsonl")


def test_a_graph_is_not_replaced_by_nothing(built):
    (built / "bad.jsonl").write_text('{"title": "A"}\n', encoding="utf-8")

    assert "no paper is left" in run("build", "bad.jsonl", "--skip-invalid", code=1).stderr
    assert len(open_store("graph.json").load().papers) == 2


def test_a_page_goes_to_standard_output(built):
    run("view", "-o", "page.html")

    assert run("view", "-o", "-").stdout.strip() == (built / "page.html").read_text(encoding="utf-8").strip()


def test_the_tables_of_formats_are_those_of_the_library():
    from extract.readers import FORMATS
    from graph.cli.main import build, export
    from graph.exporters import EXPORTERS

    choices = {p.name: p for p in export.params}["form"].type.choices
    inputs = {p.name: p for p in build.params}["input_format"].type.choices
    assert (list(choices), list(inputs)) == (list(EXPORTERS), list(FORMATS))


@pytest.mark.parametrize(
    "command", [["build", "graph.json"], ["build", "records.jsonl"], ["extract", "records.jsonl"], ["view"], ["export"]]
)
def test_nothing_that_is_read_is_written_over(built, command):
    output = command[1] if len(command) > 1 else "graph.json"
    before = (built / output).read_bytes()

    assert "it is also what is read" in fails(*command, "-o", output)
    assert (built / output).read_bytes() == before


@pytest.mark.parametrize("command", [["build", "records.jsonl"], ["extract", "records.jsonl"], ["view"], ["export"]])
def test_an_output_is_not_called_compressed(built, command):
    assert "outputs are not compressed" in fails(*command, "-o", "out.json.gz")


def test_export_to_stdout_is_node_link_by_default(built):
    assert run("export").stdout_bytes == (built / "graph.json").read_bytes()


def test_malformed_records_stop_or_are_counted(here):
    with (here / "records.jsonl").open("a", encoding="utf-8") as stream:
        stream.write("{]\n")

    error = fails("build", "records.jsonl")
    assert "records.jsonl:3" in error
    assert "--skip-invalid" in error
    result = run("build", "records.jsonl", "--skip-invalid", "--quiet")
    assert "1 malformed records left out; the first: records.jsonl:3" in result.stderr


BAD_INPUT = {
    "missing.txt": None,
    "empty.txt": b"",
    "binary.dat": bytes(range(256)) * 8,
    "torn.jsonl.gz": gzip.compress(b'{"title": "A", "abstract": "B c d."}\n' * 99)[:-20],
    "bare.json": b'[{"title": "A title without more"}]',
    "notes.xyz": b"\x07\x07 nothing known",
    "latin.csv": "title,abstract\nCafé,Olé olé\n".encode("latin-1"),
}


@pytest.mark.parametrize("name", [*BAD_INPUT, "folder"])
def test_bad_input_is_one_sentence_and_leaves_the_graph_whole(built, name):
    before = (built / "graph.json").read_bytes()
    if name == "folder":
        (built / name).mkdir()
    elif BAD_INPUT[name] is not None:
        (built / name).write_bytes(BAD_INPUT[name])

    assert name in fails("build", name)
    assert (built / "graph.json").read_bytes() == before


def test_an_unreadable_file_is_one_sentence(built, monkeypatch):
    (built / "secret.txt").write_text("text", encoding="utf-8")
    opened = type(built).open

    def forbidden(path, *args, **kwargs):
        if path.name == "secret.txt":
            raise PermissionError(13, "Permission denied", str(path))
        return opened(path, *args, **kwargs)

    monkeypatch.setattr(type(built), "open", forbidden)

    assert "may not be read" in fails("build", "secret.txt")


@pytest.mark.parametrize("command", ["build", "extract"])
@pytest.mark.parametrize("output", ["records.jsonl/x", "no/such/folder.json", "folder"])
def test_an_unwritable_output_is_one_sentence_before_any_work(here, command, output):
    (here / "folder").mkdir()

    assert output in fails(command, "records.jsonl", "-o", output)


@pytest.mark.parametrize("command", [["view"], ["export", "--format", "gexf"]])
def test_an_unwritable_page_or_export_is_one_sentence(built, command):
    assert "no/such" in fails(*command, "-o", "no/such/file")


@pytest.mark.parametrize("command", [["stats"], ["show", "x"], ["view"], ["export", "--format", "jsonl"]])
@pytest.mark.parametrize(
    ("content", "message"),
    [(None, "there is no graph; make one with"), (b"", "empty"), (b"{", "not JSON"), (b'{"a": 1}', "not a graph")],
)
def test_a_bad_graph_is_one_sentence(here, command, content, message):
    if content is not None:
        (here / "graph.json").write_bytes(content)

    assert message in fails(*command)


def test_an_unknown_store_names_the_known_ones(here):
    assert "Known forms" in fails("stats", "-g", "mongo://x")


@pytest.mark.parametrize(
    "arguments",
    [
        ["build"],
        ["show"],
        ["stats", "--format", "xml"],
        ["nonsense"],
        ["build", "x", "--input-format", "y"],
        ["view", "--max-nodes", "0"],
        ["extract"],
    ],
)
def test_wrong_usage_is_exit_code_2(here, arguments):
    assert "Usage:" in run(*arguments, code=2).stderr


def test_train_without_its_extra_says_how_to_get_it(here, monkeypatch):
    monkeypatch.setitem(sys.modules, "torch", None)
    monkeypatch.delitem(sys.modules, "extract.training.run", raising=False)

    assert 'pip install "abstractgraph[train]"' in fails("train", ".", "-o", "model")


def test_a_reader_that_goes_away_is_no_error(built):
    command = [sys.executable, "-m", "graph.cli", "export", "--format", "jsonl"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, env=os.environ) as process:
        process.stdout.close()
        errors = process.stderr.read()

    assert (process.returncode, errors) == (0, b"")

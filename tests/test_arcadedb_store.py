"""What is special to graphs in folders: the folder itself, values, walls against writing, and errors in words."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from graph_strategies import hard_graph
from store_contract import two_papers

from graph.errors import (
    GraphError,
    ParameterError,
    QueryError,
    QuerySyntaxError,
    QueryTimeoutError,
    StoreError,
)
from graph.model import KnowledgeGraph, Paper
from graph.stores import CypherReader, open_store


@pytest.fixture(scope="module")
def kg(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("arcadedb") / "kg"
    open_store(f"arcadedb:{folder}").save(two_papers())
    return folder


@pytest.fixture
def reader(kg: Path) -> Iterator[CypherReader]:
    with open_store(f"arcadedb:{kg}").reader() as reader:
        yield reader


def test_the_folder_names_the_database_in_use(kg: Path) -> None:
    head = json.loads((kg / "abstractgraph.json").read_bytes())

    assert head["formatVersion"] == 1
    assert sorted(p.name for p in kg.iterdir()) == [".lock", "abstractgraph.json", head["database"]]


def test_folders_on_the_way_are_made(tmp_path: Path) -> None:
    open_store(f"arcadedb:{tmp_path}/a/b/kg").save(two_papers())

    assert open_store(f"arcadedb:{tmp_path}/a/b/kg").load() == two_papers()


def test_saving_leaves_one_database(tmp_path: Path) -> None:
    store = open_store(f"arcadedb:{tmp_path}/kg")
    store.save(hard_graph())
    store.save(two_papers())

    assert len([*(tmp_path / "kg").glob("graph-*")]) == 1


@pytest.mark.parametrize("use", ["save", "check_writable"])
def test_a_folder_with_other_files_is_not_touched(tmp_path: Path, use: str) -> None:
    (tmp_path / "thesis.tex").write_text("x")
    store = open_store(f"arcadedb:{tmp_path}")

    with pytest.raises(StoreError, match=r"the folder holds other files \(thesis\.tex\); name an empty or new folder"):
        store.save(two_papers()) if use == "save" else store.check_writable()

    assert [p.name for p in tmp_path.iterdir()] == ["thesis.tex"]


def test_what_a_desktop_leaves_behind_does_not_count(tmp_path: Path) -> None:
    (tmp_path / ".DS_Store").write_text("x")
    open_store(f"arcadedb:{tmp_path}").save(two_papers())

    assert open_store(f"arcadedb:{tmp_path}").load() == two_papers()


def test_a_file_is_no_folder(tmp_path: Path) -> None:
    (tmp_path / "kg").write_text("x")

    with pytest.raises(StoreError, match="a part of the path is a file where a folder is needed"):
        open_store(f"arcadedb:{tmp_path}/kg").save(two_papers())


def test_the_folder_must_be_named() -> None:
    with pytest.raises(StoreError, match="arcadedb:: name the folder of the graph after the colon, as in arcadedb:kg"):
        open_store("arcadedb:")


@pytest.mark.parametrize(
    ("head", "message"),
    [
        ("{", r"abstractgraph\.json in this folder cannot be read"),
        ("[]", r"abstractgraph\.json in this folder is damaged; build the graph again"),
        ('{"formatVersion":1}', r"abstractgraph\.json in this folder is damaged; build the graph again"),
        ('{"formatVersion":2,"database":"graph-1"}', "a newer version of abstractgraph made this graph"),
        ('{"formatVersion":1,"database":"graph-1"}', "the database is damaged"),
        ('{"formatVersion":1,"database":"../../etc"}', "the database is damaged"),
    ],
)
def test_a_damaged_folder_is_named(tmp_path: Path, head: str, message: str) -> None:
    (tmp_path / "abstractgraph.json").write_text(head)

    with pytest.raises(StoreError, match=message):
        open_store(f"arcadedb:{tmp_path}").load()


def test_a_database_that_is_no_graph_is_named(kg: Path, tmp_path: Path) -> None:
    from arcadedb_embedded import create_database

    with create_database(str(tmp_path / "graph-1")) as database:
        database.command("sql", "CREATE VERTEX TYPE Person")
    (tmp_path / "abstractgraph.json").write_text('{"formatVersion":1,"database":"graph-1"}')

    with pytest.raises(StoreError, match="the database is damaged"):
        open_store(f"arcadedb:{tmp_path}").load()


def test_an_integer_of_more_than_64_bits_is_refused(tmp_path: Path) -> None:
    with pytest.raises(StoreError, match=r"the graph cannot be kept: year is \d+, which has more than 64 bits"):
        open_store(f"arcadedb:{tmp_path}/kg").save(KnowledgeGraph([Paper("p", "t", "a", 2**63)]))


SAVE = """
import sys
from store_contract import two_papers
from graph.stores import open_store
from graph.stores.embedded import engine

create = engine._fill
def slowly(*arguments):
    create(*arguments)
    print("writing", flush=True)
    import time
    time.sleep(60)

engine._fill = slowly
open_store(sys.argv[1]).save(two_papers())
"""


def test_a_killed_save_leaves_the_old_graph_and_no_lock(tmp_path: Path) -> None:
    store = open_store(f"arcadedb:{tmp_path}/kg")
    store.save(hard_graph())
    command = [sys.executable, "-c", SAVE, store.url]
    environment = {**os.environ, "PYTHONPATH": str(Path(__file__).parent)}
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, env=environment) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == "writing\n"
        with pytest.raises(StoreError, match="another process is writing this graph"):
            store.check_writable()
        process.send_signal(signal.SIGKILL)

    assert store.load() == hard_graph()
    store.save(two_papers())
    assert store.load() == two_papers()
    assert len([*(tmp_path / "kg").glob("graph-*")]) == 1


def test_values_are_plain(reader: CypherReader) -> None:
    rows = reader.run(
        "MATCH (p:Paper {id: 'p1'})-[r:INTRODUCES]->(m) RETURN p, r, [m, 1, 2.5, null, true] AS l, {a: m.name} AS d"
    )

    text = "Zap scores 45.3 on Hop."
    paper = {"label": "Paper", "abstract": text, "id": "p1", "name": "Zap", "title": "Zap", "year": 2024}
    claim = {"confidence": 1.0, "count": 1, "end": len(text), "field": "abstract", "hedged": False, "paperId": "p1"}
    claim |= {"polarity": "asserted", "sentence": text, "start": 0}
    method = {"label": "Method", "aliases": ["ZAP"], "id": "method:zap", "name": "Zap"}
    method |= {"typeVoteCounts": [2], "typeVoteLabels": ["Method"]}
    assert rows.columns == ("p", "r", "l", "d")
    assert rows.rows == (
        (
            paper,
            {"type": "INTRODUCES", "source": "p1", "target": "method:zap", **claim},
            [method, 1, 2.5, None, True],
            {"a": "Zap"},
        ),
    )
    assert [type(value) for value in rows.rows[0][2]] == [dict, int, float, type(None), bool]


def test_a_path_has_its_nodes_and_relationships_in_order(reader: CypherReader) -> None:
    ((path,),) = reader.run("MATCH p = (:Method)<-[:RESULT_OF]-(:Result)-[:RESULT_ON]->(:Benchmark) RETURN p").rows

    assert [node["id"] for node in path["nodes"]] == ["method:zap", "result:1", "benchmark:hop"]
    assert [(r["source"], r["type"], r["target"]) for r in path["relationships"]] == [
        ("result:1", "RESULT_OF", "method:zap"),
        ("result:1", "RESULT_ON", "benchmark:hop"),
    ]


@pytest.mark.parametrize(
    ("expression", "text"),
    [
        ("date('2024-05-06')", "2024-05-06"),
        ("datetime('2024-05-06T10:00:00Z')", "2024-05-06T10:00:00Z"),
        ("datetime('2024-05-06T10:20:30.500+02:00')", "2024-05-06T10:20:30.5+02:00"),
        ("localdatetime('2024-05-06T10:00')", "2024-05-06T10:00:00"),
        ("localtime('10:00:00.120')", "10:00:00.12"),
        ("time('10:00Z')", "10:00:00Z"),
        ("duration('P1DT2H')", "P1DT2H"),
    ],
)
def test_moments_are_texts_in_one_form(reader: CypherReader, expression: str, text: str) -> None:
    assert reader.run(f"RETURN {expression} AS x").rows == ((text,),)


def test_columns_are_known_without_rows(reader: CypherReader) -> None:
    rows = reader.run("MATCH (n:Software) RETURN n.name, count( * ) AS n, 1 + 1")

    assert rows.columns == ("n.name", "n", "1 + 1")
    assert rows.rows == ()


def test_all_variables_are_columns_in_alphabetic_order(reader: CypherReader) -> None:
    rows = reader.run("MATCH (n:Method) WITH n.name AS z, 1 AS a RETURN *")

    assert (rows.columns, rows.rows) == (("a", "z"), ((1, "Zap"),))


def test_rows_can_be_limited(reader: CypherReader) -> None:
    assert reader.run("UNWIND [1, 2, 3] AS i RETURN i", limit=2).rows == ((1,), (2,))
    assert reader.run("UNWIND [1, 2, 3] AS i RETURN i", limit=2).truncated
    assert not reader.run("UNWIND [1, 2, 3] AS i RETURN i", limit=3).truncated


def test_parameters_keep_their_types(reader: CypherReader) -> None:
    value = {"i": 2**62, "f": 1.0, "t": "ö\u2028'\"", "b": False, "n": None, "l": [1, [2.5]], "m": {"k": "v"}}
    ((found,),) = reader.run("RETURN $value AS v", {"value": value}).rows

    assert found == value
    assert [type(found[name]) for name in "iftb"] == [int, float, str, bool]


@pytest.mark.parametrize(
    ("value", "message"),
    [
        (2**63, "the parameter x is 9223372036854775808; integers have at most 64 bits"),
        (["\ud800"], r"the parameter x is no Unicode text: '\\ud800'"),
        ({1, 2}, "the parameter x is a set; Cypher has no such values"),
    ],
)
def test_a_parameter_that_cypher_does_not_have_is_named(reader: CypherReader, value: object, message: str) -> None:
    with pytest.raises(ParameterError, match=message):
        reader.run("RETURN $x AS x", {"x": value})


def test_a_syntax_error_says_where(reader: CypherReader) -> None:
    with pytest.raises(QuerySyntaxError, match="line 1:8"):
        reader.run("MATCH n RETURN n")


@pytest.mark.parametrize(
    ("text", "error"),
    [
        ("MATCH (n RETURN n", QuerySyntaxError),
        ("MATCH (n) RETURN m", QuerySyntaxError),
        ("RETURN nosuchfunction(1) AS x", QuerySyntaxError),
        ("RETURN $missing AS x", ParameterError),
        ("RETURN 1 / 0 AS x", QueryError),
        ("", QuerySyntaxError),
    ],
)
def test_errors_are_one_line(reader: CypherReader, text: str, error: type[GraphError]) -> None:
    with pytest.raises(error) as caught:
        reader.run(text)

    assert "\n" not in str(caught.value)
    assert "com.arcadedb" not in str(caught.value)


@pytest.mark.parametrize(
    "text",
    [
        "CREATE (n:Method {id: 'x'}) RETURN n",
        "MATCH (n) SET n.name = 'x' RETURN n",
        "MATCH (n) DETACH DELETE n",
        "MERGE (n:Method {id: 'x'}) RETURN n",
        "MATCH (n) REMOVE n.name",
        "MATCH (n) FOREACH (x IN [1] | SET n.name = 'x')",
        "CALL { CREATE (n:Method {id: 'y'}) RETURN n } RETURN n",
        "CREATE INDEX FOR (n:Method) ON (n.name)",
        "DROP INDEX x",
    ],
)
def test_nothing_is_written_whatever_the_text_says(reader: CypherReader, kg: Path, text: str) -> None:
    with pytest.raises(QueryError):
        reader.run(text)

    assert open_store(f"arcadedb:{kg}").load() == two_papers()


@pytest.mark.parametrize("url", ["file:///etc/hostname", "http://127.0.0.1:9/x.csv"])
def test_no_file_and_no_host_is_read(reader: CypherReader, url: str) -> None:
    with pytest.raises(QueryError, match="disabled"):
        reader.run(f"LOAD CSV FROM '{url}' AS line RETURN line")


def test_a_long_query_is_given_up(reader: CypherReader) -> None:
    began = time.monotonic()
    with pytest.raises(QueryTimeoutError, match=r"no answer within 0\.5 s"):
        reader.run("UNWIND range(1, 100000) AS a UNWIND range(1, 100000) AS b WITH a WHERE a < 0 RETURN a", timeout=0.5)

    assert time.monotonic() - began < 20
    assert reader.run("RETURN 1 AS x").rows == ((1,),)


def test_the_engine_says_nothing(kg: Path) -> None:
    code = (
        "import sys; from graph.stores import open_store\n"
        "with open_store(sys.argv[1]).reader() as reader: print(reader.run('RETURN 1 AS x').rows)"
    )
    done = subprocess.run([sys.executable, "-c", code, f"arcadedb:{kg}"], capture_output=True, text=True, check=True)

    assert (done.stdout, done.stderr) == ("((1,),)\n", "")


def test_without_the_engine_a_sentence_says_what_to_do(kg: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "arcadedb_embedded", None)

    with (
        pytest.raises(StoreError, match="needs the package arcadedb-embedded, which is not installed"),
        open_store(f"arcadedb:{kg}").reader(),
    ):
        pass


def test_a_relative_path_follows_the_working_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("first", "second"):
        (tmp_path / name).mkdir()
        monkeypatch.chdir(tmp_path / name)
        open_store("arcadedb:kg").save(KnowledgeGraph([Paper(name, name, "")]))

    assert [*open_store(f"arcadedb:{tmp_path}/first/kg").load().papers] == ["first"]
    assert [*open_store("arcadedb:kg").load().papers] == ["second"]


def test_folders_of_other_names_are_never_removed(tmp_path: Path) -> None:
    (tmp_path / "graph-results").mkdir()
    (tmp_path / "graph-results" / "thesis.tex").write_text("x")

    with pytest.raises(StoreError, match=r"the folder holds other files \(graph-results\)"):
        open_store(f"arcadedb:{tmp_path}").save(two_papers())

    assert (tmp_path / "graph-results" / "thesis.tex").exists()


def test_a_tilde_is_the_home_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HOME", str(tmp_path))
    open_store("arcadedb:~/kg").save(two_papers())

    assert open_store(f"arcadedb:{tmp_path}/kg").load() == two_papers()


def test_a_graph_replaced_while_it_is_opened_is_opened_anew(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from graph.stores.embedded import store as module

    store = open_store(f"arcadedb:{tmp_path}/kg")
    store.save(hard_graph())
    open_it = module.opened
    replaced: list[Path] = []

    def late(url: str, path: Path) -> object:
        if not replaced:
            replaced.append(path)
            store.save(two_papers())
        return open_it(url, path)

    monkeypatch.setattr(module, "opened", late)

    assert store.load() == two_papers()
    assert not replaced[0].exists()


def test_a_short_query_does_not_wait_for_a_long_one(reader: CypherReader) -> None:
    slow = "UNWIND range(1, 100000) AS a UNWIND range(1, 100000) AS b WITH a WHERE a < 0 RETURN count(a) AS n"
    with ThreadPoolExecutor(1) as pool:
        long_one = pool.submit(reader.run, slow, timeout=6)
        time.sleep(0.5)
        began = time.monotonic()
        assert reader.run("RETURN 1 AS x", timeout=6).rows == ((1,),)
        waited = time.monotonic() - began
        with pytest.raises(QueryTimeoutError):
            long_one.result()

    assert waited < 3


def test_a_database_that_lost_a_file_is_named(tmp_path: Path) -> None:
    store = open_store(f"arcadedb:{tmp_path}/kg")
    store.save(two_papers())
    next(tmp_path.rglob("Paper_0.*.bucket")).unlink()

    for use in (store.load, lambda: store.reader().__enter__()):
        with pytest.raises(StoreError, match="the database is damaged, files are missing; build the graph again"):
            use()

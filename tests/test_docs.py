"""The documentation is true: what it shows runs, and it names every command."""

import re
import shlex
from pathlib import Path

import pytest
from click.testing import CliRunner
from fake_reader import FakeReader

from extract.schema import PAIR_RELATIONS, SIGNATURES, EntityType, RelationType
from graph import errors
from graph.cli import main
from graph.cli.shell import Shell

ROOT = Path(__file__).parents[1]
README = (ROOT / "README.md").read_text(encoding="utf-8")


def blocks(language, page=README):
    return re.findall(rf"```{language}\n(.*?)```", page, re.S)


@pytest.fixture
def copy(tmp_path, monkeypatch):
    """A folder with the examples, to work in."""
    (tmp_path / "examples").symlink_to(ROOT / "examples")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    monkeypatch.delenv("ABSTRACTGRAPH_GRAPH", raising=False)
    return tmp_path


@pytest.mark.parametrize("block", blocks("console"))
def test_the_commands_of_the_readme_run(copy, block):
    CliRunner().invoke(main, ["build", "examples/papers.txt"])
    lines = [line.removeprefix("$ ") for line in block.splitlines()]
    assert lines

    for line in lines:
        program, *arguments = shlex.split(line)
        result = CliRunner().invoke(main, arguments)
        assert (program, result.exit_code) == ("abstractgraph", 0), result.output


def test_the_sample_output_of_the_readme_is_what_comes_out(copy):
    for line in blocks("console")[0].splitlines():
        result = CliRunner().invoke(main, shlex.split(line)[2:])

    # Confidences differ a little between kinds of processors.
    shown, sample = (
        re.sub(r"  \d\.\d\d$", "", text, flags=re.M).strip() for text in (result.stdout, blocks("text")[0])
    )
    assert shown == sample


def test_the_python_of_the_readme_runs(copy, capsys):
    (code,) = blocks("python")
    exec(compile(code, "README.md", "exec"), {})

    assert "ROME" in capsys.readouterr().out
    assert (copy / "graph.html").stat().st_size > 100_000


def test_the_python_of_its_own_page_runs(copy, capsys):
    page = (ROOT / "docs" / "python.md").read_text(encoding="utf-8")
    for code in blocks("python", page):
        exec(compile(code, "python.md", "exec"), {})

    shown = capsys.readouterr().out
    assert "FernNet FernNet outperforms ResNet-50 on LeafBench." in shown
    assert "'FernNet', 'ResNet-50', 1, 'asserted'" in shown
    for package, name in re.findall(r"`(extract|graph)\.(\w+)\(", page):
        assert name in __import__(package).__all__


def test_every_command_is_in_the_documentation():
    documentation = README + (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")

    assert [name for name in main.commands if f"`{name}`" not in documentation] == []


def test_links_lead_somewhere():
    for page in [ROOT / "README.md", ROOT / "CONTRIBUTING.md", *(ROOT / "docs").glob("*.md")]:
        for target in re.findall(r"\]\(([^)#]+)\)", page.read_text(encoding="utf-8")):
            assert target.startswith("http") or (page.parent / target).exists(), f"{page.name}: {target}"


def test_the_schema_page_has_the_signatures_of_the_schema():
    page = (ROOT / "docs" / "schema.md").read_text(encoding="utf-8")
    rows = dict(re.findall(r"^\| ([A-Z_]+) \| (.*?) \|", page, re.M))
    short = {frozenset(EntityType): "any", frozenset(EntityType) - {EntityType.METRIC}: "any but Metric"}

    def words(types):
        return short.get(types) or ", ".join(t for t in EntityType if t in types)

    assert set(rows) == set(RelationType)
    for relation in PAIR_RELATIONS:
        head, tail = (set(part.split(", ")) for part in rows[relation].split(" → "))
        expected = [set(words(types).split(", ")) for types in SIGNATURES[relation]]
        assert [head, head if tail == {"the same"} else tail] == expected


def test_the_page_on_stores_names_every_variable_of_the_environment():
    page = (ROOT / "docs" / "stores.md").read_text(encoding="utf-8")
    code = "".join(path.read_text(encoding="utf-8") for path in (ROOT / "graph").rglob("*.py"))
    used = set(re.findall(r'"((?:NEO4J|ABSTRACTGRAPH)_[A-Z]+)"', code))

    assert used == set(re.findall(r"^\| `((?:NEO4J|ABSTRACTGRAPH)_[A-Z]+)`", page, re.M))


def test_the_errors_of_the_page_on_python_are_there():
    page = (ROOT / "docs" / "python.md").read_text(encoding="utf-8")
    names = re.findall(r"`graph\.(?:errors\.)?(\w+Error)`", page)

    assert len(names) > 9
    assert all(issubclass(getattr(errors, name), errors.GraphError) for name in names)


def test_the_page_on_cypher_names_every_command_of_the_shell():
    page = (ROOT / "docs" / "cypher.md").read_text(encoding="utf-8")

    assert [name for name in Shell(FakeReader()).commands if f"`{name}" not in page] == []

"""Every file of queries/: a complete header, and the rows that it must give, on every store that answers Cypher."""

from __future__ import annotations

import re
import shlex
from pathlib import Path

import pytest
from query_graph import query_graph
from query_rows import GOLDEN

from extract.names import name_key
from graph.cypher import ask, find_query, parse_query
from graph.cypher.lexer import tokens
from graph.cypher.parameters import complete_parameters, parse_parameters, split_assignments
from graph.errors import QueryError

CHECKOUT = Path(__file__).parent.parent
FILES = {path.stem: path for path in sorted((CHECKOUT / "queries").glob("*"))}
CASES = [
    pytest.param(name, parameters, rows, id=f"{name}-{number}")
    for name, cases in GOLDEN.items()
    for number, (parameters, rows) in enumerate(cases)
]
VALUE_TYPES = {"text": str, "integer": int, "number": float, "boolean": bool, "texts": list, "integers": list}


def faults(name, text, golden=GOLDEN):
    """Return what is wrong with a file of queries/, as far as its text shows."""
    try:
        query = parse_query(text, name, complete=True)
    except QueryError as error:
        return [str(error)]
    found = [*example_faults(query), *description_faults(query)]
    if not is_ordered(text):
        found.append("RETURN has no ORDER BY")
    if not any(rows for _, rows in golden.get(name, ())):
        found.append("tests/query_rows.py has no rows for it")
    return found


def example_faults(query):
    command, *rest = shlex.split(query.example.removeprefix("abstractgraph query "))
    if not query.example.startswith("abstractgraph query ") or command != query.name:
        return [f"the example is not 'abstractgraph query {query.name}'"]
    try:
        if rest[::2] != ["--param"] * (len(rest) // 2):
            return ["the example has options other than --param"]
        values = parse_parameters(query, split_assignments(rest[1::2]))
        complete_parameters(query, values)
    except QueryError as error:
        return [f"the example does not run: {error}"]
    named = {p.name for p in query.parameters if p.type == "name"}
    return [
        f"the example names {value!r}, which is not in examples/"
        for p, value in values.items()
        if p in named and not in_examples(value)
    ]


def description_faults(query):
    parts = [*query.parameters, *query.columns]
    return [f"{part.name!r} has no description" for part in parts if not part.description]


def in_examples(name):
    text = "\n".join(path.read_text(encoding="utf-8") for path in (CHECKOUT / "examples").glob("papers.*"))
    return re.search(rf"(?i)\b{re.escape(name)}\b", text) is not None


def final_clause(text):
    """Return the tokens from the last RETURN on that stands in no braces."""
    depth, start, all_tokens = 0, 0, tokens(text)
    for index, token in enumerate(all_tokens):
        depth += token.is_symbol("{") - token.is_symbol("}")
        if depth == 0 and token.is_word("RETURN"):
            start = index
    return all_tokens[start + 1 :]


def is_ordered(text):
    return any(token.is_word("ORDER") for token in final_clause(text))


def test_there_are_files_with_kebab_case_names_and_nothing_else():
    assert len(FILES) >= 18
    assert [path.name for path in FILES.values() if not re.fullmatch(r"[a-z]+(-[a-z]+)*\.cypher", path.name)] == []


@pytest.mark.parametrize("name", FILES)
def test_file_is_complete(name):
    assert faults(name, FILES[name].read_text(encoding="utf-8")) == []


def test_rows_are_only_for_queries_that_exist():
    assert GOLDEN.keys() - FILES.keys() == set()


GOOD = """\
// Papers of a method.
//
// @param method: name(Method)  The method.
// @column title: text  The title.
// @column year: integer  The year.
// @example abstractgraph query good --param method=ROME
MATCH (p:Paper)-[:MENTIONS]->(m) WHERE m.id IN $method
RETURN p.name AS title, p.year AS year ORDER BY title, p.id
"""
HAS_ROWS = {"good": [({}, [("Otter", 2030)])]}


def test_the_check_passes_a_good_file():
    assert faults("good", GOOD, HAS_ROWS) == []


@pytest.mark.parametrize(
    ("old", "new", "fault"),
    [
        ("// Papers of a method.\n", "", "no purpose"),
        ("// @param method: name(Method)  The method.\n", "", r"\$method is not in the header"),
        ("$method", "['method:rome']", "'method' of the header is not used"),
        ("  The method.", "", "'method' has no description"),
        ("// @column year: integer  The year.\n", "", "the columns of the header are"),
        ("p.year AS year", "p.year", "the columns of the header are"),
        ("p.name AS title, p.year AS year", "p.year AS year, p.name AS title", "the columns of the header are"),
        ("// @example", "// example", "no @example"),
        ("query good", "query better", "example is not"),
        ("=ROME", "=Otter", "'Otter', which is not in examples"),
        (" --param method=ROME", "", "example does not run"),
        ("ORDER BY title, p.id", "", "no ORDER BY"),
    ],
)
def test_the_check_finds(old, new, fault):
    assert old in GOOD
    found = faults("good", GOOD.replace(old, new), HAS_ROWS)
    assert re.search(fault, "\n".join(found))


@pytest.mark.parametrize("golden", [{}, {"good": []}, {"good": [({}, [])]}])
def test_the_check_finds_a_file_without_rows(golden):
    assert faults("good", GOOD, golden) == ["tests/query_rows.py has no rows for it"]


@pytest.mark.parametrize(("name", "parameters", "rows"), CASES)
def test_rows(reader, name, parameters, rows):
    query = find_query(name)
    answer = ask(reader, query, parameters)
    assert list(answer.rows) == rows
    assert answer.columns == tuple(column.name for column in query.columns)
    # 1, 1.0 and True are equal in Python, and not in a table.
    for row in answer.rows:
        for value, column in zip(row, query.columns, strict=True):
            assert value is None or type(value) is VALUE_TYPES[column.type]


def test_the_graph_has_what_the_rows_rely_on():
    graph = query_graph()
    assert {claim.polarity for claim in graph.claims} == {"asserted", "negated"}
    assert any(claim.hedged for claim in graph.claims)
    assert any(claim.head == claim.tail for claim in graph.claims)
    assert any(paper.year is None for paper in graph.papers.values())
    keys = [name_key(entity.name) for entity in graph.entities.values()]
    assert keys.count(name_key("Mink")) == 2

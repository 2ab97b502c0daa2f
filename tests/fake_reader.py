"""A store that answers Cypher with rows made before, and knows a few names."""

from contextlib import contextmanager

from graph.errors import QuerySyntaxError
from graph.stores.store import Rows

# (id, label, name, aliases), or for a paper (id, label, title, arXiv id, DOI).
NODES = [
    ("method:twig", "Method", "TWIG", ["tree walks in graphs"]),
    ("method:twig2", "Method", "TWIG 2", ["TWIG-Two", "twiggy"]),
    ("benchmark:chess", "Benchmark", "CHESS", []),
    ("task:chess", "Task", "chess", []),
    ("model:finch", "Model", "Finch", ["TWIG"]),
    ("arxiv:3101.00001", "Paper", "Walking in trees", "3101.00001", "10.1234/Walk.5"),
    ("title:00ff", "Paper", "Chess, anew", None, None),
]


class FakeReader:
    """Answers every text with `rows`, and those that ask for names with NODES; `asked` keeps what was run."""

    engine = "arcadedb"

    def __init__(self, columns=("x",), rows=((1,),), nodes=NODES, fail=None):
        self.columns, self.rows, self.nodes, self.fail = tuple(columns), tuple(rows), nodes, fail
        self.asked = []
        self.names_read = 0

    def run(self, text, parameters=None, *, timeout=None, limit=None):
        for label in ("Paper", "Method", "Model", "Dataset", "Benchmark", "Task", "Metric", "Software"):
            if text.startswith(f"MATCH (n:{label}) RETURN n.id AS id, n."):
                self.names_read += 1
                found = [node for node in self.nodes if node[1] == label]
                return Rows(("id", "name"), tuple((node[0], *node[2:]) for node in found))
            if text.startswith(f"MATCH (n:{label}) RETURN count(n)"):
                return Rows(("state",), ((repr(self.nodes),),))
            if text.startswith(f"MATCH (n:{label}) WHERE n.id = $id"):
                found = [node for node in self.nodes if node[:2] == (parameters["id"], label)]
                return Rows(("id", "name"), tuple((node[0], node[2]) for node in found))
        self.asked.append((text, dict(parameters or {}), timeout, limit))
        if self.fail is not None:
            raise self.fail
        if "syntax error" in text:
            raise QuerySyntaxError("that is no Cypher")
        if limit is not None and len(self.rows) > limit:
            return Rows(self.columns, self.rows[:limit], truncated=True)
        return Rows(self.columns, self.rows)


class FakeStore:
    def __init__(self, reader):
        self._reader = reader

    @contextmanager
    def reader(self):
        yield self._reader


HEADER = """\
// What beats a method.
//
// @param method: name(Method|Model)  The method
//   that is beaten.
// @param top: integer = 5  How many.
// @column winner: text  The better one.
// @example abstractgraph query beats --param method=TWIG
MATCH (a)-[:OUTPERFORMS]->(b) WHERE b.id IN $method RETURN a.name AS winner LIMIT $top
"""
YEARS = """\
// Papers of a year.
// @param year: integer  The year.
// @column title: text  The title.
// @example abstractgraph query papers-of --param year=2031
MATCH (p:Paper {year: $year}) RETURN p.title AS title
"""


def use_catalogue(monkeypatch, folder):
    """Make a catalogue of two queries, in place of the real one."""
    from graph.cypher import catalogue

    (folder / "beats.cypher").write_text(HEADER, encoding="utf-8")
    (folder / "papers-of.cypher").write_text(YEARS, encoding="utf-8")
    files = {path.stem: path for path in folder.glob("*.cypher")}
    monkeypatch.setattr(catalogue, "_files", lambda: files)
    catalogue._query.cache_clear()

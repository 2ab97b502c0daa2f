"""The page of a report: figures and charts in HTML that needs no network and runs no script."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

from markupsafe import Markup

from ..model import ENTITY_LABELS, KnowledgeGraph
from ..views.content import STYLES
from ..views.document import page_environment, write_page
from .charts import Bar, bars, columns, spark
from .coverage import BINS, Coverage
from .figures import Figures, figures
from .growth import Growth
from .lineage import Member
from .parts import PHRASES

_HERE = Path(__file__).parent
_YEARS = 40
"""More columns than that are too thin to be told apart."""
_MARKED_YEARS = 8
_PLURALS = {
    "Method": "Methods",
    "Model": "Models",
    "Dataset": "Datasets",
    "Benchmark": "Benchmarks",
    "Task": "Tasks",
    "Metric": "Metrics",
    "Software": "Software",
}


class _Branch(NamedTuple):
    """A member of a family, and what its list item does: opens a list of its own, or ends some lists above it."""

    member: Member
    opens: bool
    ends: int


def render_report(graph: KnowledgeGraph, *, title: str = "abstractgraph", top: int = 15) -> str:
    """Return a page that tells what a graph covers, with charts, tables and the sentences behind them.

    The page makes no request and runs no script. The same graph gives the same text, with the same matplotlib.

    Parameters
    ----------
    graph
        What it is about.
    title
        Heading of the page.
    top
        How many names, families, leaderboards, rows of a leaderboard, and contradictions are shown; at least 1.
    """
    found = figures(graph, top)
    environment = page_environment(_HERE)
    environment.filters |= {"number": "{:,}".format, "decimal": "{:.2f}".format, "percent": "{:.1%}".format}
    environment.filters["count"] = _count
    environment.globals |= {"branches": _branches, "phrases": PHRASES, "plurals": _PLURALS}
    return environment.get_template("report.html").render(
        title=title,
        colours={label: STYLES[label][1] for label in ENTITY_LABELS},
        figures=found,
        charts=_charts(found),
        sparks=_sparks(found.growth),
        earlier_years=_earlier(found.growth),
    )


def write_report(graph: KnowledgeGraph, path: str | Path, *, title: str = "abstractgraph", top: int = 15) -> None:
    """Write the page to a file, which is complete or as it was before, never half-written.

    Parameters
    ----------
    graph, title, top
        As for :func:`render_report`.
    path
        The file, in an existing folder. What it held is replaced.

    Raises
    ------
    OutputError
        If the file cannot be written.
    """
    html = render_report(graph, title=title, top=top)
    write_page(html, path)


def _charts(found: Figures) -> dict[str, Markup]:
    """Return the charts by their names; none where there is nothing to draw."""
    charts = _coverage_charts(found.coverage)
    for label, shown in found.used.items():
        if shown.items:
            rows = [Bar(used.name, used.papers, label.lower()) for used in shown.items]
            charts[label] = bars(f"used-{label.lower()}", f"{_PLURALS[label]} that most papers mention", rows)
    if found.growth.by_year:
        charts["years"] = _year_chart(found.growth)
    return charts


def _coverage_charts(covered: Coverage) -> dict[str, Markup]:
    charts = {}
    if covered.entity_count:
        rows = [Bar(_PLURALS[label], number, label.lower()) for label, number in covered.entities]
        charts["entities"] = bars("entities", "Number of entities of each kind", rows)
    if covered.claims.claims:
        rows = [Bar(PHRASES[relation.type], relation.claims) for relation in covered.relations]
        charts["relations"] = bars("relations", "Number of claims of each relation", rows)
        bounds = [f"{place / BINS:g} to {(place + 1) / BINS:g}" for place in range(BINS)]
        tips = [f"{bound}: {number:,}" for bound, number in zip(bounds, covered.confidences, strict=True)]
        marks = [(0.0, "0"), (BINS / 2, "0.5"), (float(BINS), "1")]
        label = f"Number of claims by confidence, in {BINS} classes from 0 to 1"
        charts["confidence"] = columns("confidence", label, covered.confidences, marks, tips)
    return charts


def _window(growth: Growth) -> range:
    """Return the years that are drawn: the latest ones, also those without papers."""
    last = growth.by_year[-1][0]
    return range(max(growth.by_year[0][0], last - _YEARS + 1), last + 1)


def _earlier(growth: Growth) -> int:
    """Return the number of papers before the years that are drawn."""
    return sum(papers for year, papers in growth.by_year if year < _window(growth).start)


def _in_window(growth: Growth, by_year: Mapping[int, int]) -> list[int]:
    return [by_year.get(year, 0) for year in _window(growth)]


def _year_chart(growth: Growth) -> Markup:
    years = _window(growth)
    numbers = _in_window(growth, dict(growth.by_year))
    marked = years if len(years) <= _MARKED_YEARS else (years[0], years[len(years) // 2], years[-1])
    marks = [(year - years.start + 0.5, str(year)) for year in marked]
    tips = [f"{year}: {number:,}" for year, number in zip(years, numbers, strict=True)]
    return columns("years", f"Number of papers of each year from {years[0]} to {years[-1]}", numbers, marks, tips)


def _sparks(growth: Growth) -> list[Markup]:
    """Return small columns for each of the fastest growing names."""
    years = [year for year, _ in growth.by_year]
    charts = []
    for place, growing in enumerate(growth.fastest.items):
        numbers = _in_window(growth, dict(zip(years, growing.by_year, strict=True)))
        charts.append(spark(f"spark-{place}", f"Papers by year: {', '.join(map(str, numbers))}", numbers))
    return charts


def _branches(members: Sequence[Member]) -> list[_Branch]:
    """Return the members of a family below its root as items of nested lists; no recursion, a family may be deep."""
    depths = [*(member.depth for member in members[1:]), members[0].depth]
    return [
        _Branch(member, following > member.depth, member.depth - following)
        for member, following in zip(members, depths, strict=True)
    ]


def _count(number: int, one: str, many: str) -> str:
    """Return a number with its noun.

    Examples
    --------
    >>> _count(1, "paper", "papers"), _count(1200, "paper", "papers")
    ('1 paper', '1,200 papers')
    """
    return f"{number:,} {one if number == 1 else many}"

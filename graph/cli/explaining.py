"""``explain``: why a node has its names, and why similar names are other nodes."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from . import console
from .aliases import rules_for
from .options import aliases_option, graph_option

if TYPE_CHECKING:
    from ..explain import Explanation, Spelling

_PAPERS = 3
_SPELLINGS = 6


@click.command()
@click.argument("name", nargs=-1, required=True)
@graph_option
@aliases_option
@click.option("--all", "everything", is_flag=True, help="All spellings and papers, not the first few of each.")
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text", show_default=True, help="Form.")
def explain(name: tuple[str, ...], url: str, aliases: Path | None, everything: bool, form: str) -> None:
    """Explain why names are one node, and others are not.

    Shows the spellings of a node with their papers, the rules that join them, and the nodes with similar names with
    what keeps them apart. The reasons are worked out anew from what the papers in the graph keep.

    \b
    Example:
      abstractgraph explain ROME
    """
    from ..explain import explain as reasons
    from ..lookup import find_entities
    from ..stores import open_store

    graph = open_store(url).load()
    found = find_entities(graph, " ".join(name))
    rules = rules_for(url, aliases)
    if form == "json":
        console.print_json([_as_json(reasons(graph, entity, rules)) for entity in found])
        return
    _print(reasons(graph, found[0], rules), everything)
    if len(found) > 1:
        others = ", ".join(f"{entity.name} ({entity.label}): {entity.id}" for entity in found[1:])
        click.echo(console.visible(f"\nThe same name also stands for: {others}. Give the id to see it."))


def _print(explanation: Explanation, everything: bool) -> None:
    from ..resolution import RULES

    entity = explanation.entity
    click.secho(console.visible(entity.name), bold=True, nl=False)
    click.echo(console.visible(f"  {entity.label}, {entity.id}"))
    click.secho(f"\nSpellings ({sum(map(len, explanation.spellings))})", bold=True)
    for group in explanation.spellings:
        _print_group(group, everything)
    if len(explanation.spellings) > 1:
        click.secho("\nJoined because", bold=True)
        for link in explanation.links:
            grounds = ", ".join(filter(None, (link.detail, _papers(link.papers, everything))))
            because = f"  {link.first} = {link.second}: {RULES[link.rule]}{f' ({grounds})' if grounds else ''}"
            click.echo(console.visible(because))
    if explanation.unexplained:
        click.echo(
            "  No rule joins all of these names: an alias rule did that is not there now, or an earlier version."
            " Building again applies the rules that there are."
        )
    if explanation.apart:
        click.secho(f"\nKept apart ({len(explanation.apart)})", bold=True)
        for apart in explanation.apart:
            other = apart.entity
            click.echo(console.visible(f"  {other.name} ({other.label}, {other.id}): {apart.reason}"))


def _print_group(group: tuple[Spelling, ...], everything: bool) -> None:
    shown = group if everything else group[:_SPELLINGS]
    texts = [f"{spelling.text} ({_papers(spelling.papers, everything)})" for spelling in shown]
    more = [f"... and {len(group) - len(shown)} more"] if len(group) > len(shown) else []
    click.echo(console.visible(f"  {', '.join(texts + more)}"))


def _papers(papers: tuple[str, ...], everything: bool) -> str:
    shown = papers if everything else papers[:_PAPERS]
    return ", ".join(shown) + (f" and {len(papers) - len(shown)} more" if len(papers) > len(shown) else "")


def _as_json(explanation: Explanation) -> dict[str, Any]:
    entity = explanation.entity
    return {
        "id": entity.id,
        "label": entity.label,
        "name": entity.name,
        "spellings": [[{"text": s.text, "papers": list(s.papers)} for s in group] for group in explanation.spellings],
        "links": [
            {"rule": k.rule, "first": k.first, "second": k.second, "detail": k.detail, "papers": list(k.papers)}
            for k in explanation.links
        ],
        "unexplained": explanation.unexplained,
        "apart": [
            {"id": a.entity.id, "label": a.entity.label, "name": a.entity.name, "reason": a.reason}
            for a in explanation.apart
        ],
    }

"""``stats`` and ``show``: what is in a graph, and what it knows of one name."""

from __future__ import annotations

import textwrap
from typing import TYPE_CHECKING, Any

import click

from . import console
from .options import format_option, graph_option
from .rows import default_format, print_answer

if TYPE_CHECKING:
    from ..lookup import Card
    from ..model import Claim, KnowledgeGraph, Paper

_CLAIMS_A_TYPE = 5
_PAPERS = 10
_NEIGHBOURS = 12


@click.command()
@graph_option
@format_option
@click.option("--top", default=10, show_default=True, type=click.IntRange(min=0), help="How many names to list.")
def stats(url: str, form: str | None, top: int) -> None:
    """Count nodes and edges, list the best-connected names.

    \b
    Example:
      abstractgraph stats -g graph.json --top 20
    """
    from ..lookup import best_connected, count_edges, count_nodes
    from ..stores import Rows, open_store

    graph = open_store(url).load()
    rows: list[tuple[str, str, int]] = []
    rows += [("node", label, number) for label, number in count_nodes(graph).items()]
    rows += [("edge", kind, number) for kind, number in count_edges(graph).items()]
    rows += [("claims", f"{entity.name} ({entity.label})", n) for entity, n in best_connected(graph, top)]
    print_answer(Rows(("kind", "name", "number"), tuple(rows)), form or default_format(), url)


@click.command()
@click.argument("name", nargs=-1, required=True)
@graph_option
@click.option("--all", "everything", is_flag=True, help="All papers, claims and neighbours, not the first few of each.")
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text", show_default=True, help="Form.")
def show(name: tuple[str, ...], url: str, everything: bool, form: str) -> None:
    """Show what the graph knows of a name.

    Its type, other spellings, papers, claims with their sentences, and nearest neighbours. NAME may be given in any
    spelling that the graph holds; it may also be the title, id, arXiv id or DOI of a paper, for what that
    paper says.

    \b
    Example:
      abstractgraph show rank-one model editing
    """
    from ..errors import UnknownNameError
    from ..lookup import find_entities, find_paper, make_card
    from ..stores import open_store

    graph = open_store(url).load()
    wanted = " ".join(name)
    try:
        found = find_entities(graph, wanted)
    except UnknownNameError:
        paper = find_paper(graph, wanted)
        if paper is None:
            raise
        _show_paper(graph, paper, form)
        return
    if form == "json":
        console.print_json([_card_json(graph, make_card(graph, entity)) for entity in found])
        return
    _print_card(graph, make_card(graph, found[0]), everything)
    if len(found) > 1:
        others = ", ".join(f"{entity.name} ({entity.label}): {entity.id}" for entity in found[1:])
        click.echo(f"\nThe same name also stands for: {others}. Give the id to see it.")


def _show_paper(graph: KnowledgeGraph, paper: Paper, form: str) -> None:
    from ..lookup import claims_of_paper

    claims = claims_of_paper(graph, paper)
    if form == "json":
        known = {"id": paper.id, "label": "Paper", "title": paper.title, "year": paper.year, "url": paper.url}
        console.print_json([{**known, "claims": [_claim_json(graph, claim) for claim in claims]}])
        return
    click.secho(paper.title, bold=True, nl=False)
    click.echo(f"  Paper{f', {paper.year}' if paper.year else ''}")
    _print_wrapped(", ".join(filter(None, (paper.id, paper.url))), "  ")
    click.secho(f"\nClaims ({len(claims)})", bold=True)
    for claim in claims:
        head = "" if claim.type == "INTRODUCES" else f"{graph.name(claim.head)} "
        click.secho(f"  {head}{claim.type} {graph.name(claim.tail)}", fg="cyan", nl=False)
        click.secho(f"  {_marks(claim)}", dim=True)
        _print_wrapped(f"“{claim.evidence.text}”", "    ")


def _print_card(graph: KnowledgeGraph, card: Card, everything: bool) -> None:
    entity = card.entity
    click.secho(entity.name, bold=True, nl=False)
    votes = ", ".join(f"{label} in {number}" for label, number in entity.type_votes)
    click.echo(f"  {entity.label}" + (f" ({votes})" if len(entity.type_votes) > 1 else ""))
    if entity.aliases:
        _print_wrapped("also written: " + ", ".join(entity.aliases), "  ")
    introduced = {claim.paper_id: claim for claim in card.introduced_by}
    shown = card.papers if everything else card.papers[:_PAPERS]
    click.secho(f"\nPapers ({len(card.papers)})", bold=True)
    # The papers that introduce it first: they are what is looked for most.
    for paper, number in sorted(shown, key=lambda item: item[0].id not in introduced):
        year = f" ({paper.year})" if paper.year else ""
        mark = "introduces it, " if paper.id in introduced else ""
        _print_wrapped(f"{paper.title}{year}  [{mark}{number} mention{'s' * (number > 1)}]", "  ")
    _print_more(len(card.papers) - len(shown))
    _print_claims(graph, card, everything)
    if card.neighbours:
        near = card.neighbours if everything else card.neighbours[:_NEIGHBOURS]
        click.secho("\nNearest neighbours", bold=True)
        _print_wrapped(", ".join(f"{e.name} ({e.label}, {n})" for e, n in near), "  ")


def _print_claims(graph: KnowledgeGraph, card: Card, everything: bool) -> None:
    groups: dict[tuple[bool, str], dict[str, list[Claim]]] = {}
    for claim in card.introduced_by + card.claims:
        as_head = claim.head == card.entity.id
        others = groups.setdefault((as_head, claim.type), {})
        others.setdefault(claim.tail if as_head else claim.head, []).append(claim)
    for (as_head, kind), others in groups.items():
        click.secho(f"\n{kind if as_head else '... ' + kind + ' ' + card.entity.name} ({len(others)})", bold=True)
        # What most papers say first; claims are in order of confidence already.
        ranked = sorted(others.items(), key=lambda item: -len(item[1]))
        for other, claims in ranked if everything else ranked[:_CLAIMS_A_TYPE]:
            _print_other(graph, other, claims if everything else claims[:1], len(claims))
        if not everything:
            _print_more(len(others) - _CLAIMS_A_TYPE)


def _print_other(graph: KnowledgeGraph, other: str, claims: list[Claim], papers: int) -> None:
    click.secho(f"  {graph.name(other)}", fg="cyan", nl=False)
    click.secho(f"  {_marks(claims[0])}{f', {papers} papers' if papers > 1 else ''}", dim=True)
    for claim in claims:
        _print_wrapped(f"“{claim.evidence.text}”", "    ")
        if claim.type != "INTRODUCES":
            _print_wrapped(f"— {graph.papers[claim.paper_id].title}", "    ")


def _marks(claim: Claim) -> str:
    marks = [f"{claim.confidence:.2f}"]
    marks += ["negated"] if claim.polarity == "negated" else []
    marks += ["hedged"] if claim.hedged else []
    return ", ".join(marks)


def _print_more(number: int) -> None:
    if number > 0:
        click.secho(f"  ... and {number} more (--all shows them)", dim=True)


def _print_wrapped(text: str, indent: str) -> None:
    width = console.terminal_width()
    if width is not None:
        indent_by = {"initial_indent": indent, "subsequent_indent": indent}
        text = textwrap.fill(text, width, break_on_hyphens=False, break_long_words=False, **indent_by)  # type: ignore
    click.echo(text if width is not None else indent + text)


def _card_json(graph: KnowledgeGraph, card: Card) -> dict[str, Any]:
    entity = card.entity
    return {
        "id": entity.id,
        "label": entity.label,
        "name": entity.name,
        "aliases": list(entity.aliases),
        "typeVotes": dict(entity.type_votes),
        "papers": [{"id": p.id, "title": p.title, "year": p.year, "url": p.url, "mentions": n} for p, n in card.papers],
        "claims": [_claim_json(graph, claim) for claim in card.introduced_by + card.claims],
        "neighbours": [{"id": e.id, "name": e.name, "label": e.label, "claims": n} for e, n in card.neighbours],
    }


def _claim_json(graph: KnowledgeGraph, claim: Claim) -> dict[str, Any]:
    return {
        "head": graph.name(claim.head),
        "type": claim.type,
        "tail": graph.name(claim.tail),
        "paperId": claim.paper_id,
        "sentence": claim.evidence.text,
        "field": claim.evidence.field,
        "start": claim.evidence.start,
        "end": claim.evidence.end,
        "confidence": claim.confidence,
        "polarity": claim.polarity,
        "hedged": claim.hedged,
        "count": claim.count,
    }

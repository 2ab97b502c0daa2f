"""``alias``: say what names are the same, which are not, what a thing is called and what it is."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from ..errors import NoGraphError
from . import console
from .aliases import alias_path, rules_for
from .options import aliases_option, changed_graph_option, format_option, graph_option, quiet_option
from .updating import change_store, corpus_of, open_changed

if TYPE_CHECKING:
    from ..model import Entity, KnowledgeGraph
    from ..resolution import Action, AliasRule

_TYPES = ("Method", "Model", "Dataset", "Benchmark", "Task", "Metric", "Software")


@click.group()
def alias() -> None:
    """Correct which names are one node, and what a node is called and is.

    What you say is written into an alias file, which every build, add and remove applies, and applied to the graph at
    once. Names may be given in any spelling, or as the id of a node.

    \b
    Example:
      abstractgraph alias merge "math reasoning" "mathematical reasoning"
      abstractgraph alias retype GSM8K Benchmark
    """


@alias.command()
@click.argument("names", nargs=-1, required=True, metavar="NAME NAME...")
@changed_graph_option
@aliases_option
@quiet_option
def merge(names: tuple[str, ...], url: str, aliases: Path | None, quiet: bool) -> None:
    """Make names one node.

    \b
    Example:
      abstractgraph alias merge "math reasoning" "mathematical reasoning"
    """
    _say("same", names, "", url, aliases, quiet)


@alias.command()
@click.argument("names", nargs=-1, required=True, metavar="NAME NAME...")
@changed_graph_option
@aliases_option
@quiet_option
def split(names: tuple[str, ...], url: str, aliases: Path | None, quiet: bool) -> None:
    """Make names different nodes; what is called otherwise stays with the first, unless a paper says else.

    \b
    Example:
      abstractgraph alias split FID FiD
    """
    _say("different", names, "", url, aliases, quiet)


@alias.command()
@click.argument("name")
@click.argument("new")
@changed_graph_option
@aliases_option
@quiet_option
def rename(name: str, new: str, url: str, aliases: Path | None, quiet: bool) -> None:
    """Call a node otherwise; its other names stay as aliases.

    \b
    Example:
      abstractgraph alias rename "rank-one model editing" ROME
    """
    _say("rename", (name,), new, url, aliases, quiet)


@alias.command()
@click.argument("name")
@click.argument("type", metavar="TYPE", type=click.Choice(_TYPES, case_sensitive=False))
@changed_graph_option
@aliases_option
@quiet_option
def retype(name: str, type: str, url: str, aliases: Path | None, quiet: bool) -> None:
    """Say what a node is.

    \b
    Example:
      abstractgraph alias retype GSM8K Benchmark
    """
    _say("retype", (name,), type, url, aliases, quiet)


@alias.command()
@changed_graph_option
@aliases_option
@quiet_option
def apply(url: str, aliases: Path | None, quiet: bool) -> None:
    """Apply an alias file that you edited to a graph.

    \b
    Example:
      abstractgraph alias apply -g graph.json
    """
    _apply(url, aliases, quiet)
    console.message(f"{url}: rules of {alias_path(url, aliases)} applied", quiet=quiet)


@alias.command(name="list")
@graph_option
@aliases_option
@click.option("--built-in", is_flag=True, help="Also the rules of well-known names that come with the program.")
@format_option
def list_rules(url: str, aliases: Path | None, built_in: bool, form: str | None) -> None:
    """List the rules, with the line where each stands.

    \b
    Example:
      abstractgraph alias list --built-in
    """
    from ..resolution import built_in_aliases
    from ..stores import Rows
    from .rows import default_format, print_answer

    rules = [*rules_for(url, aliases).rules, *(built_in_aliases().rules if built_in else ())]
    rows = tuple((rule.action.value, list(rule.names), rule.value or None, rule.source) for rule in rules)
    print_answer(Rows(("action", "names", "value", "source"), rows), form or default_format())


def _say(action: str, names: tuple[str, ...], value: str, url: str, aliases: Path | None, quiet: bool) -> None:
    """Write a rule into the alias file of a graph, and apply it."""
    from ..resolution import Action, AliasRule, add_rule

    path = alias_path(url, aliases)
    graph = _load(url)
    meant = names if graph is None else tuple(_name_in_rule(graph, name) for name in names)
    rule = AliasRule(Action(action), meant, value)
    is_new = add_rule(path, rule)
    console.message(f"{path}: {rule}{'' if is_new else ' (was there already)'}", quiet=quiet)
    if graph is None:
        console.message(f"There is no graph at {url} yet; build applies the rule", quiet=quiet)
        return
    changed = _apply(url, aliases, quiet)
    if not quiet:
        _report(rule, changed)


def _load(url: str) -> KnowledgeGraph | None:
    try:
        return open_changed(url).load()
    except NoGraphError:
        return None


def _apply(url: str, aliases: Path | None, quiet: bool) -> KnowledgeGraph:
    store = open_changed(url)
    rules = rules_for(url, aliases)
    with console.working(f"Writing {url}", quiet=quiet):
        change_store(store, store.papers(), lambda now: corpus_of(url, now.papers).graph(rules))
    return store.load()


def _name_in_rule(graph: KnowledgeGraph, given: str) -> str:
    """Return the name to write for one that was given, which may be an id.

    Raises
    ------
    UnknownNameError
        If the graph holds nothing by this name.
    """
    from extract.names import is_abbreviation

    from ..lookup import find_entities
    from ..resolution.keys import parts

    if given not in graph.entities:
        apart = parts(given)
        find_entities(graph, given if apart is None else apart.long)
        return given
    entity = graph.entities[given]
    if len(find_entities(graph, entity.name)) == 1:
        return entity.name
    longs = sorted(alias for alias in entity.aliases if is_abbreviation(entity.name, alias))
    return f"{entity.name} ({longs[0]})" if longs else entity.name


def _report(rule: AliasRule, graph: KnowledgeGraph) -> None:
    from ..resolution import Action

    nodes = {name: _nodes(graph, name) for name in (*rule.names, *([rule.value] if rule.action == "rename" else []))}
    every = {entity.id: entity for found in nodes.values() for entity in found}
    for entity in every.values():
        papers = sum(mentions.entity_id == entity.id for mentions in graph.mentions)
        console.message(f"  {entity.name} ({entity.label}), {papers} papers: {', '.join(entity.aliases) or 'no alias'}")
    if hint := _hint(rule.action, nodes, Action):
        console.message(hint)


def _hint(action: Action, nodes: dict[str, list[Entity]], actions: type[Action]) -> str | None:
    """Return why a rule does not do what was meant, and what would."""
    ids = [{entity.id for entity in found} for found in nodes.values()]
    if action is actions.SAME and len(set.union(*ids)) > 1:
        return (
            "These are several nodes still. Where a name has several senses, write its long form, as in "
            "'TW (tree walking)'; where one is data and the other is not, alias retype makes them one."
        )
    if action is actions.DIFFERENT and set.intersection(*ids):
        return "These are one node still, since each paper that has both takes them for one thing."
    return None


def _nodes(graph: KnowledgeGraph, name: str) -> list[Entity]:
    """Return the entities that have a name in just this spelling, or else in any."""
    from ..lookup import find_entities
    from ..resolution.keys import parts

    apart = parts(name)
    text = name if apart is None else apart.long
    exact = [entity for entity in graph.entities.values() if text in (entity.name, *entity.aliases)]
    return exact or list(find_entities(graph, text))

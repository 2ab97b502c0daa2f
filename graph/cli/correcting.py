"""``alias``: say what names are the same, which are not, what a thing is called and what it is."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from ..errors import AliasError, GraphError, NoGraphError, UnknownNameError
from . import console
from .aliases import alias_path, rules_for
from .options import aliases_option, changed_graph_option, format_option, graph_option, one_label, quiet_option
from .updating import change_store, corpus_of, open_changed

if TYPE_CHECKING:
    from ..model import Entity, KnowledgeGraph
    from ..resolution import AliasRule
    from ..stores import GraphStore, Kept


_PATIENCE = 60.0


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
    _check_two(names)
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
    _check_two(names)
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
@click.argument("type", metavar="TYPE", callback=one_label)
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
    path = alias_path(url, aliases)
    if not path.exists():
        raise AliasError(str(path), "there is no alias file; name yours with --aliases")
    rules_for(url, aliases, quiet=quiet)
    _apply(open_changed(url), url, aliases, quiet)
    console.message(f"{url}: the rules are applied", quiet=quiet)


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


def _check_two(names: tuple[str, ...]) -> None:
    if len(set(names)) < max(2, len(names)):
        raise click.UsageError("Give two names or more, each another.")


def _say(action: str, names: tuple[str, ...], value: str, url: str, aliases: Path | None, quiet: bool) -> None:
    """Write a rule into the alias file of a graph, and apply it; one process at a time."""
    from ..resolution import Action, AliasRule, add_rule
    from ..stores.locks import writing

    path = alias_path(url, aliases)
    store = open_changed(url)
    store.check_writable()
    with writing(str(path), path.with_name(f".{path.name}.lock"), patience=_PATIENCE):
        graph = _load(store)
        if graph is None:
            is_new = add_rule(path, rule := AliasRule(Action(action), names, value))
        else:
            # What it was built of is there, or no rule could be applied.
            corpus_of(url, graph.papers)
            meant = tuple(_name_in_rule(graph, name, action) for name in names)
            rule = AliasRule(Action(action), meant, value)
            _check_free(graph, rule)
            is_new = add_rule(path, rule)
        console.message(f"{path}: {rule}{'' if is_new else ' (was there already)'}", quiet=quiet)
        if graph is None:
            console.message(f"There is no graph at {url} yet; build applies the rule", quiet=quiet)
            return
        changed = _apply(store, url, aliases, quiet)
    if not quiet:
        _report(rule, changed, is_same=changed == graph)


def _load(store: GraphStore) -> KnowledgeGraph | None:
    try:
        return store.load()
    except NoGraphError:
        return None


def _apply(store: GraphStore, url: str, aliases: Path | None, quiet: bool) -> KnowledgeGraph:
    """Build the names of a graph anew by its alias file, and return it."""
    rules = rules_for(url, aliases)
    made: list[KnowledgeGraph] = []

    def change(now: Kept) -> KnowledgeGraph:
        made.append(corpus_of(url, now.papers).graph(rules))
        return made[-1]

    with console.working(f"Writing {url}", quiet=quiet):
        change_store(store, store.papers(), change)
    return made[-1]


def _name_in_rule(graph: KnowledgeGraph, given: str, action: str) -> str:
    """Return the name to write for one that was given: what papers say, since rules know nothing else.

    Raises
    ------
    UnknownNameError
        If the graph holds nothing by this name.
    GraphError
        If an id was given, and the rule would change other nodes of that name as well.
    """
    from ..lookup import find_entities
    from ..resolution.keys import parts, term_key

    if given in graph.entities:
        entity = graph.entities[given]
        name = _spelling(graph, entity)
        others = [other for other in find_entities(graph, name) if other.id != entity.id and other.name == entity.name]
        long = _long_form(entity)
        if others and long is None:
            ids = ", ".join(sorted(other.id for other in others))
            raise GraphError(
                f"{name!r} is also the name of {ids}, and {action} would change all of them; give the name to do that"
            )
        return f"{name} ({long})" if others else name
    apart = parts(given)
    entity = find_entities(graph, given if apart is None else apart.long)[0]
    said = {term_key(span.text) for mentions in graph.mentions_of(entity.id) for span in mentions.spans}
    return given if apart is not None or term_key(given) in said else _spelling(graph, entity)


def _spelling(graph: KnowledgeGraph, entity: Entity) -> str:
    """Return the name of an entity, or what most papers call it if that is a name that people gave it."""
    from collections import Counter

    said = Counter(text for m in graph.mentions_of(entity.id) for text in {span.text for span in m.spans})
    if entity.name in said or not said:
        return entity.name
    return min(said, key=lambda text: (-said[text], len(text), text))


def _long_form(entity: Entity) -> str | None:
    from extract.names import is_abbreviation

    return min((alias for alias in entity.aliases if is_abbreviation(entity.name, alias)), default=None)


def _check_free(graph: KnowledgeGraph, rule: AliasRule) -> None:
    """Refuse a new name that another node has.

    Raises
    ------
    GraphError
        If one has it.
    """
    from ..lookup import find_entities

    if rule.action != "rename":
        return
    own = {entity.id for entity in _nodes(graph, rule.names[0])}
    try:
        found = find_entities(graph, rule.value)
    except UnknownNameError:
        return
    others = [entity for entity in found if entity.id not in own]
    if others and not own.intersection(entity.id for entity in found):
        raise GraphError(
            f"{rule.value!r} is another node ({others[0].id}); alias merge makes the two one, and then rename it"
        )


def _report(rule: AliasRule, graph: KnowledgeGraph, *, is_same: bool) -> None:
    nodes = [_nodes(graph, name) for name in rule.names]
    for entity in {entity.id: entity for found in nodes for entity in found}.values():
        papers = console.papers(len(graph.mentions_of(entity.id)))
        console.message(f"  {entity.name} ({entity.label}), {papers}: {', '.join(entity.aliases) or 'no alias'}")
    ids = [{entity.id for entity in found} for found in nodes]
    if rule.action == "same" and len(set.union(*ids)) > 1:
        console.message(
            "These are several nodes still. Where a name has several senses, write its long form, as in "
            "'TW (tree walking)'; where one is data and the other is not, alias retype makes them one."
        )
    elif rule.action == "different" and set.intersection(*ids):
        console.message("These are one node still: no paper has one of the names without the other.")
    elif is_same:
        console.message("The graph is as before.")


def _nodes(graph: KnowledgeGraph, name: str) -> list[Entity]:
    """Return the entities that have a name in just this spelling, or else in any."""
    from ..lookup import find_entities
    from ..resolution.keys import parts

    apart = parts(name)
    text = name if apart is None else apart.long
    exact = [entity for entity in graph.entities.values() if text in (entity.name, *entity.aliases)]
    return exact or list(find_entities(graph, text))

"""What to find in patterns: labels, relationships of many steps, shortest paths."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from itertools import pairwise

from .statement import Clause, Statement, is_aggregate

_SHORTEST = ("SHORTESTPATH", "ALLSHORTESTPATHS")
_SELECTORS = ("SHORTEST", "ANY", "ALL", "TRAIL", "WALK", "ACYCLIC", "SIMPLE", "REPEATABLE", "DIFFERENT")


def dynamic_names(statement: Statement) -> Iterator[int]:
    """Yield the computed labels and types: ``$(...)``, ``$any(...)``, ``$all(...)``."""
    for i, token in enumerate(statement.tokens):
        if (token.is_symbol("$") or token.kind == "parameter") and statement.at(i + 1).is_symbol("("):
            yield i


def _shortest_paths(statement: Statement, clause: Clause) -> Iterator[range]:
    """Yield the patterns within ``shortestPath(...)``."""
    for i in range(clause.start, clause.end):
        if statement.is_call(i, *_SHORTEST):
            yield range(i + 2, statement.closings[i + 1])


def _brackets(statement: Statement, places: range) -> Iterator[range]:
    """Yield what stands within the brackets of relationships."""
    for i in places:
        if statement.at(i).is_symbol("[") and statement.at(i - 1).is_symbol("-"):
            yield range(i + 1, statement.closings[i])


def _variables(statement: Statement, places: range) -> Iterator[int]:
    """Yield the variables of the relationships in a pattern."""
    for bracket in _brackets(statement, places):
        if statement.name_at(bracket.start):
            yield bracket.start


def shortest_path_predicates(statement: Statement) -> Iterator[int]:
    """Yield what is said in a WHERE of a shortest path that is found in the same clause."""
    for clause in statement.of("MATCH"):
        where = statement.next_clause(clause)
        if where is None or where.word != "WHERE":
            continue
        names = {
            statement.name_at(pattern.start - 4)
            for pattern in _shortest_paths(statement, clause)
            if statement.at(pattern.start - 3).is_symbol("=")
        }
        yield from (i for i in statement.names_in(range(where.start, where.end)) if statement.at(i).text in names)


def shortest_path_variables(statement: Statement) -> Iterator[int]:
    """Yield the names of relationships within ``shortestPath(...)``."""
    for clause in statement.clauses:
        for pattern in _shortest_paths(statement, clause):
            yield from _variables(statement, pattern)


def shortest_path_shapes(statement: Statement) -> Iterator[int]:
    """Yield shortest paths of a shape that Neo4j does not take."""
    for clause in statement.clauses:
        for pattern in _shortest_paths(statement, clause):
            nodes = [i for i in pattern if statement.at(i).is_symbol("(") and not _is_inner(statement, pattern, i)]
            ends = [name for i in nodes if (name := statement.name_at(i + 1))]
            brackets = list(_brackets(statement, pattern))
            if (
                len(nodes) != 2
                or len(ends) != len(set(ends))
                or any(_is_odd(statement, bracket) for bracket in brackets)
            ):
                yield pattern.start


def _is_inner(statement: Statement, pattern: range, i: int) -> bool:
    return any(o < i < c for o, c in statement.closings.items() if o in pattern)


def _is_odd(statement: Statement, bracket: range) -> bool:
    """Tell whether a relationship has properties, a predicate, or must have two steps or more."""
    for i in bracket:
        token = statement.at(i)
        if token.is_symbol("{") or token.is_word("WHERE"):
            return True
        if token.is_symbol("*") and statement.at(i + 1).kind == "number":
            return int(statement.at(i + 1).text) > 1
    return False


def selectors(statement: Statement) -> Iterator[int]:
    """Yield SHORTEST, ANY and other words before a pattern."""
    for clause in statement.of("MATCH"):
        for part in statement.parts(clause.start, clause.end):
            i = part.start + 2 * statement.at(part.start + 1).is_symbol("=")
            if statement.at(i).is_word(*_SELECTORS) and not statement.at(i + 1).is_symbol("="):
                yield i


def repeated_relationships(statement: Statement) -> Iterator[int]:
    """Yield the second use of a relationship in one MATCH."""
    for clause in statement.of("MATCH"):
        seen: set[str] = set()
        for i in _variables(statement, range(clause.start, clause.end)):
            if statement.at(i).text in seen:
                yield i
            seen.add(statement.at(i).text)


def _is_quantified(statement: Statement, closing: int) -> bool:
    """Tell whether a quantifier follows the relationship whose bracket is closed here: ``]->{1,2}``, ``]-+``."""
    after = closing + 2 + statement.at(closing + 2).is_symbol(">")
    return statement.at(closing + 1).is_symbol("-") and statement.at(after).is_symbol("{", "+", "*")


def quantified_predicates(statement: Statement) -> Iterator[int]:
    """Yield the WHERE within a relationship that has a quantifier."""
    for clause in statement.of("MATCH"):
        for bracket in _brackets(statement, range(clause.start, clause.end)):
            if _is_quantified(statement, bracket.stop):
                yield from (i for i in bracket if statement.at(i).is_word("WHERE"))


def variable_length_expressions(statement: Statement) -> Iterator[int]:
    """Yield what a relationship with ``*`` may not hold."""
    for clause in statement.clauses:
        for bracket in _brackets(statement, range(clause.start, clause.end)):
            types = range(bracket.start, next((i for i in bracket if statement.at(i).is_symbol("{")), bracket.stop))
            if any(statement.at(i).is_symbol("*") for i in types):
                yield from (
                    i for i in types if statement.at(i).is_symbol("!", "&", "%") or statement.at(i).is_word("WHERE")
                )


def forward_references(statement: Statement) -> Iterator[int]:
    """Yield the nodes that a relationship's own WHERE names before the pattern comes to them."""
    first: dict[str, int] = {}
    for i, token in enumerate(statement.tokens):
        first.setdefault(token.text, i)
    for clause in statement.of("MATCH"):
        nodes: dict[str, int] = {}
        for i in _opened(statement, range(clause.start, clause.end)):
            nodes[statement.name_at(i + 1)] = i
        for bracket in _brackets(statement, range(clause.start, clause.end)):
            where = next((i for i in bracket if statement.at(i).is_word("WHERE")), bracket.stop)
            for i in statement.names_in(range(where, bracket.stop)):
                name = statement.at(i).text
                if nodes.get(name, -1) > bracket.stop and first[name] >= bracket.start:
                    yield i


def _opened(statement: Statement, places: range) -> Iterator[int]:
    return (i for i in places if statement.at(i).is_symbol("("))


def circles_from_several_labels(statement: Statement) -> Iterator[int]:
    """Yield nodes of several labels that a pattern with many steps comes back to."""
    for clause in statement.of("MATCH"):
        for path in statement.parts(clause.start, clause.end):
            nodes = [i for i in _opened(statement, path) if statement.name_at(i + 1)]
            met = Counter(statement.at(i + 1).text for i in nodes)
            if any(_has_many_steps(statement, i) for i in path):
                for i in nodes:
                    labels = range(i + 2, statement.closings[i])
                    if met[statement.at(i + 1).text] > 1 and any(statement.at(j).is_symbol("|") for j in labels):
                        yield i


def counted_loops(statement: Statement) -> Iterator[int]:
    """Yield relationships of a node with itself whose rows are aggregated next."""
    for clause in statement.of("MATCH"):
        after = statement.next_clause(clause)
        if after is not None and after.word == "WHERE":
            after = statement.next_clause(after)
        if after is None or not any(is_aggregate(statement, i) for i in range(after.start, after.end)):
            continue
        for path in statement.parts(clause.start, clause.end):
            nodes = [i for i in _opened(statement, path) if statement.name_at(i + 1)]
            yield from (b for a, b in pairwise(nodes) if _is_loop(statement, a, b))


def _is_loop(statement: Statement, a: int, b: int) -> bool:
    """Tell whether one relationship goes from the node at `a` to the node at `b`, and both are the same."""
    between = range(statement.closings[a] + 1, b)
    is_one_step = not any(statement.at(i).is_symbol("(", ")") for i in between)
    return is_one_step and statement.at(a + 1).text == statement.at(b + 1).text


def _has_many_steps(statement: Statement, i: int) -> bool:
    """Tell whether a star of a relationship, or a quantifier, is here."""
    before = statement.at(i - 1)
    if statement.at(i).is_symbol("["):
        return before.is_symbol("-") and any(statement.at(j).is_symbol("*") for j in range(i, statement.closings[i]))
    return statement.at(i).is_symbol("{", "+", "*") and before.is_symbol("-", ">", ")")


def pattern_variables(statement: Statement) -> frozenset[str]:
    """Return the variables of all nodes, relationships and paths that are matched."""
    matches = (range(clause.start, clause.end) for clause in statement.of("MATCH"))
    return frozenset().union(*(variables_of(statement, places) for places in matches))


def variables_of(statement: Statement, places: range) -> set[str]:
    """Return the variables of a pattern: nodes, relationships and paths."""
    # What opens a quantified part, or the arguments of a function, is no node.
    nodes = {statement.name_at(i + 1) for i in _opened(statement, places) if not statement.at(i + 2).is_symbol("(")}
    relationships = {statement.at(i).text for i in _variables(statement, places)}
    starts = (part.start for part in statement.parts(places.start, places.stop))
    paths = {statement.at(i).text for i in starts if statement.at(i + 1).is_symbol("=")}
    return (nodes | relationships | paths) - {""}


def single_nodes(statement: Statement, places: range) -> set[str]:
    """Return the variables of the nodes in a pattern, without those that are lists in a quantified part."""
    single: set[str] = set()
    for i in statement.top(places):
        is_call = i > places.start and statement.at(i - 1).kind == "word"
        if statement.at(i).is_symbol("(") and not is_call:
            after = statement.at(statement.closings[i] + 1)
            if not after.is_symbol("{", "+", "*") and not statement.at(i + 2).is_symbol("(", "="):
                single.add(statement.name_at(i + 1))
    return single - {""}


def single_relationships(statement: Statement, places: range) -> set[str]:
    """Return the variables of the relationships in a pattern that are one each, and no list."""
    return {
        statement.at(bracket.start).text
        for bracket in _brackets(statement, range(places.start, places.stop))
        if statement.name_at(bracket.start)
        and not any(statement.at(i).is_symbol("*") for i in bracket)
        and not _is_quantified(statement, bracket.stop)
        and bracket.start - 1 in set(statement.top(places))
    }


def types_with_colons(statement: Statement) -> Iterator[int]:
    """Yield the second colon of ``[r:A|:B]``; not of ``[:A|:B]`` alone."""
    for clause in statement.clauses:
        for bracket in _brackets(statement, range(clause.start, clause.end)):
            if statement.name_at(bracket.start) or any(statement.at(i).is_symbol("{", "*") for i in bracket):
                yield from (i for i in bracket if statement.at(i).is_symbol(":") and statement.at(i - 1).is_symbol("|"))


def _relationship_names(statement: Statement) -> frozenset[str]:
    brackets = _brackets(statement, range(len(statement.tokens)))
    return frozenset(filter(None, (statement.name_at(bracket.start) for bracket in brackets)))


def relationships_in_maps(statement: Statement) -> Iterator[int]:
    """Yield the relationships that the property map of a pattern names, as in ``(p:Paper {id: r.paperId})``."""
    names = _relationship_names(statement)
    matches = [range(clause.start, clause.end) for clause in statement.of("MATCH")]
    for i, token in enumerate(statement.tokens):
        in_label = statement.at(i - 2).is_symbol(":", "|")
        if not token.is_symbol("{") or statement.is_subquery(i) or not (in_label or any(i in m for m in matches)):
            continue
        inside = range(i + 1, statement.closings[i])
        yield from (
            j
            for j in statement.names_in(inside)
            if statement.at(j).text in names and not statement.at(j + 1).is_symbol(":")
        )


def relationships_left_behind(statement: Statement) -> Iterator[int]:
    """Yield the relationships by which a WITH is ordered that it does not carry on."""
    names = _relationship_names(statement)
    for clause in statement.of("WITH"):
        order = statement.next_clause(clause)
        if order is None or order.word != "ORDER" or statement.at(clause.start).is_symbol("*"):
            continue
        carried = {statement.at(item[-1]).text for item in statement.items(clause) if len(item)}
        for i in statement.names_in(range(order.start, order.end)):
            if statement.at(i).text in names - carried:
                yield i

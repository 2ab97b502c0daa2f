"""The rules: what is refused, and the sentence that says so."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from . import conditions, patterns, projections, values
from .statement import Statement


@dataclass(frozen=True, slots=True)
class Rule:
    """Something that is refused.

    Parameters
    ----------
    name
        What the rule is called in tests.
    finds
        Yields the tokens where it is, by place.
    sentence
        What is the matter, and what to write instead.
    """

    name: str
    finds: Callable[[Statement], Iterator[int]]
    sentence: str


EVERYWHERE: tuple[Rule, ...] = (
    Rule(
        "internal numbers",
        values.internal_ids,
        "id() and elementId() differ from store to store; write n.id",
    ),
    Rule(
        "points",
        values.points,
        "an answer holds no points, and the graph has none; compute with numbers",
    ),
)
"""What no engine may be asked."""

ARCADEDB: tuple[Rule, ...] = (
    Rule(
        "dynamic labels and types",
        patterns.dynamic_names,
        "ArcadeDB ignores labels and types that are computed, as in $($x); write WHERE type(r) = $x or $x IN labels(n)",
    ),
    Rule(
        "predicate on a shortest path",
        patterns.shortest_path_predicates,
        "ArcadeDB finds a shortest path first and tests it afterwards, Neo4j finds the shortest that passes; "
        "write the types into the pattern, or WITH p WHERE ... to test afterwards on both",
    ),
    Rule(
        "named relationships of a shortest path",
        patterns.shortest_path_variables,
        "ArcadeDB gives no value to the relationships of a shortestPath; "
        "name the path and write relationships(p) instead",
    ),
    Rule(
        "shape of a shortest path",
        patterns.shortest_path_shapes,
        "shortestPath takes two different nodes and one relationship without properties, from 0 or 1 steps on; "
        "write such a pattern",
    ),
    Rule(
        "path selectors",
        patterns.selectors,
        "ArcadeDB has no SHORTEST, ANY or ALL before a pattern, and Neo4j no other word there; "
        "write shortestPath((a)-[*]-(b)) or allShortestPaths(...)",
    ),
    Rule(
        "relationship in a property map",
        patterns.relationships_in_maps,
        "ArcadeDB can lose a relationship that a property map names; write WHERE p.id = r.paperId",
    ),
    Rule(
        "order by a relationship left behind",
        patterns.relationships_left_behind,
        "ArcadeDB cannot sort by a relationship that WITH drops; carry it on, as in WITH a, r ORDER BY r.count",
    ),
    Rule(
        "types with colons",
        patterns.types_with_colons,
        "Neo4j takes one colon before all types; write [:A|B]",
    ),
    Rule(
        "relationship used twice",
        patterns.repeated_relationships,
        "ArcadeDB matches a relationship named twice in one MATCH, Neo4j never does; use two MATCH clauses",
    ),
    Rule(
        "predicate in a quantified relationship",
        patterns.quantified_predicates,
        "ArcadeDB ignores a WHERE within a quantified relationship; write ((x)-[r:T]->(y) WHERE ...){1,3}",
    ),
    Rule(
        "type expression of many steps",
        patterns.variable_length_expressions,
        "Neo4j takes no !, & or % and no WHERE in a relationship with *; name the types, as in [:A|B*1..2]",
    ),
    Rule(
        "predicate on a later node",
        patterns.forward_references,
        "ArcadeDB does not know later nodes in the WHERE of a relationship; put that WHERE after the whole pattern",
    ),
    Rule(
        "circle from one of several labels",
        patterns.circles_from_several_labels,
        "ArcadeDB misses circles of many steps from a node of several labels; "
        "name the last node otherwise and write WHERE a = b",
    ),
    Rule(
        "counted loops",
        patterns.counted_loops,
        "ArcadeDB counts all relationships where only those of a node with itself are asked for; "
        "write (a)-[r]->(b) WHERE a = b",
    ),
    Rule(
        "aggregate in a condition",
        projections.hidden_aggregates,
        "ArcadeDB does not aggregate below AND, OR, NOT, IN, IS NULL and the like; "
        "aggregate in a WITH first, as in WITH count(*) AS n RETURN n > 1 AND n < 5",
    ),
    Rule(
        "columns beside a star",
        projections.columns_beside_star,
        "ArcadeDB loses the columns after RETURN *; name all columns",
    ),
    Rule(
        "column named twice",
        projections.repeated_columns,
        "two columns have the same name; give one another by AS",
    ),
    Rule(
        "expression without a name",
        projections.unnamed_expressions,
        "an expression in WITH needs a name; write WITH ... AS name",
    ),
    Rule(
        "variable declared twice",
        projections.declared_again,
        "UNWIND ... AS makes a variable that is there already; take another name",
    ),
    Rule(
        "short condition",
        conditions.short_conditions,
        "WHEN IN and WHEN IS :: are no Cypher of Neo4j; write CASE WHEN x IN [1, 2] THEN y END",
    ),
    Rule(
        "misspelt RETURN",
        projections.misspelt_returns,
        "this is no clause of Cypher; did you mean RETURN?",
    ),
    Rule(
        "end of the text",
        projections.unfinished,
        "a query ends with RETURN; add one",
    ),
    Rule(
        "order of clauses",
        projections.clauses_in_disorder,
        "RETURN comes last, and SKIP before LIMIT; write RETURN ... ORDER BY ... SKIP ... LIMIT",
    ),
    Rule(
        "clauses of one engine",
        projections.foreign_clauses,
        "Neo4j 5 has no FILTER and no LET; write WITH ... WHERE ... and WITH *, ... AS name",
    ),
    Rule(
        "existence of a property",
        values.property_existence,
        "exists(n.name) is no longer Cypher; write n.name IS NOT NULL",
    ),
    Rule(
        "text of a time",
        values.texts_of_times,
        "ArcadeDB leaves out seconds that are zero in the text of a time; return the time itself, or its parts",
    ),
    Rule(
        "comparison of durations",
        values.compared_durations,
        "Neo4j does not compare durations, and orders them otherwise; compare numbers, as in d.days or d.seconds",
    ),
    Rule(
        "odd text of a number",
        values.odd_numbers,
        "the engines read blanks, underscores and 0x in the text of a number differently; leave them out",
    ),
    Rule(
        "large text of a number",
        values.large_numbers,
        "an integer has at most 64 bits; write toFloat(...) of such a text",
    ),
    Rule(
        "negative precision",
        values.negative_precisions,
        "Neo4j rounds to no fewer digits than whole numbers; write 100 * round(x / 100.0)",
    ),
    Rule(
        "length of a text",
        values.lengths_of_texts,
        "length() is of paths; write size() of a text or list",
    ),
    Rule(
        "value of another kind",
        values.wrong_kinds,
        "Neo4j takes no value of this kind here; write size(keys(m)), substring(t, 0, 1), or toString(x) beside a text",
    ),
    Rule(
        "type of a list",
        values.list_types,
        "ArcadeDB does not tell the types within lists; write x IS :: LIST<INTEGER> instead of valueType(x)",
    ),
    Rule(
        "reversed property",
        values.reversed_properties,
        "Neo4j does not reverse a list that is a property; write reverse([x IN n.aliases | x])",
    ),
    Rule(
        "names of types",
        values.foreign_type_names,
        "the engines take this name of a type differently; write INTEGER, FLOAT, STRING, BOOLEAN, or a type in full",
    ),
    Rule(
        "property that is no condition",
        conditions.properties_as_conditions,
        "a property that is not true or false is no condition; write n.name IS NOT NULL or size(n.aliases) > 0",
    ),
    Rule(
        "value that is no condition",
        conditions.values_as_conditions,
        "only what is true, false or null is a condition; write a comparison, or n IS NOT NULL",
    ),
    Rule(
        "broken regular expression",
        conditions.broken_patterns,
        r"this is no regular expression; close its brackets, and write \\ before a sign that stands for itself",
    ),
    Rule(
        "pattern on a number",
        conditions.patterns_on_numbers,
        "ArcadeDB matches =~ against a number, Neo4j does not; write toString(n.year) =~ '20.*'",
    ),
    Rule(
        "escape of eight digits",
        values.long_escapes,
        r"the engines read \U differently; write the character itself, or pass the text as a parameter",
    ),
    Rule(
        "digits with underscores",
        values.underscored_numbers,
        "ArcadeDB takes no underscores in numbers; leave them out",
    ),
    Rule(
        "inequality",
        values.exclamation_inequality,
        "the sign of inequality is <>, not !=; write a <> b",
    ),
    Rule(
        "slice without bounds",
        values.unbounded_slices,
        "a slice needs a bound; write the list itself instead of [..]",
    ),
)
"""What ArcadeDB may not be asked."""

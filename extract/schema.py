"""Entity types, relation types and their signatures: the one place that knows them.

The definitions follow the annotation guidelines of the training data; ``docs/schema.md`` gives them in words.
"""

from __future__ import annotations

from enum import StrEnum

PAPER = "P"
"""The id that stands for the paper itself, as head of ``INTRODUCES``."""


class EntityType(StrEnum):
    """What an entity is. The order is that of the model's outputs."""

    METHOD = "Method"
    MODEL = "Model"
    DATASET = "Dataset"
    BENCHMARK = "Benchmark"
    TASK = "Task"
    METRIC = "Metric"
    SOFTWARE = "Software"


class RelationType(StrEnum):
    """What is said of two entities, head first. The order is that of the model's outputs."""

    USED_FOR = "USED_FOR"
    EVALUATED_ON = "EVALUATED_ON"
    TRAINED_ON = "TRAINED_ON"
    BENCHMARK_FOR = "BENCHMARK_FOR"
    OUTPERFORMS = "OUTPERFORMS"
    COMPARED_WITH = "COMPARED_WITH"
    VARIANT_OF = "VARIANT_OF"
    BASED_ON = "BASED_ON"
    PART_OF = "PART_OF"
    MEASURED_BY = "MEASURED_BY"
    INTRODUCES = "INTRODUCES"


ENTITY_TYPES: tuple[EntityType, ...] = tuple(EntityType)

PAIR_RELATIONS: tuple[RelationType, ...] = tuple(r for r in RelationType if r is not RelationType.INTRODUCES)
"""The relations between two entities; ``INTRODUCES`` has the paper as its head."""

SYMMETRIC_RELATIONS: frozenset[RelationType] = frozenset({RelationType.COMPARED_WITH})
"""Relations that mean the same with head and tail swapped."""

_T = EntityType
_ANY = frozenset(EntityType)
_SYSTEM = frozenset({_T.METHOD, _T.MODEL, _T.SOFTWARE})
_THING = _ANY - {_T.TASK, _T.METRIC}
_DATA = frozenset({_T.DATASET, _T.BENCHMARK})

SIGNATURES: dict[RelationType, tuple[frozenset[EntityType], frozenset[EntityType]]] = {
    RelationType.USED_FOR: (_SYSTEM | {_T.DATASET}, frozenset({_T.TASK})),
    RelationType.EVALUATED_ON: (_SYSTEM, _DATA),
    # A benchmark's training split is trained on: 8 % of the annotated cases.
    RelationType.TRAINED_ON: (_SYSTEM, _DATA),
    RelationType.BENCHMARK_FOR: (_DATA, frozenset({_T.TASK})),
    RelationType.OUTPERFORMS: (_SYSTEM, _SYSTEM),
    RelationType.COMPARED_WITH: (_SYSTEM, _SYSTEM),
    RelationType.VARIANT_OF: (_ANY, _ANY),
    RelationType.BASED_ON: (_THING, _THING),
    RelationType.PART_OF: (_ANY, _ANY),
    RelationType.MEASURED_BY: (_ANY - {_T.METRIC}, frozenset({_T.METRIC})),
}
"""Admissible entity types of (head, tail) for each pair relation."""


def admits(relation: RelationType, head: EntityType, tail: EntityType) -> bool:
    """Tell whether the schema lets `relation` hold between entities of these types.

    Examples
    --------
    >>> admits(RelationType.EVALUATED_ON, EntityType.MODEL, EntityType.BENCHMARK)
    True
    >>> admits(RelationType.EVALUATED_ON, EntityType.BENCHMARK, EntityType.MODEL)
    False
    """
    heads, tails = SIGNATURES[relation]
    return head in heads and tail in tails

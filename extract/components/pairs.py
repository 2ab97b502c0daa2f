"""Entities, scores and pairs of them as the pair head sees them: mentions, nearest mentions, distance, context.

A score is a node like an entity, of a type of its own; its links say whose score it is, on what, by which metric.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from ..schema import ENTITY_TYPES, PAIR_RELATIONS, EntityType, admits
from .pieces import Words

N_DISTANCES = 12
"""Number of distance buckets: six within a sentence, six across sentences, by powers of two in words."""

VALUE_TYPE = len(ENTITY_TYPES)
"""Index of the type of scores, after those of ENTITY_TYPES."""

RESULT_LINKS: tuple[str, ...] = ("of", "on", "metric")
"""What a score can have to do with an entity, as :class:`extract.records.Result` names it; the score is the head."""

N_OUTPUTS = len(PAIR_RELATIONS) + len(RESULT_LINKS)
"""Outputs of a pair: the relations, then the links."""

FLAGS: tuple[str, ...] = ("negated", "hedged")
"""What is told of a pair's claim besides its relation."""


LINKED = (
    frozenset({EntityType.METHOD, EntityType.MODEL, EntityType.SOFTWARE}),
    frozenset({EntityType.DATASET, EntityType.BENCHMARK, EntityType.TASK}),
    frozenset({EntityType.METRIC}),
)


def _admissible() -> npt.NDArray[np.bool_]:
    table = np.zeros((VALUE_TYPE + 1, VALUE_TYPE + 1, N_OUTPUTS), dtype=np.bool_)
    for h, head in enumerate(ENTITY_TYPES):
        for t, tail in enumerate(ENTITY_TYPES):
            table[h, t, : len(PAIR_RELATIONS)] = [admits(r, head, tail) for r in PAIR_RELATIONS]
    for link, kinds in enumerate(LINKED, start=len(PAIR_RELATIONS)):
        table[VALUE_TYPE, [ENTITY_TYPES.index(kind) for kind in sorted(kinds)], link] = True
    return table


ADMISSIBLE: npt.NDArray[np.bool_] = _admissible()
"""Shape (head type, tail type, output): what the schema allows."""

NO_MENTION = -1e4
"""What is added to a padded mention before pooling."""


@dataclass(frozen=True, slots=True)
class PairInputs:
    """What the pair head reads of one paper, besides the hidden states. Piece indices count over all windows.

    Parameters
    ----------
    types
        Shape (n_entities,), int64: index into ENTITY_TYPES, or VALUE_TYPE. Scores come after the entities.
    starts, ends
        Shape (n_entities, n_mentions), int64: first pieces of the first and of the last word of each mention; padded.
    mask
        Shape (n_entities, n_mentions), float32: 0.0 for a mention, a large negative number for padding.
    heads, tails
        Shape (n_pairs,), int64: entity indices of every ordered pair that the schema admits for some output.
    begins, stops
        Shape (n_pairs,), int64: half-open range of pieces from the one to the other of the two nearest mentions.
    distances
        Shape (n_pairs,), int64: distance bucket of the two nearest mentions.
    """

    types: npt.NDArray[np.int64]
    starts: npt.NDArray[np.int64]
    ends: npt.NDArray[np.int64]
    mask: npt.NDArray[np.float32]
    heads: npt.NDArray[np.int64]
    tails: npt.NDArray[np.int64]
    begins: npt.NDArray[np.int64]
    stops: npt.NDArray[np.int64]
    distances: npt.NDArray[np.int64]

    def arrays(self) -> dict[str, npt.NDArray[Any]]:
        """Return what the pair head reads, by the names of its inputs, in their order."""
        names = ("types", "starts", "ends", "mask", "heads", "tails", "begins", "stops", "distances")
        return {name: getattr(self, name) for name in names}


def make_pair_inputs(
    words: Words, types: Sequence[EntityType | None], mentions: Sequence[Sequence[tuple[int, int]]]
) -> PairInputs:
    """Return the arrays for the entities and scores of one paper.

    Parameters
    ----------
    words
        The words of the paper.
    types
        The type of each entity, None for a score; there may be no entity.
    mentions
        For each its mentions as (first word, last word), ends included; at least one each.
    """
    kinds = np.array([VALUE_TYPE if t is None else ENTITY_TYPES.index(t) for t in types], dtype=np.int64)
    widest = max((len(m) for m in mentions), default=1)
    starts = np.zeros((len(types), widest), dtype=np.int64)
    ends = np.zeros_like(starts)
    mask = np.full(starts.shape, NO_MENTION, dtype=np.float32)
    for i, spans in enumerate(mentions):
        bounds = np.array(spans, dtype=np.int64)
        starts[i, : len(spans)] = words.first[bounds[:, 0]]
        ends[i, : len(spans)] = words.first[bounds[:, 1]]
        mask[i, : len(spans)] = 0.0
    possible: npt.NDArray[np.bool_] = np.any(ADMISSIBLE[kinds[:, None], kinds[None, :]], axis=2)
    np.fill_diagonal(possible, False)
    heads, tails = np.nonzero(possible)
    head_spans, tail_spans = _nearest(mentions, heads, tails)
    left = np.minimum(head_spans[:, 0], tail_spans[:, 0])
    right = np.maximum(head_spans[:, 1], tail_spans[:, 1])
    return PairInputs(
        types=kinds,
        starts=starts,
        ends=ends,
        mask=mask,
        heads=heads,
        tails=tails,
        begins=words.first[left],
        stops=words.first[right] + 1,
        distances=_buckets(head_spans, tail_spans, words.sentences),
    )


def _nearest(
    mentions: Sequence[Sequence[tuple[int, int]]], heads: npt.NDArray[np.int64], tails: npt.NDArray[np.int64]
) -> tuple[npt.NDArray[np.int64], npt.NDArray[np.int64]]:
    """Return the (first, last) words of the two nearest mentions of each pair; the earliest among equals."""
    spans = np.array([span for group in mentions for span in group], dtype=np.int64).reshape(-1, 2)
    owner = np.repeat(np.arange(len(mentions)), np.array([len(group) for group in mentions], dtype=np.int64))
    gaps = np.maximum(spans[None, :, 0] - spans[:, None, 1], spans[:, None, 0] - spans[None, :, 1]).ravel()
    # Written in order of falling distance, so that the nearest pair of mentions is written last and stays.
    order = np.lexsort((-np.arange(gaps.size), -gaps))
    left, right = np.divmod(order, len(spans))
    best = np.zeros((len(mentions), len(mentions), 2), dtype=np.int64)
    best[owner[left], owner[right], 0] = left
    best[owner[left], owner[right], 1] = right
    return spans[best[heads, tails, 0]], spans[best[heads, tails, 1]]


def _buckets(
    head_spans: npt.NDArray[np.int64], tail_spans: npt.NDArray[np.int64], sentences: npt.NDArray[np.int64]
) -> npt.NDArray[np.int64]:
    gap = np.maximum(head_spans[:, 0] - tail_spans[:, 1], tail_spans[:, 0] - head_spans[:, 1])
    power = np.floor(np.log2(np.maximum(gap, 1))).astype(np.int64)
    same = sentences[head_spans[:, 0]] == sentences[tail_spans[:, 0]]
    buckets: npt.NDArray[np.int64] = np.where(same, np.minimum(power, 5), 6 + np.clip(power - 2, 0, 5))
    return buckets

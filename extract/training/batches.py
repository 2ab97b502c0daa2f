"""Instances put together as tensors, in batches of similar length."""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt
import torch
from torch import Tensor

from ..components.pairs import ADMISSIBLE, NO_MENTION
from ..components.pieces import N_FEATURES
from .data import Instance

_IGNORED = -100
_CHUNK = 8


@dataclass(frozen=True, slots=True)
class Batch:
    """Tensors of several papers. A window of a paper is a row; all pieces are also counted through, rows end to end.

    Parameters
    ----------
    ids, mask, tags
        (n_windows, n_pieces), int64; tags are -100 where a piece does not begin a word.
    features
        (n_windows, n_pieces, N_FEATURES), float32.
    flat
        (n_real_pieces,), int64: the pieces that are not padding, as indices into the flattened rows.
    pairs
        Arguments of the pair head after the hidden states.
    relations
        (n_pairs, n_relations), float32.
    admissible
        (n_pairs, n_relations), float32: 1.0 where the schema allows the relation.
    introduced
        (n_entities,), float32.
    n_papers
        Number of papers.
    """

    ids: Tensor
    mask: Tensor
    tags: Tensor
    features: Tensor
    flat: Tensor
    pairs: tuple[Tensor, ...]
    relations: Tensor
    admissible: Tensor
    introduced: Tensor
    n_papers: int


def batches(instances: Sequence[Instance], size: int, rng: random.Random) -> Iterator[Batch]:
    """Yield all instances once, in a random order of batches of similar length."""
    order = list(instances)
    rng.shuffle(order)
    groups: list[list[Instance]] = []
    for at in range(0, len(order), size * _CHUNK):
        chunk = sorted(order[at : at + size * _CHUNK], key=lambda x: len(x.tags))
        groups += [chunk[i : i + size] for i in range(0, len(chunk), size)]
    rng.shuffle(groups)
    for group in groups:
        yield make_batch(group)


def make_batch(group: Sequence[Instance]) -> Batch:
    """Put instances together."""
    windows = [window for x in group for window in x.pieces.windows]
    widest = max(len(w.ids) for w in windows)
    ids = np.zeros((len(windows), widest), dtype=np.int64)
    mask = np.zeros_like(ids)
    features = np.zeros((len(windows), widest, N_FEATURES), dtype=np.float32)
    for i, window in enumerate(windows):
        n = len(window.ids)
        ids[i, :n], mask[i, :n], features[i, :n] = window.ids, 1, window.features
    flat = np.flatnonzero(mask)
    sizes = [sum(len(w.ids) for w in x.pieces.windows) for x in group]
    offsets = np.cumsum([0, *sizes[:-1]])
    tags = np.full(ids.size, _IGNORED, dtype=np.int64)
    for x, offset in zip(group, offsets, strict=True):
        tags[flat[offset + x.pieces.words.first]] = x.tags
    pairs, admissible = _pairs(group, offsets)
    return Batch(
        ids=torch.from_numpy(ids),
        mask=torch.from_numpy(mask),
        tags=torch.from_numpy(tags.reshape(ids.shape)),
        features=torch.from_numpy(features),
        flat=torch.from_numpy(flat),
        pairs=pairs,
        relations=torch.from_numpy(np.concatenate([x.relations for x in group])),
        admissible=admissible,
        introduced=torch.from_numpy(np.concatenate([x.introduced for x in group])),
        n_papers=len(group),
    )


def _pairs(group: Sequence[Instance], offsets: npt.NDArray[Any]) -> tuple[tuple[Tensor, ...], Tensor]:
    """Return the pair head's arguments with all indices shifted to the batch, and the admissible relations."""
    some = [(x.pairs, int(offset)) for x, offset in zip(group, offsets, strict=True)]
    widest = max(p.starts.shape[1] for p, _ in some)
    entity_offsets = np.cumsum([0, *(len(p.types) for p, _ in some)])[:-1]

    def padded(values: npt.NDArray[Any], fill: float) -> npt.NDArray[Any]:
        return np.pad(values, ((0, 0), (0, widest - values.shape[1])), constant_values=fill)

    types = np.concatenate([p.types for p, _ in some])
    heads = np.concatenate([p.heads + e for (p, _), e in zip(some, entity_offsets, strict=True)])
    tails = np.concatenate([p.tails + e for (p, _), e in zip(some, entity_offsets, strict=True)])
    arrays = (
        np.concatenate([np.full(len(p.types), o) for p, o in some]),
        types,
        np.concatenate([padded(p.starts + o, o) for p, o in some]),
        np.concatenate([padded(p.ends + o, o) for p, o in some]),
        np.concatenate([padded(p.mask, NO_MENTION) for p, _ in some]),
        heads,
        tails,
        np.concatenate([p.begins + o for p, o in some]),
        np.concatenate([p.stops + o for p, o in some]),
        np.concatenate([p.distances for p, _ in some]),
    )
    admissible = ADMISSIBLE[types[heads], types[tails]].astype(np.float32)
    return tuple(torch.from_numpy(np.ascontiguousarray(a)) for a in arrays), torch.from_numpy(admissible)

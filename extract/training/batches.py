"""Instances put together in batches of similar length: one tensor of text, and for each paper what is paired in it."""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
import torch
from torch import Tensor

from ..components.pieces import N_FEATURES
from .config import NoiseConfig
from .data import Instance
from .views import View, make_view

_IGNORED = -100
_CHUNK = 8


@dataclass(frozen=True, slots=True)
class PairBatch:
    """The nodes and pairs of one paper.

    Parameters
    ----------
    pieces
        (n_pieces,), int64: the paper's pieces, as indices into the flattened rows of the batch.
    inputs
        Arguments of the pair head after the hidden states of those pieces.
    targets, admissible, flags, claimed, introduced, entity
        As in :class:`extract.training.views.View`.
    """

    pieces: Tensor
    inputs: tuple[Tensor, ...]
    targets: Tensor
    admissible: Tensor
    flags: Tensor
    claimed: Tensor
    introduced: Tensor
    entity: Tensor


@dataclass(frozen=True, slots=True)
class Batch:
    """Tensors of several papers.

    Parameters
    ----------
    ids, mask, tags
        (n_windows, n_pieces), int64; a window of a paper is a row. Tags are -100 where a piece does not begin a word.
    features
        (n_windows, n_pieces, N_FEATURES), float32.
    papers
        The pairs of each paper.
    """

    ids: Tensor
    mask: Tensor
    tags: Tensor
    features: Tensor
    papers: tuple[PairBatch, ...]


def batches(instances: Sequence[Instance], size: int, noise: NoiseConfig, rng: random.Random) -> Iterator[Batch]:
    """Yield all instances once, in a random order of batches of similar length."""
    order = list(instances)
    rng.shuffle(order)
    groups: list[list[Instance]] = []
    for at in range(0, len(order), size * _CHUNK):
        chunk = sorted(order[at : at + size * _CHUNK], key=lambda x: len(x.tags))
        groups += [chunk[i : i + size] for i in range(0, len(chunk), size)]
    rng.shuffle(groups)
    for group in groups:
        yield make_batch(group, noise, rng)


def make_batch(group: Sequence[Instance], noise: NoiseConfig, rng: random.Random) -> Batch:
    """Put instances together, each in a view of it that `noise` and `rng` give."""
    views = [make_view(x, noise, rng) for x in group]
    windows = [window for x in group for window in x.pieces.windows]
    widest = max(len(w.ids) for w in windows)
    ids = np.zeros((len(windows), widest), dtype=np.int64)
    mask = np.zeros_like(ids)
    features = np.zeros((len(windows), widest, N_FEATURES), dtype=np.float32)
    for i, window in enumerate(windows):
        n = len(window.ids)
        ids[i, :n], mask[i, :n], features[i, :n] = window.ids, 1, window.features
    flat = np.split(np.flatnonzero(mask), np.cumsum([sum(len(w.ids) for w in x.pieces.windows) for x in group])[:-1])
    tags = np.full(ids.size, _IGNORED, dtype=np.int64)
    for x, pieces in zip(group, flat, strict=True):
        tags[pieces[x.pieces.words.first]] = x.tags
    return Batch(
        ids=torch.from_numpy(ids),
        mask=torch.from_numpy(mask),
        tags=torch.from_numpy(tags.reshape(ids.shape)),
        features=torch.from_numpy(features),
        papers=tuple(_pair_batch(view, torch.from_numpy(pieces)) for view, pieces in zip(views, flat, strict=True)),
    )


def _pair_batch(view: View, pieces: Tensor) -> PairBatch:
    return PairBatch(
        pieces=pieces,
        inputs=tuple(map(torch.from_numpy, view.pairs.arrays().values())),
        targets=torch.from_numpy(view.targets),
        admissible=torch.from_numpy(view.admissible),
        flags=torch.from_numpy(view.flags),
        claimed=torch.from_numpy(view.claimed),
        introduced=torch.from_numpy(view.introduced),
        entity=torch.from_numpy(view.entity),
    )

"""What the pair head is shown of a gold paper: its nodes as they are, or as an imperfect tagger would find them.

At run time the pair head sees predicted entities: some missing, some invented, some of a wrong type or a word too long.
A network trained on gold entities alone takes all that it sees for true.
"""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
import numpy.typing as npt

from ..components.pairs import ADMISSIBLE, FLAGS, N_OUTPUTS, PairInputs, make_pair_inputs
from ..schema import PAIR_RELATIONS, EntityType
from .config import NoiseConfig
from .data import Instance, Node, Words

_T = EntityType
_CONFUSED: dict[EntityType, tuple[EntityType, ...]] = {
    _T.METHOD: (_T.MODEL, _T.TASK, _T.TASK, _T.SOFTWARE),
    _T.MODEL: (_T.METHOD, _T.METHOD, _T.SOFTWARE),
    _T.DATASET: (_T.BENCHMARK,),
    _T.BENCHMARK: (_T.DATASET,),
    _T.TASK: (_T.METHOD,),
    _T.METRIC: (_T.METHOD,),
    _T.SOFTWARE: (_T.METHOD, _T.MODEL),
}
_INVENTED = (_T.METHOD, _T.METHOD, _T.METHOD, _T.TASK, _T.TASK, _T.MODEL, _T.METRIC, _T.DATASET)


@dataclass(frozen=True, slots=True)
class View:
    """The nodes of a paper and what is to be said of them.

    Parameters
    ----------
    pairs
        What the pair head reads.
    targets
        Shape (n_pairs, N_OUTPUTS), float32: 1.0 where it holds, asserted or not.
    admissible
        Shape (n_pairs, N_OUTPUTS), float32: 1.0 where the schema allows it.
    flags
        Shape (n_pairs, n_flags), float32: 1.0 where the pair's claims are negated, hedged.
    claimed
        Shape (n_pairs,), float32: 1.0 where a relation holds, so that flags mean something.
    introduced
        Shape (n_nodes,), float32: 1.0 where the paper introduces the node.
    entity
        Shape (n_nodes,), float32: 0.0 for scores, which no paper introduces.
    """

    pairs: PairInputs
    targets: npt.NDArray[np.float32]
    admissible: npt.NDArray[np.float32]
    flags: npt.NDArray[np.float32]
    claimed: npt.NDArray[np.float32]
    introduced: npt.NDArray[np.float32]
    entity: npt.NDArray[np.float32]


def make_view(instance: Instance, noise: NoiseConfig, rng: random.Random) -> View:
    """Return a paper as it is or, for a share of the calls, with errors such as a tagger makes.

    Parameters
    ----------
    instance
        The paper.
    noise
        Rates of the errors.
    rng
        Decides; the same state gives the same view.
    """
    if rng.random() >= noise.share:
        return _view(instance, instance.nodes, list(range(len(instance.nodes))))
    nodes: list[Node] = []
    origins: list[int] = []
    n_words = len(instance.tags)
    occupied = {w for node in instance.nodes for first, last in node.mentions for w in range(first, last + 1)}
    for i, node in enumerate(instance.nodes):
        changed = _changed(node, noise, rng, occupied, n_words)
        if changed is not None:
            nodes.append(changed)
            origins.append(i)
    invented = _invented(instance, noise, rng, occupied)
    at = next((i for i, node in enumerate(nodes) if node.type is None), len(nodes))
    return _view(instance, nodes[:at] + invented + nodes[at:], origins[:at] + [-1] * len(invented) + origins[at:])


def _changed(node: Node, noise: NoiseConfig, rng: random.Random, occupied: set[int], n_words: int) -> Node | None:
    if rng.random() < noise.missing:
        return None
    if node.type is None:
        return node
    kind = rng.choice(_CONFUSED[node.type]) if rng.random() < noise.wrong_type else node.type
    mentions = [m for m in node.mentions if rng.random() >= noise.missing] or [rng.choice(node.mentions)]
    spans = tuple(_moved(m, occupied, n_words, rng) if rng.random() < noise.wrong_bounds else m for m in mentions)
    return replace(node, type=kind, mentions=spans)


def _moved(span: Words, occupied: set[int], n_words: int, rng: random.Random) -> Words:
    """Return a mention with a word more or less at one end; as it is where that cannot be."""
    first, last = span
    choices = [(first - 1, last)] if first > 0 and first - 1 not in occupied else []
    choices += [(first, last + 1)] if last + 1 < n_words and last + 1 not in occupied else []
    choices += [(first + 1, last), (first, last - 1)] if last > first else []
    return rng.choice(choices) if choices else span


def _invented(instance: Instance, noise: NoiseConfig, rng: random.Random, occupied: set[int]) -> list[Node]:
    sentences = instance.pieces.words.sentences
    nodes = []
    for _ in range(len(instance.nodes)):
        if rng.random() >= noise.invented:
            continue
        first = rng.randrange(len(sentences))
        last = min(first + rng.randrange(3), len(sentences) - 1)
        if sentences[first] == sentences[last] and occupied.isdisjoint(range(first, last + 1)):
            occupied.update(range(first, last + 1))
            nodes.append(Node(rng.choice(_INVENTED), ((first, last),)))
    return nodes


def _view(instance: Instance, nodes: Sequence[Node], origins: Sequence[int]) -> View:
    pairs = make_pair_inputs(instance.pieces.words, [n.type for n in nodes], [n.mentions for n in nodes])
    place = {origin: i for i, origin in enumerate(origins) if origin >= 0}
    row = {(int(h), int(t)): i for i, (h, t) in enumerate(zip(pairs.heads, pairs.tails, strict=True))}
    targets = np.zeros((len(pairs.heads), N_OUTPUTS), dtype=np.float32)
    flags = np.zeros((len(pairs.heads), len(FLAGS)), dtype=np.float32)
    admissible = ADMISSIBLE[pairs.types[pairs.heads], pairs.types[pairs.tails]].astype(np.float32)
    for claim in instance.claims:
        at = row.get((place.get(claim.head, -1), place.get(claim.tail, -1)))
        if at is not None and admissible[at, claim.output]:
            targets[at, claim.output] = 1.0
            flags[at] = np.maximum(flags[at], [claim.negated, claim.hedged])
    return View(
        pairs=pairs,
        targets=targets,
        admissible=admissible,
        flags=flags,
        claimed=targets[:, : len(PAIR_RELATIONS)].max(axis=1, initial=0.0),
        introduced=np.array([n.introduced for n in nodes], dtype=np.float32),
        entity=np.array([n.type is not None for n in nodes], dtype=np.float32),
    )

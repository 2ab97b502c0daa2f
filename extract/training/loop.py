"""The training loop: AdamW with warm-up and linear decay, averaged weights, checkpoints that can be resumed."""

from __future__ import annotations

import logging
import random
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import torch
from torch import Tensor
from torch.nn import functional

from ..atomic import replacing
from ..errors import ConfigurationError
from .batches import Batch, PairBatch, batches
from .config import LoopConfig, TrainingConfig
from .data import Instance
from .network import JointNetwork

logger = logging.getLogger(__name__)

Progress = Callable[[int, int, float], None]
"""Called after each step with the step, the number of steps and the loss."""


def train(
    network: JointNetwork,
    instances: Sequence[Instance],
    settings: TrainingConfig,
    *,
    checkpoint: Path,
    fingerprint: str,
    progress: Progress | None = None,
) -> JointNetwork:
    """Train a network, and return it with its averaged weights.

    After each epoch the whole state is saved; when `checkpoint` exists, training goes on from there.

    Parameters
    ----------
    network
        Changed in place.
    instances
        The training papers.
    settings
        How to train.
    checkpoint
        File for the state.
    fingerprint
        Of configuration and data: a state is gone on from only with the same.
    progress
        Called after each step.

    Raises
    ------
    ConfigurationError
        If the state is that of another training.
    """
    config = settings.loop
    _seed(config)
    steps = config.epochs * -(-len(instances) // config.batch_size)
    average = torch.optim.swa_utils.AveragedModel(
        network, multi_avg_fn=torch.optim.swa_utils.get_ema_multi_avg_fn(config.average_decay)
    )
    optimiser = _optimiser(network, config)
    schedule = torch.optim.lr_scheduler.LambdaLR(
        optimiser, lambda step: min((step + 1) / (config.warmup * steps), 1.0) * max(0.0, 1 - step / steps)
    )
    state = {"network": network, "average": average, "optimiser": optimiser, "schedule": schedule}
    done = _resume(checkpoint, state, fingerprint)
    step = schedule.last_epoch
    for epoch in range(done, config.epochs):
        began, losses = time.monotonic(), []
        network.train()
        for batch in batches(instances, config.batch_size, settings.noise, random.Random(f"{config.seed}-{epoch}")):
            parts = _losses(network, batch)
            weights = (config.tag_weight, config.pair_weight, config.flag_weight, config.introduces_weight)
            loss = torch.stack([weight * part for weight, part in zip(weights, parts, strict=True)]).sum()
            optimiser.zero_grad()
            loss.backward()
            torch.nn.utils.clip_grad_norm_(network.parameters(), config.gradient_norm)
            optimiser.step()
            schedule.step()
            average.update_parameters(network)
            step += 1
            losses.append([part.item() for part in parts])
            if progress is not None:
                progress(step, steps, loss.item())
        mean = np.mean(losses, axis=0).round(4).tolist()
        logger.info(
            "epoch %d: %.0f s, losses of tags, pairs, flags, introduced %s", epoch + 1, time.monotonic() - began, mean
        )
        _save(checkpoint, state, epoch + 1, fingerprint)
    network.load_state_dict(average.module.state_dict())
    network.eval()
    return network


def _seed(config: LoopConfig) -> None:
    torch.manual_seed(config.seed)
    torch.set_num_threads(config.threads)
    torch.use_deterministic_algorithms(True)
    # Deterministic without it: nothing here reads memory before it is written.
    torch.utils.deterministic.fill_uninitialized_memory = False


def _optimiser(network: JointNetwork, config: LoopConfig) -> torch.optim.Optimizer:
    old = list(network.encoder.encoder.parameters())
    known = {id(parameter) for parameter in old}
    new = [parameter for parameter in network.parameters() if id(parameter) not in known]
    groups = [{"params": old, "lr": config.learning_rate}, {"params": new, "lr": config.head_learning_rate}]
    return torch.optim.AdamW(groups, weight_decay=config.weight_decay, fused=True)


def _losses(network: JointNetwork, batch: Batch) -> tuple[Tensor, ...]:
    """Return the losses: of tags a mean over words; of pairs, flags, introductions sums, divided by the papers."""
    with torch.autocast("cpu", dtype=torch.bfloat16):
        hidden, logits = network.encoder(batch.ids, batch.features, batch.mask)
    tags = functional.cross_entropy(logits.float().flatten(0, 1), batch.tags.flatten(), ignore_index=-100)
    pieces = hidden.float().flatten(0, 1)
    sums = [_pair_losses(network, pieces[paper.pieces], paper) for paper in batch.papers]
    return tags, *(torch.stack(parts).sum() / len(sums) for parts in zip(*sums, strict=True))


def _pair_losses(network: JointNetwork, hidden: Tensor, paper: PairBatch) -> list[Tensor]:
    outputs = network.pairs(hidden, *paper.inputs)
    wanted = (paper.targets, paper.flags, paper.introduced)
    counted = (paper.admissible, paper.claimed.unsqueeze(-1), paper.entity)
    return [
        (functional.binary_cross_entropy_with_logits(output, target, reduction="none") * mask).sum()
        for output, target, mask in zip(outputs, wanted, counted, strict=True)
    ]


def _save(path: Path, state: dict[str, Any], epoch: int, fingerprint: str) -> None:
    values = {key: value.state_dict() for key, value in state.items()}
    path.parent.mkdir(parents=True, exist_ok=True)
    with replacing(path) as stream:
        random_state = torch.get_rng_state()
        torch.save({"epoch": epoch, "fingerprint": fingerprint, "random": random_state, **values}, stream)


def _resume(path: Path, state: dict[str, Any], fingerprint: str) -> int:
    if not path.is_file():
        return 0
    saved = torch.load(path, weights_only=True)
    if saved["fingerprint"] != fingerprint:
        raise ConfigurationError(f"{path}: the state of another training; delete it to start anew")
    for key, value in state.items():
        value.load_state_dict(saved[key])
    torch.set_rng_state(saved["random"])
    logger.info("going on after epoch %d of %s", saved["epoch"], path)
    return int(saved["epoch"])

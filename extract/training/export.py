"""From a trained network to a shipped pipeline: ONNX, 8-bit integers, spaCy."""

from __future__ import annotations

import tempfile
import warnings
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import onnx
import spacy
import torch
from onnxruntime.quantization import QuantType, quantize_dynamic
from onnxruntime.quantization.shape_inference import quant_pre_process
from spacy.language import Language
from tokenizers import Tokenizer
from torch import nn

from ..components.entities import EntityRecognizer
from ..components.pieces import N_FEATURES
from ..components.relations import RelationExtractor
from ..components.session import OnnxSession
from .decisions import ENTITY, Decisions
from .network import JointNetwork

OPSET = 17


def export_encoder(network: JointNetwork) -> bytes:
    """Return the encoder with its tag head as an ONNX graph in float32: ids, features to hidden, tags."""
    inputs = {
        "ids": torch.ones((1, 7), dtype=torch.int64),
        "features": torch.zeros((1, 7, N_FEATURES)),
    }
    return _export(network.encoder, inputs, ("hidden", "tags"), {name: {1: "n_pieces"} for name in inputs})


def export_pair_head(network: JointNetwork) -> bytes:
    """Return the pair head as an ONNX graph in float32; its inputs are those of its ``forward``, by name."""
    entities = torch.zeros(3, dtype=torch.int64)
    spans = torch.zeros((3, 2), dtype=torch.int64)
    pairs = torch.zeros(5, dtype=torch.int64)
    inputs = {
        "hidden": torch.randn((7, network.encoder.width)),
        "types": entities,
        "starts": spans,
        "ends": spans,
        "mask": torch.zeros((3, 2)),
        "heads": pairs,
        "tails": pairs,
        "begins": pairs,
        "stops": pairs + 1,
        "distances": pairs,
    }
    axes: dict[str, dict[int, str]] = {"hidden": {0: "n_pieces"}, "types": {0: "n_nodes"}}
    for name in ("starts", "ends", "mask"):
        axes[name] = {0: "n_nodes", 1: "n_mentions"}
    for name in ("heads", "tails", "begins", "stops", "distances"):
        axes[name] = {0: "n_pairs"}
    return _export(network.pairs, inputs, ("relations", "flags", "introduced"), axes)


def quantise(graph: bytes) -> bytes:
    """Return an ONNX graph with weights and embeddings in 8-bit integers, activations scaled at run time."""
    with tempfile.TemporaryDirectory() as folder:
        source, prepared, target = (Path(folder, name) for name in ("float.onnx", "prepared.onnx", "int8.onnx"))
        source.write_bytes(graph)
        quant_pre_process(str(source), str(prepared), skip_symbolic_shape=True)
        quantize_dynamic(prepared, target, weight_type=QuantType.QInt8, per_channel=True, reduce_range=False)
        return target.read_bytes()


def make_pipeline(
    encoder: bytes, pair_head: bytes, tokenizer: Tokenizer, decisions: Decisions, meta: Mapping[str, Any]
) -> Language:
    """Return the spaCy pipeline that ships.

    Parameters
    ----------
    encoder, pair_head
        ONNX graphs.
    tokenizer
        The encoder's tokenizer.
    decisions
        Thresholds and calibrations.
    meta
        What goes into the pipeline's ``meta.json``.
    """
    nlp = blank_pipeline()
    curves = dict(decisions.calibrations)
    entities = nlp.add_pipe(
        "abstractgraph_entities", config={"threshold": decisions.entity, "calibration": curves.pop(ENTITY)}
    )
    relations = nlp.add_pipe(
        "abstractgraph_relations", config={"thresholds": dict(decisions.claims), "calibrations": curves}
    )
    assert isinstance(entities, EntityRecognizer)
    assert isinstance(relations, RelationExtractor)
    entities.from_model(OnnxSession(encoder), tokenizer.to_str())
    relations.pair_head = OnnxSession(pair_head)
    nlp.meta.update(meta)
    return nlp


def blank_pipeline() -> Language:
    """Return tokenizer and sentences, without a model."""
    config = {"nlp": {"tokenizer": {"@tokenizers": "abstractgraph.WordTokenizer.v1"}}}
    nlp = spacy.blank("en", config=config)
    nlp.add_pipe("abstractgraph_sentences")
    return nlp


def _export(
    module: nn.Module, inputs: Mapping[str, torch.Tensor], outputs: tuple[str, ...], axes: dict[str, dict[int, str]]
) -> bytes:
    with tempfile.TemporaryDirectory() as folder, warnings.catch_warnings():
        # The newer exporter (dynamo=True, PyTorch 2.15) gives a pair head that fails on papers longer than the example.
        warnings.simplefilter("ignore", DeprecationWarning)
        # Tracing warns of each comparison of shapes in the encoder; a test compares the graphs at several lengths.
        warnings.simplefilter("ignore", torch.jit.TracerWarning)
        target = Path(folder, "graph.onnx")
        torch.onnx.export(
            module.eval(),
            (),
            str(target),
            kwargs=dict(inputs),
            input_names=list(inputs),
            output_names=list(outputs),
            dynamic_axes=axes,
            opset_version=OPSET,
            dynamo=False,
        )
        graph = onnx.load(target)
        onnx.checker.check_model(graph)
        return bytes(graph.SerializeToString())

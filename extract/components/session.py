"""onnxruntime sessions that can be serialised, forked and shared between threads."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cached_property
from typing import Any

import numpy as np

from ..errors import ModelError


class OnnxSession:
    """One ONNX graph, opened on first use.

    Opened lazily so that a process that was forked opens its own. Each run uses one thread: several papers are run side
    by side instead, each by itself, so that a paper's result never depends on what else is in a batch (8-bit graphs
    scale their activations over a whole batch).

    Parameters
    ----------
    model
        The serialised graph; empty before it is loaded.
    """

    def __init__(self, model: bytes = b"") -> None:
        self.model = model

    def __reduce__(self) -> tuple[type[OnnxSession], tuple[bytes]]:
        return OnnxSession, (self.model,)

    @cached_property
    def _session(self) -> Any:
        import onnxruntime

        if not self.model:
            raise ModelError("this component has no model; load the pipeline with extract.load_pipeline()")
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = 1
        options.inter_op_num_threads = 1
        options.log_severity_level = 3
        try:
            return onnxruntime.InferenceSession(self.model, options, providers=["CPUExecutionProvider"])
        except Exception as error:  # onnxruntime's own errors share no base but Exception
            raise ModelError(f"the model file is damaged; install abstractgraph again ({error})") from error

    def open(self) -> None:
        """Open the session now: call it before several threads share it."""
        _ = self._session

    def run(self, outputs: Sequence[str], inputs: Mapping[str, np.ndarray[Any, Any]]) -> list[np.ndarray[Any, Any]]:
        """Run the graph.

        Parameters
        ----------
        outputs
            Names of the outputs wanted.
        inputs
            Name to array.

        Returns
        -------
        list of numpy.ndarray
            In the order of `outputs`.
        """
        return list(self._session.run(list(outputs), dict(inputs)))

"""Where the shipped model is and what it is called, without loading it."""

from __future__ import annotations

from pathlib import Path

import orjson

from .errors import ModelError

MODEL_PATH = Path(__file__).with_name("model")
"""The folder of the shipped pipeline."""


def model_name(path: Path | None = None) -> str:
    """Return name and version of a model, as its records carry it, such as ``minilm-joint-1``.

    Parameters
    ----------
    path
        Folder of a pipeline made by ``abstractgraph train``; None for the shipped one.

    Raises
    ------
    ModelError
        If the folder holds no pipeline.
    """
    folder = MODEL_PATH if path is None else path
    try:
        meta = orjson.loads((folder / "meta.json").read_bytes())
        return f"{meta['name']}-{meta['version']}"
    except (OSError, KeyError, TypeError, orjson.JSONDecodeError) as error:
        raise ModelError(
            f"{folder}: no model here ({error}); make one with: abstractgraph train DATA -o DIR"
        ) from error

"""The shipped pipeline: load it, and annotate a stream of abstracts."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

import spacy
from spacy.language import Language

from .components.document import get_record, make_doc
from .errors import ModelError
from .records import Abstract, AnnotatedAbstract
from .shipped import MODEL_PATH, model_name


def load_pipeline(path: Path | None = None) -> Language:
    """Return the pipeline that finds entities and relations; takes about three seconds.

    Parameters
    ----------
    path
        Folder of a pipeline made by ``abstractgraph train``; None for the shipped one.

    Raises
    ------
    ModelError
        If the folder holds no pipeline of this program.
    """
    folder = MODEL_PATH if path is None else path
    model_name(folder)
    try:
        nlp = spacy.load(folder)
    except (OSError, ValueError, KeyError) as error:
        raise ModelError(f"{folder}: no pipeline can be loaded from here ({error})") from error
    if "abstractgraph_relations" not in nlp.pipe_names:
        raise ModelError(f"{folder}: this is a spaCy pipeline, but not one made by abstractgraph train")
    return nlp


def annotate(nlp: Language, papers: Iterable[Abstract], *, batch_size: int = 64) -> Iterator[AnnotatedAbstract]:
    """Yield each paper with its entities and relations, in order.

    A record depends on the paper and the model alone: not on the other papers, their order or the batch size.

    Parameters
    ----------
    nlp
        The pipeline of :func:`load_pipeline`.
    papers
        Any number; they are read as they are needed.
    batch_size
        Papers at a time; bounds memory.
    """
    model = f"{nlp.meta['name']}-{nlp.meta['version']}"
    pairs = ((make_doc(nlp, paper), paper) for paper in papers)
    for doc, paper in nlp.pipe(pairs, as_tuples=True, batch_size=batch_size):
        yield get_record(doc, paper, model)

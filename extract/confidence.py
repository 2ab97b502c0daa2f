"""Records without what is not probable enough."""

from __future__ import annotations

import re
from dataclasses import replace

from .records import AnnotatedAbstract

_MARK = re.compile(r"(?:^| )confidence>=([0-9]+(?:\.[0-9]+)?(?:e-[0-9]+)?)\Z")


def keep_confident(record: AnnotatedAbstract, minimum: float) -> AnnotatedAbstract:
    """Return the record without what has a confidence below `minimum`.

    A relation goes with either of its entities. So does a result with any entity that it names: a score without the
    dataset or the metric that the text gives would be another claim. What is kept is kept unchanged and in order,
    ids of entities included, so they may have gaps.

    Doing it again changes nothing, and of two minima, in whatever order, the higher one decides. The name of the
    model in the record says what the minimum was; see :func:`confident_name`.

    Parameters
    ----------
    record
        Any record, also one that has been through here.
    minimum
        In [0, 1]; what has this very confidence is kept. With 0 the record stays as it is.

    Raises
    ------
    ValueError
        If `minimum` is not in [0, 1].

    Examples
    --------
    >>> from extract import Abstract, AnnotatedAbstract, Entity, EntityType, Span
    >>> text = Abstract("p", "Hopping", "Zap beats Zip.")
    >>> zap = Entity("e1", EntityType.METHOD, "Zap", (Span("abstract", 0, 3, "Zap"),), confidence=0.9)
    >>> zip_ = Entity("e2", EntityType.METHOD, "Zip", (Span("abstract", 10, 13, "Zip"),), confidence=0.4)
    >>> kept = keep_confident(AnnotatedAbstract(text, (zap, zip_), model="hopper-1"), 0.5)
    >>> [entity.name for entity in kept.entities], kept.model
    (['Zap'], 'hopper-1 confidence>=0.5')
    """
    if not 0 <= minimum <= 1:
        raise ValueError(f"a minimum confidence of {minimum} is not in [0, 1]")
    if minimum == 0:
        return record
    entities = tuple(entity for entity in record.entities if entity.confidence >= minimum)
    left_out = {entity.id for entity in record.entities} - {entity.id for entity in entities}
    return replace(
        record,
        entities=entities,
        relations=tuple(
            relation
            for relation in record.relations
            if relation.confidence >= minimum and left_out.isdisjoint((relation.head, relation.tail))
        ),
        results=tuple(
            result
            for result in record.results
            if result.confidence >= minimum and left_out.isdisjoint((result.of, result.on, result.metric))
        ),
        model=confident_name(record.model, minimum),
    )


def confident_name(model: str, minimum: float) -> str:
    """Return what a record calls its model after :func:`keep_confident`, so that minima are told apart.

    Parameters
    ----------
    model
        Name of a model, perhaps with a minimum.
    minimum
        In [0, 1]. The higher one stays, and 0 adds nothing.

    Examples
    --------
    >>> confident_name("hopper-1", 0.5)
    'hopper-1 confidence>=0.5'
    >>> confident_name("hopper-1 confidence>=0.5", 0.3)
    'hopper-1 confidence>=0.5'
    """
    if minimum == 0:
        return model
    mark = _MARK.search(model)
    if mark is None:
        return f"{model} confidence>={float(minimum)}".lstrip()
    return f"{model[: mark.start()]} confidence>={max(float(mark[1]), float(minimum))}".lstrip()

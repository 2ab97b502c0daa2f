"""Reported scores: whose, on what, by which metric."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import astuple, dataclass

import numpy as np
import numpy.typing as npt
from spacy.tokens import Doc

from ..records import Entity, Result
from ..schema import PAIR_RELATIONS
from .calibration import Calibration, calibrated
from .document import position
from .evidence import Sentences
from .pairs import LINKED, RESULT_LINKS, PairInputs
from .respectively import name_lists, pair_lists

_LIKELY = 0.5
# How likely the order of a list makes a link.
_LISTED = 0.9


_FROM = re.compile(r"\bfrom(?:\s+[^\W\d]+)?[\s$~]*$", re.IGNORECASE)
_TO = re.compile(r"[\s\\%$x]{0,9}(?:percent|points?|pp)?\s{0,9}to(?:\s{1,9}\w+){0,3}?[\s$~]{0,9}", re.IGNORECASE)

_OWNER_AFTER = re.compile(r"[\s\\%$x]{0,9}(?:percent|points?)?\s{0,9}(?:for|by|with)\s+(?:the\s+)?")
_COINED = re.compile(r"[A-Z][^\s,.;]*[A-Z\d]")
_OWNER_BEFORE = re.compile(r"\s?\(\s?[~$]?$")

_VALUES = "abstractgraph_values"


@dataclass(frozen=True, slots=True)
class Value:
    """A number that the entity component takes for a reported score.

    Parameters
    ----------
    start, end
        Token indices in the Doc, half-open.
    text
        As :class:`extract.components.values.Number` has it.
    score
        What the network says, in [0, 1].
    """

    start: int
    end: int
    text: str
    score: float


def keep_values(doc: Doc, values: Sequence[Value]) -> None:
    """Keep on the Doc which of its numbers are reported scores, for components that come later."""
    doc.user_data[_VALUES] = [list(astuple(value)) for value in values]


def kept_values(doc: Doc) -> list[Value]:
    """Return what :func:`keep_values` kept; nothing if entities were set by hand."""
    return [Value(*value) for value in doc.user_data.get(_VALUES, ())]


def decide_results(
    sentences: Sentences,
    entities: Sequence[Entity],
    values: Sequence[Value],
    pairs: PairInputs,
    outputs: npt.NDArray[np.float32],
    threshold: float,
    calibration: Calibration,
) -> list[Result]:
    """Return the scores whose owner is likely enough.

    A score has one owner, the most likely, and one metric at most. It is on the likeliest of what it is likely to be
    on, what its sentence names first, and on what stands in a list with that ("on A and B"), one result each. Nothing
    likely is None. Where a sentence lists scores and names and says "respectively", the order decides. Of "from 26 to
    13" the second counts.

    Parameters
    ----------
    sentences
        Of the paper.
    entities
        Of the paper, in the order in which the pair head had them.
    values
        The scores, which the pair head had after the entities.
    pairs, outputs
        What the pair head read, and its probabilities, shape (n_pairs, N_OUTPUTS).
    threshold
        From which product of the score's and the owner's probability a result is reported.
    calibration
        Of that product.

    Returns
    -------
    list of Result
        In order of the text.
    """
    links = _links(len(entities), len(values), pairs, outputs)
    _follow_lists(sentences, entities, values, links)
    _follow_owners(sentences, entities, values, links)
    lists = _lists_of_places(sentences, entities)
    results = []
    for value, linked in zip(values, links, strict=True):
        if _is_before(sentences.doc, value, values):
            continue
        owner = int(linked["of"].argmax()) if len(entities) else -1
        score = value.score * float(linked["of"][owner]) if len(entities) else 0.0
        if score < threshold or score == 0.0:
            continue
        metric = int(linked["metric"].argmax())
        places: list[int | None] = [*_places(sentences, entities, value, linked["on"], lists)]
        for place in places or [None]:
            results.append(
                Result(
                    of=entities[owner].id,
                    on=None if place is None else entities[place].id,
                    metric=entities[metric].id if linked["metric"][metric] >= _LIKELY else None,
                    value=value.text,
                    evidence=sentences.around(value.start),
                    confidence=calibrated(score, calibration),
                )
            )
    return results


def _is_before(doc: Doc, value: Value, values: Sequence[Value]) -> bool:
    """Tell whether a score is what another, said next, was before: "from 26 to 13"."""
    if _FROM.search(doc[max(0, value.start - 8) : value.start].text) is None:
        return False
    after = min((other.start for other in values if other.start > value.start), default=None)
    return after is not None and _TO.fullmatch(doc[value.end : after].text) is not None


def _lists_of_places(sentences: Sentences, entities: Sequence[Entity]) -> list[frozenset[int]]:
    """Return which entities that a score can be on a sentence lists side by side."""
    kinds = dict(zip(RESULT_LINKS, LINKED, strict=True))["on"]
    names = sorted(
        (*position(sentences.doc, m), i) for i, e in enumerate(entities) if e.type in kinds for m in e.mentions
    )
    return [frozenset(i for _, _, i in some) for some in name_lists(sentences.text, names)]


def _places(
    sentences: Sentences,
    entities: Sequence[Entity],
    value: Value,
    on: npt.NDArray[np.float32],
    lists: Sequence[frozenset[int]],
) -> list[int]:
    likely = [int(i) for i in np.flatnonzero(on >= _LIKELY)]
    if not likely:
        return []
    best = max(likely, key=lambda i: (sentences.names(entities[i], value.start), float(on[i])))
    beside = frozenset([best]).union(*(some for some in lists if best in some))
    return [i for i in likely if i in beside]


def _follow_lists(
    sentences: Sentences,
    entities: Sequence[Entity],
    values: Sequence[Value],
    links: Sequence[Mapping[str, npt.NDArray[np.float32]]],
) -> None:
    """Where scores and names are listed in one order, give each score its name in place of the others of the list."""
    spans = [sentences.doc[value.start : value.end] for value in values]
    scores = [(span.start_char, span.end_char, i) for i, span in enumerate(spans)]
    names = sorted((*position(sentences.doc, m), i) for i, entity in enumerate(entities) for m in entity.mentions)
    for kinds, link in zip(LINKED, RESULT_LINKS, strict=True):
        some = [place for place in names if entities[place[2]].type in kinds]
        for value, name, members in pair_lists(sentences.text, sentences.bounds, scores, some):
            links[value][link][list(members)] = 0.0
            links[value][link][name] = _LISTED


def _follow_owners(
    sentences: Sentences,
    entities: Sequence[Entity],
    values: Sequence[Value],
    links: Sequence[Mapping[str, npt.NDArray[np.float32]]],
) -> None:
    """Give a score to the system that the text names right at it: "68.4% for Emu", "Emu (68.4%)".

    Or to none, if that is a coined name that is no entity.
    """
    kinds = dict(zip(RESULT_LINKS, LINKED, strict=True))["of"]
    places = [(*position(sentences.doc, m), i) for i, entity in enumerate(entities) for m in entity.mentions]
    named = {start for start, _, _ in places}
    starts = {start: i for start, _, i in places if entities[i].type in kinds}
    ends = {end: i for _, end, i in places if entities[i].type in kinds}
    for value, link in zip(values, links, strict=True):
        span = sentences.doc[value.start : value.end]
        after = _OWNER_AFTER.match(sentences.text, span.end_char)
        before = _OWNER_BEFORE.search(sentences.text, max(0, span.start_char - 9), span.start_char)
        owner = starts.get(after.end()) if after is not None else None
        if owner is None and before is not None:
            owner = ends.get(before.start())
        is_of_unknown = after is not None and after.end() not in named and _COINED.match(sentences.text, after.end())
        if owner is not None or is_of_unknown:
            link["of"][:] = 0.0
        if owner is not None:
            link["of"][owner] = _LISTED


def _links(
    n_entities: int, n_values: int, pairs: PairInputs, outputs: npt.NDArray[np.float32]
) -> list[Mapping[str, npt.NDArray[np.float32]]]:
    """Return for each score and link the probability of each entity."""
    table = np.zeros((n_entities + n_values, n_entities + n_values, len(RESULT_LINKS)), dtype=np.float32)
    table[pairs.heads, pairs.tails] = outputs[:, len(PAIR_RELATIONS) :]
    return [
        {name: table[n_entities + i, :n_entities, link] for link, name in enumerate(RESULT_LINKS)}
        for i in range(n_values)
    ]

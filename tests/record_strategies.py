"""Hypothesis strategies for records: few entities with many relations and results, so that much coincides."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import strategies as st

from extract.records import Abstract, AnnotatedAbstract, Entity, Relation, Result, Span
from extract.schema import PAIR_RELATIONS, PAPER, EntityType, RelationType

_WORDS = ("Zap", "Zip", "Zop", "HopBench", "hopping", "jump height")
_TEXT = " ".join(_WORDS)
_TYPES = (EntityType.METHOD, EntityType.DATASET)

probabilities = st.sampled_from([0.0, 0.1, 0.3, 0.5, 0.7, 0.9, 1.0]) | st.floats(0, 1)


@st.composite
def records(draw: st.DrawFn, title: str = "Hopping") -> AnnotatedAbstract:
    """Records of one text, with up to six entities and whatever is said of them, several times, too."""
    words = draw(st.permutations(_WORDS))[: draw(st.integers(0, len(_WORDS)))]
    entities = tuple(draw(_entities(f"e{i}", word)) for i, word in enumerate(words, start=1))
    ids = [entity.id for entity in entities]
    return AnnotatedAbstract(
        Abstract(f"title:{title}", title, _TEXT),
        entities,
        tuple(draw(st.lists(_relations(ids), max_size=8))) if ids else (),
        tuple(draw(st.lists(_results(ids), max_size=5))) if ids else (),
        model=draw(st.sampled_from(["", "hopper-1"])),
    )


def papers() -> st.SearchStrategy[list[AnnotatedAbstract]]:
    """Records of up to three papers."""
    titles = st.lists(st.sampled_from(["Hopping", "Jumping", "Leaping"]), unique=True, max_size=3)
    return titles.flatmap(lambda names: st.tuples(*map(records, names))).map(list)


@st.composite
def _entities(draw: st.DrawFn, entity_id: str, word: str) -> Entity:
    start = _TEXT.index(word)
    span = Span("abstract", start, start + len(word), word)
    return Entity(entity_id, draw(st.sampled_from(_TYPES)), word, (span,), draw(probabilities))


@st.composite
def _relations(draw: st.DrawFn, ids: list[str]) -> Relation:
    kind = draw(st.sampled_from([RelationType.INTRODUCES, *PAIR_RELATIONS[4:6]]))
    head = PAPER if kind is RelationType.INTRODUCES else draw(st.sampled_from(ids))
    said = Relation(head, kind, draw(st.sampled_from(ids)), None, draw(probabilities))
    return replace(said, polarity=draw(st.sampled_from(["asserted", "asserted", "negated"])))


@st.composite
def _results(draw: st.DrawFn, ids: list[str]) -> Result:
    return Result(
        of=draw(st.sampled_from(ids)),
        on=draw(st.none() | st.sampled_from(ids)),
        metric=draw(st.sampled_from([None, "height", *ids])),
        value=draw(st.sampled_from(["3", "3 %", "4.5"])),
        confidence=draw(probabilities),
    )

"""What the pair head sees of the entities of a paper."""

import numpy as np
import pytest

from extract.components.pairs import ADMISSIBLE, N_OUTPUTS, RESULT_LINKS, VALUE_TYPE, make_pair_inputs
from extract.components.pieces import Words
from extract.schema import ENTITY_TYPES, PAIR_RELATIONS, EntityType, admits

MODEL, TASK, METRIC = EntityType.MODEL, EntityType.TASK, EntityType.METRIC


def words(n=20, boundary=10):
    """Words of two pieces each, white space tokens left out at every third; a new sentence at `boundary`."""
    index = np.arange(n)
    return Words(tokens=index * 3, first=1 + 2 * index, sentences=(index >= boundary).astype(np.int64))


def pair(inputs, head, tail):
    (at,) = np.flatnonzero((inputs.heads == head) & (inputs.tails == tail))
    return at


def test_the_table_of_what_is_admissible_is_the_schema():
    for h, head in enumerate(ENTITY_TYPES):
        for t, tail in enumerate(ENTITY_TYPES):
            links = [False] * len(RESULT_LINKS)
            assert ADMISSIBLE[h, t].tolist() == [admits(r, head, tail) for r in PAIR_RELATIONS] + links


def test_a_score_is_linked_to_systems_data_and_metrics_alone():
    links = ADMISSIBLE[VALUE_TYPE, :, N_OUTPUTS - len(RESULT_LINKS) :]
    of = {kind for kind, (allowed, _, _) in zip(ENTITY_TYPES, links, strict=False) if allowed}

    assert of == {EntityType.METHOD, EntityType.MODEL, EntityType.SOFTWARE}
    assert not ADMISSIBLE[:, VALUE_TYPE].any()
    assert not ADMISSIBLE[VALUE_TYPE, :, : len(PAIR_RELATIONS)].any()
    assert links[ENTITY_TYPES.index(EntityType.METRIC)].tolist() == [False, False, True]


def test_a_score_is_the_head_of_its_pairs():
    inputs = make_pair_inputs(words(), [MODEL, METRIC, None], [[(0, 0)], [(4, 5)], [(8, 8)]])
    pairs = list(zip(inputs.heads.tolist(), inputs.tails.tolist(), strict=True))

    assert inputs.types[2] == VALUE_TYPE
    assert [pair for pair in pairs if 2 in pair] == [(2, 0), (2, 1)]


def test_every_ordered_pair_is_there_once_and_none_with_itself():
    inputs = make_pair_inputs(words(), [MODEL, MODEL, TASK], [[(0, 0)], [(4, 5)], [(8, 8)]])
    pairs = list(zip(inputs.heads.tolist(), inputs.tails.tolist(), strict=True))

    assert len(pairs) == len(set(pairs))
    assert (0, 0) not in pairs
    assert {(0, 1), (1, 0), (0, 2), (2, 0)} <= set(pairs)


def test_mentions_are_padded_and_masked():
    inputs = make_pair_inputs(words(), [MODEL, TASK], [[(0, 1), (6, 6)], [(3, 3)]])

    assert inputs.starts.tolist() == [[1, 13], [7, 0]]
    assert inputs.ends.tolist() == [[3, 13], [7, 0]]
    assert (inputs.mask < 0).tolist() == [[False, False], [False, True]]


def test_the_nearest_mentions_give_context_and_distance():
    inputs = make_pair_inputs(words(), [MODEL, TASK], [[(0, 0), (7, 8)], [(3, 3), (9, 9), (15, 15)]])
    at = pair(inputs, 0, 1)

    assert (inputs.begins[at], inputs.stops[at]) == (15, 20)
    assert inputs.distances[at] == 0


@pytest.mark.parametrize(
    ("tail", "bucket"), [((1, 1), 0), ((2, 2), 1), ((4, 5), 2), ((8, 8), 3), ((10, 10), 7), ((19, 19), 8)]
)
def test_distance_buckets_within_and_across_sentences(tail, bucket):
    inputs = make_pair_inputs(words(), [MODEL, TASK], [[(0, 0)], [tail]])

    assert inputs.distances[pair(inputs, 0, 1)] == bucket


def test_the_earliest_of_equally_near_mentions_counts():
    both, first = (
        make_pair_inputs(words(), [MODEL, TASK], [[(2, 2)], tails]) for tails in ([(0, 0), (4, 4)], [(0, 0)])
    )

    for name in ("begins", "stops"):
        assert getattr(both, name)[pair(both, 0, 1)] == getattr(first, name)[pair(first, 0, 1)]


def test_one_entity_has_no_pairs():
    assert make_pair_inputs(words(), [METRIC], [[(0, 0)]]).heads.size == 0

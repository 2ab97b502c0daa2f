"""Results: each score has one owner, is on all that is likely, and has the sentence that reports it."""

import numpy as np
import pytest

from extract.components.calibration import UNCALIBRATED
from extract.components.document import make_doc, span_of
from extract.components.evidence import Sentences
from extract.components.pairs import N_OUTPUTS, RESULT_LINKS, make_pair_inputs
from extract.components.pieces import Words
from extract.components.results import Value, decide_results, keep_values, kept_values
from extract.records import Abstract, Entity
from extract.schema import PAIR_RELATIONS, EntityType

TEXT = "TWIG and Emu are new. RootBench is old. TWIG gets 71.4 on HopBench and FernSet in accuracy, unlike LeafSet."
NAMES = {
    "TWIG": "Method",
    "Emu": "Model",
    "HopBench": "Benchmark",
    "FernSet": "Dataset",
    "accuracy": "Metric",
    "RootBench": "Benchmark",
    "LeafSet": "Dataset",
}


@pytest.fixture
def doc(blank):
    return blank(make_doc(blank, Abstract("p", "", TEXT)))


@pytest.fixture
def entities(doc):
    return [
        Entity(f"e{i}", EntityType(kind), name, (span_of(doc, TEXT.index(name), TEXT.index(name) + len(name)),))
        for i, (name, kind) in enumerate(NAMES.items(), start=1)
    ]


def value(doc, score=1.0):
    start = doc.char_span(TEXT.index("71.4"), TEXT.index("71.4") + 4)
    return Value(start.start, start.end, "71.4", score)


def decided(doc, entities, links, score=1.0, threshold=0.5, calibration=UNCALIBRATED):
    """Decide with given probabilities: (link, name) to probability, of the one score."""
    at = np.arange(len(doc))
    words = Words(at, at, np.zeros_like(at))
    tokens = [doc.char_span(TEXT.index(e.name), TEXT.index(e.name) + len(e.name)).start for e in entities]
    scored = value(doc, score)
    mentions = [[(token, token)] for token in [*tokens, scored.start]]
    pairs = make_pair_inputs(words, [*(e.type for e in entities), None], mentions)
    outputs = np.zeros((len(pairs.heads), N_OUTPUTS), np.float32)
    for (link, name), probability in links.items():
        tail = [e.name for e in entities].index(name)
        (row,) = np.flatnonzero((pairs.heads == len(entities)) & (pairs.tails == tail))
        outputs[row, len(PAIR_RELATIONS) + RESULT_LINKS.index(link)] = probability
    results = decide_results(Sentences(doc), entities, [scored], pairs, outputs, threshold, calibration)
    by_id = {e.id: e.name for e in entities}
    return [(by_id[r.of], by_id.get(r.on), by_id.get(r.metric)) for r in results], results


def test_a_score_has_its_most_likely_owner_and_the_likely_places_of_a_list(doc, entities):
    found, results = decided(
        doc,
        entities,
        {("of", "TWIG"): 0.9, ("of", "Emu"): 0.8, ("on", "HopBench"): 0.7, ("on", "FernSet"): 0.6,
         ("metric", "accuracy"): 0.55},
    )  # fmt: skip

    assert found == [("TWIG", "HopBench", "accuracy"), ("TWIG", "FernSet", "accuracy")]
    assert {r.value for r in results} == {"71.4"}
    assert {r.evidence.text for r in results} == {TEXT[TEXT.index("TWIG gets") :]}


@pytest.mark.parametrize(
    ("places", "on"),
    [
        ({"HopBench": 0.9, "LeafSet": 0.8}, ["HopBench"]),
        ({"HopBench": 0.6, "LeafSet": 0.8}, ["LeafSet"]),
        ({"RootBench": 0.9, "LeafSet": 0.6}, ["LeafSet"]),
        ({"RootBench": 0.9, "LeafSet": 0.4}, ["RootBench"]),
        ({"HopBench": 0.9, "FernSet": 0.4}, ["HopBench"]),
    ],
)
def test_of_places_apart_the_likeliest_that_its_sentence_names_counts(doc, entities, places, on):
    found, _ = decided(doc, entities, {("of", "TWIG"): 0.9, **{("on", name): p for name, p in places.items()}})

    assert [place for _, place, _ in found] == on


def test_what_is_not_likely_is_none(doc, entities):
    found, _ = decided(doc, entities, {("of", "TWIG"): 0.9, ("on", "HopBench"): 0.4, ("metric", "accuracy"): 0.3})

    assert found == [("TWIG", None, None)]


@pytest.mark.parametrize(("score", "owner", "number"), [(1.0, 0.6, 1), (0.7, 0.6, 0), (1.0, 0.4, 0), (1.0, 0.0, 0)])
def test_the_score_and_its_owner_must_be_likely_together(doc, entities, score, owner, number):
    assert len(decided(doc, entities, {("of", "TWIG"): owner}, score)[0]) == number


def test_confidence_is_calibrated(doc, entities):
    _, (result,) = decided(doc, entities, {("of", "TWIG"): 0.8}, calibration=[[0.0, 1.0], [0.0, 0.5]])

    assert result.confidence == 0.4


def of_text(blank, text, names, scores, owner):
    """Return the results of a text with models and scores, all of which the network takes for those of one model."""
    doc = blank(make_doc(blank, Abstract("p", "", text)))
    places = [doc.char_span(text.index(t), text.index(t) + len(t)) for t in (*names, *scores)]
    models, numbers = places[: len(names)], places[len(names) :]
    entities = [Entity(p.text, EntityType.MODEL, p.text, (span_of(doc, p.start_char, p.end_char),)) for p in models]
    values = [Value(place.start, place.end, place.text, 1.0) for place in numbers]
    at = np.arange(len(doc))
    mentions = [[(place.start, place.start)] for place in places]
    kinds = [EntityType.MODEL for _ in names] + [None for _ in scores]
    pairs = make_pair_inputs(Words(at, at, np.zeros_like(at)), kinds, mentions)
    outputs = np.zeros((len(pairs.heads), N_OUTPUTS), np.float32)
    outputs[(pairs.heads >= len(names)) & (pairs.tails == names.index(owner)), len(PAIR_RELATIONS)] = 0.95
    return decide_results(Sentences(doc), entities, values, pairs, outputs, 0.5, UNCALIBRATED)


def test_the_order_of_a_list_decides_where_the_text_says_respectively(blank):
    text = "TWIG and Emu get 71.4 and 68.0, respectively."
    results = of_text(blank, text, ("TWIG", "Emu"), ("71.4", "68.0"), owner="Emu")

    assert [(result.of, result.value) for result in results] == [("TWIG", "71.4"), ("Emu", "68.0")]


def test_values_stay_on_the_doc(doc):
    keep_values(doc, [value(doc, 0.75)])

    assert kept_values(doc) == [value(doc, 0.75)]


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("TWIG cuts errors from 26.4% to 13.2%.", ["13.2"]),
        ("TWIG cuts errors from about 26.4 to only 13.2.", ["13.2"]),
        ("TWIG gets 26.4 points from leaves, and adds 13.2.", ["26.4", "13.2"]),
        ("Apart from 26.4 on HopBench, TWIG gets 13.2.", ["26.4", "13.2"]),
    ],
)
def test_of_a_change_the_score_after_it_counts(blank, text, kept):
    results = of_text(blank, text, ("TWIG",), ("26.4", "13.2"), owner="TWIG")

    assert [result.value for result in results] == kept


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("TWIG gets 71.4% on leaves, and 26.4% for Emu.", [("TWIG", "71.4"), ("Emu", "26.4")]),
        ("TWIG gets 71.4, compared with Emu (26.4).", [("TWIG", "71.4"), ("Emu", "26.4")]),
        ("TWIG gets 71.4 by hopping and 26.4 for HopNet-2, not Emu.", [("TWIG", "71.4")]),
        ("TWIG gets 71.4, unlike Emu with trees, 26.4 for leaves.", [("TWIG", "71.4"), ("TWIG", "26.4")]),
    ],
)
def test_a_score_is_of_the_system_that_is_named_at_it(blank, text, found):
    results = of_text(blank, text, ("TWIG", "Emu"), ("71.4", "26.4"), owner="TWIG")

    assert [(result.of, result.value) for result in results] == found

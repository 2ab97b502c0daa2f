"""The shipped pipeline: it loads anywhere, its records hold together, and nothing but the text decides them."""

import subprocess
import sys
from itertools import pairwise

import pytest
import spacy
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from extract.components.document import get_record, make_doc
from extract.errors import ModelError
from extract.pipeline import annotate, load_pipeline
from extract.records import Abstract
from extract.schema import PAPER, RelationType, admits
from extract.shipped import MODEL_PATH, model_name

PAPERS = [
    Abstract(
        "p1",
        "FernNet: Graph Neural Networks for Leaf Classification",
        "We introduce FernNet, a graph neural network for leaf classification. On LeafBench, FernNet outperforms "
        "ResNet-50 in accuracy. Code is at https://fernnet.example.org/FernNet.",
    ),
    Abstract(
        "p2",
        "Do Small Models Need Chain-of-Thought Prompting?",
        "We evaluate Llama 2 and GPT-4 on GSM8K with chain-of-thought (CoT) prompting. CoT helps GPT-4 only.",
    ),
    Abstract("p3", "On Weather", "Nothing here names a thing."),
    Abstract(
        "p4",
        "A Closer Look at Mathematical Reasoning",
        "We evaluate GPT-4 and Llama 2 on GSM8K, where GPT-4 reaches an accuracy of 92.0%. GPT-4 does not outperform "
        "Gemini.",
    ),
    Abstract("p5", "A Pilot Study", "Preliminary results suggest that LoRA may outperform prefix tuning on GLUE."),
]


@pytest.fixture(scope="module")
def records(nlp):
    return list(annotate(nlp, PAPERS))


def names(record):
    return {entity.name: entity.type.value for entity in record.entities}


def claims(record):
    by_id = {PAPER: PAPER, **{entity.id: entity.name for entity in record.entities}}
    return {(by_id[r.head], r.type.value, by_id[r.tail]) for r in record.relations}


def test_new_and_known_names_are_found(records):
    assert names(records[0]).get("FernNet") in ("Method", "Model")
    assert names(records[1]).items() >= {"Llama 2": "Model", "GPT-4": "Model", "GSM8K": "Benchmark"}.items()


def test_what_is_said_is_found(records):
    assert (PAPER, "INTRODUCES", "FernNet") in claims(records[0])
    assert ("FernNet", "OUTPERFORMS", "ResNet-50") in claims(records[0])


def test_scores_have_owner_place_metric_and_value(records):
    by_id = {entity.id: entity.name for entity in records[3].entities}

    assert [(by_id[r.of], by_id.get(r.on), by_id.get(r.metric), r.value) for r in records[3].results] == [
        ("GPT-4", "GSM8K", "accuracy", "92.0%")
    ]


@pytest.mark.parametrize(
    ("paper", "head", "tail", "polarity", "hedged"),
    [(3, "GPT-4", "Gemini", "negated", False), (4, "LoRA", "prefix tuning", "asserted", True)],
)
def test_denied_and_hedged_claims_say_so(records, paper, head, tail, polarity, hedged):
    by_id = {PAPER: PAPER, **{entity.id: entity.name for entity in records[paper].entities}}
    (claim,) = (r for r in records[paper].relations if (by_id[r.head], by_id[r.tail]) == (head, tail))

    assert (claim.type, claim.polarity, claim.hedged) == (RelationType.OUTPERFORMS, polarity, hedged)


def test_an_abbreviation_and_its_long_form_are_one(records):
    assert "CoT" in names(records[1])
    assert not [name for name in names(records[1]) if name.startswith("chain")]


def test_nothing_is_found_in_a_url(records):
    url = PAPERS[0].abstract.index("https")

    assert [m for e in records[0].entities for m in e.mentions if m.field == "abstract" and m.end > url] == []


def test_evidence_is_a_sentence_that_names_an_end_of_the_relation(records):
    for record in records:
        strings = {e.id: {m.text for m in e.mentions} for e in record.entities}
        for relation in record.relations:
            ends = strings.get(relation.head, set()) | strings[relation.tail]
            assert any(text in relation.evidence.text for text in ends)


def check(record):
    """What holds for every record; offsets are checked by the record itself."""
    types = {entity.id: entity.type for entity in record.entities}
    spans = sorted((m.field, m.start, m.end) for e in record.entities for m in e.mentions)
    assert all(a[0] != b[0] or a[2] <= b[1] for a, b in pairwise(spans))
    assert [e.id for e in record.entities] == [f"e{i}" for i in range(1, len(record.entities) + 1)]
    keys = [(r.head, r.type, r.tail) for r in record.relations]
    assert len(keys) == len(set(keys))
    for relation in record.relations:
        assert 0 <= relation.confidence <= 1
        if relation.type is not RelationType.INTRODUCES:
            assert admits(relation.type, types[relation.head], types[relation.tail])


AWKWARD = [
    "x",
    ".",
    "- -- (   ) . . .",
    "\U0001d518nicode ﬁne naïve 模型 модель \u202e \u200d",
    "BERT " * 900,
    "word" * 600,
    "A (B (C (D",
    r"$\mathcal{L}_{\text{KL}}$ and \textbf{FooNet}",
    "No. Fig. 3. et al. e.g. i.e.",
]


@pytest.mark.parametrize("abstract", AWKWARD)
def test_awkward_texts_give_sound_records(nlp, abstract):
    (record,) = annotate(nlp, [Abstract("p", "FooNet (FN): " + abstract[:40].strip(), abstract.strip())])

    check(record)


@settings(max_examples=20, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.text(min_size=1, max_size=80), st.text(min_size=1, max_size=300))
def test_any_text_gives_a_sound_record(nlp, title, abstract):
    check(next(annotate(nlp, [Abstract("p", title, abstract)])))


def test_mentions_far_into_a_long_abstract_are_found(nlp):
    filler = "The weather was fine and nobody said anything of interest about it at all. " * 60
    (record,) = annotate(nlp, [Abstract("p", "Long", filler + "We evaluate GPT-4 on GSM8K.")])

    assert names(record).keys() >= {"GPT-4", "GSM8K"}


def test_a_record_depends_on_its_paper_alone(nlp, records):
    backwards = list(annotate(nlp, PAPERS[::-1], batch_size=1))[::-1]
    among_long_ones = list(annotate(nlp, [Abstract("q", "Q", "Transformers. " * 200), *PAPERS]))[1:]

    assert backwards == records
    assert among_long_ones == records


def test_several_processes_give_the_same(nlp, records):
    docs = nlp.pipe([make_doc(nlp, paper) for paper in PAPERS], n_process=2, batch_size=1)

    assert [get_record(doc, p, model_name()) for doc, p in zip(docs, PAPERS, strict=True)] == records


def test_a_pipeline_goes_through_bytes_and_disk(nlp, records, tmp_path):
    nlp.to_disk(tmp_path / "copy")
    from_disk = load_pipeline(tmp_path / "copy")
    from_bytes = spacy.blank("en", config=nlp.config).from_bytes(nlp.to_bytes())

    encoders = [n.get_pipe("abstractgraph_entities").encoder.model for n in (nlp, from_bytes)]
    assert list(annotate(from_disk, PAPERS)) == records
    assert encoders[0] == encoders[1]


def test_spacy_loads_it_in_a_fresh_process():
    code = f"""if True:
        import spacy
        doc = spacy.load({str(MODEL_PATH)!r})("We evaluate GPT-4 on GSM8K.")
        print(doc.ents, len(doc._.entities))
    """
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)

    assert done.stdout == "(GPT-4, GSM8K) 2\n"


def test_records_carry_the_name_of_the_model(nlp, records):
    assert {record.model for record in records} == {model_name()}


def test_a_folder_without_a_pipeline_says_so(tmp_path):
    with pytest.raises(ModelError, match="abstractgraph train"):
        load_pipeline(tmp_path)
    with pytest.raises(ModelError, match="abstractgraph train"):
        model_name(tmp_path)


def test_the_shipped_model_is_small():
    assert sum(f.stat().st_size for f in MODEL_PATH.rglob("*") if f.is_file()) <= 30_000_000

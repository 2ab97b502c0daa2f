"""Tokens, sentences, and offsets between a Doc and the fields of its paper."""

import re

import numpy as np
import pytest
import spacy
from hypothesis import given
from hypothesis import strategies as st
from spacy.tokens import Doc

from extract.components.document import get_record, make_doc, position, set_claims, set_entities, span_of
from extract.components.entities import Encoded, tagged_mentions
from extract.components.evidence import Sentences
from extract.components.pieces import Pieces, Words
from extract.components.tags import TAGS, encode_tags
from extract.components.tokens import split_tokens
from extract.records import Abstract, Entity, Relation, Result, Span
from extract.schema import EntityType, RelationType


def sentences(blank, abstract, title="A Title"):
    doc = make_doc(blank, Abstract("", title, abstract))
    for _, component in blank.pipeline:
        doc = component(doc)
    return [sentence.text.strip() for sentence in doc.sents]


@given(st.text())
def test_tokens_give_back_the_text(text):
    words, spaces = split_tokens(text)

    assert "".join(w + " " * s for w, s in zip(words, spaces, strict=True)) == text


def test_a_name_ends_at_a_token_boundary():
    assert split_tokens("GPT-4-based  x_1")[0] == ["GPT", "-", "4", "-", "based", " ", "x_1"]


@pytest.mark.parametrize(
    ("abstract", "expected"),
    [
        ("One. Two! Three? Four", ["One.", "Two!", "Three?", "Four"]),
        ("We follow Emu et al. and others. Then stop.", ["We follow Emu et al. and others.", "Then stop."]),
        ("Models, e.g. Emu, i.e. birds, run. They win.", ["Models, e.g. Emu, i.e. birds, run.", "They win."]),
        ("It runs Emu-J. Dingo wins. So says J. Smith.", ["It runs Emu-J.", "Dingo wins.", "So says J. Smith."]),
        ("It gains 3.5 points. vQuokka is fast.", ["It gains 3.5 points.", "vQuokka is fast."]),
        ('They say "yes." (Or never.) We do not.', ['They say "yes."', "(Or never.)", "We do not."]),
        ("Emu vs. Dingo. See Fig. 2.", ["Emu vs. Dingo.", "See Fig. 2."]),
        ("Is it? It is.\nA new line.", ["Is it?", "It is.", "A new line."]),
    ],
)
def test_sentences(blank, abstract, expected):
    assert sentences(blank, abstract) == ["A Title", *expected]


def test_a_title_is_one_sentence_whatever_it_holds(blank):
    assert sentences(blank, "Yes. No.", title="What now? A study. Part 2") == [
        "What now? A study. Part 2",
        "Yes.",
        "No.",
    ]


@given(st.text(min_size=1), st.text(min_size=1), st.data())
def test_offsets_go_there_and_back(title, abstract, data):
    doc = make_doc(spacy.blank("en"), Abstract("", title, abstract))
    field = data.draw(st.sampled_from(["title", "abstract"]))
    text = {"title": title, "abstract": abstract}[field]
    start = data.draw(st.integers(0, len(text) - 1))
    end = data.draw(st.integers(start + 1, len(text)))
    span = Span(field, start, end, text[start:end])

    assert span_of(doc, *position(doc, span)) == span


def test_plain_text_is_all_abstract(blank):
    doc = blank("Emu wins.")

    assert span_of(doc, 0, 3) == Span("abstract", 0, 3, "Emu")


def test_the_sentence_around_a_token_is_trimmed(blank):
    doc = blank("One here.  Two there. Three.")

    assert Sentences(doc).around(5) == Span("abstract", 11, 21, "Two there.")


def entity(doc, name):
    places = [m for m in re.finditer(name, doc.text)]
    return Entity(name, EntityType.MODEL, name, tuple(span_of(doc, m.start(), m.end()) for m in places))


ABSTRACT = "Emu is here. We like Dingo. Emu is like Dingo. The Dingo beats Emu. Emu, Dingo. We present Dingo as new."
ABSTRACT += " Here is Wombat. It is good for hopping. But Wombat sleeps."


@pytest.mark.parametrize(
    ("relation", "head", "tail", "sentence"),
    [
        (RelationType.OUTPERFORMS, "Dingo", "Emu", "The Dingo beats Emu."),
        (RelationType.PART_OF, "Dingo", "Emu", "Emu is like Dingo."),
        (RelationType.OUTPERFORMS, "Koala", "Emu", "Emu is here."),
        (RelationType.USED_FOR, "Wombat", "hopping", "It is good for hopping."),
        (RelationType.USED_FOR, "hopping", "Wombat", "But Wombat sleeps."),
        (RelationType.INTRODUCES, None, "Dingo", "We present Dingo as new."),
        (RelationType.INTRODUCES, None, "Koala", "On Koala"),
    ],
)
def test_evidence(blank, relation, head, tail, sentence):
    doc = make_doc(blank, Abstract("", "On Koala", ABSTRACT))
    doc = blank.get_pipe("abstractgraph_sentences")(doc)

    found = Sentences(doc).evidence(relation, head and entity(doc, head), entity(doc, tail))

    assert found.text == sentence


def test_what_is_kept_on_a_doc_survives_serialisation(blank):
    paper = Abstract("p", "On Emu", "Emu runs.")
    doc = make_doc(blank, paper)
    emu = Entity("e1", EntityType.MODEL, "Emu", (Span("title", 3, 6, "Emu"),), 0.5)
    sentence = Span("abstract", 0, 9, "Emu runs.")
    claim = Relation("P", RelationType.INTRODUCES, "e1", sentence, 0.25)
    result = Result("e1", None, None, "7.5%", sentence, 0.5)
    set_entities(doc, [emu])
    set_claims(doc, [claim], [result])

    copy = Doc(blank.vocab).from_bytes(doc.to_bytes())

    assert get_record(copy, paper, "m-1") == get_record(doc, paper, "m-1")
    assert copy._.entities == (emu,)
    assert copy._.relations == (claim,)
    assert copy._.results == (result,)


def test_new_entities_drop_what_was_said_before(blank):
    doc = make_doc(blank, Abstract("p", "On Emu", "Emu runs."))
    emu = Entity("e1", EntityType.MODEL, "Emu", (Span("title", 3, 6, "Emu"),))
    set_entities(doc, [emu])
    set_claims(doc, [Relation("P", RelationType.INTRODUCES, "e1")], [Result("e1", None, None, "7.5%")])

    set_entities(doc, [])

    assert (doc._.relations, doc._.results) == ((), ())


def mentions_of(doc, tagged):
    """Return the mentions where one string is tagged as a model, surely."""
    tokens = np.arange(len(doc))
    start = doc.text.index(tagged)
    span = doc.char_span(start, start + len(tagged))
    tags = encode_tags(len(doc), [(span.start, span.end - 1, EntityType.MODEL)])
    scores = np.log(np.eye(len(TAGS), dtype=np.float32)[tags].clip(1e-6))
    encoded = Encoded(Pieces((), Words(tokens, tokens, tokens * 0)), np.zeros((0, 0), np.float32), scores)
    return [doc.text[m.start : m.end] for m in tagged_mentions(doc, encoded, tags)]


@pytest.mark.parametrize(
    ("tagged", "mention"),
    [
        ("Emu [34", "Emu"),
        ("Emu (E) net", "Emu (E) net"),
        ("Emu ((E) net", "Emu"),
        ("P(True)", "P(True)"),
        ("(Emu", None),
        ("Emu 81", "Emu 81"),
    ],
)
def test_a_mention_ends_before_a_bracket_that_does_not_close(blank, tagged, mention):
    doc = blank(make_doc(blank, Abstract("p", "", f"We see {tagged} here.")))

    assert mentions_of(doc, tagged) == ([] if mention is None else [mention])


@pytest.mark.parametrize("rest", [".5", "%", " %", r"\%"])
def test_a_mention_ends_before_a_number_that_goes_on(blank, rest):
    doc = blank(make_doc(blank, Abstract("p", "", f"We see Emu 81{rest} here.")))

    assert mentions_of(doc, "Emu 81") == ["Emu"]

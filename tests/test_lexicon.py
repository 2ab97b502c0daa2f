"""The lexicon of well-known names."""

import re
import tomllib
from collections import Counter

import pytest

from extract.components import lexicon
from extract.components.lexicon import formed_type, known_type
from extract.schema import EntityType

NAMES = tomllib.loads(lexicon._LEXICON.read_text(encoding="utf-8"))


def test_no_name_stands_under_two_types():
    keys = Counter((re.sub(r"[\s-]", "", name), kind) for kind, names in NAMES.items() for name in set(names))

    assert len({key for key, _ in keys}) == len(keys)


def test_no_name_stands_twice_under_a_type():
    assert {kind: Counter(names).most_common(1)[0][1] for kind, names in NAMES.items()} == dict.fromkeys(NAMES, 1)


@pytest.mark.parametrize("kind", NAMES)
def test_names_have_the_type_that_they_stand_under(kind):
    assert {known_type(name) for name in NAMES[kind]} == {EntityType(kind)}


@pytest.mark.parametrize(
    ("name", "kind"), [("GPT 4", "Model"), ("Llama-2", "Model"), ("gsm8k", None), ("Wombat", None)]
)
def test_case_counts_and_hyphens_do_not(name, kind):
    assert known_type(name) == kind


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("QuokkaBench", "Benchmark"),
        ("HopEval-Pro", "Benchmark"),
        ("LeafArena 2", "Benchmark"),
        ("Emu 2.5B", "Model"),
        ("Emu-7B-chat", "Model"),
        ("TreeBERT", "Model"),
        ("Qwen9", "Model"),
        ("LeafScore", "Metric"),
        ("hit@5", "Metric"),
        ("Hopformer", "Method"),
        ("Quokka Corpus", "Dataset"),
        ("workbench of trees", None),
        ("Evaluation", None),
        ("Score", None),
        ("Quokka", None),
        ("7B", None),
    ],
)
def test_the_form_of_a_name_says_what_it_is(name, kind):
    assert formed_type(name) == kind

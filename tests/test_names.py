"""Names: which spellings are the same, what is an abbreviation, and that nothing else is."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extract.names import content_stems, is_abbreviation, long_form_start, name_key, plain, singular

SAME = [
    ("Quokka-2", "quokka 2"),
    ("Quokka 2", "Quokka2"),
    ("state-space model", "State Space Models"),
    ("policy gradient", "policy gradients"),
    (r"\textsc{Quokka}-$2$", "Quokka-2"),
    ("ﬁne-tuning", "finetuning"),
    ("Tree\u2013Search", "tree search"),
    ("Tülu", "Tulu"),
    (r"$\pi_0$", "π0"),
    (r"$\Phi$-Net", "ΦNet"),
    ("tree optimisation", "tree optimization"),
    ("leaf modelling", "leaf modeling"),
    ("leafwise", "leaf-wise"),
    ("denoising", "de-noising"),
    (r"$\tau$-net", "Tau-Net"),
    ("λ-walk", r"$\lambda$ walk"),
    (r"$\ell_2$ hop", "l2 hop"),
    (r"T\"ulu", "Tulu"),
    (r"Qu\'{o}kka", "Quokka"),
    (r"Leaf \& Branch", "leaf and branch"),
    ("Leaf$^2$Net", "Leaf²Net"),
    ("Quokka 2.0", "Quokka-2"),
    ("Quokka II", "Quokka 2"),
    ("Quokka 8\u00d77B", "Quokka-8x7B"),
]
DIFFERENT = [
    ("Quokka-3", "Quokka-4"),
    ("Wombat-10", "Wombat-100"),
    ("Emu 3.1", "Emu 31"),
    ("Emu 3 1", "Emu 31"),
    ("Dingo", "Dingo-Pro"),
    ("Koala", "RKoala"),
    ("Possum", "Possum+"),
    ("Possum", "Possum*"),
    ("Numbat 7B", "Numbat 70B"),
    ("ATLAS", "ATLA"),
    ("Quokka II", "Quokka III"),
    ("Quokka 2.0", "Quokka 20"),
    ("Quokka 2.0.1", "Quokka 2.1"),
    ("leaf & branch", "leaf branch"),
]


@pytest.mark.parametrize(("first", "second"), SAME)
def test_other_spellings_have_one_key(first, second):
    assert name_key(first) == name_key(second)


@pytest.mark.parametrize(("first", "second"), DIFFERENT)
def test_other_things_have_other_keys(first, second):
    assert name_key(first) != name_key(second)


@given(st.text(min_size=1))
def test_a_key_is_never_empty(name):
    assert name_key(name)


def test_latex_goes_and_its_argument_stays():
    assert plain(r"the \emph{Emu} of \textbf{\textsc{Oz}} at $n$") == "the Emu of Oz at n"


@given(st.from_regex(r"[A-Za-z]{2,8}[- ]?[1-9][0-9]?(\.[1-9])?", fullmatch=True))
def test_case_hyphen_and_space_never_count(name):
    expected = name_key(name)

    assert {name_key(name.upper()), name_key(name.replace("-", " ")), name_key(name.replace(" ", ""))} == {expected}


@given(st.integers(1, 999), st.integers(1, 999))
def test_two_versions_are_never_one(first, second):
    assert (name_key(f"Bilby-{first}") == name_key(f"Bilby {second}")) == (first == second)


@pytest.mark.parametrize(
    ("short", "long"),
    [
        ("TWIG", "Tree Walks in Graphs"),
        ("TWIGs", "tree walks in graphs"),
        ("Q2S", "Query-to-Schema"),
        ("LeafNet", "Leaf-wise Attention Network"),
        ("MIT", "memory in transformers"),
        ("EA", "Euclidean anchoring"),
        ("DA", "data attribution"),
        ("SR", "success rate"),
        ("MPD", "secure multi-party deliberation"),
    ],
)
def test_abbreviations(short, long):
    assert is_abbreviation(short, long)


@pytest.mark.parametrize(
    ("short", "long"),
    [
        ("TWIG", "Graph Walks in Trees"),
        ("Quokka", "Quokka 2 13B"),
        ("Koala", "RKoala"),
        ("Koala", "Koala-X"),
        ("Emu-3", "Emu-4 Turbo"),
        ("A", "attention"),
        ("deep net", "deep network training"),
        ("Emu", "Emu2 Turbo"),
        ("Wombat", "WombatNet for leaf search"),
        ("MPD", "a very fast and secure multi-party deliberation"),
        ("TWIG", "TWIGS"),
        ("TW", "rule-based TW"),
        ("Multi-Hop", "multi-hop system"),
    ],
)
def test_no_abbreviations(short, long):
    assert not is_abbreviation(short, long)


@pytest.mark.parametrize(
    ("short", "text", "long"),
    [
        ("TWIG", "We present tree walks in graphs", "tree walks in graphs"),
        ("SSMs", "structured state space models", "state space models"),
        ("QA", "a quick answer", "quick answer"),
        ("XYZ", "nothing of the kind", None),
        ("PPW", "a patient plotting walk", "patient plotting walk"),
        ("SLS", "self-labelled search", "self-labelled search"),
        ("MLW", "the multi-modal leaf walk", "multi-modal leaf walk"),
        ("WOL", "of walks of leaves", "walks of leaves"),
    ],
)
def test_the_long_form_before_a_parenthesis(short, text, long):
    start = long_form_start(short, text)

    assert (None if start is None else text[start:]) == long


@pytest.mark.parametrize(
    ("name", "expected"),
    [("GANs", "GAN"), ("ATLAS", "ATLAS"), ("loss", "loss"), ("Bayes", "Baye"), ("indices", "indice"), ("LLMs", "LLM")],
)
def test_singular(name, expected):
    assert singular(name) == expected


def test_supervised_and_supervision_have_one_stem():
    assert content_stems("supervised tuning") == content_stems("supervision tuning")


def test_content_stems_leave_out_small_words_and_endings():
    assert content_stems("Adaptations of the Ranks") == content_stems("adapting rank") == ("adapt", "rank")

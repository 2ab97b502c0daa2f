"""The benchmark on external test sets: joining tokens, mapping spans and labels, counting. On texts of our own."""

import importlib.util
import json
import sys
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from record_factory import record


def load_script():
    path = Path(__file__).parents[1] / "benchmarks" / "external.py"
    spec = importlib.util.spec_from_file_location("benchmark_external", path)
    module = importlib.util.module_from_spec(spec)
    # A dataclass looks its module up.
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    return module


external = load_script()


def joined(text):
    """Join the tokens of a text with a space between any two."""
    return external.join_tokens([text.split()])


@pytest.mark.parametrize(
    ("tokens", "text"),
    [
        ("Quokka , a parser ( QP ) , works .", "Quokka, a parser (QP), works."),
        ("see [ 4 , 5 ] : it is 3 % better ; why ?", "see [4, 5]: it is 3% better; why?"),
        ("a pre - trained , multi - task model", "a pre-trained, multi-task model"),
        ("the k -NN / SVM baseline", "the k-NN/SVM baseline"),
        ("in 2 0 2 4 we read 1 0 0 papers", "in 2024 we read 100 papers"),
        ("at 0. 8 5 and 1 . 5 or 0.0 1", "at 0.85 and 1.5 or 0.01"),
        ("Quokka - 1 3 B and LeafNet - 5 0", "Quokka-13 B and LeafNet-50"),
        ("of 5 and 12 34 leaves", "of 5 and 12 34 leaves"),
        ("the parser 's speed does n't matter", "the parser's speed doesn't matter"),
        ("the parsers ' speed", "the parsers' speed"),
        ('called " green leaves " here', 'called "green leaves" here'),
        ("called `` green '' or '' red ''", 'called "green" or "red"'),
        ("the so - called ' oak ' class", "the so-called 'oak' class"),
        ("Quokka -LRB- QP -RRB- -LSB- 3 -RSB-", "Quokka (QP) [3]"),
        ("slow --- but right -- mostly", "slow --- but right -- mostly"),
        ("- first", "-first"),
        ("", ""),
    ],
)
def test_tokens_become_natural_text(tokens, text):
    assert joined(tokens).text == text


def test_sentences_are_apart_and_a_quotation_ends_with_its_sentence():
    text = external.join_tokens([["An", '"', "oak", "."], ["A", '"', "fir", '"', "."], ["2"], ["3"]]).text

    assert text == 'An "oak. A "fir". 2 3'


TOKENS = st.one_of(
    st.sampled_from([*"()[]{}.,:;-/%'\"0123456789", "``", "''", "'s", "-LRB-", "-RSB-", "--", "-NN", "0.", "(QP)"]),
    st.text(st.characters(exclude_categories=["Z", "C"]), min_size=1, max_size=6),
)
SENTENCES = st.lists(st.lists(TOKENS, max_size=12), max_size=4)


@given(SENTENCES)
@example([["(", "(", "'"], [], ["0.", "5", ".", "1"]])
def test_the_map_gives_the_tokens_back(sentences):
    result = external.join_tokens(sentences)
    written = [external.WRITTEN.get(token, token) for sentence in sentences for token in sentence]

    assert [result.text[start:end] for start, end in result.spans] == written
    for (_, end), (start, _) in zip(result.spans, result.spans[1:], strict=False):
        assert result.text[end:start] in ("", " ")


@given(SENTENCES, st.data())
def test_characters_of_tokens_lead_back_to_them(sentences, data):
    result = external.join_tokens(sentences)
    if result.spans:
        first = data.draw(st.integers(0, len(result.spans) - 1))
        stop = data.draw(st.integers(first + 1, len(result.spans)))

        assert result.tokens(*result.characters(first, stop)) == (first, stop)


@pytest.mark.parametrize(
    ("tokens", "found", "covered"),
    [
        ("we use pre - trained Quokka here", "pre-trained Quokka", (2, 6)),
        ("LeafNet - 5 0 .", "LeafNet-50", (0, 4)),
        ("the parser (QP) is", "QP", (2, 3)),
        ("on Quokka's leaves", "Quokka", (1, 2)),
        ("a Quokka-based parser", "Quokka", None),
        ("a Quokka-based parser", "based parser", None),
        ("LeafNet50 works", "LeafNet", None),
    ],
)
def test_a_span_covers_whole_tokens_or_none(tokens, found, covered):
    result = joined(tokens)
    start = result.text.index(found)

    assert result.tokens(start, start + len(found)) == covered


def test_white_space_covers_no_token():
    assert joined("oak tree").tokens(3, 4) is None


SCIER_ROWS = [
    {"doc_id": "p1", "text": "We train  Quokka - 1 2 .", "entities": [[10, 22, "Method"]]},
    {"doc_id": "p2", "text": "LeafBench tests parsing .", "entities": [[0, 9, "Dataset"], [16, 23, "Task"]]},
    {"doc_id": "p1", "text": "Quokka parses .", "entities": [[0, 6, "Method"]]},
]
DYGIE_ROW = {
    "doc_key": "a1",
    "sentences": [["It", "parses", "."], ["Quokka", "-LRB-", "QP", "-RRB-", "wins", "."]],
    "ner": [[[0, 0, "Generic"]], [[3, 6, "Method"]]],
}


def gold_texts(documents):
    texts = [external.join_tokens(document.sentences) for document in documents]
    return {(i, texts[i].text[start:end], label) for i, start, end, label in external.gold_of(documents, texts)}


def test_a_line_of_scier():
    assert gold_texts([external.scier_sentence(SCIER_ROWS[0])]) == {(0, "Quokka-12", "Method")}


def test_a_line_in_the_dygie_format():
    expected = {(0, "It", "Generic"), (0, "Quokka (QP)", "Method")}

    assert gold_texts([external.dygie_abstract(DYGIE_ROW)]) == expected


def test_sentences_of_a_paper_are_one_document():
    papers = external.papers_of(map(external.scier_sentence, SCIER_ROWS))

    assert [paper.paper for paper in papers] == ["p1", "p2"]
    assert [len(paper.sentences) for paper in papers] == [2, 1]
    assert gold_texts(papers) == {
        (0, "Quokka-12", "Method"),
        (0, "Quokka", "Method"),
        (1, "LeafBench", "Dataset"),
        (1, "parsing", "Task"),
    }


MARKED = "[Quokka]o [LeafNet]m and [PyLeaf]s reach a [depth]x on [LeafBench]b and [Trees]d for [parsing]t"


@pytest.mark.parametrize(
    ("labels", "expected"),
    [
        (external.SCIER_LABELS, ["Method", "Method", "Method", "Dataset", "Dataset", "Task"]),
        (external.SCIERC_LABELS, ["Method", "Method", "Method", "Metric", "Material", "Material", "Task"]),
    ],
)
def test_types_map_to_the_labels_of_a_test_set(labels, expected):
    read = record("", MARKED)

    found = external.found_in([read], [joined(read.paper.abstract)], labels)

    assert [label for *_, label in sorted(found)] == expected


def test_what_is_found_is_widened_to_its_tokens_or_stays_as_it_is():
    texts = [joined("the tree (Quokka) is a Quokka-like tree")]

    found = external.found_in(
        [record("", "the tree ([Quokka]m) is a [Quokka]m-like tree")], texts, external.SCIER_LABELS
    )

    assert {texts[0].text[start:end] for _, start, end, _ in found} == {"(Quokka)", "Quokka"}


GOLD = {(0, 0, 6, "Method"), (0, 8, 12, "Task"), (1, 0, 4, "Task"), (1, 9, 12, "Generic"), (1, 20, 25, "Other")}
FOUND = {
    (0, 0, 6, "Method"),  # right
    (0, 8, 12, "Method"),  # right but for the label
    (1, 0, 3, "Task"),  # too short
    (1, 9, 12, "Task"),  # left out
    (1, 20, 24, "Method"),  # overlaps what is left out, but is another span
}


def counts(score):
    return score.tp, score.fp, score.fn


def test_strict_and_lenient_counts():
    strict, lenient = external.strict_and_lenient(GOLD, FOUND, frozenset({"Generic", "Other"}))

    assert {name: counts(score) for name, score in strict.items()} == {
        "entity": (1, 4, 2),
        "span": (2, 3, 1),
        "Method": (1, 2, 0),
        "Task": (0, 2, 2),
    }
    assert {name: counts(score) for name, score in lenient.items()} == {
        "entity": (1, 3, 2),
        "span": (2, 2, 1),
        "Method": (1, 2, 0),
        "Task": (0, 1, 2),
    }


def test_a_span_that_also_has_a_counted_label_is_counted():
    gold = {(0, 0, 6, "Method"), (0, 0, 6, "Generic")}

    _, lenient = external.strict_and_lenient(gold, {(0, 0, 6, "Task")}, frozenset({"Generic"}))

    assert counts(lenient["entity"]) == (0, 1, 1)


def test_a_test_set_without_such_labels_has_no_lenient_figures():
    assert external.strict_and_lenient({(0, 0, 6, "Task")}, set(), frozenset())[1] is None


@pytest.fixture
def folder(tmp_path):
    """Test sets of three lines and one."""
    for name, rows in {
        "scier/scier_test.jsonl": SCIER_ROWS,
        "scier/scier_test_ood.jsonl": SCIER_ROWS,
        "scierc/test.json": [DYGIE_ROW],
    }.items():
        path = tmp_path / name
        path.parent.mkdir(exist_ok=True)
        path.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    return tmp_path


def run(monkeypatch, *arguments):
    monkeypatch.setattr(sys, "argv", ["external.py", *map(str, arguments)])
    external.main()


def test_the_script_prints_a_table_and_writes_json(folder, monkeypatch, capsys):
    result_file = folder / "result.json"

    run(monkeypatch, folder, "--json", result_file)

    result = json.loads(result_file.read_text(encoding="utf-8"))
    sets = result["sets"]
    assert [sets[name]["documents"] for name in sets] == [2, 3, 2, 1]
    assert [sets[name]["strict"]["entity"]["gold"] for name in sets] == [4, 4, 4, 1]
    assert [sets[name]["lenient"] is None for name in sets] == [True, True, True, False]
    assert {"machine", "python", "versions", "model"} <= result.keys()
    lines = capsys.readouterr().out.splitlines()
    assert len({line.count("|") for line in lines}) == 1
    assert lines[2].startswith("| SciER test | entity | 4 | ")


@pytest.mark.parametrize(
    "line",
    [
        "no JSON",
        '{"doc_id": "p1", "text": "A tree"}',
        '{"doc_id": "p1", "text": "A tree", "entities": [[0, 4, "Method"]]}',
    ],
)
def test_a_line_that_cannot_be_read_is_named(folder, line):
    path = folder / "scier" / "scier_test.jsonl"
    path.write_text(f"{json.dumps(SCIER_ROWS[0])}\n\n{line}\n", encoding="utf-8")

    with pytest.raises(external.MalformedRecordError, match=r"scier_test.jsonl:3: .*; expected a line of SciER test"):
        external.read_documents(folder, external.SCIER)


def test_a_dygie_span_outside_the_text_is_refused():
    with pytest.raises(ValueError, match="outside the text"):
        external.dygie_abstract({**DYGIE_ROW, "ner": [[[8, 9, "Method"]]]})


def test_a_missing_file_is_one_sentence(tmp_path, monkeypatch):
    with pytest.raises(SystemExit, match=r"Error: .*scier_test.jsonl: cannot be read"):
        run(monkeypatch, tmp_path)

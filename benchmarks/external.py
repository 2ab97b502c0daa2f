"""How well the model finds entities in test sets that it was never trained on: SciER and SciERC.

FOLDER holds `scier/scier_test.jsonl` and `scier/scier_test_ood.jsonl` (sentences of full papers, github.com/edzq/SciER)
and `scierc/test.json` (abstracts, SciERC in the DyGIE format). Their text is tokenised: it is joined to natural text,
and what is found there is right where it covers exactly the tokens of an annotated span. Prints a table in Markdown.

usage: python benchmarks/external.py FOLDER [--model DIR] [--json RESULT.json]
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import re
import sys
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from importlib.metadata import version
from itertools import pairwise
from pathlib import Path
from typing import Any

from spacy.language import Language

import extract
from extract.errors import MalformedRecordError, UnreadableFileError
from extract.schema import EntityType
from extract.scoring import Score
from extract.shipped import model_name

WRITTEN = {
    **{"-LRB-": "(", "-RRB-": ")", "-LSB-": "[", "-RSB-": "]", "-LCB-": "{", "-RCB-": "}"},
    **{"``": '"', "''": '"', "`": "'"},
}
"""Tokens that treebanks write otherwise than authors."""
OPENING = frozenset("([{")
CLOSING = frozenset({*",.;:?!)]}%", "...", "'s", "n't", "'re", "'ve", "'ll", "'d", "'m"})
QUOTES = frozenset("\"'")

GoldSpan = tuple[int, int, str]
"""First token, the one behind the last, label."""
Found = tuple[int, int, int, str]
"""Number of the document, first character, the one behind the last, label."""


@dataclass(frozen=True, slots=True)
class Joined:
    """Tokens as natural text.

    Parameters
    ----------
    text
        The text.
    spans
        Characters of each token in it, half-open; never empty, never overlapping.
    """

    text: str
    spans: tuple[tuple[int, int], ...]

    def characters(self, first: int, stop: int) -> tuple[int, int]:
        """Return the characters of the tokens from `first` to the one before `stop`."""
        return self.spans[first][0], self.spans[stop - 1][1]

    def tokens(self, start: int, end: int) -> tuple[int, int] | None:
        """Return the tokens that characters cover, half-open; None if a part of a token is left out.

        Punctuation and a possessive ending are no such part: `BERT` covers the tokens `BERT)` and `BERT's`.
        """
        touched = [i for i, (begin, stop) in enumerate(self.spans) if begin < end and start < stop]
        if not touched:
            return None
        begin, stop = self.characters(touched[0], touched[-1] + 1)
        cut = self.text[begin:start] + self.text[end:stop].removeprefix("'s")
        return None if any(c.isalnum() for c in cut) else (touched[0], touched[-1] + 1)


@dataclass(frozen=True, slots=True)
class Document:
    """What is read at once: sentences of one paper, with the annotated spans.

    Parameters
    ----------
    paper
        The paper's id in the test set.
    sentences
        The tokens of each.
    gold
        Spans, counted in tokens of all sentences.
    """

    paper: str
    sentences: tuple[tuple[str, ...], ...]
    gold: tuple[GoldSpan, ...]


@dataclass(frozen=True, slots=True)
class TestSet:
    """A test set, and how our types are called in it.

    Parameters
    ----------
    name, path
        Its name, and its file in FOLDER.
    parse
        Gives the document of one line.
    labels
        Its label for each of our types; entities of other types are not counted.
    left_out
        Labels that none of our types has.
    supervised
        The F1 that systems trained on its own training set report.
    by_paper
        Whether the documents of one paper are read as one.
    """

    name: str
    path: str
    parse: Callable[[Mapping[str, Any]], Document]
    labels: Mapping[EntityType, str]
    left_out: frozenset[str] = frozenset()
    supervised: str = ""
    by_paper: bool = True


def join_tokens(sentences: Iterable[Sequence[str]]) -> Joined:
    """Join tokens to natural text, and sentences by a space."""
    text, spans = "", []
    for tokens in sentences:
        for space, word in zip(_spaces(tokens), _written(tokens), strict=True):
            text += space if text else ""
            spans.append((len(text), len(text) + len(word)))
            text += word
    return Joined(text, tuple(spans))


def _written(tokens: Sequence[str]) -> list[str]:
    return [WRITTEN.get(token, token) for token in tokens]


def _spaces(tokens: Sequence[str]) -> list[str]:
    """Return what stands before each token of a sentence: a space or nothing."""
    words = _written(tokens)
    sides = list(_quote_sides(words))
    spaces = [" "]
    for (left, left_side), (right, right_side) in pairwise(zip(words, sides, strict=True)):
        opens = left in OPENING or left_side == "open"
        closes = right in CLOSING or right_side == "close"
        spaces.append("" if opens or closes or _hyphenated(left, right) else " ")
    for i in range(1, len(words)):
        if _one_number(words[max(0, i - 2) : i], words[i]):
            spaces[i] = ""
    return spaces[: len(words)]


def _quote_sides(words: Sequence[str]) -> Iterator[str]:
    """Yield whether each word opens a quotation, closes one, or is none of it; an apostrophe closes."""
    opened: set[str] = set()
    for i, word in enumerate(words):
        if word not in QUOTES:
            yield ""
        elif word in opened or (word == "'" and i and words[i - 1].endswith("s")):
            opened.discard(word)
            yield "close"
        else:
            opened.add(word)
            yield "open"


def _hyphenated(left: str, right: str) -> bool:
    return left in ("-", "/") or right == "/" or bool(re.match(r"-(?!-)", right))


def _one_number(before: Sequence[str], digit: str) -> bool:
    """Tell whether a digit goes on a number that was split into its digits: `1 0`, `0. 5`, `0.0 5`, `5 . 0`."""
    if not re.fullmatch(r"\d", digit):
        return False
    return bool(re.search(r"(?:^|\s)(?:\d|\d+\.\d*|\d \.)$", " ".join(before)))


def scier_sentence(row: Mapping[str, Any]) -> Document:
    """Return one sentence of SciER: text with white space between tokens, spans in characters."""
    matches = list(re.finditer(r"\S+", row["text"]))
    first = {match.start(): i for i, match in enumerate(matches)}
    stop = {match.end(): i + 1 for i, match in enumerate(matches)}
    gold = tuple((first[start], stop[end], label) for start, end, label in row["entities"])
    return Document(row["doc_id"], (tuple(match[0] for match in matches),), gold)


def dygie_abstract(row: Mapping[str, Any]) -> Document:
    """Return one text in the DyGIE format: sentences of tokens, spans in tokens of the text, the last one included."""
    sentences = tuple(map(tuple, row["sentences"]))
    gold = tuple((first, last + 1, label) for spans in row["ner"] for first, last, label in spans)
    if any(not 0 <= first < stop <= sum(map(len, sentences)) for first, stop, _ in gold):
        raise ValueError("a span lies outside the text")
    return Document(row["doc_key"], sentences, gold)


def read_documents(folder: Path, test_set: TestSet) -> list[Document]:
    """Return the documents of a test set, in the order of the file.

    Raises
    ------
    UnreadableFileError
        If the file is not there or cannot be read.
    MalformedRecordError
        If a line is not in the format of the test set.
    """
    path = folder / test_set.path
    try:
        lines = path.read_text(encoding="utf-8").split("\n")
    except OSError as error:
        raise UnreadableFileError(str(path), f"cannot be read ({error.strerror}); see --help") from error
    documents = []
    for number, line in enumerate(lines, start=1):
        try:
            documents += [test_set.parse(json.loads(line))] if line.strip() else []
        except (KeyError, TypeError, ValueError) as error:
            problem = f"{type(error).__name__}: {error}"
            raise MalformedRecordError(str(path), number, problem, f"a line of {test_set.name}") from error
    return papers_of(documents) if test_set.by_paper else documents


def papers_of(documents: Iterable[Document]) -> list[Document]:
    """Return one document a paper, with its sentences in the order of the file."""
    papers: dict[str, list[Document]] = defaultdict(list)
    for document in documents:
        papers[document.paper].append(document)
    return [_merged(parts) for parts in papers.values()]


def _merged(parts: Sequence[Document]) -> Document:
    gold: list[GoldSpan] = []
    offset = 0
    for part in parts:
        gold += [(first + offset, stop + offset, label) for first, stop, label in part.gold]
        offset += sum(map(len, part.sentences))
    return Document(parts[0].paper, tuple(s for part in parts for s in part.sentences), tuple(gold))


_SYSTEMS = dict.fromkeys((EntityType.METHOD, EntityType.MODEL, EntityType.SOFTWARE), "Method")
SCIER_LABELS = {
    **_SYSTEMS,
    **dict.fromkeys((EntityType.DATASET, EntityType.BENCHMARK), "Dataset"),
    EntityType.TASK: "Task",
}
SCIERC_LABELS = {
    **_SYSTEMS,
    **dict.fromkeys((EntityType.DATASET, EntityType.BENCHMARK), "Material"),
    EntityType.TASK: "Task",
    EntityType.METRIC: "Metric",
}
SCIER = TestSet("SciER test", "scier/scier_test.jsonl", scier_sentence, SCIER_LABELS, supervised="0.869")
TEST_SETS = (
    SCIER,
    replace(SCIER, name="SciER test, sentences alone", by_paper=False),
    replace(SCIER, name="SciER test_ood", path="scier/scier_test_ood.jsonl", supervised=""),
    TestSet(
        "SciERC test",
        "scierc/test.json",
        dygie_abstract,
        SCIERC_LABELS,
        left_out=frozenset({"Generic", "OtherScientificTerm"}),
        supervised="0.667 to 0.695",
    ),
)


def gold_of(documents: Sequence[Document], texts: Sequence[Joined]) -> set[Found]:
    """Return the annotated spans of all documents, as characters of the joined texts."""
    return {
        (i, *joined.characters(first, stop), label)
        for i, (document, joined) in enumerate(zip(documents, texts, strict=True))
        for first, stop, label in document.gold
    }


def found_in(
    records: Iterable[extract.AnnotatedAbstract], texts: Sequence[Joined], labels: Mapping[EntityType, str]
) -> set[Found]:
    """Return the spans that were found, with the labels of the test set.

    They are widened to whole tokens. One that leaves out a part of a token stays as it is, and is never right.
    """
    found: set[Found] = set()
    for i, (record, joined) in enumerate(zip(records, texts, strict=True)):
        mentions = [(m, labels[e.type]) for e in record.entities if e.type in labels for m in e.mentions]
        for mention, label in mentions:
            tokens = joined.tokens(mention.start, mention.end)
            characters = (mention.start, mention.end) if tokens is None else joined.characters(*tokens)
            found.add((i, *characters, label))
    return found


def figures(gold: set[Found], found: set[Found]) -> dict[str, Score]:
    """Return the scores of entities (span and label), of spans alone, and of entities of each label."""
    labels = sorted({label for *_, label in gold})
    return {
        "entity": compared(gold, found),
        "span": compared(_spans(gold), _spans(found)),
        **{label: compared(_labelled(gold, label), _labelled(found, label)) for label in labels},
    }


def compared(gold: set[Any], found: set[Any]) -> Score:
    """Return what two sets have in common."""
    return Score(len(gold & found), len(found - gold), len(gold - found))


def _spans(found: Iterable[Found]) -> set[tuple[int, int, int]]:
    return {(i, start, end) for i, start, end, _ in found}


def _labelled(found: Iterable[Found], label: str) -> set[Found]:
    return {span for span in found if span[3] == label}


def strict_and_lenient(
    gold: set[Found], found: set[Found], left_out: frozenset[str]
) -> tuple[dict[str, Score], dict[str, Score] | None]:
    """Return the figures where a found span with a label that is left out is wrong, and where it is not counted.

    The second is None for a test set without such labels.
    """
    counted = {span for span in gold if span[3] not in left_out}
    strict = figures(counted, found)
    if not left_out:
        return strict, None
    excused = _spans(gold - counted) - _spans(counted)
    return strict, figures(counted, {span for span in found if span[:3] not in excused})


def measure(nlp: Language, folder: Path, test_set: TestSet) -> dict[str, Any]:
    """Return how well a pipeline does on a test set, as plain JSON values."""
    documents = read_documents(folder, test_set)
    texts = [join_tokens(document.sentences) for document in documents]
    papers = [extract.Abstract(d.paper, "", joined.text) for d, joined in zip(documents, texts, strict=True)]
    found = found_in(extract.annotate(nlp, papers), texts, test_set.labels)
    strict, lenient = strict_and_lenient(gold_of(documents, texts), found, test_set.left_out)
    return {
        "documents": len(documents),
        "supervised_f1": test_set.supervised,
        "strict": {name: rates(score) for name, score in strict.items()},
        "lenient": None if lenient is None else {name: rates(score) for name, score in lenient.items()},
    }


def rates(score: Score) -> dict[str, float]:
    """Return a score as plain JSON values."""
    return {
        **{"precision": score.precision, "recall": score.recall, "f1": score.f1},
        **{"gold": score.gold, "found": score.tp + score.fp},
    }


def table(sets: Mapping[str, Mapping[str, Any]]) -> str:
    """Return the measured figures as a Markdown table."""
    lines = [
        "| test set | figure | annotated | precision | recall | F1 | lenient precision | lenient F1 | supervised F1 |",
        "|" + "---|" * 9,
    ]
    for name, measured in sets.items():
        for figure, strict in measured["strict"].items():
            lenient = measured["lenient"][figure] if measured["lenient"] else {}
            rounded = [f"{strict[rate]:.3f}" for rate in ("precision", "recall", "f1")]
            rounded += [f"{lenient[rate]:.3f}" if lenient else "" for rate in ("precision", "f1")]
            supervised = measured["supervised_f1"] if figure == "entity" else ""
            lines.append("| " + " | ".join([name, figure, f"{strict['gold']:,}", *rounded, supervised]) + " |")
    return "\n".join(lines)


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--model", type=Path, help="folder of a pipeline; the shipped one if left out")
    parser.add_argument("--json", type=Path)
    arguments = parser.parse_args()
    try:
        nlp = extract.load_pipeline(arguments.model)
        sets = {test_set.name: measure(nlp, arguments.folder, test_set) for test_set in TEST_SETS}
    except extract.ExtractError as error:
        sys.exit(f"Error: {error}")
    result = {
        "machine": f"{platform.processor() or platform.machine()}, {len(os.sched_getaffinity(0))} cores",
        "python": platform.python_version(),
        "versions": {name: version(name) for name in ("abstractgraph", "spacy", "onnxruntime", "numpy")},
        "model": model_name(arguments.model),
        "sets": sets,
    }
    print(table(sets))
    if arguments.json is not None:
        arguments.json.write_text(json.dumps(result, indent=2) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()

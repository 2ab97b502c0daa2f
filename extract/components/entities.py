"""The entity component: encoder, tags, mentions, entities of a paper.

Leaves ``doc.ents``, ``doc._.entities``, the numbers that it takes for reported scores, and in ``doc.tensor`` the
encoder's hidden states for the relation component.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import cached_property
from itertools import islice
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
import srsly
from spacy.language import Language
from spacy.tokens import Doc
from spacy.util import filter_spans
from tokenizers import Tokenizer

from ..records import Entity
from ..schema import ENTITY_TYPES
from .calibration import UNCALIBRATED, Calibration, calibrated
from .document import set_entities, span_of, title_length
from .grouping import Group, Mention, add_long_forms, group_mentions, repeat_mentions
from .lexicon import formed_type, is_any_known, known_type
from .pieces import Pieces, keep_words, make_pieces
from .presented import is_presented
from .results import Value, keep_values
from .session import OnnxSession
from .tags import TAGS, best_tags, decode_tags, decode_values, type_scores
from .values import find_numbers

_URL = re.compile(r"\b(?:https?://|www\.)\S+|(?<![\w.-])[\w-]+(?:\.[\w-]+)*\.[a-z]{2,}/\S*", re.IGNORECASE)
_GOES_ON = re.compile(r"\.\d|\s?\\?%")
_UNLIKELY = -3.0
# The weight of what a name usually is: a type is taken for e^2.5 = 12 times as likely.
_USUAL = 2.5
_CLOSING = {"(": ")", "[": "]", "{": "}"}
_ENCODER, _TOKENIZER = "encoder.onnx", "tokenizer.json"


@dataclass(frozen=True, slots=True)
class Encoded:
    """What the encoder says of one paper.

    Parameters
    ----------
    pieces
        The text as it was read.
    hidden
        Shape (n_pieces, width), float32; all windows, one after the other.
    scores
        Shape (n_words, n_tags), float32: log-probabilities.
    """

    pieces: Pieces
    hidden: npt.NDArray[np.float32]
    scores: npt.NDArray[np.float32]


class EntityRecognizer:
    """Finds the entities of a paper, and the numbers that are reported scores.

    Parameters
    ----------
    threshold
        An entity is kept from this score of the network; a well-known name, and one that the paper presents, always.
    calibration
        From that score to the entity's confidence.
    encoder
        The encoder and tag head.
    tokenizer
        The encoder's tokenizer, serialised as JSON.
    """

    def __init__(
        self,
        threshold: float = 0.0,
        calibration: Calibration = UNCALIBRATED,
        encoder: OnnxSession | None = None,
        tokenizer: str = "",
    ) -> None:
        self.threshold = threshold
        self.calibration = calibration
        self.encoder = encoder if encoder is not None else OnnxSession()
        self._tokenizer_json = tokenizer

    def __getstate__(self) -> dict[str, Any]:
        return {key: value for key, value in self.__dict__.items() if key != "tokenizer"}

    @cached_property
    def tokenizer(self) -> Tokenizer:
        """The encoder's tokenizer."""
        return Tokenizer.from_str(self._tokenizer_json)

    def __call__(self, doc: Doc) -> Doc:
        """Annotate one paper."""
        self.set_annotations([doc], [self.predict(doc)])
        return doc

    def pipe(self, stream: Iterable[Doc], *, batch_size: int = 64) -> Iterator[Doc]:
        """Annotate papers, in order; each is encoded by itself, several at the same time on the CPU's cores."""
        cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
        with ThreadPoolExecutor(max_workers=cores) as pool:
            papers = iter(stream)
            while docs := list(islice(papers, batch_size)):
                self.encoder.open()
                self.set_annotations(docs, pool.map(self.predict, docs))
                yield from docs

    def predict(self, doc: Doc) -> Encoded:
        """Return what the encoder says of a paper; the Doc is not changed."""
        self.encoder.open()
        pieces = make_pieces(doc, self.tokenizer)
        if not pieces.windows:
            return Encoded(pieces, np.zeros((0, 0), np.float32), np.zeros((0, len(TAGS)), np.float32))
        runs = [
            self.encoder.run(("hidden", "tags"), {"ids": w.ids[None], "features": w.features[None]})
            for w in pieces.windows
        ]
        hidden = np.concatenate([h[0] for h, _ in runs])
        logits: npt.NDArray[np.float32] = np.concatenate([t[0] for _, t in runs])[pieces.words.first]
        logits -= logits.max(axis=1, keepdims=True)
        logits -= np.log(np.exp(logits).sum(axis=1, keepdims=True))
        return Encoded(pieces, hidden, logits)

    def set_annotations(self, docs: Iterable[Doc], predictions: Iterable[Encoded]) -> None:
        """Set ``doc.ents``, ``doc._.entities``, the reported scores and ``doc.tensor``."""
        for doc, encoded in zip(docs, predictions, strict=True):
            # A Doc puts its text together each time that it is asked for it.
            text, tags = doc.text, best_tags(encoded.scores)
            found = repeat_mentions(text, tagged_mentions(doc, encoded, tags), _url_spans(text))
            mentions = add_long_forms(text, found)
            evidence = type_evidence(doc, encoded, mentions)
            groups = [
                group
                for group in group_mentions(text, mentions, evidence)
                if group.confidence >= self.threshold or is_always_kept(doc, [(m.start, m.end) for m in group.mentions])
            ]
            doc.tensor = encoded.hidden  # type: ignore[assignment]
            keep_words(doc, encoded.pieces.words)
            spans = [
                doc.char_span(m.start, m.end, label=g.type.value, alignment_mode="expand")
                for g in groups
                for m in g.mentions
            ]
            doc.ents = filter_spans([span for span in spans if span is not None])
            set_entities(doc, [self._entity(doc, i, group) for i, group in enumerate(groups, start=1)])
            keep_values(doc, tagged_values(doc, encoded, tags))

    def _entity(self, doc: Doc, number: int, group: Group) -> Entity:
        spans = tuple(span_of(doc, m.start, m.end) for m in group.mentions)
        return Entity(f"e{number}", group.type, group.name, spans, calibrated(group.confidence, self.calibration))

    def to_disk(self, path: str | Path, **kwargs: Any) -> None:
        """Write the encoder and its tokenizer to a folder."""
        folder = Path(path)
        folder.mkdir(parents=True, exist_ok=True)
        (folder / _ENCODER).write_bytes(self.encoder.model)
        (folder / _TOKENIZER).write_text(self._tokenizer_json, encoding="utf-8")

    def from_disk(self, path: str | Path, **kwargs: Any) -> EntityRecognizer:
        """Read the encoder and its tokenizer from a folder."""
        encoder = OnnxSession((Path(path) / _ENCODER).read_bytes())
        return self.from_model(encoder, (Path(path) / _TOKENIZER).read_text(encoding="utf-8"))

    def to_bytes(self, **kwargs: Any) -> bytes:
        """Return the encoder and its tokenizer as bytes."""
        return bytes(srsly.msgpack_dumps({_ENCODER: self.encoder.model, _TOKENIZER: self._tokenizer_json}))

    def from_bytes(self, data: bytes, **kwargs: Any) -> EntityRecognizer:
        """Read the encoder and its tokenizer from bytes."""
        values = srsly.msgpack_loads(data)
        return self.from_model(OnnxSession(values[_ENCODER]), values[_TOKENIZER])

    def from_model(self, encoder: OnnxSession, tokenizer: str) -> EntityRecognizer:
        """Take an encoder and its tokenizer, serialised as JSON."""
        self.encoder, self._tokenizer_json = encoder, tokenizer
        self.__dict__.pop("tokenizer", None)
        return self


@Language.factory(
    "abstractgraph_entities",
    requires=["token.is_sent_start"],
    default_config={"threshold": 0.0, "calibration": UNCALIBRATED},
    assigns=["doc.ents", "doc.tensor", "doc._.entities"],
)
def make_entities(nlp: Language, name: str, threshold: float, calibration: list[list[float]]) -> EntityRecognizer:
    """Make the component, without a model: that is read with the pipeline."""
    return EntityRecognizer(threshold, calibration)


def is_always_kept(doc: Doc, mentions: Sequence[tuple[int, int]]) -> bool:
    """Tell whether an entity is kept however unsure the network is: a well-known name, or one that the paper presents.

    Parameters
    ----------
    doc
        The paper.
    mentions
        Starts and ends in ``doc.text``.
    """
    text = doc.text
    return is_any_known(text[start:end] for start, end in mentions) or is_presented(text, title_length(doc), mentions)


def tagged_mentions(doc: Doc, encoded: Encoded, tags: npt.NDArray[np.int64]) -> list[Mention]:
    """Return the mentions that the tags give, in order; none inside a URL or across title and abstract.

    A mention ends before a bracket that opens and does not close in it, as in ``COCO [34``, and before a number that
    goes on, as in ``BERT 81.5%``. Its confidence is half way between the mean probability of its tags and the
    probability that its words are a mention, of whatever type.
    """
    text = doc.text
    urls = _url_spans(text)
    mentions: list[Mention] = []
    for first, last, kind in decode_tags(tags):
        tokens = [doc[int(token)] for token in encoded.pieces.words.tokens[first : last + 1]]
        tokens = tokens[: _unclosed([token.text for token in tokens])]
        if tokens and tokens[-1].is_digit and _GOES_ON.match(text, tokens[-1].idx + len(tokens[-1])):
            tokens.pop()
        if not tokens:
            continue
        words = np.arange(first, first + len(tokens))
        start, end = tokens[0].idx, tokens[-1].idx + len(tokens[-1])
        if "\n" in text[start:end] or any(start < stop and begin < end for begin, stop in urls):
            continue
        tagged = float(np.exp(encoded.scores[words, tags[words]]).mean())
        of_any_type = float(np.exp(np.logaddexp.reduce(type_scores(encoded.scores[words]))))
        mentions.append(Mention(start, end, kind, round(min((tagged + of_any_type) / 2, 1.0), 4)))
    return mentions


def _unclosed(words: Sequence[str]) -> int:
    """Return the index of the first bracket that opens and does not close; the number of words if there is none."""
    opened: list[tuple[int, str]] = []
    for i, word in enumerate(words):
        if word in _CLOSING:
            opened.append((i, _CLOSING[word]))
        elif opened and word == opened[-1][1]:
            opened.pop()
    return opened[0][0] if opened else len(words)


def type_evidence(doc: Doc, encoded: Encoded, mentions: Sequence[Mention]) -> npt.NDArray[np.float32]:
    """Return for each mention the log-probability of each type, given that its words are a mention.

    A well-known name has the word of the lexicon, too, and so has one that is formed like others of a type.

    Returns
    -------
    numpy.ndarray
        Shape (n_mentions, n_types), float32. A mention that does not begin and end with words, as one repeated or added
        by its string may do, speaks for the type that it was given.
    """
    text, tokens = doc.text, [doc[int(t)] for t in encoded.pieces.words.tokens]
    first = {token.idx: word for word, token in enumerate(tokens)}
    last = {token.idx + len(token): word for word, token in enumerate(tokens)}
    evidence = np.zeros((len(mentions), len(ENTITY_TYPES)), dtype=np.float32)
    for i, mention in enumerate(mentions):
        if mention.start in first and mention.end in last:
            paths = type_scores(encoded.scores[first[mention.start] : last[mention.end] + 1])
        else:
            paths = np.where(np.array(ENTITY_TYPES) == mention.type, 0.0, _UNLIKELY)
        string = text[mention.start : mention.end]
        usual = known_type(string) or formed_type(string)
        if usual is not None:
            paths = paths + np.where(np.array(ENTITY_TYPES) == usual, _USUAL, 0.0)
        evidence[i] = paths - np.logaddexp.reduce(paths)
    return evidence


def tagged_values(doc: Doc, encoded: Encoded, tags: npt.NDArray[np.int64]) -> list[Value]:
    """Return the numbers that begin in a word tagged as a score, in order, outside of entities."""
    tokens = encoded.pieces.words.tokens
    scores = {doc[int(tokens[w])].idx: float(np.exp(encoded.scores[w, tags[w]])) for w in decode_values(tags)}
    values = []
    for number in find_numbers(doc.text) if scores else ():
        span = doc.char_span(number.start, number.end, alignment_mode="expand")
        if number.start in scores and span is not None and not any(token.ent_type for token in span):
            values.append(Value(span.start, span.end, number.text, round(scores[number.start], 4)))
    return values


def _url_spans(text: str) -> list[tuple[int, int]]:
    return [match.span() for match in _URL.finditer(text)]

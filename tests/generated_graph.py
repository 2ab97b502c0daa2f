"""Graphs of any size for tests and benchmarks: the same seed and sizes give the same graph.

They look like a field of research from afar: a few names that nearly all papers use, many that few use, papers that say
the same, contradict each other, deny and doubt. All names are made of syllables; none means anything.
"""

from __future__ import annotations

import itertools
import random
from collections import defaultdict
from collections.abc import Iterator

from graph.model import Claim, Entity, Evidence, KnowledgeGraph, Mentions, Paper, Result

# Nodes of each kind, of twenty. Entities are met by papers of the same number, so that nobody is left alone.
_SHARES = {
    "Paper": 4,
    "Result": 4,
    "Method": 4,
    "Model": 2,
    "Dataset": 2,
    "Benchmark": 1,
    "Task": 1,
    "Metric": 1,
    "Software": 1,
}
_SYSTEMS = ("Method", "Model", "Software")
_TESTS = ("Dataset", "Benchmark")
# Type, labels of the head, labels of the tail, words between the two names.
_SAYINGS: tuple[tuple[str, tuple[str, ...], tuple[str, ...], str], ...] = (
    ("OUTPERFORMS", _SYSTEMS, _SYSTEMS, "outperforms"),
    ("COMPARED_WITH", _SYSTEMS, _SYSTEMS, "is compared with"),
    ("EVALUATED_ON", _SYSTEMS, _TESTS, "is evaluated on"),
    ("USED_FOR", (*_SYSTEMS, "Dataset"), ("Task",), "is used for"),
    ("BASED_ON", _SYSTEMS, _SYSTEMS, "builds on"),
    ("TRAINED_ON", _SYSTEMS, _TESTS, "is trained on"),
    ("VARIANT_OF", _SYSTEMS, _SYSTEMS, "is a variant of"),
    ("BENCHMARK_FOR", _TESTS, ("Task",), "is a benchmark for"),
    ("MEASURED_BY", (*_SYSTEMS, *_TESTS, "Task"), ("Metric",), "is measured by"),
    ("PART_OF", _SYSTEMS, _SYSTEMS, "is part of"),
)
_POOL = ("Method", "Model", "Benchmark", "Task", "Dataset", "Method", "Metric", "Model", "Software")
_UNITS = ("%", None, "points", "x")
_ONSETS = ("b", "d", "fr", "g", "k", "l", "m", "n", "p", "qu", "r", "st", "t", "v", "z", "ø")
_VOWELS = ("a", "e", "i", "o", "u", "ei", "ü")


def generated_graph(nodes: int, edges: int, seed: int = 1) -> KnowledgeGraph:
    """Return a graph of `nodes` nodes and close to `edges` edges, never more; all labels and types from 40 nodes on.

    Three to six edges a node are what the texts of the papers can hold. Takes time linear in both.
    """
    return _Field(nodes, edges, seed).graph()


class _Field:
    """The entities, and what the papers say of them one after the other."""

    def __init__(self, nodes: int, edges: int, seed: int) -> None:
        self.random = random.Random(seed)
        total = sum(_SHARES.values())
        sizes = {label: max(1, nodes * share // total) for label, share in _SHARES.items()}
        sizes["Method"] += nodes - sum(sizes.values())
        self.paper_count, self.result_count = sizes.pop("Paper"), sizes.pop("Result")
        self.edges = edges
        names = _names()
        self.entities = {
            label: [self._entity(label, next(names)) for _ in range(size)] for label, size in sizes.items()
        }
        self.met: dict[str, int] = defaultdict(int)

    def graph(self) -> KnowledgeGraph:
        papers: list[Paper] = []
        mentions: list[Mentions] = []
        claims: list[Claim] = []
        results: list[Result] = []
        left = self.edges
        for number in range(self.paper_count):
            draft = _Draft(self, number)
            while len(results) < self.result_count * (number + 1) // self.paper_count:
                results.append(draft.result(len(results)))
            draft.claim(left // (self.paper_count - number))
            papers.append(draft.paper())
            mentions.extend(draft.mentions())
            claims.extend(draft.claims.values())
            left -= draft.cost
        return KnowledgeGraph(papers, itertools.chain(*self.entities.values()), mentions, claims, results)

    def pool(self, number: int) -> list[Entity]:
        """Return the entities that a paper speaks of: some that nobody has met yet, and some well-known."""
        return list({entity.id: entity for entity in (self._next(label, number) for label in _POOL)}.values())

    def _next(self, label: str, number: int) -> Entity:
        entities = self.entities[label]
        met = self.met[label]
        if met * self.paper_count < (number + 1) * len(entities) and met < len(entities):
            self.met[label] += 1
            return entities[met]
        # A few names at the front are in nearly every paper.
        return entities[int(len(entities) * self.random.random() ** 4)]

    def _entity(self, label: str, name: str) -> Entity:
        aliases = {0: (), 1: (name.lower(),), 2: (name.upper(), f"{name}s")}[self.random.randrange(3)]
        key = name.lower().replace(" ", "-")
        return Entity(f"{label.lower()}:{key}", label, name, aliases, ((label, 1),))


class _Draft:
    """One paper in the making: its sentences, and what they say."""

    def __init__(self, field: _Field, number: int) -> None:
        self.random = field.random
        self.number = number
        self.id = f"title:{number:016x}"
        self.pool = field.pool(number)
        self.by_label: dict[str, list[Entity]] = defaultdict(list)
        for entity in self.pool:
            self.by_label[entity.label].append(entity)
        self.claims: dict[tuple[str, str, str], Claim] = {}
        self.sentences: list[str] = []
        self._length = 0
        self._spans: dict[str, list[Evidence]] = defaultdict(list)
        self._result_edges = 0

    @property
    def cost(self) -> int:
        """The number of edges so far."""
        return self._result_edges + len(self.claims) + len(self._spans)

    def paper(self) -> Paper:
        year = self.random.choice((None, *range(2015, 2027)))
        title = f"On {self.pool[0].name}, and {self.number} other things"
        return Paper(self.id, title, " ".join(self.sentences), year=year)

    def mentions(self) -> Iterator[Mentions]:
        for entity_id, spans in self._spans.items():
            yield Mentions(self.id, entity_id, tuple(spans))

    def claim(self, budget: int) -> None:
        """Make claims until so many edges are used up, or until there is little left to say."""
        if self.cost <= budget - 2:
            self._add_claim(self.id, "INTRODUCES", self.pool[0], "We present", self.pool[0])
        for _ in range(3 * budget):
            # A claim takes up to three edges: its own, and the mentions of both ends.
            if self.cost > budget - 3:
                break
            kind, heads, tails, words = self.random.choice(_SAYINGS)
            head, tail = self._one_of(heads), self._one_of(tails)
            # A thing said to be based on itself is rare, but extraction does find such claims.
            if head and tail and (head is not tail or self.random.random() < 0.05):
                self._add_claim(head.id, kind, tail, head, words, tail)

    def result(self, number: int) -> Result:
        of = self._one_of(_SYSTEMS) or self.pool[0]
        on = self._one_of((*_TESTS, "Task"))
        metric = self._one_of(("Metric",)) if self.random.random() < 0.7 else None
        value, unit = self.random.randrange(1000) / 10, self.random.choice(_UNITS)
        text, is_delta = f"{value}{unit or ''}", self.random.random() < 0.2
        parts: list[str | Entity] = [of, "gains" if is_delta else "reaches", text]
        parts += ["on", on] if on else []
        parts += ["in", metric] if metric else []
        self._result_edges += 2 + (on is not None) + (metric is not None)
        return Result(
            id=f"result:{number:016x}",
            paper_id=self.id,
            of=of.id,
            value=value,
            text=text,
            evidence=self._say(*parts),
            on=on.id if on else None,
            metric=metric.id if metric else None,
            metric_name=None if metric else "score",
            unit=unit,
            is_delta=is_delta,
            confidence=self.random.randrange(30, 101) / 100,
        )

    def _one_of(self, labels: tuple[str, ...]) -> Entity | None:
        known = [entity for label in labels for entity in self.by_label.get(label, ())]
        return self.random.choice(known) if known else None

    def _add_claim(self, head_id: str, kind: str, tail: Entity, *parts: str | Entity) -> None:
        if (head_id, kind, tail.id) in self.claims:
            return
        negated, hedged = self.random.random() < 0.06, self.random.random() < 0.08
        doubts = ["Perhaps"] * hedged + ["it is not so that"] * negated
        self.claims[head_id, kind, tail.id] = Claim(
            head_id,
            kind,
            tail.id,
            self.id,
            self._say(*doubts, *parts),
            confidence=self.random.randrange(30, 101) / 100,
            polarity="negated" if negated else "asserted",
            hedged=hedged,
            count=1 + int(3 * self.random.random() ** 4),
        )

    def _say(self, *parts: str | Entity) -> Evidence:
        """Add a sentence to the abstract, and what it names to the mentions."""
        start = at = self._length
        words = []
        for part in parts:
            word = part if isinstance(part, str) else part.name
            if isinstance(part, Entity):
                self._spans[part.id].append(Evidence("abstract", at, at + len(word), word))
            words.append(word)
            at += len(word) + 1
        sentence = " ".join(words) + "."
        self.sentences.append(sentence)
        self._length = start + len(sentence) + 1
        return Evidence("abstract", start, start + len(sentence), sentence)


def _names() -> Iterator[str]:
    """Yield names that are all different, some with a number and some that differ from another in the number only."""
    syllables = ["".join(pair) for pair in itertools.product(_ONSETS, _VOWELS)]
    for number in itertools.count():
        base, version = divmod(number, 3)
        high, low = divmod(base, len(syllables))
        name = (syllables[high % len(syllables)] + syllables[low] + "n" * (high // len(syllables))).capitalize()
        yield (name, f"{name} {2 + high % 3}", f"{name}-{name[0]}X")[version]

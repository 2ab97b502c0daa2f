"""A field of research in fourteen papers, small enough to answer every query by hand.

All of it is invented. There are claims of all types, parallel ones of several papers, denied and doubted ones, a pair
of systems of which each beats the other, a claim in both directions (compared with), a claim of a thing and itself, a
line of descent of five steps, two things named Mink, a paper without a year, and scores of which one is denied, one is
a difference, some have no metric and one has a metric that is no entity. The last two papers stand apart from the
others: they are full of traps, of claims that are denied, or of a thing and itself.
"""

from __future__ import annotations

import re
import string
from collections.abc import Iterator
from typing import Any, NamedTuple

from graph.model import Claim, Entity, Evidence, KnowledgeGraph, Mentions, Paper, Result

OTTER = Entity("method:otter", "Method", "Otter", ("OTTER", "Ordered Token Transfer"), (("Method", 6), ("Model", 1)))
FERRET = Entity("method:ferret", "Method", "Ferret")
STOAT = Entity("method:stoat", "Method", "Stoat", ("Stoats",), (("Method", 6),))
MARTEN = Entity("method:marten", "Method", "Marten")
WEASEL = Entity("method:weasel", "Method", "Weasel")
MINK_METHOD = Entity("method:mink", "Method", "Mink")
BADGER = Entity("method:badger", "Method", "Badger")
SABLE = Entity("method:sable", "Method", "Sable")
HERON = Entity("model:heron2", "Model", "Heron 2", ("Heron-2",))
BURROW = Entity("software:burrow", "Software", "burrow")
MINK_DATA = Entity("dataset:mink", "Dataset", "Mink", (), (("Dataset", 1),))
PEBBLE = Entity("dataset:pebble10", "Dataset", "Pebble-10")
GRAVEL = Entity("dataset:gravel", "Dataset", "Gravel")
DELTA = Entity("benchmark:deltabench", "Benchmark", "DeltaBench")
MIRE = Entity("benchmark:mireqa", "Benchmark", "MireQA")
SILT = Entity("task:siltsorting", "Task", "silt sorting")
EDDY = Entity("task:eddytracking", "Task", "eddy tracking")
RIPPLE = Entity("task:rippledetection", "Task", "ripple detection")
FOAM = Entity("task:foamcounting", "Task", "foam counting")
ACCURACY = Entity("metric:accuracy", "Metric", "accuracy")
DRAG = Entity("metric:drag", "Metric", "drag")
LAG = Entity("metric:lag", "Metric", "lag")

COMBS = Entity("benchmark:combs", "Benchmark", "Combs")
POLLEN = Entity("dataset:pollen", "Dataset", "Pollen")
NECTAR = Entity("dataset:nectar", "Dataset", "Nectar")
BUILDING = Entity("task:combbuilding", "Task", "comb building")
SCOUTING = Entity("task:nectarscouting", "Task", "nectar scouting")
BEES = {letter: Entity(f"method:bee{letter.lower()}", "Method", f"Bee {letter}") for letter in string.ascii_uppercase}

# Instead of a head: the paper itself introduces the tail.
PAPER = None


class _Score(NamedTuple):
    of: Entity
    on: Entity | None
    value: float
    text: str
    metric: Entity | None = None
    metric_name: str | None = None
    unit: str | None = None
    is_delta: bool = False
    polarity: str = "asserted"


# One sentence, and what it claims: (head, type, tail), (head, type, tail, properties), or a score.
_Saying = tuple[str, tuple[Any, ...]]


def _says(sentence: str, *parts: tuple[Any, ...]) -> _Saying:
    return sentence, parts


def _bees(first: str, words: str, second: str, kind: str, **more: Any) -> _Saying:
    return _says(f"Bee {first} {words} Bee {second}.", (BEES[first], kind, BEES[second], more))


def _descent() -> Iterator[_Saying]:
    """Yield a line from A to E, and denied links to and from it, from which other lines go on."""
    for first, second in ("AB", "BC", "DE", "BB"):
        yield _bees(first, "is a variant of", second, "VARIANT_OF")
    yield _bees("C", "may be a variant of", "D", "VARIANT_OF", hedged=True)
    for first, second in ("AP", "BJ", "CT", "FE", "MD", "VC"):
        yield _bees(first, "is not based on", second, "BASED_ON", polarity="negated")
    for first, second in ("PQ", "QR", "RS", "JK", "KL", "TU", "GF", "HG", "IH", "NM", "ON", "WV"):
        yield _bees(first, "is based on", second, "BASED_ON")


def _on_a_line() -> tuple[_Saying, ...]:
    a, b, c, d, e = (BEES[letter] for letter in "ABCDE")
    denied = {"polarity": "negated"}
    return (
        _bees("A", "outperforms", "A", "OUTPERFORMS"),
        _bees("A", "outperforms", "B", "OUTPERFORMS"),
        _bees("A", "outperforms", "C", "OUTPERFORMS", confidence=0.6),
        _bees("C", "outperforms", "A", "OUTPERFORMS"),
        _bees("D", "outperforms", "C", "OUTPERFORMS"),
        _bees("C", "does not outperform", "D", "OUTPERFORMS", polarity="negated"),
        _bees("A", "does not outperform", "E", "OUTPERFORMS", polarity="negated"),
        _bees("D", "was never compared with", "E", "COMPARED_WITH", polarity="negated"),
        _says("Bee A is evaluated on Combs.", (a, "EVALUATED_ON", COMBS)),
        _says("Bee A, Bee D and Bee E are evaluated on Pollen.", *((bee, "EVALUATED_ON", POLLEN) for bee in (a, d, e))),
        _says("Bee E is not trained on Pollen.", (e, "TRAINED_ON", POLLEN, denied)),
        _says("Bee A and Bee B are used for comb building.", *((bee, "USED_FOR", BUILDING) for bee in (a, b))),
        _says("Bee A and Bee C are used for nectar scouting.", *((bee, "USED_FOR", SCOUTING) for bee in (a, c))),
        _says("Bee B is not used for nectar scouting.", (b, "USED_FOR", SCOUTING, denied)),
        _says("Bee C is not used for comb building.", (c, "USED_FOR", BUILDING, denied)),
    )


def _at_work() -> tuple[_Saying, ...]:
    a, b, c = (BEES[letter] for letter in "ABC")
    return (
        _bees("A", "is indeed a variant of", "B", "VARIANT_OF"),
        _bees("A", "clearly outperforms", "C", "OUTPERFORMS", confidence=0.95),
        _bees("B", "does not outperform", "A", "OUTPERFORMS", polarity="negated"),
        _bees("A", "is not based on", "B", "BASED_ON", polarity="negated"),
        _says("Bee A may be evaluated on Pollen.", (a, "EVALUATED_ON", POLLEN, {"hedged": True})),
        _says("Bee A is trained on Pollen and Nectar.", (a, "TRAINED_ON", POLLEN), (a, "TRAINED_ON", NECTAR)),
        _says("Bee B is not evaluated on Combs.", (b, "EVALUATED_ON", COMBS, {"polarity": "negated"})),
        _says("Bee A is used for comb building.", (a, "USED_FOR", BUILDING)),
        _says("Bee A scores 3.", _Score(a, None, 3, "3")),
        _says("Bee C does not reach 40 on Combs.", _Score(c, COMBS, 40, "40", polarity="negated")),
    )


# (title, year, what it says)
_PAPERS: tuple[tuple[str, int | None, tuple[_Saying, ...]], ...] = (
    (
        "Otter at first light",
        2030,
        (
            _says("We present Otter for silt sorting.", (PAPER, "INTRODUCES", OTTER), (OTTER, "USED_FOR", SILT)),
            _says(
                "Otter outperforms Ferret on DeltaBench.",
                (OTTER, "OUTPERFORMS", FERRET),
                (OTTER, "EVALUATED_ON", DELTA),
                (FERRET, "EVALUATED_ON", DELTA),
            ),
            _says(
                "Otter reaches 71.5% accuracy on DeltaBench.",
                _Score(OTTER, DELTA, 71.5, "71.5%", metric=ACCURACY, unit="%"),
            ),
            _says("Otter builds on Ferret.", (OTTER, "BASED_ON", FERRET, {"confidence": 0.8})),
        ),
    ),
    (
        "Beyond Otter",
        2031,
        (
            _says(
                "We present Stoat, a variant of Otter.",
                (PAPER, "INTRODUCES", STOAT),
                (STOAT, "VARIANT_OF", OTTER, {"count": 2}),
            ),
            _says(
                "Stoat outperforms Otter on DeltaBench and MireQA.",
                (STOAT, "OUTPERFORMS", OTTER, {"confidence": 0.8}),
                (STOAT, "EVALUATED_ON", DELTA),
                (STOAT, "EVALUATED_ON", MIRE),
                (OTTER, "EVALUATED_ON", DELTA),
            ),
            _says(
                "Stoat reaches 74% accuracy on DeltaBench, 2.5 points more than Otter.",
                _Score(STOAT, DELTA, 74, "74%", metric=ACCURACY, unit="%"),
                _Score(STOAT, DELTA, 2.5, "2.5 points", metric=ACCURACY, unit="points", is_delta=True),
            ),
            _says(
                "Stoat is used for silt sorting and eddy tracking.",
                (STOAT, "USED_FOR", SILT),
                (STOAT, "USED_FOR", EDDY),
            ),
        ),
    ),
    (
        "Otter strikes back",
        2032,
        (
            _says("In our hands Otter outperforms Stoat.", (OTTER, "OUTPERFORMS", STOAT, {"confidence": 0.7})),
            _says(
                "Otter does not outperform Ferret.",
                (OTTER, "OUTPERFORMS", FERRET, {"confidence": 0.6, "polarity": "negated"}),
            ),
            _says(
                "Otter reaches 76% accuracy on DeltaBench.",
                (OTTER, "EVALUATED_ON", DELTA),
                _Score(OTTER, DELTA, 76, "76%", metric=ACCURACY, unit="%"),
            ),
            _says("Otter is used for silt sorting.", (OTTER, "USED_FOR", SILT)),
        ),
    ),
    (
        "Marten may be better",
        None,
        (
            _says(
                "We present Marten, which builds on Stoat.",
                (PAPER, "INTRODUCES", MARTEN),
                (MARTEN, "BASED_ON", STOAT),
            ),
            _says("Marten may outperform Otter.", (MARTEN, "OUTPERFORMS", OTTER, {"confidence": 0.5, "hedged": True})),
            _says(
                "Marten was not evaluated on MireQA.",
                (MARTEN, "EVALUATED_ON", MIRE, {"confidence": 0.7, "polarity": "negated"}),
            ),
            _says("Marten is used for eddy tracking.", (MARTEN, "USED_FOR", EDDY)),
            _says("Marten is measured by lag.", (MARTEN, "MEASURED_BY", LAG)),
        ),
    ),
    (
        "Stoat once more",
        2032,
        (
            _says("Stoat again outperforms Otter.", (STOAT, "OUTPERFORMS", OTTER, {"confidence": 0.95})),
            _says("Stoat was compared with Weasel.", (STOAT, "COMPARED_WITH", WEASEL)),
            _says("Weasel is trained on Gravel.", (WEASEL, "TRAINED_ON", GRAVEL)),
            _says(
                "Stoat is evaluated on Gravel and MireQA.",
                (STOAT, "EVALUATED_ON", GRAVEL),
                (STOAT, "EVALUATED_ON", MIRE),
            ),
            _says(
                "Stoat scores 12 on Gravel.",
                _Score(STOAT, GRAVEL, 12, "12"),
            ),
        ),
    ),
    (
        "Étude of weasels",
        2033,
        (
            _says(
                "Weasel was compared with Stoat and with Mink.",
                (WEASEL, "COMPARED_WITH", STOAT, {"confidence": 0.95}),
                (WEASEL, "COMPARED_WITH", MINK_METHOD, {"confidence": 0.6}),
            ),
            _says("Weasel is evaluated on Gravel.", (WEASEL, "EVALUATED_ON", GRAVEL)),
            _says(
                "Weasel reaches 60% on MireQA.",
                _Score(WEASEL, MIRE, 60, "60%", unit="%"),
            ),
            _says("Weasel is a variant of Weasel.", (WEASEL, "VARIANT_OF", WEASEL)),
            _says("Weasel is used for silt sorting.", (WEASEL, "USED_FOR", SILT)),
        ),
    ),
    (
        "Mink, the data",
        2031,
        (
            _says(
                "We release Mink, a dataset for ripple detection.",
                (PAPER, "INTRODUCES", MINK_DATA),
                (MINK_DATA, "BENCHMARK_FOR", RIPPLE),
            ),
            _says(
                "Heron 2 is trained and evaluated on Mink.",
                (HERON, "TRAINED_ON", MINK_DATA),
                (HERON, "EVALUATED_ON", MINK_DATA),
            ),
            _says(
                "Heron 2 has a drag of 0.5 on Mink.",
                _Score(HERON, MINK_DATA, 0.5, "0.5", metric=DRAG),
            ),
            _says("Heron 2 is used for ripple detection.", (HERON, "USED_FOR", RIPPLE)),
            _says("Heron 2 outperforms Ferret.", (HERON, "OUTPERFORMS", FERRET)),
        ),
    ),
    (
        "DeltaBench and MireQA",
        2029,
        (
            _says(
                "We introduce DeltaBench, a benchmark for silt sorting.",
                (PAPER, "INTRODUCES", DELTA),
                (DELTA, "BENCHMARK_FOR", SILT),
            ),
            _says("MireQA is a benchmark for silt sorting, too.", (MIRE, "BENCHMARK_FOR", SILT)),
            _says(
                "Ferret is evaluated on both DeltaBench and MireQA.",
                (FERRET, "EVALUATED_ON", DELTA),
                (FERRET, "EVALUATED_ON", MIRE),
            ),
            _says("DeltaBench is measured by accuracy.", (DELTA, "MEASURED_BY", ACCURACY)),
            _says(
                "Ferret has an F-score of 0.6 on DeltaBench.",
                _Score(FERRET, DELTA, 0.6, "0.6", metric_name="F-score"),
            ),
        ),
    ),
    (
        "Which benchmark for silt sorting?",
        2032,
        (
            _says("DeltaBench is the benchmark for silt sorting.", (DELTA, "BENCHMARK_FOR", SILT)),
            _says("MireQA is no benchmark for silt sorting.", (MIRE, "BENCHMARK_FOR", SILT, {"polarity": "negated"})),
            _says("Pebble-10 is used for silt sorting.", (PEBBLE, "USED_FOR", SILT)),
            _says(
                "Ferret is used for silt sorting, perhaps.",
                (FERRET, "USED_FOR", SILT, {"confidence": 0.4, "hedged": True}),
            ),
        ),
    ),
    (
        "Ferret is not for silt",
        2033,
        (
            _says("Ferret is not used for silt sorting.", (FERRET, "USED_FOR", SILT, {"polarity": "negated"})),
            _says("\N{OTTER} Ferret is used for ripple detection.", (FERRET, "USED_FOR", RIPPLE)),
            _says(
                "Ferret and Heron 2 are used for foam counting.",
                (FERRET, "USED_FOR", FOAM),
                (HERON, "USED_FOR", FOAM),
            ),
            _says("Ferret outperforms Heron 2.", (FERRET, "OUTPERFORMS", HERON)),
            _says(
                "Mink was never compared with Ferret.", (MINK_METHOD, "COMPARED_WITH", FERRET, {"polarity": "negated"})
            ),
            _says(
                "Ferret does not reach 80% accuracy on DeltaBench.",
                _Score(FERRET, DELTA, 80, "80%", metric=ACCURACY, unit="%", polarity="negated"),
            ),
        ),
    ),
    (
        "Parts of burrow",
        2034,
        (
            _says(
                "We release burrow, of which Badger is a part.",
                (PAPER, "INTRODUCES", BURROW),
                (BADGER, "PART_OF", BURROW),
            ),
            _says("Badger builds on Marten.", (BADGER, "BASED_ON", MARTEN)),
        ),
    ),
    (
        "Sable and others",
        2034,
        (
            _says("Sable is a variant of Badger.", (SABLE, "VARIANT_OF", BADGER)),
            _says("Stoat is not based on Ferret.", (STOAT, "BASED_ON", FERRET, {"polarity": "negated"})),
            _says("Otter is a variant of Ferret.", (OTTER, "VARIANT_OF", FERRET)),
            _says("Otter is trained on Pebble-10.", (OTTER, "TRAINED_ON", PEBBLE)),
            _says(
                "Weasel was never compared with Stoat.",
                (WEASEL, "COMPARED_WITH", STOAT, {"polarity": "negated"}),
            ),
        ),
    ),
    ("Bees on a line", 2028, (*_descent(), *_on_a_line())),
    ("Bees at work", 2027, _at_work()),
)


def query_graph() -> KnowledgeGraph:
    """Return the graph: 14 papers, 50 entities, 11 scores."""
    papers: list[Paper] = []
    mentions: list[Mentions] = []
    claims: list[Claim] = []
    results: list[Result] = []
    entities: dict[str, Entity] = {}
    for number, (title, year, sayings) in enumerate(_PAPERS, start=1):
        paper = Paper(f"title:{number:016x}", title, " ".join(sentence for sentence, _ in sayings), year=year)
        papers.append(paper)
        named: dict[str, Entity] = {}
        for evidence, part in _parts(paper, sayings):
            if isinstance(part, _Score):
                results.append(_result(f"result:{number:02}-{len(results)}", paper, evidence, part))
            else:
                claims.append(_claim(paper, evidence, *part))
            named.update((entity.id, entity) for entity in part if isinstance(entity, Entity))
        mentions.extend(_mentions(paper, entity) for entity in named.values())
        entities.update(named)
    return KnowledgeGraph(papers, entities.values(), mentions, claims, results)


def _parts(paper: Paper, sayings: tuple[_Saying, ...]) -> Iterator[tuple[Evidence, Any]]:
    start = 0
    for sentence, parts in sayings:
        evidence = Evidence("abstract", start, start + len(sentence), sentence)
        yield from ((evidence, part) for part in parts)
        start += len(sentence) + 1


def _claim(
    paper: Paper, evidence: Evidence, head: Entity | None, kind: str, tail: Entity, more: dict[str, Any] | None = None
) -> Claim:
    head_id = head.id if head else paper.id
    return Claim(head_id, kind, tail.id, paper.id, evidence, **{"confidence": 0.9, **(more or {})})


def _result(result_id: str, paper: Paper, evidence: Evidence, score: _Score) -> Result:
    ends = {end: value.id for end, value in score._asdict().items() if isinstance(value, Entity)}
    return Result(result_id, paper.id, evidence=evidence, **{**score._asdict(), **ends})


def _mentions(paper: Paper, entity: Entity) -> Mentions:
    places = re.finditer(rf"\b{re.escape(entity.name)}\b", paper.abstract)
    return Mentions(paper.id, entity.id, tuple(Evidence("abstract", *place.span(), place[0]) for place in places))

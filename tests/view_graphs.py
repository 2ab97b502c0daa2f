"""Graphs for the tests of the view, written by hand: plain ones, and one that wants to break out of its page."""

from __future__ import annotations

import re
from typing import Any

from graph.model import CLAIM_TYPES, ENTITY_LABELS, Claim, Entity, Evidence, KnowledgeGraph, Mentions, Paper, Result

FOLDING = Paper(
    id="folding",
    title="Untying knots by folding them",
    abstract=(
        "We present Lanternfold (LF), which folds a knot until it is none. "
        "In the \U0001d4a6 setting, LF outperforms Brambler. "
        "On Harrowbench, which measures knot untying by its tangle score, LF loses four strands in a hundred. "
        "LF was compared with Brambler in three rooms."
    ),
    year=2031,
    url="https://example.org/folding",
)
THORNS = Paper(
    id="thorns",
    title="A second look at thorny ropes",
    abstract=(
        "Again LF outperforms Brambler. But Brambler outperforms LF where the rope is wet. "
        "Brambler may profit from QuillSet, on which it was trained. Brambler was never evaluated on Harrowbench. "
        "All drawings were made with loomkit."
    ),
)

LANTERNFOLD = Entity(
    "method:lanternfold", "Method", "Lanternfold", aliases=("LF",), type_votes=(("Method", 2), ("Software", 1))
)
BRAMBLER = Entity("model:brambler", "Model", "Brambler")
QUILLSET = Entity("dataset:quillset", "Dataset", "QuillSet")
HARROWBENCH = Entity("benchmark:harrowbench", "Benchmark", "Harrowbench")
UNTYING = Entity("task:knot-untying", "Task", "knot untying")
TANGLE = Entity("metric:tangle-score", "Metric", "tangle score")
LOOMKIT = Entity("software:loomkit", "Software", "loomkit")


def said(paper: Paper, head: Paper | Entity, type_: str, tail: Entity, sentence: str, **more: Any) -> Claim:
    start = paper.abstract.index(sentence)
    evidence = Evidence("abstract", start, start + len(sentence), sentence)
    return Claim(head.id, type_, tail.id, paper.id, evidence, **more)


def named(paper: Paper, entity: Entity) -> Mentions:
    spellings = "|".join(map(re.escape, (entity.name, *entity.aliases)))
    spans = (Evidence("abstract", *m.span(), m[0]) for m in re.finditer(spellings, paper.abstract))
    return Mentions(paper.id, entity.id, tuple(spans))


def rope_graph() -> KnowledgeGraph:
    """Seven entities: one hub, parallel claims in both directions, a path of two steps, and loomkit alone."""
    on_harrowbench = (
        "On Harrowbench, which measures knot untying by its tangle score, LF loses four strands in a hundred."
    )
    return KnowledgeGraph(
        papers=[FOLDING, THORNS],
        entities=[LANTERNFOLD, BRAMBLER, QUILLSET, HARROWBENCH, UNTYING, TANGLE, LOOMKIT],
        mentions=[
            *(named(FOLDING, entity) for entity in (LANTERNFOLD, BRAMBLER, HARROWBENCH, UNTYING, TANGLE)),
            *(named(THORNS, entity) for entity in (LANTERNFOLD, BRAMBLER, QUILLSET, HARROWBENCH, LOOMKIT)),
        ],
        claims=[
            said(
                FOLDING,
                FOLDING,
                "INTRODUCES",
                LANTERNFOLD,
                "We present Lanternfold (LF), which folds a knot until it is none.",
            ),
            said(
                FOLDING,
                LANTERNFOLD,
                "OUTPERFORMS",
                BRAMBLER,
                "In the \U0001d4a6 setting, LF outperforms Brambler.",
                confidence=0.93,
            ),
            said(
                FOLDING,
                LANTERNFOLD,
                "COMPARED_WITH",
                BRAMBLER,
                "LF was compared with Brambler in three rooms.",
                confidence=0.4,
                count=2,
            ),
            said(FOLDING, LANTERNFOLD, "EVALUATED_ON", HARROWBENCH, on_harrowbench),
            said(FOLDING, HARROWBENCH, "BENCHMARK_FOR", UNTYING, on_harrowbench),
            said(FOLDING, HARROWBENCH, "MEASURED_BY", TANGLE, on_harrowbench),
            said(THORNS, LANTERNFOLD, "OUTPERFORMS", BRAMBLER, "Again LF outperforms Brambler."),
            said(THORNS, BRAMBLER, "OUTPERFORMS", LANTERNFOLD, "But Brambler outperforms LF where the rope is wet."),
            said(
                THORNS,
                BRAMBLER,
                "TRAINED_ON",
                QUILLSET,
                "Brambler may profit from QuillSet, on which it was trained.",
                hedged=True,
            ),
            said(
                THORNS,
                BRAMBLER,
                "EVALUATED_ON",
                HARROWBENCH,
                "Brambler was never evaluated on Harrowbench.",
                polarity="negated",
            ),
        ],
    )


HOSTILE_TEXTS = (
    "</script><script>alert(1)</script>",
    "<img src=x onerror=alert(2)>",
    "\" onmouseover='alert(3)' href=javascript:alert(4) x=\"",
    "<!--<script>\u2028\u2029alert(5)//]]>",
    "\u202egnp.exe{{ 7 * 7 }}{% raw %}${alert(6)}\\",
    "'><svg onload=alert(7)><a href='data:text/html,<script>alert(8)</script>'>",
)


def hostile_graph() -> KnowledgeGraph:
    """Every text that a page shows is an attack: ids, names, aliases, titles, sentences and addresses."""
    papers, entities, mentions, claims, results = [], [], [], [], []
    addresses = (
        "javascript:alert(9)",
        "JaVaScRiPt:alert(9)",
        "java\nscript:alert(9)",
        "data:text/html,x",
        "file:///",
        "//x",
    )
    for number, (text, url) in enumerate(zip(HOSTILE_TEXTS, addresses, strict=True)):
        paper = Paper(f"paper {number} {text}", text, f"{text} beats {text}s.", url=url)
        entity = Entity(f"entity {number} {text}", ENTITY_LABELS[number], text, aliases=(f"{text}s",))
        papers.append(paper)
        entities.append(entity)
        mentions.append(named(paper, entity))
        claims.append(said(paper, paper, "INTRODUCES", entity, paper.abstract))
        for other in entities[:-1]:
            claims.append(said(paper, entity, CLAIM_TYPES[number + 1], other, paper.abstract))
        sentence = Evidence("abstract", 0, len(paper.abstract), paper.abstract)
        results.append(
            Result(f"{text} {number}", paper.id, entity.id, 1.0, text, sentence, metric_name=text, unit=text)
        )
    return KnowledgeGraph(papers, entities, mentions, claims, results)


def ring_graph(count: int) -> KnowledgeGraph:
    """Return `count` methods in a ring, each also joined with the first: enough for communities to be found."""
    entities = [Entity(f"method:{i:04}", "Method", f"Rung {i}") for i in range(count)]
    sentence = "Each rung is based on the one before."
    paper = Paper("ladder", "A ladder bent into a ring", sentence)
    joined = {(i, (i + 1) % count) for i in range(count)} | {(i, 0) for i in range(2, count, 3)}
    claims = [said(paper, entities[i], "BASED_ON", entities[j], sentence) for i, j in sorted(joined)]
    return KnowledgeGraph([paper], entities, claims=claims)


SCORED = Paper(
    id="scored",
    title="Untying, counted",
    abstract=(
        "LF scores 91.5 on Harrowbench. Brambler scores 88.0 on Harrowbench. LF gains 3.5 points. "
        "Perhaps LF reaches 70% on QuillSet."
    ),
    year=2033,
    url="https://example.org/scored",
)


def scored_graph() -> KnowledgeGraph:
    """The ropes, and a paper that reports scores: two on one benchmark, a difference, and one in doubt."""
    rope = rope_graph()

    def score(number: int, of: Entity, value: float, text: str, sentence: str, **more: Any) -> Result:
        start = SCORED.abstract.index(sentence)
        evidence = Evidence("abstract", start, start + len(sentence), sentence)
        return Result(f"result:{number}", SCORED.id, of.id, value, text, evidence, **more)

    on_harrowbench = {"on": HARROWBENCH.id, "metric": TANGLE.id}
    return KnowledgeGraph(
        [*rope.papers.values(), SCORED],
        rope.entities.values(),
        [*rope.mentions, *(named(SCORED, entity) for entity in (LANTERNFOLD, BRAMBLER, HARROWBENCH, QUILLSET))],
        [*rope.claims, said(SCORED, LANTERNFOLD, "EVALUATED_ON", HARROWBENCH, "LF scores 91.5 on Harrowbench.")],
        [
            score(1, BRAMBLER, 88.0, "88.0", "Brambler scores 88.0 on Harrowbench.", **on_harrowbench),
            score(2, LANTERNFOLD, 91.5, "91.5", "LF scores 91.5 on Harrowbench.", **on_harrowbench),
            score(3, LANTERNFOLD, 3.5, "3.5 points", "LF gains 3.5 points.", unit="points", is_delta=True),
            score(
                *(4, LANTERNFOLD, 70.0, "70%", "Perhaps LF reaches 70% on QuillSet."),
                **{"on": QUILLSET.id, "metric_name": "share of knots", "unit": "%", "hedged": True},
            ),
        ],
    )


def unpacked(page: dict[str, Any]) -> dict[str, Any]:
    """The values that a page holds in rows, by their names again."""
    ids = [node["id"] for node in page["nodes"]]

    def evidence(row: list[Any]) -> dict[str, Any]:
        paper, passage, confidence, flags, count = row
        marks = {"negated": flags in (1, 3), "hedged": flags in (2, 3)}
        return {"paper": paper, "passage": passage, "confidence": confidence, **marks, "count": count}

    for node in page["nodes"]:
        node["introductions"] = [evidence(row) for row in node["introductions"]]
        node["mentions"] = [{"paper": paper, "count": count} for paper, count in node["mentions"]]
    names = ("from", "to", "type", "width", "denied", "bend", "evidence")
    page["edges"] = [dict(zip(names, row, strict=True)) for row in page["edges"]]
    for edge in page["edges"]:
        edge |= {"from": ids[edge["from"]], "to": ids[edge["to"]]}
        edge["evidence"] = [evidence(row) for row in edge["evidence"]]
    page["passages"] = [
        [[text, *(ids[name] for name in named)] for text, *named in parts] for parts in page["passages"]
    ]
    return page

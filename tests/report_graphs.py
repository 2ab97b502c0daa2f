"""A graph for the tests of the report in which every text is an attack, and every part of a report shows some."""

from __future__ import annotations

from view_graphs import HOSTILE_TEXTS, named, said

from graph.model import Claim, Entity, Evidence, KnowledgeGraph, Paper, Result

ODD_ADDRESS = "https://example.org/\"><script>alert(10)</script>'"
ADDRESSES = (
    "javascript:alert(9)",
    "JaVaScRiPt:alert(9)",
    "java\nscript:alert(9)",
    "data:text/html,x",
    "//x",
    ODD_ADDRESS,
)


def hostile_corpus() -> KnowledgeGraph:
    """Systems that outperform each other, come from each other, and reach scores; one paper has an address to link."""
    papers, systems, claims, results = [], [], [], []
    for number, (text, url) in enumerate(zip(HOSTILE_TEXTS, ADDRESSES, strict=True)):
        papers.append(Paper(f"paper {text}", text, f"{text} beats {text}s.", year=2030 + number // 2, url=url))
        systems.append(Entity(f"system {text}", "Method", text))
    place = Entity("place", "Benchmark", HOSTILE_TEXTS[1])
    for number, paper in enumerate(papers):
        system, other = systems[number], systems[number - 1]
        sentence = Evidence("abstract", 0, len(paper.abstract), paper.abstract)
        claims.append(said(paper, system, "VARIANT_OF", other, paper.abstract))
        for head, tail in ((system, other), (other, system)):
            claims.append(Claim(head.id, "OUTPERFORMS", tail.id, paper.id, sentence, hedged=True))
        text = HOSTILE_TEXTS[number - 1]
        results.append(
            Result(f"{text} result", paper.id, system.id, number, text, sentence, place.id, metric_name=text, unit=text)
        )
    mentions = [named(paper, system) for paper, system in zip(papers, systems, strict=True)]
    mentions += [named(papers[number], systems[0]) for number in (4, 5)]
    return KnowledgeGraph(papers, [*systems, place], mentions, claims, results)

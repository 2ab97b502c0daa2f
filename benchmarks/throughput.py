"""How many abstracts a second, how much memory, how long to start; beside spaCy's bare tokenizer
and an entity pipeline of its own, a CNN of its default size, in the same run.

usage: python benchmarks/throughput.py FILE [--papers N] [--repeats N] [--json RESULT.json]
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import resource
import statistics
import subprocess
import sys
import time
from collections.abc import Callable
from importlib.metadata import version
from pathlib import Path

import spacy

import extract
from extract.shipped import model_name
from graph.build import build_graph


def seconds(work: Callable[[], object], repeats: int) -> dict[str, float]:
    """Return median and spread of the time that some work takes."""
    times = []
    for _ in range(repeats):
        began = time.perf_counter()
        work()
        times.append(time.perf_counter() - began)
    return {"median": statistics.median(times), "min": min(times), "max": max(times)}


def start_up(*arguments: str, repeats: int) -> dict[str, float]:
    """Return the time that a whole command takes, process start included."""
    command = [sys.executable, "-m", "graph.cli", *arguments]
    return seconds(lambda: subprocess.run(command, check=True, capture_output=True), repeats)


def cnn_pipeline() -> spacy.language.Language:
    """Return spaCy's entity recognizer in its default size, with random weights: its speed is that of a trained one."""
    nlp = spacy.blank("en")
    recognizer = nlp.add_pipe("ner")
    for kind in extract.EntityType:
        recognizer.add_label(kind.value)  # type: ignore[attr-defined]
    nlp.initialize()
    return nlp


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("file")
    parser.add_argument("--papers", type=int, default=200)
    parser.add_argument("--repeats", type=int, default=5)
    parser.add_argument("--json", type=Path)
    arguments = parser.parse_args()

    help_time = start_up("--help", repeats=2 * arguments.repeats)
    papers = extract.distinct_papers(extract.read_abstracts(arguments.file))[: arguments.papers]
    began = time.perf_counter()
    nlp = extract.load_pipeline()
    list(extract.annotate(nlp, papers[:2]))
    load_time = time.perf_counter() - began

    blank = spacy.blank("en")
    texts = [f"{paper.title}\n{paper.abstract}" for paper in papers]
    records: list[extract.AnnotatedAbstract] = []

    def extraction() -> None:
        records[:] = extract.annotate(nlp, papers)

    def tokenising() -> None:
        for _ in blank.pipe(texts):
            pass

    extraction()
    peak_memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    cnn = cnn_pipeline()

    def cnn_entities() -> None:
        for _ in cnn.pipe(texts):
            pass

    # One after the other in each round, so that a busy machine slows all alike.
    works = (tokenising, cnn_entities, extraction)
    rounds = [[seconds(work, 1)["median"] for work in works] for _ in range(arguments.repeats)]
    quick, middling, slow = ([times[i] for times in rounds] for i in range(len(works)))
    result = {
        "machine": f"{platform.processor() or platform.machine()}, {len(os.sched_getaffinity(0))} cores",
        "python": platform.python_version(),
        "versions": {name: version(name) for name in ("abstractgraph", "spacy", "onnxruntime", "numpy")},
        "model": model_name(),
        "papers": len(papers),
        "repeats": arguments.repeats,
        "abstracts_per_second": len(papers) / statistics.median(slow),
        "abstracts_per_second_range": [len(papers) / pick(slow) for pick in (max, min)],
        "tokenised_per_second": len(papers) / statistics.median(quick),
        "cnn_per_second": len(papers) / statistics.median(middling),
        "times_slower_than_tokenising": statistics.median(s / q for q, _, s in rounds),
        "times_slower_than_cnn": statistics.median(s / m for _, m, s in rounds),
        "peak_memory_mb": peak_memory,
        "help_seconds": help_time,
        "load_seconds": load_time,
        "build_seconds": seconds(lambda: build_graph(records), arguments.repeats),
    }
    print(json.dumps(result, indent=2))
    if arguments.json is not None:
        arguments.json.write_text(json.dumps(result, indent=2) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()

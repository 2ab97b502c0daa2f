"""How long entity resolution takes and how much memory, for more and more papers.

usage: python benchmarks/resolution.py RECORDS... [--papers 10000 100000] [--json RESULT.json]

RECORDS are files of annotated records. They are repeated until there are enough papers; in each repetition the names
that only one paper uses are renamed, so that the number of entities grows with the number of papers as it does in
reading. Each size runs in a process of its own, units first and resolution after, so that memory can be told apart.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import resource
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Iterable
from pathlib import Path

from extract.names import name_key
from extract.recordfile import read_records
from graph.resolution import Unit, resolve


def units_of(files: Iterable[str]) -> list[list[Unit]]:
    """Return the units of each paper."""
    papers = {}
    for file in files:
        for record in read_records(file):
            papers.setdefault(
                record.paper.paper_id,
                [
                    Unit(record.paper.paper_id, e.id, e.type.value, e.name, spellings([m.text for m in e.mentions]))
                    for e in record.entities
                ],
            )
    return list(papers.values())


def spellings(texts: list[str]) -> tuple[tuple[str, int], ...]:
    """Return spellings with their numbers."""
    return tuple(sorted(Counter(texts).items()))


def repeated(papers: list[list[Unit]], number: int) -> list[Unit]:
    """Return the units of so many papers."""
    uses = Counter(key for paper in papers for key in {name_key(unit.name) for unit in paper})
    units = []
    for i in range(number):
        turn, place = divmod(i, len(papers))
        code = syllables(turn)
        for unit in papers[place]:
            rename = code if uses[name_key(unit.name)] == 1 else ""
            renamed = tuple((rename + text, count) for text, count in unit.spellings)
            units.append(Unit(f"{unit.paper_id}/{turn}", unit.entity_id, unit.label, rename + unit.name, renamed))
    return units


def syllables(number: int) -> str:
    """Return a made-up beginning of a name; none for 0."""
    text = ""
    while number:
        number, rest = divmod(number, 60)
        text += "bcdfgklmnprt"[rest % 12] + "aeiou"[rest // 12]
    return text.capitalize()


def measure(files: list[str], number: int) -> dict[str, float]:
    """Resolve so many papers once."""
    units = repeated(units_of(files), number)
    before = peak()
    began, cpu = time.perf_counter(), time.process_time()
    entities = resolve(units)
    return {
        "papers": number,
        "units": len(units),
        "entities": len(entities),
        "seconds": time.perf_counter() - began,
        "cpu_seconds": time.process_time() - cpu,
        "units_mb": before,
        "peak_mb": peak(),
    }


def peak() -> float:
    """Return the peak memory of this process in MB."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("records", nargs="+")
    parser.add_argument("--papers", type=int, nargs="+", default=[10_000, 30_000, 100_000])
    parser.add_argument("--json", type=Path)
    parser.add_argument("--one", type=int, help=argparse.SUPPRESS)
    arguments = parser.parse_args()
    if arguments.one:
        print(json.dumps(measure(arguments.records, arguments.one)))
        return
    runs = []
    for number in arguments.papers:
        command = [sys.executable, __file__, *arguments.records, "--one", str(number)]
        runs.append(json.loads(subprocess.run(command, check=True, capture_output=True, text=True).stdout))
        print(runs[-1], flush=True)
    cores = len(os.sched_getaffinity(0))
    result = {
        "machine": f"{platform.processor() or platform.machine()}, {cores} cores",
        "python": platform.python_version(),
        "runs": runs,
    }
    if arguments.json is not None:
        arguments.json.write_text(json.dumps(result, indent=2) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()

"""The same abstracts give the same bytes: whatever their order, the processes that read them, and the hash seed."""

from __future__ import annotations

import json
import os
import random
import subprocess
import sys
from pathlib import Path

import pytest

from graph.cli import main
from graph.exporters import EXPORTERS

PROGRAM = "import sys; from graph.cli import main; main(sys.argv[1:])"
PAPERS = [
    ("FernNet: Leaves as Graphs", "We introduce FernNet, a graph network. FernNet outperforms ResNet-50 on LeafBench."),
    ("BudNet", "BudNet builds on FernNet. On LeafBench and PetalQA, BudNet reaches an accuracy of 81.2%."),
    ("A Second Look at FernNets", "We compare FernNet with ResNet50 for leaf classification on the LeafBench dataset."),
    (
        "PetalQA: a Benchmark of Flowers",
        "We present PetalQA, a benchmark for question answering. GPT-4 is evaluated on it.",
    ),
    ("Pruning Graph Networks", "Twig Pruning (TP) is a method for model compression. TP improves FernNet on PetalQA."),
    ("TP for Speech", "We apply Twig Pruning to Whisper for speech recognition and measure word error rate."),
    ("GPT 4 in the Greenhouse", "GPT-4 and Llama-2 are evaluated on leafbench. Llama 2 is behind BudNet."),
    ("Roots", "RootFormer is trained on SoilSet and evaluated on SoilSet and LeafBench by F1."),
]


def start(seed: int, *arguments: str) -> subprocess.Popen[bytes]:
    environment = {**os.environ, "PYTHONHASHSEED": str(seed)}
    return subprocess.Popen([sys.executable, "-c", PROGRAM, *arguments, "--quiet"], env=environment)


def write(path: str, papers: list[tuple[str, str]]) -> str:
    lines = (json.dumps({"title": title, "abstract": abstract}) + "\n" for title, abstract in papers)
    Path(path).write_text("".join(lines), encoding="utf-8")
    return path


def exports(url: str) -> dict[str, bytes]:
    """Everything that is exported, by format and file."""
    found = {}
    for form in EXPORTERS:
        main(["export", "-g", url, "--format", form, "-o", f"{url}-{form}"], standalone_mode=False)
        path = Path(f"{url}-{form}")
        for file in sorted(path.iterdir()) if path.is_dir() else [path]:
            found[f"{form} {file.name if path.is_dir() else ''}"] = file.read_bytes()
    return found


def test_order_processes_parts_and_hash_seeds_do_not_matter(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, user_cache: Path
) -> None:
    monkeypatch.chdir(tmp_path)
    write("all.jsonl", PAPERS)
    shuffled = random.Random(7).sample(PAPERS, len(PAPERS))
    parts = [write(f"part{number}.jsonl", shuffled[number::4]) for number in range(4)]

    assert start(1, "build", "all.jsonl", "-o", "once.json").wait() == 0
    four = [start(seed, "extract", part, "-o", f"records-{part}") for seed, part in enumerate(parts)]
    assert [process.wait() for process in four] == [0] * 4
    assert start(2, "build", *(f"records-{part}" for part in reversed(parts)), "-o", "four.json").wait() == 0
    assert start(3, "add", *parts[:2], "-g", "parts.json").wait() == 0
    assert start(4, "add", *parts[1:], "-g", "parts.json").wait() == 0

    once = exports("once.json")
    assert b"OUTPERFORMS" in once["jsonl "]
    assert exports("four.json") == once
    assert exports("parts.json") == once

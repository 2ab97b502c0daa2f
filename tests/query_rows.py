"""What each query answers about the graph of ``query_graph.py``: derived from its sentences by hand, in order.

A query's name to its cases, each the parameters and the rows. Names are given as a person types them. Here are the
queries about systems, benchmarks and tasks; the others are in ``query_paper_rows.py``.
"""

from __future__ import annotations

from query_paper_rows import PAPER_ROWS
from query_sentences import (
    A_BEATS_B,
    A_BEATS_C,
    A_CLEARLY,
    A_OF_B_AGAIN,
    A_OF_B_FIRST,
    B_NOT_BETTER,
    B_OF_C,
    BADGER_ON_MARTEN,
    C_BEATS_A,
    C_OF_D,
    D_OF_E,
    DENIED,
    DOUBTED,
    FIRST_BEATS,
    MARTEN_MAY,
    MARTEN_ON_STOAT,
    NOT_BETTER,
    OTTER_BACK,
    OTTER_OF_FERRET,
    OTTER_ON_FERRET,
    P1,
    P2,
    P3,
    P4,
    P5,
    P7,
    P8,
    P13,
    P14,
    POINTS,
    SABLE_OF_BADGER,
    SAID,
    STOAT_AGAIN,
    STOAT_BEATS,
    STOAT_OF_OTTER,
    SURE,
    Case,
)

SYSTEM_ROWS: dict[str, list[Case]] = {
    "benchmarks-for-task": [
        # MireQA: two papers, of which one denies it. Marten's evaluation there is denied, so Ferret and Stoat remain.
        (
            {"task": "Silt-sorting"},
            [
                ("DeltaBench", "Benchmark", "BENCHMARK_FOR", 2, 0, 3),
                ("Pebble-10", "Dataset", "USED_FOR", 1, 0, 0),
                ("MireQA", "Benchmark", "BENCHMARK_FOR", 1, 1, 2),
            ],
        ),
        ({"task": "ripple detection"}, [("Mink", "Dataset", "BENCHMARK_FOR", 1, 0, 1)]),
        ({"task": "eddy tracking"}, []),
    ],
    "contradictions": [
        # Otter and Ferret are none: no paper says that Ferret is better.
        (
            {},
            [
                ("Bee A", "Bee C", 2, 1, A_CLEARLY, C_BEATS_A),
                ("Otter", "Stoat", 1, 2, OTTER_BACK, STOAT_AGAIN),
                ("Ferret", "Heron 2", 1, 1, "Ferret outperforms Heron 2.", "Heron 2 outperforms Ferret."),
            ],
        ),
    ],
    "datasets-used-together": [
        (
            {},
            [("DeltaBench", "MireQA", 2), ("Combs", "Pollen", 1), ("MireQA", "Gravel", 1), ("Nectar", "Pollen", 1)],
        ),
        ({"min_papers": 2}, [("DeltaBench", "MireQA", 2)]),
    ],
    "descendants": [
        # Sable is five steps away.
        (
            {"method": "Ferret"},
            [
                (1, *OTTER_ON_FERRET),
                (1, *OTTER_OF_FERRET),
                (2, *STOAT_OF_OTTER),
                (3, *MARTEN_ON_STOAT),
                (4, *BADGER_ON_MARTEN),
            ],
        ),
        (
            {"method": "Bee E"},
            [(1, *D_OF_E), (2, *C_OF_D), (3, *B_OF_C), (4, *A_OF_B_FIRST), (4, *A_OF_B_AGAIN)],
        ),
        ({"method": "Otter", "steps": 2}, [(1, *STOAT_OF_OTTER), (2, *MARTEN_ON_STOAT)]),
        ({"method": "Weasel"}, []),
    ],
    "evaluated-on": [
        # Scores: 71.5 and 76 of Otter; 0.6 of Ferret, whose 80 is denied; 74 of Stoat, whose 2.5 is a difference.
        (
            {"benchmark": "DeltaBench"},
            [
                ("Otter", "Method", 3, 0, 2, 2030, 2032),
                ("Ferret", "Method", 2, 0, 1, 2029, 2030),
                ("Stoat", "Method", 1, 0, 1, 2031, 2031),
            ],
        ),
        (
            {"benchmark": "Mire QA"},
            [
                ("Stoat", "Method", 2, 0, 0, 2031, 2032),
                ("Ferret", "Method", 1, 0, 0, 2029, 2029),
                ("Marten", "Method", 0, 1, 0, None, None),
            ],
        ),
        (
            {"benchmark": "Combs"},
            [("Bee A", "Method", 1, 0, 0, 2028, 2028), ("Bee B", "Method", 0, 1, 0, None, None)],
        ),
    ],
    "leaderboard": [
        # In the order of characters "F-score" comes before "accuracy". The 80 % is denied, the 2.5 points a difference.
        (
            {"benchmark": "deltabench"},
            [
                (False, "F-score", None, 0.6, "Ferret", SURE, P8, 2029, "Ferret has an F-score of 0.6 on DeltaBench."),
                (False, "accuracy", "%", 76.0, "Otter", SURE, P3, 2032, "Otter reaches 76% accuracy on DeltaBench."),
                (False, "accuracy", "%", 74.0, "Stoat", SURE, P2, 2031, POINTS),
                (False, "accuracy", "%", 71.5, "Otter", SURE, P1, 2030, "Otter reaches 71.5% accuracy on DeltaBench."),
                (True, "accuracy", "points", 2.5, "Stoat", SURE, P2, 2031, POINTS),
            ],
        ),
        (
            {"benchmark": "DeltaBench", "metric": "f-SC"},
            [(False, "F-score", None, 0.6, "Ferret", SURE, P8, 2029, "Ferret has an F-score of 0.6 on DeltaBench.")],
        ),
        ({"benchmark": "Gravel"}, [(False, None, None, 12.0, "Stoat", SURE, P5, 2032, "Stoat scores 12 on Gravel.")]),
        ({"benchmark": "Gravel", "metric": "accuracy"}, []),
    ],
    "lineage": [
        # Ferret is five steps away.
        (
            {"method": "Sable"},
            [(1, *SABLE_OF_BADGER), (2, *BADGER_ON_MARTEN), (3, *MARTEN_ON_STOAT), (4, *STOAT_OF_OTTER)],
        ),
        # That Stoat is based on Ferret is denied.
        ({"method": "stoats"}, [(1, *STOAT_OF_OTTER), (2, *OTTER_ON_FERRET), (2, *OTTER_OF_FERRET)]),
        (
            {"method": "Bee A"},
            [(1, *A_OF_B_FIRST), (1, *A_OF_B_AGAIN), (2, *B_OF_C), (3, *C_OF_D), (4, *D_OF_E)],
        ),
        ({"method": "Sable", "steps": 1}, [(1, *SABLE_OF_BADGER)]),
        ({"method": "Weasel"}, []),
    ],
    "methods-for-task": [
        # Of two tasks: the paper that uses Stoat for both counts once.
        (
            {"task": ["silt sorting", "eddy tracking"]},
            [
                ("Otter", "Method", 2, 0, 0, 2030, 2032),
                ("Marten", "Method", 1, 0, 0, None, None),
                ("Stoat", "Method", 1, 0, 0, 2031, 2031),
                ("Weasel", "Method", 1, 0, 0, 2033, 2033),
                ("Ferret", "Method", 1, 1, 1, 2032, 2032),
            ],
        ),
        (
            {"task": "silt sorting"},
            [
                ("Otter", "Method", 2, 0, 0, 2030, 2032),
                ("Stoat", "Method", 1, 0, 0, 2031, 2031),
                ("Weasel", "Method", 1, 0, 0, 2033, 2033),
                ("Ferret", "Method", 1, 1, 1, 2032, 2032),
            ],
        ),
        (
            {"task": "eddy tracking"},
            [("Marten", "Method", 1, 0, 0, None, None), ("Stoat", "Method", 1, 0, 0, 2031, 2031)],
        ),
    ],
    "missing-evaluations": [
        # Weasel has a score on MireQA. Mink is a competitor of Weasel only: that it was compared with Ferret is denied.
        (
            {"benchmark": "MireQA"},
            [("Otter", "Method", 2, ["Ferret", "Stoat"]), ("Heron 2", "Model", 1, ["Ferret"])],
        ),
        (
            {"benchmark": "DeltaBench"},
            [
                ("Heron 2", "Model", 1, ["Ferret"]),
                ("Marten", "Method", 1, ["Otter"]),
                ("Weasel", "Method", 1, ["Stoat"]),
            ],
        ),
        ({"benchmark": "Mink"}, [("Ferret", "Method", 1, ["Heron 2"])]),
        # The evaluation of B and the score of C are denied. That A is better than E is denied, which compares.
        (
            {"benchmark": "Combs"},
            [
                ("Bee B", "Method", 1, ["Bee A"]),
                ("Bee C", "Method", 1, ["Bee A"]),
                ("Bee E", "Method", 1, ["Bee A"]),
            ],
        ),
    ],
    "never-compared": [
        # That Stoat is not based on Ferret compares nothing.
        ({"method": "Ferret"}, [("Stoat", "Method", 2, ["DeltaBench", "MireQA"])]),
        ({"method": "Otter"}, []),
        # With Weasel it was compared.
        ({"method": "Stoat"}, [("Ferret", "Method", 2, ["DeltaBench", "MireQA"])]),
        # Its evaluation is denied.
        ({"method": "Marten"}, []),
        # That A is better is denied, which compares; with D it was never compared.
        ({"method": "Bee E"}, [("Bee D", "Method", 1, ["Pollen"])]),
    ],
    "outperformed-by": [
        (
            {"method": "Otter"},
            [
                ("Otter", "Ferret", 1, SAID, SURE, P1, 2030, FIRST_BEATS),
                ("Otter", "Ferret", 1, DENIED, SURE, P3, 2032, NOT_BETTER),
                ("Otter", "Stoat", 1, SAID, SURE, P3, 2032, OTTER_BACK),
            ],
        ),
        # E is beaten by nobody's word; that A beats itself is no answer.
        (
            {"method": "Bee A"},
            [
                ("Bee A", "Bee C", 2, SAID, SURE, P13, 2028, A_BEATS_C),
                ("Bee A", "Bee C", 2, SAID, SURE, P14, 2027, A_CLEARLY),
                ("Bee A", "Bee B", 1, SAID, SURE, P13, 2028, A_BEATS_B),
                ("Bee A", "Bee E", 0, DENIED, SURE, P13, 2028, "Bee A does not outperform Bee E."),
            ],
        ),
        ({"method": "Weasel"}, []),
    ],
    "outperforms": [
        (
            {"method": "otters"},
            [
                ("Stoat", "Otter", 2, SAID, SURE, P5, 2032, STOAT_AGAIN),
                ("Stoat", "Otter", 2, SAID, SURE, P2, 2031, STOAT_BEATS),
                ("Marten", "Otter", 1, SAID, DOUBTED, P4, None, MARTEN_MAY),
            ],
        ),
        (
            {"method": "bee a"},
            [
                ("Bee C", "Bee A", 1, SAID, SURE, P13, 2028, C_BEATS_A),
                ("Bee B", "Bee A", 0, DENIED, SURE, P14, 2027, B_NOT_BETTER),
            ],
        ),
        (
            {"method": "Ferret", "limit": 2},
            [
                ("Heron 2", "Ferret", 1, SAID, SURE, P7, 2031, "Heron 2 outperforms Ferret."),
                ("Otter", "Ferret", 1, SAID, SURE, P1, 2030, FIRST_BEATS),
            ],
        ),
    ],
    "trained-and-evaluated": [
        (
            {},
            [("Bee A", "Pollen", 1, 2, True), ("Heron 2", "Mink", 1, 1, True), ("Weasel", "Gravel", 1, 1, False)],
        ),
    ],
    "untested-benchmarks": [
        (
            {"method": "Otter"},
            [("MireQA", "Benchmark", 2, ["Ferret", "Stoat"]), ("Gravel", "Dataset", 1, ["Stoat"])],
        ),
        # A score on MireQA is an evaluation.
        ({"method": "Weasel"}, [("DeltaBench", "Benchmark", 1, ["Stoat"])]),
        # That it was compared with Ferret is denied.
        ({"method": "Mink"}, [("Gravel", "Dataset", 1, ["Weasel"])]),
        # The evaluation of B and the score of C are denied. That A is better than E is denied, which compares.
        ({"method": "Bee B"}, [("Combs", "Benchmark", 1, ["Bee A"]), ("Pollen", "Dataset", 1, ["Bee A"])]),
        ({"method": "Bee C"}, [("Pollen", "Dataset", 2, ["Bee A", "Bee D"]), ("Combs", "Benchmark", 1, ["Bee A"])]),
        ({"method": "Bee E"}, [("Combs", "Benchmark", 1, ["Bee A"])]),
    ],
}

GOLDEN = SYSTEM_ROWS | PAPER_ROWS

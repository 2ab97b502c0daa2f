"""What each query answers about the graph of ``query_graph.py``: derived from its sentences by hand, in order.

A query's name to its cases, each the parameters and the rows. Names are given as a person types them.
"""

from __future__ import annotations

from typing import Any

Case = tuple[dict[str, Any], list[tuple[Any, ...]]]

SAID, DENIED = "asserted", "negated"
SURE, DOUBTED = False, True

# Titles, by the place of the paper.
P1, P2, P3, P4 = "Otter at first light", "Beyond Otter", "Otter strikes back", "Marten may be better"
P5, P6, P7, P8 = "Stoat once more", "Étude of weasels", "Mink, the data", "DeltaBench and MireQA"
P9, P10, P11, P12 = (
    "Which benchmark for silt sorting?",
    "Ferret is not for silt",
    "Parts of burrow",
    "Sable and others",
)

# Sentences that several answers cite.
FIRST_BEATS = "Otter outperforms Ferret on DeltaBench."
STOAT_BEATS = "Stoat outperforms Otter on DeltaBench and MireQA."
STOAT_AGAIN = "Stoat again outperforms Otter."
OTTER_BACK = "In our hands Otter outperforms Stoat."
NOT_BETTER = "Otter does not outperform Ferret."
MARTEN_MAY = "Marten may outperform Otter."
BUILDS = "Otter builds on Ferret."
VARIANT = "We present Stoat, a variant of Otter."
OTTER_VARIANT = "Otter is a variant of Ferret."
MARTEN_NEW = "We present Marten, which builds on Stoat."
BADGER_BUILDS = "Badger builds on Marten."
SABLE_VARIANT = "Sable is a variant of Badger."
COMPARED = "Stoat was compared with Weasel."
COMPARED_TOO = "Weasel was compared with Stoat and with Mink."
NEVER = "Weasel was never compared with Stoat."
HERON_MINK = "Heron 2 is trained and evaluated on Mink."
POINTS = "Stoat reaches 74% accuracy on DeltaBench, 2.5 points more than Otter."

# Steps of the line of descent, as lineage and descendants show them after the number of the step.
OTTER_ON_FERRET = ("Otter", "BASED_ON", "Ferret", SURE, P1, 2030, BUILDS)
OTTER_OF_FERRET = ("Otter", "VARIANT_OF", "Ferret", SURE, P12, 2034, OTTER_VARIANT)
STOAT_OF_OTTER = ("Stoat", "VARIANT_OF", "Otter", SURE, P2, 2031, VARIANT)
MARTEN_ON_STOAT = ("Marten", "BASED_ON", "Stoat", SURE, P4, None, MARTEN_NEW)
BADGER_ON_MARTEN = ("Badger", "BASED_ON", "Marten", SURE, P11, 2034, BADGER_BUILDS)
SABLE_OF_BADGER = ("Sable", "VARIANT_OF", "Badger", SURE, P12, 2034, SABLE_VARIANT)

GOLDEN: dict[str, list[Case]] = {
    "aliases": [
        (
            {"name": "ordered token transfers"},
            [
                ("method:otter", "Method", 0, "Otter", ["Method 6", "Model 1"]),
                ("method:otter", "Method", 1, "OTTER", ["Method 6", "Model 1"]),
                ("method:otter", "Method", 2, "Ordered Token Transfer", ["Method 6", "Model 1"]),
            ],
        ),
        # Two things of one name; of one nobody voted what it is.
        (
            {"name": "mink"},
            [("dataset:mink", "Dataset", 0, "Mink", ["Dataset 1"]), ("method:mink", "Method", 0, "Mink", [])],
        ),
    ],
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
    "bridges": [
        # Foam counting and ripple detection are joined by Ferret and Heron 2: by neither alone.
        (
            {},
            [
                ("Ferret", "Method", 2, ["foam counting", "silt sorting"]),
                ("Stoat", "Method", 1, ["eddy tracking", "silt sorting"]),
            ],
        ),
        ({"limit": 1}, [("Ferret", "Method", 2, ["foam counting", "silt sorting"])]),
    ],
    "contradictions": [
        # Otter and Ferret are none: no paper says that Ferret is better.
        (
            {},
            [
                ("Otter", "Stoat", 1, 2, OTTER_BACK, STOAT_AGAIN),
                ("Ferret", "Heron 2", 1, 1, "Ferret outperforms Heron 2.", "Heron 2 outperforms Ferret."),
            ],
        ),
    ],
    "datasets-used-together": [
        ({}, [("DeltaBench", "MireQA", 2), ("MireQA", "Gravel", 1)]),
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
        ({"method": "Otter", "steps": 2}, [(1, *STOAT_OF_OTTER), (2, *MARTEN_ON_STOAT)]),
        ({"method": "Weasel"}, []),
    ],
    "disputed-claims": [
        # The first is said in both directions, by two papers of equal confidence, of which the one of the lower id is
        # cited.
        (
            {},
            [
                ("Stoat", "COMPARED_WITH", "Weasel", 2, 1, COMPARED, NEVER),
                (
                    "Ferret",
                    "USED_FOR",
                    "silt sorting",
                    1,
                    1,
                    "Ferret is used for silt sorting, perhaps.",
                    "Ferret is not used for silt sorting.",
                ),
                (
                    "MireQA",
                    "BENCHMARK_FOR",
                    "silt sorting",
                    1,
                    1,
                    "MireQA is a benchmark for silt sorting, too.",
                    "MireQA is no benchmark for silt sorting.",
                ),
                ("Otter", "OUTPERFORMS", "Ferret", 1, 1, FIRST_BEATS, NOT_BETTER),
            ],
        ),
        ({"limit": 1}, [("Stoat", "COMPARED_WITH", "Weasel", 2, 1, COMPARED, NEVER)]),
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
    ],
    "evidence": [
        (
            {"first": "Otter", "second": "Ferret"},
            [
                ("Otter", "BASED_ON", "Ferret", SAID, SURE, 0.8, P1, 2030, BUILDS),
                ("Otter", "OUTPERFORMS", "Ferret", SAID, SURE, 0.9, P1, 2030, FIRST_BEATS),
                ("Otter", "OUTPERFORMS", "Ferret", DENIED, SURE, 0.6, P3, 2032, NOT_BETTER),
                ("Otter", "VARIANT_OF", "Ferret", SAID, SURE, 0.9, P12, 2034, OTTER_VARIANT),
            ],
        ),
        (
            {"first": "Weasel", "second": "Stoat"},
            [
                ("Stoat", "COMPARED_WITH", "Weasel", SAID, SURE, 0.9, P5, 2032, COMPARED),
                ("Weasel", "COMPARED_WITH", "Stoat", SAID, SURE, 0.9, P6, 2033, COMPARED_TOO),
                ("Weasel", "COMPARED_WITH", "Stoat", DENIED, SURE, 0.9, P12, 2034, NEVER),
            ],
        ),
        # A claim of a thing and itself is there once.
        (
            {"first": "Weasel", "second": "Weasel"},
            [("Weasel", "VARIANT_OF", "Weasel", SAID, SURE, 0.9, P6, 2033, "Weasel is a variant of Weasel.")],
        ),
        # Marten and Otter: the year is not known.
        (
            {"first": "Otter", "second": "Marten"},
            [("Marten", "OUTPERFORMS", "Otter", SAID, DOUBTED, 0.5, P4, None, MARTEN_MAY)],
        ),
    ],
    "hubs": [
        # Stoat: Otter 4 claims, MireQA and Weasel 2 each, DeltaBench, Gravel, Marten and two tasks 1 each.
        # Ferret: Otter 3, DeltaBench and Heron 2 2 each, MireQA and three tasks 1 each.
        # Silt sorting: Otter and DeltaBench 2 each; Stoat, Weasel, MireQA, Pebble-10 and Ferret 1 each.
        # Otter: Stoat 4, Ferret 3, DeltaBench 3, silt sorting 2, Marten and Pebble-10 1 each.
        (
            {"limit": 4},
            [
                ("Stoat", "Method", 8, 13, 5),
                ("Ferret", "Method", 7, 11, 6),
                ("silt sorting", "Task", 7, 9, 6),
                ("Otter", "Method", 6, 14, 6),
            ],
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
        ({"method": "Sable", "steps": 1}, [(1, *SABLE_OF_BADGER)]),
        ({"method": "Weasel"}, []),
    ],
    "mentions-by-year": [
        ({"name": "Marten"}, [("Marten", "Method", 2034, 1, 1), ("Marten", "Method", None, 1, 5)]),
        ({"name": "Mink"}, [("Mink", "Dataset", 2031, 1, 3), ("Mink", "Method", 2033, 2, 2)]),
    ],
    "methods-for-task": [
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
    ],
    "never-compared": [
        # That Stoat is not based on Ferret compares nothing.
        ({"method": "Ferret"}, [("Stoat", "Method", 2, ["DeltaBench", "MireQA"])]),
        ({"method": "Otter"}, []),
    ],
    "new-names": [
        # Lag is left out: only a paper without a year mentions it. In the order of characters S comes before b.
        (
            {"since": 2032},
            [
                (2034, "Badger", "Method", 2, []),
                (2034, "Marten", "Method", 2, [P4]),
                (2034, "Sable", "Method", 1, []),
                (2034, "burrow", "Software", 1, [P11]),
                (2033, "Mink", "Method", 2, []),
                (2033, "foam counting", "Task", 1, []),
                (2032, "Weasel", "Method", 3, []),
                (2032, "Gravel", "Dataset", 2, []),
                (2032, "Pebble-10", "Dataset", 2, []),
            ],
        ),
        ({"limit": 2}, [(2034, "Badger", "Method", 2, []), (2034, "Marten", "Method", 2, [P4])]),
    ],
    "new-names-by-year": [
        # 2031: Mink (the data); Stoat; drag; Heron 2; eddy tracking and ripple detection.
        (
            {"since": 2031},
            [
                (2031, "Dataset", 1),
                (2031, "Method", 1),
                (2031, "Metric", 1),
                (2031, "Model", 1),
                (2031, "Task", 2),
                (2032, "Dataset", 2),
                (2032, "Method", 1),
                (2033, "Method", 1),
                (2033, "Task", 1),
                (2034, "Method", 3),
                (2034, "Software", 1),
            ],
        ),
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
            {"method": "Ferret", "limit": 2},
            [
                ("Heron 2", "Ferret", 1, SAID, SURE, P7, 2031, "Heron 2 outperforms Ferret."),
                ("Otter", "Ferret", 1, SAID, SURE, P1, 2030, FIRST_BEATS),
            ],
        ),
    ],
    "paper-contributions": [
        (
            {"paper": "beyond otter"},
            [
                ("introduces", "Stoat", "Method", None, None, SAID, SURE, VARIANT),
                ("evaluates", "Otter", "Method", "DeltaBench", None, SAID, SURE, STOAT_BEATS),
                ("evaluates", "Stoat", "Method", "DeltaBench", None, SAID, SURE, STOAT_BEATS),
                ("evaluates", "Stoat", "Method", "MireQA", None, SAID, SURE, STOAT_BEATS),
                ("reports", "Stoat", "Method", "DeltaBench", "2.5 points", SAID, SURE, POINTS),
                ("reports", "Stoat", "Method", "DeltaBench", "74%", SAID, SURE, POINTS),
            ],
        ),
        (
            {"paper": P4},
            [
                ("introduces", "Marten", "Method", None, None, SAID, SURE, MARTEN_NEW),
                (
                    "evaluates",
                    "Marten",
                    "Method",
                    "MireQA",
                    None,
                    DENIED,
                    SURE,
                    "Marten was not evaluated on MireQA.",
                ),
            ],
        ),
    ],
    "papers-sharing-methods": [
        # The paper names Marten, Otter and Stoat.
        (
            {"paper": P4},
            [
                (P12, 2034, 2, ["Otter", "Stoat"]),
                (P3, 2032, 2, ["Otter", "Stoat"]),
                (P5, 2032, 2, ["Otter", "Stoat"]),
                (P2, 2031, 2, ["Otter", "Stoat"]),
                (P11, 2034, 1, ["Marten"]),
                (P6, 2033, 1, ["Stoat"]),
                (P1, 2030, 1, ["Otter"]),
            ],
        ),
    ],
    "shortest-path": [
        (
            {"from": "Sable", "to": "Otter"},
            [
                (1, 1, "Sable", "VARIANT_OF", "Badger", SAID, SURE, P12, 2034, SABLE_VARIANT),
                (1, 2, "Badger", "BASED_ON", "Marten", SAID, SURE, P11, 2034, BADGER_BUILDS),
                (1, 3, "Marten", "OUTPERFORMS", "Otter", SAID, DOUBTED, P4, None, MARTEN_MAY),
            ],
        ),
        # Two chains of two steps: through Stoat, whose id comes first, and through silt sorting.
        (
            {"from": "Weasel", "to": "Otter", "chains": 5},
            [
                (1, 1, "Stoat", "COMPARED_WITH", "Weasel", SAID, SURE, P5, 2032, COMPARED),
                (1, 1, "Weasel", "COMPARED_WITH", "Stoat", SAID, SURE, P6, 2033, COMPARED_TOO),
                (1, 1, "Weasel", "COMPARED_WITH", "Stoat", DENIED, SURE, P12, 2034, NEVER),
                (1, 2, "Otter", "OUTPERFORMS", "Stoat", SAID, SURE, P3, 2032, OTTER_BACK),
                (1, 2, "Stoat", "OUTPERFORMS", "Otter", SAID, SURE, P2, 2031, STOAT_BEATS),
                (1, 2, "Stoat", "OUTPERFORMS", "Otter", SAID, SURE, P5, 2032, STOAT_AGAIN),
                (1, 2, "Stoat", "VARIANT_OF", "Otter", SAID, SURE, P2, 2031, VARIANT),
                (2, 1, "Weasel", "USED_FOR", "silt sorting", SAID, SURE, P6, 2033, "Weasel is used for silt sorting."),
                (2, 2, "Otter", "USED_FOR", "silt sorting", SAID, SURE, P1, 2030, "We present Otter for silt sorting."),
                (2, 2, "Otter", "USED_FOR", "silt sorting", SAID, SURE, P3, 2032, "Otter is used for silt sorting."),
            ],
        ),
        # The data named Mink is nearer than the method named Mink.
        (
            {"from": "Mink", "to": "Heron-2"},
            [
                (1, 1, "Heron 2", "EVALUATED_ON", "Mink", SAID, SURE, P7, 2031, HERON_MINK),
                (1, 1, "Heron 2", "TRAINED_ON", "Mink", SAID, SURE, P7, 2031, HERON_MINK),
            ],
        ),
        ({"from": "Otter", "to": "Otter"}, []),
    ],
    "similar-papers": [
        # Of what the paper mentions, twelve papers mention Marten 2, eddy tracking 2, Otter 6, Stoat 6, MireQA 6, and
        # lag 1: 500 for each of the first two, 166 for each of the next three.
        (
            {"paper": P4},
            [
                (P2, 2031, 998, 4, ["eddy tracking", "MireQA", "Otter", "Stoat"]),
                (P11, 2034, 500, 1, ["Marten"]),
                (P5, 2032, 498, 3, ["MireQA", "Otter", "Stoat"]),
                (P3, 2032, 332, 2, ["Otter", "Stoat"]),
                (P12, 2034, 332, 2, ["Otter", "Stoat"]),
                (P6, 2033, 332, 2, ["MireQA", "Stoat"]),
                (P8, 2029, 166, 1, ["MireQA"]),
                (P1, 2030, 166, 1, ["Otter"]),
                (P9, 2032, 166, 1, ["MireQA"]),
            ],
        ),
    ],
    "trained-and-evaluated": [
        ({}, [("Heron 2", "Mink", 1, 1, True), ("Weasel", "Gravel", 1, 1, False)]),
    ],
    "untested-benchmarks": [
        (
            {"method": "Otter"},
            [("MireQA", "Benchmark", 2, ["Ferret", "Stoat"]), ("Gravel", "Dataset", 1, ["Stoat"])],
        ),
        # A score on MireQA is an evaluation.
        ({"method": "Weasel"}, [("DeltaBench", "Benchmark", 1, ["Stoat"])]),
    ],
    "weakest-claims": [
        # "Mink" is the method, whose id comes before that of Weasel.
        (
            {"limit": 5},
            [
                ("Ferret", "USED_FOR", "silt sorting", 1, 0, 0.4, "Ferret is used for silt sorting, perhaps."),
                ("Marten", "OUTPERFORMS", "Otter", 1, 0, 0.5, MARTEN_MAY),
                ("Mink", "COMPARED_WITH", "Weasel", 1, 1, 0.6, COMPARED_TOO),
                ("Otter", "OUTPERFORMS", "Stoat", 1, 1, 0.7, OTTER_BACK),
                ("Otter", "BASED_ON", "Ferret", 1, 1, 0.8, BUILDS),
            ],
        ),
    ],
}

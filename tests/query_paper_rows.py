"""Rows of the queries about papers, years, names and single claims; see ``query_rows.py``."""

from __future__ import annotations

from query_sentences import (
    A_BEATS_B,
    B_NOT_BETTER,
    BADGER_BUILDS,
    BOTH_SETS,
    BUILDS,
    COMPARED,
    COMPARED_TOO,
    DENIED,
    DOUBTED,
    FIRST_BEATS,
    HERON_MINK,
    MARTEN_MAY,
    MARTEN_NEW,
    NEVER,
    NOT_BETTER,
    OTTER_BACK,
    OTTER_VARIANT,
    P1,
    P2,
    P3,
    P4,
    P5,
    P6,
    P7,
    P8,
    P9,
    P10,
    P11,
    P12,
    P13,
    P14,
    POINTS,
    SABLE_VARIANT,
    SAID,
    STOAT_AGAIN,
    STOAT_BEATS,
    SURE,
    VARIANT,
    Case,
)

PAPER_ROWS: dict[str, list[Case]] = {
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
    "bridges": [
        # Foam counting and ripple detection are joined by Ferret and Heron 2: by neither alone. Of the bees only A is
        # used for both of their tasks.
        (
            {},
            [
                ("Ferret", "Method", 2, ["foam counting", "silt sorting"]),
                ("Bee A", "Method", 1, ["comb building", "nectar scouting"]),
                ("Stoat", "Method", 1, ["eddy tracking", "silt sorting"]),
            ],
        ),
        ({"limit": 1}, [("Ferret", "Method", 2, ["foam counting", "silt sorting"])]),
    ],
    "disputed-claims": [
        # The first is said in both directions, with confidences of 0.9 and 0.95.
        (
            {},
            [
                ("Stoat", "COMPARED_WITH", "Weasel", 2, 1, COMPARED_TOO, NEVER),
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
        ({"limit": 1}, [("Stoat", "COMPARED_WITH", "Weasel", 2, 1, COMPARED_TOO, NEVER)]),
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
                ("Weasel", "COMPARED_WITH", "Stoat", SAID, SURE, 0.95, P6, 2033, COMPARED_TOO),
                ("Weasel", "COMPARED_WITH", "Stoat", DENIED, SURE, 0.9, P12, 2034, NEVER),
            ],
        ),
        # A claim of a thing and itself is there once.
        (
            {"first": "Weasel", "second": "Weasel"},
            [("Weasel", "VARIANT_OF", "Weasel", SAID, SURE, 0.9, P6, 2033, "Weasel is a variant of Weasel.")],
        ),
        # Each claim is found from both of its ends, and is there once.
        (
            {"first": ["Bee A", "Bee B"], "second": ["Bee A", "Bee B"]},
            [
                ("Bee A", "BASED_ON", "Bee B", DENIED, SURE, 0.9, P14, 2027, "Bee A is not based on Bee B."),
                ("Bee A", "OUTPERFORMS", "Bee A", SAID, SURE, 0.9, P13, 2028, "Bee A outperforms Bee A."),
                ("Bee A", "OUTPERFORMS", "Bee B", SAID, SURE, 0.9, P13, 2028, A_BEATS_B),
                ("Bee B", "OUTPERFORMS", "Bee A", DENIED, SURE, 0.9, P14, 2027, B_NOT_BETTER),
                ("Bee A", "VARIANT_OF", "Bee B", SAID, SURE, 0.9, P13, 2028, "Bee A is a variant of Bee B."),
                ("Bee A", "VARIANT_OF", "Bee B", SAID, SURE, 0.9, P14, 2027, "Bee A is indeed a variant of Bee B."),
                ("Bee B", "VARIANT_OF", "Bee B", SAID, SURE, 0.9, P13, 2028, "Bee B is a variant of Bee B."),
            ],
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
        # Bee A: B, C and Pollen 3 each, comb building 2, nectar scouting, Combs and Nectar 1 each; not itself.
        (
            {"limit": 4},
            [
                ("Stoat", "Method", 8, 13, 5),
                ("Bee A", "Method", 7, 14, 2),
                ("Ferret", "Method", 7, 11, 6),
                ("silt sorting", "Task", 7, 9, 6),
            ],
        ),
    ],
    "mentions-by-year": [
        ({"name": "Marten"}, [("Marten", "Method", 2034, 1, 1), ("Marten", "Method", None, 1, 5)]),
        ({"name": "Mink"}, [("Mink", "Dataset", 2031, 1, 3), ("Mink", "Method", 2033, 2, 2)]),
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
        # A score that is not said to be on anything.
        (
            {"paper": P14},
            [
                (
                    "evaluates",
                    "Bee A",
                    "Method",
                    "Pollen",
                    None,
                    SAID,
                    DOUBTED,
                    "Bee A may be evaluated on Pollen.",
                ),
                ("evaluates", "Bee B", "Method", "Combs", None, DENIED, SURE, "Bee B is not evaluated on Combs."),
                ("reports", "Bee A", "Method", None, "3", SAID, SURE, "Bee A scores 3."),
                ("reports", "Bee C", "Method", "Combs", "40", DENIED, SURE, "Bee C does not reach 40 on Combs."),
            ],
        ),
    ],
    "papers-sharing-methods": [
        # Of two papers: all that one of them names.
        (
            {"paper": [P2, P4]},
            [
                (P12, 2034, 2, ["Otter", "Stoat"]),
                (P3, 2032, 2, ["Otter", "Stoat"]),
                (P5, 2032, 2, ["Otter", "Stoat"]),
                (P11, 2034, 1, ["Marten"]),
                (P6, 2033, 1, ["Stoat"]),
                (P1, 2030, 1, ["Otter"]),
            ],
        ),
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
        (
            {"from": "Nectar", "to": "Bee A"},
            [
                (1, 1, "Bee A", "TRAINED_ON", "Nectar", SAID, SURE, P14, 2027, BOTH_SETS),
            ],
        ),
    ],
    "similar-papers": [
        # Of two papers: accuracy counts 200, silt sorting 142, DeltaBench 166, and the others as below.
        (
            {"paper": [P2, P4]},
            [
                (P3, 2032, 840, 5, ["accuracy", "DeltaBench", "Otter", "Stoat", "silt sorting"]),
                (P8, 2029, 674, 4, ["accuracy", "DeltaBench", "MireQA", "silt sorting"]),
                (P1, 2030, 674, 4, ["accuracy", "DeltaBench", "Otter", "silt sorting"]),
                (P10, 2033, 508, 3, ["accuracy", "DeltaBench", "silt sorting"]),
                (P11, 2034, 500, 1, ["Marten"]),
                (P5, 2032, 498, 3, ["MireQA", "Otter", "Stoat"]),
                (P9, 2032, 474, 3, ["DeltaBench", "MireQA", "silt sorting"]),
                (P6, 2033, 474, 3, ["MireQA", "Stoat", "silt sorting"]),
                (P12, 2034, 332, 2, ["Otter", "Stoat"]),
            ],
        ),
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
    "weakest-claims": [
        # "Mink" is the method, whose id comes before that of Weasel.
        (
            {"limit": 6},
            [
                ("Ferret", "USED_FOR", "silt sorting", 1, 0, 0.4, "Ferret is used for silt sorting, perhaps."),
                ("Marten", "OUTPERFORMS", "Otter", 1, 0, 0.5, MARTEN_MAY),
                ("Bee C", "VARIANT_OF", "Bee D", 1, 0, 0.9, "Bee C may be a variant of Bee D."),
                ("Mink", "COMPARED_WITH", "Weasel", 1, 1, 0.6, COMPARED_TOO),
                ("Otter", "OUTPERFORMS", "Stoat", 1, 1, 0.7, OTTER_BACK),
                ("Otter", "BASED_ON", "Ferret", 1, 1, 0.8, BUILDS),
            ],
        ),
    ],
}

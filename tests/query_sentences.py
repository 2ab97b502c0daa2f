"""Titles and sentences of ``query_graph.py`` that several rows cite."""

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
P13, P14 = "Bees on a line", "Bees at work"

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

A_BEATS_B = "Bee A outperforms Bee B."
A_BEATS_C = "Bee A outperforms Bee C."
A_CLEARLY = "Bee A clearly outperforms Bee C."
C_BEATS_A = "Bee C outperforms Bee A."
BOTH_SETS = "Bee A is trained on Pollen and Nectar."
B_NOT_BETTER = "Bee B does not outperform Bee A."

# Steps of the line of descent, as lineage and descendants show them after the number of the step.
OTTER_ON_FERRET = ("Otter", "BASED_ON", "Ferret", SURE, P1, 2030, BUILDS)
OTTER_OF_FERRET = ("Otter", "VARIANT_OF", "Ferret", SURE, P12, 2034, OTTER_VARIANT)
STOAT_OF_OTTER = ("Stoat", "VARIANT_OF", "Otter", SURE, P2, 2031, VARIANT)
MARTEN_ON_STOAT = ("Marten", "BASED_ON", "Stoat", SURE, P4, None, MARTEN_NEW)
BADGER_ON_MARTEN = ("Badger", "BASED_ON", "Marten", SURE, P11, 2034, BADGER_BUILDS)
SABLE_OF_BADGER = ("Sable", "VARIANT_OF", "Badger", SURE, P12, 2034, SABLE_VARIANT)
A_OF_B_FIRST = ("Bee A", "VARIANT_OF", "Bee B", SURE, P13, 2028, "Bee A is a variant of Bee B.")
A_OF_B_AGAIN = ("Bee A", "VARIANT_OF", "Bee B", SURE, P14, 2027, "Bee A is indeed a variant of Bee B.")
B_OF_C = ("Bee B", "VARIANT_OF", "Bee C", SURE, P13, 2028, "Bee B is a variant of Bee C.")
C_OF_D = ("Bee C", "VARIANT_OF", "Bee D", DOUBTED, P13, 2028, "Bee C may be a variant of Bee D.")
D_OF_E = ("Bee D", "VARIANT_OF", "Bee E", SURE, P13, 2028, "Bee D is a variant of Bee E.")

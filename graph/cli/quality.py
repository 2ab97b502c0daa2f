"""``evaluate`` and ``train``: how good the extraction is, and how its model is made."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import click

from . import console
from .options import format_option, model_option, quiet_option
from .rows import default_format, print_answer

if TYPE_CHECKING:
    from extract.records import AnnotatedAbstract
    from extract.reliability import Judgement
    from extract.scoring import Scores

    from ..stores import Rows


@click.command()
@click.argument("gold", required=False)
@click.argument("records", required=False)
@click.option(
    "--resolution", metavar="PAIRS", help="Instead: how well names of a file of pairs are joined and kept apart."
)
@click.option("--per-type", is_flag=True, help="Figures for each entity type and relation, too.")
@click.option("--reliability", is_flag=True, help="Instead: how often what has a certain confidence is right.")
@format_option
@model_option
@quiet_option
def evaluate(
    gold: str | None,
    records: str | None,
    resolution: str | None,
    per_type: bool,
    reliability: bool,
    form: str | None,
    model: Path | None,
    quiet: bool,
) -> None:
    """Compare records with gold annotations.

    Precision, recall and F1, end to end: entities are predicted, not given.

    GOLD is a file of annotated records. Without RECORDS its papers are read by the model now.

    With --reliability there is a row for each tenth of confidence: how many entities (relations, results) have it,
    their mean confidence, the share that is right, and the error, which is the distance of the two. The row "all" has
    the expected calibration error: the mean of the errors above it, weighted by number.

    With --resolution there is no GOLD: PAIRS has a pair of names a line, {"a": {"name", "type"}, "b": ..., "same",
    "kind"}, with "long" beside a name that its paper defines by a long form. Each name is taken for that of a paper of
    its own. Merges that are wrong are listed on stderr.

    \b
    Example:
      abstractgraph evaluate gold.jsonl records.jsonl --per-type
      abstractgraph evaluate --resolution pairs.jsonl
      abstractgraph evaluate gold.jsonl records.jsonl --reliability
    """
    from extract.recordfile import read_records
    from extract.scoring import score

    if resolution is not None:
        if gold is not None or per_type or reliability:
            raise click.UsageError("--resolution takes no GOLD, --per-type or --reliability. Ask for one at a time.")
        print_answer(_resolution(resolution, quiet), form or default_format())
        return
    if gold is None:
        raise click.UsageError("Missing argument 'GOLD', a file of annotated records.")
    if per_type and reliability:
        raise click.UsageError("--per-type and --reliability are two tables. Ask for one of them.")
    truth = list(read_records(gold))
    if records is not None:
        predicted = list(read_records(records))
    else:
        from .extraction import extracted

        predicted = list(extracted([record.paper for record in truth], model, quiet))
    scores = score(truth, predicted)
    if scores.papers_without_prediction:
        consequence = "say nothing of reliability" if reliability else "count as missed"
        console.message(
            f"{scores.papers_without_prediction} gold papers have no record; they {consequence}", quiet=quiet
        )
    rows = _reliability(truth, predicted) if reliability else _figures(scores, per_type)
    print_answer(rows, form or default_format())


def _figures(scores: Scores, per_type: bool) -> Rows:
    from ..stores import Rows

    return Rows(
        ("figure", "precision", "recall", "f1", "gold"),
        tuple(
            (name, round(f.precision, 4), round(f.recall, 4), round(f.f1, 4), f.gold)
            for name, f in scores.figures.items()
            if per_type or "/" not in name
        ),
    )


def _resolution(pairs: str, quiet: bool) -> Rows:
    """Return the figures over all pairs and for each kind; the wrong merges go to stderr."""
    from ..resolution.pairs import count_pairs, judge_pairs, read_pairs
    from ..stores import Rows

    with click.open_file(pairs, encoding="utf-8") as lines:
        judged = judge_pairs(read_pairs(lines, pairs))
    for one in judged:
        if one.is_false_merge:
            console.message(f"false merge: {one.pair.first} and {one.pair.second}", quiet=quiet)
    groups = [("all", judged)]
    groups += [(kind, [j for j in judged if j.pair.kind == kind]) for kind in sorted({j.pair.kind for j in judged})]
    counted = [(kind, count_pairs(group)) for kind, group in groups if kind]
    return Rows(
        ("kind", "precision", "recall", "merged", "false merges", "missed", "apart"),
        tuple(
            (kind, _rounded(c.precision), _rounded(c.recall), c.merged, c.false_merges, c.missed, c.apart)
            for kind, c in counted
        ),
    )


def _reliability(truth: list[AnnotatedAbstract], predicted: list[AnnotatedAbstract]) -> Rows:
    """Return the bins of each kind of which anything was predicted, and a row over all of them."""
    from extract.reliability import judge

    from ..stores import Rows

    judged = judge(truth, predicted)
    kinds = (("entity", judged.entities), ("relation", judged.relations), ("result", judged.results))
    rows = tuple(row for kind, pairs in kinds if pairs for row in _bins(kind, pairs))
    return Rows(("kind", "bin", "number", "confidence", "right", "error"), rows)


def _bins(kind: str, pairs: list[Judgement]) -> Iterator[tuple[str | float | None, ...]]:
    from extract.reliability import expected_calibration_error, reliability

    for row in reliability(pairs):
        yield kind, f"{row.low:.1f}-{row.high:.1f}", row.number, *map(_rounded, (row.confidence, row.right, row.error))
    (whole,) = reliability(pairs, bins=1)
    error = expected_calibration_error(pairs)
    yield kind, "all", whole.number, *map(_rounded, (whole.confidence, whole.right, error))


def _rounded(rate: float | None) -> float | None:
    return None if rate is None else round(rate, 4)


@click.command()
@click.argument("data", type=click.Path(exists=True, file_okay=False, path_type=Path))
@click.option(
    "-o", "--output", required=True, type=click.Path(file_okay=False, path_type=Path), help="The model's folder."
)
@click.option(
    "--config",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="Training configuration.  [default: that of the shipped model]",
)
@quiet_option
def train(data: Path, output: Path, config: Path | None, quiet: bool) -> None:
    """Train the model on annotated records.

    DATA is a folder that holds the files named in the configuration. Takes hours on a CPU; after each epoch the state
    is saved beside the output, and the same command goes on from there. Needs the extra [train].

    \b
    Example:
      abstractgraph train gold/ -o model/
    """
    from extract.errors import MissingExtraError

    try:
        from extract.training.run import train_model
    except ModuleNotFoundError as error:
        raise MissingExtraError("train", "Training") from error
    with console.progress("Training", quiet=quiet) as move:
        train_model(data, output, config=config, progress=lambda step, steps, loss: move(step, steps))
    console.message(f"Model and card: {output}", quiet=quiet)

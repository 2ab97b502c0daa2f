"""``evaluate`` and ``train``: how good the extraction is, and how its model is made."""

from __future__ import annotations

from pathlib import Path

import click

from . import console
from .options import format_option, model_option, quiet_option
from .rows import default_format, print_answer


@click.command()
@click.argument("gold")
@click.argument("records", required=False)
@click.option("--per-type", is_flag=True, help="Figures for each entity type and relation, too.")
@format_option
@model_option
@quiet_option
def evaluate(gold: str, records: str | None, per_type: bool, form: str | None, model: Path | None, quiet: bool) -> None:
    """Compare records with gold annotations.

    Precision, recall and F1, end to end: entities are predicted, not given.

    GOLD is a file of annotated records. Without RECORDS its papers are read by the model now.

    \b
    Example:
      abstractgraph evaluate gold.jsonl records.jsonl --per-type
    """
    from extract.recordfile import read_records
    from extract.scoring import score

    from ..stores import Rows

    truth = list(read_records(gold))
    if records is not None:
        predicted = list(read_records(records))
    else:
        from .extraction import extracted

        predicted = list(extracted([record.paper for record in truth], model, quiet))
    scores = score(truth, predicted)
    if scores.papers_without_prediction:
        console.message(
            f"{scores.papers_without_prediction} gold papers have no record; they count as missed", quiet=quiet
        )
    rows = tuple(
        (name, round(f.precision, 4), round(f.recall, 4), round(f.f1, 4), f.gold)
        for name, f in scores.figures.items()
        if per_type or "/" not in name
    )
    print_answer(Rows(("figure", "precision", "recall", "f1", "gold"), rows), form or default_format())


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

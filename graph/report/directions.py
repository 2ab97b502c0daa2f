"""Whether more or less of a metric is better, as far as its name says so."""

from __future__ import annotations

import re
from collections.abc import Iterable
from enum import StrEnum


class Direction(StrEnum):
    """What is better."""

    HIGHER = "higher"
    LOWER = "lower"


# A number at the end is a variant: BLEU4 is a BLEU.
_WORDS = {
    Direction.HIGHER: re.compile(
        r"""
        \b(?:
            acc | accuracy | auc | auprc | auroc | bertscore | bleu | bleurt | chrf | cider | comet | correctness
            | coverage | dice | em | exact[ ]match | f1 | faithfulness | fidelity | iou | map | mcc | meteor | miou
            | mrr | ndcg | pearson | precision | psnr | purity | recall | reward | rouge | sacrebleu | spearman
            | spice | ssim | throughput | f[- ](?:measure|score) | (?:solve|success|win)[ ]rate
        )\d*\b
        | \b(?:hits?|pass)@
        """,
        re.VERBOSE | re.IGNORECASE,
    ),
    Direction.LOWER: re.compile(
        r"""
        \b(?:
            bias | bits | bpc | brier | cer | costs? | deviation | distance | divergence | ece | eer | errors? | fid
            | flops | fpr | hallucinations? | kid | latency | loss(?:es)? | lpips | mae | mape | memory | mse | nll
            | nmse | perplexit(?:y|ies) | ppl | regret | rmse | runtime | ter | toxicity | wer
            | (?:cpu|inference|response|running|training)[ ]time
        )\d*\b
        """,
        re.VERBOSE | re.IGNORECASE,
    ),
}
# What is good for one side is bad for the other, or less of something is lost.
_UNCLEAR = re.compile(r"\b(?:asr|attacks?|drops?|gap|reductions?|refusals?)\b", re.IGNORECASE)


def direction(spellings: Iterable[str]) -> Direction | None:
    """Return what is better for a metric; None if its names do not say so, or speak for both.

    Parameters
    ----------
    spellings
        All names of the metric.

    Examples
    --------
    >>> direction(["macro-F1"])
    <Direction.HIGHER: 'higher'>
    >>> direction(["word error rate", "WER"])
    <Direction.LOWER: 'lower'>
    >>> direction(["attack success rate"]) is None
    True
    """
    names = " | ".join(spellings)
    found = [better for better, words in _WORDS.items() if words.search(names)]
    return found[0] if len(found) == 1 and not _UNCLEAR.search(names) else None

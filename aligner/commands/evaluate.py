"""`aligner evaluate`: an alignment's scores against gold."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from aligner.commands.failures import report

if TYPE_CHECKING:
    from aligner.evaluation.links import Gold, Link, Prediction
    from aligner.evaluation.scores import Calibration, Evaluation, Score

_EXAMPLES = """\b
Examples:
  aligner align --sentences en.sentences.txt de.sentences.txt -o parallel.tsv
  aligner evaluate gold.txt parallel.tsv
  aligner evaluate --json gold.txt parallel.jsonl

\b
A line of GOLD names the source and target sentences of a bead, counted from 0:
  [0]:[0]
  [1,2]:[1]
  [3]:[]
"""


@click.command("evaluate", epilog=_EXAMPLES, no_args_is_help=True)
@click.argument("gold", metavar="GOLD")
@click.argument("output", metavar="OUTPUT")
@click.option("--json", "as_json", is_flag=True, help="Write one JSON object in place of the table.")
def command(gold: str, output: str, *, as_json: bool) -> None:
    """Score OUTPUT (TSV, JSONL, or beads as in GOLD) against GOLD.

    Precision, recall and F1 of equal beads (strict), of overlapping beads (lax) and of sentences left without
    counterpart (null); whether the confidence is a probability (Brier score, expected calibration error).
    """
    from aligner.corpus.files import write_standard_output
    from aligner.evaluation.links import read_gold, read_prediction
    from aligner.evaluation.scores import evaluate

    wanted, given = read_gold(Path(gold)), read_prediction(Path(output))
    _warn_of_other_sentences(wanted, given)
    evaluation = evaluate([(wanted, given)])
    write_standard_output(_object(evaluation) if as_json else _table(evaluation))


def _warn_of_other_sentences(gold: Gold, prediction: Prediction) -> None:
    for side, name in enumerate(("source", "target")):
        wanted, given = _sentences(gold.links, side), _sentences(prediction.links, side)
        if wanted != given:
            remedy = "the scores mean little unless both count the same sentences (align --sentences)"
            report("warning", f"GOLD has {len(wanted)} {name} sentences, OUTPUT {len(given)}; {remedy}")


def _sentences(links: tuple[Link, ...], side: int) -> set[int]:
    return {sentence for link in links for sentence in link[side]}


def _table(evaluation: Evaluation) -> Iterator[str]:
    yield f"{'':8}{'precision':>11}{'recall':>11}{'F1':>11}\n"
    for name, score in _scores(evaluation):
        yield f"{name:8}{score.precision:11.4f}{score.recall:11.4f}{score.f1:11.4f}\n"
    if evaluation.exact_recall is not None and evaluation.block_ok is not None:
        yield f"\nexact recall {evaluation.exact_recall:.4f}\nblock ok     {evaluation.block_ok:.4f}\n"
    if evaluation.calibration is not None:
        yield from _calibration_table(evaluation.calibration)


def _calibration_table(calibration: Calibration) -> Iterator[str]:
    yield f"\nBrier score                {calibration.brier:.4f}\n"
    yield f"expected calibration error {calibration.expected_error:.4f}\n"
    yield f"\n{'confidence':12}{'beads':>7}{'mean':>9}{'right':>9}\n"
    for content in calibration.bins:
        bounds = f"{content.lower:.1f} to {content.upper:.1f}"
        yield f"{bounds:12}{content.count:7d}{content.confidence:9.4f}{content.accuracy:9.4f}\n"


def _object(evaluation: Evaluation) -> Iterator[str]:
    found: dict[str, Any] = {
        name: {"precision": score.precision, "recall": score.recall, "f1": score.f1}
        for name, score in _scores(evaluation)
    }
    found["exact_recall"] = evaluation.exact_recall
    found["block_ok"] = evaluation.block_ok
    found["calibration"] = None if evaluation.calibration is None else asdict(evaluation.calibration)
    yield json.dumps(found, indent=2) + "\n"


def _scores(evaluation: Evaluation) -> tuple[tuple[str, Score], ...]:
    return ("strict", evaluation.strict), ("lax", evaluation.lax), ("null", evaluation.null)

"""How much the reader's word counts: for a finding of its own, and for the scores of a pair.

Logistic regressions over logits, fitted by `tools.fit_reader_weights` on planted errors and right translations.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from math import exp, log, log1p
from typing import TYPE_CHECKING, Any, Final

import numpy as np

if TYPE_CHECKING:
    from aligner.reader.reading import Probabilities, Reading

WEIGHTS: Final = "reader.json"
MEANING: Final = "meaning of words"
UNANSWERED: Final = "words unanswered"
"""What the weights of the reader's own findings are called."""
_EDGE: Final = 1e-4
_LITTLE: Final = 0.01
_UNITS: Final = 2.0**24
"""Sums are taken in whole numbers, so that their order does not matter."""


@dataclass(frozen=True, slots=True)
class _Line:
    """A logistic regression: what each input weighs, and what stands without any."""

    weights: tuple[float, ...]
    constant: float

    def __call__(self, inputs: Sequence[float]) -> float:
        total = sum(weight * value for weight, value in zip(self.weights, inputs, strict=True)) + self.constant
        return 1 / (1 + exp(-max(-40.0, min(40.0, total))))


def meaning_probability(inputs: Sequence[float]) -> float:
    """Return the probability that words are wrongly translated (`aligner.checks.meaning.Opposed.inputs`)."""
    return _lines()[MEANING](inputs)


def unanswered_probability(inputs: Sequence[float]) -> float:
    """Return the probability that words have no counterpart (`aligner.checks.unanswered.Unanswered.inputs`)."""
    return _lines()[UNANSWERED](inputs)


def score(name: str, rules: float, reading: Reading) -> float:
    """Return the probability of an omission, an addition or a mistranslation anywhere in a pair.

    `rules` is what the heads or the rules say of it. What was not fitted is as they say.
    """
    line = _lines().get(f"{name} score")
    return rules if line is None else round(line(score_inputs(name, rules, reading)), 6)


def score_inputs(name: str, rules: float, reading: Reading) -> list[float]:
    """Return what the score of a pair is reckoned from: what rules say, and how many words are wrong or lost.

    Of a mistranslation also: how many would be corrected, whether people would call the pair misleading, and how many
    words there are.
    """
    if name != "mistranslation":
        return [logit(rules), _count((reading.source if name == "omission" else reading.target).missing)]
    wrong = np.concatenate([side.wrong for side in reading.sides])
    revised = np.concatenate([side.revised for side in reading.sides])
    return [logit(rules), _count(wrong), _count(revised), logit(reading.misleading), log1p(len(wrong))]


def _count(words: Probabilities) -> float:
    """Return the logarithm of how many words are meant."""
    return log(float(np.rint(words * _UNITS).sum()) / _UNITS + _LITTLE)


def logit(probability: float) -> float:
    """Return the logit of a probability, held within what can be told from certainty."""
    kept = min(1 - _EDGE, max(_EDGE, probability))
    return log(kept / (1 - kept))


@cache
def _lines() -> dict[str, _Line]:
    stored: dict[str, Any] = json.loads(files(__package__).joinpath("weights", WEIGHTS).read_text(encoding="utf-8"))
    return {name: _Line(tuple(line["weights"]), float(line["constant"])) for name, line in stored["lines"].items()}

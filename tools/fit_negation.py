"""Fits how probable it is that a negation without counterpart is an error, `aligner/checks/weights/negation.json`.

`python -m tools.fit_negation --pairs games.tsv tatoeba.tsv manuals.tsv news.tsv --output
aligner/checks/weights/negation.json`

Every FILE is a TSV with a header and columns `de` and `en`, without quoting. Pairs that deny something are taken as
they are (what is left over in them is said in other words), and with one negation undone (an error). Logistic
regression weighs the two as if `SHARE` of the pairs with a negation had lost one; every file counts the same.

The weights that ship are the output of this command with dialogue and story of free games, a list of Tatoeba,
translated manuals of free software, and NTREX-128.
"""

from __future__ import annotations

import argparse
import csv
import json
from collections.abc import Iterator, Sequence
from pathlib import Path
from random import Random
from typing import Final

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize

from aligner.checks.negation_explained import COLUMNS, doubt_of, features
from aligner.checks.negation_marks import marks_of, unmatched
from aligner.checks.negation_scope import Scopes
from aligner.checks.pair import TextPair
from aligner.encoding import load_encoder
from aligner.encoding.encoder import TokenEncoder
from aligner.encoding.spool import TokenSpool
from aligner.errors import ModelError
from tools.aligned_pairs import LANGUAGES, aligned_pairs
from tools.negated_pairs import denies, without_one_negation

SEED: Final = 5
SHARE: Final = 0.15
"""Chosen so that few right pairs are flagged on news and minimal pairs that the weights were not fitted on."""
TEXTS_FROM_FILE: Final = 3000
LONGEST: Final = 600
_AT_A_TIME: Final = 400
_RIDGE: Final = 1.0

Rows = NDArray[np.float64]


def main(arguments: Sequence[str] | None = None) -> None:
    """Fit and write the weights."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--pairs", nargs="+", type=Path, required=True, metavar="FILE")
    parser.add_argument("--output", type=Path, required=True, metavar="JSON")
    options = parser.parse_args(arguments)
    encoder = load_encoder(None, cache=False)
    if not isinstance(encoder, TokenEncoder):
        raise ModelError("the model shows no tokens: fit with the one that ships")
    parts = [_rows_of(path, encoder, Random(SEED)) for path in options.pairs]
    weights = _fitted(parts)
    text = json.dumps({name: round(float(weight), 4) for name, weight in zip(COLUMNS, weights, strict=True)}, indent=2)
    options.output.write_text(f"{text}\n", encoding="utf-8")


def _rows_of(path: Path, encoder: TokenEncoder, random: Random) -> tuple[Rows, Rows, int]:
    """Return the features of negations left over in right pairs, in damaged ones, and the number of right pairs."""
    with path.open(encoding="utf-8", newline="") as stream:
        read = csv.DictReader(stream, delimiter="\t", quoting=csv.QUOTE_NONE)
        texts = [(row["de"], row["en"]) for row in read if len(row["de"]) + len(row["en"]) < LONGEST]
    texts = [pair for pair in texts if all(map(str.strip, pair)) and denies(pair, LANGUAGES)]
    texts = sorted(random.sample(texts, min(TEXTS_FROM_FILE, len(texts))))
    damaged = [changed for pair in texts if (changed := without_one_negation(pair, LANGUAGES, random))]
    right = [row for found in _left_over(texts, encoder) for row in found]
    wrong = [found[0] for found in _left_over(damaged, encoder) if len(found) == 1]
    return np.array(right), np.array(wrong), len(texts)


def _left_over(texts: Sequence[tuple[str, str]], encoder: TokenEncoder) -> Iterator[list[tuple[float, ...]]]:
    """Yield for each pair the features of its negations without counterpart that nothing speaks for."""
    for start in range(0, len(texts), _AT_A_TIME):
        with TokenSpool() as spool:
            for pair in aligned_pairs(texts[start : start + _AT_A_TIME], encoder, spool):
                yield _features(pair)


def _features(pair: TextPair) -> list[tuple[float, ...]]:
    assert pair.words is not None
    marks, scopes = marks_of(pair), Scopes(pair, pair.words)
    found = []
    for side, alone in enumerate(unmatched(marks, (len(pair.source), len(pair.target)))):
        for mark in alone:
            scope = scopes.scope(side, mark)
            if not doubt_of(pair, side, mark, marks, scope):
                found.append(features(pair, side, mark, marks, scope))
    return found


def _fitted(parts: Sequence[tuple[Rows, Rows, int]]) -> Rows:
    rows = np.concatenate([part for right, wrong, _ in parts for part in (right, wrong)])
    labels = np.concatenate([np.repeat([0.0, 1.0], [len(right), len(wrong)]) for right, wrong, _ in parts])
    weights = np.concatenate(
        [
            np.repeat([1.0, SHARE * count / max(1, len(wrong))], [len(right), len(wrong)]) * TEXTS_FROM_FILE / count
            for right, wrong, count in parts
        ]
    )
    free = np.arange(rows.shape[1]) == 0  # the first column is the constant

    def loss(given: Rows) -> tuple[float, Rows]:
        scores = rows @ given
        error = weights * (1 / (1 + np.exp(-scores)) - labels)
        shrunk = np.where(free, 0.0, given)
        value = np.sum(weights * (np.logaddexp(0, scores) - labels * scores)) + _RIDGE / 2 * shrunk @ shrunk
        return float(value), rows.T @ error + _RIDGE * shrunk

    return np.asarray(minimize(loss, np.zeros(rows.shape[1]), jac=True, method="L-BFGS-B").x)


if __name__ == "__main__":
    main()

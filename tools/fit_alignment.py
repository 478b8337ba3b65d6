"""Fits the weights of the alignment model, `aligner/alignment/parameters.json`, on synthetic documents.

`python -m tools.fit_alignment --pairs pud.tsv manuals.tsv --lists tatoeba.tsv
--output aligner/alignment/parameters.json`

Every FILE is a TSV with a header and columns `de` and `en`, without quoting. Those of `--pairs` are in text order; a
column `set` names the text that a row belongs to, and every text of a file gets as many documents as the others. Those
of `--lists` hold sentences that have nothing to do with their neighbours. Documents are drawn from the files and
damaged (see `damage.py`), always in the same way. The weights maximise the likelihood of the known alignments (L-BFGS:
Liu and Nocedal 1989), with a faint pull towards a guess; both sides are treated alike.

The weights that ship are the output of this command as it is. The files are: Parallel Universal Dependencies,
translated manuals of free software (set: the manual), and a list of Tatoeba. Messages of games, which are translated
freely, were tried as well: lengths then count half as much, and novels are aligned worse.
"""

from __future__ import annotations

import argparse
import csv
import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import count
from pathlib import Path
from random import Random
from typing import Final

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import OptimizeResult, minimize

from aligner.alignment.background import background_and_length_ratio
from aligner.alignment.lattice import Floats
from aligner.alignment.parameters import FEATURES
from aligner.encoding import load_encoder
from aligner.encoding.encoder import Encoder
from aligner.errors import AlignerError, InputError
from tools.alignment_likelihood import NULL_WEIGHTS, KnownText, Model, Types
from tools.damage import DamagedText, Pair, Unit, damaged, mixed, random_damage, short_pairs, units_of

SEED = 23
DOCUMENTS = 160
"""From each file."""
PAIRS_IN_DOCUMENT = 50
MIXED_DOCUMENTS = 0.5
"""Share of the documents that short sentences are mixed into."""

LONGEST_SIDE = 6
LONGEST_BOTH_SIDES = 4
STRANGERS = 200
"""Units to draw from where texts hold what has nothing to do with each other."""
STRANGERS_OF_SAME_FILE = 0.7
GUESS: Final = {
    "similarity": 17.0,
    "scaled similarity": 0.0,
    "weakest": 8.0,
    "length": -1.3,
    "1-1": -6.3,
    "1-2": -11.7,
    "further": -3.5,
    "both": -6.0,
    "null opening": -7.0,
    "null facing": -5.0,
    "null extending": -3.8,
    "null length": -0.5,
}
"""Where the fit begins, by name of the free weight."""
PULL = 0.02
"""Log-likelihood that a distance of 1 from the guess costs: only weights that the documents leave open feel it."""
ITERATIONS = 60


def bead_types() -> Types:
    """List the sizes of pair beads that the model knows, small ones first."""
    sizes = range(1, LONGEST_SIDE + 1)
    found = [(a, b) for a in sizes for b in sizes if min(a, b) == 1 or max(a, b) <= LONGEST_BOTH_SIDES]
    return tuple(sorted(found, key=lambda pair: (max(pair), min(pair), pair)))


@dataclass(frozen=True)
class Ties:
    """Which weights are one: those that differ only in which side is the source, and those of larger beads.

    A flat vector (see `Model`) is `spread @ free`, and a gradient by the free weights is that by all, `@ spread`.
    """

    types: Types

    @property
    def free(self) -> tuple[str, ...]:
        """Names of the free weights."""
        return tuple(GUESS)

    @cached_property
    def spread(self) -> NDArray[np.float64]:
        """How much of each free weight (column) a weight (row) is."""
        features = [{name.removesuffix(" source").removesuffix(" target"): 1} for name in FEATURES]
        beads = [_bias_of(*sorted(sizes)) for sizes in self.types]
        nulls = [{f"null {name}": 1} for name in NULL_WEIGHTS]
        return np.array([[row.get(free, 0.0) for free in self.free] for row in (*features, *beads, *nulls)], float)


def _bias_of(smaller: int, larger: int) -> dict[str, int]:
    """Say which free weights the bias of a bead type is made of, so that all sizes learn from all.

    A bead of one and two sentences has a bias, each sentence more on the larger side a further one, and each sentence
    but one on the smaller side another.
    """
    if larger == 1:
        return {"1-1": 1}
    return {"1-2": 1, "further": larger - 2, "both": smaller - 1}


@dataclass(frozen=True)
class Fit:
    """The objective: negative log-likelihood a sentence, and a pull of the weights."""

    texts: Sequence[KnownText]
    sentences: int
    ties: Ties

    @cached_property
    def start(self) -> Floats:
        """Free weights to begin with."""
        return np.array(list(GUESS.values()))

    def objective(self, free: Floats) -> tuple[float, Floats]:
        """Return what to make small, and its gradient by the free weights."""
        away = free - self.start
        value, gradient = PULL * float(away @ away), 2 * PULL * away
        for text in self.texts:
            likelihood, slope = text.log_likelihood(self.ties.spread @ free)
            value -= likelihood
            gradient = gradient - slope @ self.ties.spread
        return value / self.sentences, gradient / self.sentences

    def solve(self, iterations: int = ITERATIONS) -> Floats:
        """Return the flat vector of fitted weights; every iteration prints a line."""
        scale, done = self._scale(), count(1)

        def scaled(steps: Floats) -> tuple[float, Floats]:
            value, gradient = self.objective(self.start + scale @ steps)
            return value, gradient @ scale

        # scipy goes by the name of the argument.
        def report(intermediate_result: OptimizeResult) -> None:
            print(f"iteration {next(done)}: {intermediate_result.fun:.6f}", flush=True)

        options = {"maxiter": iterations}
        found = minimize(
            scaled, np.zeros_like(self.start), jac=True, method="L-BFGS-B", options=options, callback=report
        )
        # Says whether it came to rest or ran out of iterations.
        print(found.message, flush=True)
        return np.asarray(self.ties.spread @ (self.start + scale @ found.x))

    def _scale(self) -> NDArray[np.float64]:
        """Directions (free, free) in which the likelihood is about equally curved, as columns.

        Its curvature is about the sum of the outer products of the texts' gradients (Fisher information). Steps of
        L-BFGS along the weights themselves would zigzag, because some of them nearly stand in for each other.
        """
        gradients = np.array([text.log_likelihood(self.ties.spread @ self.start)[1] for text in self.texts])
        information = (gradients @ self.ties.spread).T @ (gradients @ self.ties.spread)
        information += np.diag(1.0 + 1e-3 * np.diag(information))
        return np.asarray(np.linalg.inv(np.linalg.cholesky(information / self.sentences)).T)


def read_pairs(path: Path) -> dict[str, list[Pair]]:
    """Read a TSV, German as source: by text, the pairs in order. Rows with an empty side are left out.

    Raises InputError for a file that cannot be read or lacks the columns `de` and `en`.
    """
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise InputError(f"{path}: cannot be read ({error}); give a TSV in UTF-8") from error
    rows = csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE)
    if not {"de", "en"}.issubset(rows.fieldnames or ()):
        raise InputError(f"{path}: no columns 'de' and 'en'; the first line must name the columns")
    texts: dict[str, list[Pair]] = {}
    for row in rows:
        pair = (row["de"] or "").strip(), (row["en"] or "").strip()
        if all(pair):
            texts.setdefault(row.get("set") or "", []).append(pair)
    if not texts:
        raise InputError(f"{path}: no sentences; give a file with rows below the names of the columns")
    return texts


def make_documents(
    ordered: Sequence[dict[str, list[Unit]]], lists: Sequence[list[Pair]], number: int = DOCUMENTS
) -> list[DamagedText]:
    """Draw `number` documents from each file and damage them; the same files give the same documents."""
    random = Random(SEED)
    short = short_pairs([pair for pairs in lists for pair in pairs])
    pools = [[unit for units in texts.values() for unit in units] for texts in ordered] + [
        units_of(pairs) for pairs in lists
    ]
    drawn: list[tuple[int, list[Unit]]] = []
    for file, texts in enumerate(ordered):
        in_order = list(texts.values())
        for turn in range(number):
            units = in_order[turn % len(in_order)]
            start = random.randrange(max(1, len(units) - PAIRS_IN_DOCUMENT + 1))
            passage = units[start : start + PAIRS_IN_DOCUMENT]
            drawn.append((file, mixed(passage, short, random) if random.random() < MIXED_DOCUMENTS else list(passage)))
    for file, pairs in enumerate(lists, len(ordered)):
        drawn += [(file, units_of(random.sample(pairs, min(len(pairs), PAIRS_IN_DOCUMENT)))) for _ in range(number)]
    documents = []
    for file, units in drawn:
        pool = pools[file] if random.random() < STRANGERS_OF_SAME_FILE else random.choice(pools)
        strangers = [unit for unit in _stretch(pool, random) if unit not in set(units)]
        documents.append(damaged(units, random_damage(random), random, strangers))
    return [document for document in documents if document.source and document.target]


def _stretch(units: Sequence[Unit], random: Random) -> Sequence[Unit]:
    """Take some consecutive units for strangers, of one text or few."""
    start = random.randrange(max(1, len(units) - STRANGERS + 1))
    return units[start : start + STRANGERS]


def measure(documents: Sequence[DamagedText], types: Types, encoder: Encoder) -> Iterator[KnownText]:
    """Encode documents, German first, and measure their beads."""
    usual = background_and_length_ratio(("de", "en"), encoder)
    texts = sorted({text for document in documents for text in (*document.source, *document.target)})
    print(f"{len(documents)} documents, {len(texts)} different sentences", flush=True)
    place = {text: number for number, text in enumerate(texts)}
    vectors = encoder.encode(texts)
    for document in documents:
        sides = document.source, document.target
        source, target = (vectors[[place[text] for text in side]] for side in sides)
        yield KnownText((source, target), sides, document.beads, types, *usual)


def as_json(model: Model) -> str:
    """Write the fitted model as `parameters.py` reads it."""
    digits = 4
    nulls = zip(NULL_WEIGHTS, model.vector[-len(NULL_WEIGHTS) :], strict=True)
    content = {
        "features": {name: round(float(weight), digits) for name, weight in zip(FEATURES, model.features, strict=True)},
        "beads": {
            f"{a}-{b}": round(float(bias), digits) for (a, b), bias in zip(model.types, model.biases, strict=True)
        },
        "null": {name: round(float(weight), digits) for name, weight in nulls},
    }
    return json.dumps(content, indent=2) + "\n"


def main() -> None:
    """Run the command."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--pairs", type=Path, nargs="+", required=True, metavar="FILE", help="parallel text in order")
    parser.add_argument("--lists", type=Path, nargs="*", default=[], metavar="FILE", help="unconnected sentences")
    parser.add_argument("--output", type=Path, required=True, help="JSON file to write")
    options = parser.parse_args()
    try:
        ordered = [{name: units_of(pairs) for name, pairs in read_pairs(path).items()} for path in options.pairs]
        lists = [[pair for text in read_pairs(path).values() for pair in text] for path in options.lists]
        documents = make_documents(ordered, lists)
        types = bead_types()
        texts = list(measure(documents, types, load_encoder()))
    except AlignerError as error:
        parser.exit(2, f"{error}\n")
    sentences = sum(len(document.source) for document in documents)
    vector = Fit(texts, sentences, Ties(types)).solve()
    options.output.write_text(as_json(Model(types, vector)), encoding="utf-8")


if __name__ == "__main__":
    main()

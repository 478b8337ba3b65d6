"""Fits what the words of doubtful beads are worth in the alignment, `aligner/alignment/word_evidence.json`.

`python -m tools.fit_word_evidence --pairs pud.tsv manuals.tsv --lists tatoeba.tsv
--output aligner/alignment/word_evidence.json`

The files are read as by `tools.fit_alignment`; short sentences of the lists are mixed into half of the documents. These
are damaged (see `damage.py`) and aligned without words; what is left doubtful is read. Logistic regression corrects the
log odds that a bead is right by the share of words missing from the other side, for beads of single sentences and for
all others. Half of each correction is kept: where two beads are rivals, both are corrected.

The weights that ship are the output of this command with the files that the weights of the alignment were fitted on.
The word head (see `tools.fit_flags`) saw nothing of the first file, and a small part of the second.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import product
from pathlib import Path
from random import Random
from typing import Final

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize

from aligner.alignment.alignment import EncodedText, engine_of
from aligner.alignment.background import background_and_length_ratio
from aligner.alignment.bead import Bead
from aligner.alignment.lattice import Floats
from aligner.alignment.word_evidence import beads_to_read, blocks_of, is_single, logits
from aligner.encoding import load_encoder
from aligner.encoding.encoder import TokenEncoder
from aligner.encoding.spool import TokenSpool, encode_into
from aligner.errors import AlignerError, ModelError
from aligner.words.missing import MissingSentences
from tools.damage import Damage, DamagedText, Pair, damaged, mixed, short_pairs, units_of
from tools.fit_alignment import PAIRS_IN_DOCUMENT, read_pairs

SEED = 31
LANGUAGES = ("de", "en")
DOCUMENTS = 160
"""From each file."""
MIXED_DOCUMENTS = 0.5
DAMAGE: Final = tuple(
    Damage(regrouping=regrouping, omission=omission, fragments=0.0)
    for regrouping in (0.05, 0.15)
    for omission in (0.05, 0.1)
)
"""Milder than what the weights of the alignment are fitted on: words are left in their sentences, and no few words are
cut off, which may be anywhere on the other side."""
RIVALS = 2
DOUBTFUL = (0.02, 0.999)
"""Posteriors of the beads to fit on: surer ones than are read afterwards, of which few are wrong, but these count."""


@dataclass(frozen=True, slots=True)
class ReadBeads:
    """Doubtful beads (k,): log odds without words, share of missing words, whether they are 1-1, and right."""

    odds: Floats
    share: Floats
    single: NDArray[np.bool_]
    right: NDArray[np.bool_]


def make_documents(files: Sequence[Sequence[Sequence[Pair]]], short: Sequence[Pair]) -> Iterator[DamagedText]:
    """Draw passages of the texts of each file in turn, and damage them."""
    random = Random(SEED)
    for texts, turn in product(files, range(DOCUMENTS)):
        pairs = texts[turn % len(texts)]
        start = random.randrange(max(1, len(pairs) - PAIRS_IN_DOCUMENT + 1))
        units = units_of(pairs[start : start + PAIRS_IN_DOCUMENT])
        drawn = mixed(units, short, random) if random.random() < MIXED_DOCUMENTS else units
        document = damaged(drawn, random.choice(DAMAGE), random)
        if document.source and document.target:
            yield document


def read_beads(documents: Sequence[DamagedText], encoder: TokenEncoder) -> ReadBeads:
    """Align documents without words, and read what is doubtful."""
    usual = background_and_length_ratio(LANGUAGES, encoder)
    found: list[ReadBeads] = []
    for document in documents:
        with TokenSpool() as spool:
            sides = [
                EncodedText(encode_into(spool, encoder, side), side) for side in (document.source, document.target)
            ]
            engine = engine_of(sides[0], sides[1], *usual, encode=encoder.encode)
            look = engine.look(Bead(0, len(document.source), 0, len(document.target)))
            posteriors = engine.found_again(look, engine.habits([look]))
            beads, probability = beads_to_read(posteriors, DOUBTFUL)
            share = MissingSentences(encoder, LANGUAGES, spool)(blocks_of(beads, engine.texts))
        known = {(bead.source_start, bead.source_end, bead.target_start, bead.target_end) for bead in document.beads}
        right = np.array([tuple(bead) in known for bead in beads.tolist()], np.bool_)
        found.append(ReadBeads(np.log(probability / (1 - probability)), share, is_single(beads), right))
    return ReadBeads(
        *(np.concatenate([getattr(part, name) for part in found]) for name in ("odds", "share", "single", "right"))
    )


def fit(beads: ReadBeads) -> dict[str, list[float]]:
    """Return slope and constant of both kinds of beads; prints the log loss without and with them."""
    kinds = {"single": beads.single, "joined": ~beads.single}
    return {kind: _line(kind, beads, chosen & np.isfinite(beads.share)) for kind, chosen in kinds.items()}


def _line(kind: str, beads: ReadBeads, chosen: NDArray[np.bool_]) -> list[float]:
    odds, right = beads.odds[chosen], beads.right[chosen]
    rows = np.stack([logits(beads.share[chosen]), np.ones(len(odds))], axis=1)

    def loss(line: Floats) -> float:
        corrected = odds + rows @ line
        return float(np.mean(np.logaddexp(0, corrected) - right * corrected))

    found = minimize(loss, np.zeros(2), method="BFGS")
    print(f"{kind}: {len(odds)} beads, log loss {loss(np.zeros(2)):.4f} without words, {found.fun:.4f} with")
    return [round(float(weight) / RIVALS, 3) for weight in found.x]


def main() -> None:
    """Run the command."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--pairs", type=Path, nargs="+", required=True, metavar="FILE", help="parallel text in order")
    parser.add_argument("--lists", type=Path, nargs="*", default=[], metavar="FILE", help="unconnected sentences")
    parser.add_argument("--output", type=Path, required=True, help="JSON file to write")
    options = parser.parse_args()
    try:
        encoder = load_encoder()
        if not isinstance(encoder, TokenEncoder):
            raise ModelError("the model shows no tokens: fit with the one that ships")
        files = [list(read_pairs(path).values()) for path in options.pairs]
        short = short_pairs([pair for path in options.lists for text in read_pairs(path).values() for pair in text])
        weights = fit(read_beads(list(make_documents(files, short)), encoder))
    except AlignerError as error:
        parser.exit(2, f"{error}\n")
    options.output.write_text(json.dumps(weights, indent=2) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()

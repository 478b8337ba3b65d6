"""Fits the head that tells words which were left out from words that are said otherwise.

`python -m tools.fit_phrases --texts news.tsv manuals.tsv --tales games.tsv --output aligner/checks/weights/phrases.npz`

`--texts` and `--lists` are as in `tools.fit_flags`, which comes first: its heads find the phrases. `--tales` are TSV
without a header, in three columns: a set, English, German, translated freely. What is found in texts that nobody
damaged counts as said otherwise, and what is found where something was taken out as left out. The last part of every
file is not fitted on: probabilities are calibrated on it.

The weights that ship are the output of this command with `--count 3000`, `--texts` NTREX-128 and translated manuals of
free software, `--tales` dialogues, stories and help of two games, `--skip wesnoth-sotbe`, whose German is no usual one.
"""

from __future__ import annotations

import argparse
import csv
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from random import Random
from typing import Final

import numpy as np
from numpy.typing import NDArray

from aligner.checks.content import segment_logits
from aligner.checks.content_features import segment_features
from aligner.checks.phrase_features import PHRASE_COLUMNS, phrase_features
from aligner.checks.phrases import phrases_of, weighed
from aligner.encoding import load_encoder
from aligner.encoding.encoder import TokenEncoder
from aligner.errors import ModelError
from aligner.words.columns import write_weights
from aligner.words.missing import missing_words
from aligner.words.word_row import WordRow
from tools.fit_flags import (
    HELD_OUT,
    Example,
    Row,
    Weights,
    calibrated,
    drawn_texts,
    examples_of,
    fit_trees,
    missing_of,
    read_documents,
    split_documents,
)

SEED: Final = 43
TALES: Final = 2
"""So many times as many examples are drawn from tales as from other files: there most is said in other words."""
LEFT_OUT: Final = 0.5
SAID: Final = 0.2
"""A phrase was left out if so much at least of what it says was, and is said otherwise if so much at most was."""
EXPECTED_SHARES: Final = {"omission": 0.57, "addition": 0.48}
"""Of the phrases that are found, so many are taken to be left out or added. Chosen by hand for about as many right ones
as false ones among those that are shown in published translations: see `docs/flags.md`."""
TREES: Final = 200
DEPTH: Final = 4
_AT_A_TIME: Final = 400


@dataclass(frozen=True, slots=True)
class Phrases:
    """The features (p, f) of phrases, and which of them were left out."""

    rows: NDArray[np.float32]
    left_out: NDArray[np.bool_]


def read_tales(file: Path, skipped: Sequence[str]) -> list[list[Row]]:
    """Return (German, English) pairs of a file without header, each a document; without the sets to be skipped."""
    with file.open(encoding="utf-8", newline="") as stream:
        rows = [row for row in csv.reader(stream, delimiter="\t", quoting=csv.QUOTE_NONE) if row]
    return [
        [(german, english)]
        for name, english, german in rows
        if name not in skipped and german.strip() and english.strip()
    ]


def phrases_in(examples: Sequence[Example]) -> Phrases:
    """Describe the phrases that the heads find in examples, but not those half of which was left out."""
    rows: list[NDArray[np.float32]] = [np.zeros((0, len(PHRASE_COLUMNS)), np.float32)]
    left_out: list[bool] = []
    usable = [example for example in examples if not example.detached]
    for at in range(0, len(usable), _AT_A_TIME):
        part = usable[at : at + _AT_A_TIME]
        pairs = [example.pair for example in part]
        row = WordRow.of(pairs)
        missing = missing_words(row)
        phrases = phrases_of(row, pairs, missing)
        texts = weighed(row, pairs, phrases)
        taken = np.concatenate([missing_of(example, side) for side in (0, 1) for example in part])
        known = []
        for phrase in phrases:
            said = row.information[phrase.words]
            share = float(np.sum(said * taken[phrase.words]) / np.sum(said))
            if np.any(texts.counted[phrase.words]) and not SAID < share < LEFT_OUT:
                known.append(phrase)
                left_out.append(share >= LEFT_OUT)
        if known:
            segments = segment_logits(segment_features(row, missing))
            rows.append(phrase_features(row, missing, texts, segments, known))
    return Phrases(np.concatenate(rows), np.array(left_out, np.bool_))


def fit_head(fitted: Phrases, held_out: Phrases) -> Weights:
    """Return the weights as they are stored."""
    trees = fit_trees(fitted.rows, fitted.left_out, TREES, DEPTH)
    logits = trees.logits(held_out.rows)
    return {
        **trees.arrays("phrase"),
        **{
            f"{name}_calibration": np.array(calibrated(logits, held_out.left_out, share))
            for name, share in EXPECTED_SHARES.items()
        },
    }


def main(arguments: Sequence[str] | None = None) -> None:
    """Read the files, damage them, fit and write the weights."""
    options = _parser().parse_args(arguments)
    encoder = load_encoder(None, cache=False, threads=options.threads)
    if not isinstance(encoder, TokenEncoder):
        raise ModelError("the model shows no tokens: fit with the one that ships")
    random = Random(SEED)
    sources: list[tuple[int, list[list[Row]]]] = [
        *((1, read_documents(file, "texts")) for file in options.texts),
        *((1, read_documents(file, "lists")) for file in options.lists),
        *((TALES, read_tales(file, options.skip)) for file in options.tales),
    ]
    parts: tuple[list[Example], list[Example]] = ([], [])
    for times, documents in sources:
        if all(len(document) == 1 for document in documents):
            random.shuffle(documents)
        for number, drawn in enumerate(split_documents(documents)):
            count = round(times * options.count * (HELD_OUT if number else 1 - HELD_OUT))
            parts[number].extend(examples_of(drawn_texts(drawn, count, random), encoder, random))
    write_weights(options.output, fit_head(phrases_in(parts[0]), phrases_in(parts[1])), PHRASE_COLUMNS)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(description="Fit the head that tells omissions from free translation.")
    parser.add_argument("--texts", type=Path, nargs="+", required=True, metavar="FILE")
    parser.add_argument("--lists", type=Path, nargs="*", default=[], metavar="FILE")
    parser.add_argument("--tales", type=Path, nargs="*", default=[], metavar="FILE")
    parser.add_argument("--skip", nargs="*", default=[], metavar="SET", help="sets of tales to leave out")
    parser.add_argument("--count", type=int, default=4000, help="examples from each file")
    parser.add_argument("--output", type=Path, required=True, help="weights to write")
    parser.add_argument("--threads", type=int, default=1)
    return parser


if __name__ == "__main__":
    main()

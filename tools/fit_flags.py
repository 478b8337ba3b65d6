"""Fits the heads that find missing words, omissions, additions and detached translations.

`python -m tools.fit_flags --texts news.tsv manuals.tsv --lists tatoeba.tsv --words aligner/words/missing.npz
--segments aligner/checks/weights/content.npz`

Every FILE is a TSV with a header and columns `de` and `en`, without quoting. Those of `--texts` are in text order; the
first column names the text that a row belongs to. Those of `--lists` hold sentences that have nothing to do with their
neighbours. One to six neighbouring pairs make an example, which is damaged (see `corruption.py`), replaced on one side
or left as it is, always in the same way. The last part of every file is not fitted on: probabilities are calibrated on
it. scikit-learn, which sentence-transformers brings along, fits the trees (histogram gradient boosting: Friedman 2001;
Ke et al. 2017).

The weights that ship are the output of this command with `--count 4000`, `--texts` NTREX-128 and translated manuals of
free software (set: the manual), in this order, and `--lists` a list of Tatoeba.
"""

from __future__ import annotations

import argparse
import csv
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import groupby
from pathlib import Path
from random import Random
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from aligner.checks.content_features import SEGMENT_COLUMNS, segment_features
from aligner.checks.pair import TextPair
from aligner.encoding import load_encoder
from aligner.encoding.encoder import TokenEncoder
from aligner.encoding.spool import TokenSpool
from aligner.errors import InputError, ModelError
from aligner.words.columns import write_weights
from aligner.words.tokens import word_spans
from aligner.words.trees import Trees, probability
from aligner.words.word_features import WORD_COLUMNS, word_features
from aligner.words.word_row import WordRow
from tools.aligned_pairs import LANGUAGES, aligned_pairs
from tools.corruption import CorruptedText, ParallelText, clean, corrupted, detached, joined

SEED: Final = 41
TEXTS_FROM_FILE: Final = 6000
SIZES: Final = {1: 45, 2: 20, 3: 13, 4: 10, 5: 7, 6: 5}
"""How often an example holds so many sentence pairs."""
CLEAN, DETACHED = 0.4, 0.05
HELD_OUT: Final = 0.15
LEAST_INFORMATION: Final = 6.0
"""Nats that must be missing: damage that takes less (an article, a preposition) counts neither way."""
EXPECTED_SHARES: Final = {"omission": 0.2, "addition": 0.1, "detached": 0.05}
"""Of the segments of a translation that nobody has checked, so many have such an error. Together with the weights this
decides how many good ones are flagged."""
_AT_A_TIME: Final = 400

Row = tuple[str, str]
Weights = dict[str, NDArray[Any]]


@dataclass(frozen=True, slots=True)
class Example:
    """A pair with its word alignment, and what was done to it."""

    pair: TextPair
    missing: tuple[tuple[tuple[int, int], ...], tuple[tuple[int, int], ...]]
    detached: bool


@dataclass(frozen=True, slots=True)
class Features:
    """Features and labels of examples: w words, 2n sides (sources first).

    `lacks` (2n,) is 1 where a side holds something without counterpart, -1 where that is too little to say.
    """

    row: WordRow
    words: NDArray[np.float32]
    missing: NDArray[np.bool_]
    lacks: NDArray[np.int64]
    detached: NDArray[np.bool_]


def read_documents(file: Path, kind: str) -> list[list[Row]]:
    """Return the sentence pairs of a file by document, the value of its first column; a list is one document a row."""
    with file.open(encoding="utf-8", newline="") as stream:
        reader = csv.DictReader(stream, delimiter="\t", quoting=csv.QUOTE_NONE)
        if not {"de", "en"} <= set(reader.fieldnames or ()):
            raise InputError(f"{file}: has no columns 'de' and 'en'")
        rows = [row for row in reader if row["de"].strip() and row["en"].strip()]
        column = (reader.fieldnames or ("",))[0] if kind == "texts" else None
    if column is None:
        return [[(row["de"], row["en"])] for row in rows]
    return [
        [(row["de"].strip(), row["en"].strip()) for row in group] for _, group in groupby(rows, lambda row: row[column])
    ]


def split_documents(documents: Sequence[list[Row]]) -> tuple[list[list[Row]], list[list[Row]]]:
    """Return what is fitted on and what is held out: the end of every document, or of a list."""
    if all(len(document) == 1 for document in documents):
        border = round(len(documents) * (1 - HELD_OUT))
        return list(documents[:border]), list(documents[border:])
    borders = [round(len(document) * (1 - HELD_OUT)) for document in documents]
    parts = list(zip(documents, borders, strict=True))
    return (
        [document[:border] for document, border in parts if border],
        [document[border:] for document, border in parts if border < len(document)],
    )


def drawn_texts(documents: Sequence[Sequence[Row]], count: int, random: Random) -> list[ParallelText]:
    """Draw texts of neighbouring sentences; every document has its turn."""
    texts: list[ParallelText] = []
    for number in range(count):
        document = documents[number % len(documents)] if len(documents) < count else random.choice(documents)
        size = min(random.choices(list(SIZES), weights=list(SIZES.values()))[0], len(document))
        first = random.randrange(len(document) - size + 1)
        texts.append(joined(document[first : first + size], LANGUAGES))
    return texts


def examples_of(texts: Sequence[ParallelText], encoder: TokenEncoder, random: Random) -> list[Example]:
    """Damage texts and align the words of what comes out, some hundred texts at a time."""
    found: list[Example] = []
    for at in range(0, len(texts), _AT_A_TIME):
        part = texts[at : at + _AT_A_TIME]
        with TokenSpool() as spool:
            pairs = aligned_pairs([text.texts for text in part], encoder, spool)
            linked = [replace(text, links=_links(text, pair)) for text, pair in zip(part, pairs, strict=True)]
            damaged = [_damaged(text, random.choice(linked), random) for text in linked]
            pairs = aligned_pairs([damage.texts for damage in damaged], encoder, spool)
        found += [
            Example(pair, damage.missing, damage.detached)
            for pair, damage in zip(pairs, damaged, strict=True)
            if pair.words is not None and len(pair.words.source.spans) and len(pair.words.target.spans)
        ]
        print(f"{len(found)} of {len(texts)} examples", flush=True)
    return found


def features_of(examples: Sequence[Example]) -> Features:
    """Lay out examples, with their labels."""
    row = WordRow.of([example.pair for example in examples])
    missing = np.concatenate([missing_of(example, side) for side in (0, 1) for example in examples])
    lacking = row.total(missing * row.information)
    lacks = np.where(lacking >= LEAST_INFORMATION, 1, np.where(lacking > 0, -1, 0))
    return Features(row, word_features(row), missing, lacks, np.array([example.detached for example in examples] * 2))


def fit_heads(features: Features, held_out: Features) -> tuple[Weights, Weights]:
    """Return the weights as they are stored: trees of words; trees of segments and detachment, and calibrations."""
    sides = len(features.lacks)
    fold = (np.arange(sides) % (sides // 2)) % 2
    cross = np.zeros(len(features.missing))
    for part in (0, 1):
        mine = fold[features.row.side] == part
        trees = fit_trees(features.words[~mine], features.missing[~mine], 100, 6)
        cross[mine] = probability(trees.logits(features.words[mine]))
    words = fit_trees(features.words, features.missing, 120, 6)
    rows = segment_features(features.row, cross)
    sure = features.lacks >= 0
    segments = fit_trees(rows[sure], features.lacks[sure], 120, 4)
    apart = fit_trees(rows, features.detached, 40, 3)
    held = segment_features(held_out.row, probability(words.logits(held_out.words)))
    known = held_out.lacks >= 0
    return words.arrays("word"), {
        **segments.arrays("segment"),
        **apart.arrays("detached"),
        **{
            f"{name}_calibration": np.array(calibrated(logits, labels, EXPECTED_SHARES[name]))
            for name, logits, labels in (
                ("omission", segments.logits(held)[known], held_out.lacks[known]),
                ("addition", segments.logits(held)[known], held_out.lacks[known]),
                ("detached", apart.logits(held), held_out.detached),
            )
        },
    }


def calibrated(logits: NDArray[np.float64], labels: NDArray[Any], share: float) -> tuple[float, float]:
    """Return slope and intercept that make logits those of probabilities where `share` of all labels are 1.

    Platt 1999, by Newton's method, with weights that give the labels their share.
    """
    labels = labels.astype(np.float64)
    found_share = np.clip(labels.mean(), 1e-6, 1 - 1e-6)
    weights = np.where(labels > 0, share / found_share, (1 - share) / (1 - found_share))
    rows = np.stack([logits, np.ones(len(logits))], axis=1)
    found = np.array([1.0, 0.0])
    for _ in range(50):
        mean = probability(rows @ found)
        gradient = rows.T @ (weights * (mean - labels)) + 1e-3 * (found - [1, 0])
        curvature = (rows.T * (weights * mean * (1 - mean))) @ rows + 1e-3 * np.eye(2)
        found -= np.linalg.solve(curvature, gradient)
    return float(found[0]), float(found[1])


def main(arguments: Sequence[str] | None = None) -> None:
    """Read the files, damage them, fit and write the weights."""
    options = _parser().parse_args(arguments)
    encoder = load_encoder(None, cache=False, threads=options.threads)
    if not isinstance(encoder, TokenEncoder):
        raise ModelError("the model shows no tokens: fit with the one that ships")
    random = Random(SEED)
    fitted: list[Example] = []
    held_out: list[Example] = []
    for kind, file in [("texts", file) for file in options.texts] + [("lists", file) for file in options.lists]:
        for part, documents in zip((fitted, held_out), split_documents(read_documents(file, kind)), strict=True):
            share = HELD_OUT if part is held_out else 1 - HELD_OUT
            part += examples_of(drawn_texts(documents, round(options.count * share), random), encoder, random)
    words, segments = fit_heads(features_of(fitted), features_of(held_out))
    write_weights(options.words, words, WORD_COLUMNS)
    write_weights(options.segments, segments, SEGMENT_COLUMNS)


def _damaged(text: ParallelText, stranger: ParallelText, random: Random) -> CorruptedText:
    lot = random.random()
    if stranger is text or lot < CLEAN:
        return clean(text)
    if lot < CLEAN + DETACHED:
        return detached(text, stranger, random.randrange(2))
    return corrupted(text, stranger, random)


def _links(text: ParallelText, pair: TextPair) -> tuple[tuple[int, int], ...]:
    """Return the links of a text, none where its sentences alone have other words than all of it."""
    if pair.words is None:
        return ()
    found = (pair.words.source.spans, pair.words.target.spans)
    if any(len(words) != len(word_spans(side)) for words, side in zip(found, text.texts, strict=True)):
        return ()
    return tuple((first, second) for first, second in pair.words.links.tolist())


def missing_of(example: Example, side: int) -> NDArray[np.bool_]:
    """Return (w,) which words of a side of an example lack a counterpart."""
    words = example.pair.words
    spans = (words.source, words.target)[side].spans if words else np.zeros((0, 2), np.int32)
    found = np.zeros(len(spans), np.bool_)
    for start, end in example.missing[side]:
        found |= (spans[:, 0] < end) & (spans[:, 1] > start)
    return found


def fit_trees(rows: NDArray[np.float32], labels: NDArray[Any], count: int, depth: int) -> Trees:
    """Fit `count` trees of a depth."""
    from sklearn.ensemble import HistGradientBoostingClassifier

    model = HistGradientBoostingClassifier(
        max_iter=count,
        max_depth=depth,
        max_leaf_nodes=2**depth,
        learning_rate=0.1,
        min_samples_leaf=40,
        l2_regularization=1.0,
        early_stopping=False,
        random_state=SEED,
    ).fit(rows, labels.astype(np.int64))
    nodes = [stage[0].nodes for stage in model._predictors]
    return complete_trees(nodes, depth, float(np.ravel(model._baseline_prediction)[0]))


def complete_trees(nodes: Sequence[NDArray[Any]], depth: int, bias: float) -> Trees:
    """Return scikit-learn's trees as complete ones: a leaf above the last level is repeated in all below it."""
    inner = 2**depth - 1
    feature = np.zeros((len(nodes), inner), np.int16)
    threshold = np.full((len(nodes), inner), np.inf, np.float32)
    value = np.zeros((len(nodes), inner + 1), np.float32)
    for tree, its_nodes in enumerate(nodes):
        places = {0: 0}
        for place in range(2 * inner + 1):
            node = its_nodes[places[place]]
            if place >= inner:
                value[tree, place - inner] = node["value"]
                continue
            left = right = places[place]
            if not node["is_leaf"]:
                feature[tree, place], threshold[tree, place] = node["feature_idx"], _below(node["num_threshold"])
                left, right = int(node["left"]), int(node["right"])
            places[2 * place + 1], places[2 * place + 2] = left, right
    return Trees(feature, threshold, value, bias)


def _below(threshold: float) -> np.float32:
    """Return the greatest number of 32 bits that is not above: all such numbers are then on the same side of both."""
    near = np.float32(threshold)
    return near if float(near) <= threshold else np.nextafter(near, np.float32(-np.inf))


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(description="Fit the heads that find omissions and additions.")
    parser.add_argument("--texts", type=Path, nargs="+", required=True, metavar="FILE")
    parser.add_argument("--lists", type=Path, nargs="*", default=[], metavar="FILE")
    parser.add_argument("--count", type=int, default=TEXTS_FROM_FILE, help="examples from each file")
    parser.add_argument("--words", type=Path, required=True, help="weights of words to write")
    parser.add_argument("--segments", type=Path, required=True, help="weights of segments to write")
    parser.add_argument("--threads", type=int, default=1)
    return parser


if __name__ == "__main__":
    main()

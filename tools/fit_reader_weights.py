"""Fits how much the reader's word counts: `python -m tools.fit_reader_weights --work WORK`.

WORK is the folder of `tools.build_reader`: its held-out examples are checked by the rules and read by the reader that
ships, in either direction, and with them clean pairs that it was trained on. A finding is right where it touches a
planted error. Damaged pairs are weighted so that they are as many as in a translation that nobody has checked. With
them the score of mistranslations is fitted on the held-out translations that people judged: what they call poor or
misleading is mistranslated.
"""

from __future__ import annotations

import argparse
import json
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from math import prod
from pathlib import Path
from random import Random
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

import aligner.checks
from aligner.checks.catalogue import PAIR_CHECKS
from aligner.checks.content import content_of
from aligner.checks.meaning import meaning_flags, opposed_words
from aligner.checks.pair import TextPair
from aligner.checks.reader_weights import MEANING, UNANSWERED, WEIGHTS, score_inputs
from aligner.checks.unanswered import unanswered_flags, unanswered_words
from aligner.pipeline.words import split_pieces
from aligner.reader.model import SIDES
from aligner.reader.reader import ReadablePair, Reader
from aligner.words.passages import align_passages, joined_tokens
from tools.reader_data import read_examples
from tools.reader_ratings import RATINGS, Rated, read_written
from tools.reader_states import StateStore

SHARE: Final = {MEANING: 0.02, UNANSWERED: 0.01}
"""Of all pairs, so many are taken to have an error, by the names of findings: chosen so that hardly one segment of real
documents has one of the reader's own, which are rarely right there. Findings of rules are not weighed: of numbers,
names and negations the reader loses planted ones, and of omitted phrases on real documents it tells the right from the
wrong no better than the heads (7 of 19 right ones were kept where these keep 16)."""
OF_SCORES: Final = 0.2
"""As the heads were fitted on (`tools.fit_flags`)."""
CLEAN_PAIRS: Final = 3000
RATED: Final = "rated"
"""The kind of an example that is no planted one but a translation that people judged."""
RATED_SHARE: Final = 0.8
"""Of the score of mistranslations, these have so much of the weight. Chosen on DEMETR and MQM: with more, words of a
wider meaning are overlooked; with less, what misleads people is."""
RIDGE: Final = 3.0
LONGEST_STEP: Final = 0.5
"""Newton's method goes no farther at once."""
FEWEST: Final = 25
"""Of right and of wrong ones: what has fewer is not fitted."""
JOINED_SHARE: Final = 0.4
_AT_A_TIME: Final = 64
READ: Final = (meaning_flags, unanswered_flags)
Row = tuple[list[float], bool, str]
"""Inputs, whether the finding is right, and of which kind the pair is."""


@dataclass(frozen=True, slots=True)
class Checked:
    """An example as a pair, with what the rules and heads find in it, and what they say of it as a whole, by score."""

    example: Mapping[str, Any]
    pair: TextPair
    scores: Mapping[str, float]


def checked(examples: Sequence[Mapping[str, Any]], store: StateStore) -> list[Checked]:
    """Check examples by the rules, every other one from German to English."""
    found = []
    for number, example in enumerate(examples):
        (english, german), languages = example["texts"], ("en", "de")
        texts = english, german
        if number % 2:
            languages, texts = ("de", "en"), (german, english)
        pieces = [split_pieces(*side) for side in zip(texts, languages, strict=True)]
        if any(text not in store for side in pieces for text, _ in side):
            continue  # the sentences were cut otherwise when the examples were made
        words = align_passages(pieces[0], pieces[1], languages, store)
        pair = TextPair(texts[0], texts[1], languages, words=words)
        content = content_of([pair])[0]
        flags = [flag for check in PAIR_CHECKS if check not in READ for flag in check(pair)]
        wrong = 1 - prod(1 - (flag.probability or 0.0) for flag in flags)
        scores = {"omission": content.omission, "addition": content.addition, "mistranslation": wrong}
        found.append(Checked(example, pair, scores))
        if len(found) % 500 == 0:
            print(f"{len(found)} of {len(examples)} examples checked", flush=True)
    return found


def read(all_checked: Sequence[Checked], store: StateStore, reader: Reader, threads: int) -> list[Checked]:
    """Return the same with what the reader says of the pairs."""
    found: list[Checked] = []
    for start in range(0, len(all_checked), _AT_A_TIME):
        part = [one for one in all_checked[start : start + _AT_A_TIME] if one.pair.words is not None]
        readings = reader.read([_readable(one.pair, store) for one in part], threads)
        found += [
            replace(one, pair=replace(one.pair, reading=reading)) for one, reading in zip(part, readings, strict=True)
        ]
    return found


def _readable(pair: TextPair, store: StateStore) -> ReadablePair:
    tokens = [joined_tokens(split_pieces(*side), store) for side in zip(pair.texts, pair.languages, strict=True)]
    words = [] if pair.words is None else [pair.words.source.spans, pair.words.target.spans]
    return ReadablePair((tokens[0], tokens[1]), (words[0], words[1]), pair.languages)


def paragraphs(examples: Sequence[Mapping[str, Any]], store: StateStore, random: Random) -> Iterator[Mapping[str, Any]]:
    """Yield examples, two fifths of them behind some others of the same sort of text, of which most are clean."""
    clean: dict[str, list[Mapping[str, Any]]] = defaultdict(list)
    for example in examples:
        if example["kind"] == "clean":
            clean[example["source"]].append(example)
    for example in examples:
        if random.random() < JOINED_SHARE and clean[example["source"]]:
            company = random.choices(clean[example["source"]], k=random.choice([1, 1, 2, 3, 4, 5]))
            place = random.randrange(len(company) + 1)
            whole = _joined([*company[:place], example, *company[place:]], example["kind"])
            if all(piece in store for side in (0, 1) for piece, _ in split_pieces(whole["texts"][side], SIDES[side])):
                yield whole
                continue
        yield example


def rated_examples(path: Path, random: Random) -> list[Mapping[str, Any]]:
    """Return the held-out translations that people judged, two fifths of them behind some others."""
    held = [rated for rated in read_written(path) if rated.held_out]
    found = []
    for rated in held:
        others = [other for other in held if other.source == rated.source]
        count = random.choice([1, 1, 2, 3, 4, 5]) if random.random() < JOINED_SHARE else 0
        found.append(_rated_example([rated, *random.sample(others, min(count, len(others)))]))
    return found


def _rated_example(parts: Sequence[Rated]) -> Mapping[str, Any]:
    texts = [" ".join(part.texts[side] for part in parts) for side in (0, 1)]
    faulty = any((part.poor or 0) > 1 / 2 or (part.misleading or 0) > 1 / 2 for part in parts)
    return {"kind": RATED, "texts": texts, "faulty": faulty}


def _joined(parts: Sequence[Mapping[str, Any]], kind: str) -> Mapping[str, Any]:
    found: dict[str, Any] = {"kind": kind, "wrong": ([], []), "missing": ([], [])}
    texts = ["", ""]
    for part in parts:
        for side in (0, 1):
            texts[side] += " " if texts[side] else ""
            for name in ("wrong", "missing"):
                found[name][side].extend(
                    (start + len(texts[side]), end + len(texts[side])) for start, end in part[name][side]
                )
            texts[side] += part["texts"][side]
    return {**found, "texts": texts}


def rows_of(all_read: Iterable[Checked]) -> dict[str, list[Row]]:
    """Return what was found in the pairs, by the name of the flag or of the score."""
    rows: dict[str, list[Row]] = defaultdict(list)
    for one in all_read:
        example, pair, reading = one.example, one.pair, one.pair.reading
        if reading is None:
            continue
        order = (0, 1) if pair.languages[0] == "en" else (1, 0)
        kind = example["kind"]
        truths = {"mistranslation": example["faulty"]} if kind == RATED else _planted(example, order)
        for name, truth in truths.items():
            if name == "mistranslation" and not truth and kind not in ("clean", RATED):
                continue  # people call a translation poor where something was left out, too
            rows[f"{name} score"].append((score_inputs(name, one.scores[name], reading), truth, kind))
        if kind == RATED:
            continue
        spans = [[tuple(span) for name in ("wrong", "missing") for span in example[name][side]] for side in order]
        for name, inputs, found in _findings(pair):
            rows[name].append((inputs, _touches(found, spans), kind))
    return rows


def _findings(pair: TextPair) -> Iterator[tuple[str, list[float], tuple[Any, Any]]]:
    """Yield the reader's own findings: what weighs them, what they are reckoned from, and their spans."""
    for opposed in opposed_words(pair):
        yield MEANING, opposed.inputs(pair), _spans(pair, opposed.words)
    for phrase in unanswered_words(pair):
        words = ((phrase.words, None), (None, phrase.words))[phrase.side]
        yield UNANSWERED, phrase.inputs(pair), _spans(pair, words)


def _planted(example: Mapping[str, Any], order: tuple[int, int]) -> dict[str, bool]:
    """Tell which errors were planted."""
    return {
        "omission": bool(example["missing"][order[0]]),
        "addition": bool(example["missing"][order[1]]),
        "mistranslation": bool(example["wrong"][0] or example["wrong"][1]),
    }


def lines_of(rows: Mapping[str, Sequence[Row]], damaged: float) -> dict[str, Any]:
    """Return the regressions of what was found often enough; `damaged` is the share of damaged pairs."""
    lines = {}
    for name, own in sorted(rows.items()):
        counts = Counter(row[1] for row in own)
        share = OF_SCORES if name.endswith(" score") else SHARE.get(name)
        if share is not None and min(counts[True], counts[False]) >= FEWEST:
            lines[name] = fitted(own, share, damaged)
        print(name, dict(counts), lines.get(name), flush=True)
    return lines


def fitted(rows: Sequence[Row], share: float, damaged: float) -> dict[str, Any]:
    """Return a logistic regression, held near to the first input alone."""
    right, kinds = np.array([row[1] for row in rows]), np.array([row[2] for row in rows])
    # Planted errors stand in other texts than those that people judged: how usual errors are in either is no news of a
    # pair, so each has a constant of its own.
    planted = (kinds != RATED) & (RATED in kinds)
    inputs = np.array([[*row[0], float(own), 1.0] for row, own in zip(rows, planted, strict=True)])
    weights = _weights(right, kinds, share, damaged)
    start = np.zeros(inputs.shape[1])
    start[0] = 1.0
    found = start.copy()
    ridge = np.full(len(found), RIDGE)
    ridge[-1] = 0.01
    for _ in range(100):
        mean = 1 / (1 + np.exp(-np.clip(inputs @ found, -30, 30)))
        gradient = inputs.T @ (weights * (mean - right)) + ridge * (found - start)
        curvature = (inputs.T * (weights * mean * (1 - mean))) @ inputs + np.diag(ridge)
        step = np.linalg.solve(curvature, gradient)
        found -= step * min(1.0, LONGEST_STEP / max(1e-9, float(np.abs(step).max())))
    return {"weights": [round(float(weight), 5) for weight in found[:-2]], "constant": round(float(found[-1]), 5)}


def _weights(right: NDArray[np.bool_], kinds: NDArray[np.str_], share: float, damaged: float) -> NDArray[np.float64]:
    """Return what each row counts, 1 in the mean."""
    rated = kinds == RATED
    weights = np.where(np.isin(kinds, ("clean", RATED)), (1 - share) / (1 - damaged), share / damaged)
    if right[rated].any():
        weights[rated] = np.where(right[rated], share / right[rated].mean(), (1 - share) / (1 - right[rated].mean()))
        weights[rated] *= RATED_SHARE / (1 - RATED_SHARE) * weights[~rated].sum() / weights[rated].sum()
    found: NDArray[np.float64] = weights * (len(weights) / weights.sum())
    return found


def main(arguments: Sequence[str] | None = None) -> None:
    """Check and read the examples, fit and write the weights."""
    options = _parser().parse_args(arguments)
    store, reader = StateStore(options.work / "states"), Reader()
    random = Random(5)
    known = [row for row in read_examples(options.work / "train.jsonl") if row["kind"] == "clean"]
    examples = [*read_examples(options.work / "held_out.jsonl"), *random.sample(known, min(CLEAN_PAIRS, len(known)))]
    damaged = sum(example["kind"] != "clean" for example in examples) / len(examples)
    examples = [*paragraphs(examples, store, random), *rated_examples(options.work / RATINGS, random)]
    rows = rows_of(read(checked(examples, store), store, reader, options.threads))
    lines = lines_of(rows, damaged)
    Path(options.output).write_text(json.dumps({"lines": lines}, indent=2) + "\n", encoding="utf-8")


def _spans(pair: TextPair, words: Sequence[tuple[int, int] | None]) -> tuple[Any, Any]:
    sides: list[NDArray[np.int32]] = [] if pair.words is None else [pair.words.source.spans, pair.words.target.spans]
    found = [
        None if own is None else (int(spans[own[0], 0]), int(spans[own[1] - 1, 1]))
        for spans, own in zip(sides, words, strict=True)
    ]
    return found[0], found[1]


def _touches(spans: tuple[Any, Any], wrong: Sequence[Sequence[tuple[int, ...]]]) -> bool:
    return any(
        span is not None and any(start < span[1] and end > span[0] for start, end in planted)
        for span, planted in zip(spans, wrong, strict=True)
    )


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(description="Fit how much the reader's word counts.")
    parser.add_argument("--work", type=Path, required=True, help="the folder of tools.build_reader")
    weights = Path(aligner.checks.__file__).with_name("weights") / WEIGHTS
    parser.add_argument("--output", type=Path, default=weights, help="the weights to write")
    parser.add_argument("--threads", type=int, default=2)
    return parser


if __name__ == "__main__":
    main()

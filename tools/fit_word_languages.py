"""Fits what tells German words from English ones.

`python -m tools.fit_word_languages ntrex.tsv tatoeba.tsv manuals.tsv` writes the weights and the lists of words that
`aligner/checks/untranslated_words.py` reads; with `--lists`, those of words in lower case alone. Each file is a TSV
with columns `de`, `en`. What ships was fitted on NTREX, Tatoeba and technical documentation, in this order; the lists
of words in lower case on the texts of games as well.
"""

from __future__ import annotations

import argparse
import csv
import re
from collections import Counter
from pathlib import Path

import numpy as np

from aligner.checks.code_look import code_spans
from aligner.checks.shared import without
from aligner.checks.untranslated_words import BOTH, BUCKETS, ENGLISH, NOUNS, SCALE, WEIGHTS, buckets_of

STEPS, RATE, PENALTY = 200, 0.05, 3e-6
LONGEST = 30
LEAST, ALONE, KEPT = 3, 0.004, 0.12
"""An English word is one that occurs so often, and so seldom in German text, without the English word or with it."""
CHECKS = Path(__file__).parents[1] / "aligner" / "checks"

_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)*")
_AFTER_A_WORD = re.compile(r"(?<=[a-zäöüß,0-9] )[^\W\d_]+")
_LOWER = re.compile(r"(?<![\w'’-])[a-zäöüß]{3,24}(?![\w'’-])")
_NOUN = re.compile("[A-ZÄÖÜ][a-zäöüß]{2,23}")


def main() -> None:
    """Fit on the pairs in the files that are named."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("files", nargs="+", metavar="PARALLEL_TSV", type=Path)
    parser.add_argument("--lists", action="store_true", help="write the lists of words in lower case only")
    arguments = parser.parse_args()
    paths: list[Path] = arguments.files
    csv.field_size_limit(1 << 30)
    rows = [row for path in paths for row in _rows(path)]
    english, both = _lower_case(rows)
    for name, found in ((ENGLISH, english), (BOTH, both)):
        (CHECKS / name).write_text("\n".join(found) + "\n", encoding="utf-8")
        print(f"{name}: written, {len(found)} words")
    if arguments.lists:
        return
    counts = {side: Counter(word.lower() for row in rows for word in _WORD.findall(row[side])) for side in ("de", "en")}
    weights, bias = _fit(counts)
    np.savez_compressed(CHECKS / WEIGHTS, weights=weights, bias=np.float64(bias))
    nouns = _nouns(rows, counts, weights, bias)
    (CHECKS / NOUNS).write_text("\n".join(nouns) + "\n", encoding="utf-8")
    print(f"{WEIGHTS}, {NOUNS}: written, {len(nouns)} nouns")


def _rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE))


def _fit(counts: dict[str, Counter[str]]) -> tuple[np.ndarray, float]:
    """Return (buckets,) int8 the weights times `SCALE`, and the bias, of a logistic regression over word types."""
    import torch

    torch.set_num_threads(1)
    totals = counts["de"].total(), counts["en"].total()
    words = [word for word in sorted({*counts["de"], *counts["en"]}) if len(word) <= LONGEST]
    shares = [(counts["de"][word] / totals[0], counts["en"][word] / totals[1]) for word in words]
    wanted = torch.tensor([german / (german + english) for german, english in shares])
    importance = torch.tensor([float(np.log1p(counts["de"][word] + counts["en"][word])) + 0.5 for word in words])
    buckets = [buckets_of(word) for word in words]
    flat = torch.tensor([bucket for found in buckets for bucket in found])
    starts = torch.tensor(np.cumsum([0, *(len(found) for found in buckets[:-1])]))
    table = torch.nn.EmbeddingBag(BUCKETS, 1, mode="sum")
    torch.nn.init.zeros_(table.weight)
    bias = torch.zeros(1, requires_grad=True)
    optimizer = torch.optim.Adam([*table.parameters(), bias], lr=RATE)
    for _ in range(STEPS):
        optimizer.zero_grad()
        scores = table(flat, starts)[:, 0] + bias
        loss = torch.nn.functional.binary_cross_entropy_with_logits(scores, wanted, weight=importance, reduction="sum")
        (loss / importance.sum() + PENALTY * (table.weight**2).sum()).backward()
        optimizer.step()
    weights = np.clip(np.round(table.weight.detach().numpy()[:, 0] * SCALE), -127, 127).astype(np.int8)
    return weights, float(bias.detach())


def _nouns(rows: list[dict[str, str]], counts: dict[str, Counter[str]], weights: np.ndarray, bias: float) -> list[str]:
    """Return the German nouns, in lower case, that English text does not have: they are no names."""
    found: Counter[str] = Counter()
    kept: Counter[str] = Counter()
    for row in rows:
        english = set(re.findall(r"[^\W\d_]+", row["en"]))
        for word in set(_AFTER_A_WORD.findall(row["de"])):
            found[word] += 1
            kept[word] += word in english
    return sorted(
        {
            word.lower()
            for word, count in found.items()
            if _NOUN.fullmatch(word)
            and count > 1
            and kept[word] <= 0.04 * count
            and counts["en"][word.lower()] <= 0.05 * counts["de"][word.lower()]
            and weights[buckets_of(word)].sum(dtype=np.int64) / SCALE + bias > 1
        }
    )


def _lower_case(rows: list[dict[str, str]]) -> tuple[list[str], list[str]]:
    """Return the words in lower case that only English text has, and those that German text has as well.

    A word that German text has where the English one has it too may be one that was left there; only where it stands
    without that it is surely German. Code is left out, as is what is not translated at all.
    """
    english: Counter[str] = Counter()
    german: Counter[str] = Counter()
    alone: Counter[str] = Counter()
    for row in rows:
        if row["en"].split() == row["de"].split():
            continue
        first, second = (set(_LOWER.findall(without(row[side], tuple(code_spans(row[side]))))) for side in ("en", "de"))
        english.update(first)
        german.update(second)
        alone.update(second - {word.lower() for word in _WORD.findall(row["en"])})
    only = {
        word
        for word, count in english.items()
        if count >= LEAST and alone[word] <= ALONE * count and german[word] <= KEPT * count
    }
    return sorted(only), sorted(word for word in english if word not in only and german[word] >= LEAST)


if __name__ == "__main__":
    main()

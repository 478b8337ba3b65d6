"""Figures of merit for flags: how well scores sort, how well spans hit, whether probabilities are probabilities."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

import numpy as np
from numpy.typing import NDArray

Span = tuple[int, int]


def area_under_curve(scores: Sequence[float], labels: Sequence[bool]) -> float:
    """Return the probability that a positive scores above a negative, ties counting half (Mann and Whitney 1947)."""
    truth = np.array(labels, bool)
    positives, negatives = int(truth.sum()), int((~truth).sum())
    if not positives or not negatives:
        return float("nan")
    ranks = _mean_ranks(np.array(scores, float))
    return float((ranks[truth].sum() - positives * (positives + 1) / 2) / (positives * negatives))


def average_precision(scores: Sequence[float], labels: Sequence[bool]) -> float:
    """Return the mean, over the positives in order of score, of the precision up to each."""
    truth = np.array(labels, bool)[np.argsort(-np.array(scores, float), kind="stable")]
    hits = np.cumsum(truth)
    return float((hits / np.arange(1, len(truth) + 1))[truth].mean()) if truth.any() else float("nan")


def precision_at(count: int, scores: Sequence[float], labels: Sequence[bool]) -> float:
    """Return the share of positives among the `count` that score highest."""
    return float(np.array(labels, bool)[np.argsort(-np.array(scores, float), kind="stable")[:count]].mean())


def area_within(groups: Iterable[tuple[Sequence[float], Sequence[bool]]]) -> float:
    """Return the share of pairs (positive, negative) of one group that are in the right order, ties counting half."""
    right = total = 0.0
    for scores, labels in groups:
        truth = np.array(labels, bool)
        pairs = int(truth.sum()) * int((~truth).sum())
        if pairs:
            right += area_under_curve(scores, labels) * pairs
            total += pairs
    return right / total if total else float("nan")


def reliability(
    probabilities: Sequence[float], right: Sequence[bool], bins: int = 10
) -> list[tuple[float, float, int]]:
    """Return for each bin of equal width that holds any: mean probability, share that is right, number."""
    stated, true = np.array(probabilities, float), np.array(right, float)
    places = np.minimum((stated * bins).astype(int), bins - 1)
    rows = []
    for k in range(bins):
        inside = places == k
        if inside.any():
            rows.append((float(stated[inside].mean()), float(true[inside].mean()), int(inside.sum())))
    return rows


def marked_words(text: str, spans: Iterable[Span]) -> set[Span]:
    """Return the words of a text that any span touches."""
    words = [match.span() for match in re.finditer(r"\w+", text)]
    marked = list(spans)
    return {(start, end) for start, end in words if any(start < last and first < end for first, last in marked)}


def f1(hit: int, found: int, wanted: int) -> tuple[float, float, float]:
    """Return precision, recall and F1."""
    precision, recall = hit / max(1, found), hit / max(1, wanted)
    return precision, recall, 2 * precision * recall / max(1e-9, precision + recall)


def _mean_ranks(values: NDArray[np.float64]) -> NDArray[np.float64]:
    """Rank from 1; equal values share the mean of their ranks."""
    _, inverse, counts = np.unique(values, return_inverse=True, return_counts=True)
    last = np.cumsum(counts)
    ranks: NDArray[np.float64] = (last - (counts - 1) / 2)[inverse]
    return ranks

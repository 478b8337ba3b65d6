"""Measures a reader in training on pairs whose errors are known."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import torch
from numpy.typing import NDArray

from tools.reader_batches import UNSURE, Unit, tensors
from tools.reader_model import Reader
from tools.reader_states import StateStore

_TOKENS = 6000


@dataclass(frozen=True, slots=True)
class Reading:
    """The probabilities of the tokens (l, 2) of a unit, English first, and of the pair (3,)."""

    tokens: NDArray[np.float32]
    pair: NDArray[np.float32]


def read_units(reader: Reader, units: Sequence[Unit], store: StateStore) -> list[Reading]:
    """Return what the reader says of units, in their order."""
    reader.eval()
    found: dict[int, Reading] = {}
    order = sorted(range(len(units)), key=lambda number: units[number].length)
    groups: list[list[int]] = [[]]
    for number in order:
        if groups[-1] and (len(groups[-1]) + 1) * (units[number].length + 1) > _TOKENS:
            groups.append([])
        groups[-1].append(number)
    for group in groups:
        states, side, valid, _, _ = tensors([units[number] for number in group], store)
        with torch.no_grad(), torch.autocast("cpu", dtype=torch.bfloat16):
            tokens, pair = reader(states, side, valid)
        token_values, pair_values = torch.sigmoid(tokens.float()).numpy(), torch.sigmoid(pair.float()).numpy()
        for row, number in enumerate(group):
            found[number] = Reading(token_values[row, 1 : 1 + units[number].length], pair_values[row])
    return [found[number] for number in range(len(units))]


def area_under_curve(labels: NDArray[np.bool_], values: NDArray[np.floating]) -> float:
    """Return the ROC area: how often what is wrong has the greater value."""
    order = np.argsort(values, kind="stable")
    ranked = values[order]
    ranks = np.empty(len(values))
    first = np.searchsorted(ranked, ranked, side="left")
    last = np.searchsorted(ranked, ranked, side="right")
    ranks[order] = (first + last + 1) / 2
    wrong = int(labels.sum())
    right = len(labels) - wrong
    return float((ranks[labels].sum() - wrong * (wrong + 1) / 2) / max(1, wrong * right))


def token_areas(units: Sequence[Unit], readings: Sequence[Reading]) -> list[float]:
    """Return the ROC areas of the tokens' two labels."""
    labels = np.concatenate([np.concatenate(unit.labels) for unit in units])
    values = np.concatenate([reading.tokens for reading in readings])
    areas = []
    for column in range(labels.shape[1]):
        known = labels[:, column] != UNSURE
        areas.append(area_under_curve(labels[known, column] == 1, values[known, column]))
    return areas


def worst(reading: Reading, column: int, count: int = 1) -> float:
    """Return the mean of the greatest values of a label."""
    values = np.sort(reading.tokens[:, column])[-count:]
    return float(values.mean()) if len(values) else 0.0

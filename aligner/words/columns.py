"""Columns of features by name, so that fitted weights are never read with the columns of something else."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from importlib.resources.abc import Traversable
from itertools import zip_longest
from pathlib import Path
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from aligner.errors import ModelError

NAMES: Final = "columns"
"""What the names of columns are called in a file of weights."""


def stacked(columns: Mapping[str, NDArray[Any]], names: Sequence[str]) -> NDArray[np.float32]:
    """Return (n, f) the columns (n,), in the order of `names`. Raises ValueError where they have other names."""
    if columns.keys() != set(names):
        raise ValueError(f"there are columns too many or too few: {sorted(columns.keys() ^ set(names))}")
    return np.stack([columns[name] for name in names], axis=1).astype(np.float32)


def read_weights(file: Traversable, names: Sequence[str]) -> dict[str, Any]:
    """Read weights that were fitted on columns of these names, in this order.

    :raises ModelError: if the file says of no columns, or of others, that the weights were fitted on them.
    """
    with file.open("rb") as stream, np.load(stream, allow_pickle=False) as stored:
        arrays: dict[str, Any] = dict(stored)
    fitted = arrays.pop(NAMES, np.zeros(0, str)).tolist()
    for number, (found, wanted) in enumerate(zip_longest(fitted, names, fillvalue="nothing"), 1):
        if found != wanted:
            raise ModelError(
                f"{file}: the weights were fitted on other columns: number {number} was {found!r} and is {wanted!r} "
                "now; fit them again with tools.fit_flags"
            )
    return arrays


def write_weights(path: Path, arrays: Mapping[str, Any], names: Sequence[str]) -> None:
    """Write weights with the names of the columns that they were fitted on. Equal weights make equal files."""
    path.parent.mkdir(parents=True, exist_ok=True)
    # Entries carry the date 1980-01-01, whatever the time: numpy leaves them without one.
    named: dict[str, Any] = {NAMES: np.array(names), **arrays}
    np.savez_compressed(path, **named)

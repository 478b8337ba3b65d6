"""The weights of the alignment model, stored beside this module.

`parameters.json` is the output of `tools/fit_alignment.py` as it is: fitted on synthetic damage to Parallel Universal
Dependencies, translated manuals of free software, and a list of Tatoeba. `docs/benchmarks.md` says what they reach.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Final

import numpy as np
from numpy.typing import NDArray

FEATURES: Final = (
    "similarity",
    "scaled similarity",
    "weakest source",
    "weakest target",
    "length",
)
"""What `evidence.py` measures of a bead, in the order of the weights."""
TYPICAL_LENGTH: Final = 90.0
"""Characters: a unit, chosen by hand. With another the fitted `null_opening` and `null_extending` would be others."""


@dataclass(frozen=True, slots=True)
class Parameters:
    """A fitted model: log-linear weights of a conditional random field over alignments.

    `types` are the sizes of pair beads, `features` the weights of `FEATURES`, `biases` the log score of each type
    before any evidence. A sentence left alone scores `null_opening` or, where its neighbour is alone too,
    `null_extending`, or `null_facing`, where it begins a run and the other side leaves sentences alone in the same
    place; plus `null_length` times the logarithm of its length in `TYPICAL_LENGTH`.
    """

    types: tuple[tuple[int, int], ...]
    features: NDArray[np.float32]
    biases: NDArray[np.float32]
    null_opening: float
    null_facing: float
    null_extending: float
    null_length: float

    def limited(self, max_bead: int) -> Parameters:
        """Keep the beads with at most `max_bead` sentences on each side."""
        kept = [k for k, sizes in enumerate(self.types) if max(sizes) <= max_bead]
        return Parameters(
            tuple(self.types[k] for k in kept),
            self.features,
            self.biases[kept],
            self.null_opening,
            self.null_facing,
            self.null_extending,
            self.null_length,
        )


@cache
def shipped_parameters() -> Parameters:
    """Read the fitted weights."""
    stored = json.loads(files(__package__).joinpath("parameters.json").read_text(encoding="utf-8"))
    beads = {tuple(int(size) for size in kind.split("-")): bias for kind, bias in stored["beads"].items()}
    return Parameters(
        types=tuple((sizes[0], sizes[1]) for sizes in beads),
        features=np.array([stored["features"][name] for name in FEATURES], np.float32),
        biases=np.array(list(beads.values()), np.float32),
        null_opening=stored["null"]["opening"],
        null_facing=stored["null"]["facing"],
        null_extending=stored["null"]["extending"],
        null_length=stored["null"]["length"],
    )

"""The shipped reader's files: the ONNX graph and what is known of it."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Final

import numpy as np
from numpy.typing import NDArray

from aligner.encoding.onnx_model import load_session, loading, run_session

SHIPPED: Final = Path(__file__).with_name("shipped")
SIDES: Final = ("en", "de")
"""Tokens stand in this order, whichever language is the source."""
PAIR_SIDE: Final = 2
"""The side of the first position, which stands for the pair."""
Floats = NDArray[np.float32]


class ReaderModel:
    """A directory written by `tools.build_reader`, ready to run on the processor.

    :param directory: holds `reader.onnx` and `reader.json`.
    :raises ModelError: if a file is missing or cannot be loaded, or a package is not installed.
    """

    def __init__(self, directory: Path = SHIPPED) -> None:
        with loading(directory, "reader"):
            settings = json.loads((directory / "reader.json").read_text(encoding="utf-8"))
            self._session = load_session(directory / "reader.onnx")
        self.fingerprint: str = settings["fingerprint"]
        self.encoder: str = settings["encoder"]
        self._pair_state = np.float32(settings["pair_state"])

    def logits(self, first: list[Floats], second: list[Floats]) -> tuple[Floats, Floats]:
        """Run pairs of one total length: the token states of English (m, d) and of German.

        Return the logits of their tokens (b, l, 3), English first (wrong, missing, revised), and of the pairs (b, 5)
        (wrong, English says more, German says more, misleading, poor; the last was of use in training alone).
        """
        width = first[0].shape[1]
        states = np.stack(
            [
                np.concatenate([np.full((1, width), self._pair_state, np.float32), *both])
                for both in zip(first, second, strict=True)
            ]
        )
        side = np.array(
            [[PAIR_SIDE, *[0] * len(one), *[1] * len(two)] for one, two in zip(first, second, strict=True)], np.int64
        )
        tokens, pairs = run_session(self._session, ["tokens", "pair"], {"states": states, "side": side})
        return tokens[:, 1:], pairs

"""Encodes the background sentences of the package once for all, so that no run need do it.

`python -m tools.encode_background` writes `aligner/alignment/background.npz`; `tools.build_model` does so for the model
that it has built. With a model of another fingerprint than that in the file, the sentences are encoded in each run.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np

import aligner.alignment
from aligner.alignment.background import BACKGROUND_LANGUAGES, VECTORS, background_sentences
from aligner.encoding import load_encoder
from aligner.encoding.encoder import Encoder

VECTORS_PATH = Path(aligner.alignment.__file__).with_name(VECTORS)


def write_vectors(encoder: Encoder, path: Path = VECTORS_PATH) -> None:
    """Write the vectors as `encoder` gives them: one that `load_encoder` returns, as runs use it."""
    arrays: dict[str, Any] = {"fingerprint": np.array(encoder.fingerprint)}
    for language in BACKGROUND_LANGUAGES:
        arrays[language] = encoder.encode(background_sentences(language))
    np.savez(path, **arrays)


def main() -> None:
    """Write the file."""
    write_vectors(load_encoder(cache=False))
    print(f"{VECTORS_PATH.name}: written")


if __name__ == "__main__":
    main()

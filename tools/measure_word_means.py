"""Measures the mean token state of each language, which word alignment takes away before it compares.

`python -m tools.measure_word_means` writes `aligner/words/means.npy` from the background sentences of the package.
`tools.build_model` does so for the model that it has built.
"""

from __future__ import annotations

from pathlib import Path

import numpy as np
from numpy.typing import NDArray

import aligner.words
from aligner.alignment.background import background_sentences
from aligner.encoding.encoder import TokenEncoder
from aligner.encoding.onnx_encoder import ShippedEncoder
from aligner.words.text_words import LANGUAGES, MEANS

MEANS_PATH = Path(aligner.words.__file__).with_name(MEANS)


def measure_means(encoder: TokenEncoder) -> NDArray[np.float32]:
    """Return (2, d) the mean token state of the background sentences in each of `LANGUAGES`."""
    means = []
    for language in LANGUAGES:
        states = [tokens.vectors for _, _, tokens in encoder.encode_with_tokens(background_sentences(language))]
        means.append(np.concatenate(states).mean(axis=0, dtype=np.float64))
    return np.stack(means).astype(np.float32)


def write_means(encoder: TokenEncoder) -> None:
    """Write the means of the model that ships."""
    np.save(MEANS_PATH, measure_means(encoder), allow_pickle=False)


def main() -> None:
    """Write the file."""
    write_means(ShippedEncoder())
    print(f"{MEANS_PATH.name}: written")


if __name__ == "__main__":
    main()

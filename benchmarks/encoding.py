"""Measures an encoder: speed, start-up, closeness to a reference model, reproducibility.

`python -m benchmarks.encoding [--model DIRECTORY] [--reference DIRECTORY] [--limit N] FILES...`, where a file is a TSV
with the columns `de` and `en`, or a text with one sentence a line. The reference is a sentence-transformers directory,
for instance the untrimmed model in full precision.
"""

from __future__ import annotations

import argparse
import csv
import subprocess
import sys
import time
from collections.abc import Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from aligner.encoding.onnx_encoder import ShippedEncoder
from aligner.encoding.onnx_model import SHIPPED

TOKENS = 32
SPEED_TEXTS = 640
REPEATED = 200
COLD_START = (
    "import sys; from pathlib import Path; from aligner.encoding.onnx_encoder import ShippedEncoder; "
    "ShippedEncoder(Path(sys.argv[1])).encode(['Ein Satz.', 'A sentence.'])"
)


def read_texts(path: Path, limit: int | None) -> dict[str, list[str]]:
    """Return the sentences of a file by a name for them."""
    with path.open(encoding="utf-8", newline="") as lines:
        if path.suffix != ".tsv":
            return {path.name: lines.read().splitlines()[:limit]}
        rows = list(csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE))[:limit]
    return {f"{path.name} {language}": [row[language] for row in rows] for language in ("de", "en")}


def closeness(vectors: NDArray[np.float32], reference: NDArray[np.float32]) -> str:
    """Describe the cosines of rows with rows, raw and after each side's mean is taken away."""
    raw = _cosines(vectors, reference)
    centred = _cosines(vectors - vectors.mean(axis=0), reference - reference.mean(axis=0))
    return (
        f"cosine mean {raw.mean():.4f} min {raw.min():.4f}, centred mean {centred.mean():.4f} min {centred.min():.4f}"
    )


def _cosines(left: NDArray[np.float32], right: NDArray[np.float32]) -> NDArray[np.float32]:
    norms = np.linalg.norm(left, axis=1) * np.linalg.norm(right, axis=1)
    cosines: NDArray[np.float32] = (left * right).sum(axis=1) / norms
    return cosines


def is_reproducible(directory: Path, encoder: ShippedEncoder, texts: Sequence[str]) -> bool:
    """Compare, bit for bit, vectors from one call with those of single calls, and of one thread with two."""
    together = encoder.encode(texts)
    alone = np.concatenate([encoder.encode([text]) for text in texts])
    other = ShippedEncoder(directory, threads=1).encode(texts)
    return np.array_equal(together, alone) and np.array_equal(together, other)


def speed(encoder: ShippedEncoder, texts: Sequence[str]) -> str:
    """Time one call, by the clock and by the processor."""
    wall, processor = time.perf_counter(), time.process_time()
    encoder.encode(texts)
    seconds, used = time.perf_counter() - wall, time.process_time() - processor
    return f"{len(texts) / seconds:.0f} sentences/s ({1000 * used / len(texts):.1f} ms of processor time each)"


def report_startup(directory: Path) -> None:
    """Print the best of three cold starts: interpreter, imports, model, one sentence a side."""
    times = []
    for _ in range(3):
        start = time.perf_counter()
        subprocess.run([sys.executable, "-c", COLD_START, str(directory)], check=True)
        times.append(time.perf_counter() - start)
    print(f"cold start with two sentences: {min(times):.2f} s")


def report(name: str, texts: list[str], directory: Path, encoder: ShippedEncoder, reference: str | None) -> None:
    """Print what was measured on one list of sentences."""
    print(f"{name}: {len(texts)} texts, {speed(encoder, texts)}")
    print(f"{name}: same bits alone, batched, 1 thread: {is_reproducible(directory, encoder, texts[:REPEATED])}")
    if reference is not None:
        from sentence_transformers import SentenceTransformer

        model = SentenceTransformer(reference, device="cpu", local_files_only=True)
        expected = model.encode(texts, prompt_name="query", normalize_embeddings=True, batch_size=16)
        print(f"{name}: {closeness(encoder.encode(texts), expected)}")


def _texts_of_letters() -> list[str]:
    """Return distinct texts of exactly `TOKENS` tokens: single letters, begin, end and the prefix's three pieces."""
    letters = list("abcdefghijklmnopqrstuvwxyzö")
    shuffled = [np.random.default_rng(seed).permutation(letters) for seed in range(SPEED_TEXTS)]
    return [" ".join(order[: TOKENS - 5]) for order in shuffled]


def main() -> None:
    """Run the command."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("files", type=Path, nargs="*")
    parser.add_argument("--model", type=Path, default=SHIPPED, help="directory made by tools.build_model")
    parser.add_argument("--reference", help="sentence-transformers directory to compare with")
    parser.add_argument("--limit", type=int, help="sentences of each file")
    parser.add_argument("--threads", type=int)
    options = parser.parse_args()
    report_startup(options.model)
    encoder = ShippedEncoder(options.model, options.threads)
    texts = _texts_of_letters()
    encoder.encode(texts[:32])
    print(f"{TOKENS} tokens: {speed(encoder, texts)}")
    for path in options.files:
        for name, sentences in read_texts(path, options.limit).items():
            report(name, sentences, options.model, encoder, options.reference)


if __name__ == "__main__":
    main()

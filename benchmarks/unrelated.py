"""Two texts with nothing in common: `python -m benchmarks.unrelated SOURCE TARGET [--sizes 2000 …] [--json OUT]`.

The files have one sentence a line and are no translations of each other, so that every bead with two sides is wrong,
and every move. The first sentences of both are aligned, without the second look; `processor s` is the time beside
encoding, `pairs` the beads with two sides, `sure` those of them with a confidence above .9.
"""

from __future__ import annotations

import argparse
import json
import time
from collections.abc import Callable, Sequence
from pathlib import Path

from aligner.alignment.alignment import EncodedText, align_texts
from aligner.alignment.background import background_and_length_ratio
from aligner.alignment.space import Background
from aligner.encoding import load_encoder
from aligner.encoding.encoder import Encoder

SIZES = (2_000, 4_000, 8_000)
SURE = 0.9
COLUMNS = ("source", "target", "processor s", "pairs", "sure", "moves")


def main(arguments: Sequence[str] | None = None, load: Callable[[], Encoder] = load_encoder) -> None:
    """Align the beginnings of both files and print a table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("source", type=Path, metavar="SOURCE")
    parser.add_argument("target", type=Path, metavar="TARGET")
    parser.add_argument("--languages", nargs=2, default=("de", "en"), metavar="CODE", help="default: de en")
    parser.add_argument("--sizes", nargs="+", type=int, default=SIZES, metavar="N", help="sentences on each side")
    parser.add_argument("--json", type=Path, metavar="OUT", help="write the figures here too")
    options = parser.parse_args(arguments)
    encoder = load()
    source, target = (_encoded(path, encoder, max(options.sizes)) for path in (options.source, options.target))
    usual = background_and_length_ratio(tuple(options.languages), encoder)
    print("\t".join(COLUMNS))
    rows = []
    for size in options.sizes:
        row = measure(_first(source, size), _first(target, size), *usual)
        rows.append(row)
        print("\t".join(f"{row[column]:.4g}" for column in COLUMNS), flush=True)
    print(f"# {encoder.fingerprint}")
    if options.json:
        content = {"model": encoder.fingerprint, "sizes": rows}
        options.json.write_text(json.dumps(content, indent=2) + "\n", encoding="utf-8")


def measure(source: EncodedText, target: EncodedText, background: Background, ratio: float) -> dict[str, float]:
    """Align two texts."""
    start = time.process_time()
    alignment = align_texts(source, target, background, ratio)
    seconds = time.process_time() - start
    pairs = [sure for bead, sure in zip(alignment.beads, alignment.confidence, strict=True) if not bead.is_null]
    return {
        "source": len(source.texts),
        "target": len(target.texts),
        "processor s": seconds,
        "pairs": len(pairs),
        "sure": sum(sure > SURE for sure in pairs),
        "moves": len(alignment.moves),
    }


def _first(text: EncodedText, sentences: int) -> EncodedText:
    return EncodedText(text.vectors[:sentences], text.texts[:sentences])


def _encoded(path: Path, encoder: Encoder, sentences: int) -> EncodedText:
    texts = path.read_text(encoding="utf-8").splitlines()[:sentences]
    return EncodedText(encoder.encode(texts), texts)


if __name__ == "__main__":
    main()

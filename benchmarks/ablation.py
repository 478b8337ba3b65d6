"""What each part of the engine brings: `python -m benchmarks.ablation FOLDER … [--json OUT]`.

Takes the same folders as `benchmarks.alignment` and aligns them once as they are and once without each part. Prints
strict F1 and null F1, and exact recall where the gold has kinds. Vectors come from the cache after the first run.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager, nullcontext
from dataclasses import replace
from pathlib import Path
from unittest.mock import patch

import numpy as np

from aligner.alignment import alignment, engine, evidence, side, space
from aligner.alignment.parameters import FEATURES, Parameters, shipped_parameters
from aligner.encoding import load_encoder
from benchmarks.alignment import measure

SHOWN = ("strict", "null", "exact")


def main(arguments: Sequence[str] | None = None) -> None:
    """Print one row a variant, one group of columns a folder."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folders", nargs="+", type=Path, metavar="FOLDER")
    parser.add_argument("--source", default="de", help="ending and language of the source files (default de)")
    parser.add_argument("--target", default="en", help="ending and language of the target files (default en)")
    parser.add_argument("--json", type=Path, metavar="OUT", help="write the figures here too")
    options = parser.parse_args(arguments)
    encoder = load_encoder(cache=True)
    print("\t".join(("variant", *(f"{folder.stem} {'/'.join(SHOWN)}" for folder in options.folders))))
    rows: dict[str, dict[str, list[float | None]]] = {}
    for name, changed in VARIANTS.items():
        with changed():
            figures = {
                folder.stem: measure(folder, encoder, options.source, options.target) for folder in options.folders
            }
        rows[name] = {folder: [row[column] for column in SHOWN] for folder, row in figures.items()}
        cells = ("/".join("-" if v is None else f"{v:.3f}" for v in values) for values in rows[name].values())
        print("\t".join((name, *cells)), flush=True)
    if options.json:
        options.json.write_text(json.dumps(rows, indent=2) + "\n")


def _weights(change: Callable[[Parameters], Parameters]) -> Callable[[], AbstractContextManager[object]]:
    changed = change(shipped_parameters())
    return lambda: patch.object(alignment, "shipped_parameters", lambda: changed)


def _without(*names: str) -> Callable[[], AbstractContextManager[object]]:
    kept = np.array([name not in names for name in FEATURES], np.float32)
    return _weights(lambda parameters: replace(parameters, features=parameters.features * kept))


VARIANTS: dict[str, Callable[[], AbstractContextManager[object]]] = {
    "all": nullcontext,
    "no whitening (centring only)": lambda: patch.object(space, "_DAMPING", 0.0),
    "no lengths": _without("length"),
    "no weakest member": _without("weakest source", "weakest target"),
    "nulls not affine": _weights(lambda p: replace(p, null_extending=p.null_opening)),
    "nulls blind to length": _weights(lambda p: replace(p, null_length=0.0)),
    "length ratio of the languages only": lambda: patch.object(engine, "length_ratio_in", lambda _, expected: expected),
    "no second look": lambda: patch.object(engine, "BUDGET", 0.0),
    "no words": lambda: patch.object(engine, "beads_to_read", lambda found: (found.beads[:0], found.probability[:0])),
    "beads to 2": _weights(lambda p: p.limited(2)),
    "beads to 3": _weights(lambda p: p.limited(3)),
    "block vectors weighted by length": lambda: patch.object(side, "_WEIGHT_EXPONENT", 1.0),
    "block vectors not weighted": lambda: patch.object(side, "_WEIGHT_EXPONENT", 0.0),
    "lengths after Gale and Church only": lambda: patch.object(evidence, "_LENGTH_SPREAD", 0.0),
}


if __name__ == "__main__":
    main()

"""Time and memory of alignment by size: `python -m benchmarks.scaling [--sizes 1000 5000 …] [--json OUT]`.

Texts are made up (see `made_up.py`), so that encoding takes no time and every bead is known. Each size is measured
three times: `plain`; `chapter`, where the translation lacks 5,000 sentences in the middle (5% of the text if that is
less); and `front`, where it begins with 500 sentences that the original lacks. Each row is measured in a process of its
own, on one core, without the second look at doubtful beads. `peak MB` is the most memory that the process had, less the
vectors of the sentences. `null` is the F1 of null beads, `nulls` their number in the output.
"""

from __future__ import annotations

import argparse
import json
import os
import resource
import time
from collections.abc import Callable, Sequence
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

from aligner.alignment.alignment import EncodedText, align_texts
from aligner.alignment.space import background_of
from aligner.evaluation.links import Gold
from aligner.evaluation.scores import evaluate
from benchmarks.alignment import links_of, prediction_of
from benchmarks.made_up import LENGTH_RATIO, MadeUpPair, MadeUpText, load_beads, load_text, made_up_pair

SIZES = (1_000, 5_000, 20_000, 100_000)
CHAPTER = 5_000
CHAPTER_SHARE = 0.05
FRONT_MATTER = 500
BACKGROUND = 300
"""Sentences that show what unrelated text looks like to an encoder."""

Figures = dict[str, float | None]


def _plain(size: int) -> MadeUpPair:
    return made_up_pair(size)


def _chapter(size: int) -> MadeUpPair:
    missing = min(CHAPTER, int(CHAPTER_SHARE * size))
    start = (size - missing) // 2
    return made_up_pair(size, only_source=range(start, start + missing))


def _front(size: int) -> MadeUpPair:
    return made_up_pair(size + FRONT_MATTER, only_target=range(FRONT_MATTER))


SCENARIOS: Final[dict[str, Callable[[int], MadeUpPair]]] = {"plain": _plain, "chapter": _chapter, "front": _front}
COLUMNS = ("source", "target", "wall s", "processor s", "peak MB", "strict", "null", "nulls")


def main(arguments: Sequence[str] | None = None) -> None:
    """Measure every size and scenario and print a table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--sizes", nargs="+", type=int, default=SIZES, metavar="N", help="sentences on each side")
    parser.add_argument("--json", type=Path, metavar="OUT", help="write the figures here too")
    options = parser.parse_args(arguments)
    # The processes to come inherit this; `aligner` does the same.
    os.environ["OPENBLAS_NUM_THREADS"] = "1"
    rows: list[dict[str, str | float | None]] = []
    print("\t".join(("size", "scenario", *COLUMNS)))
    for size in options.sizes:
        for scenario in SCENARIOS:
            figures = _in_fresh_processes(size, scenario)
            rows.append({"size": size, "scenario": scenario, **figures})
            print("\t".join((str(size), scenario, *(_cell(column, figures[column]) for column in COLUMNS))), flush=True)
    if options.json:
        options.json.write_text(json.dumps(rows, indent=2) + "\n", encoding="utf-8")


def _cell(column: str, value: float | None) -> str:
    digits = {"strict": 4, "null": 4, "wall s": 2, "processor s": 2}.get(column, 0)
    return "-" if value is None else f"{value:.{digits}f}"


def _in_fresh_processes(size: int, scenario: str) -> Figures:
    """Write the texts in one process and align them in another, so that its peak is that of the alignment alone."""
    with (
        TemporaryDirectory() as folder,
        ProcessPoolExecutor(1, mp_context=get_context("spawn"), max_tasks_per_child=1) as processes,
    ):
        processes.submit(make, size, scenario, Path(folder)).result()
        return processes.submit(measure, Path(folder)).result()


def make(size: int, scenario: str, folder: Path) -> None:
    """Write the texts of a row."""
    SCENARIOS[scenario](size).save(folder)


def measure(folder: Path) -> Figures:
    """Align what `make` wrote."""
    unrelated = made_up_pair(BACKGROUND, seed=2)
    sides = (_encoded(load_text(folder, "source")), _encoded(load_text(folder, "target")))
    background = background_of(unrelated.source.vectors, unrelated.target.vectors)
    wall, processor = time.perf_counter(), time.process_time()
    alignment = align_texts(*sides, background, LENGTH_RATIO)
    figures: Figures = {"wall s": time.perf_counter() - wall, "processor s": time.process_time() - processor}
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024 - sum(side.vectors.nbytes for side in sides)
    # Only now: it is no part of the memory of the alignment.
    beads = load_beads(folder)
    gold = Gold(links_of(beads), ("",) * len(beads))
    scores = evaluate([(gold, prediction_of(alignment))])
    return figures | {
        "source": len(sides[0].texts),
        "target": len(sides[1].texts),
        "peak MB": peak / 1e6,
        "strict": scores.strict.f1,
        "null": scores.null.f1 if any(bead.is_null for bead in beads) else None,
        "nulls": sum(bead.is_null for bead in alignment.beads),
    }


def _encoded(text: MadeUpText) -> EncodedText:
    return EncodedText(text.vectors, ["x" * length for length in text.lengths.tolist()])


if __name__ == "__main__":
    main()

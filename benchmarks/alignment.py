"""Score alignments of any folders of gold: `python -m benchmarks.alignment FOLDER … [--json OUT]`.

A folder holds NAME.gold with a text of one sentence a line on each side, NAME.de and NAME.en (or what `--source` and
`--target` say); a NAME.gold may also be given by itself. All documents of a folder make one row of the table.
Gold lines are `[source ids]:[target ids]`. Each sentence is encoded once, without the cache. `again` is the time of
the encodings for the second look, `time` that of all else, as shares of the encoding.
"""

from __future__ import annotations

import argparse
import json
import resource
import time
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from functools import partial
from pathlib import Path

from aligner.alignment.alignment import Alignment, EncodedText, align_texts
from aligner.alignment.background import background_and_length_ratio
from aligner.alignment.bead import Bead
from aligner.alignment.space import Vectors
from aligner.encoding import load_encoder
from aligner.encoding.encoder import Encoder, TokenEncoder
from aligner.encoding.spool import TokenSpool, encode_into
from aligner.evaluation.links import Gold, Link, Prediction, read_gold
from aligner.evaluation.scores import Evaluation, evaluate
from aligner.words.missing import MissingSentences

COLUMNS = ("strict", "lax", "null", "exact", "ece", "sentences", "encoding s", "again", "time", "peak MB")


class Stopwatch:
    """Adds up the seconds spent in named stages."""

    def __init__(self) -> None:
        self.seconds: dict[str, float] = {}

    @contextmanager
    def measure(self, stage: str) -> Iterator[None]:
        """Add the time of a block to a stage."""
        start = time.perf_counter()
        yield
        self.seconds[stage] = self.seconds.get(stage, 0.0) + time.perf_counter() - start


def main(arguments: Sequence[str] | None = None) -> None:
    """Align every document of every folder and print a table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folders", nargs="+", type=Path, metavar="FOLDER")
    parser.add_argument("--source", default="de", help="ending and language of the source files (default de)")
    parser.add_argument("--target", default="en", help="ending and language of the target files (default en)")
    parser.add_argument("--model", help="a sentence-transformers model instead of the shipped one")
    parser.add_argument("--json", type=Path, metavar="OUT", help="write the figures here too")
    options = parser.parse_args(arguments)
    encoder = load_encoder(options.model, cache=False)
    rows = {str(folder): measure(folder, encoder, options.source, options.target) for folder in options.folders}
    print("\t".join(("set", *COLUMNS)))
    for folder, row in rows.items():
        print("\t".join((Path(folder).name, *(_cell(row[column]) for column in COLUMNS))))
    print(f"# {encoder.fingerprint}")
    if options.json:
        options.json.write_text(json.dumps({"model": encoder.fingerprint, "sets": rows}, indent=2) + "\n")


def measure(folder: Path, encoder: Encoder, source: str, target: str) -> dict[str, float | None]:
    """Align the documents of one folder; return the figures of its row."""
    golds = sorted(folder.glob("*.gold")) if folder.is_dir() else [folder]
    watch = Stopwatch()
    pairs: list[tuple[Gold, Prediction]] = []
    sentences = 0
    for path in golds:
        texts = [_lines(path.with_suffix(f".{language}")) for language in (source, target)]
        sentences += sum(map(len, texts))
        pairs.append((read_gold(path), prediction_of(_align(encoder, texts, (source, target), watch))))
    figures = _figures(evaluate(pairs))
    encoding, again = watch.seconds["encoding"], watch.seconds.get("second look", 0.0)
    return figures | {
        "sentences": sentences,
        "encoding s": encoding,
        "again": again / encoding,
        "time": (watch.seconds["alignment"] - again) / encoding,
        "peak MB": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024,
    }


def _align(encoder: Encoder, texts: list[list[str]], languages: tuple[str, str], watch: Stopwatch) -> Alignment:
    with watch.measure("background"):
        usual = background_and_length_ratio(languages, encoder)
    border = len(texts[0])

    def encode_again(texts: Sequence[str]) -> Vectors:
        with watch.measure("second look"):
            return encoder.encode(texts)

    with TokenSpool() as spool:
        encode, missing = encoder.encode, None
        if isinstance(encoder, TokenEncoder):
            encode, missing = partial(encode_into, spool, encoder), MissingSentences(encoder, languages, spool)
        with watch.measure("encoding"):
            vectors = encode([*texts[0], *texts[1]])
        with watch.measure("alignment"):
            return align_texts(
                EncodedText(vectors[:border], texts[0]),
                EncodedText(vectors[border:], texts[1]),
                *usual,
                encode=encode_again,
                missing=missing,
            )


def prediction_of(alignment: Alignment) -> Prediction:
    """Return what an alignment says, to be compared with gold."""
    return Prediction(links_of(alignment.beads), alignment.confidence)


def links_of(beads: Iterable[Bead]) -> tuple[Link, ...]:
    """Return the sentence numbers of beads."""
    return tuple(
        (tuple(range(bead.source_start, bead.source_end)), tuple(range(bead.target_start, bead.target_end)))
        for bead in beads
    )


def _figures(evaluation: Evaluation) -> dict[str, float | None]:
    return {
        "strict": evaluation.strict.f1,
        "lax": evaluation.lax.f1,
        "null": evaluation.null.f1,
        "exact": evaluation.exact_recall,
        "ece": evaluation.calibration.expected_error if evaluation.calibration else None,
    }


def _lines(path: Path) -> list[str]:
    return path.read_text(encoding="utf-8").rstrip("\n").split("\n")


def _cell(value: float | None) -> str:
    if value is None:
        return "-"
    return f"{value:.0f}" if value > 100 else f"{value:.4f}"


if __name__ == "__main__":
    main()

"""What alignment makes of missing and moved passages: `python -m benchmarks.damage PAIRS.tsv [--json OUT]`.

PAIRS.tsv has a header and the columns doc_id, de and en, in text order and without quoting. Whole documents of it are
put together to longer ones, and these are damaged, always in the same way:

- `missing N`: N consecutive sentences are left out of one side, alternately of either. Several places in a document,
  but for 500, where it is one. The figure is the null F1.
- `moved`: paragraphs of 2 to 5 segments stand 5 to 60 segments earlier or later in the translation, one or two in a
  document. A paragraph counts as found if moves that join its own segments hold at least half of its sentences. A move
  is false if it joins no sentence to its own translation.
- `short`: the first 1 to 10 segments of each document, undamaged. The figure is the share that has no null bead.

German is the source. Each sentence is encoded once, with the model that ships and the user's cache.
"""

from __future__ import annotations

import argparse
import csv
import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import cycle
from pathlib import Path
from random import Random
from typing import Final

import numpy as np

from aligner.alignment.alignment import Alignment, EncodedText, align_texts
from aligner.alignment.background import background_and_length_ratio
from aligner.alignment.bead import Bead
from aligner.alignment.space import Background, Vectors
from aligner.encoding import load_encoder
from aligner.encoding.encoder import TokenEncoder
from aligner.encoding.spool import TokenSpool, encode_into
from aligner.errors import ModelError
from aligner.evaluation.links import Gold, Link
from aligner.evaluation.scores import evaluate
from aligner.words.missing import MissingSentences
from benchmarks.alignment import prediction_of
from benchmarks.lifelike import DOCUMENTS, SEGMENTS
from benchmarks.lifelike import measure as measure_lifelike
from tools.damage import Unit

SEED = 7
LANGUAGES = ("de", "en")
DELETIONS: Final = {1: (60, 100, 5), 5: (20, 200, 4), 50: (12, 600, 2), 500: (12, 1_000, 1)}
"""By sentences in a run: documents, segments in each, and runs missing from each."""
MOVED_PARAGRAPHS = 100
MOVED_SIZES = range(2, 6)
MOVED_BY = range(5, 61)
MOVING_DOCUMENT = 120
CLEAN_DOCUMENTS = 100
CLEAN_DOCUMENT = 60
SHORTEST, LONGEST = 1, 10
KINDS = ("plain", "lifelike")

Segments = tuple[int, ...]
"""Numbers of segments, which are the rows of the file; a sentence each on both sides."""


@dataclass(frozen=True, slots=True)
class DamagedDocument:
    """Which segments each side holds, in its order, and those of each moved paragraph."""

    source: Segments
    target: Segments
    moved: tuple[Segments, ...] = ()

    @property
    def gold(self) -> tuple[Link, ...]:
        """Pairs of what both sides hold, and nulls; what moved is a pair all the same."""
        place = {segment: j for j, segment in enumerate(self.target)}
        held = set(self.source)
        links: list[Link] = [((i,), (place[k],) if k in place else ()) for i, k in enumerate(self.source)]
        return (*links, *(((), (j,)) for j, segment in enumerate(self.target) if segment not in held))


@dataclass(frozen=True, slots=True)
class Pairs:
    """All segments, encoded: vectors (n, d) and texts of both sides, and the range of each document."""

    vectors: tuple[Vectors, Vectors]
    texts: tuple[Sequence[str], Sequence[str]]
    documents: tuple[range, ...]
    usual: tuple[Background, float]
    encoder: TokenEncoder
    spool: TokenSpool

    def align(self, document: DamagedDocument) -> Alignment:
        """Align a damaged document with the second look and its words, as the command does."""
        return align_texts(
            self._side(0, document.source),
            self._side(1, document.target),
            *self.usual,
            encode=self.encoder.encode,
            missing=MissingSentences(self.encoder, LANGUAGES, self.spool),
        )

    def _side(self, side: int, segments: Segments) -> EncodedText:
        return EncodedText(self.vectors[side][list(segments)], [self.texts[side][k] for k in segments])

    def align_texts(self, source: Sequence[str], target: Sequence[str]) -> Alignment:
        """Align any two texts, as the command does."""
        vectors = (encode_into(self.spool, self.encoder, source), encode_into(self.spool, self.encoder, target))
        return align_texts(
            EncodedText(vectors[0], source),
            EncodedText(vectors[1], target),
            *self.usual,
            encode=self.encoder.encode,
            missing=MissingSentences(self.encoder, LANGUAGES, self.spool),
        )

    def units(self, segments: Segments) -> list[Unit]:
        """Return segments with their texts."""
        return [Unit((self.texts[0][k],), (self.texts[1][k],)) for k in segments]

    def joined(self, segments: int, random: Random) -> Segments:
        """Put whole documents, drawn at random, together to at least so many segments, or all there are."""
        order = list(self.documents)
        random.shuffle(order)
        found: list[int] = []
        while len(found) < segments and order:
            found += order.pop()
        return tuple(found)


def main(arguments: Sequence[str] | None = None) -> None:
    """Damage, align, and print a table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("pairs", type=Path, metavar="PAIRS.tsv")
    parser.add_argument("--kinds", nargs="+", choices=KINDS, default=KINDS, help="which rows to measure; default: all")
    parser.add_argument("--json", type=Path, metavar="OUT", help="write the figures here too")
    options = parser.parse_args(arguments)
    pairs = read_pairs(options.pairs)
    figures: dict[str, dict[str, float]] = {}
    for name, row in _measured(pairs, options.kinds):
        figures[name] = row
        print(name, *(f"{column} {value:.4g}" for column, value in row.items()), sep="\t", flush=True)
    print(f"# {pairs.encoder.fingerprint}")
    if options.json:
        content = {"model": pairs.encoder.fingerprint, "sets": figures}
        options.json.write_text(json.dumps(content, indent=2) + "\n", encoding="utf-8")


def read_pairs(path: Path) -> Pairs:
    """Read and encode the file."""
    encoder, spool = load_encoder(), TokenSpool()
    if not isinstance(encoder, TokenEncoder):
        raise ModelError("the model that ships shows its tokens, this one does not")
    with path.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE))
    source, target = ([row[language] for row in rows] for language in LANGUAGES)
    starts = [k for k, row in enumerate(rows) if k == 0 or row["doc_id"] != rows[k - 1]["doc_id"]]
    return Pairs(
        (encode_into(spool, encoder, source), encode_into(spool, encoder, target)),
        (source, target),
        tuple(range(start, end) for start, end in zip(starts, [*starts[1:], len(rows)], strict=True)),
        background_and_length_ratio(LANGUAGES, encoder),
        encoder,
        spool,
    )


def _measured(pairs: Pairs, kinds: Sequence[str]) -> Iterator[tuple[str, dict[str, float]]]:
    if "plain" in kinds:
        for length, (documents, segments, runs) in DELETIONS.items():
            yield f"missing {length}", measure_missing(pairs, length, documents, segments, runs)
        yield "moved", measure_moved(pairs)
        yield "clean", measure_clean(pairs)
        yield "short", measure_short(pairs)
    if "lifelike" in kinds:
        random = Random(SEED)
        lifelike = [pairs.units(pairs.joined(SEGMENTS, random)) for _ in range(DOCUMENTS)]
        yield from measure_lifelike(lifelike, pairs.align_texts, random)


def measure_missing(pairs: Pairs, length: int, documents: int, segments: int, runs: int) -> dict[str, float]:
    """Leave out runs of so many segments; precision, recall and F1 of nulls, and strict F1."""
    random = Random(SEED)
    sides = cycle((0, 1))
    results = []
    for _ in range(documents):
        document = _without_passages(pairs.joined(segments, random), length, runs, sides, random)
        alignment = pairs.align(document)
        gold = document.gold
        results.append((Gold(gold, ("",) * len(gold)), prediction_of(alignment)))
    found = evaluate(results)
    missing = sum(not (source and target) for gold, _ in results for source, target in gold.links)
    return {
        "documents": len(results),
        "missing": missing,
        "null precision": found.null.precision,
        "null recall": found.null.recall,
        "null F1": found.null.f1,
        "strict F1": found.strict.f1,
    }


def _without_passages(
    segments: Segments, length: int, runs: int, sides: Iterator[int], random: Random
) -> DamagedDocument:
    """Leave out `runs` passages of `length` segments, each of the next of `sides`, with something left between."""
    free = len(segments) - runs * length - (runs - 1)
    cuts = sorted(random.randrange(free + 1) for _ in range(runs))
    missing: tuple[set[int], set[int]] = (set(), set())
    for number, cut in enumerate(cuts):
        start = cut + number * (length + 1)
        missing[next(sides)].update(segments[start : start + length])
    source, target = (tuple(k for k in segments if k not in gone) for gone in missing)
    return DamagedDocument(source, target)


def measure_moved(pairs: Pairs) -> dict[str, float]:
    """Move paragraphs; how many were found, and false moves beside them."""
    random = Random(SEED)
    found = false = total = 0
    while total < MOVED_PARAGRAPHS:
        document = _with_moves(pairs.joined(MOVING_DOCUMENT, random), random.randint(1, 2), random)
        alignment = pairs.align(document)
        found += sum(_is_found(paragraph, document, alignment) for paragraph in document.moved)
        total += len(document.moved)
        false += sum(not _joins_translations(move.bead, document) for move in alignment.moves)
    return {"paragraphs": total, "found": found, "share": found / total, "false": false}


def _with_moves(segments: Segments, count: int, random: Random) -> DamagedDocument:
    """Move paragraphs within the target, each in its own part of the document."""
    target: list[int] = []
    moved: list[Segments] = []
    part = len(segments) // count
    for number in range(count):
        here = segments[number * part : (number + 1) * part if number + 1 < count else len(segments)]
        size = random.choice(MOVED_SIZES)
        distance = random.choice([d for d in MOVED_BY if d + size <= len(here)])
        start = random.randrange(len(here) - size - distance + 1)
        paragraph = here[start : start + size]
        if random.random() < 0.5:
            # Forwards: what follows it comes first.
            after = start + size + distance
            target += [*here[:start], *here[start + size : after], *paragraph, *here[after:]]
        else:
            paragraph = here[start + distance : start + distance + size]
            target += [*here[:start], *paragraph, *here[start : start + distance], *here[start + distance + size :]]
        moved.append(paragraph)
    return DamagedDocument(segments, tuple(target), tuple(moved))


def _is_found(paragraph: Segments, document: DamagedDocument, alignment: Alignment) -> bool:
    """Whether moves that join segments of the paragraph hold at least half of its sentences on each side."""
    own = set(paragraph)
    sources: set[int] = set()
    targets: set[int] = set()
    for move in alignment.moves:
        both = _segments(move.bead, document)
        if both[0] & both[1] & own:
            sources |= both[0] & own
            targets |= both[1] & own
    return min(len(sources), len(targets)) * 2 >= len(paragraph)


def _joins_translations(bead: Bead, document: DamagedDocument) -> bool:
    source, target = _segments(bead, document)
    return bool(source & target)


def _segments(bead: Bead, document: DamagedDocument) -> tuple[set[int], set[int]]:
    return (
        set(document.source[bead.source_start : bead.source_end]),
        set(document.target[bead.target_start : bead.target_end]),
    )


def measure_clean(pairs: Pairs) -> dict[str, float]:
    """Align undamaged documents; moves and nulls there are all false."""
    random = Random(SEED + 1)
    alignments = []
    for _ in range(CLEAN_DOCUMENTS):
        segments = pairs.joined(CLEAN_DOCUMENT, random)
        alignments.append(pairs.align(DamagedDocument(segments, segments)))
    return {
        "documents": len(alignments),
        "sentences": sum(bead.source_end - bead.source_start for one in alignments for bead in one.beads),
        "false moves": sum(len(one.moves) for one in alignments),
        "nulls": sum(bead.is_null for one in alignments for bead in one.beads),
    }


def measure_short(pairs: Pairs) -> dict[str, float]:
    """Align the beginnings of all documents."""
    alignments: list[Alignment] = []
    for size in range(SHORTEST, LONGEST + 1):
        for document in pairs.documents:
            if len(document) >= size:
                beginning = tuple(document[:size])
                alignments.append(pairs.align(DamagedDocument(beginning, beginning)))
    nulls = [sum(bead.is_null for bead in one.beads) for one in alignments]
    one_to_one = [all(bead.kind == "1-1" for bead in one.beads) for one in alignments]
    return {
        "documents": len(alignments),
        "with nulls": float(np.count_nonzero(nulls)),
        "nulls": sum(nulls),
        "all 1-1": sum(one_to_one) / len(alignments),
    }


if __name__ == "__main__":
    main()

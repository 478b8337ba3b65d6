"""What paragraphs and numbers bring: `python -m benchmarks.layout PAIRS.tsv [--json OUT]`.

PAIRS.tsv has a header and the columns de and en, in text order and without quoting. Manuals are put together from it:
stretches of 120 consecutive pairs, drawn at random, 45 of them or all that there are. Left out are stretches in which
most sentences are not likest their own translation: an index, sorted in each language and paired line by line, is none.
One pair in ten makes one sentence with the next of its paragraph on one side. The manuals are damaged, always in the
same way:

- `sentences missing`: paragraphs of 1 to 5 sentences; the translation lacks 6 beads, drawn at random.
- `paragraphs missing`: the same paragraphs; the translation lacks 3 of them.
- `numbers, sentences missing`: no paragraphs, but each bead is an item of a numbered list; the translation lacks 6
  beads. The model sees the sentences without their numbers, so that only the layout knows them.
- `numbered anew`: the same, but the translation is numbered after sentences are missing from it.

Each manual is aligned as the command does it, without and with what `aligner/alignment/layout.py` finds. German is the
source. The table has strict F1 and the precision, recall and F1 of null beads.
"""

from __future__ import annotations

import argparse
import csv
import json
import re
from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass
from itertools import accumulate, islice
from pathlib import Path
from random import Random
from typing import Final
from unittest.mock import patch

import numpy as np

from aligner.alignment.alignment import EncodedText, align_texts
from aligner.alignment.background import background_and_length_ratio
from aligner.alignment.lattice import Floats
from aligner.alignment.layout import Correspondence
from aligner.alignment.space import Background, Vectors
from aligner.encoding import load_encoder
from aligner.encoding.encoder import Encoder, TokenEncoder
from aligner.encoding.spool import TokenSpool, encode_into
from aligner.errors import ModelError
from aligner.evaluation.links import Gold, Link, Prediction
from aligner.evaluation.scores import evaluate
from aligner.words.missing import MissingSentences
from aligner.words.passages import Block
from benchmarks.alignment import prediction_of

SEED = 7
LANGUAGES = ("de", "en")
MANUALS = 45
MANUAL = 120
PARAGRAPH_SIZES = range(1, 6)
GROUPED = 0.1
MISSING_BEADS = 6
MISSING_PARAGRAPHS = 3
COLUMNS = ("strict F1", "null precision", "null recall", "null F1")

Pair = tuple[str, str]
Figures = dict[str, float]

_NUMBER = re.compile(r"§ \d+ ")


@dataclass(frozen=True, slots=True)
class Translated:
    """Sentences of both sides that translate one another, and the paragraph that they are in."""

    sides: tuple[tuple[str, ...], tuple[str, ...]]
    paragraph: int

    def without_translation(self) -> Translated:
        """Leave out the target."""
        return Translated((self.sides[0], ()), self.paragraph)


Manual = list[Translated]


@dataclass(frozen=True, slots=True)
class Layouts:
    """The sentences of both sides as they stand in a manual, with numbers or in paragraphs."""

    texts: tuple[list[str], list[str]]
    paragraphs: tuple[list[int], list[int]] | tuple[None, None]


def main(arguments: Sequence[str] | None = None) -> None:
    """Put manuals together, damage and align them, and print a table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("pairs", type=Path, metavar="PAIRS.tsv")
    parser.add_argument("--json", type=Path, metavar="OUT", help="write the figures here too")
    options = parser.parse_args(arguments)
    encoder = load_encoder()
    if not isinstance(encoder, TokenEncoder):
        raise ModelError("the model that ships shows its tokens, this one does not")
    stretches = drawn(read_pairs(options.pairs), encoder)
    print(f"| {len(stretches)} manuals | layout |", " | ".join(COLUMNS), "|")
    print("|---" * (2 + len(COLUMNS)) + "|")
    figures: dict[str, dict[str, Figures]] = {}
    for name in SCENARIOS:
        figures[name] = measure(name, stretches, encoder)
        for evidence, row in figures[name].items():
            print(f"| {name} | {evidence} |", " | ".join(f"{row[column]:.4f}" for column in COLUMNS), "|", flush=True)
    print(f"# {encoder.fingerprint}")
    if options.json:
        content = {"model": encoder.fingerprint, "manuals": len(stretches), "sets": figures}
        options.json.write_text(json.dumps(content, indent=2) + "\n", encoding="utf-8")


def read_pairs(path: Path) -> list[Pair]:
    """Read the pairs of a file, in its order."""
    source, target = LANGUAGES
    with path.open(encoding="utf-8", newline="") as file:
        return [(row[source], row[target]) for row in csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE)]


def drawn(pairs: Sequence[Pair], encoder: Encoder) -> list[Sequence[Pair]]:
    """Draw stretches of consecutive pairs that have none in common; a short file is one stretch."""
    starts = list(range(0, max(1, len(pairs) - MANUAL + 1), MANUAL))
    Random(SEED).shuffle(starts)
    stretches = (pairs[start : start + MANUAL] for start in starts)
    return list(islice((stretch for stretch in stretches if _is_translated(stretch, encoder)), MANUALS))


def _is_translated(pairs: Sequence[Pair], encoder: Encoder) -> bool:
    """Whether most sentences are likest their own translation."""
    sources, targets = (encoder.encode(side) for side in zip(*pairs, strict=True))
    own = (sources @ targets.T).argmax(axis=1) == np.arange(len(pairs))
    return float(own.mean()) > 0.5


def measure(scenario: str, stretches: Sequence[Sequence[Pair]], encoder: TokenEncoder) -> dict[str, Figures]:
    """Damage and align the manuals; the figures without and with the evidence of layout."""
    random = Random(SEED)
    damage, lay_out = SCENARIOS[scenario]
    usual = background_and_length_ratio(LANGUAGES, encoder)
    results: dict[str, list[tuple[Gold, Prediction]]] = {evidence: [] for evidence in EVIDENCE}
    for pairs in stretches:
        manual = damage(made_up_manual(pairs, random), random)
        gold = gold_of(manual)
        for evidence, found in zip(results, _aligned(lay_out(manual), usual, encoder), strict=True):
            results[evidence].append((gold, found))
    return {evidence: _figures(found) for evidence, found in results.items()}


def made_up_manual(pairs: Sequence[Pair], random: Random) -> Manual:
    """Put pairs into paragraphs, and some of them together into one sentence on one side."""
    manual: Manual = []
    rest = list(pairs)
    paragraph = 0
    while rest:
        size = random.choice(PARAGRAPH_SIZES)
        inside, rest = rest[:size], rest[size:]
        while inside:
            group, inside = _first_group(inside, random)
            manual.append(Translated(group, paragraph))
        paragraph += 1
    return manual


def _first_group(pairs: list[Pair], random: Random) -> tuple[tuple[tuple[str, ...], tuple[str, ...]], list[Pair]]:
    """Sentences of the first bead, and the pairs that remain."""
    if len(pairs) == 1 or random.random() >= GROUPED:
        return ((pairs[0][0],), (pairs[0][1],)), pairs[1:]
    sources, targets = zip(*pairs[:2], strict=True)
    group = ((" ".join(sources),), targets) if random.random() < 0.5 else (sources, (" ".join(targets),))
    return group, pairs[2:]


def without_sentences(manual: Manual, random: Random) -> Manual:
    """Leave some sentences untranslated."""
    missing = set(random.sample(range(len(manual)), min(MISSING_BEADS, len(manual))))
    return [one.without_translation() if k in missing else one for k, one in enumerate(manual)]


def without_paragraphs(manual: Manual, random: Random) -> Manual:
    """Leave some paragraphs untranslated."""
    paragraphs = manual[-1].paragraph + 1
    missing = set(random.sample(range(paragraphs), min(MISSING_PARAGRAPHS, paragraphs)))
    return [one.without_translation() if one.paragraph in missing else one for one in manual]


def in_paragraphs(manual: Manual) -> Layouts:
    """Lay a manual out in its paragraphs."""
    source, target = ([one.paragraph for one in manual for _ in one.sides[side]] for side in (0, 1))
    return Layouts(_texts(manual), (source, target))


def numbered_alike(manual: Manual) -> Layouts:
    """Make an item of each bead, with its number on both sides."""
    items = range(1, len(manual) + 1)
    return _numbered(manual, items, items)


def numbered_anew(manual: Manual) -> Layouts:
    """Make an item of each bead, with numbers that count only what stands on their side."""
    translated = accumulate(int(bool(one.sides[1])) for one in manual)
    return _numbered(manual, range(1, len(manual) + 1), list(translated))


def _numbered(manual: Manual, source: Sequence[int], target: Sequence[int]) -> Layouts:
    items = [
        Translated((_item(one.sides[0], i), _item(one.sides[1], j)), one.paragraph)
        for one, i, j in zip(manual, source, target, strict=True)
    ]
    return Layouts(_texts(items), (None, None))


def _item(sentences: tuple[str, ...], number: int) -> tuple[str, ...]:
    """Put a number before the first sentence, if there is one."""
    return tuple(f"§ {number} {text}" if k == 0 else text for k, text in enumerate(sentences))


def _texts(manual: Manual) -> tuple[list[str], list[str]]:
    source, target = ([text for one in manual for text in one.sides[side]] for side in (0, 1))
    return source, target


def gold_of(manual: Manual) -> Gold:
    """Return a link for each bead, and one for each sentence that is not translated."""
    links: list[Link] = []
    i = j = 0
    for one in manual:
        sources, targets = (len(side) for side in one.sides)
        if targets:
            links.append((tuple(range(i, i + sources)), tuple(range(j, j + targets))))
        else:
            links += [((k,), ()) for k in range(i, i + sources)]
        i, j = i + sources, j + targets
    return Gold(tuple(links), ("",) * len(links))


def _aligned(layouts: Layouts, usual: tuple[Background, float], encoder: TokenEncoder) -> list[Prediction]:
    """Align a manual with each kind of evidence."""
    with TokenSpool() as spool:
        words = MissingSentences(encoder, LANGUAGES, spool)

        def encode(texts: Sequence[str]) -> Vectors:
            return encoder.encode(_without_numbers(texts))

        def missing(blocks: Sequence[Block]) -> Floats:
            return words([(_without_numbers(source), _without_numbers(target)) for source, target in blocks])

        source, target = (
            EncodedText(encode_into(spool, encoder, _without_numbers(texts)), texts, paragraphs)
            for texts, paragraphs in zip(layouts.texts, layouts.paragraphs, strict=True)
        )
        found = []
        for evidence in EVIDENCE.values():
            with evidence():
                found.append(align_texts(source, target, *usual, encode=encode, missing=missing))
    return [prediction_of(one) for one in found]


def _without_numbers(texts: Sequence[str]) -> list[str]:
    return [_NUMBER.sub("", text) for text in texts]


def _figures(results: Sequence[tuple[Gold, Prediction]]) -> Figures:
    scores = evaluate(results)
    return dict(
        zip(COLUMNS, (scores.strict.f1, scores.null.precision, scores.null.recall, scores.null.f1), strict=True)
    )


def _without_layout() -> AbstractContextManager[object]:
    return patch.object(Correspondence, "is_silent", property(lambda _: True))


EVIDENCE: Final[dict[str, Callable[[], AbstractContextManager[object]]]] = {
    "without": _without_layout,
    "with": nullcontext,
}


SCENARIOS: Final[dict[str, tuple[Callable[[Manual, Random], Manual], Callable[[Manual], Layouts]]]] = {
    "sentences missing": (without_sentences, in_paragraphs),
    "paragraphs missing": (without_paragraphs, in_paragraphs),
    "numbers, sentences missing": (without_sentences, numbered_alike),
    "numbered anew": (without_sentences, numbered_anew),
}


if __name__ == "__main__":
    main()

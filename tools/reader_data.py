"""Makes the examples that the reader learns from: pairs as they are, and pairs with planted errors of every kind."""

from __future__ import annotations

import csv
import json
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from random import Random
from typing import Any, Final
from zlib import crc32

from aligner.encoding.onnx_encoder import ShippedEncoder
from aligner.pipeline.words import split_pieces
from aligner.words.passages import align_passages
from tools.reader_corpus import LANGUAGES, ReaderPair, lexicon_of, near_misses
from tools.reader_damage import Damager
from tools.reader_edits import Edit, Example, Links, edited
from tools.reader_states import StateStore

SEED: Final = 12
LONGEST: Final = 70
"""Words of a text."""
KINDS: Final = {
    "slot": 13,
    "two slots": 6,
    "sense": 4,
    "swap": 4,
    "negation in": 4,
    "negation out": 4,
    "number": 3,
    "name": 5,
    "generic": 4,
    "antonym": 9,
    "quantity": 4,
    "modality": 4,
    "tense": 6,
    "group": 6,
    "word out": 9,
    "phrase out": 7,
    "clause out": 5,
    "tail out": 3,
    "word in": 3,
    "phrase in": 3,
    "clause in": 2,
    "tail other": 2,
}
"""How often a kind of damage is tried; what a sentence does not allow is drawn anew."""
HELD_OUT: Final = {"news": 15}
HELD_OUT_ELSE: Final = 3
"""Per cent of the texts (of news), or of the pairs, that are not learnt from."""


@dataclass(frozen=True, slots=True)
class Source:
    """A file of pairs: how many are taken, from how many words on, and how many damaged copies each gets."""

    kind: str
    path: Path
    count: int
    least_words: int
    copies: float


def read_pairs(source: Source) -> list[ReaderPair]:
    """Return all pairs of a file: a TSV with columns `de` and `en`, or one of text, English, German without header."""
    with source.path.open(encoding="utf-8", newline="") as stream:
        rows = list(csv.reader(stream, delimiter="\t", quoting=csv.QUOTE_NONE))
    if "de" in rows[0]:
        english, german = rows[0].index("en"), rows[0].index("de")
        found = [
            ("" if min(english, german) == 0 else row[0], row[english].strip(), row[german].strip()) for row in rows[1:]
        ]
    else:
        found = [(row[0], row[1].strip(), row[2].strip()) for row in rows]
    return [
        ReaderPair(source.kind, f"{source.kind}:{block}", (english, german))
        for block, english, german in found
        if english and german and not block.endswith("sotbe")
    ]


def chosen_pairs(pairs: Sequence[ReaderPair], source: Source, random: Random) -> list[ReaderPair]:
    """Return as many pairs as are to be taken, in runs of neighbours, each once."""
    runs = [pairs[at : at + 12] for at in range(0, len(pairs), 12)]
    random.shuffle(runs)
    seen: set[tuple[str, str]] = set()
    found: list[ReaderPair] = []
    for number, run in enumerate(runs):
        for pair in run:
            english, german = (len(text.split()) for text in pair.texts)
            ratio = len(pair.texts[0]) / len(pair.texts[1])
            fits = source.least_words <= english <= LONGEST and source.least_words - 2 <= german <= LONGEST
            if fits and 0.45 < ratio < 2 and pair.texts[0] != pair.texts[1] and pair.texts not in seen:
                seen.add(pair.texts)
                found.append(ReaderPair(pair.kind, f"{pair.block}#{number}", pair.texts))
        if len(found) >= source.count:
            break
    return found


def sentences_of(texts: tuple[str, str]) -> Iterator[str]:
    """Yield the sentences of both texts, as the pipeline cuts them."""
    for text, language in zip(texts, LANGUAGES, strict=True):
        yield from (piece for piece, _ in split_pieces(text, language))


def links_of(pair: ReaderPair, store: StateStore) -> Links:
    """Return the word links of a pair."""
    english, german = (split_pieces(text, language) for text, language in zip(pair.texts, LANGUAGES, strict=True))
    words = align_passages(english, german, ("en", "de"), store)
    return [] if words is None else [(first, second) for first, second in words.links.tolist()]


def is_held_out(kind: str, block: str, texts: tuple[str, str]) -> bool:
    """Tell whether a pair is kept for measuring: texts of news as a whole, of other kinds single pairs."""
    if kind in HELD_OUT:
        return crc32(block.split("#")[0].encode()) % 100 < HELD_OUT[kind]
    return crc32(texts[0].encode()) % 100 < HELD_OUT_ELSE


def write_examples(sources: Sequence[Source], misses: int, folder: Path, encoder: ShippedEncoder) -> None:
    """Write `train.jsonl` and `held_out.jsonl`, and the token states of all their sentences."""
    random = Random(SEED)
    everything, chosen = [], []
    for source in sources:
        pairs = read_pairs(source)
        everything += pairs
        chosen.append(chosen_pairs(pairs, source, random))
    lexicon = lexicon_of(everything)
    found = near_misses([pair for pair in everything if len(pair.words[0]) > 3], lexicon, random)
    print(f"{len(found)} near-misses", flush=True)
    readable = [pair for pair in everything if len(pair.words[0]) > 3]
    found = sorted(found, key=lambda miss: -min(9, len(readable[miss.pair].words[0])) + random.random() * 4)[:misses]
    store = StateStore(folder / "states")
    originals = [*(pair for pairs in chosen for pair in pairs), *(readable[miss.pair] for miss in found)]
    store.add((text for pair in originals for text in sentences_of(pair.texts)), encoder)
    damager = Damager(lexicon, [pair for pairs in chosen for pair in pairs], random)
    examples = [Example("clean", pair.kind, pair.block, pair.texts) for pairs in chosen for pair in pairs]
    for source, pairs in zip(sources, chosen, strict=True):
        for pair in pairs:
            copies = int(source.copies) + (random.random() < source.copies % 1)
            examples += damaged(pair, damager, links_of(pair, store), copies)
        print(f"{source.kind}: {len(examples)} examples", flush=True)
    on_misses = Damager(lexicon, readable, random)
    examples += [on_misses.near_miss(miss, links_of(readable[miss.pair], store)) for miss in found]
    random.shuffle(examples)
    parts: dict[str, list[Example]] = {"train": [], "held_out": []}
    held = {pair.texts for pair in originals if is_held_out(pair.kind, pair.block, pair.texts)}
    held_sides = {text for texts in held for text in texts}
    for example in examples:
        name = "held_out" if not held_sides.isdisjoint(example.texts) else "train"
        parts[name].append(example)
    for name, part in parts.items():
        with (folder / f"{name}.jsonl").open("w", encoding="utf-8") as stream:
            stream.writelines(json.dumps(as_row(example), ensure_ascii=False) + "\n" for example in part)
        counts = Counter((example.kind, example.source) for example in part)
        print(name, len(part), sorted(counts.items()), flush=True)
    store.add((text for example in examples for text in sentences_of(example.texts)), encoder)


def damaged(pair: ReaderPair, damager: Damager, links: Links, copies: int) -> list[Example]:
    """Return damaged copies of a pair, each of another kind or on another side."""
    kinds = damager.kinds()
    found: dict[tuple[str, str], Example] = {}
    for _ in range(6 * copies):
        if len(found) == copies:
            break
        kind = damager.random.choices(list(KINDS), weights=list(KINDS.values()))[0]
        side = damager.random.randrange(2)
        edits: list[Edit] | None = kinds[kind](pair, side, links)
        if edits is None:
            continue
        example = edited(pair, side, edits, links, kind)
        if example.texts != pair.texts and all(text.strip() for text in example.texts):
            found[example.texts] = example
    return list(found.values())


def as_row(example: Example) -> Mapping[str, Any]:
    """Return an example for JSON."""
    return {
        "kind": example.kind,
        "source": example.source,
        "block": example.block,
        "texts": example.texts,
        "wrong": example.wrong,
        "missing": example.missing,
        "unsure": example.unsure,
    }


def read_examples(path: Path) -> Iterable[Mapping[str, Any]]:
    """Read examples back."""
    with path.open(encoding="utf-8") as stream:
        return [json.loads(line) for line in stream]

"""Measures word alignment against hand-made links.

`python -m benchmarks.words FOLDER`, where the folder holds `text.de` and `text.en`, one sentence a line with a space
between words, and `gold.de-en.aligned`: links German-English counted from 1, `a-b` sure and `apb` possible. F1 and the
alignment error rate (AER) are those of Och and Ney (2003).
"""

from __future__ import annotations

import argparse
import re
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from aligner.encoding.encoder import TokenEncoder, TokenVectors
from aligner.encoding.onnx_encoder import ShippedEncoder
from aligner.words.alignment import align_words
from aligner.words.text_words import words_of
from aligner.words.tokens import Spans

Links = set[tuple[int, int]]


@dataclass(frozen=True, slots=True)
class Gold:
    """The links of one pair; those that are sure are possible as well."""

    sure: Links
    possible: Links


def read_gold(path: Path) -> list[Gold]:
    """Return the gold links of each line."""
    pairs = []
    for line in path.read_text(encoding="utf-8").splitlines():
        found = re.findall(r"(\d+)([-p])(\d+)", line)
        links = [((int(first) - 1, int(second) - 1), mark) for first, mark, second in found]
        pairs.append(Gold({link for link, mark in links if mark == "-"}, {link for link, _ in links}))
    return pairs


def score(found: Sequence[Links], gold: Sequence[Gold]) -> str:
    """Return precision, recall, F1 and AER over all pairs."""
    proposed, sure = sum(map(len, found)), sum(len(pair.sure) for pair in gold)
    right = sum(len(links & pair.possible) for links, pair in zip(found, gold, strict=True))
    hit = sum(len(links & pair.sure) for links, pair in zip(found, gold, strict=True))
    precision, recall = right / proposed, hit / sure
    return (
        f"precision {precision:.4f}  recall {recall:.4f}  F1 {2 * precision * recall / (precision + recall):.4f}  "
        f"AER {1 - (hit + right) / (proposed + sure):.4f}"
    )


def spaced_words(text: str) -> Spans:
    """Return the words of a text that was split by spaces, punctuation included."""
    return np.array([match.span() for match in re.finditer(r"\S+", text)], np.int32).reshape(-1, 2)


def encode(encoder: TokenEncoder, texts: Sequence[str]) -> list[TokenVectors]:
    """Return the tokens of each text, in order."""
    found = {index: tokens for index, _, tokens in encoder.encode_with_tokens(texts)}
    return [found[index] for index in range(len(texts))]


def main() -> None:
    """Print scores and times."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    folder = parser.parse_args().folder
    german = (folder / "text.de").read_text(encoding="utf-8").splitlines()
    english = (folder / "text.en").read_text(encoding="utf-8").splitlines()
    gold = read_gold(folder / "gold.de-en.aligned")
    start = time.perf_counter()
    encoder = ShippedEncoder(threads=1)
    german_tokens, english_tokens = encode(encoder, german), encode(encoder, english)
    encoded = time.perf_counter()
    # The first use reads the vocabulary.
    words_of("a", encode(encoder, ["a"])[0], "de")
    prepared = time.perf_counter()
    sources = [words_of(*pair, "de", spaced_words(pair[0])) for pair in zip(german, german_tokens, strict=True)]
    targets = [words_of(*pair, "en", spaced_words(pair[0])) for pair in zip(english, english_tokens, strict=True)]
    found_words = time.perf_counter()
    aligned = [align_words(*pair) for pair in zip(sources, targets, strict=True)]
    end = time.perf_counter()
    links: list[Links] = [{(first, second) for first, second in pair.links.tolist()} for pair in aligned]
    count = len(german)
    print(f"{count} pairs, {sum(map(len, sources)) / count:.1f} and {sum(map(len, targets)) / count:.1f} words each")
    print(score(links, gold))
    print(
        f"milliseconds a pair: encoding {1000 * (encoded - start) / count:.2f}, "
        f"words {1000 * (found_words - prepared) / count:.2f}, links {1000 * (end - found_words) / count:.2f}"
    )


if __name__ == "__main__":
    main()

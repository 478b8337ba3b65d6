"""Pairs of texts with the words that belong together, as the checks see them: for fitting."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import Final

from aligner.checks.pair import TextPair
from aligner.encoding.encoder import TokenEncoder
from aligner.encoding.spool import TokenSpool, add_missing
from aligner.pipeline.words import split_pieces
from aligner.words.passages import align_passages

LANGUAGES: Final = ("de", "en")


def aligned_pairs(texts: Iterable[tuple[str, str]], encoder: TokenEncoder, spool: TokenSpool) -> list[TextPair]:
    """Align (German, English) texts word by word; the spool keeps what was encoded for it."""
    pairs = [TextPair(source, target, LANGUAGES) for source, target in texts]
    pieces = [[split_pieces(*side) for side in zip(pair.texts, LANGUAGES, strict=True)] for pair in pairs]
    add_missing(spool, encoder, [text for sides in pieces for side in sides for text, _ in side])
    return [
        replace(pair, words=align_passages(source, target, LANGUAGES, spool))
        for pair, (source, target) in zip(pairs, pieces, strict=True)
    ]

"""The corpus that a review began with, packed for the store: exact, and several times quicker to read than its file."""

from __future__ import annotations

import json
import zlib
from typing import Any, Final

from aligner.alignment.bead import Bead
from aligner.checks.flag import Flag
from aligner.corpus.corpus import Corpus
from aligner.corpus.segment import Segment

_COMPRESSION: Final = 1


def pack(corpus: Corpus) -> bytes:
    """Return the corpus as compressed JSON: the signature, then a list of values for each segment."""
    rows = [
        [
            segment.id,
            _bead(segment.bead),
            segment.source,
            segment.target,
            segment.similarity,
            segment.confidence,
            [_flag(flag) for flag in segment.flags],
            segment.scores and dict(segment.scores),
            segment.source_span,
            segment.target_span,
            segment.status,
            segment.note,
            segment.dismissed,
        ]
        for segment in corpus
    ]
    return zlib.compress(json.dumps([dict(corpus.signature), rows]).encode(), _COMPRESSION)


def unpack(content: bytes) -> Corpus:
    """Return the corpus. Raises ValueError for what `pack` has not made."""
    try:
        signature, rows = json.loads(zlib.decompress(content))
        return Corpus(tuple(_segment(*row) for row in rows), signature)
    except (zlib.error, TypeError, RecursionError) as error:
        raise ValueError(f"no packed corpus: {error}") from error


def _bead(bead: Bead) -> tuple[int, int, int, int]:
    return bead.source_start, bead.source_end, bead.target_start, bead.target_end


def _flag(flag: Flag) -> list[Any]:
    return [getattr(flag, name) for name in Flag.__slots__]


def _segment(
    number: int,
    bead: list[int],
    source: str,
    target: str,
    similarity: float | None,
    confidence: float | None,
    flags: list[list[Any]],
    scores: dict[str, float] | None,
    source_span: list[int] | None,
    target_span: list[int] | None,
    status: str,
    note: str,
    dismissed: list[str],
) -> Segment:
    return Segment(
        number,
        Bead(*bead),
        source,
        target,
        similarity,
        confidence,
        tuple(_read_flag(*flag) for flag in flags) if flags else (),
        scores,
        _span(source_span),
        _span(target_span),
        status,
        note,
        tuple(dismissed),
    )


def _read_flag(
    name: str,
    category: str,
    severity: Any,  # noqa: ANN401  (one of three words)
    probability: float | None,
    source_span: list[int] | None,
    target_span: list[int] | None,
    message: str,
    source_quote: list[int] | None = None,
    target_quote: list[int] | None = None,
) -> Flag:
    return Flag(
        name,
        category,
        severity,
        probability,
        _span(source_span),
        _span(target_span),
        message,
        _span(source_quote),
        _span(target_quote),
    )


def _span(numbers: list[int] | None) -> tuple[int, int] | None:
    return None if numbers is None else (numbers[0], numbers[1])

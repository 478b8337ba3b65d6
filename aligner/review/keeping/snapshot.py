"""The corpus that a review began with, packed for the store: exact, and several times quicker to read than its file."""

from __future__ import annotations

import json
import zlib
from collections.abc import Mapping
from typing import Any, Final

import msgspec

from aligner.alignment.bead import Bead
from aligner.checks.flag import Flag
from aligner.corpus.corpus import Corpus
from aligner.corpus.json_values import parse, parse_signature
from aligner.corpus.records import require_plausible
from aligner.corpus.segment import Segment
from aligner.review.decisions.records import to_json

_COMPRESSION: Final = 1
_ALWAYS_ALLOWED: Final = 64 << 20
_GROWTH: Final = 100
"""Bytes that a corpus may have once unpacked: whatever its size, and for each of its bytes."""
_DECODER: Final = msgspec.json.Decoder(tuple[msgspec.Raw, tuple[Segment, ...]])


def pack(corpus: Corpus) -> bytes:
    """Return the corpus as compressed JSON: the signature, then the segments."""
    signature = json.dumps(dict(corpus.signature)).encode()
    try:
        segments = msgspec.json.encode(corpus.segments)
    except UnicodeEncodeError:  # a lone surrogate, which JSON can hold, and UTF-8 cannot
        segments = json.dumps(to_json(corpus.segments)).encode()
    return zlib.compress(b"[" + signature + b"," + segments + b"]", _COMPRESSION)


def unpack(content: bytes) -> Corpus:
    """Return the corpus. Raises ValueError for what `pack` has not made, in this version or an earlier one."""
    try:
        corpus = _read(_unpacked(content))
        for segment in corpus:
            require_plausible(segment)
    except (zlib.error, ValueError, TypeError, AttributeError, RecursionError) as error:
        raise ValueError(f"not a packed corpus: {' '.join(str(error).split())[:200]}") from error
    if len({segment.id for segment in corpus}) < len(corpus):
        raise ValueError("not a packed corpus: ids are there twice")
    return corpus


def _unpacked(content: bytes) -> bytes:
    """Undo the compression, of text within the bounds of text."""
    unpacker = zlib.decompressobj()
    found = unpacker.decompress(content, _ALWAYS_ALLOWED + _GROWTH * len(content))
    if not unpacker.eof:
        raise ValueError("it grows beyond measure, or is cut off")
    return found


def _read(text: bytes) -> Corpus:
    try:
        raw, segments = _DECODER.decode(text)
        return Corpus(segments, parse_signature(bytes(raw)) or {})
    except msgspec.DecodeError:
        signature, rows = parse(text)
        if not isinstance(signature, dict):
            raise ValueError("it has no signature") from None
        named = [row if isinstance(row, dict) else _named_segment(row) for row in rows]
        return Corpus(msgspec.convert(named, tuple[Segment, ...]), signature)


def _named_segment(row: list[Any]) -> Mapping[str, Any]:
    """Return a segment as 0.1.0 has packed it, a list of values, with the names of its fields."""
    fields = dict(zip(Segment.__slots__, row, strict=True))
    flags = [dict(zip(Flag.__slots__, flag, strict=False)) for flag in fields["flags"]]
    return {**fields, "bead": dict(zip(Bead.__slots__, fields["bead"], strict=True)), "flags": flags}

"""The reader's word on segments, where it knows the encoder and both languages."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from aligner.encoding.encoder import Encoder
from aligner.reader.reader import ReadablePair, shipped_reader

if TYPE_CHECKING:
    from aligner.corpus.segment import Segment
    from aligner.pipeline.words import SegmentWords
    from aligner.reader.reader import Reader
    from aligner.reader.reading import Reading
    from aligner.words.alignment import WordAlignment


def reader_of(encoder: Encoder, languages: tuple[str, str]) -> Reader | None:
    """Return the reader that ships, None where it knows not this encoder's tokens, or not these languages."""
    reader = shipped_reader()
    return reader if reader.reads(encoder.fingerprint, languages) else None


def readings_of(
    segments: Sequence[Segment], words: SegmentWords, languages: tuple[str, str], encoder: Encoder
) -> Readings:
    """Return what reads these segments, whose words came from this encoder."""
    return Readings(reader_of(encoder, languages), segments, words, languages, int(getattr(encoder, "threads", 1)))


def reader_option(encoder: Encoder, languages: tuple[str, str]) -> dict[str, str | int | bool]:
    """Return what the signature of a checked corpus says of the reader."""
    reader = reader_of(encoder, languages)
    return {"reader": "none" if reader is None else reader.fingerprint}


@dataclass(frozen=True, slots=True)
class Readings:
    """Reads segments of one document, some at a time."""

    reader: Reader | None
    segments: Sequence[Segment]
    words: SegmentWords
    languages: tuple[str, str]
    threads: int

    def __call__(self, places: Sequence[int], alignments: Sequence[WordAlignment | None]) -> list[Reading | None]:
        """Return what the reader says of the segments at these places, whose words are known; None where it cannot."""
        found: list[Reading | None] = [None] * len(places)
        if self.reader is None:
            return found
        readable: dict[int, ReadablePair] = {}
        for number, (place, alignment) in enumerate(zip(places, alignments, strict=True)):
            tokens = self.words.tokens(self.segments[place]) if alignment is not None else None
            if alignment is not None and tokens is not None:
                words = alignment.source.spans, alignment.target.spans
                readable[number] = ReadablePair(tokens, words, self.languages)
        for number, reading in zip(readable, self.reader.read(list(readable.values()), self.threads), strict=True):
            found[number] = reading
        return found

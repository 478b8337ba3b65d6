"""The words of segments: their sentences are encoded once, and aligned word by word when the checks ask."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Protocol

from aligner.corpus.segment import Segment
from aligner.encoding.encoder import TokenEncoder, TokenVectors
from aligner.encoding.spool import TokenSpool, add_missing
from aligner.pipeline.segments import joined
from aligner.pipeline.texts import SplitPair
from aligner.progress import ProgressBars
from aligner.text.document import Sentence
from aligner.text.splitting import sentence_spans
from aligner.words.alignment import WordAlignment
from aligner.words.passages import LONGEST_SENTENCE, Pieces, align_passages, joined_tokens, pieces_of

BothTokens = tuple[TokenVectors, TokenVectors]
"""Those of source and target."""


def add_tokens(
    spool: TokenSpool,
    encoder: TokenEncoder,
    segments: Iterable[Segment],
    languages: tuple[str, str],
    progress: ProgressBars,
) -> None:
    """Encode the sentences of the segments, as far as the spool lacks them, each once."""
    wanted = dict.fromkeys(
        text
        for segment in segments
        for side in zip((segment.source, segment.target), languages, strict=True)
        for text, _ in split_pieces(*side)
        if text not in spool and len(text) <= LONGEST_SENTENCE
    )
    with progress("encoding", len(wanted)) as advance:
        add_missing(spool, encoder, list(wanted), advance)


class SegmentWords(Protocol):
    """Knows the words of segments and their tokens."""

    def __call__(self, segment: Segment) -> WordAlignment | None:
        """Return the word alignment of a segment that has both sides; None where it cannot be had."""

    def tokens(self, segment: Segment) -> BothTokens | None:
        """Return the tokens of a segment that has both sides; None where these cannot be had."""


@dataclass(frozen=True, slots=True)
class TextWords:
    """Gives the word alignment and the tokens of a segment by its texts alone."""

    languages: tuple[str, str]
    spool: TokenSpool

    def __call__(self, segment: Segment) -> WordAlignment | None:
        """Return the word alignment of a segment; None where a sentence of it is not in the spool."""
        return _aligned(*self._pieces(segment), self.languages, self.spool)

    def tokens(self, segment: Segment) -> BothTokens | None:
        """Return the tokens of source and target; None where a sentence of them is not in the spool."""
        return _tokens(*self._pieces(segment), self.spool)

    def _pieces(self, segment: Segment) -> tuple[Pieces, Pieces]:
        return split_pieces(segment.source, self.languages[0]), split_pieces(segment.target, self.languages[1])


class NoWords:
    """Stands for a model that shows no tokens."""

    def __call__(self, segment: Segment) -> WordAlignment | None:
        """Return None."""

    def tokens(self, segment: Segment) -> BothTokens | None:
        """Return None."""


def split_pieces(text: str, language: str) -> Pieces:
    """Return the sentences of a segment's text with their places."""
    return [(text[start:end], start) for start, end in sentence_spans(text, language)]


@dataclass(frozen=True, slots=True)
class DocumentWords:
    """Gives the word alignment of a segment of two texts: of its sentences' tokens as they are in the spool."""

    texts: SplitPair
    spool: TokenSpool

    def __call__(self, segment: Segment) -> WordAlignment | None:
        """Return the word alignment of a segment; None where a sentence of it is not in the spool."""
        return _aligned(*self._pieces(segment), self.texts.languages, self.spool)

    def tokens(self, segment: Segment) -> BothTokens | None:
        """Return the tokens of source and target; None where a sentence of them is not in the spool."""
        return _tokens(*self._pieces(segment), self.spool)

    def rewritten(self, segments: Iterable[Segment]) -> list[Segment]:
        """Return the segments whose text is not that of their sentences: a reviser has edited them."""
        return [
            segment
            for segment in segments
            if (segment.source, segment.target) != tuple(map(joined, self._blocks(segment)))
        ]

    def _pieces(self, segment: Segment) -> tuple[Pieces, Pieces]:
        source, target = (
            _pieces(block) if joined(block) == text else split_pieces(text, language)
            for block, text, language in zip(
                self._blocks(segment), (segment.source, segment.target), self.texts.languages, strict=True
            )
        )
        return source, target

    def _blocks(self, segment: Segment) -> tuple[Sequence[Sentence], Sequence[Sentence]]:
        bead = segment.bead
        return (
            self.texts.source.sentences[bead.source_start : bead.source_end],
            self.texts.target.sentences[bead.target_start : bead.target_end],
        )


def _pieces(sentences: Sequence[Sentence]) -> Pieces:
    return pieces_of([sentence.text for sentence in sentences])


def _aligned(source: Pieces, target: Pieces, languages: tuple[str, str], spool: TokenSpool) -> WordAlignment | None:
    known = all(text in spool for text, _ in (*source, *target))
    return align_passages(source, target, languages, spool) if known else None


def _tokens(source: Pieces, target: Pieces, spool: TokenSpool) -> BothTokens | None:
    known = bool(source and target) and all(text in spool for text, _ in (*source, *target))
    return (joined_tokens(source, spool), joined_tokens(target, spool)) if known else None

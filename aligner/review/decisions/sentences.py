"""Where the sentences of a segment's texts end: as aligned, where that is known, else as the language has it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import lru_cache

from aligner.review.decisions.events import Decision, MoveSentence, Side, Split
from aligner.review.decisions.segment import ReviewSegment
from aligner.review.decisions.side import SidePiece, cut_at
from aligner.review.decisions.state import State
from aligner.review.decisions.surgery import piece_of, sentence_cut


@dataclass(frozen=True, slots=True)
class Sentences:
    """Knows the languages of source and target, and so where sentences end."""

    languages: tuple[str, str]

    def of(self, segment: ReviewSegment, side: Side) -> SidePiece:
        """Return a side with its sentences as parts."""
        piece = piece_of(segment, side)
        if len(piece.parts) == piece.end - piece.start > 1:
            return piece
        language = self.languages[side == "target"]
        return replace(piece, parts=tuple(sentence for part in piece.parts for sentence in _split(part, language)))

    def with_cuts(self, event: Decision, state: State) -> Decision:
        """Say where a split or a move cuts, for it to mean the same for ever. Raises DecisionError."""
        if isinstance(event, Split):
            (segment,) = state.touched(event)
            return replace(
                event,
                source_cut=cut_at(self.of(segment, "source"), event.source_at),
                target_cut=cut_at(self.of(segment, "target"), event.target_at),
            )
        if isinstance(event, MoveSentence):
            first, second = state.touched(event)
            giver = second if event.direction == "previous" else first
            return replace(event, cut=sentence_cut(self.of(giver, event.side), event))
        return event


@lru_cache(maxsize=4096)
def _split(text: str, language: str) -> tuple[str, ...]:
    from aligner.text.splitting import sentence_spans

    return tuple(text[start:end] for start, end in sentence_spans(text, language))

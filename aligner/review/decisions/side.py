"""One side of a segment: its text, the sentences of it, and where it comes from."""

from __future__ import annotations

from dataclasses import dataclass

from aligner.review.decisions.events import Cut


@dataclass(frozen=True, slots=True)
class SidePiece:
    """A text, its known parts in order, the half-open range of sentences, the span in the document if it is known."""

    text: str
    parts: tuple[str, ...]
    start: int
    end: int
    span: tuple[int, int] | None

    def joined(self, other: SidePiece) -> SidePiece:
        """Return this piece and, behind it, the other."""
        start, end = self._range_with(other)
        return SidePiece(
            " ".join(text for text in (self.text, other.text) if text),
            self.parts + other.parts,
            start,
            end,
            self._span_with(other),
        )

    def cut(self, cut: Cut) -> tuple[SidePiece, SidePiece]:
        """Return what is before the cut and what is behind it. The empty half says where in its text it lies."""
        at = min(cut.at, len(self.text))
        left, right = self.text[:at].rstrip(), self.text[at:].lstrip()
        size = self.end - self.start
        left_end = self.start + min(cut.left, size)
        right_start = self.start + min(cut.right, size)
        left_parts, right_parts = self._divided(at)
        left_span, right_span = self._spans(left, right)
        return (
            SidePiece(left, left_parts, self.start, left_end, left_span),
            SidePiece(right, right_parts, right_start, self.end, right_span),
        )

    def borders(self) -> list[tuple[int, int]]:
        """Return the half-open range of each part in the text."""
        found, at = [], 0
        for part in self.parts:
            start = self.text.find(part, at)
            start = at if start < 0 else start
            at = start + len(part)
            found.append((start, at))
        return found

    def _range_with(self, other: SidePiece) -> tuple[int, int]:
        if other.start == other.end:
            return self.start, self.end
        if self.start == self.end:
            return other.start, other.end
        return min(self.start, other.start), max(self.end, other.end)

    def _span_with(self, other: SidePiece) -> tuple[int, int] | None:
        if not other.text or not self.text:
            return self.span if self.text else other.span
        if self.span is None or other.span is None:
            return None
        return min(self.span[0], other.span[0]), max(self.span[1], other.span[1])

    def _divided(self, at: int) -> tuple[tuple[str, ...], tuple[str, ...]]:
        left, right = [], []
        for start, end in self.borders():
            left.append(self.text[start : min(end, at)].strip() if start < at else "")
            right.append(self.text[max(start, at) : end].strip() if end > at else "")
        return tuple(filter(None, left)), tuple(filter(None, right))

    def _spans(self, left: str, right: str) -> tuple[tuple[int, int] | None, tuple[int, int] | None]:
        if self.span is None or not left or not right:
            return (self.span if left else None), (self.span if right else None)
        start, end = self.span
        if end - start != len(self.text):  # lines were joined, or the text was changed
            return None, None
        return (start, start + len(left)), (end - len(right), end)


def cut_at(piece: SidePiece, at: int) -> Cut:
    """Return the cut before a character, the sentences counted by the parts of the piece.

    Where the parts are not the sentences of the bead, the cut is taken for the border that is nearest by length; a
    single sentence is cut in two.
    """
    text, size = piece.text, piece.end - piece.start
    if not text[:at].strip():
        return Cut(0, 0, 0)
    if not text[at:].strip():
        return Cut(len(text), size, size)
    borders = piece.borders()
    left = sum(start < at for start, _ in borders)
    inside = any(start < at < end for start, end in borders)
    if len(borders) == size:
        return Cut(at, left, left - inside)
    if size < 2:
        return Cut(at, size, 0)
    nearest = min(max(round(size * at / len(text)), 1), size - 1)
    return Cut(at, nearest, nearest)

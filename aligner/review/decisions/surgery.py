"""Decisions on one or two segments: what these become.

Texts are joined by one space and cut with the white space at the cut left out: no visible character is ever lost.
Sentences go with their texts. A merge takes all sentences from the first to the last of both; a sentence that is cut
in two counts in both beads, since each holds a part of it: that is what the corpus says, and reads back. Spans follow
where they can be known.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from aligner.alignment.bead import Bead
from aligner.checks.kinds import flag_kind
from aligner.corpus.segment import Segment
from aligner.review.decisions.events import (
    Carried,
    Computed,
    Cut,
    DecisionError,
    Edit,
    MoveSentence,
    Realigned,
    Side,
    Split,
)
from aligner.review.decisions.passages import is_moved, with_counterparts
from aligner.review.decisions.segment import ReviewSegment
from aligner.review.decisions.side import SidePiece, cut_at

_UNNAMED = 0
"""The key of a new segment until it is given one."""


def with_status(before: ReviewSegment, status: str) -> ReviewSegment:
    """Return the segment decided; accepting one whose texts were changed leaves it `edited`, and confirms the texts."""
    confirmed = status == "accepted"
    if confirmed and (before.edited or before.segment.status == "edited"):
        status = "edited"
    return replace(before, segment=replace(before.segment, status=status), confirmed=confirmed)


def with_note(before: ReviewSegment, note: str) -> ReviewSegment:
    """Return the segment with this note."""
    return replace(before, segment=replace(before.segment, note=note))


def with_dismissed(before: ReviewSegment, dismissed: frozenset[str]) -> ReviewSegment:
    """Return the segment with these keys of dismissed flags."""
    return replace(before, dismissed=dismissed)


def edited(before: ReviewSegment, event: Edit) -> ReviewSegment:
    """Return the segment with new texts: edited, or undecided where they are the original ones again.

    Raises DecisionError where neither side has a visible character.
    """
    old = before.segment
    source = old.source if event.source is None else event.source
    target = old.target if event.target is None else event.target
    if (source, target) == (old.source, old.target):
        return before
    if not source.strip() and not target.strip():
        raise DecisionError("a segment cannot be empty on both sides: reject it, or merge it with a neighbour")
    original = before.original if before.edited else (old.source, old.target)
    is_edited = (source, target) != original
    return replace(
        before,
        segment=replace(
            old,
            source=source,
            target=target,
            similarity=None,
            confidence=None,
            flags=tuple(flag.without_place() for flag in old.flags if flag_kind(flag.name).is_structural),
            scores=None,
            status="edited" if is_edited else "",
        ),
        source_parts=before.source_parts if source == old.source else _parts(source),
        target_parts=before.target_parts if target == old.target else _parts(target),
        pending=True,
        edited=is_edited,
        original=original if is_edited else None,
        confirmed=False,
    )


def computed(before: ReviewSegment, result: Computed) -> ReviewSegment:
    """Return the segment with what was computed for its texts."""
    segment = replace(
        before.segment,
        similarity=result.similarity,
        confidence=result.confidence,
        flags=result.flags,
        scores=result.scores,
    )
    return replace(before, segment=segment, pending=False, found=max(before.found, int(bool(result.flags))))


def carried(before: ReviewSegment, event: Carried) -> ReviewSegment:
    """Return the segment with what was decided of it in an earlier corpus."""
    after = edited(before, Edit(event.key, event.source, event.target))
    segment = after.segment
    segment = replace(
        segment,
        status=segment.status if event.status is None else event.status,
        note=segment.note if event.note is None else event.note,
    )
    dismissed = after.dismissed | frozenset(event.dismissed)
    return replace(after, segment=segment, dismissed=dismissed, confirmed=event.confirmed)


def merged(first: ReviewSegment, second: ReviewSegment) -> ReviewSegment:
    """Return one segment of two."""
    source = _piece(first, "source").joined(_piece(second, "source"))
    target = _piece(first, "target").joined(_piece(second, "target"))
    notes = dict.fromkeys(filter(None, (first.segment.note, second.segment.note)))
    after = _made(source, target, "; ".join(notes), first.dismissed | second.dismissed)
    after = replace(_still_moved(after, (first, second)), found=first.found + second.found)
    if not (first.edited or second.edited):
        return after
    originals = [
        segment.original if segment.edited else (segment.segment.source, segment.segment.target)
        for segment in (first, second)
    ]
    known = [pair for pair in originals if pair is not None]
    original = None
    if len(known) == len(originals):
        original = _join(pair[0] for pair in known), _join(pair[1] for pair in known)
    return replace(after, edited=True, original=original)


def joined(first: ReviewSegment, second: ReviewSegment) -> ReviewSegment:
    """Return the first with the texts of the second, which stands somewhere else in the text.

    Raises DecisionError where both have sentences on one side that do not follow one another.
    """
    pieces = []
    sides: tuple[Side, ...] = ("source", "target")
    for side in sides:
        one, other = sorted((_piece(first, side), _piece(second, side)), key=lambda piece: (piece.start, piece.end))
        if one.start < one.end != other.start < other.end:
            raise DecisionError(
                f"their {side} sentences do not follow one another: only neighbours can be merged there"
            )
        pieces.append(one.joined(other))
    notes = dict.fromkeys(filter(None, (first.segment.note, second.segment.note)))
    after = _made(pieces[0], pieces[1], "; ".join(notes), first.dismissed | second.dismissed)
    named = replace(after.segment, id=first.key)
    after = replace(after, key=first.key, segment=named, edited=first.edited or second.edited)
    return replace(_still_moved(after, (first, second)), found=max(first.found, second.found))


def split(before: ReviewSegment, event: Split) -> tuple[ReviewSegment, ReviewSegment]:
    """Return the two segments that one is cut into; the note stays with the first.

    Raises DecisionError where one of them would have no text, or no sentence.
    """
    source, target = _piece(before, "source"), _piece(before, "target")
    source_halves = source.cut(event.source_cut or cut_at(source, event.source_at))
    target_halves = target.cut(event.target_cut or cut_at(target, event.target_at))
    first = _made(source_halves[0], target_halves[0], before.segment.note, before.dismissed)
    second = _made(source_halves[1], target_halves[1], "", before.dismissed)
    for half in (first, second):
        if not half.segment.source and not half.segment.target:
            raise DecisionError("nothing is left on one side of the cut: choose another place")
        _require_sentence(half)
    return replace(first, edited=before.edited, found=before.found), replace(second, edited=before.edited)


def moved(first: ReviewSegment, second: ReviewSegment, event: MoveSentence) -> tuple[ReviewSegment, ...]:
    """Return two neighbours after a sentence went from one to the other; one segment where nothing else was left.

    The segment that a sentence goes away from is the second for direction `previous`, the first for `next`. Raises
    DecisionError where there is nothing to move.
    """
    giver = second if event.direction == "previous" else first
    piece = _piece(giver, event.side)
    if not piece.text.strip():
        raise DecisionError(f"there is no {event.side} sentence to move")
    before_cut, behind_cut = piece.cut(event.cut or sentence_cut(piece, event))
    if event.direction == "previous":
        given, kept = _piece(first, event.side).joined(before_cut), behind_cut
        after = _with_piece(first, event.side, given), _with_piece(second, event.side, kept)
    else:
        given, kept = behind_cut.joined(_piece(second, event.side)), before_cut
        after = _with_piece(first, event.side, kept), _with_piece(second, event.side, given)
    left = after[1] if event.direction == "previous" else after[0]
    if not left.segment.source.strip() and not left.segment.target.strip():
        return (merged(first, second),)
    for segment in after:
        _require_sentence(segment)
    receiver = after[0] if event.direction == "previous" else after[1]
    if not giver.edited or receiver.edited:
        return after
    return tuple(replace(segment, edited=True) for segment in after)


def sentence_cut(piece: SidePiece, event: MoveSentence) -> Cut:
    """Return the cut behind the first (before the last) of the sentences known."""
    if len(piece.parts) < 2:
        size = piece.end - piece.start
        return Cut(len(piece.text), size, size) if event.direction == "previous" else Cut(0, 0, 0)
    borders = piece.borders()
    return cut_at(piece, borders[1][0] if event.direction == "previous" else borders[-1][0])


def realigned(before: tuple[ReviewSegment, ...], event: Realigned) -> tuple[ReviewSegment, ...]:
    """Return the new segments. Raises DecisionError where they have not the texts of those before."""
    for side in ("source", "target"):
        old = [getattr(segment.segment, side) for segment in before]
        new = [getattr(segment, side) for segment in event.segments]
        if "".join("".join(old).split()) != "".join("".join(new).split()):
            raise DecisionError(f"the {side} texts were changed meanwhile: align again from here")
    parts = zip(event.segments, event.source_parts, event.target_parts, strict=True)
    known = {(segment.segment.source, segment.segment.target): segment for segment in before}
    after = [_realigned_one(known, *found) for found in parts]
    cleared = sum(segment.found for segment in before) - sum(segment.found for segment in after)
    if cleared > 0:
        after[0] = replace(after[0], found=after[0].found + cleared)
    return tuple(after)


def piece_of(segment: ReviewSegment, side: Side) -> SidePiece:
    """Return one side of a segment."""
    return _piece(segment, side)


def _realigned_one(
    known: dict[tuple[str, str], ReviewSegment],
    segment: Segment,
    source_parts: tuple[str, ...],
    target_parts: tuple[str, ...],
) -> ReviewSegment:
    same = known.get((segment.source, segment.target))
    dismissed = frozenset(segment.dismissed)
    if same is None:
        pending, found = segment.scores is None, int(bool(segment.flags))
        return ReviewSegment(_UNNAMED, segment, source_parts, target_parts, pending, dismissed, found=found)
    segment = replace(segment, status=same.segment.status, note=same.segment.note)
    return replace(same, segment=segment, dismissed=dismissed | same.dismissed, pending=segment.scores is None)


def _piece(segment: ReviewSegment, side: Side) -> SidePiece:
    inner, bead = segment.segment, segment.segment.bead
    if side == "source":
        return SidePiece(inner.source, segment.source_parts, bead.source_start, bead.source_end, inner.source_span)
    return SidePiece(inner.target, segment.target_parts, bead.target_start, bead.target_end, inner.target_span)


def _with_piece(before: ReviewSegment, side: Side, piece: SidePiece) -> ReviewSegment:
    source = piece if side == "source" else _piece(before, "source")
    target = piece if side == "target" else _piece(before, "target")
    after = _made(source, target, before.segment.note, before.dismissed)
    named = replace(after.segment, id=before.key)
    return replace(after, key=before.key, segment=named, edited=before.edited, found=before.found)


def _still_moved(after: ReviewSegment, before: Iterable[ReviewSegment]) -> ReviewSegment:
    """Let what has one side only, and has its translation elsewhere, say so still: it was not left out."""
    if not after.segment.has_empty_side:
        return after
    flags = [flag for segment in before for flag in segment.segment.flags if is_moved(flag)]
    if not flags:
        return after
    return replace(after, segment=replace(after.segment, flags=(with_counterparts(flags),)))


def _made(source: SidePiece, target: SidePiece, note: str, dismissed: frozenset[str]) -> ReviewSegment:
    segment = Segment(
        id=_UNNAMED,
        bead=Bead(source.start, source.end, target.start, target.end),
        source=source.text,
        target=target.text,
        source_span=source.span,
        target_span=target.span,
        note=note,
    )
    return ReviewSegment(_UNNAMED, segment, source.parts, target.parts, pending=True, dismissed=dismissed)


def _require_sentence(segment: ReviewSegment) -> None:
    # No corpus can hold a bead without any sentence: such a segment could only be text that the reviser has added.
    if segment.segment.bead.kind == "0-0":
        raise DecisionError("added text cannot stand alone: leave a sentence of the original with it")


def _parts(text: str) -> tuple[str, ...]:
    return (text,) if text else ()


def _join(texts: Iterable[str]) -> str:
    return " ".join(filter(None, texts))

"""Decisions of a review, for a new alignment of the same corpus.

A decision goes by content: to the segment with the same texts, white space aside, or with those that were there before
the reviser changed them; of several alike, the first takes the first decision. Segments that were merged, split or had
sentences moved between them are found by what they were made of: where that stands in the new corpus, it is merged,
split or moved there, too.
"""

from __future__ import annotations

from collections import defaultdict, deque
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from aligner.corpus.corpus import Corpus
from aligner.corpus.segment import Segment
from aligner.review.decisions.events import Carried, Realigned
from aligner.review.decisions.segment import ReviewSegment

Content = tuple[str, str]


def carry(
    base: Sequence[Segment], segments: Iterable[ReviewSegment], corpus: Corpus
) -> tuple[list[Carried | Realigned], int]:
    """Return the events that decide on the new corpus what was decided before, and how much could not be carried over.

    `base` is the corpus that the review began with, `segments` are what it has made of it.
    """
    places = _Places(corpus.segments)
    events: list[Carried | Realigned] = []
    left: list[_Region] = []
    for region in _regions(base, segments):
        reshaped = _realigned(region, places) if region.is_reshaped else None
        if reshaped is None:
            left.append(region)
        else:
            events.append(reshaped)
    lost = 0
    for region in left:
        missed = 0
        for old in region.after:
            new = places.take(old)
            event = None if new is None else _carried(old, new)
            events.extend([event] if event else [])
            missed += new is None and (region.is_reshaped or _is_decided(old))
        lost += min(missed, 1) if region.is_reshaped else missed
    return events, lost


@dataclass(frozen=True, slots=True)
class _Region:
    """Segments of the base, and what became of them."""

    before: tuple[Segment, ...]
    after: tuple[ReviewSegment, ...]
    is_reshaped: bool
    """Whether sentences were merged, split or moved; else it is one segment."""


class _Places:
    """Where contents stand in the new corpus; each segment is taken once."""

    def __init__(self, segments: Sequence[Segment]) -> None:
        self._segments = segments
        self._contents = [_content(segment.source, segment.target) for segment in segments]
        self._places: dict[Content, deque[int]] = defaultdict(deque)
        for place, content in enumerate(self._contents):
            self._places[content].append(place)

    def take(self, old: ReviewSegment) -> Segment | None:
        """Return the segment that a decision is for."""
        for texts in ((old.segment.source, old.segment.target), old.original):
            if texts is not None and (found := self._places.get(_content(*texts))):
                return self._segments[found.popleft()]
        return None

    def take_run(self, wanted: Sequence[Segment]) -> tuple[Segment, ...]:
        """Return the segments that follow one another with these contents, empty where there are none."""
        contents = [_content(segment.source, segment.target) for segment in wanted]
        for start in self._places.get(contents[0], ()):
            places = range(start, start + len(contents))
            if self._contents[start : places.stop] == contents and self._are_free(places):
                for place in places:
                    self._places[self._contents[place]].remove(place)
                return tuple(self._segments[place] for place in places)
        return ()

    def _are_free(self, places: Iterable[int]) -> bool:
        return all(place in self._places[self._contents[place]] for place in places)


def _regions(base: Sequence[Segment], segments: Iterable[ReviewSegment]) -> Iterator[_Region]:
    """Divide the corpus at the segments that still have the sentences that they had at first."""
    known = {segment.id: (place, segment) for place, segment in enumerate(base)}
    start = 0
    waiting: list[ReviewSegment] = []
    for now in segments:
        place, was = known.get(now.key, (0, None))
        if was is None or not _has_kept_its_sentences(now, was):
            waiting.append(now)
            continue
        if waiting:
            yield _Region(tuple(base[start:place]), tuple(waiting), is_reshaped=True)
            waiting = []
        yield _Region((was,), (now,), is_reshaped=False)
        start = place + 1
    if waiting:
        yield _Region(tuple(base[start:]), tuple(waiting), is_reshaped=True)


def _has_kept_its_sentences(now: ReviewSegment, was: Segment) -> bool:
    texts = now.original if now.edited else (now.segment.source, now.segment.target)
    return now.segment.bead == was.bead and texts in ((was.source, was.target), None)


def _realigned(region: _Region, places: _Places) -> Realigned | None:
    """Return the decision that does the same to the same segments, None where they are not there."""
    if any(segment.edited for segment in region.after) or not _has_same_texts(region):
        return None
    new = places.take_run(region.before)
    if not new:
        return None
    sources = new[0].bead.source_start - region.before[0].bead.source_start
    targets = new[0].bead.target_start - region.before[0].bead.target_start
    if [segment.bead for segment in new] != [segment.bead.shifted(sources, targets) for segment in region.before]:
        return None
    has_same_spans = [_spans(segment) for segment in new] == [_spans(segment) for segment in region.before]
    return Realigned(
        new[0].id,
        new[-1].id,
        tuple(
            replace(
                now.segment,
                bead=now.segment.bead.shifted(sources, targets),
                source_span=now.segment.source_span if has_same_spans else None,
                target_span=now.segment.target_span if has_same_spans else None,
                dismissed=tuple(sorted(now.dismissed)),
            )
            for now in region.after
        ),
        tuple(now.source_parts for now in region.after),
        tuple(now.target_parts for now in region.after),
    )


def _has_same_texts(region: _Region) -> bool:
    """Tell whether all that the region had is in it still: what was joined is not."""
    return all(
        "".join("".join(getattr(segment, side) for segment in region.before).split())
        == "".join("".join(getattr(now.segment, side) for now in region.after).split())
        for side in ("source", "target")
    )


def _carried(old: ReviewSegment, new: Segment) -> Carried | None:
    inner = old.segment
    changed = old.edited and _content(inner.source, inner.target) != _content(new.source, new.target)
    event = Carried(
        new.id,
        status=inner.status if inner.status not in ("", new.status) else None,
        note=inner.note if inner.note not in ("", new.note) else None,
        source=inner.source if changed else None,
        target=inner.target if changed else None,
        dismissed=tuple(sorted(old.dismissed.difference(new.dismissed))),
        confirmed=old.confirmed and inner.status == "edited",
    )
    return None if event == Carried(new.id) else event


def _is_decided(segment: ReviewSegment) -> bool:
    return bool(segment.segment.status or segment.segment.note or segment.dismissed or segment.edited)


def _spans(segment: Segment) -> tuple[tuple[int, int] | None, tuple[int, int] | None]:
    return segment.source_span, segment.target_span


def _content(source: str, target: str) -> Content:
    return " ".join(source.split()), " ".join(target.split())

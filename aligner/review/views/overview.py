"""What the page asks of all segments at once; it follows the review when it is asked."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from aligner.review.decisions.segment import ReviewSegment
from aligner.review.keeping.following import KeptReview
from aligner.review.views.columns import Columns, entry
from aligner.review.views.totals import Totals


class Overview:
    """Columns and totals of a review, made when they are first asked for."""

    def __init__(self, review: KeptReview) -> None:
        self._review = review
        self._log, self._revision = review.log, review.log.revision
        self._columns: Columns | None = None
        self._totals: Totals | None = None

    def columns(self) -> dict[str, Any]:
        """Return names of flags, and a column of each property in text order."""
        return self._known_columns().copy()

    def entry(self, segment: ReviewSegment) -> dict[str, Any]:
        """Return the entry of one segment: the names of the columns, each with its value."""
        return entry(segment, self._known_columns().flag_names)

    def summary(self) -> dict[str, Any]:
        """Return counts of segments by flag, severity and status, of words, and the share reviewed (0 to 1)."""
        self._follow()
        if self._totals is None:
            self._totals = Totals(self._review.history)
        return self._totals.summary()

    def _known_columns(self) -> Columns:
        self._follow()
        if self._columns is None:
            self._columns = Columns(self._review.history)
        return self._columns

    def _follow(self) -> None:
        log = self._review.log
        updates = log.since(self._revision) if log is self._log else None
        if updates is None:
            self._columns = self._totals = None
        for update in updates or ():
            for view in (self._columns, self._totals):
                if view is not None:
                    view.patch(update.change)
        self._log, self._revision = log, log.revision


def search(segments: Iterable[ReviewSegment], query: str, limit: int) -> list[int]:
    """Return, in text order, the keys of segments with the query in a text or the note, whatever the case."""
    wanted = query.casefold()
    found = []
    for segment in segments:
        inner = segment.segment
        if any(wanted in text.casefold() for text in (inner.source, inner.target, inner.note)):
            found.append(segment.key)
            if len(found) == limit:
                break
    return found

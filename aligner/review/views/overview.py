"""What the page asks of all segments at once; it follows the review when it is asked."""

from __future__ import annotations

from typing import Any

from aligner.review.decisions.segment import ReviewSegment
from aligner.review.keeping.following import KeptReview
from aligner.review.views.columns import Columns, entry


class Overview:
    """Columns of a review, made when they are first asked for."""

    def __init__(self, review: KeptReview) -> None:
        self._review = review
        self._log, self._revision = review.log, review.log.revision
        self._columns: Columns | None = None

    def columns(self) -> dict[str, Any]:
        """Return names of flags, and a column of each property in text order."""
        return self._known_columns().copy()

    def entry(self, segment: ReviewSegment) -> dict[str, Any]:
        """Return the entry of one segment: the names of the columns, each with its value."""
        return entry(segment, self._known_columns().flag_names)

    def _known_columns(self) -> Columns:
        self._follow()
        if self._columns is None:
            self._columns = Columns(self._review.history)
        return self._columns

    def _follow(self) -> None:
        log = self._review.log
        updates = log.since(self._revision) if log is self._log else None
        if updates is None:
            self._columns = None
        if self._columns is not None:
            for update in updates or ():
                self._columns.patch(update.change)
        self._log, self._revision = log, log.revision

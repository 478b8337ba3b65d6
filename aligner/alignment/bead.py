"""The unit of an alignment."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, order=True)
class Bead:
    """Source sentences `source_start:source_end` and target sentences `target_start:target_end` that belong together.

    Ranges are half-open and count sentences from 0. One range may be empty (a null bead: an omission where the target
    is empty, an addition where the source is), never both; the empty range still says where in its text the gap lies.
    """

    source_start: int
    source_end: int
    target_start: int
    target_end: int

    @property
    def kind(self) -> str:
        """Sizes of both sides, as in `2-1`."""
        return f"{self.source_end - self.source_start}-{self.target_end - self.target_start}"

    @property
    def is_null(self) -> bool:
        """Whether one side is empty."""
        return self.source_start == self.source_end or self.target_start == self.target_end

    def shifted(self, sources: int, targets: int) -> Bead:
        """Count the sentences from so many places further back."""
        return Bead(
            self.source_start + sources,
            self.source_end + sources,
            self.target_start + targets,
            self.target_end + targets,
        )

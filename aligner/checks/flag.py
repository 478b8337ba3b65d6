"""What a check says of a segment."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import Final, Literal, Self

Severity = Literal["minor", "major", "critical"]
SEVERITIES: Final[tuple[Severity, ...]] = ("minor", "major", "critical")
"""Ascending."""


@dataclass(frozen=True, slots=True)
class Evidence:
    """What a finding rests on, so that it can be weighed anew.

    `rule` names the rule within its check, `sought` is what it looked for on the other side, `found` what stands
    nearest to that there (empty: nothing), and `similarity` how alike the two are, -1 to 1, None where that was not
    asked.
    """

    rule: str
    sought: str = ""
    found: str = ""
    similarity: float | None = None


@dataclass(frozen=True, slots=True)
class Flag:
    """A finding in one segment.

    `name` is one of `aligner.checks.kinds`, which knows all that flags of a name have in common. `probability` (0
    to 1) is that of the finding being right (`docs/flags.md`), None where a file did not say. `source_span` and
    `target_span` are half-open ranges in the segment's own texts, None where that side has none. `message` is one
    plain sentence.

    `source_quote` and `target_quote` are such ranges too, of the words that the sentence quotes. They are looked up
    for flags from a table (TSV), which has no room for spans, and are no more than a guess: no format keeps them. Nor
    do formats keep `evidence`, which only the check itself knows.
    """

    name: str
    category: str
    severity: Severity
    probability: float | None
    source_span: tuple[int, int] | None
    target_span: tuple[int, int] | None
    message: str
    source_quote: tuple[int, int] | None = None
    target_quote: tuple[int, int] | None = None
    evidence: Evidence | None = field(default=None, compare=False)

    def without_place(self) -> Self:
        """Return the flag as it is where texts have changed: nobody knows where its words stand now."""
        return replace(self, source_span=None, target_span=None, source_quote=None, target_quote=None)

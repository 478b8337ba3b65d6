"""What a check is given: the two texts of a segment, their languages, and the words that belong together."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Final

from aligner.checks.code_look import unseen_spans
from aligner.checks.flag import Evidence, Flag, Severity
from aligner.checks.kinds import flag_kind
from aligner.checks.shared import Shared, shared_of, without
from aligner.checks.surroundings import Surroundings

if TYPE_CHECKING:
    from aligner.reader.reading import Reading
    from aligner.words.alignment import WordAlignment

LONGEST_TEXT: Final = 20_000
"""Characters. A longer text is no segment that somebody reads, but data: what takes more time than its length, or must
answer at once, leaves it alone."""
MOST_FLAGS: Final = 50
"""So many findings of one kind are given of a segment at most: more are another trouble."""

Span = tuple[int, int]
"""Half-open, in characters of the segment's own text of that side."""


@dataclass(frozen=True)
class TextPair:
    """Two texts that are said to be translations of each other; neither is empty.

    `languages` are the two-letter codes of source and target. `words` says which words belong together, None where the
    encoder shows no tokens. `surroundings` is the document, in which the pair is the segment at `place`; None where
    the pair stands alone. `reading` is what the reader says of the words, None where it cannot read the pair.
    """

    source: str
    target: str
    languages: tuple[str, str]
    words: WordAlignment | None = None
    surroundings: Surroundings | None = None
    place: int = 0
    reading: Reading | None = None

    @property
    def texts(self) -> tuple[str, str]:
        """Source and target."""
        return self.source, self.target

    @cached_property
    def shared(self) -> Shared:
        """What both sides have letter by letter and no check compares: code, markup, addresses."""
        return shared_of(self.source, self.target)

    @cached_property
    def unseen(self) -> tuple[tuple[Span, ...], tuple[Span, ...]]:
        """The spans of source and target that are markup of which a reader sees nothing, whatever the other has."""
        return tuple(unseen_spans(self.source)), tuple(unseen_spans(self.target))

    @cached_property
    def compared(self) -> tuple[str, str]:
        """Source and target without what is shared or unseen, in which other signs stand: places stay the same."""
        source, target = (
            without(without(text, spans), unseen)
            for text, spans, unseen in zip(self.texts, self.shared.spans, self.unseen, strict=True)
        )
        return source, target

    def neighbours(self, side: int) -> tuple[str, str]:
        """Return the texts of a side (0: source, 1: target) before and after this one in its document."""
        return self.surroundings.neighbours(self.place, side) if self.surroundings else ("", "")


Check = Callable[[TextPair], Iterable[Flag]]
"""Finds what it knows of in one segment. It must not raise, whatever the texts are."""


def finding(
    name: str,
    severity: Severity,
    probability: float,
    source_span: Span | None,
    target_span: Span | None,
    message: str,
    evidence: Evidence | None = None,
) -> Flag:
    """Make a flag of a name in `aligner.checks.kinds`.

    Where one side has no span, what is missing there was omitted or added rather than mistranslated: numbers, dates,
    names, units and negations then take the category of an omission or addition.
    """
    category = flag_kind(name).category
    if category == "accuracy/mistranslation" and (source_span is None) != (target_span is None):
        category = "accuracy/omission" if target_span is None else "accuracy/addition"
    return Flag(name, category, severity, probability, source_span, target_span, message, evidence=evidence)

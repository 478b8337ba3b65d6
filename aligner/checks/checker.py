"""Runs all checks over the segments of a document that have both sides."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from math import prod
from typing import TYPE_CHECKING

from aligner.checks.catalogue import PAIR_CHECKS, document_flags
from aligner.checks.content import content_of
from aligner.checks.duplicates import without_duplicates
from aligner.checks.flag import Flag
from aligner.checks.meaning import without_said
from aligner.checks.pair import TextPair
from aligner.checks.reader_weights import score
from aligner.checks.thresholds import Selection
from aligner.checks.typography import typography_flags
from aligner.checks.unanswered import NAMES as LEFT_OUT
from aligner.checks.unanswered import without_weaker
from aligner.checks.untranslated import untranslated_flags

if TYPE_CHECKING:
    from aligner.checks.content import Content
    from aligner.reader.reading import Reading
    from aligner.words.alignment import WordAlignment

Read = Callable[[Sequence[int], Sequence["WordAlignment | None"]], "Sequence[Reading | None]"]
"""Gives what the reader says of pairs, by their places and word alignments; None where it cannot read them."""

PAIRS_AT_A_TIME = 64
"""So many segments have their word alignments in memory together."""
_PLAIN = ("number", "date", "unit", "negation")
"""A score of a mistranslation is no less than the probability of one of these, from `_PROBABLE` on."""
_PROBABLE = 0.5


@dataclass(frozen=True, slots=True)
class Findings:
    """All that the checks found in one segment, weak findings too, and its scores.

    The scores are the probabilities, 0 to 1, that the segment has an omission, an addition, a mistranslation. The
    first two are those of the heads alone, which read the same words: with missing numbers and names on top they sort
    worse (`docs/flags.md`). The third counts every single item that is not as it should be.
    """

    flags: tuple[Flag, ...]
    omission: float
    addition: float
    mistranslation: float

    @property
    def scores(self) -> dict[str, float]:
        """Return the scores by name."""
        return {"omission": self.omission, "addition": self.addition, "mistranslation": self.mistranslation}


def findings_of(
    pairs: Sequence[TextPair],
    ids: Sequence[int],
    words: Callable[[int], WordAlignment | None],
    advance: Callable[[int], None],
    read: Read | None = None,
) -> list[Findings]:
    """Check the pairs of one document, in text order.

    `ids` are the numbers that messages call the segments by. `words` gives the word alignment of a pair by its place
    in `pairs`, None where there is none; it is asked once a pair, in order, so that no more than
    `PAIRS_AT_A_TIME` are in memory. `advance` is told how many pairs have just been done. `read` gives what the reader
    says of some of them; without it, findings are those of the rules alone.
    """
    of_document = document_flags(pairs, ids)
    found: list[Findings] = []
    for start in range(0, len(pairs), PAIRS_AT_A_TIME):
        places = range(start, min(start + PAIRS_AT_A_TIME, len(pairs)))
        aligned = [words(place) for place in places]
        full = [
            replace(pairs[place], words=alignment, reading=reading)
            for place, alignment, reading in zip(
                places, aligned, read(places, aligned) if read else [None] * len(places), strict=True
            )
        ]
        for place, pair, content in zip(places, full, content_of(full), strict=True):
            found.append(_findings(pair, content, of_document[place]))
        advance(len(places))
    return found


def shown(flags: Sequence[Flag], selection: Selection) -> tuple[Flag, ...]:
    """Return the flags of one segment that a user sees: those selected, one for each error."""
    return without_duplicates(flag for flag in flags if selection.shows(flag))


def _findings(pair: TextPair, content: Content, of_document: Sequence[Flag]) -> Findings:
    """Run the checks over a pair. A copy is untranslated, or need not be: nothing else is to be said of it."""
    if pair.shared.is_copy:
        copied = untranslated_flags(pair)
        return Findings(tuple(copied), 0.0, 0.0, _either(flag.probability or 0.0 for flag in copied))
    items = [flag for check in PAIR_CHECKS for flag in check(pair)]
    flags = without_said(without_weaker([*content.flags, *items]))
    wrong = _either([content.detached, *(flag.probability or 0.0 for flag in items if flag.name not in LEFT_OUT)])
    scores = {"omission": content.omission, "addition": content.addition, "mistranslation": wrong}
    slips = typography_flags(pair)  # which make no mistranslation
    if pair.reading is not None:
        scores = {name: score(name, found, pair.reading) for name, found in scores.items()}
        scores["mistranslation"] = max(scores["mistranslation"], _surest(items))
    return Findings((*flags, *of_document, *slips), **scores)


def _surest(flags: Iterable[Flag]) -> float:
    """Return the greatest probability of what is an error whatever stands around it, 0 where none is probable."""
    plain = (flag.probability or 0.0 for flag in flags if flag.name in _PLAIN)
    return max((probability for probability in plain if probability >= _PROBABLE), default=0.0)


def _either(probabilities: Iterable[float]) -> float:
    """Return the probability of any of them, as if they did not depend on each other."""
    return 1 - prod(1 - probability for probability in probabilities)

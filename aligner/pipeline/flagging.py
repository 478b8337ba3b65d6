"""Puts what the checks find onto segments: beside the flags of the alignment, without what was dismissed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Self

from aligner.checks.checker import Findings, findings_of, shown
from aligner.checks.dismissal import left_open
from aligner.checks.flag import Flag
from aligner.checks.kinds import flag_kind
from aligner.checks.pair import TextPair
from aligner.checks.structure import length_ratio_of, null_flags
from aligner.checks.surroundings import Surroundings
from aligner.checks.thresholds import Selection
from aligner.checks.untranslated_kept import WITH_ORIGINAL, has_original_beside
from aligner.corpus.segment import Segment
from aligner.encoding.spool import TokenSpool
from aligner.errors import InputError
from aligner.pipeline.reading import readings_of
from aligner.pipeline.words import SegmentWords, TextWords, add_tokens
from aligner.progress import ProgressBars

if TYPE_CHECKING:
    from aligner.encoding.encoder import Encoder, TokenEncoder

_SURELY_UNRELATED = 0.95
"""Where it is as probable as that that the two sides do not belong together, their differences say nothing."""


@dataclass(frozen=True, slots=True)
class Checking:
    """Which flags are to be shown: as a caller said it, and as it is meant."""

    sensitivity: str
    only: tuple[str, ...]
    skip: tuple[str, ...]
    selection: Selection

    @classmethod
    def of(cls, sensitivity: str, only: Iterable[str], skip: Iterable[str]) -> Self:
        """Take the arguments of a public function. Raises InputError for names that do not exist."""
        only, skip = tuple(only), tuple(skip)
        try:
            return cls(sensitivity, only, skip, Selection.of(sensitivity, only, skip))
        except ValueError as error:
            raise InputError(str(error)) from error

    def options(self) -> dict[str, str | int | bool]:
        """Return what the signature of a corpus says of it."""
        return {"sensitivity": self.sensitivity, "only": "+".join(self.only), "skip": "+".join(self.skip)}


def flagged_texts(
    segments: Sequence[Segment],
    languages: tuple[str, str],
    encoder: TokenEncoder,
    selection: Selection,
    progress: ProgressBars,
) -> tuple[Segment, ...]:
    """Return the segments with flags and scores, by their texts alone: the sentences of these are encoded for it."""
    with TokenSpool() as spool:
        pairs = (segment for segment in segments if not segment.has_empty_side)
        add_tokens(spool, encoder, pairs, languages, progress)

        return flagged_segments(segments, languages, TextWords(languages, spool), selection, progress, encoder)


def flagged_segments(
    segments: Sequence[Segment],
    languages: tuple[str, str],
    words: SegmentWords,
    selection: Selection,
    progress: ProgressBars,
    encoder: Encoder | None,
) -> tuple[Segment, ...]:
    """Return the segments of one document with flags and scores.

    Flags that tell of the alignment are kept, all others are replaced. `languages` are those of source and target.
    The reader looks at them where it knows the `encoder`, whose tokens `words` has; None is one that is not there.
    """
    surroundings = Surroundings([(segment.source, segment.target) for segment in segments])
    places = [place for place, segment in enumerate(segments) if not segment.has_empty_side]
    pairs = [segments[place] for place in places]
    with progress("checking", len(pairs)) as advance:
        findings = findings_of(
            [
                TextPair(segment.source, segment.target, languages, surroundings=surroundings, place=place)
                for place, segment in zip(places, pairs, strict=True)
            ],
            [segment.id for segment in pairs],
            lambda place: words(pairs[place]),
            advance,
            None if encoder is None else readings_of(pairs, words, languages, encoder),
        )
    return tuple(_flagged(segments, languages, iter(findings), selection))


def _flagged(
    segments: Sequence[Segment], languages: tuple[str, str], findings: Iterator[Findings], selection: Selection
) -> Iterator[Segment]:
    texts = [(segment.source, segment.target) for segment in segments]
    ratio = length_ratio_of(texts)
    for number, segment in enumerate(segments):
        if segment.has_empty_side:
            probability = 1.0 if segment.confidence is None else segment.confidence
            if has_original_beside(texts, number, languages):
                probability = min(probability, WITH_ORIGINAL)
            flags, scores = _of_empty_side(segment, null_flags(texts, number, probability, ratio))
        else:
            flags, scores = _of_pair(segment, next(findings))
        left = left_open(shown(flags, selection), segment.source, segment.target, segment.dismissed)
        yield replace(segment, flags=left, scores=scores)


def _of_pair(segment: Segment, findings: Findings) -> tuple[list[Flag], dict[str, float]]:
    kept = [_repaired(flag) for flag in segment.flags if flag_kind(flag.name).is_structural]
    doubt = max((flag.probability or 0.0 for flag in kept if flag.name == "uncertain"), default=0.0)
    return kept if doubt >= _SURELY_UNRELATED else [*kept, *findings.flags], findings.scores


def _of_empty_side(segment: Segment, missing: Sequence[Flag]) -> tuple[list[Flag], dict[str, float]]:
    kept = [_repaired(flag) for flag in segment.flags if flag_kind(flag.name).is_structural]
    moved = next((flag for flag in kept if flag.name == "moved"), None)
    if moved is not None:
        probability = 0.0 if moved.probability is None else 1 - moved.probability
    else:
        probability = max((flag.probability or 0.0 for flag in missing), default=0.0)
        kept = [*missing, *(flag for flag in kept if flag.name == "uncertain")]
    is_omission = bool(segment.source.strip())
    scores = {"omission": 0.0, "addition": 0.0, "mistranslation": 0.0}
    scores["omission" if is_omission else "addition"] = probability
    return kept, scores


def _repaired(flag: Flag) -> Flag:
    """Return a flag of the alignment with its own severity: a TSV has only the worst of all flags of a segment."""
    return replace(flag, severity=flag_kind(flag.name).severity or flag.severity)

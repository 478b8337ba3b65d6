"""Words that people who correct translations would change: what the reader learnt of corrected ones, made findings."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from aligner.checks.content_features import CONTENT_WORD
from aligner.checks.flag import Evidence, Flag
from aligner.checks.meaning import LEAST_SHOWN, QUOTED, RULE, counterparts, is_name, span_of
from aligner.checks.pair import MOST_FLAGS, TextPair, finding
from aligner.checks.reader_weights import corrected_probability, logit
from aligner.checks.reader_words import runs, unshared
from aligner.checks.wording import IN_SOURCE, IN_TRANSLATION, quotation

if TYPE_CHECKING:
    from aligner.words.alignment import SideWords

IN_DOUBT: Final = 0.4
"""A word that would be changed with this probability begins a phrase."""
CARRIED: Final = 0.25
"""Words next to it belong to the phrase from this probability on. Both chosen by hand."""


@dataclass(frozen=True, slots=True)
class Corrected:
    """Words of source and target (ranges) that stand for each other, and what is read of them and of the pair.

    `revised` is the greatest probability that one of those of the target would be changed, `similarity` the greatest
    that one of them has to a word of the source.
    """

    words: tuple[tuple[int, int], tuple[int, int]]
    revised: float
    misleading: float
    similarity: float

    def inputs(self) -> list[float]:
        """Return what the probability of a finding is reckoned from."""
        return [logit(self.revised), logit(self.misleading)]


def corrected_flags(pair: TextPair) -> list[Flag]:
    """Flag words of the target that are hardly right, with those of the source that they answer to."""
    flags = [_flag(pair, words) for words in corrected_words(pair)]
    found = sorted(flags, key=lambda flag: -(flag.probability or 0.0))
    return [flag for flag in found if (flag.probability or 0.0) >= LEAST_SHOWN][:MOST_FLAGS]


def corrected_words(pair: TextPair) -> list[Corrected]:
    """Return what may be a finding: phrases of the target with a content word that would probably be changed."""
    if pair.reading is None or pair.words is None:
        return []
    words, reading = pair.words, pair.reading
    said = unshared(pair, 1, reading.target.revised)
    found = []
    for start, end in runs(said, IN_DOUBT, CARRIED):
        others = counterparts(words, 1, (start, end))
        if others is None or not _says(words.target, (start, end)) or is_name(pair, (others, (start, end))):
            continue
        similarity = float(words.target.similarity[start:end].max())
        ranges = others, (start, end)
        found.append(Corrected(ranges, float(said[start:end].max()), reading.misleading, similarity))
    return found


def _says(words: SideWords, own: tuple[int, int]) -> bool:
    return float(words.information[slice(*own)].max()) >= CONTENT_WORD


def _flag(pair: TextPair, found: Corrected) -> Flag:
    spans = span_of(pair, 0, found.words[0]), span_of(pair, 1, found.words[1])
    said, given = (quotation(text[slice(*span)], QUOTED) for text, span in zip(pair.texts, spans, strict=True))
    message = f'"{given}" {IN_TRANSLATION} is hardly right for "{said}" {IN_SOURCE}'
    evidence = Evidence(RULE, said, given, found.similarity)
    return finding("meaning", "major", round(corrected_probability(found.inputs()), 6), *spans, message, evidence)

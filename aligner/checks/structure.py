"""Flags that follow from the alignment alone: sentences without counterpart, and beads that are in doubt."""

from __future__ import annotations

import re
from collections.abc import Container, Sequence

from aligner.alignment.alignment import Alignment
from aligner.alignment.bead import Bead
from aligner.checks.counted_words import is_light
from aligner.checks.flag import Evidence, Flag, Severity
from aligner.checks.kinds import FLAG_KINDS
from aligner.checks.length import usual_deviation
from aligner.checks.markup import without_markup
from aligner.checks.pair import Span
from aligner.checks.wording import NOT_IN_SOURCE, NOT_TRANSLATED, shortened

UNCERTAIN_BELOW = 0.6
"""Beads less probable than this are marked `uncertain`: chosen by hand."""

_MAJOR_FROM = 40
"""A sentence of so many characters says something of its own: its loss is a major error. Chosen by hand."""
_COMMON_SHARE = 0.1
"""Texts that share less than this of the shorter one are not translations of each other: chosen by hand."""
_COMMON_SIMILARITY = 0.2
"""Nor are texts whose pairs are less similar than this on average. Measured: unrelated texts that were paired all the
same reach 0.19, and a translation has 0.27 at least, even of a single sentence."""
_QUOTED = 80
_WORD = re.compile(r"[^\W\d_]{2,}")
_SENTENCE_END = re.compile(r"[.!?:;…][”“\"»«’')\]]*\s*$")
_LEAST_FRAGMENT = 15
"""Characters: lengths tell nothing of shorter pieces. Chosen by hand."""
_PRIOR_LENGTH = 1000
"""Characters of pairs as long on both sides that are counted with those of the document. Chosen by hand."""
_UNUSUAL = 1.5
"""Standard deviations by which a neighbour must be too long for its own counterpart: chosen by hand."""
_FRAGMENT_TOLERANCE = 0.4
"""Of a piece's length, by which what the neighbour has more may differ from it: chosen by hand."""


_HEADING = re.compile(r"\s{0,3}(#{1,6}|={1,6}|<h[1-6])[\s>]")
_FACING = 0.4
"""Probability that a heading is left out that faces another: chosen by hand."""


def structural_flags(
    alignment: Alignment, source_texts: Sequence[str], target_texts: Sequence[str]
) -> list[tuple[Flag, ...]]:
    """Flag each bead of an alignment: `omission:sentence`, `addition:sentence`, `moved`, `uncertain`.

    The texts are those of the beads, one string a bead and side. Nobody misses a line of markup, a list mark or a
    number alone, nor function words, nor the piece of a sentence whose counterpart is in the neighbouring bead. Where
    the two documents have hardly anything in common, every bead is uncertain.
    """
    elsewhere = _counterparts(alignment)
    texts = list(zip(source_texts, target_texts, strict=True))
    ratio = length_ratio_of(texts)
    unrelated = have_nothing_in_common(alignment.beads, alignment.similarity, alignment.confidence, elsewhere.keys())
    flags = []
    for number, (bead, confidence) in enumerate(zip(alignment.beads, alignment.confidence, strict=True)):
        text = source_texts[number] or target_texts[number]
        found: list[Flag] = []
        if number in elsewhere:
            found.append(_moved_flag(bead, *elsewhere[number], text))
        elif bead.is_null:
            found += null_flags(texts, number, confidence, ratio)
        if unrelated:
            found.append(_uncertain(1.0, "The two texts have hardly anything in common"))
        elif confidence < UNCERTAIN_BELOW:
            found.append(_uncertain(1 - confidence, f"The alignment is doubtful here ({confidence:.0%} sure)"))
        flags.append(tuple(found))
    return flags


def _says_something(text: str) -> bool:
    """Tell whether a text has words beside markup, and others than function words if it is no whole sentence."""
    words = _WORD.findall(without_markup(text))
    if not words or _SENTENCE_END.search(text):
        return bool(words)
    return not any(all(is_light(word, language) for word in words) for language in ("de", "en"))


def length_ratio_of(texts: Sequence[tuple[str, str]]) -> float:
    """Return the length of the target for that of the source in the pairs, drawn towards 1 where they are few."""
    pairs = [(len(source), len(target)) for source, target in texts if source and target]
    return (_PRIOR_LENGTH + sum(target for _, target in pairs)) / (_PRIOR_LENGTH + sum(source for source, _ in pairs))


def _is_fragment(texts: Sequence[tuple[str, str]], number: int, ratio: float) -> bool:
    """Tell whether a text without counterpart is a piece of which a neighbour has the counterpart, by their lengths.

    `ratio` is the length of the target for that of the source.
    """
    side = 0 if texts[number][0].strip() else 1
    text, expected = texts[number][side], ratio if side == 0 else 1 / ratio
    size = len(text) * expected
    if len(text) < _LEAST_FRAGMENT or _SENTENCE_END.search(text):
        return False
    for near in (number - 1, number + 1):
        if 0 <= near < len(texts) and texts[near][side].strip():
            own, other = len(texts[near][side]), len(texts[near][1 - side])
            surplus = other - own * expected
            if surplus > _UNUSUAL * usual_deviation(own, other) and abs(surplus - size) < _FRAGMENT_TOLERANCE * size:
                return True
    return False


def _counterparts(alignment: Alignment) -> dict[int, tuple[list[int], float]]:
    """For each null bead that was moved, by its number: the numbers of its counterparts, and how probable that is."""
    of_source = {bead.source_start: k for k, bead in enumerate(alignment.beads) if bead.target_start == bead.target_end}
    of_target = {bead.target_start: k for k, bead in enumerate(alignment.beads) if bead.source_start == bead.source_end}
    found: dict[int, tuple[list[int], float]] = {}
    for move in alignment.moves:
        sources = [of_source[i] for i in range(move.bead.source_start, move.bead.source_end)]
        targets = [of_target[j] for j in range(move.bead.target_start, move.bead.target_end)]
        found.update((number, (targets, move.probability)) for number in sources)
        found.update((number, (sources, move.probability)) for number in targets)
    return found


def have_nothing_in_common(
    beads: Sequence[Bead],
    similarity: Sequence[float | None],
    confidence: Sequence[float | None],
    moved: Container[int] = (),
) -> bool:
    """Tell whether two texts can hardly be translations of each other, from the beads of their alignment.

    Those whose numbers are in `moved` have their translation elsewhere, and do not count, nor do those without a
    confidence, which were aligned by something else, such as the keys of a catalogue. So it is where hardly a
    sentence of the shorter text is, on average over all alignments, in a pair bead; and where the pairs are not alike.
    Confidence alone cannot tell: it says which alignment is the best, and two texts of equal length have an obvious one
    whatever they say.
    """
    sentences = [0, 0]
    paired = [0.0, 0.0]
    alike = [0.0, 0.0]
    for number, (bead, likeness, sure) in enumerate(zip(beads, similarity, confidence, strict=True)):
        if number in moved or sure is None:
            continue
        for side, size in enumerate((bead.source_end - bead.source_start, bead.target_end - bead.target_start)):
            sentences[side] += size
            if not bead.is_null:
                weight = size * sure
                paired[side] += weight
                alike[side] += weight * (likeness or 0.0)
    shorter = sentences.index(min(sentences))
    few = paired[shorter] < _COMMON_SHARE * sentences[shorter]
    return few or alike[shorter] < _COMMON_SIMILARITY * paired[shorter]


def null_flags(texts: Sequence[tuple[str, str]], number: int, probability: float, ratio: float) -> list[Flag]:
    """Return the flag of a segment that has only one side, as `null_flag`; none where nobody misses its text.

    `texts` are those of all segments, (source, target), `ratio` is their `length_ratio_of`.
    """
    source, target = texts[number]
    if not _says_something(source if source.strip() else target) or _is_fragment(texts, number, ratio):
        return []
    if _faces_heading(texts, number):
        probability = min(probability, _FACING)
    return [null_flag(source, target, probability)]


def _faces_heading(texts: Sequence[tuple[str, str]], number: int) -> bool:
    """Tell whether a heading without counterpart is next to one of the other side, and one of them is mostly markup.

    The alignment compares lengths, and takes markup for text.
    """
    side = 0 if texts[number][0].strip() else 1
    heading = _HEADING.match(texts[number][side])
    for near in (number - 1, number + 1):
        if heading is not None and 0 <= near < len(texts) and not texts[near][side].strip():
            other = _HEADING.match(texts[near][1 - side])
            pair = (texts[number][side], texts[near][1 - side])
            if other is not None and other[1] == heading[1] and any(map(_is_mostly_markup, pair)):
                return True
    return False


def _is_mostly_markup(text: str) -> bool:
    return 2 * len(without_markup(text).strip()) < len(text)


def null_flag(source: str, target: str, probability: float) -> Flag:
    """Return the flag of a segment that has only one side: `omission:sentence` or `addition:sentence`."""
    is_omission = not target.strip()
    text = source if is_omission else target
    severity: Severity = "major" if len(text) >= _MAJOR_FROM else "minor"
    span = (0, len(text))
    quoted = shortened(text, _QUOTED)
    if is_omission:
        name, source_span, target_span, message = "omission:sentence", span, None, f'{NOT_TRANSLATED}: "{quoted}"'
    else:
        name, source_span, target_span, message = "addition:sentence", None, span, f'{NOT_IN_SOURCE}: "{quoted}"'
    evidence = Evidence("sentence without counterpart", quoted)
    category = FLAG_KINDS[name].category
    return Flag(name, category, severity, probability, source_span, target_span, message, evidence=evidence)


def _moved_flag(bead: Bead, counterparts: list[int], probability: float, text: str) -> Flag:
    segments = ", ".join(str(number + 1) for number in counterparts)
    message = f"Moved: its counterpart is segment {segments}"
    is_source = bead.target_start == bead.target_end
    source_span, target_span = ((0, len(text)), None) if is_source else (None, (0, len(text)))
    return _flag("moved", probability, source_span, target_span, message)


def _uncertain(probability: float, message: str) -> Flag:
    return _flag("uncertain", probability, None, None, message)


def _flag(name: str, probability: float, source_span: Span | None, target_span: Span | None, message: str) -> Flag:
    """Make a flag of a name that always has the same severity."""
    kind = FLAG_KINDS[name]
    if kind.severity is None:
        raise ValueError(f"the severity of {name} depends on what was found")
    return Flag(name, kind.category, kind.severity, probability, source_span, target_span, message)

"""Subtitles in SRT and WebVTT: what is said, without numbers and times of cues; the times are kept aside.

Read here and not by a library: pysrt is GPL, webvtt-py reads one of the two, and pysubs2 keeps no hold of what stands
where. A sentence that runs over several cues becomes one paragraph.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from html import unescape
from itertools import pairwise
from typing import Final

from aligner.documents.blocks import Extracted, UnreadableError, running
from aligner.text.document import Moment, Paragraph

_TIME: Final = r"(?:(\d{1,3}):)?(\d{1,2}):(\d{2})[,.](\d{1,3})"
TIMES: Final = re.compile(rf"[ \t]*{_TIME}[ \t]*-+>[ \t]*{_TIME}(?:[ \t].*)?")
"""The line of a cue that says when it appears and vanishes."""
_MARKUP: Final = re.compile(r"<[^<>]{1,200}>|\{\\[^{}]{1,200}\}|\{[a-zA-Z]:[^{}]{1,40}\}")
_SPEAKER_CHANGES: Final = re.compile(r"[-–—‐]\s?(?=[^\s\d-])")
_CLOSERS: Final = "\"'“”„’‘»«›‹)]"
_OPENERS: Final = "\"'“”„’‘»«›‹([.…¿¡ "
_SET_APART: Final = ("♪", "♫", "#", "[", "(", "*")
_LONGEST_PAUSE: Final = 4000
"""Milliseconds after which no sentence goes on in the next cue."""
_PUNCTUATED: Final = 0.4
"""Share of cues that end as sentences do from which all sentences seem to."""
_LONGEST: Final = 12
"""Cues of one sentence, at most: where stops were lost, all would become one."""


@dataclass(frozen=True, slots=True)
class _Line:
    """What one speaker says in one cue."""

    text: str
    appears: int
    vanishes: int
    replies: bool

    @property
    def is_apart(self) -> bool:
        """Whether it is a song, a noise or a title."""
        return self.text.startswith(_SET_APART)

    @property
    def stops(self) -> bool:
        return self.text.rstrip(_CLOSERS)[-1:] in tuple(".!?…:")

    @property
    def trails_off(self) -> bool:
        return self.text.rstrip(_CLOSERS).endswith(("...", "…", "-", "–", "—"))

    @property
    def starts_small(self) -> bool:
        return self.text.lstrip(_OPENERS)[:1].islower()


def read(text: str) -> Extracted:
    """Read subtitles. Raises UnreadableError where there is no cue."""
    lines = list(_lines(text))
    if not lines:
        raise UnreadableError("there is no cue with text in it: read it as plain text with --as text")
    stops = sum(line.stops for line in lines)
    is_punctuated = stops >= _PUNCTUATED * len(lines)
    groups = [[lines[0]]]
    for left, right in pairwise(lines):
        if len(groups[-1]) < _LONGEST and _goes_on(left, right, is_punctuated):
            groups[-1].append(right)
        else:
            groups.append([right])
    return _extracted(groups)


def _lines(text: str) -> Iterator[_Line]:
    rows = text.splitlines()
    heads = [(row, found) for row, line in enumerate(rows) if (found := TIMES.fullmatch(line))]
    ends_at_blank = text.lstrip("\ufeff").startswith("WEBVTT")
    for number, (row, found) in enumerate(heads):
        last = heads[number + 1][0] if number + 1 < len(heads) else len(rows)
        said = rows[row + 1 : last]
        if ends_at_blank:
            blank = next((at for at, line in enumerate(said) if not line.strip()), len(said))
            said = said[:blank]
        elif number + 1 < len(heads) and said and said[-1].strip().isdecimal():
            said = said[:-1]
        times = found.groups(default="0")
        yield from _spoken(said, _milliseconds(times[:4]), _milliseconds(times[4:]))


def _spoken(rows: Sequence[str], appears: int, vanishes: int) -> Iterator[_Line]:
    said = [line for row in rows if (line := running(unescape(_MARKUP.sub("", row))))]
    replies = len(said) > 1 and sum(_SPEAKER_CHANGES.match(line) is not None for line in said) > 1
    parts: list[str] = []
    for line in said:
        if replies and _SPEAKER_CHANGES.match(line) and parts:
            yield _Line(" ".join(parts), appears, vanishes, True)
            parts = []
        parts.append(line)
    if parts:
        yield _Line(" ".join(parts), appears, vanishes, replies)


def _goes_on(left: _Line, right: _Line, is_punctuated: bool) -> bool:
    """Tell whether a sentence runs on from one line to the next."""
    if left.is_apart or right.is_apart or _SPEAKER_CHANGES.match(right.text):
        return False
    if left.appears == right.appears or right.appears - left.vanishes > _LONGEST_PAUSE:
        return False
    if left.stops or left.trails_off:
        return left.trails_off and right.starts_small
    return left.text.endswith((",", ";")) or right.starts_small or is_punctuated


def _extracted(groups: Sequence[Sequence[_Line]]) -> Extracted:
    """Write each cue on a line, and a blank line between two paragraphs: both are as long as the text of one."""
    paragraphs: list[Paragraph] = []
    moments: list[Moment] = []
    start = 0
    for group in groups:
        paragraphs.append(Paragraph(" ".join(line.text for line in group), ((0, start),), "cue"))
        for line in group:
            moments.append(Moment(start, start + len(line.text), line.appears, line.vanishes))
            start += len(line.text) + 1
        start += 1
    text = "\n\n".join("\n".join(line.text for line in group) for group in groups)
    return Extracted(text, tuple(paragraphs), tuple(moments))


def _milliseconds(parts: Sequence[str]) -> int:
    hours, minutes, seconds, fraction = parts
    return ((int(hours) * 60 + int(minutes)) * 60 + int(seconds)) * 1000 + int(fraction.ljust(3, "0"))

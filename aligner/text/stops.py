"""The places where a sentence might end, and what stands left and right of each: no decisions are made here.

All functions here but `plain`, which makes it, take a text whose white space characters are all plain spaces.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

_OPENING = "\"'“”„‚‘’«»‹›(\\[{¿¡"
_CLOSING = "\"'“”’‘»«›‹)\\]}~_*"
_CLOSING_QUOTE = "[\"'“”’‘»«›‹]"
_EMOJI = "\U0001f000-\U0001faff\u2600-\u27bf\u2b50\u2b55"
_SMILEY = rf"(?:[:;=]['’]?-?[()DPp|/\\*]+|<3|\^\^|[{_EMOJI}]++)(?=[ ]|$)"
_RAISED = "[⁰¹²³⁴⁵⁶⁷⁸⁹]{1,3}+"
_CITATION = r"\[(?:\d{1,3}(?:[-–, ]{1,2}\d{1,3}){0,8}|[a-z]|citation[ ]needed|note[ ]\d{1,3})\]"

# Every repetition is possessive, short, or followed by nothing that must match, so that no text makes the search slower
# than its length. Groups are not possessive: Python 3.11.4 and earlier lose their place in these (CPython 106052).
_STOP = re.compile(
    rf"""
    (?P<marks> [.!?…‽。！？｡۔؟।]++ (?: [ ][.…]++ (?= [ ] | $ | [{_CLOSING}] ) )*
             | [–—―−-]{{1,3}}+ [ ]? (?= {_CLOSING_QUOTE} [ ] )
             | (?<=[ ]) {_SMILEY} )
    (?P<closers> [{_CLOSING}]*+ (?: [ ][»«”]++ (?= [ ] | $ ) )? )
    (?: [ ]? {_CITATION} ){{0,8}}
    (?P<note> {_RAISED} (?: [, ]? {_RAISED} ){{0,3}} | \( \d{{1,3}} \) (?= [ ] | $ ) | \d{{1,2}}+ (?= [ ] | $ ) )?
    (?: [ ]? {_SMILEY} ){{0,8}}
    """,
    re.VERBOSE,
)
_BETWEEN = re.compile(rf"[ {_OPENING}…–—―‒−*~_•#@$€£§-]{{0,16}}+(?:\.\.\.?[ ]?)?[{_OPENING}]{{0,2}}")
_WORD = re.compile(r"[^\W\d_]{1,40}|\d{1,12}")
_BEFORE_WORD = "\"'“”„‚‘’«»‹›([{¿¡•⁃-–—*_~"
_BLANK = re.compile(r"\s")
_LONGEST_WORD = 64


def plain(text: str) -> str:
    """Give the text with a plain space for each white space character: offsets stay as they are."""
    return _BLANK.sub(" ", text)


@dataclass(slots=True)
class Stop:
    """A stop (full stop, question mark, ellipsis, smiley …) and its surroundings.

    `start:end` holds the stop, the quotes and brackets that close behind it, citations such as `[3]`, and `note`.
    """

    text: str
    sentence: int
    """Where the sentence began that the stop might end."""
    start: int
    end: int
    marks: str
    closers: str
    note: str
    """What may be the mark of a footnote, directly behind: `²`, `(2)`, `2`; empty where there is none."""
    word: str
    """What stands left of the stop, up to a space, without opening quotes; empty if over 64 characters."""
    word_start: int
    following: str
    """The letters or digits that come next, behind opening quotes and dashes; empty before a symbol."""
    following_start: int

    @property
    def spaced(self) -> bool:
        """Whether a space or the end of the text follows."""
        return self.end >= len(self.text) or self.text[self.end] == " "

    @property
    def is_ellipsis(self) -> bool:
        """Whether it is one, in one character or several, close or spaced."""
        return "…" in self.marks or self.marks.count(".") > 1

    @property
    def previous(self) -> str:
        """The word before `word`, with all its punctuation; empty at the start of the sentence."""
        end = self.text.rfind(" ", max(self.sentence, self.word_start - _LONGEST_WORD), self.word_start)
        return "" if end < 0 else self.text[_word_start(self.text, self.sentence, end) : end]


def stops(text: str, starts: list[int]) -> Iterator[Stop]:
    """Find where a sentence might end; `starts[-1]`, where the sentence began, is read anew for each stop."""
    for match in _STOP.finditer(text):
        start, end = match.span()
        sentence = starts[-1]
        left = _word_start(text, sentence, start)
        between = _BETWEEN.match(text, end)
        right = between.end() if between else end
        following = _WORD.match(text, right)
        word = text[left:start] if start - left <= _LONGEST_WORD else ""
        bare = word.lstrip(_BEFORE_WORD)
        yield Stop(
            text=text,
            sentence=sentence,
            start=start,
            end=end,
            marks=match["marks"],
            closers=match["closers"],
            note=match["note"] or "",
            word=bare,
            word_start=start - len(bare),
            following=following[0] if following else "",
            following_start=right,
        )


def _word_start(text: str, sentence: int, end: int) -> int:
    """Find where the word that ends at `end` starts, in bounded time."""
    earliest = max(sentence, end - _LONGEST_WORD - 1)
    return max(text.rfind(" ", earliest, end) + 1, earliest)

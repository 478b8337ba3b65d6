"""The lines of a text: where each stands, and what its shape tells."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

from aligner.text.rules.rules import words

# CRLF, LF, CR, vertical tab, form feed, NEL, line separator, paragraph separator.
LINE_BREAK = re.compile("\r\n|[\n\r\v\f\x85\u2028\u2029]")
_BORDERS = frozenset("\f\u2029")
_TAB_WIDTH = 4

# Beyond this a line is running text, never a table row, and no shape is looked for in it.
_LONGEST_SHAPE = 400
_TABLE_ROW = re.compile(r"\S(?:\t+| {3,})\S.*\S(?:\t+| {3,})\S|\S\t|\|.*\||[─│┌┐└┘├┤═║]|^[-=_+*~\s]{3,}$")
# Without one of these at hand the expression need not be tried.
_TABLE_SIGNS = ("\t", "   ", "|")
_CLOSED = re.compile(r"""[.!?…:][\s"'“”„’‘»«›‹)\]]*$""")
_TAIL = 12

_BULLET = re.compile(r"[-–—*•◦▪‣·●○■□▶►✓✗]\s+\S")
_NUMBER = re.compile(r"\(?(\d{1,3})[.)]\s+(\S+)")
_LETTER = re.compile(r"\(?([a-z])\)\s+\S|([a-z])\.\s+\S")
_SECTION = re.compile(r"§\s?\d|\d{1,3}(?:\.\d{1,3})+\.?\s+[^\W\d_]")
_MONTHS = words(
    "januar jänner februar feber märz april mai juni juli august september oktober november dezember jahrhundert"
)

Mark = tuple[Literal["bullet", "number", "letter", "section"], str]


@dataclass(frozen=True, slots=True)
class Line:
    """A line that is not blank.

    `start:end` is its range in the text, white space around it left out; `content` is that stretch. `indent`
    counts the columns before it. `gap` counts the blank lines between it and the line before (0: it follows
    directly), a form feed or a paragraph separator counting as one.
    """

    start: int
    end: int
    content: str
    indent: int
    gap: int

    @property
    def length(self) -> int:
        """Columns from the left margin to the last character."""
        return self.indent + len(self.content)

    @property
    def closed(self) -> bool:
        """Whether it ends as sentences do, in a full stop, a colon or the like, closing quotes aside."""
        return _CLOSED.search(self.content[-_TAIL:]) is not None

    @property
    def lowercase(self) -> bool:
        """Whether its first letter, opening quotes and brackets aside, is a small one."""
        return self.content.lstrip("\"'“„‘‚»«›‹([")[:1].islower()

    @property
    def first_word(self) -> str:
        """Its first word, cut after a hundred characters."""
        return self.content[:100].split(maxsplit=1)[0]

    @property
    def last_word(self) -> str:
        """Its last word, cut to a hundred characters."""
        return self.content[-100:].rsplit(maxsplit=1)[-1]

    @property
    def prose(self) -> bool:
        """Whether it may be part of running text: not a table row, a rule, or quoted e-mail."""
        if self.content.startswith(">"):
            return False
        plain = self.content[0].isalnum() and not any(sign in self.content for sign in _TABLE_SIGNS)
        return plain or len(self.content) > _LONGEST_SHAPE or _TABLE_ROW.search(self.content) is None

    @property
    def mark(self) -> Mark | None:
        """The bullet, number or letter that opens a list item or numbered heading, if there is one."""
        head = self.content[:_LONGEST_SHAPE]
        if _SECTION.match(head):
            return "section", ""
        if _BULLET.match(head):
            return "bullet", head[0]
        if number := _NUMBER.match(head):
            follower = number[2].rstrip(".,;:").lower()
            return None if follower in _MONTHS else ("number", number[1])
        if letter := _LETTER.match(head):
            return "letter", letter[1] or letter[2]
        return None


def lines_of(text: str) -> list[Line]:
    """Find the lines of `text` that are not blank, in order."""
    lines: list[Line] = []
    start, gap = 0, 0
    for found in LINE_BREAK.finditer(text):
        line = _line(text, start, found.start(), gap)
        if line is not None:
            lines.append(line)
        gap = (gap + 1 if line is None else 0) + (found[0] in _BORDERS)
        start = found.end()
    last = _line(text, start, len(text), gap)
    return lines if last is None else [*lines, last]


def _line(text: str, start: int, end: int, gap: int) -> Line | None:
    raw = text[start:end]
    content = raw.strip()
    if not content:
        return None
    lead = len(raw) - len(raw.lstrip())
    indent = len(raw[:lead].expandtabs(_TAB_WIDTH))
    return Line(start + lead, start + lead + len(content), content, indent, gap)

"""Spaces and marks in the translation: a light check, which is done but shown only where it is asked for by name."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from aligner.checks.flag import Evidence, Flag
from aligner.checks.pair import MOST_FLAGS, Span, TextPair, finding

_PROBABILITY: Final = 0.9
_OTHER_END: Final = 0.7
"""That such a thing is a slip: chosen by hand. Translators end a sentence in another way on purpose, too."""
_DOUBLE: Final = re.compile(r"(?<=\S)[ \u00a0]{2,}(?=\S)")
_SPACE_BEFORE: Final = re.compile(r"(?<=[^\W_])[ \u00a0\u202f]+(?=[,;:!?.](?:\s|$))")
_TWICE: Final = re.compile(r"(?<![,;:.])(?:,,+(?=\s|$)|;;+|::(?=\s|$)|\.\.(?![.\w/\\]))")
_CLOSING: Final = " \t\r\n\u00a0\"'»«”“’‘‹›)]}*_`"
"""What may stand behind the mark that ends a sentence."""
_MARKS: Final = {".": ".", "!": ".", "…": ".", "?": "?", ":": ":", "。": ".", "？": "?"}
"""Marks that end a sentence, by kind: German commands have `!` where English has `.`."""
_AROUND: Final = 12
_FEWEST_WORDS: Final = 3
"""Shorter texts are headings, labels and cells, which each language ends as it likes."""


def typography_flags(pair: TextPair) -> Iterator[Flag]:
    """Flag two spaces in a row, a space before a mark, a mark twice, and another end than the source has.

    What the source does too is as it should be.
    """
    slips = (
        (_DOUBLE, "Two spaces"),
        (_SPACE_BEFORE, "A space before a mark"),
        (_TWICE, "A mark stands twice"),
    )
    for pattern, told in slips:
        if pattern.search(pair.source):
            continue
        for number, found in enumerate(pattern.finditer(pair.target)):
            if number == MOST_FLAGS:
                break
            yield _flag(pair, found.span(), told)
    yield from _end_flags(pair)


def _flag(pair: TextPair, span: Span, told: str) -> Flag:
    shown = pair.target[max(0, span[0] - _AROUND) : span[1] + _AROUND]
    message = f'{told}: "{shown}"'
    return finding("typography", "minor", _PROBABILITY, None, span, message, Evidence(told, found=shown))


def _end_flags(pair: TextPair) -> Iterator[Flag]:
    if min(len(pair.source.split()), len(pair.target.split())) < _FEWEST_WORDS:
        return
    ends = [_end(text) for text in pair.texts]
    marks = [_MARKS.get(text[start:end], "") for text, (start, end) in zip(pair.texts, ends, strict=True)]
    if marks[0] == marks[1]:
        return
    said, given = (text[slice(*span)] for text, span in zip(pair.texts, ends, strict=True))
    if not marks[0]:
        message = f'The translation ends with "{given}", the source with no mark'
    elif not marks[1]:
        message = f'The source ends with "{said}", the translation with no mark'
    else:
        message = f'The source ends with "{said}", the translation with "{given}"'
    yield finding("typography", "minor", _OTHER_END, ends[0], ends[1], message, Evidence("end", said, given))


def _end(text: str) -> Span:
    """Return where the last character stands that is neither a space nor closes a quotation or bracket."""
    end = len(text.rstrip(_CLOSING))
    return max(0, end - 1), end

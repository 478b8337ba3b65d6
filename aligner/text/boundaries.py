"""Decides at which stops a sentence ends: one function for each question that a stop raises.

A text here has a plain space for each white space character and no invisible characters (see `splitting`).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from itertools import pairwise

from aligner.text.abbreviations import Abbreviation, abbreviation_of
from aligner.text.lists import item_starts
from aligner.text.rules import Rules
from aligner.text.stops import Stop, stops

_LIST_MARK = re.compile(r"\(?(?:\d{1,3}|\d{1,2}(?:\.\d{1,2}){1,3}|[IVX]{1,5}|[A-NP-Za-z])")
_ORDINAL = re.compile(r"\d{1,2}\.\d{1,2}|(?:\d{1,3}\.?[-–/])?\d{1,3}|[IVXLCM]{2,8}")
_ENGLISH_ORDINAL = re.compile(r"\d{1,2}(?:st|nd|rd|th)", re.IGNORECASE)
_LETTER_OR_DIGIT = re.compile(r"[^\W_]")
_SPEAKER = re.compile(r"(?:(?:Mr|Mrs|Ms|Dr)\.? )?[^\W\d_][\w'’-]{0,30} (?:[A-Z][\w'’-]{0,30} )?([a-z]{1,20})")
_ADDRESS = re.compile(r"https?://|www\.")
_SPACED_DASH = re.compile(r" [-–—―−]{1,2} ")
_CITED = re.compile(r" \([^()]{1,60}\d[^()]{0,20}\)[.,;]")
_WRITTEN_MARKS = frozenset(".!?…‽。！？｡۔؟।")
_DASHES = frozenset("-–—―−")
_IDEOGRAPHIC_MARKS = frozenset("。！？｡")
_CONTINUING_SYMBOLS = frozenset(",;:)]&/%|.!?")
_YEAR = re.compile(r"1[0-9]{3}|20[0-9]{2}")
# So many dots lead the eye to the number of a page.
_LEADERS = 4
_LONGEST_ASIDE = 400
_NEAR = 64


def cuts(text: str, rules: Rules) -> Iterator[int]:
    """Give the offsets, ascending, at which one sentence of `text` ends and another begins."""
    if _is_casual(text, rules):
        rules = replace(rules, small_after=".!?")
    for start, end in pairwise([0, *item_starts(text), len(text)]):
        if start:
            yield start
        yield from (start + cut for cut in _cuts_of_item(text[start:end], rules))


def _is_casual(text: str, rules: Rules) -> bool:
    """Tell whether the text is written without much care for capitals."""
    return text.lstrip(" ")[:1].islower() or not rules.casual_words.isdisjoint(text.split(" "))


def _cuts_of_item(text: str, rules: Rules) -> Iterator[int]:
    starts = [0]
    for stop in stops(text, starts):
        if stop.end < len(text) and _ends_sentence(stop, rules):
            starts.append(stop.end)
            yield stop.end


def _ends_sentence(stop: Stop, rules: Rules) -> bool:
    if stop.note.isdecimal() and stop.note.isascii():
        return _note_follows(stop, rules)
    if not stop.spaced:
        return _ends_without_space(stop, rules)
    if _opens_sentence(stop):
        return False
    if stop.marks.count(".") >= _LEADERS and stop.following.isdecimal():
        return False
    if not stop.following:
        return _ends_before_symbol(stop, rules)
    if stop.following[0].islower():
        return _ends_before_small_letter(stop, rules)
    if _CITED.match(stop.text, stop.end) or _needs_starter(stop):
        return _starter_follows(stop, rules)
    if stop.marks == ".":
        return _full_stop_ends(stop, rules)
    return not _speaker_follows(stop, rules)


def _note_follows(stop: Stop, rules: Rules) -> bool:
    """Tell whether digits behind a stop are the mark of a footnote: `as silver.1 Without`, not `version 2.1 Now`."""
    if not stop.following[:1].isupper() or _opens_sentence(stop):
        return False
    if stop.closers or stop.marks != ".":
        return stop.marks[0] in _WRITTEN_MARKS
    if _YEAR.fullmatch(stop.word):
        return True
    is_word = len(stop.word) > 2 and stop.word.isalpha() and not stop.word.isupper()
    if is_word and stop.word[0].isupper() and not rules.ordinals:
        # A name of a version or a file, rather than the last word of a sentence: `Python.3 Is`.
        is_word = stop.word_start > stop.sentence and _starter_follows(stop, rules)
    return is_word and abbreviation_of(stop, rules) is Abbreviation.NONE


def _ends_without_space(stop: Stop, rules: Rules) -> bool:
    """Tell whether a space is missing between two sentences, as in `Es war gut.Das freut uns`."""
    if stop.marks[-1] in _IDEOGRAPHIC_MARKS:
        return True
    if stop.closers or stop.following_start != stop.end or not stop.following[:1].isupper():
        return False
    return len(stop.word) > 2 and stop.word.isalpha() and stop.word.islower() and _starter_follows(stop, rules)


def _opens_sentence(stop: Stop) -> bool:
    """Tell whether there is nothing yet to end: an ellipsis at the start, the number of a list item."""
    if not _LETTER_OR_DIGIT.search(stop.text, max(stop.sentence, stop.start - _NEAR), stop.start):
        return True
    is_first = stop.word_start - stop.sentence < 9 and not stop.text[stop.sentence : stop.word_start].strip(" •⁃-(#*+>")
    return is_first and stop.marks == "." and _LIST_MARK.fullmatch(stop.word) is not None


def _ends_before_symbol(stop: Stop, rules: Rules) -> bool:
    """Tell whether the sentence ends before what is neither letter nor digit, such as `***` or a picture."""
    symbol = stop.text[stop.following_start : stop.following_start + 1]
    if symbol in _CONTINUING_SYMBOLS:
        return False
    return stop.marks != "." or abbreviation_of(stop, rules) is Abbreviation.NONE


def _ends_before_small_letter(stop: Stop, rules: Rules) -> bool:
    """Tell whether a sentence begins with a small letter: an aside, a web address, a hasty message."""
    if _ADDRESS.match(stop.text, stop.following_start):
        return stop.marks != "." or abbreviation_of(stop, rules) is Abbreviation.NONE
    if stop.marks[-1] not in rules.small_after or stop.is_ellipsis:
        return False
    if stop.marks == "." and abbreviation_of(stop, rules) is not Abbreviation.NONE:
        return False
    if stop.marks == "." and stop.text[stop.following_start - 1] == "(":
        return True
    if stop.closers or stop.following_start != stop.end + 1:
        return False
    return stop.marks != "." or _is_whole_word(stop, rules)


def _is_whole_word(stop: Stop, rules: Rules) -> bool:
    """Tell whether the word is surely no abbreviation, so that its stop counts before small letters."""
    if rules.small_after != ".":
        return stop.word.isalpha()
    if len(stop.word) < 4 or not stop.word.isalpha():
        return False
    return stop.following in rules.lowercase_starters or stop.word.endswith(rules.whole_word_endings)


def _needs_starter(stop: Stop) -> bool:
    """Tell whether only a function word with a capital shows that the sentence is over.

    So it is behind brackets in mid-sentence, behind smileys, between an ellipsis and a dash, and where speech
    breaks off with a dash, unless other speech follows (`“I think—” “You never think!”`).
    """
    if stop.marks[0] in _DASHES:
        return stop.text[stop.following_start - 1] == " "
    if stop.marks[0] not in _WRITTEN_MARKS or _is_aside(stop):
        return True
    return stop.is_ellipsis and _SPACED_DASH.match(stop.text, stop.end) is not None


def _starter_follows(stop: Stop, rules: Rules) -> bool:
    return stop.following[:1].isupper() and stop.following.lower() in rules.starters


def _is_aside(stop: Stop) -> bool:
    """Tell whether the stop belongs to brackets in mid-sentence: `He came (late, of course!) and sat`."""
    if ")" not in stop.closers:
        return False
    opening = stop.text.rfind("(", max(stop.sentence, stop.start - _LONGEST_ASIDE), stop.start)
    return opening > 0 and _LETTER_OR_DIGIT.search(stop.text, max(stop.sentence, opening - _NEAR), opening) is not None


def _speaker_follows(stop: Stop, rules: Rules) -> bool:
    """Tell whether the sentence goes on with who said it: `“Are you there?” Harry asked`."""
    if not stop.closers or _starter_follows(stop, rules):
        return False
    speaker = _SPEAKER.match(stop.text, stop.following_start)
    return speaker is not None and speaker[1] in rules.speech_verbs


def _full_stop_ends(stop: Stop, rules: Rules) -> bool:
    """Tell whether a single full stop before a capital or a digit ends the sentence."""
    if rules.ordinals and _is_ordinal(stop, rules):
        return _starter_follows(stop, rules)
    if _ENGLISH_ORDINAL.fullmatch(stop.word) and stop.following.lower() in rules.months:
        return False
    kind = abbreviation_of(stop, rules)
    if kind is Abbreviation.NONE:
        return True
    return kind is Abbreviation.MAY_END and _starter_follows(stop, rules)


def _is_ordinal(stop: Stop, rules: Rules) -> bool:
    """Tell whether the full stop makes an ordinal of a number: `am 3. Oktober`, `Ludwig XIV. starb`."""
    if not _ORDINAL.fullmatch(stop.word) or stop.previous.isdecimal():
        return False
    if stop.following.lower() in rules.months:
        return True
    return stop.previous.strip('(„"»“.').lower() not in rules.labels

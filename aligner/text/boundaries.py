"""Decides at which stops a sentence ends: one function for each question that a stop raises.

A text here has a plain space for each white space character and no invisible characters (see `splitting`).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from aligner.text.abbreviations import Abbreviation, abbreviation_of
from aligner.text.lists import item_starts
from aligner.text.rules import Rules
from aligner.text.stops import Stop, stops

_LIST_MARK = re.compile(r"\(?(?:\d{1,3}|\d{1,2}(?:\.\d{1,2}){1,3}|[IVX]{1,5}|[A-NP-Za-z])")
_ORDINAL = re.compile(r"\d{1,2}\.\d{1,2}|(?:\d{1,3}\.?[-–/])?\d{1,3}|[IVXLCM]{2,8}")
_LETTER_OR_DIGIT = re.compile(r"[^\W_]")
_SPEAKER = re.compile(r"(?:(?:Mr|Mrs|Ms|Dr)\.? )?[^\W\d_][\w'’-]{0,30} (?:[A-Z][\w'’-]{0,30} )?([a-z]{1,20})")
_ADDRESS = re.compile(r"https?://|www\.")
_WRITTEN_MARKS = frozenset(".!?…‽。！？｡۔؟।")
_DASHES = frozenset("-–—―−")
_IDEOGRAPHIC_MARKS = frozenset("。！？｡")
_CONTINUING_SYMBOLS = frozenset(",;:)]&/%|.!?")
_OPENING_QUOTES = {"”": "“", "“": "„", "«": "»", "»": "«", '"': '"', "’": "‘", "‘": "‚", "'": "'", "›": "‹", "‹": "›"}
_LONGEST_TITLE = 120
_LONGEST_ASIDE = 400
_NEAR = 64


def cuts(text: str, rules: Rules) -> Iterator[int]:
    """Give the offsets, ascending, at which one sentence of `text` ends and another begins."""
    for start, end in pairwise([0, *item_starts(text), len(text)]):
        if start:
            yield start
        yield from (start + cut for cut in _cuts_of_item(text[start:end], rules))


def _cuts_of_item(text: str, rules: Rules) -> Iterator[int]:
    starts = [0]
    for stop in stops(text, starts):
        if stop.end < len(text) and _ends_sentence(stop, rules):
            starts.append(stop.end)
            yield stop.end


def _ends_sentence(stop: Stop, rules: Rules) -> bool:
    if not stop.spaced:
        return _ends_without_space(stop, rules)
    if _opens_sentence(stop):
        return False
    if not stop.following:
        return _ends_before_symbol(stop, rules)
    if stop.following[0].islower():
        return _ends_before_small_letter(stop, rules)
    if _needs_starter(stop):
        return _starter_follows(stop, rules)
    if stop.marks == ".":
        return _full_stop_ends(stop, rules)
    return not _speaker_follows(stop, rules)


def _ends_without_space(stop: Stop, rules: Rules) -> bool:
    """Is a space missing between two sentences, as in `Es war gut.Das freut uns`?"""
    if stop.marks[-1] in _IDEOGRAPHIC_MARKS:
        return True
    if stop.closers or stop.following_start != stop.end or not stop.following[:1].isupper():
        return False
    return len(stop.word) > 2 and stop.word.isalpha() and stop.word.islower() and _starter_follows(stop, rules)


def _opens_sentence(stop: Stop) -> bool:
    """Is there nothing yet that the stop could end, as with an ellipsis at the start or the number of a list item?"""
    if not _LETTER_OR_DIGIT.search(stop.text, max(stop.sentence, stop.start - _NEAR), stop.start):
        return True
    is_first = stop.word_start - stop.sentence < 5 and not stop.text[stop.sentence : stop.word_start].strip(" •⁃-(")
    return is_first and stop.marks == "." and _LIST_MARK.fullmatch(stop.word) is not None


def _ends_before_symbol(stop: Stop, rules: Rules) -> bool:
    """Does a sentence end before what is neither letter nor digit, such as `***` or a picture?"""
    symbol = stop.text[stop.following_start : stop.following_start + 1]
    if symbol in _CONTINUING_SYMBOLS:
        return False
    return stop.marks != "." or abbreviation_of(stop, rules) is Abbreviation.NONE


def _ends_before_small_letter(stop: Stop, rules: Rules) -> bool:
    """Does the next sentence begin with a small letter: in a remark in brackets, a web address, a hasty message?"""
    if stop.marks[-1] not in ".!?" or "…" in stop.marks or ".." in stop.marks:
        return False
    if stop.marks == "." and abbreviation_of(stop, rules) is not Abbreviation.NONE:
        return False
    if stop.marks == "." and stop.text[stop.following_start - 1] == "(":
        return True
    if stop.closers or stop.following_start != stop.end + 1:
        return False
    if _ADDRESS.match(stop.text, stop.following_start):
        return True
    return stop.marks == "." and _is_whole_word(stop, rules)


def _is_whole_word(stop: Stop, rules: Rules) -> bool:
    """Does the word before the stop look like no abbreviation at all, so that the stop counts before small letters?"""
    if len(stop.word) < 4 or not stop.word.isalpha():
        return False
    return stop.following in rules.lowercase_starters or stop.word.endswith(rules.whole_word_endings)


def _needs_starter(stop: Stop) -> bool:
    if stop.marks[0] in _DASHES:
        return stop.text[stop.following_start - 1] == " "
    return stop.marks[0] not in _WRITTEN_MARKS or _is_aside(stop) or _is_title(stop)


def _starter_follows(stop: Stop, rules: Rules) -> bool:
    return stop.following[:1].isupper() and stop.following.lower() in rules.starters


def _is_aside(stop: Stop) -> bool:
    """Does the stop belong to brackets in mid-sentence: `He came (late, as always!) and sat down`?"""
    if ")" not in stop.closers:
        return False
    opening = stop.text.rfind("(", max(stop.sentence, stop.start - _LONGEST_ASIDE), stop.start)
    return opening > 0 and _LETTER_OR_DIGIT.search(stop.text, max(stop.sentence, opening - _NEAR), opening) is not None


def _is_title(stop: Stop) -> bool:
    """Does the stop belong to a quotation in mid-sentence, such as the name of a play: `in „Wer hat Angst?“ Erfolg`?"""
    if stop.marks == "." or not stop.closers or stop.closers[0] not in _OPENING_QUOTES:
        return False
    quote = _OPENING_QUOTES[stop.closers[0]]
    opening = stop.text.rfind(quote, max(stop.sentence, stop.start - _LONGEST_TITLE), stop.start)
    return opening > 1 and stop.text[opening - 1] == " " and stop.text[opening - 2].isalnum()


def _speaker_follows(stop: Stop, rules: Rules) -> bool:
    """Does the sentence go on with who said it: `“Are you there?” Harry asked`?"""
    if not stop.closers or _starter_follows(stop, rules):
        return False
    speaker = _SPEAKER.match(stop.text, stop.following_start)
    return speaker is not None and speaker[1] in rules.speech_verbs


def _full_stop_ends(stop: Stop, rules: Rules) -> bool:
    """Does a single full stop before a capital or a digit end the sentence?"""
    if rules.ordinals and _is_ordinal(stop, rules):
        return _starter_follows(stop, rules)
    kind = abbreviation_of(stop, rules)
    if kind is Abbreviation.NONE:
        return True
    return kind is Abbreviation.MAY_END and _starter_follows(stop, rules)


def _is_ordinal(stop: Stop, rules: Rules) -> bool:
    """Does the full stop make an ordinal of a number: `am 3. Oktober`, `im 19. Jahrhundert`, `Ludwig XIV.`?"""
    if not _ORDINAL.fullmatch(stop.word) or stop.previous.isdecimal():
        return False
    if stop.following.lower() in rules.months:
        return True
    return stop.previous.strip("(„\"»“").lower() not in rules.labels

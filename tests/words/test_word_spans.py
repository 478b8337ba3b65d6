import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from aligner.words.tokens import token_ranges, word_spans

CASES = [
    ("", []),
    ("… – !?", []),
    ("Der Hund bellt.", ["Der", "Hund", "bellt"]),
    ("„Gut“, sagte sie – ›ja‹.", ["Gut", "sagte", "sie", "ja"]),
    ("Die E-Mail-Adresse der Nord-Süd-Bahn", ["Die", "E-Mail-Adresse", "der", "Nord-Süd-Bahn"]),
    ("Ein- und Ausgang", ["Ein", "und", "Ausgang"]),
    ("a ten\u2010year\u2011old co\u00adop", ["a", "ten\u2010year\u2011old", "co\u00adop"]),
    ("I don't, it’s John's 'old' cat", ["I", "don't", "it’s", "John's", "old", "cat"]),
    ("Hans' Rad, rock'n'roll", ["Hans", "Rad", "rock'n'roll"]),
    ("1.234,5 oder 1,234.5", ["1.234,5", "oder", "1,234.5"]),
    ("$70.2 billion, 12% und €5", ["$70.2", "billion", "12%", "und", "€5"]),
    ("1\u202f234\u202f567 Leute, 50\u00a0kg", ["1\u202f234\u202f567", "Leute", "50", "kg"]),
    ("14:30–15:00 Uhr, 1/2 Liter, 80 km/h", ["14:30", "15:00", "Uhr", "1/2", "Liter", "80", "km", "h"]),
    ("am 3.10.2024, am 3. Oktober", ["am", "3.10.2024", "am", "3", "Oktober"]),
    ("der 10-jährige, die 1990er, Haus 12a", ["der", "10-jährige", "die", "1990er", "Haus", "12a"]),
    ("Obst, z. B. Birnen, d.h. e.g. viel", ["Obst", "z. B.", "Birnen", "d.h. e.g.", "viel"]),
    ("Version 2.0 auf www.beispiel.de", ["Version", "2.0", "auf", "www.beispiel.de"]),
    ("Schreib an eva@beispiel.org!", ["Schreib", "an", "eva@beispiel.org"]),
    ("Das Ende.Der Anfang", ["Das", "Ende", "Der", "Anfang"]),
    ("Plan B. Weiter so", ["Plan", "B", "Weiter", "so"]),
    ("_betont_ und snake_case", ["betont", "und", "snake_case"]),
    ("cafe\u0301 naïve Straße", ["cafe\u0301", "naïve", "Straße"]),
    ("m² AT&T ½", ["m²", "AT&T", "½"]),
]


@pytest.mark.parametrize(("text", "words"), CASES)
def test_catalogue_of_words(text, words):
    assert [text[start:end] for start, end in word_spans(text)] == words


@given(st.text() | st.text("aZ9ß. ,'-_$%:/\u00a0\u0301@&"))
def test_every_letter_and_digit_is_in_exactly_one_word(text):
    spans = word_spans(text)
    covered = np.zeros(len(text), int)
    for start, end in spans:
        assert start < end
        covered[start:end] += 1
    assert covered.max(initial=0) <= 1
    assert all(covered[place] == 1 for place, character in enumerate(text) if character.isalnum())
    assert (np.diff(spans[:, 0]) > 0).all()


@pytest.mark.parametrize("unit", ["a", "a.", "a-", "1,", "A. ", "$", "_", "\u0301a"])
def test_a_very_long_cell_is_cut_in_words(unit):
    assert len(word_spans(unit * 100_000)) <= 1


def test_a_word_has_all_tokens_that_share_a_character_with_it():
    words = np.array([[0, 3], [4, 9], [10, 12], [14, 16]], np.int32)
    tokens = np.array([[0, 2], [2, 3], [3, 4], [4, 7], [7, 11], [14, 16], [14, 16]], np.int32)
    assert token_ranges(words, tokens).tolist() == [[0, 2], [3, 5], [4, 5], [5, 7]]


def test_a_word_without_tokens_has_an_empty_range():
    words = np.array([[0, 3], [4, 6]], np.int32)
    assert token_ranges(words, np.zeros((0, 2), np.int32)).tolist() == [[0, 0], [0, 0]]
    first, second = token_ranges(words, np.array([[0, 3]], np.int32)).tolist()
    assert first == [0, 1]
    assert second[0] == second[1]

"""Which quantities are found in a text, and what they are worth."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aligner.checks.numbers import quantities

GERMAN = [
    ("zwei Boote", [("zwei", 2)]),
    ("einundzwanzig Boote", [("einundzwanzig", 21)]),
    ("hundertfünfundzwanzig", [("hundertfünfundzwanzig", 125)]),
    ("zweitausenddreiundzwanzig", [("zweitausenddreiundzwanzig", 2023)]),
    ("neunzehnhundertachtzig", [("neunzehnhundertachtzig", 1980)]),
    ("dreihunderttausend", [("dreihunderttausend", 300000)]),
    ("zweieinhalb Stunden", [("zweieinhalb", 2.5)]),
    ("anderthalb Liter", [("anderthalb", 1.5)]),
    ("ein Dutzend Eier", [("Dutzend", 12)]),
    ("zwei Dutzend Eier", [("zwei Dutzend", 24)]),
    ("der dritte Mann", [("dritte", 3)]),
    ("am zwanzigsten Tag", [("zwanzigsten", 20)]),
    ("drei Viertel", [("drei Viertel", 0.75)]),
    ("70,2 Mrd. USD", [("70,2 Mrd", 70.2e9)]),
    ("3 Mio. Euro", [("3 Mio", 3e6)]),
    ("zwei Milliarden", [("zwei Milliarden", 2e9)]),
    ("zwei Millionen und vier Millionen", [("zwei Millionen", 2e6), ("vier Millionen", 4e6)]),
    ("eine halbe Million", [("halbe Million", 500000)]),
    ("1.234,5", [("1.234,5", 1234.5)]),
    ("1.234", [("1.234", 1234)]),
    ("1.234.567", [("1.234.567", 1234567)]),
    ("1 234", [("1 234", 1234)]),
    ("1'234", [("1'234", 1234)]),
    ("0,75", [("0,75", 0.75)]),
    ("30. Jubiläum", [("30", 30)]),
    ("die 1990er Jahre", [("1990er", 1990)]),
    ("die neunziger Jahre", [("neunziger", 90)]),
    ("um halb drei", [("halb", 30), ("drei", 2)]),
    ("um halb eins", [("halb", 0.5), ("eins", 1)]),
    ("fünf bis zehn", [("fünf", 5), ("zehn", 10)]),
    ("ein 3:2-Sieg", [("3", 3), ("2", 2)]),
    ("Elisabeth II.", [("II", 2)]),
    ("½ Liter", [("½", 0.5)]),
    ("2½ Liter", [("2½", 2.5)]),
    ("Gib acht!", [("acht", 8)]),
    ("eine Frau und ein Mann", []),
]
ENGLISH = [
    ("twenty-one boats", [("twenty-one", 21)]),
    ("a hundred boats", [("hundred", 100)]),
    ("three hundred and twenty-one", [("three hundred and twenty-one", 321)]),
    ("one hundred and twenty thousand", [("one hundred and twenty thousand", 120000)]),
    ("two million and twenty-five million", [("two million", 2e6), ("twenty-five million", 25e6)]),
    ("four hundred and six hundred", [("four hundred", 400), ("six hundred", 600)]),
    ("six hundred and fifty thousand", [("six hundred and fifty thousand", 650000)]),
    ("two and a half hours", [("two and a half", 2.5)]),
    ("half a million", [("half a million", 500000)]),
    ("half a dozen", [("half a dozen", 6)]),
    ("two-thirds", [("two-thirds", 2 / 3)]),
    ("the twenty-first century", [("twenty-first", 21), ("century", 100)]),
    ("the nineties", [("nineties", 90)]),
    ("the 1990s", [("1990s", 1990)]),
    ("$70.2 billion", [("70.2 billion", 70.2e9)]),
    ("$5bn", [("5bn", 5e9)]),
    ("£5m", [("5m", 5e6)]),
    ("5m away", [("5", 5)]),
    ("1.7 million four years ago", [("1.7 million", 1.7e6), ("four", 4)]),
    ("1,234.5", [("1,234.5", 1234.5)]),
    ("1,234", [("1,234", 1234)]),
    (".5 per cent", [(".5", 0.5)]),
    ("tens of thousands", [("tens of thousands", 10000)]),
    ("the 30th day", [("30", 30)]),
    ("a 17-year-old", [("17", 17)]),
    ("2 mm", [("2", 2)]),
]


@pytest.mark.parametrize(("text", "expected"), GERMAN)
def test_german(text, expected):
    assert _found(text, "de") == [(piece, pytest.approx(value)) for piece, value in expected]


@pytest.mark.parametrize(("text", "expected"), ENGLISH)
def test_english(text, expected):
    assert _found(text, "en") == [(piece, pytest.approx(value)) for piece, value in expected]


def test_a_single_group_may_be_decimals():
    (quantity,) = quantities("1.234", "de")
    assert (quantity.keys, quantity.further) == ((1234.0,), (1.234,))


def test_digits_are_read_in_any_language():
    assert _found("treize ou 14 ans", "fr") == [("14", 14.0)]


def _found(text, language):
    return [(text[each.start : each.end], each.value) for each in quantities(text, language)]


PIECE_LIST = [
    "zwei", "hundert", "tausend", "Millionen", "million", "of", "and", "a", "half", "halb", "drei", "Viertel",
    "quarters", "1.234", "5", "m", "%", "$", ".", ",", "-", "/", ":", "'s", "er", "½", "II",
    "99999999999999999999999999999999999999999999999", "٣", "²",
]  # fmt: skip
WORDS = st.sampled_from(PIECE_LIST)


@given(
    st.lists(WORDS, max_size=12).map(" ".join) | st.lists(WORDS, max_size=12).map("".join),
    st.sampled_from(["de", "en", "fr"]),
)
def test_quantities_are_in_order_and_inside(text, language):
    ends = [0]
    for each in quantities(text, language):
        assert ends[-1] <= each.start < each.end <= len(text)
        ends.append(each.end)

"""Dates that agree, dates that differ, and dates on one side only, in both directions of translation."""

from __future__ import annotations

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aligner.checks.date import date_flags, date_spans
from aligner.checks.date_reading import read_dates
from aligner.checks.pair import LONGEST_TEXT, TextPair

SAME = [
    ("Der Vertrag wurde am 3.10.2023 geschlossen.", "The contract was signed on October 3, 2023."),
    ("Der Vertrag wurde am 3. Oktober 2023 geschlossen.", "The contract was signed on 3 October 2023."),
    ("Der Vertrag gilt ab dem 3. Oktober.", "The contract is valid from October 3rd."),
    ("Berlin, den 3. Oktober 2023", "Berlin, 3 Oct 2023"),
    ("Berlin, den 3. Okt. 2023", "Berlin, Oct. 3, 2023"),
    ("Stand: 03.10.2023", "As of 10/3/2023"),
    ("Stand: 03.10.2023", "As of 03/10/2023"),
    ("Stand: 2023-10-03", "As of 3 October 2023"),
    ("Stand: 3.10.23", "As of 10/3/23"),
    ("Die Frist endet am 3.10. um Mitternacht.", "The deadline is October 3 at midnight."),
    ("Am dritten Oktober wird gefeiert.", "There is a party on the third of October."),
    ("Der erste Mai ist frei.", "The first of May is a holiday."),
    ("Sie kam am 7. Jänner an.", "She arrived on January 7."),
    ("Die Messe dauert vom 3. bis 5. Oktober.", "The fair runs from October 3 to 5."),
    ("Die Messe dauert vom 3. bis zum 5. Oktober 2024.", "The fair runs October 3–5, 2024."),
    ("Die Messe dauert vom 30. April bis 2. Mai.", "The fair runs from April 30 to May 2."),
    ("Der 3., 4. und 5. Juni sind belegt.", "June 3, 4 and 5 are taken."),
    ("Im Oktober 2023 begann der Bau.", "Building began in October 2023."),
    ("Im Oktober des Jahres 2023 begann der Bau.", "Building began in October of 2023."),
    ("Seit September läuft der Versuch.", "The trial has been running since Sept."),
    ("Am Montag tagt der Rat.", "The council meets on Monday."),
    ("Am Montagabend tagt der Rat.", "The council meets on Monday evening."),
    ("Am Sonnabend ist geschlossen.", "We are closed on Saturday."),
    ("Mittwochs gibt es Suppe.", "There is soup on Wednesdays."),
    ("Das Freitagsgebet war gut besucht.", "The Friday prayer was well attended."),
    ("Am Karfreitag ruht die Arbeit.", "Nobody works on Good Friday."),
    ("Am Montag, dem 3. Juli 2023, tagt der Rat.", "The council meets on Monday, July 3, 2023."),
    ("Im Frühjahr 2019 wurde gepflanzt.", "They planted in the spring of 2019."),
    ("Der Herbst war mild.", "Fall was mild."),
    ("Sie kommt nächste Woche.", "She will come next week."),
    ("Sie kommt Ende nächster Woche.", "She will come late next week."),
    ("Sie kommt Ende der kommenden Woche.", "She will come at the end of next week."),
    ("Anfang Mai blüht der Flieder.", "The lilac flowers in early May."),
    ("Mitte Mai blüht der Flieder.", "The lilac flowers in mid-May."),
    ("Ende Mai blüht der Flieder.", "The lilac flowers in late May."),
    ("Ende Mai blüht der Flieder.", "The lilac flowers at the end of May."),
    ("Heute bleibt es trocken, morgen regnet es.", "It will stay dry today and rain tomorrow."),
    ("Das war gestern.", "That was yesterday."),
    ("Guten Morgen!", "Good morning!"),
    ("Sie darf kommen.", "She may come."),
    ("Der Marsch war lang.", "The march was long."),
    ("Die Anschläge vom 11. September", "The attacks of 9/11"),
    ("Im Oktober starben 12 Menschen.", "In October 12 people died."),
    ("Siehe Abschnitt 3.10 und Version 2.4.", "See section 3.10 and version 2.4."),
    ("Sie trat in der Sendung Saturday Evening auf.", "She was a guest on Saturday Evening."),
    ("Die Oktoberrevolution veränderte alles.", "The October Revolution changed everything."),
    ("Frau Mai und Herr August kennen sich.", "Ms Mai and Mr August know each other."),
]
WRONG = [
    ("Der Vertrag gilt ab dem 3. Oktober.", "The contract is valid from October 4.", "3. Oktober", "October 4"),
    ("Der Vertrag gilt ab dem 3. Oktober.", "The contract is valid from November 3.", "3. Oktober", "November 3"),
    ("Stand: 03.10.2023", "As of October 3, 2022", "03.10.2023", "October 3, 2022"),
    ("Stand: 2023-10-03", "As of 4 October 2023", "2023-10-03", "4 October 2023"),
    ("Stand: 13.10.2023", "As of 12/10/2023", "13.10.2023", "12/10/2023"),
    ("Im Mai wird gesät.", "Sowing is in June.", "Mai", "June"),
    ("Im Mai 2020 wurde gesät.", "Sowing was in May 2021.", "Mai 2020", "May 2021"),
    ("Am Montag tagt der Rat.", "The council meets on Tuesday.", "Montag", "Tuesday"),
    ("Am Montagabend tagt der Rat.", "The council meets on Thursday evening.", "Montagabend", "Thursday"),
    ("Am Samstag ist geschlossen.", "We are closed on Sunday.", "Samstag", "Sunday"),
    ("Anfang Mai blüht der Flieder.", "The lilac flowers in late May.", "Anfang Mai", "late May"),
    ("Mitte Mai blüht der Flieder.", "The lilac flowers in early May.", "Mitte Mai", "early May"),
    ("Sie kommt in der nächsten Woche.", "She will come late next week.", "nächsten Woche", "late next week"),
    ("Sie kommt Anfang nächster Woche.", "She will come next week.", "Anfang nächster Woche", "next week"),
    ("Sie kam letzte Woche.", "She will come next week.", "letzte Woche", "next week"),
    ("Sie kam im vergangenen Jahr.", "She came this year.", "vergangenen Jahr", "this year"),
    ("Das war gestern.", "That will be tomorrow.", "gestern", "tomorrow"),
    ("Der erste Mai ist frei.", "The second of May is a holiday.", "erste Mai", "second of May"),
]
ONE_SIDED = [
    ("Der Vertrag wurde am 3. Oktober 2023 geschlossen.", "The contract was signed.", "3. Oktober 2023", 0.8),
    ("Der Vertrag gilt ab dem 3. Oktober.", "The contract is valid.", "3. Oktober", 0.8),
    ("Im Oktober begann der Bau.", "Building began.", "Oktober", 0.5),
    ("Am Montag tagt der Rat.", "The council meets.", "Montag", 0.5),
    ("Stand: 03.10.2023", "The state of things", "03.10.2023", 0.8),
]


def pairs(source, target):
    return TextPair(source, target, ("de", "en")), TextPair(target, source, ("en", "de"))


def sure(flags):
    return [flag for flag in flags if flag.probability >= 0.5]


def quoted(text, span):
    return None if span is None else text[slice(*span)]


@pytest.mark.parametrize(("german", "english"), SAME)
def test_dates_that_agree_are_not_flagged(german, english):
    for pair in pairs(german, english):
        assert sure(date_flags(pair)) == []


@pytest.mark.parametrize(("german", "english", "first", "second"), WRONG)
def test_dates_that_differ_are_flagged_with_both_places(german, english, first, second):
    forwards, backwards = pairs(german, english)
    (flag,) = sure(date_flags(forwards))
    assert (quoted(german, flag.source_span), quoted(english, flag.target_span)) == (first, second)
    assert (flag.name, flag.category) == ("date", "accuracy/mistranslation")
    (mirrored,) = sure(date_flags(backwards))
    assert (mirrored.source_span, mirrored.target_span) == (flag.target_span, flag.source_span)
    assert mirrored.probability == flag.probability


@pytest.mark.parametrize(("german", "english", "date", "probability"), ONE_SIDED)
def test_dates_of_one_side_are_omissions_and_additions(german, english, date, probability):
    forwards, backwards = pairs(german, english)
    (flag,) = date_flags(forwards)
    assert flag.category == "accuracy/omission"
    assert quoted(german, flag.source_span) == date
    assert flag.target_span is None
    assert flag.probability >= probability
    (mirrored,) = date_flags(backwards)
    assert mirrored.category == "accuracy/addition"
    assert quoted(german, mirrored.target_span) == date


def test_the_year_alone_on_one_side_is_a_weak_finding():
    (flag,) = date_flags(TextPair("Am 3. Oktober 2023 war Markt.", "There was a market on October 3.", ("de", "en")))
    assert flag.probability < 0.5
    assert (
        date_flags(TextPair("2023 war am 3. Oktober Markt.", "On October 3, 2023, there was a market.", ("de", "en")))
        == []
    )


def test_a_full_date_that_is_lost_is_major_and_a_month_is_minor():
    (full,) = date_flags(TextPair("Am 3. Oktober 2023 war Markt.", "There was a market.", ("de", "en")))
    (month,) = date_flags(TextPair("Im Oktober war Markt.", "There was a market.", ("de", "en")))
    assert (full.severity, month.severity) == ("major", "minor")


def test_other_languages_are_left_alone():
    assert date_flags(TextPair("Am 3. Oktober 2023 war Markt.", "Il y avait un marché.", ("de", "fr"))) == []


@pytest.mark.parametrize(
    ("text", "language", "expected"),
    [
        ("Am 3. Oktober 2023 und im Mai, am Montag", "de", ["3. Oktober 2023", "Mai"]),
        ("On October 3, 2023 and in May, on Monday", "en", ["October 3, 2023", "May"]),
        ("In May 2023 there were 12", "en", ["May 2023"]),
        ("Kapitel 3.10 von 2023", "de", []),
        ("2023-10-03 et 3.10.2023", "fr", ["2023-10-03", "3.10.2023"]),
    ],
)
def test_spans_for_other_checks_hold_whole_dates(text, language, expected):
    assert [text[slice(*span)] for span in date_spans(text, language)] == expected


@pytest.mark.parametrize(
    ("text", "language", "days", "month", "year"),
    [
        ("3.10.2023", "de", (3,), 10, 2023),
        ("3. 10. 2023", "de", (3,), 10, 2023),
        ("den 31. Dez. 1999", "de", (31,), 12, 1999),
        ("am einundzwanzigsten Juni", "de", (21,), 6, None),
        ("Twenty-first of June 1850", "en", (21,), 6, 1850),
        ("June the 4th", "en", (4,), 6, None),
        ("10/13/99", "en", (13,), 10, 1999),
        ("2024-02-29", "en", (29,), 2, 2024),
    ],
)
def test_formats_are_read(text, language, days, month, year):
    (date,) = read_dates(text, language)
    assert (date.days, date.month, date.year) == (days, month, year)


def test_a_date_in_figures_of_another_order_is_the_same():
    assert date_flags(TextPair("3.10.2023", "3/10/2023", ("de", "en"))) == []
    assert len(sure(date_flags(TextPair("3.10.2023", "3/11/2023", ("de", "en"))))) == 1


WORDS = "3. Oktober|October 3, 2023|May|Mai|am |on |10/3/2023|3.10.| |nächste Woche|late next week|Montag|Monday|heute"
MORE_WORDS = "2023|–|und|and|\n|first|9/11|Ende |mid-|summer|."
PIECES = st.sampled_from([*WORDS.split("|"), *MORE_WORDS.split("|")])


@given(st.lists(PIECES | st.text(max_size=5)), st.lists(PIECES | st.text(max_size=5)))
def test_nothing_raises_and_spans_lie_in_the_texts(first, second):
    source, target = "".join(first), " ".join(second)
    for pair in pairs(source, target):
        for flag in date_flags(pair):
            for span, text in zip((flag.source_span, flag.target_span), pair.texts, strict=True):
                assert span is None or 0 <= span[0] < span[1] <= len(text)
    for language in ("de", "en", "fr"):
        dates = read_dates(source, language)
        assert all(one.end <= other.start for one, other in itertools.pairwise(dates))


@given(st.lists(PIECES, max_size=12))
def test_a_text_agrees_with_itself(parts):
    text = " ".join(parts)
    assert date_flags(TextPair(text, text, ("en", "en"))) == []


def test_texts_too_long_for_a_segment_are_left_alone():
    german, english = "Am 3. Oktober war Markt.", "On October 4 there was a market."
    assert date_flags(TextPair(german, english, ("de", "en")))
    assert date_flags(TextPair(german, english + " " * LONGEST_TEXT, ("de", "en"))) == []


def test_spans_of_long_texts_are_found():
    assert len(date_spans("On October 3, 2023, " * 1_000, "en")) == 1_000

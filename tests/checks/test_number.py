"""Numbers that differ, and those that only look different. All rows are German, then English."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aligner.checks.pair import MOST_FLAGS, TextPair
from aligner.checks.quantity import quantity_flags

SAME = [
    ("Der Handel wuchs auf 70,2 Mrd. USD.", "Trade grew to $70.2 billion."),
    ("Das kostet 1.234,50 Euro.", "That costs 1,234.50 euros."),
    ("Das kostet 1.234 Euro.", "That costs 1,234 euros."),
    ("Es waren 12 000 Menschen da.", "There were 12,000 people."),
    ("Es waren zwölftausend Menschen da.", "There were 12,000 people."),
    ("Zwei Hunde bellten.", "2 dogs barked."),
    ("Einundzwanzig Schüler fehlten.", "Twenty-one pupils were absent."),
    ("Die Fahrt dauert zweieinhalb Stunden.", "The journey takes two and a half hours."),
    ("Die Fahrt dauert anderthalb Stunden.", "The journey takes 1.5 hours."),
    ("Sie kaufte ein Dutzend Eier.", "She bought twelve eggs."),
    ("Sie kaufte ein halbes Dutzend Eier.", "She bought six eggs."),
    ("Das war ihr 30. Jubiläum.", "It was their 30th anniversary."),
    ("Das dritte Kapitel ist lang.", "Chapter 3 is long."),
    ("Zwei Drittel stimmten zu.", "Two thirds agreed."),
    ("Die Hälfte ging, 50 Prozent also.", "Half of them left, that is 50%."),
    ("Ein Viertel blieb.", "25 percent stayed."),
    ("Mehr als das Hundertfache wurde bezahlt.", "More than 100 times as much was paid."),
    ("Er rief zweimal an.", "He called twice."),
    ("Er wohnte in den 1990er Jahren dort.", "He lived there in the 1990s."),
    ("Er wohnte in den neunziger Jahren dort.", "He lived there in the 1990s."),
    ("In den Achtzigern war das anders.", "That was different in the 1980s."),
    ("Das war im 19. Jahrhundert üblich.", "That was usual in the 1800s."),
    ("Der Zug fährt um halb drei.", "The train leaves at 2:30."),
    ("Der Zug fährt um 14.30 Uhr.", "The train leaves at 2:30 pm."),
    ("Der Zug fährt um 15 Uhr.", "The train leaves at 3 p.m."),
    ("Der Laden hat von 6:30 bis 12 Uhr auf.", "The shop is open from 6.30 to noon."),
    ("Sie gewannen 3:2.", "They won 3-2."),
    ("Fünf bis zehn Tage vergehen.", "It takes 5-10 days."),
    ("Es kostet 5 bis 10 Millionen.", "It costs between 5 million and 10 million."),
    ("Wilhelm II. dankte ab.", "Wilhelm II abdicated."),
    ("Hunderte kamen.", "Hundreds came."),
    ("Zehntausende kamen.", "Tens of thousands came."),
    ("Er ist eines von drei Kindern.", "He is one of three children."),
    ("Beide Seiten stimmten zu.", "The two sides agreed."),
    ("Die Gespräche der Seiten dauern an.", "The talks of the two sides go on."),
    ("Der siebenjährige Junge lachte.", "The seven-year-old boy laughed."),
    ("Der 7-jährige Junge lachte.", "The seven-year-old boy laughed."),
    ("Die Sieben-Tage-Woche kehrt zurück.", "The seven-day week returns."),
    ("Das Rennen ging über 10 Kilometer.", "The race went over 6.2 miles."),
    ("Die Wellen waren sechs Meter hoch.", "The waves were 20 feet high."),
    ("Die Stadt liegt 72 Kilometer entfernt.", "The town is 45 miles (72 kilometres) away."),
    ("Das Dorf ist 1,6 Kilometer entfernt.", "The village is about a mile away."),
    ("Nach 24 Monaten endete es.", "It ended after two years."),
    ("Vierzehn Tage später kam sie.", "She came two weeks later."),
    ("COVID-19 breitet sich aus.", "Covid is spreading."),
    ("Die Saison 2018/19 war lang.", "The 2018-2019 season was long."),
    ("Das Haus stammt aus den 50ern des 19. Jahrhunderts.", "The house dates from the 1850s."),
    ("Das war im 18. Jahrhundert.", "That was in the 18th century."),
    ("Gib acht auf dich.", "Take care of yourself."),
    ("Fassung 2.10.34 ist da.", "Version 2.10.34 is out."),
    ("Das Jahrzehnt war gut, es waren zehn gute Jahre.", "The decade was good, ten good years."),
    ("Ein Achtel der Fläche ist Wald.", "An eighth of the area is forest."),
    ("Er trat am 3. Oktober zurück.", "He resigned on October 3."),
    ("Der Satz stieg um 0,5 Prozent.", "The rate rose by .5 percent."),
    ("Eine Million Euro fehlt.", "One million euros are missing."),
    ("Im Jahr 1998 zog sie um.", "In 1998 she moved."),
    ("Es dauerte tausend Jahre.", "It took 1,000 years."),
]

WRONG = [
    ("Es kamen 20 Gäste.", "12 guests came.", "20", "12"),
    ("Drei Kinder spielten.", "Four children played.", "Drei", "Four"),
    ("Er ist 17 Jahre alt.", "He is 71 years old.", "17", "71"),
    ("Sie zahlten 20 Milliarden Euro.", "They paid 20 million euros.", "20 Milliarden", "20 million"),
    ("Sie zahlten 2 Billionen Euro.", "They paid 2 billion euros.", "2 Billionen", "2 billion"),
    ("Der Anteil liegt bei 19 Prozent.", "The share is 14 percent.", "19", "14"),
    ("Der Anteil liegt bei 1,9 Prozent.", "The share is 19 percent.", "1,9", "19"),
    ("Der Band von 1976 fehlt.", "The volume of 1967 is missing.", "1976", "1967"),
    ("Die 1950er Jahre waren hart.", "The 1960s were hard.", "1950er", "1960s"),
    ("Das war im 18. Jahrhundert.", "That was in the 17th century.", "18", "17"),
    ("Das zweitausendste Auto war rot.", "The 200th car was red.", "zweitausendste", "200"),
    ("Sie gewannen 3:2.", "They won 3-1.", "2", "1"),
    ("Der Zug fährt um 15.40 Uhr.", "The train leaves at 3:50 pm.", "40", "50"),
    ("Jeder sechste Haushalt hat eines.", "One in seven households has one.", "sechste", "seven"),
    ("Der siebenjährige Junge lachte.", "The nine-year-old boy laughed.", "siebenjährige", "nine"),
    ("Ein Formel-1-Wagen brannte, 300 sahen es.", "A Formula 1 car burnt, 400 saw it.", "300", "400"),
    ("Die Strecke misst 5 bis 10 Kilometer.", "The route is 5 to 12 kilometres.", "10", "12"),
    ("Einundzwanzig Boote sanken.", "Twenty-two boats sank.", "Einundzwanzig", "Twenty-two"),
    ("Die 4892 Meter sind gemessen.", "The 4829 metres have been measured.", "4892", "4829"),
    ("Zwei Drittel stimmten zu, das sind 400.", "Two thirds agreed, that is 300.", "400", "300"),
    ("Die Miete stieg um 1.234 Euro.", "The rent rose by 1,243 euros.", "1.234", "1,243"),
    ("Das dauert zwischen 2 und 5 Tage.", "It takes between 3 and 5 days.", "2", "3"),
    ("Nach drei Wochen gewann sie alle vier Prüfungen.", "After four weeks she won all four tests.", "drei", "four"),
]

ONE_SIDED = [
    ("Im Jahr 1998 zog sie nach Bonn.", "Then she moved to Bonn.", "1998"),
    ("Sie zahlten 350 Euro dafür.", "They paid money for it.", "350"),
    ("Rund 174 Helfer wurden getestet.", "The helpers were tested.", "174"),
    ("Er hat zwölf Katzen.", "He has cats.", "zwölf"),
    ("Das Heft hat 48 Seiten und 12 Bilder.", "The booklet has 12 pictures.", "48"),
]


@pytest.mark.parametrize(("german", "english"), SAME)
def test_the_same_number_is_not_flagged(german, english):
    assert _shown(german, english, ("de", "en")) == []
    assert _shown(english, german, ("en", "de")) == []


@pytest.mark.parametrize(("german", "english", "said", "given"), WRONG)
def test_another_number_is_flagged_with_both_words(german, english, said, given):
    (flag,) = _shown(german, english, ("de", "en"))
    assert german[slice(*flag.source_span)] == said
    assert english[slice(*flag.target_span)].endswith(given)
    assert flag.category == "accuracy/mistranslation"
    assert flag.message == f'"{said}" in the source is "{given}" in the target'
    (mirrored,) = _shown(english, german, ("en", "de"))
    assert (mirrored.source_span, mirrored.target_span) == (flag.target_span, flag.source_span)


@pytest.mark.parametrize(("german", "english", "number"), ONE_SIDED)
def test_a_number_on_one_side_only(german, english, number):
    (flag,) = _shown(german, english, ("de", "en"))
    assert (german[slice(*flag.source_span)], flag.target_span) == (number, None)
    assert flag.category == "accuracy/omission"
    assert flag.message == f"The number {number} is missing in the translation"
    (mirrored,) = _shown(english, german, ("en", "de"))
    assert (mirrored.source_span, german[slice(*mirrored.target_span)]) == (None, number)
    assert mirrored.category == "accuracy/addition"
    assert mirrored.message == f"The number {number} is not in the source"


def test_a_wrong_amount_of_money_is_critical():
    (flag,) = number_flags(TextPair("Sie zahlten 20 Mrd. Euro.", "They paid 12 billion euros.", ("de", "en")))
    assert (flag.severity, flag.message) == ("critical", '"20 Mrd" in the source is "12 billion" in the target')


def test_a_repeated_number_is_a_weak_finding():
    (flag,) = number_flags(TextPair("Von 40 Booten sanken 40.", "Of 40 boats all sank.", ("de", "en")))
    assert flag.probability < 0.5


def test_dates_belong_to_the_check_of_dates():
    assert number_flags(TextPair("Er kam am 3. Oktober 2020.", "He came on October 4, 2021.", ("de", "en"))) == []


def test_other_languages_are_compared_by_their_digits():
    flags = number_flags(TextPair("Il y avait 120 personnes et deux chiens.", "Es waren 130 Leute da.", ("fr", "de")))
    assert [flag.message for flag in flags] == ['"120" in the source is "130" in the target']


def test_a_list_of_wrong_numbers_has_so_many_flags_at_most():
    flags = number_flags(TextPair("7 " * 400, "Zwei " * 400, ("de", "de")))
    assert MOST_FLAGS <= len(flags) <= 3 * MOST_FLAGS


PIECE_LIST = [
    "zwei", "2", "twenty-one", "1.234", "1,234", "$5m", "5", "km", "miles", "Euro", "€", "%", "3:40", "1/2", "½",
    "2.", "Oktober", "May", "Millionen", "half", "a", "dozen", "(12)", "99er", "und",
]  # fmt: skip
PIECES = st.sampled_from(PIECE_LIST)
TEXTS = st.lists(PIECES, min_size=1, max_size=10).map(" ".join) | st.text(min_size=1, max_size=60)


@given(TEXTS, TEXTS, st.sampled_from([("de", "en"), ("en", "de"), ("de", "fr"), ("", "xx")]))
def test_never_raises_and_spans_are_inside(source, target, languages):
    for flag in number_flags(TextPair(source, target, languages)):
        for span, text in ((flag.source_span, source), (flag.target_span, target)):
            assert span is None or 0 <= span[0] < span[1] <= len(text)
        assert 0 < flag.probability < 1


@given(TEXTS)
def test_a_text_agrees_with_itself(text):
    assert number_flags(TextPair(text, text, ("de", "de"))) == []


def number_flags(pair):
    return [flag for flag in quantity_flags(pair) if flag.name == "number"]


def _shown(source, target, languages):
    return [flag for flag in number_flags(TextPair(source, target, languages)) if flag.probability >= 0.5]

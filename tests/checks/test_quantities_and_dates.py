"""Numbers and dates together: what either check must find, and what neither may flag. All rows: German, English."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aligner.checks.date import date_flags
from aligner.checks.letters import whole_letters
from aligner.checks.pair import TextPair
from aligner.checks.quantity import quantity_flags
from aligner.checks.surroundings import Surroundings

WRONG = [
    ("Die Außentemperatur liegt bei minus zwölf Grad.", "The outside temperature is twelve degrees."),
    ("Es waren zehn Grad unter null.", "It was ten degrees above zero."),
    ("Der Kurs fiel auf −3 %.", "The rate is 3%."),
    ("Die Siedlung entstand 300 v. Chr.", "The settlement was founded in 300 AD."),
    ("Die Stadt wurde um 500 vor Christus gegründet.", "The town was founded around 500."),
    ("Ein Drittel der Wähler blieb zu Hause.", "A quarter of the voters stayed at home."),
    ("Die Hälfte der Befragten lehnt das ab.", "A third of the respondents reject it."),
    ("Drei Fünftel sind verkauft.", "Three quarters have been sold."),
    ("Die Produktion hat sich verdreifacht.", "Production has doubled."),
    ("Der Preis wurde halbiert.", "The price was doubled."),
    ("Sie rief zweimal an.", "She called three times."),
    ("Jeder dritte Haushalt ist betroffen.", "Every second household is affected."),
    ("Jeder zweite Deutsche raucht.", "One in three Germans smokes."),
    ("Im ersten Quartal sank der Gewinn.", "Profit fell in the third quarter."),
    ("Im Winter ist der Pass gesperrt.", "The pass is closed in summer."),
    ("Im Herbst 2020 begann der Umbau.", "The conversion began in the spring of 2020."),
    ("Gestern war Sitzung.", "There is a meeting tomorrow."),
    ("Morgen ist Ruhetag.", "We are closed today."),
    ("Die Tabletten morgens einnehmen.", "Take the tablets in the evening."),
    ("Wir treffen uns am Nachmittag.", "We will meet in the morning."),
    ("Die Prüfung findet jährlich statt.", "The inspection takes place monthly."),
    ("Die Zeitschrift erscheint wöchentlich.", "The magazine is published daily."),
    ("Der Filter ist täglich zu reinigen.", "The filter must be cleaned weekly."),
    ("Die Sitzung beginnt um halb acht.", "The meeting starts at half past eight."),
    ("Der Zug fährt um Viertel vor neun.", "The train leaves at a quarter past nine."),
    ("Das Geschäft schließt um 18 Uhr.", "The shop closes at 8 p.m."),
    ("Beginn: 7 Uhr morgens", "Start: 7 p.m."),
    ("An Weihnachten sind wir da.", "We will be there at Easter."),
    ("Geöffnet Mo–Fr", "Open Mon–Sat"),
    ("Es sind zwei Pfund fünfzig.", "That's two pounds sixty."),
    ("Nach zwei Tagen kam er zurück.", "He came back after two weeks."),
    ("Rufen Sie 030 1234567 an.", "Call +49 30 1234576."),
    ("Ludwig XIV. war König.", "Louis XV was king."),
    ("Heinrich VIII. hatte sechs Frauen.", "Henry VII had six wives."),
    ("Das geschah im 5. Jahrtausend v. Chr.", "That happened in the 4th millennium BC."),
    ("Bitte überweisen Sie 1.250,00 €.", "Please transfer €1,520.00."),
    ("Er ist über vierzig.", "He is over fifty."),
    ("Der Umsatz sank um ein Viertel.", "Sales fell by a third."),
    ("Alle zwei Jahre ist Messe.", "The fair is held every three years."),
    ("Ein Dutzend Eier", "Two dozen eggs"),
    ("Siehe § 12 Abs. 3.", "See Section 12(4)."),
    ("Die Temperatur fällt auf -5 °C.", "The temperature will fall to 5 °C."),
    ("Im Juni ist Ferienbeginn.", "The holidays begin in July."),
    ("Das Konzert ist übermorgen.", "The concert is tomorrow."),
    ("Sie ist in der dritten Klasse.", "She is in second grade."),
    ("Dezimal: 0,5 mg", "Decimal: 5 mg"),
    ("Das Fahrzeug ist vier Meter lang.", "The vehicle is four feet long."),
    ("Zwölf Uhr nachts", "Twelve noon"),
    ("Er hat anderthalb Jahre gewartet.", "He waited two and a half years."),
    ("Ein halbes Jahr später", "One and a half years later"),
    ("Der Anteil hat sich vervierfacht.", "The share has tripled."),
    ("Die Gebühr beträgt dreißig Cent.", "The fee is thirteen cents."),
    ("Im 3. Stock", "On the second floor"),
    ("Die Frist beträgt 14 Tage.", "The period is 40 days."),
]
RIGHT = [
    ("Es waren zehn Grad unter null.", "It was -10 degrees."),
    ("Bei minus 20 Grad", "At 20 below zero"),
    ("Der Umsatz ging um 5 % zurück (-5 %).", "Sales fell by 5% (5% less)."),
    ("Die Siedlung entstand im Jahr 300 n. Chr.", "The settlement was founded in AD 300."),
    ("300 v. Chr.", "300 B.C."),
    ("im 3. Jahrhundert v. u. Z.", "in the third century BCE"),
    ("Der Zug fährt um halb sieben.", "The train leaves at half past six."),
    ("Es ist Viertel vor acht.", "It is a quarter to eight."),
    ("Es ist viertel acht.", "It is quarter past seven."),
    ("Es ist dreiviertel zehn.", "It is 9:45."),
    ("Fünf vor halb drei", "Twenty-five past two"),
    ("Um Mitternacht", "At 12 a.m."),
    ("Um 0 Uhr", "At midnight"),
    ("Geöffnet von 9 bis 17 Uhr", "Open from 9 a.m. to 5 p.m."),
    ("Geöffnet Mo–Fr 8–18 Uhr", "Open Monday to Friday, 8 am–6 pm"),
    ("Di. und Do. geschlossen", "Closed Tuesdays and Thursdays"),
    ("Jeder zweite Haushalt", "Every other household"),
    ("Jeder Dritte ist betroffen.", "One in three is affected."),
    ("Ein Drittel der Fläche", "A third of the area"),
    ("Ein Viertel der Leute", "One quarter of the people"),
    ("Die Preise haben sich verdoppelt.", "Prices rose by 100%."),
    ("Doppelt so viele kamen.", "Twice as many came."),
    ("Sie rief dreimal an.", "She called three times."),
    ("zwölf Euro fünfzig", "12.50 euros"),
    ("Das macht 50 Cent.", "That is €0.50."),
    ("Er ist einen Meter achtzig groß.", "He is 1.80 metres tall."),
    ("Tel.: +49 (0) 711 123 45-67", "Phone: 0711 1234567"),
    ("Tel. (0711) 1234567", "Tel. +49 711 123 4567"),
    ("Das Heft kostet 3,- Euro.", "The booklet costs 3 euros."),
    ("Art. 5 Abs. 1 lit. b DSGVO", "Article 5(1)(b) GDPR"),
    ("§ 4 Abs. 4", "Sect. 4(4)"),
    ("Das 21. Jahrhundert", "The twenty-first century"),
    ("In den Neunzigern", "In the nineties"),
    ("in den 20er Jahren", "in the 1920s"),
    ("KW 12", "Week 12"),
    ("Geschäftsjahr 2023/24", "Fiscal year 2023-24"),
    ("5:3 gewonnen", "won 5–3"),
    ("Ludwig XIV. starb 1715.", "Louis the Fourteenth died in 1715."),
    ("Die Achtzehnjährige siegte.", "The 18-year-old won."),
    ("ein 30-Jähriger", "a thirty-year-old man"),
    ("1,5 Mrd. Euro", "1.5 billion euros"),
    ("2 Billionen Dollar", "two trillion dollars"),
    ("Version 2.0.1", "version 2.0.1"),
    ("CHF 1'250.–", "CHF 1,250"),
    ("Das Boot brach in zwei Teile.", "The boat broke in two."),
    ("Hab acht!", "Watch out!"),
    ("Nimm dich in Acht!", "Be careful!"),
    ("Sie achteten einander.", "They respected one another."),
    ("Er hat eine Zwei in Mathe.", "He got a B in maths."),
    ("Er war ganz eins mit sich.", "He was at one with himself."),
    ("Guten Morgen!", "Good morning!"),
    ("Heute Abend kommt er.", "He is coming tonight."),
    ("Gestern Abend regnete es.", "It rained last night."),
    ("Guten Abend, meine Damen und Herren", "Good evening, ladies and gentlemen"),
    ("Morgen früh", "Tomorrow morning"),
    ("Am Vormittag", "In the morning"),
    ("Heute Mittag", "At lunchtime today"),
    ("Zu Weihnachten", "At Christmas"),
    ("Heiligabend", "Christmas Eve"),
    ("Der Frühling kommt.", "Spring is coming."),
    ("Im Frühjahr", "In spring"),
    ("Eine Feder sprang heraus.", "A spring popped out."),
    ("Das Wasser fällt im Winter.", "The water falls in winter."),
    ("Herr Winter kommt im Sommer.", "Mr Winter will come in summer."),
    ("Zweimal täglich", "Twice a day"),
    ("Zweimal pro Woche", "Two times weekly"),
    ("Alle vierzehn Tage", "Fortnightly"),
    ("Vierteljährlich", "Every three months"),
    ("Halbjährlich", "Every six months"),
    ("Die jährliche Prüfung", "The annual inspection"),
    ("Über Nacht", "Overnight"),
    ("Nach acht Tagen", "After a week"),
    ("Der Prinz war vier und zwanzig Jahre alt.", "The prince was twenty-four years old."),
    ("Ein halbes Dutzend", "Six"),
    ("Dutzende Menschen", "Dozens of people"),
    ("Salz war kostbar.1 Ohne Salz ging nichts.", "Salt was precious. Nothing worked without salt."),
    ("Der 1. FC Köln gewann 2:1.", "1. FC Köln won 2-1."),
    ("Zum zweiten Mal", "For the second time"),
    ("Warten Sie eine Sekunde.", "Wait a second."),
    ("Im zweiten Quartal", "In Q2"),
    ("Im dritten Quartal 2021", "In the third quarter of 2021"),
    ("Er kam als Zweiter an.", "He finished second."),
    ("Die 2. Auflage", "The second edition"),
    ("Er wohnt im dritten Stock.", "He lives on the third floor."),
    ("Die Spannung beträgt ±12 V.", "The voltage is ±12 V."),
    ("Seiten 10–20", "pages 10-20"),
    ("Liste -5 und 6", "list -5 and 6"),
    ("Sie wurde um 9 Uhr abends angerufen.", "She was called at 9 p.m."),
    ("Um zwei Uhr nachts", "At two in the morning"),
    ("Fasse mich nach 3 bis 4 Tagen", "after three or four days"),
    ("Bis Ende des 2. Weltkriegs", "Until the end of World War II"),
    ("1914–18", "1914–1918"),
    ("Zehntausende demonstrierten.", "Tens of thousands demonstrated."),
    ("Ein Prozent", "One per cent"),
    ("Nr. 5", "No. 5"),
    ("Teil II", "Part Two"),
    ("Kapitel IV", "Chapter 4"),
    ("Am 11. September", "On 9/11"),
    ("Er kommt am Mittwochabend.", "He is coming on Wednesday evening."),
    ("Die Sonntagszeitung", "The Sunday paper"),
    ("Um 12 Uhr mittags", "At noon"),
    ("Um zwölf Uhr", "At midnight"),
    ("Es ist kurz nach drei.", "It is just after three o'clock."),
    ("Wir sehen uns in einem Jahr.", "See you a year from now."),
    ("Ein gutes Dutzend", "About a dozen"),
    ("Fünfundzwanzig Prozent", "A quarter"),
    ("75 Prozent", "three quarters"),
    ("Er verlor 40 Euro.", "He lost 40 euros."),
    ("Jeden Tag um sechs", "Every day at six"),
    ("Am Tag danach", "The day after"),
    ("Nachts ist es kalt.", "It is cold at night."),
    ("Abends sitzt er da.", "In the evenings he sits there."),
    ("vom 1. bis 3. Mai", "May 1–3"),
    ("5-6 Mal", "five to six times"),
    ("Salz war selten.[3] Alle sparten.", "Salt was rare. Everyone saved."),
    ("Der Wert wird mit %2$s in %1$s gezeigt.", "The value is shown in %s with %s."),
    ("Das besprechen wir unter vier Augen.", "We will discuss that in private."),
    ("Die Farbe (0,128,64)", "The colour (0;128;64)"),
    ("Sie waren im siebten Himmel.", "They were on cloud nine."),
    ("Wählen Sie die 112.", "Dial 911."),
    ("Die Band spielte eineinhalb Stunden.", "The band played for an hour and a half."),
    ("Die Kante ist rechtwinklig.", "The edge has a 90-degree angle."),
    ("Frist: 01.02., 12 Uhr", "Deadline: 1 February, noon"),
    ("Der Zins steigt um 50 Basispunkte.", "The rate rises by 0.5 percentage points."),
]


@pytest.mark.parametrize(("german", "english"), WRONG)
def test_what_differs_is_flagged(german, english):
    for flags in _both_ways(german, english):
        assert flags
        assert all(flag.evidence is not None and flag.evidence.rule for flag in flags)


def test_the_mark_of_a_note_behind_the_year_that_ends_a_sentence_is_no_decimal():
    texts = ("Die Mühle brannte im Jahr 1743 ab.(4)", "The mill burned down in 1743.4")
    assert quantity_flags(TextPair(*texts, ("de", "en"))) == []
    assert quantity_flags(TextPair("Es wiegt 1743,4 Gramm", "It weighs 1743.4 grams", ("de", "en"))) == []
    assert quantity_flags(TextPair("Es wiegt 1743,4", "It weighs 1743.4", ("de", "en"))) == []


@pytest.mark.parametrize(("german", "english"), RIGHT)
def test_what_is_said_in_another_way_is_not_flagged(german, english):
    assert _both_ways(german, english) == [[], []]


@pytest.mark.parametrize(
    ("german", "english", "said", "given"),
    [
        ("Es waren −4 Grad.", "It was 4 degrees.", "−4", "4"),
        ("Es waren minus vier Grad.", "It was four degrees.", "minus vier", "four"),
        ("Es waren vier Grad unter null.", "It was four degrees.", "vier Grad unter null", "four"),
        ("Das war 70 v. Chr.", "That was in 70 AD.", "70 v. Chr.", "70 AD"),
        ("Der Saldo ist -70 €.", "The balance is +70 €.", "-70", "+70"),
    ],
)
def test_a_lost_sign_is_marked_with_its_number(german, english, said, given):
    (flag,) = quantity_flags(TextPair(german, english, ("de", "en")))
    assert (german[slice(*flag.source_span)], english[slice(*flag.target_span)]) == (said, given)
    assert (flag.name, flag.severity, flag.evidence.rule) == ("number", "major", "sign")


@pytest.mark.parametrize(
    ("german", "english"),
    [
        ("Seiten 4-8", "pages 4 to 8"),
        ("-5 Eier kaufen", "buy 5 eggs"),
        ("die A-4-Version und -5-Version", "versions A 4 and 5"),
        ("Der Umsatz änderte sich um -5 %.", "Revenue fell by 5%."),
        ("10 – 20 Leute", "10 to 20 people"),
        ("500–400 v. Chr.", "from 500 BC to 400 BC"),
    ],
)
def test_a_hyphen_is_no_minus(german, english):
    assert _both_ways(german, english) == [[], []]


@pytest.mark.parametrize("form", ["NFC", "NFD"])
@pytest.mark.parametrize(
    ("german", "english", "said"),
    [
        (
            "Am 4. Ma\u0308rz und über\u00admor\u00adgen um halb fünf",
            "On 5 March and the day after tomorrow, 4:30",
            "4. März",
        ),
        ("Zwo\u0308lf Gäste\u00ad kamen.", "Eleven guests came.", "Zwölf"),
    ],
)
def test_spans_are_those_of_the_text_as_it_is(form, german, english, said):
    german = unicodedata.normalize(form, german)
    pair = TextPair(german, english, ("de", "en"))
    flags = [flag for flag in (*quantity_flags(pair), *date_flags(pair)) if flag.probability >= 0.5]
    assert [unicodedata.normalize("NFC", german[slice(*flag.source_span)]) for flag in flags] == [said]


@given(st.text(st.sampled_from("aou\u0308\u00ad\u0301 e1"), max_size=30))
def test_letters_keep_their_places(text):
    whole, places = whole_letters(text)
    assert len(places) == len(whole) + 1
    assert places[-1] == len(text)
    assert places == sorted(places)
    assert "\u00ad" not in whole


@pytest.mark.parametrize(
    ("german", "english", "said", "given"),
    [
        ("Das Tor ist 3 Meter breit.", "The gate is 3 feet wide.", "Meter", "feet"),
        ("Das kostet 70 €.", "That costs $70.", "€", "$"),
        ("Es hatte 20 °C.", "It was 20 °F.", "°C", "°F"),
        ("Es sind zehn bis zwölf Kilo.", "It is ten to twelve pounds.", "Kilo", "pounds"),
    ],
)
def test_a_unit_is_marked_without_its_number(german, english, said, given):
    flag = quantity_flags(TextPair(german, english, ("de", "en")))[0]
    assert flag.name == "unit"
    assert (german[slice(*flag.source_span)], english[slice(*flag.target_span)]) == (said, given)


def test_periods_in_another_unit_are_dates():
    (flag,) = quantity_flags(TextPair("Vor drei Wochen fing es an.", "It began three months ago.", ("de", "en")))
    assert flag.name == "date"


@pytest.mark.parametrize(
    ("german", "english", "severity"),
    [
        ("Die Rate beträgt 70 Euro.", "The instalment is 90 euros.", "critical"),
        ("Die Rate beträgt 70 Euro.", "The instalment is 90 dollars.", None),
        ("Die Raten: 70 Euro, 30 Tage", "The instalments: 90 euros, 40 days", "major"),
        ("Es sind 70 Leute.", "There are 90 people.", "major"),
    ],
)
def test_only_the_one_amount_that_differs_is_critical(german, english, severity):
    flags = [flag for flag in quantity_flags(TextPair(german, english, ("de", "en"))) if flag.name == "number"]
    assert {flag.severity for flag in flags} == ({severity} if severity else set())


def test_a_number_in_the_next_segment_is_a_weak_finding():
    texts = [("Es kamen 300 Gäste.", "Guests came."), ("Alle blieben.", "All 300 stayed.")]
    alone = quantity_flags(TextPair(*texts[0], ("de", "en")))
    within = quantity_flags(TextPair(*texts[0], ("de", "en"), surroundings=Surroundings(texts), place=0))
    assert [flag.probability >= 0.5 for flag in alone + within] == [True, False]
    assert within[0].evidence.rule == "in the neighbouring segment"


def _both_ways(german, english):
    pairs = TextPair(german, english, ("de", "en")), TextPair(english, german, ("en", "de"))
    return [[flag for flag in (*quantity_flags(pair), *date_flags(pair)) if flag.probability >= 0.5] for pair in pairs]

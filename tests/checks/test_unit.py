"""Units that differ, and conversions. All rows are German, then English."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aligner.checks.pair import MOST_FLAGS, TextPair
from aligner.checks.quantity import quantity_flags

SAME = [
    ("Das kostet 5 Euro.", "That costs €5."),
    ("Das kostet 5 Mio. US-Dollar.", "That costs $5 million."),
    ("Das kostet 70,2 Mrd. USD.", "That costs $70.2 billion."),
    ("Das kostet 5 Pfund.", "That costs £5."),
    ("Er wog 5 Pfund.", "It weighed 5 pounds."),
    ("Das kostet 300 Franken.", "That costs 300 Swiss francs."),
    ("Das kostet 300 Yuan.", "That costs 300 RMB."),
    ("Es sind 100 Meilen.", "It is 100 miles."),
    ("Es sind 5 bis 10 Kilometer.", "It is 5 to 10 kilometres."),
    ("Es hatte 20 Grad.", "It was 20 degrees Celsius."),
    ("Es hatte 20 °C.", "It was 20 °C."),
    ("Die Wellen waren 6 Fuß hoch.", "The waves were 6 feet high."),
    ("Der Anteil ist 12 %.", "The share is 12 per cent."),
    ("Der Anteil stieg um vier Prozentpunkte.", "The share rose by 4 percentage points."),
    ("Das Feld misst 5 Hektar.", "The field measures 5 hectares."),
    ("Er fuhr 100 km/h.", "He drove at 100 kilometres per hour."),
    ("Die Fläche beträgt 3 Quadratkilometer.", "The area is 3 square kilometers."),
    ("Er trank 2 Liter.", "He drank 2 litres."),
    ("Es sind 5 Häuser.", "It is 5 houses."),
    ("Von 5 Euro auf 5 Dollar", "From $5 to €5"),
]
OTHER_UNIT = [
    ("Es sind 100 Kilometer.", "It is 100 miles.", "100 Kilometer", "100 miles"),
    ("Es kostet 300 Euro.", "It costs 300 dollars.", "300 Euro", "300 dollars"),
    ("Es kostet 300 Franken.", "It costs 300 euros.", "300 Franken", "300 euros"),
    ("Es wog 70 Kilo.", "It weighed 70 pounds.", "70 Kilo", "70 pounds"),
    ("Es dauert 5 Minuten.", "It takes 5 hours.", "5 Minuten", "5 hours"),
    ("Das Feld misst 12 Hektar.", "The field measures 12 acres.", "12 Hektar", "12 acres"),
    ("Es hatte 30 °C.", "It was 30 °F.", "30 °C", "30 °F"),
    ("Der Anteil stieg um 4 Prozentpunkte.", "The share rose by 4 percent.", "4 Prozentpunkte", "4 percent"),
    ("Er trank 2 Liter.", "He drank 2 gallons.", "2 Liter", "2 gallons"),
    ("Das Brett ist 20 Zentimeter lang.", "The board is 20 inches long.", "20 Zentimeter", "20 inches"),
]
CONVERTED = [
    ("Es sind 160 Kilometer.", "It is 100 miles."),
    ("Es hatte 27 °C.", "It was 80 degrees Fahrenheit."),
    ("Es war 12 Grad kälter.", "It was 21 degrees Fahrenheit colder."),
    ("Das Schwein wog 250 Kilo.", "The pig weighed 550 pounds."),
    ("Es fielen 25 Zentimeter Regen.", "There were 10 inches of rain."),
    ("Die Farm hat 40 Hektar.", "The farm has 100 acres."),
    ("Der Sturm erreichte 136 km/h.", "The storm reached 85 mph."),
    ("Nach 24 Monaten endete es.", "It ended after two years."),
]
WRONGLY_CONVERTED = [
    ("Es sind 300 Kilometer.", "It is 100 miles."),
    ("Es hatte 27 °C.", "It was 120 °F."),
    ("Das Schwein wog 150 Kilo.", "The pig weighed 550 pounds."),
    ("Die Farm hat 90 Hektar.", "The farm has 100 acres."),
]


@pytest.mark.parametrize(("german", "english"), SAME)
def test_the_same_unit_is_not_flagged(german, english):
    assert unit_flags(TextPair(german, english, ("de", "en"))) == []
    assert unit_flags(TextPair(english, german, ("en", "de"))) == []


@pytest.mark.parametrize(("german", "english", "said", "given"), OTHER_UNIT)
def test_the_same_number_in_another_unit(german, english, said, given):
    (flag,) = unit_flags(TextPair(german, english, ("de", "en")))
    assert flag.message == f'"{said}" in the source is "{given}" in the target'
    assert (flag.name, flag.category, flag.probability >= 0.5) == ("unit", "accuracy/mistranslation", True)
    (mirrored,) = unit_flags(TextPair(english, german, ("en", "de")))
    assert (mirrored.source_span, mirrored.target_span) == (flag.target_span, flag.source_span)


@pytest.mark.parametrize(("german", "english"), CONVERTED)
def test_a_conversion_that_fits_is_a_weak_finding(german, english):
    for pair in (TextPair(german, english, ("de", "en")), TextPair(english, german, ("en", "de"))):
        (flag,) = unit_flags(pair)
        assert flag.probability < 0.5
        assert "was converted to" in flag.message


@pytest.mark.parametrize(("german", "english"), WRONGLY_CONVERTED)
def test_a_conversion_that_does_not_fit(german, english):
    for pair in (TextPair(german, english, ("de", "en")), TextPair(english, german, ("en", "de"))):
        (flag,) = unit_flags(pair)
        assert flag.probability >= 0.5
        assert flag.severity == "major"


def test_amounts_in_two_currencies_may_be_converted():
    (flag,) = unit_flags(TextPair("Es kostet 300 Euro.", "It costs $330.", ("de", "en")))
    assert (flag.message, flag.probability < 0.5) == ('"300 Euro" in the source is "$330" in the target', True)


def test_a_list_of_wrong_units_has_so_many_flags_at_most():
    prices = [" ".join(f"{price} {currency}" for price in range(100, 300)) for currency in ("Euro", "dollars")]
    assert len(unit_flags(TextPair(*prices, ("de", "en")))) == MOST_FLAGS


PIECE_LIST = [
    "2", "10", "1.000", "km", "miles", "Meilen", "Euro", "€", "$", "%", "°C", "°F", "Grad", "degrees", "pounds",
    "Pfund", "to", "bis", "a", "mile", "5°",
]  # fmt: skip
PIECES = st.sampled_from(PIECE_LIST)
TEXTS = st.lists(PIECES, min_size=1, max_size=10).map(" ".join) | st.text(min_size=1, max_size=60)


@given(TEXTS, TEXTS)
def test_never_raises_and_spans_are_inside(source, target):
    for flag in unit_flags(TextPair(source, target, ("de", "en"))):
        assert 0 <= flag.source_span[0] < flag.source_span[1] <= len(source)
        assert 0 <= flag.target_span[0] < flag.target_span[1] <= len(target)


def unit_flags(pair):
    return [flag for flag in quantity_flags(pair) if flag.name == "unit"]

"""Bounds with and without their own value, and periods of the day."""

from __future__ import annotations

import pytest

from aligner.checks.pair import TextPair
from aligner.checks.quantity import quantity_flags
from aligner.checks.surroundings import Surroundings

AGREE = (
    ("Take 8 or more ropes.", "Nimm mehr als 7 Seile."),
    ("It holds at least 21 guests.", "Es fasst über 20 Gäste."),
    ("Children under 12 pay nothing.", "Kinder bis zu 11 zahlen nichts."),
    ("It is open from 6 -7 pm.", "Es ist von 18 - 19 Uhr geöffnet."),
    ("It is open from 2 to 5 p.m.", "Es ist von 14 bis 17 Uhr geöffnet."),
    ("It is open between 2 and 5 pm.", "Es ist zwischen 14 und 17 Uhr geöffnet."),
    ("It is open 11-1 pm.", "Es ist 11-13 Uhr geöffnet."),
)
DIFFER = (
    ("Take more than 8 ropes.", "Nimm mehr als 7 Seile."),
    ("Take 8 or more ropes.", "Nimm mehr als 6 Seile."),
    ("Take at most 8 ropes.", "Nimm mehr als 7 Seile."),
    ("It is open from 6 -8 pm.", "Es ist von 18 - 19 Uhr geöffnet."),
    ("It is open from 3 to 5 pm.", "Es ist von 14 bis 17 Uhr geöffnet."),
)


@pytest.mark.parametrize("texts", [*AGREE, *DIFFER])
def test_bounds_and_periods(texts):
    for source, target, languages in ((*texts, ("en", "de")), (*texts[::-1], ("de", "en"))):
        found = [flag.name for flag in quantity_flags(TextPair(source, target, languages))]
        assert bool(found) is (texts in DIFFER)


def test_a_number_in_a_name_of_the_document_goes_without_saying():
    told = [
        (f"The Lucky 7 sails in {month}.", f"Die Lucky 7 fährt im {month}.") for month in ("April", "August", "May")
    ]
    pair = ("She sails again.", "Die Lucky 7 fährt wieder.")
    alone = TextPair(*pair, ("en", "de"), surroundings=Surroundings([pair]), place=0)
    among = TextPair(*pair, ("en", "de"), surroundings=Surroundings([*told, pair]), place=3)
    (lone,), (known,) = quantity_flags(alone), quantity_flags(among)
    assert (lone.probability or 0) >= 0.5 > (known.probability or 0)

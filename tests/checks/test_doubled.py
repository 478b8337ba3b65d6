"""Words that stand several times in a row by mistake."""

import pytest

from aligner.checks.doubled import doubled_words
from aligner.checks.pair import TextPair


@pytest.mark.parametrize(
    ("source", "target", "expected"),
    [
        ("The house is old.", "Das Haus ist alt alt alt.", ["alt alt"]),
        ("Das Haus ist alt.", "The house house house is old.", ["house house"]),
        ("The house is old.", "Das Haus ist alt.", []),
        ("She said that that was so.", "Sie sagte, dass das so war.", []),
        ("No, no, no!", "Nein nein nein!", []),
        ("No!", "Nein, nein, nein!", []),
        ("It was a long long way.", "Es war ein weiter weiter weiter Weg.", []),
        ("Die, die die Diebe sahen, liefen.", "Those who saw the thieves ran.", []),
    ],
)
def test_doubled(source, target, expected):
    found = doubled_words(TextPair(source, target, ("en", "de")))
    assert [target[slice(*span)] for span in found] == expected

from __future__ import annotations

from aligner.checks.dismissal import dismissal_key, is_dismissed, left_open
from aligner.checks.flag import Flag

NUMBER = Flag("number", "accuracy/mistranslation", "critical", 0.9, (0, 3), (0, 4), "10 is 12")
NAME = Flag("name", "accuracy/mistranslation", "major", 0.8, (4, 7), (5, 8), "no Ann")
TEXTS = "10 for Ann.", "12 für Eva."


def test_what_was_dismissed_on_these_texts_is_left_out() -> None:
    dismissed = (dismissal_key(*TEXTS, "number"),)
    assert is_dismissed(NUMBER, *TEXTS, dismissed)
    assert left_open((NUMBER, NAME), *TEXTS, dismissed) == (NAME,)


def test_on_other_texts_it_is_open_again() -> None:
    dismissed = frozenset({dismissal_key(*TEXTS, "number")})
    assert left_open((NUMBER, NAME), TEXTS[0], "11 für Eva.", dismissed) == (NUMBER, NAME)


def test_without_a_dismissal_all_are_open() -> None:
    assert not is_dismissed(NUMBER, *TEXTS, ())
    assert left_open([NUMBER, NAME], *TEXTS, ()) == (NUMBER, NAME)

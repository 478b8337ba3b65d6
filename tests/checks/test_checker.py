from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aligner.checks.checker import PAIRS_AT_A_TIME, findings_of, shown
from aligner.checks.dismissal import dismissal_key
from aligner.checks.duplicates import without_duplicates
from aligner.checks.flag import Flag
from aligner.checks.kinds import FLAG_KINDS
from aligner.checks.pair import TextPair, finding
from aligner.checks.thresholds import SENSITIVITIES, Selection

LANGUAGES = ("en", "de")
THRESHOLDS = {name: kind.thresholds for name, kind in FLAG_KINDS.items() if kind.thresholds}


def flag(name: str, source=None, target=None, probability=0.9) -> Flag:
    return finding(name, "major", probability, source, target, f"{name} {source} {target}")


def findings(*texts: tuple[str, str]):
    pairs = [TextPair(source, target, LANGUAGES) for source, target in texts]
    return findings_of(pairs, list(range(1, len(pairs) + 1)), lambda place: None, lambda done: None)


@pytest.mark.parametrize(
    ("name", "source", "target"),
    [
        ("number", "It has 17 doors.", "Es hat 71 Türen."),
        ("unit", "It is 100 miles long.", "Es ist 100 Kilometer lang."),
        ("date", "She came on 3 May.", "Sie kam am 4. Juni."),
        ("negation", "He did not open it.", "Er öffnete es."),
        ("untranslated", "The old harbour was closed.", "Der old Hafen war geschlossen."),
        ("length", "The old harbour was closed.", "Der alte Hafen war geschlossen, " * 20),
    ],
)
def test_a_wrong_pair_has_the_flag_that_says_so_and_no_other(name, source, target):
    (found,) = findings((source, target))
    assert [flag.name for flag in found.flags] == [name]


def test_the_thresholds_are_for_all_flags_but_those_that_are_no_errors():
    assert set(FLAG_KINDS) - set(THRESHOLDS) == {"moved", "uncertain"}
    assert all(low > normal > high > 0 for low, normal, high in THRESHOLDS.values())


def test_a_wrong_number_is_a_mistranslation_and_a_good_pair_is_none():
    wrong, right = findings(("It has 17 doors.", "Es hat 71 Türen."), ("It had 16 walls.", "Es hatte 16 Wände."))
    assert wrong.mistranslation > 0.5
    assert wrong.scores["mistranslation"] == wrong.mistranslation
    assert [found.name for found in wrong.flags if found.name == "number"]
    assert right.mistranslation < 0.25
    assert not shown(right.flags, Selection())


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("On Tuesday, 3 June, Anna Miller did not drive 40 miles.", ["untranslated"]),
        ("Do not oil the wheel.", ["untranslated"]),
        ("let speed = 12; // not 13", []),
        ("Anna Maria Miller", []),
        ("3 June 2024", []),
    ],
)
def test_a_copy_is_untranslated_and_nothing_else(text, names):
    (found,) = findings((text, text))
    assert [flag.name for flag in found.flags] == names
    assert (found.omission, found.addition) == (0, 0)
    assert (found.mistranslation > 0.5) is bool(names)


def test_each_pair_is_asked_for_its_words_once_and_in_order():
    count = 2 * PAIRS_AT_A_TIME + 3
    asked, done = [], []
    pairs = [TextPair("Yes.", "Ja.", LANGUAGES)] * count
    found = findings_of(pairs, list(range(1, count + 1)), asked.append, done.append)
    assert asked == list(range(count))
    assert sum(done) == len(found) == count


def test_nothing_to_check_is_no_problem():
    assert findings() == []


@pytest.mark.parametrize(
    ("flags", "left"),
    [
        ([flag("omission:phrase", (5, 40)), flag("number", (10, 12))], ["omission:phrase"]),
        ([flag("number", (10, 12)), flag("omission:phrase", (5, 40))], ["omission:phrase"]),
        ([flag("omission:phrase", (5, 40)), flag("number", (38, 42))], ["omission:phrase", "number"]),
        ([flag("omission:phrase", (5, 40)), flag("number", (10, 12), (3, 5))], ["omission:phrase", "number"]),
        ([flag("omission:phrase", (5, 20)), flag("negation", (9, 12))], ["negation"]),
        ([flag("omission:phrase", (5, 20)), flag("date", (5, 17))], ["date"]),
        ([flag("omission:phrase", (5, 20)), flag("name", (5, 17))], ["omission:phrase"]),
        ([flag("addition:phrase", None, (5, 20)), flag("number", None, (5, 7))], ["number"]),
        ([flag("addition:phrase", None, (5, 40)), flag("name", None, (6, 9))], ["addition:phrase"]),
        ([flag("addition:phrase", None, (5, 40)), flag("name", (6, 9))], ["addition:phrase", "name"]),
        ([flag("omission:phrase", (0, 9)), flag("omission:phrase", (2, 5))], ["omission:phrase", "omission:phrase"]),
        ([flag("omission:phrase", (0, 9)), flag("length")], ["omission:phrase", "length"]),
        ([flag("date", (0, 10), (0, 12)), flag("number", (8, 10), (0, 2))], ["date"]),
        ([flag("number", (8, 10), (0, 2)), flag("date", (0, 10), (0, 12))], ["date"]),
        ([flag("number", (0, 2), (0, 2)), flag("unit", (0, 8), (0, 8))], ["number"]),
        ([flag("number", (0, 2), (0, 2)), flag("unit", (3, 8), (3, 8))], ["number", "unit"]),
        ([flag("name", (0, 5)), flag("untranslated", (0, 5))], ["name"]),
        ([flag("number", (0, 2)), flag("number", (0, 2))], ["number"]),
        ([flag("negation", (0, 3)), flag("number", (0, 3))], ["negation", "number"]),
        ([], []),
    ],
)
def test_one_error_has_one_flag(flags, left):
    assert [found.name for found in without_duplicates(flags)] == left


def test_what_is_not_shown_covers_nothing():
    phrase, number = flag("omission:phrase", (0, 40)), flag("number", (4, 6))
    assert shown([phrase, number], Selection()) == (phrase,)
    assert shown([phrase, number], Selection.of(skip=["omission"])) == (number,)


@pytest.mark.parametrize(
    ("only", "skip", "names"),
    [
        (["number"], [], {"number"}),
        (["omission"], [], {"omission:sentence", "omission:phrase"}),
        (["omission:phrase", "date"], [], {"omission:phrase", "date"}),
        (["omission", "number"], ["omission:sentence"], {"omission:phrase", "number"}),
        ([], ["omission", "addition"], set(FLAG_KINDS) - {n for n in FLAG_KINDS if n.split(":")[0] != n}),
        ([], list(FLAG_KINDS), set()),
        ([], [], set(FLAG_KINDS)),
    ],
)
def test_names_select(only, skip, names):
    selection = Selection.of(only=only, skip=skip)
    assert selection.names == names
    assert {name for name in FLAG_KINDS if selection.shows(Flag(name, "", "minor", None, None, None, ""))} == names


@pytest.mark.parametrize("name", ["", "numbers", "omission:", "omission:word", "Number"])
def test_an_unknown_name_is_refused_with_those_that_there_are(name):
    with pytest.raises(ValueError, match=r"there is no flag .*untranslated, number, date"):
        Selection.of(only=[name])
    with pytest.raises(ValueError, match="there is no flag"):
        Selection.of(skip=["number", name])


def test_an_unknown_sensitivity_is_refused():
    with pytest.raises(ValueError, match="low, normal, high"):
        Selection.of("middle")


@pytest.mark.parametrize("name", sorted(THRESHOLDS))
def test_the_threshold_decides(name):
    for sensitivity, threshold in zip(SENSITIVITIES, THRESHOLDS[name], strict=True):
        selection = Selection.of(sensitivity)
        assert selection.shows(flag(name, (0, 1), (0, 1), threshold))
        assert not selection.shows(flag(name, (0, 1), (0, 1), threshold - 0.01))


@pytest.mark.parametrize("name", ["moved", "uncertain"])
def test_flags_of_the_alignment_that_are_no_errors_have_no_threshold(name):
    assert Selection.of("low").shows(Flag(name, "", "minor", 0.01, None, None, ""))


def test_the_key_is_that_of_texts_and_name():
    key = dismissal_key("Ten doors.", "Elf Türen.", "number")
    assert key == dismissal_key(" Ten\tdoors.\n", "Elf Türen.", "number")
    others = [("Ten doors", "Elf Türen.", "number"), ("Ten doors.", "Elf Türen", "number")]
    others.append(("Ten doors.", "Elf Türen.", "name"))
    assert len({key, *(dismissal_key(*other) for other in others)}) == 4
    assert len(key) == 16


@given(st.text(), st.text(), st.sampled_from(sorted(FLAG_KINDS)))
def test_the_key_is_plain(source, target, name):
    assert set(dismissal_key(source, target, name)) <= set("0123456789abcdef")

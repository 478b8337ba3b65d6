"""Which negations have no counterpart: a catalogue, written for it."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from aligner.checks.negation import negation_flags
from aligner.checks.negation_contraries import are_contrary, poles_of
from aligner.checks.pair import TextPair
from aligner.checks.surroundings import Surroundings
from aligner.words.alignment import SideWords, WordAlignment

FAITHFUL = [
    ("Der Lotse warnte die Mannschaft davor, zu nah heranzufahren.", "The pilot warned the crew not to go too close."),
    ("Sie warnte ihn, nicht zu lange zu warten.", "She warned him against waiting too long."),
    ("Das Fenster ist nicht offen.", "The window is not open."),
    ("Das Fenster ist nicht offen.", "The window isn't open."),
    ("Das Fenster ist nicht offen.", "The window isn’t open."),
    ("Er hat kein Auto.", "He does not have a car."),
    ("Er hat kein Auto.", "He has no car."),
    ("Wir haben keine Zeit.", "We don't have time."),
    ("Sie kommt nie zu spät.", "She is never late."),
    ("Sie ist niemals zu spät.", "She has never been late."),
    ("Niemand hat angerufen.", "Nobody called."),
    ("Niemand hat angerufen.", "No one called."),
    ("Ich sehe nichts.", "I see nothing."),
    ("Ich sehe nichts.", "I can't see anything."),
    ("Nirgends war Licht.", "There was light nowhere."),
    ("Ohne Brille lese ich schlecht.", "Without glasses I read badly."),
    ("Er ist weder reich noch arm.", "He is neither rich nor poor."),
    ("Er trinkt weder Bier noch Wein.", "He does not drink beer or wine."),
    ("Das ist nicht mehr nötig.", "That is no longer needed."),
    ("Die Bahn fährt noch nicht.", "The train is not running yet."),
    (
        "Nicht nur die Eltern, sondern auch die Kinder waren da.",
        "Not only the parents but also the children were there.",
    ),
    ("Nicht nur die Eltern waren da.", "The parents were there, and so was the rest of the family."),
    ("Du kommst doch, nicht wahr?", "You are coming, aren't you?"),
    ("Der Preis ist heute hoch, nicht wahr?", "The price is high today, isn't it?"),
    ("Das ist nicht möglich.", "That is impossible."),
    ("Das ist unmöglich.", "That is not possible."),
    ("Die Lage ist unklar.", "The situation is unclear."),
    ("Er war nicht glücklich.", "He was unhappy."),
    ("Der Hund ist harmlos.", "The dog is harmless."),
    ("Der Versuch gelang nicht.", "The attempt failed."),
    ("Er wollte nicht aussagen.", "He refused to testify."),
    ("Ihr fehlte der Mut.", "She did not have the courage."),
    ("Er konnte kaum stehen.", "He could not stand well."),
    ("Es ist keine leichte Aufgabe.", "It is hardly an easy task."),
    ("Das Essen war zuckerfrei.", "The food had no sugar."),
    ("Er ging, ohne zu grüßen.", "He left without a greeting."),
    ("Er blieb nicht ohne Hilfe.", "He was not without help."),
    ("Das ist nicht unwichtig.", "That is not unimportant."),
    ("Wir fahren, ob es regnet oder nicht.", "We go whether it rains or not."),
    ("Nein, danke.", "No, thank you."),
    ("Der Zug hält in Ulm.", "The train stops in Ulm."),
    ("Siehe Abbildung 3.", "See figure 3."),
    ("Zimmer Nr. 5 ist frei.", "Room No. 5 is free."),
    ("Er kommt ganz ohne Zweifel.", "He will no doubt come."),
    ("Er lief statt zu fahren und kam nicht an.", "He walked instead of driving and did not arrive."),
    ("Der Saal fasst höchstens vierzig Gäste.", "The hall holds no more than forty guests."),
    ("Das Brett ist nicht länger als drei Meter.", "The board is at most three metres long."),
    ("Kommen Sie spätestens am Freitag.", "Come no later than Friday."),
    ("Die Last darf 90 kg nicht überschreiten.", "The load must not exceed 90 kg."),
    ("Das Gerät ist frei von Schadstoffen.", "The device does not contain pollutants."),
    ("Ihre Rechte bleiben unberührt.", "This does not affect your rights."),
    ("Der Name bleibt geheim.", "The name will not be published."),
    ("Nun und nimmer gebe ich das her.", "I will never give that away."),
    ("Ich sehe kein Haus und keinen Baum.", "I cannot see a house or a tree."),
    ("Niemand bezweifelt das.", "Everybody is sure of that."),
    ("Wir kamen ohne Verzögerung an.", "We arrived at once."),
    ("Die Meldung lautet „Disk not ready“.", "The message reads “Disk not ready”."),
    ("Wollen Sie nicht Platz nehmen?", "Would you like to take a seat?"),
    ("Du kennst ihn gut.", "You know him well, don't you?"),
    ("Wir öffnen erst um zehn.", "We do not open until ten."),
    ("Das Haus ist noch nicht verkauft.", "The house is yet to be sold."),
    ("Wir haben kein Mehl mehr.", "We have run out of flour."),
]
WRONG = [
    ("Das Brett ist länger als drei Meter.", "The board is not longer than three metres.", None, "not"),
    ("Warum bist du gekommen?", "Why didn't you come?", None, "didn't"),
    ("Das Fenster ist nicht offen.", "The window is open.", "nicht", None),
    ("Die Schranke ist offen.", "The barrier is not open.", None, "not"),
    ("Die Schranke ist offen.", "The barrier isn't open.", None, "isn't"),
    ("Er hat kein Auto.", "He has a car.", "kein", None),
    ("Er hat ein Auto.", "He has no car.", None, "no"),
    ("Wir haben keine Zeit.", "We have time.", "keine", None),
    ("Sie kommt nie zu spät.", "She is always late.", "nie", None),
    ("Sie kommt immer zu spät.", "She is never late.", None, "never"),
    ("Niemand hat angerufen.", "Someone called.", "Niemand", None),
    ("Jemand hat angerufen.", "Nobody called.", None, "Nobody"),
    ("Ich sehe nichts.", "I see everything.", "nichts", None),
    ("Ohne Brille lese ich.", "With glasses I read.", "Ohne", None),
    ("Mit Brille lese ich.", "Without glasses I read.", None, "Without"),
    ("Er ist weder reich noch arm.", "He is rich and poor.", "weder", None),
    ("Er ist reich und arm.", "He is neither rich nor poor.", None, "neither"),
    ("Wir können das bezahlen.", "We cannot pay for that.", None, "cannot"),
    ("Wir können das bezahlen.", "We can’t pay for that.", None, "can’t"),
    ("Das Gesetz gilt nicht mehr.", "The law is in force.", "nicht", None),
    ("Keines der Häuser brannte.", "One of the houses burned.", "Keines", None),
    ("Nirgends war Licht.", "There was light everywhere.", "Nirgends", None),
    ("Der Verein hat keinerlei Schulden.", "The club has debts.", "keinerlei", None),
    ("Sie hat die Frage keineswegs verstanden.", "She has understood the question well.", "keineswegs", None),
]


def flags_of(first: str, second: str, languages: tuple[str, str] = ("de", "en")):
    return [flag for flag in negation_flags(TextPair(first, second, languages)) if flag.probability >= 0.5]


@pytest.mark.parametrize(("german", "english"), FAITHFUL)
def test_a_negation_with_a_counterpart_is_not_flagged(german, english):
    assert flags_of(german, english) == []
    assert flags_of(english, german, ("en", "de")) == []


@pytest.mark.parametrize(("german", "english", "lost", "added"), WRONG)
def test_a_negation_on_one_side_is_flagged(german, english, lost, added):
    (flag,) = flags_of(german, english)
    assert flag.name == "negation"
    if lost:
        assert flag.category == "accuracy/omission"
        assert german[slice(*flag.source_span)] == lost
        assert flag.target_span is None
    else:
        assert flag.category == "accuracy/addition"
        assert english[slice(*flag.target_span)] == added
        assert flag.source_span is None


@pytest.mark.parametrize(("german", "english", "lost", "added"), WRONG)
def test_swapped_sides_swap_the_flag(german, english, lost, added):
    (flag,) = flags_of(english, german, ("en", "de"))
    assert flag.category == ("accuracy/addition" if lost else "accuracy/omission")
    span = flag.target_span if lost else flag.source_span
    assert (german if lost else english)[slice(*span)] == (lost or added)


def test_one_of_two_is_lost():
    (flag,) = flags_of("Er kam nicht und schrieb nicht.", "He did not come and he wrote.")
    assert flag.category == "accuracy/omission"


def test_in_a_long_text_the_counterpart_stands_at_the_same_place():
    filling = "Der Garten liegt am Fluss. " * 20, "The garden lies at the river. " * 20
    found = flags_of(f"Es regnet nicht. {filling[0]}Es schneit.", f"It rains. {filling[1]}It does not snow.")
    assert [flag.category for flag in found] == ["accuracy/omission", "accuracy/addition"]


def test_a_main_clause_is_worse_than_a_subordinate_one():
    (main,) = flags_of("Die Brücke ist nicht sicher.", "The bridge is safe.")
    (subordinate,) = flags_of("Er sagt, dass die Brücke nicht hält.", "He says that the bridge holds.")
    assert (main.severity, subordinate.severity) == ("critical", "major")


def test_what_may_be_a_counterpart_leaves_doubt():
    (flag,) = negation_flags(TextPair("Er kommt nicht.", "He only comes late.", ("de", "en")))
    assert flag.probability < 0.5


def test_sondern_needs_a_negation_before_it():
    (flag,) = flags_of(
        "Not only the soup but also the bread was cold.", "Nur die Suppe, sondern auch das Brot war kalt.", ("en", "de")
    )
    assert flag.message == '"Not" has no counterpart before "sondern"'


def test_other_languages_are_left_alone():
    assert flags_of("Je ne sais pas.", "I know.", ("fr", "en")) == []


def linked(source: str, target: str, links: list[tuple[int, int]]) -> WordAlignment:
    def side(text: str) -> SideWords:
        starts = [at for at in range(len(text)) if text[at] != " " and (at == 0 or text[at - 1] == " ")]
        spans = np.array([(at, at + len(text[at:].split()[0].rstrip("."))) for at in starts], np.int32)
        zeros = np.zeros(len(spans), np.float32)
        content = np.full(len(spans), 10, np.float32)
        return SideWords(spans, content, zeros, np.zeros(len(spans), np.int32), zeros)

    ones = np.ones(len(links), np.float32)
    return WordAlignment(side(source), side(target), np.array(links, np.int32).reshape(-1, 2), ones, ones)


@pytest.mark.parametrize(
    ("source", "target", "link"),
    [
        ("Die Quelle ist unsicher.", "The source is certain.", (3, 3)),
        ("Das ist unabhängig davon.", "It is dependent on it.", (2, 2)),
        ("Der Plan ist klar.", "The plan is unclear.", (3, 3)),
        ("Das Ende ist möglich.", "The end is impossible.", (3, 3)),
        ("Er kommt selten vorbei.", "He comes often by.", (2, 2)),
        ("Parken ist verboten.", "Parking is allowed.", (2, 2)),
    ],
)
def test_an_opposite_is_flagged_where_words_are_linked(source, target, link):
    (flag,) = negation_flags(TextPair(source, target, ("de", "en"), linked(source, target, [link])))
    words = source[slice(*flag.source_span)], target[slice(*flag.target_span)]
    assert flag.message == f'"{words[0]}" in the source is "{words[1]}" in the translation'
    assert flag.category == "accuracy/mistranslation"


def test_a_word_that_is_translated_already_is_no_counterpart():
    source, target = "Er zahlt selten und kommt nicht.", "He pays rarely and comes."
    words = linked(source, target, [(0, 0), (1, 1), (2, 2), (3, 3), (4, 4)])
    (flag,) = negation_flags(TextPair(source, target, ("de", "en"), words))
    assert source[slice(*flag.source_span)] == "nicht"
    assert flag.probability >= 0.5
    assert flag.evidence is not None
    assert flag.evidence.sought.startswith("nicht")


@pytest.mark.parametrize(
    ("source", "target", "lost"),
    [
        ("Er konnte kaum schlafen.", "He could well sleep.", "kaum"),
        ("Kaum jemand kam her.", "Almost everyone came here.", "Kaum"),
    ],
)
def test_a_word_that_denies_nearly_all_needs_a_counterpart(source, target, lost):
    words = linked(source, target, [(0, 0), (1, 1), (2, 2), (3, 3)])
    flags = negation_flags(TextPair(source, target, ("de", "en"), words))
    assert lost in {source[slice(*flag.source_span)] for flag in flags if flag.source_span}


def test_a_copy_says_nothing_of_negation():
    assert negation_flags(TextPair("Do not open.", "Do not open.", ("en", "de"))) == []


def test_neighbours_that_deny_more_leave_doubt():
    texts = [("Es regnet nicht.", "It rains."), ("Er kommt.", "He does not come.")]
    (flag,) = negation_flags(TextPair(*texts[0], ("de", "en"), surroundings=Surroundings(texts), place=0))
    assert flag.probability < 0.5
    assert flag.evidence is not None
    assert flag.evidence.rule == "neighbour"


WORDS = st.sampled_from(
    [
        "nicht",
        "kein",
        "nie",
        "ohne",
        "not",
        "no",
        "never",
        "without",
        "isn't",
        "unklar",
        "unclear",
        "nur",
        "only",
        "but",
        "sondern",
        ",",
        ".",
        "haus",
    ]
)
TEXTS = st.one_of(st.text(min_size=1), st.lists(WORDS, min_size=1).map(" ".join))


@given(TEXTS, TEXTS, st.sampled_from([("de", "en"), ("en", "de"), ("de", "de"), ("fr", "en")]))
def test_spans_are_words_of_the_texts(source, target, languages):
    for flag in negation_flags(TextPair(source, target, languages)):
        for text, span in ((source, flag.source_span), (target, flag.target_span)):
            assert span is None or (0 <= span[0] < span[1] <= len(text))


@given(TEXTS, TEXTS)
def test_swapping_the_sides_swaps_the_spans(source, target):
    there = negation_flags(TextPair(source, target, ("de", "en")))
    back = negation_flags(TextPair(target, source, ("en", "de")))
    key = lambda span: (-1, -1) if span is None else span  # noqa: E731
    assert sorted((key(flag.source_span), key(flag.target_span)) for flag in there) == sorted(
        (key(flag.target_span), key(flag.source_span)) for flag in back
    )


@pytest.mark.parametrize(
    ("own", "other", "contrary"),
    [
        ("schlafen", "awake", True),
        ("vergessen", "remembered", True),
        ("löschen", "keep", True),
        ("difficult", "einfach", True),
        ("charging", "akkubetrieb", True),
        ("einfach", "simple", False),
        ("löschen", "remove", False),
        ("haus", "tree", False),
    ],
)
def test_contraries(own: str, other: str, contrary: bool):
    assert are_contrary(poles_of(own), poles_of(other)) is contrary
    assert are_contrary(poles_of(other), poles_of(own)) is contrary


def test_no_contraries_where_both_poles_stand():
    both = poles_of("warm") | poles_of("kalt")
    assert not are_contrary(both, poles_of("cold"))
    assert not are_contrary(poles_of("cold"), both)


@pytest.mark.parametrize(
    ("source", "target"),
    [
        ("Kein Arzt und kein Pfleger war da.", "No doctor or nurse was there."),
        ("Nur der Besitzer und kein anderer darf eintreten.", "Only the owner may enter."),
        ("Er hielt sich davon fern und fragte nicht.", "He kept away from it and did not ask."),
    ],
)
def test_said_twice(source: str, target: str):
    assert flags_of(source, target) == []

"""Which words count when words without counterpart are looked for."""

from __future__ import annotations

import time

import pytest

from aligner.checks.counted_words import CountedWords, is_light
from aligner.checks.markup import without_markup
from aligner.checks.pair import TextPair
from aligner.checks.surroundings import Surroundings

EN_DE, DE_EN = ("en", "de"), ("de", "en")


def counts(word, source, target, languages=EN_DE, side=0, around=()):
    """Tell whether the word counts; `around` is a document in which the pair stands at place 1."""
    surroundings = Surroundings((around[0], (source, target), *around[1:])) if around else None
    pair = TextPair(source, target, languages, surroundings=surroundings, place=1 if around else 0)
    start = pair.texts[side].index(word)
    return CountedWords(pair, side).counts((start, start + len(word)))


@pytest.mark.parametrize(
    ("language", "light", "heavy"),
    [
        (
            "en",
            ["the", "Already", "Therefore", "performed", "thereof", "they're", "It’s", "s"],
            ["harbour", "green", "red"],
        ),
        ("de", ["die", "Bereits", "demzufolge", "erfolgt", "derjenigen", "Uhr", "n"], ["Hafen", "grün", "rot"]),
    ],
)
def test_light_words(language, light, heavy):
    assert all(is_light(word, language) for word in light)
    assert not any(is_light(word, language) for word in heavy)


@pytest.mark.parametrize(
    ("word", "source", "target", "languages", "side", "expected"),
    [
        ("ferry", "The ferry is late again.", "Sie ist wieder verspätet.", EN_DE, 0, True),
        ("Fähre", "Die Fähre ist verspätet.", "It is late.", DE_EN, 0, True),
        ("again", "The ferry is late again.", "Die Fähre ist verspätet.", EN_DE, 0, False),
        ("Oslo", "She left Oslo.", "Aus Oslo reiste sie ab.", EN_DE, 0, False),
        ("Oslo", "From Oslo to Oslo.", "Nach Oslo.", EN_DE, 0, True),
        ("menu", 'Open it. url: "menu/start"', "Öffnen Sie es.", EN_DE, 0, False),
        ("kasten", "Der Kasten {#der-kasten}", "The box", DE_EN, 0, False),
        ("anker", "Der Kasten {#anker-oben}", "The box", DE_EN, 0, False),
        ("draft", "It stays. <!-- draft of May -->", "Es bleibt.", EN_DE, 0, False),
        ("gespeichert", "It is stashed.", "Es wird gespeichert (engl. stashed).", EN_DE, 1, False),
        ("Mülltonne", "The trash can is full.", "Die trash can (Mülltonne) ist voll.", EN_DE, 1, False),
        ("office", "the county records office (Landratsamt)", "das Landratsamt", EN_DE, 0, False),
        ("Mülltonne", "The yard is full.", "Der Hof (samt Mülltonne) ist voll.", EN_DE, 1, True),
    ],
)
def test_counts(word, source, target, languages, side, expected):
    assert counts(word, source, target, languages, side) is expected


def test_a_word_that_the_neighbour_has_does_not_count():
    source, target = "The report names Kowalski and two others.", "Der Bericht nennt zwei weitere."
    after = [("It was long.", "Er war lang.")]
    assert counts("Kowalski", source, target, around=[("He left.", "Er ging."), *after])
    assert not counts("Kowalski", source, target, around=[("He left.", "Kowalski ging."), *after])
    assert counts("Kowalski", source, target, around=[("Kowalski left.", "Kowalski ging."), *after])


def test_the_usual_translation_in_the_document_covers_a_word():
    document = [
        ("Every hatch shuts tight.", "Jede Bodenluke schließt dicht."),
        ("Paint the hatch white.", "Die Bodenluke weiß streichen."),
        ("A hatch may leak.", "Eine Bodenluke kann lecken."),
        ("The mast is new.", "Der Mast ist neu."),
    ]
    assert not counts("hatch", "Close the cargo hatch now.", "Bodenluke jetzt schließen.", around=document)
    assert counts("hatch", "Close the cargo hatch now.", "Jetzt alles schließen.", around=document)
    # The same pair again and again says nothing of which of its words belong together.
    again = [("Close the cargo hatch now.", "Laderaum jetzt schließen.")] * 5
    assert counts("hatch", "Close the cargo hatch now.", "Laderaum jetzt schließen.", around=again)


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        (("He sat down.", "Er setzte sich."), ("", "und dann begann er ein Lied zu summen."), True),
        (
            ("He sat down.", "Er setzte sich."),
            ("She laughed.", "Und dann summte er ein ganzes Lied. Sie lachte."),
            True,
        ),
        (("He sat down.", "Er setzte sich."), ("She laughed.", "Sie lachte."), False),
        (("He sat down.", "Er setzte sich."), ("She laughed.", ""), False),
    ],
)
def test_a_phrase_at_the_border_may_stand_in_the_neighbour(before, after, expected):
    source, target = "He drank his tea and then he began to hum a song.", "Er trank seinen Tee"
    pair = TextPair(source, target, EN_DE, surroundings=Surroundings((before, (source, target), after)), place=1)
    start = source.index("and then")
    assert CountedWords(pair, 0).has_moved((start, len(source) - 1)) is expected
    assert not CountedWords(pair, 0).has_moved((3, 16))


@pytest.mark.parametrize(
    ("word", "source", "before", "languages", "expected"),
    [
        ("engine", "Then the engine stopped.", "The engine was loud.", EN_DE, True),
        ("Motor", "Dann stand der Motor still.", "Der Motor war laut.", DE_EN, True),
        ("engine", "Then the engine stopped.", "It was loud.", EN_DE, False),
        ("engine", "He left because of the engine.", "The engine was loud.", EN_DE, False),
        ("Motor", "Er ging wegen dem Motor.", "Der Motor war laut.", DE_EN, False),
        ("engine", "An engine stopped.", "The engine was loud.", EN_DE, False),
    ],
)
def test_a_pronoun_may_stand_for_a_noun_that_is_known(word, source, before, languages, expected):
    document = Surroundings(((before, ""), (source, "Es …")))
    start = source.index(word)
    pair = TextPair(source, "Es …", languages, surroundings=document, place=1)
    assert CountedWords(pair, 0).is_taken_up((start, start + len(word))) is expected


@pytest.mark.parametrize(
    ("word", "source", "target", "several", "expected"),
    [
        ("river", "The river Neckar is high.", "Der Neckar führt Hochwasser.", False, True),
        ("river", "The river is high.", "Er führt Hochwasser.", False, False),
        ("Deutschen Bahn", "Ein Zug der Deutschen Bahn", "A DB train", True, True),
        ("Deutschen Bahn", "Ein Zug der Deutschen Bahn", "A train", True, False),
    ],
)
def test_a_word_may_explain_a_name(word, source, target, several, expected):
    start = source.index(word)
    words = CountedWords(TextPair(source, target, ("en", "de")), 0)
    assert words.is_explained((start, start + len(word)), several) is expected


@pytest.mark.parametrize("text", ["</p>", "<br/>", "&nbsp;", "{{ name }}", "https://example.org/a", "%(count)s"])
def test_markup_is_no_text(text):
    assert without_markup(text).strip() == ""


@pytest.mark.parametrize("text", ["and/or", "He (or she) is 5 < 6", "a: b", "50 % sold", "Notes: see below"])
def test_text_is_no_markup(text):
    assert without_markup(text) == text


@pytest.mark.parametrize("piece", ["<", "{#", "[[", "a/", "](", "<!--", "&a", "a.", "\n", "%(", "(a ", "x:"])
def test_markup_takes_time_linear_in_the_text(piece):
    started = time.perf_counter()
    without_markup(piece * 50_000)
    assert time.perf_counter() - started < 2

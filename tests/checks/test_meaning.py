"""Words that are translated by something else: found, told apart from what is said otherwise, and left to the rules."""

from __future__ import annotations

import numpy as np
import pytest

import aligner
from aligner.checks.flag import Evidence
from aligner.checks.meaning import RULE, meaning_flags, without_said
from aligner.checks.pair import TextPair, finding
from aligner.reader.reading import Reading, SideReading
from aligner.words.alignment import SideWords, WordAlignment

WRONG = (
    (
        "en",
        "The company will open a new factory in the north of the country next year.",
        "Das Unternehmen wird im nächsten Jahr eine neue Schule im Norden des Landes eröffnen.",
        "factory",
    ),
    (
        "en",
        "My brother works as a baker in a small village.",
        "Mein Bruder arbeitet als Metzger in einem kleinen Dorf.",
        "baker",
    ),
)
RANKED = (
    ("en", "She bought a red car.", "Sie verkaufte ein rotes Auto.", "Sie kaufte ein rotes Auto."),
    ("de", "Der Lehrer lobte die Schüler.", "The soldier praised the pupils.", "The teacher praised the pupils."),
    (
        "en",
        "The old king died in the castle.",
        "Der alte König starb im Krankenhaus.",
        "Der alte König starb im Schloss.",
    ),
    (
        "de",
        "Die Regierung hat die Steuern für kleine Betriebe gesenkt.",
        "The government has raised taxes for small businesses.",
        "The government has cut taxes for small businesses.",
    ),
)
RIGHT = (
    ("en", "She bought a red car.", "Sie kaufte ein rotes Auto."),
    ("en", "The bridge was closed in winter.", "Im Winter war die Brücke gesperrt."),
    ("de", "Der Lehrer lobte die Schüler.", "The teacher praised the pupils."),
    ("de", "Das kommt gar nicht in Frage.", "That is out of the question."),
)


def pair_of(source: str, target: str, wrong: dict[str, float]) -> TextPair:
    """A pair whose n-th words are linked, of which the reader thinks as told."""
    sides, readings = [], []
    for text in (source, target):
        spans, at = [], 0
        for word in text.split():
            spans.append((text.index(word, at), text.index(word, at) + len(word)))
            at = spans[-1][1]
        count = len(spans)
        said = np.array([wrong.get(text[start:end], 0.01) for start, end in spans])
        array = np.array(spans, np.int32)
        sides.append(
            SideWords(
                array, np.full(count, 9.0), np.full(count, 0.5), np.arange(count, dtype=np.int32), np.zeros(count)
            )
        )
        readings.append(SideReading(array, said, np.zeros(count), said))
    links = np.array([(n, n) for n in range(min(len(side.spans) for side in sides))], np.int32)
    words = WordAlignment(*sides, links, np.full(len(links), 0.5), np.ones(len(links)))
    return TextPair(source, target, ("en", "de"), words, reading=Reading(*readings, 0.999, 0.1, 0.1, 0.9))


def test_the_words_on_both_sides_are_marked():
    pair = pair_of("red cars stop here", "rote Autos fahren hier", {"stop": 0.9997, "fahren": 0.9998})
    (flag,) = meaning_flags(pair)
    assert pair.source[slice(*flag.source_span)] == "stop"
    assert pair.target[slice(*flag.target_span)] == "fahren"
    assert flag.message == '"fahren" in the translation means something else than "stop" in the source'
    assert flag.evidence == Evidence(RULE, "stop", "fahren", 0.5)


def test_a_word_seen_on_the_source_side_alone_is_marked_too():
    pair = pair_of("red cars stop here", "rote Autos fahren hier", {"stop": 0.99})
    assert [pair.target[slice(*flag.target_span)] for flag in meaning_flags(pair)] in (["fahren"], [])


def test_words_next_to_each_other_are_one_phrase():
    pair = pair_of(
        "two red cars stop", "zwei alte Züge halten", {"alte": 0.9997, "Züge": 0.9998, "red": 0.99, "cars": 0.9997}
    )
    (flag,) = meaning_flags(pair)
    assert pair.target[slice(*flag.target_span)] == "alte Züge"
    assert pair.source[slice(*flag.source_span)] == "red cars"


def test_nothing_is_said_without_a_reading_and_of_what_is_right():
    assert not meaning_flags(TextPair("red cars", "rote Autos", ("en", "de")))
    assert not meaning_flags(pair_of("red cars stop here", "rote Autos halten hier", {}))


def test_what_both_sides_share_is_not_asked():
    assert not meaning_flags(pair_of("press `stop` here", "drücke `stop` hier", {"`stop`": 0.99}))


@pytest.mark.parametrize(("probability", "left"), [(0.9, 1), (0.1, 2)])
def test_another_finding_at_the_same_words_says_it_better(probability, left):
    of_words = finding("meaning", "major", 0.7, (0, 4), (0, 4), "", Evidence(RULE))
    other = finding("number", "major", probability, (2, 4), None, "")
    assert len(without_said([of_words, other])) == left


def checked(source: str, target: str, language: str, encoder) -> aligner.Segment:
    segment = aligner.Segment(1, aligner.Bead(0, 1, 0, 1), source, target)
    other = "de" if language == "en" else "en"
    corpus = aligner.check(
        aligner.Corpus((segment,), {}), source_language=language, target_language=other, encoder=encoder
    )
    return corpus[0]


@pytest.mark.parametrize(("language", "source", "target", "word"), WRONG)
def test_a_wrong_word_is_found(language, source, target, word, shipped_encoder):
    flags = checked(source, target, language, shipped_encoder).flags
    found = [source[slice(*flag.source_span)] for flag in flags if flag.name == "meaning" and flag.source_span]
    assert any(word in text for text in found), flags


@pytest.mark.parametrize(("language", "source", "target"), RIGHT)
def test_a_right_word_is_not(language, source, target, shipped_encoder):
    assert not [flag for flag in checked(source, target, language, shipped_encoder).flags if flag.name == "meaning"]


@pytest.mark.parametrize(("language", "source", "wrong", "right"), RANKED)
def test_a_wrong_word_makes_a_mistranslation_more_probable(language, source, wrong, right, shipped_encoder):
    first, second = (
        checked(source, target, language, shipped_encoder).scores["mistranslation"] for target in (wrong, right)
    )
    assert first > second

"""Omissions, additions and detached translations, with the model that ships."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from aligner.checks.content import content_of
from aligner.checks.content_features import segment_features
from aligner.checks.pair import TextPair
from aligner.encoding import load_encoder
from aligner.encoding.spool import TokenSpool, add_missing
from aligner.pipeline.words import split_pieces
from aligner.words.alignment import SideWords, WordAlignment
from aligner.words.passages import align_passages
from aligner.words.word_features import word_features
from aligner.words.word_row import WordRow

PARAGRAPH_DE = (
    "Die Stadtwerke haben am Montag mit dem Umbau der alten Brücke begonnen. Der Verkehr wird bis zum Herbst über die "
    "Uferstraße umgeleitet. Anwohner können ihre Grundstücke jederzeit erreichen, müssen aber mit Lärm rechnen."
)
PARAGRAPH_EN = (
    "The municipal utilities began rebuilding the old bridge on Monday. Traffic will be diverted along the riverside "
    "road until autumn. Residents can reach their properties at any time, but must expect noise."
)
GOOD = [
    ("Der Hund schläft im Garten.", "The dog is sleeping in the garden."),
    ("Guten Morgen!", "Good morning!"),
    ("Bitte schließen Sie das Fenster, bevor Sie gehen.", "Please close the window before you leave."),
    ("Wir haben gestern drei Stunden auf den Zug gewartet.", "We waited three hours for the train yesterday."),
    ("Die Sitzung wurde wegen Krankheit verschoben.", "The meeting was postponed because of illness."),
    (PARAGRAPH_DE, PARAGRAPH_EN),
]
OMITTED = [
    (
        PARAGRAPH_DE,
        PARAGRAPH_EN.replace(" Traffic will be diverted along the riverside road until autumn.", ""),
        "Verkehr",
    ),
    (
        "Anwohner können ihre Grundstücke jederzeit erreichen, müssen aber mit Lärm rechnen.",
        "Residents can reach their properties at any time.",
        "Lärm",
    ),
    ("Der Verkehr wird bis zum Herbst über die Uferstraße umgeleitet.", "Traffic will be diverted.", "Herbst"),
    (
        "Die Lehrerin lobte die Schüler, weil sie den schweren Text fehlerfrei vorgelesen hatten.",
        "The teacher praised the pupils.",
        "Text",
    ),
    (
        "Nach dem Gewitter lagen überall Äste auf der Straße, und die Feuerwehr musste mehrere Keller auspumpen.",
        "After the thunderstorm there were branches all over the road.",
        "Feuerwehr",
    ),
]
DETACHED = [
    (PARAGRAPH_DE, "Stir the flour into the melted butter. Add the eggs one by one. Bake the cake for forty minutes."),
    (
        "Der Vorstand hat den Haushalt für das kommende Jahr einstimmig genehmigt.",
        "Whales breathe through a hole on the top of their heads.",
    ),
]


@pytest.fixture(scope="module")
def encoder():
    return load_encoder(cache=False)


def aligned(encoder, source, target, languages=("de", "en")):
    pieces = split_pieces(source, languages[0]), split_pieces(target, languages[1])
    with TokenSpool() as spool:
        add_missing(spool, encoder, [text for side in pieces for text, _ in side])
        return TextPair(source, target, languages, align_passages(*pieces, languages, spool))


def swapped(pair):
    words = pair.words
    order = np.lexsort(words.links.T)  # by the target word, then the source word
    links = np.ascontiguousarray(words.links[order, ::-1])
    seen_from_target = WordAlignment(words.target, words.source, links, words.similarity[order], words.share[order])
    return TextPair(pair.target, pair.source, pair.languages[::-1], seen_from_target)


@pytest.mark.parametrize(("source", "target"), GOOD)
def test_good_translations_have_no_flag(encoder, source, target):
    pair = aligned(encoder, source, target)
    for one in (pair, swapped(pair)):
        (content,) = content_of([one])
        assert [flag for flag in content.flags if flag.probability >= 0.5] == []
        assert max(content.omission, content.addition, content.detached) < 0.5


@pytest.mark.parametrize(("source", "target", "word"), OMITTED)
def test_omission(encoder, source, target, word):
    (content,) = content_of([aligned(encoder, source, target)])
    found = [flag for flag in content.flags if flag.name == "omission:phrase" and flag.probability >= 0.5]
    assert content.omission >= 0.5 > content.addition
    assert any(word in source[slice(*flag.source_span)] for flag in found)
    assert all(flag.target_span is None and flag.category == "accuracy/omission" for flag in found)
    assert all(flag.message.startswith('Not translated: "') for flag in found)


@pytest.mark.parametrize(("source", "target", "word"), OMITTED)
def test_what_one_side_omits_the_other_adds(encoder, source, target, word):
    (content,) = content_of([swapped(aligned(encoder, source, target))])
    found = [flag for flag in content.flags if flag.name == "addition:phrase"]
    assert content.addition > content.omission
    assert any(word in source[slice(*flag.target_span)] for flag in found)
    assert all(flag.source_span is None and flag.category == "accuracy/addition" for flag in found)
    assert all(flag.message.startswith('Not in the source: "') for flag in found)


@pytest.mark.parametrize(("source", "target"), DETACHED)
def test_detached_translation_has_one_flag(encoder, source, target):
    (content,) = content_of([aligned(encoder, source, target)])
    assert content.detached >= 0.5
    assert [(flag.name, flag.severity) for flag in content.flags] == [("meaning", "major")]


SAID_OTHERWISE = [
    ("She is entitled to alter the seating plan.", "Sie darf den Sitzplan ändern.", ("en", "de")),
    ("The work is carried out by volunteers.", "Die Arbeit machen Freiwillige.", ("en", "de")),
    (
        "Erfolgt die Zahlung nicht rechtzeitig, so wird das Konto gesperrt.",
        "If you pay late, we block the account.",
        ("de", "en"),
    ),
    ("These settings have already been made.", "Diese Einstellungen sind gemacht.", ("en", "de")),
]


@pytest.mark.parametrize(("source", "target", "languages"), SAID_OTHERWISE)
def test_what_is_said_otherwise_is_not_left_out(encoder, source, target, languages):
    pair = aligned(encoder, source, target, languages)
    for one in (pair, swapped(pair)):
        assert [flag for flag in content_of([one])[0].flags if flag.probability >= 0.55] == []


def test_findings_say_what_they_rest_on(encoder):
    flags = [
        flag for texts in (OMITTED[1][:2], DETACHED[1]) for flag in content_of([aligned(encoder, *texts)])[0].flags
    ]
    assert [flag.name for flag in flags] == ["omission:phrase", "meaning"]
    phrase, whole = (flag.evidence for flag in flags)
    assert phrase.rule == "words without counterpart"
    assert "Lärm" in phrase.sought
    assert phrase.found
    assert -1 <= phrase.similarity <= 1
    assert whole.rule == "nothing in common"


def test_doubled_words_are_added(encoder):
    (content,) = content_of(
        [aligned(encoder, "Der Hund schläft im Garten.", "The dog sleeps in the garden garden garden.")]
    )
    assert [(flag.name, flag.severity, flag.target_span) for flag in content.flags] == [
        ("addition:phrase", "minor", (29, 42))
    ]


def test_severity_is_that_of_what_is_lost(encoder):
    whole = "The teacher praised the pupils because they had read the difficult text without a mistake."
    adjective, clause = (
        content_of([aligned(encoder, whole, target, ("en", "de"))])[0].flags
        for target in (
            "Die Lehrerin lobte die Schüler, weil sie den Text ohne Fehler gelesen hatten.",
            "Die Lehrerin lobte die Schüler.",
        )
    )
    assert {flag.severity for flag in adjective} <= {"minor"}
    assert {flag.severity for flag in clause} == {"major"}


def test_pair_without_alignment_says_nothing():
    (content,) = content_of([TextPair("Ein Satz.", "A sentence.", ("de", "en"))])
    assert (content.omission, content.addition, content.detached, content.flags) == (0, 0, 0, ())


def test_side_without_words_misses_all(encoder):
    empty = aligned(encoder, "Die Brücke bleibt wegen Bauarbeiten gesperrt.", "...")
    good = aligned(encoder, *GOOD[0])
    assert content_of([empty, good])[1] == content_of([good])[0]
    omission, addition = content_of([empty, swapped(empty)])
    assert omission.omission == addition.addition == 0.9
    assert [(flag.name, flag.source_span) for flag in omission.flags] == [("omission:phrase", (0, 44))]
    assert [(flag.name, flag.target_span) for flag in addition.flags] == [("addition:phrase", (0, 44))]


@pytest.mark.parametrize("texts", [("...", "!"), ("Ja.", "?"), ("7.", "–")])
def test_sides_that_say_next_to_nothing_have_no_flag(encoder, texts):
    assert content_of([aligned(encoder, *texts)])[0].flags == ()


def test_no_pairs():
    assert content_of([]) == []


def test_a_pair_does_not_depend_on_the_others(encoder):
    pairs = [aligned(encoder, *texts[:2]) for texts in (*GOOD, *OMITTED, *DETACHED)]
    together = content_of(pairs)
    assert together == [content_of([pair])[0] for pair in pairs]
    assert content_of(pairs[::-1]) == together[::-1]


@st.composite
def alignments(draw):
    """Draw pairs with made-up alignments: words are separated by spaces or commas."""
    sides, texts = [], []
    sizes = draw(st.integers(1, 12)), draw(st.integers(1, 12))
    rng = np.random.default_rng(draw(st.integers(0, 2**32 - 1)))
    for own, other in (sizes, sizes[::-1]):
        words = draw(st.lists(st.text("abcÄß9", min_size=1, max_size=9), min_size=own, max_size=own))
        marks = draw(st.lists(st.sampled_from([" ", ", ", ". "]), min_size=own, max_size=own))
        ends = np.cumsum([len(word) + len(mark) for word, mark in zip(words, marks, strict=True)])
        starts = ends - [len(word) + len(mark) for word, mark in zip(words, marks, strict=True)]
        spans = np.stack([starts, starts + [len(word) for word in words]], axis=1).astype(np.int32)
        sides.append(
            SideWords(
                spans,
                rng.uniform(0, 30, own).astype(np.float32),
                rng.uniform(-0.2, 1, own).astype(np.float32),
                rng.integers(0, other, own).astype(np.int32),
                rng.uniform(0, 1, own).astype(np.float32),
            )
        )
        texts.append("".join(word + mark for word, mark in zip(words, marks, strict=True)))
    links = np.argwhere(rng.uniform(size=sizes) < 1 / 4).astype(np.int32).reshape(-1, 2)
    weights = rng.uniform(size=(2, len(links))).astype(np.float32)
    return TextPair(*texts, ("de", "en"), WordAlignment(*sides, links, *weights))


@settings(max_examples=60)
@given(st.lists(alignments(), min_size=1, max_size=4))
def test_spans_lie_in_the_texts(pairs):
    for pair, content in zip(pairs, content_of(pairs), strict=True):
        assert all(0 <= value <= 1 for value in (content.omission, content.addition, content.detached))
        for flag in content.flags:
            assert 0.25 <= flag.probability <= 1
            for text, span in zip(pair.texts, (flag.source_span, flag.target_span), strict=True):
                assert span is None or 0 <= span[0] < span[1] <= len(text)


@settings(max_examples=40)
@given(st.lists(alignments(), min_size=1, max_size=4))
def test_features_of_swapped_sides_are_swapped(pairs):
    one, other = WordRow.of(pairs), WordRow.of([swapped(pair) for pair in pairs])
    words, mirrored = word_features(one), word_features(other)
    assert np.isfinite(words).all()
    border = one.starts[len(pairs)]
    assert np.allclose(np.roll(words, -border, axis=0), mirrored, atol=1e-5)
    probability = np.linspace(0, 1, len(words))
    rows = segment_features(one, probability)
    assert np.isfinite(rows).all()
    turned = segment_features(other, np.roll(probability, -border))
    assert np.allclose(np.roll(rows, len(pairs), axis=0), turned, atol=1e-4)

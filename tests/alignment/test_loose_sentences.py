"""What is found among loose sentences, and how it is put into the alignment."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from aligner.alignment.alignment import EncodedText, align_texts
from aligner.alignment.bead import Bead
from aligner.alignment.confidence import EVEN, UNLIKE, believable
from aligner.alignment.moved import Move
from aligner.alignment.mutual import mutual_best
from aligner.alignment.settling import settled
from aligner.alignment.side import side_of

SHARES = st.floats(0.0, 1.0)


@st.composite
def alignments(draw):
    """Any beads in text order, and how probable each is."""
    beads = []
    i = j = 0
    for sources, targets in draw(st.lists(st.tuples(st.integers(0, 4), st.integers(0, 4)), max_size=12)):
        if sources and targets:
            beads.append(Bead(i, i + sources, j, j + targets))
        else:
            beads += [Bead(k, k + 1, j, j) for k in range(i, i + sources)]
            beads += [Bead(i, i, k, k + 1) for k in range(j, j + targets)]
        i, j = i + sources, j + targets
    return beads, draw(st.lists(SHARES, min_size=len(beads), max_size=len(beads))), i, j


@st.composite
def moves_of(draw, sources, targets):
    """Moves without conflict, in source order: no sentence is in two of them."""
    moves, free = [], set(range(targets))
    at = 0
    while at < sources and free:
        at += draw(st.integers(0, 3))
        start = draw(st.sampled_from(sorted(free)))
        end = start + 1
        if draw(st.booleans()) and end in free:
            end += 1
        size = draw(st.integers(1, 2))
        if at + size > sources:
            break
        free -= set(range(start, end))
        moves.append(Move(Bead(at, at + size, start, end), draw(SHARES)))
        at += size
    return moves


@given(data=st.data())
@settings(deadline=None, max_examples=200)
def test_whatever_has_moved_every_sentence_stays_in_exactly_one_bead(data):
    beads, sure, sources, targets = data.draw(alignments())
    moves = data.draw(moves_of(sources, targets))
    found = settled(beads, sure, moves)
    assert [i for bead in found.beads for i in range(bead.source_start, bead.source_end)] == list(range(sources))
    assert [j for bead in found.beads for j in range(bead.target_start, bead.target_end)] == list(range(targets))
    assert len(found.sure) == len(found.beads)
    assert all(0 <= probability <= 1 for probability in found.sure)
    # What has moved is alone; what has not is a bead.
    alone = {bead for bead in found.beads if bead.is_null}
    for move in moves:
        bead = move.bead
        if move in found.moves:
            assert {i for one in alone for i in range(one.source_start, one.source_end)}.issuperset(
                range(bead.source_start, bead.source_end)
            )
            assert {j for one in alone for j in range(one.target_start, one.target_end)}.issuperset(
                range(bead.target_start, bead.target_end)
            )
        else:
            assert bead in found.beads
    # Beads that no move touches are kept.
    touched = [
        bead
        for bead in beads
        if any(
            max(bead.source_start, move.bead.source_start) < min(bead.source_end, move.bead.source_end)
            or max(bead.target_start, move.bead.target_start) < min(bead.target_end, move.bead.target_end)
            for move in moves
        )
    ]
    assert {bead for bead in beads if not bead.is_null} - set(touched) <= set(found.beads)


@given(data=st.data())
@settings(deadline=None, max_examples=50)
def test_without_moves_an_alignment_stays_as_it_is(data):
    beads, sure, _, _ = data.draw(alignments())
    found = settled(beads, sure, [])
    assert (found.beads, found.sure, found.moves) == (beads, sure, [])


def test_what_stands_where_its_translation_does_has_not_moved():
    beads = [Bead(0, 1, 0, 1), Bead(1, 2, 1, 2), Bead(2, 3, 2, 2), Bead(3, 3, 2, 3), Bead(3, 4, 3, 4)]
    in_place = Move(Bead(2, 3, 2, 3), 0.8)
    found = settled(beads, [0.9, 0.6, 0.7, 0.7, 0.9], [in_place])
    assert found.beads == [Bead(k, k + 1, k, k + 1) for k in range(4)]
    assert found.sure == [0.9, 0.6, 0.8, 0.9]
    assert found.moves == []


def test_two_that_changed_places_leave_the_beads_that_they_stood_in():
    beads = [Bead(0, 1, 0, 1), Bead(1, 2, 1, 2), Bead(2, 3, 2, 3)]
    swapped = [Move(Bead(0, 1, 2, 3), 0.9), Move(Bead(2, 3, 0, 1), 0.7)]
    found = settled(beads, [0.3, 0.99, 0.4], swapped)
    assert found.moves == swapped
    assert Bead(1, 2, 1, 2) in found.beads
    sure = dict(zip(found.beads, found.sure, strict=True))
    assert [sure[bead] for bead in found.beads if bead.kind == "1-0"] == [0.9, 0.7]
    assert [sure[bead] for bead in found.beads if bead.kind == "0-1"] == [0.7, 0.9]


def sides_of(random, count, texts=(None, None)):
    vectors = random.normal(size=(2, count, 24))
    vectors[1] = 0.6 * vectors[0][random.permutation(count)] + vectors[1]
    vectors /= np.linalg.norm(vectors, axis=2, keepdims=True)
    return tuple(
        side_of((np.round(side * 2048) / 2048).astype(np.float32), text or ["word " * 9] * count)
        for side, text in zip(vectors, texts, strict=True)
    )


def brute_force(sources, targets, sides):
    """Best matches with every product at once."""
    values = sides[0].vectors[np.array(sources)].astype(np.float64) @ sides[1].vectors[np.array(targets)].T
    values = values * sides[0].worth[sources][:, None] * sides[1].worth[targets]
    found = []
    for a, i in enumerate(sources):
        b = int(values[a].argmax())
        if int(values[:, b].argmax()) == a:
            rivals = [*np.delete(values[a], b), *np.delete(values[:, b], a), -1.0]
            found.append(((i, targets[b]), values[a, b], values[a, b] - max(rivals)))
    return found


@given(data=st.data(), seed=st.integers(0, 999), count=st.integers(1, 30))
@settings(deadline=None, max_examples=60)
def test_best_matches_are_those_of_all_products(data, seed, count):
    sides = sides_of(
        np.random.default_rng(seed), count, (None, [f"{k}" if k % 4 == 0 else "word" for k in range(count)])
    )
    places = st.lists(st.integers(0, count - 1), min_size=1, unique=True).map(sorted)
    sources, targets = data.draw(places), data.draw(places)
    require_all_products(sources, targets, sides)


@pytest.mark.parametrize("count", [511, 513, 1030])
def test_best_matches_of_many_are_found_part_by_part(count):
    sides = sides_of(np.random.default_rng(count), count)
    require_all_products(list(range(count)), list(range(0, count, 2)), sides)


def require_all_products(sources, targets, sides):
    matches = mutual_best(sources, targets, sides)
    expected = brute_force(sources, targets, sides)
    assert [tuple(pair) for pair in matches.pairs.tolist()] == [pair for pair, _, _ in expected]
    np.testing.assert_allclose(matches.similarity, [value for _, value, _ in expected], atol=1e-5)
    np.testing.assert_allclose(matches.lead, [lead for _, _, lead in expected], atol=1e-5)
    assert (matches.lead >= -1e-9).all()


def texts_of(source, target):
    return tuple(side_of(np.eye(1, 8, dtype=np.float32), [text]) for text in (source, target))


@given(posterior=SHARES, similarity=SHARES, sizes=st.tuples(st.integers(1, 99), st.integers(1, 99)))
def test_that_sides_are_unlike_never_makes_a_bead_surer(posterior, similarity, sizes):
    sides = texts_of("x" * sizes[0], "x" * sizes[1])
    sure = believable(posterior, similarity, Bead(0, 1, 0, 1), sides)
    assert sure in (posterior, min(posterior, EVEN))
    assert sure == posterior or similarity < UNLIKE
    for alone in (Bead(0, 1, 0, 0), Bead(0, 0, 0, 1)):
        assert believable(posterior, None, alone, sides) == posterior


def test_sentences_that_are_unlike_are_an_even_bet_and_labels_of_a_word_may_be_sure():
    bead = Bead(0, 1, 0, 1)
    sentence, label = "Der Zug hielt auf freier Strecke.", "Beenden"
    assert believable(0.98, 0.02, bead, texts_of(sentence, "She never liked the colour green.")) == EVEN
    assert believable(0.98, 0.02, bead, texts_of(label, "Exit")) == 0.98
    assert believable(0.98, UNLIKE, bead, texts_of(sentence, "The train stopped on the open line.")) == 0.98


@pytest.mark.parametrize("seed", range(5))
def test_pairs_that_are_not_alike_are_an_even_bet_at_most(made_up, seed):
    translations = made_up(seed)
    source, target = translations.pairs(40)
    target[20:24] = translations.pairs(4)[1]
    alignment = aligned(source, target, translations)
    for bead, similarity, sure in zip(alignment.beads, alignment.similarity, alignment.confidence, strict=True):
        assert bead.is_null or similarity >= UNLIKE or sure <= EVEN


def test_a_lock_is_sure_however_unlike_its_sides_are(translations):
    source, target = translations.pairs(20)
    target[8] = translations.pairs(1)[1]
    lock = Bead(8, 9, 8, 9)
    alignment = aligned(source, target, translations, locked=(lock,))
    place = alignment.beads.index(lock)
    assert alignment.similarity[place] < UNLIKE
    assert alignment.confidence[place] == 1.0


def aligned(source, target, translations, texts=("x" * 60, "x" * 60), **options):
    sides = [
        EncodedText(vectors, [text] * len(vectors) if isinstance(text, str) else text)
        for vectors, text in zip((source, target), texts, strict=True)
    ]
    return align_texts(*sides, type(translations)(seed=0).background(), 1.0, **options)


@pytest.mark.parametrize(
    ("text", "counts"),
    [
        ("7", False),
        ("12.", False),
        ("- 143 -", False),
        ("00:01:02,500 --> 00:01:04,000", False),
        ("[3]", False),
        ("* * *", False),
        ("--------", False),
        ("1 / 24", False),
        ("Kapitel 3", True),
        ("§ 5 a", True),
        ("IV.", True),
        ("349 EUR", True),
        ("1250000", True),
        ("Ja.", True),
    ],
)
def test_lines_without_letters_count_less(text, counts):
    (worth,) = side_of(np.eye(1, 8, dtype=np.float32), [text]).worth
    assert (worth == 1.0) == counts
    assert 0 < worth <= 1


@given(seed=st.integers(0, 99), sources=st.integers(1, 10), targets=st.integers(1, 10))
@settings(deadline=None, max_examples=30)
def test_what_counters_are_worth_changes_nothing_in_texts_without_any(made_up, seed, sources, targets):
    translations = made_up(seed)
    source, target = translations.pairs(sources)[0], translations.pairs(targets)[1]
    sides = side_of(source, ["Wort " * 12] * sources), side_of(target, ["word " * 12] * targets)
    assert all((side.worth == 1).all() for side in sides)
    # Letters or none: texts of one length are aligned alike.
    letters = aligned(source, target, translations, ("x" * 60, "y" * 60))
    assert letters == aligned(source, target, translations, ("ab 1" * 15, "c2 d" * 15))


def test_two_counters_are_less_alike_than_their_vectors(translations):
    source, target = translations.pairs(12)
    words, counters = (["x" * 60] * 12, [*["x" * 60] * 5, "4", *["x" * 60] * 6])
    plain = aligned(source, target, translations, (words, words))
    counted = aligned(source, target, translations, (counters, counters))
    similarity = dict(zip(counted.beads, counted.similarity, strict=True))
    before = dict(zip(plain.beads, plain.similarity, strict=True))
    for place in range(12):
        bead = Bead(place, place + 1, place, place + 1)
        if place == 5 and bead in similarity:
            assert similarity[bead] < 0.5 * before[bead]
        elif place != 5:
            assert similarity[bead] == pytest.approx(before[bead])

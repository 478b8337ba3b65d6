"""Passages translated elsewhere, and beads that are kept as they are."""

import numpy as np
import pytest

from aligner.alignment.alignment import EncodedText, align_texts, gaps
from aligner.alignment.bead import Bead

TEXT = "x" * 60


def aligned(source, target, translations, **options):
    sides = (EncodedText(side, [TEXT] * len(side)) for side in (source, target))
    return align_texts(*sides, translations.background(), 1.0, **options)


def moved(vectors, start, end, to):
    """Take the rows `start:end` out and put them back before what is then row `to`."""
    passage = vectors[start:end]
    return np.insert(np.delete(vectors, slice(start, end), axis=0), to, passage, axis=0)


@pytest.mark.parametrize(
    ("start", "end", "to"), [(10, 13, 40), (40, 43, 5), (20, 21, 50), (0, 4, 56), (30, 40, 2)], ids=str
)
def test_a_moved_passage_is_found_and_its_order_kept(translations, start, end, to):
    source, target = translations.pairs(60)
    alignment = aligned(source, moved(target, start, end, to), translations)
    found = [move.bead for move in alignment.moves]
    assert found == [Bead(start + k, start + k + 1, to + k, to + k + 1) for k in range(end - start)]
    assert all(move.probability > 0.5 for move in alignment.moves)
    null = {bead for bead in alignment.beads if bead.is_null}
    assert {bead.source_start for bead in null if bead.source_end > bead.source_start} == set(range(start, end))


def test_a_neighbouring_swap_is_a_move_or_one_bead(translations):
    source, target = translations.pairs(40)
    alignment = aligned(source, moved(target, 20, 21, 21), translations)
    together = Bead(20, 22, 20, 22) in alignment.beads
    assert together or [abs(move.bead.source_start - 20) <= 1 for move in alignment.moves] == [True]


@pytest.mark.parametrize("missing", [(10, 14), (30, 31)])
def test_sentences_that_are_missing_on_one_side_and_new_on_the_other_are_no_moves(translations, missing):
    source, target = translations.pairs(60)
    strange, _ = translations.pairs(5)
    target = np.delete(np.insert(target, 50, strange, axis=0), slice(*missing), axis=0)
    assert aligned(source, target, translations).moves == ()


@pytest.mark.parametrize("seed", range(10))
def test_clean_texts_have_no_moves(made_up, seed):
    translations = made_up(seed)
    assert aligned(*translations.pairs(50), translations).moves == ()


def test_locked_beads_are_kept_even_where_they_are_wrong(translations):
    source, target = translations.pairs(30)
    locked = (Bead(4, 6, 4, 5), Bead(10, 11, 10, 10), Bead(20, 21, 19, 21))
    alignment = aligned(source, target, translations, locked=locked)
    confidence = dict(zip(alignment.beads, alignment.confidence, strict=True))
    assert [confidence[bead] for bead in locked] == [1.0, 1.0, 1.0]
    assert [i for bead in alignment.beads for i in range(bead.source_start, bead.source_end)] == list(range(30))
    assert [j for bead in alignment.beads for j in range(bead.target_start, bead.target_end)] == list(range(30))


def test_an_alignment_locked_whole_comes_back_as_it_was(translations):
    source, target = translations.pairs(30)
    target = np.delete(target, 12, axis=0)
    before = aligned(source, target, translations)
    again = aligned(source, target, translations, locked=before.beads)
    assert again.beads == before.beads
    assert set(again.confidence) == {1.0}


def test_locking_one_bead_corrects_its_neighbours(translations):
    source, target = translations.pairs(20)
    target[8], target[9] = target[9].copy(), target[8].copy()
    lock = Bead(8, 9, 9, 10)
    alignment = aligned(source, target, translations, locked=(lock,))
    assert lock in alignment.beads
    assert Bead(7, 8, 7, 8) in alignment.beads
    assert Bead(10, 11, 10, 11) in alignment.beads


@pytest.mark.parametrize(
    "locked",
    [
        (Bead(3, 4, 3, 4), Bead(2, 3, 5, 6)),
        (Bead(3, 4, 3, 4), Bead(5, 6, 3, 4)),
        (Bead(3, 11, 3, 4),),
        (Bead(3, 2, 3, 4),),
    ],
    ids=["source goes back", "target overlaps", "beyond the end", "ends before it starts"],
)
def test_locked_beads_that_do_not_follow_one_another_are_refused(locked):
    with pytest.raises(ValueError, match="does not follow"):
        list(gaps(locked, 10, 10))


def test_a_passage_moved_out_of_a_long_missing_one_is_found(translations):
    source, target = translations.pairs(240)
    target = np.delete(moved(target, 100, 103, 5), slice(48, 98), axis=0)
    found = [move.bead for move in aligned(source, target, translations).moves]
    assert found == [Bead(100 + k, 101 + k, 5 + k, 6 + k) for k in range(3)]


def test_unrelated_texts_have_no_moves(made_up):
    source, _ = made_up(seed=21).pairs(400)
    _, target = made_up(seed=22).pairs(400)
    assert aligned(source, target, made_up(seed=23)).moves == ()


@pytest.mark.parametrize("seed", range(6))
def test_a_few_translations_in_unrelated_texts_are_no_moves(made_up, seed):
    translations = made_up(seed, noise=0.3)
    source, _ = translations.pairs(800)
    _, target = translations.pairs(800)
    starts = range(20, 800, 150)
    for here, there in zip(starts, reversed(starts), strict=True):
        source[here : here + 2], target[there : there + 2] = translations.pairs(2)
    assert aligned(source, target, translations).moves == ()


def test_a_list_sorted_anew_has_moves(translations):
    source, target = translations.pairs(200)
    order = np.random.default_rng(0).permutation(200)
    moves = aligned(source, target[order], translations).moves
    right = [move for move in moves if order[move.bead.target_start] == move.bead.source_start]
    assert len(right) > 40
    assert len(right) > 0.9 * len(moves)


@pytest.mark.parametrize("seed", range(6))
def test_scattered_likeness_in_a_replaced_chapter_is_no_move(made_up, seed):
    translations = made_up(seed)
    source, target = translations.pairs(300)
    _, strange = translations.pairs(80)
    strange[::8] = translations.unit(strange[::8] + 0.3 * source[100:180:8])
    target = np.concatenate([target[:100], target[180:], strange])
    assert aligned(source, target, translations).moves == ()


@pytest.mark.parametrize(
    "locked",
    [
        (Bead(20, 20, 20, 21), Bead(20, 21, 21, 21)),
        (Bead(20, 21, 20, 20), Bead(21, 21, 20, 21)),
        (Bead(20, 22, 20, 21), Bead(22, 22, 21, 22)),
        (Bead(40, 41, 5, 6),),
    ],
    ids=str,
)
def test_locked_beads_are_kept_where_other_sentences_have_moved(translations, locked):
    source, target = translations.pairs(60)
    alignment = aligned(source, moved(target, 40, 43, 5), translations, locked=locked)
    confidence = dict(zip(alignment.beads, alignment.confidence, strict=True))
    assert [confidence.get(bead) for bead in locked] == [1.0] * len(locked)


@pytest.mark.parametrize("apart", [2, 3, 4])
@pytest.mark.parametrize("seed", range(3))
def test_a_swap_is_found_where_what_stands_between_is_in_doubt_too(made_up, seed, apart):
    translations = made_up(seed)
    source, target = translations.pairs(40)
    strange = translations.pairs(apart - 1)[1]
    target[21 : 20 + apart] = translations.unit(0.3 * source[21 : 20 + apart] + strange)
    target[[20, 20 + apart]] = target[[20 + apart, 20]]
    alignment = aligned(source, target, translations)
    joined = [*(move.bead for move in alignment.moves), *alignment.beads]
    for i, j in ((20, 20 + apart), (20 + apart, 20)):
        assert any(
            bead.source_start <= i < bead.source_end and bead.target_start <= j < bead.target_end for bead in joined
        )


def test_sentences_that_have_moved_still_have_where_they_were_locked(translations):
    source, target = translations.pairs(48)
    swapped = np.concatenate([target[24:], target[:24]])
    first = aligned(source, swapped, translations)
    alone = tuple(bead for bead in first.beads if bead.is_null)
    assert len(first.moves) == 24
    again = aligned(source, swapped, translations, locked=alone[:7])
    assert set(alone[:7]) <= set(again.beads)
    assert [move.bead for move in again.moves] == [move.bead for move in first.moves]
    everything = aligned(source, swapped, translations, locked=alone)
    assert [move.bead for move in everything.moves] == [move.bead for move in first.moves]
    assert all(move.bead not in everything.beads for move in everything.moves)


def test_short_labels_are_believed_where_their_neighbours_vouch_for_them(translations):
    source, target = translations.pairs(30)
    target[10] = translations.pairs(1)[1]
    label, text = ["Exit"], [TEXT]
    sides = (EncodedText(side, text * 10 + label + text * 19) for side in (source, target))
    labelled = align_texts(*sides, translations.background(), 1.0)
    written_out = aligned(source, target, translations)
    confidence = dict(zip(labelled.beads, labelled.confidence, strict=True))
    assert confidence[Bead(10, 11, 10, 11)] > 0.9
    assert dict(zip(written_out.beads, written_out.confidence, strict=True)).get(Bead(10, 11, 10, 11), 0.0) <= 0.5

"""Similarity and posterior of any bead are those that the alignment has."""

import numpy as np
import pytest

from aligner.alignment.alignment import EncodedText, align_texts
from aligner.alignment.any_bead import Estimate, Estimator
from aligner.alignment.bead import Bead

LENGTHS = np.random.default_rng(5).integers(20, 200, 400)


def texts_of(pieces):
    """Texts of so many characters, in paragraphs of four sentences."""
    return ["x" * length for length in pieces]


@pytest.fixture
def document(made_up):
    return noisy_document(made_up(seed=3, noise=1.1))


def noisy_document(translations):
    """A noisy document: some sentences are missing on either side, so that no bead is quite sure."""
    source, target = translations.pairs(400)
    kept = np.arange(400) % 23 != 0, np.arange(400) % 31 != 0
    paragraphs = np.arange(400) // 4
    return (
        *(
            EncodedText(vectors[chosen], texts_of(LENGTHS[chosen]), paragraphs[chosen].tolist())
            for vectors, chosen in zip((source, target), kept, strict=True)
        ),
        translations.background(),
    )


def part(text, start, end):
    return EncodedText(text.vectors[start:end], text.texts[start:end], text.paragraphs[start:end])


def missing(blocks):
    """Made-up shares that depend on the block alone."""
    return np.array([(sum(map(len, source)) % 7) / 7 for source, _ in blocks])


@pytest.mark.parametrize("seed", range(3, 7))
def test_beads_of_the_alignment_have_its_numbers(made_up, seed):
    source, target, background = noisy_document(made_up(seed, noise=1.1))
    alignment = align_texts(source, target, background, 1.0, missing=missing)
    estimator = Estimator.of([(source, target)], background, 1.0, missing=missing)
    found = estimator.estimate((source, target), alignment.beads)
    assert [one.similarity for one in found] == list(alignment.similarity)
    # What was settled afterwards, among loose sentences, is as sure as it was found there.
    both = [(one.confidence, sure) for one, sure in zip(found, alignment.confidence, strict=True)]
    assert sum(estimated != sure for estimated, sure in both) < 0.05 * len(both)
    assert min(sure for estimated, sure in both if estimated == sure) < 0.9


def test_the_whole_document_aligned_again_is_its_alignment(document):
    source, target, background = document
    alignment = align_texts(source, target, background, 1.0, missing=missing)
    estimator = Estimator.of([(source, target)], background, 1.0, missing=missing)
    assert estimator.align((source, target)) == alignment


def test_between_locked_beads_the_alignment_is_that_of_the_document(document):
    source, target, background = document
    alignment = align_texts(source, target, background, 1.0, missing=missing)
    estimator = Estimator.of([(source, target)], background, 1.0, missing=missing)
    locked = [alignment.beads[at] for at in (*range(100), *range(200, len(alignment.beads)))]
    found = estimator.align((source, target), locked)
    assert found.beads == alignment.beads
    assert found.confidence[:100] == (1.0,) * 100
    assert found.confidence[110:190] == pytest.approx(alignment.confidence[110:190], abs=1e-3)


def test_a_stretch_around_a_bead_is_enough(document):
    source, target, background = document
    alignment = align_texts(source, target, background, 1.0, missing=missing)
    estimator = Estimator.of([(source, target)], background, 1.0, missing=missing)
    for at in range(150, 200):
        bead = alignment.beads[at]
        first, last = alignment.beads[at - 50], alignment.beads[at + 50]
        stretch = (
            part(source, first.source_start, last.source_end),
            part(target, first.target_start, last.target_end),
        )
        (found,) = estimator.estimate(stretch, [bead.shifted(-first.source_start, -first.target_start)])
        assert found.similarity == pytest.approx(alignment.similarity[at], abs=1e-6)
        assert found.confidence == pytest.approx(alignment.confidence[at], abs=1e-3)


def test_what_competes_for_a_sentence_is_never_more_than_sure(document):
    source, target, background = document
    estimator = Estimator.of([(source, target)], background, 1.0)
    sizes = [(1, 1), (1, 2), (2, 1), (2, 2), (1, 3), (3, 1)]
    rivals = [
        Bead(start, start + sources, first, first + targets)
        for sources, targets in sizes
        for start in range(101 - sources, 101)
        for first in range(90, 110)
    ]
    alone = Bead(100, 101, 100, 100)
    found = estimator.estimate((source, target), [*rivals, alone])
    assert 0.9 < sum(one.confidence for one in found) <= 1 + 1e-6


def test_what_is_never_aligned_has_no_confidence(document):
    source, target, background = document
    estimator = Estimator.of([(source, target)], background, 1.0, max_bead=2)
    large, nothing, rare, nulls = estimator.estimate(
        (source, target), [Bead(0, 3, 0, 1), Bead(4, 4, 4, 4), Bead(0, 2, 300, 301), Bead(0, 2, 0, 0)]
    )
    assert large.similarity is not None
    assert large.confidence is None
    assert nothing == Estimate(None, None)
    assert rare.confidence == 0.0
    assert nulls.similarity is None
    assert 0.0 <= nulls.confidence <= 1.0


def test_one_side_may_be_empty(document):
    source, target, background = document
    estimator = Estimator.of([(source, target)], background, 1.0)
    (alone,) = estimator.estimate((part(source, 0, 3), part(target, 0, 0)), [Bead(0, 1, 0, 0)])
    assert alone.confidence == pytest.approx(1.0)
    assert estimator.estimate((part(source, 0, 0), part(target, 0, 0)), []) == []


def test_stretches_of_a_long_document_stand_for_it(document):
    source, target, background = document
    stretches = [(part(source, at, at + 90), part(target, at, at + 90)) for at in (0, 100, 200)]
    whole, parts = (Estimator.of(known, background, 1.0) for known in ([(source, target)], stretches))
    beads = align_texts(source, target, background, 1.0).beads[100:150]
    near = [
        abs(one.similarity - other.similarity)
        for one, other in zip(*(known.estimate((source, target), beads) for known in (whole, parts)), strict=True)
        if one.similarity is not None
    ]
    assert max(near) < 0.05

"""Forward and backward sums against a listing of every path."""

import itertools

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from aligner.alignment.corridor import Corridor, corridor_around, full_corridor
from aligner.alignment.decoding import posteriors
from aligner.alignment.lattice import NullScores, Weights, backward, forward

TYPES = ((1, 1), (1, 2), (2, 1), (2, 2))


def random_weights(random, corridor, sources, targets):
    return Weights(
        TYPES,
        random.normal(size=(len(TYPES), corridor.size)).astype(np.float32),
        *(
            NullScores(random.normal(size=count) - 1, random.normal(size=count) - 1, random.normal(size=count))
            for count in (sources, targets)
        ),
    )


def all_paths(corridor, weights, i=0, j=0, last="pair"):
    """Yield (beads, log score) of every path from a node to the end."""
    sources, targets = corridor.rows - 1, int(corridor.high[-1]) - 1
    if (i, j) == (sources, targets):
        yield (), 0.0
    steps = []
    for kind, (a, b) in enumerate(TYPES):
        if inside(corridor, i + a, j + b):
            place = corridor.offsets[i + a] + j + b - corridor.low[i + a]
            steps.append((i + a, j + b, "pair", weights.pairs[kind, place]))
    if last != "target" and inside(corridor, i + 1, j):
        scores = weights.source_nulls.extending if last == "source" else weights.source_nulls.opening
        steps.append((i + 1, j, "source", scores[i]))
    if inside(corridor, i, j + 1):
        nulls = weights.target_nulls
        scores = {"pair": nulls.opening, "source": nulls.facing, "target": nulls.extending}[last]
        steps.append((i, j + 1, "target", scores[j]))
    for to_i, to_j, step, score in steps:
        for beads, rest in all_paths(corridor, weights, to_i, to_j, step):
            yield ((i, to_i, j, to_j), *beads), rest + float(score)


def inside(corridor, i, j):
    return i < corridor.rows and corridor.low[i] <= j < corridor.high[i]


@pytest.mark.parametrize(("sources", "targets"), [(1, 1), (1, 3), (3, 1), (3, 3), (2, 4), (4, 3)])
@pytest.mark.parametrize("narrow", [False, True])
def test_sums_and_posteriors_agree_with_a_listing_of_all_paths(sources, targets, narrow):
    require_sums_of_all_paths(np.random.default_rng(sources * 10 + targets), sources, targets, narrow)


@given(seed=st.integers(0, 9999), sources=st.integers(1, 4), targets=st.integers(1, 4), narrow=st.booleans())
@settings(deadline=None, max_examples=25)
def test_whatever_the_scores_are_sums_are_those_of_all_paths(seed, sources, targets, narrow):
    require_sums_of_all_paths(np.random.default_rng(seed), sources, targets, narrow)


def require_sums_of_all_paths(random, sources, targets, narrow):
    corridor = full_corridor(sources, targets)
    if narrow and sources > 1:
        low = np.maximum(np.arange(sources + 1) * targets // sources - 1, 0)
        corridor = corridor_around(low, low + 3, targets)
    weights = random_weights(random, corridor, sources, targets)
    ahead, behind = forward(corridor, weights), backward(corridor, weights)
    found = posteriors(corridor, weights, ahead, behind)

    paths = list(all_paths(corridor, weights))
    scores = np.array([score for _, score in paths])
    total = np.logaddexp.reduce(scores)
    assert ahead.any[-1] == pytest.approx(total, abs=1e-6)
    assert behind.pair[0] == pytest.approx(total, abs=1e-6)

    def share(bead):
        return sum(np.exp(score - total) for beads, score in paths if bead in beads)

    for bead, probability in zip(found.beads, found.probability, strict=True):
        assert probability == pytest.approx(share(tuple(int(bound) for bound in bead)), abs=1e-6)
    for i, probability in enumerate(found.source_null):
        assert probability == pytest.approx(sum(share((i, i + 1, j, j)) for j in range(targets + 1)), abs=1e-6)
    for j, probability in enumerate(found.target_null):
        assert probability == pytest.approx(sum(share((i, i, j, j + 1)) for i in range(sources + 1)), abs=1e-6)


def test_what_happens_to_a_sentence_adds_up_to_one():
    random = np.random.default_rng(5)
    corridor = full_corridor(5, 6)
    weights = random_weights(random, corridor, 5, 6)
    found = posteriors(corridor, weights, forward(corridor, weights), backward(corridor, weights))
    for side, nulls in ((0, found.source_null), (2, found.target_null)):
        for sentence, alone in enumerate(nulls):
            holds = (found.beads[:, side] <= sentence) & (sentence < found.beads[:, side + 1])
            # Beads below the floor of candidates are missing from the sum.
            assert alone + found.probability[holds].sum() == pytest.approx(1.0, abs=0.05)


def test_a_run_that_faces_another_has_a_score_of_its_own():
    corridor = full_corridor(2, 2)
    dear, zeros = np.full(2, -20.0), np.zeros(2)
    pairs = np.full((len(TYPES), corridor.size), -10.0, np.float32)

    def alone(facing):
        weights = Weights(TYPES, pairs, NullScores(zeros, dear, zeros), NullScores(dear, np.full(2, facing), zeros))
        return posteriors(corridor, weights, forward(corridor, weights), backward(corridor, weights)).target_null

    assert (alone(0.0) > 0.999).all()
    assert (alone(-20.0) < 0.1).all()


@pytest.mark.parametrize(("start", "end", "columns"), list(itertools.product(range(3), repeat=3)))
def test_steps_pair_up_the_nodes_that_exist(start, end, columns):
    corridor = Corridor(np.array([0, 1, 2]), np.array([3, 4, 6]))
    here, there = corridor.steps(start, end, columns)
    wanted = [
        (corridor.offsets[start] + j - corridor.low[start], corridor.offsets[end] + j + columns - corridor.low[end])
        for j in range(corridor.low[start], corridor.high[start])
        if corridor.low[end] <= j + columns < corridor.high[end]
    ]
    assert list(zip(range(here.start, here.stop), range(there.start, there.stop), strict=True)) == wanted


@pytest.mark.parametrize(
    ("low", "high"),
    [([5, 0, 3], [0, 2, 1]), ([0, 9, 9], [1, 1, 1]), ([0, 0, 0], [9, 9, 9]), ([3, 3, 3], [3, 3, 3])],
)
def test_any_borders_become_a_corridor_with_a_way_through(low, high):
    corridor = corridor_around(np.array(low), np.array(high), 5)
    assert corridor.low[0] == 0
    assert corridor.high[-1] == 6
    assert (np.diff(corridor.low) >= 0).all()
    assert (np.diff(corridor.high) >= 0).all()
    assert (corridor.low[1:] < corridor.high[:-1]).all()
    assert (corridor.low < corridor.high).all()

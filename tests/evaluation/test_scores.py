from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aligner.evaluation.links import Gold, Link, Prediction
from aligner.evaluation.scores import Bin, Calibration, Score, calibrate, evaluate


def gold(*links: Link, kinds: tuple[str, ...] = ()) -> Gold:
    return Gold(links, kinds or ("",) * len(links))


def prediction(*links: Link, confidences: tuple[float | None, ...] = ()) -> Prediction:
    return Prediction(links, confidences or (None,) * len(links))


ONE: Link = ((0,), (0,))
TWO: Link = ((1,), (1,))
BOTH: Link = ((0, 1), (0, 1))
OMITTED: Link = ((2,), ())
ADDED: Link = ((), (2,))
SHIFTED: Link = ((1,), (0,))

# gold, output, strict, lax, null
CASES = {
    "all right": ((ONE, TWO, OMITTED), (ONE, TWO, OMITTED), Score(1, 1), Score(1, 1), Score(1, 1)),
    "nothing in common": ((ONE,), (SHIFTED,), Score(0, 0), Score(0, 0), Score(0, 0)),
    "one merged": ((ONE, TWO), (BOTH,), Score(0, 0), Score(1, 1), Score(0, 0)),
    "one split": ((BOTH,), (ONE, TWO), Score(0, 0), Score(1, 1), Score(0, 0)),
    "a null bead too many": ((ONE,), (ONE, OMITTED), Score(0.5, 1), Score(0.5, 1), Score(0, 0)),
    "a null bead missed": ((ONE, OMITTED), (ONE,), Score(1, 1), Score(1, 1), Score(0, 0)),
    "null on the wrong side": ((ONE, OMITTED), (ONE, ADDED), Score(0.5, 1), Score(0.5, 1), Score(0, 0)),
    "half of the nulls": ((OMITTED, ADDED), (OMITTED,), Score(1, 0), Score(1, 0), Score(1, 0.5)),
    "nulls as one": ((((1, 2), ()),), (((1,), ()), ((2,), ())), Score(0, 0), Score(0, 0), Score(1, 1)),
    "nothing said": ((ONE,), (), Score(0, 0), Score(0, 0), Score(0, 0)),
    "said twice": ((ONE, TWO), (ONE, ONE), Score(1, 0.5), Score(1, 0.5), Score(0, 0)),
    "empty beads do not count": ((ONE, ((), ())), (ONE, ((), ())), Score(1, 1), Score(1, 1), Score(0, 0)),
}


@pytest.mark.parametrize(("right", "said", "strict", "lax", "null"), CASES.values(), ids=CASES)
def test_precision_and_recall(
    right: tuple[Link, ...], said: tuple[Link, ...], strict: Score, lax: Score, null: Score
) -> None:
    found = evaluate([(gold(*right), prediction(*said))])
    assert (found.strict, found.lax, found.null) == (strict, lax, null)
    assert (found.exact_recall, found.block_ok, found.calibration) == (None, None, None)


@pytest.mark.parametrize(("score", "f1"), [(Score(1, 1), 1), (Score(0.5, 1), 2 / 3), (Score(0, 0), 0)])
def test_f1_is_the_harmonic_mean(score: Score, f1: float) -> None:
    assert score.f1 == pytest.approx(f1)


def test_counts_are_summed_over_pairs() -> None:
    pairs = [(gold(ONE), prediction(ONE)), (gold(ONE, TWO, ((3,), (3,))), prediction(SHIFTED))]
    assert evaluate(pairs).strict == Score(1 / 2, 1 / 4)


def test_kinds_give_exact_recall_and_blocks() -> None:
    right = gold(ONE, TWO, ((2, 3), (2, 3)), ((4,), ()), kinds=("exact", "exact", "block", "omitted"))
    inside: Link = ((2,), (3,))
    across: Link = ((3, 4), (2,))
    unknown: Link = ((9,), (9,))
    found = evaluate([(right, prediction(ONE, inside, across, unknown, OMITTED, confidences=(0.5,) * 5))])
    assert found.exact_recall == 1 / 2
    assert found.block_ok == 2 / 4
    assert found.calibration is None


def test_confidence_is_judged_by_strict_correctness() -> None:
    right = gold(ONE, TWO, OMITTED)
    found = evaluate([(right, prediction(ONE, SHIFTED, OMITTED, TWO, confidences=(0.95, 0.85, 0.95, None)))])
    assert found.calibration is not None
    assert [(content.count, content.accuracy) for content in found.calibration.bins] == [(1, 0), (2, 1)]


def test_calibration() -> None:
    assert calibrate([(1.0, True), (0.9, False), (0.25, True), (0.25, False), (0.0, False)]) == Calibration(
        brier=pytest.approx((0 + 0.81 + 0.5625 + 0.0625 + 0) / 5),
        expected_error=pytest.approx((0 + 0.5 + 0.9) / 5),
        bins=(
            Bin(0.0, 0.1, 1, 0.0, 0.0),
            Bin(0.2, 0.3, 2, 0.25, 0.5),
            Bin(0.9, 1.0, 2, 0.95, 0.5),
        ),
    )


def test_without_confidences_there_is_no_calibration() -> None:
    assert calibrate([]) is None


@given(st.lists(st.tuples(st.floats(0, 1), st.booleans()), min_size=1))
def test_calibration_stays_in_its_bounds(judged: list[tuple[float, bool]]) -> None:
    found = calibrate(judged)
    assert found is not None
    assert -1e-9 <= found.expected_error <= 1 + 1e-9
    assert 0 <= found.brier <= 1
    # By Jensen's inequality, and as no error exceeds 1.
    assert found.expected_error**2 <= found.brier + 1e-9
    assert sum(content.count for content in found.bins) == len(judged)


sentences = st.lists(st.integers(0, 9), max_size=3, unique=True).map(lambda found: tuple(sorted(found)))
links = st.lists(st.tuples(sentences, sentences), max_size=8).map(tuple)


@given(links, links)
def test_strict_never_beats_lax_and_both_swap_with_the_sides(right: tuple[Link, ...], said: tuple[Link, ...]) -> None:
    found = evaluate([(gold(*right), prediction(*said))])
    assert 0 <= found.strict.precision <= found.lax.precision <= 1
    assert 0 <= found.strict.recall <= found.lax.recall <= 1
    mirrored = evaluate(
        [(gold(*((target, source) for source, target in right)), prediction(*((t, s) for s, t in said)))]
    )
    assert math.isclose(mirrored.strict.f1, found.strict.f1)
    assert math.isclose(mirrored.null.f1, found.null.f1)


@given(links.filter(lambda found: any(link != ((), ()) for link in found)))
def test_gold_against_itself_is_perfect(right: tuple[Link, ...]) -> None:
    found = evaluate([(gold(*right), prediction(*right))])
    assert found.strict.precision == 1
    assert found.lax.precision == 1

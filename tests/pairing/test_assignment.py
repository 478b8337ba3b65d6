from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from aligner.pairing.assignment import assigned

SCORES = st.dictionaries(st.tuples(st.integers(0, 8), st.integers(0, 8)), st.floats(0, 9, allow_nan=False))


def test_the_best_pair_comes_first() -> None:
    assert assigned({(0, 0): 1.0, (0, 1): 3.0, (1, 1): 2.0}) == {0: 1}


def test_a_rival_takes_what_is_left() -> None:
    assert assigned({(0, 0): 4.0, (0, 1): 5.0, (1, 0): 1.0, (1, 1): 4.5}) == {0: 1, 1: 0}


@given(SCORES)
def test_nobody_has_two_partners_and_no_possible_pair_is_left(scores: dict[tuple[int, int], float]) -> None:
    chosen = assigned(scores)
    assert len(set(chosen.values())) == len(chosen)
    assert all((source, target) in scores for source, target in chosen.items())
    taken = set(chosen.values())
    assert all(source in chosen or target in taken for source, target in scores)


@given(SCORES)
def test_no_two_documents_would_rather_have_each_other(scores: dict[tuple[int, int], float]) -> None:
    chosen = assigned(scores)
    partner = {target: source for source, target in chosen.items()}
    for (source, target), score in scores.items():
        mine = scores.get((source, chosen.get(source, -1)), -1.0)
        its = scores.get((partner.get(target, -1), target), -1.0)
        assert score <= max(mine, its)

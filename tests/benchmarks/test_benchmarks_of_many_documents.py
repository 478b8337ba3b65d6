from __future__ import annotations

import pytest

from benchmarks.cluster import Rates, modelled, simulate
from benchmarks.made_up_documents import collection


@pytest.mark.parametrize("workers", [1, 20, 200])
@pytest.mark.parametrize("lifetime", [2.0, 1000.0])
def test_the_model_foretells_the_simulation(workers: int, lifetime: float) -> None:
    rates = Rates(lifetime=lifetime)
    found = simulate(200_000, workers, 100.0, rates, seed=1)
    assert found["simulated h"] == pytest.approx(modelled(200_000, workers, 100.0, rates), rel=0.05)


def test_workers_that_die_do_shards_twice() -> None:
    assert simulate(50_000, 10, 100.0, Rates(lifetime=1.0), seed=1)["done twice"] > 0


def test_made_up_collections_are_what_they_are_asked_for() -> None:
    made = collection(50, seed=4, unmatched=0.2)
    assert len(made.english) == len(made.german) == 50
    assert len(made.pairs) == 40
    assert made == collection(50, seed=4, unmatched=0.2) != collection(50, seed=5, unmatched=0.2)

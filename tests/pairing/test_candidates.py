from __future__ import annotations

import numpy as np
import pytest

from aligner.pairing import candidates
from aligner.pairing.candidates import is_possible, likely_pairs
from aligner.pairing.profile import unit
from aligner.pairing.tokens import Weights

NONE = Weights({})


def nothing(count: int) -> list[frozenset[str]]:
    return [frozenset()] * count


@pytest.mark.parametrize("block", [1, 7, 256])
def test_like_documents_are_found_in_blocks_of_any_size(monkeypatch: pytest.MonkeyPatch, block: int) -> None:
    monkeypatch.setattr(candidates, "BLOCK", block)
    chance = np.random.default_rng(1)
    vectors = unit(chance.standard_normal((60, 32)).astype(np.float32))
    others = unit(vectors + 0.1 * chance.standard_normal((60, 32)).astype(np.float32))
    lengths = chance.integers(100, 9000, 60).tolist()
    pairs = likely_pairs((vectors, others), (lengths, lengths), (NONE, nothing(60), nothing(60)))
    assert {(number, number) for number in range(60)} <= pairs
    assert len(pairs) <= 2 * 60 * candidates.MOST


def test_what_is_much_longer_is_no_candidate() -> None:
    vectors = np.ones((1, 1), np.float32)
    assert likely_pairs((vectors, vectors), ([1000], [9000]), (NONE, nothing(1), nothing(1))) == set()
    assert not is_possible(1000, 9000)
    assert is_possible(10, 400)


def test_rare_tokens_lead_to_a_document_that_its_vector_does_not() -> None:
    count = 40
    vectors = unit(np.random.default_rng(2).standard_normal((count, 16)).astype(np.float32))
    far = np.roll(vectors, 20, axis=0)
    tokens = [frozenset({f"number{number}"}) for number in range(count)]
    lengths = [1000] * count
    pairs = likely_pairs((vectors, far), (lengths, lengths), (Weights.of(tokens, tokens), tokens, tokens))
    assert {(number, number) for number in range(count)} <= pairs

"""Fitting what words of doubtful beads are worth: documents and regression."""

import numpy as np
import pytest

from tools.fit_word_evidence import ReadBeads, fit, make_documents

PAIRS = [(f"Der Satz Nummer {number} steht hier.", f"Sentence number {number} stands here.") for number in range(80)]


def test_the_same_files_give_the_same_documents_and_each_file_as_many():
    files = [[PAIRS[:40]], [PAIRS[40:]]]
    one = list(make_documents(files, PAIRS[:3]))
    assert one == list(make_documents(files, PAIRS[:3]))
    assert all(bead.source_end <= len(document.source) for document in one for bead in document.beads)
    half = len(one) // 2
    first = {pair[0] for pair in PAIRS[:40]}
    assert all(first & set(document.source) for document in one[:half])
    assert not any(set(document.source) & {pair[0] for pair in PAIRS[3:40]} for document in one[half:])


def made_up(slope: float, constant: float, count: int = 20_000) -> ReadBeads:
    random = np.random.default_rng(3)
    share = random.uniform(0.01, 0.99, count)
    odds = random.normal(size=count)
    truth = odds + slope * np.log(share / (1 - share)) + constant
    right = random.uniform(size=count) < 1 / (1 + np.exp(-truth))
    share[::50] = np.nan
    return ReadBeads(odds, share, np.arange(count) % 2 == 0, right)


@pytest.mark.parametrize(("slope", "constant"), [(-1.0, -2.0), (-0.5, 1.0), (0.0, 0.0)])
def test_half_of_the_correction_is_found(slope, constant):
    for line in fit(made_up(slope, constant)).values():
        assert line == pytest.approx([slope / 2, constant / 2], abs=0.05)

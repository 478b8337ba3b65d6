"""What the links of words say of numbers."""

import numpy as np

from aligner.checks.pair import TextPair
from aligner.checks.quantity import quantity_flags
from aligner.words.alignment import SideWords, WordAlignment
from aligner.words.tokens import word_spans


def test_a_number_word_that_is_linked_may_be_said_in_another_way():
    source, target = "A two-way link", "Eine gegenseitige Verbindung"
    assert _probability(source, target, [(1, 1)]) < 0.5 <= _probability(source, target, [])


def test_numbers_whose_words_are_not_linked_are_less_sure_to_belong_together():
    source, target = "It has 20 rooms", "Es hat 30 Zimmer"
    assert 0.5 <= _probability(source, target, []) < _probability(source, target, [(2, 2)])


def _probability(source, target, links):
    words = WordAlignment(
        _side(source),
        _side(target),
        np.array(links, np.int32).reshape(-1, 2),
        np.full(len(links), 0.6, np.float32),
        np.full(len(links), 0.5, np.float32),
    )
    (flag,) = quantity_flags(TextPair(source, target, ("en", "de"), words))
    return flag.probability


def _side(text):
    spans = word_spans(text)
    zeros = np.zeros(len(spans), np.float32)
    return SideWords(spans, zeros, zeros, np.full(len(spans), -1, np.int32), zeros)

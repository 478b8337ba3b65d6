"""How much of a sentence is missing from the other side, with the model that ships."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from aligner.encoding import load_encoder
from aligner.encoding.spool import TokenSpool
from aligner.words.missing import MissingSentences
from aligner.words.passages import LONGEST_SENTENCE, pieces_of

BRIDGE = ("Die Stadt baut im Sommer eine neue Brücke.", "The city is building a new bridge this summer.")
BAKERY = ("Der Bäcker schließt am Montag früher.", "The baker closes earlier on Monday.")
SCHOOL = ("Die Schule hat drei neue Lehrerinnen eingestellt.", "The school has hired three new teachers.")


@pytest.fixture(scope="module")
def missing():
    with TokenSpool() as spool:
        yield MissingSentences(load_encoder(), ("de", "en"), spool)


@pytest.mark.parametrize(
    ("source", "target"),
    [
        ([BRIDGE[0]], [BRIDGE[1]]),
        ([BRIDGE[0], BAKERY[0]], [f"{BRIDGE[1]} {BAKERY[1]}"]),
        ([f"{BRIDGE[0]} {BAKERY[0]}"], [BRIDGE[1], BAKERY[1]]),
        ([BRIDGE[0], SCHOOL[0]], [BRIDGE[1], SCHOOL[1]]),
    ],
)
def test_little_is_missing_from_a_translation(missing, source, target):
    assert missing([(source, target)])[0] < 0.2


@pytest.mark.parametrize(
    ("source", "target"),
    [
        ([BRIDGE[0], BAKERY[0]], [BRIDGE[1]]),
        ([BAKERY[0], BRIDGE[0]], [BRIDGE[1]]),
        ([BRIDGE[0]], [BRIDGE[1], SCHOOL[1]]),
        ([BRIDGE[0], SCHOOL[0]], [BRIDGE[1], BAKERY[1]]),
        ([BRIDGE[0], BAKERY[0], SCHOOL[0]], [BRIDGE[1], SCHOOL[1]]),
    ],
)
def test_a_sentence_without_counterpart_is_noticed_on_either_side(missing, source, target):
    assert missing([(source, target)])[0] > 0.3


@pytest.mark.parametrize(
    ("source", "target"),
    [(["…"], ["Yes."]), (["Ja."], ["—"]), (["a" * (LONGEST_SENTENCE + 1)], ["Yes."]), ([""], ["Yes."])],
)
def test_what_cannot_be_read_is_not_a_number(missing, source, target):
    assert np.isnan(missing([(source, target), ([BRIDGE[0]], [BRIDGE[1]])])).tolist() == [True, False]


def test_nothing_to_read(missing):
    assert missing([]).shape == (0,)


@settings(max_examples=10)
@given(st.permutations(range(4)))
def test_a_block_does_not_depend_on_the_others(missing, order):
    blocks = [
        ([BRIDGE[0], BAKERY[0]], [BRIDGE[1]]),
        ([SCHOOL[0]], [SCHOOL[1]]),
        ([BAKERY[0]], [BRIDGE[1], SCHOOL[1]]),
        (["…"], ["…"]),
    ]
    alone = [missing([blocks[place]])[0] for place in order]
    np.testing.assert_array_equal(missing([blocks[place] for place in order]), alone)


@given(st.lists(st.text(max_size=20), max_size=5))
def test_pieces_are_where_the_joined_text_has_them(sentences):
    text = " ".join(sentences)
    assert all(text[start : start + len(sentence)] == sentence for sentence, start in pieces_of(sentences))
    assert len(pieces_of(sentences)) == len(sentences)

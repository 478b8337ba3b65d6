"""The reader that ships: the same for any batch and thread count, in windows, and what it says of a few pairs."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pytest

from aligner.encoding.spool import TokenSpool, add_missing
from aligner.pipeline.words import split_pieces
from aligner.reader.reader import LONGEST, ReadablePair, Reader, shipped_reader
from aligner.reader.reading import Reading
from aligner.words.passages import align_passages, joined_tokens

PAIRS = (
    ("Ja.", "Yes."),
    ("Der Hund schläft im Garten.", "The dog is sleeping in the garden."),
    ("Wir haben gestern drei Stunden auf den Zug gewartet.", "We waited three hours for the train yesterday."),
    ("Die Sitzung wurde wegen Krankheit verschoben.", "The meeting was postponed because of illness."),
    ("Bitte schließen Sie das Fenster, bevor Sie gehen.", "Please close the window before you leave."),
    (
        "Nach dem Gewitter lagen überall Äste auf der Straße, und die Feuerwehr musste mehrere Keller auspumpen. " * 12,
        "After the thunderstorm there were branches all over the road, and firefighters had to pump out cellars. " * 12,
    ),
)
LANGUAGES = ("de", "en")


@pytest.fixture(scope="module")
def readable(shipped_encoder):
    def make(pairs: Sequence[tuple[str, str]], languages: tuple[str, str] = LANGUAGES) -> list[ReadablePair]:
        found = []
        with TokenSpool() as spool:
            for texts in pairs:
                pieces = [split_pieces(*side) for side in zip(texts, languages, strict=True)]
                add_missing(spool, shipped_encoder, [text for side in pieces for text, _ in side])
                words = align_passages(pieces[0], pieces[1], languages, spool)
                tokens = [joined_tokens(side, spool) for side in pieces]
                spans = (words.source.spans, words.target.spans)
                found.append(ReadablePair((tokens[0], tokens[1]), spans, languages))
        return found

    return make


def same(first: Reading, second: Reading) -> bool:
    values = [
        [
            reading.wrong,
            reading.omission,
            reading.addition,
            reading.misleading,
            *(x for side in reading.sides for x in (side.wrong, side.missing, side.revised)),
        ]
        for reading in (first, second)
    ]
    return all(np.array_equal(one, other) for one, other in zip(*values, strict=True))


def test_a_reading_does_not_depend_on_the_other_pairs_nor_on_threads(readable):
    pairs = readable([*PAIRS, *PAIRS[1:4]])
    alone = [Reader().read([pair])[0] for pair in pairs]
    for threads, order in ((1, 1), (2, -1), (3, 1)):
        found = Reader().read(pairs[::order], threads)[::order]
        assert all(map(same, alone, found))


def test_every_word_is_judged_also_in_long_pairs(readable):
    long = readable(PAIRS)[-1]
    assert sum(len(side.spans) for side in long.tokens) > LONGEST
    (reading,) = shipped_reader().read([long])
    for side, words in zip(reading.sides, long.words, strict=True):
        assert len(side.wrong) == len(side.missing) == len(side.revised) == len(words)
        assert 0 < side.wrong.min() <= side.wrong.max() < 1


def test_a_side_may_have_no_words(readable):
    (pair,) = readable([("…", "Nobody knows.")])
    (reading,) = shipped_reader().read([pair])
    assert len(reading.source.wrong) == 0
    assert len(reading.target.wrong) == 2


def test_a_turned_pair_is_read_the_same(readable):
    turned = [(target, source) for source, target in PAIRS]
    for first, second in zip(
        shipped_reader().read(readable(PAIRS)), shipped_reader().read(readable(turned, ("en", "de"))), strict=True
    ):
        assert np.array_equal(first.source.wrong, second.target.wrong)
        assert np.array_equal(first.target.missing, second.source.missing)
        assert (first.wrong, first.omission) == (second.wrong, second.addition)


def test_it_knows_one_encoder_and_two_languages(shipped_encoder):
    reader = shipped_reader()
    assert reader.reads(shipped_encoder.fingerprint, ("de", "en"))
    assert reader.reads(shipped_encoder.fingerprint, ("en", "de"))
    assert not reader.reads(shipped_encoder.fingerprint, ("de", "fr"))
    assert not reader.reads("another", ("de", "en"))

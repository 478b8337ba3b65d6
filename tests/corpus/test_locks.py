"""Decisions of a reviser that a new alignment keeps."""

from dataclasses import replace

import pytest

from aligner.alignment.bead import Bead
from aligner.corpus.corpus import Corpus
from aligner.corpus.locks import kept_decisions, locked_beads
from aligner.corpus.segment import Segment
from aligner.errors import CorpusError

SOURCE = ["One.", "Two.", "Three."]
TARGET = ["Eins.", "Zwei, drei."]
FIRST = Segment(1, Bead(0, 1, 0, 1), "One.", "Eins.", status="accepted", note="good")
SECOND = Segment(2, Bead(1, 3, 1, 2), "Two. Three.", "Zwei, drei.")


def test_only_accepted_and_edited_segments_lock_their_bead():
    edited = replace(SECOND, target="Zwei und drei.", status="edited")
    assert locked_beads(Corpus((FIRST, SECOND), {}), SOURCE, TARGET) == (FIRST.bead,)
    assert locked_beads(Corpus((FIRST, edited), {}), SOURCE, TARGET) == (FIRST.bead, SECOND.bead)
    rejected = replace(SECOND, status="rejected")
    assert locked_beads(Corpus((rejected,), {}), SOURCE, TARGET) == ()


@pytest.mark.parametrize(
    ("source", "target"),
    [(["Another.", *SOURCE[1:]], TARGET), ([], TARGET), (SOURCE, ["Etwas anderes.", TARGET[1]])],
    ids=["source differs", "source too short", "target differs"],
)
def test_a_corpus_of_other_texts_is_refused(source, target):
    with pytest.raises(CorpusError, match="segment 1 was not made of these texts"):
        locked_beads(Corpus((FIRST,), {}), source, target)


def test_white_space_that_the_file_format_changed_does_not_matter():
    assert locked_beads(Corpus((FIRST,), {}), ["One.\t", *SOURCE[1:]], TARGET) == (FIRST.bead,)


def test_accepted_segments_that_cross_are_refused():
    crossing = replace(SECOND, bead=Bead(0, 2, 1, 2), source="One. Two.", status="accepted")
    with pytest.raises(CorpusError, match="cross"):
        locked_beads(Corpus((FIRST, crossing), {}), SOURCE, TARGET)


def test_status_note_and_edited_texts_are_carried_over():
    edited = replace(SECOND, target="Zwei und drei.", status="edited", note="comma")
    anew = (replace(FIRST, status="", note=""), replace(SECOND, confidence=0.5))
    kept = kept_decisions(anew, Corpus((FIRST, edited), {}))
    assert (kept[0].status, kept[0].note) == ("accepted", "good")
    assert (kept[1].target, kept[1].status, kept[1].confidence) == ("Zwei und drei.", "edited", 0.5)
    assert kept_decisions(anew, Corpus((), {})) == anew

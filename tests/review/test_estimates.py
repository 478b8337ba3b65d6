"""Numbers of a corrected segment are those that its alignment has: the shipped model, on the press release."""

from __future__ import annotations

import shutil
import threading
from collections.abc import Callable
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest

from aligner.alignment.bead import Bead
from aligner.checks.thresholds import Selection
from aligner.corpus.corpus import Corpus
from aligner.corpus.segment import Segment
from aligner.pipeline.align import align
from aligner.review.computing.estimates import CONTEXT, MOST_CONTEXT, DocumentEstimates
from aligner.review.computing.model import Model
from aligner.review.computing.originals import original_of
from aligner.review.computing.recompute import Recomputation
from aligner.review.decisions.events import Edit, Merge, Split
from aligner.review.decisions.segment import ReviewSegment
from aligner.review.session import ReviewSession

PRESS_RELEASE = Path(__file__).parents[2] / "corpus" / "press_release"
Until = Callable[[Callable[[], bool]], None]


@pytest.fixture(scope="module")
def aligned(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The press release, aligned, beside its documents."""
    folder = tmp_path_factory.mktemp("press_release")
    for name in ("de.txt", "en.txt"):
        shutil.copy(PRESS_RELEASE / name, folder)
    path = folder / "press.jsonl"
    align(folder / "de.txt", folder / "en.txt").write(path)
    return path


@pytest.fixture
def press_release(aligned: Path, tmp_path: Path) -> Path:
    """A copy, to be reviewed."""
    for file in aligned.parent.iterdir():
        shutil.copy(file, tmp_path)
    return tmp_path / aligned.name


def numbers(segment: Segment) -> tuple[Any, Any]:
    return tuple(None if one is None else round(one, 4) for one in (segment.similarity, segment.confidence))  # type: ignore[return-value]


def reviewed(corpus: Corpus) -> list[ReviewSegment]:
    return [ReviewSegment.of(segment) for segment in corpus]


def test_merged_and_split_back_the_numbers_are_the_same(press_release: Path, until: Until) -> None:
    before = {(one.source, one.target): numbers(one) for one in Corpus.read(press_release)}
    with ReviewSession(press_release) as session:
        work = Recomputation(session, delay=0.01)
        work.start()
        pairs = [pair for pair in pairwise(session.segments()) if pair[0].key in (1, 3, 9, 17, 24)]
        for first, second in pairs:
            merged = session.decide(Merge(first.key), session.revision, "w").focus  # type: ignore[union-attr]
            work.wake()
            until(lambda: not session.pending())
            whole = session.get(merged)  # type: ignore[arg-type]
            assert whole is not None
            assert numbers(whole.segment) not in (numbers(first.segment), numbers(second.segment))
            # Behind the space that joins the texts, unless the first has none.
            at = [len(text) + 1 if text else 0 for text in (first.segment.source, first.segment.target)]
            session.decide(Split(whole.key, *at), session.revision, "w")
            work.wake()
            until(lambda: not session.pending())
        after = {(one.segment.source, one.segment.target): numbers(one.segment) for one in session.segments()}
        work.close()
        assert work.notice == ""
    assert after == before


def test_every_bead_has_the_numbers_of_the_alignment(aligned: Path) -> None:
    corpus = Corpus.read(aligned)
    segments = reviewed(corpus)
    model = Model(("de", "en"), Selection(), threading.Event())
    known = DocumentEstimates.of(segments, aligned, corpus.signature, model)
    together = known.estimates(segments, range(len(segments)))
    for place, segment in enumerate(corpus):
        alone = known.estimates(segments, [place])[place]
        assert alone == together[place]
        assert alone.similarity == pytest.approx(segment.similarity, abs=1e-6)
        assert alone.confidence == pytest.approx(segment.confidence, abs=1e-6)


def test_aligned_anew_the_numbers_are_those_of_the_alignment(press_release: Path, until: Until) -> None:
    before = Corpus.read(press_release)
    with ReviewSession(press_release) as session:
        work = Recomputation(session, delay=0.01)
        session.decide(Merge(4), session.revision, "w")
        work.start()
        until(lambda: not session.pending())
        revision = session.revision
        work.realign(1, "w")
        until(lambda: session.revision > revision and not session.pending())
        after = [one.segment for one in session.segments()]
        work.close()
        assert work.notice == ""
    assert [(one.bead, one.source_span, one.target_span) for one in after] == [
        (one.bead, one.source_span, one.target_span) for one in before
    ]
    assert list(map(numbers, after)) == list(map(numbers, before))


def test_no_bead_is_larger_than_the_corpus_was_aligned_with(press_release: Path, until: Until) -> None:
    folder = press_release.parent
    align(folder / "de.txt", folder / "en.txt", max_bead=1, checks=False).write(press_release)
    with ReviewSession(press_release) as session:
        work = Recomputation(session, delay=0.01)
        session.decide(Merge(4), session.revision, "w")
        work.start()
        until(lambda: not session.pending())
        revision = session.revision
        work.realign(1, "w")
        until(lambda: session.revision > revision and not session.pending())
        work.close()
        kinds = {one.segment.bead.kind for one in session.segments()}
        assert work.notice in ("", "aligned anew: nothing changed")
    assert kinds <= {"1-1", "1-0", "0-1"}


def test_an_edited_text_is_estimated_as_it_is_now(press_release: Path, until: Until) -> None:
    with ReviewSession(press_release) as session:
        work = Recomputation(session, delay=0.01)
        work.start()
        before = session.segments()[4].segment
        session.decide(Edit(5, None, "Nobody has ever seen a blue whale in this harbour."), session.revision, "w")
        work.wake()
        until(lambda: not session.pending())
        wrong = session.get(5)
        session.decide(Edit(5, None, before.target), session.revision, "w")
        work.wake()
        until(lambda: not session.pending())
        right = session.get(5)
        work.close()
    assert wrong is not None
    assert right is not None
    assert wrong.segment.confidence is not None, work.notice
    assert wrong.segment.confidence < (before.confidence or 0.0)
    assert numbers(right.segment) == numbers(before)


def test_documents_are_read_again_if_they_are_the_same(press_release: Path) -> None:
    corpus = Corpus.read(press_release)
    source = original_of(press_release, corpus.signature, "source")
    assert source is not None
    assert source.paragraphs is not None
    for segment in corpus:
        placed = source.placed(segment.bead.source_start, segment.bead.source_end)
        assert " ".join(sentence.text for sentence in placed) == segment.source
    document = press_release.parent / "de.txt"
    document.write_bytes(document.read_bytes() + b" ")
    assert original_of(press_release, corpus.signature, "source") is None
    (press_release.parent / "en.txt").unlink()
    assert original_of(press_release, corpus.signature, "target") is None


@pytest.mark.parametrize("signature", [{}, {"source": "de.txt"}, {"source": {"name": ".."}, "options": {}}])
def test_a_signature_may_name_no_document(signature: dict[str, Any], tmp_path: Path) -> None:
    assert original_of(tmp_path / "press.jsonl", signature, "source") is None


def test_given_sentences_have_no_paragraphs(tmp_path: Path) -> None:
    for name, lines in (("en.txt", "It is late.\nWe wait. Nobody came."), ("de.txt", "Es ist spät.\nWir warten.")):
        (tmp_path / name).write_text(lines, encoding="utf-8")
    corpus = align(tmp_path / "en.txt", tmp_path / "de.txt", sentences=True, checks=False)
    source = original_of(tmp_path / "press.jsonl", corpus.signature, "source")
    assert source is not None
    assert [sentence.text for sentence in source.sentences] == ["It is late.", "We wait. Nobody came."]
    assert source.paragraphs is None


def test_windows_reach_as_far_as_both_sides_have_sentences() -> None:
    from aligner.review.computing import estimates

    alone = range(300, 400)
    segments = [
        ReviewSegment.of(Segment(k + 1, Bead(k, k + 1, k, k if k in alone else k + 1), "a", "" if k in alone else "b"))
        for k in range(2000)
    ]
    ((first, last, asked),) = estimates._windows(segments, [1000])
    assert (first, last, asked) == (1000 - CONTEXT, 1000 + CONTEXT + 1, [1000])
    ((first, last, _),) = estimates._windows(segments, [390])
    assert (first, last) == (300 - CONTEXT, 400 + CONTEXT)
    ((first, last, _),) = estimates._windows([segments[350]] * 3000, [1500])
    assert (first, last) == (1500 - MOST_CONTEXT, 1500 + MOST_CONTEXT + 1)
    assert [asked for _, _, asked in estimates._windows(segments, [0, 1, 40, 700, 1999])] == [[0, 1, 40], [700], [1999]]

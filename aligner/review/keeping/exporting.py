"""The decisions of a review, for commands that read a corpus, and what leaves the house by them."""

from __future__ import annotations

import importlib.util
import warnings
from collections.abc import Callable, Iterable
from contextlib import closing
from dataclasses import replace
from os import PathLike
from pathlib import Path
from typing import TYPE_CHECKING

from aligner.corpus.choosing import Choice, Chosen
from aligner.corpus.corpus import Corpus, read_corpus
from aligner.corpus.formats import output_format
from aligner.corpus.languages import Wanted
from aligner.corpus.segment import Revision, Segment
from aligner.errors import AlignerError, InputError, Notice
from aligner.review.keeping.places import store_path

if TYPE_CHECKING:
    from aligner.review.decisions.history import History
    from aligner.review.keeping.store import Store


def export(
    corpus: Corpus | str | PathLike[str],
    path: str | PathLike[str],
    format: str | None = None,  # noqa: A002  (as users say it)
    *,
    status: Iterable[str] = (),
    min_confidence: float = 0.0,
    two_sided: bool = False,
    initials: str = "",
    languages: Wanted = (None, None),
    ui_language: str = "en",
) -> Corpus:
    """Write a corpus in another format, with the decisions of its review where it is a path; return what was written.

    `path`, `format` and `ui_language` are as in `Corpus.write`, and `status`, `min_confidence` and `two_sided` as in
    `Corpus.select`. Where no `status` is asked for, rejected segments are left out of TMX and XLIFF, whose readers take
    every segment for a translation; all other formats hold them, marked as such. Warns of how many segments were left
    out, and why. `initials` are entered where a decision says of nobody who made it. `languages` are those of source
    and target, for files that hold several.

    Raises InputError for a status or confidence that there is not, CorpusError, OutputError.
    """
    try:
        choice = Choice.of(status, min_confidence, output_format(path, format), two_sided=two_sided)
    except ValueError as error:
        raise InputError(str(error)) from error
    if not isinstance(corpus, Corpus):
        corpus = with_dated_decisions(read_corpus(corpus, languages), corpus)
    chosen = Chosen.of(corpus.segments, choice)
    if chosen.told:
        warnings.warn(chosen.told, Notice, stacklevel=2)
    segments = _signed(chosen.segments, initials) if initials else chosen.segments
    written = Corpus(segments, corpus.signature)
    written.write(path, format, ui_language=ui_language)
    return written


def _signed(segments: Iterable[Segment], initials: str) -> tuple[Segment, ...]:
    return tuple(
        replace(segment, revision=replace(segment.revision or Revision(), by=initials))
        if segment.status and not (segment.revision and segment.revision.by)
        else segment
        for segment in segments
    )


def with_decisions(corpus: Corpus, path: str | PathLike[str]) -> Corpus:
    """Return the corpus that was read from `path` with the decisions of its review; as it is where there is none.

    Neither the file nor the review is changed. Raises CorpusError, OutputError for a review that cannot be read,
    AlignerError where what that needs is not installed.
    """
    return _with_review(corpus, path, lambda segments, history, store: segments)


def with_dated_decisions(corpus: Corpus, path: str | PathLike[str]) -> Corpus:
    """Return the corpus as `with_decisions`, where each segment that was decided on says when."""
    return _with_review(corpus, path, _dated)


def _with_review(
    corpus: Corpus,
    path: str | PathLike[str],
    finished: Callable[[tuple[Segment, ...], History, Store], tuple[Segment, ...]],
) -> Corpus:
    place = store_path(Path(path))
    if not place.is_file():
        return corpus
    if importlib.util.find_spec("msgspec") is None:
        raise AlignerError(f"{place}: needs msgspec to be read: install with pip install 'bitext-aligner[review]'")
    from aligner.review.keeping.opening import look_into
    from aligner.review.keeping.saving import decided
    from aligner.review.keeping.store import Store

    with closing(Store(place)) as store:
        if not store.generation():
            return corpus
        history = look_into(Path(path), store, corpus).history
        return Corpus(finished(decided(history, corpus.signature).segments, history, store), corpus.signature)


def _dated(segments: tuple[Segment, ...], history: History, store: Store) -> tuple[Segment, ...]:
    """Let the segments of a review say when they were decided on."""
    numbers = [history.touched_at(segment.key) for segment in history]
    times = store.times({number for number in numbers if number})
    return tuple(
        replace(segment, revision=replace(segment.revision or Revision(), time=times[number]))
        if segment.status and number in times
        else segment
        for segment, number in zip(segments, numbers, strict=True)
    )

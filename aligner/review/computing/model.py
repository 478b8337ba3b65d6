"""The model that ships, behind the review page: loaded when it is first needed, and asked by one thread at a time."""

from __future__ import annotations

import re
import threading
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from functools import lru_cache
from typing import TYPE_CHECKING, Final

import numpy as np

from aligner.alignment.bead import Bead
from aligner.checks.catalogue import document_flags
from aligner.checks.checker import findings_of
from aligner.checks.kinds import Needs, flag_kind
from aligner.checks.pair import TextPair
from aligner.checks.thresholds import Selection
from aligner.corpus.segment import Segment
from aligner.encoding.spool import TokenSpool
from aligner.pipeline.flagging import flagged_segments, flagged_texts
from aligner.pipeline.reading import readings_of
from aligner.pipeline.words import NoWords, TextWords, add_tokens
from aligner.progress import no_progress
from aligner.review.computing.loading import Load, is_endless, shipped_model
from aligner.words.missing import MissingSentences
from aligner.words.passages import LONGEST_SENTENCE

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from aligner.alignment.space import Vectors
    from aligner.checks.flag import Flag
    from aligner.encoding.encoder import Progress, TokenEncoder
    from aligner.words.alignment import WordAlignment
    from aligner.words.passages import Block

_AT_A_TIME: Final = 64
"""Texts encoded before others are let in."""
_SLACK: Final = 10
"""Texts that have the same words differ by so many characters at most: of punctuation and spaces."""
_WORD: Final = re.compile(r"[^\W_]+")
_SAMPLE: Final = 1000
"""So many segments at most, spread evenly, stand for the document where its usual length ratio is asked for."""


class StoppedError(Exception):
    """The review is being closed: nobody waits for the result any more."""


class Model:
    """Words, vectors and flags for one pair of languages. Methods may be called from any thread.

    All raise ModelError where the model cannot be loaded, and end soon, with StoppedError, once `stopped` is set.
    """

    def __init__(
        self, languages: tuple[str, str], selection: Selection, stopped: threading.Event, load: Load = shipped_model
    ) -> None:
        self.languages = languages
        self._selection = selection
        self._load = load
        self._encoder: TokenEncoder | None = None
        self._lock = threading.Lock()
        self._stopped = stopped
        self.words = lru_cache(maxsize=256)(self._words)

    @property
    def fingerprint(self) -> str:
        """Name the model and its weights."""
        with self._lock:
            return self._loaded().fingerprint

    def encode(self, texts: Sequence[str]) -> Vectors:
        """Return the unit vectors (n, d) of n texts, of which the first `LONGEST_SENTENCE` characters count.

        Others are let in between.
        """
        shortened = [text[:LONGEST_SENTENCE] for text in texts]
        found = []
        for start in range(0, len(shortened), _AT_A_TIME):
            with self._lock:
                found.append(self._loaded().encode(shortened[start : start + _AT_A_TIME], self._advance))
        return np.concatenate(found) if found else np.zeros((0, self._loaded().dimension), np.float32)

    def missing(self, blocks: Sequence[Block]) -> NDArray[np.float64]:
        """Return (k,) how much of one sentence of each block is missing, as `MissingSentences`; others are let in."""
        found = np.full(len(blocks), np.nan)
        for start in range(0, len(blocks), _AT_A_TIME):
            with self._lock, TokenSpool() as spool:
                part = slice(start, start + _AT_A_TIME)
                found[part] = MissingSentences(self._loaded(), self.languages, spool)(blocks[part])
        return found

    def _words(self, source: str, target: str) -> WordAlignment | None:
        """Return the words of two texts and their links; None where one is empty or has an endless sentence."""
        segment = Segment(0, Bead(0, 1, 0, 1), source, target)
        if segment.has_empty_side or is_endless(segment):
            return None
        with self._lock, TokenSpool() as spool:
            add_tokens(spool, self._loaded(), [segment], self.languages, self._progress)
            return TextWords(self.languages, spool)(segment)

    def flagged(self, segments: Sequence[Segment], document: Sequence[Segment]) -> tuple[Segment, ...]:
        """Return the segments with flags and scores computed anew: all flags, so they should name none as dismissed.

        `document` are all segments as they are now, in text order.
        """
        with self._lock:
            found = flagged_texts(segments, self.languages, self._loaded(), self._selection, self._progress)
        return self._with_document_flags(found, document)

    def findings(self, segments: Sequence[Segment]) -> list[tuple[Flag, ...]]:
        """Return all that the checks find in each of some segments with both sides, weak findings too."""
        with self._lock, TokenSpool() as spool:
            add_tokens(spool, self._loaded(), segments, self.languages, self._progress)
            words = TextWords(self.languages, spool)
            found = findings_of(
                [TextPair(segment.source, segment.target, self.languages) for segment in segments],
                [segment.id for segment in segments],
                lambda place: words(segments[place]),
                self._advance,
                readings_of(segments, words, self.languages, self._loaded()),
            )
        return [one.flags for one in found]

    def flagged_without_words(self, segments: Sequence[Segment], document: Sequence[Segment]) -> tuple[Segment, ...]:
        """Do the same without the model, which may be missing: fewer flags are found."""
        found = flagged_segments(segments, self.languages, NoWords(), self._selection, no_progress, None)
        return self._with_document_flags(found, document)

    def _with_document_flags(self, segments: Sequence[Segment], document: Sequence[Segment]) -> tuple[Segment, ...]:
        others = [other for other in _comparable(segments, document) if not other.has_empty_side]
        pairs = [TextPair(other.source, other.target, self.languages) for other in others]
        found = document_flags(pairs, [other.id for other in others])
        by_id = {other.id: flags for other, flags in zip(others, found, strict=True)}
        return tuple(
            replace(
                segment,
                flags=(
                    *(flag for flag in segment.flags if flag_kind(flag.name).needs is not Needs.DOCUMENT),
                    *(flag for flag in by_id.get(segment.id, ()) if self._selection.shows(flag)),
                ),
            )
            for segment in segments
        )

    @contextmanager
    def _progress(self, title: str, total: int) -> Iterator[Progress]:
        yield self._advance

    def _advance(self, done: int) -> None:
        if self._stopped.is_set():
            raise StoppedError

    def _loaded(self) -> TokenEncoder:
        if self._encoder is None:
            self._encoder = self._load()
        return self._encoder


def _comparable(segments: Sequence[Segment], document: Sequence[Segment]) -> list[Segment]:
    """Return, in text order, the segments, those that may have the source of one of them, and a sample of the rest."""
    step = max(1, len(document) // _SAMPLE)
    own = {segment.id: segment for segment in segments}
    needles = {
        (len(segment.source), max(_WORD.findall(segment.source.casefold()), key=len, default=""))
        for segment in segments
    }
    return [
        own.get(other.id, other)
        for at, other in enumerate(document)
        if at % step == 0 or other.id in own or _may_have_source(other.source, needles)
    ]


def _may_have_source(text: str, needles: Iterable[tuple[int, str]]) -> bool:
    return any(abs(len(text) - length) <= _SLACK and needle in text.casefold() for length, needle in needles)

"""What is done for one pair of documents: it is aligned, its corpus is written, and what there is to say is noted."""

from __future__ import annotations

import time
import warnings
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any, Final

from aligner.batch.entry import DONE, FAILED, Entry, digest_of
from aligner.batch.jobs import Job
from aligner.checks.flag import Flag
from aligner.checks.kinds import FLAG_KINDS
from aligner.checks.structure import have_nothing_in_common
from aligner.corpus.corpus import Corpus
from aligner.corpus.metadata import counts_of
from aligner.corpus.privacy import as_private_as
from aligner.corpus.segment import Segment
from aligner.encoding import load_encoder
from aligner.encoding.encoder import Encoder
from aligner.errors import AlignerError
from aligner.pipeline.align import align
from aligner.version import __version__

_UNCERTAIN: Final = "uncertain"


@dataclass(frozen=True, slots=True)
class Settings:
    """How every pair of a batch is aligned, and what is written of it.

    `arguments` are those of `aligner.align`, without the encoder. Segments with a confidence below `min_confidence`
    are marked `uncertain`, or left out if `drop`.
    """

    arguments: Mapping[str, Any] = field(default_factory=dict)
    model: str | None = None
    format: str = "tsv"
    reports: bool = True
    min_confidence: float = 0.0
    drop: bool = False

    def options(self) -> dict[str, Any]:
        """Return all that the result depends on, ready for JSON: what does not differ from the usual is left out."""
        given = {name: list(value) if isinstance(value, tuple) else value for name, value in self.arguments.items()}
        kept = {name: value for name, value in sorted(given.items()) if value not in (None, "", [])}
        return {
            **kept,
            "model": self.model or "",
            "format": self.format,
            "reports": self.reports,
            "min_confidence": self.min_confidence,
            "drop": self.drop,
            "version": __version__,
        }

    def encoder(self, threads: int | None) -> Encoder:
        """Load the encoder. Vectors are not kept on disk: a batch never needs them again. Raises ModelError."""
        return load_encoder(self.model, cache=False, threads=threads)


def align_and_write(job: Job, settings: Settings, encoder: Encoder, folder: Path) -> Entry:
    """Align one pair and write its corpus and report into the folder. What goes wrong is in the entry.

    They are no more open than the two texts: the process may do nothing else meanwhile.
    """
    with as_private_as([job.source, job.target]):
        return _written(job, settings, encoder, folder)


def _written(job: Job, settings: Settings, encoder: Encoder, folder: Path) -> Entry:
    corpus, entry = aligned(job, settings, encoder)
    if corpus is None:
        return entry
    output, report = f"{job.id}.{settings.format}", f"{job.id}.html" if settings.reports else ""
    started = time.monotonic()
    try:
        corpus.write(folder / output)
        if report and report != output:
            corpus.write(folder / report)
    except Exception as error:  # one pair must not stop the others
        return replace(entry, status=FAILED, error=_told(error))
    seconds = round(entry.seconds + time.monotonic() - started, 3)
    return replace(entry, output=output, report=report, output_sha256=digest_of(folder / output), seconds=seconds)


def aligned(job: Job, settings: Settings, encoder: Encoder) -> tuple[Corpus | None, Entry]:
    """Align one pair. What goes wrong is in the entry, which then comes without a corpus."""
    started = time.monotonic()
    corpus, error, dropped = None, "", 0
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always")
        try:
            found = align(job.source, job.target, **settings.arguments, encoder=encoder)
            corpus = _marked(found, settings)
            dropped = len(found) - len(corpus)
        except Exception as problem:  # one pair must not stop the others
            error = _told(problem)
    told = [" ".join(str(warning.message).split()) for warning in caught]
    if corpus is not None and _are_strangers(found):
        told.append("the two texts have hardly anything in common: are they translations of each other?")
    return corpus, Entry(
        document=job.id,
        source=job.source,
        target=job.target,
        status=FAILED if corpus is None else DONE,
        error=error,
        output="",
        report="",
        source_sha256=digest_of(job.source),
        target_sha256=digest_of(job.target),
        output_sha256="",
        options=settings.options(),
        counts={} if corpus is None else corpus.statistics().as_dict(),
        dropped=dropped,
        warnings=tuple(dict.fromkeys(told)),
        seconds=round(time.monotonic() - started, 3),
    )


def failed(job: Job, settings: Settings, error: str) -> Entry:
    """Return the entry of a pair whose worker could say nothing any more."""
    return Entry(job.id, job.source, job.target, FAILED, error, "", "", "", "", "", settings.options(), {}, 0, (), 0.0)


def _told(error: Exception) -> str:
    message = " ".join(str(error).split())
    return message if isinstance(error, AlignerError) else f"{type(error).__name__}: {message}".rstrip(": ")


def _marked(corpus: Corpus, settings: Settings) -> Corpus:
    """Mark the segments that are less sure than is asked for, or leave them out."""
    least = settings.min_confidence
    doubtful = [segment.confidence is not None and segment.confidence < least for segment in corpus]
    if not any(doubtful):
        return corpus
    pairs = zip(corpus, doubtful, strict=True)
    if settings.drop:
        segments = tuple(segment for segment, is_doubtful in pairs if not is_doubtful)
    else:
        segments = tuple(_uncertain(segment, least) if is_doubtful else segment for segment, is_doubtful in pairs)
    return Corpus(segments, {**corpus.signature, "counts": counts_of(segments)})


def _uncertain(segment: Segment, least: float) -> Segment:
    if any(flag.name == _UNCERTAIN for flag in segment.flags):
        return segment
    sure = segment.confidence or 0.0
    kind = FLAG_KINDS[_UNCERTAIN]
    message = f"The alignment is less sure here ({sure:.0%}) than was asked for ({least:.0%})"
    flag = Flag(_UNCERTAIN, kind.category, kind.severity or "minor", 1 - sure, None, None, message)
    return replace(segment, flags=(*segment.flags, flag))


def _are_strangers(corpus: Corpus) -> bool:
    in_place = [segment for segment in corpus if not any(flag.name == "moved" for flag in segment.flags)]
    return have_nothing_in_common(
        [segment.bead for segment in in_place],
        [segment.similarity for segment in in_place],
        [segment.confidence for segment in in_place],
    )

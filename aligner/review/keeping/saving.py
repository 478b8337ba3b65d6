"""From a review back to a corpus, and to its file."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

from aligner.corpus import metadata
from aligner.corpus.corpus import Corpus
from aligner.corpus.files import encoded, write_files
from aligner.corpus.formats import FORMATS, ReadFormat, ReportFormat, output_format, require_report_language
from aligner.corpus.segment import Segment
from aligner.errors import OutputError
from aligner.review.decisions.passages import renumbered
from aligner.review.decisions.segment import ReviewSegment
from aligner.review.keeping.store import Store


def decided(segments: Iterable[ReviewSegment], signature: Mapping[str, Any]) -> Corpus:
    """Return the corpus with all decisions: ids from 1 in text order, `edited` where texts were changed."""
    now = list(segments)
    numbers = {segment.key: number for number, segment in enumerate(now, 1)}
    found = (_with_numbers(segment.saved(numbers[segment.key]), numbers) for segment in now)
    return Corpus(tuple(_placed(found)), signature)


def is_checked(signature: Mapping[str, Any]) -> bool:
    """Tell whether a signature says that somebody has looked for errors."""
    options = signature.get("options")
    return "check" in signature or (isinstance(options, Mapping) and bool(options.get("checks", True)))


def content(corpus: Corpus, path: Path, ui_language: str) -> bytes:
    """Return what the file at a path would hold, in the format that its ending names; a report in a language.

    Raises OutputError for a language that there is no report in.
    """
    form = FORMATS[output_format(path)]
    if not isinstance(form, ReportFormat):
        return b"".join(_bytes(corpus, path))
    require_report_language(ui_language)
    return b"".join(map(encoded, form.dump_in(corpus.segments, corpus.signature, ui_language)))


def _with_numbers(segment: Segment, numbers: Mapping[int, int]) -> Segment:
    """Let flags name the segments that they point at by their numbers in this corpus."""
    flags = tuple(renumbered(flag, numbers) for flag in segment.flags)
    return segment if flags == segment.flags else replace(segment, flags=flags)


def save(corpus: Corpus, path: Path, store: Store, generation: int, seq: int) -> None:
    """Write the corpus and its signature, whole or not at all, and remember that this file is the review's own.

    `seq` is the number of the last event that the corpus holds. A file that was not written here, and may hold what a
    corpus does not, is kept as `NAME.original.ENDING`. Raises OutputError where the file cannot be written, or is not
    the one that the review knows.
    """
    found = metadata.file_digest(path)
    if found and store.saved(generation, found) is None and store.base_digest(generation) != found:
        raise OutputError(
            f"{path}: was changed by another program since this review was opened: close and start the review again, "
            "and its decisions are carried over"
        )
    if found and not store.last_saved(generation):
        _keep_foreign(path, found, store.base(generation))
    content = _bytes(corpus, path)
    digest = hashlib.sha256(b"".join(content)).hexdigest()
    with store.writing():  # before the file is there: it must never be taken for another's
        store.expect_saved(generation, digest)
    metadata.tidy(path.parent)
    write_files({path: content, metadata.metadata_path(path): metadata.dump(corpus.signature, lambda: digest)})
    with store.writing():
        store.mark_saved(generation, seq, digest)


def _placed(segments: Iterable[Segment]) -> Iterator[Segment]:
    """Let an empty side lie where the bead before ends: where it was cut off within a sentence, it does not yet."""
    source_end = target_end = 0
    for segment in segments:
        bead = segment.bead
        if bead.is_null:
            if bead.source_start == bead.source_end:
                bead = replace(bead, source_start=source_end, source_end=source_end)
            if bead.target_start == bead.target_end:
                bead = replace(bead, target_start=target_end, target_end=target_end)
        source_end, target_end = bead.source_end, bead.target_end
        yield segment if bead == segment.bead else replace(segment, bead=bead)


def _keep_foreign(path: Path, digest: str, base: Corpus) -> None:
    """Copy a corpus file that holds more than a corpus, such as columns of its own, before it is written over."""
    own = hashlib.sha256(b"".join(_bytes(base, path))).hexdigest()
    copy = path.with_name(f"{path.stem}.original{path.suffix}")
    if own != digest and not copy.exists():
        write_files({copy: [path.read_bytes()]}, like=path)


def _bytes(corpus: Corpus, path: Path) -> list[bytes]:
    form = FORMATS[output_format(path)]
    if isinstance(form, ReadFormat):  # which `output_format` has refused
        return []
    lines: Iterable[str | bytes] = form.dump(corpus.segments, corpus.signature)
    return list(map(encoded, lines))

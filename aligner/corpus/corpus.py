"""What a user gets: the segments of a text pair, which are read, written and counted together."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from os import PathLike
from typing import Any

from aligner.corpus.choosing import STATUS_NAMES, Choice, Chosen
from aligner.corpus.formats import read_segments, write_segments
from aligner.corpus.languages import Wanted
from aligner.corpus.segment import Segment
from aligner.corpus.statistics import Statistics, statistics


@dataclass(frozen=True, slots=True)
class Corpus:
    """Segments in text order, and the signature of the run that made them."""

    segments: tuple[Segment, ...]
    signature: Mapping[str, Any]

    def __iter__(self) -> Iterator[Segment]:
        return iter(self.segments)

    def __len__(self) -> int:
        return len(self.segments)

    def __getitem__(self, index: int) -> Segment:
        return self.segments[index]

    def write(
        self,
        path: str | PathLike[str],
        format: str | None = None,  # noqa: A002  (as users say it)
        *,
        ui_language: str = "en",
    ) -> None:
        """Write the corpus to `path`, or to standard output if that is `-`.

        `format` is `tsv`, `jsonl`, `tmx`, `xliff`, `xlsx` or `html` (a report, which cannot be read back); None goes
        by the path's ending (standard output: TSV). The signature is written to `PATH.meta.json` beside it; a report
        has it inside, and standard output, devices and pipes get none. Old files stay as they were until both are
        complete. `ui_language` (`en`, `de`) is the language of a report, whatever that of the texts is.

        Raises OutputError for an unknown format, one whose library is not installed or that cannot hold the corpus,
        and a file that cannot be written.
        """
        write_segments(self.segments, self.signature, path, format, ui_language)

    def select(
        self, *, status: Iterable[str] | None = None, min_confidence: float = 0.0, two_sided: bool = False
    ) -> Corpus:
        """Return the corpus of some of the segments, which keep their ids.

        `status` are those wanted: `accepted`, `edited`, `rejected` and `open`; None takes all. Of segments with a
        confidence below `min_confidence`, and above 0 of those without one, none is taken; with `two_sided` none that
        lacks a side. Raises ValueError for a status or confidence that there is not.
        """
        wanted = STATUS_NAMES if status is None else tuple(status)
        choice = Choice.of(wanted, min_confidence, "", two_sided=two_sided)
        return Corpus(Chosen.of(self.segments, choice).segments, self.signature)

    def statistics(self) -> Statistics:
        """Count segments, sentences, words, findings and decisions."""
        return statistics(self.segments)

    @classmethod
    def read(cls, path: str | PathLike[str]) -> Corpus:
        """Read a corpus, in the format that the ending of `path` names, and its signature, if there is one.

        Raises CorpusError for a file that is missing or, with the line, does not follow its format.
        """
        return read_corpus(path)


def read_corpus(path: str | PathLike[str], wanted: Wanted = (None, None)) -> Corpus:
    """Read a corpus in the format that its ending names.

    `wanted` are the languages of source and target, for files that hold several. Raises CorpusError.
    """
    segments, signature = read_segments(path, wanted)
    return Corpus(segments, signature)

"""What a user gets: segments, and the corpus that they make."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from os import PathLike
from typing import TYPE_CHECKING, Any

from aligner.alignment.bead import Bead
from aligner.checks.flag import SEVERITIES, Flag
from aligner.corpus.evidence import evidence_of

if TYPE_CHECKING:
    from aligner.corpus.statistics import Statistics


@dataclass(frozen=True, slots=True)
class Segment:
    """A bead with its texts, and all that is known about it.

    `similarity` is the cosine-based likeness of both sides (0 to 1), None for null beads. `confidence` is the
    probability that the bead is right, None in a corpus that was not aligned here. `scores` are the
    calibrated probabilities of omission, addition and mistranslation; empty where no check ran. Spans are
    half-open, in characters of the decoded documents; None where a side is empty or unknown. `status` is
    empty, `accepted`, `rejected` or `edited`. `dismissed` are the keys (`aligner.checks.dismissal`) of flags that a
    reviser does not want to see again.
    """

    id: int
    bead: Bead
    source: str
    target: str
    similarity: float | None = None
    confidence: float | None = None
    flags: tuple[Flag, ...] = ()
    scores: Mapping[str, float] | None = None
    source_span: tuple[int, int] | None = None
    target_span: tuple[int, int] | None = None
    status: str = ""
    note: str = ""
    dismissed: tuple[str, ...] = ()

    @property
    def severity(self) -> str:
        """The worst severity among the flags; empty where there is none."""
        return worst_severity(self.flags)

    @property
    def evidence(self) -> str:
        """One plain sentence a flag, joined by semicolons."""
        return evidence_of(self.flags)


def worst_severity(flags: Iterable[Flag]) -> str:
    """Return the worst severity; empty where there is no finding."""
    found = {flag.severity for flag in flags}
    return next((severity for severity in reversed(SEVERITIES) if severity in found), "")


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

    def write(self, path: str | PathLike[str], format: str | None = None) -> None:  # noqa: A002  (as users say it)
        """Write the corpus to `path`, or to standard output if that is `-`.

        `format` is `tsv`, `jsonl`, `tmx`, `xliff`, `xlsx` or `html` (a report, which cannot be read back); None goes
        by the path's ending (standard output: TSV). The signature is written to `PATH.meta.json` beside it; a report
        has it inside, and standard output, devices and pipes get none. Old files stay as they were until both are
        complete.

        Raises OutputError for an unknown format, one whose library is not installed or that cannot hold the corpus,
        and a file that cannot be written.
        """
        from aligner.corpus.formats import write_corpus

        write_corpus(self, path, format)

    def statistics(self) -> Statistics:
        """Count segments, sentences, words, findings and decisions."""
        from aligner.corpus.statistics import statistics

        return statistics(self.segments)

    @classmethod
    def read(cls, path: str | PathLike[str]) -> Corpus:
        """Read a corpus, in the format that the ending of `path` names, and its signature, if there is one.

        Raises CorpusError for a file that is missing or, with the line, does not follow its format.
        """
        from aligner.corpus.formats import read_corpus

        return read_corpus(path)

"""A corpus as one HTML file that needs nothing else: to read, to print and to send on."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from aligner.checks.flag import SEVERITIES, Flag
from aligner.corpus.languages import UNDETERMINED, languages_of
from aligner.corpus.report.charts import Spot, confidence_counts, dot_plot, histogram
from aligner.corpus.report.marking import plain, shown
from aligner.corpus.report.page import SCRIPT, head
from aligner.corpus.report.rows import anchor, findings, row
from aligner.corpus.report.wording import KINDS, SYMBOLS, counted, language_name, percent, title_of
from aligner.corpus.segment import Segment, worst_severity
from aligner.corpus.statistics import WORST_FIRST, Statistics, open_flags, statistics
from aligner.version import __version__

WORST: Final = 50
"""Segments in the list of the worst."""
_TAG: Final = re.compile("[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8})*")


def dump(segments: Sequence[Segment], signature: Mapping[str, Any]) -> Iterator[str]:
    """Yield the file piece by piece: a summary, the worst findings, and all segments in text order.

    It is readable without its script, which adds filters, and loads nothing: its policy allows its own style and script
    and nothing else. Whatever is in the corpus is shown as text. The same corpus gives the same bytes.
    """
    about = _About.of(segments, signature)
    worst = _worst_first(segments)
    yield from head(about.title)
    yield from _header(about)
    yield "<main>\n"
    yield from _figures(about.counts)
    yield '<div class="overview">\n<div>\n'
    yield from _table_of_flags(about.counts)
    yield from _histogram(segments)
    yield "</div>\n"
    yield from _map(segments, about, worst)
    yield "</div>\n"
    yield from _worst_list(worst[:WORST], about.counts.flagged)
    yield from _text(segments, about)
    yield "</main>\n"
    yield from _footer(signature)
    yield f"<script>{SCRIPT}</script>\n</body>\n</html>\n"


@dataclass(frozen=True, slots=True)
class _About:
    """What a report says of its corpus as a whole. `tags` are the languages for `lang`, empty where unknown."""

    title: str
    tags: tuple[str, str]
    names: tuple[str, str]
    counts: Statistics

    @classmethod
    def of(cls, segments: Sequence[Segment], signature: Mapping[str, Any]) -> _About:
        codes = [
            code if code != UNDETERMINED and _TAG.fullmatch(code) else "" for code in languages_of(segments, signature)
        ]
        files = [_file_name(signature, side) for side in ("source", "target")]
        title = " → ".join(files) if all(files) else "Parallel text"
        source, target = (language_name(code) for code in codes)
        return cls(title, (codes[0], codes[1]), (source or "Source", target or "Target"), statistics(segments))


@dataclass(frozen=True, slots=True)
class _Flagged:
    """A segment with findings, and where in the corpus it is."""

    position: int
    segment: Segment
    flags: tuple[Flag, ...]

    @property
    def rank(self) -> tuple[float, ...]:
        """Worst first: by severity, then the most probable finding, then the most doubtful alignment."""
        severity = SEVERITIES.index(worst_severity(self.flags))
        probability = max(flag.probability or 0 for flag in self.flags if flag.severity == SEVERITIES[severity])
        return -severity, -probability, self.segment.confidence or 0, self.position


def _worst_first(segments: Sequence[Segment]) -> list[_Flagged]:
    flagged = (
        _Flagged(position, segment, flags)
        for position, segment in enumerate(segments)
        if (flags := open_flags(segment))
    )
    return sorted(flagged, key=lambda found: found.rank)


def _file_name(signature: Mapping[str, Any], side: str) -> str:
    known = signature.get(side)
    name = known.get("name") if isinstance(known, dict) else None
    return name if isinstance(name, str) and name != "-" else ""


def _header(about: _About) -> Iterator[str]:
    counts = about.counts
    yield (
        '<header>\n<p class="skip"><a href="#text">Skip to the text</a></p>\n'
        f"<h1><bdi>{plain(about.title)}</bdi></h1>\n<p>{plain(about.names[0])} → {plain(about.names[1])}: "
        f"{counted(counts.segments, 'segment')}, {counted(counts.source.words, 'word')} → "
        f"{counted(counts.target.words, 'word')}</p>\n</header>\n"
    )


def _figures(counts: Statistics) -> Iterator[str]:
    mean = counts.mean_confidence
    grades = {
        f'<span class="symbol severity-{severity}" aria-hidden="true">{SYMBOLS[severity]}</span> {severity}': (
            f"{counts.severities.get(severity, 0):,}"
        )
        for severity in WORST_FIRST
    }
    figures = {
        "Segments with findings": f"{counts.flagged:,}",
        **grades,
        "Not in the target": f"{counts.without_target:,}",
        "Not in the source": f"{counts.without_source:,}",
        "Mean confidence": "–" if mean is None else percent(mean),
        "Reviewed": percent(counts.reviewed_share),
    }
    yield '<h2>Summary</h2>\n<dl class="figures">\n'
    for name, value in figures.items():
        yield f"<div><dt>{name}</dt><dd>{value}</dd></div>\n"
    yield "</dl>\n"


def _table_of_flags(counts: Statistics) -> Iterator[str]:
    yield "<h2>Findings</h2>\n"
    found = counts.by_name()
    if not found:
        yield "<p>Nothing was flagged.</p>\n"
        return
    grades = "".join(f'<th scope="col">{severity}</th>' for severity in (*WORST_FIRST, "all"))
    yield f'<table class="counts">\n<thead><tr><th scope="col">Finding</th>{grades}</tr></thead>\n<tbody>\n'
    for name, counts_of_name in found.items():
        yield _row_of_counts(title_of(name), [*counts_of_name.values()])
    yield "</tbody>\n<tfoot>\n" + _row_of_counts("All", [*counts.by_severity().values()]) + "</tfoot>\n</table>\n"


def _row_of_counts(name: str, numbers: Sequence[int]) -> str:
    cells = "".join(f"<td>{number:,}</td>" if number else "<td>–</td>" for number in (*numbers, sum(numbers)))
    return f'<tr><th scope="row">{plain(name)}</th>{cells}</tr>\n'


def _histogram(segments: Sequence[Segment]) -> Iterator[str]:
    yield "<h2>Confidence</h2>\n<figure>\n"
    yield from histogram(confidence_counts(segment.confidence for segment in segments))
    yield (
        "<figcaption>Segments by confidence: the probability that source and target of a segment belong together."
        "</figcaption>\n</figure>\n"
    )


def _map(segments: Sequence[Segment], about: _About, worst: Iterable[_Flagged]) -> Iterator[str]:
    spots = [
        Spot(
            found.position,
            anchor(found.segment),
            worst_severity(found.flags),
            f"Segment {found.segment.id}: {', '.join(title_of(flag.name) for flag in found.flags)}",
        )
        for found in worst
    ]
    yield "<div>\n<h2>Map</h2>\n<figure>\n"
    yield from dot_plot([segment.bead for segment in segments], spots, about.names)
    yield (
        "<figcaption>The alignment through both texts. A level stretch is missing in the target, an upright one has no "
        "source. A dot is a segment with findings, the farther from the line the graver, and leads to it."
        "</figcaption>\n</figure>\n</div>\n"
    )


def _worst_list(worst: Sequence[_Flagged], flagged: int) -> Iterator[str]:
    if not worst:
        return
    which = f"The first {len(worst)} of {flagged:,} segments with findings" if flagged > len(worst) else "All findings"
    yield (
        f'<h2>Worst first</h2>\n<p>{which}, by severity and then by how probable they are.</p>\n<ol class="worst">\n'
    )
    for found in worst:
        yield (f'<li><a href="#{anchor(found.segment)}">Segment {found.segment.id}</a>{findings(found.flags)}</li>\n')
    yield "</ol>\n"


def _text(segments: Sequence[Segment], about: _About) -> Iterator[str]:
    legend = "".join(f'<li><mark class="f-{kind}">{kind}</mark></li>' for kind in KINDS)
    # The report is in English: texts in English need not say so.
    tags = tuple("" if tag == "en" else tag or UNDETERMINED for tag in about.tags)
    yield (
        '<h2 id="text" tabindex="-1">Text</h2>\n'
        f'<ul class="legend" aria-label="How words are marked">{legend}</ul>\n'
        "<p>Under the number of a segment stands its confidence; after a finding, the probability that it is "
        "right.</p>\n"
        f'<table class="segments">\n<thead><tr><th scope="col">Segment</th><th scope="col">{plain(about.names[0])}</th>'
        f'<th scope="col">{plain(about.names[1])}</th><th scope="col">Findings</th></tr></thead>\n<tbody>\n'
    )
    for segment in segments:
        yield row(segment, (tags[0], tags[1]))
    yield "</tbody>\n</table>\n"


def _footer(signature: Mapping[str, Any]) -> Iterator[str]:
    yield f"<footer>\n<p>Made by aligner {plain(__version__)}.</p>\n"
    for name, told in (("signature", "Signature"), ("check", "Check"), ("model", "Model")):
        if signature.get(name):
            yield f"<p>{told}: <code>{shown(str(signature[name]))}</code></p>\n"
    for side, told in (("source", "Source"), ("target", "Target")):
        known = signature.get(side)
        digest = known.get("sha256") if isinstance(known, dict) else None
        if digest:
            yield f"<p>{told}, SHA-256: <code>{shown(str(digest))}</code></p>\n"
    yield "</footer>\n"

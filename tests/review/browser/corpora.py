"""Corpora for the review page, all made up here."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

from aligner.alignment.bead import Bead
from aligner.checks.flag import Flag, Severity
from aligner.checks.kinds import FLAG_KINDS
from aligner.corpus.corpus import Corpus
from aligner.corpus.segment import Segment

SIGNATURE = {"version": "0.0.0", "source_lang": "en", "target_lang": "de"}

Finding = tuple[str, Severity, str, str, str]
"""Name, severity, the words of the source and of the target that it points at, and what it says."""

TOWN: tuple[tuple[int, int, str, str, tuple[Finding, ...]], ...] = (
    (1, 1, "The museum opens at nine on weekdays.", "Das Museum öffnet werktags um neun.", ()),
    (
        1,
        1,
        "The hall holds 450 people.",
        "Der Saal fasst 540 Personen.",
        (("number", "critical", "450", "540", '"450" in the source is "540" in the target'),),
    ),
    (
        1,
        1,
        "The fair starts on 4 May 2021.",
        "Die Messe beginnt am 5. Mai 2021.",
        (("date", "major", "4 May 2021", "5. Mai 2021", "The source says 4 May, the target 5 May."),),
    ),
    (
        1,
        1,
        "Ms Keller walked three miles to the lake.",
        "Frau Kessler ging drei Kilometer zum See.",
        (
            ("name", "major", "Keller", "Kessler", "Keller became Kessler."),
            ("unit", "major", "miles", "Kilometer", "Miles became kilometres."),
        ),
    ),
    (
        2,
        1,
        "The bridge is closed. Drivers take the old road along the river.",
        "Die Brücke ist gesperrt, der Verkehr nimmt die alte Straße.",
        (("omission:phrase", "minor", "along the river", "", "“along the river” has no counterpart."),),
    ),
    (1, 0, "Nobody was hurt.", "", (("omission:sentence", "critical", "Nobody was hurt.", "", "Not translated."),)),
    (
        0,
        1,
        "",
        "Weitere Auskünfte erteilt das Rathaus.",
        (("addition:sentence", "major", "", "Weitere Auskünfte erteilt das Rathaus.", "Not in the source."),),
    ),
    (
        1,
        1,
        "Do not open the valve.",
        "Öffnen Sie das Ventil.",
        (("negation", "critical", "not", "", "The source says not, the target does not."),),
    ),
    (
        1,
        2,
        "The choir sings in the cathedral on Sunday.",
        "Der Chor singt am Sonntag. Er singt, wie jedes Jahr, im Dom.",
        (("addition:phrase", "minor", "", "wie jedes Jahr", "“wie jedes Jahr” is not in the source."),),
    ),
    (
        1,
        1,
        "The update repairs the printer.",
        "Das Update repariert den printer.",
        (("untranslated", "major", "printer", "printer", "“printer” is left in English."),),
    ),
    (
        1,
        1,
        "The cat slept all day.",
        "Der Hund bellte, und zwar von früh bis spät und ohne jede Pause.",
        (
            ("meaning", "critical", "", "", "The two sides say different things."),
            ("length", "minor", "", "", "The target is far longer than the source."),
        ),
    ),
    (
        1,
        1,
        "Please ring the bell.",
        "Bitte läuten.",
        (("inconsistent", "minor", "", "", "Segment 14 translates this differently."),),
    ),
    (
        1,
        1,
        "The library lends tools as well.",
        "Der Bus fährt bis zum Markt.",
        (
            ("uncertain", "minor", "", "", "This alignment is doubtful."),
            ("moved", "minor", "The library lends tools as well.", "", "Translated elsewhere."),
        ),
    ),
    (1, 1, "Please ring the bell.", "Bitte klingeln.", ()),
    (1, 1, "The tower has a clock.", "Der Turm hat eine Uhr.", ()),
)
"""A town in fifteen segments, which have every flag there is."""

HORSES: tuple[tuple[int, int, str, str, tuple[Finding, ...]], ...] = (
    (
        1,
        1,
        "🙂 The horse ate three apples.",
        "🙂 Der Hund fraß drei Äpfel.",
        (
            (
                "meaning",
                "major",
                "horse",
                "Hund",
                '"Hund" in the translation means something else than "horse" in the source',
            ),
        ),
    ),
    (
        1,
        1,
        "Ms Keller rode home along the river.",
        "Frau Kessler ritt zügig heim.",
        (
            ("meaning", "major", "Ms Keller", "Frau Kessler", "Somebody else."),
            ("name", "major", "Keller", "Kessler", "Keller became Kessler."),
            ("omission:phrase", "minor", "along the river", "", "“along the river” has no counterpart."),
            ("addition:phrase", "minor", "", "zügig", "“zügig” is not in the source."),
        ),
    ),
    (
        1,
        1,
        "<b onclick=window.hacked=1>Mare</b> {words}",
        "<img src=x onerror=window.hacked=2> \u202eStute",
        (
            (
                "meaning",
                "major",
                "<b onclick=window.hacked=1>Mare</b> {words}",
                "<img src=x onerror=window.hacked=2> \u202eStute",
                "",
            ),
        ),
    ),
)
"""Flags of words that overlap, of one side and of both, and of words that would like to be code."""

HOSTILE = (
    "<script>window.hacked = 1</script>",
    '"><img src=x onerror="window.hacked = 2">',
    "'><svg onload=window.hacked=3>",
    "</textarea><script>window.hacked = 4</script>",
    "javascript:window.hacked=5//",
    "{{constructor.constructor('window.hacked=6')()}} ${window.hacked=7}",
    "</style><style>body { display: none }</style>",
    "&lt;b&gt; stays as it is &amp;amp;",
    "price \u202e321\u202c and \u2066isolated\u2069 text",
    "nul \u0001 and \ufeff mark, \u200bzero\u200b width, a\u0301 accent, 🙂",
    "-->]]><!--<b id=injected>bold</b>",
)


def town() -> Corpus:
    """Return fifteen segments with every flag, beads of several sizes and both kinds of null beads."""
    return _corpus(TOWN)


def horses() -> Corpus:
    """Return three segments whose flagged words answer to each other, or to nothing."""
    return _corpus(HORSES)


def _corpus(told: Sequence[tuple[int, int, str, str, tuple[Finding, ...]]]) -> Corpus:
    segments: list[Segment] = []
    i = j = 0
    for number, (sources, targets, source, target, findings) in enumerate(told, 1):
        bead = Bead(i, i + sources, j, j + targets)
        i, j = bead.source_end, bead.target_end
        flags = tuple(_flag(finding, source, target) for finding in findings)
        similarity = None if bead.is_null else round(0.95 - 0.03 * len(flags) - 0.01 * number, 2)
        segments.append(Segment(number, bead, source, target, similarity, 1 - 0.05 * number, flags))
    return Corpus(tuple(segments), SIGNATURE)


def hostile() -> Corpus:
    """Return texts that would like to be code; each is marked as a flag, and stands in its message too."""
    segments = []
    for place, text in enumerate(HOSTILE):
        flags = (Flag("meaning", FLAG_KINDS["meaning"].category, "critical", 0.9, (0, len(text)), (0, 3), text),)
        bead = Bead(place, place + 1, place, place + 1)
        segments.append(Segment(place + 1, bead, text, f"„{text}“", 0.5, 0.5, flags, note=text))
    last = len(HOSTILE)
    vast = ("A word and another. " * 52_500).strip()
    segments.append(Segment(last + 1, Bead(last, last + 1, last, last + 1), vast, "Ein Wort.", 0.1, 0.1))
    return Corpus(tuple(segments), SIGNATURE)


def write_many(path: Path, count: int) -> None:
    """Write so many segments, every tenth with a flag."""
    with path.open("w", encoding="utf-8") as file:
        file.write(json.dumps({"signature": SIGNATURE}) + "\n")
        file.writelines(json.dumps(line) + "\n" for line in _lines(count))


def one_status(corpus: Corpus, statuses: Sequence[str]) -> Corpus:
    """Give the first segments these statuses."""
    given = [*statuses, *[""] * (len(corpus) - len(statuses))]
    changed = (replace(segment, status=status) for segment, status in zip(corpus, given, strict=True))
    return Corpus(tuple(changed), corpus.signature)


def _flag(finding: Finding, source: str, target: str) -> Flag:
    name, severity, source_words, target_words, message = finding
    return Flag(
        name,
        FLAG_KINDS[name].category,
        severity,
        0.8,
        _span(source, source_words),
        _span(target, target_words),
        message,
    )


def _span(text: str, words: str) -> tuple[int, int] | None:
    return (text.index(words), text.index(words) + len(words)) if words else None


def _lines(count: int) -> Iterator[dict[str, object]]:
    for number in range(1, count + 1):
        line: dict[str, object] = {
            "id": number,
            "bead": "1-1",
            "source": f"Barrel {number} was filled with cider.",
            "target": f"Fass {number} wurde mit Apfelwein gefüllt.",
            "similarity": 0.9,
            "confidence": 0.99,
            "source_sentences": [number - 1],
            "target_sentences": [number - 1],
        }
        if number % 10 == 0:
            severity = ("minor", "major", "critical")[number // 10 % 3]
            line["flags"] = [
                {
                    "name": "number",
                    "category": FLAG_KINDS["number"].category,
                    "severity": severity,
                    "probability": 0.7,
                    "source_span": [7, 7 + len(str(number))],
                    "target_span": [5, 5 + len(str(number))],
                    "message": f"Look at barrel {number}.",
                }
            ]
        yield line

"""How well flags find errors: `python -m benchmarks.flags KIND FILE [--json OUT]`.

KIND says what FILE is:

- `annotated`: JSONL of translations with marked errors, as from MQM (`source_en`, `target_de`, `system`; `errors`
  with side, start, end and category, `has_omission`, `has_omission_major`, `has_addition`, `has_mistranslation_major`).
- `pairs`: a good translation and one with a single error made on purpose: JSONL with `source_de`, `mt_en`, `pert_en`
  and `pert`, the kind of error, or TSV with `src_en`, `correct_de` and `incorrect_de`.
- `clean`: TSV with `de` and `en`, translations without errors: every flag is a false alarm.

Flags are those at the default sensitivity. AUC is the area under the ROC curve, AP average precision; spans are
compared by the words that they touch.
"""

from __future__ import annotations

import argparse
import csv
import json
import re
import time
from collections import Counter, defaultdict
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import aligner
from aligner.alignment.bead import Bead
from benchmarks.flag_scores import (
    area_under_curve,
    area_within,
    average_precision,
    f1,
    marked_words,
    precision_at,
    reliability,
)

Figures = dict[str, Any]
TOP = (20, 50, 100)
LABELS = {
    "omission": "has_omission_major",
    "addition": "has_addition",
    "mistranslation": "has_mistranslation_major",
}


def main(arguments: Sequence[str] | None = None) -> None:
    """Check the texts of a file and print the figures."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("kind", choices=sorted(KINDS), metavar="KIND", help=", ".join(sorted(KINDS)))
    parser.add_argument("file", type=Path, metavar="FILE")
    parser.add_argument("--json", type=Path, metavar="OUT", help="write the figures here too")
    options = parser.parse_args(arguments)
    started = time.perf_counter()
    figures = KINDS[options.kind](options.file)
    figures["seconds"] = round(time.perf_counter() - started, 1)
    for name, value in figures.items():
        print(f"{name}\t{value}")
    if options.json:
        options.json.write_text(json.dumps(figures, indent=2) + "\n")


def annotated(path: Path) -> Figures:
    """Compare scores and spans with what raters marked."""
    rows = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
    segments = _checked([(row["source_en"], row["target_de"]) for row in rows], ("en", "de"))
    figures: Figures = {}
    for name, label in LABELS.items():
        scores, truth = _scores(segments, name), [bool(row[label]) for row in rows]
        figures[f"{name} AUC"] = round(area_under_curve(scores, truth), 4)
        figures[f"{name} AP"] = round(average_precision(scores, truth), 4)
        groups = _grouped([row["source_en"] for row in rows], scores, truth)
        figures[f"{name} AUC within one source"] = round(area_within(groups), 4)
        figures[f"{name} reliability"] = _table(reliability(scores, truth))
    any_omission = [bool(row["has_omission"]) for row in rows]
    for count in TOP:
        figures[f"omission precision at {count}"] = precision_at(count, _scores(segments, "omission"), any_omission)
    figures["omitted words P, R, F1"] = _omitted_words(rows, segments)
    figures["mistranslated words P, R, F1"] = _mistranslated_words(rows, segments)
    flagged = [any(flag.name.startswith("omission") for flag in segment.flags) for segment in segments]
    both = sum(a and b for a, b in zip(flagged, any_omission, strict=True))
    figures["omission flag P, R, F1"] = _rounded(f1(both, sum(flagged), sum(any_omission)))
    figures["omissions by system"] = _by_system(rows, segments)
    return figures


def pairs(path: Path) -> Figures:
    """Compare a good translation of each text with one that holds an error."""
    texts, kinds, languages = _read_pairs(path)
    # A document each: a good version beside a bad one would say what that lacks.
    goods = _checked([(source, good) for source, good, _ in texts], languages)
    bads = _checked([(source, bad) for source, _, bad in texts], languages)
    by_kind = defaultdict(list)
    for kind, good, bad in zip(kinds, goods, bads, strict=True):
        by_kind[kind].append((good, bad))
    figures: Figures = {}
    for kind, found in sorted(by_kind.items()):
        worst = [max((segment.scores or {"": 0.0}).values()) for pair in found for segment in pair]
        names = Counter(name for _, bad in found for name in {flag.name for flag in bad.flags})
        figures[kind] = {
            "pairs": len(found),
            "wrong flagged": round(sum(bool(bad.flags) for _, bad in found) / len(found), 3),
            "right flagged": round(sum(bool(good.flags) for good, _ in found) / len(found), 3),
            "wrong ranked below": round(sum(_wins(bad, good) for good, bad in found) / len(found), 3),
            "AUC": round(area_under_curve(worst, [k % 2 == 1 for k in range(len(worst))]), 3),
            "flags": dict(names.most_common(3)),
        }
    return figures


def clean(path: Path) -> Figures:
    """Count the flags of translations that have no errors, by name."""
    with path.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE))
    segments = _checked([(row["de"], row["en"]) for row in rows], ("de", "en"))
    names = Counter(name for segment in segments for name in {flag.name for flag in segment.flags})
    shares = {name: round(count / len(segments), 4) for name, count in names.most_common()}
    return {"any": round(sum(bool(segment.flags) for segment in segments) / len(segments), 4), **shares}


def _wins(bad: aligner.Segment, good: aligner.Segment) -> float:
    """Return 1 where the bad translation has the worse score of the two, a half where they are equal."""
    worst, other = (max((segment.scores or {"": 0.0}).values()) for segment in (bad, good))
    return 0.5 if worst == other else float(worst > other)


KINDS: dict[str, Callable[[Path], Figures]] = {"annotated": annotated, "pairs": pairs, "clean": clean}


def _checked(texts: Sequence[tuple[str, str]], languages: tuple[str, str]) -> list[aligner.Segment]:
    segments = tuple(
        aligner.Segment(number, Bead(number - 1, number, number - 1, number), _one_line(a), _one_line(b))
        for number, (a, b) in enumerate(texts, 1)
    )
    # Texts of many documents: what goes by the whole document says nothing here.
    return list(
        aligner.check(
            aligner.Corpus(segments, {}),
            source_language=languages[0],
            target_language=languages[1],
            skip=("inconsistent", "length"),
        )
    )


def _one_line(text: str) -> str:
    """Make every white space a space, so that spans stay as they are."""
    return re.sub(r"\s", " ", text)


def _read_pairs(path: Path) -> tuple[list[tuple[str, str, str]], list[str], tuple[str, str]]:
    """Read source, good and bad translation; the kind of each error; the languages."""
    if path.suffix == ".jsonl":
        rows = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
        texts = [(row["source_de"], row["mt_en"], row["pert_en"]) for row in rows]
        return texts, [row["pert"] for row in rows], ("de", "en")
    with path.open(encoding="utf-8", newline="") as file:
        table = list(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE))
    texts = [(row["src_en"], row["correct_de"], row["incorrect_de"]) for row in table]
    return texts, [path.name.removesuffix(".tsv")] * len(texts), ("en", "de")


def _omitted_words(rows: Sequence[dict[str, Any]], segments: Sequence[aligner.Segment]) -> tuple[float, ...]:
    spans = [
        [flag.source_span for flag in segment.flags if flag.name.startswith("omission") and flag.source_span]
        for segment in segments
    ]
    marked = [_marked(row, "source", "accuracy/omission") for row in rows]
    return _words_in_common([row["source_en"] for row in rows], marked, spans)


def _mistranslated_words(rows: Sequence[dict[str, Any]], segments: Sequence[aligner.Segment]) -> tuple[float, ...]:
    spans = [
        [flag.target_span for flag in segment.flags if flag.name == "meaning" and flag.target_span]
        for segment in segments
    ]
    marked = [_marked(row, "target", "accuracy/mistranslation") for row in rows]
    return _words_in_common([row["target_de"] for row in rows], marked, spans)


def _marked(row: dict[str, Any], side: str, category: str) -> list[tuple[int, int]]:
    """Return the places on a side where raters saw errors of a category."""
    return [
        (error["start"], error["end"])
        for error in row["errors"]
        if error["side"] == side and error["category"].startswith(category) and error["start"] is not None
    ]


def _words_in_common(
    texts: Sequence[str], marked: Sequence[list[tuple[int, int]]], spans: Sequence[list[tuple[int, int]]]
) -> tuple[float, ...]:
    hit = found = wanted = 0
    for text, gold_spans, own_spans in zip(texts, marked, spans, strict=True):
        gold, mine = marked_words(text, gold_spans), marked_words(text, own_spans)
        hit, found, wanted = hit + len(gold & mine), found + len(mine), wanted + len(gold)
    return _rounded(f1(hit, found, wanted))


def _by_system(rows: Sequence[dict[str, Any]], segments: Sequence[aligner.Segment]) -> Figures:
    systems = _grouped(
        [row["system"] for row in rows],
        _scores(segments, "omission"),
        [bool(row["has_omission_major"]) for row in rows],
    )
    names = dict.fromkeys(row["system"] for row in rows)
    return {
        name: {"positives": sum(truth), "AUC": round(area_under_curve(scores, truth), 3)}
        for name, (scores, truth) in zip(names, systems, strict=True)
    }


def _grouped(
    keys: Sequence[str], scores: Sequence[float], truth: Sequence[bool]
) -> list[tuple[list[float], list[bool]]]:
    """Put scores and labels together by key, keys in the order of their first occurrence."""
    groups: dict[str, tuple[list[float], list[bool]]] = {}
    for key, score, label in zip(keys, scores, truth, strict=True):
        group = groups.setdefault(key, ([], []))
        group[0].append(score)
        group[1].append(label)
    return list(groups.values())


def _scores(segments: Sequence[aligner.Segment], name: str) -> list[float]:
    return [(segment.scores or {}).get(name, 0.0) for segment in segments]


def _table(rows: Sequence[tuple[float, float, int]]) -> str:
    return " ".join(f"{stated:.2f}:{true:.2f}({count})" for stated, true, count in rows)


def _rounded(values: Sequence[float]) -> tuple[float, ...]:
    return tuple(round(value, 4) for value in values)


if __name__ == "__main__":
    main()

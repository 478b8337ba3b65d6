"""Writes into README.md and docs/ what the program says now of what is in the repository: excerpts, scores, weights.

`python -m tools.documents` makes the marked regions of the documents anew, `python -m tools.documents --check` names
those that differ and exits with 1, `python -m tools.documents NAME` prints one. A region looks like this, over several
lines or within one, in a cell of a table too:

    <!-- made by: python -m tools.documents NAME -->what is made<!-- end -->

Run it whenever the model or any fitted weights change. What needs data from outside the repository is not made here:
those tables stand under `<!-- measured by: COMMAND -->`, and the tests hold that the command exists.
"""

from __future__ import annotations

import argparse
import json
import re
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import Any, Final

ROOT: Final = Path(__file__).resolve().parent.parent
PRESS_RELEASE: Final = ROOT / "corpus" / "press_release"
_REGION: Final = re.compile(
    r"(?P<mark><!-- made by: python -m tools\.documents (?P<name>\w+) -->)(?P<held>.*?)(?P<end><!-- end -->)", re.DOTALL
)
_SHOWN: Final = ("id", "bead", "source", "target", "similarity", "confidence", "flags", "severity")
_LONGEST: Final = 40
"""Characters of a cell in an excerpt; longer texts are cut."""


def documents() -> list[Path]:
    """Return the documents that may have regions."""
    return [ROOT / "README.md", ROOT / "CONTRIBUTING.md", *sorted((ROOT / "docs").glob("*.md"))]


def made_anew(text: str) -> str:
    """Return a document with what its regions hold made anew. Raises KeyError for a region that nothing makes."""

    def region(found: re.Match[str]) -> str:
        made = MAKERS[found["name"]]()
        lines = "\n" if found["held"].startswith("\n") else ""
        return f"{found['mark']}{lines}{made}{lines}{found['end']}"

    return _REGION.sub(region, text)


def regions(text: str) -> Iterator[tuple[str, str]]:
    """Yield the name of each region and what it holds."""
    return ((found["name"], found["held"].strip("\n")) for found in _REGION.finditer(text))


@dataclass(frozen=True, slots=True)
class Aligned:
    """What `aligner align` writes of the press release: rows by column (TSV), segments (JSONL), scores against gold."""

    rows: tuple[Mapping[str, str], ...]
    segments: tuple[Mapping[str, Any], ...]
    scores: Mapping[str, Any]


@cache
def press_release() -> Aligned:
    """Run the commands that a user would run, without vectors of earlier runs."""
    with tempfile.TemporaryDirectory() as folder:
        table, objects = Path(folder, "parallel.tsv"), Path(folder, "parallel.jsonl")
        _run("align", PRESS_RELEASE / "en.txt", PRESS_RELEASE / "de.txt", "--no-cache", "-q", "-o", objects)
        _run("export", objects, "-o", table)
        header, *lines = table.read_text(encoding="utf-8").removesuffix("\n").split("\n")
        _, *segments = map(json.loads, objects.read_text(encoding="utf-8").splitlines())
        scores = json.loads(_run("evaluate", "--json", PRESS_RELEASE / "en-de.gold", objects))
    rows = tuple(dict(zip(header.split("\t"), line.split("\t"), strict=True)) for line in lines)
    return Aligned(rows, tuple(segments), scores)


def _run(*arguments: str | Path) -> str:
    command = [sys.executable, "-m", "aligner", *map(str, arguments)]
    done = subprocess.run(command, check=False, cwd=ROOT, capture_output=True, encoding="utf-8")
    if done.returncode:
        raise SystemExit(f"{' '.join(command)}: {done.stderr}")
    return done.stdout


def excerpt() -> str:
    """Show the first segment without flags and the first with each combination of them, and what one flag says."""
    first_of = {row["flags"]: row for row in reversed(press_release().rows)}
    rows = sorted(first_of.values(), key=lambda row: int(row["id"]))
    cells = [list(_SHOWN), *([_shortened(row[name]) for name in _SHOWN] for row in rows)]
    widths = [max(map(len, column)) for column in zip(*cells, strict=True)]
    lines = ["  ".join(map(str.ljust, line, widths)).rstrip() for line in cells]
    told = next(row for row in rows if row["evidence"] and row["source"] and row["target"])
    evidence = f"The `evidence` of segment {told['id']} is `{told['evidence']}`."
    return "\n".join(["```text", *lines, "```", "", evidence])


def gold() -> str:
    """Give strict and null F1 of the press release."""
    scores = press_release().scores
    return f"{scores['strict']['f1']:.3f} / {scores['null']['f1']:.3f}"


def issues() -> str:
    """Count the known issues of the press release that are flagged where they are, and the flags beside them."""
    segments = press_release().segments
    known = [json.loads(line) for line in (PRESS_RELEASE / "issues.jsonl").read_text(encoding="utf-8").splitlines()]
    places = [(issue, segment) for issue in known for segment in segments if _holds(segment, issue)]
    hits = [(issue, flag) for issue, segment in places for flag in segment["flags"] if _meets(flag, segment, issue)]
    met = sum(any(hit is issue for hit, _ in hits) for issue in known)
    near = sum(any(at is issue and segment["flags"] for at, segment in places) for issue in known) - met
    beside = sum(len(segment["flags"]) for segment in segments) - len({id(flag) for _, flag in hits})
    counts = f"{met} of {len(known)} flagged where they are, {near} more in a segment flagged for another"
    return f"{counts}; {beside or 'no'} false {'alarm' if beside < 2 else 'alarms'}"


def _holds(segment: Mapping[str, Any], issue: Mapping[str, Any]) -> bool:
    sides = (("source_sentences", "en"), ("target_sentences", "de"))
    return any(set(segment[numbers]) & set(issue[side]) for numbers, side in sides)


def _meets(flag: Mapping[str, Any], segment: Mapping[str, Any], issue: Mapping[str, Any]) -> bool:
    """Tell whether a flag speaks of characters that the issue speaks of, on either side."""
    for side, language in (("source", "en"), ("target", "de")):
        marked, quoted = flag[f"{side}_span"], issue[f"{language}_span"]
        start = segment[side].find(quoted) if quoted else -1
        if marked and start >= 0 and marked[0] < start + len(quoted) and start < marked[1]:
            return True
    return False


def weights() -> str:
    """Tabulate the fitted weights of a bead, as they ship."""
    folder = ROOT / "aligner" / "alignment"
    fitted, words = (
        json.loads((folder / name).read_text("utf-8")) for name in ("parameters.json", "word_evidence.json")
    )
    rows = [(name, f"{value:.2f}") for name, value in fitted["features"].items()]
    rows += [(f"prior of {kind}", f"{value:.2f}") for kind, value in fitted["beads"].items() if kind in _COMMON]
    rows += [(f"null, {name}", f"{value:.2f}") for name, value in fitted["null"].items()]
    rows += [
        (f"words of {name} beads: slope, constant", ", ".join(f"{value:.2f}" for value in words[name]))
        for name in words
    ]
    return "\n".join(["| weight | ships as |", "|---|---|", *(f"| {name} | {value} |" for name, value in rows)])


_COMMON: Final = ("1-1", "1-2", "2-1", "2-2")
MAKERS: Final[Mapping[str, Callable[[], str]]] = MappingProxyType(
    {"excerpt": excerpt, "gold": gold, "issues": issues, "weights": weights}
)
"""What makes the region of each name."""


def _shortened(text: str) -> str:
    return text if len(text) <= _LONGEST else f"{text[: _LONGEST - 1].rstrip()}…"


def main(arguments: Sequence[str] | None = None) -> int:
    """Make the documents anew, check them, or print one region; return the exit code."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("name", nargs="?", choices=MAKERS, metavar="NAME", help=f"{', '.join(MAKERS)}: print only this")
    parser.add_argument("--check", action="store_true", help="change nothing; exit with 1 where a document differs")
    options = parser.parse_args(arguments)
    if options.name:
        print(MAKERS[options.name]())
        return 0
    differing = {path: made for path in documents() if (made := made_anew(text := _read(path))) != text}
    for path, made in differing.items():
        print(f"{path.relative_to(ROOT)}: {'differs from what is made now' if options.check else 'made anew'}")
        if not options.check:
            path.write_text(made, encoding="utf-8", newline="\n")
    return int(options.check and bool(differing))


def _read(path: Path) -> str:
    return path.read_text(encoding="utf-8")


if __name__ == "__main__":
    sys.exit(main())

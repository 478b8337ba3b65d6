"""Kills runs of `align`, `export` and the saving of a review at any moment, and looks at what they leave.

Nothing that was there may be lost, a corpus and its metadata must belong together, every decision that was confirmed
must be in the review, and after the next run nothing may be left over.

    python -m tools.kills --kills 200
"""

from __future__ import annotations

import argparse
import json
import os
import random
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Mapping
from hashlib import sha256
from pathlib import Path
from typing import Final

from aligner.alignment.bead import Bead
from aligner.corpus.corpus import Corpus
from aligner.corpus.segment import Segment
from aligner.review.session import ReviewSession

_SENTENCES: Final = 400
_SAVING: Final = """
import sys
from aligner.review.decisions.events import Note
from aligner.review.session import ReviewSession
with ReviewSession(sys.argv[1]) as session:
    for number in range(1, 100000):
        session.decide(Note(number % 300 + 1, f"note {number}"), session.revision, "w")
        print(number, flush=True)
        if number % 3 == 0:
            session.save()
"""


def kill(command: list[str], delay: float, output: Path) -> bool:
    """Run a command, kill it after so many seconds, and tell whether it was still running."""
    with output.open("wb") as file:
        process = subprocess.Popen(command, stdout=file, stderr=subprocess.DEVNULL, env=os.environ)
        try:
            process.wait(delay)
        except subprocess.TimeoutExpired:
            process.send_signal(signal.SIGKILL)
            process.wait()
            return True
    return False


def faults_of_pair(path: Path, allowed: set[str]) -> list[str]:
    """Return what is wrong with a corpus and its metadata after a kill; `allowed` are the digests of old and new."""
    content = path.read_bytes()
    faults = [] if sha256(content).hexdigest() in allowed else [f"{path.name} is neither the old nor the new file"]
    corpus = Corpus.read(path)  # the next start, which tidies up
    beside = path.with_name(f"{path.name}.meta.json")
    if not beside.exists():
        faults.append("the metadata are gone")
    elif json.loads(beside.read_bytes()).get("corpus_sha256") != sha256(content).hexdigest():
        faults.append("the metadata are those of another corpus")
    elif corpus.signature.get("counts", {}).get("segments") not in (None, len(corpus)):
        faults.append("the metadata count other segments")
    return faults + leftovers(path.parent)


def leftovers(folder: Path) -> list[str]:
    """Return the names of files that nobody knows any more."""
    return [f"{path.name} is left over" for path in folder.iterdir() if path.name.startswith(".")]


def _corpus(size: int, word: str) -> Corpus:
    segments = tuple(
        Segment(number + 1, Bead(number, number + 1, number, number + 1), f"{word} {number}.", f"Wort {number}.")
        for number in range(size)
    )
    return Corpus(segments, {"counts": {"segments": size}, "word": word})


class Command:
    """`aligner COMMAND … -o OUT` over an older OUT."""

    def __init__(self, folder: Path, arguments: list[str]) -> None:
        self._out = folder / "out.tsv"
        self._folder = folder
        self._command = [sys.executable, "-m", "aligner", *arguments, "-o", str(self._out), "-q"]
        started = time.monotonic()
        subprocess.run(self._command, check=True, env=os.environ)
        self._seconds = time.monotonic() - started
        self._new = sha256(self._out.read_bytes()).hexdigest()

    def __call__(self, chance: random.Random) -> list[str]:
        """Kill one run, mostly near its end, where it writes."""
        _corpus(7, "Old").write(self._out)
        old = sha256(self._out.read_bytes()).hexdigest()
        kill(self._command, self._seconds * chance.uniform(0.5, 1.1), self._folder / "printed")
        return faults_of_pair(self._out, {old, self._new})


class Saving:
    """Decisions in a review that is saved all the time."""

    def __init__(self, folder: Path) -> None:
        self._path = folder / "review.jsonl"
        self._folder = folder
        _corpus(300, "Text").write(self._path)

    def __call__(self, chance: random.Random) -> list[str]:
        """Kill one run."""
        printed = self._folder / "printed"
        kill([sys.executable, "-c", _SAVING, str(self._path)], chance.uniform(0.6, 2.5), printed)
        last = len(printed.read_bytes().split())
        Corpus.read(self._path)  # the next start, which tidies up
        with ReviewSession(self._path) as session:
            notes = {segment.segment.note for segment in session.segments()}
        lost = [number for number in range(max(1, last - 200), last + 1) if f"note {number}" not in notes]
        digest = sha256(self._path.read_bytes()).hexdigest()
        faults = [f"decisions are lost: {lost}"] if lost else []
        return faults + faults_of_pair(self._path, {digest})


def commands(folder: Path) -> Mapping[str, Callable[[random.Random], list[str]]]:
    """Return what is killed, by its name."""
    english, german = folder / "a.en.txt", folder / "b.de.txt"
    english.write_text("".join(f"The door of room {number} is open.\n" for number in range(_SENTENCES)))
    german.write_text("".join(f"Die Tür von Zimmer {number} ist offen.\n" for number in range(_SENTENCES)))
    places = [folder / name for name in ("align", "export", "save")]
    for place in places:
        place.mkdir()
    _corpus(20_000, "New").write(folder / "large.jsonl")
    return {
        "align": Command(places[0], ["align", str(english), str(german), "--no-checks"]),
        "export": Command(places[1], ["export", str(folder / "large.jsonl")]),
        "save": Saving(places[2]),
    }


def run(kills: int, seed: int, folder: Path) -> list[str]:
    """Kill so many runs of each in turn, and return what is wrong."""
    chance = random.Random(seed)
    faults: list[str] = []
    made = commands(folder)
    for number in range(kills):
        name = list(made)[number % len(made)]
        faults.extend(f"{name}, kill {number}: {fault}" for fault in made[name](chance))
    return faults


def main() -> None:
    """Run the command."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--kills", type=int, default=200)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        faults = run(options.kills, options.seed, Path(folder))
    print("\n".join(faults) or f"{options.kills} kills: nothing lost, nothing left")
    sys.exit(bool(faults))


if __name__ == "__main__":
    main()

"""Throws damaged input at all that reads: formats of a corpus, documents, the file of a review, the API of its page.

A case passes if it is read or refused in one line that says what to do, within bounds of time and memory. Each case
follows from the seed and its number alone, so that one that fails can be run again:

    python -m tools.fuzz --seed 1 --seconds 3600
    python -m tools.fuzz --seed 1 --only tmx --case 4711
"""

from __future__ import annotations

import argparse
import contextlib
import itertools
import random
import resource
import signal
import sys
import tempfile
import time
import traceback
import warnings
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from aligner.errors import AlignerError
from tools.fuzz_targets import TARGETS, Target

MEMORY: Final = 4 << 30
"""Bytes of address space; the libraries that are loaded take one of the four gigabytes."""
PATIENCE: Final = 60
"""Seconds a case."""
_LONGEST_LINE: Final = 1000


class _Late(BaseException):
    """A case takes too long."""


def run(seed: int, seconds: float, names: tuple[str, ...], folder: Path, most: int | None = None) -> list[str]:
    """Run cases of all targets in turn until the time is over, `most` of each; return what those say that fail."""
    failures: list[str] = []
    counts: Counter[str] = Counter()
    targets = {name: TARGETS[name](folder / name) for name in names}
    end = time.monotonic() + seconds
    for case in itertools.count():
        if time.monotonic() > end or case == most:
            break
        for name, target in targets.items():
            outcome, failure = run_case(target, name, seed, case)
            counts[outcome] += 1
            if failure:
                failures.append(f"{name}, seed {seed}, case {case}: {failure}")
    print(", ".join(f"{outcome}: {count}" for outcome, count in sorted(counts.items())))
    return failures


def run_case(target: Target, name: str, seed: int, case: int) -> tuple[str, str]:
    """Run one case; return what came of it, and what is wrong with that, if anything."""
    chance = random.Random(f"{seed} {name} {case}")
    try:
        with _in_time(), warnings.catch_warnings():
            warnings.simplefilter("ignore")
            target(chance)
    except AlignerError as error:
        message = str(error)
        is_one_line = "\n" not in message and len(message) < _LONGEST_LINE
        return "refused", "" if is_one_line else f"a message of {len(message)} characters: {message[:200]!r}"
    except _Late:
        return "failed", f"takes more than {PATIENCE} seconds"
    except Exception:
        return "failed", traceback.format_exc(limit=-6)
    return "read", ""


@contextlib.contextmanager
def _in_time() -> Iterator[None]:
    def late(number: int, frame: object) -> None:
        raise _Late

    before = signal.signal(signal.SIGALRM, late)
    signal.alarm(PATIENCE)
    try:
        yield
    finally:
        signal.alarm(0)
        signal.signal(signal.SIGALRM, before)


def main() -> None:
    """Run the command."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--seconds", type=float, default=60)
    parser.add_argument(
        "--only", choices=list(TARGETS), action="append", help="this target; may be given several times"
    )
    parser.add_argument("--case", type=int, help="run this case alone")
    options = parser.parse_args()
    names = tuple(options.only or TARGETS)
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    with tempfile.TemporaryDirectory() as folder:
        if options.case is None:
            failures = run(options.seed, options.seconds, names, Path(folder))
        else:
            outcomes = [
                run_case(TARGETS[name](Path(folder) / name), name, options.seed, options.case) for name in names
            ]
            failures = [failure for _, failure in outcomes if failure]
    print("\n\n".join(failures) or "no failure")
    sys.exit(bool(failures))


if __name__ == "__main__":
    main()

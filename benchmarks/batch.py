"""Measures `batch`: speed beside the encoder alone, memory, and whether it survives being killed.

    python -m benchmarks.batch speed [--pairs 500] [--jobs 2]
    python -m benchmarks.batch killed [--pairs 40] [--jobs 2] [--times 10]

`speed` aligns small made-up pairs (`benchmarks/made_up_documents.py`) and compares with the time that as many encoders
take for the same sentences. Columns: pairs; sentences; seconds of the encoders and of the batch; their share, and that
of the processor time, which does not depend on what else runs; the most memory of a worker after a tenth of the pairs
and after all, in MB. `killed` ends a batch and all its processes
by SIGKILL at random moments, so many times, and goes on each time by the same command; then it compares every file with
those of an undisturbed run. The manifest is compared without its seconds.
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
from collections.abc import Sequence
from multiprocessing import get_context
from pathlib import Path

from aligner.batch.manifest import MANIFEST
from aligner.batch.workers import usable_cores
from aligner.encoding import load_encoder
from aligner.encoding.encoder import TokenEncoder
from aligner.text.reading import read_document
from aligner.text.splitting import split
from benchmarks.made_up_documents import collection

COLUMNS = ("pairs", "sentences", "encoding s", "batch s", "share", "processor share", "MB early", "MB late")


def main(arguments: Sequence[str] | None = None) -> None:
    """Measure and print a table, or what differs."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("what", choices=("speed", "killed"))
    parser.add_argument("--pairs", type=int, metavar="N", help="default 500, or 40 to be killed")
    parser.add_argument("--jobs", type=int, default=2, metavar="N", help="processes; default 2")
    parser.add_argument("--times", type=int, default=10, metavar="N", help="how often to kill; default 10")
    options = parser.parse_args(arguments)
    with tempfile.TemporaryDirectory() as folder:
        if options.what == "speed":
            row = speed(Path(folder), options.pairs or 500, options.jobs)
            print("\t".join(COLUMNS))
            print("\t".join(f"{row[column]:.4g}" for column in COLUMNS))
        else:
            differing = killed(Path(folder), options.pairs or 40, options.jobs, options.times)
            print(f"files that differ after {options.times} kills: {', '.join(differing) or 'none'}")


def write_pairs(folder: Path, count: int, seed: int = 1) -> Path:
    """Write so many made-up pairs and the table of them; return its path."""
    made = collection(count, seed, unmatched=0.0, near_duplicates=0.0)
    lines = ["source\ttarget"]
    for english, german in sorted(made.pairs):
        paths = folder / f"{english:04}.en.txt", folder / f"{english:04}.de.txt"
        for path, text in zip(paths, (made.english[english], made.german[german]), strict=True):
            path.write_text(text, "utf-8")
        lines.append("\t".join(map(str, paths)))
    table = folder / "pairs.tsv"
    table.write_text("\n".join(lines) + "\n", "utf-8")
    return table


def speed(folder: Path, pairs: int, jobs: int) -> dict[str, float]:
    """Align pairs, and encode their sentences."""
    table = write_pairs(folder, pairs)
    paths = [line.split("\t") for line in table.read_text("utf-8").splitlines()[1:]]
    texts = [[s.text for path in pair for s in split(read_document(path))] for pair in paths]
    threads = max(1, usable_cores() // jobs)
    started, spent = time.monotonic(), _processor_time()
    with get_context("spawn").Pool(jobs) as pool:
        pool.starmap(_encode, [(texts[job::jobs], threads) for job in range(jobs)], 1)
        pool.close()
        pool.join()
    encoding, encoding_spent = time.monotonic() - started, _processor_time() - spent
    command = [sys.executable, "-m", "aligner", "batch", str(table), "-o", str(folder / "out"), "--jobs", str(jobs)]
    started, spent = time.monotonic(), _processor_time()
    process = subprocess.Popen([*command, "--quiet"], start_new_session=True)
    memory = _watched(process, folder / "out" / MANIFEST, pairs)
    seconds = time.monotonic() - started
    return {
        "pairs": pairs,
        "sentences": sum(map(len, texts)),
        "encoding s": encoding,
        "batch s": seconds,
        "share": encoding / seconds,
        "processor share": encoding_spent / (_processor_time() - spent),
        "MB early": memory[0] / 1e6,
        "MB late": memory[1] / 1e6,
    }


def killed(folder: Path, pairs: int, jobs: int, times: int, seed: int = 1) -> list[str]:
    """Kill a batch at random moments; return the names of files that are not as those of an undisturbed run."""
    table = write_pairs(folder, pairs)
    chance = random.Random(seed)
    command = [sys.executable, "-m", "aligner", "batch", str(table), "--jobs", str(jobs), "--quiet", "-o"]
    started = time.monotonic()
    subprocess.run([*command, str(folder / "calm")], check=True)
    longest = time.monotonic() - started
    disturbed = folder / "disturbed"
    for _ in range(times):
        process = subprocess.Popen([*command, str(disturbed)], start_new_session=True)
        time.sleep(chance.uniform(0.3, 1.0) * longest / max(2, times / 3))
        os.killpg(process.pid, signal.SIGKILL)
        process.wait()
    subprocess.run([*command, str(disturbed)], check=True)
    contents = [_contents(place) for place in (folder / "calm", disturbed)]
    return sorted(
        name for name in contents[0].keys() | contents[1].keys() if contents[0].get(name) != contents[1].get(name)
    )


def _encode(documents: Sequence[Sequence[str]], threads: int) -> None:
    encoder = load_encoder(cache=False, threads=threads)
    if isinstance(encoder, TokenEncoder):
        for texts in documents:
            for _ in encoder.encode_with_tokens(texts):
                pass


def _processor_time() -> float:
    """Return the processor time of all processes that this one has started and that have ended (not on Windows)."""
    import resource

    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def _watched(process: subprocess.Popen[bytes], manifest: Path, pairs: int) -> tuple[int, int]:
    """Wait for a batch; return the most memory of a worker after a tenth of the pairs, and at last."""
    early = late = 0
    while process.poll() is None:
        late = max(late, _most_memory(process.pid))
        done = manifest.read_bytes().count(b"\n") if manifest.is_file() else 0
        if not early and done >= pairs / 10:
            early = late
        time.sleep(0.5)
    return early, late


def _most_memory(session: int) -> int:
    """Return the largest resident memory of the processes of a session (Linux)."""
    found = 0
    for status in Path("/proc").glob("[0-9]*/statm"):
        try:
            if os.getsid(int(status.parent.name)) == session:
                found = max(found, int(status.read_text().split()[1]) * os.sysconf("SC_PAGE_SIZE"))
        except (OSError, ValueError):
            continue
    return found


def _contents(folder: Path) -> dict[str, bytes]:
    """Return the bytes of all files of a batch, those of the manifest without its seconds."""
    found = {path.name: path.read_bytes() for path in folder.iterdir()}
    entries = [json.loads(line) for line in found[MANIFEST].splitlines()]
    found[MANIFEST] = json.dumps([{**entry, "seconds": 0} for entry in entries]).encode()
    return found


if __name__ == "__main__":
    main()

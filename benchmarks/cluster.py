"""Simulates a batch on a cluster from measured rates, and compares with the cost model of `docs/scaling.md`.

    python -m benchmarks.cluster [--pairs 10000000] [--workers 1000] …

The pairs are cut into shards as the program does it; how many sentences each has is drawn at random (log-normal: a few
are very long). Workers take shards as they come, die now and then, start anew and do the shard again. Columns:
hours by the model and by the simulation; the share of the workers' time that is work done once; core hours; terabytes
read and written; shards that were done twice.
"""

from __future__ import annotations

import argparse
import heapq
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from aligner.batch.cluster.shards import LARGEST

COLUMNS = ("model h", "simulated h", "share", "core h", "TB read", "TB written", "done twice")


@dataclass(frozen=True, slots=True)
class Rates:
    """What a worker of one core can do, as it was measured, and what happens to it.

    `sentences` a second, of both sides together, all included; `start` seconds until a worker has its encoder;
    `overhead` seconds a shard; `read` and `written` bytes a sentence; `lifetime` hours until a worker dies.
    """

    sentences: float = 260.0
    start: float = 5.0
    overhead: float = 0.2
    read: float = 80.0
    written: float = 350.0
    lifetime: float = 200.0


def main(arguments: Sequence[str] | None = None) -> None:
    """Simulate and print a table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    usual = Rates()
    parser.add_argument("--pairs", type=int, default=10_000_000, metavar="N", help="default 10000000")
    parser.add_argument("--workers", type=int, nargs="+", default=[100, 1000], metavar="N", help="default 100 1000")
    parser.add_argument(
        "--sentences", type=float, default=100.0, metavar="N", help="of a pair, on average; default 100"
    )
    parser.add_argument("--rate", type=float, default=usual.sentences, metavar="N", help="sentences a second a core")
    parser.add_argument("--lifetime", type=float, default=usual.lifetime, metavar="H", help="hours a worker lives")
    parser.add_argument("--seed", type=int, default=1, metavar="N", help="default 1")
    options = parser.parse_args(arguments)
    rates = Rates(sentences=options.rate, lifetime=options.lifetime)
    print("workers\t" + "\t".join(COLUMNS))
    for workers in options.workers:
        row = simulate(options.pairs, workers, options.sentences, rates, options.seed)
        print(f"{workers}\t" + "\t".join(f"{row[column]:.4g}" for column in COLUMNS), flush=True)


def modelled(pairs: int, workers: int, sentences: float, rates: Rates) -> float:
    """Return the hours by the cost model: work, what dies with a worker, and the last shards."""
    shards = -(-pairs // LARGEST)
    shard = LARGEST * sentences / rates.sentences + rates.overhead
    # A worker that dies loses half a shard on average, and the time that another takes to start.
    losses = 1 + (shard / 2 + rates.start) / (rates.lifetime * 3600)
    return (rates.start + shards * shard / workers * losses + shard / 2) / 3600


def simulate(pairs: int, workers: int, sentences: float, rates: Rates, seed: int) -> dict[str, float]:
    """Let so many workers do all shards, one event after the other."""
    chance = np.random.default_rng(seed)
    sizes = _shard_sizes(pairs, sentences, chance)
    seconds = sizes / rates.sentences + rates.overhead
    free = [(rates.start, number) for number in range(workers)]
    deaths = chance.exponential(rates.lifetime * 3600, workers)
    twice = 0
    last = 0.0
    waiting = list(range(len(seconds)))[::-1]
    while waiting:
        at, worker = heapq.heappop(free)
        shard = waiting.pop()
        end = at + float(seconds[shard])
        if deaths[worker] < end:
            twice += 1
            waiting.append(shard)
            at = max(at, float(deaths[worker])) + rates.start
            deaths[worker] = at + chance.exponential(rates.lifetime * 3600)
            heapq.heappush(free, (at, worker))
            continue
        last = max(last, end)
        heapq.heappush(free, (end, worker))
    total = float(sizes.sum())
    return {
        "model h": modelled(pairs, workers, sentences, rates),
        "simulated h": last / 3600,
        "share": float(seconds.sum()) / (last * workers),
        "core h": last * workers / 3600,
        "TB read": total * rates.read / 1e12,
        "TB written": total * rates.written / 1e12,
        "done twice": float(twice),
    }


def _shard_sizes(
    pairs: int, sentences: float, chance: np.random.Generator
) -> np.ndarray[tuple[int], np.dtype[np.float64]]:
    """Return the sentences of each shard: those of its pairs, whose logarithms have a deviation of 1."""
    sizes = []
    for start in range(0, pairs, 1_000_000):
        here = chance.lognormal(np.log(sentences) - 0.5, 1.0, min(1_000_000, pairs - start))
        whole = np.zeros(-(-len(here) // LARGEST) * LARGEST)
        whole[: len(here)] = here
        sizes.append(whole.reshape(-1, LARGEST).sum(axis=1))
    return np.concatenate(sizes)


if __name__ == "__main__":
    main()

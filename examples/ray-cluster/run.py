"""Aligns the pairs of a table on the Ray cluster that this program is submitted to: `python run.py PAIRS OUT_DIR`.

The same as `RAY_ADDRESS=auto aligner batch PAIRS -o OUT_DIR --engine ray --jobs N`, with an actor for each core.
"""

from __future__ import annotations

import os
import sys

import ray

from aligner.batch.cluster.running import align_on_cluster
from aligner.pairing.table import read_pairs


def main(table: str, folder: str) -> None:
    """Align, and print what it comes to."""
    os.environ["RAY_USAGE_STATS_ENABLED"] = "0"
    ray.init(address="auto")
    cores = int(ray.cluster_resources()["CPU"])
    pairs = [(pair.source, pair.target) for pair in read_pairs(table)]
    result = align_on_cluster(pairs, folder, jobs=cores)
    print(f"{result.totals.done} pairs, {result.totals.segments} segments, {result.totals.failed} failed")
    for entry in result.failures:
        print(f"{entry.document}: {entry.error}")


if __name__ == "__main__":
    main(*sys.argv[1:3])

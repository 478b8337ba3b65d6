"""Ray (https://ray.io) as the cluster: a Ray Data pipeline of shards through actors that hold an encoder each."""

from __future__ import annotations

import importlib.util
import logging
import os
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from aligner.batch.cluster.shards import Shard, do_shard, shard_of
from aligner.batch.entry import Entry, entry_of
from aligner.batch.work import Settings
from aligner.batch.workers import Stop
from aligner.errors import AlignerError


class RayCluster:
    """The Ray cluster that RAY_ADDRESS names, or else one on this machine with so many actors.

    Raises AlignerError where Ray is not installed.
    """

    def __init__(self, actors: int) -> None:
        if importlib.util.find_spec("ray") is None:
            raise AlignerError("--engine ray needs Ray: install with pip install 'bitext-aligner[ray]'")
        self._actors = actors

    def run(self, shards: Sequence[Shard], settings: Settings, folder: Path, stop: Stop) -> Iterator[list[Entry]]:
        """Yield the entries of each shard as it is done, in any order."""
        # Ray reports its use to its makers unless it is told not to before it is imported: nothing may leave here.
        os.environ["RAY_USAGE_STATS_ENABLED"] = "0"
        os.environ.setdefault("RAY_ACCEL_ENV_VAR_OVERRIDE_ON_ZERO", "0")  # which it warns of at each start
        import ray
        import ray.data

        logging.getLogger("ray.data").setLevel(logging.ERROR)
        started = not ray.is_initialized()
        if started:
            address = os.environ.get("RAY_ADDRESS")
            here = {} if address else {"num_cpus": self._actors, "include_dashboard": False}
            ray.init(address=address, log_to_driver=False, configure_logging=False, **here)
        try:
            ray.data.DataContext.get_current().enable_progress_bars = False
            rows = ray.data.from_items([{"shard": shard.line()} for shard in shards], override_num_blocks=len(shards))
            # A shard whose actor dies is given to another, as often as it takes: so is it set for actors of Ray Data.
            results = rows.map_batches(
                _Actor,
                fn_constructor_args=(settings, str(folder)),
                batch_size=1,
                num_cpus=1,
                compute=ray.data.ActorPoolStrategy(size=self._actors),
            )
            for row in results.iter_rows():
                yield [entry for line in row["entries"].splitlines() if (entry := entry_of(line)) is not None]
                if stop():
                    return
        finally:
            if started:
                ray.shutdown()


class _Actor:
    """Holds an encoder, and does one shard after the other."""

    def __init__(self, settings: Settings, folder: str) -> None:
        os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
        self._settings = settings
        self._encoder = settings.encoder(1)
        self._folder = Path(folder)

    def __call__(self, batch: dict[str, Any]) -> dict[str, list[str]]:
        entries = [
            "".join(
                entry.line() for entry in do_shard(shard_of(str(line)), self._settings, self._encoder, self._folder)
            )
            for line in batch["shard"]
        ]
        return {"entries": entries}

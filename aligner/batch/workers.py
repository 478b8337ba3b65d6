"""Who does the work on one machine: this process, or several that each have an encoder of their own."""

from __future__ import annotations

import contextlib
import multiprocessing
import os
import signal
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from multiprocessing import resource_tracker
from multiprocessing.connection import Connection, wait
from multiprocessing.process import BaseProcess
from pathlib import Path
from typing import Final, Protocol

from aligner.batch.entry import Entry
from aligner.batch.jobs import Job
from aligner.batch.work import Settings, align_and_write, failed
from aligner.encoding.encoder import Encoder
from aligner.errors import ModelError

Stop = Callable[[], bool]
"""Tells whether no further work is to be begun."""


def never() -> bool:
    """Go on to the end."""
    return False


_ATTEMPTS: Final = 2
"""How often a pair is tried whose worker dies over it."""
_LARGEST: Final = 1_500_000_000
"""Bytes of memory from which on a worker is replaced once it has finished a pair: memory is seldom given back."""
_LOOK_AROUND: Final = 0.2
"""Seconds after which to see whether the work is to stop."""


class Workers(Protocol):
    """Do jobs in any order."""

    def run(self, jobs: Sequence[Job], settings: Settings, folder: Path, stop: Stop) -> Iterator[Entry]:
        """Yield an entry for each job as it is finished. Raises ModelError for a model that cannot be had."""


@dataclass(frozen=True, slots=True)
class ThisProcess:
    """Does one job after the other, with an encoder that is loaded already or will be."""

    encoder: Encoder | None = None
    threads: int | None = None

    def run(self, jobs: Sequence[Job], settings: Settings, folder: Path, stop: Stop) -> Iterator[Entry]:
        """Yield the entries in the order of the jobs."""
        encoder = self.encoder
        for job in jobs:
            if stop():
                return
            encoder = encoder or settings.encoder(self.threads)
            yield align_and_write(job, settings, encoder, folder)


@dataclass(frozen=True, slots=True)
class Processes:
    """Share the jobs out among so many processes. One that dies is replaced, and its job is tried once more."""

    count: int

    def run(self, jobs: Sequence[Job], settings: Settings, folder: Path, stop: Stop) -> Iterator[Entry]:
        """Yield the entries as they come."""
        crew = _Crew(self.count, settings, folder, deque((job, 1) for job in jobs))
        try:
            while crew.is_busy():
                if stop():
                    crew.waiting.clear()
                crew.hand_out()
                yield from crew.collected()
        finally:
            crew.dismiss()


class _Crew:
    """Up to so many workers, and the jobs that wait for them, each with the number of its next attempt."""

    def __init__(self, count: int, settings: Settings, folder: Path, waiting: deque[tuple[Job, int]]) -> None:
        self.waiting = waiting
        self._count = count
        self._settings = settings
        self._folder = folder
        self._threads = max(1, usable_cores() // count)
        self._workers: list[_Worker] = []

    def is_busy(self) -> bool:
        """Tell whether there is anything to do or to wait for."""
        return bool(self.waiting) or any(worker.at for worker in self._workers)

    def hand_out(self) -> None:
        """Give every worker something to do, those first that are there already."""
        for worker in self._workers:
            if self.waiting and worker.at is None:
                worker.begin(*self.waiting.popleft())
        while self.waiting and len(self._workers) < self._count:
            self._workers.append(_Worker.started(self._settings, self._folder, self._threads))
            self._workers[-1].begin(*self.waiting.popleft())

    def collected(self) -> Iterator[Entry]:
        """Wait a moment for what is finished."""
        busy = [worker for worker in self._workers if worker.at]
        ready = wait([worker.connection for worker in busy], _LOOK_AROUND)
        for worker in busy:
            if worker.connection in ready:
                yield from self._finished(worker)

    def dismiss(self) -> None:
        """End all workers; what they are at is lost."""
        for worker in self._workers:
            worker.end()

    def _finished(self, worker: _Worker) -> Iterator[Entry]:
        entry = worker.finished()
        if entry is not None:
            yield entry
        elif worker.at is not None:
            job, attempt = worker.at
            if attempt < _ATTEMPTS:
                self.waiting.appendleft((job, attempt + 1))
            else:
                yield failed(job, self._settings, worker.death())
        if entry is None or worker.is_large:
            worker.end()
            self._workers.remove(worker)


class _Worker:
    """A process that aligns, the line to it, and what it is at: a job and which attempt at it this is."""

    def __init__(self, process: BaseProcess, connection: Connection) -> None:
        self.process = process
        self.connection = connection
        self.at: tuple[Job, int] | None = None
        self.is_large = False

    @classmethod
    def started(cls, settings: Settings, folder: Path, threads: int) -> _Worker:
        here, there = multiprocessing.Pipe()
        # Not forked: threads of the encoder and locks that they hold would be copied.
        context = multiprocessing.get_context("spawn")
        process = context.Process(target=_serve, args=(there, settings, folder, threads), daemon=True)
        with _uninterrupted():
            process.start()
        there.close()
        return cls(process, here)

    def begin(self, job: Job, attempt: int) -> None:
        self.at = job, attempt
        with contextlib.suppress(OSError):  # a process that has died is noticed when its answer is waited for
            self.connection.send(job)

    def finished(self) -> Entry | None:
        """Return what the process has to say; None where it is no more. Raises ModelError."""
        try:
            answer = self.connection.recv()
        except (EOFError, OSError):
            return None
        if isinstance(answer, str):
            raise ModelError(answer)
        entry: Entry = answer[0]
        self.at, self.is_large = None, answer[1] > _LARGEST
        return entry

    def death(self) -> str:
        self.process.join(5)
        code = self.process.exitcode
        reason = f"signal {-code}" if code is not None and code < 0 else f"exit code {code}"
        return f"the process that aligned it ended ({reason}), {_ATTEMPTS} times: does it need more memory?"

    def end(self) -> None:
        self.connection.close()
        if self.at is not None:
            self.process.terminate()
        self.process.join(10)
        if self.process.is_alive():
            self.process.kill()
            self.process.join()


def _serve(connection: Connection, settings: Settings, folder: Path, threads: int) -> None:
    """Work until the line is closed."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
    try:
        encoder = settings.encoder(threads)
    except ModelError as error:
        connection.send(str(error))
        return
    with contextlib.suppress(EOFError, OSError):
        while True:
            job = connection.recv()
            connection.send((align_and_write(job, settings, encoder, folder), _peak_memory()))


def usable_cores() -> int:
    """Return how many processors this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def _peak_memory() -> int:
    """Return the most memory that this process has had, in bytes; 0 where the system does not say."""
    try:
        import resource
    except ImportError:  # Windows
        return 0
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024


@contextlib.contextmanager
def _uninterrupted() -> Iterator[None]:
    """Start processes that Ctrl-C does not reach: they finish what they are at, and end when the line is closed."""
    if not hasattr(signal, "pthread_sigmask"):
        yield
        return
    # Started with the first process otherwise, it would let the signal through again.
    resource_tracker.ensure_running()
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)

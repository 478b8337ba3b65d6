"""The review server as a user starts it: a process of its own."""

from __future__ import annotations

import os
import re
import signal
import subprocess
import sys
import time
from collections.abc import Mapping
from pathlib import Path
from threading import Thread
from urllib.parse import urlsplit

ROOT = Path(__file__).parents[3]
PATIENCE = 60.0
"""Seconds until a server that says nothing counts as broken."""
_ADDRESS = re.compile(r"http://127\.0\.0\.1:\d+/\?token=\S+")


def environment_of(home: Path) -> dict[str, str]:
    """The environment of a process that has a home, and with it a cache, of its own."""
    places = {"HOME": str(home), "XDG_CACHE_HOME": str(home / ".cache"), "LOCALAPPDATA": str(home)}
    return os.environ | places | {"PYTHONPATH": str(ROOT)}


class Server:
    """`aligner review` on one corpus, from its start until `kill` or `stop`."""

    def __init__(self, corpus: Path, environment: Mapping[str, str], *options: str) -> None:
        command = [sys.executable, "-m", "aligner", "review", str(corpus), "--no-open", *options]
        self._process = subprocess.Popen(
            command,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            encoding="utf-8",
            env={**environment, "PYTHONUNBUFFERED": "1"},
        )
        self._printed: list[str] = []
        self._reader = Thread(target=self._read, daemon=True)
        self._reader.start()
        self._given = ""
        self.port = urlsplit(self._wait_for_address()).port or 0

    @property
    def process_id(self) -> int:
        return self._process.pid

    @property
    def printed(self) -> str:
        """What the server has printed so far."""
        return "".join(self._printed)

    @property
    def address(self) -> str:
        """An address that was not used before, once the server has printed it; else the last."""
        end = time.monotonic() + 2
        while (found := self._wait_for_address()) == self._given and time.monotonic() < end:
            time.sleep(0.02)
        self._given = found
        return found

    def kill(self) -> None:
        """Send SIGKILL: the server gets no chance to write anything."""
        self._end(signal.SIGKILL)

    def stop(self) -> int:
        """Send what Ctrl-C sends, and return the exit code."""
        return self._end(signal.SIGINT)

    def _end(self, number: signal.Signals) -> int:
        if self._process.poll() is None:
            self._process.send_signal(number)
        code = self._process.wait(PATIENCE)
        self._reader.join(PATIENCE)
        if self._process.stdout:
            self._process.stdout.close()
        return code

    def _read(self) -> None:
        for line in self._process.stdout or ():
            self._printed.append(line)

    def _wait_for_address(self) -> str:
        end = time.monotonic() + PATIENCE
        while time.monotonic() < end:
            if found := _ADDRESS.findall(self.printed):
                return str(found[-1])
            if self._process.poll() is not None:
                self._reader.join(PATIENCE)
                break
            time.sleep(0.02)
        last = self.printed[-500:]
        self.kill()
        raise AssertionError(f"aligner review gave no address; the last that it printed: {last!r}")

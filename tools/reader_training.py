"""Trains the reader, a few minutes at a time."""

from __future__ import annotations

import time
from collections.abc import Iterator, Sequence
from pathlib import Path
from random import Random
from typing import Final

import torch
from torch import Tensor, nn
from torch.nn import functional

from tools.reader_batches import UNSURE, Unit, batches, paragraphs, tensors
from tools.reader_model import Reader
from tools.reader_states import StateStore

TOKENS_PER_BATCH: Final = 3000
RATE_OF_LAYERS, RATE_OF_HEADS = 2e-4, 1e-3
WARM_UP: Final = 100
LEAST_RATE: Final = 0.03
DECAY: Final = 2.0
"""The rate falls in the last half of the time."""
SHARE_OF_TOKENS: Final = 4.0
"""The loss of the tokens counts so many times as that of the pairs."""
POSITIVE: Final = (2.0, 2.0, 1.0)
"""What is wrong counts so many times as what is right, by the outputs of a token."""
SHARE_OF_RATED: Final = 0.5
"""So many of the batches are of translations that people judged, where there are any."""


class Training:
    """A training that can be stopped and gone on with: all that it needs is in `path`."""

    def __init__(self, reader: Reader, path: Path, minutes: float) -> None:
        self.reader, self.path, self.minutes = reader, path, minutes
        layers = list(reader.layers.parameters())
        heads = [weights for name, weights in reader.named_parameters() if not name.startswith("layers")]
        self.optimiser = torch.optim.AdamW(
            [{"params": layers, "lr": RATE_OF_LAYERS}, {"params": heads, "lr": RATE_OF_HEADS}], weight_decay=0.01
        )
        self.rates = (RATE_OF_LAYERS, RATE_OF_HEADS)
        self.step, self.seconds, self.round = 0, 0.0, 0
        if path.exists():
            kept = torch.load(path, weights_only=True)
            reader.load_state_dict(kept["reader"])
            self.optimiser.load_state_dict(kept["optimiser"])
            self.step, self.seconds, self.round = kept["step"], kept["seconds"], kept["round"]

    def run(self, units: Sequence[Unit], rated: Sequence[Unit], store: StateStore, minutes: float) -> None:
        """Train for so many minutes on planted errors and on translations that people judged, and keep the state."""
        self.round += 1
        start, total, count = time.monotonic(), 0.0, 0
        before = self.seconds
        self.reader.train()
        for batch in self._batches(units, rated):
            elapsed = time.monotonic() - start
            self.seconds = before + elapsed
            if elapsed > 60 * minutes or self.seconds > 60 * self.minutes:
                break
            left = 1 - self.seconds / (60 * self.minutes)
            share = max(LEAST_RATE, min(1.0, DECAY * left)) * min(1.0, (self.step + 1) / WARM_UP)
            for group, rate in zip(self.optimiser.param_groups, self.rates, strict=True):
                group["lr"] = rate * share
            loss = self._loss(batch, store)
            self.optimiser.zero_grad()
            loss.backward()
            nn.utils.clip_grad_norm_(self.reader.parameters(), 1.0)
            self.optimiser.step()
            self.step += 1
            total, count = total + loss.item(), count + 1
            if count % 50 == 0:
                print(f"step {self.step}, {self.seconds / 60:.1f} minutes: loss {total / count:.4f}", flush=True)
                total, count = 0.0, 0
        self.keep()

    def keep(self) -> None:
        """Write the state."""
        state = {"reader": self.reader.state_dict(), "optimiser": self.optimiser.state_dict()}
        fresh = self.path.with_suffix(".new")
        torch.save({**state, "step": self.step, "seconds": self.seconds, "round": self.round}, fresh)
        fresh.replace(self.path)

    def _batches(self, units: Sequence[Unit], rated: Sequence[Unit]) -> Iterator[list[Unit]]:
        random = Random(self.round * 1000 + self.step)
        streams = [_endless(sort, random) for sort in (units, rated)]
        while True:
            yield next(streams[bool(rated) and random.random() < SHARE_OF_RATED])

    def _loss(self, batch: Sequence[Unit], store: StateStore) -> Tensor:
        states, side, valid, labels, pairs = tensors(batch, store)
        with torch.autocast("cpu", dtype=torch.bfloat16):
            tokens, pair = self.reader(states, side, valid)
        tokens_loss = _masked(tokens.float(), labels, torch.tensor(POSITIVE))
        return SHARE_OF_TOKENS * tokens_loss + _masked(pair.float(), pairs, torch.ones(1))


def _endless(units: Sequence[Unit], random: Random) -> Iterator[list[Unit]]:
    while True:
        yield from batches(paragraphs(units, random), TOKENS_PER_BATCH, random)


def _masked(logits: Tensor, labels: Tensor, positive: Tensor) -> Tensor:
    known = labels != UNSURE
    loss = functional.binary_cross_entropy_with_logits(
        logits, labels.clamp(min=0).float(), reduction="none", pos_weight=positive
    )
    return (loss * known).sum() / known.sum().clamp(min=1)

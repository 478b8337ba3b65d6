"""The reader as it is trained, in PyTorch: layers of the encoder over the token states of both sides at once."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any, Final

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor, nn
from torch.nn import functional

from tools.e5_graph import TOKEN_LAYER
from tools.e5_weights import read_weights

HIDDEN, HEADS, INNER = 384, 12, 1536
EPSILON: Final = 1e-12
TEMPERATURE: Final = 0.05
"""Of the softmax over the cosines with the other side's tokens, which gives a token its likely counterpart."""
FAR: Final = -10.0
"""Stands for the cosine with what is no token of the other side."""
PRODUCT: Final = 20.0
TOKEN_OUTPUTS: Final = 3
"""Of each token: wrongly translated, without counterpart, changed by one who corrects the translation."""
PAIR_OUTPUTS: Final = 5
"""Of the pair: wrongly translated, English says more, German says more; as people judge: misleading, poor."""
PAIR_SIDE: Final = 2
"""The 'side' of the first position, which stands for the pair."""
PAIR_STATE: Final = 0.1


class Layer(nn.Module):  # type: ignore[misc]
    """A layer as the encoder's."""

    def __init__(self) -> None:
        super().__init__()
        self.qkv = nn.Linear(HIDDEN, 3 * HIDDEN)
        self.ao = nn.Linear(HIDDEN, HIDDEN)
        self.aln = nn.LayerNorm(HIDDEN, EPSILON)
        self.fi = nn.Linear(HIDDEN, INNER)
        self.fo = nn.Linear(INNER, HIDDEN)
        self.oln = nn.LayerNorm(HIDDEN, EPSILON)

    def forward(self, states: Tensor, mask: Tensor, dropout: float) -> Tensor:
        """Return the states after this layer; `mask` (b, 1, 1, l) is true where there is a token."""
        batch, length, _ = states.shape
        queries, keys, values = self.qkv(states).view(batch, length, 3, HEADS, HIDDEN // HEADS).permute(2, 0, 3, 1, 4)
        context = functional.scaled_dot_product_attention(queries, keys, values, attn_mask=mask)
        context = self.ao(context.transpose(1, 2).reshape(batch, length, HIDDEN))
        states = self.aln(states + functional.dropout(context, dropout, self.training))
        inner = self.fo(functional.gelu(self.fi(states)))
        result: Tensor = self.oln(states + functional.dropout(inner, dropout, self.training))
        return result


class Reader(nn.Module):  # type: ignore[misc]
    """Reads (b, l) tokens of pairs: the first stands for the pair, then English, then German.

    `means` (3, d) are the encoder's mean states of English and German, and zeros for the pair.
    """

    def __init__(self, means: NDArray[np.float32], layers: int, dropout: float = 0.1) -> None:
        super().__init__()
        self.layers = nn.ModuleList(Layer() for _ in range(layers))
        self.side = nn.Embedding(3, HIDDEN)
        self.counterpart = nn.Linear(HIDDEN, HIDDEN, bias=False)
        self.agreement = nn.Linear(HIDDEN, HIDDEN, bias=False)
        self.nearness = nn.Parameter(torch.zeros(HIDDEN))
        self.heads = nn.Linear(HIDDEN, TOKEN_OUTPUTS + PAIR_OUTPUTS)
        self.register_buffer("means", torch.from_numpy(means))
        self.dropout = dropout
        nn.init.zeros_(self.side.weight)
        nn.init.zeros_(self.counterpart.weight)
        nn.init.zeros_(self.agreement.weight)

    def start_from(self, weights_path: Path) -> None:
        """Take the encoder's layers behind the one whose states are read."""
        tensors: Mapping[str, Any] = read_weights(weights_path).tensors

        def take(name: str) -> Tensor:
            return torch.from_numpy(np.array(tensors[name], np.float32))

        with torch.no_grad():
            for number, layer in enumerate(self.layers):
                prefix = f"l{TOKEN_LAYER + number}."
                layer.qkv.weight.copy_(torch.cat([take(f"{prefix}{part}.w") for part in "qkv"]))
                layer.qkv.bias.copy_(torch.cat([take(f"{prefix}{part}.b") for part in "qkv"]))
                for name in ("ao", "fi", "fo", "aln", "oln"):
                    getattr(layer, name).weight.copy_(take(f"{prefix}{name}.w"))
                    getattr(layer, name).bias.copy_(take(f"{prefix}{name}.b"))

    def forward(self, states: Tensor, side: Tensor, valid: Tensor) -> tuple[Tensor, Tensor]:
        """Return the logits of tokens (b, l, 3) and of pairs (b, 5)."""
        centred = states - self.means[side]
        unit = centred / (centred.square().sum(-1, keepdim=True) + 1e-6).sqrt()
        across = (side[:, :, None] + side[:, None, :] == 1) & valid[:, None, :]
        cosines = (unit @ unit.transpose(1, 2)).masked_fill(~across, FAR)
        shares = (cosines / TEMPERATURE).softmax(-1)
        nearest = cosines.amax(-1, keepdim=True)
        changed = (
            states
            + self.side(side)
            + self.counterpart(shares @ states)
            + self.agreement(unit * (shares @ unit) * PRODUCT)
            + self.nearness * nearest
        )
        mask = valid[:, None, None, :]
        for layer in self.layers:
            changed = layer(changed, mask, self.dropout)
        logits = self.heads(changed)
        return logits[:, :, :TOKEN_OUTPUTS], logits[:, 0, TOKEN_OUTPUTS:]

"""Writes multilingual-e5-small as one int8 ONNX graph that returns sentence vectors and token states.

Numbers are quantised so that a row (one token) never sees another row: activations to 8 bits by the row's own
largest value, weights to 7 bits by output channel, word embeddings in the 4-bit blocks of the source. Integer products
are exact on every processor: those with AVX2 and without VNNI add two products in 16 bits and cut off what is larger
(the instruction `vpmaddubsw`), which weights of at most 64 never reach: 2 x 255 x 64 = 32,640 < 32,768.

What remains in floating point (attention, layer norm, GELU, pooling) uses only operators whose result for a sentence
was found to be the same, bit for bit, for every batch size and thread count, and on processors with AVX2 alone as on
those with AVX-512 (under an emulator). These are not: `ReduceMean` over tokens (pooling is a product with a row of ones
instead); `Softmax` and with it `MultiHeadAttention`, which add in as many lanes as the processor has (the sum of the
exponentials divides the product with the values instead). `SkipLayerNormalization` is, but takes five times as long as
`Add` and `LayerNormalization`: hence the graph is to be run without graph optimisation, which would fuse them.

Input: `input_ids` (b, l) int64, all of one length, without padding. Outputs: `sentence` (b, 384) of unit length,
and `token_states` (b, l, 384), those after layer 7 of 12.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeAlias

import numpy as np
import onnx
from numpy.typing import NDArray
from onnx import TensorProto, helper, numpy_helper

from tools.e5_weights import BLOCK, Shape, Weights

MICROSOFT = "com.microsoft"
TOKEN_LAYER = 7
ZERO_POINT = 128
LARGEST = 127
"""Codes of activations lie so far from the zero point, at most."""
LARGEST_WEIGHT = 64
"""The largest code of a weight: two products with activations (at most 255) still fit in 16 bits."""
Attribute: TypeAlias = int | float | onnx.TensorProto


def build_graph(weights: Weights, kept: NDArray[np.int64]) -> onnx.ModelProto:
    """Return the model; row i of its word embeddings is that of token `kept[i]` of the source."""
    return _Encoder(weights, kept).model()


class LayerGraph:
    """A graph under construction; each method adds nodes and returns the name of the tensor that they yield."""

    def __init__(self, tensors: Mapping[str, NDArray[np.float32]], shape: Shape) -> None:
        self.tensors = tensors
        self.shape = shape
        self.nodes: list[onnx.NodeProto] = []
        self.initializers: dict[str, onnx.TensorProto] = {}

    def layer(self, name: str, states: str) -> str:
        """Return the states after the layer of that name."""
        attended = self.attention(name, states)
        states = self.add_and_norm(attended, states, f"{name}.ao.b", f"{name}.aln")
        inner = self.product(*self.quantise(states), f"{name}.fi.w")
        inner = self.node("BiasGelu", [inner, self.tensor(f"{name}.fi.b")], MICROSOFT)
        outer = self.product(*self.quantise(inner), f"{name}.fo.w")
        return self.add_and_norm(outer, states, f"{name}.fo.b", f"{name}.oln")

    def attention(self, name: str, states: str) -> str:
        """Return what the layer's attention adds to the states, without its bias."""
        codes, largest = self.quantise(states)
        heads, hidden = self.shape.heads, self.shape.hidden
        queries, keys, values = (self.heads(f"{name}.{part}", codes, largest) for part in "qkv")
        factor = self.constant("factor", np.float32((hidden // heads) ** -0.5))
        keys = self.node("Transpose", [keys], perm=[0, 1, 3, 2])
        scores = self.node("MatMul", [self.node("Mul", [queries, factor]), keys])
        last = self.constant("last", np.array([-1], np.int64))
        highest = self.node("ReduceMax", [scores, last], keepdims=1)
        shares = self.node("Exp", [self.node("Sub", [scores, highest])])
        total = self.node("ReduceSum", [shares, last], keepdims=1)
        context = self.node("Div", [self.node("MatMul", [shares, values]), total])
        context = self.node("Transpose", [context], perm=[0, 2, 1, 3])
        context = self.node("Reshape", [context, self.constant("joined", np.array([0, 0, hidden], np.int64))])
        return self.product(*self.quantise(context), f"{name}.ao.w")

    def heads(self, name: str, codes: str, largest: str) -> str:
        """Return queries, keys or values as (batch, heads, length, size of a head)."""
        states = self.node("Add", [self.product(codes, largest, f"{name}.w"), self.tensor(f"{name}.b")])
        shape = self.constant("by head", np.array([0, 0, self.shape.heads, -1], np.int64))
        return self.node("Transpose", [self.node("Reshape", [states, shape])], perm=[0, 2, 1, 3])

    def quantise(self, states: str) -> tuple[str, str]:
        """Return the rows as 8-bit codes, and each row's largest absolute value."""
        last = self.constant("last", np.array([-1], np.int64))
        largest = self.node("ReduceMax", [self.node("Abs", [states]), last], keepdims=1)
        step = self.constant("step", np.float32(1 / LARGEST))
        zero = self.constant("zero", np.uint8(ZERO_POINT))
        return self.node("QuantizeLinear", [self.node("Div", [states, largest]), step, zero]), largest

    def product(self, codes: str, largest: str, name: str) -> str:
        """Multiply by a matrix of weights, each output channel of which has its own scale."""
        matrix = self.tensors[name].T
        scales = np.abs(matrix).max(axis=0) / LARGEST_WEIGHT
        inputs = [
            codes,
            self.constant(f"{name}.codes", np.rint(matrix / scales).astype(np.int8)),
            self.constant("step", np.float32(1 / LARGEST)),
            self.constant(f"{name}.scales", scales.astype(np.float32)),
            self.constant("zero", np.uint8(ZERO_POINT)),
            self.constant(f"zeros{len(scales)}", np.zeros(len(scales), np.int8)),
        ]
        return self.node("Mul", [self.node("MatMulIntegerToFloat", inputs, MICROSOFT), largest])

    def add_and_norm(self, change: str, states: str, bias: str, norm: str) -> str:
        """Add a change and its bias to the states, and normalise them."""
        total = self.node("Add", [self.node("Add", [change, self.tensor(bias)]), states])
        return self.norm(total, norm)

    def norm(self, states: str, name: str) -> str:
        """Normalise the states."""
        inputs = [states, self.tensor(f"{name}.w"), self.tensor(f"{name}.b")]
        return self.node("LayerNormalization", inputs, axis=-1, epsilon=self.shape.epsilon)

    def tensor(self, name: str) -> str:
        """Return the weights of that name."""
        return self.constant(name, self.tensors[name])

    def constant(self, name: str, values: NDArray[Any] | np.generic) -> str:
        """Return a constant, entered once."""
        if name not in self.initializers:
            self.initializers[name] = numpy_helper.from_array(np.asarray(values), name)
        return name

    def node(self, kind: str, inputs: list[str], domain: str = "", output: str = "", **attributes: Attribute) -> str:
        """Enter a node."""
        output = output or f"t{len(self.nodes)}"
        self.nodes.append(helper.make_node(kind, inputs, [output], domain=domain, **attributes))
        return output


class _Encoder(LayerGraph):
    """The whole encoder."""

    def __init__(self, weights: Weights, kept: NDArray[np.int64]) -> None:
        super().__init__(weights.tensors, weights.shape)
        self.weights = weights
        self.kept = kept

    def model(self) -> onnx.ModelProto:
        states = self.embeddings()
        for layer in range(self.shape.layers):
            states = self.layer(f"l{layer}", states)
            if layer + 1 == TOKEN_LAYER:
                self.node("Identity", [states], output="token_states")
        self.pool(states)
        floats, hidden = TensorProto.FLOAT, self.shape.hidden
        graph = helper.make_graph(
            self.nodes,
            "multilingual-e5-small",
            [helper.make_tensor_value_info("input_ids", TensorProto.INT64, ["batch", "length"])],
            [
                helper.make_tensor_value_info("sentence", floats, ["batch", hidden]),
                helper.make_tensor_value_info("token_states", floats, ["batch", "length", hidden]),
            ],
            list(self.initializers.values()),
        )
        opsets = [helper.make_opsetid("", 21), helper.make_opsetid(MICROSOFT, 1)]
        return helper.make_model(graph, opset_imports=opsets, ir_version=10, producer_name="tools.build_model")

    def embeddings(self) -> str:
        scales = self.constant("word.scales", self.weights.word_scales[self.kept].astype(np.float16))
        words = self.node(
            "GatherBlockQuantized",
            [self.word_codes(), "input_ids", scales],
            MICROSOFT,
            block_size=BLOCK,
            gather_axis=0,
            quantize_axis=1,
        )
        words = self.node("Cast", [words], to=TensorProto.FLOAT)
        positions = (self.tensors["emb.pos"] + self.tensors["emb.type"][0]).astype(np.float16)
        length = self.node("Shape", ["input_ids"], start=1, end=2)
        first = self.constant("first", np.array([0], np.int64))
        positions = self.node("Slice", [self.constant("positions", positions), first, length, first])
        positions = self.node("Cast", [positions], to=TensorProto.FLOAT)
        return self.norm(self.node("Add", [words, positions]), "emb.ln")

    def word_codes(self) -> str:
        codes = self.weights.word_codes[self.kept].astype(np.uint8) & 15
        packed = codes[:, 0::2] | codes[:, 1::2] << 4
        tensor = helper.make_tensor("word.codes", TensorProto.INT4, codes.shape, packed.tobytes(), raw=True)
        self.initializers["word.codes"] = tensor
        return "word.codes"

    def pool(self, states: str) -> None:
        one = self.constant("one", np.array([1], np.int64))
        length = self.node("Shape", ["input_ids"], start=1, end=2)
        row = self.node("Concat", [one, length], axis=0)
        ones = self.node("ConstantOfShape", [row], value=numpy_helper.from_array(np.ones(1, np.float32)))
        total = self.node("Squeeze", [self.node("MatMul", [ones, states]), one])
        self.node("LpNormalization", [total], output="sentence", axis=-1, p=2)

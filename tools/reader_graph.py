"""Writes the trained reader as an int8 ONNX graph, by the rules of the encoder's (`tools.e5_graph`).

Inputs: `states` (b, l, 384) float32 and `side` (b, l) int64, all pairs of one total length: first the position that
stands for the pair (side 2, every number `PAIR_STATE`), then the tokens of English (side 0) and of German (side 1).
Outputs: `tokens` (b, l, 3) and `pair` (b, 5), as logits.
"""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
import onnx
from numpy.typing import NDArray
from onnx import TensorProto, helper

from tools.e5_graph import MICROSOFT, LayerGraph
from tools.e5_weights import Shape
from tools.reader_model import EPSILON, FAR, HEADS, HIDDEN, INNER, PAIR_OUTPUTS, PRODUCT, TEMPERATURE, TOKEN_OUTPUTS

Arrays = Mapping[str, NDArray[np.float32]]
ONES = 4
_OUTPUTS = TOKEN_OUTPUTS + PAIR_OUTPUTS


def build_graph(state: Arrays) -> onnx.ModelProto:
    """Return the reader of these weights, named as in `tools.reader_model.Reader`."""
    return _Reader(_tensors(state), _shape(_count(state))).model()


def _tensors(state: Arrays) -> dict[str, NDArray[np.float32]]:
    """Return the weights by the names that the layers of the encoder's graph have."""
    found = {
        "side": state["side.weight"],
        "means": state["means"],
        "counterpart.w": state["counterpart.weight"],
        "agreement.w": state["agreement.weight"] * np.float32(PRODUCT),
        "nearness": state["nearness"],
        "heads.w": state["heads.weight"],
        "heads.b": state["heads.bias"],
    }
    for number in range(_count(state)):
        prefix = f"layers.{number}."
        for kind, name in (("weight", "w"), ("bias", "b")):
            parts = np.split(state[f"{prefix}qkv.{kind}"], 3)
            found.update({f"l{number}.{part}.{name}": values for part, values in zip("qkv", parts, strict=True)})
            found.update(
                {f"l{number}.{own}.{name}": state[f"{prefix}{own}.{kind}"] for own in ("ao", "fi", "fo", "aln", "oln")}
            )
    return found


def _count(state: Arrays) -> int:
    return sum(name.endswith("qkv.weight") for name in state)


def _shape(layers: int) -> Shape:
    return Shape(hidden=HIDDEN, layers=layers, heads=HEADS, inner=INNER, vocabulary=0, positions=0, epsilon=EPSILON)


class _Reader(LayerGraph):
    """The whole reader."""

    def model(self) -> onnx.ModelProto:
        states = self.entry()
        for layer in range(self.shape.layers):
            states = self.layer(f"l{layer}", states)
        outputs = self.node("Add", [self.product(*self.quantise(states), "heads.w"), self.tensor("heads.b")])
        bounds = {name: self.constant(name, np.array([value], np.int64)) for name, value in _BOUNDS.items()}
        self.node("Slice", [outputs, bounds["none"], bounds["split"], bounds["axis"]], output="tokens")
        first = self.node("Slice", [outputs, bounds["none"], bounds["one"], bounds["row"]])
        first = self.node("Squeeze", [first, bounds["row"]])
        self.node("Slice", [first, bounds["split"], bounds["all"], bounds["one"]], output="pair")
        floats = TensorProto.FLOAT
        graph = helper.make_graph(
            self.nodes,
            "reader",
            [
                helper.make_tensor_value_info("states", floats, ["batch", "length", HIDDEN]),
                helper.make_tensor_value_info("side", TensorProto.INT64, ["batch", "length"]),
            ],
            [
                helper.make_tensor_value_info("tokens", floats, ["batch", "length", TOKEN_OUTPUTS]),
                helper.make_tensor_value_info("pair", floats, ["batch", PAIR_OUTPUTS]),
            ],
            list(self.initializers.values()),
        )
        opsets = [helper.make_opsetid("", 21), helper.make_opsetid(MICROSOFT, 1)]
        return helper.make_model(graph, opset_imports=opsets, ir_version=10, producer_name="tools.build_reader")

    def entry(self) -> str:
        """Return the states with what stands on the other side at the place that is most like theirs."""
        last = self.constant("last", np.array([-1], np.int64))
        centred = self.node("Sub", ["states", self.node("Gather", [self.tensor("means"), "side"])])
        square = self.node("ReduceSum", [self.node("Mul", [centred, centred]), last], keepdims=1)
        length = self.node("Sqrt", [self.node("Add", [square, self.constant("least", np.float32(1e-6))])])
        unit = self.node("Div", [centred, length])
        cosines = self.node("MatMul", [unit, self.node("Transpose", [unit], perm=[0, 2, 1])])
        rows = self.node("Unsqueeze", ["side", self.constant("second axis", np.array([2], np.int64))])
        columns = self.node("Unsqueeze", ["side", self.constant("first axis", np.array([1], np.int64))])
        across = self.node("Equal", [self.node("Add", [rows, columns]), self.constant("across", np.int64(1))])
        cosines = self.node("Where", [across, cosines, self.constant("far", np.float32(FAR))])
        nearest = self.node("ReduceMax", [cosines, last], keepdims=1)
        apart = self.node("Sub", [cosines, nearest])
        shares = self.node("Exp", [self.node("Mul", [apart, self.constant("heat", np.float32(1 / TEMPERATURE))])])
        # The sum of the shares is a product with ones: `ReduceSum` over a row gives other bits where the row begins at
        # another fraction of a vector, as it does in a batch.
        ones = self.node("Gather", [self.constant("ones", np.ones((3, ONES), np.float32)), "side"])
        mixed = self.node("MatMul", [shares, self.node("Concat", ["states", unit, ones], axis=2)])
        other, other_unit, total = (
            self.node(
                "Slice",
                [mixed, *(self.constant(f"at {edge}", np.array([edge], np.int64)) for edge in edges), self.third()],
            )
            for edges in ((0, HIDDEN), (HIDDEN, 2 * HIDDEN), (2 * HIDDEN, 2 * HIDDEN + 1))
        )
        other, other_unit = (self.node("Div", [values, total]) for values in (other, other_unit))
        changed = self.node("Add", ["states", self.node("Gather", [self.tensor("side"), "side"])])
        changed = self.node("Add", [changed, self.product(*self.quantise(other), "counterpart.w")])
        agreement = self.node("Mul", [unit, other_unit])
        changed = self.node("Add", [changed, self.product(*self.quantise(agreement), "agreement.w")])
        return self.node("Add", [changed, self.node("Mul", [nearest, self.tensor("nearness")])])

    def third(self) -> str:
        return self.constant("third axis", np.array([2], np.int64))

    def tensor(self, name: str) -> str:
        # A name of a weight must not be that of an input.
        return self.constant(f"{name}." if name == "side" else name, self.tensors[name])


_BOUNDS = {"none": 0, "one": 1, "row": 1, "axis": 2, "split": TOKEN_OUTPUTS, "all": _OUTPUTS}

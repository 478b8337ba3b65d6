"""The integer products of the model that ships, compared with exact sums."""

from __future__ import annotations

import numpy as np
import onnx
import pytest
from onnx import TensorProto, helper, numpy_helper

from aligner.encoding.onnx_model import SHIPPED, load_session
from tools.e5_graph import LARGEST_WEIGHT, MICROSOFT, ZERO_POINT

LARGEST_ACTIVATION = 255
LARGEST_OF_16_BITS = 2**15 - 1
SHAPES = [(384, 384), (384, 1536), (1536, 384)]


@pytest.fixture(scope="module")
def weights():
    """Return the codes of all weights, by the names of their matrices."""
    graph = onnx.load(SHIPPED / "onnx" / "model.onnx").graph
    names = {node.input[1] for node in graph.node if node.op_type == "MatMulIntegerToFloat"}
    return {tensor.name: numpy_helper.to_array(tensor) for tensor in graph.initializer if tensor.name in names}


def test_no_two_products_leave_16_bits(weights):
    """What makes sums exact on processors with AVX2 and without VNNI, which add two products in 16 bits."""
    largest = max(int(np.abs(codes.astype(np.int64)).max()) for codes in weights.values())
    assert largest == LARGEST_WEIGHT
    assert 2 * LARGEST_ACTIVATION * LARGEST_WEIGHT <= LARGEST_OF_16_BITS
    # Weights of 8 bits would reach 64,770: there such processors cut sums off.
    assert 2 * LARGEST_ACTIVATION * 127 > LARGEST_OF_16_BITS


def test_every_shape_is_compared(weights):
    assert sorted({codes.shape for codes in weights.values()}) == SHAPES


@pytest.mark.parametrize("shape", SHAPES)
def test_products_are_the_exact_sums(weights, shape, tmp_path):
    codes = next(codes for codes in weights.values() if codes.shape == shape)
    rng = np.random.default_rng(7)
    activations = rng.integers(0, LARGEST_ACTIVATION + 1, (1, 67, shape[0])).astype(np.uint8)
    activations[0, :2] = [[0], [LARGEST_ACTIVATION]]
    path = tmp_path / "product.onnx"
    onnx.save(_product(codes), path)
    (found,) = load_session(path).run(None, {"activations": activations})
    exact = (activations.astype(np.int32) - ZERO_POINT) @ codes.astype(np.int32)
    # Else single precision could not hold them, and the comparison would say nothing.
    assert np.abs(exact).max() < 2**24
    np.testing.assert_array_equal(found, exact.astype(np.float32))


def _product(codes):
    """Return a model of one product, as the graph that ships has them, with all scales 1."""
    constants = {
        "codes": codes,
        "step": np.float32(1),
        "scales": np.ones(codes.shape[1], np.float32),
        "zero": np.uint8(ZERO_POINT),
        "zeros": np.zeros(codes.shape[1], np.int8),
    }
    graph = helper.make_graph(
        [helper.make_node("MatMulIntegerToFloat", ["activations", *constants], ["product"], domain=MICROSOFT)],
        "product",
        [helper.make_tensor_value_info("activations", TensorProto.UINT8, ["batch", "length", codes.shape[0]])],
        [helper.make_tensor_value_info("product", TensorProto.FLOAT, ["batch", "length", codes.shape[1]])],
        [numpy_helper.from_array(np.asarray(values), name) for name, values in constants.items()],
    )
    opsets = [helper.make_opsetid("", 21), helper.make_opsetid(MICROSOFT, 1)]
    return helper.make_model(graph, opset_imports=opsets, ir_version=10)

"""The tuned encoder written as an ONNX graph in whole numbers; training only, the product only runs it."""

from collections.abc import Mapping
from typing import Any

import numpy as np
from numpy.typing import NDArray

from feedback_api.classify.encoder import LOWER_LAYERS, layer_tables
from feedback_api.classify.packed import DIMENSIONS, PackedModel
from feedback_api.classify.whole_numbers import whole

Tables = Mapping[str, NDArray[np.float32]]

_TABLES = ("attend", "join", "widen", "narrow")
_LISTS = {
    "attend.bias": ("q.b", "k.b", "v.b"),
    "join.bias": ("ao.b",),
    "first.weight": ("aln.w",),
    "first.bias": ("aln.b",),
    "widen.bias": ("fi.b",),
    "narrow.bias": ("fo.b",),
    "second.weight": ("oln.w",),
    "second.bias": ("oln.b",),
}
_EXTENSION = "com.microsoft"
_EPSILON = 1e-12


def wheel_layer(packed: PackedModel, layer: int) -> dict[str, NDArray[np.float32]]:
    """All numbers of a layer of the wheel: tables (inputs, outputs), biases and norms."""
    lists = {
        f"{layer}.{name}": np.concatenate([packed.numbers(f"l{layer}.{part}") for part in parts])
        for name, parts in _LISTS.items()
    }
    return {**layer_tables(packed, layer), **lists}


def build_graph(packed: PackedModel, tuned: Tables) -> bytes:
    """The graph with the tuned layers' numbers inside; the lower tables are only named, and come at start.

    ``tuned`` holds for every layer from LOWER_LAYERS what :func:`wheel_layer` gives.
    """
    from onnx import TensorProto, helper

    writer = _Writer(packed.attention_heads)
    flow = "pieces"
    for layer in range(packed.layers):
        numbers = wheel_layer(packed, layer) if layer < LOWER_LAYERS else tuned
        flow = writer.layer(layer, flow, numbers, named_only=layer < LOWER_LAYERS)
    graph = helper.make_graph(
        writer.nodes,
        "encoder",
        [helper.make_tensor_value_info("pieces", TensorProto.FLOAT, [1, "length", DIMENSIONS])],
        [helper.make_tensor_value_info(flow, TensorProto.FLOAT, [1, "length", DIMENSIONS])],
        writer.held,
    )
    imports = [helper.make_opsetid("", 17), helper.make_opsetid(_EXTENSION, 1)]
    model = helper.make_model(graph, opset_imports=imports, ir_version=8, producer_name="feedback-api")
    return bytes(model.SerializeToString())


class _Writer:
    """Collects the operations and numbers of a graph."""

    def __init__(self, attention_heads: int) -> None:
        self.nodes: list[Any] = []
        self.held: list[Any] = []
        self._heads = attention_heads

    def layer(self, layer: int, flow: str, numbers: Tables, *, named_only: bool) -> str:
        """Write one layer; gives the name of what flows out of it."""
        for name in _TABLES:
            self._hold_table(f"{layer}.{name}", numbers[f"{layer}.{name}"], named_only)
        for name in _LISTS:
            self._hold(f"{layer}.{name}", numbers[f"{layer}.{name}"])
        attended = self._attend(layer, flow)
        joined = self._multiply(f"{layer}.join", attended)
        first = self._norm(f"{layer}.first", joined, flow, f"{layer}.join.bias")
        widened = self._multiply(f"{layer}.widen", first)
        bent = self._node("BiasGelu", [widened, f"{layer}.widen.bias"], f"{layer}.bent", extension=True)
        narrowed = self._multiply(f"{layer}.narrow", bent)
        return self._norm(f"{layer}.second", narrowed, first, f"{layer}.narrow.bias")

    def _attend(self, layer: int, flow: str) -> str:
        rounded = self._rounded(flow)
        zero = self._hold(f"{layer}.attend.zero", np.zeros(3 * DIMENSIONS, dtype=np.int8))
        inputs = [rounded[0], f"{layer}.attend.whole", f"{layer}.attend.bias", rounded[1]]
        inputs += [f"{layer}.attend.unit", "", rounded[2], zero]
        return self._node("QAttention", inputs, f"{layer}.attended", extension=True, num_heads=self._heads)

    def _multiply(self, name: str, flow: str) -> str:
        from onnx import TensorProto

        numbers, unit, zero = self._rounded(flow)
        product = self._node("MatMulInteger", [numbers, f"{name}.whole", zero], f"{name}.product")
        exact = self._node("Cast", [product], f"{name}.exact", to=TensorProto.FLOAT)
        units = self._node("Mul", [unit, f"{name}.unit"], f"{name}.units")
        return self._node("Mul", [exact, units], f"{name}.out")

    def _rounded(self, flow: str) -> tuple[str, str, str]:
        from onnx import helper

        names = (f"{flow}.rounded", f"{flow}.rounded.unit", f"{flow}.rounded.zero")
        self.nodes.append(
            helper.make_node("DynamicQuantizeLinear", [flow], list(names), name=f"{flow}.round")
        )
        return names

    def _norm(self, name: str, flow: str, kept: str, bias: str) -> str:
        inputs = [flow, kept, f"{name}.weight", f"{name}.bias", bias]
        return self._node("SkipLayerNormalization", inputs, f"{name}.out", extension=True, epsilon=_EPSILON)

    def _node(
        self, kind: str, inputs: list[str], output: str, *, extension: bool = False, **told: Any
    ) -> str:
        from onnx import helper

        domain = _EXTENSION if extension else ""
        self.nodes.append(helper.make_node(kind, inputs, [output], name=output, domain=domain, **told))
        return output

    def _hold_table(self, name: str, table: NDArray[np.float32], named_only: bool) -> None:
        numbers, unit = whole(table)
        self._hold(f"{name}.whole", numbers, named_only)
        self._hold(f"{name}.unit", unit, named_only)

    def _hold(self, name: str, values: NDArray[Any], named_only: bool = False) -> str:
        from onnx import TensorProto, numpy_helper

        held = numpy_helper.from_array(np.ascontiguousarray(values), name)
        if named_only:
            size = len(held.raw_data)
            held.ClearField("raw_data")
            held.data_location = TensorProto.EXTERNAL
            for key, value in (("location", "wheel"), ("offset", "0"), ("length", str(size))):
                held.external_data.add(key=key, value=value)
        self.held.append(held)
        return name

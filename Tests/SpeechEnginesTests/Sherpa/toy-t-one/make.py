"""Makes model.onnx: says "yes " for each 300 ms of loud sound, in the shape of a streaming T-one CTC model (PyPI: onnx, numpy)."""

import numpy as np
import onnx
from onnx import TensorProto, helper, numpy_helper

FRAMES, VOCABULARY, STATE = 10, 5, 4  # <blk> y e s space

quiet = np.full((1, FRAMES, VOCABULARY), -9.0, np.float32)
quiet[:, :, 0] = -0.01
loud = np.full((1, FRAMES, VOCABULARY), -9.0, np.float32)
for frame, token in enumerate([0, 1, 0, 2, 0, 3, 0, 4, 0, 0]):
    loud[0, frame, token] = -0.01

nodes = [
    helper.make_node("Cast", ["signal"], ["float"], to=TensorProto.FLOAT),
    helper.make_node("Abs", ["float"], ["level"]),
    helper.make_node("ReduceMean", ["level"], ["mean"], keepdims=1),
    helper.make_node("Greater", ["mean", "threshold"], ["is_loud"]),
    helper.make_node("Where", ["is_loud", "loud", "quiet"], ["log_probs"]),
    helper.make_node("Identity", ["state"], ["next_state"]),
]
graph = helper.make_graph(
    nodes, "toy",
    [helper.make_tensor_value_info("signal", TensorProto.INT32, ["N", 2400, 1]),
     helper.make_tensor_value_info("state", TensorProto.FLOAT16, ["N", STATE])],
    [helper.make_tensor_value_info("log_probs", TensorProto.FLOAT, ["N", FRAMES, VOCABULARY]),
     helper.make_tensor_value_info("next_state", TensorProto.FLOAT16, ["N", STATE])],
    [numpy_helper.from_array(loud, "loud"), numpy_helper.from_array(quiet, "quiet"),
     numpy_helper.from_array(np.array(300, np.float32), "threshold")])
model = helper.make_model(graph, opset_imports=[helper.make_opsetid("", 13)], ir_version=8)
helper.set_model_props(
    model, {"model_type": "t-one", "frame_length_ms": "300", "state_dim": str(STATE), "sample_rate": "8000"})
onnx.save(model, "model.onnx")

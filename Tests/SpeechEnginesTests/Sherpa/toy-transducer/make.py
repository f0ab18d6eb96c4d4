"""Makes a streaming transducer in the shape of icefall's LSTM one (PyPI: onnx, numpy): encoder.onnx, decoder.onnx,
joiner.onnx and tokens.txt.

It hears one word for each stretch of loud sound (a new one after 280 ms of quiet), and that word sounds like three:
"I'LL" (two pieces, the likeliest), "AISLE" (three) and "ISLE" (two). Silence is silence."""

import numpy as np
import onnx
from onnx import TensorProto, helper, numpy_helper

PIECES = ["<blk>", "<sos/eos>", "<unk>", "▁I", "'LL", "▁A", "IS", "LE", "▁IS"]
PIECES += ["▁", *"ABCDEFGHIJKLMNOPQRSTUVWXYZ'"]  # so that any word in capitals can be spelt
FRAMES, SUBSAMPLING, MELS = 16, 4, 80  # 160 ms of features a step, one encoder frame for each 40 ms
OUT, HELD = FRAMES // SUBSAMPLING, 7  # encoder frames a step; encoder frames of quiet before a new word
LOUD = -2.0  # log-mel energy of the loudest bin


def log_probs(**likely):
    row = np.full(len(PIECES), 1e-6)
    for piece, probability in likely.items():
        row[PIECES.index(piece)] = probability
    return np.log(row / row.sum()).astype(np.float32)


def save(name, nodes, inputs, outputs, constants, **metadata):
    graph = helper.make_graph(
        nodes, name, [helper.make_tensor_value_info(*i) for i in inputs],
        [helper.make_tensor_value_info(*o) for o in outputs],
        [numpy_helper.from_array(np.array(value), key) for key, value in constants.items()])
    model = helper.make_model(graph, opset_imports=[helper.make_opsetid("", 13)], ir_version=8)
    helper.set_model_props(model, {key: str(value) for key, value in metadata.items()})
    onnx.checker.check_model(model)
    onnx.save(model, name + ".onnx")


node, FLOAT, INT64 = helper.make_node, TensorProto.FLOAT, TensorProto.INT64

# Encoder: 1 where loud sound begins, else 0. Its state holds which of the last HELD frames were loud.
save("encoder", [
    node("Reshape", ["x", "by_frame"], ["framed"]),
    node("ReduceMax", ["framed"], ["peak"], axes=[2], keepdims=0),
    node("Greater", ["peak", "loud"], ["is_loud"]),
    node("Cast", ["is_loud"], ["now"], to=FLOAT),
    node("Squeeze", ["h", "first"], ["before"]),
    node("Concat", ["before", "now"], ["all"], axis=1),
    node("Slice", ["all", "out", "end", "second"], ["kept"]),
    node("Unsqueeze", ["kept", "first"], ["next_h"]),
    node("Unsqueeze", ["all", "second"], ["channel"]),
    node("MaxPool", ["channel"], ["window"], kernel_shape=[HELD]),
    node("Squeeze", ["window", "second"], ["any_before"]),
    node("Slice", ["any_before", "zero", "out", "second"], ["recent"]),
    node("Sub", ["now", "recent"], ["rise"]),
    node("Relu", ["rise"], ["onset"]),
    node("Unsqueeze", ["onset", "third"], ["encoder_out"]),
    node("Identity", ["c"], ["next_c"]),
], [("x", FLOAT, ["N", FRAMES, MELS]), ("h", FLOAT, [1, "N", HELD]), ("c", FLOAT, [1, "N", 1])],
   [("encoder_out", FLOAT, ["N", OUT, 1]), ("next_h", FLOAT, [1, "N", HELD]), ("next_c", FLOAT, [1, "N", 1])],
   {"by_frame": np.array([0, OUT, SUBSAMPLING * MELS]), "loud": np.float32(LOUD), "zero": np.array([0]),
    "out": np.array([OUT]), "end": np.array([OUT + HELD]), "first": np.array([0]), "second": np.array([1]),
    "third": np.array([2])},
   model_type="lstm", num_encoder_layers=1, T=FRAMES, decode_chunk_len=FRAMES, rnn_hidden_size=1, d_model=HELD)

# Decoder: what follows the last piece where no sound begins.
follows = np.stack([log_probs(**{"<blk>": 1})] * len(PIECES))
for piece, then in {"▁I": "'LL", "▁A": "IS", "IS": "LE", "▁IS": "LE"}.items():
    follows[PIECES.index(piece)] = log_probs(**{then: 0.95, "<blk>": 0.05})
save("decoder", [
    node("Gather", ["y", "last"], ["piece"], axis=1),
    node("Gather", ["follows", "piece"], ["decoder_out"], axis=0),
], [("y", INT64, ["N", 2])], [("decoder_out", FLOAT, ["N", len(PIECES)])],
   {"last": np.int64(1), "follows": follows}, vocab_size=len(PIECES), context_size=2)

# Joiner: where sound begins, the first piece of any of the three words.
save("joiner", [
    node("Greater", ["encoder_out", "half"], ["begins"]),
    node("Where", ["begins", "words", "decoder_out"], ["logit"]),
], [("encoder_out", FLOAT, ["N", 1]), ("decoder_out", FLOAT, ["N", len(PIECES)])],
   [("logit", FLOAT, ["N", len(PIECES)])],
   {"half": np.float32(0.5), "words": log_probs(**{"▁I": 0.7, "▁A": 0.2, "▁IS": 0.1})}, joiner_dim=1)

with open("tokens.txt", "w") as tokens:
    for index, piece in enumerate(PIECES):
        print(piece, index, file=tokens)

#!/usr/bin/env python3
"""Writes what a sentence encoder's folder makes of some sentences, by a second implementation in numpy.

    encoder-reference.py FOLDER > Tests/UnderstandingTests/EncoderReference.swift

Needs numpy. The test compares with it what Aisle's own encoder makes of the same sentences.
"""
import json
import math
import struct
import sys
import unicodedata

import numpy as np

SENTENCES = [
    "where is my order",
    "ok",
    "I'd like to return the blue one, please!",
    "Café résumé naïve, £3.50",
    "12345-678 #40217",
    "uncharacteristically antidisestablishmentarianism zzzzqqq",
    "the jacket is too small; can I exchange it for a larger size and have it sent to my mother's address?",
]


def tensors(path):
    data = open(path, "rb").read()
    (length,) = struct.unpack("<Q", data[:8])
    header = json.loads(data[8 : 8 + length])
    found = {}
    for name, entry in header.items():
        if name != "__metadata__" and entry["dtype"] == "F32":
            first, last = entry["data_offsets"]
            found[name] = np.frombuffer(data[8 + length + first : 8 + length + last], "<f4").reshape(entry["shape"])
    return found


def pieces(text, vocabulary):
    plain = "".join(c for c in unicodedata.normalize("NFD", text.lower()) if unicodedata.category(c) != "Mn")
    spaced = "".join(
        f" {c} " if (33 <= ord(c) < 127 and not c.isalnum()) or unicodedata.category(c)[0] == "P" else c for c in plain
    )
    found = []
    for word in spaced.split():
        start, parts = 0, []
        while start < len(word):
            end = len(word)
            while end > start and ("##" if start else "") + word[start:end] not in vocabulary:
                end -= 1
            if end == start:
                parts = [vocabulary["[UNK]"]]
                break
            parts.append(vocabulary[("##" if start else "") + word[start:end]])
            start = end
        found += parts
    return [vocabulary["[CLS]"], *found, vocabulary["[SEP]"]]


def encode(ids, t, heads, layers):
    def norm(x, name):
        mean = x.mean(-1, keepdims=True)
        var = ((x - mean) ** 2).mean(-1, keepdims=True)
        return (x - mean) / np.sqrt(var + 1e-12) * t[name + ".weight"] + t[name + ".bias"]

    erf = np.vectorize(math.erf)
    e = "embeddings."
    x = t[e + "word_embeddings.weight"][ids] + t[e + "position_embeddings.weight"][: len(ids)]
    x = norm(x + t[e + "token_type_embeddings.weight"][0], e + "LayerNorm")
    n, width = x.shape
    for layer in range(layers):
        p = f"encoder.layer.{layer}."

        def dense(v, name):
            return v @ t[p + name + ".weight"].T + t[p + name + ".bias"]

        def split(v):
            return v.reshape(n, heads, -1).transpose(1, 0, 2)

        q, k, v = (split(dense(x, f"attention.self.{part}")) for part in ("query", "key", "value"))
        a = q @ k.transpose(0, 2, 1) / math.sqrt(width // heads)
        a = np.exp(a - a.max(-1, keepdims=True))
        a /= a.sum(-1, keepdims=True)
        x = norm(x + dense((a @ v).transpose(1, 0, 2).reshape(n, width), "attention.output.dense"),
                 p + "attention.output.LayerNorm")
        h = dense(x, "intermediate.dense")
        x = norm(x + dense(h * 0.5 * (1 + erf(h / math.sqrt(2))), "output.dense"), p + "output.LayerNorm")
    mean = x.mean(0)
    return mean / np.linalg.norm(mean)


def main(folder):
    config = json.load(open(folder + "/config.json"))
    vocabulary = {line.rstrip("\n"): i for i, line in enumerate(open(folder + "/vocab.txt", encoding="utf-8"))}
    t = tensors(folder + "/model.safetensors")
    print("/// What script/lib/encoder-reference.py, written in numpy, makes of some sentences with all-MiniLM-L6-v2: every")
    print("/// eighth value of each vector, in ten-thousandths.")
    print("enum EncoderReference {")
    print("  static let sentences: [(text: String, values: [Int])] = [")
    for text in SENTENCES:
        vector = encode(pieces(text, vocabulary), t, config["num_attention_heads"], config["num_hidden_layers"])
        values = ", ".join(str(round(float(v) * 10000)) for v in vector[::8])
        print(f"    ({json.dumps(text, ensure_ascii=False)}, [{values}]),")
    print("  ]\n}")


main(sys.argv[1])

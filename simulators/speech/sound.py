"""Sound in and out: how much voice there was, and something with the length of a sentence."""

import math
import struct

WORDS = "where is my order number four oh two one seven".split()
MS_PER_WORD = 180


class Ear:
    """Hears a word of a known sentence for so much loud audio: what it says depends on what arrived."""

    def __init__(self, rate, deaf=False):
        self.rate = rate
        self.deaf = deaf
        self.samples = 0
        self.loud = 0

    def take(self, pcm):
        """16-bit little-endian mono."""
        count = len(pcm) // 2
        values = struct.unpack(f"<{count}h", pcm[: count * 2])
        self.samples += count
        self.loud += sum(1 for value in values if abs(value) > 300)

    @property
    def seconds(self):
        """Of audio so far."""
        return self.samples / self.rate

    def words(self):
        """What was said so far."""
        if self.deaf:
            return ""
        # A third of the samples of a voice are near zero.
        heard = int(self.loud * 1000 / self.rate / MS_PER_WORD * 1.5)
        return " ".join(WORDS[:heard])


def speech(text, rate, silent=False):
    """A wobbling tone, 60 ms a character, in pieces of 50 ms."""
    total = int(rate * 0.06 * max(1, len(text)))
    piece = rate // 20
    for start in range(0, total, piece):
        count = min(piece, total - start)
        values = [
            0 if silent else int(9000 * math.sin(2 * math.pi * (220 + 40 * math.sin(t / rate * 9)) * t / rate))
            for t in range(start, start + count)
        ]
        yield struct.pack(f"<{count}h", *values)


def wav_header(rate, length=0x7FFFFFFF):
    """For a stream of unknown length."""
    return struct.pack(
        "<4sI4s4sIHHIIHH4sI", b"RIFF", length, b"WAVE", b"fmt ", 16, 1, 1, rate, rate * 2, 2, 16, b"data", length)

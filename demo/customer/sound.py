"""mu-law, resampling, and the telephone line, in numpy."""
import numpy as np

FRAME = 160                      # 20 ms at 8 kHz
SILENCE = b"\xff" * FRAME


def _table():
    u = ~np.arange(256, dtype=np.int32) & 0xFF
    mag = ((((u & 0x0F) << 3) + 0x84) << ((u & 0x70) >> 4)) - 0x84
    return np.where(u & 0x80, -mag, mag).astype(np.int16)


TO_LINEAR = _table()


def from_ulaw(data):
    """Linear samples of mu-law bytes."""
    return TO_LINEAR[np.frombuffer(data, dtype=np.uint8)]


def to_ulaw(x):
    """mu-law bytes of linear samples."""
    x = np.clip(np.asarray(x, dtype=np.int32), -32635, 32635)
    sign = np.where(x < 0, 0x80, 0)
    mag = np.abs(x) + 0x84
    exp = np.clip(np.floor(np.log2(mag)).astype(np.int32) - 7, 0, 7)
    man = (mag >> (exp + 3)) & 0x0F
    return (~(sign | (exp << 4) | man) & 0xFF).astype(np.uint8).tobytes()


def level(data):
    """Root mean square of mu-law bytes, in linear 16-bit units."""
    x = from_ulaw(data).astype(np.float32)
    return float(np.sqrt(np.mean(x * x))) if len(x) else 0.0


def _lowpass(n, cut):
    k = np.arange(n) - (n - 1) / 2
    h = np.sinc(2 * cut * k) * np.hamming(n)
    return h / h.sum()


class Doubler:
    """8 kHz to 16 kHz, a stream of frames at a time."""

    def __init__(self):
        h = _lowpass(48, 0.25) * 2
        self.even, self.odd = h[0::2], h[1::2]
        self.tail = np.zeros(len(self.even) - 1, dtype=np.float32)

    def __call__(self, x):
        z = np.concatenate([self.tail, x.astype(np.float32)])
        self.tail = z[len(z) - len(self.tail):]
        y = np.empty(2 * len(x), dtype=np.float32)
        y[0::2] = np.convolve(z, self.even, "valid")
        y[1::2] = np.convolve(z, self.odd, "valid")
        return np.clip(y, -32768, 32767).astype(np.int16)


def telephone(x, rate, loudness=2600.0):
    """Band-pass 300 to 3400 Hz, 8 kHz, levelled: what a handset puts on the line."""
    x = np.asarray(x, dtype=np.float64)
    n = len(x)
    if not n:
        return np.zeros(0)
    size = 1 << (n + rate // 2).bit_length()
    spec = np.fft.rfft(x, size)
    f = np.fft.rfftfreq(size, 1 / rate)
    gain = 1 / np.sqrt(1 + (300 / np.maximum(f, 1)) ** 8) * (1 / np.sqrt(1 + (f / 3400) ** 16))
    gain[f >= 3900] = 0
    spec *= gain
    out = int(round(size * 8000 / rate))
    keep = out // 2 + 1
    full = np.zeros(keep, dtype=complex)
    m = min(keep, len(spec))
    full[:m] = spec[:m]
    y = np.fft.irfft(full, out)[:int(round(n * 8000 / rate))] * (out / size)
    loud = y[np.abs(y) > 0.05 * np.max(np.abs(y))] if np.any(y) else y
    rms = np.sqrt(np.mean(loud ** 2)) if len(loud) else 1.0
    return y * (loudness / max(rms, 1e-6))


def line_noise(seconds, rms, rng):
    """Faint hiss of a line, shaped to the telephone band."""
    n = int(seconds * 8000)
    y = telephone(rng.standard_normal(n), 8000, 1.0)
    return y * (rms / max(np.sqrt(np.mean(y ** 2)), 1e-9))

"""Recordings over a telephone with noise behind them, for `aisle evaluate ears`.

  noisy.py FOLDER OUT NOISE DB [--seed N]

FOLDER holds NAME.wav (8,000 a second, 16 bit) with NAME.txt beside it, OUT gets the same with noise DB under the speech, through mu-law. NOISE is pink,
car (below 300 Hz), voices (six of the recordings at a time) or none.
"""
import argparse
import audioop
import pathlib
import wave

import numpy as np


def read(path):
    with wave.open(str(path)) as file:
        return np.frombuffer(file.readframes(file.getnframes()), dtype="<i2").astype(float)


def noise(kind, count, random, voices):
    if kind == "none":
        return np.zeros(count)
    if kind == "voices":
        mixed = np.zeros(count)
        for _ in range(6):
            at = -int(random.integers(8000))
            while at < count:
                clip = voices[random.integers(len(voices))]
                start, end = max(at, 0), min(at + len(clip), count)
                mixed[start:end] += clip[start - at: end - at]
                at += len(clip)
        return mixed
    spectrum, frequency = np.fft.rfft(random.normal(size=count)), np.maximum(np.fft.rfftfreq(count, 1 / 8000), 50)
    shape = 1 / np.sqrt(frequency) if kind == "pink" else 1 / (1 + (frequency / 150) ** 3)
    return np.fft.irfft(spectrum * shape, count)


def main():
    arguments = argparse.ArgumentParser()
    arguments.add_argument("folder", type=pathlib.Path)
    arguments.add_argument("out", type=pathlib.Path)
    arguments.add_argument("noise", choices=("pink", "car", "voices", "none"))
    arguments.add_argument("decibels", type=float)
    arguments.add_argument("--seed", type=int, default=1)
    asked = arguments.parse_args()
    asked.out.mkdir(parents=True, exist_ok=True)
    random = np.random.default_rng(asked.seed)
    paths = sorted(asked.folder.glob("*.wav"))
    voices = [read(path) for path in paths]
    for path, samples in zip(paths, voices):
        # The level of the speech is that of its louder half.
        frames = samples[: len(samples) // 160 * 160].reshape(-1, 160)
        power = np.sort((frames ** 2).mean(axis=1))[len(frames) // 2:].mean()
        behind = noise(asked.noise, len(samples), random, voices)
        if asked.noise != "none":
            behind *= np.sqrt(power / 10 ** (asked.decibels / 10) / (behind ** 2).mean())
        linear = np.clip(np.round(samples + behind), -32768, 32767).astype("<i2").tobytes()
        with wave.open(str(asked.out / path.name), "wb") as file:
            file.setnchannels(1), file.setsampwidth(2), file.setframerate(8000)
            file.writeframes(audioop.ulaw2lin(audioop.lin2ulaw(linear, 2), 2))
        (asked.out / path.name).with_suffix(".txt").write_text(path.with_suffix(".txt").read_text())


if __name__ == "__main__":
    main()

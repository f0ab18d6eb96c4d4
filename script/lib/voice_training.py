"""Trains the net of the voice detector and writes Sources/Audio/VoiceNet+Weights.swift.

  voice_training.py PROBE WEIGHTS.swift

Speech is made by flite's voices (script/lib/voice_sentences.txt), so that real recordings stay unseen for script/bench voice. Noise:
coloured, steady and swelling, hum, babble of the same voices, and what else is on lines: clicks, thumps, tones. The numbers a frame is
judged by come from the probe, so that they exist once. A frame's truth is the energy of the clean track (30 dB below its sentence's
loudest frame); the 120 ms after speech count little.
"""
import pathlib
import subprocess
import sys
import tempfile
import wave

import audioop
import numpy as np
import voice_bench as bench

HIDDEN, MINUTES, SEED, EPOCHS = 16, 96, 5, 12
RATE, FRAME = bench.RATE, bench.FRAME
VOICES = ("slt", "rms", "awb", "kal16", "kal")


def synthesised():
    sentences = pathlib.Path(__file__).with_name("voice_sentences.txt").read_text().splitlines()
    found = {}
    with tempfile.TemporaryDirectory() as folder:
        for voice in VOICES:
            for sentence in sentences:
                path = pathlib.Path(folder) / "said.wav"
                subprocess.run(["flite", "-voice", voice, "-t", sentence, "-o", str(path)], check=True)
                with wave.open(str(path)) as file:
                    data, rate = file.readframes(file.getnframes()), file.getframerate()
                if rate != RATE:
                    data, _ = audioop.ratecv(data, 2, 1, rate, RATE, None)
                samples = np.frombuffer(data, dtype="<i2").astype(float)
                loud = bench.frames_of(samples)
                on = np.flatnonzero(loud > loud.max() * 10 ** (-35 / 20))
                found.setdefault(voice, []).append(samples[on[0] * FRAME: (on[-1] + 1) * FRAME])
    return found


def clean_track(random, by_voice, seconds, level):
    track, truth, total = [np.zeros(RATE)], [np.zeros(50, bool)], RATE
    voices = sorted(by_voice)
    while total < seconds * RATE:
        voice = voices[random.integers(len(voices))]
        clip = by_voice[voice][random.integers(len(by_voice[voice]))]
        clip = clip * (level * 10 ** (random.normal(0, 3) / 20) / max(1, np.sqrt((clip ** 2).mean())))
        loud = bench.frames_of(clip)
        pause = int(random.integers(43, 150))
        track += [clip, np.zeros(pause * FRAME)]
        truth += [loud > loud.max() * 10 ** (-30 / 20), np.zeros(pause, bool)]
        total += len(clip) + pause * FRAME
    samples = np.concatenate(track)
    return samples + random.normal(0, 10 ** random.uniform(0.3, 1.6), len(samples)), np.concatenate(truth)


def coloured(random, count):
    spectrum = np.fft.rfft(random.normal(size=count))
    return np.fft.irfft(spectrum * np.maximum(np.fft.rfftfreq(count, 1 / RATE), 60) ** -random.uniform(-0.2, 1.4), count)


def swelling(random, count):
    points = np.arange(0, count + RATE, 4000)
    return coloured(random, count) * np.interp(np.arange(count), points, 10 ** random.uniform(-0.3, 0.3, len(points)))


def hum(random, count):
    time = np.arange(count) / RATE
    lines = sum(np.sin(2 * np.pi * (60 * random.integers(1, 6) * time + random.uniform())) for _ in range(3))
    noise = coloured(random, count)
    return lines + 0.3 * noise / noise.std()


def knocks(random, count, truth):
    """Clicks, thumps and tones in the pauses."""
    out = np.zeros(count)
    for _ in range(count // RATE):
        at = int(random.integers(0, count - RATE))
        if truth[max(0, at // FRAME - 10): at // FRAME + 60].any():
            continue
        level = 10 ** random.uniform(2, 3.9)
        if random.uniform() < 0.6:
            length = int(10 ** random.uniform(1.3, 2.9) * 1)
            burst = coloured(random, max(64, length))[:length]
            out[at: at + length] += level * burst / max(1e-9, burst.std()) * np.exp(-np.arange(length) / (length / 3))
        else:
            length = int(random.uniform(0.1, 0.9) * RATE)
            tone = sum(np.sin(2 * np.pi * random.uniform(200, 1700) * np.arange(length) / RATE) for _ in range(2))
            out[at: at + length] += level * 0.7 * tone
    return out


def made(random, by_voice, minute):
    clean, truth = clean_track(random, by_voice, 60, 10 ** random.uniform(2.5, 3.5))
    count, kind = len(clean), minute % 8
    if kind in (1, 4):
        clean = bench.mixed(clean, truth, coloured(random, count), random.uniform(2, 25))
    elif kind in (3, 6):
        clean = bench.mixed(clean, truth, bench.babble(random, by_voice, count, int(random.integers(3, 9))), random.uniform(4, 25))
    elif kind == 2:
        clean = bench.mixed(clean, truth, swelling(random, count), random.uniform(4, 25))
    elif kind == 7:
        clean = bench.mixed(clean, truth, hum(random, count), random.uniform(2, 25))
    else:
        clean = clean + knocks(random, count, truth)
    return clean, truth


def features(probe, samples):
    out = subprocess.run([probe, "--features"], input=bench.telephone(samples).tobytes(), stdout=subprocess.PIPE, check=True)
    return np.loadtxt(out.stdout.decode().splitlines(), dtype=np.float32)


def train(x, y, weight):
    random = np.random.default_rng(SEED)
    net = [random.normal(0, x.shape[1] ** -0.5, (x.shape[1], HIDDEN)), np.zeros(HIDDEN),
           random.normal(0, HIDDEN ** -0.5, HIDDEN), np.zeros(1)]
    first, second, step = [np.zeros_like(p) for p in net], [np.zeros_like(p) for p in net], 0
    for epoch in range(EPOCHS):
        order, rate = random.permutation(len(x)), 0.004 * (1 - epoch / EPOCHS) + 2e-4
        for at in range(0, len(x) - 256, 256):
            pick = order[at: at + 256]
            hidden = np.maximum(x[pick] @ net[0] + net[1], 0)
            error = (1 / (1 + np.exp(-(hidden @ net[2] + net[3][0]))) - y[pick]) * weight[pick] / len(pick)
            back = np.outer(error, net[2]) * (hidden > 0)
            slopes = [x[pick].T @ back + 1e-5 * net[0], back.sum(0), hidden.T @ error, np.array([error.sum()])]
            step += 1
            for i, slope in enumerate(slopes):
                first[i] = 0.9 * first[i] + 0.1 * slope
                second[i] = 0.999 * second[i] + 0.001 * slope ** 2
                net[i] = net[i] - rate * (first[i] / (1 - 0.9 ** step)) / (np.sqrt(second[i] / (1 - 0.999 ** step)) + 1e-8)
    return net


def written(net):
    def row(values):
        return "SIMD16(" + ", ".join(f"{value:.3f}" for value in values) + ")"
    def wrapped(text):
        lines, line = [], "    "
        for word in text.split(" "):
            if len(line) + len(word) > 118:
                lines.append(line.rstrip())
                line = "      "
            line += word + " "
        return "\n".join(lines + [line.rstrip()])
    rows = ",\n".join(wrapped(row(values)) for values in net[0])
    return f"""// Written by script/lib/voice_training.py: do not edit.

extension VoiceNet {{
  /// From each number of a frame to the hidden units.
  static let inward: [SIMD16<Float>] = [
{rows},
  ]

  /// What is added to the hidden units; from them to the outcome; what is added to that.
  static let bias: SIMD16<Float> =
{wrapped(row(net[1]))}
  static let outward: SIMD16<Float> =
{wrapped(row(net[2]))}
  static let offset: Float = {net[3][0]:.3f}
}}
"""


def main():
    probe, target = sys.argv[1:3]
    random, by_voice = np.random.default_rng(SEED), synthesised()
    xs, ys, weights = [], [], []
    for minute in range(MINUTES):
        samples, truth = made(random, by_voice, minute)
        x = features(probe, samples)
        count = min(len(x), len(truth))
        near = np.convolve(truth, np.ones(13), mode="same") > 0
        xs.append(x[50:count])
        ys.append(truth[50:count].astype(np.float32))
        weights.append(np.where(truth, 1, np.where(near, 0.15, 1))[50:count].astype(np.float32))
    pathlib.Path(target).write_text(written(train(np.vstack(xs), np.concatenate(ys), np.concatenate(weights))))


if __name__ == "__main__":
    main()

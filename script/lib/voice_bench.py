"""Voice detection side by side: Aisle's detector (a probe that reads a track and writes a verdict a frame), the C of PyPI
webrtcvad and Silero's model in sherpa-onnx, on tracks of real spoken digits with noise. Repeatable: everything is drawn from one seed.

  voice_bench.py PROBE RECORDINGS [--rms LEVEL] [--silero MODEL] [--json FILE]

RECORDINGS holds {digit}_{speaker}_{take}.wav, 8 kHz (free-spoken-digit-dataset).
Truth is the energy of the clean track: a frame is speech within 30 dB of its recording's loudest frame, so that soft tails count
as misses. A false alarm is a voiced frame more than 200 ms away from speech. A beginning is four voiced frames out of six.
"""
import argparse
import audioop
import json
import pathlib
import subprocess
import sys
import time
import wave

import numpy as np
import silero
import webrtcvad

RATE, FRAME = 8000, 160
SEED = 20261128


def recordings(folder):
    found = {}
    for path in sorted(pathlib.Path(folder).glob("*_*_*.wav")):
        with wave.open(str(path)) as file:
            samples = np.frombuffer(file.readframes(file.getnframes()), dtype="<i2").astype(float)
        found.setdefault(path.stem.split("_")[1], []).append(samples)
    return found


def frames_of(samples):
    whole = samples[: len(samples) // FRAME * FRAME].reshape(-1, FRAME)
    return np.sqrt((whole ** 2).mean(axis=1) + 1e-9)


def clean_track(random, by_speaker, seconds, rms):
    """A track of digit strings between pauses, each recording of the same level, and which frames are speech."""
    track, truth = [np.zeros(RATE)], [np.zeros(RATE // FRAME, bool)]
    speakers = sorted(by_speaker)
    total = RATE
    while total < seconds * RATE:
        speaker = speakers[random.integers(len(speakers))]
        for _ in range(random.integers(2, 7)):
            clip = by_speaker[speaker][random.integers(len(by_speaker[speaker]))]
            clip = clip[: len(clip) // FRAME * FRAME] * (rms / max(1, np.sqrt((clip ** 2).mean())))
            level = frames_of(clip)
            gap = random.integers(3, 9)
            track += [clip, np.zeros(gap * FRAME)]
            truth += [level > level.max() * 10 ** (-30 / 20), np.zeros(gap, bool)]
            total += len(clip) + gap * FRAME
        pause = random.integers(40, 130)
        track.append(np.zeros(pause * FRAME))
        truth.append(np.zeros(pause, bool))
        total += pause * FRAME
    # A quiet line is not digital silence.
    samples = np.concatenate(track)
    return samples + random.normal(0, 12, len(samples)), np.concatenate(truth)


def pink(random, count):
    spectrum = np.fft.rfft(random.normal(size=count))
    frequency = np.maximum(np.fft.rfftfreq(count, 1 / RATE), 50)
    return np.fft.irfft(spectrum / np.sqrt(frequency), count)


def babble(random, by_speaker, count, voices=6):
    mixed = np.zeros(count)
    clips = [clip for speaker in sorted(by_speaker) for clip in by_speaker[speaker]]
    for _ in range(voices):
        at = -int(random.integers(RATE))
        while at < count:
            clip = clips[random.integers(len(clips))]
            clip = clip * (1000 / max(1, np.sqrt((clip ** 2).mean())))
            start, end = max(at, 0), min(at + len(clip), count)
            if end > start:
                mixed[start:end] += clip[start - at: end - at]
            at += len(clip) + int(random.integers(0, 1600))
    return mixed


def mixed(clean, truth, noise, snr):
    speech = np.sqrt((clean[: len(truth) * FRAME].reshape(-1, FRAME)[truth] ** 2).mean())
    return clean + noise * (speech / 10 ** (snr / 20) / np.sqrt((noise ** 2).mean()))


def telephone(samples):
    linear = np.clip(np.round(samples), -32768, 32767).astype("<i2").tobytes()
    return np.frombuffer(audioop.ulaw2lin(audioop.lin2ulaw(linear, 2), 2), dtype="<i2")


def tracks(folder, rms):
    random = np.random.default_rng(SEED)
    voices = recordings(folder)
    clean, truth = clean_track(random, voices, 240, rms)
    count = len(clean)
    made = {"clean": (clean, truth)}
    for name, noise in (
        ("pink", pink(random, count)), ("white", random.normal(size=count)), ("babble", babble(random, voices, count)),
    ):
        for snr in (20, 10, 5):
            made[f"{name} {snr} dB"] = (mixed(clean, truth, noise, snr), truth)
        alone = noise[: 60 * RATE]
        made[f"only {name}"] = (alone * (600 / np.sqrt((alone ** 2).mean())), np.zeros(60 * RATE // FRAME, bool))
    return {name: (telephone(samples), truth) for name, (samples, truth) in made.items()}


def webrtc(samples, mode):
    detector = webrtcvad.Vad(mode)
    data = samples.tobytes()
    began = time.process_time()
    said = [detector.is_speech(data[at: at + FRAME * 2], RATE) for at in range(0, len(data) - FRAME * 2 + 1, FRAME * 2)]
    return np.array(said), time.process_time() - began


def ours(probe, samples):
    out = subprocess.run([probe], input=samples.tobytes(), stdout=subprocess.PIPE, check=True).stdout.decode().split("\n")
    cpu = float(out[0])
    rows = [line.split() for line in out[1:] if line]
    return np.array([row[0] == "1" for row in rows]), np.array([float(row[1]) for row in rows]), cpu


def starts(said):
    """The frames at which four of six are voiced, once until six are not."""
    found, active = [], False
    for index in range(5, len(said)):
        window = said[index - 5: index + 1].sum()
        if not active and window >= 4:
            found.append(index)
            active = True
        elif active and window == 0:
            active = False
    return found


def scored(said, truth):
    count = min(len(said), len(truth))
    said, truth = said[:count], truth[:count]
    near = np.convolve(truth, np.ones(21), mode="same") > 0
    far = ~near
    # The first second is the line's own: every detector learns there.
    far[:50] = False
    begun = np.array(starts(said))
    row = {
        "miss": float(100 * (~said[truth]).mean()) if truth.any() else None,
        "false": float(100 * said[far].mean()) if far.any() else None,
        "false_starts_a_minute": float(sum(far[at] for at in begun) / (far.sum() * FRAME / RATE / 60)) if far.any() else None,
    }
    if truth.any():
        onsets, last = [], -100
        for index in np.flatnonzero(truth):
            if index - last > 20:
                onsets.append(index)
            last = index
        delays, missed = [], 0
        for onset in onsets:
            later = begun[(begun >= onset - 1) & (begun < onset + 60)]
            active = said[max(0, onset - 6): onset].sum() >= 4
            if active:
                delays.append(0)
            elif len(later):
                delays.append(int(max(0, later[0] - onset)) * 20)
            else:
                missed += 1
        row["segments"], row["segments_missed"] = len(onsets), missed
        row["onset_ms"] = [float(np.percentile(delays, p)) for p in (50, 90)] if delays else None
    return row


def main():
    arguments = argparse.ArgumentParser()
    arguments.add_argument("probe")
    arguments.add_argument("recordings")
    arguments.add_argument("--rms", type=float, default=1000, help="the speech's level; 1,000 is -30 dBFS")
    arguments.add_argument("--json")
    arguments.add_argument("--silero", help="silero_vad.onnx")
    asked = arguments.parse_args()
    made = tracks(asked.recordings, asked.rms)
    detectors = {f"webrtc mode {mode}": (lambda s, m=mode: webrtc(s, m)) for mode in (0, 1, 2, 3)}
    detectors["aisle"] = lambda s: (lambda v, p, c: (v, c))(*ours(asked.probe, s))
    if asked.silero:
        def watched(samples):
            began = time.process_time()
            return silero.detect(asked.silero, samples, FRAME), time.process_time() - began
        detectors["silero"] = watched
    results = {}
    for name, detect in detectors.items():
        cpu = seconds = 0
        for condition, (samples, truth) in made.items():
            said, used = detect(samples)
            results.setdefault(condition, {})[name] = scored(said, truth)
            cpu, seconds = cpu + used, seconds + len(samples) / RATE
        results.setdefault("cpu_ms_a_second", {})[name] = cpu * 1000 / seconds
    print(f"{'':14}" + "".join(f"{name:>24}" for name in detectors))
    for condition in made:
        cells = []
        for name in detectors:
            row = results[condition][name]
            if row["miss"] is None:
                cells.append(f"fired {row['false']:.0f} %, {row['false_starts_a_minute']:.0f}/min")
            else:
                onset = "-" if row["onset_ms"] is None else f"{row['onset_ms'][0]:.0f},{row['onset_ms'][1]:.0f}"
                cells.append(f"{row['miss']:.1f}/{row['false']:.1f} {onset} ({row['segments_missed']})")
        print(f"{condition:14}" + "".join(f"{cell:>24}" for cell in cells))
    print(f"{'CPU ms/s':14}" + "".join(f"{results['cpu_ms_a_second'][name]:24.3f}" for name in detectors))
    print("cells: missed % / false alarm %, onset median, 90th percentile in ms (segments never noticed)")
    if asked.json:
        pathlib.Path(asked.json).write_text(json.dumps(results, indent=1))


if __name__ == "__main__":
    sys.exit(main())

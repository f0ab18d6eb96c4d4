"""The customer's voice: a synthesiser's, another than the agent's, sent through a telephone."""
import re
import os
import shutil
import subprocess
import tempfile
import wave

import numpy as np

from .sound import FRAME, telephone

AGENT_VOICE = "rms"
FLITE = ("slt", "awb", "kal16", "kal")
ESPEAK = ("en-us", "en-us+f3", "en-us+m3", "en-gb+f2")


def installed(with_espeak=False):
    """The voices on this machine, the agent's left out."""
    found = []
    if shutil.which("flite"):
        listed = subprocess.run(["flite", "-lv"], capture_output=True, text=True).stdout.split()
        found += ["flite:" + v for v in FLITE if v in listed and v != AGENT_VOICE]
    if with_espeak and shutil.which("espeak-ng"):
        found += ["espeak:" + v for v in ESPEAK]
    return found


class Voice:
    """One speaker: a voice, a speaking rate, a line."""

    def __init__(self, name, rate=1.0, noise_db=35.0, rng=None):
        self.name, self.rate = name, rate
        self.rng = rng or np.random.default_rng()
        self.loudness = 2600.0
        self.noise_rms = self.loudness / 10 ** (noise_db / 20) if noise_db > 0 else 0.0

    def speak(self, text, slow=1.0):
        """Linear 8 kHz samples, whole frames, no silence before or after."""
        engine, voice = self.name.split(":", 1)
        stretch = slow / self.rate
        fd, path = tempfile.mkstemp(suffix=".wav", prefix="caller-")
        os.close(fd)
        try:
            if engine == "flite":
                cmd = ["flite", "-voice", voice, "--setf", f"duration_stretch={stretch:.3f}", "-t", text, "-o", path]
            else:
                cmd = ["espeak-ng", "-v", voice, "-s", str(round(155 / stretch)), "-w", path, text]
            subprocess.run(cmd, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, timeout=30)
            with wave.open(path) as w:
                x, rate = np.frombuffer(w.readframes(w.getnframes()), dtype=np.int16), w.getframerate()
        finally:
            os.unlink(path)
        y = telephone(x, rate, self.loudness)
        n = len(y) // FRAME
        loud = np.flatnonzero(np.sqrt(np.mean(y[:n * FRAME].reshape(n, FRAME) ** 2, axis=1)) > 0.03 * self.loudness)
        return y[loud[0] * FRAME:(loud[-1] + 1) * FRAME] if len(loud) else y[:0]


NAMES = {"1": "one", "2": "two", "3": "three", "4": "four", "5": "five", "6": "six", "7": "seven", "8": "eight", "9": "nine"}


def spoken(number, rng, style=None):
    """A number as people say it, digit by digit: zero or oh, in one go, in groups, or one by one."""
    zero = rng.choice(["oh", "zero"])
    words = [NAMES.get(c, zero) for c in re.sub(r"\D", "", number)]
    style = style or rng.choice(["even", "even", "groups"])
    if style == "slow":
        return ", ".join(words)
    if style == "groups" and len(words) > 3:
        cut = len(words) // 2
        return " ".join(words[:cut]) + ", " + " ".join(words[cut:])
    return " ".join(words)

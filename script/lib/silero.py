"""Silero's voice detection in sherpa-onnx, by its C interface and with the settings of SpeechEngines' SileroDetector, for voice_bench.py."""
import ctypes as c
import pathlib

import numpy as np


class Model(c.Structure):
    _fields_ = [("model", c.c_char_p), ("threshold", c.c_float), ("silence", c.c_float), ("speech", c.c_float), ("window", c.c_int32),
                ("longest", c.c_float)]


class Settings(c.Structure):
    _fields_ = [("silero", Model), ("rate", c.c_int32), ("threads", c.c_int32), ("provider", c.c_char_p), ("debug", c.c_int32),
                ("ten", Model)]


def doubled(samples):
    """Twice the rate, by a half-band filter."""
    place = np.arange(-23, 24)
    taps = np.sinc(place / 2) * np.kaiser(len(place), 7)
    stuffed = np.zeros(2 * len(samples))
    stuffed[::2] = samples
    return np.convolve(stuffed, taps, mode="same")


def detect(model, samples, frame):
    """Whether each frame of samples at 8,000 a second is speech."""
    import sherpa_onnx
    # The package holds libraries only, no module of its own.
    library = c.CDLL(str(pathlib.Path(next(iter(sherpa_onnx.__path__))) / "lib" / "libsherpa-onnx-c-api.so"))
    create = library.SherpaOnnxCreateVoiceActivityDetector
    create.restype, create.argtypes = c.c_void_p, [c.POINTER(Settings), c.c_float]
    for name in ("AcceptWaveform", "Clear", "Detected", "Reset"):
        getattr(library, "SherpaOnnxVoiceActivityDetector" + name).argtypes = [c.c_void_p] + (
            [c.POINTER(c.c_float), c.c_int32] if name == "AcceptWaveform" else [])
    library.SherpaOnnxDestroyVoiceActivityDetector.argtypes = [c.c_void_p]
    settings = Settings(silero=Model(str(model).encode(), 0.5, 0.096, 0.032, 512, 25), rate=16000, threads=1, provider=b"cpu")
    detector = create(settings, 30)
    wide = (doubled(samples.astype(float)) / 32768).astype(np.float32)
    said = []
    run = held = 0
    for at in range(0, len(wide) - 2 * frame + 1, 2 * frame):
        piece = np.ascontiguousarray(wide[at: at + 2 * frame])
        library.SherpaOnnxVoiceActivityDetectorAcceptWaveform(detector, piece.ctypes.data_as(c.POINTER(c.c_float)), len(piece))
        library.SherpaOnnxVoiceActivityDetectorClear(detector)
        heard = bool(library.SherpaOnnxVoiceActivityDetectorDetected(detector))
        held = 0 if heard else max(0, held - 1)
        run = run + 1 if heard else 0
        if run >= 400:
            library.SherpaOnnxVoiceActivityDetectorReset(detector)
            run, held = 0, 8
        said.append(heard or held > 0)
    library.SherpaOnnxDestroyVoiceActivityDetector(detector)
    return np.array(said)

"""The customer's hearing: two recognisers, each in a process of its own, fed with what the line plays.

The open one (the recogniser's general English model) writes down what was said; the domain one knows the sentences of
listening.toml and is what the customer acts on. Number rows and dates are decoded once more by a small grammar (any
five digits; any day of the year) over just their stretch of sound. Neither knows what the right answer is.
"""
import hashlib
import multiprocessing
import os
import queue
import tempfile
import time

import numpy as np

from .meaning import DIGIT_OF, DIGITS, MONTHS, ORDINALS, WEEKDAYS, Rules, arpa, digit_runs, spoken_digits
from .sound import Doubler, from_ulaw

# The cepstral mean of speech in the telephone band; the model's own start value is for wide-band sound.
TELEPHONE_MEAN = "36.73,18.45,-31.41,34.08,-18.50,-9.77,5.26,-27.03,-1.72,-9.91,-5.33,0.61,-6.29"
DATE_WORDS = set(WEEKDAYS) | set(MONTHS) | {w for o in ORDINALS for w in o.split()}


def _dictionary(words, extra, model):
    """The pronunciations of just these words."""
    wanted, found, out = set(words), set(), []
    with open(os.path.join(model, "en-us", "cmudict-en-us.dict"), encoding="utf-8") as f:
        for line in f:
            w = line.split(" ", 1)[0].split("(", 1)[0]
            if w in wanted:
                out.append(line.rstrip("\n"))
                found.add(w)
    for w, p in extra.items():
        out.append(f"{w} {p}")
        found.add(w)
    missing = wanted - found
    if missing:
        raise SystemExit(f"listening.toml: no pronunciation for {', '.join(sorted(missing))}; add them under [pronunciations]")
    return "\n".join(out) + "\n"


def _model_files(rules):
    """Language model and dictionary of the rules, kept in the temporary folder under their hash."""
    import pocketsphinx
    here = os.path.dirname(os.path.abspath(__file__))
    with open(os.path.join(here, "meaning.py"), "rb") as f:
        key = hashlib.sha256(repr(rules.data).encode() + f.read()).hexdigest()[:16]
    base = os.path.join(tempfile.gettempdir(), f"caller-ear-{os.getuid()}-{key}")
    if not os.path.exists(base + ".lm"):
        lines = rules.corpus()
        words = {w for line in lines for w in line.split()} | set(DIGIT_OF) - {"o"}
        model = pocketsphinx.get_model_path()
        for ext, text in ((".dict", _dictionary(words, rules.data.get("pronunciations", {}), model)), (".lm", arpa(lines))):
            tmp = f"{base}.{os.getpid()}{ext}"
            with open(tmp, "w") as f:
                f.write(text)
            os.replace(tmp, base + ext)
    return base + ".lm", base + ".dict"


def _decoder(**more):
    import pocketsphinx
    model = pocketsphinx.get_model_path()
    return pocketsphinx.Decoder(hmm=os.path.join(model, "en-us", "en-us"), cmninit=TELEPHONE_MEAN, loglevel="FATAL",
                                logfn=os.devnull, **more)


class Domain:
    """The recogniser of what an agent may say."""

    def __init__(self, rules_path, digits=5):
        lm, dic = _model_files(Rules(rules_path))
        self.d = _decoder(lm=lm, dict=dic)
        self.fine = _decoder(dict=dic, lm=None, bestpath=False)
        digit = "( " + " | ".join(DIGITS + ["oh"]) + " )"
        self.fine.add_jsgf_string("digits", f"#JSGF V1.0;\ngrammar digits;\npublic <number> = {' '.join([digit] * digits)};\n")
        self.fine.add_jsgf_string("date", "#JSGF V1.0;\ngrammar date;\n"
                                  f"<weekday> = {' | '.join(WEEKDAYS)};\n<month> = {' | '.join(MONTHS)};\n"
                                  f"<day> = {' | '.join(ORDINALS)};\npublic <date> = [<weekday>] <month> <day>;\n")
        self.digits = digits

    def begin(self):
        self.sound = []
        self.d.start_utt()

    def take(self, pcm):
        self.sound.append(pcm)
        self.d.process_raw(pcm)

    def end(self):
        self.d.end_utt()
        hyp = self.d.hyp()
        text = hyp.hypstr if hyp else ""
        pieces = [(s.word.split("(")[0], s.start_frame, s.end_frame) for s in self.d.seg()] if hyp else []
        pieces = [p for p in pieces if not p[0].startswith("<") and not p[0].startswith("[")]
        words = [p[0] for p in pieces]
        pcm = b"".join(self.sound)
        numbers, dates = [], []
        for a, b, run in digit_runs(words):
            if len(run) <= self.digits + 1:
                got = self._again("digits", pcm, pieces[a][1], pieces[b - 1][2])
                numbers.append((run, spoken_digits(got.split())))
        i = 0
        while i < len(words):
            j = i
            while j < len(words) and words[j] in DATE_WORDS:
                j += 1
            if j - i >= 2 and any(w in MONTHS for w in words[i:j]):
                dates.append(self._again("date", pcm, pieces[i][1], pieces[j - 1][2]))
            i = max(j, i + 1)
        return {"text": text, "numbers": numbers, "dates": dates}

    def _again(self, grammar, pcm, first, last):
        a, b = max(0, first - 4) * 320, (last + 6) * 320
        self.fine.activate_search(grammar)
        self.fine.start_utt()
        self.fine.process_raw(pcm[a:b], full_utt=True)
        self.fine.end_utt()
        h = self.fine.hyp()
        return h.hypstr if h else ""


class Open:
    """The recogniser of general English."""

    def __init__(self):
        self.d = _decoder()

    def begin(self):
        self.d.start_utt()

    def take(self, pcm):
        self.d.process_raw(pcm)

    def end(self):
        self.d.end_utt()
        h = self.d.hyp()
        return {"text": h.hypstr if h else ""}


def _work(kind, args, inbox, outbox):
    try:
        os.nice(0 if kind == "domain" else 4)
        r = Domain(*args) if kind == "domain" else Open(*args)
    except (Exception, SystemExit) as e:
        outbox.put(("error", f"{type(e).__name__}: {e}"))
        return
    outbox.put(("ready", None))
    double = None
    while True:
        job = inbox.get()
        if job is None:
            return
        what, data = job
        if what == "begin":
            double = Doubler()
            r.begin()
        elif what == "sound":
            r.take(double(from_ulaw(data)).tobytes())
        elif what == "end":
            t = time.process_time()
            got = r.end()
            got["cpu"] = time.process_time()
            got["end_ms"] = round((time.process_time() - t) * 1000)
            outbox.put((data, got))


class Recogniser:
    """One recogniser process."""

    def __init__(self, kind, *args):
        ctx = multiprocessing.get_context("spawn")
        self.kind, self.inbox, self.outbox = kind, ctx.Queue(), ctx.Queue()
        self.p = ctx.Process(target=_work, args=(kind, args, self.inbox, self.outbox), daemon=True)
        self.p.start()

    def wait_ready(self, seconds=60):
        what, data = self.outbox.get(timeout=seconds)
        if what != "ready":
            raise RuntimeError(data)

    def put(self, what, data=None):
        self.inbox.put((what, data))

    def poll(self):
        try:
            return self.outbox.get_nowait()
        except queue.Empty:
            return None

    def close(self):
        # A recogniser that is behind leaves sound in the queue; nobody will read it, and leaving must not wait for that.
        self.inbox.cancel_join_thread()
        self.inbox.put(None)
        self.p.join(1)
        if self.p.is_alive():
            self.p.terminate()


class Endpointer:
    """Finds where the agent speaks, in the levels of the played frames."""

    def __init__(self, quiet_ms=700, threshold=150.0):
        self.quiet = quiet_ms // 20
        self.threshold = threshold
        self.speaking = False
        self.recent = []
        self.silent = 0

    def frame(self, rms):
        """"start" when speech begins, "end" when it has been quiet long enough, else None."""
        loud = rms >= self.threshold
        if not self.speaking:
            self.recent = (self.recent + [loud])[-6:]
            if sum(self.recent) >= 3:
                self.speaking, self.silent = True, 0
                return "start"
            return None
        self.silent = 0 if loud else self.silent + 1
        if self.silent >= self.quiet:
            self.speaking, self.recent = False, []
            return "end"
        return None

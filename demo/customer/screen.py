"""The conversation on the terminal as it happens: time, who, words, and how long the agent took."""
import shutil
import sys
import textwrap
from collections import deque


class Screen:
    """Prints entries in their order; an entry may wait for its words."""

    def __init__(self, colour=None, out=None):
        self.out = out or sys.stdout
        self.colour = self.out.isatty() if colour is None else colour
        self.width = max(40, min(shutil.get_terminal_size((100, 24)).columns, 110) - 30)
        self.pending = deque()

    def _paint(self, text, code):
        return f"\033[{code}m{text}\033[0m" if self.colour else text

    def line(self, t, who, words, latency=None, code="0"):
        stamp = f"{int(t // 60):02d}:{t % 60:04.1f}"
        rows = textwrap.wrap(words, self.width) or [""]
        for i, row in enumerate(rows):
            head = f"{self._paint(stamp, '2')}  {self._paint(f'{who:<6}', code)}" if i == 0 else " " * 15
            tail = ""
            if i == len(rows) - 1 and latency is not None:
                tail = " " * (self.width - len(row)) + self._paint(f"{latency:>7} ms", "2")
            print(f"{head}  {row}{tail}".rstrip(), file=self.out, flush=True)

    def entry(self, t, who, words=None, latency=None, code="0"):
        """Add an entry; without words it holds the later ones back until `fill` gives them."""
        e = {"t": t, "who": who, "words": words, "latency": latency, "code": code}
        self.pending.append(e)
        self.flush()
        return e

    def fill(self, e, words):
        e["words"] = words
        self.flush()

    def flush(self, force=False):
        while self.pending and (self.pending[0]["words"] is not None or force):
            e = self.pending.popleft()
            self.line(e["t"], e["who"], e["words"] if e["words"] is not None else "(…)", e["latency"], e["code"])

    def note(self, text):
        print(self._paint(text, "2"), file=self.out, flush=True)

    def verdict(self, passed, text):
        word = self._paint("PASS", "1;32") if passed else self._paint("FAIL", "1;31")
        print(f"\n{word}  {text}", file=self.out, flush=True)

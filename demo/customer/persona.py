"""What the customer wants and how they answer. Pure: what was heard goes in, what to do comes out."""
import random
from dataclasses import dataclass, field

from .meaning import Heard
from .voice import spoken


@dataclass
class Do:
    """One thing to do: "say" words, "key" digits, "wait" so many seconds for more, or "hangup"."""
    what: str
    text: str = ""
    slow: float = 1.0
    seconds: float = 0.0
    why: str = ""


@dataclass
class Turn:
    """What one turn of the agent left with the customer."""
    heard: Heard
    numbers: list = field(default_factory=list)       # sets of digit strings, one set per number: the two hearings of it
    dates: list = field(default_factory=list)         # the second hearing of the dates: (month, day)
    answer: str = ""
    denied: bool = False            # the customer said no to a number read back, or doubted it


# Which request counts when several were made in one turn: the last one, and of those at the same place the first here.
REQUESTS = ["goodbye", "key_zip", "key_order", "read_back_zip", "read_back", "ask_zip", "ask_order", "menu", "offer",
            "anything_else", "still_there", "not_understood", "confirm", "person", "not_found", "help", "hold"]


class Customer:
    """A person who wants to know where the order is."""

    def __init__(self, facts, opening, again, rng=None, keypad="asked"):
        self.facts, self.rng = facts, rng or random.Random()
        self.order, self.zip = str(facts["order"]), str(facts.get("postcode", ""))
        self.opening, self.again, self.keypad = opening, list(again), keypad
        self.opened = False
        self.turns = []
        self.given = None               # what was given last: "order" or "zip"
        self.asked = None               # what the agent asked last
        self.said = {"order": 0, "zip": 0}
        self.puzzled = self.silences = self.doubts = 0
        self.knows = False              # a status was heard
        self.leaving = False

    # -- events

    def hears(self, turn):
        """The agent has spoken and stopped."""
        self.turns.append(turn)
        h = turn.heard
        self.silences = 0
        if h.statuses:
            self.knows = True
        request = self._request(h)
        do = self._answer(request, turn)
        turn.answer = f"{request or '-'}: {do.what}"
        turn.denied = do.why in ("wrong number", "not sure of the number", "no number heard")
        return do

    def waited(self):
        """Nothing more came after a "wait"."""
        if self.leaving:
            return Do("hangup", why="said goodbye")
        if self.knows:
            self.leaving = True
            return Do("say", "okay, thank you, that is all, goodbye", why="knows enough")
        return self.silence()

    def silence(self):
        """Nothing has been heard for long."""
        self.silences += 1
        if self.leaving or self.silences > 3:
            return Do("hangup", why="silence")
        if not self.opened and self.silences > 1:
            return self.opens()
        return Do("say", "hello? are you there?", why="silence")

    # -- answers

    @staticmethod
    def _request(h):
        found = [(pos, -REQUESTS.index(a), a) for a, pos in h.acts.items() if a in REQUESTS]
        real = [f for f in found if f[2] != "hold"]
        return max(real or found)[2] if found else None

    def opens(self):
        """The wish, in the wording drawn for this call."""
        self.opened = True
        return Do("say", self.opening, why="opening")

    def _rephrase(self):
        text = self.again.pop(0) if self.again else "where is my order"
        return Do("say", text, why="rephrase")

    def _give(self, what):
        self.given = self.asked = what
        number = self.order if what == "order" else self.zip
        self.said[what] += 1
        times = self.said[what]
        words = spoken(number, self.rng, "slow" if times > 1 else None)
        lead = ["", "", "it's ", "my order number is " if what == "order" else "the zip code is ", "yes, "]
        return Do("say", (self.rng.choice(lead) if times == 1 else "") + words, slow=1.15 if times > 1 else 1.0, why=f"gives {what}")

    def _key(self, what, words):
        self.given = self.asked = what
        self.said[what] += 1
        return Do("key", (self.order if what == "order" else self.zip) + ("#" if {"pound", "hash"} & set(words) else ""),
                  why=f"keys {what}")

    def _ask(self, what, h):
        number = self.order if what == "order" else self.zip
        if not number:
            return Do("say", "i do not have that, sorry", why=f"no {what}")
        offered = bool({"key", "keypad", "enter", "type"} & set(h.words.split()))
        if offered and (self.keypad == "prefer" or self.said[what] >= 2):
            return self._key(what, h.words.split())
        return self._give(what)

    def _read_back(self, what, turn):
        number = self.order if what == "order" else self.zip
        if any(number in hearings for hearings in turn.numbers):
            self.doubts = 0
            return Do("say", self.rng.choice(["yes", "yes, that is right", "yes please", "that's right", "correct"]), why="right number")
        if not turn.numbers:
            return self._unsure("no number heard")
        hearings = turn.numbers[-1]
        # Five clear digits, heard the same twice, that are not mine: no. Anything else may be my hearing.
        if len(hearings) == 1 and len(next(iter(hearings))) == len(number) or self.doubts:
            self.doubts = 0
            return Do("say", self.rng.choice(["no", "no, that is wrong", "no, that's not right"]), why="wrong number")
        return self._unsure("not sure of the number")

    def _unsure(self, why):
        if self.doubts:
            self.doubts = 0
            return Do("say", "no", why=why)
        self.doubts += 1
        return Do("say", "sorry, could you repeat that", why=why)

    def _answer(self, request, turn):
        h = turn.heard
        if request == "goodbye" and (self.leaving or len(self.turns) > 1):
            return Do("hangup", why="goodbye heard")
        if self.leaving and request in (None, "hold", "help", "not_understood", "still_there", "anything_else"):
            if request in ("still_there", "anything_else", "not_understood"):
                return Do("say", "no thank you, goodbye", why="leaving")
            return Do("wait", seconds=3.0)
        if request == "menu":
            key = h.menu.get("yes") if "order" not in h.menu else h.menu.get("order")
            if key:
                self.opened = True
                return Do("key", key, why="menu")
        if request in ("ask_order", "ask_zip"):
            self.opened = True
            return self._ask(request[4:], h)
        if request in ("key_order", "key_zip"):
            self.opened = True
            return self._key(request[4:], h.words.split())
        if request in ("read_back", "read_back_zip"):
            zip_meant = request == "read_back_zip" or "zip" in h.words.split() or (self.given == "zip" and "order" not in h.words.split())
            return self._read_back("zip" if zip_meant else "order", turn)
        if not self.opened and request not in ("hold", "person"):
            return self.opens()
        if request == "anything_else":
            if self.knows:
                self.leaving = True
                return Do("say", self.rng.choice(["no thank you, goodbye", "no thanks, that is all, goodbye", "no, thank you, goodbye"]),
                          why="done")
            return self._rephrase()
        if request == "offer":
            return Do("say", "no thank you", why="declines")
        if request == "confirm":
            if h.numbers:
                return self._read_back("order", turn)
            return Do("say", "yes", why="agrees")
        if request == "not_found":
            return self._give(self.asked) if self.asked else self._rephrase()
        if request == "still_there":
            return self._give(self.asked) if self.asked and not self.knows else Do("say", "yes, i am here", why="still there")
        if request == "person":
            return Do("wait", seconds=8.0)
        if request == "help" and self.knows:
            self.leaving = True
            return Do("say", "no thank you, goodbye", why="done")
        if request in ("not_understood", "help"):
            self.puzzled += 1
            return self._give(self.asked) if self.asked and request == "not_understood" else self._rephrase()
        if self.knows:
            return Do("wait", seconds=3.0)          # a statement: more may come, usually a question
        if request == "hold":
            return Do("wait", seconds=8.0)
        self.puzzled += 1
        if self.puzzled == 1:
            return Do("wait", seconds=2.5)
        return Do("say", "sorry, could you say that again", why="not understood") if self.puzzled % 2 == 0 else self._rephrase()

"""From recognised words to a meaning, by the rules of listening.toml; and the language model those rules teach."""
import datetime
import math
import random
import re
import tomllib
from collections import Counter, defaultdict
from dataclasses import dataclass, field

DIGITS = ["zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine"]
DIGIT_OF = {w: str(i) for i, w in enumerate(DIGITS)} | {"oh": "0", "o": "0"}
MONTHS = ["january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november",
          "december"]
WEEKDAYS = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"]
RELATIVE = {"today": 0, "tomorrow": 1, "yesterday": -1}
UNITS = ["first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth"]
TEENS = ["tenth", "eleventh", "twelfth", "thirteenth", "fourteenth", "fifteenth", "sixteenth", "seventeenth", "eighteenth",
         "nineteenth"]
ORDINALS = UNITS + TEENS + ["twentieth"] + ["twenty " + u for u in UNITS] + ["thirtieth", "thirty first"]
DAY_OF = {o: i + 1 for i, o in enumerate(ORDINALS)}


def spoken_digits(digits):
    """The digits of a recognised row of words, as a string ("four oh two" -> "402")."""
    return "".join(DIGIT_OF[w] for w in digits if w in DIGIT_OF)


def digit_runs(words, least=3):
    """Every row of digit words at least so long: (first index, one past the last, digits)."""
    runs, i = [], 0
    while i < len(words):
        j = i
        while j < len(words) and words[j] in DIGIT_OF:
            j += 1
        if j - i >= least:
            runs.append((i, j, spoken_digits(words[i:j])))
        i = max(j, i + 1)
    return runs


@dataclass
class Heard:
    """One turn of the agent as the customer understood it."""
    words: str = ""                                   # the domain recogniser's words
    acts: dict = field(default_factory=dict)          # act -> index of the word where it was last heard
    statuses: dict = field(default_factory=dict)      # status class -> how many keys spoke for it
    numbers: list = field(default_factory=list)       # digit strings heard
    weekdays: list = field(default_factory=list)
    days: list = field(default_factory=list)          # (month, day)
    relatives: list = field(default_factory=list)
    menu: dict = field(default_factory=dict)          # what a menu offers: word -> key

    @property
    def status(self):
        """The status class with the most evidence, or None when there is none or it is tied."""
        best = Counter(self.statuses).most_common(2)
        if not best or (len(best) == 2 and best[0][1] == best[1][1]):
            return None
        return best[0][0]


class Rules:
    """listening.toml, compiled."""

    def __init__(self, path):
        with open(path, "rb") as f:
            self.data = tomllib.load(f)
        self.carriers = self.data["carriers"]["spoken"]
        self.keys = {kind: {name: [self._compile(k) for k in rule["keys"]] for name, rule in self.data[kind].items()}
                     for kind in ("acts", "status")}

    def status_names(self, name):
        """The class that a status name of the expected facts belongs to."""
        for cls, rule in self.data["status"].items():
            if name == cls or name in rule.get("accepts", []):
                return cls
        return None

    def _compile(self, key):
        parts, banned = [], []
        for tok in key.split():
            if tok.startswith("!"):
                banned.append(tok[1:])
            elif tok == "*":
                parts.append(r"(?:\S+ ){0,2}?")
            elif tok == "**":
                parts.append(r"(?:\S+ ){0,6}?")
            elif tok == "{order}":
                parts.append(r"(?:(?:%s) ){3,6}" % "|".join(DIGIT_OF))
            elif tok == "{digit}":
                parts.append(r"(?:%s) " % "|".join(DIGIT_OF))
            elif tok == "{carrier}":
                parts.append(r"(?:%s) " % "|".join(self.carriers))
            else:
                parts.append(r"(?:%s) " % tok)
        return re.compile(r"(?<!\S)" + "".join(parts)), banned

    def hear(self, text):
        """The meaning of a turn's recognised words."""
        words = text.split()
        line = " ".join(words) + " "
        h = Heard(words=text)
        told = []                       # status classes, and where each key that spoke for one began
        offers = None                   # where "not understood" was first heard: what is behind it is asked, not told
        for kind, found in (("acts", h.acts), ("status", h.statuses)):
            for name, keys in self.keys[kind].items():
                for rx, banned in keys:
                    for m in rx.finditer(line):
                        a = line[:m.start()].count(" ")
                        b = a + m.group().count(" ")
                        if any(w in words[max(0, a - 8):b + 8] for w in banned):
                            continue
                        if kind == "acts":
                            found[name] = max(found.get(name, 0), b)
                            if name == "not_understood":
                                offers = a if offers is None else min(offers, a)
                        else:
                            told.append((name, a))
        h.statuses = dict(Counter(name for name, a in told if offers is None or a < offers))
        h.numbers = [d for _, _, d in digit_runs(words)]
        self._dates(words, h)
        self._menu(words, h)
        return h

    @staticmethod
    def _dates(words, h):
        for i, w in enumerate(words):
            if w in WEEKDAYS:
                h.weekdays.append(w)
            elif w in RELATIVE:
                h.relatives.append(w)
            elif w in MONTHS:
                two, one = " ".join(words[i + 1:i + 3]), " ".join(words[i + 1:i + 2])
                # "December four" is the fourth to whoever hears it so.
                day = DAY_OF.get(two) or DAY_OF.get(one) or int(DIGIT_OF.get(one, 0))
                if day:
                    h.days.append((MONTHS.index(w) + 1, day))

    @staticmethod
    def _menu(words, h):
        """"press one for an order two for stores" and "for an order press one"."""
        text = " ".join(words) + " "
        for topic, rx in (("order", r"orders?"), ("yes", r"yes"), ("no", r"no"), ("stores", r"stores?"), ("person", r"person")):
            d = "|".join(DIGITS)
            m = re.search(rf"\b({d}) for (?:an |a |our |the )?{rx} ", text) or \
                re.search(rf"\bfor (?:an |a |our |the )?{rx} press ({d}) ", text) or \
                re.search(rf"\babout (?:an |a |our |the )?{rx} press ({d}) ", text)
            if m:
                h.menu[topic] = DIGIT_OF[m.group(1)]

    # -- the language model

    def corpus(self, seed=7, per_status=260, per_act=60):
        """Training sentences: every status class equally often, every act equally often, all slots drawn evenly."""
        rng = random.Random(seed)
        first = {"status": per_status, "acts": per_act}
        pool = {}
        lines = []
        for kind, n in first.items():
            pool[kind] = []
            for rule in self.data[kind].values():
                ex = rule["examples"]
                got = [self._fill(ex[i % len(ex)], rng) for i in range(n)]
                pool[kind] += got
                lines += got
        # Sentences follow each other within one breath: a status, then a question; an apology, then a question.
        statuses, acts = pool["status"][:], pool["acts"][:]
        rng.shuffle(statuses)
        for s in statuses:
            lines.append(s + " " + rng.choice(acts))
        for _ in range(len(acts)):
            lines.append(rng.choice(acts) + " " + rng.choice(acts))
        # All months, days, weekdays, digits equally.
        for m in MONTHS:
            for o in ORDINALS:
                for w in rng.sample(WEEKDAYS, 2):
                    lines.append(f"on {w} {m} {o}")
        return lines

    def _fill(self, sentence, rng):
        def slot(m):
            k = m.group(1)
            if k in ("order", "zip"):
                zero = rng.choice(["oh", "zero"])
                return " ".join(zero if d == "zero" else d for d in rng.choices(DIGITS, k=5))
            if k == "digit":
                return rng.choice(DIGITS)
            if k == "tracking":
                return " ".join(rng.choices(DIGITS, k=rng.choice([8, 10, 12])))
            if k == "weekday":
                return rng.choice(WEEKDAYS)
            if k == "relative":
                return rng.choice(list(RELATIVE))
            if k == "carrier":
                return rng.choice(self.carriers)
            if k == "date":
                return f"{rng.choice(WEEKDAYS)} {rng.choice(MONTHS)} {rng.choice(ORDINALS)}"
            raise ValueError(f"unknown slot {k}")
        return re.sub(r"\{(\w+)\}", slot, sentence)

    def vocabulary(self):
        """Every word the domain recogniser knows."""
        return sorted({w for line in self.corpus() for w in line.split()})


def arpa(lines):
    """A Witten-Bell back-off trigram of the lines, in ARPA form."""
    c1, c2, c3 = Counter(), Counter(), Counter()
    for line in lines:
        w = ["<s>"] + line.split() + ["</s>"]
        c1.update(w)
        c2.update(zip(w, w[1:]))
        c3.update(zip(w, w[1:], w[2:]))
    total, kinds = sum(c1.values()) - c1["<s>"], len(c1)
    p1 = {w: (n + 0.5) / (total + 0.5 * kinds) for w, n in c1.items()}
    after1, after2 = defaultdict(dict), defaultdict(dict)
    for (a, b), n in c2.items():
        after1[a][b] = n
    for (a, b, c), n in c3.items():
        after2[a, b][c] = n

    def witten_bell(nexts, lower):
        n, t = sum(nexts.values()), len(nexts)
        probs = {w: (k + t * lower(w)) / (n + t) for w, k in nexts.items()}
        left = 1 - sum(probs.values())
        rest = 1 - sum(lower(w) for w in nexts)
        return probs, (left / rest if left > 1e-9 and rest > 1e-9 else 1e-4)

    p2, b1, p3, b2 = {}, {}, {}, {}
    for a, nx in after1.items():
        probs, b1[a] = witten_bell(nx, lambda w: p1[w])
        p2.update({(a, w): p for w, p in probs.items()})
    for ab, nx in after2.items():
        probs, b2[ab] = witten_bell(nx, lambda w: p2[ab[1], w])
        p3.update({ab + (w,): p for w, p in probs.items()})

    def log(x):
        return f"{math.log10(max(x, 1e-9)):.4f}"
    out = ["\\data\\", f"ngram 1={len(p1)}", f"ngram 2={len(p2)}", f"ngram 3={len(p3)}", "", "\\1-grams:"]
    out += [f"{log(p) if w != '<s>' else '-99'}\t{w}\t{log(b1.get(w, 1))}" for w, p in sorted(p1.items())]
    out += ["", "\\2-grams:"] + [f"{log(p)}\t{' '.join(k)}\t{log(b2.get(k, 1))}" for k, p in sorted(p2.items())]
    out += ["", "\\3-grams:"] + [f"{log(p)}\t{' '.join(k)}" for k, p in sorted(p3.items())]
    return "\n".join(out) + "\n\n\\end\\\n"


def said_date(date):
    """(weekday, month, day) of an ISO date."""
    d = datetime.date.fromisoformat(date[:10])
    return WEEKDAYS[d.weekday()], d.month, d.day

#!/usr/bin/env python3
"""How often the customer hears right what the agent says: every status, random numbers and dates, through the line.

Half of the sentences are worded as in listening.toml, half otherwise. Prints one JSON object."""
import argparse
import json
import random
import sys

from conftest import DEMO  # noqa: F401
from fake_agent import render
from customer.ear import Domain
from customer.meaning import DAY_OF, DIGITS, MONTHS, ORDINALS, WEEKDAYS, Rules
from customer.sound import Doubler, from_ulaw
import caller

NEW = {
    "inTransit": ["Good news: order {o} is on its way. You should have it on {d}.", "Order {o} has shipped, and it will arrive on {d}."],
    "pending": ["Order {o} has not shipped yet. We expect it to arrive on {d}.", "We are still packing order {o}. It has not been shipped."],
    "outForDelivery": ["Order {o} is out for delivery right now.", "It is your lucky day. Order {o} is out for delivery today."],
    "delivered": ["I can see that order {o} was delivered on {d}.", "According to the carrier, order {o} was delivered on {d}."],
    "delayed": ["Unfortunately order {o} is delayed. The new date is {d}.", "Order {o} has a delay. It should arrive on {d}."],
    "cancelled": ["I see here that order {o} was cancelled.", "That order has been cancelled. It was number {o}."],
    "attemptFail": ["They tried to deliver order {o} on {d}, but nobody was home.", "United Parcel tried to deliver order {o}."],
    "availableForPickup": ["Order {o} can be collected at the pickup point.", "Order {o} is waiting for you until {d}."],
    "exception": ["I am afraid there is a problem with the delivery of order {o}.", "There is a problem with order {o}."],
}


def main():
    p = argparse.ArgumentParser(description=__doc__)
    p.add_argument("-n", type=int, default=6, help="sentences per status")
    p.add_argument("--voice", default="rms")
    p.add_argument("--seed", type=int, default=1)
    a = p.parse_args()
    path = DEMO + "/listening.toml"
    rules, ear, rng = Rules(path), Domain(path), random.Random(a.seed)
    right = {k: [0, 0] for k in ("known wording", "new wording", "number", "date", "other status")}
    missed = []
    for cls in rules.data["status"]:
        old = [s for s in rules.data["status"][cls]["examples"] if "{order}" in s and "{tracking}" not in s]
        for i in range(a.n):
            known = i % 2 == 0
            number = "".join(rng.choices("0123456789", k=5))
            o = " ".join(DIGITS[int(c)] if c != "0" else rng.choice(["oh", "zero"]) for c in number)
            wd, m, d = rng.choice(WEEKDAYS), rng.choice(MONTHS), rng.choice(ORDINALS)
            s = rng.choice(old if known else NEW[cls])
            dated = "{d" in s
            s = s.replace("{o}", o).replace("{order}", o).replace("{d}", f"{wd}, {m} {d}").replace("{date}", f"{wd}, {m} {d}")
            s = s.replace("{carrier}", rng.choice(rules.carriers)).replace("{weekday}", wd).replace("{relative}", "tomorrow")
            ear.begin()
            ear.take(Doubler()(from_ulaw(render(s, a.voice) + b"\xff" * 3200)).tobytes())
            t = caller.understand(rules, [ear.end()])
            marks = [("known wording" if known else "new wording", t.heard.status == cls), ("number", any(number in n for n in t.numbers)),
                     ("other status", t.heard.status not in (cls, None))]
            if dated:
                marks.append(("date", (MONTHS.index(m) + 1, DAY_OF[d]) in t.heard.days + t.dates))
            for k, ok in marks:
                right[k][0] += ok
                right[k][1] += 1
            if not all(ok for k, ok in marks if k != "other status"):
                missed.append([cls, s, t.heard.words])
    print(json.dumps({"voice": a.voice, **{k: f"{x} of {n}" for k, (x, n) in right.items()}, "missed": missed}, indent=1))


if __name__ == "__main__":
    sys.exit(main())

#!/usr/bin/env python3
"""Random whole calls against the scripted agent: any status, number and date; some with a wrong answer, which must fail.

Prints a line per call and a JSON summary."""
import argparse
import concurrent.futures
import datetime
import json
import os
import random
import subprocess
import sys
import tempfile

from conftest import DEMO
from fake_agent import BYE, GREETING, MORE, NUMBER, ZIP, FakeAgent
from customer.meaning import DIGITS, MONTHS, ORDINALS, WEEKDAYS

SAYS = {
    "inTransit": "Order {o} is on its way with {c}. It should arrive on {d}.", "pending": "Order {o} is being packed. It has not shipped yet.",
    "outForDelivery": "Order {o} is out for delivery today.", "delivered": "Order {o} was delivered on {d}.",
    "delayed": "Order {o} is delayed. It should now arrive on {d}.", "cancelled": "Order {o} has been cancelled.",
    "attemptFail": "The carrier tried to deliver order {o} on {d}, but nobody was there.",
    "availableForPickup": "Order {o} is waiting for you at the pickup point.", "exception": "There is a problem with the delivery of order {o}.",
}


def spoken(number):
    return " ".join("oh" if c == "0" else DIGITS[int(c)] for c in number)


def day(d):
    return f"{WEEKDAYS[d.weekday()]}, {MONTHS[d.month - 1]} {ORDINALS[d.day - 1]}"


def one(i, seed):
    rng = random.Random(seed * 1000 + i)
    number, status = "".join(rng.choices("0123456789", k=5)), rng.choice(list(SAYS))
    date = datetime.date(2026, 11, 1) + datetime.timedelta(days=rng.randrange(60))
    wrong = rng.choice([None, None, "status", "number", "date"])
    said_status, said_number, said_date = status, number, date
    if wrong == "date" and "{d}" not in SAYS[status]:
        wrong = "status"
    if wrong == "status":
        said_status = rng.choice([s for s in SAYS if s != status])
    if wrong == "number":
        k = rng.randrange(5)
        said_number = number[:k] + str((int(number[k]) + rng.randrange(1, 10)) % 10) + number[k + 1:]
    if wrong == "date":
        said_date = date + datetime.timedelta(days=rng.randrange(1, 20))
    facts = {"order": number, "postcode": "98101", "status": status}
    if "{d}" in SAYS[status] and "{d}" in SAYS[said_status]:
        facts["date"] = date.isoformat()
    answer = SAYS[said_status].format(o=spoken(said_number), d=day(said_date), c=rng.choice(["United Parcel", "Federal Express"]))
    script = [GREETING, "listen", NUMBER, "listen", f"I heard {spoken(number)}. Is that right?", "listen"] + \
        ([ZIP, "listen"] if rng.random() < 0.5 else []) + [answer, MORE, "listen", BYE]
    with tempfile.TemporaryDirectory() as d, FakeAgent(script) as agent:
        out = os.path.join(d, "r.json")
        p = subprocess.run([sys.executable, os.path.join(DEMO, "caller.py"), "--connect", f"127.0.0.1:{agent.port}", "--result", out,
                            "--seed", str(rng.randrange(10 ** 6)), "--espeak"], input=json.dumps(facts), text=True,
                           capture_output=True, timeout=240)
        r = json.load(open(out)) if os.path.exists(out) else {}
    ok = p.returncode == (1 if wrong else 0)
    c = r.get("conversation", [])
    row = {"ok": ok, "wrong": wrong, "status": status, "said": said_status, "code": p.returncode, "reason": r.get("reason", p.stderr[-300:]),
           "voice": r.get("voice"), "seconds": r.get("seconds"), "wording": r.get("wording"),
           "read_back_yes": any(x.get("why") == "right number" for x in c), "answer_heard": r.get("points", {}).get("status", {}).get("heard"),
           "status_heard": r.get("points", {}).get("status", {}).get("heard") == said_status,
           "number_heard": said_number in (r.get("points", {}).get("order", {}).get("heard") or []),
           "reactions_ms": [x["reaction_ms"] for x in c if x.get("reaction_ms") is not None and "why" in x], "gaps": r.get("line", {}).get("gaps"),
           "late_ms": r.get("line", {}).get("worst_tick_late_ms"), "ear_cpu_s": r.get("ear_cpu_s"), "turns": len(c)}
    print(("ok  " if ok else "BAD ") + json.dumps(row), flush=True)
    return row


def main():
    p = argparse.ArgumentParser(description=__doc__)
    p.add_argument("-n", type=int, default=12)
    p.add_argument("--at-once", type=int, default=2)
    p.add_argument("--seed", type=int, default=1)
    a = p.parse_args()
    with concurrent.futures.ThreadPoolExecutor(a.at_once) as pool:
        rows = list(pool.map(lambda i: one(i, a.seed), range(a.n)))
    react = sorted(x for r in rows for x in r["reactions_ms"])
    print(json.dumps({"calls": len(rows), "judged right": sum(r["ok"] for r in rows), "right answers": sum(not r["wrong"] for r in rows),
                      "status heard": sum(r["status_heard"] for r in rows), "number heard": sum(r["number_heard"] for r in rows),
                      "read back confirmed": sum(r["read_back_yes"] for r in rows),
                      "reaction_ms": {"median": react[len(react) // 2], "p95": react[int(len(react) * 0.95)]} if react else None}))
    return 0 if all(r["ok"] for r in rows) else 1


if __name__ == "__main__":
    sys.exit(main())

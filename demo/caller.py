#!/usr/bin/env python3
"""A customer who telephones a voice agent, listens, answers, and judges whether the answer was right.

It speaks and hears over Twilio's protocols only, reacts to nothing but the sound it receives, and shares no code with
the server it calls. Exit code: 0 the right answer was heard, 1 it was not, 2 no call came about or wrong usage.
"""
import argparse
import asyncio
import copy
import json
import os
import random
import secrets
import sys
import time
import tomllib
from collections import deque

from customer.ear import Endpointer, Recogniser
from customer.line import Line, NoConnection, rewritten, ring
from customer.meaning import Rules
from customer.persona import Customer, Do, Turn
from customer.screen import Screen
from customer.sound import level
from customer.verdict import judge
from customer.voice import Voice, installed, spoken

HERE = os.path.dirname(os.path.abspath(__file__))
PATIENCE = 8.0                   # seconds of silence before "hello?"


def understand(rules, segments):
    """The meaning of a turn out of what the domain recogniser made of its stretches."""
    h = rules.hear(" ".join(s["text"] for s in segments if s["text"]))
    fine, dates = {}, []
    for s in segments:
        for run, again in s["numbers"]:
            if again:
                fine.setdefault(run, set()).add(again)
        for d in s["dates"]:
            dates += rules.hear(d).days
    return Turn(h, numbers=[{n} | fine.get(n, set()) for n in h.numbers], dates=dates)


class Call:
    """One call, from ringing to the verdict."""

    def __init__(self, a, facts, rules, screen, ears):
        self.a, self.facts, self.rules, self.screen = a, facts, rules, screen
        self.domain, self.open = ears       # the second only with --verbose: its words are shown and decide nothing
        self.rng = random.Random(a.seed)
        voices = [a.voice] if a.voice else installed(a.espeak)
        if not voices:
            raise SystemExit("no voice found: install flite")
        name = self.rng.choice(voices)
        rate = a.rate or round(self.rng.uniform(0.94, 1.06), 3)
        self.voice = Voice(name, rate, a.noise_db)
        with open(os.path.join(HERE, "wordings.toml"), "rb") as f:
            w = tomllib.load(f)
        wordings = w["plain"] + w["numbered"]
        self.wording = wordings[a.wording % len(wordings)] if a.wording is not None else self.rng.choice(wordings)
        opening = self.wording.replace("{order}", spoken(str(facts["order"]), self.rng))
        again = [x for x in self.rng.sample(w["again"], len(w["again"])) if x != self.wording]
        self.who = Customer(facts, opening, again, self.rng, a.keypad)
        self.endpoint = Endpointer(quiet_ms=440)
        self.roll = deque(maxlen=15)
        self.utterance = 0           # stretches of agent speech so far
        self.waiting_for = {}        # stretch -> True until the domain recogniser has given its words
        self.segments, self.openwords, self.entries = [], {}, []
        self.turn_began = None
        self.quiet_since = None
        self.log, self.latencies = [], []
        self.hearing = False
        self.cpu = {}
        self.spoke_at = 0.0
        self.prepared = None         # (number of stretches, words, slowness, their sound): the likely answer

    # -- hearing, called for every frame the line plays

    def ears(self):
        return [r for r in (self.domain, self.open) if r]

    def frame(self, frame, now):
        event = self.endpoint.frame(level(frame))
        self.roll.append(frame)
        if event == "start":
            self.hearing = True
            if self.turn_began is None:
                self.turn_began = now
            self.quiet_since = None
            for r in self.ears():
                r.put("begin")
                r.put("sound", b"".join(self.roll))
        elif self.hearing:
            for r in self.ears():
                r.put("sound", frame)
        if event == "end":
            self.hearing = False
            self.quiet_since = now - 0.44
            for r in self.ears():
                r.put("end", self.utterance)
            self.waiting_for[self.utterance] = True
            self.utterance += 1

    def collect(self):
        """Take what the recognisers have finished."""
        while (got := self.domain.poll()) is not None:
            n, result = got
            self.waiting_for.pop(n, None)
            self.cpu["domain"] = result["cpu"]
            self.segments.append(result)
        while self.open and (got := self.open.poll()) is not None:
            n, result = got
            self.cpu["open"] = result["cpu"]
            self.openwords[n] = result["text"]
            self.show_heard()

    def show_heard(self, force=False):
        for e in self.entries:
            if e["words"] is None and (force or not self.open or all(n in self.openwords for n in e["stretches"])):
                words = e["log"]["understood"] or "(not understood)"
                e["log"]["heard"] = words
                self.screen.fill(e, words)
                if self.open:
                    plain = " ".join(self.openwords.get(n, "") for n in e["stretches"]).strip()
                    self.screen.note(f"{'':17}by general English: {plain}  [{e['log']['answer']}]")

    # -- the conversation

    async def run(self):
        a = self.a
        origin = a.connect.rstrip("/")
        call = "CA" + secrets.token_hex(16)
        form = {"CallSid": call, "AccountSid": a.account_sid, "From": self.caller_number, "To": a.to, "Caller": self.caller_number,
                "Called": a.to, "CallStatus": "ringing", "Direction": "inbound", "ApiVersion": "2010-04-01", "FromCountry": "US",
                "ToCountry": "US"}
        url, parameters = await asyncio.to_thread(ring, origin, a.path, form, a.auth_token, a.public_origin)
        dial = rewritten(url, origin) if a.rewrite else url
        self.line = Line(dial, {"account": a.account_sid, "call": call, "parameters": parameters, "signed_url": url},
                         a.auth_token, self.voice.noise_rms, a.seed or 0, self.frame, bool(a.record), a.insecure)
        await self.line.open()
        self.t0 = self.line.t0
        self.last_event = self.t0
        self.call_sid = call
        self.ended = "gave up: time"
        pause = None                  # a "wait" of the persona runs until then
        barged = not a.barge_in
        turns = 0
        try:
            while time.monotonic() - self.t0 < a.max_seconds:
                await asyncio.sleep(0.01)
                now = time.monotonic()
                self.collect()
                line = self.line
                if line.remote_closed:
                    await self.last_words()
                    self.ended = "the agent hung up"
                    break
                if line.speaking:
                    self.last_event = now
                    continue
                if self.hearing:
                    self.last_event, pause = now, None
                    if not barged and self.turn_began and now - self.turn_began > 1.5 and not self.who.opened:
                        barged = True
                        do = self.who.opens()
                        do.why = "barge-in"
                        await self.do(do)
                    continue
                if self.turn_began is not None:
                    # The agent has stopped; wait out the rest of the silence and the words.
                    if self.waiting_for:
                        continue
                    self.prepare()
                    if now - self.quiet_since < a.endpoint / 1000:
                        continue
                    turns += 1
                    do = self.agent_turn()
                    self.last_event = now
                    if turns > a.max_turns:
                        self.ended = "gave up: turns"
                        break
                elif pause is not None and now >= pause:
                    pause = None
                    do = self.who.waited()
                elif pause is None and now - max(self.last_event, line.sound_at) > PATIENCE:
                    do = self.who.silence()
                else:
                    continue
                if do.what == "hangup":
                    self.ended = "the caller hung up: " + do.why
                    break
                if do.what == "wait":
                    pause = time.monotonic() + do.seconds
                    continue
                pause = None
                await self.do(do)
        finally:
            await self.line.hang_up()
            t = time.monotonic()
            while time.monotonic() - t < 3 and any(e["words"] is None for e in self.entries):
                self.collect()
                await asyncio.sleep(0.02)
            self.show_heard(force=True)
            self.screen.flush(force=True)

    @property
    def caller_number(self):
        return self.a.from_ or self.facts.get("from") or "+15555550100"

    async def last_words(self):
        """The agent closed the line: what was still being heard is finished."""
        if self.hearing:
            self.hearing = False
            for r in self.ears():
                r.put("end", self.utterance)
            self.waiting_for[self.utterance] = True
            self.utterance += 1
        t = time.monotonic()
        while self.waiting_for and time.monotonic() - t < 3:
            await asyncio.sleep(0.02)
            self.collect()
        if self.turn_began is not None:
            self.agent_turn()

    def agent_turn(self):
        turn = understand(self.rules, self.segments)
        lat = self.line.latency() if self.log and self.log[-1]["who"] == "caller" else None
        if lat is not None:
            self.latencies.append(lat)
        if self.turn_began < self.spoke_at:
            # We cut in on this one: what follows is the agent's answer to us, not this.
            self.who.turns.append(turn)
            turn.answer = "interrupted"
            do = Do("wait", seconds=PATIENCE)
        else:
            do = self.who.hears(turn)
        first = self.entries[-1]["stretches"][-1] + 1 if self.entries else 0
        entry = {"t": round(self.turn_began - self.t0, 2), "who": "agent", "heard": None, "understood": turn.heard.words,
                 "acts": sorted(turn.heard.acts, key=turn.heard.acts.get), "status": turn.heard.status,
                 "numbers": [sorted(n) for n in turn.numbers], "latency_ms": lat, "answer": turn.answer,
                 "ear_cpu_ms": sum(s["end_ms"] for s in self.segments)}
        self.log.append(entry)
        e = {"t": entry["t"], "who": "agent", "words": None, "latency": lat, "code": "36", "log": entry,
             "stretches": list(range(first, self.utterance))}
        self.entries.append(e)
        self.screen.pending.append(e)
        self.show_heard()
        self.segments, self.turn_began = [], None
        return do

    def prepare(self):
        """While the silence runs out, begin to form the answer that it will most likely be."""
        if self.prepared and self.prepared[0] == self.utterance:
            return
        do = copy.deepcopy(self.who).hears(understand(self.rules, self.segments))
        sound = asyncio.create_task(asyncio.to_thread(self.voice.speak, do.text, do.slow)) if do.what == "say" else None
        self.prepared = (self.utterance, do.text, do.slow, sound)

    async def do(self, do):
        """Speak or key."""
        if do.what == "say":
            ready = self.prepared if self.prepared and self.prepared[1:3] == (do.text, do.slow) else None
            samples = await (ready[3] if ready and ready[3] else asyncio.to_thread(self.voice.speak, do.text, do.slow))
            if self.hearing and do.why != "barge-in":
                return                # the agent went on speaking meanwhile: listen first
            self.line.say(samples)
            words = do.text
        else:
            self.line.key(do.text)
            words = f"[keys {' '.join(do.text)}]"
        t = self.spoke_at = time.monotonic()
        reaction = round((t - self.quiet_since) * 1000) if self.quiet_since else None
        self.log.append({"t": round(t - self.t0, 2), "who": "caller", "said": words, "why": do.why, "reaction_ms": reaction,
                         "barge_in": self.hearing})
        self.screen.entry(t - self.t0, "caller", words, code="33")
        self.last_event = t

    def result(self):
        v = judge(self.rules, self.facts, self.who.turns)
        lat = sorted(self.latencies)
        line = self.line
        return {"passed": v["passed"], "reason": v["reason"], "points": v["points"], "task": self.a.task, "call": self.call_sid,
                "ended": self.ended, "seconds": round(time.monotonic() - self.t0, 1), "voice": self.voice.name, "rate": self.voice.rate,
                "seed": self.a.seed, "wording": self.wording,
                "latency_ms": {"turns": self.latencies, "median": lat[len(lat) // 2] if lat else None, "max": lat[-1] if lat else None},
                "barge_ins": {"by_caller": sum(bool(x.get("barge_in")) for x in self.log), "clears": line.clears,
                              "cleared_ms": line.cleared_audio, "both_talking_ms": line.talked_over * 20},
                "line": {"marks": line.marks_seen, "gaps": line.gaps, "bad_messages": line.bad,
                         "worst_tick_late_ms": round(line.worst_late * 1000, 1)},
                "ear_cpu_s": {k: round(x, 2) for k, x in self.cpu.items()}, "conversation": self.log}


def arguments(argv):
    p = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    p.add_argument("--connect", default="http://127.0.0.1:8080", help="the server's address (default %(default)s)")
    p.add_argument("--path", default="/twilio/voice", help="path of the voice webhook (default %(default)s)")
    p.add_argument("--rewrite", action="store_true", help="open the stream at --connect, whatever public host the TwiML names")
    p.add_argument("--public-origin", help="public https origin used in the webhook's signature (default: --connect)")
    p.add_argument("--auth-token", default=os.environ.get("TWILIO_AUTH_TOKEN"), help="sign requests (or TWILIO_AUTH_TOKEN)")
    p.add_argument("--account-sid", default="AC" + "0" * 32)
    p.add_argument("--insecure", action="store_true", help="accept any TLS certificate on the stream")
    p.add_argument("--task", choices=["order-status"], default="order-status")
    p.add_argument("--facts", default="-", help="JSON file of the expected facts, - for stdin (default)")
    p.add_argument("--from", dest="from_", help="the caller's number (default: the facts' \"from\")")
    p.add_argument("--to", default="+15555550199", help="the number called")
    p.add_argument("--voice", help="a voice such as flite:slt instead of one at random")
    p.add_argument("--espeak", action="store_true", help="let chance draw from espeak-ng's voices too")
    p.add_argument("--rate", type=float, help="speaking rate (default: at random, 0.94 to 1.06)")
    p.add_argument("--noise-db", type=float, default=35.0, help="speech over line noise, dB; 0 for a silent line")
    p.add_argument("--wording", type=int, help="number of the opening wording instead of one at random")
    p.add_argument("--keypad", choices=["asked", "prefer"], default="asked", help="prefer: key numbers whenever the agent offers it")
    p.add_argument("--barge-in", action="store_true", help="interrupt the greeting")
    p.add_argument("--seed", type=int, help="make the choices repeatable")
    p.add_argument("--endpoint", type=float, default=700, help="ms of silence after which the agent has finished")
    p.add_argument("--max-turns", type=int, default=16)
    p.add_argument("--max-seconds", type=float, default=150)
    p.add_argument("--rules", default=os.path.join(HERE, "listening.toml"))
    p.add_argument("--result", help="write the JSON result here")
    p.add_argument("--record", help="write both sides to this stereo wav")
    p.add_argument("--verbose", action="store_true", help="show also what a recogniser of general English heard")
    p.add_argument("--list-voices", action="store_true")
    a = p.parse_args(argv)
    if "://" not in a.connect:
        a.connect = "http://" + a.connect
    a.connect = a.connect.replace("ws://", "http://").replace("wss://", "https://")
    if a.seed is None:
        a.seed = secrets.randbelow(10 ** 6)
    return a


def main(argv=None):
    a = arguments(argv)
    if a.list_voices:
        print("\n".join(installed(True)))
        return 0
    try:
        facts = json.load(sys.stdin if a.facts == "-" else open(a.facts))
        rules = Rules(a.rules)
        if rules.status_names(str(facts.get("status", ""))) is None:
            raise ValueError(f"unknown status {facts.get('status')!r}")
        str(facts["order"])
    except (OSError, ValueError, KeyError) as e:
        print(f"facts: {e!r}", file=sys.stderr)
        return 2
    screen = Screen()
    domain = Recogniser("domain", a.rules, len(str(facts["order"])))
    opened = Recogniser("open") if a.verbose else None
    ears = [r for r in (domain, opened) if r]
    call = None
    try:
        call = Call(a, facts, rules, screen, (domain, opened))
        for r in ears:
            r.wait_ready()
        screen.note(f"calling {a.connect}{a.path}   voice {call.voice.name} at {call.voice.rate}   seed {a.seed}")
        asyncio.run(call.run())
    except (NoConnection, RuntimeError) as e:
        print(f"no call: {e}", file=sys.stderr)
        return 2
    except KeyboardInterrupt:
        return 2
    finally:
        for r in ears:
            r.close()
    result = call.result()
    m = result["latency_ms"]
    timing = f"; agent's answers after {m['median']} ms (median), {m['max']} ms at most" if m["turns"] else ""
    screen.verdict(result["passed"], f"{result['reason']}  ({result['seconds']:.0f} s, {result['ended']}{timing})")
    if a.result:
        with open(a.result, "w") as f:
            json.dump(result, f, indent=1)
            f.write("\n")
    if a.record:
        call.line.write_recording(a.record)
    return 0 if result["passed"] else 1


if __name__ == "__main__":
    sys.exit(main())

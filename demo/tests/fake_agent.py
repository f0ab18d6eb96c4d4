#!/usr/bin/env python3
"""A scripted agent that speaks Twilio's protocol, to try the caller on. It understands nothing: it says its lines, and
between them waits until the caller has spoken and fallen silent, or has keyed so many digits."""
import argparse
import asyncio
import base64
import json
import os
import subprocess
import sys
import tempfile
import threading
import time
import wave
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import numpy as np
from websockets.asyncio.server import serve
from websockets.exceptions import ConnectionClosed

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), ".."))
from customer.sound import FRAME, level, telephone, to_ulaw  # noqa: E402

GREETING = "Hello, this is the automated assistant of Northwind Outfitters. I am a computer, not a person. How can I help you?"
NUMBER = "What is your order number? You can say it or key it in."
ZIP = "For your security, what is the five digit zip code on the order?"
MORE = "Can I help you with anything else?"
BYE = "Thank you for calling. Goodbye."
ON_ITS_WAY = "Order four oh two one seven is on its way with United Parcel. It should arrive on Tuesday, November twenty fourth."

SCRIPTS = {
    "right": [GREETING, "listen", NUMBER, "listen", "I heard four oh two one seven. Is that right?", "listen", ZIP, "listen",
              ON_ITS_WAY, MORE, "listen", BYE],
    "wrong-status": [GREETING, "listen", NUMBER, "listen", "I heard four oh two one seven. Is that right?", "listen",
                     "Order four oh two one seven was delivered on Tuesday, November twenty fourth.", MORE, "listen", BYE],
    "wrong-number": [GREETING, "listen", NUMBER, "listen", "I heard four oh two one five. Is that right?", "listen",
                     "I am sorry. What is your order number?", "listen", "I heard four oh two one seven. Is that right?", "listen",
                     ON_ITS_WAY, MORE, "listen", BYE],
    "wrong-date": [GREETING, "listen", "Order four oh two one seven is on its way. It should arrive on Friday, November twenty seventh.",
                   MORE, "listen", BYE],
    "keypad": [GREETING, "listen", "I am sorry, I did not understand that. You can say, for example, where is my order.", "listen",
               "Please key in your five digit order number.", "keys 5", ON_ITS_WAY, MORE, "listen", BYE],
    "menu": ["Welcome to Northwind Outfitters. Press one for an order, two for stores.", "keys 1",
             "Please key in your five digit order number.", "keys 5", ZIP, "listen", ON_ITS_WAY, MORE, "listen", BYE],
    "silent": [],
    "mute-after-greeting": [GREETING, "listen"],
}


def render(text, voice="rms"):
    """mu-law of a sentence in the agent's voice."""
    with tempfile.TemporaryDirectory() as d:
        path = os.path.join(d, "a.wav")
        subprocess.run(["flite", "-voice", voice, "-t", text, "-o", path], check=True)
        with wave.open(path) as w:
            x, rate = np.frombuffer(w.readframes(w.getnframes()), dtype=np.int16), w.getframerate()
    u = to_ulaw(telephone(x, rate))
    return u + b"\xff" * (-len(u) % FRAME)


class Agent:
    """One call's script."""

    def __init__(self, ws, script, log):
        self.ws, self.script, self.log = ws, script, log
        self.sid = None
        self.keys, self.marks = [], set()
        self.heard = self.quiet = 0

    async def receive(self):
        try:
            async for message in self.ws:
                m = json.loads(message)
                self.log.append(m if m["event"] != "media" else None)
                if m["event"] == "start":
                    self.sid = m["start"]["streamSid"]
                elif m["event"] == "media":
                    loud = level(base64.b64decode(m["media"]["payload"])) > 300
                    self.heard += loud
                    self.quiet = 0 if loud else self.quiet + 1
                elif m["event"] == "dtmf":
                    self.keys.append(m["dtmf"]["digit"])
                elif m["event"] == "mark":
                    self.marks.add(m["mark"]["name"])
                elif m["event"] == "stop":
                    return
        except ConnectionClosed:
            pass

    async def say(self, n, text):
        u = await asyncio.to_thread(render, text)
        t0 = time.monotonic()
        for k in range(0, len(u), FRAME):
            await self.ws.send(json.dumps({"event": "media", "streamSid": self.sid,
                                           "media": {"payload": base64.b64encode(u[k:k + FRAME]).decode()}}))
            ahead = k / FRAME * 0.02 - (time.monotonic() - t0) - 0.2
            if ahead > 0:
                await asyncio.sleep(ahead)
        await self.ws.send(json.dumps({"event": "mark", "streamSid": self.sid, "mark": {"name": f"m{n}"}}))
        while f"m{n}" not in self.marks:
            await asyncio.sleep(0.02)

    async def run(self):
        reader = asyncio.create_task(self.receive())
        try:
            while self.sid is None:
                await asyncio.sleep(0.01)
            for n, step in enumerate(self.script):
                if step == "listen":
                    self.heard = 0
                    while self.heard < 10 or self.quiet < 40:
                        await asyncio.sleep(0.02)
                elif step.startswith("keys "):
                    self.keys = []
                    while len(self.keys) < int(step[5:]):
                        await asyncio.sleep(0.02)
                else:
                    await self.say(n, step)
            if self.script and self.script[-1] == BYE:
                await asyncio.sleep(0.3)
                await self.ws.close()
            await reader
        except ConnectionClosed:
            pass
        finally:
            reader.cancel()


class Hook(BaseHTTPRequestHandler):
    """The voice webhook."""

    def do_POST(self):
        body = self.rfile.read(int(self.headers["Content-Length"])).decode()
        self.server.forms.append((dict(self.headers), body))
        twiml = (f'<?xml version="1.0" encoding="UTF-8"?><Response><Connect><Stream url="ws://127.0.0.1:{self.server.media_port}/media">'
                 '<Parameter name="token" value="a&amp;b"/></Stream></Connect><Hangup/></Response>').encode()
        self.send_response(200)
        self.send_header("Content-Type", "text/xml")
        self.send_header("Content-Length", str(len(twiml)))
        self.end_headers()
        self.wfile.write(twiml)

    def log_message(self, *_):
        pass


class FakeAgent:
    """Both listeners, in threads of their own: `with FakeAgent("right") as agent:` then agent.port, agent.log."""

    def __init__(self, script, port=0):
        self.script = SCRIPTS[script] if isinstance(script, str) else script
        self.log = []
        self.http = ThreadingHTTPServer(("127.0.0.1", port), Hook)
        self.http.forms = []
        self.port = self.http.server_address[1]

    def __enter__(self):
        ready = threading.Event()
        self.loop = asyncio.new_event_loop()
        self.over = asyncio.Event()

        async def media():
            async with serve(lambda ws: Agent(ws, self.script, self.log).run(), "127.0.0.1", 0, compression=None) as s:
                self.http.media_port = s.sockets[0].getsockname()[1]
                ready.set()
                await self.over.wait()
        self.threads = [threading.Thread(target=lambda: self.loop.run_until_complete(media()), daemon=True),
                        threading.Thread(target=self.http.serve_forever, daemon=True)]
        for t in self.threads:
            t.start()
        ready.wait()
        return self

    def __exit__(self, *_):
        self.http.shutdown()
        self.http.server_close()
        self.loop.call_soon_threadsafe(self.over.set)
        for t in self.threads:
            t.join(5)


if __name__ == "__main__":
    p = argparse.ArgumentParser(description=__doc__)
    p.add_argument("--script", choices=list(SCRIPTS), default="right")
    p.add_argument("--port", type=int, default=8090)
    a = p.parse_args()
    with FakeAgent(a.script, a.port) as f:
        print(f"http://127.0.0.1:{f.port}/twilio/voice ({a.script}); stop with ctrl-c")
        try:
            threading.Event().wait()
        except KeyboardInterrupt:
            pass

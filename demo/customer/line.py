"""The telephone line: a carrier's side of Twilio's voice webhook and Media Streams, with a true playout of what arrives."""
import asyncio
import base64
import hashlib
import hmac
import json
import secrets
import ssl
import time
import urllib.error
import urllib.parse
import urllib.request
import xml.etree.ElementTree as ET

import numpy as np
from websockets.asyncio.client import connect
from websockets.exceptions import ConnectionClosed

from .sound import FRAME, SILENCE, from_ulaw, level, line_noise, to_ulaw

TICK = 0.020
AUDIBLE = 150.0


class NoConnection(Exception):
    """The other side did not take the call."""


def signature(token, url, params):
    """X-Twilio-Signature of a request."""
    text = url + "".join(k + v for k, v in sorted(params.items()))
    return base64.b64encode(hmac.new(token.encode(), text.encode(), hashlib.sha1).digest()).decode()


def ring(origin, path, form, token=None, public=None, timeout=10):
    """POST the incoming call as the carrier does: (stream URL, parameters)."""
    url = origin + path
    body = urllib.parse.urlencode(form).encode()
    headers = {"Content-Type": "application/x-www-form-urlencoded; charset=UTF-8", "User-Agent": "TwilioProxy/1.1"}
    if token:
        headers["X-Twilio-Signature"] = signature(token, (public or origin) + path, form)
    try:
        with urllib.request.urlopen(urllib.request.Request(url, body, headers), timeout=timeout) as r:
            text = r.read().decode()
    except urllib.error.HTTPError as e:
        raise NoConnection(f"{url} answered {e.code} {e.reason}") from e
    except OSError as e:
        raise NoConnection(f"{url}: {getattr(e, 'reason', e)}") from e
    return parse_twiml(text)


def parse_twiml(text):
    """The <Stream> of a TwiML answer: (url, parameters)."""
    try:
        root = ET.fromstring(text.strip())
    except ET.ParseError as e:
        raise NoConnection(f"the answer is no TwiML: {e}") from e
    stream = root.find(".//Connect/Stream")
    if stream is None or not stream.get("url"):
        raise NoConnection("the TwiML has no <Connect><Stream url>: " + " ".join(text.split())[:200])
    return stream.get("url").strip(), {p.get("name"): p.get("value", "") for p in stream.findall("Parameter")}


def rewritten(url, connect_to):
    """The same path at the address we dial."""
    u = urllib.parse.urlsplit(url)
    c = urllib.parse.urlsplit(connect_to)
    return urllib.parse.urlunsplit(("wss" if c.scheme == "https" else "ws", c.netloc, u.path, u.query, ""))


class Line:
    """One call's media, both ways, in real time. `on_frame(frame, t)` gets each 20 ms the customer hears."""

    def __init__(self, url, start, token=None, noise_rms=0.0, seed=0, on_frame=None, record=False, insecure=False):
        self.url, self.start, self.token, self.insecure = url, start, token, insecure
        self.on_frame = on_frame
        rng = np.random.default_rng(seed)
        self.noise = line_noise(4.0, noise_rms, rng) if noise_rms > 0 else np.zeros(32000)
        hiss = to_ulaw(self.noise) if noise_rms > 0 else b"\xff" * 32000
        self.hush = [hiss[i:i + FRAME] for i in range(0, 32000, FRAME)]
        self.rng = rng
        self.speech, self.at = [], 0                # frames to speak
        self.keys, self.key_due = [], 0.0
        self.buffer, self.received, self.played = bytearray(), 0, 0
        self.marks = []                             # (position at which it is played out, name)
        self.filling = 0.0
        self.seq = self.chunk = 0
        self.closed = self.remote_closed = False
        self.t_spoke = 0.0                          # when the last sample of ours went out
        self.t_first = 0.0                          # first audible frame received since then
        self.overlap = False
        self.clears = self.cleared_audio = self.marks_seen = self.gaps = self.bad = 0
        self.talked_over = 0                        # frames in which both were audible
        self.worst_late = 0.0
        self.tracks = ([], []) if record else None
        self.sound_at = 0.0                         # last audible frame played

    async def open(self, timeout=10):
        headers = {"X-Twilio-Signature": signature(self.token, self.start["signed_url"], {})} if self.token else {}
        tls = None
        if self.url.startswith("wss:"):
            tls = ssl.create_default_context()
            if self.insecure:
                tls.check_hostname, tls.verify_mode = False, ssl.CERT_NONE
        try:
            self.ws = await connect(self.url, additional_headers=headers, open_timeout=timeout, compression=None, proxy=None,
                                    max_size=2 ** 20, ssl=tls)
        except Exception as e:
            raise NoConnection(f"{self.url}: {e or type(e).__name__}") from e
        self.sid = "MZ" + secrets.token_hex(16)
        s = self.start
        await self.ws.send(json.dumps({"event": "connected", "protocol": "Call", "version": "1.0.0"}))
        await self._send("start", {"accountSid": s["account"], "streamSid": self.sid, "callSid": s["call"], "tracks": ["inbound"],
                                   "mediaFormat": {"encoding": "audio/x-mulaw", "sampleRate": 8000, "channels": 1},
                                   "customParameters": s["parameters"]})
        self.t0 = time.monotonic()
        self.tasks = [asyncio.create_task(self._receive()), asyncio.create_task(self._pace())]

    async def _send(self, event, body):
        self.seq += 1
        try:
            await self.ws.send(json.dumps({"event": event, "sequenceNumber": str(self.seq), "streamSid": self.sid, event: body}))
        except ConnectionClosed:
            self.remote_closed = True

    # -- speaking

    @property
    def speaking(self):
        return self.at < len(self.speech) or bool(self.keys)

    def say(self, samples):
        """Queue an utterance (linear samples, whole frames)."""
        n = len(samples)
        off = int(self.rng.integers(0, len(self.noise)))
        noise = np.resize(np.roll(self.noise, -off), n)
        u = to_ulaw(samples + noise)
        self.speech, self.at = [u[i:i + FRAME] for i in range(0, n - n % FRAME, FRAME)], 0
        self.t_first, self.overlap = 0.0, False

    def key(self, digits):
        """Queue keypad digits."""
        self.keys, self.key_due = list(digits), time.monotonic()
        self.t_first, self.overlap = 0.0, False

    # -- the two loops

    async def _pace(self):
        k = 0
        t0 = time.monotonic()
        while not self.closed and not self.remote_closed:
            due = t0 + k * TICK
            d = due - time.monotonic()
            if d > 0:
                await asyncio.sleep(d)
            else:
                self.worst_late = max(self.worst_late, -d)
            frame = self.hush[k % len(self.hush)]
            talking = self.at < len(self.speech)
            if talking:
                frame = self.speech[self.at]
                self.at += 1
            self.chunk += 1
            await self._send("media", {"track": "inbound", "chunk": str(self.chunk), "timestamp": str(k * 20),
                                       "payload": base64.b64encode(frame).decode()})
            now = time.monotonic()
            if talking and self.at == len(self.speech):
                self._stopped_speaking(now)
            if self.keys and now >= self.key_due:
                await self._send("dtmf", {"track": "inbound_track", "digit": self.keys.pop(0)})
                self.key_due = now + 0.25
                if not self.keys:
                    self._stopped_speaking(now)
            heard = await self._play(now)
            if heard is not SILENCE and level(heard) >= AUDIBLE:
                self.sound_at = now
                self.talked_over += talking
            if self.tracks:
                self.tracks[0].append(frame)
                self.tracks[1].append(heard)
            if self.on_frame:
                self.on_frame(heard, now)
            k += 1

    def _stopped_speaking(self, now):
        self.t_spoke = now
        self.t_first = 0.0
        self.overlap = any(level(self.buffer[i:i + FRAME]) >= AUDIBLE for i in range(0, len(self.buffer), FRAME))

    async def _play(self, now):
        """The next 20 ms out of the buffer, in real time; marks come back when what precedes them has been played."""
        heard = SILENCE
        if self.buffer:
            if not self.filling:
                self.filling = now
            # A little is collected first, as any carrier does, so that uneven arrival is not heard as gaps.
            if self.filling < 0 or len(self.buffer) >= 3 * FRAME or now - self.filling > 0.055:
                self.filling = -1.0
                heard = bytes(self.buffer[:FRAME])
                del self.buffer[:FRAME]
                self.played += len(heard)
                heard += SILENCE[len(heard):]
        else:
            self.filling = 0.0
        while self.marks and self.marks[0][0] <= self.played:
            await self._send("mark", {"name": self.marks.pop(0)[1]})
        return heard

    async def _receive(self):
        try:
            async for message in self.ws:
                try:
                    m = json.loads(message)
                    event = m["event"]
                    if event == "media":
                        self._media(base64.b64decode(m["media"]["payload"], validate=True))
                    elif event == "mark":
                        self.marks_seen += 1
                        self.marks.append((self.received, m["mark"]["name"]))
                    elif event == "clear":
                        await self._clear()
                    else:
                        self.bad += 1
                except (ValueError, KeyError, TypeError):
                    self.bad += 1
        except ConnectionClosed:
            pass
        self.remote_closed = True

    def _media(self, data):
        now = time.monotonic()
        if self.t_spoke and not self.t_first and not self.speaking:
            if any(level(data[i:i + FRAME]) >= AUDIBLE for i in range(0, len(data), FRAME)):
                self.t_first = now
        if not self.buffer and now - self.sound_at < 0.3 and self.filling == 0.0:
            self.gaps += 1
        self.buffer += data
        self.received += len(data)

    async def _clear(self):
        self.clears += 1
        self.cleared_audio += len(self.buffer) // 8
        self.buffer.clear()
        self.played = self.received
        for _, name in self.marks:
            await self._send("mark", {"name": name})
        self.marks = []

    def latency(self):
        """Milliseconds from our last sample to the first audible frame received; None if unknown or talked over."""
        return round((self.t_first - self.t_spoke) * 1000) if self.t_first and self.t_spoke and not self.overlap else None

    async def hang_up(self):
        """End the call as a caller does."""
        if not self.remote_closed:
            await self._send("stop", {"accountSid": self.start["account"], "callSid": self.start["call"]})
        self.closed = True
        for t in self.tasks[1:]:
            await asyncio.gather(t, return_exceptions=True)
        try:
            await asyncio.wait_for(self.ws.close(), 2)
        except (asyncio.TimeoutError, OSError):
            pass
        self.tasks[0].cancel()
        await asyncio.gather(*self.tasks, return_exceptions=True)

    def write_recording(self, path):
        """Both sides as a stereo wav: customer left, agent right."""
        import wave
        left, right = (from_ulaw(b"".join(t)) for t in self.tracks)
        with wave.open(path, "wb") as w:
            w.setnchannels(2), w.setsampwidth(2), w.setframerate(8000)
            w.writeframes(np.stack([left, right], axis=1).astype("<i2").tobytes())

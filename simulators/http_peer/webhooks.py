"""Sends a vendor's webhooks, retries them, and lets a test hold, repeat, reorder, lose or spoil them."""

import http.client
import itertools
import threading
import time
from urllib.parse import urlsplit

LOOPBACK = {"127.0.0.1", "localhost"}


class WebhookError(Exception):
    """A control request that cannot be carried out."""


class WebhookEvent:
    """What is to be told: an id, a type, the exact bytes, and header fields of its own."""

    def __init__(self, identifier, kind, payload, headers=()):
        self.id = identifier
        self.kind = kind
        self.payload = payload
        self.headers = list(headers)
        self.attempts = []


class _Send:
    """One planned transmission."""

    def __init__(self, event, endpoint, due, attempt=1, retries=True, secret=None, age=0, payload=None):
        self.event = event
        self.endpoint = endpoint
        self.due = due
        self.attempt = attempt
        self.retries = retries
        self.secret = secret
        self.age = age
        self.payload = payload


class WebhookSender:
    """A queue and one thread. `sign(payload, secret, seconds)` gives the vendor's header fields."""

    def __init__(self, sign, clock, retry_ms, content_type="application/json"):
        self._sign = sign
        self._clock = clock
        self._retry_ms = retry_ms
        self._content_type = content_type
        self._condition = threading.Condition()
        self._queue = []
        self._order = itertools.count()
        self._events = []
        self._endpoints = []
        self._held = None
        self._lose = 0
        self._muted = 0
        self._busy = False
        threading.Thread(target=self._run, daemon=True).start()

    def subscribe(self, url, secret, kinds=None):
        """Adds a target; only loopback addresses are accepted."""
        parts = urlsplit(url)
        if parts.scheme != "http" or parts.hostname not in LOOPBACK:
            raise WebhookError("a webhook target is an http address on loopback")
        endpoint = {"url": url, "secret": secret, "events": list(kinds or ["*"])}
        with self._condition:
            self._endpoints.append(endpoint)
        return endpoint

    def unsubscribe(self):
        with self._condition:
            self._endpoints = []

    def endpoint_count(self):
        return len(self._endpoints)

    def reset(self):
        """Forgets events and plans; targets stay."""
        with self._condition:
            self._queue = []
            self._events = []
            self._held = None
            self._lose = 0
            self._condition.notify_all()

    def mute(self, on):
        """While muted, published events vanish (a rehearsal has no witnesses)."""
        with self._condition:
            self._muted += 1 if on else -1

    def publish(self, event):
        with self._condition:
            if self._muted:
                return
            self._events.append(event)
            if self._lose > 0:
                self._lose -= 1
                event.attempts.append({"lost": True})
            elif self._held is not None:
                self._held.append(event)
            else:
                self._plan(event)

    def _plan(self, event, **how):
        for endpoint in self._endpoints:
            if "*" in endpoint["events"] or event.kind in endpoint["events"]:
                self._push(_Send(event, endpoint, time.monotonic(), **how))

    def _push(self, send):
        self._queue.append((send.due, next(self._order), send))
        self._queue.sort(key=lambda item: item[:2])
        self._condition.notify_all()

    def _run(self):
        while True:
            with self._condition:
                while not self._queue or self._queue[0][0] > time.monotonic():
                    wait = self._queue[0][0] - time.monotonic() if self._queue else None
                    self._condition.wait(wait)
                send = self._queue.pop(0)[2]
                self._busy = True
            self._transmit(send)
            with self._condition:
                self._busy = False
                self._condition.notify_all()

    def _transmit(self, send):
        event, endpoint = send.event, send.endpoint
        signed_at = self._clock.seconds() - send.age
        headers = {"Content-Type": self._content_type}
        headers.update(event.headers)
        headers.update(self._sign(event.payload, send.secret or endpoint["secret"], signed_at))
        record = {"url": endpoint["url"], "attempt": send.attempt, "status": None, "error": None}
        parts = urlsplit(endpoint["url"])
        connection = http.client.HTTPConnection(parts.hostname, parts.port or 80, timeout=5)
        try:
            path = (parts.path or "/") + ("?" + parts.query if parts.query else "")
            connection.request("POST", path, send.payload or event.payload, headers)
            answer = connection.getresponse()
            answer.read()
            record["status"] = answer.status
        except (OSError, http.client.HTTPException) as error:
            record["error"] = type(error).__name__
        finally:
            connection.close()
        with self._condition:
            event.attempts.append(record)
            delivered = record["status"] is not None and 200 <= record["status"] < 300
            if send.retries and not delivered and send.attempt <= len(self._retry_ms):
                due = time.monotonic() + self._retry_ms[send.attempt - 1] / 1000
                self._push(_Send(event, endpoint, due, attempt=send.attempt + 1))

    def settle(self, timeout_ms):
        """Waits until nothing is planned; whether that came in time."""
        deadline = time.monotonic() + timeout_ms / 1000
        with self._condition:
            while self._queue or self._busy:
                left = deadline - time.monotonic()
                if left <= 0:
                    return False
                self._condition.wait(left)
        return True

    def undelivered(self, event_id):
        """How many targets have not yet answered an event with success."""
        with self._condition:
            event = next((event for event in self._events if event.id == event_id), None)
            if event is None:
                return 0
            done = {a["url"] for a in event.attempts if a.get("status") and 200 <= a["status"] < 300}
            return sum(1 for endpoint in self._endpoints if endpoint["url"] not in done)

    def describe(self):
        with self._condition:
            return {
                "endpoints": [dict(endpoint, secret="…") for endpoint in self._endpoints],
                "held": [event.id for event in self._held] if self._held is not None else None,
                "events": [
                    {"id": event.id, "type": event.kind, "attempts": list(event.attempts)} for event in self._events
                ],
            }

    def act(self, action):
        """Carries out one control request; see the README of `http_peer`."""
        name = action.get("action")
        if name == "settle":
            return {"settled": self.settle(action.get("timeoutMs", 5000))}
        with self._condition:
            if name == "hold":
                self._held = [] if self._held is None else self._held
            elif name == "release":
                self._release(action.get("order", "created"))
            elif name == "lose":
                self._lose = int(action.get("count", 1))
            elif name in ("redeliver", "duplicate", "forge", "stale", "tamper"):
                self._again(name, action)
            else:
                raise WebhookError(
                    "action must be settle, hold, release, lose, redeliver, duplicate, forge, stale or tamper"
                )
        return {"done": name}

    def _release(self, order):
        held, self._held = self._held or [], None
        if order == "reversed":
            held.reverse()
        elif isinstance(order, list):
            by_id = {event.id: event for event in held}
            if set(order) != set(by_id):
                raise WebhookError("order must name exactly the held events")
            held = [by_id[identifier] for identifier in order]
        elif order != "created":
            raise WebhookError("order must be created, reversed or a list of ids")
        for event in held:
            self._plan(event)

    def _again(self, name, action):
        wanted = action.get("event", "last")
        found = [event for event in self._events if wanted in ("last", event.id)]
        if not found:
            raise WebhookError(f"no event {wanted!r}")
        event = found[-1]
        if name == "redeliver":
            self._plan(event)
        elif name == "duplicate":
            for _ in range(int(action.get("times", 2))):
                self._plan(event, retries=False)
        elif name == "forge":
            self._plan(event, retries=False, secret="not-the-secret")
        elif name == "stale":
            self._plan(event, retries=False, age=int(action.get("ageSeconds", 3600)))
        else:
            self._plan(event, retries=False, payload=event.payload.replace(b":", b": ", 1))

"""Webhook deliveries: signing is the vendor's, ordering, retries and mischief are common."""

import contextlib
import heapq
import http.client
import itertools
import threading
from urllib.parse import urlsplit

from common import clock


class Hooks:
    """Delivers published payloads to the store's subscriptions from one background thread.

    The vendor's policy says `timeout` (seconds, never scaled), `retry_delays` (documented seconds,
    scaled), `matches(subscription, topic)`, `headers(subscription, delivery)` and is told of
    `succeeded(subscription)`, `attempt_failed(subscription)` and `gave_up(subscription)`.
    """

    def __init__(self, store, policy, time_scale):
        self._store = store
        self._policy = policy
        self._scale = time_scale
        self._wake = threading.Condition()
        self._due = []
        self._order = itertools.count()
        self._deliveries = []
        self._muted = False
        self._held = False
        self._plan = {"drop": 0, "duplicate": 0, "tamper": 0}
        self._stopped = False
        threading.Thread(target=self._work, daemon=True).start()

    @contextlib.contextmanager
    def muted(self):
        """Publishes nothing inside the block."""
        self._muted = True
        try:
            yield
        finally:
            self._muted = False

    def subscriptions(self):
        """The live list of subscriptions in the vendor's state."""
        return self._store.vendor.setdefault("subscriptions", [])

    def publish(self, topic, event_id, body):
        """Queues one body for every subscription of a topic. `body` may depend on the subscription."""
        if self._muted:
            return
        with self._store.lock:
            for subscription in list(self.subscriptions()):
                if not self._policy.matches(subscription, topic):
                    continue
                self._enqueue(subscription, topic, event_id, body(subscription) if callable(body) else body)

    def deliveries(self):
        """Every delivery so far with its attempts."""
        with self._wake:
            return [{k: v for k, v in d.items() if k != "subscription"}
                    | {"subscription": d["subscription"]["id"], "attempts": list(d["attempts"])}
                    for d in self._deliveries]

    def command(self, order):
        """Obeys one control request: deliver, drop, duplicate, tamper, hold or release."""
        answer = {}
        planned = ("drop", "duplicate") if "deliver" in order else ("drop", "duplicate", "tamper")
        for key in planned:
            if key in order:
                self._plan[key] = int(order[key])
        if "hold" in order:
            self._held = bool(order["hold"])
        if "deliver" in order:
            wanted = order["deliver"] if isinstance(order["deliver"], list) else [order["deliver"]]
            for number in wanted:
                self._again(int(number), bool(order.get("tamper")))
        if "release" in order:
            answer["released"] = self._release(order["release"])
        return answer

    def clear(self):
        """Forgets deliveries and plans."""
        with self._wake:
            self._due, self._deliveries = [], []
            self._held = False
            self._plan = {"drop": 0, "duplicate": 0, "tamper": 0}

    def stop(self):
        """Ends the background thread."""
        with self._wake:
            self._stopped = True
            self._wake.notify()

    def _spend(self, plan):
        if self._plan[plan] > 0:
            self._plan[plan] -= 1
            return True
        return False

    def _enqueue(self, subscription, topic, event_id, body):
        with self._wake:
            delivery = {"n": len(self._deliveries) + 1, "topic": topic, "eventId": event_id,
                        "subscription": subscription, "url": subscription["url"], "body": body,
                        "triggeredAt": clock.now(), "state": "pending", "attempts": [], "tampered": False}
            delivery["headers"] = self._policy.headers(subscription, delivery)
            self._deliveries.append(delivery)
            if self._spend("drop"):
                delivery["state"] = "dropped"
                return
            if self._spend("tamper"):
                delivery["tampered"] = True
            if self._held:
                delivery["state"] = "held"
                return
            for _ in range(2 if self._spend("duplicate") else 1):
                self._schedule(delivery, 0)

    def _schedule(self, delivery, delay, once=False):
        with self._wake:
            due = clock.now() + delay
            heapq.heappush(self._due, (due, next(self._order), delivery, once))
            self._wake.notify()

    def _again(self, number, tamper):
        with self._wake:
            found = [d for d in self._deliveries if d["n"] == number]
        if not found:
            raise ValueError(f"no delivery {number}")
        found[0]["tampered"] = tamper
        self._schedule(found[0], 0, once=True)

    def _release(self, how):
        with self._wake:
            self._held = False
            held = [d for d in self._deliveries if d["state"] == "held"]
            if how == "reversed":
                held.reverse()
            elif isinstance(how, list):
                held = [d for n in how for d in held if d["n"] == n]
            for delivery in held:
                delivery["state"] = "pending"
                self._schedule(delivery, 0)
            return [d["n"] for d in held]

    def _work(self):
        while True:
            with self._wake:
                while not self._stopped and (not self._due or self._due[0][0] > clock.now()):
                    self._wake.wait(self._due[0][0] - clock.now() if self._due else None)
                if self._stopped:
                    return
                _, _, delivery, once = heapq.heappop(self._due)
            self._attempt(delivery, once)

    def _attempt(self, delivery, once):
        subscription = delivery["subscription"]
        status = self._post(delivery)
        delivery["attempts"].append({"at": clock.now(), "status": status})
        good = isinstance(status, int) and 200 <= status < 300
        with self._store.lock:
            if good:
                delivery["state"] = "delivered"
                self._policy.succeeded(subscription)
            elif not once:
                self._policy.attempt_failed(subscription)
                failures = sum(1 for a in delivery["attempts"] if a["status"] not in range(200, 300))
                if failures <= len(self._policy.retry_delays):
                    self._schedule(delivery, self._policy.retry_delays[failures - 1] * self._scale)
                else:
                    delivery["state"] = "failed"
                    self._policy.gave_up(subscription)
            self._store.save()

    def _post(self, delivery):
        target = urlsplit(delivery["url"])
        body = delivery["body"].encode("utf-8")
        if delivery["tampered"]:
            body = body.replace(b'"', b'" ', 1)
        connection = http.client.HTTPConnection(
            target.hostname, target.port or 80, timeout=self._policy.timeout)
        try:
            path = (target.path or "/") + (f"?{target.query}" if target.query else "")
            connection.request("POST", path, body, delivery["headers"])
            return connection.getresponse().status
        except (OSError, http.client.HTTPException) as problem:
            return type(problem).__name__
        finally:
            connection.close()


def loopback_only(url):
    """True when a webhook target is on this machine; the simulators send nowhere else."""
    target = urlsplit(url)
    return target.scheme == "http" and target.hostname in ("127.0.0.1", "localhost", "::1")

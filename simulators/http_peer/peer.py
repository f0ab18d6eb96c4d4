"""What every simulator is made from: requests, faults, a log, and the control plane under `/__sim/`."""

import copy
import json
import threading
import time

from .clock import Clock
from .faults import KINDS, FaultError, FaultSchedule
from .messages import json_response
from .quota import PerSecondQuota
from .webhooks import WebhookError

CONTROL = "/__sim/"
HANG_MS = 60_000


class ControlError(Exception):
    """A control request the simulator cannot carry out."""


class Peer:
    """Base of the simulators. A subclass gives `load`, `handle`, `status_response` and `touch`."""

    #: Fault kinds that make sense against this system.
    fault_kinds = set(KINDS) - {"version-conflict"}
    #: The header field in which clients name their request, where there is one.
    key_header = None

    def __init__(self, world, webhooks=None, clock=None):
        self.world = world
        self.clock = clock or Clock()
        self.quota = PerSecondQuota(self.clock)
        self.lock = threading.RLock()
        self.faults = FaultSchedule(self.fault_kinds)
        self.webhooks = webhooks
        self.store = None
        self._log = []
        self._log_lock = threading.Lock()
        self._released = threading.Event()
        self.store = self.load(world)

    # A simulator's own part

    def load(self, world):
        """The state to begin with, made from the neutral world; must be copyable."""
        raise NotImplementedError

    def handle(self, request):
        """Processes one request as the vendor would."""
        raise NotImplementedError

    def status_response(self, code, request):
        """How the vendor dresses an error of this HTTP status."""
        raise NotImplementedError

    def touch(self, action):
        """Changes the simulated system as the outside world would."""
        raise ControlError(f"unknown action {action.get('action')!r}")

    def other_object(self, request, response):
        """A successful answer that is about something else than was asked."""
        raise ControlError("this simulator has no other object to show")

    def is_read(self, request):
        """Whether a request asks for something without changing anything."""
        return request.method == "GET"

    def make_conflict(self, request):
        """Changes the object a request is about, so that its version is out of date."""
        raise ControlError("this simulator has no versions")

    def handle_failing(self, request, response, effect, saved):
        """Processes a request whose outcome is fixed in advance, with or without its effect."""
        if effect:
            self.handle(request)
        return response

    def public_state(self):
        """What `GET /__sim/state` shows."""
        return self.store

    def log_key(self, request):
        return request.headers.get(self.key_header) if self.key_header else None

    # Answering with faults

    def answer(self, request):
        """The response to a vendor request, or none where the connection is to be closed."""
        fault = self.faults.take(request)
        entry = {
            "method": request.method,
            "path": request.target,
            "idempotencyKey": self.log_key(request),
            "body": request.body.decode("utf-8", "replace"),
            "fault": fault.kind if fault else None,
            "status": None,
            "answered": False,
            "effects": request.effects,
            "replayed": False,
        }
        with self._log_lock:
            entry["number"] = len(self._log) + 1
            self._log.append(entry)
        started = time.monotonic()
        response = self._apply(fault, request) if fault else self.handle(request)
        request.dwell()
        with self._log_lock:
            entry["status"] = response.status if response else None
            entry["answered"] = response is not None
            entry["replayed"] = request.replayed
            entry["ms"] = round((time.monotonic() - started) * 1000)
        return response

    def _apply(self, fault, request):
        kind = fault.kind
        if kind == "drop-before":
            return None
        if kind == "drop-after":
            self.handle(request)
            return None
        if kind == "delay":
            request.will_dwell(fault.option("ms") / 1000)
            return self.handle(request)
        if kind == "hang":
            if fault.option("effect", False):
                self.handle(request)
            self._released.wait(fault.option("ms", HANG_MS) / 1000)
            return None
        if kind == "status":
            return self._fail(fault, request)
        if kind in ("malformed", "cut"):
            response = self.handle(request) if fault.option("effect", True) else self.rehearse(request)
            if kind == "cut":
                response = response.copy()
                response.cut = True
                return response
            return response.copy(body=response.body[: max(1, len(response.body) // 2)])
        if kind == "wrong-success":
            return self._pretend(fault, request)
        if kind == "duplicate":
            first = self.handle(request)
            second = self.handle(request)
            return first if fault.option("answer", "second") == "first" else second
        self.make_conflict(request)
        return self.handle(request)

    def _fail(self, fault, request):
        response = self.status_response(fault.option("code"), request)
        if fault.option("headers"):
            for name, value in fault.option("headers").items():
                response = response.without(name)
                response.headers.append((name, str(value)))
        if fault.option("body") is not None:
            body = fault.option("body")
            text = body if isinstance(body, str) else json.dumps(body)
            response = response.copy(body=text.encode("utf-8"))
        effect, saved = fault.option("effect", False), fault.option("saved", False)
        if effect or saved:
            return self.handle_failing(request, response, effect, saved)
        return response

    def _pretend(self, fault, request):
        variant = fault.option("variant", "other-object" if self.is_read(request) else "no-effect")
        response = self.rehearse(request)
        return self.other_object(request, response) if variant == "other-object" else response

    def rehearse(self, request):
        """The response the request would get, with everything afterwards as it was before."""
        with self.lock:
            real, self.store = self.store, copy.deepcopy(self.store)
            if self.webhooks:
                self.webhooks.mute(True)
            try:
                return self.handle(request)
            finally:
                self.store = real
                request.effects.clear()
                if self.webhooks:
                    self.webhooks.mute(False)

    # The control plane

    def control(self, request):
        """Answers a request under `/__sim/`."""
        name = request.path[len(CONTROL) :].strip("/")
        try:
            body = json.loads(request.body) if request.body.strip() else {}
            return json_response(200, self._control(request.method, name, body))
        except (ControlError, FaultError, WebhookError) as error:
            return json_response(400, {"error": str(error)})
        except (KeyError, TypeError, ValueError) as error:
            return json_response(400, {"error": f"{type(error).__name__}: {error}"})

    def _control(self, method, name, body):
        if name == "faults":
            if method == "POST":
                schedule = body if isinstance(body, list) else body.get("faults", [])
                replace = isinstance(body, dict) and body.get("replace", False)
                self.faults.add(schedule, replace)
            elif method == "DELETE":
                self.faults.clear()
            return {"faults": self.faults.describe()}
        if name == "log" and method == "GET":
            with self._log_lock:
                return {"log": [_told(entry) for entry in self._log]}
        if name == "log" and method == "DELETE":
            self._clear_log()
            return {"log": []}
        if name == "state" and method == "GET":
            with self.lock:
                return copy.deepcopy(self.public_state())
        if name == "reset" and method == "POST":
            self.reset(body.get("world"))
            return {"done": "reset"}
        if name == "release" and method == "POST":
            self._release_hangs()
            return {"done": "release"}
        if name == "touch" and method == "POST":
            return self._touch(body)
        if name in ("webhooks", "subscribe"):
            return self._control_webhooks(method, name, body)
        raise ControlError(f"no control {method} {name}")

    def _touch(self, body):
        if body.get("action") == "advance-clock":
            self.clock.advance(float(body["seconds"]))
            return {"now": self.clock.stamp()}
        with self.lock:
            return self.touch(body)

    def _control_webhooks(self, method, name, body):
        if not self.webhooks:
            raise ControlError("this system sends no webhooks")
        if name == "subscribe":
            if method == "DELETE":
                self.webhooks.unsubscribe()
            else:
                self.webhooks.subscribe(body["url"], body.get("secret", self.webhook_secret), body.get("events"))
            return self.webhooks.describe()
        return self.webhooks.describe() if method == "GET" else self.webhooks.act(body)

    #: The secret webhooks are signed with unless a subscription names its own.
    webhook_secret = ""

    def reset(self, world=None):
        """Back to the beginning: state, clock, quotas, faults, log and webhooks; targets stay."""
        self._release_hangs()
        with self.lock:
            self.world = world or self.world
            self.clock.reset()
            self.store = self.load(self.world)
        self.faults.clear()
        self.quota.reset()
        self._clear_log()
        if self.webhooks:
            self.webhooks.reset()

    def _clear_log(self):
        with self._log_lock:
            self._log = []

    def _release_hangs(self):
        self._released.set()
        self._released = threading.Event()


def _told(entry):
    """An entry of the log as it is now. What a request did is told from the moment it is done, also while its answer hangs."""
    effects = list(entry["effects"])
    return {**entry, "effects": effects, "effect": bool(effects)}

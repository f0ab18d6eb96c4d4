"""The schedule of faults a test has asked for."""

import re
import threading

#: Every kind, with the extra fields it understands.
KINDS = {
    "drop-before": set(),
    "drop-after": set(),
    "delay": {"ms"},
    "hang": {"ms", "effect"},
    "status": {"code", "headers", "body", "effect", "saved"},
    "malformed": {"effect"},
    "cut": {"effect"},
    "wrong-success": {"variant"},
    "duplicate": {"answer"},
    "version-conflict": set(),
}
COMMON_FIELDS = {"match", "count", "after", "kind"}
MATCH_FIELDS = {"method", "path", "body"}


class FaultError(Exception):
    """A schedule that says something the simulator does not know."""


class Fault:
    """One line of the schedule: which requests it hits, how often, and what it does to them."""

    def __init__(self, spec, kinds):
        if not isinstance(spec, dict):
            raise FaultError("a fault is an object")
        self.kind = spec.get("kind")
        if self.kind not in kinds:
            raise FaultError(f"kind must be one of {sorted(kinds)}, not {self.kind!r}")
        surplus = set(spec) - COMMON_FIELDS - KINDS[self.kind]
        if surplus:
            raise FaultError(f"{self.kind} does not know {sorted(surplus)}")
        if self.kind == "status" and not isinstance(spec.get("code"), int):
            raise FaultError("status needs a code")
        if self.kind == "delay" and not isinstance(spec.get("ms"), int):
            raise FaultError("delay needs ms")
        match = spec.get("match") or {}
        if set(match) - MATCH_FIELDS:
            raise FaultError(f"match knows {sorted(MATCH_FIELDS)}")
        self.spec = spec
        self.method = match.get("method")
        try:
            self.path = re.compile(match["path"]) if "path" in match else None
            self.body = re.compile(match["body"].encode("utf-8")) if "body" in match else None
        except re.error as error:
            raise FaultError(f"not a regular expression: {error}") from None
        self.remaining = spec.get("count", 1)
        self.skip = spec.get("after", 0)

    def option(self, name, default=None):
        return self.spec.get(name, default)

    def hits(self, request):
        if self.method and self.method != request.method:
            return False
        if self.path and not self.path.search(request.target):
            return False
        return not (self.body and not self.body.search(request.body))


class FaultSchedule:
    """Faults in order; the first that matches a request and is not used up takes it."""

    def __init__(self, kinds):
        self._kinds = kinds
        self._faults = []
        self._lock = threading.Lock()

    def add(self, specs, replace=False):
        if not isinstance(specs, list):
            raise FaultError("a schedule is a list")
        faults = [Fault(spec, self._kinds) for spec in specs]
        with self._lock:
            self._faults = faults if replace else self._faults + faults

    def clear(self):
        with self._lock:
            self._faults = []

    def take(self, request):
        """The fault that hits this request, used once; or none."""
        with self._lock:
            for fault in self._faults:
                if fault.remaining <= 0 or not fault.hits(request):
                    continue
                if fault.skip > 0:
                    fault.skip -= 1
                    continue
                fault.remaining -= 1
                return fault
        return None

    def describe(self):
        with self._lock:
            return [dict(fault.spec, remaining=fault.remaining) for fault in self._faults]

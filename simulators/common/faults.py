"""The fault schedule: which requests fail, how, and how many times."""

import re
import threading

KINDS = {
    "drop-before": "connection closed, nothing was done",
    "drop-after": "the effect is committed, then the connection is closed",
    "delay": "the effect is committed, the answer comes `ms` later",
    "hang": "no answer at all; `effect` (default false) says whether the effect was made",
    "status": "a canned answer: `code`, `headers`, `body`; nothing was done",
    "malformed": "the effect is committed, the body is cut short",
    "wrong-success": "a success whose effect was not made, or (with `swap`) made to another object",
    "duplicate": "processed as if delivered twice; `answer` is \"first\" (default) or \"second\"",
}


class FaultError(ValueError):
    """A schedule that this simulator cannot carry out."""


class Faults:
    """An ordered schedule; the first rule that matches a request is used up by one."""

    def __init__(self):
        self._lock = threading.Lock()
        self._rules = []

    def load(self, rules):
        """Appends rules, refusing unknown kinds and broken patterns."""
        checked = [self._checked(rule) for rule in rules]
        with self._lock:
            self._rules.extend(checked)

    def clear(self):
        """Forgets every rule."""
        with self._lock:
            self._rules = []

    def pending(self):
        """The rules not yet used up."""
        with self._lock:
            return [dict(rule) for rule in self._rules]

    def take(self, facts):
        """The rule for a request described by `facts` (path, method, operationName), or None."""
        with self._lock:
            for rule in self._rules:
                if rule.get("skip", 0) > 0 and _matches(rule, facts):
                    rule["skip"] -= 1
                    continue
                if not _matches(rule, facts):
                    continue
                taken = dict(rule)
                rule["count"] -= 1
                if rule["count"] <= 0:
                    self._rules.remove(rule)
                return taken
        return None

    @staticmethod
    def _checked(rule):
        if not isinstance(rule, dict) or rule.get("kind") not in KINDS:
            raise FaultError(f"kind must be one of {', '.join(sorted(KINDS))}")
        if rule["kind"] == "status" and not isinstance(rule.get("code"), int):
            raise FaultError("a status fault needs an integer code")
        if rule["kind"] == "delay" and not isinstance(rule.get("ms"), (int, float)):
            raise FaultError("a delay fault needs ms")
        match = rule.get("match", {})
        for key, pattern in match.items():
            if key not in ("path", "method", "operationName", "body"):
                raise FaultError(f"cannot match on {key}")
            try:
                re.compile(pattern)
            except re.error as problem:
                raise FaultError(f"match.{key}: {problem}") from problem
        return {**rule, "match": match, "count": int(rule.get("count", 1))}


def _matches(rule, facts):
    return all(re.search(pattern, facts.get(key) or "") for key, pattern in rule["match"].items())

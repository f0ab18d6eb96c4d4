"""The simulators' clock: UTC, whole seconds on the wire, never running backwards."""

import threading
import time
from datetime import datetime, timezone

_lock = threading.Lock()
_last = 0.0


def now():
    """Seconds since the epoch, strictly increasing from call to call."""
    global _last
    with _lock:
        _last = max(time.time(), _last + 0.000001)
        return _last


def stamp(seconds=None):
    """An ISO-8601 UTC instant such as 2026-11-20T10:15:00Z."""
    moment = datetime.fromtimestamp(now() if seconds is None else seconds, timezone.utc)
    return moment.strftime("%Y-%m-%dT%H:%M:%SZ")


def parse(text):
    """An aware datetime read from an ISO-8601 date or instant; ValueError when it is neither."""
    value = datetime.fromisoformat(text.strip().replace("Z", "+00:00"))
    return value if value.tzinfo else value.replace(tzinfo=timezone.utc)

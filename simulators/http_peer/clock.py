"""The simulated vendor's clock: real time plus what a test has moved it by."""

import time
from datetime import datetime, timezone


class Clock:
    def __init__(self):
        self._offset = 0.0

    def advance(self, seconds):
        """Moves this clock; expiry and age rules of the simulated system follow it."""
        self._offset += seconds

    def reset(self):
        self._offset = 0.0

    def now(self):
        """Seconds since the epoch, as a float."""
        return time.time() + self._offset

    def seconds(self):
        return int(self.now())

    def stamp(self):
        """`YYYY-MM-DDTHH:MM:SS+00:00`."""
        return stamp(self.now())


def stamp(seconds):
    """An instant as `YYYY-MM-DDTHH:MM:SS+00:00`."""
    return datetime.fromtimestamp(int(seconds), timezone.utc).isoformat()


def instant(text):
    """Seconds since the epoch of an ISO 8601 text; without a zone it is taken as UTC."""
    moment = datetime.fromisoformat(text.replace("Z", "+00:00"))
    if moment.tzinfo is None:
        moment = moment.replace(tzinfo=timezone.utc)
    return moment.timestamp()

"""Request quotas: so many per second and bucket."""

import threading


class PerSecondQuota:
    """Counts requests in one-second windows, one count for each bucket."""

    def __init__(self, clock):
        self._clock = clock
        self._windows = {}
        self._lock = threading.Lock()

    def take(self, bucket, limit):
        """Counts one request: (granted, remaining, the second at which the window ends)."""
        second = self._clock.seconds()
        with self._lock:
            window, used = self._windows.get(bucket, (second, 0))
            if window != second:
                used = 0
            granted = used < limit
            if granted:
                used += 1
            self._windows[bucket] = (second, used)
            return granted, limit - used, second + 1

    def reset(self):
        with self._lock:
            self._windows.clear()

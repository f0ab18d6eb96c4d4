"""The request log: everything that arrived, and whether it had an effect."""

import threading

from common import clock

_SECRET_HEADERS = {"authorization", "x-shopify-access-token"}


class Journal:
    """Append-only until cleared; entries are plain dictionaries."""

    def __init__(self):
        self._lock = threading.Lock()
        self._entries = []
        self._count = 0

    def open(self, request):
        """Starts an entry for a request and returns it for `note`."""
        with self._lock:
            self._count += 1
            entry = {
                "n": self._count,
                "at": clock.now(),
                "method": request.method,
                "path": request.path,
                "query": request.raw_query,
                "headers": {name: "…" if name.lower() in _SECRET_HEADERS else value
                            for name, value in request.headers.items()},
                "body": request.body.decode("utf-8", "replace"),
                "operationName": None,
                "idempotencyKey": None,
                "replayed": False,
                "fault": None,
                "status": None,
                "effect": False,
                "effects": [],
            }
            self._entries.append(entry)
            return entry

    def entries(self):
        """All entries, oldest first."""
        with self._lock:
            return [dict(entry) for entry in self._entries]

    def clear(self):
        """Forgets every entry."""
        with self._lock:
            self._entries = []

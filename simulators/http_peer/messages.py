"""The request and response values that pass between the HTTP front and a simulator."""

import json
import time
from urllib.parse import parse_qsl, unquote, urlsplit


class Headers:
    """Header fields by name, without regard to case; the first value wins."""

    def __init__(self, pairs):
        self.pairs = [(str(name), str(value)) for name, value in pairs]

    def get(self, name, default=None):
        wanted = name.lower()
        for field, value in self.pairs:
            if field.lower() == wanted:
                return value
        return default

    def __contains__(self, name):
        return self.get(name) is not None


class Request:
    """One request as received, with what its processing did."""

    def __init__(self, method, target, headers, body):
        parts = urlsplit(target)
        self.method = method
        self.target = target
        self.path = unquote(parts.path)
        self.query_text = parts.query
        self.query = parse_qsl(parts.query, keep_blank_values=True)
        self.headers = headers if isinstance(headers, Headers) else Headers(headers)
        self.body = body
        self.effects = []
        self.replayed = False
        self._delay = 0.0

    def argument(self, name, default=None):
        """The first query argument of this name."""
        for key, value in self.query:
            if key == name:
                return value
        return default

    def effect(self, description):
        """Notes that this request changed the simulated system."""
        self.effects.append(description)

    def will_dwell(self, seconds):
        """Makes the next `dwell` take this long."""
        self._delay = seconds

    def dwell(self):
        """Takes the time a delay fault asked for; called where a simulator begins to execute."""
        seconds, self._delay = self._delay, 0.0
        if seconds:
            time.sleep(seconds)

    def content_type(self):
        """The media type of the body, without parameters, in lower case."""
        return (self.headers.get("Content-Type") or "").split(";")[0].strip().lower()


class Response:
    """What is sent back. `cut` declares the whole length, sends half of it and closes."""

    def __init__(self, status, body=b"", headers=(), content_type=None):
        self.status = status
        self.body = body
        self.headers = list(headers)
        if content_type:
            self.headers.append(("Content-Type", content_type))
        self.cut = False

    def header(self, name, default=None):
        return Headers(self.headers).get(name, default)

    def without(self, name):
        """A copy that lacks a header field."""
        return self.copy(headers=[(n, v) for n, v in self.headers if n.lower() != name.lower()])

    def copy(self, status=None, body=None, headers=None):
        """A copy with some parts replaced."""
        return Response(
            self.status if status is None else status,
            self.body if body is None else body,
            self.headers if headers is None else headers,
        )


def json_response(status, value, headers=(), content_type="application/json"):
    """A response whose body is JSON."""
    body = json.dumps(value, ensure_ascii=False, indent=2).encode("utf-8")
    return Response(status, body, headers, content_type)

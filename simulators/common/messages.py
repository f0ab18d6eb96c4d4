"""Requests and answers as the simulators see them."""

import json
from dataclasses import dataclass, field
from urllib.parse import parse_qsl


@dataclass
class Request:
    """One HTTP request, body already read."""

    method: str
    path: str
    raw_query: str
    headers: dict
    body: bytes
    entry: dict = field(default_factory=dict)

    def header(self, name):
        """A header by case-insensitive name, or None."""
        lowered = name.lower()
        return next((v for k, v in self.headers.items() if k.lower() == lowered), None)

    @property
    def query(self):
        """The query string's pairs in order."""
        return parse_qsl(self.raw_query, keep_blank_values=True)


@dataclass
class Response:
    """One HTTP answer."""

    status: int = 200
    body: bytes = b""
    headers: dict = field(default_factory=dict)


def json_response(value, status=200, headers=None):
    """An answer carrying JSON."""
    body = json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode("utf-8")
    return Response(status, body, {"Content-Type": "application/json; charset=utf-8", **(headers or {})})

"""Helpers for tests: a running simulator and a webhook receiver, both on loopback."""

import json
import os
import subprocess
import sys
import threading
import time
import urllib.error
import urllib.request
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

HERE = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
WORLD = os.path.join(HERE, "common", "world.json")


class Simulator:
    """A simulator process that ends with the test."""

    def __init__(self, vendor, *arguments):
        self._process = subprocess.Popen(
            [sys.executable, os.path.join(HERE, vendor, "server.py"), "--port", "0", "--seed-file", WORLD, "--until-stdin-closes", *arguments],
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
        line = self._process.stdout.readline()
        if not line.startswith("ready "):
            raise RuntimeError(f"{vendor} did not start: {line!r}")
        self.url = line.split()[1]

    def stop(self):
        """Closes standard input, on which the simulator leaves; returns its exit status."""
        self._process.stdin.close()
        status = self._process.wait(timeout=5)
        self._process.stdout.close()
        return status

    def send(self, method, path, body=None, headers=None, timeout=5):
        """(status, parsed body, headers) of one request; errors of the connection are raised."""
        raw = None if body is None else body if isinstance(body, bytes) else json.dumps(body).encode()
        request = urllib.request.Request(self.url + path, raw, {"Content-Type": "application/json", **(headers or {})}, method=method)
        try:
            with urllib.request.urlopen(request, timeout=timeout) as answer:
                return answer.status, json.loads(answer.read() or b"null"), answer.headers
        except urllib.error.HTTPError as problem:
            with problem:
                text = problem.read()
                return problem.code, json.loads(text or b"null"), problem.headers

    def control(self, name, body=None):
        """One control-plane call; POST when there is a body."""
        status, answer, _ = self.send("POST" if body is not None else "GET", f"/__sim/{name}", body)
        if status != 200:
            raise AssertionError(answer)
        return answer

    def fault(self, kind, count=1, match=None, **rest):
        """Schedules one fault."""
        return self.control("faults", {"schedule": [{"kind": kind, "count": count, "match": match or {}, **rest}]})


class Receiver:
    """A webhook target that answers with `status` and remembers what it got."""

    def __init__(self, status=200):
        self.status = status
        self.got = []
        outer = self

        class Handler(BaseHTTPRequestHandler):
            """Stores the request."""

            def do_POST(self):
                """Remembers the body and the headers."""
                body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
                outer.got.append({"path": self.path, "headers": dict(self.headers.items()), "body": body})
                self.send_response(outer.status)
                self.send_header("Content-Length", "0")
                self.end_headers()

            def log_message(self, *_):
                """Stays quiet."""

        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.url = f"http://127.0.0.1:{self._server.server_address[1]}/hooks"
        threading.Thread(target=self._server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True).start()

    def signed(self):
        """Deliveries that carry JSON (pings do not)."""
        return [g for g in self.got if g["headers"].get("Content-Type") == "application/json"]

    def stop(self):
        """Closes the port."""
        self._server.shutdown()
        self._server.server_close()


def eventually(check, seconds=3.0):
    """Waits until a check is true; returns its last value."""
    until = time.monotonic() + seconds
    while not (value := check()) and time.monotonic() < until:
        time.sleep(0.01)
    return value

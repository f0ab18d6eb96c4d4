"""Starts a simulator as a process for a test, and talks to it."""

import http.client
import json
import subprocess
import sys
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import urlencode, urlsplit

SIMULATORS = Path(__file__).resolve().parents[1]


class Answer:
    """A response as a test sees it."""

    def __init__(self, status, headers, body):
        self.status = status
        self.headers = headers
        self.body = body

    @property
    def json(self):
        return json.loads(self.body)


class Running:
    """A simulator that runs; it ends with the test because its standard input does."""

    def __init__(self, vendor, *options):
        self.process = subprocess.Popen(
            [sys.executable, str(SIMULATORS / vendor / "server.py"), "--until-stdin-closes", *options],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        line = self.process.stdout.readline().split()
        if len(line) != 2 or line[0] != "ready":
            raise RuntimeError(f"{vendor} did not start")
        self.address = line[1]
        self.port = urlsplit(self.address).port

    def stop(self):
        self.process.stdin.close()
        self.process.wait(timeout=5)
        self.process.stdout.close()

    def send(self, method, path, body=None, headers=None, timeout=5):
        """One request on a connection of its own; network failures are raised."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=timeout)
        try:
            connection.request(method, path, body, headers or {})
            response = connection.getresponse()
            return Answer(response.status, response.headers, response.read())
        finally:
            connection.close()

    def form(self, method, path, fields=(), headers=None, timeout=5):
        """A request with a form-encoded body."""
        extra = {"Content-Type": "application/x-www-form-urlencoded", **(headers or {})}
        return self.send(method, path, urlencode(list(fields)), extra, timeout)

    def json(self, method, path, value, headers=None, timeout=5):
        """A request with a JSON body."""
        extra = {"Content-Type": "application/json", **(headers or {})}
        return self.send(method, path, json.dumps(value), extra, timeout)

    def control(self, name, value=None, method=None):
        """A control request; its answer's JSON."""
        method = method or ("GET" if value is None else "POST")
        answer = (
            self.json(method, "/__sim/" + name, value) if value is not None else self.send(method, "/__sim/" + name)
        )
        if answer.status != 200:
            raise RuntimeError(f"{name}: {answer.body.decode()}")
        return answer.json

    def fault(self, kind, count=1, match=None, **options):
        return self.control("faults", [{"kind": kind, "count": count, "match": match or {}, **options}])

    def log(self):
        return self.control("log")["log"]


class Receiver:
    """A webhook target that keeps what it gets and answers as told."""

    def __init__(self):
        receiver = self
        self.received = []
        self.statuses = []
        self.arrived = threading.Condition()

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self):
                body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
                with receiver.arrived:
                    receiver.received.append((dict(self.headers.items()), body))
                    status = receiver.statuses.pop(0) if receiver.statuses else 200
                    receiver.arrived.notify_all()
                self.send_response(status)
                self.send_header("Content-Length", "0")
                self.end_headers()

            def log_message(self, format, *args):
                """Silent."""

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.url = f"http://127.0.0.1:{self.server.server_address[1]}/hooks"
        threading.Thread(target=self.server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True).start()

    def wait(self, count, timeout=5):
        """What has arrived, once it is at least this much."""
        with self.arrived:
            if not self.arrived.wait_for(lambda: len(self.received) >= count, timeout):
                raise AssertionError(f"{len(self.received)} of {count} webhooks came")
            return list(self.received)

    def stop(self):
        self.server.shutdown()
        self.server.server_close()

"""The HTTP front of a simulator: loopback only, HTTP/1.1 with kept connections, and orderly ends."""

import argparse
import json
import os
import signal
import socket
import sys
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

from .messages import Headers, Request, json_response
from .peer import CONTROL
from .shared_world import neutral

DEFAULT_WORLD = Path(__file__).with_name("default_world.json")
BODY_LIMIT = 1_000_000


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    wbufsize = -1
    timeout = 120

    def version_string(self):
        return "simulator"

    def log_message(self, format, *args):
        """Silent: tests read `/__sim/log`."""

    def setup(self):
        super().setup()
        self.connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)

    def _chunked(self):
        parts, size = [], 0
        while True:
            length = int(self.rfile.readline(100).split(b";")[0].strip(), 16)
            if length == 0:
                while self.rfile.readline(10_000).strip():
                    pass
                return b"".join(parts)
            size += length
            if size > BODY_LIMIT:
                return None
            parts.append(self.rfile.read(length))
            self.rfile.readline(10)

    def _body(self):
        if "chunked" in (self.headers.get("Transfer-Encoding") or "").lower():
            return self._chunked()
        length = int(self.headers.get("Content-Length") or 0)
        return None if length > BODY_LIMIT else self.rfile.read(length)

    def _serve(self):
        try:
            body = self._body()
        except ValueError:
            self.close_connection = True
            return self._send(json_response(400, {"error": "the body cannot be read"}))
        if body is None:
            self.close_connection = True
            return self._send(json_response(413, {"error": "the body is too large"}))
        request = Request(self.command, self.path, Headers(self.headers.items()), body)
        peer = self.server.peer
        if request.path.startswith(CONTROL):
            return self._send(peer.control(request))
        response = peer.answer(request)
        if response is None:
            return self._drop()
        return self._send(response)

    def _send(self, response):
        body = response.body
        self.send_response(response.status)
        for name, value in response.headers:
            self.send_header(name, value)
        self.send_header("Content-Length", str(len(body)))
        if self.close_connection or response.cut:
            self.send_header("Connection", "close")
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(body[: len(body) // 2] if response.cut else body)
        self.wfile.flush()
        if response.cut:
            self._drop()

    def _drop(self):
        self.close_connection = True
        try:
            self.connection.shutdown(socket.SHUT_RDWR)
        except OSError:
            pass

    do_GET = do_POST = do_PUT = do_PATCH = do_DELETE = do_HEAD = _serve


class _Server(ThreadingHTTPServer):
    daemon_threads = True
    request_queue_size = 128

    def handle_error(self, request, client_address):
        error = sys.exc_info()[1]
        if not isinstance(error, (ConnectionError, TimeoutError)):
            super().handle_error(request, client_address)


def arguments(description):
    """The options every simulator takes."""
    parser = argparse.ArgumentParser(description=description)
    parser.add_argument("--port", type=int, default=0, help="0 takes a free port")
    parser.add_argument("--seed-file", default=str(DEFAULT_WORLD), help="the neutral world to begin with")
    parser.add_argument("--until-stdin-closes", action="store_true", help="end when standard input closes")
    return parser


def webhook_arguments(parser):
    """The options of simulators that send webhooks."""
    parser.add_argument("--webhook-url", action="append", default=[], help="a target on loopback; repeatable")
    parser.add_argument(
        "--webhook-retry-ms",
        default="200,400,800",
        help="waits before each retry; the vendor's own are minutes to days",
    )


def retry_waits(options):
    return [int(wait) for wait in options.webhook_retry_ms.split(",") if wait]


def load_world(path):
    """The neutral world in a file, which may be of the shared form."""
    return neutral(json.loads(Path(path).read_text(encoding="utf-8")))


def serve(peer, options):
    """Listens, says so in one line, and runs until told to end."""
    server = _Server(("127.0.0.1", options.port), _Handler)
    server.peer = peer

    def end(*_):
        threading.Thread(target=server.shutdown, daemon=True).start()

    signal.signal(signal.SIGTERM, end)
    signal.signal(signal.SIGINT, end)
    if options.until_stdin_closes:
        threading.Thread(target=_watch_stdin, args=(end,), daemon=True).start()
    print(f"ready http://127.0.0.1:{server.server_address[1]}", flush=True)
    server.serve_forever(poll_interval=0.05)
    os._exit(0)


def _watch_stdin(end):
    while os.read(0, 4096):
        pass
    end()

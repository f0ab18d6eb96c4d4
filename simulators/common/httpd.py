"""The loopback HTTP/1.1 server every simulator runs on, with its faults and its control plane."""

import argparse
import json
import os
import signal
import socket
import sys
import threading
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

from common import control
from common.faults import Faults
from common.journal import Journal
from common.messages import Request, Response
from common.store import Store

HANG_LIMIT_SECONDS = 120


class Server(ThreadingHTTPServer):
    """Binds a vendor to a loopback port.

    A vendor offers `operation(request)` (a name for fault matching, or None), `handle(request)`
    (the answer), `touch(order)` for merchant-side changes, and `hooks` (webhook deliveries).
    """

    daemon_threads = True
    allow_reuse_address = True
    request_queue_size = 128

    def __init__(self, port, vendor, store):
        super().__init__(("127.0.0.1", port), _Handler)
        self.vendor = vendor
        self.store = store
        self.faults = Faults()
        self.journal = Journal()
        self.stopping = threading.Event()

    @property
    def url(self):
        """The base address, without a trailing slash."""
        return f"http://127.0.0.1:{self.server_address[1]}"

    def process(self, request):
        """Lets the vendor answer once, noting the effects it made."""
        with self.store.lock:
            self.store.take_effects()
            response = self.vendor.handle(request)
            effects = self.store.take_effects()
            request.entry["effects"] = request.entry["effects"] + effects
            request.entry["effect"] = bool(request.entry["effects"])
            if effects:
                self.store.save()
        return response

    def handle_error(self, request, client_address):
        """Clients that hang up are part of the exercise; other errors are shown."""
        if not isinstance(sys.exc_info()[1], (ConnectionError, TimeoutError)):
            super().handle_error(request, client_address)


class _Hangup(Exception):
    """The connection is to be closed without an answer."""


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True
    server_version = "simulator"
    sys_version = ""

    def log_message(self, *_):
        """Stays quiet: the journal is the log."""

    def _serve(self):
        path, _, query = self.path.partition("?")
        length = int(self.headers.get("Content-Length") or 0)
        request = Request(self.command, path, query, dict(self.headers.items()), self.rfile.read(length))
        try:
            if path.startswith("/__sim/"):
                response = control.handle(self.server, request)
            else:
                response = self._answer(request)
        except _Hangup:
            self.close_connection = True
            self._shut()
            return
        self._send(response)

    do_GET = do_POST = do_PUT = do_PATCH = do_DELETE = do_OPTIONS = do_HEAD = _serve

    def _answer(self, request):
        server = self.server
        request.entry = server.journal.open(request)
        name = server.vendor.operation(request)
        request.entry["operationName"] = name
        fault = server.faults.take({
            "path": request.path, "method": request.method, "operationName": name,
            "body": request.body.decode("utf-8", "replace")})
        response = self._faulted(request, fault) if fault else server.process(request)
        request.entry["status"] = response.status
        return response

    def _faulted(self, request, fault):
        server, kind = self.server, fault["kind"]
        request.entry["fault"] = kind
        if kind == "drop-before":
            raise _Hangup
        if kind == "status":
            body = fault.get("body", "")
            raw = body if isinstance(body, str) else json.dumps(body)
            headers = {"Content-Type": "application/json; charset=utf-8", **fault.get("headers", {})}
            return Response(fault["code"], raw.encode("utf-8"), headers)
        if kind == "hang":
            if fault.get("effect"):
                server.process(request)
            server.stopping.wait(min(fault.get("ms", HANG_LIMIT_SECONDS * 1000) / 1000, HANG_LIMIT_SECONDS))
            raise _Hangup
        if kind == "wrong-success":
            return self._wrong_success(request, fault)
        response = server.process(request)
        if kind == "drop-after":
            raise _Hangup
        if kind == "delay":
            time.sleep(fault["ms"] / 1000)
        if kind == "malformed":
            return Response(200, response.body[: max(1, len(response.body) * 2 // 3)], response.headers)
        if kind == "duplicate":
            second = server.process(request)
            return second if fault.get("answer") == "second" else response
        return response

    def _wrong_success(self, request, fault):
        server = self.server
        if "swap" in fault:
            old, new = fault["swap"]
            request.path = request.path.replace(old, new)
            request.body = request.body.replace(old.encode(), new.encode())
            return server.process(request)
        with server.store.lock, server.vendor.hooks.muted():
            before = server.store.snapshot()
            response = server.process(request)
            server.store.restore(before)
            server.store.save()
            request.entry["effects"] = []
            request.entry["effect"] = False
        return response

    def _send(self, response):
        self.send_response(response.status)
        for name, value in response.headers.items():
            self.send_header(name, value)
        self.send_header("Content-Length", str(len(response.body)))
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(response.body)

    def _shut(self):
        try:
            self.connection.shutdown(socket.SHUT_RDWR)
        except OSError:
            pass


def arguments(description):
    """The command line every simulator shares; vendors add their own options to it."""
    parser = argparse.ArgumentParser(description=description)
    parser.add_argument("--port", type=int, default=0, help="0 picks a free port")
    parser.add_argument("--seed-file", required=True, help="a world as in common/world.md")
    parser.add_argument("--state-file", help="kept up to date; read back at start when it exists")
    parser.add_argument("--time-scale", type=float, default=1.0,
                        help="multiplies every waiting time the vendor documents (0.001: a thousandth)")
    parser.add_argument("--until-stdin-closes", action="store_true", help="exit when standard input closes")
    return parser


def load_store(options):
    """The store for the parsed command line."""
    with open(options.seed_file, encoding="utf-8") as handle:
        return Store(json.load(handle), options.state_file)


def run(server, options):
    """Serves until SIGTERM, SIGINT or (when asked) the end of standard input."""
    def stop(*_):
        server.stopping.set()

    signal.signal(signal.SIGTERM, stop)
    signal.signal(signal.SIGINT, stop)
    if options.until_stdin_closes:
        threading.Thread(target=_wait_for_stdin, args=(server.stopping,), daemon=True).start()
    threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True).start()
    print(f"ready {server.url}", flush=True)
    server.stopping.wait()
    server.vendor.hooks.stop()
    server.shutdown()
    server.server_close()


def _wait_for_stdin(stopping):
    while os.read(0, 4096):
        pass
    stopping.set()

"""Runs the Stripe simulator: `python3 simulators/stripe/server.py --port 0 --secret-key sk_test_… `."""

import base64
import binascii
import copy
import json
import re
import sys
from pathlib import Path

sys.path[0] = str(Path(__file__).resolve().parents[1])

from http_peer import (  # noqa: E402
    Clock,
    ControlError,
    Peer,
    Response,
    WebhookSender,
    arguments,
    json_response,
    load_world,
    retry_waits,
    serve,
    webhook_arguments,
)
from stripe import account_events, failures, forms, seed  # noqa: E402
from stripe.account_events import Events  # noqa: E402
from stripe.catalog import Catalog  # noqa: E402
from stripe.failures import StripeError  # noqa: E402
from stripe.idempotency import Keys  # noqa: E402
from stripe.payment_links import PaymentLinks  # noqa: E402
from stripe.payments import Payments  # noqa: E402
from stripe.refunds import Refunds  # noqa: E402
from stripe.schema import ONE, PAGE, Flag, Period, Rows, Table, Text  # noqa: E402
from stripe.store import Store, page  # noqa: E402

API_VERSION = "2025-11-17.clover"
SANDBOX_PER_SECOND = 25
LIST_EVENTS = Table(
    {**PAGE, "created": Period(), "delivery_success": Flag(), "type": Text(), "types": Rows(Text(), 20)}
)


class Stripe(Peer):
    """The account, its keys, and the way of a request through them."""

    key_header = "Idempotency-Key"

    def __init__(self, world, secret_key, webhook_secret, retry_ms=(), per_second=SANDBOX_PER_SECOND):
        self._secret_key = secret_key
        self._per_second = per_second
        self.webhook_secret = webhook_secret
        clock = Clock()
        self.catalog = Catalog(self)
        self.links = PaymentLinks(self, self.catalog)
        self.payments = Payments(self)
        self.refunds = Refunds(self)
        self.events = Events(self, API_VERSION)
        routes = [
            ("GET", "/v1/events", LIST_EVENTS, self._list_events),
            ("GET", "/v1/events/{id}", ONE, self._read_event),
        ]
        for part in (self.catalog, self.links, self.payments, self.refunds):
            routes += part.routes
        self._routes = [
            (method, re.compile(path.replace("{id}", "([^/]+)")), parameters, run)
            for method, path, parameters, run in routes
        ]
        super().__init__(
            world, WebhookSender(account_events.sign, clock, retry_ms, "application/json; charset=utf-8"), clock
        )

    def load(self, world):
        self.store = Store()
        seed.from_world(world, self)
        return self.store

    def public_state(self):
        return {"objects": self.store.objects, "keys": self.store.keys}

    def status_response(self, code, request):
        return self._dressed(failures.by_status(code).response(), self.store.new_id("request"))

    # The way of a request

    def handle(self, request):
        request.request_id = self.store.new_id("request")
        try:
            self._admit(request)
            run, schema, path_values = self._route(request)
            pairs = forms.pairs_of(request)
            if request.method == "POST":
                response = self._write(request, run, schema, path_values, pairs)
            else:
                parameters = schema.read(forms.nest(pairs))
                request.dwell()
                with self.lock:
                    response = self._run(request, run, parameters, path_values)
        except StripeError as error:
            response = error.response()
        return self._dressed(response, request.request_id)

    def handle_failing(self, request, response, effect, saved):
        if request.method != "POST":
            return response
        request.imposed = (response, effect)
        return self.handle(request)

    def _admit(self, request):
        given = _key_of(request)
        if not given:
            raise StripeError(
                401, "You did not provide an API key.", headers=[("WWW-Authenticate", 'Basic realm="Stripe"')]
            )
        if given != self._secret_key:
            raise StripeError(401, f"Invalid API Key provided: {given[:8]}****")
        granted, _, _ = self.quota.take("account", self._per_second)
        if not granted:
            raise failures.by_status(429)
        version = request.headers.get("Stripe-Version")
        if version is not None and version != API_VERSION:
            raise StripeError(400, f"Invalid Stripe API version: {version} (simulated: {API_VERSION})")

    def _route(self, request):
        for method, pattern, schema, run in self._routes:
            match = pattern.fullmatch(request.path)
            if match and method == request.method:
                return run, schema, match.groups()
        raise StripeError(404, f"Unrecognized request URL ({request.method}: {request.path}).")

    def _write(self, request, run, schema, path_values, pairs):
        key = request.headers.get("Idempotency-Key")
        fingerprint = [request.method, request.path, sorted(list(pair) for pair in pairs)]
        with self.lock:
            keys = Keys(self.store.keys, self.clock)
            kept = keys.begin(key, fingerprint) if key is not None else None
            if kept:
                return self._replay(request, key, kept)
            parameters = schema.read(forms.nest(pairs))
            if key is not None:
                keys.hold(key, fingerprint, request.request_id)
        request.dwell()
        with self.lock:
            response = self._execute(request, run, parameters, path_values)
            if key is not None:
                Keys(self.store.keys, self.clock).keep(key, response.status, response.body)
                response.headers.append(("Idempotency-Key", key))
        return response

    def _execute(self, request, run, parameters, path_values):
        imposed, effect = getattr(request, "imposed", (None, True))
        if imposed and not effect:
            return imposed
        before, done = copy.deepcopy(self.store.objects), len(request.effects)
        try:
            response = self._run(request, run, parameters, path_values)
        except StripeError as error:
            self.store.objects = before
            del request.effects[done:]
            response = error.response()
        return imposed or response

    def _run(self, request, run, parameters, path_values):
        return json_response(200, run(request, parameters, *path_values))

    def _replay(self, request, key, kept):
        request.replayed = True
        result = kept["result"]
        headers = [("Idempotency-Key", key), ("Idempotent-Replayed", "true"), ("Original-Request", kept["request"])]
        return Response(result["status"], result["body"].encode("utf-8"), headers, "application/json")

    def _dressed(self, response, request_id):
        headers = [pair for pair in response.headers if pair[0] != "Request-Id"]
        headers += [("Request-Id", request_id), ("Stripe-Version", API_VERSION)]
        return response.copy(headers=headers)

    # Events

    def _list_events(self, request, parameters):
        if "type" in parameters and "types" in parameters:
            raise failures.exclusive_parameters("type", "type", "types")
        events = self.events.visible()
        if "type" in parameters:
            pattern = re.compile(re.escape(parameters["type"]).replace(r"\*", ".*"))
            events = [event for event in events if pattern.fullmatch(event["type"])]
        if "types" in parameters:
            events = [event for event in events if event["type"] in parameters["types"]]
        if "delivery_success" in parameters:
            events = [event for event in events if (event["pending_webhooks"] == 0) == parameters["delivery_success"]]
        return page(self.store, events, parameters, "/v1/events", {})

    def _read_event(self, request, parameters, identifier):
        for event in self.events.visible():
            if event["id"] == identifier:
                return event
        raise failures.missing_object("event", identifier)

    # The outside world

    def touch(self, action):
        actions = {
            "complete-checkout": self.payments.complete_checkout,
            "settle-checkout": self.payments.settle_checkout,
            "dispute": self.payments.dispute,
            "next-refund": self.refunds.plan_next,
            "settle-refund": self.refunds.settle,
            "dashboard-refund": self.refunds.from_dashboard,
        }
        if action.get("action") not in actions:
            raise ControlError(f"action is one of {sorted([*actions, 'advance-clock'])}")
        return actions[action["action"]](action)

    def other_object(self, request, response):
        """The answer with another object of the same kind in its place."""
        value = json.loads(response.body)
        kind = value.get("object")
        if response.status != 200 or kind not in self.store.objects:
            return response
        for other in self.store.newest_first(kind):
            if other["id"] != value["id"]:
                return response.copy(body=json_response(200, other).body)
        return response


def _key_of(request):
    scheme, _, rest = (request.headers.get("Authorization") or "").partition(" ")
    if scheme.lower() == "bearer":
        return rest.strip()
    if scheme.lower() == "basic":
        try:
            return base64.b64decode(rest, validate=True).decode("utf-8").partition(":")[0]
        except (binascii.Error, UnicodeDecodeError):
            return None
    return None


def main():
    parser = arguments("A simulator of the Stripe API: payment links and refunds")
    webhook_arguments(parser)
    parser.add_argument("--secret-key", default="sk_test_simulator")
    parser.add_argument("--webhook-secret", default="whsec_simulator")
    parser.add_argument("--per-second", type=int, default=SANDBOX_PER_SECOND, help="requests per second before 429")
    options = parser.parse_args()
    peer = Stripe(
        load_world(options.seed_file),
        options.secret_key,
        options.webhook_secret,
        retry_waits(options),
        options.per_second,
    )
    for url in options.webhook_url:
        peer.webhooks.subscribe(url, options.webhook_secret)
    serve(peer, options)


if __name__ == "__main__":
    main()

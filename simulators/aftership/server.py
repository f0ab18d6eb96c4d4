"""Runs the AfterShip simulator: `python3 simulators/aftership/server.py --port 0 --api-key …`."""

import base64
import hashlib
import hmac
import json
import re
import sys
import uuid
from pathlib import Path

sys.path[0] = str(Path(__file__).resolve().parents[1])

from aftership import queries, trackings  # noqa: E402
from aftership.envelope import API_VERSION, CODES, TrackingError, success  # noqa: E402
from aftership.statuses import SUBTAGS, TAGS, usual_subtag  # noqa: E402
from http_peer import (  # noqa: E402
    Clock,
    ControlError,
    Mint,
    Peer,
    WebhookEvent,
    WebhookSender,
    arguments,
    instant,
    json_response,
    load_world,
    retry_waits,
    serve,
    webhook_arguments,
)

ROOT = f"/tracking/{API_VERSION}"
#: Requests per second of each endpoint.
LIMITS = {"create": 20, "list": 6, "read": 5, "delete": 5, "other": 5}


def sign(payload, secret, seconds):
    """`aftership-hmac-sha256`: base64 of HMAC-SHA256 over the body; the time has no part in it."""
    digest = hmac.new(secret.encode(), payload, hashlib.sha256).digest()
    return {"aftership-hmac-sha256": base64.b64encode(digest).decode()}


class AfterShip(Peer):
    """Trackings, read by clients and moved on by carriers."""

    def __init__(self, world, api_key, webhook_secret, retry_ms=()):
        self._api_key = api_key
        self.webhook_secret = webhook_secret
        clock = Clock()
        self._routes = [
            ("POST", re.compile(ROOT + "/trackings"), "create", self._create),
            ("GET", re.compile(ROOT + "/trackings"), "list", self._list),
            ("GET", re.compile(ROOT + "/trackings/([^/]+)"), "read", self._read),
            ("DELETE", re.compile(ROOT + "/trackings/([^/]+)"), "delete", self._delete),
        ]
        super().__init__(world, WebhookSender(sign, clock, retry_ms), clock)

    def load(self, world):
        self._mint = Mint()
        seeded = trackings.from_world(world, self._mint)
        times = [instant(tracking["created_at"]) for tracking in seeded.values()]
        return {"trackings": seeded, "first": min(times, default=self.clock.now())}

    def status_response(self, code, request):
        known = code if code in CODES else (500 if code >= 500 else 400)
        response = TrackingError(known).response()
        reset = ("X-RateLimit-Reset", str(self.clock.seconds() + 1))
        headers = [("X-RateLimit-Limit", "5"), ("X-RateLimit-Remaining", "0"), reset] if code == 429 else []
        return response.copy(status=code, headers=response.headers + headers + [("as-api-version", API_VERSION)])

    # The way of a request

    def handle(self, request):
        limits = []
        try:
            bucket, run, values = self._route(request)
            if request.headers.get("as-api-key") != self._api_key:
                raise TrackingError(401)
            limit = LIMITS[bucket]
            granted, left, reset = self.quota.take(bucket, limit)
            limits = [
                ("X-RateLimit-Reset", str(reset)),
                ("X-RateLimit-Limit", str(limit)),
                ("X-RateLimit-Remaining", str(max(0, left))),
            ]
            if not granted:
                raise TrackingError(429)
            request.dwell()
            with self.lock:
                response = run(request, *values)
        except TrackingError as error:
            response = error.response()
        return response.copy(headers=response.headers + limits + [("as-api-version", API_VERSION)])

    def _route(self, request):
        for method, pattern, bucket, run in self._routes:
            match = pattern.fullmatch(request.path)
            if match and method == request.method:
                return bucket, run, match.groups()
        if re.match(ROOT + "/(trackings|couriers|courier-connections|estimated-delivery-date)", request.path):
            if not re.fullmatch(ROOT + "/trackings/[^/]+/[^/]+", request.path) or request.method == "POST":
                raise TrackingError(501, f"{request.method} {request.path}")
        raise TrackingError(404)

    def _find(self, identifier):
        for tracking in self.store["trackings"].values():
            if identifier in (tracking["id"], tracking["legacy_id"]):
                return tracking
        raise TrackingError(4004 if re.fullmatch(r"[0-9A-Za-z_-]{1,128}", identifier) else 4015)

    def _create(self, request):
        given = queries.new_tracking(request)
        given.setdefault("slug", None)
        given["slug"] = given["slug"] or queries.detected(given["tracking_number"])
        for tracking in self.store["trackings"].values():
            if (tracking["tracking_number"], tracking["slug"]) == (given["tracking_number"], given["slug"]):
                raise TrackingError(4003)
        tracking = trackings.new(self._mint, self.clock.now(), given)
        self.store["trackings"][tracking["id"]] = tracking
        request.effect(f"tracking {tracking['id']} created")
        return success(201, tracking)

    def _list(self, request):
        given = queries.arguments(request, queries.LIST, queries.LIST_LEFT_OUT)
        for name in queries.TIMES:
            queries.time_of(given, name)
        oldest = min(self.store["first"], self.clock.now() - queries.SECONDS_KEPT)
        return success(200, queries.listed(self.store["trackings"].values(), given, oldest))

    def _read(self, request, identifier):
        given = queries.arguments(request, {"fields"}, {"lang"})
        return success(200, queries.shown(self._find(identifier), given))

    def _delete(self, request, identifier):
        queries.arguments(request, set())
        tracking = self._find(identifier)
        del self.store["trackings"][tracking["id"]]
        request.effect(f"tracking {tracking['id']} deleted")
        return success(200, tracking)

    # The outside world

    def touch(self, action):
        actions = {
            "checkpoint": self._checkpoint,
            "regress": self._regress,
            "expect": self._expect,
            "withdraw": self._withdraw,
        }
        if action.get("action") not in actions:
            raise ControlError(f"action is one of {sorted([*actions, 'advance-clock'])}")
        wanted = action.get("trackingNumber")
        for tracking in self.store["trackings"].values():
            if wanted in (tracking["tracking_number"], tracking["id"]):
                actions[action["action"]](tracking, action)
                return tracking
        raise ControlError(f"no tracking {wanted!r}")

    def _checkpoint(self, tracking, action):
        """A carrier event, by `subtag` or `tag`; with `at` in the past it comes out of order."""
        subtag = action.get("subtag") or usual_subtag(action.get("tag", ""))
        if subtag not in SUBTAGS:
            raise ControlError(f"no subtag {subtag!r}; tags are {sorted(TAGS)}")
        seen = {checkpoint["tag"] for checkpoint in tracking["checkpoints"]}
        at = instant(action["at"]) if "at" in action else self.clock.now()
        message = action.get("message", SUBTAGS[subtag])
        trackings.add_checkpoint(tracking, at, subtag, message, action.get("city"), self.clock.now())
        self._tell(tracking, "tracking_update", first=tracking["tag"] not in seen)

    def _regress(self, tracking, action):
        """The status goes back, as when a carrier takes an event for a mistake; no checkpoint comes."""
        subtag = action.get("subtag") or usual_subtag(action.get("tag", ""))
        if subtag not in SUBTAGS:
            raise ControlError(f"no subtag {subtag!r}")
        trackings.set_status(tracking, subtag, self.clock.now())
        if tracking["tag"] != "Delivered":
            tracking["shipment_delivery_date"] = None
        self._tell(tracking, "tracking_update", first=False)

    def _expect(self, tracking, action):
        """Another expected day of delivery."""
        trackings.expect(tracking, action["date"], self.clock.now())
        self._tell(tracking, "edd_revise", first=False)

    def _withdraw(self, tracking, action):
        """The last checkpoint disappears, and the one before it counts again."""
        if len(tracking["checkpoints"]) < 2:
            raise ControlError("there is no earlier checkpoint")
        tracking["checkpoints"].pop()
        trackings.set_status(tracking, tracking["checkpoints"][-1]["subtag"], self.clock.now())
        self._tell(tracking, "tracking_update", first=False)

    def _tell(self, tracking, kind, first):
        identifier = str(uuid.UUID(int=self._mint.next("event") * 0x9E3779B97F4A7C15 % (1 << 128), version=4))
        event = {
            "ts": self.clock.seconds(),
            "event": kind,
            "event_id": identifier,
            "is_tracking_first_tag": first,
            "msg": tracking,
        }
        payload = json.dumps(event, ensure_ascii=False).encode("utf-8")
        self.webhooks.publish(WebhookEvent(identifier, kind, payload, [("as-webhook-version", API_VERSION)]))

    def other_object(self, request, response):
        value = json.loads(response.body)
        data = value.get("data", {})
        others = [other for other in self.store["trackings"].values() if other["id"] != data.get("id")]
        if response.status >= 300 or not others:
            return response
        if "trackings" in data:
            named = {tracking["id"] for tracking in data["trackings"]}
            data["trackings"] = [other for other in others if other["id"] not in named][:1]
        else:
            value["data"] = others[0]
        return response.copy(body=json_response(200, value).body)


def main():
    parser = arguments("A simulator of the AfterShip Tracking API")
    webhook_arguments(parser)
    parser.add_argument("--api-key", default="asat_simulator")
    parser.add_argument("--webhook-secret", default="aftership-webhook-simulator")
    options = parser.parse_args()
    peer = AfterShip(load_world(options.seed_file), options.api_key, options.webhook_secret, retry_waits(options))
    for url in options.webhook_url:
        peer.webhooks.subscribe(url, options.webhook_secret)
    serve(peer, options)


if __name__ == "__main__":
    main()

"""Events: kept for polling, and sent as signed webhooks."""

import hashlib
import hmac
import json

from http_peer import WebhookEvent

KEPT_SECONDS = 30 * 24 * 3600


def sign(payload, secret, seconds):
    """`Stripe-Signature`: HMAC-SHA256 over the time, a period and the exact body."""
    signed = str(seconds).encode() + b"." + payload
    digest = hmac.new(secret.encode(), signed, hashlib.sha256).hexdigest()
    return {"Stripe-Signature": f"t={seconds},v1={digest}"}


class Events:
    """Makes events about changes, within the account of one simulator."""

    def __init__(self, peer, api_version):
        self._peer = peer
        self._api_version = api_version

    def tell(self, kind, value, previous=None, request=None):
        """Notes that something happened to an object, and sends it to the subscribers.

        What was before is documented for events of type `*.updated` alone, so only they carry it.
        """
        store, webhooks = self._peer.store, self._peer.webhooks
        data = {"object": json.loads(json.dumps(value))}
        if previous is not None and kind.endswith(".updated"):
            data["previous_attributes"] = previous
        event = {
            "id": store.new_id("event"),
            "object": "event",
            "api_version": self._api_version,
            "created": self._peer.clock.seconds(),
            "data": data,
            "livemode": False,
            "pending_webhooks": webhooks.endpoint_count(),
            "request": {
                "id": request.request_id if request else None,
                "idempotency_key": request.headers.get("Idempotency-Key") if request else None,
            },
            "type": kind,
        }
        store.add(event)
        payload = json.dumps(event, ensure_ascii=False, indent=2).encode("utf-8")
        webhooks.publish(WebhookEvent(event["id"], kind, payload))

    def visible(self):
        """Events of the last 30 days, newest first, with the deliveries that are still open."""
        oldest = self._peer.clock.seconds() - KEPT_SECONDS
        return [
            dict(event, pending_webhooks=self._peer.webhooks.undelivered(event["id"]))
            for event in self._peer.store.newest_first("event")
            if event["created"] >= oldest
        ]

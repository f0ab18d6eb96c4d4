"""Webhooks: signed with each webhook's own secret, never retried, disabled after five failures in a row."""

import base64
import hashlib
import hmac
import http.client
import json
import threading
from urllib.parse import urlsplit

from common import clock
from common.webhooks import loopback_only
from woocommerce.errors import RestError, no_such

FAILURES_UNTIL_DISABLED = 5
_TOPICS = [f"{r}.{e}" for r in ("coupon", "customer", "order", "product") for e in ("created", "updated", "deleted", "restored")]


class Webhooks:
    """The /webhooks resource, and the delivery policy for common.webhooks.Hooks."""

    retry_delays = []

    def __init__(self, api, timeout):
        self._api = api
        self.timeout = timeout

    def create(self, values):
        """POST /webhooks."""
        if values.get("topic") not in _TOPICS and not values.get("topic", "").startswith(("action.woocommerce_", "action.wc_")):
            raise RestError("woocommerce_rest_webhook_invalid_topic", "Webhook topic must be valid.", 400)
        if not values.get("delivery_url", "").startswith(("http://", "https://")):
            raise RestError("woocommerce_rest_webhook_invalid_delivery_url", "Webhook delivery URL must be a valid URL starting with http:// or https://.", 400)
        if not loopback_only(values["delivery_url"]):
            raise RestError("simulator_loopback_only", "This simulator delivers to loopback addresses only.", 400)
        made = self.add(values["topic"], values["delivery_url"], values)
        self._api.store.effect("webhook.created", made["id"])
        threading.Thread(target=self._ping, args=(made,), daemon=True).start()
        return made

    def add(self, topic, url, values):
        """Stores a webhook."""
        made = {"id": self._api.store.sequence("webhook", 0), "name": values.get("name") or f"Webhook created on {clock.stamp()}",
                "status": values.get("status", "active"), "topic": topic, "url": url, "secret": values.get("secret") or "",
                "failures": 0, "createdAt": clock.stamp(), "updatedAt": clock.stamp()}
        self._api.hooks.subscriptions().append(made)
        return made

    def find(self, ident):
        """A stored webhook, or the documented 404."""
        found = next((h for h in self._api.hooks.subscriptions() if h["id"] == ident), None)
        if found is None:
            raise no_such("shop_webhook")
        return found

    def update(self, hook, values):
        """PUT /webhooks/{id}; making one active again clears its failures."""
        for name, key in (("name", "name"), ("topic", "topic"), ("delivery_url", "url"), ("secret", "secret"), ("status", "status")):
            if name in values:
                hook[key] = values[name]
        if values.get("status") == "active":
            hook["failures"] = 0
        hook["updatedAt"] = clock.stamp()
        self._api.store.effect("webhook.updated", hook["id"])
        return hook

    def matches(self, hook, topic):
        """Whether a webhook is active and wants a topic."""
        return hook["status"] == "active" and hook["topic"] == topic

    def headers(self, hook, delivery):
        """The documented delivery headers; the signature covers the raw body."""
        digest = hmac.new(hook["secret"].encode(), delivery["body"].encode("utf-8"), hashlib.sha256).digest()
        resource, event = hook["topic"].split(".", 1)
        return {"Content-Type": "application/json", "User-Agent": "WooCommerce/9.8.1 Hookshot (WordPress/6.8)",
                "X-WC-Webhook-Source": self._api.base_url() + "/", "X-WC-Webhook-Topic": hook["topic"], "X-WC-Webhook-Resource": resource,
                "X-WC-Webhook-Event": event, "X-WC-Webhook-Signature": base64.b64encode(digest).decode(), "X-WC-Webhook-ID": str(hook["id"]),
                "X-WC-Webhook-Delivery-ID": hashlib.md5(f"{hook['id']}{delivery['n']}{delivery['eventId']}".encode()).hexdigest()}

    def body(self, payload):
        """The JSON text of a delivery."""
        return json.dumps(payload, ensure_ascii=False, separators=(",", ":"))

    def succeeded(self, hook):
        """A delivery got a 2xx."""
        hook["failures"] = 0

    def attempt_failed(self, hook):
        """A delivery got anything else."""
        hook["failures"] += 1
        if hook["failures"] >= FAILURES_UNTIL_DISABLED:
            hook["status"] = "disabled"

    def gave_up(self, hook):
        """Nothing is retried; the count in attempt_failed is all there is."""

    def _ping(self, hook):
        target = urlsplit(hook["url"])
        connection = http.client.HTTPConnection(target.hostname, target.port or 80, timeout=self.timeout)
        try:
            connection.request("POST", target.path or "/", f"webhook_id={hook['id']}", {"Content-Type": "application/x-www-form-urlencoded"})
            connection.getresponse().read()
        except (OSError, http.client.HTTPException):
            pass
        finally:
            connection.close()

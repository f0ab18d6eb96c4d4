"""Webhook subscriptions, their signed deliveries and what happens when those fail."""

import base64
import hashlib
import hmac
import json
from datetime import datetime, timezone

from common import clock
from common.webhooks import loopback_only
from shopify import gids
from shopify.connections import plain

API_VERSION = "2026-04"
MAX_FAILURES = 8
# Eight retries over four hours with exponential backoff: the total is documented, the steps are not.
RETRY_DELAYS = [56 * 2 ** step for step in range(8)]


class Subscribing:
    """The webhookSubscription mutations, and the delivery policy for common.webhooks.Hooks."""

    retry_delays = RETRY_DELAYS

    def __init__(self, api, secret, timeout):
        self._api = api
        self._secret = secret.encode("utf-8")
        self.timeout = timeout

    def create(self, topic, webhookSubscription):
        """webhookSubscriptionCreate."""
        uri = webhookSubscription.get("uri")
        if not uri:
            return _refused(["webhookSubscription", "uri"], "Address can't be blank")
        if not loopback_only(uri):
            return _refused(["webhookSubscription", "uri"], "Address is not allowed")
        if webhookSubscription.get("format") == "XML":
            return _refused(["webhookSubscription", "format"], "Format is invalid")
        if any(s["topic"] == topic and s["url"] == uri for s in self._api.hooks.subscriptions()):
            return _refused(["webhookSubscription", "uri"], "Address for this topic has already been taken")
        made = self.add(topic, uri, webhookSubscription)
        self._api.store.effect("webhookSubscriptionCreate", made["id"])
        return {"webhookSubscription": self.view(made), "userErrors": []}

    def add(self, topic, url, options=None):
        """Stores a subscription."""
        number = self._api.store.sequence("webhook", 1_390_000_000_000)
        made = {"id": f"gid://shopify/WebhookSubscription/{number}", "topic": topic, "url": url, "failures": 0,
                "includeFields": (options or {}).get("includeFields") or [], "name": (options or {}).get("name"),
                "filter": (options or {}).get("filter"), "createdAt": clock.stamp()}
        self._api.hooks.subscriptions().append(made)
        return made

    def delete(self, id):
        """webhookSubscriptionDelete."""
        gids.parse(id, "WebhookSubscription")
        found = self.find(id)
        if found is None:
            return {"deletedWebhookSubscriptionId": None, "userErrors": [{"field": ["id"], "message": "Webhook subscription does not exist"}]}
        self._api.hooks.subscriptions().remove(found)
        self._api.store.effect("webhookSubscriptionDelete", id)
        return {"deletedWebhookSubscriptionId": id, "userErrors": []}

    def find(self, ident):
        """A stored subscription by global id, or None."""
        return next((s for s in self._api.hooks.subscriptions() if s["id"] == ident), None)

    def view(self, subscription):
        """WebhookSubscription."""
        return {"__typename": "WebhookSubscription", "id": subscription["id"], "legacyResourceId": subscription["id"].rsplit("/", 1)[1],
                "topic": subscription["topic"], "uri": subscription["url"], "format": "JSON", "includeFields": subscription["includeFields"],
                "filter": subscription["filter"], "name": subscription["name"], "createdAt": subscription["createdAt"],
                "updatedAt": subscription["createdAt"]}

    def connection(self, topics=None, uri=None, query=None, **arguments):
        """WebhookSubscriptionConnection."""
        found = [s for s in self._api.hooks.subscriptions() if (not topics or s["topic"] in topics) and (not uri or s["url"] == uri)]
        return plain(found, self.view, **arguments)

    def body(self, payload):
        """The JSON text for each subscription, cut to its includeFields."""
        def text(subscription):
            wanted = subscription["includeFields"]
            return json.dumps({k: v for k, v in payload.items() if not wanted or k in wanted}, separators=(",", ":"))
        return text

    def matches(self, subscription, topic):
        """Whether a subscription wants a topic."""
        return subscription["topic"] == topic

    def headers(self, subscription, delivery):
        """The documented delivery headers; the signature covers the raw body."""
        digest = hmac.new(self._secret, delivery["body"].encode("utf-8"), hashlib.sha256).digest()
        triggered = datetime.fromtimestamp(delivery["triggeredAt"], timezone.utc).strftime("%Y-%m-%dT%H:%M:%S.%f000Z")
        head, tail = subscription["topic"].rsplit("_", 1)
        headers = {"Content-Type": "application/json", "User-Agent": "Shopify-Captain-Hook", "X-Shopify-Topic": f"{head.lower()}/{tail.lower()}",
                   "X-Shopify-Hmac-SHA256": base64.b64encode(digest).decode(), "X-Shopify-Shop-Domain": self._api.shop_domain,
                   "X-Shopify-API-Version": API_VERSION, "X-Shopify-Webhook-Id": self._api.uuid(), "X-Shopify-Event-Id": delivery["eventId"],
                   "X-Shopify-Triggered-At": triggered}
        if subscription["name"]:
            headers["X-Shopify-Name"] = subscription["name"]
        return headers

    def succeeded(self, subscription):
        """A delivery got a 2xx."""
        subscription["failures"] = 0

    def attempt_failed(self, subscription):
        """A delivery attempt got anything else."""
        subscription["failures"] += 1

    def gave_up(self, subscription):
        """The last retry failed: the subscription is removed."""
        if subscription["failures"] > MAX_FAILURES and subscription in self._api.hooks.subscriptions():
            self._api.hooks.subscriptions().remove(subscription)


def _refused(field, message):
    return {"webhookSubscription": None, "userErrors": [{"field": field, "message": message}]}

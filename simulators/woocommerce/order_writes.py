"""What clients may do to orders: change, trash, refund, annotate."""

from common import clock, merchant, world as W
from woocommerce.errors import RestError, missing
from woocommerce.views import line_id, refund_id

_CARD = "card"


class OrderWrites:
    """PUT, DELETE, refunds and notes. WooCommerce guards no status transition and has no idempotency keys."""

    def __init__(self, api):
        self._api = api

    def update(self, order, values):
        """PUT /orders/{id}."""
        extra = self._api.extra(order)
        before = self._api.views.status(order)
        for name, key in (("billing", "billingAddress"), ("shipping", "shippingAddress")):
            if name in values:
                order[key] = {**order[key], **_neutral(values[name])}
        if values.get("billing", {}).get("email"):
            order["email"] = values["billing"]["email"]
        if "customer_note" in values:
            order["note"] = values["customer_note"]
        if "transaction_id" in values:
            order["payments"][0]["reference"] = values["transaction_id"]
        for item in values.get("meta_data", []):
            self._meta(extra, item)
        if values.get("set_paid") and W.received(order) == 0:
            self._paid(order)
        if "status" in values and values["status"] != before:
            self._move(order, extra, before, values["status"])
        merchant.touched(order)
        self._api.store.effect("order.updated", order["number"])
        self._api.announce([("order.updated", order["number"])])
        return order

    def delete(self, order, force):
        """DELETE /orders/{id}: to the trash, or for good with force."""
        extra = self._api.extra(order)
        if not force and extra.get("trashed"):
            raise RestError("woocommerce_rest_already_trashed", "The order has already been deleted.", 410)
        printed = self._api.views.order(order)
        if force:
            self._api.store.world["orders"].remove(order)
        else:
            extra["trashed"] = True
            merchant.touched(order)
        self._api.store.effect("order.deleted", order["number"])
        self._api.announce([("order.deleted", order["number"])])
        return printed if force else self._api.views.order(order)

    def refund(self, order, values):
        """POST /orders/{id}/refunds."""
        parts = self._parts(order, values.get("line_items", []))
        try:
            amount = W.minor(values["amount"]) if values.get("amount") not in (None, "") else sum(p["amount"] for p in parts)
        except ValueError:
            raise RestError("woocommerce_rest_cannot_create_order_refund", "Invalid refund amount.", 500) from None
        if amount < 0:
            raise RestError("woocommerce_rest_invalid_order_refund", "Refund amount must be greater than zero.", 400)
        if amount > W.total(order) - W.refunded(order):
            raise RestError("woocommerce_rest_cannot_create_order_refund", "Invalid refund amount.", 500)
        through_gateway = values.get("api_refund", True)
        if through_gateway and (order["payments"][0]["kind"] != _CARD or W.received(order) == 0):
            raise RestError("woocommerce_rest_cannot_create_order_refund", "The payment gateway for this order does not support automatic refunds.", 500)
        if values.get("api_restock", True):
            for part in parts:
                merchant.restock_line(self._api.store.world, next(l for l in order["lines"] if l["id"] == part["line"]), part["quantity"])
        events = merchant.refund_made(order, amount, values.get("reason"), parts)
        made = order["refunds"][-1]
        made["paidBack"] = through_gateway
        if W.refunded(order) >= W.total(order):
            self._api.extra(order)["status"] = "refunded"
        self._api.store.effect("refund.created", made["id"])
        self._api.announce(events)
        return made

    def find_refund(self, order, ident):
        """A refund of an order, or the documented 404."""
        found = next((r for r in order["refunds"] if refund_id(r["id"]) == ident), None)
        if found is None:
            raise RestError("woocommerce_rest_invalid_order_refund_id", "Invalid order refund ID.", 404)
        return found

    def delete_refund(self, order, refund):
        """DELETE /orders/{id}/refunds/{id}."""
        order["refunds"].remove(refund)
        merchant.touched(order)
        self._api.store.effect("refund.deleted", refund["id"])
        self._api.announce([("order.updated", order["number"])])

    def notes(self, order):
        """Every note of an order, newest first."""
        return list(reversed(self._api.extra(order).setdefault("notes", [])))

    def add_note(self, order, values):
        """POST /orders/{id}/notes."""
        if not values.get("note"):
            raise missing(["note"])
        return self._note(order, values["note"], values.get("customer_note", False), "admin" if values.get("added_by_user") else "system")

    def find_note(self, order, ident):
        """A note of an order, or the documented 404."""
        found = next((n for n in self.notes(order) if n["id"] == ident), None)
        if found is None:
            raise RestError("woocommerce_rest_invalid_id", "Invalid resource ID.", 404)
        return found

    def delete_note(self, order, note):
        """DELETE /orders/{id}/notes/{id}."""
        self._api.extra(order)["notes"].remove(note)
        self._api.store.effect("note.deleted", note["id"])

    def _note(self, order, text, customer, author):
        note = {"id": self._api.store.sequence("note", 280), "at": clock.stamp(), "note": text, "customer": customer, "author": author}
        self._api.extra(order).setdefault("notes", []).append(note)
        self._api.store.effect("note.created", note["id"])
        return note

    def _move(self, order, extra, before, after):
        if after == "cancelled":
            merchant.cancel(self._api.store.world, order, "api")
        elif order["cancelled"]:
            order["cancelled"] = None
        if after == "refunded" and W.refunded(order) < W.total(order):
            merchant.refund_made(order, W.total(order) - W.refunded(order), "Order fully refunded.", [])
            order["refunds"][-1]["paidBack"] = False
        if after in ("processing", "completed") and W.received(order) == 0 and order["payments"][0]["kind"] != "cod":
            self._paid(order)
        extra["status"] = after
        self._note(order, f"Order status changed from {before} to {after}.", False, "system")

    @staticmethod
    def _paid(order):
        for payment in order["payments"]:
            if payment["status"] in ("pending", "authorized"):
                payment["status"], payment["at"] = "paid", clock.stamp()

    def _meta(self, extra, item):
        kept = extra.setdefault("meta", [])
        known = next((m for m in kept if m["id"] == item.get("id") or "id" not in item and m["key"] == item.get("key")), None)
        if known is None:
            kept.append({"id": self._api.store.sequence("meta", 9_000_000), "key": item.get("key", ""), "value": item.get("value")})
        else:
            known["value"] = item.get("value")

    @staticmethod
    def _parts(order, items):
        parts = []
        for item in items:
            line = next((l for l in order["lines"] if line_id(l["id"]) == item.get("id")), None)
            if line is None:
                raise RestError("woocommerce_rest_invalid_line_item", "Line item ID is required.", 400)
            quantity = item.get("quantity", 0)
            if quantity > line["quantity"] - W.refunded_quantity(order, line["id"]):
                raise RestError("woocommerce_rest_cannot_create_order_refund", "Invalid refund amount.", 500)
            parts.append({"line": line["id"], "quantity": quantity, "amount": round(item.get("refund_total", 0) * 100)})
        return parts


def _neutral(values):
    names = {"first_name": "firstName", "last_name": "lastName", "company": "company", "address_1": "address1", "address_2": "address2",
             "city": "city", "state": "province", "postcode": "postcode", "country": "country", "phone": "phone"}
    return {names[k]: v for k, v in values.items() if k in names}

"""refundCreate, with its idempotency keys, and suggestedRefund."""

import json

from graphql import GraphQLError, get_directive_values

from common import clock, merchant, world as W
from shopify import gids, money


class Refunding:
    """The refund mutation."""

    def __init__(self, api):
        self._api = api

    def create(self, info, input):
        """The refundCreate mutation; in this version it insists on @idempotent(key:)."""
        directive = get_directive_values(info.schema.get_directive("idempotent"), info.field_nodes[0], info.variable_values)
        key = (directive or {}).get("key")
        if not key:
            raise GraphQLError("The @idempotent directive is required for this mutation but was not provided.",
                               extensions={"code": "BAD_REQUEST"})
        if len(key) > 255:
            raise GraphQLError("The idempotency key is too long.", extensions={"code": "BAD_REQUEST"})
        self._api.note_key(key)
        seen = self._api.store.vendor.setdefault("idempotency", {})
        fingerprint = json.dumps(input, sort_keys=True, default=str)
        if key in seen:
            if seen[key]["fingerprint"] != fingerprint:
                raise GraphQLError("The same idempotency key was used with different parameters.",
                                   extensions={"code": "IDEMPOTENCY_KEY_PARAMETER_MISMATCH"})
            self._api.note_replay()
            return self._answer(seen[key]["number"], seen[key]["refund"])
        order = self._api.orders.of_gid(input["orderId"])
        errors = [{"field": ["orderId"], "message": "Order does not exist"}] if order is None else self._errors(order, input)
        if errors:
            return {"order": None, "refund": None, "userErrors": errors}
        refund = self._make(order, input)
        seen[key] = {"fingerprint": fingerprint, "number": order["number"], "refund": refund["id"], "at": clock.now()}
        return self._answer(order["number"], refund["id"])

    def suggestion(self, order, refundLineItems=None, suggestFullRefund=False, refundShipping=None, shippingAmount=None):
        """SuggestedRefund: what a refund of these lines would come to."""
        left = W.received(order) - W.refunded(order)
        wanted = sum(self._worth(order, *self._line(order, part)) for part in refundLineItems or [])
        if refundShipping:
            wanted += order["shipping"]["price"]
        elif shippingAmount:
            wanted += W.minor(shippingAmount)
        amount = left if suggestFullRefund else min(wanted, left)
        paid = next((p for p in order["payments"] if p["status"] == "paid"), None)
        transactions = [] if paid is None or amount == 0 else [
            {"amountSet": money.bag(amount), "gateway": paid["gateway"], "kind": "SUGGESTED_REFUND", "maximumRefundableSet": money.bag(left),
             "parentTransaction": self._api.orders.payment(order, paid)}]
        return {"amountSet": money.bag(amount), "subtotalSet": money.bag(wanted), "maximumRefundableSet": money.bag(left),
                "suggestedTransactions": transactions}

    def _answer(self, number, refund_id):
        order = W.order(self._api.store.world, number)
        refund = next(r for r in order["refunds"] if r["id"] == refund_id)
        return {"order": self._api.orders.order(order), "refund": self._api.orders.refund(order, refund), "userErrors": []}

    def _line(self, order, part):
        ident = gids.parse(part["lineItemId"], "LineItem")[1]
        line = next((l for l in order["lines"] if gids.of("LineItem", l["id"]).endswith(f"/{ident}")), None)
        if line is None:
            raise GraphQLError(f"Invalid id: {part['lineItemId']}", extensions={"code": "RESOURCE_NOT_FOUND"})
        return line, part["quantity"]

    @staticmethod
    def _worth(order, line, quantity):
        whole = line["quantity"] * line["unitPrice"] - line.get("discount", 0) + line.get("tax", 0)
        return whole * quantity // line["quantity"] if line["quantity"] else 0

    def _errors(self, order, input):
        errors = []
        for index, part in enumerate(input.get("refundLineItems") or []):
            line, quantity = self._line(order, part)
            if quantity < 1:
                errors.append({"field": ["refundLineItems", str(index), "quantity"], "message": "Quantity must be greater than 0"})
            elif quantity > line["quantity"] - W.refunded_quantity(order, line["id"]):
                errors.append({"field": ["refundLineItems", str(index), "quantity"],
                               "message": "Quantity cannot refund more items than were purchased"})
            if part.get("restockType") == "LEGACY_RESTOCK":
                errors.append({"field": ["refundLineItems", str(index), "restockType"], "message": "Restock type is invalid"})
            if part.get("locationId") and self._api.catalog.find_location(gids.parse(part["locationId"], "Location")[1]) is None:
                errors.append({"field": ["refundLineItems", str(index), "locationId"], "message": "Location does not exist"})
        paid = {gids.of("OrderTransaction", p["id"]): p for p in order["payments"] if p["status"] == "paid"}
        total = 0
        for index, part in enumerate(input.get("transactions") or []):
            where = ["transactions", str(index)]
            amount = W.minor(part["amount"])
            total += amount
            if part["kind"] != "REFUND":
                errors.append({"field": where + ["kind"], "message": "Kind must be refund"})
            if part["orderId"] != input["orderId"]:
                errors.append({"field": where + ["orderId"], "message": "Order does not match"})
            if part.get("parentId") not in paid:
                errors.append({"field": where + ["parentId"], "message": "Parent transaction is not a successful sale or capture of this order"})
            elif part["gateway"] != paid[part["parentId"]]["gateway"]:
                errors.append({"field": where + ["gateway"], "message": "Gateway does not match the parent transaction"})
            if amount <= 0:
                errors.append({"field": where + ["amount"], "message": "Amount must be greater than zero"})
        if total > W.received(order) - W.refunded(order) and not input.get("allowOverRefunding"):
            errors.append({"field": None, "message": "Refund amount is greater than the amount available to refund"})
        shipping = input.get("shipping") or {}
        if shipping.get("amount") and W.minor(shipping["amount"]) > order["shipping"]["price"]:
            errors.append({"field": ["shipping", "amount"], "message": "Shipping refund is greater than the shipping that was paid"})
        if not input.get("refundLineItems") and not input.get("transactions") and not shipping:
            errors.append({"field": None, "message": "Refund must have at least one line item, shipping or transaction"})
        return errors

    def _make(self, order, input):
        lines = []
        for part in input.get("refundLineItems") or []:
            line, quantity = self._line(order, part)
            restock = part.get("restockType") or "NO_RESTOCK"
            place = self._api.catalog.find_location(gids.parse(part["locationId"], "Location")[1]) if part.get("locationId") else None
            lines.append({"line": line["id"], "quantity": quantity, "amount": self._worth(order, line, quantity), "restock": restock,
                          "location": place["id"] if place else None})
            if restock in ("RETURN", "CANCEL"):
                merchant.restock_line(self._api.store.world, line, quantity, place["id"] if place else None)
        amount = sum(W.minor(part["amount"]) for part in input.get("transactions") or [])
        events = merchant.refund_made(order, amount, input.get("note"), lines)
        self._api.store.effect("refundCreate", order["refunds"][-1]["id"])
        self._api.announce(events)
        return order["refunds"][-1]

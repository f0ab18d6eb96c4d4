"""What a merchant does to the world, and which neutral events that causes.

Every function changes the world and returns a list of (event, subject) pairs; simulators turn them
into their vendor's webhooks. Both the control plane and the vendors' own operations come through here.
"""

from common import clock, world as W


class MerchantError(ValueError):
    """The world does not allow the change."""


def apply(world, op):
    """One control-plane operation such as {"op": "ship", "order": "40217"}."""
    action = _ACTIONS.get(op.get("op"))
    if action is None:
        raise MerchantError(f"op must be one of {', '.join(sorted(_ACTIONS))}")
    return action(world, op)


def touched(order):
    """Marks an order as changed now."""
    order["updatedAt"] = clock.stamp()


def cancel(world, order, reason, restock=True, refund=False):
    """Cancels: voids open payments, optionally refunds what was paid and puts goods back."""
    order["cancelled"] = {"at": clock.stamp(), "reason": reason}
    events = []
    for payment in order["payments"]:
        if payment["status"] in ("pending", "authorized"):
            payment["status"] = "voided"
    if restock:
        for line in order["lines"]:
            restock_line(world, line, line["quantity"] - W.shipped_quantity(order, line["id"]))
    left = W.received(order) - W.refunded(order)
    if refund and left > 0:
        lines = [{"line": l["id"], "quantity": l["quantity"], "amount": 0} for l in order["lines"]]
        events += refund_made(order, left, "cancelled", lines)
    touched(order)
    return events + [("order.cancelled", order["number"]), ("order.updated", order["number"])]


def refund_made(order, amount, reason, lines):
    """Writes a refund into the order."""
    number = len(order["refunds"]) + 1
    refund = {"id": f"refund-{order['number']}-{number}", "at": clock.stamp(), "amount": amount,
              "reason": reason or "", "lines": lines}
    order["refunds"].append(refund)
    touched(order)
    return [("refund.created", (order["number"], refund["id"])), ("order.updated", order["number"])]


def restock_line(world, line, quantity, location=None):
    """Puts some of a line's goods back on the shelf of a location (the first one by default)."""
    _, variant = W.variant(world, line["sku"])
    if variant is None or quantity <= 0:
        return
    place = location or world["locations"][0]["id"]
    variant["inventory"][place] = variant["inventory"].get(place, 0) + quantity


def _order(world, op):
    order = W.order(world, op.get("order"))
    if order is None:
        raise MerchantError(f"no order {op.get('order')}")
    return order


def _ship(world, op):
    order = _order(world, op)
    if order["cancelled"]:
        raise MerchantError("the order is cancelled")
    wanted = op.get("lines") or [
        {"line": l["id"], "quantity": l["quantity"] - W.shipped_quantity(order, l["id"])} for l in order["lines"]]
    wanted = [part for part in wanted if part["quantity"] > 0]
    if not wanted:
        raise MerchantError("nothing is left to ship")
    number = len(order["fulfilments"]) + 1
    fulfilment = {"id": f"ful-{order['number']}-{number}", "status": op.get("status", "in_transit"),
                  "location": op.get("location", world["locations"][0]["id"]),
                  "carrier": op.get("carrier", "UPS"),
                  "trackingNumber": op.get("trackingNumber", f"1Z555AA0{order['number']}{number:04d}"),
                  "trackingUrl": op.get("trackingUrl", f"https://track.example.com/{order['number']}-{number}"),
                  "shippedAt": clock.stamp(), "estimatedAt": op.get("estimatedAt"), "deliveredAt": None,
                  "lines": wanted}
    order["fulfilments"].append(fulfilment)
    touched(order)
    events = [("fulfilment.created", (order["number"], fulfilment["id"])), ("order.updated", order["number"])]
    if W.fulfilment_state(order) == "all":
        events.append(("order.fulfilled", order["number"]))
    return events


def _shipment(world, op):
    order = _order(world, op)
    if not order["fulfilments"]:
        raise MerchantError("nothing was shipped")
    wanted = op.get("fulfilment")
    found = [f for f in order["fulfilments"] if wanted in (None, f["id"])]
    if not found:
        raise MerchantError(f"no fulfilment {wanted}")
    for fulfilment in found:
        fulfilment["status"] = op.get("status", "delivered")
        if fulfilment["status"] == "delivered":
            fulfilment["deliveredAt"] = clock.stamp()
    touched(order)
    return [("fulfilment.updated", (order["number"], f["id"])) for f in found] + [("order.updated", order["number"])]


def _pay(world, op):
    order = _order(world, op)
    opened = [p for p in order["payments"] if p["status"] in ("pending", "authorized")]
    if not opened:
        raise MerchantError("nothing is waiting to be paid")
    for payment in opened:
        payment["status"], payment["at"] = "paid", clock.stamp()
    touched(order)
    return [("order.paid", order["number"]), ("order.updated", order["number"])]


def _cancel(world, op):
    order = _order(world, op)
    if order["cancelled"]:
        raise MerchantError("the order is already cancelled")
    return cancel(world, order, op.get("reason", "other"), op.get("restock", True), op.get("refund", False))


def _refund(world, op):
    order = _order(world, op)
    amount = int(op["amount"])
    if amount <= 0 or amount > W.received(order) - W.refunded(order):
        raise MerchantError("more than was paid")
    return refund_made(order, amount, op.get("reason", ""), op.get("lines", []))


def _note(world, op):
    order = _order(world, op)
    order["note"] = op["text"]
    touched(order)
    return [("order.updated", order["number"])]


def _address(world, op):
    order = _order(world, op)
    order["shippingAddress"].update(op["address"])
    touched(order)
    return [("order.updated", order["number"])]


def _inventory(world, op):
    product, variant = W.variant(world, op.get("sku"))
    place = W.location(world, op.get("location"))
    if variant is None or place is None:
        raise MerchantError("no such sku or location")
    variant["inventory"][place["id"]] = int(op["available"])
    product["updatedAt"] = clock.stamp()
    return [("inventory.updated", (variant["sku"], place["id"])), ("product.updated", product["id"])]


def _price(world, op):
    product, variant = W.variant(world, op.get("sku"))
    if variant is None:
        raise MerchantError("no such sku")
    variant["price"] = int(op["price"])
    product["updatedAt"] = clock.stamp()
    return [("product.updated", product["id"])]


_ACTIONS = {"ship": _ship, "shipment": _shipment, "pay": _pay, "cancel": _cancel, "refund": _refund,
            "note": _note, "address": _address, "inventory": _inventory, "price": _price}

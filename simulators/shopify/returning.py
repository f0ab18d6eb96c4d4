"""Returns: what can come back, requesting, creating, approving, declining and cancelling."""

from common import clock, merchant
from shopify import gids
from shopify.connections import plain
from shopify.orders import shipped_line_gid

REASONS = ("arrived-late", "changed-my-mind", "color", "comfort", "defective", "not-as-described", "other", "quality",
           "too-large", "too-small", "unknown", "wrong-item")


def reason_gid(handle):
    """The global id of a return reason."""
    return f"gid://shopify/ReturnReasonDefinition/{REASONS.index(handle) + 1}"


class Returning:
    """Return queries and mutations."""

    def __init__(self, api):
        self._api = api

    def status(self, order):
        """OrderReturnStatus."""
        states = {r["status"] for r in order["returns"]}
        for state, shown in (("OPEN", "IN_PROGRESS"), ("REQUESTED", "RETURN_REQUESTED"), ("CLOSED", "RETURNED")):
            if state in states:
                return shown
        return "NO_RETURN"

    def reasons(self, ids=None, handles=None, query=None, **arguments):
        """ReturnReasonDefinitionConnection."""
        found = [h for h in REASONS if (not handles or h in handles) and (not ids or reason_gid(h) in ids)]
        return plain(found, self._reason, **arguments)

    def returnable(self, orderId, **arguments):
        """ReturnableFulfillmentConnection: delivered goods that are not already on their way back."""
        order = self._api.orders.of_gid(orderId)
        if order is None:
            raise self._api.not_found(orderId)
        found = [f for f in order["fulfilments"] if f["status"] == "delivered" and any(self._left(order, f, part) for part in f["lines"])]

        def view(fulfilment):
            parts = [part for part in fulfilment["lines"] if self._left(order, fulfilment, part)]
            return {"id": gids.of("ReturnableFulfillment", fulfilment["id"]), "__typename": "ReturnableFulfillment",
                    "fulfillment": lambda _i: self._api.orders.fulfillment(order, fulfilment),
                    "returnableFulfillmentLineItems": lambda _i, **a: plain(parts, lambda part: {
                        "fulfillmentLineItem": self._api.orders.shipped_line(order, fulfilment, part),
                        "quantity": self._left(order, fulfilment, part)}, **a)}
        return plain(found, view, **arguments)

    def create(self, returnInput):
        """returnCreate: the return is open at once."""
        return self._new(returnInput, "OPEN", "returnInput", ("returnReasonNote", 255))

    def request(self, input):
        """returnRequest: the return waits for approval."""
        return self._new(input, "REQUESTED", "input", ("customerNote", 300))

    def approve(self, input):
        """returnApproveRequest."""
        return self._move(input["id"], ("REQUESTED",), "OPEN", "approve", lambda r: r.update(approvedAt=clock.stamp()))

    def decline(self, input):
        """returnDeclineRequest."""
        note = {"reason": input["declineReason"], "note": input.get("declineNote")}
        return self._move(input["id"], ("REQUESTED",), "DECLINED", "decline", lambda r: r.update(decline=note))

    def cancel(self, id, notifyCustomer=False):
        """returnCancel."""
        return self._move(id, ("OPEN", "REQUESTED"), "CANCELED", "cancel", lambda r: None)

    def find(self, ident):
        """The (order, return) pair of a global id, or (None, None)."""
        wanted = gids.parse(ident, "Return")[1]
        for order in self._api.store.world["orders"]:
            for item in order["returns"]:
                if gids.of("Return", item["id"]).endswith(f"/{wanted}"):
                    return order, item
        return None, None

    def view(self, order, item):
        """Return."""
        return {"__typename": "Return", "id": gids.of("Return", item["id"]), "name": item["name"], "status": item["status"],
                "order": lambda _i: self._api.orders.order(order), "totalQuantity": sum(l["quantity"] for l in item["lines"]),
                "createdAt": item["createdAt"], "closedAt": None, "requestApprovedAt": item.get("approvedAt"), "decline": item.get("decline"),
                "returnLineItems": lambda _i, **a: plain(item["lines"], lambda l: self._line_view(order, item, l), **a)}

    def _reason(self, handle):
        return {"__typename": "ReturnReasonDefinition", "id": reason_gid(handle), "deleted": False, "handle": handle,
                "name": handle.replace("-", " ").capitalize()}

    def _line_view(self, order, item, line):
        fulfilment = next(f for f in order["fulfilments"] if f["id"] == line["fulfilment"])
        part = next(p for p in fulfilment["lines"] if p["line"] == line["line"])
        index = item["lines"].index(line) + 1
        return {"__typename": "ReturnLineItem", "id": gids.gid("ReturnLineItem", *item["id"].split("-")[1:], index), "quantity": line["quantity"],
                "customerNote": line.get("customerNote"), "returnReasonNote": line.get("note") or "", "refundableQuantity": line["quantity"],
                "refundedQuantity": 0, "returnReasonDefinition": self._reason(line["reason"]) if line.get("reason") else None,
                "fulfillmentLineItem": lambda _i: self._api.orders.shipped_line(order, fulfilment, part)}

    def _left(self, order, fulfilment, part):
        back = sum(l["quantity"] for r in order["returns"] if r["status"] in ("OPEN", "REQUESTED", "CLOSED") for l in r["lines"]
                   if l["fulfilment"] == fulfilment["id"] and l["line"] == part["line"])
        refunded = sum(p["quantity"] for r in order["refunds"] for p in r["lines"] if p["line"] == part["line"])
        return max(0, part["quantity"] - max(back, refunded))

    def _new(self, given, status, argument, note):
        order = self._api.orders.of_gid(given["orderId"])
        if order is None:
            return _refused("NOT_FOUND", [argument, "orderId"], "Order not found.")
        if not given["returnLineItems"]:
            return _refused("BLANK", [argument, "returnLineItems"], "Return line items can't be blank.")
        lines, asked = [], {}
        for index, part in enumerate(given["returnLineItems"]):
            where = [argument, "returnLineItems", str(index)]
            fulfilment, shipped = self._shipped(order, part["fulfillmentLineItemId"])
            if shipped is None:
                return _refused("NOT_FOUND", where + ["fulfillmentLineItemId"], "Fulfillment line item not found.")
            if part["quantity"] < 1:
                return _refused("GREATER_THAN", where + ["quantity"], "Quantity must be greater than 0.")
            asked[part["fulfillmentLineItemId"]] = asked.get(part["fulfillmentLineItemId"], 0) + part["quantity"]
            if fulfilment["status"] != "delivered" or asked[part["fulfillmentLineItemId"]] > self._left(order, fulfilment, shipped):
                return _refused("INVALID", where + ["quantity"], "Quantity is not returnable.")
            if len(part.get(note[0]) or "") > note[1]:
                return _refused("TOO_LONG", where + [note[0]], f"Note is too long (maximum is {note[1]} characters).")
            reason = part.get("returnReasonDefinitionId")
            handle = next((h for h in REASONS if reason_gid(h) == reason), None)
            if reason and handle is None:
                return _refused("NOT_FOUND", where + ["returnReasonDefinitionId"], "Return reason definition not found.")
            lines.append({"fulfilment": fulfilment["id"], "line": shipped["line"], "quantity": part["quantity"], "reason": handle,
                          "note": part.get("returnReasonNote") or "", "customerNote": part.get("customerNote")})
        number = len(order["returns"]) + 1
        item = {"id": f"return-{order['number']}-{number}", "name": f"#{order['number']}-R{number}", "status": status, "createdAt": clock.stamp(), "lines": lines}
        order["returns"].append(item)
        merchant.touched(order)
        self._api.store.effect("return.created", item["id"])
        if status == "REQUESTED":
            self._api.announce([("return.requested", (order["number"], item["id"]))])
        self._api.announce([("order.updated", order["number"])])
        return {"return": self.view(order, item), "userErrors": []}

    def _shipped(self, order, ident):
        gids.parse(ident, "FulfillmentLineItem")
        for fulfilment in order["fulfilments"]:
            for part in fulfilment["lines"]:
                if shipped_line_gid(fulfilment, part) == ident:
                    return fulfilment, part
        return None, None

    def _move(self, ident, allowed, status, verb, change):
        order, item = self.find(ident)
        if item is None:
            return _refused("NOT_FOUND", ["id"], "Return not found.")
        if item["status"] not in allowed:
            return _refused("INVALID_STATE", ["id"], f"Return is not in a state that can be {verb}d.")
        item["status"] = status
        change(item)
        merchant.touched(order)
        self._api.store.effect(f"return.{verb}", item["id"])
        self._api.announce([(f"return.{verb}", (order["number"], item["id"])), ("order.updated", order["number"])])
        return {"return": self.view(order, item), "userErrors": []}


def _refused(code, field, message):
    return {"return": None, "userErrors": [{"code": code, "field": field, "message": message}]}

"""Order editing: begin a session, stage quantities, commit."""

from common import merchant, world as W
from shopify import gids, money
from shopify.connections import plain


class Editing:
    """orderEditBegin, orderEditSetQuantity, orderEditAddVariant and orderEditCommit."""

    def __init__(self, api):
        self._api = api

    def refusals(self, order):
        """Why an order cannot be edited, in words; empty when it can."""
        refusals = ["The order is canceled."] if order["cancelled"] else []
        if self._api.extra(order).get("closedAt"):
            refusals.append("The order is archived.")
        return refusals

    def begin(self, id):
        """orderEditBegin."""
        order = self._api.orders.of_gid(id)
        if order is None:
            return _refused(["id"], "The order does not exist.")
        refusals = self.refusals(order)
        if refusals:
            return _refused(["id"], refusals[0])
        number = self._api.store.sequence("edit", 77_000_000)
        session = {"number": order["number"], "lines": [dict(l) for l in order["lines"]], "committed": False, "seen": order["updatedAt"]}
        self._sessions()[str(number)] = session
        self._api.store.effect("orderEdit.begin", number)
        return {**self._pair(str(number), session), "userErrors": []}

    def set_quantity(self, id, lineItemId, quantity, restock=None, locationId=None):
        """orderEditSetQuantity."""
        key, session = self._session(id)
        if session is None:
            return _refused(["id"], "The calculated order does not exist.")
        wanted = gids.parse(lineItemId)[1]
        line = next((l for l in session["lines"] if self._line_number(l) == wanted), None)
        if line is None:
            return _refused(["lineItemId"], "The line item does not exist.")
        order = W.order(self._api.store.world, session["number"])
        if quantity < 0:
            return _refused(["quantity"], "Quantity can't be negative.")
        if quantity < W.shipped_quantity(order, line["id"]):
            return _refused(["quantity"], "Cannot remove items that have been fulfilled.")
        line["quantity"], line["restock"] = quantity, bool(restock)
        self._api.store.effect("orderEdit.stage", key)
        return {"calculatedLineItem": self._line(session, line), **self._pair(key, session), "userErrors": []}

    def add_variant(self, id, variantId, quantity, allowDuplicates=False, locationId=None):
        """orderEditAddVariant."""
        key, session = self._session(id)
        if session is None:
            return _refused(["id"], "The calculated order does not exist.")
        pair = self._api.catalog.find_variant(gids.parse(variantId, "ProductVariant")[1])
        if pair is None:
            return _refused(["variantId"], "The variant does not exist.")
        if quantity < 1:
            return _refused(["quantity"], "Quantity must be greater than 0.")
        product, variant = pair
        if not allowDuplicates and any(l["sku"] == variant["sku"] for l in session["lines"]):
            return _refused(["variantId"], "The variant is already on the order.")
        line = {"id": f"line-{session['number']}-{len(session['lines']) + 1}", "sku": variant["sku"], "title": product["title"],
                "variantTitle": variant["title"], "quantity": quantity, "unitPrice": variant["price"], "discount": 0, "tax": 0}
        session["lines"].append(line)
        self._api.store.effect("orderEdit.stage", key)
        return {"calculatedLineItem": self._line(session, line), **self._pair(key, session), "userErrors": []}

    def commit(self, id, notifyCustomer=None, staffNote=None):
        """orderEditCommit."""
        key, session = self._session(id)
        if session is None:
            return {"order": None, "successMessages": None, "userErrors": [{"field": ["id"], "message": "The calculated order does not exist."}]}
        order = W.order(self._api.store.world, session["number"])
        refusals = self.refusals(order)
        if refusals:
            return {"order": None, "successMessages": None, "userErrors": [{"field": ["id"], "message": refusals[0]}]}
        self._api.extra(order).setdefault("originalTotal", W.total(order))
        before = {l["id"]: l["quantity"] for l in order["lines"]}
        for line in session["lines"]:
            removed = before.get(line["id"], 0) - line["quantity"]
            if removed > 0 and line.pop("restock", False):
                merchant.restock_line(self._api.store.world, line, removed)
            line.pop("restock", None)
        order["lines"] = session["lines"]
        session["committed"] = True
        merchant.touched(order)
        self._api.store.effect("orderEdit.commit", order["number"])
        self._api.announce([("order.edited", order["number"]), ("order.updated", order["number"])])
        return {"order": self._api.orders.order(order), "successMessages": ["Order updated"], "userErrors": []}

    def _sessions(self):
        return self._api.store.vendor.setdefault("edits", {})

    def _session(self, ident):
        kind, number = gids.parse(ident)
        session = self._sessions().get(number) if kind in ("CalculatedOrder", "OrderEditSession") else None
        return (number, session) if session and not session["committed"] else (None, None)

    @staticmethod
    def _line_number(line):
        return gids.of("LineItem", line["id"]).rsplit("/", 1)[1]

    def _pair(self, key, session):
        order = W.order(self._api.store.world, session["number"])
        staged = {**order, "lines": session["lines"]}
        view = {"__typename": "CalculatedOrder", "id": f"gid://shopify/CalculatedOrder/{key}", "originalOrder": lambda _i: self._api.orders.order(order),
                "committed": session["committed"], "subtotalLineItemsQuantity": sum(l["quantity"] for l in session["lines"]),
                "subtotalPriceSet": money.bag(W.subtotal(staged)), "totalPriceSet": money.bag(W.total(staged)),
                "totalOutstandingSet": money.bag(W.total(staged) - W.received(order)),
                "lineItems": lambda _i, query=None, **a: plain(session["lines"], lambda l: self._line(session, l), **a)}
        return {"calculatedOrder": view, "orderEditSession": {"__typename": "OrderEditSession", "id": f"gid://shopify/OrderEditSession/{key}"}}

    def _line(self, session, line):
        order = W.order(self._api.store.world, session["number"])
        pair = W.variant(self._api.store.world, line["sku"])
        return {"id": f"gid://shopify/CalculatedLineItem/{self._line_number(line)}", "title": line["title"], "variantTitle": line["variantTitle"],
                "sku": line["sku"], "quantity": line["quantity"], "restocking": bool(line.get("restock")),
                "editableQuantity": line["quantity"] - W.shipped_quantity(order, line["id"]), "originalUnitPriceSet": money.bag(line["unitPrice"]),
                "variant": lambda _i: self._api.catalog.variant(*pair) if pair[1] else None}


def _refused(field, message):
    return {"calculatedLineItem": None, "calculatedOrder": None, "orderEditSession": None, "userErrors": [{"field": field, "message": message}]}

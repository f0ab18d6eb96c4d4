"""orderCancel: checked at once, carried out by a job a moment later."""

import threading

from common import clock, merchant, world as W
from shopify import gids


class Cancelling:
    """The cancel mutation and the jobs it starts."""

    def __init__(self, api, job_delay):
        self._api = api
        self._delay = job_delay

    def resume(self):
        """Puts unfinished jobs back on the clock, after a restart."""
        for ident, job in self._jobs().items():
            if not job["done"]:
                self._schedule(ident)

    def job(self, ident):
        """Job by global id, or None."""
        gids.parse(ident, "Job")
        job = self._jobs().get(ident)
        return job and {"id": ident, "done": job["done"], "query": self._api.root}

    def cancel(self, orderId, reason, restock, notifyCustomer=False, refundMethod=None, staffNote=None):
        """The orderCancel mutation."""
        order = self._api.orders.of_gid(orderId)
        if order is None:
            return self._refused("NOT_FOUND", ["orderId"], "Order does not exist")
        refusal = self._refusal(order)
        if refusal:
            return self._refused("INVALID", ["orderId"], refusal)
        if staffNote is not None and len(staffNote) > 255:
            return self._refused("INVALID", ["staffNote"], "Staff note is too long (maximum is 255 characters)")
        method = refundMethod or {}
        if method.get("originalPaymentMethodsRefund") and method.get("storeCreditRefund") is not None:
            return self._refused("INVALID", ["refundMethod"], "Only one refund method can be used")
        expires = (method.get("storeCreditRefund") or {}).get("expiresAt")
        if expires and clock.parse(expires).timestamp() < clock.now():
            return self._refused("STORE_CREDIT_REFUND_EXPIRATION_IN_PAST", ["refundMethod"], "Expiration date is in the past")
        ident = f"gid://shopify/Job/{self._api.uuid()}"
        self._jobs()[ident] = {"done": False, "number": order["number"], "reason": reason.lower(), "restock": restock, "staffNote": staffNote,
                               "refund": bool(method.get("originalPaymentMethodsRefund")) or method.get("storeCreditRefund") is not None}
        self._api.store.effect("orderCancel.job", ident)
        self._schedule(ident)
        return {"job": {"id": ident, "done": False, "query": self._api.root}, "orderCancelUserErrors": [], "userErrors": []}

    def _jobs(self):
        return self._api.store.vendor.setdefault("jobs", {})

    def _schedule(self, ident):
        timer = threading.Timer(self._delay, self._carry_out, (ident,))
        timer.daemon = True
        timer.start()

    def _carry_out(self, ident):
        with self._api.store.lock:
            job = self._jobs().get(ident)
            if not job or job["done"]:
                return
            job["done"] = True
            order = W.order(self._api.store.world, job["number"])
            if self._refusal(order) is None:
                self._api.extra(order)["staffNote"] = job["staffNote"]
                self._api.announce(merchant.cancel(self._api.store.world, order, job["reason"], job["restock"], job["refund"]))
            self._api.store.save()

    def _refusal(self, order):
        if order["cancelled"]:
            return "Order has already been cancelled"
        if W.fulfilment_state(order) != "none":
            return "Cannot cancel an order that has been fulfilled or partially fulfilled"
        if any(r["status"] in ("OPEN", "REQUESTED") for r in order["returns"]):
            return "Cannot cancel an order with active returns"
        return None

    @staticmethod
    def _refused(code, field, message):
        return {"job": None, "orderCancelUserErrors": [{"code": code, "field": field, "message": message}],
                "userErrors": [{"field": field, "message": message}]}

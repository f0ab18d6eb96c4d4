"""Refunds: asked for by clients, settled or failed by the outside world."""

from http_peer import ControlError
from stripe.failures import StripeError, missing_parameter
from stripe.schema import (
    ONE,
    PAGE,
    Choice,
    Int,
    Metadata,
    NotSimulated,
    Period,
    Table,
    Text,
    initial_metadata,
    merged_metadata,
)
from stripe.store import expanded, page

CREATE = Table(
    {
        "amount": Int(1),
        "charge": Text(),
        "currency": NotSimulated(),
        "customer": NotSimulated(),
        "expand": PAGE["expand"],
        "instructions_email": Text(),
        "metadata": Metadata(),
        "origin": NotSimulated(),
        "payment_intent": Text(),
        "reason": Choice("duplicate", "fraudulent", "requested_by_customer"),
        "refund_application_fee": NotSimulated(),
        "reverse_transfer": NotSimulated(),
    }
)
UPDATE = Table({"metadata": Metadata(), "expand": PAGE["expand"]})
LIST = Table({**PAGE, "charge": Text(), "payment_intent": Text(), "created": Period()})
EXPANDS = {"charge": "charge", "payment_intent": "payment_intent"}
FAILURES = {
    "charge_for_pending_refund_disputed",
    "declined",
    "expired_or_canceled_card",
    "insufficient_funds",
    "lost_or_stolen_card",
    "merchant_request",
    "unknown",
}
BEGINNINGS = {"pending", "requires_action", "succeeded", "failed"}


class Refunds:
    def __init__(self, peer):
        self._peer = peer
        self.routes = [
            ("POST", "/v1/refunds", CREATE, self.create),
            ("GET", "/v1/refunds", LIST, self.list),
            ("GET", "/v1/refunds/{id}", ONE, self.read),
            ("POST", "/v1/refunds/{id}", UPDATE, self.update),
            ("POST", "/v1/refunds/{id}/cancel", ONE, self.cancel),
        ]

    def create(self, request, parameters):
        peer, store = self._peer, self._peer.store
        charge = self._charge(parameters)
        left = charge["amount_captured"] - charge["amount_refunded"]
        if charge["disputed"]:
            message = f"Charge {charge['id']} has been charged back; cannot issue a refund."
            raise StripeError(400, message, code="charge_disputed")
        if left == 0:
            message = f"Charge {charge['id']} has already been refunded."
            raise StripeError(400, message, code="charge_already_refunded")
        amount = parameters.get("amount", left)
        if amount > left:
            message = (
                f"Refund amount ({_money(amount, charge)}) is greater than"
                f" unrefunded amount on charge ({_money(left, charge)})"
            )
            raise StripeError(400, message, param="amount")
        status, failure = self._beginning(charge)
        refund = self.make(charge, amount, status, peer.clock.seconds(), parameters)
        request.effect(f"refund {refund['id']} of {amount} on {charge['id']}, {status}")
        peer.events.tell("refund.created", refund, request=request)
        if status == "failed":
            self._fail(refund, failure)
        else:
            peer.events.tell("charge.refunded", charge, request=request)
        return expanded(store, refund, parameters.get("expand"), EXPANDS)

    def make(self, charge, amount, status, created, parameters):
        """A refund, its amount taken from what the charge has left."""
        store = self._peer.store
        refund = {
            "id": store.new_id("refund"),
            "object": "refund",
            "amount": amount,
            "balance_transaction": store.new_id("transaction"),
            "charge": charge["id"],
            "created": created,
            "currency": charge["currency"],
            "destination_details": _destination(charge),
            "metadata": initial_metadata(parameters.get("metadata")),
            "payment_intent": charge["payment_intent"],
            "reason": parameters.get("reason"),
            "receipt_number": None,
            "source_transfer_reversal": None,
            "status": status,
            "transfer_reversal": None,
        }
        if "instructions_email" in parameters:
            refund["instructions_email"] = parameters["instructions_email"]
        if status == "requires_action":
            refund["next_action"] = _next_action(created, parameters, charge)
        charge["amount_refunded"] += amount
        charge["refunded"] = charge["amount_refunded"] == charge["amount_captured"]
        return store.add(refund)

    def read(self, request, parameters, identifier):
        return expanded(
            self._peer.store, self._peer.store.find("refund", identifier), parameters.get("expand"), EXPANDS
        )

    def list(self, request, parameters):
        refunds = [
            refund
            for refund in self._peer.store.newest_first("refund")
            if all(refund[name] == parameters[name] for name in ("charge", "payment_intent") if name in parameters)
        ]
        return page(self._peer.store, refunds, parameters, "/v1/refunds", EXPANDS)

    def update(self, request, parameters, identifier):
        refund = self._peer.store.find("refund", identifier)
        if "metadata" in parameters:
            before = {"metadata": refund["metadata"]}
            refund["metadata"] = merged_metadata(refund["metadata"], parameters["metadata"])
            self._peer.events.tell("refund.updated", refund, before, request)
        request.effect(f"refund {identifier} updated")
        return expanded(self._peer.store, refund, parameters.get("expand"), EXPANDS)

    def cancel(self, request, parameters, identifier):
        refund = self._peer.store.find("refund", identifier)
        if refund["status"] != "requires_action":
            raise StripeError(400, f"A refund with status {refund['status']} cannot be canceled")
        self._give_back(refund, "canceled")
        request.effect(f"refund {identifier} canceled")
        self._peer.events.tell("refund.updated", refund, {"status": "requires_action"}, request)
        return expanded(self._peer.store, refund, parameters.get("expand"), EXPANDS)

    def _charge(self, parameters):
        store = self._peer.store
        if "charge" not in parameters and "payment_intent" not in parameters:
            raise missing_parameter("charge")
        intent = None
        if "payment_intent" in parameters:
            intent = store.find("payment_intent", parameters["payment_intent"], "payment_intent")
            if intent["latest_charge"] is None:
                message = f"This PaymentIntent ({intent['id']}) does not have a successful charge to refund."
                raise StripeError(400, message, code="payment_intent_unexpected_state", param="payment_intent")
        if "charge" not in parameters:
            return store.find("charge", intent["latest_charge"])
        charge = store.find("charge", parameters["charge"], "charge")
        if intent and charge["payment_intent"] != intent["id"]:
            raise StripeError(400, "The charge does not belong to the PaymentIntent", param="charge")
        return charge

    def _beginning(self, charge):
        planned, self._peer.store.next_refund = self._peer.store.next_refund, None
        if planned:
            return planned
        return ("succeeded" if charge["payment_method_details"]["type"] == "card" else "pending"), None

    def _give_back(self, refund, status):
        charge = self._peer.store.objects["charge"][refund["charge"]]
        charge["amount_refunded"] -= refund["amount"]
        charge["refunded"] = False
        refund["status"] = status
        refund.pop("next_action", None)

    def _fail(self, refund, reason):
        before = {"status": refund["status"]}
        self._give_back(refund, "failed")
        refund["failure_reason"] = reason or "unknown"
        refund["failure_balance_transaction"] = self._peer.store.new_id("transaction")
        for kind in ("refund.failed", "refund.updated", "charge.refund.updated"):
            self._peer.events.tell(kind, refund, before)

    # What the outside world does

    def plan_next(self, action):
        """The next refund begins with this status instead of the usual one."""
        status, reason = action.get("status"), action.get("failureReason")
        if status not in BEGINNINGS or (reason and reason not in FAILURES):
            raise ControlError(f"status is one of {sorted(BEGINNINGS)}; failureReason one of {sorted(FAILURES)}")
        self._peer.store.next_refund = (status, reason)
        return {"next": status}

    def settle(self, action):
        """A refund under way arrives or fails; one that had succeeded can still fail."""
        refund = self._peer.store.objects["refund"].get(action.get("refund"))
        if refund is None or refund["status"] in ("failed", "canceled"):
            raise ControlError("no such refund is under way")
        if action.get("status") == "failed":
            self._fail(refund, action.get("failureReason"))
        elif action.get("status") == "succeeded" and refund["status"] != "succeeded":
            before = {"status": refund["status"]}
            refund["status"] = "succeeded"
            refund.pop("next_action", None)
            self._peer.events.tell("refund.updated", refund, before)
            self._peer.events.tell("charge.refund.updated", refund, before)
        else:
            raise ControlError("status is succeeded or failed, and not what it is already")
        return refund

    def from_dashboard(self, action):
        """Someone refunds in the dashboard, past any client."""
        charge = self._peer.store.objects["charge"].get(action.get("charge"))
        left = charge["amount_captured"] - charge["amount_refunded"] if charge else 0
        amount = action.get("amount", left)
        if not 0 < amount <= left:
            raise ControlError("no such charge, or not as much left on it")
        refund = self.make(charge, amount, "succeeded", self._peer.clock.seconds(), {"reason": "requested_by_customer"})
        self._peer.events.tell("refund.created", refund)
        self._peer.events.tell("charge.refunded", charge)
        return refund


def _money(amount, charge):
    return f"{amount // 100}.{amount % 100:02d} {charge['currency']}"


def _destination(charge):
    if charge["payment_method_details"]["type"] == "card":
        return {
            "card": {"reference_status": "pending", "reference_type": "acquirer_reference_number", "type": "refund"},
            "type": "card",
        }
    kind = charge["payment_method_details"]["type"]
    return {kind: {}, "type": kind}


def _next_action(created, parameters, charge):
    email = parameters.get("instructions_email") or charge["billing_details"]["email"]
    sent = {"email_sent_at": created, "email_sent_to": email}
    return {"display_details": {"email_sent": sent, "expires_at": created + 30 * 24 * 3600}, "type": "display_details"}

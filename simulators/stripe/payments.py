"""Payment intents, charges and checkout sessions: read by clients, made by the outside world."""

from http_peer import ControlError
from stripe.schema import ONE, PAGE, Choice, NotSimulated, Period, Table, Text
from stripe.store import expanded, page

LIST_INTENTS = Table({**PAGE, "created": Period(), "customer": Text(), "customer_account": NotSimulated()})
LIST_CHARGES = Table(
    {**PAGE, "created": Period(), "customer": Text(), "payment_intent": Text(), "transfer_group": NotSimulated()}
)
LIST_SESSIONS = Table(
    {
        **PAGE,
        "created": Period(),
        "customer": Text(),
        "customer_details": NotSimulated(),
        "payment_intent": Text(),
        "payment_link": Text(),
        "status": Choice("complete", "expired", "open"),
        "subscription": NotSimulated(),
    }
)
INTENT_EXPANDS = {"latest_charge": "charge"}
CHARGE_EXPANDS = {"payment_intent": "payment_intent"}
SESSION_EXPANDS = {"payment_intent": "payment_intent", "payment_link": "payment_link"}


class Payments:
    def __init__(self, peer):
        self._peer = peer
        self.routes = [
            ("GET", "/v1/payment_intents", LIST_INTENTS, self.list_intents),
            ("GET", "/v1/payment_intents/{id}", ONE, self._reader("payment_intent", INTENT_EXPANDS)),
            ("GET", "/v1/charges", LIST_CHARGES, self.list_charges),
            ("GET", "/v1/charges/{id}", ONE, self._reader("charge", CHARGE_EXPANDS)),
            ("GET", "/v1/checkout/sessions", LIST_SESSIONS, self.list_sessions),
            ("GET", "/v1/checkout/sessions/{id}", ONE, self._reader("checkout.session", SESSION_EXPANDS)),
        ]

    def _reader(self, kind, expands):
        def read(request, parameters, identifier):
            return expanded(
                self._peer.store, self._peer.store.find(kind, identifier), parameters.get("expand"), expands
            )

        return read

    def _list(self, kind, names, parameters, url, expands):
        found = [
            value
            for value in self._peer.store.newest_first(kind)
            if all(value[name] == parameters[name] for name in names if name in parameters)
        ]
        return page(self._peer.store, found, parameters, url, expands)

    def list_intents(self, request, parameters):
        return self._list("payment_intent", ["customer"], parameters, "/v1/payment_intents", INTENT_EXPANDS)

    def list_charges(self, request, parameters):
        return self._list("charge", ["customer", "payment_intent"], parameters, "/v1/charges", CHARGE_EXPANDS)

    def list_sessions(self, request, parameters):
        names = ["customer", "payment_intent", "payment_link", "status"]
        return self._list("checkout.session", names, parameters, "/v1/checkout/sessions", SESSION_EXPANDS)

    def make_payment(
        self,
        amount,
        currency,
        created,
        metadata,
        method="card",
        identifier=None,
        email=None,
        name=None,
        status="succeeded",
        description=None,
    ):
        """A payment intent and, where money moved, its charge."""
        store = self._peer.store
        intent = {
            "id": identifier or store.new_id("payment_intent"),
            "object": "payment_intent",
            "amount": amount,
            "amount_capturable": 0,
            "amount_received": amount if status == "succeeded" else 0,
            "canceled_at": None,
            "cancellation_reason": None,
            "capture_method": "automatic_async",
            "confirmation_method": "automatic",
            "created": created,
            "currency": currency,
            "customer": None,
            "description": description,
            "last_payment_error": None,
            "latest_charge": None,
            "livemode": False,
            "metadata": dict(metadata),
            "next_action": None,
            "payment_method": None,
            "payment_method_types": [method],
            "receipt_email": email,
            "status": status,
        }
        store.add(intent)
        if status == "succeeded":
            intent["latest_charge"] = self._make_charge(intent, method, email, name)["id"]
        return intent

    def _make_charge(self, intent, method, email, name):
        store = self._peer.store
        details = {"type": method, method: {}}
        if method == "card":
            details["card"] = {"brand": "visa", "exp_month": 8, "exp_year": 2029, "funding": "credit", "last4": "4242"}
        return store.add(
            {
                "id": store.new_id("charge"),
                "object": "charge",
                "amount": intent["amount"],
                "amount_captured": intent["amount"],
                "amount_refunded": 0,
                "balance_transaction": store.new_id("transaction"),
                "billing_details": {"address": None, "email": email, "name": name, "phone": None},
                "captured": True,
                "created": intent["created"],
                "currency": intent["currency"],
                "customer": intent["customer"],
                "description": intent["description"],
                "disputed": False,
                "failure_code": None,
                "failure_message": None,
                "livemode": False,
                "metadata": dict(intent["metadata"]),
                "paid": True,
                "payment_intent": intent["id"],
                "payment_method_details": details,
                "receipt_email": email,
                "receipt_number": None,
                "refunded": False,
                "status": "succeeded",
            }
        )

    # What the outside world does

    def complete_checkout(self, action):
        """A customer opens a payment link and pays, at once or with a method that takes days."""
        peer, store = self._peer, self._peer.store
        link = store.objects["payment_link"].get(action.get("paymentLink"))
        if link is None:
            raise ControlError("no such payment link")
        if not link["active"]:
            raise ControlError("the payment link is not active: its page takes no payment")
        later = action.get("paymentStatus", "paid") == "unpaid"
        method = action.get("method", "sepa_debit" if later else "card")
        total = sum(item["amount_total"] for item in store.objects["item"][link["id"]])
        data = link["payment_intent_data"] or {}
        intent = self.make_payment(
            total,
            link["currency"],
            peer.clock.seconds(),
            data.get("metadata", {}),
            method=method,
            email=action.get("email"),
            name=action.get("name"),
            status="processing" if later else "succeeded",
            description=data.get("description"),
        )
        session = store.add(self._session(link, intent, total, action, later))
        self._count_completion(link)
        peer.events.tell("payment_intent.created", intent)
        if not later:
            peer.events.tell("charge.succeeded", store.objects["charge"][intent["latest_charge"]])
            peer.events.tell("payment_intent.succeeded", intent)
        peer.events.tell("checkout.session.completed", session)
        return {"session": session["id"], "payment_intent": intent["id"], "charge": intent["latest_charge"]}

    def _session(self, link, intent, total, action, later):
        return {
            "id": self._peer.store.new_id("checkout.session"),
            "object": "checkout.session",
            "amount_subtotal": total,
            "amount_total": total,
            "created": self._peer.clock.seconds(),
            "currency": link["currency"],
            "customer": None,
            "customer_details": {"email": action.get("email"), "name": action.get("name"), "phone": None},
            "livemode": False,
            "metadata": dict(link["metadata"]),
            "mode": "payment",
            "payment_intent": intent["id"],
            "payment_link": link["id"],
            "payment_status": "unpaid" if later else "paid",
            "status": "complete",
            "url": None,
        }

    def _count_completion(self, link):
        if not link["restrictions"]:
            return
        before = {"active": True}
        completed = link["restrictions"]["completed_sessions"]
        completed["count"] += 1
        if completed["count"] >= completed["limit"]:
            link["active"] = False
            self._peer.events.tell("payment_link.updated", link, before)

    def settle_checkout(self, action):
        """A method that takes days comes to its end, well or badly."""
        store, events = self._peer.store, self._peer.events
        session = store.objects["checkout.session"].get(action.get("session"))
        if session is None or session["payment_status"] != "unpaid":
            raise ControlError("no such session waits for its payment")
        intent = store.objects["payment_intent"][session["payment_intent"]]
        if action.get("succeeds", True):
            intent["status"], intent["amount_received"] = "succeeded", intent["amount"]
            details = session["customer_details"]
            charge = self._make_charge(intent, intent["payment_method_types"][0], details["email"], details["name"])
            intent["latest_charge"], session["payment_status"] = charge["id"], "paid"
            events.tell("charge.succeeded", charge)
            events.tell("payment_intent.succeeded", intent)
            events.tell("checkout.session.async_payment_succeeded", session)
        else:
            intent["status"] = "requires_payment_method"
            events.tell("payment_intent.payment_failed", intent)
            events.tell("checkout.session.async_payment_failed", session)
        return {"payment_status": session["payment_status"]}

    def dispute(self, action):
        """The cardholder's bank takes the money back."""
        charge = self._peer.store.objects["charge"].get(action.get("charge"))
        if charge is None:
            raise ControlError("no such charge")
        charge["disputed"] = True
        self._peer.events.tell("charge.updated", charge, {"disputed": False})
        return {"disputed": charge["id"]}

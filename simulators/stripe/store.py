"""The simulated account: its objects by kind, and ids for new ones."""

import hashlib

from http_peer import Mint
from stripe.failures import StripeError, missing_object

_ALPHABET = "0123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz"
PREFIXES = {
    "charge": "ch_3",
    "checkout.session": "cs_test_a1",
    "event": "evt_1",
    "item": "li_1",
    "payment_intent": "pi_3",
    "payment_link": "plink_1",
    "price": "price_1",
    "product": "prod_",
    "refund": "re_3",
    "request": "req_",
    "transaction": "txn_1",
}


class Store:
    """Everything that a snapshot has to hold."""

    def __init__(self):
        self.objects = {kind: {} for kind in PREFIXES}
        self.keys = {}
        self.next_refund = None
        self._mint = Mint()

    def new_id(self, kind):
        """An id of Stripe's look, the same in every run."""
        number = self._mint.next(kind)
        digest = hashlib.sha256(f"{kind}{number}".encode()).digest()
        length = 14 if kind in ("product", "request") else 23
        return PREFIXES[kind] + "".join(_ALPHABET[byte % len(_ALPHABET)] for byte in digest)[:length]

    def add(self, value):
        self.objects[value["object"]][value["id"]] = value
        return value

    def find(self, kind, identifier, param="id", status=404):
        """The object of this id; Stripe's error where there is none."""
        found = self.objects[kind].get(identifier)
        if found is None:
            raise missing_object(kind.replace(".", " "), identifier, param, status)
        return found

    def newest_first(self, kind):
        return list(reversed(self.objects[kind].values()))


def expanded(store, value, wanted, allowed):
    """A copy with the named references replaced by their objects."""
    result = dict(value)
    for name in wanted or ():
        head, _, rest = name.partition(".")
        if head not in allowed:
            raise StripeError(400, f"This property cannot be expanded ({name}).", param="expand")
        if rest:
            raise StripeError(400, f"Nested expansion is not simulated ({name}).", param="expand")
        how = allowed[head]
        if callable(how):
            result[head] = how(value)
        elif result.get(head):
            result[head] = dict(store.find(how, result[head]))
    return result


def page(store, values, parameters, url, allowed):
    """A list object over values given newest first."""
    if "starting_after" in parameters and "ending_before" in parameters:
        raise StripeError(400, "Give starting_after or ending_before, not both", code="parameters_exclusive")
    period = parameters.get("created")
    if period:
        values = [value for value in values if _within(value["created"], period)]
    limit = parameters.get("limit", 10)
    if "starting_after" in parameters:
        chosen = values[_position(values, parameters, "starting_after") + 1 :]
        more, chosen = len(chosen) > limit, chosen[:limit]
    elif "ending_before" in parameters:
        chosen = values[: _position(values, parameters, "ending_before")]
        more, chosen = len(chosen) > limit, chosen[-limit:]
    else:
        more, chosen = len(values) > limit, values[:limit]
    inner = []
    for name in parameters.get("expand", ()):
        if not name.startswith("data."):
            raise StripeError(400, f"This property cannot be expanded ({name}).", param="expand")
        inner.append(name[len("data.") :])
    data = [expanded(store, value, inner, allowed) for value in chosen]
    return {"object": "list", "url": url, "has_more": more, "data": data}


def _position(values, parameters, name):
    for index, value in enumerate(values):
        if value["id"] == parameters[name]:
            return index
    raise StripeError(400, f"No such object: '{parameters[name]}'", code="resource_missing", param=name)


def _within(second, period):
    return (
        second > period.get("gt", -1)
        and second >= period.get("gte", 0)
        and second < period.get("lt", second + 1)
        and second <= period.get("lte", second)
    )

"""Payment links: create, read, update, list, and their line items."""

from stripe.catalog import PRICE_DATA
from stripe.failures import StripeError, exclusive_parameters, missing_parameter
from stripe.schema import (
    ONE,
    PAGE,
    Choice,
    Currency,
    Flag,
    Int,
    Metadata,
    NotSimulated,
    Rows,
    Table,
    Text,
    Unsettable,
    initial_metadata,
    merged_metadata,
)
from stripe.store import expanded, page

ADJUSTABLE = Table({"enabled": Flag(), "maximum": Int(0, 999999), "minimum": Int()}, required=["enabled"])
AFTER = Table(
    {
        "type": Choice("hosted_confirmation", "redirect"),
        "hosted_confirmation": Table({"custom_message": Text(500)}),
        "redirect": Table({"url": Text(2048, r"https?://.+")}, required=["url"]),
    },
    required=["type"],
)
RESTRICTIONS = Table(
    {"completed_sessions": Table({"limit": Int(1)}, required=["limit"])}, required=["completed_sessions"]
)
INTENT_DATA = {
    "capture_method": Choice("automatic", "automatic_async", "manual"),
    "description": Text(1000),
    "metadata": Metadata(),
    "setup_future_usage": NotSimulated(),
    "statement_descriptor": Text(22),
    "statement_descriptor_suffix": Text(22),
    "transfer_group": NotSimulated(),
}
LEFT_OUT = {
    name: NotSimulated()
    for name in (
        "automatic_tax",
        "custom_fields",
        "custom_text",
        "invoice_creation",
        "name_collection",
        "optional_items",
        "payment_method_collection",
        "shipping_address_collection",
        "shipping_options",
        "subscription_data",
        "tax_id_collection",
    )
}
LEFT_OUT_OF_CREATION = {
    name: NotSimulated()
    for name in (
        "application_fee_amount",
        "application_fee_percent",
        "consent_collection",
        "on_behalf_of",
        "transfer_data",
    )
}
SHARED = {
    **LEFT_OUT,
    "after_completion": AFTER,
    "allow_promotion_codes": Flag(),
    "billing_address_collection": Choice("auto", "required"),
    "customer_creation": Choice("always", "if_required"),
    "phone_number_collection": Table({"enabled": Flag()}, required=["enabled"]),
    "submit_type": Choice("auto", "book", "donate", "pay", "subscribe"),
    "metadata": Metadata(),
    "expand": PAGE["expand"],
}
CREATE = Table(
    {
        **SHARED,
        **LEFT_OUT_OF_CREATION,
        "currency": Currency(),
        "inactive_message": Text(500),
        "line_items": Rows(
            Table(
                {"adjustable_quantity": ADJUSTABLE, "price": Text(), "price_data": PRICE_DATA, "quantity": Int(1)},
                required=["quantity"],
            ),
            20,
        ),
        "payment_intent_data": Table(INTENT_DATA),
        "payment_method_types": Rows(Text()),
        "restrictions": RESTRICTIONS,
    },
    required=["line_items"],
)
UPDATE = Table(
    {
        **SHARED,
        "active": Flag(),
        "inactive_message": Unsettable(Text(500)),
        "line_items": Rows(
            Table({"adjustable_quantity": ADJUSTABLE, "id": Text(), "quantity": Int(1)}, required=["id"]), 20
        ),
        "payment_intent_data": Table(INTENT_DATA),
        "payment_method_types": Unsettable(Rows(Text())),
        "restrictions": Unsettable(RESTRICTIONS),
    }
)
LIST = Table({**PAGE, "active": Flag()})


class PaymentLinks:
    def __init__(self, peer, catalog):
        self._peer = peer
        self._catalog = catalog
        self.routes = [
            ("POST", "/v1/payment_links", CREATE, self.create),
            ("GET", "/v1/payment_links", LIST, self.list),
            ("GET", "/v1/payment_links/{id}", ONE, self.read),
            ("POST", "/v1/payment_links/{id}", UPDATE, self.update),
            ("GET", "/v1/payment_links/{id}/line_items", Table(PAGE), self.line_items),
        ]
        self._expands = {"line_items": lambda link: self._items_page(link, {"limit": 10})}

    def create(self, request, parameters):
        store = self._peer.store
        items = [self._item(item, f"line_items[{index}]") for index, item in enumerate(parameters["line_items"])]
        if not items:
            raise missing_parameter("line_items")
        currencies = {item["currency"] for item in items} | (
            {parameters["currency"]} if "currency" in parameters else set()
        )
        if len(currencies) > 1:
            message = "All prices on a payment link must have the currency of the link"
            raise StripeError(400, message, param="line_items")
        _check_after(parameters.get("after_completion"))
        identifier = store.new_id("payment_link")
        link = {
            "id": identifier,
            "object": "payment_link",
            "active": True,
            "after_completion": _after(parameters.get("after_completion")),
            "allow_promotion_codes": parameters.get("allow_promotion_codes", False),
            "application": None,
            "application_fee_amount": None,
            "application_fee_percent": None,
            "automatic_tax": {"enabled": False, "liability": None},
            "billing_address_collection": parameters.get("billing_address_collection", "auto"),
            "consent_collection": None,
            "currency": currencies.pop(),
            "custom_fields": [],
            "custom_text": {
                "after_submit": None,
                "shipping_address": None,
                "submit": None,
                "terms_of_service_acceptance": None,
            },
            "customer_creation": parameters.get("customer_creation", "if_required"),
            "inactive_message": parameters.get("inactive_message"),
            "invoice_creation": {
                "enabled": False,
                "invoice_data": {
                    "account_tax_ids": None,
                    "custom_fields": None,
                    "description": None,
                    "footer": None,
                    "issuer": None,
                    "metadata": {},
                    "rendering_options": None,
                },
            },
            "livemode": False,
            "metadata": initial_metadata(parameters.get("metadata")),
            "on_behalf_of": None,
            "payment_intent_data": _intent_data(parameters.get("payment_intent_data")),
            "payment_method_collection": "always",
            "payment_method_types": parameters.get("payment_method_types"),
            "phone_number_collection": parameters.get("phone_number_collection", {"enabled": False}),
            "restrictions": _restrictions(parameters.get("restrictions"), 0),
            "shipping_address_collection": None,
            "shipping_options": [],
            "submit_type": parameters.get("submit_type", "auto"),
            "subscription_data": None,
            "tax_id_collection": {"enabled": False, "required": "never"},
            "transfer_data": None,
            "url": f"https://buy.stripe.com/test_{identifier[-14:]}",
        }
        store.add(link)
        store.objects["item"][identifier] = items
        request.effect(f"payment link {identifier} created")
        self._peer.events.tell("payment_link.created", link, request=request)
        return expanded(store, link, parameters.get("expand"), self._expands)

    def read(self, request, parameters, identifier):
        link = self._peer.store.find("payment_link", identifier)
        return expanded(self._peer.store, link, parameters.get("expand"), self._expands)

    def list(self, request, parameters):
        links = self._peer.store.newest_first("payment_link")
        if "active" in parameters:
            links = [link for link in links if link["active"] == parameters["active"]]
        return page(self._peer.store, links, parameters, "/v1/payment_links", self._expands)

    def line_items(self, request, parameters, identifier):
        return self._items_page(self._peer.store.find("payment_link", identifier), parameters)

    def update(self, request, parameters, identifier):
        store = self._peer.store
        link = store.find("payment_link", identifier)
        before = dict(link)
        _check_after(parameters.get("after_completion"))
        for change in parameters.get("line_items", []):
            self._change_item(identifier, change)
        for name in (
            "active",
            "allow_promotion_codes",
            "billing_address_collection",
            "customer_creation",
            "inactive_message",
            "payment_method_types",
            "phone_number_collection",
            "submit_type",
        ):
            if name in parameters:
                link[name] = parameters[name]
        if "after_completion" in parameters:
            link["after_completion"] = _after(parameters["after_completion"])
        if "payment_intent_data" in parameters:
            link["payment_intent_data"] = _intent_data(parameters["payment_intent_data"])
        if "restrictions" in parameters:
            done = (link["restrictions"] or {"completed_sessions": {"count": 0}})["completed_sessions"]["count"]
            link["restrictions"] = _restrictions(parameters["restrictions"], done)
        if "metadata" in parameters:
            link["metadata"] = merged_metadata(link["metadata"], parameters["metadata"])
        request.effect(f"payment link {identifier} updated")
        changed = {name: before[name] for name in link if link[name] != before[name]}
        self._peer.events.tell("payment_link.updated", link, changed, request)
        return expanded(store, link, parameters.get("expand"), self._expands)

    def _item(self, item, param):
        if "price" in item and "price_data" in item:
            raise exclusive_parameters(param, "price", "price_data")
        if "price" in item:
            price = self._peer.store.find("price", item["price"], f"{param}[price]", 400)
        elif "price_data" in item:
            price = self._catalog.make_price(item["price_data"], f"{param}[price_data]")
        else:
            raise missing_parameter(f"{param}[price]")
        if not price["active"]:
            raise StripeError(400, f"The price specified is inactive: {price['id']}", param=f"{param}[price]")
        product = self._peer.store.find("product", price["product"])
        total = price["unit_amount"] * item["quantity"]
        return {
            "id": self._peer.store.new_id("item"),
            "object": "item",
            "amount_discount": 0,
            "amount_subtotal": total,
            "amount_tax": 0,
            "amount_total": total,
            "currency": price["currency"],
            "description": product["name"],
            "price": dict(price),
            "quantity": item["quantity"],
        }

    def _change_item(self, link, change):
        for item in self._peer.store.objects["item"][link]:
            if item["id"] == change["id"]:
                item["quantity"] = change.get("quantity", item["quantity"])
                item["amount_subtotal"] = item["amount_total"] = item["price"]["unit_amount"] * item["quantity"]
                return
        raise StripeError(400, f"No such line item: '{change['id']}'", code="resource_missing", param="line_items")

    def _items_page(self, link, parameters):
        items = self._peer.store.objects["item"][link["id"]]
        return page(self._peer.store, items, parameters, f"/v1/payment_links/{link['id']}/line_items", {})


def _check_after(after):
    if after and after["type"] == "redirect" and "redirect" not in after:
        raise missing_parameter("after_completion[redirect]")


def _after(after):
    if after is None:
        return {"hosted_confirmation": {"custom_message": None}, "type": "hosted_confirmation"}
    if after["type"] == "redirect":
        return {"redirect": after["redirect"], "type": "redirect"}
    message = after.get("hosted_confirmation", {}).get("custom_message")
    return {"hosted_confirmation": {"custom_message": message}, "type": "hosted_confirmation"}


def _intent_data(data):
    if data is None:
        return None
    names = (
        "capture_method",
        "description",
        "setup_future_usage",
        "statement_descriptor",
        "statement_descriptor_suffix",
    )
    result = {name: data.get(name) for name in names}
    result["metadata"] = initial_metadata(data.get("metadata"))
    result["transfer_group"] = None
    return result


def _restrictions(restrictions, done):
    if restrictions is None:
        return None
    return {"completed_sessions": {"count": done, "limit": restrictions["completed_sessions"]["limit"]}}

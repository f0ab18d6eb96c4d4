"""orderUpdate and tagsAdd."""

import re

from common import merchant
from shopify import gids

_EMAIL = re.compile(r"^[^@\s]+@[^@\s]+\.[^@\s]+$")
_PHONE = re.compile(r"^\+?[0-9 ().-]{7,20}$")
_US_ZIP = re.compile(r"^\d{5}(-\d{4})?$")
_STATES = set("AL AK AZ AR CA CO CT DC DE FL GA HI IA ID IL IN KS KY LA MA MD ME MI MN MO MS MT NC ND NE NH NJ NM NV NY OH OK OR PA RI SC SD TN TX UT VA VT WA WI WV WY".split())


class Updating:
    """Changes to an order that need no job and no session."""

    def __init__(self, api):
        self._api = api

    def update(self, input):
        """The orderUpdate mutation: every given field overwrites what was there."""
        order = self._api.orders.of_gid(input["id"])
        if order is None:
            return {"order": None, "userErrors": [{"field": ["id"], "message": "Order does not exist"}]}
        errors = self._errors(input)
        if errors:
            return {"order": None, "userErrors": errors}
        for key in ("email", "phone"):
            if key in input:
                order[key] = input[key]
        if "note" in input:
            order["note"] = input["note"] or ""
        if "tags" in input:
            order["tags"] = sorted(set(input["tags"] or []))
        for key in ("customAttributes", "poNumber"):
            if key in input:
                self._api.extra(order)[key] = input[key]
        if input.get("shippingAddress") is not None:
            order["shippingAddress"] = _address(input["shippingAddress"])
        merchant.touched(order)
        self._api.store.effect("orderUpdate", order["number"])
        self._api.announce([("order.updated", order["number"])])
        return {"order": self._api.orders.order(order), "userErrors": []}

    def tag(self, id, tags):
        """The tagsAdd mutation, for orders and customers."""
        kind, number = gids.parse(id)
        found = {"Order": self._api.orders.find, "Customer": self._api.orders.find_customer}.get(kind, lambda _: None)(number)
        if found is None:
            return {"node": None, "userErrors": [{"field": ["id"], "message": "Resource not found"}]}
        found["tags"] = sorted(set(found["tags"]) | {tag.strip() for tag in tags})
        merchant.touched(found)
        self._api.store.effect("tagsAdd", number)
        if kind == "Order":
            self._api.announce([("order.updated", found["number"])])
        return {"node": self._api.node(id), "userErrors": []}

    @staticmethod
    def _errors(input):
        errors = []
        if input.get("email") and not _EMAIL.match(input["email"]):
            errors.append({"field": ["email"], "message": "Email is invalid"})
        if input.get("phone") and not _PHONE.match(input["phone"]):
            errors.append({"field": ["phone"], "message": "Phone is invalid"})
        given = input.get("shippingAddress")
        if given is not None:
            for key in ("address1", "city", "countryCode"):
                if not given.get(key):
                    errors.append({"field": ["shippingAddress", key], "message": f"{key} can't be blank"})
            if given.get("countryCode") == "US":
                if given.get("provinceCode") not in _STATES:
                    errors.append({"field": ["shippingAddress", "provinceCode"], "message": "Province is not valid in United States"})
                if not _US_ZIP.match(given.get("zip") or ""):
                    errors.append({"field": ["shippingAddress", "zip"], "message": "Zip is not valid for United States"})
        return errors


def _address(given):
    return {"firstName": given.get("firstName") or "", "lastName": given.get("lastName") or "", "company": given.get("company") or "",
            "address1": given.get("address1"), "address2": given.get("address2") or "", "city": given.get("city"),
            "province": given.get("provinceCode"), "postcode": given.get("zip"), "country": given.get("countryCode"),
            "phone": given.get("phone") or ""}

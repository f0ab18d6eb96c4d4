"""Global ids: gid://shopify/<Kind>/<number>, derived from the world so that they survive restarts."""

import re

from graphql import GraphQLError

_SHAPE = re.compile(r"^gid://shopify/([A-Za-z]+)/([^/?]+)(\?.*)?$")

_BASES = {
    "Order": 5_540_000_000_000, "LineItem": 13_100_000_000_000, "Fulfillment": 4_910_000_000_000,
    "FulfillmentLineItem": 10_300_000_000_000, "OrderTransaction": 6_720_000_000_000, "Refund": 905_000_000_000,
    "Customer": 7_110_000_000_000, "Product": 8_230_000_000_000, "ProductVariant": 44_120_000_000_000,
    "InventoryItem": 46_210_000_000_000, "Location": 85_400_000_000, "ReturnableFulfillment": 3_300_000_000_000,
    "Return": 14_800_000_000, "ReturnLineItem": 16_900_000_000, "ShippingLine": 4_400_000_000_000,
}


def number(kind, *parts):
    """The numeric id of a thing named by world numbers, e.g. number("LineItem", 40217, 1)."""
    value = 0
    for part in parts:
        value = value * 100 + int(part)
    return _BASES[kind] + value


def gid(kind, *parts):
    """The global id of a thing named by world numbers."""
    return f"gid://shopify/{kind}/{number(kind, *parts)}"


def of(kind, ident):
    """The global id of a world id such as "line-40217-1" or "cus-3"."""
    return gid(kind, *ident.split("-")[1:])


def parse(text, kind=None):
    """Splits a global id; raises what the API answers for malformed ids and for ids of another kind."""
    match = _SHAPE.match(text)
    if not match:
        raise GraphQLError(f"Invalid global id '{text}'", extensions={"code": "argumentLiteralsIncompatible"})
    if kind and match.group(1) != kind:
        raise GraphQLError(f"Invalid id: {text}", extensions={"code": "RESOURCE_NOT_FOUND"})
    return match.group(1), match.group(2)

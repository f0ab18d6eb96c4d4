"""Webhook bodies: the REST-shaped resources Shopify puts into deliveries."""

from common import world as W
from shopify import gids
from shopify.orders import financial_status

TOPICS = {"order.updated": "ORDERS_UPDATED", "order.cancelled": "ORDERS_CANCELLED", "order.paid": "ORDERS_PAID",
          "order.fulfilled": "ORDERS_FULFILLED", "order.edited": "ORDERS_EDITED", "fulfilment.created": "FULFILLMENTS_CREATE",
          "fulfilment.updated": "FULFILLMENTS_UPDATE", "refund.created": "REFUNDS_CREATE", "inventory.updated": "INVENTORY_LEVELS_UPDATE",
          "product.updated": "PRODUCTS_UPDATE", "return.requested": "RETURNS_REQUEST", "return.approve": "RETURNS_APPROVE",
          "return.decline": "RETURNS_DECLINE", "return.cancel": "RETURNS_CANCEL"}
_SHIPMENT = {"in_transit": "in_transit", "out_for_delivery": "out_for_delivery", "delivered": "delivered", "attempted": "attempted_delivery",
             "ready_for_pickup": "ready_for_pickup", "confirmed": "confirmed", "label_created": "label_printed", "failed": "failure"}


def body(api, event, subject):
    """The payload of a neutral event."""
    world = api.store.world
    kind = event.split(".")[0]
    if kind == "order":
        order = W.order(world, subject)
        if event == "order.edited":
            return {"order_edit": {"id": gids.number("Order", subject), "order_id": gids.number("Order", subject), "committed_at": order["updatedAt"]}}
        return _order(world, order)
    if kind == "fulfilment":
        order = W.order(world, subject[0])
        return _fulfillment(order, next(f for f in order["fulfilments"] if f["id"] == subject[1]))
    if kind == "refund":
        order = W.order(world, subject[0])
        return _refund(order, next(r for r in order["refunds"] if r["id"] == subject[1]))
    if kind == "inventory":
        return _level(api, *subject)
    if kind == "return":
        order = W.order(world, subject[0])
        item = next(r for r in order["returns"] if r["id"] == subject[1])
        return {"id": _n(gids.of("Return", item["id"])), "admin_graphql_api_id": gids.of("Return", item["id"]), "name": item["name"],
                "status": item["status"].lower(), "order": {"id": gids.number("Order", order["number"]), "admin_graphql_api_id": gids.gid("Order", order["number"])}}
    return _product(next(p for p in world["products"] if p["id"] == subject))


def _n(gid):
    return int(gid.rsplit("/", 1)[1])


def _address(value):
    return value and {"first_name": value["firstName"], "last_name": value["lastName"], "address1": value["address1"], "address2": value["address2"] or None,
                      "city": value["city"], "province": value["province"], "province_code": value["province"], "zip": value["postcode"],
                      "country": "United States", "country_code": value["country"], "phone": value["phone"] or None,
                      "name": f"{value['firstName']} {value['lastName']}".strip(), "company": value["company"] or None}


def _order(world, order):
    buyer = W.customer(world, order["customer"])
    number = order["number"]
    return {"id": gids.number("Order", number), "admin_graphql_api_id": gids.gid("Order", number), "name": f"#{number}", "order_number": int(number),
            "number": int(number), "email": order["email"], "phone": order["phone"], "note": order["note"] or None, "tags": ", ".join(order["tags"]),
            "created_at": order["createdAt"], "processed_at": order["createdAt"], "updated_at": order["updatedAt"], "closed_at": None,
            "cancelled_at": order["cancelled"]["at"] if order["cancelled"] else None,
            "cancel_reason": order["cancelled"]["reason"] if order["cancelled"] else None, "currency": order["currency"],
            "financial_status": financial_status(order).lower(),
            "fulfillment_status": {"none": None, "partial": "partial", "all": "fulfilled"}[W.fulfilment_state(order)],
            "subtotal_price": W.decimal(W.subtotal(order)), "total_tax": W.decimal(W.tax(order)), "total_price": W.decimal(W.total(order)),
            "total_shipping_price_set": {"shop_money": {"amount": W.decimal(order["shipping"]["price"]), "currency_code": order["currency"]}},
            "customer": buyer and {"id": gids.number("Customer", buyer["id"].split("-")[1]), "email": buyer["email"], "first_name": buyer["firstName"],
                                   "last_name": buyer["lastName"], "phone": buyer["phone"]},
            "shipping_address": _address(order["shippingAddress"]), "billing_address": _address(order["billingAddress"]),
            "line_items": [{"id": _n(gids.of("LineItem", l["id"])), "admin_graphql_api_id": gids.of("LineItem", l["id"]), "sku": l["sku"], "title": l["title"],
                            "variant_title": l["variantTitle"], "quantity": l["quantity"], "price": W.decimal(l["unitPrice"]),
                            "total_discount": W.decimal(l.get("discount", 0))} for l in order["lines"]],
            "fulfillments": [_fulfillment(order, f) for f in order["fulfilments"]], "refunds": [_refund(order, r) for r in order["refunds"]]}


def _fulfillment(order, fulfilment):
    ident = gids.of("Fulfillment", fulfilment["id"])
    return {"id": _n(ident), "admin_graphql_api_id": ident, "order_id": gids.number("Order", order["number"]), "name": f"#{order['number']}.{fulfilment['id'].split('-')[2]}",
            "status": "cancelled" if fulfilment["status"] == "cancelled" else "success", "shipment_status": _SHIPMENT.get(fulfilment["status"]),
            "created_at": fulfilment["shippedAt"], "updated_at": order["updatedAt"], "tracking_company": fulfilment["carrier"],
            "tracking_number": fulfilment["trackingNumber"], "tracking_numbers": [fulfilment["trackingNumber"]], "tracking_url": fulfilment["trackingUrl"],
            "tracking_urls": [fulfilment["trackingUrl"]],
            "line_items": [{"id": _n(gids.of("LineItem", p["line"])), "quantity": p["quantity"]} for p in fulfilment["lines"]]}


def _refund(order, refund):
    ident = gids.of("Refund", refund["id"])
    return {"id": _n(ident), "admin_graphql_api_id": ident, "order_id": gids.number("Order", order["number"]), "created_at": refund["at"],
            "processed_at": refund["at"], "note": refund["reason"] or None, "restock": any(p.get("restock") in ("RETURN", "CANCEL") for p in refund["lines"]),
            "refund_line_items": [{"line_item_id": _n(gids.of("LineItem", p["line"])), "quantity": p["quantity"], "subtotal": W.decimal(p.get("amount", 0)),
                                   "restock_type": p.get("restock", "NO_RESTOCK").lower()} for p in refund["lines"]],
            "transactions": [{"kind": "refund", "status": "success", "amount": W.decimal(refund["amount"]), "currency": order["currency"]}] if refund["amount"] else []}


def _level(api, sku, place):
    _, variant = W.variant(api.store.world, sku)
    where = gids.number("Location", api.catalog.location_number(W.location(api.store.world, place)))
    item = gids.number("InventoryItem", *variant["id"].split("-")[1:])
    return {"inventory_item_id": item, "location_id": where, "available": variant["inventory"].get(place, 0),
            "admin_graphql_api_id": f"gid://shopify/InventoryLevel/{where}?inventory_item_id={item}"}


def _product(product):
    number = product["id"].split("-")[1]
    return {"id": gids.number("Product", number), "admin_graphql_api_id": gids.gid("Product", number), "title": product["title"], "handle": product["handle"],
            "status": product["status"], "product_type": product["type"], "vendor": product["vendor"], "updated_at": product["updatedAt"],
            "variants": [{"id": gids.number("ProductVariant", *v["id"].split("-")[1:]), "sku": v["sku"], "title": v["title"], "price": W.decimal(v["price"]),
                          "inventory_quantity": sum(v["inventory"].values())} for v in product["variants"]]}

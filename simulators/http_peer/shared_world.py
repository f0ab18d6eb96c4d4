"""The shared world (`simulators/common/world.json`) in the form these simulators are made from."""

#: The shared world's words for a parcel as the carrier's own.
_EVENTS = {
    "label_created": "InfoReceived",
    "confirmed": "InfoReceived",
    "in_transit": "InTransit",
    "out_for_delivery": "OutForDelivery",
    "delivered": "Delivered",
    "attempted": "AttemptFail",
    "ready_for_pickup": "AvailableForPickup",
    "failed": "Exception",
}
_METHODS = {"bank": "bank_transfer", "cod": "cash"}


def neutral(world):
    """The world as it is, or the shared one translated."""
    if "shop" not in world:
        return world
    return {
        "currency": world["shop"]["currency"],
        "customers": [_customer(value) for value in world["customers"]],
        "products": [
            {
                "sku": variant["sku"],
                "name": product["title"],
                "variant": variant["title"],
                "unitPrice": variant["price"],
                "stock": sum(variant["inventory"].values()),
                "restockOn": None,
            }
            for product in world["products"]
            for variant in product["variants"]
        ],
        "orders": [_order(value) for value in world["orders"]],
    }


def _customer(value):
    return {
        "id": value["id"],
        "name": f"{value['firstName']} {value['lastName']}",
        "email": value["email"],
        "phone": value["phone"],
        "address": _address(value["address"]),
    }


def _address(value):
    # These systems have one line for the street.
    return {
        "street": value["address1"],
        "city": value["city"],
        "postalCode": value["postcode"],
        "country": value["country"],
    }


def _order(value):
    parcels = [parcel for parcel in value["fulfilments"] if parcel["status"] != "cancelled"]
    refunded = sum(refund["amount"] for refund in value["refunds"])
    return {
        "number": value["number"],
        "customer": value["customer"],
        "placedAt": value["createdAt"],
        "status": _status(value, parcels),
        "address": _address(value["shippingAddress"]),
        "lines": [
            {
                "sku": line["sku"],
                "name": line["title"],
                "variant": line["variantTitle"],
                "quantity": line["quantity"],
                "unitPrice": (line["unitPrice"] * line["quantity"] - line["discount"]) // line["quantity"],
            }
            for line in value["lines"]
        ],
        "shipping": value["shipping"]["price"],
        "payments": [
            {
                "id": payment["id"].replace("pay-", "P"),
                "method": _METHODS.get(payment["kind"], payment["kind"]),
                "amount": payment["amount"],
                "status": "paid" if payment["status"] == "paid" else "open",
                "refunded": refunded if payment["status"] == "paid" else 0,
            }
            for payment in value["payments"]
        ],
        "shipments": [_parcel(parcel) for parcel in parcels],
    }


def _status(order, parcels):
    if order["cancelled"]:
        return "cancelled"
    sent = [parcel for parcel in parcels if _EVENTS[parcel["status"]] != "InfoReceived"]
    ordered = sum(line["quantity"] for line in order["lines"])
    if sum(part["quantity"] for parcel in sent for part in parcel["lines"]) < ordered:
        return "processing" if parcels else "open"
    return "delivered" if all(parcel["status"] == "delivered" for parcel in sent) else "shipped"


def _parcel(value):
    events = [{"at": value["shippedAt"], "status": "InTransit", "message": "Parcel on its way", "city": None}]
    last = _EVENTS[value["status"]]
    if last == "InfoReceived":
        events[0].update(status=last, message="Shipment data received")
    elif last != "InTransit":
        events.append({"at": value["deliveredAt"] or value["shippedAt"], "status": last, "message": last, "city": None})
    return {
        "carrier": value["carrier"].lower(),
        "trackingNumber": value["trackingNumber"],
        "expectedOn": (value["estimatedAt"] or "")[:10] or None,
        "events": events,
    }

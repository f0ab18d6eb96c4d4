"""Harbor's records: the shapes it shows, made from the neutral world."""

from http_peer import instant

#: Status words of the world as Harbor's numbers.
STATES = {"open": 10, "processing": 20, "shipped": 30, "delivered": 40, "cancelled": 50, "returned": 60}
PARCEL_STATES = {
    "Pending": 0,
    "InfoReceived": 1,
    "InTransit": 2,
    "OutForDelivery": 3,
    "Delivered": 4,
    "AvailableForPickup": 5,
    "AttemptFail": 6,
    "Exception": 7,
    "Expired": 8,
}


def from_world(world):
    """The whole state: customers, orders, tickets and keyed requests."""
    currency = world.get("currency", "EUR")
    return {
        "customers": {value["id"]: _customer(value) for value in world.get("customers", [])},
        "orders": {value["number"]: _order(value, currency) for value in world.get("orders", [])},
        "tickets": {},
        "requests": {},
        "locked": [],
        "maintenance": False,
    }


def _customer(value):
    given, _, family = value["name"].rpartition(" ")
    address = value["address"]
    return {
        "customerId": value["id"],
        "revision": 1,
        "since": 1577836800,
        "person": {"given": given, "family": family},
        "contact": {"mail": value["email"], "phones": [{"kind": "mobile", "number": value["phone"]}]},
        "addresses": [
            {
                "kind": "ship",
                "street": address["street"],
                "zip": address["postalCode"],
                "town": address["city"],
                "countryCode": address["country"],
            }
        ],
    }


def money(minor):
    return f"{minor // 100}.{minor % 100:02d}"


def _order(value, currency):
    total = sum(line["unitPrice"] * line["quantity"] for line in value["lines"]) + value.get("shipping", 0)
    paid = sum(payment["amount"] for payment in value.get("payments", []) if payment["status"] == "paid")
    return {
        "ref": {"no": value["number"], "channel": "WEB"},
        "customerId": value["customer"],
        "placed": int(instant(value["placedAt"])),
        "state": {"code": STATES[value["status"]]},
        "money": {"cur": currency, "gross": money(total), "open": money(max(0, total - paid))},
        "positions": [
            {
                "pos": index + 1,
                "article": {
                    "id": line["sku"],
                    "text": line["name"],
                    "opts": [part.strip() for part in line["variant"].split(",") if part.strip()],
                },
                "qty": line["quantity"],
                "each": money(line["unitPrice"]),
            }
            for index, line in enumerate(value["lines"])
        ],
        "parcels": [
            {
                "by": shipment["carrier"].upper(),
                "code": shipment["trackingNumber"],
                "eta": int(instant(shipment["expectedOn"])) if shipment.get("expectedOn") else None,
                "log": [
                    [int(instant(event["at"])), PARCEL_STATES[event["status"]], event["message"]]
                    for event in shipment["events"]
                ],
            }
            for shipment in value.get("shipments", [])
        ],
    }

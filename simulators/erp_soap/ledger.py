"""The ERP's records, made from the neutral world, and how they look in XML."""

from datetime import datetime, timedelta, timezone

from erp_soap.soap import Xml, element
from http_peer import instant

#: The ERP's status words. Orders that are ERFASST or IN_BEARBEITUNG can be cancelled and redirected.
STATUSES = {
    "open": "ERFASST",
    "processing": "IN_BEARBEITUNG",
    "shipped": "VERSENDET",
    "delivered": "ZUGESTELLT",
    "cancelled": "STORNIERT",
    "returned": "RETOURE",
}
CHANGEABLE = {"ERFASST", "IN_BEARBEITUNG"}
_ZONE = timezone(timedelta(hours=1))


def from_world(world):
    """Orders, articles and customers, and no requests yet."""
    customers = {value["id"]: value for value in world.get("customers", [])}
    currency = world.get("currency", "EUR")
    return {
        "orders": {value["number"]: _order(value, customers, currency) for value in world.get("orders", [])},
        "articles": {
            value["sku"]: {
                "number": value["sku"],
                "description": " ".join(filter(None, [value["name"], value.get("variant")])),
                "available": value.get("stock", 0),
                "nextDelivery": value.get("restockOn"),
            }
            for value in world.get("products", [])
        },
        "customers": list(customers),
        "requests": {},
        "locked": [],
    }


def _order(value, customers, currency):
    customer = customers[value["customer"]]
    address = value.get("address") or customer["address"]
    return {
        "number": value["number"],
        "customer": value["customer"],
        "status": STATUSES[value["status"]],
        "orderedAt": instant(value["placedAt"]),
        "currency": currency,
        "shipping": value.get("shipping", 0),
        "payment": _payment(value.get("payments", [])),
        "address": {
            "Name": customer["name"],
            "Street": address["street"],
            "PostalCode": address["postalCode"],
            "City": address["city"],
            "Country": address["country"],
        },
        "lines": [dict(line) for line in value["lines"]],
        "shipments": [
            {
                "carrier": shipment["carrier"].upper(),
                "trackingNumber": shipment["trackingNumber"],
                "shippedOn": (shipment["events"][0]["at"] if shipment["events"] else value["placedAt"])[:10],
                "promisedOn": shipment.get("expectedOn"),
            }
            for shipment in value.get("shipments", [])
        ],
        "revision": 1,
    }


def _payment(payments):
    paid = sum(payment["amount"] for payment in payments if payment["status"] == "paid")
    refunded = sum(payment.get("refunded", 0) for payment in payments)
    if not paid:
        return "OFFEN"
    if not refunded:
        return "BEZAHLT"
    return "ERSTATTET" if refunded >= paid else "TEILERSTATTET"


def money(minor):
    return f"{minor // 100}.{minor % 100:02d}"


def date_time(seconds):
    """An xsd:dateTime in the ERP's own zone."""
    return datetime.fromtimestamp(int(seconds), _ZONE).isoformat()


def ordered_on(order):
    """The day of an order in the ERP's own zone, as an xsd:date."""
    return date_time(order["orderedAt"])[:10]


def order_xml(order):
    total = order["shipping"] + sum(line["unitPrice"] * line["quantity"] for line in order["lines"])
    return element(
        "Order",
        element("OrderNumber", order["number"]),
        element("CustomerNumber", order["customer"]),
        element("Status", order["status"]),
        element("OrderedAt", date_time(order["orderedAt"])),
        element("Currency", order["currency"]),
        element("ShippingCost", money(order["shipping"])),
        element("Total", money(total)),
        element("PaymentStatus", order["payment"]),
        element("DeliveryAddress", *[element(name, text) for name, text in order["address"].items()]),
        *[_line_xml(index + 1, line) for index, line in enumerate(order["lines"])],
        *[_shipment_xml(shipment) for shipment in order["shipments"]],
        element("Revision", order["revision"]),
    )


def _line_xml(position, line):
    return element(
        "Line",
        element("Position", position),
        element("ArticleNumber", line["sku"]),
        element("Description", line["name"]),
        optional("Variant", line.get("variant")),
        element("Quantity", line["quantity"]),
        element("UnitPrice", money(line["unitPrice"])),
    )


def _shipment_xml(shipment):
    return element(
        "Shipment",
        element("Carrier", shipment["carrier"]),
        element("TrackingNumber", shipment["trackingNumber"]),
        element("ShippedOn", shipment["shippedOn"]),
        optional("PromisedOn", shipment["promisedOn"]),
    )


def stock_xml(article):
    return element(
        "Stock",
        element("ArticleNumber", article["number"]),
        element("Description", article["description"]),
        element("Available", article["available"]),
        optional("NextDelivery", article["nextDelivery"]),
    )


def optional(name, text):
    """An element, or nothing where there is nothing to say."""
    return element(name, text) if text else Xml("")

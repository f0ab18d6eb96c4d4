"""Tracking objects: made from the neutral world or a request, and moved on by checkpoints."""

import hashlib

from aftership.statuses import SUBTAGS, tag_of, usual_subtag
from http_peer import instant, stamp

#: Carriers of the world and courier slugs; a slug itself is also understood.
SLUGS = {"dhl": "dhl-germany", "ups": "ups", "dpd": "dpd-de", "gls": "gls", "hermes": "hermes-de", "fedex": "fedex"}
COURIERS = set(SLUGS.values()) | {"dhl", "dpd", "usps", "royal-mail", "postnl"}


def from_world(world, mint):
    """A tracking for every shipment, by id."""
    people = {customer["id"]: customer for customer in world.get("customers", [])}
    result = {}
    for order in world.get("orders", []):
        for shipment in order.get("shipments", []):
            customer = people.get(order["customer"], {})
            created = instant(shipment["events"][0]["at"]) if shipment["events"] else instant(order["placedAt"])
            tracking = new(
                mint,
                created,
                {
                    "tracking_number": shipment["trackingNumber"],
                    "slug": SLUGS.get(shipment["carrier"], shipment["carrier"]),
                    "title": order["number"],
                    "order_id": order["number"],
                    "order_number": order["number"],
                    "destination_country_region": "DEU" if _country(customer) == "DE" else None,
                },
            )
            if shipment.get("expectedOn"):
                expect(tracking, shipment["expectedOn"], created)
            for event in shipment["events"]:
                add_checkpoint(
                    tracking,
                    instant(event["at"]),
                    event.get("subtag") or usual_subtag(event["status"]),
                    event["message"],
                    event.get("city"),
                    instant(event["at"]),
                )
            result[tracking["id"]] = tracking
    return result


def _country(customer):
    return customer.get("address", {}).get("country")


def new(mint, created, given):
    """A tracking as it is right after it was added."""
    number = mint.next("tracking")
    identifier = hashlib.sha256(f"tracking{number}".encode()).hexdigest()[:32]
    tracking = {
        "id": identifier,
        "legacy_id": identifier[:24],
        "created_at": stamp(created),
        "updated_at": stamp(created),
        "tracking_number": given["tracking_number"],
        "slug": given["slug"],
        "active": True,
        "custom_fields": given.get("custom_fields"),
        "transit_time": None,
        "origin_country_region": None,
        "destination_country_region": given.get("destination_country_region"),
        "destination_postal_code": given.get("destination_postal_code"),
        "courier_destination_country_region": None,
        "courier_estimated_delivery_date": None,
        "note": given.get("note"),
        "order_id": given.get("order_id"),
        "order_id_path": given.get("order_id_path"),
        "order_number": given.get("order_number"),
        "order_date": given.get("order_date"),
        "shipment_package_count": None,
        "shipment_pickup_date": None,
        "shipment_delivery_date": None,
        "shipment_type": None,
        "shipment_weight": None,
        "shipment_dimensions": None,
        "signed_by": None,
        "source": "api",
        "tag": "Pending",
        "subtag": "Pending_001",
        "subtag_message": SUBTAGS["Pending_001"],
        "title": given.get("title") or given["tracking_number"],
        "tracked_count": 0,
        "language": given.get("language"),
        "checkpoints": [],
        "subscribed_smses": [],
        "subscribed_emails": [],
        "return_to_sender": False,
        "order_promised_delivery_date": None,
        "delivery_type": given.get("delivery_type"),
        "pickup_location": given.get("pickup_location"),
        "pickup_note": given.get("pickup_note"),
        "courier_tracking_link": None,
        "first_attempted_at": None,
        "aftership_estimated_delivery_date": None,
        "custom_estimated_delivery_date": None,
        "first_estimated_delivery": None,
        "latest_estimated_delivery": None,
        "shipment_tags": given.get("shipment_tags", []),
        "shipping_method": given.get("shipping_method"),
        "failed_delivery_attempts": None,
        "customers": given.get("customers", []),
    }
    return tracking


def add_checkpoint(tracking, at, subtag, message, city, now):
    """A carrier event arrives; the tracking takes its status even where an older event arrives late."""
    moment = stamp(at)
    text = f"{moment}|{subtag}|{message}"
    checkpoint = {
        "created_at": stamp(now),
        "hash": hashlib.sha256(text.encode()).hexdigest()[:32],
        "slug": tracking["slug"],
        "checkpoint_time": moment,
        "location": city,
        "city": city,
        "state": None,
        "postal_code": None,
        "coordinate": None,
        "country_region": None,
        "country_region_name": None,
        "message": message,
        "tag": tag_of(subtag),
        "subtag": subtag,
        "subtag_message": SUBTAGS[subtag],
        "raw_tag": None,
        "events": [],
        "source": "carrier",
    }
    tracking["checkpoints"].append(checkpoint)
    set_status(tracking, subtag, now)
    tracking["tracked_count"] += 1
    if tag_of(subtag) == "InTransit" and not tracking["shipment_pickup_date"]:
        tracking["shipment_pickup_date"] = moment
    if tag_of(subtag) == "Delivered":
        tracking["shipment_delivery_date"] = moment
    if tag_of(subtag) == "AttemptFail":
        tracking["first_attempted_at"] = tracking["first_attempted_at"] or moment
        tracking["failed_delivery_attempts"] = (tracking["failed_delivery_attempts"] or 0) + 1
    if subtag in ("Exception_010", "Exception_011"):
        tracking["return_to_sender"] = True
    return checkpoint


def set_status(tracking, subtag, now):
    tracking["tag"], tracking["subtag"] = tag_of(subtag), subtag
    tracking["subtag_message"] = SUBTAGS[subtag]
    tracking["active"] = tracking["tag"] not in ("Delivered", "Expired")
    tracking["updated_at"] = stamp(now)


def expect(tracking, date, now):
    """The carrier names a day of delivery, or another one."""
    tracking["courier_estimated_delivery_date"] = {
        "estimated_delivery_date": date,
        "estimated_delivery_date_min": None,
        "estimated_delivery_date_max": None,
    }
    estimate = {"type": "specific", "source": "Carrier", "datetime": date, "datetime_min": None, "datetime_max": None}
    tracking["first_estimated_delivery"] = tracking["first_estimated_delivery"] or dict(estimate)
    tracking["latest_estimated_delivery"] = {**estimate, "revise_reason": None}
    tracking["updated_at"] = stamp(now)

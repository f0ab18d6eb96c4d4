"""What lists and creations accept."""

import base64
import json
import re

from aftership.envelope import TrackingError
from aftership.statuses import TAGS
from aftership.trackings import COURIERS
from http_peer import instant

NUMBER = re.compile(r"[A-Za-z0-9._/-]{4,100}")
TIME = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:?\d\d)")
TIMES = ("created_at_min", "created_at_max", "updated_at_min", "updated_at_max")
LIST = {
    "cursor",
    "limit",
    "keyword",
    "tracking_numbers",
    "slug",
    "tag",
    "fields",
    "return_to_sender",
    "order_id",
    *TIMES,
}
LIST_LEFT_OUT = {"origin", "destination", "courier_destination_country_region", "shipment_tags", "transit_time"}
FIELDS = {"title", "order_id", "tag", "checkpoints"}
SECONDS_KEPT = 120 * 24 * 3600

#: Fields of a new tracking: their type, or nothing where they are documented and not simulated.
NEW = {
    "tracking_number": str,
    "slug": str,
    "title": str,
    "order_id": str,
    "order_id_path": str,
    "order_number": str,
    "order_date": str,
    "custom_fields": dict,
    "language": str,
    "delivery_type": str,
    "pickup_location": str,
    "pickup_note": str,
    "note": str,
    "destination_country_region": str,
    "destination_postal_code": str,
    "shipment_tags": list,
    "shipping_method": str,
    "customers": list,
    **{
        name: None
        for name in (
            "courier_connection_id",
            "destination_city",
            "destination_raw_location",
            "destination_state",
            "id",
            "last_mile",
            "location_id",
            "order_promised_delivery_date",
            "origin_city",
            "origin_country_region",
            "origin_postal_code",
            "origin_raw_location",
            "origin_state",
            "shipment_type",
            "slug_group",
            "tracking_account_number",
            "tracking_key",
            "tracking_ship_date",
        )
    },
}


def arguments(request, allowed, left_out=()):
    result = {}
    for name, value in request.query:
        if name in left_out:
            raise TrackingError(501, name)
        if name not in allowed:
            raise TrackingError(4008, name)
        result[name] = value
    return result


def time_of(arguments, name):
    """A bound in seconds; a time that does not parse is refused (a bare `+` has become a space)."""
    if name not in arguments:
        return None
    if not TIME.fullmatch(arguments[name]):
        raise TrackingError(4008, name)
    return instant(arguments[name])


def new_tracking(request):
    """The body of a creation, checked."""
    try:
        body = json.loads(request.body)
    except ValueError:
        raise TrackingError(4001) from None
    if not isinstance(body, dict):
        raise TrackingError(4001)
    for name, value in body.items():
        if name not in NEW:
            raise TrackingError(4008, name)
        if NEW[name] is None:
            raise TrackingError(501, name)
        if not isinstance(value, NEW[name]):
            raise TrackingError(4008, name)
    if "tracking_number" not in body:
        raise TrackingError(4007)
    if not NUMBER.fullmatch(body["tracking_number"]):
        raise TrackingError(4005)
    if "slug" in body and body["slug"] not in COURIERS:
        raise TrackingError(4010)
    for value in body.get("custom_fields", {}).values():
        if not isinstance(value, str):
            raise TrackingError(4008, "custom_fields")
    if body.get("delivery_type") not in (None, "pickup_at_store", "pickup_at_courier", "door_to_door"):
        raise TrackingError(4008, "delivery_type")
    return body


def detected(number):
    """The courier a number's form gives away, as the carrier detection would."""
    if re.fullmatch(r"1Z[0-9A-Z]{16}", number):
        return "ups"
    if re.fullmatch(r"0034\d{16}", number):
        return "dhl-germany"
    raise TrackingError(4012)


def listed(trackings, given, oldest):
    """One page of trackings, newest first, and its pagination."""
    chosen = sorted(trackings, key=lambda tracking: (tracking["created_at"], tracking["id"]), reverse=True)
    chosen = [tracking for tracking in chosen if _matches(tracking, given, oldest)]
    limit = given.get("limit", "100")
    if not limit.isdigit() or not 1 <= int(limit) <= 200:
        raise TrackingError(4008, "limit")
    start = _start(chosen, given)
    end = start + int(limit)
    more = end < len(chosen)
    cursor = base64.urlsafe_b64encode(chosen[end - 1]["id"].encode()).decode() if more else None
    pagination = {"total": len(chosen), "next_cursor": cursor, "has_next_page": more}
    return {"pagination": pagination, "trackings": [shown(tracking, given) for tracking in chosen[start:end]]}


def shown(tracking, given):
    """A tracking, with only the optional fields that were asked for."""
    if "fields" not in given:
        return tracking
    wanted = given["fields"].split(",")
    if set(wanted) - FIELDS:
        raise TrackingError(4008, "fields")
    always = {"id", "legacy_id", "tracking_number", "slug", "created_at", "updated_at"}
    return {name: value for name, value in tracking.items() if name in always or name in wanted}


def _start(chosen, given):
    if not given.get("cursor"):
        return 0
    try:
        last = base64.urlsafe_b64decode(given["cursor"]).decode()
    except ValueError:
        raise TrackingError(4008, "cursor") from None
    for index, tracking in enumerate(chosen):
        if tracking["id"] == last:
            return index + 1
    raise TrackingError(4008, "cursor")


def _matches(tracking, given, oldest):
    numbers = given.get("tracking_numbers", "").split(",") if given.get("tracking_numbers") else None
    if numbers and len(numbers) > 50:
        raise TrackingError(4008, "tracking_numbers")
    tags = given["tag"].split(",") if "tag" in given else None
    if tags and set(tags) - TAGS:
        raise TrackingError(4008, "tag")
    created, updated = instant(tracking["created_at"]), instant(tracking["updated_at"])
    bounds = [
        (created, time_of(given, "created_at_min") or oldest, time_of(given, "created_at_max")),
        (updated, time_of(given, "updated_at_min"), time_of(given, "updated_at_max")),
    ]
    if any((low is not None and value < low) or (high is not None and value > high) for value, low, high in bounds):
        return False
    if numbers and tracking["tracking_number"] not in numbers:
        return False
    if "slug" in given and tracking["slug"] not in given["slug"].split(","):
        return False
    if tags and tracking["tag"] not in tags:
        return False
    if "order_id" in given and tracking["order_id"] not in given["order_id"].split(","):
        return False
    if "return_to_sender" in given and str(tracking["return_to_sender"]).lower() not in given["return_to_sender"].split(
        ","
    ):
        return False
    word = given.get("keyword", "").lower()
    texts = [tracking["tracking_number"], tracking["title"], tracking["order_id"] or ""]
    return not word or any(word in text.lower() for text in texts)

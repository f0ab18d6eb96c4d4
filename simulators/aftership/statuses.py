"""The nine tags and their subtags, with the message AfterShip gives each."""

SUBTAGS = {
    "Pending_001": "Pending",
    "InfoReceived_001": "Info Received",
    "InTransit_001": "In Transit",
    "InTransit_002": "Acceptance scan",
    "InTransit_003": "Arrival scan",
    "InTransit_004": "Arrived at the destination country",
    "InTransit_005": "Customs clearance completed",
    "InTransit_006": "Customs clearance started",
    "InTransit_007": "Departure Scan",
    "InTransit_008": "Problem resolved",
    "InTransit_009": "Forwarded to a different delivery address",
    "OutForDelivery_001": "Out for Delivery",
    "OutForDelivery_003": "Customer contacted",
    "OutForDelivery_004": "Delivery appointment scheduled",
    "AttemptFail_001": "Failed Attempt",
    "AttemptFail_002": "Addressee not available",
    "AttemptFail_003": "Business Closed",
    "Delivered_001": "Delivered",
    "Delivered_002": "Picked up by the customer",
    "Delivered_003": "Sign by customer",
    "Delivered_004": "Delivered and received cash on delivery",
    "Delivered_005": "Delivered to neighbor",
    "AvailableForPickup_001": "Available for pickup",
    "Exception_001": "Exception",
    "Exception_002": "Customer moved",
    "Exception_003": "Customer refused delivery",
    "Exception_004": "Delayed (Customs clearance)",
    "Exception_005": "Delayed (External factors)",
    "Exception_006": "Held for payment",
    "Exception_007": "Incorrect Address",
    "Exception_008": "Pick up missed",
    "Exception_009": "Rejected by carrier",
    "Exception_010": "Returning to sender",
    "Exception_011": "Returned to sender",
    "Exception_012": "Shipment damage",
    "Exception_013": "Shipment lost",
    "Expired_001": "Expired",
}
TAGS = {code.split("_")[0] for code in SUBTAGS}


def tag_of(subtag):
    return subtag.split("_")[0]


def usual_subtag(tag):
    """The subtag a tag has where nothing more is known."""
    return tag + "_001"

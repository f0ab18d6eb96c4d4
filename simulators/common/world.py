"""Reading the neutral world of world.md."""

from decimal import Decimal, InvalidOperation


def order(world, number):
    """An order by its number, or None."""
    return next((o for o in world["orders"] if o["number"] == str(number)), None)


def customer(world, ident):
    """A customer by its id, or None."""
    return next((c for c in world["customers"] if c["id"] == ident), None)


def location(world, ident):
    """A location by its id, or None."""
    return next((l for l in world["locations"] if l["id"] == ident), None)


def variants(world):
    """Every (product, variant) pair in order."""
    return [(p, v) for p in world["products"] for v in p["variants"]]


def variant(world, sku):
    """The (product, variant) pair of a SKU, or (None, None)."""
    return next(((p, v) for p, v in variants(world) if v["sku"] == sku), (None, None))


def subtotal(order_):
    """Line prices after discounts, before tax and shipping, in minor units."""
    return sum(line["quantity"] * line["unitPrice"] - line.get("discount", 0) for line in order_["lines"])


def tax(order_):
    """All tax of the order in minor units."""
    return sum(line.get("tax", 0) for line in order_["lines"])


def total(order_):
    """What the order costs in minor units."""
    return subtotal(order_) + tax(order_) + order_["shipping"]["price"]


def received(order_):
    """What was paid so far, before refunds, in minor units."""
    return sum(p["amount"] for p in order_["payments"] if p["status"] == "paid")


def refunded(order_):
    """What was paid back so far in minor units."""
    return sum(r["amount"] for r in order_["refunds"])


def shipped_quantity(order_, line_id):
    """How many of a line left the house in fulfilments that were not cancelled."""
    return sum(part["quantity"] for f in order_["fulfilments"] if f["status"] != "cancelled"
               for part in f["lines"] if part["line"] == line_id)


def refunded_quantity(order_, line_id):
    """How many of a line were refunded."""
    return sum(part["quantity"] for r in order_["refunds"] for part in r["lines"] if part["line"] == line_id)


def fulfilment_state(order_):
    """"none", "partial" or "all" of what can still be shipped."""
    ordered = sum(l["quantity"] for l in order_["lines"])
    shipped = sum(shipped_quantity(order_, l["id"]) for l in order_["lines"])
    if shipped == 0:
        return "none"
    return "all" if shipped >= ordered else "partial"


def payment_state(order_):
    """"pending", "authorized", "voided", "partly_paid", "paid", "partly_refunded" or "refunded"."""
    statuses = {p["status"] for p in order_["payments"]}
    paid, back = received(order_), refunded(order_)
    if paid == 0:
        return "authorized" if "authorized" in statuses else "voided" if statuses == {"voided"} else "pending"
    if back >= paid:
        return "refunded"
    if back > 0:
        return "partly_refunded"
    return "partly_paid" if paid < total(order_) else "paid"


def decimal(minor):
    """Minor units as a two-place decimal string: 1990 is "19.90"."""
    sign = "-" if minor < 0 else ""
    return f"{sign}{abs(minor) // 100}.{abs(minor) % 100:02d}"


def minor(text):
    """Minor units of a decimal string; ValueError when it has more than two places or is no number."""
    try:
        value = Decimal(str(text).strip()) * 100
    except InvalidOperation as problem:
        raise ValueError(f"not a number: {text}") from problem
    if not value.is_finite() or value != value.to_integral_value():
        raise ValueError(f"not an amount in cents: {text}")
    return int(value)

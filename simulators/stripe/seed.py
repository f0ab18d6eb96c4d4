"""The neutral world as a Stripe account."""

from http_peer import instant

#: How the world's payment methods are called here; others were not paid through Stripe.
METHODS = {
    "card": "card",
    "direct_debit": "sepa_debit",
    "sepa_debit": "sepa_debit",
    "klarna": "klarna",
    "paypal": "paypal",
}


def from_world(world, peer):
    """Fills the account: products and prices, and an intent, a charge and refunds for each payment."""
    currency = world.get("currency", "EUR").lower()
    people = {customer["id"]: customer for customer in world.get("customers", [])}
    for product in world.get("products", []):
        name = " ".join(filter(None, [product["name"], product.get("variant")]))
        made = peer.catalog.make_product({"name": name, "metadata": {"sku": product["sku"]}})
        peer.catalog.make_price({"currency": currency, "product": made["id"], "unit_amount": product["unitPrice"]})
    for order in world.get("orders", []):
        for payment in order.get("payments", []):
            if payment["method"] in METHODS:
                _payment(peer, currency, order, payment, people.get(order["customer"], {}))


def _payment(peer, currency, order, payment, customer):
    created = int(instant(order["placedAt"]))
    intent = peer.payments.make_payment(
        payment["amount"],
        currency,
        created,
        {"order_number": order["number"]},
        method=METHODS[payment["method"]],
        identifier=payment.get("stripeId") or "pi_3" + payment["id"],
        email=customer.get("email"),
        name=customer.get("name"),
        status="succeeded" if payment["status"] == "paid" else "requires_payment_method",
        description=f"Order {order['number']}",
    )
    if payment.get("refunded"):
        charge = peer.store.objects["charge"][intent["latest_charge"]]
        details = {"reason": "requested_by_customer", "metadata": {"order_number": order["number"]}}
        peer.refunds.make(charge, payment["refunded"], "succeeded", created + 3600, details)

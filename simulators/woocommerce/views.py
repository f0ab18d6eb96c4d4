"""Orders, refunds, notes, products, variations, customers and webhooks as the REST API prints them."""

from common import clock, world as W
from woocommerce.dates import both

_METHODS = {"card": ("stripe", "Credit Card"), "bank": ("bacs", "Direct bank transfer"), "cod": ("cod", "Cash on delivery")}
TRACKING_KEY = "_wc_shipment_tracking_items"


def product_id(ident):
    """The REST id of a world product."""
    return 100 + int(ident.split("-")[1])


def variation_id(ident):
    """The REST id of a world variant."""
    _, product, index = ident.split("-")
    return 1000 + int(product) * 10 + int(index)


def customer_id(ident):
    """The REST id of a world customer."""
    return 20 + int(ident.split("-")[1])


def line_id(ident):
    """The REST id of a world order line."""
    _, number, index = ident.split("-")
    return int(number) * 10 + int(index)


def refund_id(ident):
    """The REST id of a world refund."""
    _, number, index = ident.split("-")
    return 900_000 + int(number) * 10 + int(index)


class Views:
    """Printers bound to one store."""

    def __init__(self, api):
        self._api = api

    @property
    def _world(self):
        return self._api.store.world

    @property
    def zone(self):
        """The site's time zone."""
        return self._world["shop"]["timezone"]

    def status(self, order):
        """The order's status: one set through the API, else what the world's facts come to."""
        extra = self._api.extra(order)
        if extra.get("trashed"):
            return "trash"
        if order["cancelled"]:
            return "cancelled"
        if extra.get("status"):
            return extra["status"]
        state = W.payment_state(order)
        if state == "refunded":
            return "refunded"
        if state in ("pending", "authorized"):
            return "processing" if order["payments"][0]["kind"] == "cod" else "on-hold"
        return "completed" if W.fulfilment_state(order) == "all" else "processing"

    def order(self, order):
        """An order resource."""
        number = int(order["number"])
        payment = order["payments"][0]
        method, title = _METHODS[payment["kind"]]
        status = self.status(order)
        discount = sum(l.get("discount", 0) for l in order["lines"])
        paid_at = payment["at"] if payment["status"] == "paid" else None
        done_at = order["fulfilments"][-1]["shippedAt"] if status == "completed" and order["fulfilments"] else None
        shipping_tax = "0.00"
        return {
            "id": number, "parent_id": 0, "status": status, "currency": order["currency"], "version": "9.8.1", "prices_include_tax": False,
            **both("date_created", order["createdAt"], self.zone), **both("date_modified", order["updatedAt"], self.zone),
            "discount_total": W.decimal(discount), "discount_tax": "0.00", "shipping_total": W.decimal(order["shipping"]["price"]),
            "shipping_tax": shipping_tax, "cart_tax": W.decimal(W.tax(order)), "total": W.decimal(W.total(order)), "total_tax": W.decimal(W.tax(order)),
            "customer_id": customer_id(order["customer"]), "order_key": f"wc_order_sim{number}",
            "billing": {**_address(order["billingAddress"]), "email": order["email"] or "", "phone": order["billingAddress"]["phone"]},
            "shipping": _address(order["shippingAddress"]), "payment_method": method, "payment_method_title": title,
            "transaction_id": payment["reference"] if payment["kind"] == "card" else "", "customer_ip_address": "", "customer_user_agent": "",
            "created_via": "checkout", "customer_note": order["note"] or "", **both("date_completed", done_at, self.zone),
            **both("date_paid", paid_at, self.zone), "cart_hash": "", "number": order["number"], "meta_data": self._meta(order),
            "line_items": [self._line(l) for l in order["lines"]], "tax_lines": [],
            "shipping_lines": [{"id": number * 10 + 9, "method_title": order["shipping"]["title"],
                                "method_id": "local_pickup" if order["shipping"]["carrier"] == "Pickup" else "flat_rate", "instance_id": "1",
                                "total": W.decimal(order["shipping"]["price"]), "total_tax": "0.00", "taxes": [], "meta_data": []}],
            "fee_lines": [], "coupon_lines": [],
            "refunds": [{"id": refund_id(r["id"]), "reason": r["reason"], "total": "-" + W.decimal(r["amount"])} for r in order["refunds"]],
            "payment_url": f"https://{self._world['shop']['domain']}/checkout/order-pay/{number}/", "is_editable": status in ("pending", "on-hold"),
            "needs_payment": status in ("pending", "failed"), "needs_processing": True, "currency_symbol": "$",
            "_links": self._links(f"orders/{number}", "orders"),
        }

    def refund(self, order, refund):
        """A refund resource."""
        ident = refund_id(refund["id"])
        base = f"orders/{order['number']}/refunds"
        return {"id": ident, **both("date_created", refund["at"], self.zone), "amount": W.decimal(refund["amount"]), "reason": refund["reason"],
                "refunded_by": 1, "refunded_payment": refund.get("paidBack", True), "meta_data": [],
                "line_items": [self._refund_line(order, part) for part in refund["lines"] if part["quantity"] or part.get("amount")],
                "_links": {**self._links(f"{base}/{ident}", base), "up": [{"href": self._href(f"orders/{order['number']}")}]}}

    def note(self, order, note):
        """An order note resource."""
        base = f"orders/{order['number']}/notes"
        return {"id": note["id"], "author": note["author"], **both("date_created", note["at"], self.zone), "note": note["note"],
                "customer_note": note["customer"], "_links": {**self._links(f"{base}/{note['id']}", base), "up": [{"href": self._href(f"orders/{order['number']}")}]}}

    def product(self, product):
        """A variable product resource."""
        ident = product_id(product["id"])
        stock = sum(sum(v["inventory"].values()) for v in product["variants"])
        price = min(v["price"] for v in product["variants"])
        return {"id": ident, "name": product["title"], "slug": product["handle"], "permalink": f"https://{self._world['shop']['domain']}/product/{product['handle']}/",
                **both("date_created", product["createdAt"], self.zone), **both("date_modified", product["updatedAt"], self.zone), "type": "variable",
                "status": "publish", "featured": False, "catalog_visibility": "visible", "description": product["description"], "short_description": "",
                "sku": product["variants"][0]["sku"].split("-")[0], "price": W.decimal(price), "regular_price": "", "sale_price": "", "on_sale": any(v["compareAt"] for v in product["variants"]),
                "purchasable": True, "manage_stock": False, "stock_quantity": None, "stock_status": "instock" if stock else "outofstock",
                "backorders": "no", "backorders_allowed": False, "backordered": False, "parent_id": 0,
                "categories": [{"id": 15, "name": product["type"], "slug": product["type"].lower()}], "tags": [], "images": [],
                "attributes": [{"id": 0, "name": product["optionName"], "position": 0, "visible": True, "variation": True,
                                "options": [v["title"] for v in product["variants"]]}],
                "variations": [variation_id(v["id"]) for v in product["variants"]], "meta_data": [], "_links": self._links(f"products/{ident}", "products")}

    def variation(self, product, variant):
        """A product variation resource."""
        ident, parent = variation_id(variant["id"]), product_id(product["id"])
        stock = sum(variant["inventory"].values())
        base = f"products/{parent}/variations"
        regular = variant["compareAt"] or variant["price"]
        return {"id": ident, **both("date_created", product["createdAt"], self.zone), **both("date_modified", product["updatedAt"], self.zone),
                "description": "", "permalink": f"https://{self._world['shop']['domain']}/product/{product['handle']}/", "sku": variant["sku"],
                "price": W.decimal(variant["price"]), "regular_price": W.decimal(regular), "sale_price": W.decimal(variant["price"]) if variant["compareAt"] else "",
                "on_sale": bool(variant["compareAt"]), "status": "publish", "purchasable": True, "manage_stock": True, "stock_quantity": stock,
                "stock_status": "instock" if stock else "outofstock", "backorders": "no", "weight": f"{variant['weightGrams'] / 1000:.2f}", "image": None,
                "attributes": [{"id": 0, "name": k, "option": v} for k, v in variant["options"].items()], "menu_order": 0, "meta_data": [], "parent_id": parent,
                "name": variant["title"], "_links": {**self._links(f"{base}/{ident}", base), "up": [{"href": self._href(f"products/{parent}")}]}}

    def customer(self, customer):
        """A customer resource."""
        ident = customer_id(customer["id"])
        return {"id": ident, **both("date_created", customer["createdAt"], self.zone), **both("date_modified", customer["updatedAt"], self.zone),
                "email": customer["email"], "first_name": customer["firstName"], "last_name": customer["lastName"], "role": "customer",
                "username": customer["email"].split("@")[0], "billing": {**_address(customer["address"]), "email": customer["email"], "phone": customer["phone"]},
                "shipping": _address(customer["address"]), "is_paying_customer": True, "avatar_url": "", "meta_data": [],
                "_links": self._links(f"customers/{ident}", "customers")}

    def webhook(self, hook):
        """A webhook resource; the secret is write-only."""
        resource, event = hook["topic"].split(".", 1)
        return {"id": hook["id"], "name": hook["name"], "status": hook["status"], "topic": hook["topic"], "resource": resource, "event": event,
                "hooks": [f"woocommerce_{event}_{resource}"], "delivery_url": hook["url"], **both("date_created", hook["createdAt"], self.zone),
                **both("date_modified", hook["updatedAt"], self.zone), "_links": self._links(f"webhooks/{hook['id']}", "webhooks")}

    def _line(self, line):
        product, variant = W.variant(self._world, line["sku"])
        whole = line["quantity"] * line["unitPrice"]
        total = whole - line.get("discount", 0)
        return {"id": line_id(line["id"]), "name": f"{line['title']} - {line['variantTitle']}", "product_id": product_id(product["id"]) if product else 0,
                "variation_id": variation_id(variant["id"]) if variant else 0, "quantity": line["quantity"], "tax_class": "", "subtotal": W.decimal(whole),
                "subtotal_tax": W.decimal(line.get("tax", 0)), "total": W.decimal(total), "total_tax": W.decimal(line.get("tax", 0)), "taxes": [], "meta_data": [],
                "sku": line["sku"], "price": total / 100 / line["quantity"] if line["quantity"] else 0, "image": {"id": 0, "src": ""}, "parent_name": line["title"]}

    def _refund_line(self, order, part):
        line = next(l for l in order["lines"] if l["id"] == part["line"])
        amount = part.get("amount", 0)
        printed = self._line(line)
        return {**printed, "id": printed["id"] + 5_000_000, "quantity": -part["quantity"], "subtotal": W.decimal(-amount), "total": W.decimal(-amount),
                "price": amount / 100 / part["quantity"] if part["quantity"] else 0, "subtotal_tax": "0.00", "total_tax": "0.00",
                "meta_data": [{"id": printed["id"], "key": "_refunded_item_id", "value": str(printed["id"])}]}

    def _meta(self, order):
        number = int(order["number"])
        meta = [{"id": number * 10, "key": "_order_stock_reduced", "value": "yes"}]
        shipped = [f for f in order["fulfilments"] if f["trackingNumber"] and f["status"] != "cancelled"]
        if shipped:
            meta.append({"id": number * 10 + 1, "key": TRACKING_KEY, "value": [_tracking(f) for f in shipped]})
        return meta + self._api.extra(order).get("meta", [])

    def _href(self, path):
        return f"{self._api.base_url()}/wp-json/wc/v3/{path}"

    def _links(self, own, collection):
        return {"self": [{"href": self._href(own)}], "collection": [{"href": self._href(collection)}]}


def _address(value):
    return {"first_name": value["firstName"] or "", "last_name": value["lastName"] or "", "company": value["company"] or "", "address_1": value["address1"] or "",
            "address_2": value["address2"] or "", "city": value["city"] or "", "state": value["province"] or "", "postcode": value["postcode"] or "",
            "country": value["country"] or "", "phone": value["phone"] or ""}


def _tracking(fulfilment):
    return {"tracking_provider": fulfilment["carrier"].lower(), "custom_tracking_provider": "", "custom_tracking_link": fulfilment["trackingUrl"],
            "tracking_number": fulfilment["trackingNumber"], "date_shipped": str(int(clock.parse(fulfilment["shippedAt"]).timestamp())),
            "tracking_id": fulfilment["id"].replace("-", "")}

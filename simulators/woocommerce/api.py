"""The WooCommerce REST API v3: routing, authentication, reading and writing."""

import json
import re

from common import merchant, world as W
from common.messages import json_response
from common.webhooks import Hooks
from woocommerce import listing, schemas
from woocommerce.auth import Auth
from woocommerce.errors import RestError, no_route, no_such
from woocommerce.hooks import Webhooks
from woocommerce.order_writes import OrderWrites
from woocommerce.params import checked
from woocommerce.views import Views, customer_id, product_id, variation_id

ROOT = "/wp-json/wc/v3"


class WooCommerceApi:
    """One site, reachable under /wp-json/wc/v3."""

    def __init__(self, store, options):
        self.store = store
        self._url = "http://127.0.0.1"
        self._auth = Auth(options.consumer_key, options.consumer_secret, options.permission, options.accept_basic_over_http, self.base_url)
        self.views = Views(self)
        self.writes = OrderWrites(self)
        self.webhooks = Webhooks(self, options.webhook_timeout)
        self.hooks = Hooks(store, self.webhooks, options.time_scale)
        self._routes = [(re.compile(f"^{pattern}$"), actions) for pattern, actions in self._table()]

    def bind(self, url):
        """Tells the site its own address, which links and OAuth signatures use."""
        self._url = url

    def base_url(self):
        """The site's address without a trailing slash."""
        return self._url

    def operation(self, request):
        """A name for fault matching such as "PUT orders/:id"."""
        return f"{request.method} {re.sub(r'[0-9]+', ':id', request.path[len(ROOT):].strip('/'))}"

    def handle(self, request):
        """Answers one API request."""
        try:
            if not request.path.startswith(ROOT):
                raise no_route()
            path = request.path[len(ROOT):].rstrip("/") or "/"
            for pattern, actions in self._routes:
                match = pattern.match(path)
                if match:
                    method = "PUT" if request.method == "PATCH" or request.method == "POST" and "PUT" in actions and "POST" not in actions else request.method
                    if method not in actions:
                        raise no_route()
                    self._auth.check(request)
                    return actions[method](request, *(int(g) for g in match.groups()))
            raise no_route()
        except RestError as problem:
            return problem.response()

    def reset(self):
        """Nothing is kept outside the store."""

    def subscribe(self, wanted):
        """A webhook made by the control plane."""
        return self.webhooks.add(wanted["topic"], wanted["url"], wanted)

    def announce(self, events):
        """Publishes neutral events as WooCommerce topics, each resource once."""
        for event, subject in dict.fromkeys((e, s) for e, s in events if e in ("order.updated", "order.deleted", "product.updated", "customer.updated")):
            if event == "order.updated":
                order = W.order(self.store.world, subject)
                payload = self.views.order(order)
            elif event == "order.deleted":
                payload = {"id": int(subject)}
            elif event == "product.updated":
                payload = self.views.product(next(p for p in self.store.world["products"] if p["id"] == subject))
            else:
                payload = self.views.customer(W.customer(self.store.world, subject))
            self.hooks.publish(event, str(self.store.sequence("event", 0)), self.webhooks.body(payload))

    def extra(self, order):
        """What WooCommerce keeps about an order and the world does not."""
        return self.store.vendor.setdefault("orders", {}).setdefault(order["number"], {})

    def _table(self):
        order, refund, note = "/orders/([0-9]+)", "/orders/([0-9]+)/refunds", "/orders/([0-9]+)/notes"
        return [
            ("/orders", {"GET": self._orders}),
            (order, {"GET": self._order, "PUT": self._order_update, "DELETE": self._order_delete}),
            (refund, {"GET": self._refunds, "POST": self._refund_create}),
            (refund + "/([0-9]+)", {"GET": self._refund, "DELETE": self._refund_delete}),
            (note, {"GET": self._notes, "POST": self._note_create}),
            (note + "/([0-9]+)", {"GET": self._note, "DELETE": self._note_delete}),
            ("/products", {"GET": self._products}), ("/products/([0-9]+)", {"GET": self._product}),
            ("/products/([0-9]+)/variations", {"GET": self._variations}), ("/products/([0-9]+)/variations/([0-9]+)", {"GET": self._variation}),
            ("/customers", {"GET": self._customers}), ("/customers/([0-9]+)", {"GET": self._customer, "PUT": self._customer_update}),
            ("/webhooks", {"GET": self._hook_list, "POST": self._hook_create}),
            ("/webhooks/([0-9]+)", {"GET": self._hook, "PUT": self._hook_update, "DELETE": self._hook_delete}),
        ]

    # Reading what the client sent

    @staticmethod
    def _query(request, schema):
        merged = {}
        for name, value in request.query:
            name = name[:-2] if name.endswith("[]") else name
            merged[name] = f"{merged[name]},{value}" if name in merged else value
        return checked(schema, merged, from_query=True)

    @staticmethod
    def _body(request, schema):
        if not request.body:
            return {}
        if "json" not in (request.header("Content-Type") or ""):
            raise RestError("simulator_not_covered", "Only application/json bodies are covered by this simulator.", 415)
        try:
            given = json.loads(request.body)
        except ValueError:
            raise RestError("rest_invalid_json", "Invalid JSON body passed.", 400, json_error_code=4, json_error_message="Syntax error") from None
        if not isinstance(given, dict):
            raise RestError("rest_invalid_json", "Invalid JSON body passed.", 400, json_error_code=4, json_error_message="Syntax error")
        uncovered = [k for k in ("line_items", "shipping_lines", "fee_lines", "coupon_lines") if k in given and k not in schema]
        if uncovered:
            raise RestError("simulator_not_covered", f"Writing {', '.join(uncovered)} is not covered by this simulator.", 501)
        return checked(schema, given)

    def _forced(self, request):
        if not self._query(request, {"force": {"type": "boolean"}}).get("force"):
            raise RestError("woocommerce_rest_trash_not_supported", "Resource does not support trashing.", 501)

    # Orders

    def _find_order(self, ident):
        found = W.order(self.store.world, ident)
        if found is None:
            raise no_such("shop_order")
        return found

    def _orders(self, request):
        values = self._query(request, schemas.ORDER_LIST)
        wanted = values.get("status", ["any"])
        items = [o for o in self.store.world["orders"] if self._wanted(self.views.status(o), wanted)]
        if "customer" in values:
            items = [o for o in items if customer_id(o["customer"]) == values["customer"]]
        if "product" in values:
            items = [o for o in items if any(values["product"] == product_id(p["id"]) for p, _ in (W.variant(self.store.world, l["sku"]) for l in o["lines"]) if p)]
        if values.get("search"):
            items = [o for o in items if _found(values["search"], o["number"], o["email"], o["phone"], *(str(v) for a in ("billingAddress", "shippingAddress") for v in o[a].values()))]
        return self._list(request, items, values, self.views.order, lambda o: int(o["number"]))

    @staticmethod
    def _wanted(status, wanted):
        return status != "trash" if "any" in wanted else status in wanted

    def _list(self, request, items, values, view, ident, rank=None):
        return listing.respond(request, self._url, items, values, view, ident, lambda i: i["createdAt"], lambda i: i["updatedAt"], self.views.zone, rank)

    def _order(self, _request, ident):
        return json_response(self.views.order(self._find_order(ident)))

    def _order_update(self, request, ident):
        order = self._find_order(ident)
        return json_response(self.views.order(self.writes.update(order, self._body(request, schemas.ORDER))))

    def _order_delete(self, request, ident):
        force = self._query(request, {"force": {"type": "boolean"}}).get("force", False)
        return json_response(self.writes.delete(self._find_order(ident), force))

    def _refunds(self, request, ident):
        order = self._find_order(ident)
        items = [{**r, "createdAt": r["at"], "updatedAt": r["at"]} for r in order["refunds"]]
        return self._list(request, items, self._query(request, schemas.ORDER_LIST), lambda r: self.views.refund(order, r), lambda r: int(r["id"].split("-")[2]))

    def _refund(self, _request, ident, refund):
        order = self._find_order(ident)
        return json_response(self.views.refund(order, self.writes.find_refund(order, refund)))

    def _refund_create(self, request, ident):
        order = W.order(self.store.world, ident)
        if order is None:
            raise RestError("woocommerce_rest_invalid_order_id", "Invalid order ID.", 404)
        made = self.writes.refund(order, self._body(request, schemas.REFUND))
        return json_response(self.views.refund(order, made), 201)

    def _refund_delete(self, request, ident, refund):
        self._forced(request)
        order = self._find_order(ident)
        found = self.writes.find_refund(order, refund)
        printed = self.views.refund(order, found)
        self.writes.delete_refund(order, found)
        return json_response(printed)

    def _notes(self, request, ident):
        order = self._find_order(ident)
        kind = self._query(request, schemas.NOTE_LIST).get("type", "any")
        notes = [n for n in self.writes.notes(order) if kind == "any" or n["customer"] == (kind == "customer")]
        return json_response([self.views.note(order, n) for n in notes])

    def _note(self, _request, ident, note):
        order = self._find_order(ident)
        return json_response(self.views.note(order, self.writes.find_note(order, note)))

    def _note_create(self, request, ident):
        order = self._find_order(ident)
        return json_response(self.views.note(order, self.writes.add_note(order, self._body(request, schemas.NOTE))), 201)

    def _note_delete(self, request, ident, note):
        self._forced(request)
        order = self._find_order(ident)
        found = self.writes.find_note(order, note)
        self.writes.delete_note(order, found)
        return json_response(self.views.note(order, found))

    # Catalogue

    def _find_product(self, ident):
        found = next((p for p in self.store.world["products"] if product_id(p["id"]) == ident), None)
        if found is None:
            raise no_such("product")
        return found

    def _products(self, request):
        values = self._query(request, schemas.PRODUCT_LIST)
        items = self.store.world["products"]
        if values.get("sku"):
            wanted = [s.strip().lower() for s in values["sku"].split(",")]
            pairs = [(p, v) for p, v in W.variants(self.store.world) if v["sku"].lower() in wanted]
            if pairs:
                printed = [{**self.views.variation(p, v), "type": "variation"} for p, v in pairs]
                return json_response(printed, 200, {"X-WP-Total": str(len(printed)), "X-WP-TotalPages": "1"})
            items = [p for p in items if self.views.product(p)["sku"].lower() in wanted]
        if values.get("search"):
            items = [p for p in items if _found(values["search"], p["title"], p["description"])]
        if values.get("slug"):
            items = [p for p in items if p["handle"] == values["slug"]]
        if values.get("stock_status"):
            items = [p for p in items if self.views.product(p)["stock_status"] == values["stock_status"]]
        if values.get("type", "variable") != "variable":
            items = []
        return self._list(request, items, values, self.views.product, lambda p: product_id(p["id"]),
                          {"title": lambda p: p["title"], "slug": lambda p: p["handle"], "price": lambda p: min(v["price"] for v in p["variants"])})

    def _product(self, _request, ident):
        return json_response(self.views.product(self._find_product(ident)))

    def _variations(self, request, ident):
        product = self._find_product(ident)
        values = self._query(request, schemas.PRODUCT_LIST)
        items = [{**v, "createdAt": product["createdAt"], "updatedAt": product["updatedAt"]} for v in product["variants"]
                 if not values.get("sku") or v["sku"].lower() == values["sku"].lower()]
        return self._list(request, items, values, lambda v: self.views.variation(product, v), lambda v: variation_id(v["id"]))

    def _variation(self, _request, ident, variation):
        product = self._find_product(ident)
        found = next((v for v in product["variants"] if variation_id(v["id"]) == variation), None)
        if found is None:
            raise no_such("product_variation")
        return json_response(self.views.variation(product, found))

    # Customers

    def _find_customer(self, ident):
        found = next((c for c in self.store.world["customers"] if customer_id(c["id"]) == ident), None)
        if found is None:
            raise RestError("woocommerce_rest_invalid_id", "Invalid resource ID.", 404)
        return found

    def _customers(self, request):
        values = {"orderby": "name", "order": "asc", **self._query(request, schemas.CUSTOMER_LIST)}
        items = self.store.world["customers"]
        if values.get("email"):
            items = [c for c in items if c["email"].lower() == values["email"].lower()]
        if values.get("search"):
            items = [c for c in items if _found(values["search"], c["firstName"], c["lastName"], c["email"])]
        if values.get("role", "customer") not in ("customer", "all"):
            items = []
        return self._list(request, items, values, self.views.customer, lambda c: customer_id(c["id"]), {"name": lambda c: c["email"]})

    def _customer(self, _request, ident):
        return json_response(self.views.customer(self._find_customer(ident)))

    def _customer_update(self, request, ident):
        customer = self._find_customer(ident)
        values = self._body(request, schemas.CUSTOMER)
        for name, key in (("email", "email"), ("first_name", "firstName"), ("last_name", "lastName")):
            if name in values:
                customer[key] = values[name]
        if values.get("billing", {}).get("phone"):
            customer["phone"] = values["billing"]["phone"]
        merchant.touched(customer)
        self.store.effect("customer.updated", customer["id"])
        self.announce([("customer.updated", customer["id"])])
        return json_response(self.views.customer(customer))

    # Webhooks

    def _hook_list(self, request):
        values = self._query(request, schemas.WEBHOOK_LIST)
        wanted = values.get("status", "all")
        items = [h for h in self.hooks.subscriptions() if wanted in ("all", h["status"])]
        return self._list(request, items, values, self.views.webhook, lambda h: h["id"], {"title": lambda h: h["name"]})

    def _hook(self, _request, ident):
        return json_response(self.views.webhook(self.webhooks.find(ident)))

    def _hook_create(self, request):
        return json_response(self.views.webhook(self.webhooks.create(self._body(request, schemas.WEBHOOK))), 201)

    def _hook_update(self, request, ident):
        return json_response(self.views.webhook(self.webhooks.update(self.webhooks.find(ident), self._body(request, schemas.WEBHOOK))))

    def _hook_delete(self, request, ident):
        self._forced(request)
        found = self.webhooks.find(ident)
        self.hooks.subscriptions().remove(found)
        self.store.effect("webhook.deleted", ident)
        return json_response(self.views.webhook(found))


def _found(needle, *texts):
    return any(needle.lower() in (text or "").lower() for text in texts)

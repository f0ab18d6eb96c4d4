"""The GraphQL Admin API: authentication, validation, throttling, execution, webhooks."""

import json
import os
import re
import uuid

from graphql import (GraphQLError, OperationDefinitionNode, build_schema, execute_sync, parse, validate)
from graphql.execution.values import get_variable_values

from common import clock, world as W
from common.messages import json_response
from common.webhooks import Hooks
from shopify import cost, gids, payloads, wording
from shopify.cancelling import Cancelling
from shopify.catalog import Catalog
from shopify.editing import Editing
from shopify.orders import Orders
from shopify.refunding import Refunding
from shopify.returning import Returning
from shopify.subscribing import API_VERSION, Subscribing
from shopify.updating import Updating

PATH = f"/admin/api/{API_VERSION}/graphql.json"
_HERE = os.path.dirname(os.path.abspath(__file__))


class ShopifyApi:
    """One shop, reachable at /admin/api/2026-04/graphql.json."""

    def __init__(self, store, options):
        self.store = store
        self.shop_domain = options.shop_domain
        self._token = options.access_token
        self.schema = _schema()
        self.bucket = cost.Bucket(options.bucket, options.restore_rate)
        self.catalog = Catalog(self)
        self.orders = Orders(self)
        self.returns = Returning(self)
        self.refunds = Refunding(self)
        self.edits = Editing(self)
        self.updates = Updating(self)
        self.cancelling = Cancelling(self, options.job_ms / 1000)
        self.subscribing = Subscribing(self, options.secret, options.webhook_timeout)
        self.hooks = Hooks(store, self.subscribing, options.time_scale)
        self.root = self._root()
        self._entry = {}
        self._searches = []
        self.cancelling.resume()

    # What the server asks for

    def operation(self, request):
        """The operation name, or the first top-level field, for fault matching and the log."""
        try:
            body = json.loads(request.body)
            named = body.get("operationName")
            if named:
                return named
            match = re.search(r"^\s*(?:query|mutation)\s+(\w+)", body["query"], re.M) or re.search(r"\{\s*(\w+)", body["query"])
            return match and match.group(1)
        except (ValueError, KeyError, TypeError, AttributeError):
            return None

    def handle(self, request):
        """Answers one API request."""
        base = {"X-Request-Id": self.uuid(), "X-Shopify-API-Version": API_VERSION}
        if request.path != PATH:
            return json_response({"errors": "Not Found"}, 404, base)
        if request.method != "POST":
            return json_response({"errors": "Method Not Allowed"}, 405, {**base, "Allow": "POST"})
        if request.header("X-Shopify-Access-Token") != self._token:
            return json_response({"errors": "[API] Invalid API key or access token (unrecognized login or wrong password)"}, 401, base)
        kind = (request.header("Content-Type") or "").split(";")[0].strip()
        if kind == "application/graphql":
            body = {"query": request.body.decode("utf-8", "replace")}
        elif kind == "application/json":
            try:
                body = json.loads(request.body)
            except ValueError:
                return json_response({"errors": "Bad Request"}, 400, base)
        else:
            return json_response({"errors": "Unsupported Media Type"}, 415, base)
        if not isinstance(body, dict) or not isinstance(body.get("query"), str):
            return json_response({"errors": {"query": "Required parameter missing or invalid"}}, 400, base)
        self._entry = request.entry
        answer = self._execute(body["query"], body.get("variables") or {}, body.get("operationName"))
        return json_response(answer, 200, base)

    def reset(self):
        """Refills the quota after the state went back to its seed."""
        self.bucket.fill()

    def subscribe(self, wanted):
        """A subscription made by the control plane."""
        return self.subscribing.add(wanted["topic"].upper().replace("/", "_"), wanted["url"], wanted)

    def announce(self, events):
        """Publishes neutral events as Shopify topics; one event id for each."""
        for event, subject in events:
            topic = payloads.TOPICS.get(event)
            if topic:
                self.hooks.publish(topic, self.uuid(), self.subscribing.body(payloads.body(self, event, subject)))

    # What the resolvers ask for

    def extra(self, order):
        """What Shopify keeps about an order and the world does not."""
        return self.store.vendor.setdefault("orders", {}).setdefault(order["number"], {})

    def searched(self, path, query):
        """Notes a search so that its warnings reach the answer."""
        if query.warnings:
            self._searches.append({"path": [path], "query": query.text, "warnings": query.warnings})
        return query

    def note_key(self, key):
        """Writes an idempotency key into the request log."""
        self._entry["idempotencyKey"] = key

    def note_replay(self):
        """Marks the request as answered from an earlier one."""
        self._entry["replayed"] = True

    @staticmethod
    def uuid():
        """A fresh random id."""
        return str(uuid.uuid4())

    @staticmethod
    def bad_request(message):
        """A top-level BAD_REQUEST error."""
        return GraphQLError(message, extensions={"code": "BAD_REQUEST"})

    @staticmethod
    def not_found(ident):
        """A top-level RESOURCE_NOT_FOUND error."""
        return GraphQLError(f"Invalid id: {ident}", extensions={"code": "RESOURCE_NOT_FOUND"})

    def node(self, id):
        """Any covered Node by global id, or None."""
        kind, number = gids.parse(id)
        found = {"Order": self._found(self.orders.find, self.orders.order), "Customer": self._found(self.orders.find_customer, self.orders.customer),
                 "Location": self._found(self.catalog.find_location, self.catalog.location), "Product": self._found(self.catalog.find_product, self.catalog.product),
                 "ProductVariant": self._found(self.catalog.find_variant, lambda pv: self.catalog.variant(*pv)),
                 "Fulfillment": lambda _: self._fulfillment(id), "Refund": lambda _: self._refund(id), "Return": lambda _: self._return(id),
                 "InventoryItem": lambda n: self._item(n)}.get(kind)
        return found(number) if found else None

    @staticmethod
    def _found(find, view):
        def read(number):
            thing = find(number)
            return view(thing) if thing else None
        return read

    # Execution

    def _execute(self, text, variables, name):
        try:
            document = parse(text)
        except GraphQLError as problem:
            return {"errors": [wording.syntax(problem)]}
        problems = validate(self.schema, document)
        if problems:
            return {"errors": [wording.validation(problem) for problem in problems]}
        operations = [d for d in document.definitions if isinstance(d, OperationDefinitionNode)]
        chosen = [o for o in operations if name is None or (o.name and o.name.value == name)]
        if len(chosen) != 1:
            return {"errors": [{"message": "An operation name is required" if name is None else f'No operation named "{name}"'}]}
        values = get_variable_values(self.schema, chosen[0].variable_definitions or (), variables)
        if isinstance(values, list):
            return {"errors": [wording.variable(problem, variables) for problem in values]}
        wanted = cost.requested(self.schema, document, chosen[0], values)
        if wanted > cost.SINGLE_QUERY_LIMIT:
            return {"errors": [wording.too_costly(wanted, cost.SINGLE_QUERY_LIMIT)]}
        if not self.bucket.take(wanted):
            return {"errors": [wording.throttled()], "extensions": {"cost": self._cost(wanted, None)}}
        self._searches = []
        result = execute_sync(self.schema, document, root_value=self.root, variable_values=variables, operation_name=name)
        used = min(wanted, max(1, cost.actual(result.data) + (cost.MUTATION_COST - 1 if chosen[0].operation.value == "mutation" else -1)))
        self.bucket.give_back(wanted - used)
        answer = {"data": result.data}
        if result.errors:
            answer["errors"] = [wording.execution(problem) for problem in result.errors]
        answer["extensions"] = {"cost": self._cost(wanted, used)}
        if self._searches:
            answer["extensions"]["search"] = self._searches
        return answer

    def _cost(self, wanted, used):
        return {"requestedQueryCost": wanted, "actualQueryCost": used, "throttleStatus": self.bucket.status()}

    # The root object

    def _root(self):
        orders, catalog, returns, edits, subscribing = self.orders, self.catalog, self.returns, self.edits, self.subscribing
        by_id = lambda kind: lambda _i, id: self.node(id) if gids.parse(id, kind) else None
        return {
            "shop": lambda _i: catalog.shop(), "node": lambda _i, id: self.node(id), "nodes": lambda _i, ids: [self.node(i) for i in ids],
            "order": by_id("Order"), "orders": lambda _i, **a: orders.connection(self.store.world["orders"], "orders", **a),
            "ordersCount": lambda _i, **a: orders.count(**a), "orderByIdentifier": lambda _i, identifier: self._one_of(identifier, {"id": self.node}),
            "customer": by_id("Customer"), "customers": lambda _i, **a: orders.customers(**a),
            "customerByIdentifier": lambda _i, identifier: self._one_of(identifier, {
                "id": self.node, "emailAddress": lambda v: self._customer("email", v), "phoneNumber": lambda v: self._customer("phone", v)}),
            "fulfillment": by_id("Fulfillment"), "refund": by_id("Refund"), "return": by_id("Return"), "inventoryItem": by_id("InventoryItem"),
            "job": lambda _i, id: self.cancelling.job(id),
            "location": lambda _i, id=None: self.node(id) if id else catalog.location(self.store.world["locations"][0]),
            "locations": lambda _i, includeInactive=False, includeLegacy=False, sortKey=None, **a: catalog.locations(**a),
            "product": by_id("Product"), "products": lambda _i, **a: catalog.products(**a), "productVariant": by_id("ProductVariant"),
            "productVariants": lambda _i, **a: catalog.variants(**a), "returnableFulfillments": lambda _i, **a: returns.returnable(**a),
            "returnReasonDefinitions": lambda _i, **a: returns.reasons(**a),
            "webhookSubscription": lambda _i, id: self._found(subscribing.find, subscribing.view)(id),
            "webhookSubscriptions": lambda _i, **a: subscribing.connection(**a),
            "orderCancel": lambda _i, **a: self.cancelling.cancel(**a), "orderUpdate": lambda _i, **a: self.updates.update(**a),
            "tagsAdd": lambda _i, **a: self.updates.tag(**a), "orderEditBegin": lambda _i, **a: edits.begin(**a),
            "orderEditSetQuantity": lambda _i, **a: edits.set_quantity(**a), "orderEditAddVariant": lambda _i, **a: edits.add_variant(**a),
            "orderEditCommit": lambda _i, **a: edits.commit(**a), "refundCreate": lambda info, input: self.refunds.create(info, input),
            "returnCreate": lambda _i, **a: returns.create(**a), "returnRequest": lambda _i, **a: returns.request(**a),
            "returnApproveRequest": lambda _i, **a: returns.approve(**a), "returnDeclineRequest": lambda _i, **a: returns.decline(**a),
            "returnCancel": lambda _i, **a: returns.cancel(**a), "webhookSubscriptionCreate": lambda _i, **a: subscribing.create(**a),
            "webhookSubscriptionDelete": lambda _i, **a: subscribing.delete(**a),
        }

    def _one_of(self, identifier, readers):
        given = {key: value for key, value in identifier.items() if value is not None}
        if len(given) != 1:
            raise GraphQLError("Exactly one key must be given for a oneOf input object.", extensions={"code": "INVALID_FIELD_ARGUMENTS"})
        (key, value), = given.items()
        return readers[key](value) if key in readers else None

    def _customer(self, key, value):
        found = next((c for c in self.store.world["customers"] if (c[key] or "").lower() == value.lower()), None)
        return self.orders.customer(found) if found else None

    def _fulfillment(self, ident):
        for order in self.store.world["orders"]:
            for fulfilment in order["fulfilments"]:
                if gids.of("Fulfillment", fulfilment["id"]) == ident:
                    return self.orders.fulfillment(order, fulfilment)
        return None

    def _refund(self, ident):
        for order in self.store.world["orders"]:
            for refund in order["refunds"]:
                if gids.of("Refund", refund["id"]) == ident:
                    return self.orders.refund(order, refund)
        return None

    def _return(self, ident):
        order, item = self.returns.find(ident)
        return self.returns.view(order, item) if item else None

    def _item(self, number):
        pair = self.catalog.find_variant(number, "InventoryItem")
        return self.catalog.item(*pair) if pair else None


def _schema():
    with open(os.path.join(_HERE, "schema.graphql"), encoding="utf-8") as handle:
        schema = build_schema(handle.read())
    schema.type_map["DateTime"].parse_value = _date
    for name in ("Money", "Decimal"):
        schema.type_map[name].parse_value = _amount
    return schema


def _date(value):
    if isinstance(value, str):
        try:
            clock.parse(value)
            return value
        except ValueError:
            pass
    raise GraphQLError(f"invalid DateTime '{value}'")


def _amount(value):
    if isinstance(value, (str, int, float)) and not isinstance(value, bool):
        try:
            W.minor(value)
            return str(value)
        except ValueError:
            pass
    raise GraphQLError(f"invalid Decimal '{value}'")

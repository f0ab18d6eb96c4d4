"""The Shopify simulator, run for real on loopback."""

import base64
import hashlib
import hmac
import http.client
import json
import os
import tempfile
import unittest

from common.testing import Receiver, Simulator, eventually

PATH = "/admin/api/2026-04/graphql.json"
TOKEN = {"X-Shopify-Access-Token": "shpat_simulated"}
UNSHIPPED, SHIPPED, DELIVERED = (f"gid://shopify/Order/55400000{n}" for n in ("40219", "40217", "40212"))
CANCEL = "mutation Cancel($id: ID!) { orderCancel(orderId: $id, reason: CUSTOMER, restock: true, refundMethod: {originalPaymentMethodsRefund: true}) " \
         "{ job { id done } orderCancelUserErrors { code field message } } }"
REFUND = "mutation Refund($input: RefundInput!, $key: String!) { refundCreate(input: $input) @idempotent(key: $key) " \
         "{ refund { id totalRefundedSet { shopMoney { amount } } } userErrors { field message } } }"
UPDATE = "mutation Update($input: OrderInput!) { orderUpdate(input: $input) { order { id note updatedAt shippingAddress { address1 address2 } } userErrors { field message } } }"


class ShopifyCase(unittest.TestCase):
    """One simulator for all tests, reset before each."""

    @classmethod
    def setUpClass(cls):
        cls.sim = Simulator("shopify", "--secret", "hush", "--time-scale", "0.00005", "--job-ms", "30", "--webhook-timeout", "0.3",
                            "--bucket", "1000", "--restore-rate", "10")
        cls.addClassCleanup(cls.sim.stop)

    def setUp(self):
        self.sim.control("reset", {})

    def ask(self, query, variables=None, headers=TOKEN):
        """The parsed answer of one GraphQL request."""
        return self.sim.send("POST", PATH, {"query": query, "variables": variables or {}}, headers)[1]

    def refund(self, amount="10.00", key="key-1", **changes):
        """One refundCreate."""
        part = {"amount": amount, "gateway": "card", "kind": "REFUND", "orderId": UNSHIPPED, "parentId": "gid://shopify/OrderTransaction/6720004021901", **changes}
        return self.ask(REFUND, {"key": key, "input": {"orderId": UNSHIPPED, "transactions": [part]}})

    def refunded(self):
        """What order 40219 has been refunded, in minor units."""
        return self.sim.control("totals")["40219"]["refunded"]


class Schema(ShopifyCase):
    """What the vendor's schema refuses."""

    def code(self, query, variables=None):
        """The first error's code."""
        return self.ask(query, variables)["errors"][0]["extensions"]["code"]

    def test_refuses_what_the_schema_refuses(self):
        self.assertEqual(self.code("{ orders(first: 1) { nodes { nope } } }"), "undefinedField")
        self.assertEqual(self.code("{ order { id } }"), "missingRequiredArguments")
        self.assertEqual(self.code("{ orders(first: 1, limit: 2) { nodes { id } } }"), "argumentNotAccepted")
        self.assertEqual(self.code("query Q($n: Int!) { orders(first: $n) { nodes { id } } }", {"n": "one"}), "INVALID_VARIABLE")
        self.assertEqual(self.code(UPDATE, {"input": {"note": "no id"}}), "INVALID_VARIABLE")
        self.assertEqual(self.code("{ orders { nodes { id } } }"), "BAD_REQUEST")
        self.assertEqual(self.code('{ order(id: "gid://shopify/Customer/1") { id } }'), "RESOURCE_NOT_FOUND")

    def test_unknown_search_field_is_ignored_with_a_warning(self):
        answer = self.ask('{ orders(first: 50, query: "nummer:40217") { nodes { name } } }')
        self.assertEqual(len(answer["data"]["orders"]["nodes"]), 13)
        self.assertEqual(answer["extensions"]["search"][0]["warnings"][0]["code"], "invalid_field")


class Reading(ShopifyCase):
    """Orders, customers and stock."""

    def test_order_by_name_and_customer_by_email_and_phone(self):
        for text in ("name:#40217", "name:40217", "email:marta.ellison@example.com AND name:40217"):
            answer = self.ask("query Q($q: String) { orders(first: 5, query: $q) { nodes { name displayFulfillmentStatus } } }", {"q": text})
            self.assertEqual(answer["data"]["orders"]["nodes"], [{"name": "#40217", "displayFulfillmentStatus": "FULFILLED"}])
        for text in ("email:devon.okafor@example.com", "phone:+12065550142"):
            answer = self.ask("query Q($q: String) { customers(first: 5, query: $q) { nodes { displayName } } }", {"q": text})
            self.assertEqual(answer["data"]["customers"]["nodes"], [{"displayName": "Devon Okafor"}])

    def test_cursor_walk_by_update_time_sees_every_order_once(self):
        seen, after = [], None
        while True:
            page = self.ask("query P($after: String) { orders(first: 4, after: $after, sortKey: UPDATED_AT) { nodes { name updatedAt } pageInfo { hasNextPage endCursor } } }",
                            {"after": after})["data"]["orders"]
            seen += page["nodes"]
            if not page["pageInfo"]["hasNextPage"]:
                break
            after = page["pageInfo"]["endCursor"]
        self.assertEqual(len({o["name"] for o in seen}), 13)
        self.assertEqual([o["updatedAt"] for o in seen], sorted(o["updatedAt"] for o in seen))
        self.sim.control("touch", {"op": "note", "order": "40210", "text": "called"})
        newer = self.ask("query P($q: String) { orders(first: 4, query: $q) { nodes { name } } }", {"q": f"updated_at:>'{seen[-1]['updatedAt']}'"})
        self.assertEqual(newer["data"]["orders"]["nodes"], [{"name": "#40210"}])

    def test_stock_per_location(self):
        answer = self.ask('{ productVariants(first: 1, query: "sku:ALDER-M") { nodes { inventoryItem { inventoryLevels(first: 5) '
                          '{ nodes { location { name } quantities(names: ["available"]) { quantity } } } } } } }')
        levels = answer["data"]["productVariants"]["nodes"][0]["inventoryItem"]["inventoryLevels"]["nodes"]
        self.assertEqual({l["location"]["name"]: l["quantities"][0]["quantity"] for l in levels},
                         {"Portland Pearl": 2, "Seattle Ballard": 0, "Reno Warehouse": 14})


class AccessAndQuota(ShopifyCase):
    """Tokens and points."""

    def test_wrong_token_is_401_and_other_versions_are_404(self):
        status, body, _ = self.sim.send("POST", PATH, {"query": "{ shop { name } }"}, {"X-Shopify-Access-Token": "wrong"})
        self.assertEqual((status, body["errors"][:5]), (401, "[API]"))
        self.assertEqual(self.sim.send("POST", "/admin/api/2019-01/graphql.json", {"query": "{ shop { name } }"}, TOKEN)[0], 404)

    def test_throttled_answer_is_200_with_cost(self):
        query = "{ orders(first: 150) { nodes { id customer { id } shippingAddress { id } } } }"
        answers = [self.ask(query) for _ in range(30)]
        throttled = [a for a in answers if "errors" in a]
        self.assertTrue(throttled)
        self.assertEqual(throttled[0]["errors"][0]["extensions"]["code"], "THROTTLED")
        self.assertIsNone(throttled[0]["extensions"]["cost"]["actualQueryCost"])
        self.assertLess(throttled[0]["extensions"]["cost"]["throttleStatus"]["currentlyAvailable"], throttled[0]["extensions"]["cost"]["requestedQueryCost"])

    def test_single_query_limit(self):
        answer = self.ask("{ orders(first: 250) { nodes { lineItems(first: 10) { nodes { id } } } } }")
        self.assertEqual(answer["errors"][0]["extensions"]["code"], "MAX_COST_EXCEEDED")


class Writing(ShopifyCase):
    """Mutations and their rules."""

    def test_cancel_is_a_job(self):
        answer = self.ask(CANCEL, {"id": UNSHIPPED})["data"]["orderCancel"]
        self.assertFalse(answer["job"]["done"])
        done = "query J($id: ID!) { job(id: $id) { done } }"
        self.assertTrue(eventually(lambda: self.ask(done, {"id": answer["job"]["id"]})["data"]["job"]["done"]))
        order = self.ask("query O($id: ID!) { order(id: $id) { cancelledAt displayFinancialStatus } }", {"id": UNSHIPPED})["data"]["order"]
        self.assertTrue(order["cancelledAt"])
        self.assertEqual(order["displayFinancialStatus"], "REFUNDED")
        self.assertEqual(self.ask(CANCEL, {"id": UNSHIPPED})["data"]["orderCancel"]["orderCancelUserErrors"][0]["code"], "INVALID")

    def test_shipped_orders_cannot_be_cancelled(self):
        errors = self.ask(CANCEL, {"id": SHIPPED})["data"]["orderCancel"]["orderCancelUserErrors"]
        self.assertEqual((errors[0]["code"], errors[0]["field"]), ("INVALID", ["orderId"]))

    def test_address_overwrites(self):
        address = {"address1": "5 New Road", "city": "Portland", "provinceCode": "OR", "zip": "97201", "countryCode": "US", "firstName": "Marta", "lastName": "Ellison"}
        target = "gid://shopify/Order/5540000040221"
        self.assertEqual(self.ask(UPDATE, {"input": {"id": target, "shippingAddress": address}})["data"]["orderUpdate"]["order"]["shippingAddress"],
                         {"address1": "5 New Road", "address2": None})
        wrong = self.ask(UPDATE, {"input": {"id": target, "shippingAddress": {**address, "zip": "97"}}})["data"]["orderUpdate"]
        self.assertEqual(wrong["userErrors"][0]["field"], ["shippingAddress", "zip"])

    def test_refund_needs_a_key_and_happens_once(self):
        bare = REFUND.replace("@idempotent(key: $key)", "").replace(", $key: String!", "")
        self.assertEqual(self.ask(bare, {"input": {"orderId": UNSHIPPED}})["errors"][0]["extensions"]["code"], "BAD_REQUEST")
        first, second = self.refund(), self.refund()
        self.assertEqual(first["data"], second["data"])
        self.assertEqual(self.refunded(), 1000)
        self.assertEqual(self.refund("11.00")["errors"][0]["extensions"]["code"], "IDEMPOTENCY_KEY_PARAMETER_MISMATCH")
        self.assertTrue(self.refund("9999.00", "key-2")["data"]["refundCreate"]["userErrors"])
        self.assertTrue(self.refund("1.00", "key-3", kind="SALE")["data"]["refundCreate"]["userErrors"])
        self.assertEqual(self.refunded(), 1000)
        self.assertTrue(self.sim.control("log")["requests"][2]["replayed"])

    def test_returns(self):
        found = self.ask("query R($id: ID!) { returnableFulfillments(orderId: $id, first: 5) { nodes { returnableFulfillmentLineItems(first: 5) "
                         "{ nodes { quantity fulfillmentLineItem { id } } } } } }", {"id": DELIVERED})["data"]
        item = found["returnableFulfillments"]["nodes"][0]["returnableFulfillmentLineItems"]["nodes"][0]
        create = "mutation R($input: ReturnInput!) { returnCreate(returnInput: $input) { return { status totalQuantity } userErrors { code field } } }"
        wanted = {"orderId": DELIVERED, "returnLineItems": [{"fulfillmentLineItemId": item["fulfillmentLineItem"]["id"], "quantity": item["quantity"],
                                                             "returnReasonDefinitionId": "gid://shopify/ReturnReasonDefinition/5"}]}
        self.assertEqual(self.ask(create, {"input": wanted})["data"]["returnCreate"]["return"], {"status": "OPEN", "totalQuantity": 2})
        self.assertEqual(self.ask(create, {"input": wanted})["data"]["returnCreate"]["userErrors"][0]["code"], "INVALID")

    def test_order_edit(self):
        begun = self.ask("mutation B($id: ID!) { orderEditBegin(id: $id) { calculatedOrder { id lineItems(first: 5) { nodes { id quantity } } } userErrors { message } } }",
                         {"id": UNSHIPPED})["data"]["orderEditBegin"]["calculatedOrder"]
        staged = self.ask("mutation S($id: ID!, $line: ID!) { orderEditSetQuantity(id: $id, lineItemId: $line, quantity: 1, restock: true) "
                          "{ calculatedOrder { totalPriceSet { shopMoney { amount } } } userErrors { message } } }",
                          {"id": begun["id"], "line": begun["lineItems"]["nodes"][0]["id"]})["data"]["orderEditSetQuantity"]
        self.assertEqual(staged["userErrors"], [])
        self.ask("mutation C($id: ID!) { orderEditCommit(id: $id) { order { id } userErrors { message } } }", {"id": begun["id"]})
        order = self.ask("query O($id: ID!) { order(id: $id) { totalPriceSet { shopMoney { amount } } lineItems(first: 1) { nodes { quantity } } } }", {"id": UNSHIPPED})
        self.assertEqual(order["data"]["order"]["lineItems"]["nodes"], [{"quantity": 1}])
        self.assertEqual(order["data"]["order"]["totalPriceSet"], staged["calculatedOrder"]["totalPriceSet"])


class Faults(ShopifyCase):
    """Every fault kind does what it says to the effect and to the answer."""

    def test_drop_before_and_after(self):
        self.sim.fault("drop-before", match={"operationName": "^Refund$"})
        self.sim.fault("drop-after", match={"operationName": "^Refund$"})
        for committed in (0, 1000):
            with self.assertRaises((http.client.HTTPException, OSError)):
                self.refund()
            self.assertEqual(self.refunded(), committed)
        self.assertEqual(self.refund()["data"]["refundCreate"]["userErrors"], [])
        self.assertEqual(self.refunded(), 1000)
        log = self.sim.control("log")["requests"]
        self.assertEqual([(e["fault"], e["effect"], e["replayed"]) for e in log], [("drop-before", False, False), ("drop-after", True, False), (None, False, True)])

    def test_hang_delay_and_canned_status(self):
        self.sim.fault("hang")
        with self.assertRaises(OSError):
            self.sim.send("POST", PATH, {"query": "{ shop { name } }"}, TOKEN, timeout=0.2)
        self.sim.fault("delay", ms=400, match={"operationName": "Refund"})
        with self.assertRaises(OSError):
            self.sim.send("POST", PATH, {"query": REFUND, "variables": {"key": "late", "input": {"orderId": UNSHIPPED, "refundLineItems": [
                {"lineItemId": "gid://shopify/LineItem/13100004021901", "quantity": 1}]}}}, TOKEN, timeout=0.1)
        self.assertEqual(len(self.sim.control("state")["world"]["orders"][9]["refunds"]), 1)
        self.sim.fault("status", code=429, headers={"Retry-After": "2.0"}, body={"errors": "Exceeded 2 calls per second"})
        status, _, headers = self.sim.send("POST", PATH, {"query": "{ shop { name } }"}, TOKEN)
        self.assertEqual((status, headers["Retry-After"]), (429, "2.0"))

    def test_malformed_commits_and_breaks_the_body(self):
        self.sim.fault("malformed")
        with self.assertRaises(json.JSONDecodeError):
            self.refund()
        self.assertEqual(self.refunded(), 1000)

    def test_wrong_success(self):
        self.sim.fault("wrong-success")
        self.assertEqual(self.refund()["data"]["refundCreate"]["userErrors"], [])
        self.assertEqual(self.refunded(), 0)
        self.sim.fault("wrong-success", swap=["5540000040221", "5540000040222"])
        answer = self.ask(UPDATE, {"input": {"id": "gid://shopify/Order/5540000040221", "note": "ring twice"}})["data"]["orderUpdate"]["order"]
        self.assertTrue(answer["id"].endswith("40222"))

    def test_duplicate_is_harmless_with_a_key(self):
        self.sim.fault("duplicate")
        self.refund()
        self.assertEqual(self.refunded(), 1000)

    def test_unknown_faults_are_refused(self):
        self.assertEqual(self.sim.send("POST", "/__sim/faults", [{"kind": "version-conflict"}])[0], 400)


class WebhookDelivery(ShopifyCase):
    """Signatures, retries, removal, mischief."""

    def setUp(self):
        super().setUp()
        self.receiver = Receiver()
        self.addCleanup(self.receiver.stop)
        made = self.ask("mutation W($uri: String!) { webhookSubscriptionCreate(topic: ORDERS_UPDATED, webhookSubscription: {uri: $uri}) "
                        "{ webhookSubscription { id } userErrors { message } } }", {"uri": self.receiver.url})
        self.assertEqual(made["data"]["webhookSubscriptionCreate"]["userErrors"], [])

    def note(self, text):
        """A merchant's change, which fires orders/updated."""
        self.sim.control("touch", {"op": "note", "order": "40217", "text": text})

    def test_signed_with_ids(self):
        self.note("one")
        self.assertTrue(eventually(lambda: self.receiver.got))
        got = self.receiver.got[0]
        signature = base64.b64encode(hmac.new(b"hush", got["body"], hashlib.sha256).digest()).decode()
        self.assertEqual(got["headers"]["X-Shopify-Hmac-SHA256"], signature)
        self.assertEqual(got["headers"]["X-Shopify-Topic"], "orders/updated")
        for name in ("X-Shopify-Webhook-Id", "X-Shopify-Event-Id", "X-Shopify-Shop-Domain", "X-Shopify-Triggered-At", "X-Shopify-API-Version"):
            self.assertTrue(got["headers"][name])
        self.assertEqual(json.loads(got["body"])["name"], "#40217")
        self.sim.control("webhooks", {"deliver": 1})
        self.assertTrue(eventually(lambda: len(self.receiver.got) == 2))
        self.assertEqual(self.receiver.got[1]["headers"]["X-Shopify-Event-Id"], got["headers"]["X-Shopify-Event-Id"])

    def test_retries_eight_times_then_the_subscription_is_removed(self):
        self.receiver.status = 500
        self.note("two")
        self.assertTrue(eventually(lambda: not self.sim.control("webhooks")["subscriptions"], 5))
        self.assertEqual(len(self.receiver.got), 9)
        self.assertEqual(len({g["headers"]["X-Shopify-Webhook-Id"] for g in self.receiver.got}), 1)

    def test_drop_duplicate_reorder_and_tamper(self):
        self.sim.control("webhooks", {"drop": 1})
        self.note("lost")
        self.sim.control("webhooks", {"duplicate": 1})
        self.note("twice")
        self.assertTrue(eventually(lambda: len(self.receiver.got) == 2))
        self.sim.control("webhooks", {"hold": True})
        self.note("first")
        self.note("second")
        self.assertEqual(self.sim.control("webhooks", {"release": "reversed"})["released"], [4, 3])
        self.assertTrue(eventually(lambda: len(self.receiver.got) == 4))
        self.assertEqual([json.loads(g["body"])["note"] for g in self.receiver.got], ["twice", "twice", "second", "first"])
        self.sim.control("webhooks", {"deliver": 4, "tamper": True})
        self.assertTrue(eventually(lambda: len(self.receiver.got) == 5))
        bad = self.receiver.got[4]
        self.assertNotEqual(bad["headers"]["X-Shopify-Hmac-SHA256"], base64.b64encode(hmac.new(b"hush", bad["body"], hashlib.sha256).digest()).decode())


class Lifetime(unittest.TestCase):
    """Starting, stopping, state kept."""

    def test_leaves_when_standard_input_closes_and_keeps_its_state(self):
        with tempfile.TemporaryDirectory() as folder:
            path = os.path.join(folder, "state.json")
            first = Simulator("shopify", "--secret", "x", "--state-file", path)
            first.control("touch", {"op": "note", "order": "40217", "text": "kept"})
            self.assertEqual(first.stop(), 0)
            second = Simulator("shopify", "--secret", "x", "--state-file", path)
            self.addCleanup(second.stop)
            notes = [o["note"] for o in second.control("state")["world"]["orders"] if o["number"] == "40217"]
            self.assertEqual(notes, ["kept"])


if __name__ == "__main__":
    unittest.main()

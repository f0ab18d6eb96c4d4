"""The WooCommerce simulator, run for real on loopback."""

import base64
import hashlib
import hmac
import http.client
import json
import time
import unittest
from urllib.parse import quote, urlencode

from common.testing import Receiver, Simulator, eventually

ROOT = "/wp-json/wc/v3"
BASIC = {"Authorization": "Basic " + base64.b64encode(b"ck_simulated:cs_simulated").decode()}


class WooCase(unittest.TestCase):
    """One simulator for all tests, reset before each."""

    @classmethod
    def setUpClass(cls):
        cls.sim = Simulator("woocommerce", "--webhook-timeout", "0.5")
        cls.addClassCleanup(cls.sim.stop)

    def setUp(self):
        self.sim.control("reset", {})

    def call(self, method, path, body=None, headers=BASIC):
        """(status, body, headers) of one API request."""
        return self.sim.send(method, ROOT + path, body, headers)


class Access(WooCase):
    """Keys, Basic, query string and OAuth 1.0a."""

    def test_keys(self):
        self.assertEqual(self.call("GET", "/orders", headers={})[1]["code"], "woocommerce_rest_cannot_view")
        wrong = {"Authorization": "Basic " + base64.b64encode(b"ck_simulated:nope").decode()}
        self.assertEqual(self.call("GET", "/orders", headers=wrong)[:1] + (self.call("GET", "/orders", headers=wrong)[1]["code"],),
                         (401, "woocommerce_rest_authentication_error"))
        self.assertEqual(self.call("GET", "/orders?consumer_key=ck_simulated&consumer_secret=cs_simulated", headers={})[0], 200)

    def test_without_the_flag_only_oauth_is_taken_over_http(self):
        strict = Simulator("woocommerce", "--no-accept-basic-over-http")
        self.addCleanup(strict.stop)
        self.assertEqual(strict.send("GET", ROOT + "/orders", None, BASIC)[0], 401)

        def signed(nonce, stamp=None, **extra):
            given = {"oauth_consumer_key": "ck_simulated", "oauth_timestamp": str(int(stamp or time.time())), "oauth_nonce": nonce,
                     "oauth_signature_method": "HMAC-SHA256", **extra}
            enc = lambda text: quote(text, safe="-._~")
            pairs = "&".join(f"{enc(k)}={enc(v)}" for k, v in sorted(given.items()))
            base = "&".join(["GET", enc(strict.url + ROOT + "/orders"), enc(pairs)])
            given["oauth_signature"] = base64.b64encode(hmac.new(b"cs_simulated&", base.encode(), hashlib.sha256).digest()).decode()
            return strict.send("GET", ROOT + "/orders?" + urlencode(given))
        self.assertEqual(signed("n1", per_page="2")[0], 200)
        self.assertEqual(signed("n1")[1]["message"], "Invalid nonce - nonce has already been used.")
        self.assertEqual(signed("n2", time.time() - 3600)[1]["message"], "Invalid timestamp.")


class Reading(WooCase):
    """Collections and parameters."""

    def test_paging_headers(self):
        status, body, headers = self.call("GET", "/orders?per_page=5&page=2")
        self.assertEqual((status, len(body), headers["X-WP-Total"], headers["X-WP-TotalPages"]), (200, 5, "13", "3"))
        self.assertIn('rel="next"', headers["Link"])
        self.assertIn('rel="prev"', headers["Link"])

    def test_invalid_parameters(self):
        for path, name in (("/orders?per_page=101", "per_page"), ("/orders?status=lost", "status"), ("/orders?after=yesterday", "after"),
                           ("/orders?customer=me", "customer"), ("/orders?orderby=color", "orderby")):
            status, body, _ = self.call("GET", path)
            self.assertEqual((status, body["code"], list(body["data"]["params"])), (400, "rest_invalid_param", [name]))
        self.assertEqual(self.call("PUT", "/orders/40219", {"status": "gone"})[1]["code"], "rest_invalid_param")
        self.assertEqual(self.call("PUT", "/orders/40219", b"{nope")[1]["code"], "rest_invalid_json")
        self.assertEqual(self.call("GET", "/orders/1")[1]["code"], "woocommerce_rest_shop_order_invalid_id")
        self.assertEqual(self.call("GET", "/nothing")[1]["code"], "rest_no_route")

    def test_money_is_text_and_dates_are_local_and_gmt(self):
        order = self.call("GET", "/orders/40217")[1]
        self.assertEqual((order["total"], order["number"], order["status"]), ("160.00", "40217", "completed"))
        self.assertEqual((order["date_created"], order["date_created_gmt"]), ("2026-11-12T02:15:00", "2026-11-12T10:15:00"))
        tracking = next(m for m in order["meta_data"] if m["key"] == "_wc_shipment_tracking_items")["value"][0]
        self.assertEqual(tracking["tracking_number"], "1Z555AA0402170001")

    def test_modified_after_is_site_time_unless_gmt(self):
        gmt = self.call("GET", "/orders?modified_after=2026-11-19T05:00:00&dates_are_gmt=true")[1]
        local = self.call("GET", "/orders?modified_after=2026-11-19T05:00:00")[1]
        self.assertEqual((len(gmt), len(local)), (1, 0))

    def test_products_variations_customers(self):
        self.assertEqual(self.call("GET", "/products?sku=ALDER-M")[1][0]["stock_quantity"], 16)
        self.assertEqual(len(self.call("GET", "/products/101/variations")[1]), 4)
        self.assertEqual(self.call("GET", "/customers?email=devon.okafor@example.com")[1][0]["first_name"], "Devon")
        self.assertEqual(len(self.call("GET", "/orders?search=devon.okafor")[1]), 2)


class Writing(WooCase):
    """Changes to orders."""

    def test_cancel_changes_status_and_restocks(self):
        status, body, _ = self.call("PUT", "/orders/40221", {"status": "cancelled"})
        self.assertEqual((status, body["status"]), (200, "cancelled"))
        self.assertEqual(self.call("GET", "/products?sku=DRIFT-L")[1][0]["stock_quantity"], 4)
        self.assertIn("cancelled", self.call("GET", "/orders/40221/notes")[1][0]["note"])

    def test_address_merges_field_by_field(self):
        body = self.call("PUT", "/orders/40221", {"shipping": {"address_1": "9 New Lane"}})[1]
        self.assertEqual((body["shipping"]["address_1"], body["shipping"]["city"]), ("9 New Lane", "Portland"))

    def test_refunds_are_not_idempotent_and_have_limits(self):
        for expected in (1000, 2000):
            self.assertEqual(self.call("POST", "/orders/40219/refunds", {"amount": "10.00"})[0], 201)
            self.assertEqual(self.sim.control("totals")["40219"]["refunded"], expected)
        status, body, _ = self.call("POST", "/orders/40219/refunds", {"amount": "500.00"})
        self.assertEqual((status, body["message"]), (500, "Invalid refund amount."))
        self.assertEqual(self.call("POST", "/orders/40219/refunds", {"amount": "-1"})[0], 400)
        self.assertEqual(self.call("POST", "/orders/40218/refunds", {"amount": "1.00"})[0], 500)
        self.assertEqual(self.call("POST", "/orders/40219/refunds", {"amount": 10})[1]["code"], "rest_invalid_param")

    def test_full_refund_moves_the_order(self):
        self.call("POST", "/orders/40221/refunds", {"amount": "76.00"})
        self.assertEqual(self.call("GET", "/orders/40221")[1]["status"], "refunded")

    def test_notes_and_trash(self):
        self.assertEqual(self.call("POST", "/orders/40219/notes", {})[1]["code"], "rest_missing_callback_param")
        made = self.call("POST", "/orders/40219/notes", {"note": "Called", "customer_note": True})[1]
        self.assertEqual(self.call("GET", f"/orders/40219/notes/{made['id']}")[1]["note"], "Called")
        self.assertEqual(self.call("DELETE", f"/orders/40219/notes/{made['id']}")[0], 501)
        self.assertEqual(self.call("DELETE", "/orders/40219")[1]["status"], "trash")
        self.assertEqual(self.call("DELETE", "/orders/40219")[0], 410)
        self.assertEqual(len(self.call("GET", "/orders?per_page=100")[1]), 12)


class Faults(WooCase):
    """The faults that matter most where nothing is idempotent."""

    def test_drop_after_commits(self):
        self.sim.fault("drop-after", match={"operationName": "POST orders/:id/refunds"})
        with self.assertRaises((http.client.HTTPException, OSError)):
            self.call("POST", "/orders/40219/refunds", {"amount": "10.00"})
        self.assertEqual(self.sim.control("totals")["40219"]["refunded"], 1000)

    def test_duplicate_pays_twice(self):
        self.sim.fault("duplicate")
        self.call("POST", "/orders/40219/refunds", {"amount": "10.00"})
        self.assertEqual(self.sim.control("totals")["40219"]["refunded"], 2000)

    def test_wrong_success_and_status(self):
        self.sim.fault("wrong-success")
        self.assertEqual(self.call("PUT", "/orders/40221", {"status": "cancelled"})[1]["status"], "cancelled")
        self.assertEqual(self.call("GET", "/orders/40221")[1]["status"], "processing")
        self.sim.fault("status", code=503, headers={"Retry-After": "5"}, body="<html>maintenance</html>")
        with self.assertRaises(json.JSONDecodeError):
            self.call("GET", "/orders")


class WebhookDelivery(WooCase):
    """Signed, pinged, never retried, switched off."""

    def setUp(self):
        super().setUp()
        self.receiver = Receiver()
        self.addCleanup(self.receiver.stop)
        status, self.hook, _ = self.call("POST", "/webhooks", {"topic": "order.updated", "delivery_url": self.receiver.url, "secret": "hush"})
        self.assertEqual(status, 201)

    def test_ping_then_signed_delivery(self):
        self.assertTrue(eventually(lambda: self.receiver.got))
        self.assertEqual(self.receiver.got[0]["body"], f"webhook_id={self.hook['id']}".encode())
        self.sim.control("touch", {"op": "ship", "order": "40219"})
        self.assertTrue(eventually(self.receiver.signed))
        got = self.receiver.signed()[0]
        self.assertEqual(got["headers"]["X-WC-Webhook-Signature"], base64.b64encode(hmac.new(b"hush", got["body"], hashlib.sha256).digest()).decode())
        self.assertEqual([got["headers"][f"X-WC-Webhook-{n}"] for n in ("Topic", "Resource", "Event", "ID")], ["order.updated", "order", "updated", str(self.hook["id"])])
        self.assertTrue(got["headers"]["X-WC-Webhook-Delivery-ID"] and got["headers"]["X-WC-Webhook-Source"])
        self.assertEqual(json.loads(got["body"])["status"], "completed")

    def test_five_failures_switch_it_off(self):
        self.receiver.status = 500
        for index in range(6):
            self.sim.control("touch", {"op": "note", "order": "40217", "text": str(index)})
        self.assertTrue(eventually(lambda: self.call("GET", f"/webhooks/{self.hook['id']}")[1]["status"] == "disabled"))
        self.sim.control("touch", {"op": "note", "order": "40217", "text": "unheard"})
        time.sleep(0.1)
        self.assertLessEqual(len(self.receiver.signed()), 6)
        self.call("PUT", f"/webhooks/{self.hook['id']}", {"status": "active"})
        self.receiver.status = 200
        count = len(self.receiver.signed())
        self.sim.control("touch", {"op": "note", "order": "40217", "text": "heard"})
        self.assertTrue(eventually(lambda: len(self.receiver.signed()) == count + 1))

    def test_invalid_topics(self):
        self.assertEqual(self.call("POST", "/webhooks", {"topic": "order.sold", "delivery_url": self.receiver.url})[1]["code"], "woocommerce_rest_webhook_invalid_topic")


if __name__ == "__main__":
    unittest.main()

"""The Stripe simulator: parameters, keys, links, refunds, events and signatures."""

import base64
import hashlib
import hmac
import json
import threading
import time
import unittest

from http_peer.testing import Receiver, Running

AUTH = {"Authorization": "Bearer sk_test_simulator"}
LINK = [
    ("line_items[0][price_data][currency]", "EUR"),
    ("line_items[0][price_data][unit_amount]", "1450"),
    ("line_items[0][price_data][product_data][name]", "Enamel mug"),
    ("line_items[0][quantity]", "2"),
    ("metadata[order_number]", "40220"),
    ("payment_intent_data[metadata][order_number]", "40220"),
    ("restrictions[completed_sessions][limit]", "1"),
]
REFUND = [("payment_intent", "pi_3P40217"), ("amount", "1450"), ("reason", "requested_by_customer")]


class StripeCase(unittest.TestCase):
    options = ()

    @classmethod
    def setUpClass(cls):
        cls.peer = Running("stripe", "--webhook-retry-ms", "50,50", "--per-second", "1000", *cls.options)

    @classmethod
    def tearDownClass(cls):
        cls.peer.stop()

    def setUp(self):
        self.peer.control("reset", {})

    def post(self, path, fields=(), key=None, **options):
        headers = {**AUTH, **({"Idempotency-Key": key} if key is not None else {}), **options.pop("headers", {})}
        return self.peer.form("POST", path, fields, headers, **options)

    def get(self, path, **headers):
        return self.peer.send("GET", path, headers={**AUTH, **headers})

    def assertError(self, answer, status, code, param=None, kind="invalid_request_error"):
        error = answer.json["error"]
        self.assertEqual(
            (answer.status, error.get("code"), error.get("param"), error["type"]), (status, code, param, kind)
        )
        self.assertTrue(error["message"])
        self.assertTrue(answer.headers["Request-Id"].startswith("req_"))

    def refunded(self, charge="pi_3P40217"):
        intent = self.get(f"/v1/payment_intents/{charge}?expand[]=latest_charge").json
        return intent["latest_charge"]["amount_refunded"]


class DoorTests(StripeCase):
    def test_keys(self):
        answer = self.peer.send("GET", "/v1/refunds")
        self.assertError(answer, 401, None)
        self.assertEqual(answer.headers["WWW-Authenticate"], 'Basic realm="Stripe"')
        self.assertError(self.peer.send("GET", "/v1/refunds", headers={"Authorization": "Bearer sk_x"}), 401, None)
        basic = base64.b64encode(b"sk_test_simulator:").decode()
        self.assertEqual(self.peer.send("GET", "/v1/refunds", headers={"Authorization": f"Basic {basic}"}).status, 200)

    def test_version(self):
        answer = self.get("/v1/refunds", **{"Stripe-Version": "2025-11-17.clover"})
        self.assertEqual((answer.status, answer.headers["Stripe-Version"]), (200, "2025-11-17.clover"))
        self.assertError(self.get("/v1/refunds", **{"Stripe-Version": "1999-01-01"}), 400, None)

    def test_unknown_resource(self):
        self.assertError(self.get("/v1/nothing"), 404, None)

    def test_json_is_refused(self):
        answer = self.peer.json("POST", "/v1/refunds", {"payment_intent": "pi_3P40217"}, AUTH)
        self.assertError(answer, 400, None)

    def test_rate_limit(self):
        peer = Running("stripe", "--per-second", "3")
        self.addCleanup(peer.stop)
        answers = [peer.send("GET", "/v1/refunds", headers=AUTH) for _ in range(9)]
        refused = [answer for answer in answers if answer.status == 429]
        self.assertError(refused[0], 429, "rate_limit")
        self.assertEqual(refused[0].headers["Stripe-Rate-Limited-Reason"], "global-rate")


class PaymentLinkTests(StripeCase):
    def test_create_read_and_items(self):
        link = self.post("/v1/payment_links", LINK).json
        self.assertEqual((link["object"], link["active"], link["currency"]), ("payment_link", True, "eur"))
        self.assertEqual(link["restrictions"], {"completed_sessions": {"count": 0, "limit": 1}})
        self.assertNotIn("line_items", link)
        self.assertEqual(self.get(f"/v1/payment_links/{link['id']}").json, link)
        items = self.get(f"/v1/payment_links/{link['id']}/line_items").json
        self.assertEqual(items["data"][0]["amount_total"], 2900)
        opened = self.get(f"/v1/payment_links/{link['id']}?expand[]=line_items").json
        self.assertEqual(opened["line_items"]["data"][0]["quantity"], 2)

    def test_by_price(self):
        price = self.post(
            "/v1/prices", [("currency", "eur"), ("unit_amount", "500"), ("product_data[name]", "Deposit")]
        ).json
        made = self.post("/v1/payment_links", [("line_items[0][price]", price["id"]), ("line_items[0][quantity]", "1")])
        self.assertEqual(made.status, 200)

    def test_what_it_refuses(self):
        def without(name):
            return [pair for pair in LINK if pair[0] != name]

        cases = [
            (LINK + [("colour", "red")], "parameter_unknown", "colour"),
            (LINK + [("line_items[0][colour]", "red")], "parameter_unknown", "line_items[0][colour]"),
            (LINK[-1:], "parameter_missing", "line_items"),
            (without("line_items[0][quantity]"), "parameter_missing", "line_items[0][quantity]"),
            ([("line_items[0][quantity]", "1")], "parameter_missing", "line_items[0][price]"),
            (LINK + [("line_items[0][price]", "price_x")], "parameters_exclusive", "line_items[0]"),
            (without(LINK[1][0]) + [(LINK[1][0], "14.50")], "parameter_invalid_integer", LINK[1][0]),
            (without(LINK[3][0]) + [(LINK[3][0], "0")], "parameter_invalid_integer", LINK[3][0]),
            (LINK + [("inactive_message", "")], "parameter_invalid_empty", "inactive_message"),
            (LINK + [("after_completion[type]", "dance")], None, "after_completion[type]"),
            (LINK + [("metadata[" + "k" * 41 + "]", "v")], None, "metadata[" + "k" * 41 + "]"),
        ]
        for fields, code, param in cases:
            self.assertError(self.post("/v1/payment_links", fields), 400, code, param)
        wrong = [("line_items[0][price]", "price_none"), ("line_items[0][quantity]", "1")]
        self.assertError(self.post("/v1/payment_links", wrong), 400, "resource_missing", "line_items[0][price]")
        self.assertError(
            self.post("/v1/payment_links", LINK + [("automatic_tax[enabled]", "true")]), 501, None, None, "api_error"
        )
        self.assertError(self.get("/v1/payment_links/plink_none"), 404, "resource_missing", "id")
        self.assertEqual(self.get("/v1/payment_links").json["data"], [])

    def test_update(self):
        link = self.post("/v1/payment_links", LINK).json
        path = f"/v1/payment_links/{link['id']}"
        changed = self.post(path, [("active", "false"), ("metadata[order_number]", ""), ("metadata[note]", "x")]).json
        self.assertEqual((changed["active"], changed["metadata"]), (False, {"note": "x"}))
        self.assertError(self.post(path, [("active", "no")]), 400, None, "active")
        self.assertEqual(self.post(path, [("restrictions", "")]).json["restrictions"], None)

    def test_checkout_counts_and_closes_the_link(self):
        link = self.post("/v1/payment_links", LINK).json
        paid = self.peer.control(
            "touch", {"action": "complete-checkout", "paymentLink": link["id"], "email": "a@example.com"}
        )
        now = self.get(f"/v1/payment_links/{link['id']}").json
        self.assertEqual((now["active"], now["restrictions"]["completed_sessions"]["count"]), (False, 1))
        sessions = self.get(f"/v1/checkout/sessions?payment_link={link['id']}").json["data"]
        self.assertEqual([(s["id"], s["payment_status"]) for s in sessions], [(paid["session"], "paid")])
        intent = self.get(f"/v1/payment_intents/{paid['payment_intent']}").json
        self.assertEqual((intent["amount_received"], intent["metadata"]), (2900, {"order_number": "40220"}))
        again = self.peer.json("POST", "/__sim/touch", {"action": "complete-checkout", "paymentLink": link["id"]})
        self.assertEqual(again.status, 400)

    def test_payment_that_takes_days(self):
        link = self.post("/v1/payment_links", LINK).json
        begun = self.peer.control(
            "touch", {"action": "complete-checkout", "paymentLink": link["id"], "paymentStatus": "unpaid"}
        )
        refund = self.post("/v1/refunds", [("payment_intent", begun["payment_intent"])])
        self.assertError(refund, 400, "payment_intent_unexpected_state", "payment_intent")
        self.peer.control("touch", {"action": "settle-checkout", "session": begun["session"]})
        refund = self.post("/v1/refunds", [("payment_intent", begun["payment_intent"])]).json
        self.assertEqual(refund["status"], "pending")


class RefundTests(StripeCase):
    def test_partial_then_rest_then_none(self):
        first = self.post("/v1/refunds", REFUND).json
        self.assertEqual(
            (first["amount"], first["status"], first["reason"]), (1450, "succeeded", "requested_by_customer")
        )
        rest = self.post("/v1/refunds", [("charge", first["charge"])]).json
        self.assertEqual(rest["amount"], 12380 - 1450)
        self.assertError(self.post("/v1/refunds", [("charge", first["charge"])]), 400, "charge_already_refunded")
        charge = self.get(f"/v1/charges/{first['charge']}").json
        self.assertEqual((charge["refunded"], charge["amount_refunded"]), (True, 12380))

    def test_what_it_refuses(self):
        self.assertError(
            self.post("/v1/refunds", [("payment_intent", "pi_3P40217"), ("amount", "12381")]), 400, None, "amount"
        )
        cases = [
            ([("amount", "1")], 400, "parameter_missing", "charge"),
            ([("payment_intent", "pi_none")], 404, "resource_missing", "payment_intent"),
            ([("charge", "ch_none")], 404, "resource_missing", "charge"),
            (REFUND[:1] + [("reason", "changed_mind")], 400, None, "reason"),
            (REFUND[:1] + [("amount", "0")], 400, "parameter_invalid_integer", "amount"),
            (REFUND[:1] + [("amount", "14.50")], 400, "parameter_invalid_integer", "amount"),
            (REFUND + [("note", "x")], 400, "parameter_unknown", "note"),
            ([("payment_intent", "")], 400, "parameter_invalid_empty", "payment_intent"),
            ([("payment_intent", "pi_3P40221")], 400, "charge_already_refunded", None),
        ]
        for fields, status, code, param in cases:
            self.assertError(self.post("/v1/refunds", fields), status, code, param)

    def test_disputed(self):
        charge = self.get("/v1/payment_intents/pi_3P40217").json["latest_charge"]
        self.peer.control("touch", {"action": "dispute", "charge": charge})
        self.assertError(self.post("/v1/refunds", REFUND), 400, "charge_disputed")

    def test_lists_and_pages(self):
        made = [self.post("/v1/refunds", REFUND[:1] + [("amount", str(n))]).json["id"] for n in (1, 2, 3)]
        found = self.get("/v1/refunds?payment_intent=pi_3P40217&limit=2").json
        self.assertEqual(([r["id"] for r in found["data"]], found["has_more"]), (made[:0:-1], True))
        rest = self.get(f"/v1/refunds?payment_intent=pi_3P40217&limit=2&starting_after={found['data'][-1]['id']}").json
        self.assertEqual(([r["id"] for r in rest["data"]], rest["has_more"]), (made[:1], False))
        self.assertError(self.get("/v1/refunds?limit=101"), 400, "parameter_invalid_integer", "limit")
        self.assertError(self.get("/v1/refunds?starting_after=re_x"), 400, "resource_missing", "starting_after")
        self.assertError(self.get("/v1/refunds?status=failed"), 400, "parameter_unknown", "status")

    def test_pending_then_failed_gives_the_amount_back(self):
        self.peer.control("touch", {"action": "next-refund", "status": "pending"})
        refund = self.post("/v1/refunds", REFUND).json
        self.assertEqual((refund["status"], self.refunded()), ("pending", 1450))
        self.peer.control(
            "touch",
            {"action": "settle-refund", "refund": refund["id"], "status": "failed", "failureReason": "declined"},
        )
        refund = self.get(f"/v1/refunds/{refund['id']}").json
        self.assertEqual((refund["status"], refund["failure_reason"], self.refunded()), ("failed", "declined", 0))

    def test_cancel_only_where_action_is_required(self):
        self.peer.control("touch", {"action": "next-refund", "status": "requires_action"})
        refund = self.post("/v1/refunds", REFUND + [("instructions_email", "a@example.com")]).json
        self.assertEqual(refund["next_action"]["type"], "display_details")
        self.assertEqual(self.post(f"/v1/refunds/{refund['id']}/cancel").json["status"], "canceled")
        self.assertError(self.post(f"/v1/refunds/{refund['id']}/cancel"), 400, None)
        self.assertEqual(self.refunded(), 0)

    def test_dashboard_refund_comes_in_between(self):
        charge = self.get("/v1/payment_intents/pi_3P40217").json["latest_charge"]
        self.peer.control("touch", {"action": "dashboard-refund", "charge": charge})
        self.assertError(self.post("/v1/refunds", REFUND), 400, "charge_already_refunded")


class IdempotencyTests(StripeCase):
    def test_replay(self):
        first, second = (self.post("/v1/refunds", REFUND, "k") for _ in range(2))
        self.assertEqual((first.status, first.body), (second.status, second.body))
        self.assertIsNone(first.headers["Idempotent-Replayed"])
        self.assertEqual(second.headers["Idempotent-Replayed"], "true")
        self.assertEqual(second.headers["Original-Request"], first.headers["Request-Id"])
        self.assertNotEqual(second.headers["Request-Id"], first.headers["Request-Id"])
        self.assertEqual(self.refunded(), 1450)
        log = [(e["idempotencyKey"], e["effect"], e["replayed"]) for e in self.peer.log()[:2]]
        self.assertEqual(log, [("k", True, False), ("k", False, True)])

    def test_other_parameters_or_endpoint(self):
        self.post("/v1/refunds", REFUND, "k")
        other = REFUND[:1] + [("amount", "1")]
        self.assertError(self.post("/v1/refunds", other, "k"), 400, None, None, "idempotency_error")
        self.assertError(self.post("/v1/payment_links", LINK, "k"), 400, None, None, "idempotency_error")
        self.assertEqual(self.refunded(), 1450)

    def test_order_of_parameters_does_not_matter(self):
        self.post("/v1/refunds", REFUND, "k")
        self.assertEqual(self.post("/v1/refunds", REFUND[::-1], "k").headers["Idempotent-Replayed"], "true")

    def test_failed_validation_is_not_kept_but_failed_execution_is(self):
        self.assertError(self.post("/v1/refunds", REFUND + [("x", "1")], "k"), 400, "parameter_unknown", "x")
        self.assertEqual(self.post("/v1/refunds", REFUND, "k").status, 200)
        gone = [("payment_intent", "pi_3P40221")]
        self.post("/v1/refunds", gone, "k2")
        again = self.post("/v1/refunds", gone, "k2")
        self.assertError(again, 400, "charge_already_refunded")
        self.assertEqual(again.headers["Idempotent-Replayed"], "true")

    def test_server_errors_are_kept(self):
        self.peer.fault("status", code=500, saved=True)
        self.assertError(self.post("/v1/refunds", REFUND, "k"), 500, None, None, "api_error")
        again = self.post("/v1/refunds", REFUND, "k")
        self.assertEqual((again.status, again.headers["Idempotent-Replayed"]), (500, "true"))
        self.assertEqual(self.refunded(), 0)
        self.assertEqual(self.post("/v1/refunds", REFUND, "k2").status, 200)

    def test_server_error_after_the_effect(self):
        self.peer.fault("status", code=500, effect=True)
        self.post("/v1/refunds", REFUND, "k")
        self.assertEqual((self.post("/v1/refunds", REFUND, "k").status, self.refunded()), (500, 1450))

    def test_rate_limits_are_not_kept(self):
        self.peer.fault("status", code=429)
        self.assertError(self.post("/v1/refunds", REFUND, "k"), 429, "rate_limit")
        self.assertEqual(self.post("/v1/refunds", REFUND, "k").status, 200)

    def test_lost_answer_then_retry(self):
        self.peer.fault("drop-after", match={"path": "/v1/refunds"})
        with self.assertRaises(OSError):
            self.post("/v1/refunds", REFUND, "k")
        self.assertEqual(self.post("/v1/refunds", REFUND, "k").headers["Idempotent-Replayed"], "true")
        self.assertEqual(self.refunded(), 1450)

    def test_without_a_key_a_duplicate_refunds_twice(self):
        self.peer.fault("duplicate")
        self.post("/v1/refunds", REFUND)
        self.assertEqual(self.refunded(), 2900)
        self.assertEqual(len(self.peer.log()[0]["effects"]), 2)

    def test_same_time(self):
        self.peer.fault("delay", ms=400)
        first = threading.Thread(target=self.post, args=("/v1/refunds", REFUND, "k"))
        first.start()
        time.sleep(0.15)
        self.assertError(self.post("/v1/refunds", REFUND, "k"), 409, "idempotency_key_in_use")
        first.join()
        self.assertEqual(self.post("/v1/refunds", REFUND, "k").status, 200)
        self.assertEqual(self.refunded(), 1450)

    def test_length_and_age(self):
        self.assertError(self.post("/v1/refunds", REFUND, "k" * 256), 400, None)
        self.assertEqual(self.post("/v1/refunds", REFUND, "k" * 255).status, 200)
        self.peer.control("touch", {"action": "advance-clock", "seconds": 24 * 3600 + 1})
        self.assertIsNone(self.post("/v1/refunds", REFUND, "k" * 255).headers["Idempotent-Replayed"])
        self.assertEqual(self.refunded(), 2900)

    def test_wrong_success_leaves_nothing(self):
        self.peer.fault("wrong-success")
        claimed = self.post("/v1/refunds", REFUND, "k").json["id"]
        self.assertError(self.get(f"/v1/refunds/{claimed}"), 404, "resource_missing", "id")
        self.assertEqual(self.refunded(), 0)


class EventTests(StripeCase):
    def setUp(self):
        super().setUp()
        self.receiver = Receiver()
        self.addCleanup(self.receiver.stop)
        self.peer.control("subscribe", {"url": self.receiver.url})
        self.addCleanup(self.peer.control, "subscribe", None, "DELETE")

    def types(self):
        return [event["type"] for event in self.get("/v1/events").json["data"]]

    def signed(self, headers, body, secret=b"whsec_simulator"):
        parts = dict(part.split("=", 1) for part in headers["Stripe-Signature"].split(","))
        digest = hmac.new(secret, parts["t"].encode() + b"." + body, hashlib.sha256).hexdigest()
        return hmac.compare_digest(digest, parts["v1"]), int(parts["t"])

    def test_signed_events_of_a_refund(self):
        refund = self.post("/v1/refunds", REFUND, "k").json
        received = self.receiver.wait(2)
        for headers, body in received:
            good, at = self.signed(headers, body)
            self.assertTrue(good)
            self.assertLess(abs(time.time() - at), 10)
        events = [json.loads(body) for _, body in received]
        self.assertEqual([event["type"] for event in events], ["refund.created", "charge.refunded"])
        self.assertEqual(events[0]["data"]["object"]["id"], refund["id"])
        self.assertEqual(events[0]["request"]["idempotency_key"], "k")
        self.assertEqual(events[1]["data"]["object"]["amount_refunded"], 1450)
        self.assertNotIn("previous_attributes", events[1]["data"])

    def test_replays_tell_nothing(self):
        self.post("/v1/refunds", REFUND, "k")
        self.post("/v1/refunds", REFUND, "k")
        self.assertEqual(self.types(), ["charge.refunded", "refund.created"])

    def test_retries(self):
        self.receiver.statuses = [500, 500]
        self.post("/v1/products", [("name", "x")])
        self.receiver.wait(3)
        self.peer.control("webhooks", {"action": "settle"})
        attempts = self.peer.control("webhooks")["events"][0]["attempts"]
        self.assertEqual([attempt["status"] for attempt in attempts], [500, 500, 200])

    def test_spoiled_deliveries(self):
        self.post("/v1/products", [("name", "x")])
        self.receiver.wait(1)
        for action in ("forge", "tamper", "stale"):
            self.peer.control("webhooks", {"action": action})
        received = self.receiver.wait(4)
        self.assertFalse(self.signed(*received[1])[0])
        self.assertFalse(self.signed(*received[2])[0])
        good, at = self.signed(*received[3])
        self.assertTrue(good)
        self.assertGreater(time.time() - at, 3000)

    def test_hold_reorder_duplicate_and_lose(self):
        self.peer.control("webhooks", {"action": "hold"})
        self.post("/v1/refunds", REFUND)
        self.peer.control("webhooks", {"action": "release", "order": "reversed"})
        kinds = [json.loads(body)["type"] for _, body in self.receiver.wait(2)]
        self.assertEqual(kinds, ["charge.refunded", "refund.created"])
        self.peer.control("webhooks", {"action": "duplicate", "times": 2})
        bodies = [body for _, body in self.receiver.wait(4)]
        self.assertEqual(bodies[2], bodies[3])
        self.peer.control("webhooks", {"action": "lose", "count": 1})
        self.post("/v1/products", [("name", "x")])
        self.peer.control("webhooks", {"action": "settle"})
        self.assertEqual(len(self.receiver.received), 4)
        self.assertEqual(self.types()[0], "product.created")

    def test_polling(self):
        self.post("/v1/refunds", REFUND)
        self.post("/v1/payment_links", LINK)
        found = self.get("/v1/events?types[]=refund.created&types[]=payment_link.created").json["data"]
        self.assertEqual([event["type"] for event in found], ["payment_link.created", "refund.created"])
        self.assertEqual(len(self.get("/v1/events?type=refund.*").json["data"]), 1)
        self.assertError(self.get("/v1/events?type=a&types[]=b"), 400, "parameters_exclusive", "type")
        self.assertEqual(self.get(f"/v1/events/{found[0]['id']}").json["id"], found[0]["id"])
        self.peer.control("touch", {"action": "advance-clock", "seconds": 31 * 24 * 3600})
        self.assertEqual(self.types(), [])

    def test_only_loopback_targets(self):
        answer = self.peer.json("POST", "/__sim/subscribe", {"url": "http://example.com/"})
        self.assertEqual(answer.status, 400)


if __name__ == "__main__":
    unittest.main()

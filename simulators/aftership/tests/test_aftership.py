"""The AfterShip simulator: envelope, codes, limits, lists, creation, movement and webhooks."""

import base64
import hashlib
import hmac
import json
import time
import unittest
from urllib.parse import quote

from http_peer.testing import Receiver, Running

KEY = {"as-api-key": "asat_simulator"}
ROOT = "/tracking/2026-07"
MOVING, DONE = "00340434161094021501", "1Z12345E0205271688"


class AfterShipTests(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.peer = Running("aftership", "--webhook-retry-ms", "50")

    @classmethod
    def tearDownClass(cls):
        cls.peer.stop()

    def setUp(self):
        self.peer.control("reset", {})

    def get(self, path):
        return self.peer.send("GET", ROOT + path, headers=KEY)

    def create(self, body):
        return self.peer.json("POST", ROOT + "/trackings", body, KEY)

    def by_number(self, number, slug):
        return self.get(f"/trackings?tracking_numbers={number}&slug={slug}").json["data"]["trackings"]

    def touch(self, action, number=MOVING, **more):
        return self.peer.control("touch", {"action": action, "trackingNumber": number, **more})

    def assertCode(self, answer, status, code):
        self.assertEqual((answer.status, answer.json["meta"]["code"]), (status, code))
        self.assertTrue(answer.json["meta"]["message"])
        self.assertEqual(answer.json["data"], {})

    def test_key(self):
        self.assertCode(self.peer.send("GET", ROOT + "/trackings"), 401, 401)
        legacy = {"aftership-api-key": "asat_simulator"}
        self.assertCode(self.peer.send("GET", ROOT + "/trackings", headers=legacy), 401, 401)

    def test_read_by_id_and_by_number(self):
        found = self.by_number(DONE, "ups")
        self.assertEqual(len(found), 1)
        answer = self.get(f"/trackings/{found[0]['id']}")
        self.assertEqual(answer.json, {"meta": {"code": 200}, "data": found[0]})
        self.assertEqual(answer.headers["as-api-version"], "2026-07")
        tracking = found[0]
        self.assertEqual(
            (tracking["tag"], tracking["subtag"], tracking["active"]), ("Delivered", "Delivered_001", False)
        )
        self.assertEqual([c["tag"] for c in tracking["checkpoints"]], ["InTransit", "OutForDelivery", "Delivered"])
        self.assertEqual(tracking["latest_estimated_delivery"]["datetime"], "2026-11-06")
        self.assertEqual(self.by_number(DONE, "dhl-germany"), [])
        self.assertCode(self.get("/trackings/" + "0" * 32), 404, 4004)
        self.assertCode(self.get("/trackings/a%20b"), 400, 4015)

    def test_removed_and_left_out_endpoints(self):
        self.assertCode(self.get(f"/trackings/ups/{DONE}"), 404, 404)
        self.assertCode(self.peer.send("GET", "/v4/trackings", headers=KEY), 404, 404)
        self.assertCode(self.get("/couriers"), 501, 501)

    def test_list_by_cursor(self):
        first = self.get("/trackings?limit=1").json["data"]
        self.assertEqual((first["pagination"]["total"], first["pagination"]["has_next_page"]), (2, True))
        second = self.get(f"/trackings?limit=1&cursor={quote(first['pagination']['next_cursor'])}").json["data"]
        self.assertFalse(second["pagination"]["has_next_page"])
        numbers = {data["trackings"][0]["tracking_number"] for data in (first, second)}
        self.assertEqual(numbers, {MOVING, DONE})

    def test_list_by_time_of_change(self):
        time.sleep(1.1)
        since = quote(self.touch("checkpoint", tag="OutForDelivery")["updated_at"])
        found = self.get(f"/trackings?updated_at_min={since}").json["data"]["trackings"]
        self.assertEqual([tracking["tracking_number"] for tracking in found], [MOVING])

    def test_arguments_it_refuses(self):
        for query in (
            "updated_at_min=2026-11-10T00:00:00+01:00",
            "updated_at_min=yesterday",
            "limit=201",
            "tag=Lost",
            "page=2",
            "cursor=zzz",
        ):
            self.assertCode(self.get("/trackings?" + query), 400, 4008)
            time.sleep(0.17)

    def test_fields(self):
        identifier = self.by_number(DONE, "ups")[0]["id"]
        shown = self.get(f"/trackings/{identifier}?fields=tag").json["data"]
        self.assertIn("tag", shown)
        self.assertNotIn("checkpoints", shown)

    def test_create(self):
        made = self.create({"tracking_number": "1Z12345E0205271699", "order_id": "40218", "title": "40218"})
        self.assertEqual((made.status, made.json["meta"]), (201, {"code": 201}))
        tracking = made.json["data"]
        self.assertEqual((tracking["slug"], tracking["tag"], tracking["checkpoints"]), ("ups", "Pending", []))
        self.assertCode(self.create({"tracking_number": "1Z12345E0205271699", "slug": "ups"}), 400, 4003)

    def test_creations_it_refuses(self):
        number = "1Z12345E0205271699"
        for body, code in (
            ({"slug": "ups"}, 4007),
            ({"tracking_number": "a b"}, 4005),
            ({"tracking_number": "123"}, 4005),
            ({"tracking_number": number, "slug": "pigeon"}, 4010),
            ({"tracking_number": "ABCDEFGH"}, 4012),
            ({"tracking_number": number, "custom_fields": "x"}, 4008),
            ({"tracking_number": number, "colour": "red"}, 4008),
            ({"tracking": {"tracking_number": number}}, 4008),
        ):
            self.assertCode(self.create(body), 400, code)
        self.assertCode(
            self.peer.send("POST", ROOT + "/trackings", "{", {**KEY, "Content-Type": "application/json"}), 400, 4001
        )

    def test_limits(self):
        identifier = self.by_number(DONE, "ups")[0]["id"]
        answers = [self.get(f"/trackings/{identifier}") for _ in range(12)]
        self.assertEqual(answers[0].headers["X-RateLimit-Limit"], "5")
        self.assertIsNotNone(answers[0].headers["X-RateLimit-Reset"])
        refused = [answer for answer in answers if answer.status == 429]
        self.assertCode(refused[0], 429, 429)
        self.assertEqual(refused[0].headers["X-RateLimit-Remaining"], "0")

    def test_out_of_order_and_back(self):
        self.touch("checkpoint", tag="Delivered")
        late = self.touch("checkpoint", subtag="InTransit_003", at="2026-11-16T04:00:00Z")
        self.assertEqual((late["tag"], late["checkpoints"][-1]["checkpoint_time"][:10]), ("InTransit", "2026-11-16"))
        back = self.touch("regress", tag="Exception")
        self.assertEqual((back["tag"], back["shipment_delivery_date"]), ("Exception", None))
        self.assertEqual(self.touch("withdraw")["tag"], "Delivered")
        self.assertTrue(self.touch("checkpoint", subtag="Exception_010")["return_to_sender"])

    def test_webhooks(self):
        receiver = Receiver()
        self.addCleanup(receiver.stop)
        self.peer.control("subscribe", {"url": receiver.url})
        self.addCleanup(self.peer.control, "subscribe", None, "DELETE")
        receiver.statuses = [500]
        self.touch("checkpoint", tag="OutForDelivery")
        self.touch("expect", date="2026-11-25")
        received = receiver.wait(3)
        for headers, body in received:
            digest = hmac.new(b"aftership-webhook-simulator", body, hashlib.sha256).digest()
            self.assertEqual(headers["aftership-hmac-sha256"], base64.b64encode(digest).decode())
            self.assertEqual(headers["as-webhook-version"], "2026-07")
        update = json.loads(received[0][1])
        self.assertEqual((update["event"], update["is_tracking_first_tag"]), ("tracking_update", True))
        self.assertEqual((update["msg"]["tracking_number"], update["msg"]["tag"]), (MOVING, "OutForDelivery"))
        self.assertIn("edd_revise", {json.loads(body)["event"] for _, body in received})
        ids = [json.loads(body)["event_id"] for _, body in received]
        self.assertEqual((len(ids), len(set(ids))), (3, 2))

    def test_faults_in_the_vendors_dress(self):
        self.peer.fault("status", code=503)
        self.assertCode(self.get("/trackings"), 503, 503)
        self.peer.fault("status", code=429)
        self.assertEqual(self.get("/trackings").headers["X-RateLimit-Remaining"], "0")
        self.peer.fault("wrong-success")
        other = self.get(f"/trackings?tracking_numbers={DONE}").json["data"]["trackings"]
        self.assertNotEqual(other[0]["tracking_number"], DONE)


if __name__ == "__main__":
    unittest.main()

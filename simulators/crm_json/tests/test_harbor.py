"""Harbor CRM: reads, versions, request keys, and its habit of errors with status 200."""

import threading
import time
import unittest

from http_peer.testing import Running

KEY = {"X-Harbor-Key": "harbor-simulator"}
ROOT = "/api/v2"
ADDRESS = {"address": {"street": "Neue Straße 4", "zip": "10117", "town": "Berlin", "countryCode": "DE"}}
TICKET = {
    "ticket": {"customerId": "C1001", "subject": "Late", "text": "Where is it?", "orderNo": "40217", "priority": 1}
}


class HarborTests(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.peer = Running("crm_json")

    @classmethod
    def tearDownClass(cls):
        cls.peer.stop()

    def setUp(self):
        self.peer.control("reset", {})

    def get(self, path):
        return self.peer.send("GET", ROOT + path, headers=KEY)

    def put_address(self, value=ADDRESS, **headers):
        headers = {name.replace("_", "-"): text for name, text in headers.items()}
        return self.peer.json("PUT", ROOT + "/customers/C1001/address", value, {**KEY, **headers})

    def post_ticket(self, key="k1", value=TICKET):
        return self.peer.json("POST", ROOT + "/tickets", value, {**KEY, **({"X-Request-Key": key} if key else {})})

    def assertFault(self, answer, status, code):
        self.assertEqual((answer.status, answer.json["fault"]["code"]), (status, code))

    def test_key_is_required(self):
        self.assertFault(self.peer.send("GET", ROOT + "/customers/C1001"), 401, 1401)
        self.assertFault(self.peer.send("GET", ROOT + "/customers/C1001", headers={"X-Harbor-Key": "no"}), 401, 1401)

    def test_search(self):
        found = self.get("/customers?email=Maria.Keller@example.com").json["payload"]
        self.assertEqual([item["customerId"] for item in found["items"]], ["C1001"])
        self.assertIsNone(found["next"])
        found = self.get("/customers?phone=%2B493023125015").json["payload"]
        self.assertEqual([item["customerId"] for item in found["items"]], ["C1002"])
        self.assertEqual(self.get("/customers?email=none@example.com").json["payload"]["items"], [])

    def test_errors_of_reads_come_with_status_200(self):
        self.assertFault(self.get("/customers/C9"), 200, 1404)
        self.assertFault(self.get("/orders/99999"), 200, 1404)
        self.assertFault(self.get("/customers"), 200, 1422)
        self.assertFault(self.get("/customers?email=x"), 200, 1422)
        self.assertFault(self.get("/customers?phone=+493023125015"), 200, 1422)
        self.peer.control("touch", {"action": "maintenance"})
        self.assertFault(self.get("/customers/C1001"), 200, 9503)

    def test_unknown_arguments_are_refused(self):
        self.assertFault(self.get("/customers?mail=a@b.de"), 400, 1400)
        self.assertFault(self.get("/customers/C1001?x=1"), 400, 1400)
        self.assertFault(self.get("/customers/C1001/orders?limit=51"), 400, 1400)

    def test_orders_by_pages(self):
        numbers, token, pages = [], "", 0
        while token is not None:
            page = self.get("/customers/C1001/orders?limit=2" + (f"&next={token}" if token else "")).json["payload"]
            numbers += [item["ref"]["no"] for item in page["items"]]
            token, pages = page["next"], pages + 1
        self.assertEqual((numbers, pages), (["40220", "40217", "40221"], 2))
        self.assertFault(self.get("/customers/C1001/orders?next=abc"), 400, 1400)

    def test_order_shape(self):
        order = self.get("/orders/40217").json["payload"]["order"]
        self.assertEqual(order["state"], {"code": 30})
        self.assertEqual(order["money"], {"cur": "EUR", "gross": "123.80", "open": "0.00"})
        self.assertEqual(order["placed"], 1794647520)
        self.assertEqual(order["positions"][0]["article"]["opts"], ["red", "medium"])
        self.assertEqual(order["parcels"][0]["log"][0][1], 1)

    def test_address_under_versions(self):
        self.assertFault(self.put_address(), 428, 2428)
        tag = self.get("/customers/C1001").headers["ETag"]
        changed = self.put_address(If_Match=tag)
        self.assertEqual(changed.status, 200)
        self.assertEqual(changed.json["payload"]["customer"]["addresses"][0]["zip"], "10117")
        self.assertNotEqual(changed.headers["ETag"], tag)
        self.assertFault(self.put_address(If_Match=tag), 412, 2412)
        self.peer.control("touch", {"action": "lock-customer", "customer": "C1001"})
        self.assertFault(self.put_address(If_Match=changed.headers["ETag"]), 409, 2409)

    def test_version_conflict_on_demand(self):
        tag = self.get("/customers/C1001").headers["ETag"]
        self.peer.fault("version-conflict")
        self.assertFault(self.put_address(If_Match=tag), 412, 2412)

    def test_addresses_it_refuses(self):
        tag = self.get("/customers/C1001").headers["ETag"]
        good = ADDRESS["address"]
        for bad in (
            {"address": {**good, "floor": "2"}},
            {"address": {**good, "zip": 10117}},
            {"address": {**good, "countryCode": "Germany"}},
            {"address": {**good, "street": " "}},
            {"address": {"street": "x"}},
            good,
        ):
            self.assertFault(self.put_address(bad, If_Match=tag), 422, 2422)
        answer = self.peer.send("PUT", ROOT + "/customers/C1001/address", "x", {**KEY, "Content-Type": "text/plain"})
        self.assertFault(answer, 415, 1415)

    def test_ticket_once_for_each_key(self):
        first, second = self.post_ticket(), self.post_ticket()
        self.assertEqual((first.status, second.status), (201, 201))
        self.assertEqual(first.json, second.json)
        self.assertEqual((first.headers["X-Replayed"], second.headers["X-Replayed"]), (None, "1"))
        other = {"ticket": {**TICKET["ticket"], "subject": "Other"}}
        self.assertFault(self.post_ticket(value=other), 409, 4092)
        self.assertFault(self.post_ticket(key=None), 400, 1400)
        self.assertEqual([(e["effect"], e["replayed"]) for e in self.peer.log()][:2], [(True, False), (False, True)])

    def test_ticket_it_refuses_is_known_as_rejected(self):
        wrong = {"ticket": {**TICKET["ticket"], "orderNo": "40218"}}
        self.assertFault(self.post_ticket(value=wrong), 422, 2422)
        self.assertEqual(self.get("/requests/k1").json["payload"]["request"]["outcome"], "rejected")

    def test_outcome_after_a_lost_answer(self):
        self.assertFault(self.get("/requests/k1"), 404, 4404)
        self.peer.fault("drop-after", match={"method": "POST"})
        with self.assertRaises(OSError):
            self.post_ticket()
        known = self.get("/requests/k1").json["payload"]["request"]
        self.assertEqual((known["outcome"], known["status"]), ("done", 201))
        self.assertIn("ticketId", known["answer"]["payload"]["ticket"])

    def test_same_key_at_the_same_time(self):
        self.peer.fault("delay", ms=400, match={"method": "POST"})
        first = threading.Thread(target=self.post_ticket)
        first.start()
        time.sleep(0.15)
        self.assertFault(self.post_ticket(), 409, 4091)
        self.assertEqual(self.get("/requests/k1").json["payload"]["request"]["outcome"], "running")
        first.join()

    def test_quota(self):
        peer = Running("crm_json", "--per-second", "3")
        self.addCleanup(peer.stop)
        answers = [peer.send("GET", ROOT + "/customers/C1001", headers=KEY) for _ in range(8)]
        refused = [answer for answer in answers if answer.status == 429]
        self.assertTrue(refused)
        self.assertEqual((refused[0].json["fault"]["code"], refused[0].headers["Retry-After"]), (9429, "1"))


if __name__ == "__main__":
    unittest.main()

"""Faults, hangs, the log, the control plane and the ways to end, tried on the CRM simulator."""

import http.client
import json
import signal
import socket
import subprocess
import sys
import threading
import time
import unittest

from http_peer.testing import SIMULATORS, Running

KEY = {"X-Harbor-Key": "harbor-simulator"}
CUSTOMER = "/api/v2/customers/C1001"
TICKET = {"ticket": {"customerId": "C1001", "subject": "Late", "text": "Where is it?"}}


class SharedTests(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.peer = Running("crm_json")

    @classmethod
    def tearDownClass(cls):
        cls.peer.stop()

    def setUp(self):
        self.peer.control("reset", {})

    def ticket(self, key="k1", timeout=5):
        return self.peer.json("POST", "/api/v2/tickets", TICKET, {**KEY, "X-Request-Key": key}, timeout)

    def tickets(self):
        return len(self.peer.control("state")["tickets"])

    def test_drop_before_leaves_no_effect(self):
        self.peer.fault("drop-before")
        with self.assertRaises((ConnectionError, http.client.HTTPException)):
            self.ticket()
        self.assertEqual(self.tickets(), 0)
        self.assertEqual([(e["answered"], e["effect"]) for e in self.peer.log()], [(False, False)])

    def test_drop_after_leaves_the_effect(self):
        self.peer.fault("drop-after")
        with self.assertRaises((ConnectionError, http.client.HTTPException)):
            self.ticket()
        self.assertEqual(self.tickets(), 1)
        self.assertEqual([(e["answered"], e["effect"]) for e in self.peer.log()], [(False, True)])
        again = self.ticket()
        self.assertEqual((again.status, again.headers["X-Replayed"], self.tickets()), (201, "1", 1))

    def test_delay_takes_its_time(self):
        self.peer.fault("delay", ms=200)
        started = time.monotonic()
        self.assertEqual(self.ticket().status, 201)
        self.assertGreaterEqual(time.monotonic() - started, 0.2)

    def test_hang_with_effect_and_release(self):
        self.peer.fault("hang", effect=True)
        with self.assertRaises(TimeoutError):
            self.ticket(timeout=0.3)
        self.assertEqual(self.tickets(), 1)
        self.peer.control("release", {})

    def test_status_with_body_and_headers(self):
        self.peer.fault("status", code=503, headers={"Retry-After": "7"}, body={"down": True})
        answer = self.ticket()
        self.assertEqual((answer.status, answer.headers["Retry-After"], answer.json), (503, "7", {"down": True}))
        self.assertEqual(self.tickets(), 0)

    def test_status_with_effect(self):
        self.peer.fault("status", code=500, effect=True)
        self.assertEqual(self.ticket().status, 500)
        self.assertEqual(self.tickets(), 1)

    def test_malformed_is_whole_http_and_broken_json(self):
        self.peer.fault("malformed")
        answer = self.ticket()
        self.assertEqual(answer.status, 201)
        with self.assertRaises(ValueError):
            json.loads(answer.body)
        self.assertEqual(self.tickets(), 1)

    def test_cut_ends_before_its_length(self):
        self.peer.fault("cut")
        with self.assertRaises(http.client.IncompleteRead):
            self.peer.send("GET", CUSTOMER, headers=KEY)

    def test_wrong_success_without_effect(self):
        self.peer.fault("wrong-success")
        answer = self.ticket()
        self.assertEqual(answer.status, 201)
        self.assertEqual(self.tickets(), 0)
        claimed = answer.json["payload"]["ticket"]["ticketId"]
        self.assertEqual(self.peer.send("GET", f"/api/v2/tickets/{claimed}", headers=KEY).json["fault"]["code"], 1404)
        self.assertNotEqual(self.ticket("k2").json["payload"]["ticket"]["ticketId"], claimed)

    def test_wrong_success_about_another(self):
        self.peer.fault("wrong-success")
        answer = self.peer.send("GET", CUSTOMER, headers=KEY)
        self.assertNotEqual(answer.json["payload"]["customer"]["customerId"], "C1001")

    def test_duplicate_processes_twice(self):
        self.peer.fault("duplicate")
        self.assertEqual(self.ticket().status, 201)
        self.assertEqual(self.tickets(), 1)
        self.assertTrue(self.peer.log()[0]["replayed"])

    def test_match_count_and_after(self):
        self.peer.fault("status", count=2, match={"method": "GET", "path": "customers/C1001"}, after=1, code=502)
        codes = [self.peer.send("GET", CUSTOMER, headers=KEY).status for _ in range(4)]
        self.assertEqual(codes, [200, 502, 502, 200])
        self.assertEqual(self.peer.control("faults")["faults"][0]["remaining"], 0)

    def test_match_by_body(self):
        self.peer.fault("status", match={"body": "Late"}, code=502)
        self.assertEqual(self.peer.send("GET", CUSTOMER, headers=KEY).status, 200)
        self.assertEqual(self.ticket().status, 502)

    def test_schedules_that_say_nonsense_are_refused(self):
        for fault in (
            {"kind": "explode"},
            {"kind": "delay"},
            {"kind": "delay", "ms": 1, "code": 2},
            {"kind": "cut", "match": {"x": 1}},
        ):
            answer = self.peer.json("POST", "/__sim/faults", [fault])
            self.assertEqual(answer.status, 400, fault)

    def test_connections_are_kept(self):
        connection = http.client.HTTPConnection("127.0.0.1", self.peer.port, timeout=5)
        for _ in range(3):
            connection.request("GET", CUSTOMER, headers=KEY)
            connection.getresponse().read()
            kept = connection.sock.getsockname()
        self.assertEqual(kept, connection.sock.getsockname())
        connection.close()

    def test_chunked_bodies_are_read(self):
        body = json.dumps(TICKET).encode()
        text = b"POST /api/v2/tickets HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nConnection: close\r\n"
        text += b"X-Harbor-Key: harbor-simulator\r\nX-Request-Key: c1\r\nTransfer-Encoding: chunked\r\n\r\n"
        text += b"%x\r\n%s\r\n0\r\n\r\n" % (len(body), body)
        with socket.create_connection(("127.0.0.1", self.peer.port), timeout=5) as plug:
            plug.sendall(text)
            self.assertIn(b"201 Created", plug.makefile("rb").readline())

    def test_writes_at_the_same_time(self):
        threads = [threading.Thread(target=self.ticket, args=(f"p{number}",)) for number in range(20)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        self.assertEqual(self.tickets(), 20)

    def test_no_webhooks_here(self):
        self.assertEqual(self.peer.send("GET", "/__sim/webhooks").status, 400)


class EndTests(unittest.TestCase):
    def test_ends_when_stdin_closes(self):
        peer = Running("crm_json")
        peer.process.stdin.close()
        self.assertEqual(peer.process.wait(timeout=5), 0)
        peer.process.stdout.close()

    def test_ends_on_sigterm(self):
        process = subprocess.Popen(
            [sys.executable, str(SIMULATORS / "crm_json" / "server.py")], stdout=subprocess.PIPE, text=True
        )
        self.assertRegex(process.stdout.readline(), r"^ready http://127\.0\.0\.1:\d+\n$")
        process.send_signal(signal.SIGTERM)
        self.assertEqual(process.wait(timeout=5), 0)
        process.stdout.close()


if __name__ == "__main__":
    unittest.main()

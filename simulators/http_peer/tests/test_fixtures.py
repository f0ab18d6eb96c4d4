"""Every fixture's request still gets an answer of the fixture's shape."""

import base64
import hashlib
import hmac
import json
import unittest
from xml.etree import ElementTree

from http_peer.testing import SIMULATORS, Running


def shape(value):
    """Names and kinds of a JSON value, or the elements of an XML text, without what varies."""
    if isinstance(value, dict):
        return {name: shape(part) for name, part in value.items()}
    if isinstance(value, list):
        return [shape(part) for part in value]
    if isinstance(value, str) and value.startswith("<?xml"):
        return [element.tag for element in ElementTree.fromstring(value).iter()]
    return type(value).__name__


class FixtureTests(unittest.TestCase):
    def test_answers_have_the_shapes_of_the_fixtures(self):
        for vendor in ("stripe", "aftership", "crm_json", "erp_soap"):
            peer = Running(vendor)
            self.addCleanup(peer.stop)
            for path in sorted((SIMULATORS / vendor / "fixtures").glob("*.json")):
                fixture = json.loads(path.read_text(encoding="utf-8"))
                if "webhook" not in fixture:
                    with self.subTest(f"{vendor}/{path.name}"):
                        self.replay(peer, fixture)

    def replay(self, peer, fixture):
        peer.control("reset", {})
        for said in [*fixture.get("before", []), fixture["request"]]:
            body = said["body"].encode("utf-8") if said["body"] is not None else None
            answer = peer.send(said["method"], said["path"], body, said["headers"])
        expected = fixture["response"]
        self.assertEqual(answer.status, expected["status"])
        for name in expected["headers"]:
            self.assertIn(name, answer.headers)
        text = answer.body.decode("utf-8")
        shown = text if text.startswith("<?xml") else json.loads(text)
        self.assertEqual(shape(shown), shape(expected["body"]))

    def test_signed_webhooks(self):
        for vendor in ("stripe", "aftership"):
            path = SIMULATORS / vendor / "fixtures" / "webhook_signed.json"
            hook = json.loads(path.read_text(encoding="utf-8"))["webhook"]
            secret, body = hook["secret"].encode(), hook["body"].encode()
            if vendor == "stripe":
                at, given = (part.split("=", 1)[1] for part in hook["headers"]["Stripe-Signature"].split(","))
                made = hmac.new(secret, at.encode() + b"." + body, hashlib.sha256).hexdigest()
            else:
                given = hook["headers"]["aftership-hmac-sha256"]
                made = base64.b64encode(hmac.new(secret, body, hashlib.sha256).digest()).decode()
            self.assertEqual(given, made)


if __name__ == "__main__":
    unittest.main()

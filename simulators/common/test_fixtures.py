"""Each vendor's cited request and response examples hold for its simulator."""

import base64
import glob
import json
import os
import unittest

from common.testing import HERE, Simulator

HEADERS = {"shopify": {"X-Shopify-Access-Token": "shpat_simulated"},
           "woocommerce": {"Authorization": "Basic " + base64.b64encode(b"ck_simulated:cs_simulated").decode()}}


class Fixtures(unittest.TestCase):
    """Replays every fixture; the answer must contain what the fixture says."""

    def test_shopify(self):
        self._replay("shopify", "--secret", "hush", "--job-ms", "10000")

    def test_woocommerce(self):
        self._replay("woocommerce")

    def _replay(self, vendor, *arguments):
        simulator = Simulator(vendor, *arguments)
        self.addCleanup(simulator.stop)
        with open(os.path.join(HERE, vendor, "fixtures", "FIXTURES.md"), encoding="utf-8") as handle:
            cited = handle.read()
        for path in sorted(glob.glob(os.path.join(HERE, vendor, "fixtures", "*.json"))):
            with self.subTest(os.path.basename(path)):
                with open(path, encoding="utf-8") as handle:
                    fixture = json.load(handle)
                for source in fixture["cites"].split():
                    self.assertIn(f"| {source} |", cited)
                simulator.control("reset", {})
                asked = fixture["request"]
                status, answer, headers = simulator.send(asked["method"], asked["path"], asked["body"], HEADERS[vendor])
                self.assertEqual(status, fixture["status"])
                self._contains(answer, fixture["response"], "answer")
                for name, value in fixture["headers"].items():
                    self.assertEqual(headers[name], value)

    def _contains(self, actual, wanted, where):
        if isinstance(wanted, dict):
            for key, value in wanted.items():
                self.assertIn(key, actual, where)
                self._contains(actual[key], value, f"{where}.{key}")
        elif isinstance(wanted, list):
            self.assertEqual(len(actual), len(wanted), where)
            for index, value in enumerate(wanted):
                self._contains(actual[index], value, f"{where}[{index}]")
        else:
            self.assertEqual(actual, wanted, where)


if __name__ == "__main__":
    unittest.main()

"""The shared world in the form of these simulators."""

import json
import unittest
from pathlib import Path

from http_peer.server import load_world

SHARED = Path(__file__).resolve().parents[2] / "common" / "world.json"


class SharedWorldTests(unittest.TestCase):
    def setUp(self):
        self.world = load_world(SHARED)
        self.orders = {order["number"]: order for order in self.world["orders"]}

    def test_every_order_customer_and_variant_is_there(self):
        shared = json.loads(SHARED.read_text(encoding="utf-8"))
        self.assertEqual(list(self.orders), [order["number"] for order in shared["orders"]])
        self.assertEqual(len(self.world["customers"]), len(shared["customers"]))
        self.assertEqual(len(self.world["products"]), sum(len(product["variants"]) for product in shared["products"]))

    def test_orders_stand_where_the_shared_world_says(self):
        states = {number: order["status"] for number, order in self.orders.items()}
        self.assertEqual(states["40210"], "delivered")
        self.assertEqual(states["40213"], "cancelled")
        self.assertEqual(states["40214"], "processing")
        self.assertEqual(states["40216"], "shipped")
        self.assertEqual(states["40219"], "open")

    def test_discounts_are_in_the_price_of_a_line(self):
        self.assertEqual([line["unitPrice"] for line in self.orders["40219"]["lines"]], [8000])
        self.assertEqual(self.orders["40211"]["payments"][0]["refunded"], 2400)


if __name__ == "__main__":
    unittest.main()

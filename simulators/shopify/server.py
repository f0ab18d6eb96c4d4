"""Shopify simulator: python3 simulators/shopify/server.py --port 0 --seed-file WORLD --secret S."""

import os
import sys

sys.path[0] = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))

from common import httpd  # noqa: E402
from shopify.api import ShopifyApi  # noqa: E402


def main():
    """Starts the simulator."""
    parser = httpd.arguments("Shopify Admin GraphQL simulator")
    parser.add_argument("--secret", required=True, help="the app's client secret, which signs webhooks")
    parser.add_argument("--access-token", default="shpat_simulated", help="what X-Shopify-Access-Token must be")
    parser.add_argument("--shop-domain", default="fernhill-supply.myshopify.com")
    parser.add_argument("--bucket", type=float, default=2000, help="query cost points the bucket holds")
    parser.add_argument("--restore-rate", type=float, default=100, help="points restored a second")
    parser.add_argument("--job-ms", type=float, default=200, help="how long a cancellation job takes")
    parser.add_argument("--webhook-timeout", type=float, default=5, help="seconds a webhook receiver has")
    options = parser.parse_args()
    store = httpd.load_store(options)
    httpd.run(httpd.Server(options.port, ShopifyApi(store, options), store), options)


if __name__ == "__main__":
    main()

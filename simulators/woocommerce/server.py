"""WooCommerce simulator: python3 simulators/woocommerce/server.py --port 0 --seed-file WORLD."""

import argparse
import os
import sys

sys.path[0] = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))

from common import httpd  # noqa: E402
from woocommerce.api import WooCommerceApi  # noqa: E402


def main():
    """Starts the simulator."""
    parser = httpd.arguments("WooCommerce REST API v3 simulator")
    parser.add_argument("--consumer-key", default="ck_simulated")
    parser.add_argument("--consumer-secret", "--secret", dest="consumer_secret", default="cs_simulated")
    parser.add_argument("--permission", choices=["read", "write", "read_write"], default="read_write")
    parser.add_argument("--accept-basic-over-http", action=argparse.BooleanOptionalAction, default=True,
                        help="the vendor takes Basic over HTTPS only; without this, OAuth 1.0a is required")
    parser.add_argument("--webhook-timeout", type=float, default=60, help="seconds a webhook receiver has")
    options = parser.parse_args()
    store = httpd.load_store(options)
    api = WooCommerceApi(store, options)
    server = httpd.Server(options.port, api, store)
    api.bind(server.url)
    httpd.run(server, options)


if __name__ == "__main__":
    main()

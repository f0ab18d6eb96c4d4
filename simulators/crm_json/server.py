"""Runs the Harbor CRM simulator: `python3 simulators/crm_json/server.py --port 0 --api-key …`."""

import json
import re
import sys
from pathlib import Path

sys.path[0] = str(Path(__file__).resolve().parents[1])

from crm_json import checks, records  # noqa: E402
from crm_json.faults_said import HarborFault  # noqa: E402
from http_peer import KINDS, ControlError, Mint, Peer, Response, arguments, json_response, load_world, serve  # noqa: E402

ROOT = "/api/v2"


class Harbor(Peer):
    """Customers, their orders, address changes under versions, tickets under request keys."""

    fault_kinds = set(KINDS)
    key_header = "X-Request-Key"

    def __init__(self, world, api_key, per_second=50):
        self._api_key = api_key
        self._per_second = per_second
        self._routes = [
            (method, re.compile(ROOT + path), run)
            for method, path, run in (
                ("GET", "/customers", self._search),
                ("GET", "/customers/([^/]+)", self._customer),
                ("GET", "/customers/([^/]+)/orders", self._orders),
                ("GET", "/orders/([^/]+)", self._order),
                ("PUT", "/customers/([^/]+)/address", self._change_address),
                ("POST", "/tickets", self._create_ticket),
                ("GET", "/tickets/([^/]+)", self._ticket),
                ("GET", "/requests/([^/]+)", self._outcome),
            )
        ]
        super().__init__(world)

    def load(self, world):
        self._mint = Mint()
        return records.from_world(world)

    def status_response(self, code, request):
        if code == 429:
            return json_response(429, {"fault": {"code": 9429, "text": "Too many requests"}}, [("Retry-After", "1")])
        return json_response(code, {"fault": {"code": 9500, "text": "Internal failure"}})

    # The way of a request

    def handle(self, request):
        try:
            self._admit(request)
            run, values = self._route(request)
            if request.method == "GET":
                request.dwell()
                with self.lock:
                    return run(request, *values)
            return self._write(request, run, values)
        except HarborFault as fault:
            return fault.response()

    def _admit(self, request):
        if request.headers.get("X-Harbor-Key") != self._api_key:
            raise HarborFault(1401)
        granted, _, _ = self.quota.take("all", self._per_second)
        if not granted:
            raise HarborFault(9429, headers=[("Retry-After", "1")])
        if self.store["maintenance"]:
            raise HarborFault(9503)

    def _route(self, request):
        known = False
        for method, pattern, run in self._routes:
            match = pattern.fullmatch(request.path)
            if match and method == request.method:
                return run, match.groups()
            known = known or match is not None
        raise HarborFault(1405) if known else HarborFault(1400, "no such resource")

    def _write(self, request, run, values):
        """A write under its request key, where it has one: the first outcome stands."""
        key = request.headers.get("X-Request-Key")
        if key is None:
            request.dwell()
            with self.lock:
                return run(request, *values)
        if not checks.KEY.fullmatch(key):
            raise HarborFault(1400, "X-Request-Key is 1 to 64 letters, digits, - or _")
        said = [request.method, request.path, request.body.decode("utf-8", "replace")]
        with self.lock:
            kept = self.store["requests"].get(key)
            if kept:
                return self._again(request, kept, said)
            self.store["requests"][key] = entry = {"said": said, "outcome": "running", "status": None, "body": None}
        request.dwell()
        with self.lock:
            try:
                response = run(request, *values)
                entry["outcome"] = "done"
            except HarborFault as fault:
                response = fault.response()
                entry["outcome"] = "rejected"
            entry["status"] = response.status
            entry["body"] = json.loads(response.body)
            entry["headers"] = response.headers
            return response

    def _again(self, request, kept, said):
        if kept["said"] != said:
            raise HarborFault(4092)
        if kept["outcome"] == "running":
            raise HarborFault(4091)
        request.replayed = True
        headers = [pair for pair in kept["headers"] if pair[0] != "Content-Type"]
        return json_response(kept["status"], kept["body"], [*headers, ("X-Replayed", "1")])

    # Reads

    def _search(self, request):
        arguments = checks.query(request, {"email", "phone", "limit", "next"})
        if ("email" in arguments) == ("phone" in arguments):
            raise HarborFault(1422, "give email or phone")
        if "email" in arguments:
            wanted = arguments["email"]
            if not checks.MAIL.fullmatch(wanted):
                raise HarborFault(1422, "email")
            found = [c for c in self._customers() if c["contact"]["mail"].lower() == wanted.lower()]
        else:
            wanted = arguments["phone"]
            if not checks.PHONE.fullmatch(wanted):
                raise HarborFault(1422, "phone: international form, +492212345")
            found = [c for c in self._customers() if any(p["number"] == wanted for p in c["contact"]["phones"])]
        return self._page(found, arguments, "customers:" + wanted)

    def _customers(self):
        return list(self.store["customers"].values())

    def _page(self, items, arguments, about):
        items, following = checks.cut_page(items, arguments, about)
        return json_response(200, {"payload": {"items": items, "next": following}})

    def _record(self, kind, identifier):
        found = self.store[kind].get(identifier)
        if found is None:
            raise HarborFault(1404, identifier)
        return found

    def _customer(self, request, identifier):
        checks.query(request, set())
        return self._shown(self._record("customers", identifier))

    def _shown(self, customer):
        return json_response(200, {"payload": {"customer": customer}}, [("ETag", f'"{customer["revision"]}"')])

    def _orders(self, request, identifier):
        arguments = checks.query(request, {"state", "limit", "next"})
        customer = self._record("customers", identifier)["customerId"]
        orders = [order for order in self.store["orders"].values() if order["customerId"] == customer]
        if "state" in arguments:
            if not arguments["state"].isdigit():
                raise HarborFault(1400, "state is a number")
            orders = [order for order in orders if order["state"]["code"] == int(arguments["state"])]
        orders.sort(key=lambda order: order["placed"], reverse=True)
        return self._page(orders, arguments, "orders:" + identifier + arguments.get("state", ""))

    def _order(self, request, number):
        checks.query(request, set())
        return json_response(200, {"payload": {"order": self._record("orders", number)}})

    def _ticket(self, request, identifier):
        checks.query(request, set())
        return json_response(200, {"payload": {"ticket": self._record("tickets", identifier)}})

    def _outcome(self, request, key):
        """What became of a write that carried a request key."""
        checks.query(request, set())
        kept = self.store["requests"].get(key)
        if kept is None:
            raise HarborFault(4404)
        answer = {"key": key, "outcome": kept["outcome"], "status": kept["status"], "answer": kept["body"]}
        return json_response(200, {"payload": {"request": answer}})

    # Writes

    def _change_address(self, request, identifier):
        checks.query(request, set())
        address = checks.wrapped(request, "address", checks.ADDRESS)
        customer = self._record("customers", identifier)
        expected = request.headers.get("If-Match")
        if expected is None:
            raise HarborFault(2428)
        if identifier in self.store["locked"]:
            raise HarborFault(2409)
        if expected != f'"{customer["revision"]}"':
            raise HarborFault(2412)
        customer["addresses"] = [dict(address, kind="ship")]
        customer["revision"] += 1
        request.effect(f"address of {identifier} changed to revision {customer['revision']}")
        return self._shown(customer)

    def _create_ticket(self, request):
        checks.query(request, set())
        if "X-Request-Key" not in request.headers:
            raise HarborFault(1400, "X-Request-Key required")
        wanted = checks.wrapped(request, "ticket", checks.TICKET)
        if not 1 <= wanted.get("priority", 2) <= 3:
            raise HarborFault(2422, "priority: 1 to 3")
        if wanted["customerId"] not in self.store["customers"]:
            raise HarborFault(2422, "customerId: no such record")
        order = self.store["orders"].get(wanted.get("orderNo"))
        if "orderNo" in wanted and (order is None or order["customerId"] != wanted["customerId"]):
            raise HarborFault(2422, "orderNo: no such order of this customer")
        identifier = f"T-{5000 + self._mint.next('ticket')}"
        ticket = {
            "ticketId": identifier,
            "opened": self.clock.seconds(),
            "state": {"code": 10},
            "priority": 2,
            **wanted,
        }
        self.store["tickets"][identifier] = ticket
        request.effect(f"ticket {identifier} created")
        return json_response(201, {"payload": {"ticket": ticket}})

    # The outside world

    def touch(self, action):
        name = action.get("action")
        if name == "maintenance":
            self.store["maintenance"] = bool(action.get("on", True))
        elif name == "order-state":
            self.store["orders"][action["order"]]["state"]["code"] = int(action["code"])
        elif name in ("lock-customer", "unlock-customer"):
            self._lock(action["customer"], name == "lock-customer")
        elif name == "change-customer":
            return self._edit(action)
        else:
            raise ControlError(
                "action is advance-clock, maintenance, order-state, lock-customer, unlock-customer or change-customer"
            )
        return {"done": name}

    def _lock(self, identifier, on):
        self.store["customers"][identifier]
        locked = [other for other in self.store["locked"] if other != identifier]
        self.store["locked"] = locked + [identifier] if on else locked

    def _edit(self, action):
        customer = self.store["customers"][action["customer"]]
        customer["addresses"][0].update(action.get("address", {}))
        if "email" in action:
            customer["contact"]["mail"] = action["email"]
        if "phone" in action:
            customer["contact"]["phones"] = [{"kind": "mobile", "number": action["phone"]}]
        customer["revision"] += 1
        return customer

    def make_conflict(self, request):
        match = re.fullmatch(ROOT + "/customers/([^/]+)/address", request.path)
        if match and match.group(1) in self.store["customers"]:
            with self.lock:
                self.store["customers"][match.group(1)]["revision"] += 1

    def other_object(self, request, response):
        payload = json.loads(response.body).get("payload", {})
        for kind, singular, name in (("customers", "customer", "customerId"), ("tickets", "ticket", "ticketId")):
            shown = payload.get(singular)
            others = [other for other in self.store[kind].values() if shown and other[name] != shown[name]]
            if others:
                return Response(
                    response.status, json.dumps({"payload": {singular: others[0]}}).encode(), response.headers
                )
        shown = payload.get("order")
        others = [other for other in self.store["orders"].values() if shown and other["ref"] != shown["ref"]]
        if others:
            return response.copy(body=json.dumps({"payload": {"order": others[0]}}).encode())
        if "items" in payload:
            strangers = [other for other in self._customers() if other not in payload["items"]][:1]
            return response.copy(body=json.dumps({"payload": {"items": strangers, "next": None}}).encode())
        return response


def main():
    parser = arguments("A simulator of Harbor CRM, an invented JSON API")
    parser.add_argument("--api-key", default="harbor-simulator")
    parser.add_argument("--per-second", type=int, default=50, help="requests per second before 429")
    options = parser.parse_args()
    serve(Harbor(load_world(options.seed_file), options.api_key, options.per_second), options)


if __name__ == "__main__":
    main()

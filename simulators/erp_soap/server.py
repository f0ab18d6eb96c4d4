"""Runs the ERP simulator: `python3 simulators/erp_soap/server.py --port 0 --user … --password … [--latin1]`."""

import base64
import binascii
import re
import sys
import threading
from pathlib import Path

sys.path[0] = str(Path(__file__).resolve().parents[1])

from erp_soap import ledger, soap  # noqa: E402
from erp_soap.soap import SoapFault, element, message  # noqa: E402
from erp_soap.xsd import Schema, Violation, split  # noqa: E402
from http_peer import KINDS, ControlError, Peer, Response, arguments, load_world, serve  # noqa: E402

PATH = "/wws/Auftragsdienst"
WSDL = Path(__file__).with_name("orders.wsdl").read_text(encoding="utf-8")
WRITES = {"CancelOrder", "ChangeDeliveryAddress"}
SESSIONS = 4


class Altmark(Peer):
    """An order service with few sessions, revisions, and request ids one can ask about."""

    fault_kinds = set(KINDS)

    def __init__(self, world, user, password, latin1=False, sessions=SESSIONS):
        self._login = f"{user}:{password}"
        self._latin1 = latin1
        self._sessions = threading.BoundedSemaphore(sessions)
        self._schema = Schema(WSDL)
        self._namespace = self._schema.namespace
        self._operations = {
            "GetOrder": self._get_order,
            "FindOrdersByCustomer": self._find_orders,
            "GetStock": self._get_stock,
            "CancelOrder": self._cancel,
            "ChangeDeliveryAddress": self._change_address,
            "GetRequestStatus": self._request_status,
        }
        super().__init__(world)

    def load(self, world):
        return ledger.from_world(world)

    def log_key(self, request):
        match = re.search(rb"RequestId>\s*([A-Za-z0-9-]+)", request.body)
        return match.group(1).decode() if match else None

    def status_response(self, code, request):
        if code == 500:
            return self._fault(SoapFault("INTERNAL", "internal error", who="Server"))
        page = f"<html><head><title>{code}</title></head><body><h1>{code}</h1></body></html>"
        return Response(code, page.encode(), content_type="text/html")

    def _fault(self, problem):
        return soap.fault(problem, self._namespace, self._latin1)

    # The way of a request

    def handle(self, request):
        if request.path != PATH:
            return self.status_response(404, request)
        if request.method == "GET" and request.query_text.lower() == "wsdl":
            return self._description(request)
        if request.method != "POST":
            return self.status_response(405, request)
        if not self._known(request):
            response = self.status_response(401, request)
            response.headers.append(("WWW-Authenticate", 'Basic realm="WWS"'))
            return response
        if not self._sessions.acquire(blocking=False):
            return self._fault(SoapFault("NO_SESSION", "all sessions are in use", who="Server"))
        try:
            return self._call(request)
        except SoapFault as problem:
            return self._fault(problem)
        finally:
            self._sessions.release()

    def _description(self, request):
        host = request.headers.get("Host") or "127.0.0.1"
        text = WSDL.replace("http://127.0.0.1/wws", f"http://{host}/wws")
        return Response(200, text.encode("utf-8"), content_type="text/xml; charset=UTF-8")

    def _known(self, request):
        scheme, _, rest = (request.headers.get("Authorization") or "").partition(" ")
        try:
            return scheme.lower() == "basic" and base64.b64decode(rest, validate=True).decode() == self._login
        except (binascii.Error, UnicodeDecodeError):
            return False

    def _call(self, request):
        said = soap.read(request)
        try:
            self._schema.check(said)
        except Violation as violation:
            raise SoapFault("SCHEMA_VIOLATION", str(violation)) from None
        name = split(said.tag)[1]
        if name not in self._operations:
            raise SoapFault("SCHEMA_VIOLATION", f"{name} is not a request")
        action = (request.headers.get("SOAPAction") or "").strip('"')
        if action != f"{self._namespace}#{name}":
            raise SoapFault("SCHEMA_VIOLATION", f"SOAPAction {action!r} does not belong to {name}")
        body = self._write(request, name, said) if name in WRITES else self._read(request, name, said)
        return soap.enveloped(200, body, self._latin1)

    def _read(self, request, name, said):
        request.dwell()
        with self.lock:
            return self._operations[name](request, said)

    def _write(self, request, name, said):
        """A write under its RequestId: carried out once, answered the same ever after."""
        identifier, content = self._text(said, "RequestId"), _content(said)
        with self.lock:
            kept = self.store["requests"].get(identifier)
            if kept:
                return self._again(request, kept, content)
            entry = {
                "content": content,
                "operation": name,
                "order": self._text(said, "OrderNumber"),
                "state": "IN_ARBEIT",
                "completedAt": None,
                "answer": None,
                "fault": None,
            }
            self.store["requests"][identifier] = entry
        request.dwell()
        with self.lock:
            entry["completedAt"] = self.clock.now()
            try:
                entry["answer"] = self._operations[name](request, said)
                entry["state"] = "AUSGEFUEHRT"
                return entry["answer"]
            except SoapFault as problem:
                entry["state"] = "ABGELEHNT"
                entry["fault"] = [problem.code, str(problem), problem.who]
                raise

    def _again(self, request, kept, content):
        if kept["content"] != content:
            raise SoapFault("DUPLICATE_REQUEST_ID", "this RequestId was used for something else")
        if kept["state"] == "IN_ARBEIT":
            raise SoapFault("REQUEST_IN_PROGRESS", "the request is being worked on", who="Server")
        request.replayed = True
        if kept["fault"]:
            raise SoapFault(*kept["fault"])
        return kept["answer"]

    # Operations

    def _text(self, said, name):
        return (said.findtext(f"{{{self._namespace}}}{name}") or "").strip() or None

    def _order(self, said):
        number = self._text(said, "OrderNumber")
        order = self.store["orders"].get(number)
        if order is None:
            raise SoapFault("ORDER_UNKNOWN", f"order {number} does not exist")
        return order

    def _get_order(self, request, said):
        return message("GetOrderResponse", self._namespace, ledger.order_xml(self._order(said)))

    def _find_orders(self, request, said):
        customer = self._text(said, "CustomerNumber")
        if customer not in self.store["customers"]:
            raise SoapFault("CUSTOMER_UNKNOWN", f"customer {customer} does not exist")
        orders = [order for order in self.store["orders"].values() if order["customer"] == customer]
        orders.sort(key=lambda order: order["number"], reverse=True)
        earliest, latest, after = (self._text(said, name) for name in ("From", "To", "StartAfter"))
        if earliest:
            orders = [order for order in orders if ledger.ordered_on(order) >= earliest[:10]]
        if latest:
            orders = [order for order in orders if ledger.ordered_on(order) <= latest[:10]]
        if after:
            orders = [order for order in orders if order["number"] < after]
        most = int(self._text(said, "MaxResults"))
        more = element("MoreAvailable", "true" if len(orders) > most else "false")
        shown = [ledger.order_xml(order) for order in orders[:most]]
        return message("FindOrdersByCustomerResponse", self._namespace, *shown, more)

    def _get_stock(self, request, said):
        shown = []
        for node in said:
            article = self.store["articles"].get((node.text or "").strip())
            if article is None:
                raise SoapFault("ARTICLE_UNKNOWN", f"article {node.text} does not exist")
            shown.append(ledger.stock_xml(article))
        return message("GetStockResponse", self._namespace, *shown)

    def _changeable(self, said):
        order = self._order(said)
        if order["number"] in self.store["locked"]:
            raise SoapFault("RECORD_LOCKED", f"order {order['number']} is open at another desk", who="Server")
        if order["status"] not in ledger.CHANGEABLE:
            raise SoapFault("ORDER_NOT_CHANGEABLE", f"order {order['number']} is {order['status']}")
        return order

    def _cancel(self, request, said):
        order = self._changeable(said)
        order["status"] = "STORNIERT"
        order["revision"] += 1
        request.effect(f"order {order['number']} cancelled")
        return message(
            "CancelOrderResponse",
            self._namespace,
            element("RequestId", self._text(said, "RequestId")),
            element("OrderNumber", order["number"]),
            element("Status", order["status"]),
            element("CancelledAt", ledger.date_time(self.clock.now())),
        )

    def _change_address(self, request, said):
        order = self._changeable(said)
        if int(self._text(said, "Revision")) != order["revision"]:
            raise SoapFault("RECORD_CHANGED", f"order {order['number']} is at revision {order['revision']}")
        address = said.find(f"{{{self._namespace}}}DeliveryAddress")
        order["address"] = {split(part.tag)[1]: (part.text or "").strip() for part in address}
        order["revision"] += 1
        request.effect(f"address of order {order['number']} changed to revision {order['revision']}")
        return message(
            "ChangeDeliveryAddressResponse",
            self._namespace,
            element("RequestId", self._text(said, "RequestId")),
            element("OrderNumber", order["number"]),
            element("Revision", order["revision"]),
        )

    def _request_status(self, request, said):
        identifier = self._text(said, "RequestId")
        kept = self.store["requests"].get(identifier)
        if kept is None:
            parts = [element("State", "UNBEKANNT")]
        else:
            done = kept["completedAt"] if kept["state"] != "IN_ARBEIT" else None
            parts = [
                element("State", kept["state"]),
                element("Operation", kept["operation"]),
                element("OrderNumber", kept["order"]),
                ledger.optional("CompletedAt", ledger.date_time(done) if done else None),
                ledger.optional("FaultCode", kept["fault"][0] if kept["fault"] else None),
            ]
        return message("GetRequestStatusResponse", self._namespace, element("RequestId", identifier), *parts)

    # The outside world

    def touch(self, action):
        name = action.get("action")
        if name == "stock":
            article = self.store["articles"][action["article"]]
            article["available"] = int(action["available"])
            article["nextDelivery"] = action.get("nextDelivery")
            return article
        if name not in ("order-status", "change-order", "lock-order", "unlock-order"):
            raise ControlError("action is advance-clock, stock, order-status, change-order, lock-order or unlock-order")
        order = self.store["orders"][action["order"]]
        if name == "order-status":
            if action["status"] not in ledger.STATUSES.values():
                raise ControlError(f"status is one of {sorted(ledger.STATUSES.values())}")
            order["status"] = action["status"]
            order["revision"] += 1
        elif name == "change-order":
            order["address"].update(action.get("address", {}))
            order["revision"] += 1
        else:
            locked = [number for number in self.store["locked"] if number != order["number"]]
            self.store["locked"] = locked + [order["number"]] if name == "lock-order" else locked
        return order

    def is_read(self, request):
        return not any(name.encode() in request.body for name in WRITES)

    def make_conflict(self, request):
        match = re.search(rb"OrderNumber>\s*(\d{5})", request.body)
        order = self.store["orders"].get(match.group(1).decode()) if match else None
        if order:
            with self.lock:
                order["revision"] += 1

    def other_object(self, request, response):
        """Another order in the place of the one that was asked for."""
        asked = re.search(rb"<OrderNumber>(\d{5})</OrderNumber>", response.body)
        if response.status != 200 or not asked:
            return response
        others = [order for number, order in self.store["orders"].items() if number != asked.group(1).decode()]
        shown = message("GetOrderResponse", self._namespace, ledger.order_xml(others[0])) if others else None
        if shown and b"<GetOrderResponse" in response.body:
            return soap.enveloped(200, shown, self._latin1)
        other = others[0]["number"].encode() if others else asked.group(1)
        return response.copy(body=response.body.replace(asked.group(1), other))


def _content(said):
    """What a request says, without regard to layout and prefixes."""
    return [[split(node.tag)[1], (node.text or "").strip()] for node in said.iter()]


def main():
    parser = arguments("A simulator of an old ERP that speaks SOAP 1.1")
    parser.add_argument("--user", default="wws")
    parser.add_argument("--password", default="wws-simulator")
    parser.add_argument("--latin1", action="store_true", help="answer in ISO-8859-1")
    parser.add_argument("--sessions", type=int, default=SESSIONS, help="calls at the same time before NO_SESSION")
    options = parser.parse_args()
    peer = Altmark(load_world(options.seed_file), options.user, options.password, options.latin1, options.sessions)
    serve(peer, options)


if __name__ == "__main__":
    main()

"""The ERP simulator: its schema holds both ways, and its request ids answer for lost replies."""

import base64
import http.client
import threading
import time
import unittest
from xml.etree import ElementTree

from erp_soap.server import WSDL
from erp_soap.xsd import Schema, Violation
from http_peer.testing import Running

NAMESPACE = "urn:altmark:wws:orders:1"
ENVELOPE = "http://schemas.xmlsoap.org/soap/envelope/"
PATH = "/wws/Auftragsdienst"
LOGIN = "Basic " + base64.b64encode(b"wws:wws-simulator").decode()
ADDRESS = (
    "<DeliveryAddress><Name>Maria Keller</Name><Street>Neue Straße 4</Street><PostalCode>10117</PostalCode>"
    "<City>Berlin</City><Country>DE</Country></DeliveryAddress>"
)


def envelope(operation, inner, namespace=NAMESPACE, soap=ENVELOPE, header=""):
    return (
        f'<s:Envelope xmlns:s="{soap}">{header}<s:Body><{operation} xmlns="{namespace}">{inner}</{operation}>'
        "</s:Body></s:Envelope>"
    )


class Erp(unittest.TestCase):
    options = ()

    @classmethod
    def setUpClass(cls):
        cls.peer = Running("erp_soap", *cls.options)
        cls.schema = Schema(WSDL)

    @classmethod
    def tearDownClass(cls):
        cls.peer.stop()

    def setUp(self):
        self.peer.control("reset", {})

    def send(self, text, action, content_type="text/xml; charset=utf-8", login=LOGIN, encoding="utf-8", timeout=5):
        headers = {"Content-Type": content_type, "SOAPAction": f'"{action}"', "Authorization": login}
        return self.peer.send("POST", PATH, text.encode(encoding), headers, timeout)

    def call(self, operation, inner, **options):
        return self.send(envelope(operation, inner), f"{NAMESPACE}#{operation}", **options)

    def body(self, answer):
        return ElementTree.fromstring(answer.body)[0][0]

    def good(self, operation, inner, **options):
        """The body of a success, which the schema allows."""
        answer = self.call(operation, inner, **options)
        self.assertEqual(answer.status, 200, answer.body)
        body = self.body(answer)
        self.assertEqual(body.tag, f"{{{NAMESPACE}}}{operation}Response")
        self.schema.check(body)
        return body

    def text(self, body, *path):
        return body.findtext("/".join(f"{{{NAMESPACE}}}{name}" for name in path))

    def assertFault(self, answer, code, who="Client"):
        self.assertEqual(answer.status, 500)
        fault = self.body(answer)
        self.assertEqual(fault.tag, f"{{{ENVELOPE}}}Fault")
        self.assertEqual(fault.findtext("faultcode"), f"soap:{who}")
        detail = fault.find("detail")[0]
        self.schema.check(detail)
        self.assertEqual(self.text(detail, "Code"), code)

    def cancel(self, identifier="request-1", number="40218", reason="KUNDE", **options):
        inner = f"<RequestId>{identifier}</RequestId><OrderNumber>{number}</OrderNumber><Reason>{reason}</Reason>"
        return self.call("CancelOrder", inner, **options)

    def state(self, identifier="request-1"):
        return self.text(self.good("GetRequestStatus", f"<RequestId>{identifier}</RequestId>"), "State")


class ReadTests(Erp):
    def test_wsdl(self):
        answer = self.peer.send("GET", PATH + "?wsdl")
        self.assertEqual(answer.status, 200)
        root = ElementTree.fromstring(answer.body)
        self.assertTrue(root.tag.endswith("definitions"))
        self.assertIn(f"http://127.0.0.1:{self.peer.port}{PATH}".encode(), answer.body)

    def test_every_order_fits_the_schema(self):
        for number in ("40217", "40218", "40219", "40220", "40221"):
            order = self.good("GetOrder", f"<OrderNumber>{number}</OrderNumber>")
            self.assertEqual(self.text(order, "Order", "OrderNumber"), number)
        self.assertEqual(self.text(order, "Order", "Status"), "STORNIERT")
        self.assertEqual(self.text(order, "Order", "PaymentStatus"), "ERSTATTET")
        self.assertEqual(self.text(order, "Order", "Total"), "68.90")
        self.assertEqual(self.text(order, "Order", "OrderedAt"), "2026-10-05T11:30:00+01:00")

    def test_orders_of_a_customer(self):
        inner = "<CustomerNumber>C1001</CustomerNumber>{}<MaxResults>2</MaxResults>"
        first = self.good("FindOrdersByCustomer", inner.format(""))
        numbers = [node.text for node in first.iter(f"{{{NAMESPACE}}}OrderNumber")]
        self.assertEqual((numbers, self.text(first, "MoreAvailable")), (["40221", "40220"], "true"))
        rest = self.good("FindOrdersByCustomer", inner.format("<StartAfter>40220</StartAfter>"))
        self.assertEqual(
            (self.text(rest, "Order", "OrderNumber"), self.text(rest, "MoreAvailable")), ("40217", "false")
        )
        late = self.good("FindOrdersByCustomer", inner.format("<From>2026-11-15</From>"))
        self.assertEqual(self.text(late, "Order", "OrderNumber"), "40220")

    def test_stock(self):
        inner = "<ArticleNumber>MG-001</ArticleNumber><ArticleNumber>SH-110-BL-42</ArticleNumber>"
        stock = self.good("GetStock", inner)
        self.assertEqual([node.text for node in stock.iter(f"{{{NAMESPACE}}}Available")], ["230", "0"])
        self.assertEqual(stock[1][3].text, "2026-12-04")

    def test_what_does_not_exist(self):
        self.assertFault(self.call("GetOrder", "<OrderNumber>99999</OrderNumber>"), "ORDER_UNKNOWN")
        self.assertFault(self.call("GetStock", "<ArticleNumber>X</ArticleNumber>"), "ARTICLE_UNKNOWN")
        find = "<CustomerNumber>C9</CustomerNumber><MaxResults>1</MaxResults>"
        self.assertFault(self.call("FindOrdersByCustomer", find), "CUSTOMER_UNKNOWN")

    def test_login(self):
        answer = self.call("GetOrder", "<OrderNumber>40217</OrderNumber>", login="Basic eDp5")
        self.assertEqual((answer.status, answer.headers["WWW-Authenticate"]), (401, 'Basic realm="WWS"'))


class StrictnessTests(Erp):
    def test_content(self):
        for operation, inner in (
            ("GetOrder", ""),
            ("GetOrder", "<OrderNumber>4021</OrderNumber>"),
            ("GetOrder", "<OrderNumber>40217</OrderNumber><Extra>1</Extra>"),
            ("GetOrder", "40217"),
            ("GetOrder", '<OrderNumber kind="x">40217</OrderNumber>'.replace("<OrderNumber", "<OrderNo")),
            ("FindOrdersByCustomer", "<MaxResults>1</MaxResults><CustomerNumber>C1001</CustomerNumber>"),
            ("FindOrdersByCustomer", "<CustomerNumber>C1001</CustomerNumber><MaxResults>all</MaxResults>"),
            ("FindOrdersByCustomer", "<CustomerNumber>C1001</CustomerNumber><MaxResults>101</MaxResults>"),
            (
                "FindOrdersByCustomer",
                "<CustomerNumber>C1001</CustomerNumber><From>2026-13-01</From><MaxResults>1</MaxResults>",
            ),
            ("CancelOrder", "<RequestId>short</RequestId><OrderNumber>40218</OrderNumber><Reason>KUNDE</Reason>"),
            ("CancelOrder", "<RequestId>request-1</RequestId><OrderNumber>40218</OrderNumber><Reason>LAUNE</Reason>"),
            ("DeleteOrder", "<OrderNumber>40217</OrderNumber>"),
            ("GetOrderResponse", ""),
        ):
            self.assertFault(self.call(operation, inner), "SCHEMA_VIOLATION")

    def test_envelope(self):
        action = f"{NAMESPACE}#GetOrder"
        number = "<OrderNumber>40217</OrderNumber>"
        self.assertFault(self.send(envelope("GetOrder", number, namespace="urn:other"), action), "SCHEMA_VIOLATION")
        self.assertFault(self.send(envelope("GetOrder", number), "urn:x"), "SCHEMA_VIOLATION")
        self.assertFault(self.send("<a/>", action), "SCHEMA_VIOLATION")
        self.assertFault(self.send("<a", action), "SCHEMA_VIOLATION")
        doctype = '<!DOCTYPE x [<!ENTITY e "1">]>' + envelope("GetOrder", number)
        self.assertFault(self.send(doctype, action), "SCHEMA_VIOLATION")
        newer = envelope("GetOrder", number, soap="http://www.w3.org/2003/05/soap-envelope")
        self.assertFault(self.send(newer, action), "VERSION", "VersionMismatch")
        header = '<s:Header><x xmlns="urn:x" s:mustUnderstand="1"/></s:Header>'
        self.assertFault(self.send(envelope("GetOrder", number, header=header), action), "HEADER", "MustUnderstand")
        self.assertFault(
            self.send(envelope("GetOrder", number), action, content_type="application/soap+xml"), "SCHEMA_VIOLATION"
        )

    def test_the_checker_knows_order_and_number(self):
        line = ElementTree.fromstring(
            f'<GetStock xmlns="{NAMESPACE}">' + "<ArticleNumber>a</ArticleNumber>" * 21 + "</GetStock>"
        )
        with self.assertRaises(Violation):
            self.schema.check(line)


class WriteTests(Erp):
    def test_cancel_once(self):
        first, second = self.cancel(), self.cancel()
        self.assertEqual((first.status, first.body), (second.status, second.body))
        self.schema.check(self.body(first))
        self.assertEqual(
            [(e["idempotencyKey"], e["effect"], e["replayed"]) for e in self.peer.log()],
            [("request-1", True, False), ("request-1", False, True)],
        )
        self.assertEqual(
            self.text(self.good("GetOrder", "<OrderNumber>40218</OrderNumber>"), "Order", "Status"), "STORNIERT"
        )
        self.assertFault(self.cancel(reason="DUBLETTE"), "DUPLICATE_REQUEST_ID")
        self.assertFault(self.cancel("request-2"), "ORDER_NOT_CHANGEABLE")

    def test_outcome_after_a_lost_answer(self):
        self.assertEqual(self.state(), "UNBEKANNT")
        self.peer.fault("drop-after", match={"body": "CancelOrder"})
        with self.assertRaises((OSError, http.client.HTTPException)):
            self.cancel()
        self.assertEqual(self.state(), "AUSGEFUEHRT")
        self.peer.fault("drop-before", match={"body": "CancelOrder"})
        with self.assertRaises((OSError, http.client.HTTPException)):
            self.cancel("request-2", "40220")
        self.assertEqual(self.state("request-2"), "UNBEKANNT")

    def test_refusals_are_remembered(self):
        self.assertFault(self.cancel(number="40217"), "ORDER_NOT_CHANGEABLE")
        status = self.good("GetRequestStatus", "<RequestId>request-1</RequestId>")
        self.assertEqual(
            (self.text(status, "State"), self.text(status, "FaultCode")), ("ABGELEHNT", "ORDER_NOT_CHANGEABLE")
        )
        self.assertFault(self.cancel(number="40217"), "ORDER_NOT_CHANGEABLE")

    def test_in_progress(self):
        self.peer.fault("delay", ms=400, match={"body": "CancelOrder"})
        first = threading.Thread(target=self.cancel)
        first.start()
        time.sleep(0.15)
        self.assertEqual(self.state(), "IN_ARBEIT")
        self.assertFault(self.cancel(), "REQUEST_IN_PROGRESS", "Server")
        first.join()
        self.assertEqual(self.state(), "AUSGEFUEHRT")

    def change(self, identifier, revision, number="40220"):
        inner = f"<RequestId>{identifier}</RequestId><OrderNumber>{number}</OrderNumber><Revision>{revision}</Revision>"
        return self.call("ChangeDeliveryAddress", inner + ADDRESS)

    def test_address_under_revisions(self):
        changed = self.body(self.change("request-1", 1))
        self.assertEqual(self.text(changed, "Revision"), "2")
        order = self.good("GetOrder", "<OrderNumber>40220</OrderNumber>")
        self.assertEqual(self.text(order, "Order", "DeliveryAddress", "Street"), "Neue Straße 4")
        self.assertFault(self.change("request-2", 1), "RECORD_CHANGED")
        self.peer.fault("version-conflict")
        self.assertFault(self.change("request-3", 2), "RECORD_CHANGED")
        self.peer.control("touch", {"action": "lock-order", "order": "40220"})
        self.assertFault(self.change("request-4", 3), "RECORD_LOCKED", "Server")

    def test_faults_in_the_systems_dress(self):
        self.peer.fault("status", code=500)
        self.assertFault(self.cancel(), "INTERNAL", "Server")
        self.peer.fault("status", code=502)
        self.assertEqual(self.cancel().headers["Content-Type"], "text/html")
        self.peer.fault("malformed")
        with self.assertRaises(ElementTree.ParseError):
            self.body(self.cancel())
        self.peer.fault("wrong-success")
        order = self.good("GetOrder", "<OrderNumber>40217</OrderNumber>")
        self.assertNotEqual(self.text(order, "Order", "OrderNumber"), "40217")
        self.peer.fault("wrong-success")
        self.assertEqual(self.cancel("request-9", "40220").status, 200)
        self.assertEqual(self.state("request-9"), "UNBEKANNT")

    def test_few_sessions(self):
        self.peer.fault("delay", count=4, ms=500)
        read = ("GetOrder", "<OrderNumber>40217</OrderNumber>")
        threads = [threading.Thread(target=self.call, args=read) for _ in range(4)]
        for thread in threads:
            thread.start()
        time.sleep(0.2)
        self.assertFault(self.call(*read), "NO_SESSION", "Server")
        for thread in threads:
            thread.join()


class Latin1Tests(Erp):
    options = ("--latin1",)

    def test_answers_and_requests(self):
        answer = self.call("GetOrder", "<OrderNumber>40217</OrderNumber>")
        self.assertEqual(answer.headers["Content-Type"], "text/xml; charset=ISO-8859-1")
        self.assertIn(b'encoding="ISO-8859-1"', answer.body)
        self.assertIn("Lindenstraße".encode("iso-8859-1"), answer.body)
        self.schema.check(self.body(answer))
        inner = f"<RequestId>request-1</RequestId><OrderNumber>40220</OrderNumber><Revision>1</Revision>{ADDRESS}"
        options = {"content_type": "text/xml; charset=ISO-8859-1", "encoding": "iso-8859-1"}
        self.good("ChangeDeliveryAddress", inner, **options)
        order = self.good("GetOrder", "<OrderNumber>40220</OrderNumber>")
        self.assertEqual(self.text(order, "Order", "DeliveryAddress", "Street"), "Neue Straße 4")


if __name__ == "__main__":
    unittest.main()

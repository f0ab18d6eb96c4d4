"""SOAP 1.1 envelopes and faults, read strictly and written in the encoding asked for."""

import re
from xml.etree import ElementTree
from xml.sax.saxutils import escape

from http_peer import Response

ENVELOPE = "http://schemas.xmlsoap.org/soap/envelope/"
ENCODINGS = {"utf-8", "iso-8859-1", "us-ascii"}


class SoapFault(Exception):
    """A fault: `Client` or `Server` (or SOAP's own two), and the code of the service."""

    def __init__(self, code, message, who="Client"):
        super().__init__(message)
        self.code = code
        self.who = who


def read(request):
    """The one element in the body of the envelope."""
    if request.content_type() != "text/xml":
        raise SoapFault("SCHEMA_VIOLATION", "the content type must be text/xml")
    charset = re.search(r'charset="?([\w-]+)', request.headers.get("Content-Type") or "")
    encoding = charset.group(1).lower() if charset else None
    if encoding and encoding not in ENCODINGS:
        raise SoapFault("SCHEMA_VIOLATION", f"encoding {encoding} is not accepted")
    if b"<!DOCTYPE" in request.body:
        raise SoapFault("SCHEMA_VIOLATION", "a document type declaration is not allowed")
    try:
        root = ElementTree.fromstring(request.body, ElementTree.XMLParser(encoding=encoding))
    except (ElementTree.ParseError, ValueError, LookupError) as error:
        raise SoapFault("SCHEMA_VIOLATION", f"not XML: {error}") from None
    if root.tag != f"{{{ENVELOPE}}}Envelope":
        if root.tag.endswith("}Envelope"):
            raise SoapFault("VERSION", "only SOAP 1.1 is spoken here", who="VersionMismatch")
        raise SoapFault("SCHEMA_VIOLATION", "no SOAP envelope")
    parts = list(root)
    if parts and parts[0].tag == f"{{{ENVELOPE}}}Header":
        for header in parts.pop(0):
            if header.get(f"{{{ENVELOPE}}}mustUnderstand") == "1":
                raise SoapFault("HEADER", f"header {header.tag} is not understood", who="MustUnderstand")
    if len(parts) != 1 or parts[0].tag != f"{{{ENVELOPE}}}Body" or len(parts[0]) != 1:
        raise SoapFault("SCHEMA_VIOLATION", "the envelope needs one body with one element")
    return parts[0][0]


def element(name, *content):
    """XML text of an element: texts are escaped, what is already XML and nothing (`None`) are not."""
    inner = "".join(part if isinstance(part, Xml) else escape(str(part)) for part in content if part is not None)
    return Xml(f"<{name}>{inner}</{name}>")


class Xml(str):
    """Text that is XML."""


def message(name, namespace, *content):
    """The element a response body consists of."""
    inner = "".join(part for part in content if part is not None)
    return Xml(f'<{name} xmlns="{namespace}">{inner}</{name}>')


def enveloped(status, body, latin1):
    encoding = "ISO-8859-1" if latin1 else "UTF-8"
    text = (
        f'<?xml version="1.0" encoding="{encoding}"?>\n'
        f'<soap:Envelope xmlns:soap="{ENVELOPE}"><soap:Body>{body}</soap:Body></soap:Envelope>'
    )
    data = text.encode("iso-8859-1", "xmlcharrefreplace") if latin1 else text.encode("utf-8")
    return Response(status, data, content_type=f"text/xml; charset={encoding}")


def fault(problem, namespace, latin1):
    """A fault; SOAP 1.1 over HTTP answers it with status 500."""
    detail = message("ServiceFault", namespace, element("Code", problem.code), element("Message", str(problem)))
    body = element(
        "soap:Fault",
        element("faultcode", f"soap:{problem.who}"),
        element("faultstring", str(problem)),
        element("detail", detail),
    )
    return enveloped(500, body, latin1)

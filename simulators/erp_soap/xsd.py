"""Checks documents against the schema in the WSDL: the part of XML Schema that the WSDL uses."""

import re
from datetime import date, datetime
from xml.etree import ElementTree

XSD = "{http://www.w3.org/2001/XMLSchema}"
_ZONE = r"(Z|[+-]\d\d:\d\d)?"
_DATE = re.compile(r"(\d{4}-\d\d-\d\d)" + _ZONE)
_TIME = re.compile(r"(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d)(\.\d+)?" + _ZONE)
#: The facets that can be checked; a schema with any other is refused when it is read.
FACETS = {"enumeration", "pattern", "minLength", "maxLength", "minInclusive", "maxInclusive"}


class Violation(Exception):
    """A document the schema does not allow; the message says where."""


class Schema:
    """Elements and types of one target namespace, with qualified local elements."""

    def __init__(self, wsdl_text):
        root = ElementTree.fromstring(wsdl_text)
        schema = root.find(f".//{XSD}schema")
        self.namespace = schema.get("targetNamespace")
        self._types = {}
        for node in schema.findall(f"{XSD}simpleType"):
            self._types[node.get("name")] = _Simple(node)
        for node in schema.findall(f"{XSD}complexType"):
            self._types[node.get("name")] = _Complex(node)
        self._elements = {
            node.get("name"): _Complex(node.find(f"{XSD}complexType")) for node in schema.findall(f"{XSD}element")
        }

    def check(self, element):
        """Raises `Violation` unless the element is one the schema declares, with allowed content."""
        namespace, name = split(element.tag)
        if namespace != self.namespace or name not in self._elements:
            raise Violation(f"element {element.tag} is not declared")
        self._elements[name].check(element, name, self)

    def check_type(self, element, type_name, where):
        prefix, _, name = type_name.partition(":")
        if prefix == "xsd":
            if len(element):
                raise Violation(f"{where}: no elements allowed inside")
            check_builtin(name, element.text or "", where)
        else:
            self._types[name].check(element, where, self)


class _Complex:
    """A sequence of elements, in order, each as often as it says."""

    def __init__(self, node):
        self._parts = [
            (
                part.get("name"),
                part.get("type"),
                int(part.get("minOccurs", "1")),
                float("inf") if part.get("maxOccurs") == "unbounded" else int(part.get("maxOccurs", "1")),
            )
            for part in node.find(f"{XSD}sequence")
        ]

    def check(self, element, where, schema):
        if (element.text or "").strip() or any((child.tail or "").strip() for child in element):
            raise Violation(f"{where}: no text allowed between elements")
        for attribute in element.attrib:
            if not attribute.startswith("{http://www.w3.org/2001/XMLSchema-instance}"):
                raise Violation(f"{where}: attribute {attribute} is not declared")
        children = list(element)
        for name, type_name, least, most in self._parts:
            count = 0
            while children and children[0].tag == f"{{{schema.namespace}}}{name}" and count < most:
                schema.check_type(children.pop(0), type_name, f"{where}/{name}")
                count += 1
            if count < least:
                found = children[0].tag if children else "the end"
                raise Violation(f"{where}: {name} expected, not {found}")
        if children:
            raise Violation(f"{where}: {children[0].tag} not expected here")


class _Simple:
    """A restriction of a built-in type."""

    def __init__(self, node):
        restriction = node.find(f"{XSD}restriction")
        self._base = restriction.get("base").partition(":")[2]
        self._facets = {}
        for facet in restriction:
            name = facet.tag[len(XSD) :]
            if name not in FACETS:
                raise ValueError(f"facet {name} cannot be checked")
            self._facets.setdefault(name, []).append(facet.get("value"))

    def check(self, element, where, schema):
        if len(element):
            raise Violation(f"{where}: no elements allowed inside")
        text = element.text or ""
        check_builtin(self._base, text, where)
        facets = self._facets
        if "enumeration" in facets and text not in facets["enumeration"]:
            raise Violation(f"{where}: {text!r} is not one of {', '.join(facets['enumeration'])}")
        if "pattern" in facets and not any(re.fullmatch(pattern, text) for pattern in facets["pattern"]):
            raise Violation(f"{where}: {text!r} does not have the form required")
        if "minLength" in facets and len(text) < int(facets["minLength"][0]):
            raise Violation(f"{where}: too short")
        if "maxLength" in facets and len(text) > int(facets["maxLength"][0]):
            raise Violation(f"{where}: too long")
        if "minInclusive" in facets and int(text) < int(facets["minInclusive"][0]):
            raise Violation(f"{where}: too small")
        if "maxInclusive" in facets and int(text) > int(facets["maxInclusive"][0]):
            raise Violation(f"{where}: too large")


def check_builtin(name, text, where):
    """The built-in types the WSDL uses."""
    text = text if name == "string" else text.strip()
    if name == "string":
        return
    if name == "int":
        good = bool(re.fullmatch(r"[+-]?\d{1,10}", text)) and -(2**31) <= int(text) < 2**31
    elif name == "decimal":
        good = bool(re.fullmatch(r"[+-]?(\d+(\.\d*)?|\.\d+)", text))
    elif name == "boolean":
        good = text in ("true", "false", "1", "0")
    elif name == "date":
        match = _DATE.fullmatch(text)
        good = bool(match) and _real(date, match.group(1))
    elif name == "dateTime":
        match = _TIME.fullmatch(text)
        good = bool(match) and _real(datetime, match.group(1))
    else:
        raise ValueError(f"type xsd:{name} cannot be checked")
    if not good:
        raise Violation(f"{where}: {text!r} is not an xsd:{name}")


def _real(kind, text):
    try:
        kind.fromisoformat(text)
        return True
    except ValueError:
        return False


def split(tag):
    """The namespace and the local name of a tag."""
    if tag.startswith("{"):
        namespace, _, name = tag[1:].partition("}")
        return namespace, name
    return "", tag

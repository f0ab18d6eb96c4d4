"""What Harbor accepts in queries and bodies."""

import base64
import json
import re

from crm_json.faults_said import HarborFault

MAIL = re.compile(r"[^@\s]+@[^@\s]+\.[^@\s]+")
PHONE = re.compile(r"\+[1-9]\d{6,14}")
KEY = re.compile(r"[A-Za-z0-9_-]{1,64}")

#: Name: (type, longest, required, pattern).
ADDRESS = {
    "street": (str, 80, True, None),
    "zip": (str, 12, True, r"[A-Za-z0-9 -]{3,12}"),
    "town": (str, 60, True, None),
    "countryCode": (str, 2, True, r"[A-Z]{2}"),
}
TICKET = {
    "customerId": (str, 20, True, None),
    "subject": (str, 120, True, None),
    "text": (str, 4000, True, None),
    "orderNo": (str, 20, False, None),
    "priority": (int, None, False, None),
}


def query(request, allowed):
    """The query as a table; unknown and repeated names are refused."""
    result = {}
    for name, value in request.query:
        if name not in allowed:
            raise HarborFault(1400, f"unknown argument {name}")
        if name in result:
            raise HarborFault(1400, f"argument {name} given twice")
        result[name] = value
    return result


def wrapped(request, name, fields):
    """The record in `{name: {…}}`, checked field by field."""
    if request.content_type() != "application/json":
        raise HarborFault(1415)
    try:
        body = json.loads(request.body)
    except ValueError:
        raise HarborFault(1400, "the body is not JSON") from None
    if not isinstance(body, dict) or set(body) != {name} or not isinstance(body[name], dict):
        raise HarborFault(2422, f"the body must be an object with {name} alone")
    record = body[name]
    for field in record:
        if field not in fields:
            raise HarborFault(2422, f"{field}: unknown field")
    for field, (kind, longest, required, pattern) in fields.items():
        if field not in record:
            if required:
                raise HarborFault(2422, f"{field}: missing")
            continue
        value = record[field]
        if not isinstance(value, kind) or isinstance(value, bool):
            raise HarborFault(2422, f"{field}: wrong type")
        if kind is str and not value.strip():
            raise HarborFault(2422, f"{field}: empty")
        if longest and len(value) > longest:
            raise HarborFault(2422, f"{field}: longer than {longest}")
        if pattern and not re.fullmatch(pattern, value):
            raise HarborFault(2422, f"{field}: not acceptable")
    return record


def cut_page(items, arguments, about):
    """One page and the token of the next; tokens belong to the list they came from."""
    text = arguments.get("limit", "20")
    if not text.isdigit() or not 1 <= int(text) <= 50:
        raise HarborFault(1400, "limit is 1 to 50")
    start = _position(arguments["next"], about) if "next" in arguments else 0
    end = start + int(text)
    return items[start:end], _token(end, about) if end < len(items) else None


def _token(position, about):
    return base64.urlsafe_b64encode(f"{position}|{about}".encode()).decode().rstrip("=")


def _position(token, about):
    try:
        text = base64.urlsafe_b64decode(token + "=" * (-len(token) % 4)).decode()
        position, _, belongs = text.partition("|")
        if belongs == about:
            return int(position)
    except ValueError:
        pass
    raise HarborFault(1400, "next is not a token of this list")

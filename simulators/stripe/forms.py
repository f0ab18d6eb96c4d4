"""Form bodies and queries in Stripe's bracket notation, as nested values."""

import re
from urllib.parse import parse_qsl

from stripe.failures import StripeError

_NAME = re.compile(r"^([^\[\]]+)((?:\[[^\[\]]*\])*)$")
_PART = re.compile(r"\[([^\[\]]*)\]")


def pairs_of(request):
    """The parameters of a request, undecoded: from the query of a read, from the body of a write."""
    if request.method != "POST":
        return request.query
    if not request.body:
        return []
    if request.content_type() != "application/x-www-form-urlencoded":
        raise StripeError(400, "Invalid request: the content type must be application/x-www-form-urlencoded")
    try:
        return parse_qsl(request.body.decode("utf-8"), keep_blank_values=True, strict_parsing=True)
    except ValueError:
        raise StripeError(400, "Invalid request: the body is not form-encoded") from None


def nest(pairs):
    """`a[b][0][c]=x` as tables and rows: rows are tables whose names are all numbers, or `a[]`."""
    root = {}
    for name, value in pairs:
        match = _NAME.match(name)
        if not match:
            raise StripeError(400, f"Invalid parameter name: {name}")
        _put(root, [match.group(1)] + _PART.findall(match.group(2)), value, name)
    return _rows(root)


def _put(table, path, value, name):
    for index, part in enumerate(path):
        if part == "":
            part = str(len(table))
        if index == len(path) - 1:
            if isinstance(table.get(part), dict):
                raise StripeError(400, f"Invalid parameter: {name} is both a value and a table", param=name)
            table[part] = value
            return
        table = table.setdefault(part, {})
        if not isinstance(table, dict):
            raise StripeError(400, f"Invalid parameter: {name} is both a value and a table", param=name)


def _rows(value):
    if not isinstance(value, dict):
        return value
    inner = {name: _rows(part) for name, part in value.items()}
    if inner and all(name.isdigit() for name in inner):
        return [inner[name] for name in sorted(inner, key=int)]
    return inner

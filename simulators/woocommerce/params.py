"""Parameter schemas: what a field may hold, and the rest_invalid_param a wrong value earns."""

import re

from common import clock
from woocommerce.errors import invalid

_EMAIL = re.compile(r"^[^@\s]+@[^@\s]+\.[^@\s]+$")
_INTEGER = re.compile(r"^-?\d+$")


def checked(schema, given, from_query=False):
    """The given values converted to their types; unknown names pass through WordPress and are dropped here.

    A schema maps names to dictionaries with `type` (integer, number, string, boolean, array, object,
    date-time) and optionally `enum`, `minimum`, `maximum`, `items`, `properties`, `format`, `readonly`.
    """
    values, problems = {}, {}
    for name, value in given.items():
        rule = schema.get(name)
        if rule is None or rule.get("readonly"):
            continue
        fault, converted = _value(rule, name, value, from_query)
        if fault:
            problems[name] = fault
        else:
            values[name] = converted
    if problems:
        raise invalid(problems)
    return values


def _value(rule, name, value, loose):
    kind = rule["type"]
    types = {"integer": _integer, "number": _number, "boolean": _boolean, "string": _string, "date-time": _date,
             "array": _array, "object": _object, "any": lambda _r, _n, given, _l: (None, given)}
    return types[kind](rule, name, value, loose)


def _type_fault(name, kind):
    return ("rest_invalid_type", f"{name} is not of type {kind}.")


def _integer(rule, name, value, loose):
    if isinstance(value, bool) or not (isinstance(value, int) or isinstance(value, str) and _INTEGER.match(value)
                                       or isinstance(value, float) and value.is_integer()):
        return _type_fault(name, "integer"), None
    return _range(rule, name, int(value))


def _number(rule, name, value, loose):
    try:
        return _range(rule, name, float(value)) if not isinstance(value, bool) else (_type_fault(name, "number"), None)
    except (TypeError, ValueError):
        return _type_fault(name, "number"), None


def _range(rule, name, value):
    low, high = rule.get("minimum"), rule.get("maximum")
    if low is not None and high is not None and not low <= value <= high:
        return ("rest_out_of_bounds", f"{name} must be between {low} (inclusive) and {high} (inclusive)"), None
    if low is not None and value < low:
        return ("rest_out_of_bounds", f"{name} must be greater than or equal to {low}"), None
    if rule.get("enum") and value not in rule["enum"]:
        return _enum_fault(rule, name), None
    return None, value


def _boolean(rule, name, value, loose):
    words = {"true": True, "1": True, "false": False, "0": False}
    if isinstance(value, bool):
        return None, value
    if value in (0, 1) or isinstance(value, str) and value.lower() in words:
        return None, words[str(value).lower()]
    return _type_fault(name, "boolean"), None


def _string(rule, name, value, loose):
    if value is None and rule.get("nullable"):
        return None, value
    if not isinstance(value, str):
        return _type_fault(name, "string"), None
    if rule.get("enum") and value not in rule["enum"]:
        return _enum_fault(rule, name), None
    if rule.get("format") == "email" and value and not _EMAIL.match(value):
        return ("rest_invalid_email", "Invalid email address."), None
    return None, value


def _enum_fault(rule, name):
    return ("rest_not_in_enum", f"{name} is not one of {', '.join(str(v) for v in rule['enum'][:-1])}, and {rule['enum'][-1]}.")


def _date(rule, name, value, loose):
    try:
        if isinstance(value, str):
            clock.parse(value.replace(" ", "+"))
            return None, value.replace(" ", "+")
    except ValueError:
        pass
    return ("rest_invalid_date", "Invalid date."), None


def _array(rule, name, value, loose):
    if loose and isinstance(value, str):
        value = [part.strip() for part in value.split(",") if part.strip()]
    if not isinstance(value, list):
        return _type_fault(name, "array"), None
    items = []
    for index, item in enumerate(value):
        fault, converted = _value(rule["items"], f"{name}[{index}]", item, loose)
        if fault:
            return fault, None
        items.append(converted)
    return None, items


def _object(rule, name, value, loose):
    if not isinstance(value, dict):
        return _type_fault(name, "object"), None
    kept = {}
    for key, inner in value.items():
        inner_rule = rule.get("properties", {}).get(key)
        if inner_rule is None or inner_rule.get("readonly"):
            continue
        fault, converted = _value(inner_rule, f"{name}[{key}]", inner, loose)
        if fault:
            return fault, None
        kept[key] = converted
    return None, kept

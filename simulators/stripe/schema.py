"""Checks parameters against what Stripe documents, and gives them their types."""

import re

from stripe.failures import StripeError, missing_parameter, not_simulated, unknown_parameter


class Int:
    """A whole number, by default one that is not negative."""

    def __init__(self, least=0, most=None):
        self.least = least
        self.most = most

    def read(self, value, param):
        if not isinstance(value, str) or not re.fullmatch(r"-?\d+", value):
            raise StripeError(400, f"Invalid integer: {value}", code="parameter_invalid_integer", param=param)
        number = int(value)
        if number < self.least or (self.most is not None and number > self.most):
            message = "Invalid positive integer" if self.least == 1 else "This value is outside what is allowed"
            raise StripeError(400, message, code="parameter_invalid_integer", param=param)
        return number


class Text:
    """A text up to a length; empty only where empty unsets."""

    def __init__(self, most=5000, pattern=None):
        self.most = most
        self.pattern = re.compile(pattern) if pattern else None

    def read(self, value, param):
        if not isinstance(value, str):
            raise StripeError(400, "Invalid string", param=param)
        if value == "":
            message = "An empty string is not allowed here"
            raise StripeError(400, message, code="parameter_invalid_empty", param=param)
        if len(value) > self.most:
            raise StripeError(400, f"Invalid string: at most {self.most} characters", param=param)
        if self.pattern and not self.pattern.fullmatch(value):
            raise StripeError(400, f"Invalid value: {value}", param=param)
        return value


class Flag:
    def read(self, value, param):
        if value not in ("true", "false"):
            raise StripeError(400, f"Invalid boolean: {value}", param=param)
        return value == "true"


class Choice:
    def __init__(self, *values):
        self.values = values

    def read(self, value, param):
        if value not in self.values:
            message = f"Invalid {param}: must be one of {', '.join(self.values[:-1])}, or {self.values[-1]}"
            raise StripeError(400, message, param=param)
        return value


class Currency:
    """Three letters; the API takes them in either case and answers in lower case."""

    def read(self, value, param):
        if not isinstance(value, str) or not re.fullmatch(r"[A-Za-z]{3}", value):
            raise StripeError(400, f"Invalid currency: {value}", param=param)
        return value.lower()


class Table:
    """Named parameters; any other name is refused."""

    def __init__(self, fields, required=()):
        self.fields = fields
        self.required = required

    def read(self, value, param=None):
        if value == []:
            value = {}
        if not isinstance(value, dict):
            raise StripeError(400, "Invalid object", param=param)
        result = {}
        for name, part in value.items():
            where = f"{param}[{name}]" if param else name
            if name not in self.fields:
                raise unknown_parameter(where)
            result[name] = self.fields[name].read(part, where)
        for name in self.required:
            if name not in result:
                raise missing_parameter(f"{param}[{name}]" if param else name)
        return result


class Rows:
    def __init__(self, item, most=None):
        self.item = item
        self.most = most

    def read(self, value, param):
        if not isinstance(value, list):
            raise StripeError(400, "Invalid array", param=param)
        if self.most is not None and len(value) > self.most:
            raise StripeError(400, f"Invalid array: at most {self.most} entries", param=param)
        return [self.item.read(part, f"{param}[{index}]") for index, part in enumerate(value)]


class Metadata:
    """Up to 50 pairs, names up to 40 characters, values up to 500; an empty value unsets."""

    def read(self, value, param):
        if value == "":
            return None
        if isinstance(value, list):
            value = {str(index): part for index, part in enumerate(value)}
        if not isinstance(value, dict):
            raise StripeError(400, "Invalid metadata", param=param)
        if len(value) > 50:
            raise StripeError(400, "Metadata can have up to 50 keys", param=param)
        for name, text in value.items():
            where = f"{param}[{name}]"
            if not isinstance(text, str):
                raise StripeError(400, "Metadata values are strings", param=where)
            if len(name) > 40:
                raise StripeError(400, "Metadata keys can be up to 40 characters long", param=where)
            if len(text) > 500:
                raise StripeError(400, "Metadata values can be up to 500 characters long", param=where)
        return value


class Period:
    """`created`: one second, or bounds."""

    def read(self, value, param):
        if isinstance(value, str):
            second = Int().read(value, param)
            return {"gte": second, "lte": second}
        return Table({name: Int() for name in ("gt", "gte", "lt", "lte")}).read(value, param)


class Unsettable:
    """Anything, or empty, which unsets."""

    def __init__(self, inner):
        self.inner = inner

    def read(self, value, param):
        return None if value == "" else self.inner.read(value, param)


class NotSimulated:
    """A documented parameter this simulator leaves out, and says so."""

    def read(self, value, param):
        raise not_simulated(param)


def merged_metadata(current, change):
    """Metadata after an update: names given are set, names given empty are unset."""
    if change is None:
        return {}
    result = dict(current)
    for name, value in change.items():
        if value == "":
            result.pop(name, None)
        else:
            result[name] = value
    return result


def initial_metadata(given):
    return merged_metadata({}, given or {})


EXPAND = Rows(Text())
PAGE = {"limit": Int(1, 100), "starting_after": Text(), "ending_before": Text(), "expand": EXPAND}
ONE = Table({"expand": EXPAND})

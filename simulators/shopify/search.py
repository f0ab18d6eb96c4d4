"""Shopify's search syntax: terms, connectives, modifiers and comparators, as a predicate."""

import re

from common import clock

_TOKEN = re.compile(r"""\s*(?:(\()|(\))|((?:-)?(?:[A-Za-z_][\w.]*):(?:>=|<=|>|<)?(?:"[^"]*"|'[^']*'|[^\s()]*)|"[^"]*"|'[^']*'|[^\s()]+))""")
_FIELD = re.compile(r"^([A-Za-z_][\w.]*):(>=|<=|>|<)?(.*)$", re.S)


class Query:
    """A parsed query over `fields`, a mapping from field name to a function of the object.

    A function returns a string, a list of strings, or an aware datetime (for dates). Fields the
    resource does not have are ignored and reported in `warnings`, which is what the API does.
    """

    def __init__(self, text, fields, default):
        self.text = text or ""
        self.warnings = []
        self._fields = fields
        self._default = default
        self._tokens = _tokens(self.text)
        self._at = 0
        self._test = self._any() if self._tokens else (lambda _: True)

    def matches(self, item):
        """Whether an object satisfies the query."""
        return self._test(item)

    def _peek(self):
        return self._tokens[self._at] if self._at < len(self._tokens) else None

    def _any(self):
        tests = [self._all()]
        while self._peek() == "OR":
            self._at += 1
            tests.append(self._all())
        return lambda item: any(test(item) for test in tests)

    def _all(self):
        tests = []
        while self._peek() not in (None, "OR", ")"):
            if self._peek() == "AND":
                self._at += 1
                continue
            tests.append(self._one())
        return lambda item: all(test(item) for test in tests)

    def _one(self):
        token = self._peek()
        self._at += 1
        if token == "NOT":
            inner = self._one()
            return lambda item: not inner(item)
        if token == "(":
            inner = self._any()
            if self._peek() == ")":
                self._at += 1
            return inner
        if token.startswith("-") and len(token) > 1:
            inner = self._term(token[1:])
            return lambda item: not inner(item)
        return self._term(token)

    def _term(self, token):
        match = _FIELD.match(token)
        if not match:
            needle = _unquoted(token).lower()
            return lambda item: any(needle in text.lower() for text in self._default(item))
        name, comparator, value = match.group(1), match.group(2), _unquoted(match.group(3))
        read = self._fields.get(name)
        if read is None:
            self.warnings.append({"field": name, "message": "Invalid search field for this query.", "code": "invalid_field"})
            return lambda _: True
        return lambda item: _compare(read(item), comparator, value)


def _tokens(text):
    return [next(group for group in match.groups() if group is not None) for match in _TOKEN.finditer(text)]


def _unquoted(text):
    return text[1:-1] if len(text) >= 2 and text[0] == text[-1] and text[0] in "'\"" else text


def _compare(actual, comparator, wanted):
    if actual is None:
        return False
    if isinstance(actual, list):
        return any(_compare(one, comparator, wanted) for one in actual)
    if hasattr(actual, "tzinfo"):
        try:
            return _ordered(actual, comparator, clock.parse(wanted))
        except ValueError:
            return False
    if comparator:
        try:
            return _ordered(float(actual), comparator, float(wanted))
        except ValueError:
            return _ordered(actual, comparator, wanted)
    left, right = str(actual).lower(), wanted.lower()
    if right.endswith("*"):
        return left.startswith(right[:-1])
    return left == right or left in [part.strip() for part in right.split(",")]


def _ordered(left, comparator, right):
    return {None: left == right, ">": left > right, ">=": left >= right,
            "<": left < right, "<=": left <= right}[comparator]

"""Calculated query cost and the leaky bucket it is drawn from."""

import math
import threading

from graphql import FieldNode, FragmentSpreadNode, InlineFragmentNode, IntValueNode, OperationType, VariableNode
from graphql import get_named_type, is_leaf_type, is_object_type, is_interface_type

from common import clock

SINGLE_QUERY_LIMIT = 1000
MUTATION_COST = 10


def requested(schema, document, operation, variables):
    """The worst-case cost of an operation: 10 a mutation, 1 an object, connections sized by first or last."""
    fragments = {d.name.value: d for d in document.definitions if hasattr(d, "type_condition")}
    root = schema.mutation_type if operation.operation == OperationType.MUTATION else schema.query_type
    return max(1, _selection(schema, operation.selection_set, root, fragments, variables, operation.operation == OperationType.MUTATION))


def actual(data):
    """What the answer really held: one point an object, edges and page information apart."""
    if isinstance(data, list):
        return sum(actual(item) for item in data)
    if not isinstance(data, dict):
        return 0
    if "edges" in data or "nodes" in data:
        return sum(actual([edge.get("node") for edge in data.get("edges") or []]) if key == "edges" else
                   actual(value) if key == "nodes" else 0 for key, value in data.items())
    return 1 + sum(actual(value) for value in data.values())


class Bucket:
    """A bucket that drains by cost and refills at a constant rate."""

    def __init__(self, capacity, rate):
        self._lock = threading.Lock()
        self.capacity = float(capacity)
        self.rate = float(rate)
        self._level = float(capacity)
        self._at = clock.now()

    def take(self, cost):
        """Draws a cost, or refuses when there is not enough left."""
        with self._lock:
            self._refill()
            if cost > self._level:
                return False
            self._level -= cost
            return True

    def give_back(self, cost):
        """Returns what was requested but not used."""
        with self._lock:
            self._refill()
            self._level = min(self.capacity, self._level + cost)

    def fill(self):
        """Starts over with a full bucket."""
        with self._lock:
            self._level, self._at = self.capacity, clock.now()

    def status(self):
        """throttleStatus."""
        with self._lock:
            self._refill()
            return {"maximumAvailable": self.capacity, "currentlyAvailable": math.floor(self._level), "restoreRate": self.rate}

    def _refill(self):
        at = clock.now()
        self._level = min(self.capacity, self._level + (at - self._at) * self.rate)
        self._at = at


def _selection(schema, selections, parent, fragments, variables, mutation=False):
    total = 0
    for node in selections.selections if selections else []:
        if isinstance(node, FragmentSpreadNode):
            fragment = fragments[node.name.value]
            total += _selection(schema, fragment.selection_set, schema.get_type(fragment.type_condition.name.value), fragments, variables, mutation)
        elif isinstance(node, InlineFragmentNode):
            inner = schema.get_type(node.type_condition.name.value) if node.type_condition else parent
            total += _selection(schema, node.selection_set, inner, fragments, variables, mutation)
        elif isinstance(node, FieldNode):
            total += _field(schema, node, parent, fragments, variables, mutation)
    return total


def _field(schema, node, parent, fragments, variables, mutation):
    definition = parent.fields.get(node.name.value) if is_object_type(parent) or is_interface_type(parent) else None
    if definition is None:
        return 0
    kind = get_named_type(definition.type)
    if is_leaf_type(kind):
        return 0
    inner = _selection(schema, node.selection_set, kind, fragments, variables)
    if mutation:
        return MUTATION_COST + inner
    if kind.name.endswith("Connection"):
        return max(1, _size(node, variables)) * max(1, inner)
    if kind.name.endswith("Edge") or kind.name == "PageInfo":
        return inner
    return 1 + inner


def _size(node, variables):
    for argument in node.arguments:
        if argument.name.value in ("first", "last"):
            value = argument.value
            found = int(value.value) if isinstance(value, IntValueNode) else variables.get(value.name.value) if isinstance(value, VariableNode) else 0
            if isinstance(found, int):
                return found
    return 1

"""Cursor connections over lists: edges, nodes, pageInfo, and the limits on first and last."""

import base64
import binascii
import json

from graphql import GraphQLError

LARGEST_PAGE = 250


def _bad(message):
    return GraphQLError(message, extensions={"code": "BAD_REQUEST"})


def page(items, key, view, first=None, last=None, after=None, before=None, reverse=False, **_):
    """A connection over `items` sorted by `key(item)` (a tuple ending in a unique part)."""
    if first is None and last is None:
        raise _bad("you must provide one of first or last")
    if first is not None and last is not None:
        raise _bad("providing both first and last is not supported")
    size = first if first is not None else last
    if size > LARGEST_PAGE or size < 0:
        raise _bad(f"{'first' if first is not None else 'last'} must be between 0 and {LARGEST_PAGE}")
    ranked = sorted(items, key=key, reverse=reverse)
    beyond = (lambda a, b: a < b) if reverse else (lambda a, b: a > b)
    window = ranked
    if after:
        edge = _decode(after)
        window = [item for item in window if beyond(list(key(item)), edge)]
    if before:
        edge = _decode(before)
        window = [item for item in window if beyond(edge, list(key(item)))]
    chosen = window[:size] if first is not None else window[len(window) - size:] if size else []
    edges = [{"cursor": _encode(key(item)), "node": view(item)} for item in chosen]
    started = ranked.index(chosen[0]) > 0 if chosen else bool(after)
    ended = ranked.index(chosen[-1]) < len(ranked) - 1 if chosen else bool(before)
    return {
        "edges": edges,
        "nodes": [edge["node"] for edge in edges],
        "pageInfo": {"startCursor": edges[0]["cursor"] if edges else None,
                     "endCursor": edges[-1]["cursor"] if edges else None,
                     "hasPreviousPage": started, "hasNextPage": ended},
    }


def plain(items, view, **arguments):
    """A connection over a list in its own order."""
    numbered = list(enumerate(items))
    return page(numbered, lambda pair: (pair[0],), lambda pair: view(pair[1]), **arguments)


def _encode(key):
    return base64.b64encode(json.dumps(list(key)).encode()).decode()


def _decode(cursor):
    try:
        value = json.loads(base64.b64decode(cursor, validate=True))
    except (ValueError, binascii.Error):
        value = None
    if not isinstance(value, list):
        raise _bad("Invalid cursor for current pagination sort.")
    return value

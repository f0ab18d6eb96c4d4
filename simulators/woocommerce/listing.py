"""Collections: filtering by dates and ids, ordering, paging, and the headers that describe it."""

import math
from urllib.parse import parse_qsl, urlencode

from common import clock
from common.messages import json_response
from woocommerce.dates import given
from woocommerce.errors import RestError

_AUTH = ("consumer_key", "consumer_secret")


def respond(request, base_url, items, values, view, ident, created, modified, zone, rank=None):
    """A page of a collection with X-WP-Total, X-WP-TotalPages and Link."""
    gmt = values.get("dates_are_gmt", False)
    for name, read, keep in (("after", created, lambda a, b: a > b), ("before", created, lambda a, b: a < b),
                             ("modified_after", modified, lambda a, b: a > b), ("modified_before", modified, lambda a, b: a < b)):
        if name in values:
            edge = given(values[name], zone, gmt)
            items = [i for i in items if keep(clock.parse(read(i)), edge)]
    if "include" in values:
        items = [i for i in items if ident(i) in values["include"]]
    if "exclude" in values:
        items = [i for i in items if ident(i) not in values["exclude"]]
    keys = {"date": lambda i: (created(i), ident(i)), "registered_date": lambda i: (created(i), ident(i)), "modified": lambda i: (modified(i), ident(i)),
            "id": ident, **(rank or {})}
    ordered = sorted(items, key=keys.get(values.get("orderby", "date"), ident), reverse=values.get("order", "desc") == "desc")
    size, page = values.get("per_page", 10), values.get("page", 1)
    pages = math.ceil(len(ordered) / size)
    if page > 1 and page > pages and pages > 0:
        raise RestError("rest_post_invalid_page_number", "The page number requested is larger than the number of pages available.", 400)
    start = values["offset"] if "offset" in values else (page - 1) * size
    body = [_fields(view(i), values) for i in ordered[start:start + size]]
    headers = {"X-WP-Total": str(len(ordered)), "X-WP-TotalPages": str(pages)}
    links = [f'<{_address(request, base_url, n)}>; rel="{rel}"' for rel, n in (("prev", page - 1), ("next", page + 1)) if 1 <= n <= pages and n != page]
    if links:
        headers["Link"] = ", ".join(links)
    return json_response(body, 200, headers)


def _fields(item, values):
    wanted = [name.strip() for name in values.get("_fields", "").split(",") if name.strip()]
    return {k: v for k, v in item.items() if k in wanted} if wanted else item


def _address(request, base_url, page):
    pairs = [(k, v) for k, v in parse_qsl(request.raw_query) if k not in ("page", *_AUTH) and not k.startswith("oauth_")]
    return f"{base_url}{request.path}?{urlencode([*pairs, ('page', page)])}"

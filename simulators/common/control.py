"""The control plane at /__sim/: for tests only, no vendor has anything like it."""

import json

from common import merchant, world as W
from common.faults import KINDS, FaultError
from common.messages import json_response
from common.webhooks import loopback_only


def handle(server, request):
    """Answers one control request."""
    name = request.path[len("/__sim/"):]
    action = _ACTIONS.get((request.method, name))
    if action is None:
        return json_response({"error": "no such control", "controls": [" /__sim/".join(k) for k in _ACTIONS]}, 404)
    try:
        body = json.loads(request.body) if request.body else {}
        return json_response(action(server, body))
    except (FaultError, merchant.MerchantError, ValueError, KeyError, TypeError) as problem:
        return json_response({"error": f"{type(problem).__name__}: {problem}"}, 400)


def _set_faults(server, body):
    if isinstance(body, list):
        body = {"schedule": body}
    if body.get("clear"):
        server.faults.clear()
    server.faults.load(body.get("schedule", []))
    return {"pending": server.faults.pending()}


def _get_faults(server, _):
    return {"pending": server.faults.pending(), "kinds": KINDS}


def _log(server, _):
    return {"requests": server.journal.entries()}


def _state(server, _):
    return server.store.snapshot()


def _reset(server, _):
    server.faults.clear()
    server.journal.clear()
    server.vendor.hooks.clear()
    server.store.reset()
    server.vendor.reset()
    return {"reset": True}


def _touch(server, body):
    done = []
    with server.store.lock:
        for op in body["ops"] if "ops" in body else [body]:
            events = merchant.apply(server.store.world, op)
            server.vendor.announce(events)
            done.extend([name, subject] for name, subject in events)
        server.store.save()
    return {"events": done}


def _webhooks(server, body):
    answer = {}
    with server.store.lock:
        if "subscribe" in body:
            wanted = body["subscribe"]
            if not loopback_only(wanted["url"]):
                raise ValueError("webhooks are delivered to loopback addresses only")
            answer["subscription"] = server.vendor.subscribe(wanted)
    answer.update(server.vendor.hooks.command(body))
    return answer


def _get_webhooks(server, _):
    with server.store.lock:
        subscriptions = [dict(s) for s in server.vendor.hooks.subscriptions()]
    return {"subscriptions": subscriptions, "deliveries": server.vendor.hooks.deliveries()}


def _totals(server, _):
    with server.store.lock:
        return {o["number"]: {"total": W.total(o), "received": W.received(o), "refunded": W.refunded(o),
                              "fulfilment": W.fulfilment_state(o), "payment": W.payment_state(o)}
                for o in server.store.world["orders"]}


_ACTIONS = {
    ("POST", "faults"): _set_faults, ("GET", "faults"): _get_faults,
    ("GET", "log"): _log, ("GET", "state"): _state, ("GET", "totals"): _totals,
    ("POST", "reset"): _reset, ("POST", "touch"): _touch,
    ("POST", "webhooks"): _webhooks, ("GET", "webhooks"): _get_webhooks,
}

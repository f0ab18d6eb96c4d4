"""What the simulators share: an HTTP front, faults, webhooks, a log and a control plane."""

from .clock import Clock, instant, stamp
from .faults import KINDS
from .messages import Request, Response, json_response
from .minting import Mint
from .peer import ControlError, Peer
from .server import arguments, load_world, retry_waits, serve, webhook_arguments
from .webhooks import WebhookEvent, WebhookSender

__all__ = [
    "KINDS",
    "Clock",
    "ControlError",
    "Mint",
    "Peer",
    "Request",
    "Response",
    "WebhookEvent",
    "WebhookSender",
    "arguments",
    "instant",
    "json_response",
    "load_world",
    "retry_waits",
    "serve",
    "stamp",
    "webhook_arguments",
]

"""Consumer key and secret: Basic or query string (documented for HTTPS), or one-legged OAuth 1.0a (for HTTP)."""

import base64
import binascii
import hashlib
import hmac
import re
import time
from urllib.parse import quote, unquote

from woocommerce.errors import RestError

_WINDOW_SECONDS = 15 * 60
_REQUIRED = ("oauth_consumer_key", "oauth_timestamp", "oauth_nonce", "oauth_signature", "oauth_signature_method")


class Auth:
    """Checks one pair of keys with one permission: read, write or read_write."""

    def __init__(self, key, secret, permission, basic_over_http, base_url):
        self._key, self._secret, self._permission = key, secret, permission
        self._basic = basic_over_http
        self._base_url = base_url
        self._nonces = {}

    def check(self, request):
        """Raises the documented 401 when the request is not allowed."""
        if not (self._basic and self._by_basic(request)) and not self._by_oauth(request):
            raise RestError("woocommerce_rest_cannot_view", "Sorry, you cannot list resources.", 401)
        reading = request.method in ("GET", "HEAD", "OPTIONS")
        needed = "read" if reading else "write"
        if self._permission != "read_write" and self._permission != needed:
            raise RestError("woocommerce_rest_authentication_error",
                            f"The API key provided does not have {needed} permissions.", 401)

    def _by_basic(self, request):
        query = dict(request.query)
        key, secret = query.get("consumer_key"), query.get("consumer_secret")
        header = request.header("Authorization") or ""
        if not (key and secret) and header.startswith("Basic "):
            try:
                key, _, secret = base64.b64decode(header[6:], validate=True).decode("utf-8").partition(":")
            except (binascii.Error, UnicodeDecodeError):
                return False
        if not key or not secret or key != self._key:
            return False
        if not hmac.compare_digest(secret.encode(), self._secret.encode()):
            raise RestError("woocommerce_rest_authentication_error", "Consumer secret is invalid.", 401)
        return True

    def _by_oauth(self, request):
        given = dict(request.query)
        header = request.header("Authorization") or ""
        if header.startswith("OAuth "):
            given.update({k: unquote(v) for k, v in re.findall(r'(oauth_\w+)="([^"]*)"', header)})
        absent = [name for name in _REQUIRED if not given.get(name)]
        if len(absent) == len(_REQUIRED):
            return False
        if absent:
            raise RestError("woocommerce_rest_authentication_missing_parameter",
                            f"Missing OAuth parameter{'s' if len(absent) > 1 else ''} {', '.join(absent)}", 401)
        if given["oauth_consumer_key"] != self._key:
            raise RestError("woocommerce_rest_authentication_error", "Consumer key is invalid.", 401)
        algorithm = {"HMAC-SHA1": hashlib.sha1, "HMAC-SHA256": hashlib.sha256}.get(given["oauth_signature_method"])
        if algorithm is None:
            raise RestError("woocommerce_rest_authentication_error", "Invalid signature - signature method is invalid.", 401)
        signature = given.pop("oauth_signature")
        if not hmac.compare_digest(signature, self._signature(request, given, algorithm)):
            raise RestError("woocommerce_rest_authentication_error", "Invalid signature - provided signature does not match.", 401)
        self._fresh(given)
        return True

    def _signature(self, request, given, algorithm):
        pairs = "&".join(f"{k}={v}" for k, v in sorted((_enc(k), _enc(v)) for k, v in given.items()))
        base = "&".join([request.method.upper(), _enc(self._base_url() + request.path), _enc(pairs)])
        return base64.b64encode(hmac.new((self._secret + "&").encode(), base.encode(), algorithm).digest()).decode()

    def _fresh(self, given):
        try:
            stamp = int(given["oauth_timestamp"])
        except ValueError:
            stamp = 0
        if abs(time.time() - stamp) > _WINDOW_SECONDS:
            raise RestError("woocommerce_rest_authentication_error", "Invalid timestamp.", 401)
        if given["oauth_nonce"] in self._nonces:
            raise RestError("woocommerce_rest_authentication_error", "Invalid nonce - nonce has already been used.", 401)
        self._nonces[given["oauth_nonce"]] = stamp


def _enc(text):
    return quote(text, safe="-._~")

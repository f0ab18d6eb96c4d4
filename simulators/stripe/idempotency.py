"""Idempotency keys: the first result of a key is kept and given again."""

from stripe.failures import StripeError

KEPT_SECONDS = 24 * 3600
LONGEST = 255


class Keys:
    """Works on the table of keys in the store, so that a snapshot holds it."""

    def __init__(self, table, clock):
        self._table = table
        self._clock = clock

    def begin(self, key, fingerprint):
        """None where the request is to be executed; otherwise the kept result."""
        if len(key) > LONGEST:
            raise StripeError(400, f"Idempotency keys are up to {LONGEST} characters long")
        kept = self._table.get(key)
        if kept and self._clock.seconds() - kept["at"] >= KEPT_SECONDS:
            kept = None
        if kept is None:
            return None
        if kept["fingerprint"] != fingerprint:
            message = (
                "Keys for idempotent requests can only be used with the endpoint and parameters"
                f" of their first use: {key}"
            )
            raise StripeError(400, message, kind="idempotency_error")
        if kept["result"] is None:
            message = f"Another request with this idempotency key is still being processed: {key}"
            raise StripeError(409, message, code="idempotency_key_in_use")
        return kept

    def hold(self, key, fingerprint, request_id):
        """Marks a key as being executed."""
        self._table[key] = {
            "fingerprint": fingerprint,
            "at": self._clock.seconds(),
            "request": request_id,
            "result": None,
        }

    def keep(self, key, status, body):
        self._table[key]["result"] = {"status": status, "body": body.decode("utf-8")}

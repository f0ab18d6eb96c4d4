"""Stripe's error object, and the errors the simulator raises."""

from http_peer import json_response

DOCUMENTED_AT = "https://stripe.com/docs/error-codes/"


class StripeError(Exception):
    """An API error: HTTP status and the fields of the error object."""

    def __init__(self, status, message, kind="invalid_request_error", code=None, param=None, headers=()):
        super().__init__(message)
        self.status = status
        self.kind = kind
        self.code = code
        self.param = param
        self.headers = list(headers)

    def response(self):
        error = {}
        if self.code:
            error["code"] = self.code
            error["doc_url"] = DOCUMENTED_AT + self.code.replace("_", "-")
        error["message"] = str(self)
        if self.param:
            error["param"] = self.param
        error["type"] = self.kind
        return json_response(self.status, {"error": error}, self.headers)


def unknown_parameter(param):
    return StripeError(400, f"Received unknown parameter: {param}", code="parameter_unknown", param=param)


def missing_parameter(param):
    return StripeError(400, f"Missing required param: {param}.", code="parameter_missing", param=param)


def exclusive_parameters(param, first, second):
    message = f"You may only specify one of these parameters: {first}, {second}."
    return StripeError(400, message, code="parameters_exclusive", param=param)


def missing_object(kind, identifier, param="id", status=404):
    message = f"No such {kind}: '{identifier}'"
    return StripeError(status, message, code="resource_missing", param=param)


def not_simulated(what):
    """Documented by Stripe, but outside this simulator: never passed over in silence."""
    return StripeError(501, f"Documented, but not simulated: {what}", kind="api_error")


def by_status(code):
    """The error a status fault stands for."""
    if code == 429:
        return StripeError(
            429,
            "Request rate limit exceeded",
            code="rate_limit",
            headers=[("Stripe-Rate-Limited-Reason", "global-rate")],
        )
    if code == 409:
        return StripeError(409, "The request conflicts with another request", code="lock_timeout")
    if code >= 500:
        return StripeError(code, "An error occurred on the simulated side", kind="api_error")
    return StripeError(code, "The request was refused by a fault")

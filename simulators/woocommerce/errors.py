"""WordPress REST error bodies: {code, message, data: {status, ...}}."""

from common.messages import json_response


class RestError(Exception):
    """An error the REST API answers with."""

    def __init__(self, code, message, status, **data):
        super().__init__(message)
        self.code, self.message, self.status, self.data = code, message, status, data

    def response(self):
        """The answer."""
        headers = {"WWW-Authenticate": 'Basic realm="WooCommerce API. Use a consumer key in the username field and a consumer secret in the password field."'} \
            if self.status == 401 else {}
        return json_response({"code": self.code, "message": self.message, "data": {"status": self.status, **self.data}}, self.status, headers)


def invalid(problems):
    """rest_invalid_param for {parameter: (code, message)}."""
    names = ", ".join(problems)
    return RestError("rest_invalid_param", f"Invalid parameter(s): {names}", 400,
                     params={name: message for name, (_, message) in problems.items()},
                     details={name: {"code": code, "message": message, "data": None} for name, (code, message) in problems.items()})


def missing(names):
    """rest_missing_callback_param."""
    return RestError("rest_missing_callback_param", f"Missing parameter(s): {', '.join(names)}", 400, params=list(names))


def no_such(kind):
    """The 404 of one resource kind."""
    return RestError(f"woocommerce_rest_{kind}_invalid_id", "Invalid ID.", 404)


def no_route():
    """The 404 of an unknown address or method."""
    return RestError("rest_no_route", "No route was found matching the URL and request method.", 404)

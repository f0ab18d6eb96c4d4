"""The `meta`/`data` envelope, and the documented codes."""

from http_peer import json_response

API_VERSION = "2026-07"

#: meta.code: (HTTP status, type, message).
CODES = {
    400: (400, "BadRequest", "The request was invalid or cannot be otherwise served."),
    4001: (400, "BadRequest", "Invalid JSON data."),
    4003: (400, "BadRequest", "Tracking already exists."),
    4004: (404, "NotFound", "Tracking does not exist."),
    4005: (400, "BadRequest", "The value of tracking_number is invalid."),
    4007: (400, "BadRequest", "tracking_number is required."),
    4008: (400, "BadRequest", "The value of {} is invalid."),
    4010: (400, "BadRequest", "The value of slug is invalid."),
    4012: (400, "BadRequest", "The carrier is not recognised from this tracking number."),
    4015: (400, "BadRequest", "The value of id is invalid."),
    401: (401, "Unauthorized", "The API key is invalid."),
    404: (404, "NotFound", "The URI requested is invalid or the resource requested does not exist."),
    429: (429, "TooManyRequests", "You have exceeded the API call rate limit."),
    500: (500, "InternalError", "Something went wrong on the simulated side."),
    501: (501, "NotSimulated", "Documented, but not simulated: {}"),
    502: (502, "InternalError", "Something went wrong on the simulated side."),
    503: (503, "InternalError", "Something went wrong on the simulated side."),
    504: (504, "InternalError", "Something went wrong on the simulated side."),
}


class TrackingError(Exception):
    """An error by its meta.code; `field` fills the message."""

    def __init__(self, code, field=None):
        super().__init__(code)
        self.code = code
        self.field = field

    def response(self):
        status, kind, message = CODES[self.code]
        meta = {"code": self.code, "message": message.format(self.field), "type": kind}
        return json_response(status, {"meta": meta, "data": {}})


def success(status, data):
    return json_response(status, {"meta": {"code": status}, "data": data})

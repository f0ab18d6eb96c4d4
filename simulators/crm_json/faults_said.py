"""Harbor's error body, and which errors come with HTTP status 200."""

from http_peer import json_response

#: Code: (HTTP status, text). A status of 200 is Harbor's old habit, kept for reads.
CODES = {
    1400: (400, "Request not understood"),
    1401: (401, "Key missing or unknown"),
    1404: (200, "No such record"),
    1405: (405, "Method not allowed"),
    1415: (415, "JSON expected"),
    1422: (200, "Search argument not usable"),
    2409: (409, "Record locked by another user"),
    2412: (412, "Record changed since it was read"),
    2422: (422, "Record not acceptable"),
    2428: (428, "If-Match required"),
    4091: (409, "Request with this key still running"),
    4092: (409, "Request key already used for something else"),
    4404: (404, "Request key not known"),
    9429: (429, "Too many requests"),
    9500: (500, "Internal failure"),
    9503: (200, "Maintenance, try again later"),
}


class HarborFault(Exception):
    """An error of Harbor, by its code."""

    def __init__(self, code, detail=None, headers=()):
        super().__init__(CODES[code][1])
        self.code = code
        self.detail = detail
        self.headers = list(headers)

    def response(self):
        status, text = CODES[self.code]
        fault = {"code": self.code, "text": text}
        if self.detail:
            fault["detail"] = self.detail
        return json_response(status, {"fault": fault}, self.headers)

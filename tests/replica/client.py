"""HTTP client of the replica's tests, with one connection for each request."""

import http.client
from dataclasses import dataclass
from urllib.parse import urlsplit


@dataclass(frozen=True, slots=True)
class Answer:
    status: int
    headers: http.client.HTTPMessage
    body: bytes


def get(address: str, url: str, **headers: str) -> Answer:
    """Fetch a URL. Raises the errors of http.client for a missing or truncated answer."""
    parts = urlsplit(url)
    target = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    connection = http.client.HTTPConnection(address, timeout=10)
    try:
        connection.request("GET", target, headers={"Host": parts.netloc, **named})
        response = connection.getresponse()
        return Answer(response.status, response.headers, response.read())
    finally:
        connection.close()

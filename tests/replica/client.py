"""How do the replica's tests ask its server for a URL, each time on a connection of their own?"""

import http.client
from dataclasses import dataclass
from urllib.parse import urlsplit


@dataclass(frozen=True, slots=True)
class Got:
    status: int
    headers: http.client.HTTPMessage
    body: bytes


def get(address: str, url: str, **headers: str) -> Got:
    """The answer; raises what http.client raises where there is none, or half of one."""
    parts = urlsplit(url)
    target = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    connection = http.client.HTTPConnection(address, timeout=10)
    try:
        connection.request("GET", target, headers={"Host": parts.netloc, **named})
        response = connection.getresponse()
        return Got(response.status, response.headers, response.read())
    finally:
        connection.close()

"""What does the replica answer: a page with its status, type and dates?"""

from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple, Protocol

from newsspider.replica.faults import Fault

HTML = "text/html; charset=UTF-8"
XML = "application/xml; charset=UTF-8"
JSON = "application/json; charset=UTF-8"
TEXT = "text/plain; charset=UTF-8"


@dataclass(frozen=True, kw_only=True, slots=True)
class Page:
    """`version` names the content for its ETag; without one the ETag is that of the bytes.

    `retry_after` is in seconds. `fault` spoils the answer on its way, `fault_after` seconds later (only
    `HUNG_UP` waits). A page that is not `lasting` is asked for anew at every request. With an `encoding`
    the body is sent as it is, to everybody, under that Content-Encoding, be it true or not.
    """

    body: bytes
    status: int = 200
    content_type: str = HTML
    modified: datetime | None = None
    version: str | None = None
    location: str | None = None
    retry_after: int | None = None
    fault: Fault | None = None
    fault_after: float = 0.0
    lasting: bool = True
    encoding: str | None = None


class Ask(NamedTuple):
    """A request as the router sees it: host (small letters, no port), path, first value of each parameter."""

    host: str
    path: str
    query: dict[str, str]


class Site(Protocol):
    """What the server serves; a newsroom, or something wrapped around one."""

    def page(self, host: str, target: str) -> Page: ...

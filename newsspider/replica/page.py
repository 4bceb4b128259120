"""Page of the replica with its status, type and dates, and the protocol of a site that has pages."""

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
    """One answer of a site.

    `version` identifies the content for its ETag; without one the ETag is a hash of the body. `retry_after`
    is in seconds. `fault` breaks the transport of the answer, after `fault_after` seconds (only `HUNG_UP`
    waits). A page that is not `cacheable` is made for each request. With an `encoding` the body is sent
    unchanged under that Content-Encoding, true or not.
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
    cacheable: bool = True
    encoding: str | None = None


class PageRequest(NamedTuple):
    """A parsed request: host in lower case without a port, path, and the first value of each parameter."""

    host: str
    path: str
    query: dict[str, str]


class Site(Protocol):
    """What the server serves: a newsroom, or a wrapper around one."""

    def page(self, host: str, target: str) -> Page: ...

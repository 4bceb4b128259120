"""How did this response come to us?"""

from __future__ import annotations

from datetime import datetime

from scrapy.http import Response

from newsspider.outlets.outlet import Outlet
from newsspider.visits import DuePage, Fetch, RequestKind


def fetched(response: Response, page: DuePage | None, outlet: Outlet) -> Fetch:
    """How a response came to us; `page` is the one that was drawn from the frontier for it."""
    final_url = outlet.address(response.url).identity
    day, now = page.listed_on if page else None, datetime.now(outlet.timezone)
    etag, modified = (response.headers.get(name) for name in ("ETag", "Last-Modified"))
    return Fetch(
        page=page.url if page else final_url, depth=page.depth if page else 0,
        status=response.status, body=response.body, final_url=final_url, etag=_header(etag),
        last_modified=_header(modified), listed_on=day, day_is_over=outlet.is_over(day, now),
        kind=page.request_kind if page else RequestKind.STORY,
    )  # fmt: skip


def _header(value: bytes | None) -> str | None:
    """A header as it may be sent back; one that is no header any more, or too long, is none."""
    text = value.decode("latin-1") if value else ""
    return text if text.isprintable() and 0 < len(text) < 500 else None
